"""Portions of text are decided as their rows are one by one: the fast readers and the strict ones say the same.

Twins compared: `columnar.portion_tables` with `intake.csv_rows` and `intake.json_lines`.
"""

import io
import json
import pickle
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from achguard import ArrowGuard, Guard, InputError, Payment, Snapshot
from achguard.columnar.decided_rows import Unread
from achguard.columnar.portion_guard import PortionGuard, Rows
from achguard.intake.csv_rows import csv_head, csv_rows
from achguard.intake.json_lines import json_lines_rows
from achguard.intake.portions import Portion, csv_portions, json_portions
from achguard.intake.row import PaymentRow
from achguard.intake.source import Source
from factories import domestic_web_debit

pa = pytest.importorskip("pyarrow")

Said = list[tuple[int, str | None, object]]

GUARD = Guard("us-domestic", Snapshot.sample())
ARROW_GUARD = ArrowGuard(GUARD)

TITLES = "id,amount,direction,sec_code,originator.name,receiver.name,remittance,receiver.account.routing_number"
PLAIN = '"7",125.00,debit,WEB,OAK PAYROLL,ANNA BERG,"[""INV 7""]",011000015'
CSV_LINES = st.sampled_from(
    [
        PLAIN,
        PLAIN.replace("ANNA BERG", '"BERG, ANNA"'),
        PLAIN.replace("ANNA BERG", '"BERG\nANNA"'),
        PLAIN.replace("ANNA BERG", '"BERG ""A"" ANNA"'),
        PLAIN.replace("ANNA BERG", 'BERG "A" ANNA'),
        PLAIN.replace("ANNA BERG", '"BERG"A'),
        PLAIN.replace("ANNA BERG", '"BERG'),
        PLAIN.replace("ANNA BERG", '""'),
        PLAIN.replace("ANNA BERG", "\ufeffBERG"),
        PLAIN.replace("ANNA BERG", "MÜLLER \U0001d538"),
        PLAIN.replace("ANNA BERG", "MALIK TARENTOV ZORBAN"),
        PLAIN.replace("ANNA BERG", "A\0B"),
        PLAIN.replace("ANNA BERG", "A\rB"),
        PLAIN.replace("ANNA BERG", " "),
        PLAIN.replace("ANNA BERG", "null"),
        PLAIN.replace("ANNA BERG", "\\"),
        PLAIN.replace("125.00", "12500000000000000000000000000000000000"),
        PLAIN.replace("125.00", "1e2"),
        PLAIN.replace("125.00", "NaN"),
        PLAIN.replace("125.00", ""),
        PLAIN.replace("WEB", "web "),
        PLAIN + ",",
        PLAIN.rpartition(",")[0],
        PLAIN.replace('"[""INV 7""]"', "INV 7"),
        PLAIN.replace('"[""INV 7""]"', '"[""INV"", ""INV""]"'),
        PLAIN.replace('"7"', "007"),
        PLAIN.replace('"7"', ""),
        ",,,,,,,",
        "",
        " ",
        '"',
        "\r",
        PLAIN + "\r",
        "ANNA\udcff",
    ]
)

WHOLE = json.dumps({**domestic_web_debit(), "id": "7", "amount": 125.5})
JSON_LINES = st.sampled_from(
    [
        WHOLE,
        WHOLE.replace("125.5", '"125.50"'),
        WHOLE.replace("125.5", "1e2"),
        WHOLE.replace("125.5", "-0.001"),
        WHOLE.replace("125.5", "007"),
        WHOLE.replace("125.5", "9" * 30),
        WHOLE.replace("125.5", "NaN"),
        WHOLE.replace("125.5", "null"),
        WHOLE.replace('"7"', "7"),
        WHOLE.replace('"7"', '""'),
        WHOLE.replace('"7"', "null"),
        WHOLE.replace('"7"', '"7", "id": "8"'),
        WHOLE.replace('"7"', '"7", "\\u0069d": "8"'),
        WHOLE.replace('"7"', '"\\ud800"'),
        WHOLE.replace('"7"', '"\\ud83d\\ude00"'),
        WHOLE.replace('"7"', '"\\u0000"'),
        WHOLE.replace('"7"', '"\t"'),
        WHOLE.replace('"7"', '"\\"amount\\": 5,"'),
        WHOLE.replace('"7"', '"MÜLLER"'),
        WHOLE.replace('"7"', '"7", "memo": 1'),
        WHOLE.replace('"7"', '"7", "remittance": null'),
        WHOLE.replace('"7"', '"7", "remittance": []'),
        WHOLE.replace('"7"', '"7", "remittance": ["INV 7", null]'),
        WHOLE.replace('"7"', '"7", "remittance": ["INV 7", ""]'),
        WHOLE.replace('"7"', '"7", "correspondents": [{}]'),
        WHOLE.replace('"7"', '"7", "correspondents": [{"name": "CORRESPONDENT BANK", "branch_country": "DE"}]'),
        WHOLE.replace('"7"', '"7", "iat": {}'),
        WHOLE.replace('"7"', '"7", "iat": null'),
        WHOLE.replace('"7"', '"7", "iat": {"fx_reference": null}'),
        WHOLE.replace('"7"', '"7", "foreign_funds": {}'),
        WHOLE.replace('"7"', '"7", "same_day": true'),
        WHOLE.replace('"7"', '"7", "same_day": "yes"'),
        WHOLE.replace('"7"', '"7", "same_day": null'),
        WHOLE + WHOLE,
        WHOLE + " " + WHOLE,
        WHOLE[:-1],
        WHOLE + "}",
        WHOLE.replace(", ", "\n, ", 1),
        "{}",
        "null",
        "[1]",
        "7",
        "",
        "  ",
        "\x0b",
        "\ufeff" + WHOLE,
        WHOLE + "\r",
        " " + WHOLE,
        "\udcff",
    ]
)


def portions_of(text: str, kind: str, size: int) -> Iterator[Portion]:
    """Cut an input."""
    source = Source("the input", io.BytesIO(text.encode("utf-8", "surrogateescape")))
    if kind == "json":
        return json_portions(source, size)
    head = csv_head(source)
    return csv_portions(source, head, size, lines_before=head.lines)


def strictly(text: str, kind: str) -> tuple[Said, str]:
    """Give what is said of each row where rows are read one by one, and what ended the reading."""
    source = Source("the input", io.BytesIO(text.encode("utf-8", "surrogateescape")))
    said: Said = []
    try:
        for row in (json_lines_rows if kind == "json" else csv_rows)(source):
            if isinstance(row, PaymentRow):
                said.append(
                    (row.number, row.payment.id, GUARD.decide(row.payment).model_copy(update={"payment_id": None}))
                )
            else:
                said.append((row.number, None, row.errors))
    except InputError as error:
        return said, str(error)
    return said, ""


def payments_at(portion: Portion, numbers: list[int]) -> list[Payment]:
    """Give some of the rows of a portion as the strict reader has them."""
    return [row.payment for row in portion.strict_rows() if isinstance(row, PaymentRow) and row.number in numbers]


def together(text: str, kind: str, size: int, guard: PortionGuard) -> tuple[Said, str]:
    """Give the same where rows are decided in portions of a size."""
    said: Said = []
    try:
        for portion in portions_of(text, kind, size):
            for rows, _ in guard.decided(portion):
                paid = [number for number, _, each in rows.rows() if not isinstance(each, Unread)]
                if some := paid[1::2]:
                    assert [each.payment for each in guard.reread(portion, some)] == payments_at(portion, some)
                for number, payment_id, each in rows.rows():
                    alone = each.errors if isinstance(each, Unread) else each.model_copy(update={"payment_id": None})
                    said.append((number, payment_id, alone))
    except InputError as error:
        return said, str(error)
    return said, ""


SIZES = st.sampled_from([1, 40, 300, 2000, 1_000_000])


@settings(max_examples=150, deadline=None)
@given(lines=st.lists(CSV_LINES, min_size=1, max_size=9), size=SIZES, end=st.sampled_from(["\n", "\r\n"]))
def test_portions_of_csv_are_read_as_one_file_is(lines: list[str], size: int, end: str) -> None:
    """Quotes, blanks, missing and extra cells, marks, numbers of every kind: same rows, same errors, same order."""
    text = end.join([TITLES, *lines])
    assert together(text, "csv", size, PortionGuard(ARROW_GUARD)) == strictly(text, "csv")


@settings(max_examples=150, deadline=None)
@given(lines=st.lists(JSON_LINES, min_size=1, max_size=9), size=SIZES, end=st.sampled_from(["\n", "\r\n"]))
def test_portions_of_json_lines_are_read_as_one_file_is(lines: list[str], size: int, end: str) -> None:
    """Names given twice, nulls, empty objects, several objects in a line: same rows, same errors, same numbers."""
    text = end.join(lines)
    assert together(text, "json", size, PortionGuard(ARROW_GUARD)) == strictly(text, "json")


@pytest.mark.parametrize("size", [2000, 1_000_000])
@pytest.mark.parametrize("length", [60_000, 130_000, 140_000, 400_000])
@pytest.mark.parametrize("cell", ["INV {}", '"[""INV {}""]"', '"[""INV\n{}""]"'])
def test_rows_before_a_cell_that_is_too_long_stay_decided(cell: str, length: int, size: int) -> None:
    """What follows a cell of more than 131,072 characters is not read, and what is in front of it is not lost."""
    long = PLAIN.replace('"[""INV 7""]"', cell.format("A" * length))
    text = "\n".join([TITLES, *[PLAIN] * 50, long, *[PLAIN] * 9])
    said, trouble = together(text, "csv", size, PortionGuard(ARROW_GUARD))
    assert len(said) == (50 if trouble else 60)
    assert (said, trouble) == strictly(text, "csv")


@pytest.mark.parametrize(
    ("kind", "head", "line", "odd"), [("csv", TITLES + "\n", PLAIN, PLAIN + ","), ("json", "", WHOLE, "{}")]
)
def test_ordinary_rows_go_the_fast_way_beside_an_odd_one(kind: str, head: str, line: str, odd: str) -> None:
    """An odd row takes few others with it to the strict reader."""
    guard = PortionGuard(ARROW_GUARD)
    text = head + f"{line}\n" * 500 + f"{odd}\n" + f"{line}\n" * 500
    said, _ = together(text, kind, 1_000_000, guard)
    assert len(said) == guard.rows == 1001
    assert 1 <= guard.strict_rows <= 64


@pytest.mark.parametrize(
    "column",
    [
        pa.array(map(str, range(50_000))),
        pa.array(map(str, range(50_000)), pa.large_string()),
        pa.array((f"number {row:09}" for row in range(50_000)), pa.string_view()),
        pa.array(map(str, range(50_000))).dictionary_encode(),
        pa.array([[str(row)] for row in range(50_000)]),
        pa.array([{"value": str(row)} for row in range(50_000)]),
        pa.array([b"\xff"] * 50_000).view(pa.string()),
    ],
    ids=lambda column: str(column.type),
)
def test_rows_of_a_table_travel_without_the_rest_of_their_batch(column: "pa.Array") -> None:
    """A batch of millions of rows is sent once altogether, and not once for each portion."""
    batch = pa.RecordBatch.from_arrays([column], ["id"])
    sent = pickle.dumps(Rows(batch.slice(40_000, 10), 40_000))
    arrived = pickle.loads(sent)  # noqa: S301  pickled one line above
    assert len(sent) < 2_000
    assert values(arrived.batch) == values(batch.slice(40_000, 10))
    assert (arrived.rows_before, arrived.rows) == (40_000, 10)


def values(batch: "pa.RecordBatch") -> list[object]:
    """Give the values of the one column of a batch, bytes where they are not text."""
    try:
        return list(batch.column(0).to_pylist())
    except UnicodeDecodeError:
        return list(batch.column(0).view(pa.binary()).to_pylist())


def test_rows_without_columns_travel_too() -> None:
    """They are as many as they were."""
    rows = Rows(pa.RecordBatch.from_arrays([pa.array(["a", "b"])], ["id"]).select([]), 3)
    assert pickle.loads(pickle.dumps(rows)).rows == 2  # noqa: S301  pickled here


@pytest.mark.parametrize("kind", ["csv", "json", "strict", "table"])
def test_amounts_are_those_of_parties(kind: str) -> None:
    """Without names there are the same dollars, of tables, of their odd rows, and of what is read strictly alone."""
    lines = [PLAIN, PLAIN.replace("125.00", "1e2"), PLAIN + ",", PLAIN.replace("125.00", ""), PLAIN]
    text, portion_kind = "\n".join([TITLES, *lines]), "csv"
    if kind == "json":
        text, portion_kind = "\n".join([WHOLE, WHOLE.replace("125.5", "007"), "{}", WHOLE]), "json"
    if kind == "strict":
        text += '\n"a"b'
    portions: list[Portion | Rows] = [*portions_of(text, portion_kind, 1_000_000)]
    if kind == "table":
        cells = {"amount": ["1.50", "x", None], "receiver": [{"name": "ANNA BERG"}, {"name": "EVE"}, None]}
        portions = [Rows(pa.RecordBatch.from_pydict(cells), 0)]
    found = []
    for names in (True, False):
        guard = PortionGuard(ARROW_GUARD, parties=True, names=names)
        found.append([party for portion in portions for _, parties in guard.decided(portion) for party in parties])
    whole, alone = found
    assert alone == [("", amount) for _, amount in whole]
    assert any(name and amount for name, amount in whole)
    assert ("", "") in whole


def test_rows_of_a_table_are_read_again() -> None:
    """Those that are asked for, in their order, wherever the portion is in its table."""
    cells = {
        "id": ["1", "2", "3"],
        "amount": ["1.50", "2.50", "3.50"],
        "direction": ["debit"] * 3,
        "originator.name": ["OAK"] * 3,
        "receiver.name": ["ANNA BERG"] * 3,
    }
    portion = Rows(pa.RecordBatch.from_pydict(cells), 40)
    again = [*PortionGuard(ARROW_GUARD).reread(portion, [41, 43])]
    assert [(each.payment and each.payment.id, each.line) for each in again] == [("1", None), ("3", None)]
