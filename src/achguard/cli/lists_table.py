"""The table of lists: which there are, of what day, who says so, how old and how large."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from achguard.cli.page import Page, Style
from achguard.model.decision import DAY_GIVEN_BY
from achguard.model.inert_text import visible
from achguard.policy import Policy

if TYPE_CHECKING:
    from achguard.model.decision import ListVersion
    from achguard.sanctions.snapshot import Snapshot

_HEADINGS = ("list", "published", "given by", "confirmed", "age", "entries", "sha256")
_ALIGNED_RIGHT = {"age", "entries"}
_DIGEST_SHOWN = 12
_BESIDE = 13
_PROBLEMS_SHOWN = 5


def write_table(stream: TextIO, page: Page, snapshot: "Snapshot", today: dt.date) -> None:
    """Write a row for each list, and what was odd about the files."""
    rows = [_row(version, today) for version in snapshot.lists]
    stream.writelines(f"{line}\n" for line in _table(page, rows) or _paragraphs(page, rows))
    problems = snapshot.problems
    notes = [*_gaps(snapshot), *problems[:_PROBLEMS_SHOWN]]
    if (more := len(problems) - _PROBLEMS_SHOWN) > 0:
        notes.append(f"and {more:,} more notes")
    stream.writelines(page.hung("note", visible(note), indent=8, label_style=Style.DIM) + "\n" for note in notes)


def _table(page: Page, rows: list[tuple[str, ...]]) -> list[str]:
    """Lay lists out in columns; gives nothing where the page is too narrow for them."""
    widths = [max(map(len, column)) for column in zip(_HEADINGS, *rows, strict=True)]
    lines = [
        "  ".join(
            cell.rjust(width) if heading in _ALIGNED_RIGHT else cell.ljust(width)
            for cell, width, heading in zip(row, widths, _HEADINGS, strict=True)
        ).rstrip()
        for row in (_HEADINGS, *rows)
    ]
    if max(map(len, lines)) > page.width:
        return []
    return [page.set(line, Style.DIM if number == 0 else Style.PLAIN) for number, line in enumerate(lines)]


def _paragraphs(page: Page, rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Lay each list out under its name."""
    for name, *cells in rows:
        yield page.set(name, Style.BOLD)
        for heading, cell in zip(_HEADINGS[1:], cells, strict=True):
            yield page.hung(heading, cell, indent=_BESIDE, label_style=Style.DIM)


def _gaps(snapshot: "Snapshot") -> Iterator[str]:
    """Say which dates nobody stated, and which optional files are missing."""
    for version in snapshot.lists:
        if version.dated_by == "file-time":
            yield (
                f"{version.list}: nobody states its date, so that it is {version.published}, its file's time; "
                "a copy of an old list may look new, so give the date with --published where you know it"
            )
        for file in version.without:
            yield f"{version.list}: read without {file}, so what long remarks say beyond 1,000 characters is not seen"


def stale(snapshot: "Snapshot", today: dt.date) -> str:
    """Say which lists are older than the default policy allows; nothing where none is."""
    allowed = _allowed()
    old = [version.list for version in snapshot.lists if version.age(today) > allowed]
    return f"{', '.join(old)}: older than {allowed} days" if old else ""


def last_day(snapshot: "Snapshot", today: dt.date) -> dt.date:
    """Give the last day on which the default policy decides with lists that stay as they are."""
    return today + dt.timedelta(days=_allowed() - max(version.age(today) for version in snapshot.lists))


def days_of(count: int) -> str:
    """Write a number of days."""
    return f"{count:,} {'day' if count == 1 else 'days'}"


def _allowed() -> int:
    return Policy.preset("us-domestic").screening.max_list_age_days


def local_day() -> dt.date:
    """Give today as a list's age goes by it: the local day."""
    return dt.date.today()  # noqa: DTZ011


def _row(version: "ListVersion", today: dt.date) -> tuple[str, ...]:
    age = version.age(today)
    return (
        version.list + (" (partial)" if version.partial else ""),
        version.published.isoformat(),
        DAY_GIVEN_BY[version.dated_by].removeprefix("its "),
        version.confirmed.isoformat() if version.confirmed is not None else "-",
        days_of(age),
        f"{version.entries:,}",
        short_digest(version),
    )


def short_digest(version: "ListVersion") -> str:
    """Write the beginning of a list's digest, which tells its versions apart."""
    return version.sha256.removeprefix("sha256:")[:_DIGEST_SHOWN]
