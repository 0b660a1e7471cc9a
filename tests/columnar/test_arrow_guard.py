"""Tables: each row gets the decision that its payment gets alone, whatever the table's form, and travels to workers.

Twins compared: `columnar.arrow_guard` with `Guard.decide`.
"""

import datetime as dt
import pickle
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import parquet

from achguard import ArrowGuard
from achguard.columnar import arrow_sources
from achguard.columnar.arrow_schema import BASIS_KEY, basis_digest, decision_schema
from achguard.errors import ConfigurationError, InputError
from achguard.guard import Guard
from achguard.model.decision import Accept, Ask, Basis, Hold, Redirect
from achguard.model.payment import Payment
from achguard.rules.context import KnownParties
from achguard.sanctions.snapshot import Snapshot
from factories import domestic_web_debit, payment
from payment_tables import as_dictionaries, flat, in_chunks, nested, of_text, reversed_columns, whole
from spec import AS_OF, cases

if TYPE_CHECKING:
    from achguard.sanctions.hit import Hit

PAYMENTS = [case.payment for case in cases()]
# In a column of its own an empty text is nothing, and without a name there is no payment.
NAMED = [each for each in PAYMENTS if each.originator.name and each.receiver.name]
PLAIN = payment("domestic_web_debit")


@cache
def guard() -> Guard:
    """Give a guard with the sample list."""
    return Guard("us-domestic", Snapshot.sample(published=AS_OF), as_of=AS_OF)


@cache
def arrow_guard() -> ArrowGuard:
    """Give it for tables."""
    return ArrowGuard(guard())


@cache
def alone(each: Payment) -> dict[str, Any]:
    """Give what a row should say of a payment."""
    return row_of(guard().decide(each))


def row_of(decision: Accept | Ask | Redirect | Hold) -> dict[str, Any]:
    """Give the row of a decision, but for its number."""
    said = decision.model_dump()
    basis = said.pop("basis")
    said = {name: list(part) if isinstance(part, tuple) else part for name, part in said.items()}
    said["findings"] = [whole(each) for each in decision.findings]
    for question in said["questions"]:
        question["choices"] = list(question.get("choices", ()))
        question.setdefault("code", None)
        question.setdefault("input", None)
        question.setdefault("version", None)
        question.setdefault("language", None)
    for other in said["alternatives"]:
        other["conditions"] = list(other["conditions"])
        for name in ("url", "phone", "language"):
            other.setdefault(name, None)
    said["outcome"] = said["outcome"].value
    said.setdefault("contact", None)
    digest = basis_digest(decision.basis.model_copy(update={"certification": None}))
    return said | {"certification": basis.get("certification"), "errors": [], "basis": digest}


def rows(decided: pa.RecordBatchReader) -> list[dict[str, Any]]:
    """Give the rows of decisions, whose numbers are right."""
    found: list[dict[str, Any]] = decided.read_all().to_pylist()
    assert [row.pop("row") for row in found] == [*range(1, len(found) + 1)]
    return found


FORMS: dict[str, Callable[[pa.Table], pa.Table]] = {
    "as it is": lambda table: table,
    "large texts": lambda table: of_text(table, pa.large_string),
    "views of texts": lambda table: of_text(table, pa.string_view),
    "dictionaries": as_dictionaries,
    "reversed columns": reversed_columns,
    "rows alone": lambda table: in_chunks(table, 1),
    "pieces": lambda table: in_chunks(table, 7),
}


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("make", [nested, flat])
def test_together_is_as_alone(make: Callable[[list[Payment]], pa.Table], form: str) -> None:
    """Every rule's spec cases as rows of one table, in every form of it."""
    payments = PAYMENTS if make is nested else NAMED
    assert rows(arrow_guard().decide(FORMS[form](make(payments)))) == [alone(each) for each in payments]


@pytest.mark.parametrize(
    "frame",
    [
        pl.from_arrow,
        lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
        duckdb.from_arrow,
        lambda table: table.to_batches()[0],
        lambda table: table.to_reader(),
    ],
    ids=["polars", "pandas", "duckdb", "batch", "reader"],
)
def test_what_gives_arrow_is_taken(frame: Callable[[pa.Table], object]) -> None:
    """Frames of other libraries, a batch and a reader are decided as the table is."""
    payments = NAMED[:40]
    table = flat(payments).combine_chunks()
    assert rows(arrow_guard().decide(frame(table))) == [alone(each) for each in payments]


def test_a_frame_of_pandas_may_be_sorted_and_filtered(tmp_path: Path) -> None:
    """The numbers of rows that pandas keeps beside an index without a name are no column, in its Parquet files too."""
    frame = flat(PAYMENTS[:9]).to_pandas(types_mapper=pd.ArrowDtype).iloc[[4, 1, 7]]
    expected = [alone(PAYMENTS[place]) for place in (4, 1, 7)]
    assert rows(arrow_guard().decide(frame)) == expected
    frame.to_parquet(tmp_path / "sorted.parquet")
    assert rows(arrow_guard().decide(tmp_path / "sorted.parquet")) == expected


def failing_at(row: int) -> duckdb.DuckDBPyRelation:
    """Give a query that ends at one of its rows, with an error that shows an account number."""
    # Neither a constant to cast nor a parameter: older versions of DuckDB run such a query before anybody reads it.
    return duckdb.sql("from range(9000)").project(
        f"cast(if(range = {row}, 'no 220014438', range::varchar) as int) as id"
    )


@pytest.mark.parametrize(
    ("frame", "why"),
    [
        (lambda: pl.Series("id", ["p-1"]), "the Series can't be read as an Arrow table"),
        (lambda: pl.DataFrame({"amount": pl.Series([5], dtype=pl.Int128)}), "the DataFrame can't be read"),
        (lambda: pd.DataFrame({"id": ["220014438", 2]}), "column id with type object"),
        (lambda: pd.DataFrame([["p-1", "p-2"]], columns=["id", "id"]), "the DataFrame can't be read"),
        (lambda: failing_at(0), "the DuckDBPyRelation can't be read"),
        (lambda: failing_at(8_999), "the DuckDBPyRelation can't be read"),
        (lambda: failing_at(8_999).to_arrow_reader(1000), "the RecordBatchReader can't be read"),
    ],
)
def test_a_frame_that_gives_no_table_is_told(frame: Callable[[], object], why: str) -> None:
    """What it is and which column are told, no error of another library comes through, and no value of a row."""
    with pytest.raises(InputError, match=why) as caught:
        arrow_guard().decide(frame()).read_all()
    assert "220014438" not in str(caught.value)


@pytest.mark.parametrize("write", ["parquet", "file", "stream"])
def test_a_path_is_read(tmp_path: Path, write: str) -> None:
    """Parquet and both of Arrow's own files are told by what they hold."""
    path, table = tmp_path / "payments", nested(PAYMENTS[:40])
    if write == "parquet":
        parquet.write_table(table, path, row_group_size=9)
    else:
        make = pa.ipc.new_file if write == "file" else pa.ipc.new_stream
        with make(str(path), table.schema) as sink:
            sink.write_table(table, max_chunksize=9)
    assert rows(arrow_guard().decide(path)) == [alone(each) for each in PAYMENTS[:40]]
    assert rows(arrow_guard().decide(str(path))) == [alone(each) for each in PAYMENTS[:40]]


def test_a_big_batch_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory does not grow with the batches of others, and rows keep their numbers."""
    monkeypatch.setattr(arrow_sources, "ROWS_AT_ONCE", 3)
    decided = arrow_guard().decide(nested([PLAIN] * 8).combine_chunks())
    assert [batch.num_rows for batch in decided] == [3, 3, 2]
    assert len(rows(arrow_guard().decide(nested([PLAIN] * 8)))) == 8


def test_a_row_that_is_no_payment_is_invalid() -> None:
    """It keeps its place, number and id, and says why; the others are decided."""
    table = pa.table(
        {
            "id": ["p-1", "p-2", None, "p-4"],
            "direction": ["debit", "sideways", "debit", "debit"],
            "amount": [Decimal("1.00"), Decimal("1.001"), None, Decimal("4.00")],
            "originator.name": ["AGENCY"] * 4,
            "receiver.name": ["JANE", "JANE", "JANE", ""],
            "remittance": ["[]", '["INV 7"]', "[]", "[]"],
        }
    )
    found = arrow_guard().decide(table).read_all().to_pylist()
    assert [(row["row"], row["outcome"], row["payment_id"]) for row in found] == [
        (1, "ask", "p-1"),
        (2, "invalid", "p-2"),
        (3, "invalid", None),
        (4, "invalid", "p-4"),
    ]
    assert [row["errors"] for row in found] == [
        [],
        [
            "direction: should be 'debit' or 'credit'",
            "amount: should have no more than 2 decimal places",
        ],
        ["amount: is required"],
        ["receiver: is required"],
    ]
    assert [row["basis"] is None for row in found] == [False, True, True, True]
    assert [row["findings"] for row in found[1:]] == [[], [], []]


def test_text_that_is_no_utf_8_makes_its_row_invalid() -> None:
    """Arrow takes any bytes for text where they were not looked at; the rows beside it are decided."""
    texts = pa.array([b"JANE", b"J\xffNE"]).view(pa.string())
    table = flat([PLAIN, PLAIN])
    at = table.schema.get_field_index("receiver.name")
    found = arrow_guard().decide(table.set_column(at, "receiver.name", texts)).read_all().to_pylist()
    assert [row["outcome"] for row in found] == ["accept", "invalid"]
    assert found[1]["errors"] == ["receiver.name: is not UTF-8 text, or holds a date that no calendar has"]


@pytest.mark.parametrize(
    ("amount", "outcome"),
    [
        (pa.array([125.25]), "accept"),
        (pa.array([125]), "accept"),
        (pa.array(["125.25"]), "accept"),
        (pa.array([Decimal("125.2500")], pa.decimal128(38, 18)), "accept"),
        (pa.array([125.255]), "invalid"),
        (pa.array([float("nan")]), "invalid"),
        (pa.array([-1]), "invalid"),
    ],
)
def test_amounts_are_taken_as_in_json(amount: pa.Array, outcome: str) -> None:
    """Decimals, whole numbers, texts and floats of at most two decimals are dollars."""
    table = flat([PLAIN])
    at = table.schema.get_field_index("amount")
    assert arrow_guard().decide(table.set_column(at, "amount", amount)).read_all()["outcome"].to_pylist() == [outcome]


def _many(*types: pa.DataType) -> list[pa.Array]:
    return [pa.array([Decimal(each) for each in ("5", "0", "-3")], type_) for type_ in types]


# pyarrow has the narrow ones since 19.
DECIMAL_32, DECIMAL_64 = (getattr(pa, name, pa.decimal128) for name in ("decimal32", "decimal64"))
SMALL, LARGE = DECIMAL_32(9, 2), pa.decimal256(70, 4)
RARE: list[tuple[str, pa.Array, list[str]]] = [
    *(("amount", each, ["accept", "ask", "invalid"]) for each in _many(SMALL, DECIMAL_64(18, 4), LARGE, pa.int64())),
    (
        "amount",
        pa.array([Decimal(500), Decimal(0), Decimal(10) ** 7], pa.decimal128(6, -2)),
        ["accept", "ask", "accept"],
    ),
    (
        "amount",
        pa.array([Decimal("5.001"), Decimal("5.01"), None], DECIMAL_64(9, 3)),
        ["invalid", "accept", "invalid"],
    ),
    ("amount", pa.array([7, 2**63, 2**64 - 1], pa.uint64()), ["accept", "invalid", "invalid"]),
    ("amount", pa.array([7, 2**53 + 1, -(2**63)], pa.int64()), ["accept", "invalid", "invalid"]),
    ("amount", pa.array([7, 2**63 - 1, 7]).dictionary_encode(), ["accept", "invalid", "accept"]),
    ("iat.foreign_amount", pa.array([7, 2**63 - 1, None]), ["redirect", "invalid", "accept"]),
    (
        "effective_date",
        pa.array([20780, 2**31 - 1, -(2**31)], pa.int32()).cast(pa.date32()),
        ["accept", *["invalid"] * 2],
    ),
    (
        "originator.date_of_birth",
        pa.array([0, 2**31 - 1, None], pa.int32()).cast(pa.date32()),
        ["accept", "invalid", "accept"],
    ),
    (
        "remittance",
        pa.array([["INV 7"], None, ["MALIK TARENTOV ZORBAN"]], pa.list_view(pa.string())),
        ["accept", "accept", "hold"],
    ),
    ("remittance", pa.array([None, [], [None]], pa.list_(pa.null())), ["accept", "accept", "invalid"]),
]


@pytest.mark.parametrize(("name", "values", "outcomes"), RARE, ids=lambda part: str(getattr(part, "type", "")))
@pytest.mark.parametrize("size", [1, 3])
def test_values_of_rare_types_are_decided(name: str, values: pa.Array, outcomes: list[str], size: int) -> None:
    """Narrow and wide decimals, numbers no float holds, days no calendar has and views of lists raise nothing."""
    table = flat([PLAIN] * len(values))
    above = [each for each in table.schema.names if not f"{each}.".startswith(f"{name}.")]
    decided = arrow_guard().decide(in_chunks(table.select(above).append_column(name, values), size)).read_all()
    assert decided["outcome"].to_pylist() == outcomes


@pytest.mark.parametrize("rows_", [0, 3])
def test_a_table_of_nothing_known(rows_: int) -> None:
    """A table without rows gives none, and columns of nulls make no payment."""
    table = pa.table({"id": pa.nulls(rows_), "receiver": pa.nulls(rows_)})
    found = arrow_guard().decide(table).read_all()
    assert found.schema.equals(arrow_guard().output_schema, check_metadata=True)
    assert found["outcome"].to_pylist() == ["invalid"] * rows_


def test_rows_without_columns_make_no_payments() -> None:
    """A batch keeps its rows where it has no columns, and so do a part of it, a table and a reader."""
    batch = pa.RecordBatch.from_struct_array(pa.array([{}] * 3, pa.struct([])))
    said = [each for _, _, each in arrow_guard().decided(batch, 8).rows()]
    assert len(said) == len(arrow_guard().decided(batch)) == 3
    assert arrow_guard().decide_batch(batch, 8)["row"].to_pylist() == [8, 9, 10]
    reader = pa.RecordBatchReader.from_batches(batch.schema, [batch])
    for source, rows_ in ((batch, 3), (batch.slice(1), 2), (pa.Table.from_batches([batch]), 3), (reader, 3)):
        assert arrow_guard().decide(source).read_all()["outcome"].to_pylist() == ["invalid"] * rows_


def test_the_basis_is_told_once() -> None:
    """The schema's metadata holds it, and each row its digest; what a payor certified is the row's own."""
    certified = payment("domestic_web_debit", {"certification": {"version": "2", "by": "JANE", "on": "2026-11-20"}})
    decided = arrow_guard().decide(nested([PLAIN, certified])).read_all()
    assert decided.schema.names == decision_schema().names
    assert Basis.model_validate_json(decided.schema.metadata[BASIS_KEY]) == arrow_guard().basis == guard().basis()
    assert set(decided["basis"].to_pylist()) == {basis_digest(arrow_guard().basis)}
    assert decided["certification"].to_pylist() == [None, {"version": "2", "by": "JANE", "on": dt.date(2026, 11, 20)}]


def test_plain_types_come_out() -> None:
    """No column is a dictionary, and all texts are plain, whatever went in: Spark takes no others."""
    decided = arrow_guard().decide(as_dictionaries(flat([PLAIN] * 3))).read_all()
    said = str(decided.schema.remove_metadata())
    assert "dictionary" not in said
    assert "large" not in said
    assert "view" not in said


def test_decide_batch_numbers_from_a_first_row() -> None:
    """A worker that gets the middle of a table says so."""
    batch = nested([PLAIN, PLAIN]).to_batches()[0]
    assert arrow_guard().decide_batch(batch, first_row=70)["row"].to_pylist() == [70, 71]


def test_it_decides_by_one_day() -> None:
    """A guard of no day becomes one of today, so that a run over midnight rests on one basis."""
    open_guard = Guard("us-domestic", Snapshot.sample())
    assert open_guard.as_of is None
    assert ArrowGuard(open_guard).guard.as_of == open_guard.today()
    assert open_guard.as_of is None


def test_it_travels_as_a_specification(tmp_path: Path) -> None:
    """Another process opens the lists by their path, once, and decides alike; the pickle holds no list."""
    folder = tmp_path / "lists"
    Snapshot.sample(published=AS_OF).build(folder)
    sent = ArrowGuard(Guard("us-domestic", folder, as_of=AS_OF))
    content = pickle.dumps(sent)
    assert b"ZORBAN" not in content
    arrived = pickle.loads(content)  # noqa: S301  ours
    assert repr(arrived) == "ArrowGuard(not yet opened here)"
    table = nested(PAYMENTS[:40])
    assert arrived.decide(table).read_all().equals(sent.decide(table).read_all(), check_metadata=True)
    assert pickle.loads(content).guard is arrived.guard, "opened once in a process"  # noqa: S301  ours
    assert pickle.dumps(arrived) == content, "what arrived can be sent on"


def test_a_worker_that_would_decide_otherwise_refuses(tmp_path: Path) -> None:
    """Its lists are others than those that were sent; and nothing else of the basis may differ either."""
    folder = tmp_path / "lists"
    Snapshot.sample(published=AS_OF).build(folder)
    content = pickle.dumps(ArrowGuard(Guard("us-domestic", folder, as_of=AS_OF)))
    script = tmp_path / "worker.py"
    script.write_text(
        "import pickle, sys\n"
        "from achguard import package_files\n"
        "package_files.version = lambda: '9.9'\n"
        "guard = pickle.loads(bytes.fromhex(sys.argv[1]))\n"
        "try:\n    guard.guard\nexcept Exception as error:\n    print(type(error).__name__, error)\n"
    )

    def said() -> str:
        ran = subprocess.run([sys.executable, script, content.hex()], check=True, capture_output=True, text=True)
        return ran.stdout

    assert said().startswith("ConfigurationError this process would decide otherwise than the one that sent the guard")
    assert "other achguard;" in said()
    Snapshot.sample(published=AS_OF, also=["PAT SOMEBODY"]).build(folder)
    assert said().startswith("SnapshotError ")


@pytest.mark.parametrize("source", [None, 7, [PLAIN], {"id": ["p-1"]}])
def test_something_that_is_no_table_is_refused(source: object) -> None:
    """The error says what is taken."""
    with pytest.raises(ConfigurationError, match="takes a pyarrow Table, RecordBatch or RecordBatchReader"):
        arrow_guard().decide(source)


def test_a_guard_is_needed() -> None:
    """Anything else in its place is told at once."""
    with pytest.raises(ConfigurationError, match="ArrowGuard takes a Guard"):
        ArrowGuard("us-domestic")  # type: ignore[arg-type]


def test_a_guard_that_cannot_travel_is_told() -> None:
    """Rules that no other process can import are refused when the guard is sent."""

    class Local(type(guard().rules[0])):  # type: ignore[misc]
        code = "ACH901"

    sent = ArrowGuard(Guard("us-domestic", rules=(*guard().rules, Local())))
    with pytest.raises(ConfigurationError, match="the guard can't travel to another process"):
        pickle.dumps(sent)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is neither Parquet nor Arrow"),
        (b"id,amount\n", "is neither Parquet nor Arrow"),
        (b"PAR1 cut off", "can't be read: "),
        (b"ARROW1 cut off", "can't be read: "),
        (b"\xff\xff\xff\xff cut off", "can't be read: "),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    """What it is called and what is wrong are told, without its folder."""
    path = tmp_path / "payments.parquet"
    path.write_bytes(content)
    with pytest.raises(InputError, match=f"payments.parquet {said}") as caught:
        arrow_guard().decide(path)
    assert str(tmp_path) not in str(caught.value)
    for absent in ("absent", "abs\0ent"):
        with pytest.raises(InputError, match="can't be opened"):
            arrow_guard().decide(tmp_path / absent)


def test_a_file_that_breaks_off_gives_what_stands_before(tmp_path: Path) -> None:
    """Rows before the break are decided, and then an error tells it."""
    path = tmp_path / "payments"
    with pa.ipc.new_stream(str(path), nested([PLAIN]).schema) as sink:
        sink.write_table(nested([PLAIN] * 20), max_chunksize=10)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 3 // 4])
    decided = arrow_guard().decide(path)
    assert decided.read_next_batch().num_rows == 10
    with pytest.raises(InputError, match="payments can't be read any further"):
        decided.read_next_batch()


def test_a_wrong_column_is_told_before_anything_is_decided() -> None:
    """A table with a column that is no payment's gives no decision."""
    rows_ = [{name: value for name, value in domestic_web_debit().items() if name != "amount"} | {"amuont": "1.00"}]
    table = pa.Table.from_pylist(rows_)
    with pytest.raises(InputError, match="'amuont', is not a field of a payment; did you mean amount"):
        arrow_guard().decide(table)


class Told(Guard):
    """A guard that notes what it is told of parties that were screened before."""

    told: ClassVar[dict[tuple[object, ...], "tuple[Hit, ...]"]] = {}

    def _decide_known(self, payment: Payment, known: KnownParties, **how: Any) -> Accept | Ask | Hold | Redirect:
        self.told.update(known)
        return super()._decide_known(payment, known, **how)


def test_names_of_rows_that_are_decided_alone_are_screened_with_the_others() -> None:
    """A row with a foreign account and one with a listed name get what the search for all rows found for them."""
    lists = Snapshot.sample(published=AS_OF)
    plain = PLAIN
    abroad = payment(changes={"receiver": {"name": "ANNA BEISPIEL", "account": {"iban": "DE89370400440532013000"}}})
    listed = payment(changes={"receiver": {"name": next(iter(lists.entities)).primary_name}})
    by = Told("us-domestic", lists, as_of=AS_OF)
    decided = ArrowGuard(by).decide(nested([plain, abroad, plain, listed])).read_all().to_pylist()
    assert [row["outcome"] for row in decided] == [by.decide(each).outcome for each in (plain, abroad, plain, listed)]
    told = {str(name): (hits, kind, country) for (name, kind, _, country, _), hits in Told.told.items()}
    for each in (abroad, listed):
        party = each.receiver
        hits, *_ = told[party.name]
        assert hits == lists.screen(
            party.name, kind=party.kind, date_of_birth=party.date_of_birth, country=party.address.country, as_of=AS_OF
        )
    assert told[listed.receiver.name][0]
