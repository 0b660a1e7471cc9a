"""Errors in plain words: each kind that pydantic has, and each field of a payment with values that it does not take."""

import re
from typing import get_args

import pytest
from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError
from pydantic_core.core_schema import ErrorType

from achguard.intake.fields import names, resolve
from achguard.intake.row import InvalidRow, row_of
from achguard.model.payment import Payment
from achguard.model.plain_error import LIMITS, plain
from factories import Json, domestic_web_debit

ITS_WORDS = re.compile(
    r"Input|Value error|Field required|valid |Decimal|Assertion|NoneType|tuple|dictionary|instance|pydantic|match"
)
NUMBER = "4400112233445"


def said_of(kind: str, context: dict[str, object] | None, given: object = NUMBER) -> str:
    """Say an error of one kind."""
    details = InitErrorDetails(type=kind, loc=("field",), input=given, ctx=context)
    return plain(ValidationError.from_exception_data("X", [details]).errors(include_url=False)[0])


@pytest.mark.parametrize("kind", get_args(ErrorType))
def test_every_kind_of_error_is_said_in_plain_words(kind: str) -> None:
    """None of pydantic's words and nothing of the value; a kind that no field has is said in general."""
    message = PydanticCustomError(
        kind, f"Value error, Input should be a valid tuple {NUMBER}", dict.fromkeys(LIMITS, 2)
    )
    details = InitErrorDetails(type=message, loc=("field",), input=NUMBER)
    said = plain(ValidationError.from_exception_data("X", [details]).errors(include_url=False)[0])
    assert not ITS_WORDS.search(said)
    assert NUMBER not in said
    assert re.match(r"(is|should|has|holds) ", said)


@pytest.mark.parametrize(
    ("kind", "context", "sentence"),
    [
        ("string_too_long", {"max_length": 1000}, "should have at most 1,000 characters"),
        ("enum", {"expected": "'debit' or 'credit'"}, "should be 'debit' or 'credit'"),
        ("decimal_max_places", {"decimal_places": 2}, "should have no more than 2 decimal places"),
        ("greater_than_equal", {"ge": 0}, "should be 0 or more"),
        ("too_long", {"field_type": "Tuple", "max_length": 9, "actual_length": 12}, "should have at most 9 items"),
        ("value_error", {"error": ValueError(NUMBER)}, "is not a value that this field takes"),
    ],
)
def test_a_limit_is_said(kind: str, context: dict[str, object], sentence: str) -> None:
    """Limits come from the error's context, where nothing else is read."""
    assert said_of(kind, context) == sentence


def test_a_limit_that_is_not_said_is_left_out() -> None:
    """An error made by hand without its limit is said in general."""
    details = InitErrorDetails(type=PydanticCustomError("string_too_long", "Input"), loc=(), input=NUMBER)
    (entry,) = ValidationError.from_exception_data("X", [details]).errors()
    assert plain(entry) == "is not a value that this field takes"


def with_value(name: str, value: object) -> Json:
    """Give a payment with a value at a dotted name."""
    payment: Json = domestic_web_debit()
    path = resolve(name)
    assert path is not None
    node: object = payment
    for part, following in zip(path, (*path[1:], None), strict=True):
        empty: object = value if following is None else [] if isinstance(following, int) else {}
        if isinstance(node, list):
            node.append(empty)
            node = empty
        elif isinstance(node, dict):
            kept = node.get(str(part))
            node[str(part)] = kept if following is not None and isinstance(kept, type(empty)) else empty
            node = node[str(part)]
    return payment


WRONG = [7, 7.5, True, "", "?" + NUMBER, NUMBER * 900, [], [NUMBER], {}, {"x": NUMBER}, "\ud800", float("nan")]


@pytest.mark.parametrize("name", names())
def test_no_field_of_a_payment_answers_in_the_words_of_pydantic(name: str) -> None:
    """Each field with a dozen values: what it refuses is said plainly and without the value."""
    refused = [row for value in WRONG if isinstance(row := row_of(1, with_value(name, value)), InvalidRow)]
    assert refused
    for row in refused:
        for error in row.errors:
            assert not ITS_WORDS.search(error), error
            assert NUMBER[:6] not in error, error


def test_an_error_of_a_payment_carries_limits_and_nothing_of_the_value() -> None:
    """The context of an error has what the field takes; not the number of items that were given, nor an item."""
    given = {**domestic_web_debit(), "amount": "1.234", "direction": NUMBER, "remittance": [NUMBER] * 10_001}
    with pytest.raises(ValidationError) as caught:
        Payment.model_validate(given)
    context = {entry["loc"][0]: entry.get("ctx") for entry in caught.value.errors()}
    assert context == {
        "amount": {"decimal_places": 2},
        "direction": {"expected": "'debit' or 'credit'"},
        "remittance": {"max_length": 10_000},
    }
    assert NUMBER not in caught.value.json()


@pytest.mark.parametrize("wrong", ["Busines abroad", "parent_abroad", "", "-abroad", "größe"])
def test_a_word_of_a_policy_is_told_with_its_form(wrong: str) -> None:
    """A misspelt question of an agency's own is a shape error that says how such words are written."""
    row = row_of(1, {**domestic_web_debit(), "own_answers": [{"question": wrong, "answer": "yes"}]})
    assert isinstance(row, InvalidRow)
    assert row.errors == ("own_answers[0].question: should be letters, digits and dashes, such as eft-mandated",)
