"""A guard that takes up new lists while it runs: each decision rests on one version, from its start to its end."""

import datetime as dt
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from achguard.errors import AchGuardError, ConfigurationError, RecordError
from achguard.event_log import logger_of
from achguard.first_use import OwnLock
from achguard.guard import Guard
from achguard.ingredients import GivenPath, clearances_of
from achguard.model.decision import Accept, Ask, Basis, Hold, ListVersion, Redirect
from achguard.model.given_path import path_of
from achguard.model.history import History
from achguard.model.payment import Payment
from achguard.policy import Policy
from achguard.rules import RULES
from achguard.rules.rule import Rule
from achguard.running.counts import Counts
from achguard.sanctions.stored import confirmation, snapshot_folder

if TYPE_CHECKING:  # lists, directories, clearances and records load what a guard without them does not need
    from achguard.directory import RoutingDirectory
    from achguard.records.recording import Recording, Sync
    from achguard.sanctions.clearance import Clearances
    from achguard.sanctions.snapshot import Snapshot

LOOK_EVERY: Final = 30.0
"""Seconds after which a live guard looks for new lists: soon enough for a list that changes daily.

Witness: looking reads one small file and asks for the state of two, 16 microseconds of CPU time, once in half a minute.
"""

WARN_DAYS: Final = 2
"""Days before lists go stale from which a live guard warns: a weekend."""

_Signature = tuple[tuple[int, int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class LiveStatus:
    """By which lists a live guard decides, how old they are, and what keeps newer ones out."""

    lists: tuple[ListVersion, ...]
    """The lists in force."""
    since: dt.datetime
    """When the guard took them up, in UTC."""
    age_days: int
    """Days of the oldest one, counted as a decision counts them."""
    days_left: int
    """Days until the policy holds every payment because of their age; negative once it does."""
    warns: bool
    """Whether so few days are left that somebody should look."""
    trouble: str | None
    """Why lists or clearances are not taken up as they are, in a sentence; None where they are."""

    @property
    def is_stale(self) -> bool:
        """Whether every payment is held because of the lists' age."""
        return self.days_left < 0


class LiveGuard:
    """Decides as a `Guard` does, by the lists that are in force in a folder: it takes up a new version by itself.

    `lists` is the folder that `achguard lists update` keeps, or one that `achguard lists build` writes again. Every
    `look_every` seconds, at most, a decision first looks whether another version is in force there; it is opened and
    made ready beside the old one, which other threads go on with, and then takes its place in one step. A decision
    rests on one version from its start to its end, and its basis says on which. A new version that can't be opened
    leaves the old one in force: `status` and the logger `achguard.guard` say so, and it is tried again. The file of
    `clearances` is taken up in the same way, whether or not the lists can be.

    Everything else is as in `Guard`. `warn_days` are the days before the lists go stale from which `status` and the log
    warn. Safe to share between threads, and picklable as a specification; what is forked or unpickled looks for itself.

    Raises what `Guard` raises, and `SnapshotError` where no lists can be opened at first.
    """

    def __init__(  # noqa: PLR0913  what `Guard` takes, and when to look and to warn
        self,
        lists: GivenPath,
        policy: Policy | GivenPath | None = None,
        directory: "RoutingDirectory | GivenPath | None" = None,
        history: History | None = None,
        *,
        rules: Iterable[Rule] = RULES,
        clearances: "Clearances | GivenPath | None" = None,
        unmask: bool = False,
        look_every: float = LOOK_EVERY,
        warn_days: int = WARN_DAYS,
    ) -> None:
        if not (isinstance(lists, str | os.PathLike) and lists):
            raise ConfigurationError("lists takes the folder that `achguard lists update` keeps, or a built snapshot's")
        for name, value in (("look_every", look_every), ("warn_days", warn_days)):
            if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 0:
                raise ConfigurationError(f"{name} takes a number that is not below 0")
        self._folder = path_of(lists, ConfigurationError)
        self._cleared = clearances if isinstance(clearances, str | os.PathLike) else None
        self._unmask = unmask
        self._look_every, self._warn_days = look_every, warn_days
        self._lock = OwnLock()
        self.counts = Counts()
        """What was decided, by outcome and by rule."""
        self._trouble: str | None = None
        self._warned: tuple[dt.date, bool] | None = None
        self._seen = self._signature()
        self._guard = Guard(policy, self._folder, directory, history, rules=rules, clearances=clearances, unmask=unmask)
        self._since = dt.datetime.now(dt.UTC)
        self._look_at = time.monotonic() + look_every
        self._warn(self._guard)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle what it was made with; lists travel as a path, and are those in force where it arrives."""
        guard = self._guard
        clearances = guard.clearances if self._cleared is None else self._cleared
        again = partial(
            type(self),
            self._folder,
            guard.policy,
            guard.directory,
            guard.history,
            rules=guard.rules,
            clearances=clearances,
            unmask=self._unmask,
            look_every=self._look_every,
            warn_days=self._warn_days,
        )
        return again, ()

    def __repr__(self) -> str:
        return f"LiveGuard({self._guard!r})"

    @property
    def guard(self) -> Guard:
        """The guard of the lists in force: what `decide` decides with, and what `decide_file` and `ArrowGuard` take.

        Whoever keeps it keeps its lists: ask again for each file.
        """
        if time.monotonic() >= self._look_at:
            self._look()
        return self._guard

    def decide(self, payment: Payment, *, language: str | None = None) -> Accept | Ask | Redirect | Hold:
        """Decide one payment, as `Guard.decide` does, and count the decision."""
        decision = self.guard.decide(payment, language=language)
        self.counts.take(decision)
        return decision

    def decide_many(self, payments: Iterable[Payment]) -> Iterator[Accept | Ask | Redirect | Hold]:
        """Decide payments one after the other, as they come, each by the lists in force at its turn."""
        self.guard.decide_many(payments)  # it refuses what is no payments, and decides none before it is asked to
        return map(self.decide, payments)

    def decide_batch(self, payments: Sequence[Payment]) -> list[Accept | Ask | Redirect | Hold]:
        """Decide payments together, as `Guard.decide_batch` does, all by the same lists, and count the decisions."""
        decisions = self.guard.decide_batch(payments)
        for decision in decisions:
            self.counts.take(decision)
        return decisions

    def recording(self, path: GivenPath, *, sync: "Sync" = "decision", key: GivenPath | None = None) -> "Recording":
        """Open a record, as `Guard.recording` does, of what this guard decides by whatever lists are in force."""
        from achguard.records.recording import Recording

        at = path_of(path, RecordError)
        return Recording(self, at, sync=sync, key=None if key is None else path_of(key, RecordError))

    def basis(self) -> Basis:
        """Give what decisions rest on that are made now."""
        return self.guard.basis()

    def why_unscreened(self) -> tuple[str, ...]:
        """Say why nothing can be screened today, as `Guard.why_unscreened` does."""
        return self.guard.why_unscreened()

    def renew(self) -> bool:
        """Look for another version in force at once, and say whether one was taken up.

        For a timer of your own, beside `look_every=math.inf`: then no decision waits for lists to be opened.
        """
        with self._lock:
            return self._looked()

    def with_history(self, history: History | None) -> None:
        """Decide from here on by other earlier returns, such as those of today; raises `ConfigurationError`."""
        with self._lock:
            self._guard = self._made(self._guard.lists, self._guard.clearances, history)

    def status(self) -> LiveStatus:
        """Say by which lists decisions are made, how old they are, and what is wrong; for a health check."""
        guard, since, trouble = self.guard, self._since, self._trouble
        versions = _versions(guard)
        age = _age(guard)
        left = guard.policy.screening.max_list_age_days - age
        return LiveStatus(versions, since, age, left, warns=left <= self._warn_days, trouble=trouble)

    def _look(self) -> None:
        """Look for another version, where no other thread does; this thread waits for it, and the others do not."""
        if not self._lock.taken_at_once():
            return
        try:
            self._looked()
        finally:
            self._lock.let_go()

    def _looked(self) -> bool:
        self._look_at = time.monotonic() + self._look_every
        seen = self._signature()
        changed = False
        if seen != self._seen or self._trouble is not None:
            changed = self._taken_up(seen)
        self._warn(self._guard)
        return changed

    def _taken_up(self, seen: _Signature) -> bool:
        """Put what is there in force; of lists and clearances, what can't be opened stays as it is, and is told once.

        Neither waits for the other: a slip in the file of clearances keeps no new name out, and lists that are broken
        keep no clearance in force that a person ended.
        """
        old = self._guard
        clearances, troubles = old.clearances, []
        try:
            clearances = old.clearances if self._cleared is None else clearances_of(self._cleared)
        except AchGuardError as error:
            troubles.append(("new clearances", str(error), "those before"))
        try:
            guard = self._made(self._folder, clearances, old.history).warm()
        except (AchGuardError, OSError) as error:
            troubles.append(("new lists", _told(error, self._folder), _named(old)))
            guard = self._made(old.lists, clearances, old.history).warm()
        trouble = "; ".join(why for _, why, _ in troubles) or None
        if trouble != self._trouble:
            for what, why, instead in troubles:
                logger_of("guard").error("%s are not taken up: %s; %s stay in force", what, why, instead)
        before, now = old.basis(), guard.basis()
        if now.lists != before.lists:
            self._since = dt.datetime.now(dt.UTC)
            logger_of("guard").info("took up %s in place of %s", _named(guard), _named(old))
        if now.clearances != before.clearances:
            logger_of("guard").info("took up other clearances: %d, and %d before", *map(_cleared, (guard, old)))
        self._guard, self._seen, self._trouble = guard, seen, trouble
        return now != before

    def _made(self, lists: "Snapshot | Path | None", clearances: "Clearances | None", history: History | None) -> Guard:
        old = self._guard
        return Guard(
            old.policy,
            lists,
            old.directory,
            history,
            rules=old.rules,
            clearances=clearances,
            unmask=self._unmask,
        )

    def _warn(self, guard: Guard) -> None:
        """Log, once a day, that the lists go stale soon, or are stale."""
        left = guard.policy.screening.max_list_age_days - _age(guard)
        told = guard.today(), left < 0
        if left > self._warn_days or told == self._warned:
            return
        self._warned = told
        if left < 0:
            logger_of("guard").error("every payment is held: %s; renew the lists", "; ".join(guard.why_unscreened()))
        else:
            logger_of("guard").warning(
                "the lists are %s old, and in %s every payment is held; renew them",
                _days(_age(guard)),
                _days(left + 1),
            )

    def _signature(self) -> _Signature:
        """Tell one state of the folder, and of the clearances' file, from another; a file that is not there is None."""
        version = snapshot_folder.version_in_force(self._folder)
        files = [version / snapshot_folder.MANIFEST, self._folder / confirmation.FILE]
        if self._cleared is not None:
            files.append(Path(self._cleared))
        return tuple(map(_state, files))


def _state(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _versions(guard: Guard) -> tuple[ListVersion, ...]:
    return guard.lists.lists if guard.lists is not None else ()


def _short(version: ListVersion) -> str:
    """Give the beginning of a list's digest, which tells two versions of one day apart."""
    return version.sha256.partition(":")[2][:12]


def _age(guard: Guard) -> int:
    return max(version.age(guard.today()) for version in _versions(guard))


def _cleared(guard: Guard) -> int:
    return len(guard.clearances) if guard.clearances is not None else 0


def _told(error: AchGuardError | OSError, folder: Path) -> str:
    return str(error) if isinstance(error, AchGuardError) else f"{folder}: {error.strerror or 'unreadable'}"


def _days(count: int) -> str:
    return f"{count:,} {'day' if count == 1 else 'days'}"


def _named(guard: Guard) -> str:
    return ", ".join(f"{each.list} of {each.published} ({_short(each)})" for each in _versions(guard))
