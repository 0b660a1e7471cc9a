"""Reading an input: the format is told by content, each row is numbered, and what is no payment says why."""

import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from achguard.errors import InputError
from achguard.intake import InvalidRow, PaymentRow, Row, read
from achguard.intake.json_lines import json_lines_rows
from achguard.intake.source import Source
from factories import domestic_web_debit

PAYMENT = domestic_web_debit()
LINE = json.dumps(PAYMENT)
CSV_HEADER = "id,direction,amount,originator.name,receiver.name"


def rows_of(tmp_path: Path, content: str | bytes) -> list[Row]:
    """Read a file of this content."""
    path = tmp_path / "input"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read(path))


def errors_of(tmp_path: Path, content: str | bytes) -> list[tuple[str, ...]]:
    """Read a file and give the errors of its rows, nothing for a payment."""
    return [row.errors if isinstance(row, InvalidRow) else () for row in rows_of(tmp_path, content)]


def refusal(tmp_path: Path, content: str | bytes) -> str:
    """Read a file that can't be read, and give the sentence that says so without the folder."""
    with pytest.raises(InputError) as caught:
        rows_of(tmp_path, content)
    return str(caught.value).replace(str(tmp_path / "input"), "FILE")


@pytest.mark.parametrize(
    "content",
    [
        LINE,
        LINE + "\n",
        "\ufeff" + LINE,
        "\r\n\n  \n" + LINE + "\r\n",
        json.dumps(PAYMENT, indent=2),
        json.dumps(PAYMENT, indent=0),
        f"[{LINE}]",
        json.dumps([PAYMENT], indent=4),
        "\ufeff[\n" + LINE + "\n]\n\n",
    ],
)
def test_one_payment_is_read_in_every_layout_of_json(tmp_path: Path, content: str) -> None:
    """A line, a laid-out object and an array, with or without a byte order mark, all give the same payment."""
    (row,) = rows_of(tmp_path, content)
    assert isinstance(row, PaymentRow)
    assert row.number == 1
    assert row.payment.model_dump(mode="json")["receiver"]["name"] == "JANE Q PUBLIC"


def test_rows_are_numbered_without_blank_lines(tmp_path: Path) -> None:
    """A blank line is no row, and a line that is no payment is one."""
    rows = rows_of(tmp_path, f"{LINE}\n\n{{}}\n   \n{LINE}")
    assert [row.number for row in rows] == [1, 2, 3]
    assert [type(row) for row in rows] == [PaymentRow, InvalidRow, PaymentRow]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("{", "row: is not JSON: expecting property name enclosed in double quotes at character 3"),
        ("null", "row: should be an object with the fields of a payment"),
        ('{"id": 1, "id": 2}', "row: holds the field id twice"),
        ('{"receiver": {"name": "A", "name": "B"}}', "row: holds the field name twice"),
        ('{"amount": NaN}', "row: holds NaN, which is not a number in JSON"),
        ('{"amount": -Infinity}', "row: holds -Infinity, which is not a number in JSON"),
        ('{"amount": ' + "9" * 5000 + "}", "row: holds a number with too many digits"),
        ('{"amount": 1e' + "9" * 30 + "}", "row: holds a number that is too large"),
        ('{"id": "\\ud800"}', "row: holds an escape that is half a character"),
        ('{"a":' * 100_000, "row: is nested too deeply"),
        ('{"id": "\x00"}', "row: is not JSON: invalid control character at character 9"),
    ],
)
def test_a_line_that_is_no_object_says_why_and_the_next_is_read(tmp_path: Path, line: str, error: str) -> None:
    """What is wrong with one line concerns that line alone."""
    assert errors_of(tmp_path, f"{LINE}\n{line}\n{LINE}\n") == [(), (error,), ()]


def test_a_line_that_is_not_utf_8_names_the_byte(tmp_path: Path) -> None:
    """A byte of another encoding makes its line invalid, with its place in the whole input."""
    content = LINE.encode() + b'\n{"id": "caf\xe9"}\n' + LINE.encode()
    offset = content.index(b"\xe9")
    assert errors_of(tmp_path, content) == [(), (f"row: is not UTF-8 text at byte {offset:,} of the input",), ()]


def test_an_amount_written_as_a_number_is_exact(tmp_path: Path) -> None:
    """0.10 as a JSON number is ten cents, not the nearest binary fraction."""
    (row,) = rows_of(tmp_path, json.dumps({**PAYMENT, "amount": 0}).replace('"amount": 0', '"amount": 90071992547.93'))
    assert isinstance(row, PaymentRow)
    assert row.payment.amount == Decimal("90071992547.93")


def test_shape_errors_say_where_and_what_without_values(tmp_path: Path) -> None:
    """Each error is `where: what`, with a hint for a mistyped field and nothing that the row holds."""
    wrong = {
        "direction": "sideways-771",
        "amount": "12.345",
        "recevier": {},
        "originator": "secret-991",
        "correspondents": [{"nmae": "x"}],
    }
    (errors,) = errors_of(tmp_path, json.dumps(wrong))
    assert set(errors) == {
        "direction: should be 'debit' or 'credit'",
        "amount: should have no more than 2 decimal places",
        "originator: should be an object",
        "receiver: is required",
        "correspondents[0].nmae: is not a field of a payment; did you mean name?",
        "recevier: is not a field of a payment; did you mean receiver?",
    }


def test_a_field_name_that_holds_an_account_number_is_masked(tmp_path: Path) -> None:
    """A row that is keyed by account numbers does not put them into an error."""
    (errors,) = errors_of(tmp_path, json.dumps({**PAYMENT, "DE89370400440532013000": 1, "x\u202e\n" * 60: 2}))
    assert "0532013000" not in str(errors)
    assert any(error.startswith("x??x??") and len(error) < 120 for error in errors)


def test_many_errors_are_counted_after_the_first_ten(tmp_path: Path) -> None:
    """A row of a thousand wrong lines says ten things and how many more there are."""
    (errors,) = errors_of(tmp_path, json.dumps({**PAYMENT, "remittance": [1] * 1000}))
    assert len(errors) == 11
    assert errors[-1] == "row: 990 more errors"


def test_items_of_an_array_are_rows(tmp_path: Path) -> None:
    """An item that is no payment is invalid in its place."""
    content = f'[{LINE}, {{"a": 1, "a": 2}}, 7, {LINE}]'
    assert errors_of(tmp_path, content) == [
        (),
        ("row: holds the field a twice",),
        ("row: should be an object with the fields of a payment",),
        (),
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "FILE is empty: it holds no payments"),
        (" \n\n ", "FILE is empty: it holds no payments"),
        ("[]", "FILE holds no payments"),
        (CSV_HEADER + "\n", "FILE holds no payments"),
        (f"[{LINE}, {LINE[:50]}", "FILE is not JSON: unterminated string starting at line 1"),
        (f"[{LINE} {LINE}]", "FILE is not JSON: expecting ',' delimiter at line 1"),
        (f"[{LINE},]", "FILE is not JSON: "),
        (f"[{LINE}] x", "FILE is not JSON: extra data at line 1"),
        ("[" * 100_000, "FILE is nested too deeply; none of its payments was read"),
        (json.dumps(PAYMENT, indent=1)[:-40], "FILE is not JSON: "),
        (b"[" + LINE.encode() + b', "\xff"]', "FILE is not UTF-8 text: byte "),
        (LINE.encode("utf-16"), "FILE is UTF-16 text from byte 0 on; save it as UTF-8"),
        (LINE.encode("utf-16-le"), "FILE is not UTF-8 text: byte 1 is NUL, as in UTF-16; save it as UTF-8"),
        (
            "<!DOCTYPE html><html>",
            "FILE is a web page or XML; this version reads JSON, JSON Lines, CSV and Nacha files",
        ),
        (b"PAR1\x15\x04", "FILE is a Parquet file; this version reads JSON, JSON Lines, CSV and Nacha files"),
        (b"PK\x03\x04\x00", "FILE is a zip archive or a spreadsheet; this version reads"),
        (b"\x1f\x8b\x08\x00", "FILE is a compressed file that is cut off or damaged"),
        (
            "hello\nworld\n",
            "FILE holds no payments that can be read: it starts neither with JSON nor with a CSV header",
        ),
        (b"\x7fELF\x02\x01\x01\x00", "FILE holds no payments that can be read"),
    ],
)
def test_an_input_of_no_known_format_is_refused_in_one_sentence(
    tmp_path: Path, content: str | bytes, sentence: str
) -> None:
    """The sentence says what the file is and what to do; no rows are given."""
    assert refusal(tmp_path, content).startswith(sentence)


def test_a_first_line_that_is_broken_does_not_hide_the_lines_behind_it(tmp_path: Path) -> None:
    """JSON Lines whose first line is cut off, or is not JSON at all, are still JSON Lines."""
    for first in (LINE[:60], "# exported today"):
        assert [bool(errors) for errors in errors_of(tmp_path, f"{first}\n{LINE}\n{LINE}\n")] == [True, False, False]


def test_a_missing_file_a_folder_and_a_name_with_nul_are_refused(tmp_path: Path) -> None:
    """What can't be opened is named with the system's reason."""
    for path in (tmp_path / "absent.jsonl", tmp_path, "a\0b"):
        with pytest.raises(InputError, match="can't be read: "):
            list(read(path))


def test_lines_are_taken_as_they_are_needed() -> None:
    """The first rows are there long before the input's end has been read: a long file is never held whole."""
    taken = 0

    class Counting(io.BytesIO):
        def readline(self, size: int | None = -1) -> bytes:
            nonlocal taken
            line = super().readline(size)
            taken += len(line)
            return line

    rows = json_lines_rows(Source("endless", Counting((LINE + "\n").encode() * 10_000)))
    assert [next(rows).number for _ in range(3)] == [1, 2, 3]
    assert taken < 5 * len(LINE)


def test_a_line_beyond_the_limit_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that is longer than any payment is invalid without being held, and the next one is read."""
    monkeypatch.setattr("achguard.intake.source.LINE_AT_MOST", 2000)
    monkeypatch.setattr("achguard.intake.sniff.LINE_AT_MOST", 2000)
    long = json.dumps({"id": "x" * 10_000})
    rows = rows_of(tmp_path, f"{LINE}\n{long}\n{LINE}\n{long}")
    assert [type(row) for row in rows] == [PaymentRow, InvalidRow, PaymentRow, InvalidRow]
    assert [type(row) for row in rows_of(tmp_path, f"{long}\n{LINE}")] == [InvalidRow, PaymentRow]


@pytest.mark.slow
@given(content=st.binary(max_size=400))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_rows_or_one_refusal(tmp_path: Path, content: bytes) -> None:
    """No bytes raise anything but the one error that says what is wrong."""
    try:
        rows = rows_of(tmp_path, content)
    except InputError as error:
        assert str(error)  # noqa: PT017  either way is right
    else:
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))


PIECES = (
    "{",
    "}",
    "[",
    "]",
    '"',
    ",",
    ":",
    "\n",
    "\r\n",
    "\\ud800",
    "id",
    "amount",
    "1e5",
    "NaN",
    LINE,
    "\ufeff",
    "\0",
    "é",
)


@pytest.mark.slow
@given(pieces=st.lists(st.sampled_from([*PIECES, CSV_HEADER, "receiver.name", "remittance.0", ";", "١", "🏦"])))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_of_plausible_pieces_is_rows_or_one_refusal(tmp_path: Path, pieces: list[str]) -> None:
    """Inputs that nearly make sense raise nothing else either, and their errors can be written as UTF-8."""
    try:
        rows = rows_of(tmp_path, "".join(pieces))
    except InputError as error:
        assert str(error).encode()  # noqa: PT017  either way is right
    else:
        assert all("".join(row.errors).encode() for row in rows if isinstance(row, InvalidRow))


def test_json_of_more_parts_than_a_payment_has_is_no_payment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commas inside text are no parts; a line of empty lists is not built up in memory."""
    monkeypatch.setattr("achguard.intake.strict_json.PARTS_AT_MOST", 50)
    monkeypatch.setattr("achguard.intake.strict_json._LOOKED_AT_FROM", 1000)
    words = json.dumps(PAYMENT | {"remittance": [',"' * 300]})
    many = json.dumps(PAYMENT | {"remittance": [[]] * 600})
    assert errors_of(tmp_path, f"{words}\n{many}") == [(), ("row: has more parts than a payment can have",)]


@pytest.mark.parametrize("rest", ["A" * 1_000_001, '\\"' * 500_001, ",A" * 500_001])
def test_a_long_line_whose_last_text_has_no_end_is_not_json(tmp_path: Path, rest: str) -> None:
    """It is told at once, by its place: letters are not tried in other groups."""
    assert errors_of(tmp_path, f'{{"id": "{rest}') == [
        ("row: is not JSON: unterminated string starting at character 8",)
    ]


def test_a_first_line_beyond_a_megabyte_is_not_looked_into(tmp_path: Path) -> None:
    """No header is as long, and behind an opening brace it is JSON Lines."""
    assert "its first line has more than 1,048,576 bytes" in refusal(tmp_path, "id," * 400_000)
    (errors,) = errors_of(tmp_path, '{"a": ' * 200_000)
    assert len(errors) == 1


def test_a_document_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document is held whole, so it has a limit, and the sentence names the way without one."""
    monkeypatch.setattr("achguard.intake.json_document.DOCUMENT_AT_MOST", 2 * len(LINE))
    assert len(rows_of(tmp_path, f"[{LINE}]")) == 1
    assert "write a payment a line" in refusal(tmp_path, f"[{LINE},{LINE}]")
