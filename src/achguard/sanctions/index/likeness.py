"""All listed words that each of many words may be: what `WordIndex.alike` finds, for a batch in one go."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple
from zlib import crc32

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from achguard.names.abbreviations import LONGEST_SHORT
from achguard.names.ordinary import ordinary_names
from achguard.names.sound import consonants, skeleton, sound
from achguard.sanctions.comparing.words import (
    LEAST_CONSONANTS,
    MIN_SIMILARITY,
    SCANNED_CREDIT,
    SKELETON_CREDIT,
    SOUND_CREDIT,
    VOWELLESS_CREDIT,
    VOWELS,
    is_own_word,
    may_differ,
    own_word_cost,
    reach,
    scanned,
    sound_reach,
)
from achguard.sanctions.index import checksums
from achguard.sanctions.index.key_table import ranges
from achguard.sanctions.index.letter_bits import Shapes, shapes_of
from achguard.sanctions.index.word_index import (
    CONSONANTS,
    HEARD,
    SCANNED,
    SKELETON,
    SPELT,
    KnownWords,
    WordIndex,
    bones_of,
    text_array,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LONG: Final = 16
"""Letters beyond which a word, being rare, is looked up by itself."""
_FEW: Final = 6
"""Words of one length below which looking up each by itself is faster."""
_MOST_APART: Final = 2
_BONES: Final[dict[int, Callable[[str], str]]] = {SKELETON: skeleton, CONSONANTS: consonants, SCANNED: scanned}
_ALL_REACH: Final = 64
"""Letters from which on a word reaches as far as one of these."""


class Likenesses(NamedTuple):
    """Place of the word in the batch, id of a listed word that it may be, and how like they are, side by side."""

    places: "NDArray[np.int64]"
    listed: "NDArray[np.int64]"
    values: "NDArray[np.float64]"


def alike_many(index: WordIndex, words: Sequence[str]) -> Likenesses:
    """Return the listed words that each word may be, ordered by place and id; `WordIndex.alike` gives the same."""
    lengths = defaultdict[int, list[int]](list)
    alone: tuple[list[int], list[int], list[float]] = ([], [], [])

    def look_up(place: int) -> None:
        found = index.alike(words[place])
        alone[0].extend([place] * len(found))
        alone[1].extend(found)
        alone[2].extend(found.values())

    known, rows = index.known, dict[int, int]()
    for place, word in enumerate(words):
        if known is not None and (row := known.row(word, index.ids.get(word))) is not None:
            rows[place] = row
        elif may_differ(word) and len(word) <= _LONG:
            lengths[len(word)].append(place)
        else:
            look_up(place)
    for places in [places for places in lengths.values() if len(places) < _FEW]:
        del lengths[len(words[places[0]])]
        for place in places:
            look_up(place)
    by_itself = Likenesses(
        np.array(alone[0], dtype=np.int64), np.array(alone[1], dtype=np.int64), np.array(alone[2], dtype=np.float64)
    )
    worked_out = [by_itself] if known is None else [by_itself, _known(known, rows)]
    together = [place for places in lengths.values() for place in places]
    if not together:
        return _most(worked_out, len(index.words))
    exact = [place for place in together if words[place] in index.ids]
    ids = np.array([index.ids[words[place]] for place in exact], dtype=np.int64)
    same = Likenesses(np.array(exact, dtype=np.int64), ids, np.ones(len(exact)))
    return _most(
        [
            *worked_out,
            same,
            _settled(index, _inexact(index, words, together), words),
            _shortened(index, words, together),
        ],
        len(index.words),
    )


def _known(known: KnownWords, rows: dict[int, int]) -> Likenesses:
    at = np.array([*rows.values()], dtype=np.int64)
    starts = known.starts[at].astype(np.int64)
    counts = known.starts[at + 1] - starts
    here = ranges(starts, counts)
    places = np.repeat(np.array([*rows], dtype=np.int64), counts)
    return Likenesses(places, known.ids[here].astype(np.int64), known.values[here])


def known_likenesses(index: WordIndex) -> dict[str, "NDArray[np.generic]"]:
    """Return the likenesses of the listed words, and of usual names, as arrays: most words that are ever screened."""
    usual = sorted(ordinary_names().difference(index.ids))
    found = alike_many(index, [*index.words, *usual])
    return {
        "known_usual": text_array(usual),
        "known_starts": np.searchsorted(found.places, np.arange(len(index.words) + len(usual) + 1)).astype(np.int32),
        "known_ids": found.listed.astype(np.int32),
        "known_values": found.values,
    }


def _inexact(index: WordIndex, words: Sequence[str], places: Sequence[int]) -> Likenesses:
    heard = {place: sound(words[place]) for place in places}
    spelt = _near(index, {place: words[place] for place in places}, index.words, index.shapes, SPELT, reach)
    sounding = _near(index, heard, index.sounds, index.sound_shapes, HEARD, sound_reach)
    bones = _by_consonants(index, {place: words[place] for place in places})
    return _most([spelt, sounding._replace(values=sounding.values * SOUND_CREDIT), bones], len(index.words))


def _shortened(index: WordIndex, words: Sequence[str], places: Sequence[int]) -> Likenesses:
    """Return the usual words of organizations' names that a word may be short for."""
    short = [place for place in places if len(words[place]) <= LONGEST_SHORT]
    found = [(place, other, value) for place in short for other, value in index.shortened(words[place])]
    at, listed, values = zip(*found, strict=True) if found else ((), (), ())
    return Likenesses(
        np.array(at, dtype=np.int64), np.array(listed, dtype=np.int64), np.array(values, dtype=np.float64)
    )


def _by_consonants(index: WordIndex, words: dict[int, str]) -> Likenesses:
    """Return what the function of that name finds."""
    owners: list[int] = []
    kinds: list[int] = []
    bones: list[str] = []
    for place, word in words.items():
        for kind, text in bones_of(word):
            owners.append(place)
            kinds.append(kind)
            bones.append(text)
    sums = [crc32(text.encode("ascii", "replace"), kind) for kind, text in zip(kinds, bones, strict=True)]
    key, listed = index.table.get_many(np.array(sums, dtype=np.uint32))
    places, kind_of = np.array(owners, dtype=np.int64)[key], np.array(kinds, dtype=np.int64)[key]
    size = max(words, default=-1) + 1
    left, letters = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    left[[*words]] = [sum(map(word[1:].count, VOWELS)) for word in words.values()]
    letters[[*words]] = [len(consonants(word)) for word in words.values()]
    lost = (letters[places] >= LEAST_CONSONANTS) & (2 * left[places] <= index.inner_vowels[listed])
    values = np.select(
        [kind_of == SCANNED, (kind_of == CONSONANTS) & (lost | (left[places] == 0)), kind_of == SKELETON],
        [SCANNED_CREDIT, VOWELLESS_CREDIT, SKELETON_CREDIT],
        0.0,
    )
    likely = np.flatnonzero(values)
    # Two texts may share a checksum by accident.
    same = [
        at
        for at, text, kind, other in zip(
            likely.tolist(), key[likely].tolist(), kind_of[likely].tolist(), listed[likely].tolist(), strict=True
        )
        if bones[text] == _BONES[kind](index.words[other])
    ]
    return Likenesses(places[same], listed[same], values[same])


def _near(
    index: WordIndex,
    texts: dict[int, str],
    listed: Sequence[str],
    listed_shapes: Shapes,
    salt: int,
    reach_of: Callable[[int], int],
) -> Likenesses:
    """Compare texts by letter with the listed ones that share a key with them."""
    by_length = defaultdict[int, list[int]](list)
    for place, text in texts.items():
        by_length[len(text)].append(place)
    found_at, found_keys = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for length, places in by_length.items():
        letters = "".join(texts[place] for place in places).encode("ascii", "replace")
        rows = np.ascontiguousarray(np.frombuffer(letters, dtype=np.uint8).reshape(len(places), length))
        for keys in checksums.of_rows_without(rows, reach_of(length), salt):
            found_at.append(np.array(places, dtype=np.int64))
            found_keys.append(keys.astype(np.int64))
    at, others = _holders(index, np.concatenate(found_at), np.concatenate(found_keys))
    own = shapes_of([*texts.values()])
    placed = np.zeros(max(texts) + 1, dtype=np.int64)
    placed[[*texts]] = np.arange(len(texts))
    lengths, masks = own.lengths[placed[at]], own.masks[placed[at]]
    listed_lengths, listed_masks = listed_shapes.lengths[others], listed_shapes.masks[others]
    reaches = np.array([reach_of(length) for length in range(_ALL_REACH)])
    allowed = reaches[np.minimum(np.minimum(lengths, listed_lengths), _ALL_REACH - 1)]
    # Each edit adds or takes one letter at most.
    strange = np.maximum(np.bitwise_count(masks & ~listed_masks), np.bitwise_count(listed_masks & ~masks))
    may = (np.abs(lengths - listed_lengths) <= allowed) & (strange <= allowed)
    at, others, allowed = at[may], others[may], allowed[may]
    longest = np.maximum(np.maximum(lengths, listed_lengths)[may], 1)
    if not len(at):
        return Likenesses(at, others, np.empty(0))
    here, there = [texts[place] for place in at.tolist()], [listed[other] for other in others.tolist()]
    apart = cpdist(here, there, scorer=OSA.distance, score_cutoff=_MOST_APART, dtype=np.uint8).astype(np.int64)
    kept = apart <= allowed
    return Likenesses(at[kept], others[kept], (1 - apart / longest)[kept])


def _holders(
    index: WordIndex, places: "NDArray[np.int64]", keys: "NDArray[np.int64]"
) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """Return each place with each listed word that holds one of its keys, once."""
    at, others = index.table.get_many(keys.astype(np.uint32))
    size = max(len(index.words), 1)
    pairs = np.sort(places[at] * size + others)
    pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])] if len(pairs) else pairs
    return pairs // size, pairs % size


def _settled(index: WordIndex, found: Likenesses, words: Sequence[str]) -> Likenesses:
    """Give what `settle` does of each."""
    places, at = np.unique(found.places, return_inverse=True)
    own = np.fromiter((is_own_word(words[place]) for place in places.tolist()), dtype=np.bool_, count=len(places))
    costs = np.zeros(len(found.places))
    for pair in np.flatnonzero(own[at]).tolist():
        costs[pair] = own_word_cost(words[found.places[pair]], index.words[found.listed[pair]])
    values = found.values - costs
    kept = values >= MIN_SIMILARITY
    return Likenesses(found.places[kept], found.listed[kept], values[kept])


def _most(parts: Sequence[Likenesses], size: int) -> Likenesses:
    """Join likenesses; where a word is like a listed one in several ways, the most."""
    places, listed, values = (np.concatenate([part[column] for part in parts]) for column in range(3))
    if not len(places):
        return Likenesses(places, listed, values)
    keys = places * size + listed
    order = np.argsort(keys, kind="stable")
    keys, values = keys[order], values[order]
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    return Likenesses(keys[first] // size, keys[first] % size, np.maximum.reduceat(values, first))
