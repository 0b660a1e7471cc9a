"""achguard looks at a payment before it enters the US ACH network and says: accept, ask, redirect or hold."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from achguard.columnar.arrow_guard import ArrowGuard
    from achguard.columnar.nacha_entries import EntryDecision
    from achguard.columnar.nacha_file import DecidedFile, decide_file
    from achguard.directory import DirectoryEntry, RoutingDirectory
    from achguard.errors import (
        AchGuardError,
        AnswerError,
        ConfigurationError,
        DirectoryFormatError,
        InputError,
        ListFormatError,
        MissingExtraError,
        RecordError,
        SnapshotError,
    )
    from achguard.guard import Guard
    from achguard.law.settlement_day import is_settlement_day
    from achguard.model.account import Account, AccountType, Bank, Holding
    from achguard.model.contact import Contact
    from achguard.model.decision import (
        Accept,
        Alternative,
        Ask,
        Basis,
        CertifiedBy,
        Choice,
        Decision,
        DirectoryVersion,
        ForPayor,
        ForPayorByEmail,
        Hold,
        ListVersion,
        Outcome,
        PolicyVersion,
        Question,
        Redirect,
    )
    from achguard.model.finding import Finding, NotEvaluated, Strength
    from achguard.model.history import Correction, History, ReturnedEntry
    from achguard.model.listed_met import ListedHit, ListedNumber, OtherEntry, WordsMet
    from achguard.model.party import Address, Identifier, IdentifierType, Party, PartyKind
    from achguard.model.payment import (
        Answer,
        Certification,
        Direction,
        ForeignFunds,
        GatewayScreening,
        IatDetails,
        OwnAnswer,
        Payment,
        SecCode,
    )
    from achguard.policy import Policy
    from achguard.records.recording import Recording
    from achguard.rules import RULES
    from achguard.rules.rule import Rule
    from achguard.running.counts import Counted, Counts, RuleAndOutcome
    from achguard.running.live_guard import LiveGuard, LiveStatus
    from achguard.sanctions.clearance import Clearance, Clearances
    from achguard.sanctions.hit import Hit
    from achguard.sanctions.listed.entity import ListedEntity, ListedIdentifier, ListedMatch, ListedName
    from achguard.sanctions.ofac_score import ofac_score
    from achguard.sanctions.snapshot import Snapshot
    from achguard.sanctions.updating.transport import HttpAnswer, Transport, TransportError, UrllibTransport
    from achguard.sanctions.updating.update import Update, UpdateFailure, update

    __version__: str

__all__ = [
    "RULES",
    "Accept",
    "Account",
    "AccountType",
    "AchGuardError",
    "Address",
    "Alternative",
    "Answer",
    "AnswerError",
    "ArrowGuard",
    "Ask",
    "Bank",
    "Basis",
    "Certification",
    "CertifiedBy",
    "Choice",
    "Clearance",
    "Clearances",
    "ConfigurationError",
    "Contact",
    "Correction",
    "Counted",
    "Counts",
    "DecidedFile",
    "Decision",
    "Direction",
    "DirectoryEntry",
    "DirectoryFormatError",
    "DirectoryVersion",
    "EntryDecision",
    "Finding",
    "ForPayor",
    "ForPayorByEmail",
    "ForeignFunds",
    "GatewayScreening",
    "Guard",
    "History",
    "Hit",
    "Hold",
    "Holding",
    "HttpAnswer",
    "IatDetails",
    "Identifier",
    "IdentifierType",
    "InputError",
    "ListFormatError",
    "ListVersion",
    "ListedEntity",
    "ListedHit",
    "ListedIdentifier",
    "ListedMatch",
    "ListedName",
    "ListedNumber",
    "LiveGuard",
    "LiveStatus",
    "MissingExtraError",
    "NotEvaluated",
    "OtherEntry",
    "Outcome",
    "OwnAnswer",
    "Party",
    "PartyKind",
    "Payment",
    "Policy",
    "PolicyVersion",
    "Question",
    "RecordError",
    "Recording",
    "Redirect",
    "ReturnedEntry",
    "RoutingDirectory",
    "Rule",
    "RuleAndOutcome",
    "SecCode",
    "Snapshot",
    "SnapshotError",
    "Strength",
    "Transport",
    "TransportError",
    "Update",
    "UpdateFailure",
    "UrllibTransport",
    "WordsMet",
    "__version__",
    "decide_file",
    "is_settlement_day",
    "ofac_score",
    "update",
]

_HOMES = {
    "achguard.columnar.arrow_guard": ("ArrowGuard",),
    "achguard.columnar.nacha_entries": ("EntryDecision",),
    "achguard.columnar.nacha_file": ("DecidedFile", "decide_file"),
    "achguard.directory": ("DirectoryEntry", "RoutingDirectory"),
    "achguard.errors": (
        "AchGuardError",
        "AnswerError",
        "ConfigurationError",
        "DirectoryFormatError",
        "InputError",
        "ListFormatError",
        "MissingExtraError",
        "RecordError",
        "SnapshotError",
    ),
    "achguard.guard": ("Guard",),
    "achguard.law.settlement_day": ("is_settlement_day",),
    "achguard.model.account": ("Account", "AccountType", "Bank", "Holding"),
    "achguard.model.contact": ("Contact",),
    "achguard.model.decision": (
        "Accept",
        "Alternative",
        "Ask",
        "Basis",
        "CertifiedBy",
        "Choice",
        "Decision",
        "DirectoryVersion",
        "ForPayor",
        "ForPayorByEmail",
        "Hold",
        "ListVersion",
        "Outcome",
        "PolicyVersion",
        "Question",
        "Redirect",
    ),
    "achguard.model.finding": ("Finding", "NotEvaluated", "Strength"),
    "achguard.model.listed_met": ("ListedHit", "ListedNumber", "OtherEntry", "WordsMet"),
    "achguard.model.history": ("Correction", "History", "ReturnedEntry"),
    "achguard.model.party": ("Address", "Identifier", "IdentifierType", "Party", "PartyKind"),
    "achguard.model.payment": (
        "Answer",
        "Certification",
        "Direction",
        "ForeignFunds",
        "GatewayScreening",
        "IatDetails",
        "OwnAnswer",
        "Payment",
        "SecCode",
    ),
    "achguard.policy": ("Policy",),
    "achguard.records.recording": ("Recording",),
    "achguard.rules": ("RULES",),
    "achguard.rules.rule": ("Rule",),
    "achguard.running.counts": ("Counted", "Counts", "RuleAndOutcome"),
    "achguard.running.live_guard": ("LiveGuard", "LiveStatus"),
    "achguard.sanctions.clearance": ("Clearance", "Clearances"),
    "achguard.sanctions.hit": ("Hit",),
    "achguard.sanctions.listed.entity": ("ListedEntity", "ListedIdentifier", "ListedMatch", "ListedName"),
    "achguard.sanctions.ofac_score": ("ofac_score",),
    "achguard.sanctions.snapshot": ("Snapshot",),
    "achguard.sanctions.updating.transport": ("HttpAnswer", "Transport", "TransportError", "UrllibTransport"),
    "achguard.sanctions.updating.update": ("Update", "UpdateFailure", "update"),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Load a public name from its home when it is first used, so that importing achguard loads nothing heavy."""
    from importlib import import_module

    if name == "__version__":
        from achguard.package_files import version

        value: object = version()
    elif name in _HOME_OF:
        value = getattr(import_module(_HOME_OF[name]), name)
    else:
        raise AttributeError(f"module 'achguard' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
