"""What each rule says of plain rows, as a table: only what is the same of all of them is decided once for all.

Plain rows of one group differ in the fields of `OF_ROWS` alone, entries of one batch and one transaction code in those
of `OF_ENTRIES`. A rule that could say different things of two of them must be asked for each: every rule is taken for
one, unless it stands in the table with its reason, or its gate reads nothing that varies and is closed. A new rule is
therefore asked until somebody has thought about it. What is plain in a field is in `plain_fields`.
"""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from achguard.model.decision import Accept, Ask, Hold, Outcome, Redirect
from achguard.model.history import History
from achguard.model.payment import Payment
from achguard.rules.gate import paths_of
from achguard.rules.iat.canadian_routing_number import CanadianRoutingNumber
from achguard.rules.iat.clabe_account import ClabeAccount
from achguard.rules.iat.foreign_account_format import ForeignAccountFormat
from achguard.rules.iat.foreign_bic import ForeignBic
from achguard.rules.iat.foreign_clearing_code import ForeignClearingCode
from achguard.rules.iat.foreign_directory_entry import ForeignDirectoryEntry
from achguard.rules.iat.foreign_iban import ForeignIban
from achguard.rules.iat.foreign_identifier import ForeignIdentifier
from achguard.rules.iat.foreign_phone import ForeignPhone
from achguard.rules.iat.own_question_answer import OwnQuestionAnswer
from achguard.rules.iat.returned_as_international import ReturnedAsInternational
from achguard.rules.iat.same_day_international import SameDayInternational
from achguard.rules.iat.unanswered_foreign_funds_question import UnansweredForeignFundsQuestion
from achguard.rules.payment.account_number_shape import AccountNumberShape
from achguard.rules.payment.amount_out_of_range import AmountOutOfRange
from achguard.rules.payment.disallowed_by_sec_code import DisallowedBySecCode
from achguard.rules.payment.effective_date import EffectiveDate
from achguard.rules.payment.missing_routing_number import MissingRoutingNumber
from achguard.rules.payment.nonstandard_entry_description import NonstandardEntryDescription
from achguard.rules.payment.outdated_account import OutdatedAccount
from achguard.rules.payment.routing_number_check_digit import RoutingNumberCheckDigit
from achguard.rules.payment.routing_number_not_a_payors_bank import RoutingNumberNotAPayorsBank
from achguard.rules.payment.routing_number_not_in_directory import RoutingNumberNotInDirectory
from achguard.rules.payment.routing_number_prefix import RoutingNumberPrefix
from achguard.rules.payment.routing_number_retired import RoutingNumberRetired
from achguard.rules.payment.same_day_limit import SameDayLimit
from achguard.rules.payment.uncertified_payment import UncertifiedPayment
from achguard.rules.reading.routing import NO_DIRECTORY, NO_NUMBER
from achguard.rules.rule import Rule
from achguard.rules.sanctions.blocked_government import BlockedGovernment
from achguard.rules.sanctions.embargoed_country import EmbargoedCountry
from achguard.rules.sanctions.embargoed_region import EmbargoedRegion
from achguard.rules.sanctions.listed_bic import ListedBic
from achguard.rules.sanctions.listed_identifier import ListedIdentifier
from achguard.rules.sanctions.listed_name_in_remittance import ListedNameInRemittance
from achguard.rules.sanctions.listed_party import ListedParty
from achguard.rules.sanctions.obfuscated_name import ObfuscatedName
from achguard.rules.sanctions.returned_for_sanctions import ReturnedForSanctions
from achguard.rules.sanctions.screening_not_possible import ScreeningNotPossible

OF_ENTRIES = frozenset(
    {
        "id",
        "amount",
        "receiver.name",
        "receiver.identifiers",
        "receiver.account.routing_number",
        "receiver.account.account_number",
    }
)
"""Where plain entries of one batch and transaction code differ (a test compares their payments)."""

OF_ENTRIES_WITH_MEMO = OF_ENTRIES | {"remittance"}
"""Where those of them differ that have a line of free text."""

OF_ROWS = OF_ENTRIES_WITH_MEMO | {
    "receiver.address.street",
    "receiver.address.city",
    "receiver.address.state",
    "receiver.address.postal_code",
    "receiver.phone",
    "receiver.date_of_birth",
}
"""Where plain rows of one group of a table differ."""

EMPTY = frozenset({"receiver.account.iban", "receiver.account.bic", "receiver.account.bank.id"})
"""Fields that a plain row leaves empty: beside them rules look at the account's numbers once more."""

_ROUTING = "the routing number is a payor's, current, and no bank's abroad: each distinct one is looked at"
_ACCOUNT = "the account number is digits from the left, one of them not a zero"
_NAME = "the name is ASCII letters and a few marks"
_LINE = "each line of text is of words that say nothing, or was read as the rule reads it"
_HOME = "a plain line of an address stands beside the United States as its country"
_RETURNS = "it looks for accounts and numbers among earlier returns, and no plain row came back itself"
_NUMBER = "the party's number is blank, digits, or written as a US tax number"

SAME_OF_ALL: Mapping[type[Rule], str] = MappingProxyType(
    {
        RoutingNumberCheckDigit: _ROUTING,
        RoutingNumberPrefix: _ROUTING,
        RoutingNumberNotInDirectory: f"{_ROUTING}; without a directory it says of each that it could not look",
        RoutingNumberRetired: f"{_ROUTING}; without a directory it says of each that it could not look",
        RoutingNumberNotAPayorsBank: f"{_ROUTING}; without a directory it says of each that it could not look",
        AccountNumberShape: _ACCOUNT,
        AmountOutOfRange: "the reader proves that an amount is zero where its transaction code says so, and only there",
        SameDayLimit: "no amount is over the lowest limit there was",
        DisallowedBySecCode: "no amount is over the limit of its SEC code; the rest is of the batch",
        EffectiveDate: "it reads the batch's date, its mark for the same day and the direction alone",
        MissingRoutingNumber: "there is a routing number",
        NonstandardEntryDescription: "it reads the batch's description, SEC code and direction alone",
        OwnQuestionAnswer: "it reads the direction and answers, which no file has",
        UncertifiedPayment: "no file has a statement that somebody agreed to",
        UnansweredForeignFundsQuestion: "it reads the direction, the SEC code and answers, which no file has",
        ForeignIban: f"{_ACCOUNT}; {_NAME}, with no digit; {_LINE}; a telephone number is digits",
        ForeignBic: f"the routing number is digits; {_LINE}, and no word of it is a label of a BIC",
        ForeignDirectoryEntry: f"{_ROUTING}; without a directory it says of each that it could not look",
        ClabeAccount: "neither of the two numbers has eighteen digits",
        CanadianRoutingNumber: _ROUTING,
        ForeignClearingCode: _ROUTING,
        ForeignAccountFormat: f"{_ACCOUNT}, and at most seventeen",
        SameDayInternational: "it reads the batch's SEC code and its day alone",
        ForeignIdentifier: f"{_NUMBER}, at most fifteen digits, which alone are no other country's",
        ForeignPhone: "a telephone number is of the United States",
        ListedParty: "each distinct name is screened, and the batch's company in the entry that stands for all",
        ListedNameInRemittance: f"{_LINE}; {_NUMBER}, and holds no words",
        ListedIdentifier: f"each number is looked up; {_NAME}, with no digit and no dot before a letter; {_LINE}",
        ListedBic: f"the routing number is digits, {_ACCOUNT}, and text with a listed BIC is not plain",
        EmbargoedCountry: f"{_ACCOUNT}; {_HOME}; {_LINE}",
        EmbargoedRegion: _HOME,
        ObfuscatedName: _NAME,
        BlockedGovernment: "each distinct name is looked at, and the batch's company in the entry that stands for all",
        ScreeningNotPossible: "the lists are the same for all, and a name with a letter in it can be read",
    }
)
"""Why a rule says the same of every plain row."""

SILENT_WITHOUT_HISTORY: Mapping[type[Rule], str] = MappingProxyType(
    {
        ReturnedAsInternational: _RETURNS,
        OutdatedAccount: "it looks for accounts and numbers among notifications of change",
        ReturnedForSanctions: _RETURNS,
    }
)
"""Rules that say nothing where there are no earlier returns, and are asked for each entry where there are some."""

# What a redirect offers depends on the amount.
_ABOUT_ALL = frozenset({Outcome.ACCEPT, Outcome.ASK, Outcome.HOLD})
# Said of any routing number that is well formed, which plain ones are, and of any payment without one: of plain rows
# of one group each has a routing number, or none has, and likewise an account number.
_SAID_OF_EACH = frozenset({NO_DIRECTORY, NO_NUMBER})
_INDEX = re.compile(r"\[[a-z0-9-]+\]")


class Unlisted:
    """The rules of a guard that no table speaks of, over rows that differ in some fields."""

    __slots__ = ("_gates", "must_be_asked")

    def __init__(self, rules: Iterable[Rule], history: History | None, fields: frozenset[str]) -> None:
        unlisted = [rule for rule in rules if not _is_listed(type(rule), history)]
        self._gates = tuple(rule.gate for rule in unlisted)
        self.must_be_asked = any(reads_what_varies(rule, fields) for rule in unlisted)
        """Whether one of them may say another thing of each row."""

    def have_a_say(self, payment: Payment | None) -> bool:
        """Say whether one may speak of the plain rows for which a payment stands, where none must be asked."""
        return payment is None or any(gate.admits(payment) for gate in self._gates)


def _is_listed(rule: type[Rule], history: History | None) -> bool:
    return rule in SAME_OF_ALL or (history is None and rule in SILENT_WITHOUT_HISTORY)


def reads_what_varies(rule: Rule, fields: frozenset[str]) -> bool:
    """Say whether a rule's gate reads what plain rows differ in, or what nobody knows."""
    paths = paths_of(rule.gate)
    return paths is None or any(varies(path, fields) for path in paths)


def varies(path: str, fields: frozenset[str]) -> bool:
    """Say whether plain rows may differ at a path, above it or below it."""
    return any(f"{path}.".startswith(f"{field}.") or f"{field}.".startswith(f"{path}.") for field in fields)


def is_about_all(decision: Accept | Ask | Redirect | Hold, fields: frozenset[str]) -> bool:
    """Say whether all that a plain row's decision says holds for the plain rows that differ from it in some fields."""
    return (
        decision.outcome in _ABOUT_ALL
        and all(_is_shared(finding.at, fields) for finding in decision.findings)
        and all(
            gap.at is None or gap.reason in _SAID_OF_EACH or _is_shared(gap.at, fields)
            for gap in decision.not_evaluated
        )
    )


def _is_shared(at: str, fields: frozenset[str]) -> bool:
    """Say whether a place is a field of the payment that plain rows share; a line of the file is none."""
    path = _INDEX.sub("", at)
    return path.partition(".")[0] in Payment.model_fields and not varies(path, fields)
