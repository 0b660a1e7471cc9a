"""Decisions kept as a stream: whole behind each batch, gone on with, and the same table in the end."""

import io
from pathlib import Path

import pytest

from achguard import ArrowGuard, Guard, Snapshot
from achguard.errors import ConfigurationError
from factories import payment

pa = pytest.importorskip("pyarrow")

from achguard.columnar import decisions_file  # noqa: E402  needs pyarrow
from achguard.columnar.decided_rows import Unread  # noqa: E402
from achguard.columnar.decisions_file import DecisionsFile, batch_of_said  # noqa: E402
from achguard.columnar.decisions_stream import DecisionsStream, as_parquet  # noqa: E402

GUARD = ArrowGuard(Guard("us-domestic", Snapshot.sample()))
PLAIN = GUARD.guard.decide(payment("domestic_web_debit"))
NAMED = [PLAIN.model_copy(update={"payment_id": f"p-{number}"}) for number in range(40)]
SAID = [*NAMED[:15], Unread(("amount: is missing",)), *NAMED[15:]]


def batches(size: int) -> "list[pa.RecordBatch]":
    """Give what is said of some rows in batches."""
    starts = range(0, len(SAID), size)
    return [
        batch_of_said(
            range(start + 1, start + 1 + len(SAID[start : start + size])), SAID[start : start + size], GUARD.basis
        )
        for start in starts
    ]


def table(given: "list[pa.RecordBatch]") -> bytes:
    """Write batches as a table at once."""
    out = io.BytesIO()
    written = DecisionsFile(out, GUARD.basis)
    for batch in given:
        written.write(batch)
    written.close()
    return out.getvalue()


def finished(stream: Path) -> bytes:
    """Make a table of a stream."""
    out = io.BytesIO()
    as_parquet(stream, out, GUARD.basis)
    return out.getvalue()


@pytest.mark.parametrize("size", [1, 7, 12, 41])
def test_a_table_has_the_same_bytes_however_its_batches_are_cut(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """Row groups and pieces end at the same rows."""
    monkeypatch.setattr(decisions_file, "_TOGETHER", 12)
    monkeypatch.setattr(decisions_file, "_AT_ONCE", 5)
    assert table(batches(size)) == table(batches(9))


@pytest.mark.parametrize("size", [1, 7, 41])
def test_a_stream_that_is_gone_on_with_becomes_the_table(tmp_path: Path, size: int) -> None:
    """Each batch is added by another run, and what is there is a stream that others read at any time."""
    path = tmp_path / "out.part"
    path.touch()
    for number, batch in enumerate(batches(size), 1):
        with path.open("ab") as file:
            stream = DecisionsStream(file, GUARD.basis)
            stream.write(batch)
            stream.close()
        with pa.ipc.open_stream(path) as reader:
            assert reader.read_all().num_rows == min(number * size, len(SAID))
    assert finished(path) == table(batches(9))


def test_rows_that_come_as_they_are_said_are_added_too(tmp_path: Path) -> None:
    """Their numbers are their own."""
    path = tmp_path / "out.part"
    with path.open("ab") as file:
        DecisionsStream(file, GUARD.basis).write_said([*range(1, len(SAID) + 1)], SAID)
    assert finished(path) == table(batches(9))


def test_a_stream_of_nothing_is_a_table_of_no_rows(tmp_path: Path) -> None:
    """It says what no decision rests on."""
    path = tmp_path / "out.part"
    path.touch()
    assert finished(path) == table([])


def test_a_damaged_stream_is_told(tmp_path: Path) -> None:
    """By its name and with what to do, and not by what the library says."""
    path = tmp_path / "out.part"
    with path.open("ab") as file:
        DecisionsStream(file, GUARD.basis).write(batches(41)[0])
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(ConfigurationError, match=r"out\.part is damaged; remove it to begin anew"):
        finished(path)
    path.write_bytes(b"no stream at all, whatever it may be")
    with pytest.raises(ConfigurationError, match=r"out\.part is damaged"):
        finished(path)
