"""Frames on a Spark cluster of two workers: each row gets the decision that its payment gets alone.

Twins compared: `integrations.spark` with `columnar.arrow_guard` and with `Guard.decide`.
"""

import importlib
import re
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from pyarrow import dataset

pytest.importorskip("pyspark", reason="PySpark is not installed")
from pyspark.errors import PythonException

from achguard import ArrowGuard, Guard, Payment, Snapshot
from achguard.columnar.arrow_schema import basis_digest
from achguard.errors import ConfigurationError, InputError
from achguard.integrations.spark import BASIS_KEY, decide
from achguard.model.decision import Basis
from achguard.rules import RULES
from factories import payment
from payment_tables import as_dictionaries, flat, nested, of_text, reversed_columns, whole
from spark_cluster import OF_NEW_PANDAS, running
from spec import AS_OF, cases

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

pytestmark = [pytest.mark.slow, OF_NEW_PANDAS]

ROWS = 10_000
PLAIN = payment("domestic_web_debit")
SOME = [PLAIN.model_copy(update={"id": f"some-{number}"}) for number in range(8)]
NEEDED = frozenset({"id", "direction", "amount", "originator.name", "receiver.name"})
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator["SparkSession"]:
    """Run one cluster of two workers for all of these tests, which one process runs: a run of tests has no other.

    The page about Spark makes a session of its own, and would be given this one if it were still there.
    """
    with running(tmp_path_factory.mktemp("spark")) as session:
        yield session


@cache
def guard() -> Guard:
    """Give a guard with the sample list."""
    return Guard(lists=Snapshot.sample(published=AS_OF), as_of=AS_OF)


@cache
def many() -> list[Payment]:
    """Give the payments of every rule's spec cases among ordinary ones, each with an id of its own."""
    of_cases = [case.payment for case in cases()]
    space = ROWS // len(of_cases)
    payments = [
        of_cases[number // space] if number % space == 0 and number // space < len(of_cases) else PLAIN
        for number in range(ROWS)
    ]
    return [each.model_copy(update={"id": f"p-{number}"}) for number, each in enumerate(payments)]


def in_order(decisions: pa.Table) -> Rows:
    """Give the rows of decisions without their numbers, which Spark's have not."""
    rows: Rows = decisions.drop_columns("row").to_pylist()
    return rows


def by_id(decisions: pa.Table) -> Rows:
    """Give them in order of their payments' ids."""
    return sorted(in_order(decisions), key=lambda row: str(row["payment_id"]))


def alone(table: pa.Table) -> Rows:
    """Give what the same guard says of a table without Spark."""
    return by_id(ArrowGuard(guard()).decide(table).read_all())


def frame(spark: "SparkSession", table: pa.Table) -> "DataFrame":
    """Give a table as a frame of three partitions."""
    return spark.createDataFrame(table).repartition(3)


def test_every_spec_case_is_decided_as_alone(spark: "SparkSession") -> None:
    """10,000 rows of every rule's cases: as many decisions, each of its payment and as a `Guard` gives it."""
    decided = decide(frame(spark, nested(many())), guard()).toArrow()
    assert set(decided.column("row").to_pylist()) == {None}
    rows = {row["payment_id"]: row for row in by_id(decided)}
    assert decided.num_rows == len(rows) == ROWS
    assert [rows[each.id] for each in many()] == in_order(ArrowGuard(guard()).decide(nested(many())).read_all())
    for one in many()[:: ROWS // len(cases())][: len(cases())]:
        decision = guard().decide(one)
        assert rows[one.id]["outcome"] == decision.outcome
        assert rows[one.id]["findings"] == [whole(finding) for finding in decision.findings]


FORMS: dict[str, Callable[[pa.Table], pa.Table]] = {
    "flat": lambda table: table,
    "in another order": reversed_columns,
    "dictionaries": as_dictionaries,
    "large texts": lambda table: of_text(table, pa.large_string),
    "columns of nothing": lambda table: pa.table(
        {name: table.column(name) if name in NEEDED else pa.nulls(len(table)) for name in table.schema.names}
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_columns_are_taken_by_name_and_given_in_order(spark: "SparkSession", form: str) -> None:
    """Whatever order and type the columns have; the decisions' own stand in the order of the schema."""
    table = FORMS[form](flat(SOME))
    decided = decide(frame(spark, table), guard())
    assert decided.columns == ArrowGuard(guard()).output_schema.names
    assert by_id(decided.toArrow()) == alone(table)


def test_batches_of_large_texts_are_taken(spark: "SparkSession") -> None:
    """Spark may hand its workers every text as a large one."""
    name = "spark.sql.execution.arrow.useLargeVarTypes"
    spark.conf.set(name, "true")
    try:
        decided = decide(frame(spark, nested(SOME)), guard()).toArrow()
    finally:
        spark.conf.unset(name)
    assert [row["findings"] for row in by_id(decided)] == [row["findings"] for row in alone(nested(SOME))]


def test_a_partition_may_be_empty(spark: "SparkSession") -> None:
    """More partitions than rows, and a frame without a row."""
    table = nested(SOME[:2])
    payments = spark.createDataFrame(table)
    assert by_id(decide(payments.repartition(5), guard()).toArrow()) == alone(table)
    assert decide(payments.limit(0), guard()).count() == 0


def test_a_row_that_is_no_payment_is_invalid(spark: "SparkSession") -> None:
    """It has its id, where it has one, and says why; the others are decided."""
    amounts = [Decimal("1.00"), None, Decimal("3.00"), None]
    table = flat(SOME[:4]).set_column(
        flat(SOME).schema.names.index("amount"), "amount", pa.array(amounts, pa.decimal128(15, 2))
    )
    names = pa.array([SOME[0].id, SOME[1].id, SOME[2].id, None])
    table = table.set_column(table.schema.names.index("id"), "id", names)
    decided = {row["payment_id"]: row for row in by_id(decide(frame(spark, table), guard()).toArrow())}
    assert decided == {row["payment_id"]: row for row in alone(table)}
    assert [decided[name]["outcome"] == "invalid" for name in names.to_pylist()] == [False, True, False, True]
    assert decided[None]["errors"]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (
            "amount string, reciever struct<name:string>",
            "column 2, 'reciever', is not a field of a payment",
        ),
        ("amount string, amount string", "there are two columns for amount"),
        ("amount string, id interval year", "leave it out"),
        ("amount string, receiver struct<nam:string>", "receiver"),
    ],
)
def test_what_is_not_a_payments_is_told_at_once(spark: "SparkSession", columns: str, said: str) -> None:
    """A column that no payment has is refused before a job starts, as unknown fields of JSON are."""
    with pytest.raises(InputError, match=re.escape(said)):
        decide(spark.createDataFrame([], columns), guard())


def test_misuse_is_told(spark: "SparkSession") -> None:
    """Neither a table nor something that is no guard goes, and there must be lists to send."""
    payments = frame(spark, nested(SOME[:1]))
    with pytest.raises(ConfigurationError, match=r"decide\(payments, guard\)"):
        decide(nested(SOME), guard())  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="ArrowGuard takes a Guard"):
        decide(payments, "us-domestic")  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="ship_lists sends the guard's lists, and it has none"):
        decide(payments, Guard(as_of=AS_OF), ship_lists=True)


def test_the_basis_is_kept_once(spark: "SparkSession", tmp_path: Path) -> None:
    """The column has its digest, and a file of Spark's the whole, from which the digest can be made again."""
    decided = decide(frame(spark, nested(SOME)), guard())
    decided.write.parquet(str(tmp_path / "decided"))
    read = spark.read.parquet(str(tmp_path / "decided"))
    kept = Basis.model_validate_json(read.schema["basis"].metadata[BASIS_KEY])
    assert kept == ArrowGuard(guard()).basis
    assert {row.basis for row in read.select("basis").collect()} == {basis_digest(kept)}


# Lists on the workers


@pytest.mark.parametrize("ship_lists", [False, True])
def test_lists_are_opened_where_they_are(spark: "SparkSession", tmp_path: Path, *, ship_lists: bool) -> None:
    """Under the path of the driver, or from a copy that came with the job, which needs the path no more."""
    named = Snapshot.sample(published=AS_OF, also=[f"QUENTIN XAVERIUS {ship_lists}WORTH"]).build(tmp_path / "lists")
    by = Guard(lists=named, as_of=AS_OF)
    listed = SOME[0].model_copy(
        update={"receiver": SOME[0].receiver.model_copy(update={"name": f"QUENTIN XAVERIUS {ship_lists}WORTH"})}
    )
    decided = decide(frame(spark, nested([listed, *SOME[1:]])), by, ship_lists=ship_lists)
    if ship_lists:
        (tmp_path / "lists").rename(tmp_path / "gone")
    rows = {row["payment_id"]: row for row in by_id(decided.toArrow())}
    assert rows[listed.id]["outcome"] == "hold"
    assert {row["outcome"] for name, row in rows.items() if name != listed.id} == {"accept"}


def test_a_worker_with_other_lists_refuses(spark: "SparkSession", tmp_path: Path) -> None:
    """Lists that are others under the same path end the job, and the driver is told which."""
    lists = tmp_path / "lists"
    by = Guard(lists=Snapshot.sample(published=AS_OF).build(lists), as_of=AS_OF)
    decided = decide(frame(spark, nested(SOME)), by)
    shutil.rmtree(lists)
    Snapshot.sample(published=AS_OF, also=["QUENTIN XAVERIUS SHIPWORTH"]).build(lists)
    with pytest.raises(PythonException, match="SnapshotError: the lists were changed since the snapshot was pickled"):
        decided.collect()


# A worker that dies

MORTAL = """
import os
import signal
from collections.abc import Iterator

from achguard import Payment, Rule, Strength
from achguard.rules.context import Context
from achguard.rules.gate import NonEmpty
from achguard.rules.rule import Observation


class Mortal(Rule):
    code = "OWN001"
    name = "mortal-payee"
    since = "1"
    strength = Strength.WEAK
    gate = NonEmpty("receiver.name")
    message = "The payee is mortal."
    source = "a test"

    def __init__(self, marker: str) -> None:
        self.marker = marker

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        if payment.receiver.name != "MORTAL M SAMPLE":
            return
        try:
            os.close(os.open(self.marker, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            yield self.finding(at="receiver.name")
        else:
            os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_worker_loses_and_doubles_nothing(
    spark: "SparkSession", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that is killed amid its partition is replaced, and what was written has every payment once.

    What kills it is a rule of a user's own, which travels as a file.
    """
    module, marker, out = tmp_path / "mortal_rule.py", tmp_path / "killed", tmp_path / "decided"
    module.write_text(MORTAL, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    spark.sparkContext.addPyFile(str(module))
    by = Guard(
        lists=Snapshot.sample(published=AS_OF),
        as_of=AS_OF,
        rules=(*RULES, importlib.import_module("mortal_rule").Mortal(str(marker))),
    )
    payments = [PLAIN.model_copy(update={"id": f"p-{number}"}) for number in range(200)]
    named = PLAIN.receiver.model_copy(update={"name": "MORTAL M SAMPLE"})
    payments[120] = payments[120].model_copy(update={"receiver": named})
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "10")
    try:
        decide(frame(spark, nested(payments)), by).write.parquet(str(out))
    finally:
        spark.conf.unset("spark.sql.execution.arrow.maxRecordsPerBatch")
    assert marker.exists()
    rows = dataset.dataset(out).to_table().to_pylist()
    assert sorted(row["payment_id"] for row in rows) == sorted(str(each.id) for each in payments)
    found = {row["payment_id"]: [finding["code"] for finding in row["findings"]] for row in rows}
    assert found == {each.id: ["OWN001"] * (each.receiver == named) for each in payments}
    left = {path.name for path in out.iterdir() if path.name.startswith("_")}
    assert left == {"_SUCCESS"}
