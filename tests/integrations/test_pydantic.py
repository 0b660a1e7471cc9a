"""Numbers as fields of models of one's own."""

import pickle

import pytest
from pydantic import BaseModel, ValidationError

from achguard.errors import ConfigurationError
from achguard.integrations.boxes import Complaint
from achguard.integrations.pydantic import DomesticAccount, RoutingNumber, TypedNumber

NUMBER = "40917733551"
CHECK_ROUTING_NUMBER = Complaint.ROUTING_NUMBER.sentence()
CHECK_ACCOUNT_NUMBER = Complaint.ACCOUNT_NUMBER.sentence()
US_ACCOUNT = Complaint.NO_US_ACCOUNT.sentence()


class Form(BaseModel):
    """A form of an app's own."""

    routing: RoutingNumber
    account: DomesticAccount
    other: TypedNumber | None = None


FORM = Form.model_validate({"routing": " 065300279 ", "account": NUMBER, "other": "anything 12345678901"})


def test_a_form_holds_the_numbers() -> None:
    """What was typed is there, without blanks around it where the type judges it."""
    assert (FORM.routing.number, FORM.account.number) == ("065300279", NUMBER)
    assert FORM.other is not None
    assert FORM.other.number == "anything 12345678901"
    assert Form(routing=RoutingNumber("065300279"), account=DomesticAccount(NUMBER), other=FORM.other) == FORM
    assert FORM.account != TypedNumber(NUMBER)
    assert len({FORM.account, DomesticAccount(NUMBER), TypedNumber(NUMBER)}) == 2
    assert pickle.loads(pickle.dumps(FORM)) == FORM  # noqa: S301  our own bytes


def test_a_number_is_masked_wherever_it_is_written() -> None:
    """Repr, text, formats and JSON show at most the last four characters."""
    written = [repr(FORM), str(FORM), f"{FORM.account}", f"{FORM.account!s:>20}", FORM.model_dump_json()]
    written += [repr(FORM.model_dump()), str(FORM.model_dump(mode="json")), "%s" % FORM.account]  # noqa: UP031
    assert not any("4091773" in text or "06530" in text for text in written), written
    assert repr(FORM.account) == "DomesticAccount('********551')"
    assert f"{FORM.account:>20}" == "********551".rjust(20)
    assert f"{FORM.account:.4}|{FORM.routing:*<12s}" == "****|******279***"
    assert FORM.model_dump(mode="json")["account"] == "********551"


def test_json_has_the_number_where_that_is_asked_for() -> None:
    """The context says so, and nothing else; Python's own dump has the object."""
    assert FORM.model_dump(mode="json", context={"unmask": True})["account"] == NUMBER
    assert FORM.model_dump(mode="json", context={"unmask": "yes"})["account"] == "********551"
    assert FORM.model_dump(mode="json", context=["unmask"])["account"] == "********551"
    assert FORM.model_dump()["account"] == FORM.account


@pytest.mark.parametrize(
    ("field", "typed", "kind", "says"),
    [
        ("routing", "065300278", "routing_number", CHECK_ROUTING_NUMBER),
        ("routing", "", "routing_number", CHECK_ROUTING_NUMBER),
        ("routing", "000000000", "routing_number", CHECK_ROUTING_NUMBER),
        ("routing", "\u0660\u0666\u0665\u0663\u0660\u0660\u0662\u0667\u0669", "routing_number", CHECK_ROUTING_NUMBER),
        ("routing", "12345-003", "routing_number", US_ACCOUNT),
        ("routing", "DE89370400440532013000", "routing_number", US_ACCOUNT),
        ("account", "DE89 3704 0044 0532 0130 00", "domestic_account", US_ACCOUNT),
        ("account", "GB29NWBK60161331926819", "domestic_account", US_ACCOUNT),
        ("account", "032180000118359719", "domestic_account", US_ACCOUNT),
        ("account", "12345-003", "domestic_account", US_ACCOUNT),
        ("account", "12345 003 1234567", "domestic_account", US_ACCOUNT),
        ("account", "12345\u2013003\u20131234567", "domestic_account", US_ACCOUNT),
        ("account", "003-12345-1234567", "domestic_account", US_ACCOUNT),
        ("account", "0003-12345-123456", "domestic_account", US_ACCOUNT),
        ("account", "abc", "domestic_account", CHECK_ACCOUNT_NUMBER),
        ("account", "XXXX-XXXX", "domestic_account", CHECK_ACCOUNT_NUMBER),
        ("account", "on file", "domestic_account", CHECK_ACCOUNT_NUMBER),
        ("account", " ", "domestic_account", CHECK_ACCOUNT_NUMBER),
        ("account", "1" * 40, "domestic_account", CHECK_ACCOUNT_NUMBER),
        ("account", "1" * 101, "domestic_account", CHECK_ACCOUNT_NUMBER),
        ("account", "12\0", "domestic_account", CHECK_ACCOUNT_NUMBER),
        ("account", 40917733551, "string_type", "Input should be a text"),
        ("other", "1" * 101, "typed_number", "Please enter at most 100 characters."),
        ("other", [NUMBER], "string_type", "Input should be a text"),
    ],
)
def test_what_is_refused_is_not_shown(field: str, typed: object, kind: str, says: str) -> None:
    """The error has a type of its own and a sentence for the payor, and nothing of what was typed."""
    with pytest.raises(ValidationError) as caught:
        Form.model_validate({"routing": "065300279", "account": NUMBER, field: typed})
    (entry,) = caught.value.errors()
    assert (entry["loc"], entry["type"], entry["msg"]) == ((field,), kind, says)
    assert entry["input"] == "[redacted]"
    text = str(typed).strip()
    assert len(text) < 4 or text not in str(caught.value)


@pytest.mark.parametrize(
    "typed",
    ["CHK000123456789", "12345-000", "12345-777", "12345-003A", "123-45678-9", "12345003", "1234-567890-12", "A1"],
)
def test_a_us_account_is_taken_as_it_is_written(typed: str) -> None:
    """Letters, dashes and suffixes are in US numbers, too; no known Canadian bank's number is in these."""
    assert DomesticAccount(typed).number == typed


@pytest.mark.parametrize("wrong", ["065300278", "", None])
def test_a_wrong_number_in_code_is_a_configuration_error(wrong: str) -> None:
    """A literal in somebody's own code that is none is told, without the literal."""
    with pytest.raises(ConfigurationError, match="RoutingNumber: ") as caught:
        RoutingNumber(wrong)
    assert "0653" not in str(caught.value)


def test_the_schema_says_what_is_typed() -> None:
    """A form generator sees texts of bounded length."""
    assert Form.model_json_schema()["properties"]["routing"] == {
        "type": "string",
        "maxLength": 100,
        "examples": ["065300279"],
        "title": "Routing",
    }
