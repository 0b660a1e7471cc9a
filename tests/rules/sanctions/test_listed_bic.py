"""The BIC behind an IBAN, against a list of one bank that is really listed."""

from pathlib import Path

import pytest

from achguard.model.finding import Strength
from achguard.rules.context import Context, PaymentScreener
from achguard.rules.rule import Sighting
from achguard.rules.sanctions.gateway_disagrees import GatewayDisagrees
from achguard.rules.sanctions.listed_bic import ListedBic
from achguard.sanctions.snapshot import Snapshot
from factories import payment
from spec import AS_OF

# The bank stood on the SDN list of 2024-05 with this BIC; bank code 20310300 is its own.
BANK = (
    '25354,"EUROPAISCH-IRANISCHE HANDELSBANK AG",-0- ,"NPWMD] [IFSR",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    '"SWIFT/BIC EIHBDEHH; all offices worldwide."\r\n'
)
ADDRESS = '25354,1,"Depenau 2","Hamburg D-20095","Germany",-0- \r\n'
ALIAS = '25354,2,"aka","EIH BANK",-0- \r\n'
IBAN = "DE29203103000012345678"


@pytest.fixture
def context(tmp_path: Path) -> Context:
    """Give a context whose only list has one bank."""
    for name, text in (("sdn.csv", BANK), ("add.csv", ADDRESS), ("alt.csv", ALIAS)):
        (tmp_path / name).write_bytes(text.encode() + b"\x1a\r\n")
    return Context(
        as_of=AS_OF, screener=PaymentScreener(Snapshot.from_files(tmp_path, published=AS_OF), min_score=None)
    )


@pytest.mark.parametrize("field", ["iban", "account_number", "routing_number"])
def test_an_iban_at_a_listed_bank_is_the_bank(context: Context, field: str) -> None:
    """Wherever an IBAN stands, the bank behind it is looked up, and the BIC is shown instead of the account."""
    seen = payment(changes={"receiver": {"account": {field: IBAN}}})
    (found,) = ListedBic().check(seen, context)
    assert isinstance(found, Sighting)
    assert (found.at, found.value, found.strength) == (f"receiver.account.{field}", "EIHBDEHHXXX", Strength.DECISIVE)
    assert ListedBic.gate.admits(seen)


def test_an_iban_at_a_listed_bank_contradicts_a_clear_result(context: Context) -> None:
    """The bank behind an IBAN counts as our own hit when the gateway says clear."""
    seen = payment(changes={"gateway_screening": "clear", "receiver": {"account": {"iban": IBAN}}})
    assert [found.strength for found in GatewayDisagrees().check(seen, context) if isinstance(found, Sighting)] == [
        Strength.STRONG
    ]


def test_an_iban_at_another_bank_is_quiet(context: Context) -> None:
    """Only the bank that is listed meets."""
    seen = payment(changes={"receiver": {"account": {"iban": "DE89370400440532013000"}}})
    assert list(ListedBic().check(seen, context)) == []
