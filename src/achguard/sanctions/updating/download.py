"""One file of a list, fetched into a folder: whole, of a size that can be, no web page, and only if it is new."""

import datetime as dt
import hashlib
import json
import os
import shutil
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

from achguard.errors import ListFormatError
from achguard.sanctions.sources.reading.list_stream import MAX_BYTES
from achguard.sanctions.stored.snapshot_folder import put_file
from achguard.sanctions.updating.transport import (
    SHORTEST_USER_AGENT,
    HttpAnswer,
    Transport,
    TransportError,
    shown,
)

MOST_DAYS_KEPT: Final = 30
"""Days after which a file is fetched anew whatever the server says of the copy, well before a list that was not counts
as unconfirmed."""

_OK, _NOT_MODIFIED, _FORBIDDEN = 200, 304, 403
_ELSEWHERE: Final = frozenset({301, 302, 303, 307, 308})
_PIECE: Final = 1 << 16
_HEAD: Final = 512
_PAGES: Final = ("text/html", "application/xhtml")
_META: Final = ".fetched.json"
_ADDRESS: Final = "check the address, and end that of a folder with a slash"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What is known of a file that was fetched, kept beside it for the next time."""

    address: str
    """Digest of the address, which may hold somebody's token."""
    sha256: str
    size: int
    etag: str | None = None
    last_modified: str | None = None
    came: str | None = None
    """Day on which the server gave it, in ISO; None where that is not known."""

    @property
    def day_fetched(self) -> dt.date | None:
        """Day on which the server gave the file, as opposed to said that it did not change."""
        try:
            return dt.date.fromisoformat(self.came or "")
        except ValueError:
            return None

    @property
    def day(self) -> dt.date | None:
        """Day that the server dates the file, in UTC; None where it said nothing that can be read."""
        try:
            return parsedate_to_datetime(self.last_modified or "").astimezone(dt.UTC).date()
        except (ValueError, OverflowError):
            return None


def fetch(
    transport: Transport,
    urls: Sequence[str],
    to: Path,
    *,
    day: dt.date,
    kept: Path | None = None,
    max_bytes: int = MAX_BYTES,
) -> Fetched:
    """Fetch a file into `to`, from the first address that has it; `kept` is the copy of last time, if there is one.

    Where the server says that the copy is still right, it is copied; it is not asked whether it is once the copy is
    `MOST_DAYS_KEPT` days older than `day`, the day of fetching. The file has the server's time. Raises
    TransportError where no address gives the file, ListFormatError where what comes is no list or not all of it.
    """
    first: TransportError | ListFormatError | None = None
    for url in urls:
        try:
            return _fetch(transport, url, to, kept, max_bytes, day)
        except (TransportError, ListFormatError) as error:
            to.unlink(missing_ok=True)
            first = first or error
    raise first or TransportError(f"{to.name}: has no address to fetch it from; give one")


def keep(file: Path, fetched: Fetched, to: Path) -> None:
    """Keep a file and what is known of it for the next time; killed between, it is simply fetched again."""
    to.parent.mkdir(parents=True, exist_ok=True)
    (to.parent / (to.name + _META)).unlink(missing_ok=True)
    file.replace(to)
    beside = to.parent / f".{to.name}.part"
    put_file(beside, (json.dumps(asdict(fetched), indent=1, sort_keys=True) + "\n").encode())
    beside.replace(to.parent / (to.name + _META))


def _fetch(transport: Transport, url: str, to: Path, kept: Path | None, max_bytes: int, day: dt.date) -> Fetched:
    known = _kept(kept, url)
    conditions = {}
    if known is not None and known.day_fetched is not None and (day - known.day_fetched).days <= MOST_DAYS_KEPT:
        conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    with transport.get(url, {name: value for name, value in conditions.items() if value}) as answer:
        if answer.status == _NOT_MODIFIED and conditions and known is not None and kept is not None:
            shutil.copyfile(kept, to)
            _date(to, known)
            return known
        if answer.status in _ELSEWHERE:
            raise TransportError(
                f"{shown(url)}: leads on to where no list can be fetched (status {answer.status}); check the address"
            )
        if answer.status != _OK:
            hint = (
                (
                    "; a user agent may be refused that does not start with Mozilla/ and a digit or has fewer than "
                    f"{SHORTEST_USER_AGENT} characters, see --user-agent"
                )
                if answer.status == _FORBIDDEN
                else ""
            )
            raise TransportError(f"{shown(url)}: answers with status {answer.status}, not with the list{hint}")
        if answer.headers.get("content-type", "").strip().lower().startswith(_PAGES):
            raise ListFormatError(f"{shown(url)}: is a web page, not the list; {_ADDRESS}")
        size, digest = _save(answer, url, to, max_bytes)
        fetched = Fetched(
            _digest(url), digest, size, _header(answer, "etag"), _header(answer, "last-modified"), day.isoformat()
        )
    _date(to, fetched)
    return fetched


def _save(answer: HttpAnswer, url: str, to: Path, max_bytes: int) -> tuple[int, str]:
    digest, size, head = hashlib.sha256(), 0, b""
    with to.open("wb") as file:
        for piece in _unpacked(answer, url, max_bytes):
            size += len(piece)
            if size > max_bytes:
                raise ListFormatError(f"{shown(url)}: has more than {max_bytes:,} bytes, more than any list")
            if len(head) < _HEAD:
                head += piece[:_HEAD]
                _check_head(head, url)
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    if not size:
        raise ListFormatError(f"{shown(url)}: is empty; try again")
    return size, f"sha256:{digest.hexdigest()}"


def _unpacked(answer: HttpAnswer, url: str, max_bytes: int) -> Iterator[bytes]:
    """Yield the body, unpacked, and see to it that all of it came."""
    encoding = answer.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in {"identity", "gzip", "x-gzip", ""}:
        raise TransportError(f"{shown(url)}: is packed as {encoding[:20]!r}, which was not asked for")
    packed = encoding.endswith("gzip")
    stated = answer.headers.get("content-length", "")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
    came = 0
    for chunk in answer.chunks():
        came += len(chunk)
        if came > max_bytes:
            raise ListFormatError(f"{shown(url)}: has more than {max_bytes:,} bytes, more than any list")
        if not packed:
            yield chunk
            continue
        try:
            rest = chunk
            while rest:
                yield unpack.decompress(rest, _PIECE)
                rest = unpack.unconsumed_tail
                if unpack.eof:
                    rest = unpack.unused_data
                    if rest:
                        unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
        except zlib.error:
            raise ListFormatError(f"{shown(url)}: is packed wrongly; try again") from None
    if (stated.isdecimal() and int(stated) != came) or (packed and not unpack.eof):
        raise TransportError(f"{shown(url)}: broke off before its end; try again")


def _check_head(head: bytes, url: str) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        raise ListFormatError(f"{shown(url)}: is a web page, not the list; {_ADDRESS}")


def _header(answer: HttpAnswer, name: str) -> str | None:
    value = answer.headers.get(name, "").strip()
    return value if value and value.isascii() and value.isprintable() and len(value) < _HEAD else None


def _kept(kept: Path | None, url: str) -> Fetched | None:
    """Read what is known of the copy of last time, where it is whole and comes from this address."""
    if kept is None:
        return None
    try:
        table = json.loads((kept.parent / (kept.name + _META)).read_bytes())
        known = Fetched(**table)
        digest = f"sha256:{hashlib.sha256(kept.read_bytes()).hexdigest()}"
    except (OSError, ValueError, TypeError):
        return None
    return known if (known.address, known.sha256) == (_digest(url), digest) else None


def _digest(url: str) -> str:
    return f"sha256:{hashlib.sha256(url.encode()).hexdigest()}"


def _date(path: Path, fetched: Fetched) -> None:
    if fetched.last_modified and fetched.day is not None:
        time = parsedate_to_datetime(fetched.last_modified).timestamp()
        os.utime(path, (time, time))
