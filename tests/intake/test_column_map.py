"""Maps: columns with other headings, words and constants, and what is told of a map that is wrong."""

import gzip
from pathlib import Path

import pytest

from achguard.errors import ConfigurationError, InputError
from achguard.intake import ColumnMap, InvalidRow, PaymentRow, Row, read, suggested_map

HEADER = "EmpNo,Employee Name,Bank ABA,Bank Acct,Acct Type,Net Pay,Pay Date"
ROW = "7,JANE Q PUBLIC,065300279,123456789,C,125.00,2026-11-27"
ADDED = ["originator.name=OAK PAYROLL", "direction=credit"]
MAP = """ignore = ["EmpNo"]
[columns]
"Employee Name" = "receiver.name"
"Net Pay" = "amount"
DC = "direction"
[values]
direction.D = "debit"
[constants]
originator.name = "OAK PAYROLL"
"""


def written(tmp_path: Path, text: str | bytes, name: str = "map.toml") -> Path:
    """Write a file."""
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def rows_of(tmp_path: Path, table: str | bytes, mapping: str = MAP, encoding: str = "utf-8") -> list[Row]:
    """Read a table with a map."""
    given = ColumnMap.load(written(tmp_path, mapping))
    return list(read(written(tmp_path, table, "table.csv"), mapping=given, encoding=encoding))


def test_a_suggested_map_and_two_constants_read_an_export(tmp_path: Path) -> None:
    """The header of a payroll export gives a map which, with what the export does not say, makes payments."""
    table = written(tmp_path, f"{HEADER}\n{ROW}\n", "table.csv")
    given = ColumnMap.load(written(tmp_path, suggested_map(table))).with_constants(ADDED)
    (row,) = read(table, mapping=given)
    assert isinstance(row, PaymentRow), row
    account = row.payment.receiver.account
    assert account is not None
    assert (account.routing_number, account.account_number, account.type) == ("065300279", "123456789", "checking")
    assert (row.payment.id, str(row.payment.amount), row.payment.originator.name) == ("7", "125.00", "OAK PAYROLL")


def test_a_header_that_is_not_ours_leads_to_a_map(tmp_path: Path) -> None:
    """The refusal of an export names the option that prints a map for it."""
    with pytest.raises(InputError, match="--suggest-map"):
        list(read(written(tmp_path, f"{HEADER}\n{ROW}\n")))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_words_and_constants_are_laid_in_whatever_separates_columns(tmp_path: Path, separator: str) -> None:
    """A word of theirs becomes ours, an ignored column is read past, and the header tells the separator."""
    lines = [["EmpNo", "Employee Name", "Net Pay", "DC"], ["7", "JANE", "1.00", "D"], ["8", "JOE", "1.00", "X"]]
    debit, wrong = rows_of(tmp_path, "".join(separator.join(line) + "\n" for line in lines))
    assert isinstance(debit, PaymentRow), debit
    assert (debit.payment.direction, debit.payment.id) == ("debit", None)
    assert isinstance(wrong, InvalidRow)


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_our_own_columns_may_be_separated_otherwise(tmp_path: Path, separator: str) -> None:
    """Without a map too the header tells what separates columns."""
    table = "direction,amount,originator.name,receiver.name\ndebit,1.00,AGENCY,JANE\n".replace(",", separator)
    (row,) = read(written(tmp_path, table))
    assert isinstance(row, PaymentRow)


def test_latin_1_is_read_when_it_is_said_and_named_when_not(tmp_path: Path) -> None:
    """A name with an accent comes through; unsaid, the row names the option."""
    table = "Employee Name,Net Pay,DC\nJOSÉ,1.00,D\n".encode("latin-1")
    (row,) = rows_of(tmp_path, table, encoding="latin-1")
    assert isinstance(row, PaymentRow)
    assert row.payment.receiver.name == "JOSÉ"
    (unsaid,) = rows_of(tmp_path, table)
    assert isinstance(unsaid, InvalidRow)
    assert "--encoding latin-1" in unsaid.errors[0]


def test_what_gzip_packed_is_read_and_what_is_cut_off_is_told(tmp_path: Path) -> None:
    """A packed table gives its rows; half of one ends in an error, never in fewer rows."""
    packed = gzip.compress(("Employee Name,Net Pay,DC\n" + "JANE,1.00,D\n" * 3).encode())
    assert len(rows_of(tmp_path, packed)) == 3
    with pytest.raises(InputError, match="cut off or damaged"):
        rows_of(tmp_path, packed[:-9])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"amount"', '"amuont"', "line 4: Net Pay: 'amuont' is not a field of a payment; did you mean amount?"),
        ("[columns]", "[colums]", "line 2: colums: is no part of a map; did you mean columns?"),
        ("direction.D", "directon.D", "line 7: directon: 'directon' is not a field"),
        ('direction.D = "debit"', "direction.D = 1", "line 7: D: should be a word"),
        ('originator.name = "OAK PAYROLL"', "originator.nam = 'X'", "line 9: nam: 'originator.nam' is not a field"),
        ('DC = "direction"', 'DC = "amount"', "line 5: DC: gives amount, which is given already"),
        ('DC = "direction"', "DC = [", "is not TOML"),
        ('ignore = ["EmpNo"]', "ignore = 7", "line 1: ignore: should be a list of headings"),
    ],
)
def test_a_mistake_in_a_map_is_told_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    """Each sentence names the line and, where one is near, the right word."""
    assert old in MAP
    with pytest.raises(ConfigurationError) as caught:
        ColumnMap.load(written(tmp_path, MAP.replace(old, new)))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (
            "Employe Name,Net Pay,DC",
            "the map's column 'Employee Name' is not in the header; did you mean 'Employe Name'",
        ),
        ("Employee Name,Net Pay,DC,Bank Country", "column 4, 'Bank Country', is not in the map"),
        ("Employee Name,Net Pay,DC,originator.name", "originator.name is a column and a constant"),
    ],
)
def test_a_header_that_the_map_does_not_fit_gives_no_rows(tmp_path: Path, header: str, said: str) -> None:
    """No column is lost silently: neither one of the map nor one of the table."""
    with pytest.raises(InputError) as caught:
        rows_of(tmp_path, f"{header}\nJANE,1.00,D,X\n")
    assert said in str(caught.value)


@pytest.mark.parametrize("given", ["originator.nam=X", "originator.name", "amount=1"])
def test_a_constant_that_is_none_is_refused(tmp_path: Path, given: str) -> None:
    """A field that does not exist, a value that is missing, and a field that a column gives."""
    with pytest.raises(ConfigurationError, match="--set"):
        ColumnMap.load(written(tmp_path, MAP)).with_constants([given])


def test_a_map_is_for_csv(tmp_path: Path) -> None:
    """Constants are not passed over silently where the input is JSON."""
    with pytest.raises(InputError, match="for CSV"):
        rows_of(tmp_path, "{}\n")
