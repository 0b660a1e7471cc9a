"""Lines that hold each other: each ends with a digest of itself and of the line before."""

import hashlib
import json
from collections.abc import Mapping
from typing import Final, NamedTuple

START: Final = "0" * 64
"""What stands in the place of the line before where there is none."""

_TIE: Final = b',"chain":"'
_END: Final = b'"}'
_DIGITS: Final = 64


class Tied(NamedTuple):
    """A line as it stands in a file."""

    body: bytes
    """The line without its digest."""
    chain: str
    """The digest at its end: of the digest before, and of the body."""

    def holds(self, before: str) -> bool:
        """Say whether the line is the one that was written behind the line with the digest `before`."""
        return self.chain == _digest(before, self.body)


def tie(said: Mapping[str, object], before: str) -> tuple[bytes, str]:
    """Write one line, with its line end, that follows the line with the digest `before`; gives its own digest too."""
    body = json.dumps(said, separators=(",", ":"), ensure_ascii=True).encode()[:-1]
    chain = _digest(before, body)
    return body + _TIE + chain.encode() + _END + b"\n", chain


def tied(line: bytes) -> Tied | None:
    """Take a line without its line end apart; None for one that was not written here."""
    body, tie_, end = line[: -(_DIGITS + len(_END))], line[: -len(_END)][-_DIGITS:], line[-len(_END) :]
    if end != _END or not body.endswith(_TIE) or not tie_.isalnum():
        return None
    return Tied(body.removesuffix(_TIE), tie_.decode("ascii", "replace"))


def said_by(line: Tied) -> dict[str, object] | None:
    """Give what a line says; None where it is not JSON."""
    try:
        said = json.loads(line.body + b"}")
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _digest(before: str, body: bytes) -> str:
    return hashlib.sha256(before.encode("ascii", "replace") + body).hexdigest()
