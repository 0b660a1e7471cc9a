"""The distinct values of an array are those that numpy gives."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.sanctions.index.distinct import distinct


@given(st.lists(st.integers(-(2**40), 2**40) | st.integers(-3, 3)))
def test_values_are_given_once_and_in_order(values: list[int]) -> None:
    """They are the values of `np.unique`, of any array, an empty one too, in its type."""
    array = np.array(values, dtype=np.int64)
    found = distinct(array)
    assert found.tolist() == np.unique(array).tolist()
    assert found.dtype == array.dtype


@pytest.mark.parametrize("screened", ["screen('ELENA EJEMPLO')", "screen_many(['ELENA EJEMPLO', 'A B', 'MALIK Z'])"])
def test_screening_loads_no_masked_arrays(screened: str) -> None:
    """Nothing that screening does to arrays makes numpy load the part for masked ones."""
    program = (
        f"import sys\nfrom achguard import Snapshot\nlist(Snapshot.sample().{screened})\n"
        "print('numpy' in sys.modules, 'numpy.ma' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True False"
