"""Nothing confidential shows in a repr, and no error holds what was put in."""

import json
from collections.abc import Callable

import pytest
from pydantic import TypeAdapter, ValidationError

from achguard.model.json_names import given_twice, why_ambiguous
from achguard.model.party import Party
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


def test_a_copy_takes_what_the_field_takes_and_nothing_else() -> None:
    """A changed copy is read as a payment is: a decimal in text becomes one, and the fields that were set stay so."""
    copied = payment().model_copy(update={"amount": "7.50", "same_day": True})
    assert (str(copied.amount), copied.same_day) == ("7.50", True)
    assert copied.model_fields_set == payment().model_fields_set | {"same_day"}
    assert payment().model_copy() == payment()
    with pytest.raises(ValidationError):
        payment().model_copy(update={"amount": "seven"})


def test_only_a_private_attribute_is_set() -> None:
    """A payment is frozen; what a subclass or a tool remembers beside its fields can be set."""
    made = payment()
    made._note = 1  # type: ignore[attr-defined]
    assert made._note == 1  # type: ignore[attr-defined]
    with pytest.raises(ValidationError):
        made.id = "another"  # type: ignore[misc]


def test_a_repr_hides_what_no_field_takes() -> None:
    """A record made without validation may hold anything; its type is shown, and nothing of it."""
    made = Party.model_construct(
        name=987654321012, account={"number": "987654321012"}, identifiers=("987654321012", 7), kind="it 987654321012"
    )
    assert "987654321012" not in repr(made)
    assert "name='[int]'" in repr(made)


TWICE = [
    ('{"direction": "debit", "direction": "credit", REST}', "direction"),
    ('{"direction": null, "direction": "credit", REST}', "direction"),
    ('{"direction": "debit", "\\u0064irection": "debit", REST}', "direction"),
    ('{"direction": "debit", REST, "receiver": {"name": "A", "name": "B"}}', "name"),
    (
        '{"direction": "debit", REST, "foreign_funds": {"account_abroad": "no", "account_abroad": "yes"}}',
        "account_abroad",
    ),
    (
        '{"direction": "debit", REST, "correspondents": [{"branch_country": "US", "branch_country": "IR"}]}',
        "branch_country",
    ),
    ('{"direction": "debit", REST, "amount": "987654321012"}', "amount"),
]
REST = '"amount": "1.00", "originator": {"name": "STATE TAX AGENCY"}, "receiver": {"name": "JANE Q PUBLIC"}'


@pytest.mark.parametrize(("text", "twice"), TWICE)
@pytest.mark.parametrize("written", [str, str.encode, lambda text: bytearray(text.encode())])
def test_json_that_says_a_thing_twice_is_no_payment(text: str, twice: str, written: Callable[[str], str]) -> None:
    """A name that stands twice in an object of any level is refused, however it is spelt, and no value is shown."""
    rest = REST.rpartition(", ")[0] if text.count('"receiver"') else REST
    with pytest.raises(ValidationError) as caught:
        Payment.model_validate_json(written(text.replace("REST", rest)))
    (entry,) = caught.value.errors()
    assert entry["msg"] == f"Object should give the field {twice} once"
    assert entry["type"] == "ambiguous_json"
    assert "987654321012" not in f"{caught.value} {caught.value.errors()} {caught.value.__context__}"


def test_a_wrong_shape_is_told_before_a_name_that_stands_twice() -> None:
    """Errors of shape stay what they are, and say where."""
    with pytest.raises(ValidationError) as caught:
        Payment.model_validate_json('{"direction": "debit", "direction": "debit"}')
    assert [entry["loc"] for entry in caught.value.errors()] == [("amount",), ("originator",), ("receiver",)]


def test_a_party_that_is_named_twice_is_no_party() -> None:
    """Every part of a payment reads JSON as strictly as the whole."""
    with pytest.raises(ValidationError, match="should give the field name once"):
        Party.model_validate_json('{"name": "A", "name": "B"}')


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"a": 1, "b": {"a": 1}, "c": [{"a": 1}, {"a": 1}]}', None),
        ('{"a": 1, "a": 1}', "Object should give the field a once"),
        ('{"987654321012": 1, "987654321012": 1}', "Object gives a field twice"),
        ('[[{"x y": 1, "x y": 1}]]', "Object gives a field twice"),
        ("1" * 5000, None),
        ("NaN", None),
        ("[" * 100_000, "Input should be JSON of few levels in UTF-8"),
        (b"\xff", "Input should be JSON of few levels in UTF-8"),
        ("{", "Input should be JSON of few levels in UTF-8"),
    ],
)
def test_a_json_text_is_plain_or_says_why_not(text: str | bytes, why: str | None) -> None:
    """Only a text whose names were all looked at is plain, and a strange name is not repeated."""
    assert why_ambiguous(text) == why


def test_looking_for_a_name_that_stands_twice_asks_each_name_once() -> None:
    """The time that it takes grows with the number of names, not with its square."""
    compared = 0

    class Name(str):
        __slots__ = ()
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            nonlocal compared
            compared += 1
            return str.__eq__(self, other) is True

    assert given_twice([*(Name(f"f{n}") for n in range(3000)), Name("f2999")]) == "f2999"
    assert compared < 3000
