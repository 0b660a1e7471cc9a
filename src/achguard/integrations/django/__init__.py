"""achguard in a Django project: forms for bank accounts and for what is asked, one guard, and a check of settings."""

from achguard.integrations import needs

needs("django", extra="django")

from achguard.integrations.django.forms import DomesticAccountField, RoutingNumberField  # noqa: E402  told first
from achguard.integrations.django.questions import QuestionsForm  # noqa: E402
from achguard.integrations.django.settings import guard  # noqa: E402

__all__ = ["DomesticAccountField", "QuestionsForm", "RoutingNumberField", "guard"]
