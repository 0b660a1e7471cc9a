"""achguard in a Django project: form fields for bank accounts, one guard made of the settings, and a check of them."""

from achguard.integrations import needs

needs("django", extra="django")

from achguard.integrations.django.forms import DomesticAccountField, RoutingNumberField  # noqa: E402  told first
from achguard.integrations.django.settings import guard  # noqa: E402

__all__ = ["DomesticAccountField", "RoutingNumberField", "guard"]
