"""Form fields for the boxes of a bank account."""

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from achguard.integrations.boxes import LONGEST_TYPED, Box, complaint
from achguard.integrations.pydantic import DomesticAccount, RoutingNumber


class _NumberField(forms.CharField):  # type: ignore[misc]  # Django has no types
    _box: ClassVar[Box]
    _kind: ClassVar[type[RoutingNumber | DomesticAccount]]

    def __init__(self, **options: object) -> None:
        super().__init__(**{"max_length": LONGEST_TYPED, **options})

    def clean(self, value: object) -> RoutingNumber | DomesticAccount | None:
        """Give the number, masked in every repr, or None where none is required and none was given.

        Raises Django's `ValidationError` in the language of the request, with a code of `Complaint`; the field's
        `error_messages` may say it in other words.
        """
        text: str = super().clean(value)
        if not text:
            return None
        found = complaint(self._box, text)
        if found is not None:
            said = self.error_messages.get(found.value) or found.sentence(get_language() or "en")
            raise ValidationError(said, code=found.value)
        return self._kind(text)

    def prepare_value(self, value: object) -> None:
        """Write no number into a page: a form that is shown again has the box empty, whatever its widget."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        """Ask browsers for a keyboard of digits, and not to keep the number."""
        return {"inputmode": "numeric", "autocomplete": "off", **super().widget_attrs(widget)}


class RoutingNumberField(_NumberField):
    """A box for a US routing number; `cleaned_data` holds a `RoutingNumber`."""

    _box: ClassVar[Box] = "routing_number"
    _kind: ClassVar[type[RoutingNumber | DomesticAccount]] = RoutingNumber


class DomesticAccountField(_NumberField):
    """A box for an account number, which refuses an IBAN and the like; `cleaned_data` holds a `DomesticAccount`."""

    _box: ClassVar[Box] = "account_number"
    _kind: ClassVar[type[RoutingNumber | DomesticAccount]] = DomesticAccount
