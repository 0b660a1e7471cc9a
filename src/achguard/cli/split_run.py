"""Splitting: each entry is decided, written into the part of its outcome, and told in the report."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from achguard.cli.guards import RunGuards
from achguard.cli.part_folder import MADE_BY, REPORT
from achguard.cli.results import Decided, Problems, Tally, problems_of
from achguard.errors import InputError
from achguard.intake.file_problems import FileProblem
from achguard.intake.sniff import Format, sniff
from achguard.intake.source import opened
from achguard.model.decision import Basis, Outcome
from achguard.model.payment import Direction
from achguard.package_files import version

if TYPE_CHECKING:  # loaded when a file is split
    from achguard.nacha import Entry
    from achguard.nacha.writing.split import Part, Parts
    from achguard.nacha.writing.writer import Totals

# Text that stands in the report byte by byte, so that every byte of the input is there.
_BYTES_AS_TEXT = "latin-1"


@dataclass(frozen=True, slots=True)
class Written:
    """What a split came to."""

    parts: "dict[str, Part]"
    """The parts by outcome."""
    verbatim: int
    """How many entries stand only in the report."""


def split_into(
    folder: Path,
    file: str,
    guards: RunGuards,
    tally: Tally,
    problems: Callable[[Problems], None],
    one_more: Callable[[], None],
    *,
    profile: str = "operator",
) -> Written:
    """Write the parts and the report of a Nacha file into a folder; `profile` weighs the file's problems.

    Raises `InputError` for an input that is no Nacha file or has no entries, and for one whose debits and credits
    settle each other in a way that can't be taken apart.
    """
    from achguard.columnar.nacha_file import decide_file
    from achguard.nacha import read
    from achguard.nacha.offsets import Offsets
    from achguard.nacha.writing.split import Parts, header_record

    with opened(file) as source:
        if sniff(source) is not Format.NACHA:
            raise InputError(f"{source.name} is not a Nacha file; only those can be split")
        nacha = read(source.path or source.rest(), as_of=guards.ingredients.as_of, profile=profile)
    decided = decide_file(nacha, guards.entries)
    nacha = decided.file  # weighed by the policy
    first = next(iter(nacha.batches), None)
    if first is None or not nacha.entry_count:
        raise InputError(f"{file} holds no entries")
    header, how = header_record(
        nacha.headers[0].line if nacha.headers else None, first.head.odfi, f"{guards.ingredients.as_of:%y%m%d}"
    )
    parts, offsets = Parts(folder, header), Offsets(bool(nacha.total_debit and nacha.total_credit))
    try:
        with (folder / REPORT).open("x", encoding="utf-8", newline="\n") as stream:
            report = _Report(stream, Path(file).name, how)
            for number, (entry, each) in enumerate(zip(nacha.entries, decided, strict=True), 1):
                result = Decided(nacha.name, number, each.decision, entry.line, each.was_read)
                tally.count(result)
                records = _records(entry)
                part = each.decision.outcome.value if records else None
                amounts = offsets.offset_amounts(entry, nacha.batch_of(entry), part)
                if amounts is None:
                    _put(parts, entry, records, part)
                    report.add(result, entry, written=records is not None)
                else:
                    _put_offset(parts, entry, records, amounts)
                    report.add_offset(entry, amounts)
                one_more()
            if (line := offsets.torn_at()) is not None:
                raise InputError(_torn(nacha.name, line))
            if found := problems_of(nacha.name, nacha):
                report.problems = found
                problems(found)
            made = parts.close()
            report.end(made, tally)
    finally:
        parts.abandon()
    return Written(made, report.verbatim.entries)


def _torn(file: str, line: int) -> str:
    return (
        f"{file} can't be split: debits and credits settle each other (batch at line {line}) and have different "
        "outcomes, and no offset at the end of a batch is plainly the originator's own; split the file without offsets"
    )


def _records(entry: "Entry") -> tuple[bytes, ...] | None:
    """Give an entry's records, header first; None where they would make a part an invalid file."""
    from achguard.nacha import Severity
    from achguard.nacha.writing.split import as_record, as_records

    batch = entry.batch
    own = any(problem.severity is Severity.ERROR for problem in entry.problems)
    of_header = any(problem.line == batch.line.number for problem in entry.batch_problems)
    header = as_record(batch.line) if batch.record is not None else None
    if own or of_header or header is None:
        return None
    records = as_records([entry.record.line, *(part.line for part in entry.addenda)], advice=batch.is_adv)
    return None if records is None else (header, *records)


def _put(parts: "Parts", entry: "Entry", records: tuple[bytes, ...] | None, part: str | None) -> None:
    if records is not None and part is not None:
        parts.put(part, entry.batch.index, records[0], records[1:])


def _put_offset(parts: "Parts", entry: "Entry", records: tuple[bytes, ...] | None, amounts: Mapping[str, int]) -> None:
    """Write an offset into each part that needs one, with the sum of what stands there."""
    from achguard.nacha.offsets import with_amount

    if records is not None:
        for part, cents in amounts.items():
            parts.put(part, entry.batch.index, records[0], (with_amount(records[1], cents), *records[2:]))


class _Report:
    """Writes report.json as the entries come: what was decided of each that is not accepted, then the sums."""

    def __init__(self, stream: TextIO, file: str, header: str) -> None:
        from achguard.nacha.writing.writer import Totals

        self._stream = stream
        self._lead = "\n"
        self._basis: Basis | None = None
        self.problems: Problems | None = None
        """What is wrong with the file, where anything is."""
        self.verbatim = Totals()
        """The entries that stand only here."""
        self._offsets: list[dict[str, object]] = []
        head = {"made_by": MADE_BY, "achguard": version(), "file": file, "file_header": header}
        stream.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "entries": [')

    def add(self, result: Decided, entry: "Entry", *, written: bool) -> None:
        """Tell an entry that is not simply accepted; one that was not written stands there as in the input."""
        from achguard.nacha.layouts.codes import TRANSACTION_CODES

        decision = result.decision
        self._basis = self._basis or decision.basis
        if written and decision.outcome is Outcome.ACCEPT:
            return
        place: dict[str, object] = {"line": entry.line, "part": f"{decision.outcome.value}.ach" if written else None}
        if not written:
            self.verbatim.entries += 1
            self.verbatim.records += 1 + len(entry.addenda)
            cents = entry.amount_cents or 0
            code = TRANSACTION_CODES.get(entry.record.raw("transaction_code"))
            if code is not None and code.direction is Direction.DEBIT:
                self.verbatim.debit += cents
            elif code is not None:
                self.verbatim.credit += cents
            place["lines"] = [line.decode(_BYTES_AS_TEXT) for line in entry.raw_lines]
        told = decision.model_dump_json(exclude={"basis"})
        self._stream.write(f"{self._lead}{json.dumps(place, ensure_ascii=False)[:-1]}, {told[1:]}")
        self._lead = ",\n"

    def add_offset(self, entry: "Entry", amounts: Mapping[str, int]) -> None:
        """Tell an offset that was computed anew: its amount in each part, and its lines as in the input."""
        self._offsets.append(
            {
                "line": entry.line,
                "amount": _money(entry.amount_cents or 0),
                "parts": {f"{part}.ach": _money(cents) for part, cents in amounts.items()},
                "lines": [line.decode(_BYTES_AS_TEXT) for line in entry.raw_lines],
            }
        )

    def end(self, parts: "dict[str, Part]", tally: Tally) -> None:
        """Write the sums."""
        from achguard.nacha.writing.writer import Totals

        whole = Totals()
        for each in (*(part.totals for part in parts.values()), self.verbatim):
            whole.add(each)
        sums = {
            "parts": {outcome: {"file": part.file, **_sums(part.totals)} for outcome, part in parts.items()},
            "verbatim": _sums(self.verbatim),
            "offsets": self._offsets,
            "total": _sums(whole),
            "outcomes": dict(tally.outcomes),
            "problems": [_told(problem) for problem in self.problems.found] if self.problems else [],
            "more_problems": self.problems.more if self.problems else 0,
            "basis": self._basis.model_dump(mode="json") if self._basis else None,
        }
        self._stream.write(f"\n], {json.dumps(sums, ensure_ascii=False, indent=1)[1:]}\n")


def _told(problem: FileProblem) -> dict[str, object]:
    severity = "error" if problem.is_error else "warning"
    return {"severity": severity, "text": problem.text, "follows": problem.follows}


def _sums(totals: "Totals") -> dict[str, int | str]:
    """Give entries, entries with addenda, and dollars."""
    return {
        "entries": totals.entries,
        "records": totals.records,
        "debit": _money(totals.debit),
        "credit": _money(totals.credit),
    }


def _money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"
