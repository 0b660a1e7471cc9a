"""A file in portions has the entries that it has whole, each with what is wrong with it, wherever portions end.

Twins compared: `NachaFile.entry_portions` with `NachaFile.entries`.
"""

import pickle
from collections.abc import Iterator

import pytest

from achguard.nacha import Entry, read
from achguard.nacha.bytes.lines import LineReader
from achguard.nacha.entry_portions import EntryPortion
from achguard.nacha.entry_runs import EntryRun
from achguard.nacha.reader import NachaFile
from achguard.nacha.writing.writer import NewAddendum, NewBatch, NewEntry, write
from cli.nacha_files import HEADER, iat, ppd

HELD = {"entries", "headers", "controls", "broken", "lost"}
"""Damage that is told of entries, or of their batches."""
WAGES = (NewAddendum("addenda_05", {"payment_information": "WAGES"}),)


def with_addenda(entries: int) -> NewBatch:
    """Make a batch of entries, every other one with an addendum."""
    batch = ppd(*({"account_number": str(number)} for number in range(1, entries + 1)))
    rows = (NewEntry(each.values, WAGES if number % 2 else ()) for number, each in enumerate(batch.entries))
    return NewBatch(batch.header, tuple(rows))


def content(damage: str) -> bytes:
    """Give a file with one kind of damage."""
    written = write(HEADER, [with_addenda(70), iat(), iat(), with_addenda(70)])
    lines = written.split(b"\n")
    if damage == "entries":
        lines[30:100:7] = [line[:5] + b"X" + line[6:] for line in lines[30:100:7]]
    elif damage == "headers":
        lines = [line.replace(b"PPD", b"PPX") if line.startswith(b"5") else line for line in lines]
    elif damage == "controls":
        lines = [line[:10] + b"9" + line[11:] if line.startswith(b"8") else line for line in lines]
    elif damage == "ragged":
        lines[20:120:9] = [line.rstrip() + b"      " for line in lines[20:120:9]]
    elif damage == "broken":
        lines[60:62] = [lines[60][:40] + b"\n" + lines[60][40:], lines[61]]
    elif damage == "lost":
        lines = [line for line in lines if not line.startswith((b"8", b"9"))]
    return b"\n".join(lines)


def entries_in(portion: EntryPortion, lines: LineReader) -> Iterator[Entry]:
    """Yield the entries of a portion that came from another process."""
    known = pickle.loads(pickle.dumps(portion)).entries(lines)  # noqa: S301  our own
    for item in known.entry_runs():
        if isinstance(item, EntryRun):
            yield from map(known.entry_of, item.reads())
        else:
            yield item


def whole(file: NachaFile) -> list[tuple[object, ...]]:
    """Give what tells entries apart."""
    return [told(entry) for entry in file.entries]


def told(entry: Entry) -> tuple[object, ...]:
    """Give what tells an entry apart."""
    return entry.line, entry.raw_lines, entry.batch, entry.problems, entry.batch_problems, entry.findings()


@pytest.mark.parametrize("damage", ["none", "entries", "headers", "controls", "ragged", "broken", "lost"])
@pytest.mark.parametrize("chunk", [3, 40, 101])
def test_portions_have_the_entries_of_the_file(monkeypatch: pytest.MonkeyPatch, chunk: int, damage: str) -> None:
    """Each once and in order, with addenda behind an end, batches that go on, and the problems of all of them."""
    data = content(damage)
    expected = whole(read(data))
    monkeypatch.setattr("achguard.nacha.bytes.lines.CHUNK", 95 * chunk)
    monkeypatch.setattr("achguard.nacha.bytes.lines.RAGGED", 95 * chunk)
    portions = [*read(data).entry_portions(1)]
    found = [[told(entry) for entry in entries_in(portion, LineReader(data))] for portion in portions]
    assert len(portions) > 1
    assert [entry for portion in found for entry in portion] == expected
    assert [portion.rows for portion in portions] == [*map(len, found)]
    assert [portion.rows_before for portion in portions] == [sum(map(len, found[:at])) for at in range(len(found))]
    assert portions[-1].end == len(data)
    assert any(problems or holding for *_, problems, holding, _ in expected) is (damage in HELD)


def test_a_portion_knows_its_own_problems_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is handed to another process is small however much is wrong with the file."""
    data = content("entries")
    monkeypatch.setattr("achguard.nacha.bytes.lines.CHUNK", 95 * 40)
    file = read(data)
    of_portions = [number for portion in file.entry_portions(1) for number in portion.known.problems]
    assert of_portions == sorted({problem.line for problem in file.problems if problem.line <= file.line_count})


def test_portions_are_as_large_as_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is looked at together is never cut, and a size beyond the file makes one portion."""
    monkeypatch.setattr("achguard.nacha.bytes.lines.CHUNK", 95 * 40)
    data = content("none")
    ends = [portion.end for portion in read(data).entry_portions(95 * 50)]
    assert ends[0] == 95 * 80
    assert [portion.end for portion in read(data).entry_portions(len(data))] == [len(data)]
    assert [portion.lines_behind for portion in read(data).entry_portions(len(data))] == [read(data).line_count]
