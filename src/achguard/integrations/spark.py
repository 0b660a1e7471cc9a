"""Decisions on a Spark cluster; PySpark is loaded when a frame of payments is decided, not before.

Needs the extra `spark`, and achguard in the Python of every worker.
"""

import io
import pickle
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from achguard.errors import ConfigurationError, InputError, SnapshotError
from achguard.guard import Guard
from achguard.integrations import needs
from achguard.model.decision import Basis

if TYPE_CHECKING:  # Spark is for those who call `decide`
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import StructType

    from achguard.columnar.arrow_guard import ArrowGuard
    from achguard.sanctions.snapshot import Snapshot

__all__ = ["decide"]

BASIS_KEY: Final = "achguard.basis"
"""Under this name the metadata of the decisions' column `basis` holds the whole basis, as JSON."""


def decide(payments: "DataFrame", guard: Guard, *, ship_lists: bool = False) -> "DataFrame":
    """Decide a frame of payments where its partitions are, and give a row with a decision for each of its rows.

    The columns of `payments` are a payment's fields, nested as in JSON or with dotted names as in CSV, in any order.
    The decisions have the columns of `ArrowGuard.output_schema`, in its order. The rows of a frame have no order, so
    `row` is null: `payment_id` says which payment it is; give each an `id`. A row that is not a payment has the outcome
    `invalid` and its `errors`. The metadata of the column `basis` holds the whole basis, also in a Parquet file that
    Spark writes of it.

    The guard travels as a specification and decides by the law of one day, its `as_of` or today. Each Python process of
    a worker opens its lists once, memory-mapped, under the path that they have here. `ship_lists` sends a copy of them
    to every worker, for clusters without a path that all of them see. A routing directory is always found by its path.
    A worker where anything would decide otherwise, other lists or another version of achguard, ends the job with a
    `ConfigurationError` or `SnapshotError`, which Spark tells inside its own `PythonException`.

    Raises `MissingExtraError` where PySpark is not installed, `ConfigurationError` for something that is no frame or
    no guard, and for `ship_lists` without lists or over Spark Connect, and `InputError` for a column that is not a
    payment's.
    """
    needs("pyspark", extra="spark")
    from pyspark.sql import DataFrame

    from achguard.columnar.arrow_guard import ArrowGuard

    if not isinstance(payments, DataFrame):
        raise ConfigurationError("decide takes a Spark DataFrame of payments: decide(payments, guard)")
    arrow_guard = ArrowGuard(guard)
    _refuse_columns(payments)
    source = _ship(payments.sparkSession, arrow_guard) if ship_lists else arrow_guard
    # Spark looks columns up by name, where a dot would mean a field of a struct, so they travel by number.
    numbered = payments.toDF(*map(str, range(len(payments.columns))))
    return numbered.mapInArrow(_Decider(tuple(payments.columns), source), _spark_schema(arrow_guard))


def _refuse_columns(payments: "DataFrame") -> None:
    """Raise `InputError` for a column that is not a payment's, before a job is started."""
    from pyspark.errors import PySparkException
    from pyspark.sql.pandas.types import to_arrow_schema

    from achguard.columnar.arrow_schema import columns_of

    try:
        schema = to_arrow_schema(payments.schema)
    except PySparkException:
        raise InputError("the payments have a column of a type that no field of a payment has; leave it out") from None
    columns_of(schema, "the payments")


def _spark_schema(arrow_guard: "ArrowGuard") -> "StructType":
    """Give the schema of decisions, with the basis in the metadata of its column."""
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import StructField, StructType

    said = {BASIS_KEY: arrow_guard.basis.model_dump_json()}
    return StructType(
        [
            StructField(each.name, each.dataType, metadata=said if each.name == "basis" else None)
            for each in from_arrow_schema(arrow_guard.output_schema)
        ]
    )


# On a worker


@dataclass(frozen=True, slots=True)
class _Decider:
    """Takes batches of payments and gives batches of decisions."""

    names: tuple[str, ...]
    """What the columns of the payments are called, in their order."""
    source: "ArrowGuard | _Shipped"

    def __call__(self, batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
        """Yield the decisions of each batch."""
        import pyarrow as pa

        arrow_guard = self.source.opened() if isinstance(self.source, _Shipped) else self.source
        for batch in batches:
            named = pa.RecordBatch.from_arrays(batch.columns, names=[*self.names])
            yield _without_row_numbers(arrow_guard.decide_batch(named))


def _without_row_numbers(decisions: "pa.RecordBatch") -> "pa.RecordBatch":
    import pyarrow as pa

    schema = decisions.schema
    unnumbered = pa.nulls(decisions.num_rows, schema.field("row").type)
    columns = [unnumbered if field.name == "row" else decisions.column(field.name) for field in schema]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


# Lists that go with the job


@dataclass(frozen=True, slots=True)
class _Shipped:
    """A guard whose lists are in a folder among the files of the job, whose path a worker alone knows."""

    specification: bytes
    """The guard without its lists."""
    basis: Basis
    folder: str

    def opened(self) -> "ArrowGuard":
        """Open the guard, once in each process."""
        from pyspark import SparkFiles

        return _opened(self.specification, self.basis, SparkFiles.get(self.folder))


def _ship(spark: "SparkSession", arrow_guard: "ArrowGuard") -> _Shipped:
    """Send the lists of a guard to every worker, once in a session."""
    lists = arrow_guard.guard.lists
    if lists is None:
        raise ConfigurationError("ship_lists sends the guard's lists, and it has none; give it some, or leave that out")
    from pyspark import SparkFiles
    from pyspark.errors import PySparkException

    try:
        context = spark.sparkContext
    except PySparkException:
        raise ConfigurationError(
            "ship_lists needs a session of its own process, which one over Spark Connect is not; "
            "put the lists under a path that every worker sees"
        ) from None
    folder = "-".join(["achguard-lists", *(each.sha256.removeprefix("sha256:")[:12] for each in lists.listings)])
    archive = Path(SparkFiles.getRootDirectory(), "achguard", f"{folder}.zip")  # which the session takes away
    if not archive.exists():
        _pack(lists, archive)
        context.addArchive(f"{archive}#{folder}")
    return _Shipped(_without_lists(arrow_guard.guard), arrow_guard.basis, folder)


def _pack(lists: "Snapshot", archive: Path) -> None:
    archive.parent.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        built = Path(folder, "lists")
        lists.build(built)
        with zipfile.ZipFile(archive, "w") as packed:
            for file in built.rglob("*"):
                packed.write(file, file.relative_to(built))


class _WithoutLists(pickle.Pickler):
    def persistent_id(self, obj: object) -> object:
        """Let what was known of the lists stand for them."""
        from achguard.sanctions.snapshot import Snapshot

        return obj.listings if isinstance(obj, Snapshot) else None


class _WithListsOf(pickle.Unpickler):
    def __init__(self, specification: bytes, folder: str) -> None:
        super().__init__(io.BytesIO(specification))
        self._folder = folder

    def persistent_load(self, known: object) -> "Snapshot":
        """Open the lists in the folder, and know of them what the driver knew."""
        from achguard.sanctions.snapshot import Snapshot

        snapshot = Snapshot.open(self._folder)
        listings = known if isinstance(known, tuple) else ()
        if [each.unconfirmed for each in snapshot.listings] != [each.unconfirmed for each in listings]:
            raise SnapshotError(f"{self._folder}: the lists that came with the job are not those of the driver")
        return snapshot.as_known(listings)


def _without_lists(guard: Guard) -> bytes:
    specification = io.BytesIO()
    _WithoutLists(specification).dump(guard)
    return specification.getvalue()


@lru_cache(maxsize=4)
def _opened(specification: bytes, basis: Basis, folder: str) -> "ArrowGuard":
    from achguard.columnar.arrow_guard import ArrowGuard

    arrow_guard = ArrowGuard(_WithListsOf(specification, folder).load())
    if arrow_guard.basis != basis:
        raise ConfigurationError(
            "this worker decides otherwise than the driver: it has another version of achguard or other files; "
            "install the driver's on every worker"
        )
    return arrow_guard
