"""When publishers last said that the lists of an installation are the current ones, kept beside its versions.

A version never changes, and a day on which nothing was new makes no new one; so what an update learns of a list that
stood still is written here, bound to what the list's files hold.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from achguard.clock import is_to_come
from achguard.errors import SnapshotError
from achguard.sanctions.listed.list_dates import NEVER_OLD
from achguard.sanctions.stored.listing import Listing

FILE: Final = "confirmed.json"
"""The file's name, in the installation's folder."""


def with_confirmations(folder: Path, listings: Sequence[Listing]) -> tuple[Listing, ...]:
    """Give the lists with what is recorded of them; those of which nothing is, as they are.

    Raises SnapshotError for a record that was changed since, or that speaks of a day after tomorrow.
    """
    known = _read(folder / FILE)
    return tuple(_with(each, known.get(_key(each))) for each in listings)


def record_of(listings: Iterable[Listing]) -> bytes:
    """Write down when lists were confirmed, to be kept as `FILE`."""
    rows = {
        _key(each): [each.confirmed.isoformat(), each.fetched.isoformat()]
        for each in listings
        if each.confirmed is not None and each.fetched is not None
    }
    return (json.dumps({"lists": rows, "digest": _digest(rows)}, indent=1, sort_keys=True) + "\n").encode()


def _read(path: Path) -> Mapping[str, tuple[dt.date, dt.date]]:
    try:
        table = json.loads(path.read_bytes())
        is_as_written = table["digest"] == _digest(table["lists"])
        rows = {key: _days(*row) for key, row in table["lists"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        is_as_written, rows = False, {}
    if not is_as_written:
        raise SnapshotError(
            f"{path}: was changed since it was written; run `achguard lists update`, which writes it again"
        )
    if late := [day for row in rows.values() for day in row if is_to_come(day)]:
        raise SnapshotError(
            f"{path}: speaks of {late[0]}, {NEVER_OLD}; check the clock, and run `achguard lists update`"
        )
    return rows


def _days(confirmed_on: str, fetched_on: str) -> tuple[dt.date, dt.date]:
    return dt.date.fromisoformat(confirmed_on), dt.date.fromisoformat(fetched_on)


def _with(listing: Listing, days: tuple[dt.date, dt.date] | None) -> Listing:
    return replace(listing, confirmed=days[0], fetched=days[1]) if days is not None else listing


def _key(listing: Listing) -> str:
    return f"{listing.list} {listing.sha256}"


def _digest(rows: object) -> str:
    return "sha256:" + hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()
