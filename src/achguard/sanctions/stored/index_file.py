"""The arrays of a name index as one string of bytes, which can be memory-mapped, and back."""

import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import numpy as np

from achguard.package_files import digest_of

if TYPE_CHECKING:
    from mmap import mmap

    from numpy.typing import NDArray

FORMAT: Final = "achguard name index 3"
"""Changes with what the arrays mean; an index of another format is made anew in memory."""

_MAKERS: Final = ("_data", "identifiers", "names", "sanctions")
"""Folders that say how a listed name is spelt, weighed and found: an index made with others may miss somebody."""

_ALIGNED: Final = 16


@cache
def format_in_force() -> str:
    """Give the format with a digest of all that the arrays are made by."""
    made_by = sha256("".join(map(digest_of, _MAKERS)).encode()).hexdigest()
    return f"{FORMAT}, made by {made_by}"


def pack(arrays: Mapping[str, "NDArray[np.generic]"]) -> bytes:
    """Write arrays behind a line of JSON that says where each is; the same arrays give the same bytes."""
    at, table, parts = 0, {}, []
    for name, array in sorted(arrays.items()):
        little = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<"), copy=False)
        content = little.tobytes()
        content += b"\0" * (-len(content) % _ALIGNED)
        table[name] = [little.dtype.str, int(little.size), at]
        parts.append(content)
        at += len(content)
    head = json.dumps({"format": format_in_force(), "arrays": table}, separators=(",", ":"), sort_keys=True).encode()
    head += b" " * (-(len(head) + 1) % _ALIGNED) + b"\n"
    return head + b"".join(parts)


def unpack(content: "mmap | bytes") -> dict[str, "NDArray[np.generic]"] | None:
    """Give the arrays, which share the memory of the content; None for an index of another format."""
    end = content.find(b"\n") + 1
    try:
        head = json.loads(content[:end])
        if head["format"] != format_in_force():
            return None
        return {
            str(name): np.frombuffer(content, dtype=np.dtype(str(kind)), count=int(count), offset=end + int(at))
            if count
            else np.empty(0, dtype=np.dtype(str(kind)))
            for name, (kind, count, at) in head["arrays"].items()
        }
    except (ValueError, KeyError, TypeError):
        return None
