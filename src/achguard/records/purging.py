"""Forgets old files of a record, so that what is left still shows whether it is whole."""

import datetime as dt
import json
from pathlib import Path
from typing import Final

from achguard.errors import RecordError
from achguard.model.given_path import shown_path
from achguard.records.segments import PURGED, Head, end_of, files_of, purged_of
from achguard.whole_file import alone_at, replacing

KEPT_YEARS: Final = 10
"""Years for which records are kept: 31 CFR 501.601, since 2025-03-12."""


def purge(folder: Path, before: dt.date, *, today: dt.date, although_younger: bool = False) -> tuple[str, ...]:
    """Forget the files of days before a day, and give their days; where each one ended stays known.

    Raises `RecordError` for a day of the last ten years, for which OFAC wants records, unless that is said to be
    meant; for a file without its seal; and where another process writes to the record.
    """
    youngest = _years_before(today, KEPT_YEARS)
    if before > youngest and not although_younger:
        raise RecordError(
            f"records of sanctions are kept for ten years (31 CFR 501.601), so back to {youngest}; say "
            "--although-younger where yours need not be"
        )
    try:
        with alone_at(folder / PURGED):
            return _purged(folder, before, today)
    except OSError as error:
        raise RecordError(f"{shown_path(folder)}: can't be purged ({error.strerror})") from None


def _purged(folder: Path, before: dt.date, today: dt.date) -> tuple[str, ...]:
    known = purged_of(folder)
    going = [each for each in files_of(folder) if each.stem < before.isoformat()]
    heads = [_head(each) for each in going if each.stem not in {head.segment for head in known}]
    rows = [{"segment": each.segment, "lines": each.lines, "head": each.chain} for each in (*known, *heads)]
    with replacing(folder / PURGED) as stream:
        stream.writelines(json.dumps({**row, "purged": today.isoformat()}) + "\n" for row in rows)
    for each in going:
        each.unlink()
    return tuple(each.stem for each in going)


def _head(segment: Path) -> Head:
    head, is_sealed = end_of(segment)
    if not is_sealed:
        raise RecordError(
            f"{shown_path(segment)}: has no seal, so that it may still be written to, or its end is missing; look with "
            "achguard records verify"
        )
    return head


def _years_before(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year - years, day=28)
