"""What our own screen says of a payment: each listed name, number and BIC, with the field where it stands.

The rules on listed names, numbers and banks speak of these; the rule on the gateway's flag compares with them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from achguard.identifiers import iban
from achguard.identifiers.field_widths import ACCOUNT_COLUMNS
from achguard.model.account import Account, Holding
from achguard.model.finding import Strength
from achguard.model.listed_met import ListedHit, ListedNumber, OtherEntry
from achguard.model.masking import mask_text
from achguard.model.payment import Payment
from achguard.names.fold import fold
from achguard.names.words import canonical
from achguard.rules.context import Context, PaymentScreener
from achguard.rules.reading.codes_in_text import (
    bics_in_fields,
    bics_in_text,
    numbers_in_fields,
    numbers_in_text,
    wallets_in_text,
)
from achguard.rules.reading.payment_reading import PaymentReading, ibans, reading
from achguard.rules.reading.places import accounts, banks, parties, read_remittance, texts_of_fields

if TYPE_CHECKING:  # what screening is made of is loaded with lists
    from achguard.sanctions.clearance import Clearing
    from achguard.sanctions.hit import Hit
    from achguard.sanctions.listed.entity import Entry, ListedMatch

IN_FULL = 0.98
"""Score from which a listed name stands in an address line in full, its words in any order.

Witness: of 11,135 streets and 4,431 cities of US banks (FedACH directory) 6 met an OFAC name of 2024 below it, up to
0.961, and none from it on.
"""
_CARE_OF = re.compile(
    r"(?:\bC ?[/.] ?O\b|%|\b(?:CARE OF|ATTN|ATTENTION|FBO|ON BEHALF|FOR BENEFIT|A/C)\b)", re.IGNORECASE
).search

# OFAC does not expect anyone to screen on weak aliases; they confirm a hit from other data (FAQ 122 to 125). That a
# person is a person, which half of all names agree with, is no such data.
_EVIDENCE = frozenset({"date_of_birth", "country"})


@dataclass(frozen=True, slots=True)
class NameSeen:
    """A listed entity that a name in the payment met."""

    at: str
    value: str = field(repr=False)
    hit: "Hit"
    clearing: "Clearing | None" = None
    """What a person cleared of it."""
    outweighed: str | None = None
    """Why a date of birth says more than the name; None where it does not."""

    @property
    def strength(self) -> Strength:
        """Strong; weak where a person cleared it, or where the evidence is.

        That is where a date of birth that is clearly another says more than the name, and where a weak alias met and no
        birth date or country agrees.
        """
        if (self.clearing is not None and self.clearing.holds) or self.outweighed:
            return Strength.WEAK
        if self.hit.alias_quality == "weak" and _EVIDENCE.isdisjoint(self.hit.agrees):
            return Strength.WEAK
        return Strength.STRONG

    @property
    def entry(self) -> "Entry":
        """Which entry of which list met."""
        return self.hit.entry

    @property
    def programs(self) -> tuple[str, ...]:
        """Its programs."""
        return self.hit.programs

    @property
    def score(self) -> float:
        """How well it met."""
        return self.hit.score

    @property
    def remarks(self) -> tuple[str, ...]:
        """What makes it weak, or was meant to, in clauses."""
        said = [self.outweighed] if self.outweighed else []
        if self.clearing is not None:
            said.append(self.clearing.in_words(mask_text))  # people write account numbers there, too
        return tuple(said)

    def told(self, others: tuple[OtherEntry, ...], remarks: tuple[str, ...]) -> ListedHit:
        """Give it as a finding carries it, with the party's other entries and what is remarked of any."""
        return self.hit.told(others, remarks)


@dataclass(frozen=True, slots=True)
class NumberSeen:
    """A listed entity that a number or a BIC in the payment met."""

    at: str
    value: str = field(repr=False)
    match: "ListedMatch"
    strength: Strength = Strength.DECISIVE

    @property
    def entry(self) -> "Entry":
        """Which entry of which list met."""
        return self.match.entity.entry

    @property
    def programs(self) -> tuple[str, ...]:
        """Its programs."""
        return self.match.entity.programs

    @property
    def score(self) -> float:
        """How well it met: a number meets or does not."""
        return 1.0

    @property
    def remarks(self) -> tuple[str, ...]:
        """What makes it weak: nothing does."""
        return ()

    def told(self, others: tuple[OtherEntry, ...], remarks: tuple[str, ...]) -> ListedNumber:
        """Give it as a finding carries it, with the party's other entries; nothing is remarked of a number."""
        entity = self.match.entity
        return ListedNumber(
            uid=entity.uid,
            list=entity.list,
            kind=entity.kind,
            primary_name=entity.primary_name,
            programs=entity.programs,
            others=others,
            type=self.match.matched,
        )


def listed_parties(payment: Payment, screener: PaymentScreener) -> Iterator[NameSeen]:
    """Yield what the originator's and the receiver's name meet."""
    for at, party in parties(payment):
        for hit in screener.party(party, at):
            yield NameSeen(f"{at}.name", party.name, hit, screener.clearing(party.name, hit), screener.outweighed(hit))


def listed_banks(payment: Payment, screener: PaymentScreener) -> Iterator[NameSeen]:
    """Yield what the names of the accounts' banks and of the correspondents meet."""
    for at, bank in banks(payment):
        if bank.name:
            for hit in screener.bank(bank.name, bank.branch_country, at):
                yield NameSeen(f"{at}.name", bank.name, hit, screener.clearing(bank.name, hit))


def listed_in_remittance(payment: Payment, screener: PaymentScreener) -> Iterator[NameSeen]:
    """Yield the listed names inside lines of remittance; one over the ends of lines stands where it starts."""
    lines, _ = read_remittance(payment)
    if not lines:
        return
    for found in screener.lines(lines):
        value = " ".join(filter(None, map(str.strip, lines[found.first : found.last + 1])))
        if found.first == found.last:
            value = lines[found.first]
        yield NameSeen(f"remittance[{found.first}]", value, found.hit, screener.clearing(value, found.hit))


def listed_in_fields(payment: Payment, screener: PaymentScreener, context: Context) -> Iterator[NameSeen]:
    """Yield the listed names inside address lines, the entry description, and words in the boxes for numbers.

    A name counts there in full: `WEST RIVER PARK DRIVE` is no firm of the name River Park. Behind `C/O` and its like
    it counts as it does in a line of remittance.
    """
    for at, text in texts_of_fields(reading(payment, context).written):
        for found in screener.lines((text,)):
            if _CARE_OF(text) or found.hit.score >= IN_FULL or _holds_words_of(found.hit.listed_name, text):
                yield NameSeen(at, text, found.hit, screener.clearing(text, found.hit))


def listed_numbers(payment: Payment, screener: PaymentScreener, context: Context) -> Iterator[NumberSeen]:
    """Yield the listed entities with a number, telephone or wallet of a party, or one in text of any field.

    A number in text is strong, since text may quote it; a contact is, since many may share it.
    """
    met: set[tuple[str, str, str]] = set()  # what meets by its label may meet without it, too
    in_fields = (
        _Number(at, word, kind, strength=_in_text(kind))
        for at, word, kind in numbers_in_fields(reading(payment, context).written)
    )
    for seen in (*_numbers_given(payment), *in_fields, *_numbers_in_remittance(reading(payment, context))):
        for match in screener.identifier(seen.value, seen.kind, seen.country):
            each = seen.at, match.entity.list, match.entity.uid
            if each not in met:
                met.add(each)
                yield NumberSeen(seen.at, seen.value, match, seen.strength)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number that stands in a payment."""

    at: str
    value: str = field(repr=False)
    kind: str
    country: str | None = None
    strength: Strength = Strength.DECISIVE


def _numbers_given(payment: Payment) -> Iterator[_Number]:
    for at, party in parties(payment):
        for i, number in enumerate(party.identifiers):
            yield _Number(f"{at}.identifiers[{i}].value", number.value, number.type.value, number.country)
        if party.phone:
            yield _Number(f"{at}.phone", party.phone, "phone", strength=Strength.STRONG)
    for at, account in accounts(payment):
        if account.account_number and _may_be_wallet(account):
            yield _Number(f"{at}.account_number", account.account_number, "wallet")


def _numbers_in_remittance(read: PaymentReading) -> Iterator[_Number]:
    wallets = dict.fromkeys(wallets_in_text(read))
    for at, word in wallets:
        yield _Number(at, word, "wallet")
    for at, word, kind in numbers_in_text(read):
        if kind != "wallet" or (at, word) not in wallets:
            yield _Number(at, word, kind, strength=_in_text(kind))


def _in_text(kind: str) -> Strength:
    """How much a number in text says: text may quote a passport, and a wallet address is there to be paid."""
    return Strength.DECISIVE if kind == "wallet" else Strength.STRONG


def listed_bics(payment: Payment, screener: PaymentScreener, context: Context) -> Iterator[NumberSeen]:
    """Yield the listed banks whose BIC stands in the payment, in any text of it too, or behind one of its IBANs.

    Another branch of a listed bank, which shares the first eight characters, is strong and not decisive.
    """
    read = reading(payment, context)
    for at, code in dict.fromkeys((*read.bics, *bics_in_fields(read.written), *bics_in_text(read))):
        yield from _listed_bic(at, code.text, code.institution, screener)
    for at, account in ibans(payment, context):
        behind = iban.bic_behind(account.text)
        if behind:
            yield from _listed_bic(at, behind, behind[:8], screener)


def listed_anywhere(payment: Payment, screener: PaymentScreener, context: Context) -> Iterator[NameSeen | NumberSeen]:
    """Yield everything that the screen of names, numbers and BICs meets."""
    yield from listed_parties(payment, screener)
    yield from listed_banks(payment, screener)
    yield from listed_in_remittance(payment, screener)
    yield from listed_in_fields(payment, screener, context)
    yield from listed_numbers(payment, screener, context)
    yield from listed_bics(payment, screener, context)


def _listed_bic(at: str, code: str, institution: str, screener: PaymentScreener) -> Iterator[NumberSeen]:
    exact = screener.bic(code)
    # With eight characters, or XXX behind them, it is the institution's own, which was looked for already.
    branches = () if exact or code.removesuffix("XXX") == institution else screener.bic(institution)
    for match in exact or branches:
        yield NumberSeen(at, code, match, Strength.DECISIVE if exact else Strength.STRONG)


def _holds_words_of(name: str, text: str) -> bool:
    """Say whether every word of a listed name stands in a text, its legal form too."""
    return frozenset(canonical(tuple(fold(name).split()))) <= frozenset(canonical(tuple(fold(text).split())))


def _may_be_wallet(account: Account) -> bool:
    # Every wallet address is longer than a US account number.
    return account.holding is Holding.WALLET or len(account.account_number or "") > ACCOUNT_COLUMNS
