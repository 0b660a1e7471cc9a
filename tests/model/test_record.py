"""Nothing confidential shows in a repr, and no error holds what was put in."""

import json

import pytest
from pydantic import TypeAdapter, ValidationError

from achguard.model.payment import Payment
from factories import Json, domestic_web_debit, merged, payment

SECRETS: Json = {
    "receiver": {
        "date_of_birth": "1970-01-31",
        "phone": "+16015550100",
        "identifiers": [{"type": "ssn", "value": "078-05-1120"}],
        "account": {
            "routing_number": "12345678901234",
            "account_number": "987654321012",
            "iban": "DE89370400440532013000",
            "bank": {"id": "GB29NWBK60161331926819"},
        },
    },
    "remittance": ["FOR ACCOUNT 5544332211"],
}
SHOWN_NOWHERE = [
    "1970-01-31",
    "6015550100",
    "078-05-1120",
    "12345678901234",
    "987654321012",
    "89370400440532013000",
    "NWBK60161331926819",
    "5544332211",
]


@pytest.mark.parametrize("show", [repr, str, lambda made: repr(made.receiver)])
def test_a_repr_shows_nothing_confidential(show: object) -> None:
    """Account numbers, tax ids, telephone numbers and dates of birth are masked in every repr."""
    assert callable(show)
    text = show(payment(changes=SECRETS))
    assert [secret for secret in SHOWN_NOWHERE if secret in text] == []
    assert "JANE Q PUBLIC" in text


def test_values_are_there_for_those_who_ask() -> None:
    """Dumping a payment is asking for its values."""
    dumped = payment(changes=SECRETS).model_dump_json()
    assert "987654321012" in dumped


@pytest.mark.parametrize(
    "changes",
    [
        {"surprise": "987654321012"},
        {"amount": "987654321012.999"},
        {"direction": "987654321012"},
        {"receiver": {"account": {"account_number": 987654321012}}},
        {"receiver": {"account": {"account_number": "987654321012" * 20}}},
        {"receiver": {"account": {"type": "987654321012"}}},
        {"receiver": {"name": None, "account": {"account_number": "987654321012"}}},
        {"receiver": {"identifiers": [{"type": "987654321012", "value": "987654321012"}]}},
        {"receiver": {"date_of_birth": "987654321012"}},
        {"receiver": "987654321012"},
        {"foreign_funds": {"account_abroad": "987654321012"}},
    ],
)
def test_an_error_says_where_and_what_but_never_the_value(changes: Json) -> None:
    """No form of a validation error holds the input, which stock pydantic prints in errors() and json()."""
    bad = merged(domestic_web_debit(), changes)
    for validate in (
        lambda: Payment.model_validate(bad),
        lambda: Payment.model_validate_json(json.dumps(bad)),
        lambda: TypeAdapter(list[Payment]).validate_python([bad]),
        lambda: TypeAdapter(list[Payment]).validate_json(json.dumps([bad])),
    ):
        with pytest.raises(ValidationError) as caught:
            validate()
        error = caught.value
        assert "987654321012" not in f"{error} {error!r} {error.errors()} {error.json()}"
        assert error.errors()[0]["loc"]
        assert error.__cause__ is None


def test_text_that_is_not_json_is_not_repeated() -> None:
    """An error about JSON says where it breaks, not what it says."""
    with pytest.raises(ValidationError) as caught:
        Payment.model_validate_json('{"account_number": "987654321012"')
    assert "987654321012" not in f"{caught.value} {caught.value.errors()}"
    assert "Invalid JSON" in str(caught.value)
