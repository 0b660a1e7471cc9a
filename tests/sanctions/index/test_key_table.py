"""A table of keys gives what holds a key, one at a time and many at once, and nothing for a key that is not there."""

import random

import numpy as np
import pytest

from achguard.sanctions.index.key_table import KeyTable, ranges


def test_a_key_that_is_not_there_holds_nothing() -> None:
    """A table of keys gives what holds a key, ascending, and nothing for any other."""
    keys = np.array([7, 9, 7, 7, 1 << 31], dtype=np.uint32)
    table = KeyTable(KeyTable.build("t", keys, np.array([3, 1, 2, 3, 5], dtype=np.uint32)), "t")
    assert [table.get(key) for key in (7, 9, 1 << 31)] == [[2, 3], [1], [5]]
    assert all(table.get(key) == [] for key in range(1, 5000, 2) if key not in {7, 9})
    one = KeyTable(KeyTable.build("t", keys[:1], keys[:1]), "t")
    assert one.get(7) == [7]
    none = KeyTable(KeyTable.build("t", keys[:0], keys[:0]), "t")
    assert none.get(7) == []


@pytest.mark.parametrize("room", [1, 4, 16])
@pytest.mark.parametrize("width", [8, 20, 32])
def test_many_keys_give_what_each_gives(room: int, width: int) -> None:
    """However keys lie, one at a time and many at once give every holder of each, and no other."""
    chance = random.Random(f"{room} {width}")
    pairs = [(chance.randrange(1 << width), chance.randrange(1 << 20)) for _ in range(3000)]
    pairs += [((1 << 32) - 1, 4), (0, 0), (0, (1 << 32) - 1)]
    keys, holders = np.array(pairs, dtype=np.uint32).T
    table = KeyTable(KeyTable.build("t", keys, holders, room=room), "t")
    held: dict[int, set[int]] = {}
    for key, holder in pairs:
        held.setdefault(key, set()).add(holder)
    asked = [*held, *(chance.randrange(1 << 32) for _ in range(500))]
    assert [table.get(key) for key in asked] == [sorted(held.get(key, ())) for key in asked]
    found: dict[int, list[int]] = {}
    for place, holder in zip(
        *(each.tolist() for each in table.get_many(np.array(asked, dtype=np.uint32))), strict=True
    ):
        found.setdefault(place, []).append(holder)
    assert [found.get(place, []) for place in range(len(asked))] == [table.get(key) for key in asked]


def test_ranges_one_after_the_other() -> None:
    """Each range has as many numbers as it counts, from its start on; of none there are none."""
    assert ranges(np.array([5, 1, 9]), np.array([2, 0, 3])).tolist() == [5, 6, 9, 10, 11]
    assert ranges(np.array([], dtype=np.int64), np.array([], dtype=np.int64)).tolist() == []
