"""The layout table: every record is whole, every day."""

import datetime as dt
import pickle

import pytest

from achguard.nacha.layouts.layout import BIRTH_DATES_SINCE, LAYOUTS, RECORD_LENGTH, Inclusion, Kind

DAYS = (dt.date(2026, 11, 23), BIRTH_DATES_SINCE)


@pytest.mark.parametrize("key", LAYOUTS)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_fields_fill_the_record_without_gap_or_overlap(key: str, day: dt.date) -> None:
    """On every day the fields in force cover columns 1 to 94, each once."""
    columns = [column for f in LAYOUTS[key].fields if f.in_force(day) for column in range(f.start, f.end + 1)]
    assert columns == list(range(1, RECORD_LENGTH + 1))


@pytest.mark.parametrize("key", LAYOUTS)
def test_a_record_starts_with_its_type(key: str) -> None:
    """Column 1 is a constant of one digit, mandatory."""
    first = LAYOUTS[key].fields[0]
    assert (first.name, first.kind, first.inclusion) == ("record_type", Kind.CONSTANT, Inclusion.MANDATORY)
    assert first.value in "156789"


def test_a_field_cuts_its_columns() -> None:
    """Columns are counted from 1, and the last one belongs to the field."""
    field = LAYOUTS["entry"]["rdfi_identification"]
    assert field.columns == (4, 11)
    assert field.of("622061000052" + " " * 82) == "06100005"


def test_birth_dates_come_with_their_day() -> None:
    """Addenda 712 and 716 have a date of birth from 2027-03-19 on, and reserved columns before."""
    for key in ("addenda_12", "addenda_16"):
        field = LAYOUTS[key]["date_of_birth"]
        assert field.columns == (74, 83)
        assert not field.in_force(dt.date(2027, 3, 18))
        assert field.in_force(dt.date(2027, 3, 19))


def test_layouts_pickle_by_key() -> None:
    """A layout travels between processes as its key."""
    layout = LAYOUTS["iat_entry"]
    assert pickle.loads(pickle.dumps(layout)) is layout  # noqa: S301


def test_a_layout_knows_its_names() -> None:
    """A name that a record does not have is not in it."""
    assert "amount" in LAYOUTS["entry"]
    assert "amount" not in LAYOUTS["batch_header"]
    with pytest.raises(KeyError):
        LAYOUTS["batch_header"]["amount"]


@pytest.mark.parametrize(
    ("key", "field", "columns"),
    [
        ("iat_entry", "account_number", (40, 74)),
        ("iat_entry", "gateway_screening", (77, 77)),
        ("iat_batch_header", "destination_country", (39, 40)),
        ("addenda_10", "receiver_name", (47, 81)),
        ("addenda_14", "branch_country", (75, 77)),
        ("addenda_98_iat", "corrected_data", (36, 70)),
        ("addenda_99_iat", "original_amount", (36, 45)),
        ("addenda_99_contested", "dishonored_trace_number", (59, 73)),
        ("file_control", "total_credit", (44, 55)),
    ],
)
def test_columns_are_those_of_the_rule_book(key: str, field: str, columns: tuple[int, int]) -> None:
    """Columns that readers often get wrong."""
    assert LAYOUTS[key][field].columns == columns
