"""What the writer puts into a file: columns by the layout table, and every control computed."""

import datetime as dt
import io

import pytest

from achguard.errors import ConfigurationError
from achguard.identifiers import routing_number
from achguard.nacha.layouts.layout import LAYOUTS, RECORD_LENGTH, Kind
from achguard.nacha.writing.record_text import Value, record_text
from achguard.nacha.writing.writer import (
    PADDING,
    FileWriter,
    NewAddendum,
    NewBatch,
    NewEntry,
    Totals,
    check_digit,
    figures,
    write,
)

HEADER = {"immediate_destination": "061000146", "immediate_origin": " 065300279", "file_creation_date": "261123"}
BATCH = {
    "company_name": "MAGNOLIA MILLS",
    "company_identification": "1640000001",
    "sec_code": "PPD",
    "entry_description": "PAYROLL",
    "effective_date": dt.date(2026, 11, 25),
    "odfi_identification": "06530027",
}
ENTRY = {"transaction_code": "22", "rdfi_identification": "06100014", "account_number": "123456789", "amount": 12345}


def lines_of(written: bytes) -> list[str]:
    """Give the records of a written file."""
    assert written.endswith(b"\n")
    return written.decode("latin-1").split("\n")[:-1]


def value(key: str, line: str, name: str) -> str:
    """Cut a field out of a record."""
    return LAYOUTS[key][name].of(line)


def test_a_file_is_blocked_and_its_controls_add_up() -> None:
    """Counts, hash and totals are those of the entries, and nines fill the last block."""
    debit = NewEntry({**ENTRY, "transaction_code": "27", "amount": 5})
    with_addenda = NewEntry(ENTRY, (NewAddendum("addenda_05", {"payment_information": "INV 7"}),))
    lines = lines_of(write(HEADER, [NewBatch(BATCH, (with_addenda, debit)), NewBatch(BATCH, (debit,))]))
    assert [line[0] for line in lines] == list("1567685689")
    assert {len(line) for line in lines} == {RECORD_LENGTH}
    first, second, file = lines[5], lines[8], lines[9]
    assert value("batch_header", lines[1], "service_class") == value("batch_control", first, "service_class") == "200"
    assert value("batch_header", lines[6], "service_class") == "225"
    assert value("batch_control", first, "entry_addenda_count") == "000003"
    assert int(value("batch_control", first, "entry_hash")) == 2 * 6100014
    assert int(value("batch_control", first, "total_debit")) == 5
    assert int(value("batch_control", first, "total_credit")) == 12345
    assert value("batch_control", first, "company_identification") == "1640000001"
    assert value("batch_control", second, "batch_number") == "0000002"
    assert value("file_control", file, "batch_count") == "000002"
    assert value("file_control", file, "block_count") == "000001"
    assert int(value("file_control", file, "entry_addenda_count")) == 4
    assert int(value("file_control", file, "entry_hash")) == 3 * 6100014
    assert int(value("file_control", file, "total_debit")) == 10


def test_the_eleventh_record_starts_a_block_that_is_filled() -> None:
    """A file of eleven records has two blocks, and nine records of nines."""
    lines = lines_of(write(HEADER, [NewBatch(BATCH, (NewEntry(ENTRY),) * 7)]))
    assert len(lines) == 20
    assert lines[11:] == [PADDING.decode()] * 9
    assert value("file_control", lines[10], "block_count") == "000002"


def test_traces_check_digits_and_sequence_numbers_are_filled_in() -> None:
    """An entry that gives only what is its own gets its check digit, trace and indicator; addenda get their numbers."""
    addenda = (NewAddendum("addenda_05"), NewAddendum("addenda_05"))
    lines = lines_of(write(HEADER, [NewBatch(BATCH, (NewEntry(ENTRY), NewEntry(ENTRY, addenda)))]))
    assert routing_number.is_valid(lines[2][3:12])
    assert [value("entry", lines[at], "trace_number") for at in (2, 3)] == ["065300270000001", "065300270000002"]
    assert [value("entry", lines[at], "addenda_indicator") for at in (2, 3)] == ["0", "1"]
    assert [value("addenda_05", lines[at], "sequence_number") for at in (4, 5)] == ["0001", "0002"]
    assert [value("addenda_05", lines[at], "entry_sequence") for at in (4, 5)] == ["0000002", "0000002"]


@pytest.mark.parametrize(
    ("rdfi", "digit"), [("06100014", "6"), (6100014, "6"), ("6100014", "0"), ("0610001X", "0"), ("", "0")]
)
def test_the_check_digit_is_of_the_bank_as_it_is_written(rdfi: Value, digit: str) -> None:
    """A bank that is given as a number has its leading zero; what is no eight digits has no check digit but a zero."""
    assert check_digit(rdfi) == digit


def test_given_values_win_over_computed_ones() -> None:
    """A test file with a wrong check digit or trace can be written."""
    entry = NewEntry({**ENTRY, "check_digit": 0, "trace_number": "999999990000009", "addenda_indicator": "1"})
    line = lines_of(write(HEADER, [NewBatch({**BATCH, "batch_number": 7, "service_class": "200"}, (entry,))]))[2]
    assert line[11] == "0"
    assert line[78:] == "1999999990000009"


def test_an_iat_batch_has_its_own_records() -> None:
    """Header, entry with the count of its addenda, and a control that repeats the originator identification."""
    header = {"sec_code": "IAT", "originator_identification": "1640000001", "odfi_identification": "06530027"}
    addenda = tuple(NewAddendum(f"addenda_{kind}") for kind in range(10, 19))
    lines = lines_of(write(HEADER, [NewBatch(header, (NewEntry(ENTRY, addenda),))]))
    assert value("iat_batch_header", lines[1], "originator_identification") == "1640000001"
    assert value("iat_entry", lines[2], "addenda_count") == "0009"
    assert value("batch_control", lines[12], "company_identification") == "1640000001"
    assert [line[1:3] for line in lines[3:12]] == [str(kind) for kind in range(10, 19)]
    assert {line[-7:] for line in lines[3:12]} == {"0000001"}


@pytest.mark.parametrize("sec_code", ["CTX", "ENR", "TRX", "ATX"])
def test_an_entry_that_counts_its_addenda_has_the_count(sec_code: str) -> None:
    """Columns 55 to 58 hold how many addenda follow."""
    entry = NewEntry(ENTRY, (NewAddendum("addenda_05"),) * 3)
    line = lines_of(write(HEADER, [NewBatch({**BATCH, "sec_code": sec_code}, (entry,))]))[2]
    assert value("ctx_entry", line, "addenda_count") == "0003"


def test_advices_have_their_own_controls() -> None:
    """ADV batches and a file of nothing else have wider totals, and their odd codes credit."""
    entries = (NewEntry({**ENTRY, "transaction_code": "81"}), NewEntry({**ENTRY, "transaction_code": "82"}))
    lines = lines_of(write(HEADER, [NewBatch({**BATCH, "sec_code": "ADV"}, entries)]))
    assert value("batch_header", lines[1], "service_class") == "280"
    assert int(value("adv_batch_control", lines[4], "total_debit")) == 12345
    assert int(value("adv_file_control", lines[5], "total_credit")) == 12345
    assert value("adv_entry", lines[3], "sequence_number") == "0002"


@pytest.mark.parametrize("layout", ["addenda_99", "addenda_98"])
def test_a_return_and_a_change_carry_the_trace_of_their_entry(layout: str) -> None:
    """Their last columns are the whole trace number, not its last seven digits."""
    entry = NewEntry({**ENTRY, "transaction_code": "21"}, (NewAddendum(layout),))
    lines = lines_of(write(HEADER, [NewBatch(BATCH, (entry,))]))
    assert value(layout, lines[3], "trace_number") == "065300270000001"


def test_batch_numbers_that_do_not_ascend_are_raised() -> None:
    """Header and control agree on the number that was given instead."""
    lines = lines_of(write(HEADER, [NewBatch({**BATCH, "batch_number": n}, (NewEntry(ENTRY),)) for n in (5, 5, 2)]))
    numbers = [value("batch_header", line, "batch_number") for line in lines if line[0] == "5"]
    assert numbers == ["0000005", "0000006", "0000007"]
    assert numbers == [value("batch_control", line, "batch_number") for line in lines if line[0] == "8"]


def test_a_file_without_batches_is_a_file() -> None:
    """Header, control and padding."""
    lines = lines_of(write(HEADER, []))
    assert len(lines) == 10
    assert lines[1][:13] == "9000000000001"


@pytest.mark.parametrize("key", LAYOUTS)
def test_every_record_is_94_columns_without_any_value(key: str) -> None:
    """Numbers that are asked for are zeros, constants stand, the rest is blank."""
    line = record_text(key, {})
    assert len(line) == RECORD_LENGTH
    assert all(field.of(line) == field.value for field in LAYOUTS[key].fields if field.kind is Kind.CONSTANT)


def test_a_birth_date_stands_where_blanks_stood() -> None:
    """The columns that a date of birth took over are written from it."""
    line = record_text("addenda_12", {"date_of_birth": dt.date(1970, 1, 31)})
    assert line[73:87] == "1970-01-31    "


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("entry", {"acount_number": "1"}),
        ("entry", {"account_number": "1" * 18}),
        ("entry", {"amount": -1}),
        ("entry", {"amount": 10**10}),
        ("entry", {"amount": "1A"}),
        ("entry", {"amount": "٣"}),
        ("entry", {"individual_name": "JANE\n"}),
        ("entry", {"individual_name": "王"}),
    ],
)
def test_a_value_that_a_field_cannot_hold_is_misuse(key: str, values: dict[str, Value]) -> None:
    """Unknown names, too many characters, letters in a number and characters without a column are refused, unseen."""
    with pytest.raises(ConfigurationError, match=rf"^{key}[. ]") as error:
        record_text(key, values)
    assert all(str(value) not in str(error.value) for value in values.values() if len(str(value)) > 3)


def test_an_entry_without_a_batch_is_misuse() -> None:
    """So is a line of another width, and an entry that no control could count."""
    header = record_text("file_header", HEADER).encode()
    out = FileWriter(io.BytesIO(), header)
    entry = record_text("entry", ENTRY).encode()
    with pytest.raises(ConfigurationError, match="inside a batch"):
        out.entry([entry])
    out.batch(record_text("batch_header", BATCH).encode())
    for broken in ([entry[:-1]], [entry, b"\n" * 94], [entry.replace(b"0000012345", b"00000ABC45")], []):
        with pytest.raises(ConfigurationError):
            out.entry(broken)
    assert out.close() == Totals()


def test_latin_1_is_one_byte_a_column() -> None:
    """A name with diacritics keeps its columns."""
    line = record_text("entry", {**ENTRY, "individual_name": "JOSÉ NÚÑEZ"}).encode("latin-1")
    assert len(line) == RECORD_LENGTH
    assert figures([line]).credit == 12345
