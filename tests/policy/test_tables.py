"""The tables of a policy, each by itself."""

import pytest

from achguard.policy.policy import Policy
from achguard.policy.tables import Iat
from factories import Json

NONE: Json = {"can_send": False, "never_sent": ()}


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({}, "No IAT is sent or taken."),
        ({"can_send": True}, "A complete IAT may be sent."),
        (
            {"can_send": True, "accepts": ["ach-credit"]},
            "A complete IAT may be sent. An IAT that the payor's own bank sends as an ACH credit is taken.",
        ),
        (
            {"accepts": ["ach-credit"], "tax_types": ["state", "local"], "payment_types": ["TAX"]},
            (
                "An IAT that the payor's own bank sends as an ACH credit is taken. For the tax state, local. "
                "For the description TAX."
            ),
        ),
    ],
)
def test_which_iats_go_is_one_line(table: Json, said: str) -> None:
    """What is sent, what is taken, and for which payments, in a sentence each."""
    assert Iat.model_validate(NONE | table).told() == said


@pytest.mark.parametrize(
    ("table", "tax", "kind", "comes_in", "takes"),
    [
        ({}, None, None, True, False),
        ({"can_send": True}, None, None, False, True),
        ({"accepts": ["ach-credit"]}, None, None, True, True),
        ({"accepts": ["ach-credit"]}, None, None, False, False),
        ({"can_send": True, "tax_types": ["state"]}, "State", None, False, True),
        ({"can_send": True, "tax_types": ["state"]}, "local", None, False, False),
        ({"can_send": True, "tax_types": ["state"]}, None, None, False, False),
        ({"can_send": True, "payment_types": ["TAX"]}, None, "tax ", False, True),
        ({"can_send": True, "payment_types": ["TAX"]}, None, "FEE", False, False),
    ],
)
def test_an_iat_goes_for_its_taxes_and_descriptions(
    table: Json, tax: str | None, kind: str | None, *, comes_in: bool, takes: bool
) -> None:
    """One that is sent, or comes in where that is taken, and is of the taxes and descriptions that are named."""
    assert Iat.model_validate(NONE | table).takes(tax, kind, comes_in=comes_in) is takes


def test_a_question_and_a_statement_stand_in_english_where_a_language_has_none() -> None:
    """Their words in a language, else the English ones."""
    policy = Policy.preset("alabama-dor")
    question = policy.questions.own[0]
    assert question.told("es") == question.prompt["es"]
    assert question.told("fr") == question.prompt["en"]
    statement = Policy.preset("virginia-tax").certification
    assert statement is not None
    assert statement.told("es") == statement.text["es"]
    assert statement.told("fr") == statement.text["en"]
