"""The distinct values of an array, in order: what `np.unique` gives, which loads `numpy.ma` to look for masks."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def distinct(values: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """Give each value once, in ascending order."""
    in_order = np.sort(values)
    is_new = np.empty(len(in_order), dtype=np.bool_)
    is_new[:1] = True
    np.not_equal(in_order[1:], in_order[:-1], out=is_new[1:])
    return in_order[is_new]
