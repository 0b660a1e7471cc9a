"""Maps: columns with other headings, words and constants, and what is told of a map that is wrong."""

import gzip
from pathlib import Path

import pytest

from achguard.errors import ConfigurationError, InputError
from achguard.intake import ColumnMap, InvalidRow, PaymentRow, Row, read, suggested_map
from achguard.intake.written_forms import forms_of_date

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
        ("[columns]", "[colums]", "line 2: colums: is not a part of a map; did you mean columns?"),
        ("direction.D", "directon.D", "line 7: directon: 'directon' is not a field"),
        ('direction.D = "debit"', "direction.D = 1", "line 7: D: should be a word"),
        ('originator.name = "OAK PAYROLL"', "originator.nam = 'X'", "line 9: nam: 'originator.nam' is not a field"),
        ('DC = "direction"', 'DC = "amount"', "line 5: DC: gives amount, which is given already"),
        ('DC = "direction"', "DC = [", "is not TOML"),
        ('ignore = ["EmpNo"]', "ignore = 7", "line 1: ignore: should be a list of headings"),
        ('ignore = ["EmpNo"]', 'ignore = ["DC"]', "line 1: DC: is used twice"),
        ('ignore = ["EmpNo"]', '"File #" = 1', "line 1: File #: is not a part of a map"),
        ("[values]", '[joined]\nid = "Num"\n[values]', "line 7: id: should be a list of headings"),
        ("[values]", '[joined]\namount = ["Sum"]\n[values]', "line 4: amount: gives amount, which is given already"),
        ("[values]", '[forms]\namount = "1.234.56"\n[values]', "line 4: amount: takes one of 1,234.56, 1.234,56"),
        ("[values]", '[forms]\neffective_date = "mm/dd/yyyy"\n[values]', "did you mean MM/DD/YYYY?"),
        ("[values]", '[forms]\neffectiv_date = "YYYYMMDD"\n[values]', "line 7: effectiv_date: 'effectiv_date' is not"),
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
        ("Who;What;Which", "the map's column 'Employee Name' is not in the header"),
        ("Employee Name,Net Pay,DC,DC", "the header has 'DC' twice"),
        ("Employee Name,Net Pay,DC,originator.name", "originator.name is a column and a constant"),
    ],
)
def test_a_header_that_the_map_does_not_fit_gives_no_rows(tmp_path: Path, header: str, said: str) -> None:
    """No column is lost silently: neither one of the map nor one of the table."""
    with pytest.raises(InputError) as caught:
        rows_of(tmp_path, f"{header}\nJANE,1.00,D,X\n")
    assert said in str(caught.value)


@pytest.mark.parametrize("given", ["originator.nam=X", "originator.name", "amount=1", "id=1 id=2"])
def test_a_constant_that_is_none_is_refused(tmp_path: Path, given: str) -> None:
    """A field that does not exist, a value that is missing, and a field that a column gives."""
    with pytest.raises(ConfigurationError, match="--set"):
        ColumnMap.load(written(tmp_path, MAP)).with_constants(given.split(" "))


def test_a_map_is_for_csv(tmp_path: Path) -> None:
    """Constants are not passed over silently where the input is JSON."""
    with pytest.raises(InputError, match="for CSV"):
        rows_of(tmp_path, "{}\n")


EXPORTS = {
    "quickbooks": (
        (
            "Date,Transaction Type,Num,Name,Memo/Description,Split,Amount\n"
            '11/27/2026,Expense,1042,JANE Q PUBLIC,wages,Checking,"1,234.56"\n'
        ),
        (None, "JANE Q PUBLIC", "1234.56", "2026-11-27"),
    ),
    "adp": (
        (
            "Co Code,File #,Employee First Name,Employee Last Name,Transit/ABA No,Account No,Deposit Amount,Pay Date,\n"
            "X1,7,JANE,PUBLIC,065300279,123456789,$125.00,2026-11-27,\n"
        ),
        ("065300279", "JANE PUBLIC", "125.00", "2026-11-27"),
    ),
    "sap": (
        (
            "LIFNR;NAME1;BANKS;BANKL;BANKN;DMBTR;WAERS;BUDAT;ZALDT;SHKZG\n"
            "7;JANE Q PUBLIC;US;065300279;123456789;1.234,56;USD;20261120;20261127;H\n"
        ),
        ("065300279", "JANE Q PUBLIC", "1234.56", "2026-11-27"),
    ),
    "decimal commas": (
        "Kunde;ABA;Betrag;W\u00e4hrung;Datum\nJOS\u00c9;065300279;125,00;USD;27.11.2026\n",
        ("065300279", "JOS\u00c9", "125.00", "2026-11-27"),
    ),
    "tabs": (
        "Payee\tRouting No.\tAccount No.\tAmount ($)\tDue Date\nJANE\t065300279\t123456789\t125.00\t2026-11-27\n",
        ("065300279", "JANE", "125.00", "2026-11-27"),
    ),
}


@pytest.mark.parametrize("kind", EXPORTS)
def test_an_export_leads_in_one_step_to_payments(tmp_path: Path, kind: str) -> None:
    """The refusal names the option; the map that it prints, with what the export does not say, gives the payment."""
    text, expected = EXPORTS[kind]
    table = written(tmp_path, text, "table.csv")
    with pytest.raises(InputError, match="--suggest-map"):
        list(read(table))
    given = ColumnMap.load(written(tmp_path, suggested_map(table))).with_constants(ADDED)
    (row,) = read(table, mapping=given)
    assert isinstance(row, PaymentRow), row
    payment, account = row.payment, row.payment.receiver.account
    routing = None if account is None else account.routing_number
    assert (routing, payment.receiver.name, str(payment.amount), str(payment.effective_date)) == expected


@pytest.mark.parametrize(
    ("form", "cell"),
    [("DD.MM.YYYY", "31.02.2026"), ("MM/DD/YYYY", "27/11/2026"), ("YYYYMMDD", "20261301"), ("DD/MM/YYYY", "0/1/2026")],
)
def test_a_day_that_there_is_not_is_told_in_the_form_of_the_map(tmp_path: Path, form: str, cell: str) -> None:
    """The sentence names the form of the table, and not the one that fields are written in."""
    mapping = MAP.replace('DC = "direction"', 'DC = "direction"\nOn = "effective_date"')
    table = f"Employee Name\tNet Pay\tDC\tOn\nJANE\t1\tD\t{cell}\n"
    (row,) = rows_of(tmp_path, table, f'{mapping}[forms]\neffective_date = "{form}"\n')
    assert isinstance(row, InvalidRow)
    assert row.errors == (f"effective_date: is not a day of the calendar, read as {form} as the map says",)


@pytest.mark.parametrize(
    ("cell", "forms"),
    [
        ("27/11/2026", ("DD/MM/YYYY",)),
        ("11/27/2026", ("MM/DD/YYYY",)),
        ("5/6/2026", ("MM/DD/YYYY", "DD/MM/YYYY")),
        ("27.11.2026", ("DD.MM.YYYY",)),
        ("20261127", ("YYYYMMDD",)),
        ("13/13/2026", ()),
        ("2026-11-27", ()),
        ("1,234", ()),
    ],
)
def test_a_form_is_suggested_where_the_cell_is_a_day_in_it(cell: str, forms: tuple[str, ...]) -> None:
    """A day beyond the twelfth says which of the two orders it is in."""
    assert forms_of_date(cell) == forms


@pytest.mark.parametrize(
    ("form", "cell", "amount"),
    [
        *[("1,234.56", "1,234", "1234"), ("1,234.56", "$1,234,567.80", "1234567.80"), ("1,234.56", "12,34.00", None)],
        *[("1.234,56", "1.234", "1234"), ("1.234,56", "1.25", None), ("1,234.56", "1,25", None)],
        *[("1,234.56", " $ 1,234.50 ", "1234.50"), ("1,234.56", "$" + " " * 100_000 + "x", None)],
        *[("1,234.56", " " * 100_000 + "x", None), ("1.234,56", "-1,00", None), ("1,234.56", "(1.00)", None)],
        ("1.234,56", "1234,5", "1234.5"),
    ],
)
def test_an_amount_is_read_in_the_form_that_the_map_says_or_not_at_all(
    tmp_path: Path, form: str, cell: str, amount: str | None
) -> None:
    """A cell in another form is never taken for another amount."""
    (row,) = rows_of(tmp_path, f"Employee Name\tNet Pay\tDC\nJANE\t{cell}\tD\n", f'{MAP}[forms]\namount = "{form}"\n')
    if amount is None:
        assert isinstance(row, InvalidRow)
        assert row.errors == (f"amount: is not written as {form}, the form that the map says",)
    else:
        assert isinstance(row, PaymentRow), row
        assert str(row.payment.amount) == amount


@pytest.mark.parametrize(
    ("form", "cell", "said"),
    [
        *[("MM/DD/YYYY", "2/3/2026", "2026-02-03"), ("DD/MM/YYYY", "2/3/2026", "2026-03-02")],
        *[("DD.MM.YYYY", "27.11.2026", "2026-11-27"), ("YYYYMMDD", "20261127", "2026-11-27")],
        *[("MM/DD/YYYY", "27/11/2026", None), ("MM/DD/YYYY", "2/3/26", None), ("DD.MM.YYYY", "2026-11-27", None)],
    ],
)
def test_a_date_is_read_in_the_form_that_the_map_says_or_not_at_all(
    tmp_path: Path, form: str, cell: str, said: str | None
) -> None:
    """Day and month are never told apart by guessing, and a year of two digits has no form."""
    mapping = MAP.replace("[columns]", '[forms]\neffective_date = "' + form + '"\n[columns]\nWhen = "effective_date"')
    (row,) = rows_of(tmp_path, f"Employee Name,Net Pay,DC,When\nJANE,1.00,D,{cell}\n", mapping)
    assert (str(row.payment.effective_date) if isinstance(row, PaymentRow) else None) == said


def test_cells_are_joined_in_the_order_of_the_map(tmp_path: Path) -> None:
    """A first and a last name make one; a cell that is empty leaves no blank."""
    mapping = MAP.replace('"Employee Name" = "receiver.name"', "") + '[joined]\n"receiver.name" = ["First", "Last"]\n'
    both, last = rows_of(tmp_path, "Last,First,Net Pay,DC\nPUBLIC,JANE,1.00,D\nDOE,,1.00,D\n", mapping)
    assert isinstance(both, PaymentRow), both
    assert isinstance(last, PaymentRow), last
    assert (both.payment.receiver.name, last.payment.receiver.name) == ("JANE PUBLIC", "DOE")


@pytest.mark.parametrize(
    ("cell", "line"),
    [
        ("1.00", None),
        ("1,00", '"amount" = "1.234,56"'),
        ("$1,000.00", '"amount" = "1,234.56"'),
        ("1,000", '"amount" = "1,234.56"  # or 1.234,56: look at the table'),
        ("x", None),
    ],
)
def test_the_first_row_tells_the_form_of_amounts(tmp_path: Path, cell: str, line: str | None) -> None:
    """An amount that is plain needs no form; one that may be in two says so."""
    said = suggested_map(written(tmp_path, f"Name\tNet Pay\nJANE\t{cell}\n", "table.csv")).splitlines()
    assert [each for each in said if each.startswith('"amount"')] == ([line] if line else [])
    assert ("[forms]" in said) is (line is not None)


def test_half_a_name_is_not_suggested(tmp_path: Path) -> None:
    """A header with first names alone leaves the receiver's name to be filled in."""
    said = suggested_map(written(tmp_path, "First Name,Net Pay\nJANE,1.00\n", "table.csv"))
    assert "[joined]" not in said
    assert '# "receiver.name"' in said


def test_a_header_that_is_not_utf_8_names_the_option(tmp_path: Path) -> None:
    """Neither a suggestion nor a reading takes a heading that is not text."""
    table = written(tmp_path, "Kunde;Betrag;W\u00e4hrung;amount\n".encode("latin-1"), "table.csv")
    for attempt in (suggested_map, lambda path: list(read(path))):
        with pytest.raises(InputError, match=r"the header is not UTF-8 text.*--encoding"):
            attempt(table)
    assert '"W\u00e4hrung" = "currency"' in suggested_map(table, encoding="windows-1252")


def test_what_a_heading_hides_is_escaped(tmp_path: Path) -> None:
    """A suggestion shows escapes for control and bidi characters, and reads back as the same headings."""
    said = suggested_map(written(tmp_path, "Net\x1bPay,\u202eName,x\x9by,\x7f\n", "table.csv"))
    assert said.replace("\n", "").isprintable()
    given = ColumnMap.load(written(tmp_path, said))
    assert given.ignored | set(given.columns) == {"Net\x1bPay", "\u202eName", "x\x9by", "\x7f"}
