"""`achguard records report`: the page of a run made again, years later, from what was kept of its decisions."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from achguard.cli.arguments import Encoding, Profile, day
from achguard.cli.exit_code import ExitCode
from achguard.cli.failure import say, told
from achguard.cli.lists_table import local_day
from achguard.cli.reasons import Reason, Reasons
from achguard.cli.replay import kept_of
from achguard.cli.sink import sink
from achguard.errors import ConfigurationError, RecordError
from achguard.model.decision import ListVersion, Outcome
from achguard.model.given_path import shown_path

if TYPE_CHECKING:
    from achguard.model.payment import Payment
    from achguard.records.archive import Archive
    from achguard.records.decision_lines import Decided
    from achguard.records.recorded import RecordedDecisions
    from achguard.replay import Kept
    from achguard.report.from_record import RecordedLine
    from achguard.report.reported import EntryOf, Report, ReportedPayment, ReportedReason
    from achguard.sanctions.listed.entity import ListedEntity


@told
def report(  # noqa: PLR0913  each argument is an option
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The folder of the record.")],
    *,
    output: Annotated[str | None, typer.Option(metavar="PATH", help="Write to a file.")] = None,
    first: Annotated[
        dt.date | None, typer.Option("--from", parser=day, metavar="DATE", help="The first day that is asked about.")
    ] = None,
    last: Annotated[
        dt.date | None, typer.Option("--to", parser=day, metavar="DATE", help="The last day that is asked about.")
    ] = None,
    archive: Annotated[
        str | None, typer.Option(metavar="DIR", help="The archive of lists, see achguard lists archive.")
    ] = None,
    payments: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="The payments that were decided, if you kept them; may be repeated."),
    ] = None,
    key: Annotated[
        str | None, typer.Option(metavar="FILE", help="The record's key, for --payments; in its folder if not given.")
    ] = None,
    policy: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="For --payments: a policy that decided, if not a preset; may be repeated."),
    ] = None,
    directory: Annotated[
        str | None, typer.Option(metavar="FEDACH", help="For --payments: the routing directory that was looked into.")
    ] = None,
    returns: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE.ach", help="For --payments: the returns that were given; may be repeated."),
    ] = None,
    clearances: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILE",
            help="For --payments: the clearances that were given, a version of the file; may be repeated.",
        ),
    ] = None,
    encoding: Annotated[Encoding, typer.Option(help="The encoding of a text that is not UTF-8.")] = Encoding.UTF_8,
    profile: Annotated[Profile, typer.Option(help="The profile under which a Nacha file was read.")] = Profile.OPERATOR,
) -> ExitCode:
    """Make the page of a run again from the record of its decisions, with the listed entries as they were then.

    Days are those of the record's files, in UTC. What the record does not keep, such as a payor's address, is there
    where the payments are given as well. Exits with 1 where the record is damaged or the archive lacks a
    version; the page says so on top.
    """
    from achguard.records.archive import Archive
    from achguard.report.page import need_jinja2, page

    need_jinja2()
    if first is not None and last is not None and first > last:
        raise ConfigurationError("--from is a day behind --to; give the earlier day first")
    given = tuple(payments or ())
    if not given and any((key, policy, directory, returns, clearances)):
        raise ConfigurationError("--key, --policy, --directory, --returns and --clearances are for --payments; give it")
    entries = _Entries(Archive(archive) if archive is not None else None)
    seen = _read(folder, first, last)
    full: _Full | None = None
    if given:
        from achguard.records.recorded import RecordedDecisions

        full = _Full(RecordedDecisions(folder, key=key), {each.input for each in seen.shown if each.input is not None})
        full.look(given, kept_of(archive, policy, directory, returns, clearances), encoding, profile)
    made = _made(seen, entries, full, (shown_path(folder), *map(shown_path, given)))
    with sink(
        output, inputs=(folder, archive, directory, *given, *(policy or ()), *(returns or ()), *(clearances or ()))
    ) as out:
        for piece in page(made, lambda _list, _uid: None):
            out.write(piece)
    if seen.troubles:
        count = len(seen.troubles)
        say(f"the record is not whole in {count:,} {'place' if count == 1 else 'places'}; the page names them")
    if not sum(seen.counts.values()):
        say("the record has no decision of these days")
    return ExitCode.NOT_ALL_ACCEPTED if seen.troubles or entries.missing else ExitCode.ACCEPTED


@dataclass(slots=True)
class _Seen:
    """What a record says, the first of each kept and the rest counted."""

    troubles: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    cents: Counter[str] = field(default_factory=Counter)
    reasons: Reasons = field(default_factory=lambda: Reasons(most_apart=None))
    """Those of the payments that are not shown one by one."""
    held: list["RecordedLine"] = field(default_factory=list)
    others: list["RecordedLine"] = field(default_factory=list)
    days: set[dt.date] = field(default_factory=set)
    versions: dict[str, None] = field(default_factory=dict)
    policies: dict[str, None] = field(default_factory=dict)
    lists: dict[tuple[str, str], ListVersion] = field(default_factory=dict)
    ages: dict[str, int] = field(default_factory=dict)

    @property
    def shown(self) -> list["RecordedLine"]:
        """What is shown one by one."""
        return [*self.held, *self.others]

    def take(self, line: "RecordedLine", most: int) -> None:
        """Count a decision, and keep it where it is to be shown."""
        decision = line.decision
        outcome, basis = decision.outcome, decision.basis
        self.counts[outcome.value] += 1
        if line.amount is not None:
            self.cents[outcome.value] += int(line.amount * 100)
        self.days.add(basis.as_of)
        self.versions[basis.achguard] = self.policies[basis.policy.name] = None
        for each in basis.lists:
            self.lists[each.list, each.sha256] = each
            self.ages[each.sha256] = max(each.age(basis.as_of), self.ages.get(each.sha256, 0))
        if outcome is not Outcome.ACCEPT:
            kept = self.held if outcome is Outcome.HOLD else self.others
            if len(kept) < most:
                kept.append(line)
            else:
                self.reasons.count(decision)


def _read(folder: str, first: dt.date | None, last: dt.date | None) -> _Seen:
    from achguard.report.from_record import ReportedRecord
    from achguard.report.page import MOST_SHOWN

    record = ReportedRecord(folder, first=first, last=last)
    seen = _Seen([*record.troubles])
    for each in record.lines():
        if isinstance(each, str):
            seen.troubles.append(each)
        else:
            seen.take(each, MOST_SHOWN)
    return seen


class _Entries:
    """The listed entries as they were in the versions that decided, and which versions are missing."""

    def __init__(self, archive: "Archive | None") -> None:
        self._archive = archive
        self._lost: set[tuple[str, str]] = set()
        self.missing: list[str] = []
        """What the archive says of a version that it can't give."""

    @property
    def is_there(self) -> bool:
        """Whether there is an archive."""
        return self._archive is not None

    def look(self, line: "RecordedLine") -> None:
        """Find out whether the versions are there that a decision needs."""
        for finding in line.decision.findings:
            met = finding.hit or finding.number
            if met is not None:
                self.of(line.decision.basis.lists)(met.list, met.uid)

    def of(self, lists: tuple[ListVersion, ...]) -> "EntryOf":
        """Give the entries of a decision's lists."""
        by_name = {each.list: each for each in lists}

        def entry(list_name: str, uid: str) -> "ListedEntity | None":
            version = by_name.get(list_name)
            if self._archive is None or version is None or _key(version) in self._lost:
                return None
            try:
                return self._archive.entity(version, uid)
            except RecordError as error:
                self._lost.add(_key(version))
                self.missing.append(str(error))
                return None

        return entry


def _key(version: ListVersion) -> tuple[str, str]:
    return version.list, version.sha256


class _Full:
    """Payments that were kept, matched with their lines by everything that they say, and decided again."""

    def __init__(self, recorded: "RecordedDecisions", wanted: set[str]) -> None:
        self._recorded = recorded
        self._wanted = wanted
        self._found: dict[str, tuple[Payment, Decided | None]] = {}
        self._not_again: Counter[str] = Counter()

    def look(self, files: Iterable[str], kept: "Kept", encoding: Encoding, profile: Profile) -> None:
        """Look for the payments that are wanted; raises `InputError` for a file that can't be read."""
        from achguard.intake import read
        from achguard.records.decision_lines import input_digest
        from achguard.replay import Verdict, replay

        for file in files:
            for each in replay(read(file, encoding=encoding, profile=profile), self._recorded, kept):
                if each.payment is None or each.recorded is None or each.verdict is Verdict.ALTERED:
                    continue
                digest = input_digest(each.payment, self._recorded.key)
                if digest in self._wanted:
                    self._found[digest] = (each.payment, each.again if each.verdict is Verdict.SAME else None)
                    self._not_again.update(each.why[:1] if each.verdict is not Verdict.SAME else ())

    def reported(self, line: "RecordedLine", entry_of: "EntryOf") -> "ReportedPayment":
        """Give what a report says of a decision: all of it where its payment is there and decided as it was."""
        from achguard.report.reported import ReportedPayment

        kept = line.reported(entry_of)
        payment, _ = self._found.get(line.input or "", (None, None))
        if payment is None:
            return kept
        made = ReportedPayment.of(self.decision(line), payment, kept.place)
        return replace(made, lists=kept.lists, entry_of=entry_of, notes=kept.notes)

    def decision(self, line: "RecordedLine") -> "Decided":
        """Give a decision whole where it was made again as it was; else as the record has it."""
        from achguard.records.decision_lines import decision_digest

        _, again = self._found.get(line.input or "", (None, None))
        is_same = again is not None and decision_digest(again, self._recorded.key) == line.digest
        return again if again is not None and is_same else line.decision

    def lacks(self) -> list[str]:
        """Say of how many payments there is no more than the record, and why."""
        lost = len(self._wanted - self._found.keys())
        without = (
            f"{lost:,} of the payments shown {'is' if lost == 1 else 'are'} not in the files given with --payments"
        )
        again = [
            f"{many:,} of the payments {'was' if many == 1 else 'were'} not decided again as then: {why}"
            for why, many in self._not_again.most_common()
        ]
        return [*([without] if lost else []), *again]


def _made(seen: _Seen, entries: _Entries, full: _Full | None, files: tuple[str, ...]) -> "Report":
    from achguard.report.reported import Report

    for line in seen.held:
        entries.look(line)

    def shown(line: "RecordedLine") -> "ReportedPayment":
        entry_of = entries.of(line.decision.basis.lists)
        return full.reported(line, entry_of) if full is not None else line.reported(entry_of)

    reasons = Reasons()
    for line in seen.shown:
        reasons.count(full.decision(line) if full is not None else line.decision)
    reasons.add(seen.reasons)
    days = sorted(seen.days) or [local_day()]
    several = len(days) > 1 or len({name for name, _ in seen.lists}) < len(seen.lists)
    return Report(
        files=files,
        as_of=days[-1],
        since=days[0] if len(days) > 1 else None,
        achguard=", ".join(seen.versions),
        policies=tuple(seen.policies),
        counts=seen.counts,
        amounts={name: Decimal(cents) / 100 for name, cents in sorted(seen.cents.items())},
        held=tuple(map(shown, seen.held)),
        others=tuple(sorted(map(shown, seen.others), key=lambda each: -each.outcome.severity)),
        reasons=tuple(map(_reason, reasons.rows())),
        lists=tuple(sorted(seen.lists.values(), key=lambda each: (each.list, each.published))),
        ages=seen.ages if several else {},
        lacks=tuple(_lacks(seen, entries, full)),
        is_from_record=True,
    )


def _reason(reason: Reason) -> "ReportedReason":
    from achguard.report.reported import ReportedReason

    return ReportedReason(reason.outcome.value, reason.code, reason.at, reason.value, reason.message, reason.payments)


def _lacks(seen: _Seen, entries: _Entries, full: _Full | None) -> Iterable[str]:
    yield from seen.troubles
    if not entries.is_there and any(each.decision.basis.lists for each in seen.held):
        yield "no archive of lists is given: of an entry there is what the record keeps; give it with --archive"
    yield from entries.missing
    if full is not None:
        yield from full.lacks()
