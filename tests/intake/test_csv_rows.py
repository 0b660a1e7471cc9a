"""CSV: dotted columns, empty cells, lists, quotation, and everything that makes a row or a file unreadable."""

import csv
import io
import json
from pathlib import Path

import pytest

from achguard.errors import InputError
from achguard.intake import InvalidRow, PaymentRow, Row, read
from achguard.intake.fields import names, resolve
from factories import Json, domestic_web_debit, outbound_iat_credit

HEADER = "id,direction,amount,originator.name,receiver.name"
ROW = "p-1,debit,0.10,AGENCY,JANE"


def rows_of(tmp_path: Path, text: str | bytes) -> list[Row]:
    """Read a CSV file of this text."""
    path = tmp_path / "payments.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read(path))


def payment_of(tmp_path: Path, text: str) -> Json:
    """Read a CSV file of one payment and give it as JSON would have it."""
    (row,) = rows_of(tmp_path, text)
    assert isinstance(row, PaymentRow), row
    return row.payment.model_dump(mode="json")


def refusal(tmp_path: Path, text: str | bytes) -> str:
    """Read a CSV file that can't be read and give the sentence that says so."""
    with pytest.raises(InputError) as caught:
        rows_of(tmp_path, text)
    return str(caught.value).replace(f"{tmp_path}/", "")


def as_csv(payment: Json) -> str:
    """Write a payment as a header and a row, a column for each field that has a value."""
    cells: dict[str, str] = {}

    def lay(value: object, path: str) -> None:
        if isinstance(value, dict):
            for key, below in value.items():
                lay(below, f"{path}.{key}" if path else key)
        elif isinstance(value, list):
            for number, below in enumerate(value):
                lay(below, f"{path}.{number}")
        elif value is not None:
            cells[path] = json.dumps(value) if isinstance(value, bool) else str(value)

    lay(payment, "")
    out = io.StringIO()
    csv.writer(out).writerows([cells.keys(), cells.values()])
    return out.getvalue()


@pytest.mark.parametrize("make", [domestic_web_debit, outbound_iat_credit])
def test_a_payment_is_the_same_from_csv_and_from_json(tmp_path: Path, make: type) -> None:
    """Dotted columns carry every field of a payment."""
    payment = {
        **make(),
        "same_day": True,
        "remittance": ["INV 7", 'a "quoted" line, with a comma\nand a break'],
        "correspondents": [{"name": "BANK", "branch_country": "DE"}, {"name": "OTHER"}],
    }
    path = tmp_path / "payment.json"
    path.write_text(json.dumps(payment), encoding="utf-8")
    (row,) = read(path)
    assert isinstance(row, PaymentRow)
    assert payment_of(tmp_path, as_csv(payment)) == row.payment.model_dump(mode="json")


def test_every_field_of_the_model_is_a_column() -> None:
    """What the model has can be written in CSV, lists by the item and, where they hold plain values, whole."""
    assert "receiver.account.bank.branch_country" in names()
    assert "correspondents.0.id_qualifier" in names()
    assert all(resolve(name) for name in names())


def test_an_empty_cell_is_an_absent_field(tmp_path: Path) -> None:
    """An empty currency is the default, not an error, and an item without a cell is left out."""
    text = f"{HEADER},currency,same_day,correspondents.0.name,correspondents.1.name\n{ROW},,,,SECOND\n"
    payment = payment_of(tmp_path, text)
    assert payment["currency"] == "USD"
    assert payment["same_day"] is False
    assert [bank["name"] for bank in payment["correspondents"]] == ["SECOND"]


def test_a_list_is_json_in_its_cell(tmp_path: Path) -> None:
    """Remittance and correspondents can each be one cell of JSON."""
    text = f'{HEADER},remittance,correspondents\n{ROW},"[""INV 7"",""B""]","[{{""name"": ""BANK""}}]"\n'
    payment = payment_of(tmp_path, text)
    assert payment["remittance"] == ["INV 7", "B"]
    assert payment["correspondents"][0]["name"] == "BANK"


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("eft-mandated", ["eft-mandated"]),
        (" EFT-Mandated ", ["eft-mandated"]),
        ("eft-mandated;large", ["eft-mandated", "large"]),
        ("eft-mandated | large|", ["eft-mandated", "large"]),
        ('"eft-mandated, large"', ["eft-mandated", "large"]),
        ('"[""eft-mandated"", ""large""]"', ["eft-mandated", "large"]),
        (";", []),
    ],
)
def test_words_of_a_payor_are_written_as_erps_write_them(tmp_path: Path, cell: str, words: list[str]) -> None:
    """One word stands alone, several have a sign between them, and JSON stays."""
    assert payment_of(tmp_path, f"{HEADER},payor_attributes\n{ROW},{cell}\n")["payor_attributes"] == words


@pytest.mark.parametrize("cell", ["INV 7", '"{}"', '"[1,"', '"[""a"", NaN]"', '"{""a"":1,""a"":2}"'])
def test_a_cell_that_is_no_json_list_makes_its_row_invalid(tmp_path: Path, cell: str) -> None:
    """The error names the column and shows how a list is written."""
    (row,) = rows_of(tmp_path, f"{HEADER},remittance\n{ROW},{cell}\n")
    assert isinstance(row, InvalidRow)
    assert row.errors[0].startswith("remittance: ")
    assert '["INV 7"]' in row.errors[0]


def test_rows_of_another_length_are_invalid_in_their_place(tmp_path: Path) -> None:
    """A short row, a long row and a row that the file's end cut off; blank lines are not counted."""
    rows = rows_of(tmp_path, f'{HEADER}\n{ROW}\n\np-2,debit\n{ROW},x\n{ROW}\np-3,debit,1,"AGEN')
    errors = [row.errors if isinstance(row, InvalidRow) else () for row in rows]
    assert errors == [
        (),
        ("row: has 2 cells where the header has 5",),
        ("row: has 6 cells where the header has 5",),
        (),
        ("row: a quotation mark is not closed; the input may be cut off",),
    ]
    assert [row.number for row in rows] == [1, 2, 3, 4, 5]


def test_a_stray_quotation_mark_makes_its_row_invalid(tmp_path: Path) -> None:
    """A quotation mark that is not doubled is not guessed at."""
    rows = rows_of(tmp_path, f'{HEADER}\np-1,debit,1,"THE "BEST" CO",JANE\n{ROW}\n')
    assert [type(row) for row in rows] == [InvalidRow, PaymentRow]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_mark_line_ends_and_breaks_in_cells_are_tolerated(tmp_path: Path, ending: str) -> None:
    """A byte order mark, either line end, and a line break inside quotation marks."""
    text = f'\ufeff{HEADER}{ending}p-1,debit,1,AGENCY,"JANE{ending}PUBLIC"{ending}{ROW}{ending}'
    first, second = rows_of(tmp_path, text)
    assert isinstance(first, PaymentRow)
    assert first.payment.receiver.name == f"JANE{ending}PUBLIC"
    assert isinstance(second, PaymentRow)


def test_nul_and_other_scripts_are_values(tmp_path: Path) -> None:
    """NUL, full-width digits and emoji are content for rules to judge."""
    (row,) = rows_of(tmp_path, f"{HEADER}\np\0-1,debit,1,３,🏦\n")
    assert isinstance(row, PaymentRow)
    assert row.payment.id == "p\0-1"


def test_a_row_that_is_not_utf_8_is_invalid(tmp_path: Path) -> None:
    """A byte of another encoding concerns its row, which is named with its line."""
    rows = rows_of(tmp_path, f"{HEADER}\n{ROW}\n".encode() + b"p-2,debit,1,CAF\xc9,JANE\n" + ROW.encode())
    assert [type(row) for row in rows] == [PaymentRow, InvalidRow, PaymentRow]
    assert isinstance(rows[1], InvalidRow)
    assert rows[1].errors == (
        "row: is not UTF-8 text, at line 3 of the input; say its encoding, such as --encoding latin-1",
    )


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        (f"{HEADER},receiver.acount.bic", "did you mean receiver.account.bic?"),
        (
            f"{HEADER},Currency",
            "column 6 is called 'Currency', which is not a field of a payment; did you mean currency?",
        ),
        (HEADER.upper(), "column 1 is called 'ID', which is not a field of a payment; did you mean id?"),
        (f"{HEADER},account_number", "did you mean originator.account.account_number?"),
        (f"{HEADER},zzz", "column 6 is called 'zzz', which is not a field of a payment; achguard's columns"),
        (f"{HEADER},", "column 6 has no name, which is not a field of a payment"),
        (f"{HEADER},receiver", "column 6 is called 'receiver', which is not a field of a payment"),
        (f"{HEADER},remittance.x", "'remittance.x'"),
        (f"{HEADER},remittance.01", "'remittance.01'"),
        (f"{HEADER},amount", "there are two columns for amount; keep one"),
        (
            f"{HEADER},remittance,remittance.0",
            "remittance is given whole and also as remittance.0; keep one of the two",
        ),
        (f'{HEADER},"amount', "the header can't be read: a quotation mark is not closed"),
        (f"{HEADER},DE89370400440532013000", "column 6 is called 'DE"),
    ],
)
def test_a_header_that_is_not_of_a_payment_is_refused_before_the_first_row(
    tmp_path: Path, header: str, sentence: str
) -> None:
    """One sentence names the column and the field that it may mean; account-like digits in it are masked."""
    said = refusal(tmp_path, f"{header}\n{ROW}\n")
    assert sentence in said
    assert "0532013000" not in said


def test_a_cell_without_an_end_stops_the_file(tmp_path: Path) -> None:
    """Behind a missing quotation mark nothing can be told apart, so nothing there is read as rows."""
    endless = f'{HEADER}\n{ROW}\np-2,debit,1,"AGENCY,JANE\n' + f"{ROW}\n" * 20_000
    path = tmp_path / "payments.csv"
    path.write_text(endless, encoding="utf-8")
    rows = read(path)
    assert isinstance(next(rows), PaymentRow)
    with pytest.raises(InputError, match="is a quotation mark missing"):
        list(rows)


def test_lone_carriage_returns_are_refused_in_a_sentence(tmp_path: Path) -> None:
    """A file with the line ends of old Macs is not read as one long row."""
    assert "lone carriage returns" in refusal(tmp_path, f"{HEADER}\r{ROW}\r")


@pytest.mark.parametrize(
    "row",
    [
        "a," * 2000,
        'a,"b' + '\nc","b' * 600,
        "p-1,debit,1,AGENCY," + "J" * 3000,
    ],
)
def test_a_row_without_an_end_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str) -> None:
    """Neither one line nor many lines of quoted cells make a row that is longer than any payment."""
    monkeypatch.setattr("achguard.intake.csv_rows.CSV_ROW_AT_MOST", 2000)
    path = tmp_path / "payments.csv"
    path.write_text(f"{HEADER}\n{ROW}\n" + f"{ROW}\n" * 50 + row + f"\n{ROW}\n", encoding="utf-8")
    rows = read(path)
    assert [type(next(rows)) for _ in range(51)] == [PaymentRow] * 51
    with pytest.raises(InputError, match="has a row that is too long at byte"):
        list(rows)


def test_a_hint_names_a_field_that_is_not_there_yet(tmp_path: Path) -> None:
    """`name` beside originator.name can only be the receiver's."""
    said = refusal(tmp_path, "direction,amount,originator.name,name\ndebit,1.00,AGENCY,JANE\n")
    assert said.endswith("did you mean receiver.name?")


def test_three_decimals_are_told_in_our_words(tmp_path: Path) -> None:
    """An amount of a tenth of a cent is no payment."""
    (row,) = rows_of(tmp_path, f"{HEADER}\n{ROW.replace('0.10', '0.105')}\n")
    assert isinstance(row, InvalidRow)
    assert row.errors == ("amount: should have no more than 2 decimal places",)
