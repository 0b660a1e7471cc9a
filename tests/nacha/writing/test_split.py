"""Parts of a file: entries go as they stand into one valid file per outcome."""

from pathlib import Path

import pytest

from achguard.errors import ConfigurationError
from achguard.nacha import read
from achguard.nacha.bytes.lines import Line
from achguard.nacha.writing.split import Part, Parts, as_record, as_records, header_record
from achguard.nacha.writing.writer import NewBatch, NewEntry, Totals, write

HEADER = {"immediate_destination": "061000146", "immediate_origin": " 065300279", "file_creation_date": "261123"}
BATCH = {
    "company_name": "MAGNOLIA MILLS",
    "company_identification": "1640000001",
    "sec_code": "PPD",
    "entry_description": "PAYROLL",
    "effective_date": "261125",
    "odfi_identification": "06530027",
}


def entry(cents: int) -> NewEntry:
    """Give a credit."""
    values = {"transaction_code": "22", "rdfi_identification": "06100014", "account_number": "123", "amount": cents}
    return NewEntry({**values, "individual_name": "JANE Q PUBLIC"})


@pytest.fixture
def original() -> bytes:
    """Give a file of two batches with two entries each."""
    return write(HEADER, [NewBatch(BATCH, (entry(1), entry(20))), NewBatch(BATCH, (entry(300), entry(4000)))])


def divided(original: bytes, folder: Path, outcomes: list[str]) -> dict[str, Part]:
    """Split a file by outcomes in the order of its entries."""
    file = read(original)
    header, _ = header_record(file.headers[0].line, "06530027", "261123")
    parts = Parts(folder, header)
    for each, outcome in zip(file.entries, outcomes, strict=True):
        records = as_records([each.record.line, *(part.line for part in each.addenda)])
        batch_header = as_record(each.batch.line)
        assert records is not None
        assert batch_header is not None
        parts.put(outcome, each.batch.index, batch_header, records)
    return parts.close()


def test_parts_are_valid_files_whose_totals_are_those_of_the_whole(original: bytes, tmp_path: Path) -> None:
    """Each outcome has its file, an outcome that does not occur has none, and no cent is lost."""
    parts = divided(original, tmp_path, ["accept", "hold", "accept", "accept"])
    assert {path.name for path in tmp_path.iterdir()} == {"accept.ach", "hold.ach"}
    assert parts["hold"] == Part("hold.ach", Totals(1, 1, 6100014, 0, 20))
    assert parts["accept"].totals.credit == 4301
    for part in parts.values():
        file = read(tmp_path / part.file)
        assert file.errors == ()
        assert file.entry_count == part.totals.entries


def test_entries_and_headers_stand_in_the_parts_as_they_were(original: bytes, tmp_path: Path) -> None:
    """Reading the parts back gives the same lines, batch by batch."""
    divided(original, tmp_path, ["accept", "hold", "hold", "accept"])
    whole = {each.raw_lines for each in read(original).entries}
    again = [
        (each.batch.line.raw, each.raw_lines)
        for name in ("accept", "hold")
        for each in read(tmp_path / f"{name}.ach").entries
    ]
    assert {lines for _, lines in again} == whole
    assert {header for header, _ in again} == {batch.head.line.raw for batch in read(original).batches}


def test_batches_of_files_one_behind_the_other_get_ascending_numbers(original: bytes, tmp_path: Path) -> None:
    """The second file's batches start again at 1; in the part they go on."""
    divided(original + original, tmp_path, ["accept"] * 8)
    file = read(tmp_path / "accept.ach")
    assert [batch.head.number for batch in file.batches] == ["0000001", "0000002", "0000003", "0000004"]
    assert file.errors == ()


def test_a_header_is_copied_repaired_or_composed(original: bytes) -> None:
    """What is always the same in a header is put right; without one, the ODFI stands for origin and destination."""
    line = read(original).headers[0].line
    assert header_record(line, "06530027", "261123") == (line.raw, "copied")
    damaged = read(original.replace(b"094101", b"094201", 1)).headers[0].line
    assert header_record(damaged, "06530027", "261123") == (line.raw, "repaired")
    composed, how = header_record(None, "06530027", "261123")
    assert how == "composed"
    assert composed[3:29] == b" 065300279 065300279261123"
    assert header_record(None, "0653002X", "261123")[0][4:13] == b"000000000"


def test_a_record_that_has_no_bytes_is_none() -> None:
    """A character beyond Latin-1 has no column, and an entry whose figures can't be counted is none either."""
    good = Line(1, "6" + "2" * 93, b"", 0)
    assert as_record(Line(1, "王".ljust(94), b"", 0)) is None
    assert as_records([good, Line(2, "王".ljust(94), b"", 0)]) is None
    assert as_records([Line(1, "6".ljust(94), b"", 0)]) is None
    assert as_records([good]) == (b"6" + b"2" * 93,)


def test_a_part_is_never_written_over(original: bytes, tmp_path: Path) -> None:
    """A file that is there already stays as it is."""
    (tmp_path / "accept.ach").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        divided(original, tmp_path, ["accept"] * 4)
    assert (tmp_path / "accept.ach").read_bytes() == b"mine"


def test_parts_that_are_abandoned_are_closed(tmp_path: Path) -> None:
    """A run that breaks off leaves no open file behind."""
    header = write(HEADER, []).splitlines()[0]
    parts = Parts(tmp_path, header)
    parts.put("hold", 0, header[:94].replace(b"1", b"5", 1), [b"6" + b"2" * 93])
    with pytest.raises(ConfigurationError):
        parts.put("hold", 0, b"", [b"6"])
    parts.abandon()
    assert parts.close() == {}
