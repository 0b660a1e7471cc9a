"""The key of a record: under it a payment and a decision have digests that nobody else can work out or try."""

import hmac
import os
import secrets
from pathlib import Path
from typing import Final

from achguard.errors import RecordError
from achguard.model.given_path import shown_path

FILE: Final = "record.key"
"""Where the key of a record lies, unless somebody says another place: in the record's folder."""

_BYTES: Final = 32  # as long as the digest, RFC 2104 section 3
_OWNER_ONLY: Final = 0o600
_NAMED_BY: Final = 16  # hexadecimal digits, enough to tell an agency's keys apart


class RecordKey:
    """A secret of 32 bytes. Its digests tell whether two payments are the same, and nothing about either.

    An account number has few enough values to try them all against an unkeyed digest.
    """

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __repr__(self) -> str:
        return f"RecordKey({self.name})"

    @classmethod
    def open(cls, path: Path) -> "RecordKey":
        """Read a key. Raises `RecordError` where there is none, or the file holds something else."""
        try:
            text = path.read_text(encoding="ascii").strip()
            key = bytes.fromhex(text)
        except OSError as error:
            raise RecordError(
                f"{shown_path(path)}: the key of the record can't be read ({error.strerror}); without it no payment "
                "can be matched with its line"
            ) from None
        except ValueError:
            key = b""
        if len(key) != _BYTES:
            raise RecordError(f"{shown_path(path)}: is no key of a record, which is 64 hexadecimal digits")
        return cls(key)

    @classmethod
    def made(cls, path: Path) -> "RecordKey":
        """Read the key, or make one where there is no file; only its owner may read it. Raises `RecordError`."""
        if path.exists():
            return cls.open(path)
        key = secrets.token_bytes(_BYTES)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
            with open(handle, "wb") as file:  # noqa: PTH123  a handle has no path
                file.write(key.hex().encode() + b"\n")
                file.flush()
                os.fsync(handle)
        except OSError as error:
            raise RecordError(f"{shown_path(path)}: the key can't be written ({error.strerror})") from None
        return cls(key)

    @property
    def name(self) -> str:
        """A short name of the key, which tells nothing of it: a record says under which key its digests are."""
        return hmac.digest(self._key, b"the name of this key", "sha256").hex()[:_NAMED_BY]

    def digest(self, content: bytes) -> str:
        """Digest something: `hmac-sha256:` and 64 hexadecimal digits."""
        return "hmac-sha256:" + hmac.digest(self._key, content, "sha256").hex()
