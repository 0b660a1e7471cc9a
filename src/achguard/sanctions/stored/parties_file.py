"""The parties that several lists name, as they are kept beside a snapshot's entities, and back."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from achguard.sanctions.listed.entity import Entry
from achguard.sanctions.stored.index_file import format_in_force

if TYPE_CHECKING:
    from mmap import mmap

_KIND: Final = "parties"


def pack(parties: Sequence[Sequence[Entry]]) -> bytes:
    """Write parties as JSON with what they were worked out by; the same parties give the same bytes."""
    return (json.dumps({"format": _format(), _KIND: parties}, separators=(",", ":"), sort_keys=True) + "\n").encode()


def unpack(content: "mmap | bytes") -> tuple[tuple[Entry, ...], ...] | None:
    """Give the parties; None where they were worked out by another version, or are none."""
    try:
        table = json.loads(content[:])
        if table["format"] != _format():
            return None
        return tuple(tuple(Entry(str(name), str(uid)) for name, uid in party) for party in table[_KIND])
    except (ValueError, KeyError, TypeError):
        return None


def _format() -> str:
    return f"{format_in_force()}, {_KIND} 1"
