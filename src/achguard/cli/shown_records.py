"""The records of a Nacha file as text for people and as JSON."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from achguard.cli.page import Page, Style
from achguard.model.inert_text import inert_json, visible
from achguard.model.masking import Shown
from achguard.nacha.placed_records import PlacedRecord
from achguard.nacha.shown_fields import ShownField, shown_correction, shown_fields

if TYPE_CHECKING:  # named in annotations alone
    from achguard.nacha.checks.problems import Problem
    from achguard.nacha.reader import NachaFile

_COLUMNS = 8
_TITLES = {"padding": "Padding", "blank": "Blank line", "stray": "A line that belongs nowhere"}
_REPEATED = frozenset({"padding", "blank"})
_CENTS = 100
_PLACE = 11
_CODES = re.compile(r" \([A-Z]{3}(?:, [A-Z]{3})*\)$")
"""The SEC codes that a layout is for, behind its title; a record is shown with its own batch's."""


def as_text(
    name: str, file: "NachaFile", records: Iterator[PlacedRecord], page: Page, *, unmask: bool
) -> Iterator[str]:
    """Yield what a file holds in a line, then a paragraph for each record."""
    yield _heading(name, file, page) + "\n"
    for kind, group in groupby(records, key=lambda placed: placed.kind):
        if kind in _REPEATED:
            yield "\n" + "\n".join(_repeated(file, list(group), page)) + "\n"
        else:
            for placed in group:
                yield "\n" + "\n".join(_record(file, placed, page, unmask=unmask)) + "\n"


def as_json(name: str, file: "NachaFile", records: Iterator[PlacedRecord], *, unmask: bool) -> Iterator[str]:
    """Yield one JSON object in pieces: what a file holds, and a list of its records, each on a line."""
    head = {
        "file": name,
        "lines": file.line_count,
        "batches": file.batch_count,
        "entries": file.entry_count,
        "total_debit": _dollars(file.total_debit),
        "total_credit": _dollars(file.total_credit),
    }
    yield inert_json(json.dumps(head, ensure_ascii=False))[:-1] + ', "records": ['
    lead = "\n"
    for placed in records:
        yield lead + inert_json(json.dumps(_object(file, placed, unmask=unmask), ensure_ascii=False))
        lead = ",\n"
    yield "\n]}\n"


def _heading(name: str, file: "NachaFile", page: Page) -> str:
    counts = (
        _counted(file.line_count, "line"),
        _counted(file.batch_count, "batch", "batches"),
        _counted(file.entry_count, "entry", "entries"),
        f"debits {file.total_debit // _CENTS:,}.{file.total_debit % _CENTS:02}",
        f"credits {file.total_credit // _CENTS:,}.{file.total_credit % _CENTS:02}",
        _counted(len(file.problems), "problem"),
    )
    return page.set(page.paragraph(f"{visible(name)}: {', '.join(counts)}"), Style.BOLD)


def _repeated(file: "NachaFile", group: list[PlacedRecord], page: Page) -> Iterator[str]:
    first, last = group[0].line.number, group[-1].line.number
    place = f"line {first:,}" if first == last else f"lines {first:,}-{last:,}"
    yield _title(place, _TITLES[group[0].kind], "", page)
    for placed in group:
        yield from _problems(file, placed, page)


def _record(file: "NachaFile", placed: PlacedRecord, page: Page, *, unmask: bool) -> Iterator[str]:
    line = placed.line
    place = f"lines {line.number:,}-{line.last_number:,}" if line.last_number else f"line {line.number:,}"
    yield _title(place, _title_of(placed), _aside(placed), page)
    yield from _problems(file, placed, page)
    if placed.record is None:
        yield page.hung("", visible(_whole(placed, unmask=unmask)), indent=_PLACE, label_style=Style.DIM)
        return
    fields = list(shown_fields(placed.record, day=file.day, unmask=unmask))
    width = max(len(field.name) for field in fields)
    for field in fields:
        if field.value or not field.name.startswith("reserved_"):
            yield _field(field, width, page)


def _title(place: str, title: str, aside: str, page: Page) -> str:
    lead = page.set(place, Style.DIM) + " " * max(_PLACE - len(place), 2)
    indent = max(_PLACE, len(place) + 2)
    first, *rest = page.lines(title if not aside else f"{title}  {aside}", indent=indent)
    first = first[indent:]
    start = page.set(first[: len(title)], Style.BOLD) + first[len(title) :]
    return "\n".join((lead + start, *rest))


def _title_of(placed: PlacedRecord) -> str:
    if placed.record is None:
        return _TITLES[placed.kind]
    title = _CODES.sub("", placed.record.layout.title)
    return title if placed.kind != "stray" else f"{_TITLES['stray']}, read as: {title}"


def _aside(placed: PlacedRecord) -> str:
    parts = []
    if placed.batch is not None:
        code = placed.batch.sec_code
        parts.append(f"batch {placed.batch.index + 1:,}" + (f", {code.value}" if code is not None else ""))
    if placed.entry is not None:
        parts.append(f"entry {visible(placed.entry)}")
    return "; ".join(parts)


def _field(field: ShownField, width: int, page: Page) -> str:
    lead, indent = _lead(field.name, field.columns, width, page)
    value = visible(field.value.strip()) or "-"
    first, *rest = page.lines(value if field.meaning is None else f"{value}  ({field.meaning})", indent=indent)
    return "\n".join((lead + first[indent:], *rest)).rstrip()


@lru_cache(maxsize=1 << 10)  # as many as all layouts have fields
def _lead(name: str, columns: tuple[int, int], width: int, page: Page) -> tuple[str, int]:
    """Give what stands before a field's value, and how many columns of the page it takes."""
    first, last = columns
    place = (str(first) if first == last else f"{first}-{last}").ljust(_COLUMNS)
    plain = f"  {place}{name.ljust(width)}  "
    return page.set(f"  {place}", Style.DIM) + name.ljust(width) + "  ", len(plain)


def _problems(file: "NachaFile", placed: PlacedRecord, page: Page) -> Iterator[str]:
    for problem in _of(file, placed):
        style = Style.RED if problem.severity.value == "error" else Style.YELLOW
        where = "" if problem.columns is None else f"{_place_of(problem.columns)}: "
        root = "" if problem.cause is None else f" (follows from {problem.cause.code}, {problem.cause.at})"
        text = visible(f"{problem.severity.value}, {where}{problem.message}{root}")
        yield page.hung(problem.code, text, indent=_PLACE, label_style=style)


def _place_of(columns: tuple[int, int]) -> str:
    first, last = columns
    return f"column {first}" if first == last else f"columns {first}-{last}"


def _object(file: "NachaFile", placed: PlacedRecord, *, unmask: bool) -> dict[str, object]:
    line, batch = placed.line, placed.batch
    told: dict[str, object] = {
        "line": line.number,
        "last_line": line.last_number or line.number,
        "kind": placed.kind,
        "title": _title_of(placed),
        "batch": None if batch is None else batch.index + 1,
        "sec_code": None if batch is None or batch.sec_code is None else batch.sec_code.value,
        "entry": placed.entry,
    }
    if placed.record is None:
        told["text"] = _whole(placed, unmask=unmask)
    else:
        told["fields"] = [
            {"name": each.name, "columns": list(each.columns), "value": each.value, "meaning": each.meaning}
            for each in shown_fields(placed.record, day=file.day, unmask=unmask)
        ]
        if correction := shown_correction(placed.record, unmask=unmask):
            told["correction"] = correction
    told["problems"] = [
        {
            "code": each.code,
            "severity": each.severity.value,
            "columns": None if each.columns is None else list(each.columns),
            "field": each.field,
            "message": each.message,
            "cause": None if each.cause is None else f"{each.cause.code} {each.cause.at}",
        }
        for each in _of(file, placed)
    ]
    return told


def _of(file: "NachaFile", placed: PlacedRecord) -> "tuple[Problem, ...]":
    return file.problems_at(placed.line.number)


def _whole(placed: PlacedRecord, *, unmask: bool) -> str:
    """Show a line that is no record: its words; what else it holds may be anything."""
    text = placed.line.text.rstrip()
    return text if unmask or placed.kind == "padding" else Shown.WORDS.of(text)


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _dollars(cents: int) -> str:
    return f"{cents // _CENTS}.{cents % _CENTS:02}"
