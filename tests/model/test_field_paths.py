"""The fields of a payment by their paths."""

import pytest

from achguard.model.field_paths import is_field, payment_fields


@pytest.mark.parametrize(
    ("path", "known"),
    [
        ("amount", True),
        ("receiver.account", True),
        ("receiver.account.bank.branch_country", True),
        ("correspondents[0].branch_country", True),
        ("originator.identifiers[12].value", True),
        ("foreign_funds.funded_abroad", False),
        ("correspondents.0.name", False),
        ("receiver.acount.routing_number", False),
        ("", False),
    ],
)
def test_fields_are_those_of_a_payment(path: str, *, known: bool) -> None:
    """A field is named as findings name it, down to its place in a list."""
    assert is_field(path) is known
    assert "iat.destination_country" in payment_fields()
