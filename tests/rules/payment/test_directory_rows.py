"""What the rules on routing numbers say of rows that the small directory of the specs does not have."""

from pathlib import Path

import pytest

from achguard.directory import RoutingDirectory
from achguard.model.finding import Finding
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.iat.canadian_routing_number import CanadianRoutingNumber
from achguard.rules.iat.foreign_bank_branch import ForeignBankBranch
from achguard.rules.iat.foreign_directory_entry import ForeignDirectoryEntry
from achguard.rules.payment.account_number_shape import AccountNumberShape
from achguard.rules.payment.routing_number_check_digit import RoutingNumberCheckDigit
from achguard.rules.payment.routing_number_prefix import RoutingNumberPrefix
from achguard.rules.payment.routing_number_retired import RoutingNumberRetired
from achguard.rules.rule import Rule, rendered
from factories import domestic_web_debit, payment
from spec import AS_OF, TINY_DIRECTORY


def row(number: str, *, record_type: str, new: str, name: str, state: str = "MD") -> str:
    """Give one row of the FedACH layout."""
    text = f"{number}O061000146{record_type}010115{new}{name:<36}{'1 BANK ST':<36}{'BALTIMORE':<20}"
    return f"{text}{state:<2}212010000601555010011     "[:155].ljust(155)


@pytest.fixture
def directory(tmp_path: Path) -> RoutingDirectory:
    """Open a directory whose rows are odd.

    An enrollment row under an electronic prefix, a retired number that leads nowhere, two numbers of Canadian form, one
    with a wrong check digit, and a bank abroad without a name.
    """
    path = tmp_path / "fedach.txt"
    rows = [
        row("655060042", record_type="1", new="000000000", name="SOCIAL SECURITY ADMINISTRATION"),
        row("065300282", record_type="2", new="000000000", name="GONE BANK"),
        row("000300025", record_type="1", new="000000000", name="MAGNOLIA BANK"),
        row("000300012", record_type="1", new="000000000", name="MAGNOLIA BANK"),
        row("091059992", record_type="1", new="000000000", name="", state=""),
    ]
    path.write_text("\n".join(rows) + "\n", encoding="ascii")
    return RoutingDirectory.open(path)


def paid_from(routing_number: str) -> Payment:
    """Give a payment from an account under a routing number."""
    return payment(changes={"receiver": {"account": {"routing_number": routing_number}}})


def test_a_prefix_that_is_no_payors_is_quiet_where_the_directory_lists_the_number(directory: RoutingDirectory) -> None:
    """The directory knows better than the prefix whether entries go to a number."""
    rule, seen = RoutingNumberPrefix(), paid_from("655060042")
    assert list(rule.check(seen, Context(as_of=AS_OF, directory=directory))) == []
    assert len(list(rule.check(seen, Context(as_of=AS_OF)))) == 1


def without_number(routing_number: str) -> Payment:
    """Give a payment from an account of which only the routing number is known."""
    return payment(changes={"receiver": {"account": {"routing_number": routing_number, "account_number": None}}})


@pytest.mark.parametrize(
    ("rule", "seen", "listed", "unlisted"),
    [
        (CanadianRoutingNumber(), paid_from("000300025"), 0, 1),
        (RoutingNumberCheckDigit(), paid_from("000300012"), 1, 0),
        (AccountNumberShape(), without_number("000300025"), 1, 0),
    ],
    ids=["is Canadian", "has a wrong check digit", "lacks an account number"],
)
def test_a_number_that_the_directory_lists_is_no_canadian_one(
    directory: RoutingDirectory, rule: Rule, seen: Payment, listed: int, unlisted: int
) -> None:
    """What begins with 00 is taken as Canadian, and as a US number where the directory has it."""
    assert len(list(rule.check(seen, Context(as_of=AS_OF, directory=directory)))) == listed
    assert len(list(rule.check(seen, Context(as_of=AS_OF)))) == unlisted


@pytest.mark.parametrize("of_bank", [False, True])
def test_a_number_that_the_directory_lists_places_its_bank(directory: RoutingDirectory, *, of_bank: bool) -> None:
    """An electronic identifier places no bank by itself; one that is listed does, also as the bank's number."""
    number = {"bank": {"id": "655060042"}} if of_bank else {"routing_number": "655060042", "bank": {"name": "A BANK"}}
    seen = payment(changes={"originator": {"account": number}})
    assert list(ForeignBankBranch().check(seen, Context(as_of=AS_OF, directory=directory))) == []
    assert len(list(ForeignBankBranch().check(seen, Context(as_of=AS_OF)))) == 1


def test_a_bank_abroad_without_a_name_is_told_as_such(directory: RoutingDirectory) -> None:
    """A directory's row may leave the name blank."""
    said = sentence(ForeignDirectoryEntry(), "091059992", Context(as_of=AS_OF, directory=directory))
    assert said == "The routing directory lists this number outside the United States (no name given)."


def test_a_retired_number_without_a_successor_says_so(directory: RoutingDirectory) -> None:
    """A retired number that leads to no other is reported without an offer."""
    assert message(directory, "065300282") == "The routing number is retired; the directory leads to no other number."


def test_a_retired_number_offers_the_new_one() -> None:
    """The message of a retired number holds the number to use and the bank's name."""
    offered = message(RoutingDirectory.open(TINY_DIRECTORY), "065309995")
    assert offered == "The routing number is retired; the directory says to use 065300279 (MAGNOLIA BANK)."


def message(directory: RoutingDirectory, routing_number: str) -> str:
    """Give the sentence that a person reads of a retired number."""
    return sentence(RoutingNumberRetired(), routing_number, Context(as_of=AS_OF, directory=directory))


def sentence(rule: Rule, routing_number: str, context: Context) -> str:
    """Give the sentence of a rule's one finding."""
    (seen,) = rule.check(paid_from(routing_number), context)
    found = rendered(rule, seen, unmask=False)
    assert isinstance(found, Finding)
    return found.message


@pytest.mark.parametrize(
    ("routing_number", "end"),
    [
        ("065300278", "its check digit is wrong."),
        ("000000000", "it is all zeros."),
        ("O65300279", "it holds something other than digits."),
        ("0653002790", "it does not have nine digits."),
        ("06530027", "it does not have nine digits; with eight, one is missing or it is another country's code."),
        ("081512345", "its check digit is wrong; it may be a Canadian number."),
    ],
)
def test_a_wrong_number_says_why_and_what_else_it_may_be(routing_number: str, end: str) -> None:
    """The message names the first thing that is wrong, and another reading where there is one."""
    text = sentence(RoutingNumberCheckDigit(), routing_number, Context(as_of=AS_OF))
    assert text == f"The routing number can't be right: {end}"


def test_a_receiver_without_an_account_has_no_routing_number() -> None:
    """The account that the entry touches is the receiver's; without it the rule could not look."""
    changed = domestic_web_debit()
    changed["receiver"] = {"name": "JANE Q PUBLIC"}
    rule = RoutingNumberCheckDigit()
    (gap,) = rule.check(Payment.model_validate(changed), Context(as_of=AS_OF))
    assert rendered(rule, gap, unmask=False).model_dump() == {
        "code": "ACH101",
        "reason": "no routing number given",
        "at": "receiver.account.routing_number",
    }
