"""The key of a record makes digests that nobody else can work out."""

import stat
import sys
from pathlib import Path

import pytest

from achguard.errors import RecordError
from achguard.records.record_key import RecordKey


def test_a_key_is_made_once(tmp_path: Path) -> None:
    """It is read again as it is, and only its owner may read the file."""
    path = tmp_path / "record.key"
    made = RecordKey.made(path)
    assert RecordKey.made(path).digest(b"x") == RecordKey.open(path).digest(b"x") == made.digest(b"x")
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_two_keys_digest_alike_nothing(tmp_path: Path) -> None:
    """The same payment has other digests under another key, and another name of the key says so."""
    one, two = RecordKey.made(tmp_path / "1"), RecordKey.made(tmp_path / "2")
    assert one.digest(b"x") != two.digest(b"x")
    assert one.name != two.name
    assert one.digest(b"x").startswith("hmac-sha256:")


def test_a_key_shows_nothing_of_itself(tmp_path: Path) -> None:
    """Neither its text nor its name holds the secret."""
    path = tmp_path / "k"
    key = RecordKey.made(path)
    assert path.read_text().strip()[:8] not in repr(key) + str(key) + key.name


@pytest.mark.parametrize("content", [b"", b"00" * 31, b"00" * 33, b"zz" * 32, b"\xff" * 64])
def test_what_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    """A damaged key would match nothing, without a word."""
    path = tmp_path / "k"
    path.write_bytes(content)
    with pytest.raises(RecordError, match="64 hexadecimal digits"):
        RecordKey.made(path)


def test_a_missing_key_is_told(tmp_path: Path) -> None:
    """With what follows from it; and a place that can't be written to is one as well."""
    with pytest.raises(RecordError, match="no payment can be matched"):
        RecordKey.open(tmp_path / "k")
    with pytest.raises(RecordError, match="can't be written"):
        RecordKey.made(tmp_path / "no" / "k")
