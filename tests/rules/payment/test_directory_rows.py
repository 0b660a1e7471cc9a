"""What the rules on routing numbers say of rows that the small directory of the specs does not have."""

from pathlib import Path

import pytest

from achguard.directory import RoutingDirectory
from achguard.model.finding import Finding
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.payment.routing_number_check_digit import RoutingNumberCheckDigit
from achguard.rules.payment.routing_number_prefix import RoutingNumberPrefix
from achguard.rules.payment.routing_number_retired import RoutingNumberRetired
from achguard.rules.rule import Rule, rendered
from factories import domestic_web_debit, payment
from spec import AS_OF, TINY_DIRECTORY


def row(number: str, *, record_type: str, new: str, name: str) -> str:
    """Give one row of the FedACH layout."""
    text = (
        f"{number}O061000146{record_type}010115{new}{name:<36}{'1 BANK ST':<36}{'BALTIMORE':<20}MD21201000060155501001"
    )
    return f"{text}1     "[:155].ljust(155)


@pytest.fixture
def directory(tmp_path: Path) -> RoutingDirectory:
    """Open a directory with an enrollment row under an electronic prefix, and a retired number that leads nowhere."""
    path = tmp_path / "fedach.txt"
    rows = [
        row("655060042", record_type="1", new="000000000", name="SOCIAL SECURITY ADMINISTRATION"),
        row("065300282", record_type="2", new="000000000", name="GONE BANK"),
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
