"""What a rule may look at besides the payment: screener, routing directory, earlier returns and the day."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar, cast

from achguard.model.history import History
from achguard.model.own_question import OwnQuestion
from achguard.model.party import Party
from achguard.model.payment import Payment

if TYPE_CHECKING:  # screening loads numpy and rapidfuzz, which a guard without lists does not need
    from achguard.directory import RoutingDirectory
    from achguard.sanctions.clearance import Clearances, Clearing
    from achguard.sanctions.hit import BirthDates, Hit, LinesHit
    from achguard.sanctions.listed.entity import Entry, ListedMatch
    from achguard.sanctions.snapshot import Snapshot


T = TypeVar("T")
KnownParties = Mapping[tuple[object, ...], tuple["Hit", ...]]
"""What the lists say of parties, by name, kind, date of birth, country and width of the name's field."""


class PaymentScreener:
    """A snapshot at the score that the policy holds at, which screens each distinct name of a payment once.

    One belongs to one decision: it remembers the names it has screened only that long. `clearances` are what people
    cleared, by `as_of`. `name_cuts` are the widths of the fields that may have cut names off, by the names' paths.
    `birth_dates` is where the parties' dates of birth come from. `known` are parties that were screened before,
    together with those of other payments.
    """

    __slots__ = (
        "_as_of",
        "_birth_dates",
        "_clearances",
        "_known",
        "_lines",
        "_min_score",
        "_name_cuts",
        "_parties",
        "snapshot",
    )

    def __init__(
        self,
        snapshot: "Snapshot",
        *,
        min_score: float | None,
        clearances: "Clearances | None" = None,
        as_of: dt.date = dt.date.max,
        name_cuts: Mapping[str, int] | None = None,
        birth_dates: "BirthDates" = "declared",
        known: KnownParties | None = None,
    ) -> None:
        self.snapshot = snapshot
        self._birth_dates = birth_dates
        self._name_cuts = name_cuts or {}
        self._min_score = min_score
        self._clearances = clearances
        self._as_of = as_of
        self._known = known or {}
        self._parties: dict[tuple[object, ...], tuple[Hit, ...]] = {}
        self._lines: dict[tuple[str, ...], tuple[LinesHit, ...]] = {}

    def party(self, party: Party, at: str) -> "tuple[Hit, ...]":
        """Screen the name of the party at a path with what else is known of it."""
        born = party.date_of_birth
        return self._screen(party.name, party.kind, born, party.address.country, self._cut(at))

    def bank(self, name: str, country: str | None, at: str) -> "tuple[Hit, ...]":
        """Screen the name of the bank at a path."""
        return self._screen(name, "organization", None, country, self._cut(at))

    def lines(self, lines: tuple[str, ...]) -> "tuple[LinesHit, ...]":
        """Find listed names in lines of free text, also over the ends of lines."""
        if lines not in self._lines:
            self._lines[lines] = self.snapshot.screener().screen_lines(lines, min_score=self._min_score)
        return self._lines[lines]

    def bic(self, bic: str) -> "tuple[ListedMatch, ...]":
        """Find the listed banks with a BIC."""
        return self.snapshot.find_bic(bic)

    def identifier(self, value: str, type_: str, country: str | None) -> "tuple[ListedMatch, ...]":
        """Find the listed entities with a number."""
        return self.snapshot.find_identifier(value, type=type_, country=country)

    def same_party(self, entry: "Entry") -> "tuple[Entry, ...]":
        """Give all entries of the party that an entry is of; none where nothing joins it."""
        return self.snapshot.same_party(entry.uid, entry.list)

    def clearing(self, name: str, hit: "Hit") -> "Clearing | None":
        """Find what a person cleared of a hit on a name; without a day nothing is in force any more."""
        if self._clearances is None:
            return None
        return self._clearances.of(name, hit, self.snapshot.screened_entity(hit.uid, hit.list), as_of=self._as_of)

    def outweighed(self, hit: "Hit") -> str | None:
        """Say why a date of birth says more than the name of a hit, in a clause; None where it does not."""
        if not hit.is_outweighed(self._birth_dates):
            return None
        why = "is on file" if self._birth_dates == "on_file" else "is declared, and many people have such a name"
        return f"weak, since the date of birth {why}"

    def _cut(self, at: str) -> int | None:
        return self._name_cuts.get(f"{at.partition('[')[0]}.name")

    def _screen(
        self, name: str, kind: str | None, born: dt.date | None, country: str | None, cut_at: int | None
    ) -> "tuple[Hit, ...]":
        key = (name, kind, born, country, cut_at)
        if (hits := self._known.get(key)) is not None:
            return hits
        if key not in self._parties:
            self._parties[key] = self.snapshot.screen(
                name,
                kind=kind,
                date_of_birth=born,
                country=country,
                cut_at=cut_at,
                min_score=self._min_score,
                as_of=self._as_of,
            )
        return self._parties[key]


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may look at besides the payment; never another rule, never the policy."""

    as_of: dt.date
    """The day whose law applies."""
    screener: PaymentScreener | None = None
    """The sanctions lists, or nothing: then no name can be screened."""
    directory: "RoutingDirectory | None" = None
    """The routing directory, or nothing: it is optional."""
    history: History | None = None
    """Earlier returns, or nothing."""
    max_list_age_days: int = 7
    """How old a list may be on `as_of`, in days."""
    own_questions: tuple[OwnQuestion, ...] = ()
    """Questions of the agency's own, with what each answer weighs."""
    certification: str | None = None
    """The version of the statement that a payor must agree to; None where there is none."""
    _read: dict[object, tuple[Payment, object]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, payment: Payment, read: Callable[[Payment], T]) -> T:
        """Read a payment in some way once for all rules that do; the last payment's reading is remembered."""
        known = self._read.get(read)
        if known is None or known[0] is not payment:
            known = self._read[read] = payment, read(payment)
        return cast("T", known[1])
