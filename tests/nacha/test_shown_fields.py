"""What may be seen of a record's fields: figures where they prove themselves, the end of what is confidential."""

import datetime as dt

import pytest

from achguard.law.return_reasons import REASONS
from achguard.law.sanctions_returns import SANCTIONS_CODES
from achguard.model.payment import SecCode
from achguard.nacha import NachaFile, ShownField, read, shown_fields
from achguard.nacha.layouts.codes import CHANGE_CODES, REFUSED_CHANGES, RETURN_REASONS
from achguard.nacha.layouts.layout import BIRTH_DATES_SINCE, LAYOUTS
from achguard.nacha.writing.writer import write
from cli.nacha_files import HEADER, ppd
from nacha.checks.test_problem_log import SHIFTS
from nacha.test_sec_codes import batch_of
from nacha_changes import put, valid
from spelt_secrets import Spelt, shows

DAY = dt.date(2026, 11, 23)
ACCOUNT = "730951284664"


def fields(file: NachaFile, line: int, *, day: dt.date = DAY, unmask: bool = False) -> dict[str, ShownField]:
    """Give the fields of a line as they may be seen."""
    placed = next(each for each in file.records if each.covers(line))
    assert placed.record is not None
    return {field.name: field for field in shown_fields(placed.record, day=day, unmask=unmask)}


@pytest.mark.parametrize("sec_code", SecCode)
def test_every_sec_code_is_shown_by_its_layout(sec_code: SecCode) -> None:
    """Each field has the name and the columns of the layout, figures are whole, and no number of a person is."""
    file = read(write({**HEADER, "file_creation_date": DAY}, [batch_of(sec_code)]), as_of=DAY)
    (entry,) = file.entries
    shown = fields(file, entry.line)
    layout = entry.record.layout
    assert [(each.name, each.columns) for each in shown.values()] == [
        (field.name, field.columns) for field in layout.fields if field.in_force(DAY)
    ]
    assert shown["amount"].value == entry.record.raw("amount")
    assert shown["account_number"].value == "******789"
    values = [each.value for each in shown.values()]
    assert not {"123456789", "4000000000000002", "ID-17"} & {*values}
    whole = fields(file, entry.line, unmask=True)
    assert {name: each.value for name, each in whole.items()} == {
        name: entry.record.raw(name).rstrip() for name in whole
    }


def test_codes_dates_and_amounts_say_what_they_are() -> None:
    """A transaction code, a service class, a date, an amount and a reason come with their meaning."""
    file = read(valid("ppd_return"), as_of=DAY)
    assert fields(file, 1)["file_creation_date"].meaning == "2026-11-23"
    assert fields(file, 2)["service_class"].meaning == "credits and debits"
    entry = fields(file, 3)
    assert entry["transaction_code"].meaning == "credit, checking, return"
    assert entry["amount"].meaning == "1,250.00"
    assert fields(file, 4)["return_code"].meaning == REASONS[fields(file, 4)["return_code"].value]


def test_the_reasons_of_dishonored_and_contested_returns_are_told() -> None:
    """Two digits are a return reason."""
    dishonored = read(valid("dishonored_return"), as_of=DAY)
    shown = fields(dishonored, 4)
    assert shown["returned_for"].meaning == REASONS[f"R{shown['returned_for'].value}"]


def test_every_code_has_words() -> None:
    """Each return reason, change code and reason for a refusal is told, and nothing else."""
    assert set(REASONS) == {*RETURN_REASONS, *CHANGE_CODES, *REFUSED_CHANGES} - {"R48", "R49"}
    assert {row.code: row.meaning for row in SANCTIONS_CODES} == {code: REASONS[code] for code in ("R16", "R90")}


@pytest.mark.parametrize(
    ("column", "text", "hidden"),
    [
        (12, "7", {"rdfi_identification", "check_digit"}),
        (30, "00001B0000", {"amount", "trace_number", "rdfi_identification"}),
        (79, "X", {"amount", "trace_number"}),
        (34, " ", {"amount", "trace_number"}),
        (1, "5", {"amount"}),
    ],
    ids=["check digit", "letter in the amount", "indicator", "blank in the amount", "record type"],
)
def test_figures_are_hidden_where_they_may_be_an_account(column: int, text: str, hidden: set[str]) -> None:
    """A wrong check digit hides the bank; figures where none can be hide all others of the record."""
    file = read(put(valid("ppd_mixed"), 4, column, text), as_of=DAY)
    shown = fields(file, 4)
    assert {name for name in hidden if "*" not in shown[name].value and shown[name].value.strip("B0")} == set()


@pytest.mark.parametrize("shift", SHIFTS)
def test_a_shifted_line_shows_no_account(shift: str) -> None:
    """Whatever field the number falls into, and whatever the record is then taken for."""
    data = write(HEADER, [ppd({"account_number": ACCOUNT}, {"account_number": "11"})])
    lines = data.split(b"\n")
    for by in range(1, 50, 2):
        moved = b"\n".join([*lines[:2], SHIFTS[shift](lines[2], by), *lines[3:]])
        placed = next(each for each in read(moved, as_of=DAY).records if each.covers(3))
        if placed.record is not None:
            text = "|".join(field.value for field in shown_fields(placed.record, day=DAY))
            assert not shows(text, Spelt(ACCOUNT, ACCOUNT)), (by, text)


@pytest.mark.parametrize("missing", [1, 3, 10])
def test_a_number_that_slid_into_the_amount_is_hidden(missing: int) -> None:
    """Where characters are missing in front of it, a person's number stands in the amount, and all are figures."""
    data = write(HEADER, [ppd({"account_number": "1" * 17, "individual_id": "078051120000000"})])
    lines = data.split(b"\n")
    lines[2] = lines[2][:14] + lines[2][14 + missing :]
    shown = fields(read(b"\n".join(lines), as_of=DAY), 3)
    assert "*" in shown["amount"].value
    assert "07805112" not in "".join(field.value for field in shown.values())


def test_a_control_without_the_blanks_behind_it_is_shown_whole() -> None:
    """What is cut off at the end shifts nothing."""
    data = valid("ppd_mixed")
    lines = [line.rstrip() for line in data.split(b"\n")]
    shown = fields(read(b"\n".join(lines), as_of=DAY), 14)
    assert shown["total_credit"].meaning == "1,250.50"


def test_a_date_of_birth_is_never_seen() -> None:
    """Neither before nor after its columns are in force."""
    columns = LAYOUTS["addenda_12"]["date_of_birth"].start
    data = put(valid("iat_outbound"), 6, columns, "1970-01-31")
    for day in (DAY, BIRTH_DATES_SINCE):
        assert not any("1970" in field.value for field in fields(read(data, as_of=day), 6, day=day).values())


def test_a_longer_line_hides_its_figures() -> None:
    """Where two digits too many stand before the amount, the end of the account is in it, and all are figures."""
    data = write(HEADER, [ppd({"account_number": "1" * 15 + "73", "discretionary_data": "00"})])
    lines = data.split(b"\n")
    lines[2] = lines[2][:12] + b"22" + lines[2][12:]
    shown = fields(read(b"\n".join(lines), as_of=DAY), 3)
    assert not shown["amount"].value.startswith("73")
    assert shown["amount"].meaning is None


@pytest.mark.parametrize("mark", ["REJ06030", "rej0ab12"])
@pytest.mark.parametrize(
    ("line", "column", "name"),
    [
        (1, 87, "reference_code"),
        (2, 21, "company_discretionary_data"),
        (2, 80, "odfi_identification"),
        (3, 80, "trace_number"),
    ],
)
def test_the_mark_of_a_record_that_was_not_taken_is_shown(mark: str, line: int, column: int, name: str) -> None:
    """The code of the reason is whole, with what it means, and the figures of its record are as they were."""
    before, after = (
        read(data, as_of=DAY) for data in (valid("ppd_mixed"), put(valid("ppd_mixed"), line, column, mark))
    )
    shown = fields(after, line)
    assert shown[name].value.startswith(mark)
    assert shown[name].meaning == f"the bank did not take it: reject code {mark[4:].upper()}"
    others = {each: field.value for each, field in fields(before, line).items() if each != name}
    assert others == {each: field.value for each, field in shown.items() if each != name}


def test_another_text_in_the_place_of_a_mark_is_masked_as_before() -> None:
    """What a sender writes into a field of free use may be a number."""
    file = read(put(valid("ppd_mixed"), 1, 87, "A1234567"), as_of=DAY)
    assert "1234567" not in fields(file, 1)["reference_code"].value
