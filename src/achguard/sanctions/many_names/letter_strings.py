"""Which listed names may be read as which of many screened ones by their runs of letters: `by_letters` for a batch."""

from typing import TYPE_CHECKING, Final

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from achguard.sanctions.comparing.letter_strings import (
    CUT_ANYWHERE_START,
    CUT_SLOPE,
    CUT_START,
    LONG,
    OF_TWO,
    SHORT_STRETCH,
    SHORTEST_CUT_ANYWHERE,
    SHORTEST_WHOLE,
    STRETCH,
    WHOLE_SLOPE,
    WHOLE_START,
)
from achguard.sanctions.index import checksums
from achguard.sanctions.index.checksums import salt
from achguard.sanctions.index.distinct import distinct
from achguard.sanctions.index.letter_bits import masks_of_letters
from achguard.sanctions.index.postings import KINDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from achguard.sanctions.index.name_index import NameIndex
    from achguard.sanctions.many_names.names import Runs

_NEIGHBOURS: Final = (-1, 0, 1)
"""Lengths beside a short run's own that a listed one may have."""
_MOST_LONGER: Final = 3
_SLACK: Final = 1e-6


def names_by_letters(runs: "Runs", index: "NameIndex", least: float) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """Return places in the batch with the names that may be read as theirs, side by side; a few more than can be.

    Consonants are not looked at.
    """
    at, keys = _keys(runs)
    found, names = index.postings.runs.get_many(keys)
    pairs = distinct(at[found] * len(index) + names)
    at, names = pairs // len(index), pairs % len(index)
    # The way of reading that forgives most bounds both.
    most = max((WHOLE_START - least) / WHOLE_SLOPE, (max(CUT_START, CUT_ANYWHERE_START) - least) / CUT_SLOPE) + _SLACK
    lengths, listed_lengths = runs.lengths[at], index.run_lengths[names]
    longer = listed_lengths - lengths
    edits = np.floor(most * np.maximum(lengths, np.minimum(listed_lengths, lengths + _MOST_LONGER)))
    may_be_cut = (lengths >= np.where(runs.is_cut[at], LONG, SHORTEST_CUT_ANYWHERE)) & (longer > 0)
    # Each edit brings in one letter at most that the other has nowhere.
    strange = np.bitwise_count(masks_of_letters(runs.letters, runs.lengths)[at] & ~index.run_masks[names])
    kept = ((np.abs(longer) <= np.minimum(edits, _MOST_LONGER)) | may_be_cut) & (strange <= edits)
    at, names, may_be_cut = at[kept], names[kept], may_be_cut[kept]
    here: list[str] = []
    there: list[str] = []
    owners: list[int] = []
    known = {name: index.runs(name) for name in set(names.tolist())}
    for owner, (place, name, cut) in enumerate(zip(at.tolist(), names.tolist(), may_be_cut.tolist(), strict=True)):
        run = runs.texts[place]
        for listed in known[name]:
            if abs(len(listed) - len(run)) <= _MOST_LONGER:
                here.append(run)
                there.append(listed)
                owners.append(owner)
            if cut and len(listed) > len(run):
                here.append(run)
                there.append(listed[: len(run)])
                owners.append(owner)
    if not here:
        return at[:0], names[:0]
    apart = cpdist(here, there, scorer=OSA.normalized_distance, score_cutoff=most, dtype=np.float32)
    kept = distinct(np.array(owners, dtype=np.int64)[apart <= most + _SLACK])
    return at[kept], names[kept]


def _keys(runs: "Runs") -> "tuple[NDArray[np.int64], NDArray[np.uint32]]":
    """Return the places and the keys of the stretches that `stretches_of_query` makes, but those of consonants."""
    letters = runs.letters
    begins = np.cumsum(runs.lengths) - runs.lengths
    lengths = runs.lengths
    parts: list[tuple[NDArray[np.int64], NDArray[np.uint32]]] = []

    def add(kind: str, places: "NDArray[np.int64]", starts: "NDArray[np.int64]", width: int) -> None:
        rows = letters[(begins[places] + starts)[:, None] + np.arange(width)]
        parts.append((places, checksums.of_rows(rows, salt(KINDS[kind]))))

    long = np.flatnonzero(lengths >= LONG - 1)
    add("first", long, np.zeros_like(long), STRETCH)
    add("last", long, lengths[long] - STRETCH, STRETCH)
    may_be_cut = lengths >= np.where(runs.is_cut, LONG, SHORTEST_CUT_ANYWHERE)
    for start in (STRETCH - 1, STRETCH, STRETCH + 1):
        cut = np.flatnonzero(may_be_cut & (lengths >= start + STRETCH))
        add("second", cut, np.full_like(cut, start), STRETCH)
    short = np.flatnonzero((lengths >= SHORTEST_WHOLE) & (lengths <= LONG))
    for kind, starts in (("first", np.zeros_like(short)), ("last", lengths[short] - SHORT_STRETCH)):
        rows = letters[(begins[short] + starts)[:, None] + np.arange(SHORT_STRETCH)]
        sums = checksums.of_rows(rows)
        for more in _NEIGHBOURS:
            listed = lengths[short] + more
            for extra in (0, OF_TWO):
                # A name of two words is not read as another one of two.
                kept = (listed < LONG) & ((runs.words[short] != 2) if extra else True)  # noqa: PLR2004
                salts = _salts(KINDS[kind], extra)[listed[kept]]
                parts.append((short[kept], sums[kept] ^ salts))
    return np.concatenate([at for at, _ in parts]), np.concatenate([keys for _, keys in parts])


def _salts(kind: int, extra: int) -> "NDArray[np.uint32]":
    """Return, by length of a run, what makes the checksum of a short stretch its key."""
    values = [checksums.of_salt(salt(kind, length + extra), SHORT_STRETCH) for length in range(LONG + 1)]
    return np.array(values, dtype=np.uint32)
