"""An index is packed into bytes and comes back as the same arrays."""

import json

import numpy as np
import pytest

from achguard.sanctions.stored.index_file import format_in_force, pack, unpack

ARRAYS = {
    "beginning": np.empty(0, dtype=np.uint8),
    "counts": np.array([1, 2, 3], dtype=np.uint8),
    "empty": np.empty(0, dtype=np.int32),
    "weights": np.array([0.25, -1.5], dtype=np.float32),
    "z_last": np.empty(0, dtype=np.float64),
}


def test_arrays_come_back_as_they_were() -> None:
    """Values, kinds and lengths are the same, of arrays without an item too."""
    back = unpack(pack(ARRAYS))
    assert back is not None
    assert list(back) == sorted(ARRAYS)
    for name, array in ARRAYS.items():
        assert back[name].dtype == array.dtype
        assert back[name].tolist() == array.tolist()


def test_arrays_of_nothing_come_back() -> None:
    """An index of an empty list is one, although nothing stands behind its head."""
    back = unpack(pack({"empty": np.empty(0, dtype=np.int32)}))
    assert back is not None
    assert [(name, array.dtype, len(array)) for name, array in back.items()] == [("empty", np.dtype(np.int32), 0)]


@pytest.mark.parametrize("content", [b"", b"no index", b"[]\n", b'{"format": 7}\n', b'{"arrays": {}}\n'])
def test_what_is_no_index_is_none(content: bytes) -> None:
    """Other bytes are an index of no format, and it is made anew."""
    assert unpack(content) is None


def test_an_index_of_other_makers_is_none() -> None:
    """A digest that differs means that names may be spelt, weighed or found otherwise."""
    content = pack(ARRAYS)
    made_by = format_in_force().rpartition(" ")[2]
    assert unpack(content.replace(made_by.encode(), made_by[::-1].encode())) is None


def test_every_array_starts_where_it_can_be_mapped() -> None:
    """The head and each array fill whole blocks of sixteen bytes with nothing but blanks and zeros behind them."""
    content = pack(ARRAYS)
    end = content.find(b"\n") + 1
    arrays = json.loads(content[:end])["arrays"]
    assert end % 16 == 0
    assert {at % 16 for _, _, at in arrays.values()} == {0}
    assert arrays["weights"] == ["<f4", 2, 16]
    assert content[end:] == b"\1\2\3".ljust(16, b"\0") + ARRAYS["weights"].tobytes().ljust(16, b"\0")


def test_numbers_are_little_endian_wherever_they_come_from() -> None:
    """An index that was packed on another machine reads the same."""
    array = np.array([1, 256], dtype=">i4")
    assert pack({"a": array}) == pack({"a": array.astype("<i4")})
    back = unpack(pack({"a": array}))
    assert back is not None
    assert back["a"].tolist() == [1, 256]
