"""What each rule says of plain entries, as a table: only what is the same of all of them is decided once for all.

Plain entries of one batch and one transaction code differ in the fields of `VARIES` alone. A rule that could say
different things of two of them must be asked for each: every rule is taken for one, unless it stands in the table
with its reason, or its gate reads nothing that varies and is closed. A new rule is therefore asked until somebody
has thought about it.
"""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from achguard.model.decision import Accept, Ask, Hold, Outcome, Redirect
from achguard.model.finding import NotEvaluated
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
from achguard.rules.iat.own_question_answer import OwnQuestionAnswer
from achguard.rules.iat.returned_as_international import ReturnedAsInternational
from achguard.rules.iat.same_day_international import SameDayInternational
from achguard.rules.iat.unanswered_foreign_funds_question import UnansweredForeignFundsQuestion
from achguard.rules.payment.account_number_shape import AccountNumberShape
from achguard.rules.payment.amount_out_of_range import AmountOutOfRange
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
from achguard.rules.reading.routing import NO_DIRECTORY
from achguard.rules.rule import Rule
from achguard.rules.sanctions.blocked_government import BlockedGovernment
from achguard.rules.sanctions.embargoed_country import EmbargoedCountry
from achguard.rules.sanctions.listed_bic import ListedBic
from achguard.rules.sanctions.listed_identifier import ListedIdentifier
from achguard.rules.sanctions.listed_name_in_remittance import ListedNameInRemittance
from achguard.rules.sanctions.listed_party import ListedParty
from achguard.rules.sanctions.obfuscated_name import ObfuscatedName
from achguard.rules.sanctions.returned_for_sanctions import ReturnedForSanctions
from achguard.rules.sanctions.screening_not_possible import ScreeningNotPossible

VARIES = frozenset(
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

_ROUTING = "the routing number is a payor's, current, and no bank's abroad: each distinct one is looked at"
_ACCOUNT = "the account number is digits from the left, one of them not a zero"
_NAME = "the name is ASCII letters and a few marks"
_RETURNS = "it looks for accounts and numbers among earlier returns, and no plain entry came back itself"
_NUMBER = "the party's number is blank or digits"

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
        EffectiveDate: "it reads the batch's date, its mark for the same day and the direction alone",
        MissingRoutingNumber: "there is a routing number",
        NonstandardEntryDescription: "it reads the batch's description, SEC code and direction alone",
        OwnQuestionAnswer: "it reads the direction and answers, which no file has",
        UncertifiedPayment: "no file has a statement that somebody agreed to",
        UnansweredForeignFundsQuestion: "it reads the direction, the SEC code and answers, which no file has",
        ForeignIban: f"{_ACCOUNT}; {_NAME}, with no digit; all other text is the batch's",
        ForeignBic: "the routing number is digits, and nothing else of an entry may hold a BIC",
        ForeignDirectoryEntry: f"{_ROUTING}; without a directory it says of each that it could not look",
        ClabeAccount: "neither of the two numbers has eighteen digits",
        CanadianRoutingNumber: _ROUTING,
        ForeignClearingCode: _ROUTING,
        ForeignAccountFormat: f"{_ACCOUNT}, and at most seventeen",
        SameDayInternational: "it reads the batch's SEC code and its day alone",
        ForeignIdentifier: f"{_NUMBER}, at most fifteen, and digits alone are no other country's",
        ListedParty: "each distinct name is screened, and the batch's company in the entry that stands for all",
        ListedNameInRemittance: f"there are no addenda, and {_NUMBER}, so that all of the text is the batch's",
        ListedIdentifier: f"each distinct number is looked up, and {_NAME}, with no digit and no dot before a letter",
        ListedBic: f"the routing number is digits, {_ACCOUNT}, and a name with a word of a listed BIC's form is alone",
        EmbargoedCountry: f"{_ACCOUNT}; all text is the batch's, and nothing else of an entry names a country",
        ObfuscatedName: _NAME,
        BlockedGovernment: "each distinct name is looked at, and the batch's company in the entry that stands for all",
        ScreeningNotPossible: "the lists are the same for all, and a name with a letter in it can be read",
    }
)
"""Why a rule says the same of every plain entry."""

SILENT_WITHOUT_HISTORY: Mapping[type[Rule], str] = MappingProxyType(
    {
        ReturnedAsInternational: _RETURNS,
        OutdatedAccount: "it looks for accounts and numbers among notifications of change",
        ReturnedForSanctions: _RETURNS,
    }
)
"""Rules that say nothing where there are no earlier returns, and are asked for each entry where there are some."""

# What a redirect offers depends on the amount.
_ABOUT_THE_BATCH = frozenset({Outcome.ACCEPT, Outcome.ASK, Outcome.HOLD})
# Said of any routing number that is well formed, which plain ones are.
_SAID_OF_EACH = frozenset({NO_DIRECTORY})
_INDEX = re.compile(r"\[[a-z0-9-]+\]")


class Unlisted:
    """The rules of a guard that no table speaks of."""

    __slots__ = ("_gates", "must_be_asked")

    def __init__(self, rules: Iterable[Rule], history: History | None) -> None:
        unlisted = [rule for rule in rules if not _is_listed(type(rule), history)]
        self._gates = tuple(rule.gate for rule in unlisted)
        self.must_be_asked = any(reads_what_varies(rule) for rule in unlisted)
        """Whether one of them may say another thing of each entry."""

    def have_a_say(self, payment: Payment | None) -> bool:
        """Say whether one may speak of the plain entries for which a payment stands, where none must be asked."""
        return payment is None or any(gate.admits(payment) for gate in self._gates)


def _is_listed(rule: type[Rule], history: History | None) -> bool:
    return rule in SAME_OF_ALL or (history is None and rule in SILENT_WITHOUT_HISTORY)


def reads_what_varies(rule: Rule) -> bool:
    """Say whether a rule's gate reads what plain entries differ in, or what nobody knows."""
    paths = paths_of(rule.gate)
    return paths is None or any(map(varies, paths))


def varies(path: str) -> bool:
    """Say whether plain entries may differ at a path, above it or below it."""
    return any(f"{path}.".startswith(f"{field}.") or f"{field}.".startswith(f"{path}.") for field in VARIES)


def is_about_the_batch(decision: Accept | Ask | Redirect | Hold) -> bool:
    """Say whether all that a plain entry's decision says holds for the plain entries beside it."""
    return (
        decision.outcome in _ABOUT_THE_BATCH
        and all(_is_shared(finding.at) for finding in decision.findings)
        and all(map(_is_gap_of_all, decision.not_evaluated))
    )


def _is_gap_of_all(gap: NotEvaluated) -> bool:
    return gap.at is None or gap.reason in _SAID_OF_EACH or _is_shared(gap.at)


def _is_shared(at: str) -> bool:
    """Say whether a place is a field of the payment that plain entries share; a line of the file is none."""
    path = _INDEX.sub("", at)
    return path.partition(".")[0] in Payment.model_fields and not varies(path)
