"""Portions of a Nacha file are decided as the whole file is.

Twins compared: `columnar.entry_portion_guard` with `columnar.nacha_file`.
"""

from pathlib import Path

import pytest

from achguard import ArrowGuard, Guard, Snapshot, decide_file
from achguard.columnar.entry_portion_guard import EntriesFile, EntryPortionGuard
from achguard.errors import InputError
from achguard.nacha import read
from achguard.nacha.writing.record_text import Values
from cli.nacha_files import LISTED, ppd, saved

pytest.importorskip("pyarrow")

GUARD = Guard("nacha-file", Snapshot.sample())
DAY = "2026-11-23"


def file_of(folder: Path, *, is_right: bool = False) -> Path:
    """Write plain entries and listed ones; unless it is right, one without an amount, which all are held for."""
    rows: list[Values] = [
        {"individual_name": LISTED if number % 50 == 7 else "JANE Q PUBLIC", "amount": 12_400 + number}
        for number in range(200)
    ]
    path = saved(folder, ppd(*rows), ppd({}, {}))
    if is_right:
        return path
    lines = path.read_bytes().split(b"\n")
    lines[90] = lines[90][:29] + b"XXXXXXXXXX" + lines[90][39:]
    path.write_bytes(b"\n".join(lines))
    return path


@pytest.mark.parametrize("is_right", [False, True])
def test_portions_are_decided_as_the_file_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_right: bool
) -> None:
    """The same decisions with the same ids, whose they are, and which entries could not be read."""
    path = file_of(tmp_path, is_right=is_right)
    expected = [*decide_file(path, GUARD)]
    payments = [entry.payment for entry in read(path).entries]
    monkeypatch.setattr("achguard.nacha.bytes.lines.CHUNK", 95 * 40)
    guard_of_tables = ArrowGuard(GUARD)
    guard = EntryPortionGuard(guard_of_tables, EntriesFile.of(str(path)), parties=True)
    amounts = EntryPortionGuard(guard_of_tables, EntriesFile.of(str(path)), parties=True, names=False)
    portions = [*read(path).entry_portions(1)]
    assert len(portions) > 3
    at = 0
    for portion in portions:
        ((decided, parties),) = guard.decided(portion)
        ((_, without_names),) = amounts.decided(portion)
        assert without_names == [("", amount) for _, amount in parties]
        numbers = [number for number, *_ in decided.rows()]
        for some in (numbers, numbers[1::3]):
            again = [(each.line, each.payment) for each in guard.reread(portion, some)]
            assert again == [(expected[number - 1].line, payments[number - 1]) for number in some]
        assert (decided.in_entries, decided.first_row) == (True, at + 1)
        for (number, payment_id, said), which, party in zip(decided.rows(), decided.which, parties, strict=True):
            _, decision, was_read = expected[at]
            payment = payments[at]
            at += 1
            assert (number, payment_id) == (at, decision.payment_id)
            assert said == decision.model_copy(update={"payment_id": said.payment_id})
            assert (int(which) not in decided.unread) is was_read
            assert party == (("", "") if payment is None else (payment.receiver.name, f"{payment.amount:.2f}"))
    assert at == len(expected)
    assert all(each.was_read for each in expected) is is_right


def test_a_file_that_was_changed_is_refused(tmp_path: Path) -> None:
    """What was found in another one says nothing of its entries."""
    path = file_of(tmp_path)
    guard = EntryPortionGuard(ArrowGuard(GUARD), EntriesFile.of(str(path)))
    (portion,) = read(path).entry_portions(1 << 30)
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(InputError, match=r"payments\.ach was changed while it was read"):
        next(guard.decided(portion))


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    """By its name and the reason."""
    with pytest.raises(InputError, match=r"gone\.ach can't be read: no such file"):
        EntriesFile.of(str(tmp_path / "gone.ach"))
