"""Which of many fields may hold a listed name beside other words: a few more than do, and all that do."""

from typing import TYPE_CHECKING, Final

import numpy as np

from achguard.sanctions.comparing.compare import credit
from achguard.sanctions.index.distinct import distinct
from achguard.sanctions.index.key_table import ranges
from achguard.sanctions.one_name.inside_search import MIN_ALIKE, SHORTEST_FUZZY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from achguard.sanctions.many_names.names import NameColumns
    from achguard.sanctions.many_names.words import BatchWords
    from achguard.sanctions.one_name.inside_search import InsideSearch

_LEAST: Final = credit(MIN_ALIKE) - 1e-6
_SAME: Final = 1 - 1e-6
_PAIR: Final = 2


def may_hold_listed(portion: "NameColumns", words: "BatchWords", inside: "InsideSearch") -> "NDArray[np.bool_]":
    """Say of each field whether the rarest two words of a listed name stand in it, beside others, or a rare one."""
    count = len(portion.names)
    may = np.zeros(count, dtype=np.bool_)
    rows, owners = portion.rows, portion.owners
    if not len(inside.names) or not len(rows):
        return may
    each_row, at = np.unique(rows, return_inverse=True)
    entries = ranges(words.first[each_row], words.count[each_row])
    of = np.repeat(np.arange(len(each_row)), words.count[each_row])
    least = np.where(words.traits.length[each_row] >= SHORTEST_FUZZY, _LEAST, _SAME)
    kept = words.worth[entries] >= least[of]
    listed, worth, of = words.listed[entries[kept]], words.worth[entries[kept]], of[kept]
    starts = inside.starts.astype(np.int64)
    counts = np.bincount(of, minlength=len(each_row))
    begins = np.cumsum(counts) - counts
    # A word that is a listed name by itself is enough, whatever stands beside it.
    is_alone = np.zeros(len(each_row), dtype=np.bool_)
    is_alone[of[inside.is_alone[listed] & (worth >= _SAME)]] = True
    sizes = np.bincount(owners, minlength=count)
    may[owners[is_alone[at]]] = True
    may &= sizes >= _PAIR
    # Of all others a third word must be there.
    many = sizes[owners] > _PAIR
    place = np.repeat(owners[many], counts[at[many]])
    word = listed[ranges(begins[at[many]], counts[at[many]])]
    size = len(starts)
    there = distinct(place * size + word)
    is_first = starts[word + 1] > starts[word]
    first, owner = word[is_first], place[is_first]
    names = starts[first + 1] - starts[first]
    wanted = np.repeat(owner, names) * size + inside.seconds[ranges(starts[first], names)]
    met = np.searchsorted(there, wanted)
    found = there[np.minimum(met, len(there) - 1)] == wanted if len(there) else np.zeros(0, dtype=np.bool_)
    may[(wanted // size)[found]] = True
    return may
