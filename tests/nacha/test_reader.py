"""Reading: every entry, every line, whatever the file's form."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.errors import InputError
from achguard.nacha import NachaFile, NewAddendum, NewBatch, NewEntry, read, write
from achguard.nacha.writing.record_text import Values
from cli.nacha_files import BATCH, HEADER
from nacha_accounting import accounted
from nacha_changes import CORPUS, VALID, drop, put, valid

MALFORMED = sorted((CORPUS / "malformed").glob("*.ach"))


@pytest.mark.parametrize("path", [*VALID, *MALFORMED], ids=lambda path: path.stem)
def test_every_line_has_one_place(path: Path) -> None:
    """Lines in are lines accounted for, and entries in are entries out."""
    accounted(path.read_bytes())


@pytest.mark.slow
@given(
    name=st.sampled_from(["ppd_mixed", "iat_outbound", "ctx_addenda", "cor_change", "adv"]),
    changes=st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=3), st.integers(0, 3)), max_size=6),
)
def test_no_change_raises_or_loses_a_line(name: str, changes: list[tuple[int, bytes, int]]) -> None:
    """Bytes put in, taken out or written over anywhere leave every line accounted for."""
    data = bytearray(valid(name))
    for place, new, width in changes:
        at = place % max(len(data), 1)
        data[at : at + width] = new
    try:
        accounted(bytes(data))
    except InputError:  # what is left may be empty, or look like an archive
        assert len(data) < 10 or not data.startswith(b"101")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No bytes raise anything but the one error that says that they are no text."""
    try:
        accounted(data)
    except InputError as error:
        assert str(error).startswith("the input")  # noqa: PT017  either way is right


@pytest.mark.parametrize("name", ["ppd_mixed", "iat_outbound"])
@pytest.mark.parametrize("ending", [b"\r\n", b"\r", b"", b"\n\n"], ids=["CRLF", "CR", "none", "double"])
def test_line_ends_make_no_difference(name: str, ending: bytes) -> None:
    """CR, LF, CRLF, none at all and double spaced files give the same payments."""
    plain = read(valid(name))
    other = read(valid(name).replace(b"\n", ending))
    assert list(other.payments) == list(plain.payments)
    assert {problem.type.name for problem in other.problems} <= {"blank-line"}


def test_lines_without_their_blanks_are_read() -> None:
    """A file whose every line has lost the blanks at its end is right but for a note."""
    stripped = b"\n".join(line.rstrip() for line in valid("ppd_mixed").split(b"\n"))
    file = read(stripped)
    assert {problem.type.name for problem in file.problems} == {"trimmed-line"}
    assert list(file.payments) == list(read(valid("ppd_mixed")).payments)


def test_lines_with_more_blanks_are_read() -> None:
    """Blanks behind column 94 do not count."""
    wide = valid("ppd_mixed").replace(b"\n", b"      \n")
    assert read(wide).problems == ()


def test_lower_case_codes_are_read() -> None:
    """An SEC code in small letters is that SEC code."""
    file = read(put(valid("ppd_mixed"), 2, 51, "ppd"))
    assert next(iter(file.batches)).sec_code == "PPD"


@pytest.mark.parametrize("name", ["latin1_name", "utf8_name_by_bytes", "utf8_name_by_characters"])
def test_an_accent_does_not_shift_columns(name: str) -> None:
    """A name with an accent is read in Latin-1 and in UTF-8, and the trace number behind it is right."""
    file = read(CORPUS / "malformed" / f"{name}.ach")
    entry = list(file.entries)[2]
    assert entry.payment is not None
    assert entry.payment.receiver.name == "MAR\u00cdA L SAMPLE"
    assert entry.id == "065300270000003"
    assert not entry.is_broken


def test_files_one_behind_the_other_are_all_read() -> None:
    """Two files in one have the batches and controls of both."""
    file = read(CORPUS / "malformed" / "two_files.ach")
    assert [batch.sec_code for batch in file.batches] == ["PPD", "CCD", "IAT"]
    assert (len(file.headers), len(file.controls)) == (2, 2)
    assert file.errors == ()


def test_a_broken_entry_stays_an_entry() -> None:
    """An amount that is none is never zero: there is no payment, and the finding is decisive."""
    file = read(put(valid("ppd_mixed"), 3, 35, "A"))
    entry = next(iter(file.entries))
    assert entry.payment is None
    assert entry.amount_cents is None
    assert entry.id == "065300270000001"
    assert entry.findings()[0].code == "NAC043"
    assert len(list(file.payments)) == 5


def test_an_entry_without_a_trace_number_is_known_by_its_line() -> None:
    """Zeros for a trace number make the line the payment's id."""
    file = read(put(valid("ppd_mixed"), 3, 80, "0" * 15))
    assert next(iter(file.entries)).id == "line 3"


def test_a_batch_that_does_not_balance_holds_all_of_it() -> None:
    """Every entry of the batch carries the control's problem; the other batch's do not."""
    file = read(put(valid("ppd_mixed"), 8, 20, "1"))
    assert [entry.is_broken for entry in file.entries] == [True, True, True, True, False, False]


def test_a_file_control_that_does_not_balance_holds_nothing() -> None:
    """It is a problem of the file, not of its entries."""
    file = read(put(valid("ppd_mixed"), 14, 55, "1"))
    assert [problem.type.name for problem in file.errors] == ["file-total-credit"]
    assert not any(entry.is_broken for entry in file.entries)


def test_a_warning_is_a_weak_finding() -> None:
    """Under the operators' profile a missing name is said and holds nothing by itself."""
    file = read(put(valid("ppd_mixed"), 3, 55, " " * 22))
    entry = next(iter(file.entries))
    assert [(finding.code, finding.strength) for finding in entry.findings()] == [("NAC041", "weak")]
    assert entry.findings()[0].at == "line 3 columns 55-76"


def test_findings_follow_the_profile_that_is_asked_for() -> None:
    """A file read for operators can be judged by the rule book."""
    file = read(put(valid("iat_outbound"), 4, 4, "ZZZ"))
    entry = next(iter(file.entries))
    assert [finding.strength for finding in entry.findings()] == ["weak"]
    assert [finding.strength for finding in entry.findings("strict")] == ["decisive"]


def test_batches_know_their_records_and_totals() -> None:
    """A batch has its header, its control and its sums in cents."""
    first, second = read(valid("ppd_mixed")).batches
    assert first.header is not None
    assert first.header.text("company_name") == "MAGNOLIA MILLS"
    assert first.control is not None
    assert first.control.number("total_credit") == first.total_credit == 125050
    assert (second.entry_count, second.total_debit, second.total_credit) == (2, 100250, 0)
    assert first.problems == ()
    advices = next(iter(read(valid("adv")).batches))
    assert advices.control is not None
    assert advices.control.layout.key == "adv_batch_control"
    cut = next(iter(read(drop(valid("ppd_mixed"), 8)).batches))
    assert cut.control is None
    assert [problem.type.name for problem in cut.problems] == ["missing-batch-control"]


def test_iterating_again_reads_again() -> None:
    """Entries, payments and batches can be gone through any number of times."""
    file = read(valid("iat_outbound"))
    assert list(file.payments) == list(file.payments)
    assert [entry.id for entry in file.entries] == [entry.id for entry in file.entries]


def test_an_entry_gives_its_bytes() -> None:
    """The lines of an entry are those of the file, for whoever writes it again."""
    entry = list(read(valid("ppd_mixed")).entries)[1]
    assert entry.raw_lines == tuple(valid("ppd_mixed").split(b"\n")[3:5])
    assert (entry.line, entry.last_line) == (4, 5)


def test_a_repr_shows_no_account_and_no_name() -> None:
    """Files, batches, entries and records can be printed anywhere."""
    file = read(valid("ppd_mixed"))
    shown = repr(file) + repr(list(file.batches)) + repr(list(file.entries)) + repr(file.headers) + repr(file.controls)
    shown += repr([entry.record.line for entry in file.entries]) + repr([entry.batch for entry in file.entries])
    assert "123456789" not in shown
    assert "JANE" not in shown


def test_lines_are_counted() -> None:
    """A file has as many lines as it has; one without line ends has as many as it has records."""
    data = valid("ppd_mixed")
    assert read(data).line_count == 20
    assert read(data.replace(b"\n", b"")).line_count == 20


def test_the_day_picks_the_layout() -> None:
    """A date of birth in addenda 716 is read from 2027-03-19 on, and before that a reserved field that is not blank."""
    data = put(valid("iat_outbound"), 10, 74, "1970-01-31")
    before = read(data, as_of=dt.date(2027, 3, 18))
    after = read(data, as_of=dt.date(2027, 3, 19))
    assert [problem.type.name for problem in before.problems] == ["filled-reserved-field"]
    assert "1970" not in repr(before.problems)
    assert after.problems == ()
    births = [next(iter(file.payments)).receiver.date_of_birth for file in (before, after)]
    assert births == [None, dt.date(1970, 1, 31)]


def test_a_chunk_ends_between_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    """However small the pieces are in which a file is read, the same is found."""
    files: list[NachaFile] = []
    for size in (95 * 3, 95 * 7 + 20, 1 << 21):
        monkeypatch.setattr("achguard.nacha.bytes.lines.CHUNK", size)
        files.append(read(put(valid("iat_outbound"), 8, 75, "ZZ")))
    assert len({file.problems for file in files}) == 1
    assert len({tuple(entry.id for entry in file.entries) for file in files}) == 1


def test_a_damaged_header_stays_the_header_of_its_batch() -> None:
    """A control whose first column became a 5 opens a batch without entries, however the batch is read."""
    file = read(put(put(valid("ppd_mixed"), 8, 94, "9"), 8, 1, "5"))
    assert [batch.head.line.number for batch in file.batches] == [2, 8, 9]
    assert [len(list(batch.entries)) for batch in file.batches] == [4, 0, 2]


@pytest.mark.parametrize("damaged", [None, 40, 41, 139], ids=["none", "an entry", "the next", "a header"])
def test_entries_of_whole_runs_are_those_read_line_by_line(damaged: int | None) -> None:
    """Runs of proven entries, with addenda and without, and what stands between them."""
    entry: Values = {"transaction_code": "22", "rdfi_identification": "06100014", "individual_name": "JANE Q PUBLIC"}
    wages = (NewAddendum("addenda_05", {"payment_information": "WAGES"}),)
    batches = [
        NewBatch(
            {**BATCH, "sec_code": "PPD"},
            tuple(NewEntry({**entry, "account_number": str(number), "amount": 7}, parts) for number in range(1, 137)),
        )
        for parts in ((), wages, ())
    ]
    data = write(HEADER, batches)
    if damaged is not None:
        data = put(data, damaged, 30, "X")
    accounted(data)
    file = read(data)
    assert [entry.line for entry in file.entries if entry.problems] == ([] if damaged in (None, 139) else [damaged])
    assert len(list(file.entries)) == 408
