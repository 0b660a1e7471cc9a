"""Checksums of the rows of an array are those of zlib."""

from zlib import crc32

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from achguard.sanctions.index.checksums import of_rows, of_rows_without, of_salt, salt

ROWS = st.integers(0, 9).flatmap(
    lambda width: st.lists(st.binary(min_size=width, max_size=width), min_size=1, max_size=8)
)
SALTS = st.integers(0, 2**32 - 1)


def columns(rows: list[bytes]) -> "np.ndarray[tuple[int, int], np.dtype[np.uint8]]":
    """Return rows of bytes as an array."""
    return np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(len(rows), len(rows[0]))


@given(rows=ROWS, start=SALTS)
def test_a_row_sums_up_as_in_zlib(rows: list[bytes], start: int) -> None:
    """With any start, and also by way of the sum without one."""
    expected = [crc32(row, start) for row in rows]
    assert of_rows(columns(rows), start).tolist() == expected
    assert [int(sum_) ^ of_salt(start, len(rows[0])) for sum_ in of_rows(columns(rows))] == expected


@given(rows=ROWS, start=SALTS, depth=st.integers(0, 2))
def test_letters_are_left_out_one_and_two_at_a_time(rows: list[bytes], start: int, depth: int) -> None:
    """Each way to leave out letters is there, and no other."""
    found = [*map(list, zip(*(sums.tolist() for sums in of_rows_without(columns(rows), depth, start)), strict=True))]
    for row, sums in zip(rows, found, strict=True):
        texts = [row]
        if depth:
            texts += [row[:i] + row[i + 1 :] for i in range(len(row))]
        if depth > 1:
            texts += [row[:i] + row[i + 1 : j] + row[j + 1 :] for i in range(len(row)) for j in range(i + 1, len(row))]
        assert sorted(sums) == sorted(crc32(text, start) for text in texts)


def test_kinds_and_lengths_start_apart() -> None:
    """No two kinds or lengths give one key to texts that differ in a letter."""
    starts = [salt(kind, length) for kind in range(1, 7) for length in range(80)]
    letters = [bytes([letter]) + b"BCD" for letter in b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"]
    keys = {crc32(text, start) for start in starts for text in letters}
    assert len(keys) == len(starts) * len(letters)
    assert salt(1, 255) == salt(1, 10_000)
