"""Many screened names as columns: their words as rows, their runs of letters, and which are to be looked up alone."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from achguard.names.fold import ASCII, fold
from achguard.names.words import one_spelling
from achguard.sanctions.comparing.compare import MOST_JOINED, SHORTEST_JOINED
from achguard.sanctions.comparing.prepared_names import MAX_WORDS, are_cut, spelt_once
from achguard.sanctions.index.distinct import distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from achguard.sanctions.many_names.words import BatchWords

_LINES: Final = {**ASCII, ord("\n"): "\n"}
_BLANK, _BREAK = ord(" "), ord("\n")


class Runs(NamedTuple):
    """The runs of letters of a batch of names."""

    texts: Sequence[str]
    letters: "NDArray[np.uint8]"
    """All texts, one after the other."""
    lengths: "NDArray[np.int64]"
    words: "NDArray[np.int64]"
    """How many words each name has."""
    is_cut: "NDArray[np.bool_]"


class NameColumns(NamedTuple):
    """Names of a batch; no list or tuple is kept for each, since a million of them cost more to watch than to make."""

    names: Sequence[str]
    lines: Sequence[str]
    """The names folded, but for blanks."""
    runs: Runs
    rows: "NDArray[np.int64]"
    """Row of each word of each name in `BatchWords`, one name after the other."""
    owners: "NDArray[np.int64]"
    """Place of the name that each of these words is of."""
    joined: "Sequence[tuple[int, str, float]]"
    """Place of a name, a listed word that neighbours in it make, and their weight."""
    is_odd: "NDArray[np.bool_]"
    """Whether a name is to be looked up by itself."""
    widths: "NDArray[np.int64]"
    """Characters of each name's field up to where it ends."""
    several: "NDArray[np.int64]"
    """Places of the names with a word that may stand between two parties, or that stands twice: they have readings."""
    respelt: frozenset[int]
    """Places of the names in which a legal form or a usual word is in its one spelling and not as written."""


def columns_of(
    names: Sequence[str], widths: "NDArray[np.int64]", cut_at: int | None, words: "BatchWords"
) -> NameColumns:
    """Fold names and give their words rows.

    `widths` are the lengths of their fields up to where each ends, `cut_at` is the width that may have cut them off.
    """
    text = _folded(names)
    lines = text.split("\n")
    letters = np.frombuffer(text.encode("ascii", "replace"), dtype=np.uint8)
    is_break = letters == _BREAK
    is_blank = is_break | (letters == _BLANK)
    places = np.cumsum(is_break)
    owners = places[~is_blank & np.append(True, is_blank[:-1])[: len(letters)]]
    rows = words.rows_of(text.split())
    size = int(rows.max(initial=0)) + 1
    pairs = np.sort(owners * size + rows)
    twice = pairs[1:][pairs[1:] == pairs[:-1]] // size
    several = distinct(np.append(owners[words.traits.joins_parties[rows]], twice))
    rows, spelt, owners, respelt = _canonical(lines, rows, owners, words)
    counts = np.bincount(owners, minlength=len(names))
    is_odd = counts > MAX_WORDS
    runs = Runs(
        text.replace(" ", "").split("\n"),
        letters[~is_blank],
        np.bincount(places[~is_blank], minlength=len(names)),
        counts,
        are_cut(widths, cut_at),
    )
    joined = _joined(rows, spelt, owners, words)
    return NameColumns(names, lines, runs, rows, owners, joined, is_odd, widths, several, respelt)


def _folded(names: Sequence[str]) -> str:
    """Fold each name, one a line."""
    text = "\n".join(names)
    if text.isascii() and text.count("\n") == len(names) - 1:
        return text.translate(_LINES)
    return "\n".join(map(fold, names))


def _canonical(
    lines: Sequence[str], rows: "NDArray[np.int64]", owners: "NDArray[np.int64]", words: "BatchWords"
) -> "tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], frozenset[int]]":
    """Give legal forms and usual words their one spelling, and beside it the names' own.

    Says of each word whose name it is of, and which names changed.
    """
    traits = words.traits
    meet = traits.starts_form[rows[:-1]] & traits.continues_form[rows[1:]] & (owners[:-1] == owners[1:])
    may_change = traits.respelt[rows]
    may_change[:-1] |= meet
    places = distinct(owners[may_change])
    if not len(places):
        return rows, rows, owners, frozenset()
    changed = [spelt_once(lines[place].split()) for place in places.tolist()]
    kept = np.isin(owners, places, invert=True)
    new = words.rows_of([word for name, _ in changed for word in name])
    own = words.rows_of([word for _, spelt in changed for word in spelt])
    owners = np.append(owners[kept], np.repeat(places, [len(name) for name, _ in changed]))
    order = np.argsort(owners, kind="stable")
    spelt = np.append(rows[kept], own)[order]
    return np.append(rows[kept], new)[order], spelt, owners[order], frozenset(places.tolist())


def _joined(
    rows: "NDArray[np.int64]", spelt: "NDArray[np.int64]", owners: "NDArray[np.int64]", words: "BatchWords"
) -> list[tuple[int, str, float]]:
    """Return the listed words that two or three neighbours in a name make, as they are spelt there."""
    begins, ends = words.traits.begins_listed[spelt], words.traits.ends_listed[spelt]
    joined: list[tuple[int, str, float]] = []
    for further in range(1, MOST_JOINED):
        may = begins[:-further] & ends[further:] & (owners[:-further] == owners[further:])
        for at in np.flatnonzero(may).tolist():
            here = slice(at, at + further + 1)
            run = "".join(words.of(spelt[here]))
            if len(run) < SHORTEST_JOINED:
                continue
            weight = float(words.traits.weight[rows[here]].sum())
            joined += ((int(owners[at]), made, weight) for made in {run, one_spelling(run)} if words.is_listed(made))
    return joined
