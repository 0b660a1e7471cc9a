"""A baseline of known findings: read strictly, written whole, and never about sanctions."""

import re
from pathlib import Path

import pytest

from achguard.errors import ConfigurationError
from achguard.testing.known_findings import Known, digest_of, load, save

ROW = Known("a/b.ach", 3, "IAT201", "receiver.account.iban")


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    """Rows come back as they were, sorted in the file, whatever order they had."""
    file = tmp_path / "known.jsonl"
    rows = [ROW, Known("a/b.ach", 3, "ACH101", ""), Known("a.ach", 10, "NAC012", "line 10")]
    save(file, rows)
    assert load(file) == frozenset(rows)
    assert [line.split('"code": "')[1][:6] for line in file.read_text().splitlines()] == ["NAC012", "ACH101", "IAT201"]
    assert [path.name for path in tmp_path.iterdir()] == ["known.jsonl"]


def test_a_row_says_what_was_seen_or_takes_any(tmp_path: Path) -> None:
    """Another value at the same place is another finding; a row without a digest, as people write one, takes both."""
    first, other = (ROW._replace(seen=digest_of("strong", value)) for value in ("DE***********4", "FR***********4"))
    assert first.is_in(frozenset({first}))
    assert not other.is_in(frozenset({first}))
    file = tmp_path / "known.jsonl"
    file.write_text('{"file": "a/b.ach", "line": 3, "code": "IAT201", "at": "receiver.account.iban"}\n')
    assert first.is_in(load(file))
    assert other.is_in(load(file))
    assert not other._replace(line=4).is_in(load(file))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"file": "a", "line": 1, "code": "SAN101", "at": ""}', ":1 holds SAN101: a finding about sanctions"),
        ('{"file": "a", "line": 1, "code": "SAN999", "at": ""}', ":1 holds SAN999"),
        ('{"file": "a", "line": "1", "code": "IAT201", "at": ""}', ":1 is no known finding; line is a whole number"),
        ('{"file": "a", "line": true, "code": "IAT201", "at": ""}', ":1 is no known finding; line is a whole number"),
        ('{"file": null, "line": 1, "code": "IAT201", "at": ""}', ":1 is no known finding; line is a whole number"),
        ('{"file": "a", "line": 1, "code": "IAT201"}', ":1 is no known finding; a line has file, line, code and at"),
        ('{"file": "a", "line": 1, "code": "IAT201", "at": "", "x": 1}', ":1 is no known finding"),
        ('{"file": "a", "line": 1, "code": "IAT201", "at": "", "seen": 5}', ":1 is no known finding; line is a whole"),
        ("[]", ":1 is no known finding"),
        ("7", ":1 is no known finding"),
        ("{", ":1 is no known finding"),
        ("\n", ":1 is no known finding"),
        ("[" * 100_000, ":1 is no known finding"),
        ("\ud800", "can't be read; make one with --achguard-write-baseline"),
    ],
)
def test_what_is_no_baseline_is_refused(tmp_path: Path, text: str, says: str) -> None:
    """Every slip is told with its line, and none lets a finding pass."""
    file = tmp_path / "known.jsonl"
    file.write_bytes(text.encode(errors="surrogatepass"))
    with pytest.raises(ConfigurationError, match=re.escape(says)):
        load(file)


def test_a_missing_baseline_and_a_place_that_takes_none_are_told(tmp_path: Path) -> None:
    """A wrong path is one sentence, for reading and for writing."""
    with pytest.raises(ConfigurationError, match="can't be read"):
        load(tmp_path / "absent.jsonl")
    with pytest.raises(ConfigurationError, match="can't be written"):
        save(tmp_path / "absent" / "known.jsonl", [ROW])
