"""One reading of a payment: what is plain says nothing to any rule on numbers, and each part is read once."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.directory import RoutingDirectory
from achguard.identifiers import bic, clabe, clearing_code, iban, national_account
from achguard.identifiers.bic import Bic
from achguard.identifiers.iban import Iban
from achguard.identifiers.malformed import Malformed
from achguard.identifiers.routing_number import RoutingNumber
from achguard.model.account import Account
from achguard.rules.context import Context
from achguard.rules.reading.foreign_forms import is_foreign_account, is_foreign_routing
from achguard.rules.reading.payment_reading import AccountReading, PaymentReading, ibans, reading
from factories import payment
from spec import AS_OF

GOOD = "065300279"
PLAIN = Account(routing_number=GOOD, account_number="123456789")


def read(**changes: object) -> AccountReading:
    """Read an ordinary account with some fields changed."""
    return AccountReading("receiver.account", Account.model_validate(PLAIN.model_dump() | changes))


def test_an_ordinary_account_is_plain() -> None:
    """A payor's bank by nine digits, an account number of digits, and nothing else."""
    each = read()
    assert each.is_plain
    assert isinstance(each.routing, RoutingNumber)


@pytest.mark.parametrize(
    "changes",
    [
        {"routing_number": None},
        {"routing_number": "065300278"},  # the check digit is wrong
        {"routing_number": "000000518"},  # the Treasury's, and the form of a Canadian number
        {"routing_number": "DEUTDEFF"},
        {"account_number": None},
        {"account_number": "  "},
        {"account_number": "0000"},
        {"account_number": "12-345"},
        {"account_number": "DE89370400440532013000"},
        {"account_number": "1" * 18},
        {"account_number": "\u0661\u0662\u0663"},
        {"iban": "DE89370400440532013000"},
        {"iban": " "},
        {"bic": "DEUTDEFF"},
        {"bank": {"name": "FIRST SAMPLE BANK"}},
        {"bank": {"branch_country": "US"}},
        {"bank": {"id": "065300279"}},
        {"bank": {"id_qualifier": "01"}},
    ],
)
def test_what_is_anything_else_is_odd(changes: dict[str, object]) -> None:
    """An account with any other number, with a bank's, or with a number that rules must look at, is not plain."""
    assert not read(**changes).is_plain


@pytest.mark.parametrize(
    ("changes", "are_plain"),
    [
        ({"iban": "DE89370400440532013000"}, True),
        ({"bank": {"id": "065300279"}}, True),
        ({"iban": "DE89370400440532013000", "routing_number": "DEUTDEFF"}, False),
        ({"iban": "DE89370400440532013000", "account_number": "012345678901234567"}, False),
    ],
)
def test_numbers_may_be_plain_beside_something_else(changes: dict[str, object], *, are_plain: bool) -> None:
    """An IBAN beside a payor's bank and an account of digits says nothing of these two numbers."""
    (each,) = PaymentReading(payment(changes={"receiver": {"account": PLAIN.model_dump() | changes}})).odd
    assert each.has_plain_numbers is are_plain


DIGITS = st.text("0123456789", min_size=1, max_size=19)


@given(routing=st.one_of(st.sampled_from([GOOD, "011000015", "121042882"]), DIGITS), number=DIGITS)
def test_no_rule_on_numbers_has_anything_to_say_of_plain_numbers(routing: str, number: str) -> None:
    """Whatever numbers are plain are no form of another country's number, and no number of a wrong shape."""
    account = Account.model_construct(**{**PLAIN.__dict__, "routing_number": routing, "account_number": number})
    each = AccountReading("receiver.account", account)
    assert each.is_plain is each.has_plain_numbers
    if not each.has_plain_numbers:
        return
    assert not is_foreign_account(number)
    assert not is_foreign_routing(account, None)
    assert isinstance(bic.parse(routing), Malformed)
    assert not clabe.is_valid(number)
    assert national_account.recognise(number) is None
    assert clearing_code.recognise(routing, account_number=number) is None
    assert not isinstance(iban.parse(number), Iban)


def test_the_property_above_meets_plain_accounts() -> None:
    """The numbers that it draws from are a payor's, so that it does look at plain accounts."""
    assert all(read(routing_number=each).is_plain for each in (GOOD, "011000015", "121042882"))


def test_a_payment_is_read_once_for_all_rules() -> None:
    """Rules of one decision share a reading, and another payment has its own."""
    context, one, other = Context(as_of=AS_OF), payment(), payment()
    assert reading(one, context) is reading(one, context)
    assert reading(one, context) is not reading(other, context)


def test_what_stands_in_fields_for_banks_is_read_as_bics_and_ibans() -> None:
    """A BIC in the box for a routing number, and an IBAN in its own field, with their paths."""
    odd = payment(changes={"receiver": {"account": {"routing_number": "DEUTDEFF", "iban": "DE89370400440532013000"}}})
    found = PaymentReading(odd)
    assert [(at, code.text) for at, code in found.bics if isinstance(code, Bic)] == [
        ("receiver.account.routing_number", "DEUTDEFF")
    ]
    assert [at for at, _ in found.own_ibans] == ["receiver.account.iban"]
    assert [at for at, _ in ibans(odd, Context(as_of=AS_OF))] == ["receiver.account.iban"]


def test_words_that_start_as_an_iban_are_none() -> None:
    """`CURRENT ACCOUNT` starts with Cuba's code and has no digit behind it."""
    assert PaymentReading(payment(changes={"receiver": {"account": {"iban": "CURRENT ACCOUNT"}}})).own_ibans == ()


def test_remittance_is_folded_and_its_ends_are_joined() -> None:
    """Lines come in capital letters, with the words that two of them may have between them."""
    found = PaymentReading(payment(changes={"remittance": ["ref ab", "", "cd done"]}))
    assert found.remittance == ("REF AB", "", "CD DONE")
    assert [*found.texts] == [(0, "REF AB"), (2, "CD DONE"), (0, "ABCD")]


class CountingDirectory(RoutingDirectory):
    """A directory that counts what is looked up."""

    __slots__ = ("asked",)

    def find(self, routing_number: str | None) -> object:  # type: ignore[override]
        """Count, then look up."""
        self.asked[routing_number] += 1
        return super().find(routing_number)


def test_a_directory_is_asked_once() -> None:
    """The entry is remembered for the rules that follow, for this directory; a number that is none is not looked up."""
    directory = CountingDirectory(Path("none"), "", {})
    object.__setattr__(directory, "asked", Counter())
    each = read()
    assert each.entry(directory) is each.entry(directory) is None
    assert read(routing_number="065300278").entry(directory) is None
    assert directory.asked == {GOOD: 1}
