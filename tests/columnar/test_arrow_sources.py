"""Sources of tables: what is broken is refused before anything reads it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from achguard.errors import InputError

pa = pytest.importorskip("pyarrow")

from achguard.columnar.arrow_sources import batches_of, refuse_broken  # noqa: E402  after what may be missing

FAR = 2**30
"""A place behind the end of every buffer here."""


def broken(bits: int) -> "pa.Array":
    """Give two texts, of which the first ends far behind what is there."""
    offsets = pa.array([0, FAR, 4], pa.int32() if bits == 32 else pa.int64())
    kind = pa.string() if bits == 32 else pa.large_string()
    return pa.Array.from_buffers(kind, 2, [None, offsets.buffers()[1], pa.py_buffer(b"abcd")])


def view_of_nothing() -> "pa.Array":
    """Give a view of a text of twenty characters in a buffer of four."""
    view = (20).to_bytes(4, "little") + b"abcd" + (0).to_bytes(4, "little") + (0).to_bytes(4, "little")
    try:
        return pa.Array.from_buffers(pa.string_view(), 1, [None, pa.py_buffer(view), pa.py_buffer(b"abcd")])
    except ValueError:
        pytest.skip("this pyarrow makes no view of texts from buffers")


def list_of_nothing() -> "pa.Array":
    """Give a list whose items are not there."""
    return pa.Array.from_buffers(
        pa.list_(pa.string()), 2, [None, pa.array([0, FAR, 1], pa.int32()).buffers()[1]], children=[pa.array(["a"])]
    )


BROKEN: dict[str, "Callable[[], pa.Array]"] = {
    "text": lambda: broken(32),
    "large text": lambda: broken(64),
    "view": view_of_nothing,
    "list": list_of_nothing,
    "in a list": lambda: pa.ListArray.from_arrays([0, 2], broken(32)),
    "in a large list": lambda: pa.LargeListArray.from_arrays([0, 2], broken(32)),
    "in a list of fixed size": lambda: pa.FixedSizeListArray.from_arrays(broken(32), 2),
    "in a view of lists": lambda: pa.ListViewArray.from_arrays([0], [2], broken(32)),
    "in a struct": lambda: pa.StructArray.from_arrays([broken(32)], ["name"]),
    "in a dictionary": lambda: pa.DictionaryArray.from_arrays(pa.array([0, 1]), broken(32), safe=False),
    "index": lambda: pa.DictionaryArray.from_arrays(pa.array([0, 9]), pa.array(["a"]), safe=False),
}


@pytest.mark.parametrize("which", BROKEN)
def test_a_batch_that_points_to_nothing_is_refused(which: str) -> None:
    """Whatever its type: to read it would end the process, or give what is elsewhere in memory."""
    batch = pa.RecordBatch.from_arrays([BROKEN[which]()], ["id"])
    with pytest.raises(InputError, match=r"^the batch can't be read any further: "):
        refuse_broken(batch, "the batch")
    with pytest.raises(InputError, match=r"^the table can't be read any further: "):
        [*batches_of(batch)]


@pytest.mark.parametrize(
    "values",
    [
        pa.array([b"\xff"]).view(pa.string()),
        pa.array([1]).view(pa.date64()),
        pa.array([b"\xff" * 16], pa.binary(16)).view(pa.decimal128(3, 2)),
        pa.array([[b"\xff"]]).view(pa.list_(pa.string())),
        pa.array([["a"]], pa.list_view(pa.string())),
        pa.array([["a"]], pa.large_list_view(pa.string_view())),
    ],
)
def test_a_value_that_is_wrong_is_left_to_its_row(values: "pa.Array") -> None:
    """One row of many keeps no other from being decided."""
    refuse_broken(pa.RecordBatch.from_arrays([values], ["id"]), "the batch")


READ = """
import sys, datetime as dt
from achguard import AchGuardError
from achguard.cli.bulk import reading_tables
try:
    for _ in reading_tables(sys.argv[1], as_of=dt.date(2026, 11, 23), profile="nacha", mapping=None, encoding="utf-8"):
        print("row")
except AchGuardError as error:
    print(error)
"""


def test_a_file_whose_texts_are_broken_is_told_row_by_row_too(tmp_path: Path) -> None:
    """What is written one result at a time reads the same file, and lives; the rows before it are given."""
    path = tmp_path / "in.arrow"
    whole = pa.RecordBatch.from_arrays([pa.array(["p-1", "p-2"])], ["id"])
    with pa.ipc.new_file(str(path), whole.schema) as out:
        out.write_batch(whole)
        out.write_batch(pa.RecordBatch.from_arrays([pa.array(["a" * 20, "b" * 20])], ["id"]))
    offsets = b"".join(place.to_bytes(4, "little") for place in (0, 20, 40))
    content = path.read_bytes()
    assert content.count(offsets) == 1
    path.write_bytes(content.replace(offsets, offsets[:8] + FAR.to_bytes(4, "little")))
    read = subprocess.run([sys.executable, "-c", READ, path], capture_output=True, text=True, check=False)
    assert read.returncode == 0
    assert read.stdout.startswith("row\nrow\nin.arrow can't be read any further: ")
