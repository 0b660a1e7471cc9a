"""Hypothesis strategies for payments: ordinary ones, strange ones, and ones that no parser would let through."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from achguard.model.account import Account, AccountType, Bank, Holding
from achguard.model.party import Address, Identifier, IdentifierType, Party, PartyKind
from achguard.model.payment import Answer, Direction, ForeignFunds, GatewayScreening, IatDetails, Payment, SecCode

JUNK = (None, "", " ", "３", "٣", "3²", "\x00", "\ud800", "🏦", "\u200b", "x" * 10_000, "9" * 10_000, "\u0660" * 9)
"""What a person, a program or an attacker may put where a number or a name belongs."""

ROUTING_NUMBERS = (
    "065300279", "065309995", "061000146", "091059992", "021502011", "081500008", "121403997", "000000518",
    "000000000", "065300278", "12345-003", "000312345", "081512345", "20-00-00", "062-000", "CNRB0000123",
    "DE89370400440532013000", "DEUTDEFF", "032180000118359719", "65300279",
)  # fmt: skip
ACCOUNT_NUMBERS = (
    "123456789", "000", "12345678901234567", "123456789012345678", "032180000118359719", "DE89370400440532013000",
    "DE00370400440532013000", "IR580540105180021273113007", "2850590940090418135201", "acct #7",
)  # fmt: skip
NAMES = (
    "JANE Q PUBLIC", "STATE TAX AGENCY", "ZORBAN MALIK TARENTOV", "QUENTARA MARITIME TRADING COMPANY LLC",
    "THE FALCONER", "J\u0410NE PUBLIC", "JA\u200bNE PUBLIC", "李伟", "GB29 NWBK 6016 1331 9268 19", "...",
)  # fmt: skip
COUNTRIES = ("US", "PR", "GU", "PW", "DE", "IR", "CU", "UA", "SY", "XK", "ZZ", "CA")
BICS = ("DEUTDEFF", "CHASUS33XXX", "BNVEDEF1XXX", "NBSBXKPR", "not a bic")
LINES = ("INV 7", "TXP*12345678*01100*260331*T*12500\\", "PAY TO MALIK TARENTOV ZORBAN", "DE89370400440532013000")


def maybe(*values: object) -> st.SearchStrategy[Any]:
    """Give nothing, one of some values, or a piece of junk that is text."""
    return st.one_of(st.none(), st.sampled_from(values), st.sampled_from([junk for junk in JUNK if junk is not None]))


def or_none(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Give nothing or what a strategy gives."""
    return st.one_of(st.none(), strategy)


def _unchecked(model: type[Any], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Make models without validation, so that junk gets past the border."""
    return st.fixed_dictionaries(fields).map(lambda values: model.model_construct(**values))


banks = _unchecked(
    Bank, name=maybe(*NAMES), branch_country=maybe(*COUNTRIES), id=maybe(*BICS, *ROUTING_NUMBERS),
    id_qualifier=maybe("01", "02", "03"),
)  # fmt: skip
accounts = _unchecked(
    Account, routing_number=maybe(*ROUTING_NUMBERS), account_number=maybe(*ACCOUNT_NUMBERS),
    type=or_none(st.sampled_from(AccountType)), holding=st.sampled_from(Holding), iban=maybe(*ACCOUNT_NUMBERS),
    bic=maybe(*BICS), bank=st.one_of(st.just(Bank()), banks),
)  # fmt: skip
addresses = _unchecked(
    Address, street=maybe("1 MAIN ST"), city=maybe("JACKSON", "Simferopol", "Donetsk"), state=maybe("MS", "Crimea"),
    postal_code=maybe("39201", "295000", "95014"), country=maybe(*COUNTRIES),
)  # fmt: skip
identifiers = _unchecked(
    Identifier, type=st.sampled_from(IdentifierType), value=maybe("X0000001", "078-05-1120", "RFC"),
    country=maybe(*COUNTRIES),
)  # fmt: skip
parties = _unchecked(
    Party, name=maybe(*NAMES), kind=or_none(st.sampled_from(PartyKind)), address=addresses,
    date_of_birth=or_none(st.dates()), phone=maybe("+16015550100", "+49 30 1", "011 44"), ip_country=maybe(*COUNTRIES),
    identifiers=st.lists(identifiers, max_size=2).map(tuple), account=or_none(accounts),
)  # fmt: skip
iat_details = _unchecked(
    IatDetails, destination_country=maybe(*COUNTRIES), originating_currency=maybe("USD", "EUR"),
    destination_currency=maybe("USD", "EUR"), fx_indicator=maybe("FF", "FV", "VF"),
    fx_reference_indicator=maybe("1", "2", "3"), fx_reference=maybe("1.1"), transaction_type=maybe("TAX", "PEN"),
    foreign_amount=or_none(st.decimals(0, 10, places=2)),
)  # fmt: skip
answers = st.sampled_from(Answer)
screenings = or_none(st.sampled_from(GatewayScreening))
payments: st.SearchStrategy[Payment] = _unchecked(
    Payment, id=maybe("p-1"), direction=st.sampled_from(Direction), sec_code=or_none(st.sampled_from(SecCode)),
    amount=st.sampled_from([0, 1, "125.00", "1000000.01", "100000000.00"]).map(lambda amount: Decimal(str(amount))),
    currency=maybe("USD", "EUR"), effective_date=or_none(st.dates()), same_day=st.booleans(),
    entry_description=maybe("TAX"), originator=parties, receiver=parties,
    foreign_funds=st.builds(ForeignFunds, account_abroad=answers, funded_from_abroad=answers, forwarded_abroad=answers),
    correspondents=st.lists(banks, max_size=2).map(tuple), iat=or_none(iat_details),
    remittance=st.lists(maybe(*LINES).map(lambda line: line or ""), max_size=2).map(tuple),
    gateway_screening=screenings, secondary_screening=screenings,
    other_parties=st.lists(parties, max_size=2).map(tuple),
    came_back=or_none(st.sampled_from(["R01", "R16", "R85", "R90", "C14", "C99"])),
)  # fmt: skip
"""Payments of every kind, junk included, past the model's checks."""
