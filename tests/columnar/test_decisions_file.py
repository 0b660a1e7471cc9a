"""Decisions in a Parquet file: each row once and in order, and the basis beside them, whether there are rows or not."""

import io

import pytest

from achguard import ArrowGuard, Guard, Snapshot
from factories import payment

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

from achguard.columnar import decisions_file  # noqa: E402  needs pyarrow
from achguard.columnar.arrow_schema import BASIS_KEY, basis_digest, decision_schema  # noqa: E402
from achguard.columnar.decided_rows import Unread  # noqa: E402
from achguard.model.decision import Basis  # noqa: E402

GUARD = ArrowGuard(Guard("us-domestic", Snapshot.sample()))
PLAIN = GUARD.guard.decide(payment("domestic_web_debit"))


def test_a_table_of_no_rows_is_one() -> None:
    """Where no decision is written the file can be read, has the columns, and says what none rests on."""
    file = io.BytesIO()
    decisions_file.DecisionsFile(file, GUARD.basis).close()
    table = parquet.read_table(file)
    assert (table.num_rows, table.schema.equals(decision_schema())) == (0, True)
    assert Basis.model_validate_json(table.schema.metadata[BASIS_KEY]) == GUARD.basis


def test_batches_without_a_row_are_a_table_of_none() -> None:
    """What is left of portions of which nothing is shown is a table without rows, too."""
    file = io.BytesIO()
    out = decisions_file.DecisionsFile(file, GUARD.basis)
    out.write(pa.RecordBatch.from_pylist([], GUARD.output_schema))
    out.close()
    assert parquet.read_table(file).num_rows == 0


@pytest.mark.parametrize("together", [1, 3, 1000])
def test_rows_are_written_once_and_in_order(monkeypatch: pytest.MonkeyPatch, together: int) -> None:
    """However many make a group: numbers with gaps, ids of their own, and rows that are not payments."""
    monkeypatch.setattr(decisions_file, "_TOGETHER", together)
    file = io.BytesIO()
    out = decisions_file.DecisionsFile(file, GUARD.basis)
    named = [PLAIN.model_copy(update={"payment_id": f"p-{number}"}) for number in range(4)]
    out.write_said([1, 2, 5], [named[0], Unread(("amount: is missing",)), named[1]])
    out.write_said([7, 9], [named[2], named[3]])
    out.close()
    rows = parquet.read_table(file).to_pylist()
    assert [row["row"] for row in rows] == [1, 2, 5, 7, 9]
    assert [row["payment_id"] for row in rows] == ["p-0", None, "p-1", "p-2", "p-3"]
    assert [row["errors"] for row in rows] == [[], ["amount: is missing"], [], [], []]
    digest = basis_digest(GUARD.basis)
    assert [row["basis"] for row in rows] == [digest, None, digest, digest, digest]
