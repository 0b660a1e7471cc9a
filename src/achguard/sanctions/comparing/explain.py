"""The sentence that tells a person why a listed name was met."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from rapidfuzz.distance import OSA

from achguard.model.masking import mask_all, mask_text
from achguard.names.fold import fold
from achguard.names.sound import consonants, skeleton, sound
from achguard.names.words import FORM_WORDS, LEGAL_FORMS
from achguard.sanctions.comparing.compare import Comparison
from achguard.sanctions.comparing.prepared_names import ListedForm, Query, spelt_once
from achguard.sanctions.comparing.words import by_shortening, is_own_word, reach, scanned
from achguard.sanctions.listed.entity import ListedName

_LETTERS: Final = {1: "one letter differs", 2: "two letters differ"}


def explain(
    query: Query,
    listed: ListedForm,
    name: ListedName,
    comparison: Comparison,
    clauses: Sequence[str] = (),
    field: str | None = None,
) -> str:
    """Say which words met how and which did not, as they are written, and what else is told; parted by semicolons.

    `field` is the text that the screened name is a part or a reading of; None where it is a line.
    """
    spelt = _as_written(query, field)
    quote = _quoting(spelt)
    parts = _reading(query, comparison, field, quote)
    parts += _by_letters(query, listed, comparison) or _by_words(spelt, listed, comparison, quote, field)
    if name.quality != "primary":
        parts.append(f"listed as {'a weak ' if name.quality == 'weak' else 'an '}alias ({name.kind})")
    return "; ".join([*parts, *clauses])


def words_met(
    query: Query, listed: ListedForm, comparison: Comparison, field: str | None = None
) -> tuple[tuple[str, str], ...]:
    """Give the words that met, as they are read in the screened name and in the listed one.

    These are all words of both where the names met as runs of letters. `field` is as in `explain`, and figures that may
    not be seen are masked as there.
    """
    spelt = _as_written(query, field)
    quote = _quoting(spelt)
    if not comparison.pairs:
        return ((" ".join(map(quote, spelt)), " ".join(listed.spelt)),)
    return tuple(
        (" ".join(map(quote, spelt[at : at + count])), " ".join(listed.spelt[to : to + count_to]))
        for at, count, to, count_to in comparison.places
    )


def _reading(query: Query, comparison: Comparison, field: str | None, quote: Callable[[str], str]) -> list[str]:
    """Say which part of a field was compared, or as what the field was read; nothing where it is the whole field."""
    if field is None or comparison.way == "inside":
        return []
    # A long field is compared by the words of it that say something.
    written = fold(field).split()
    read = [*query.spelt]
    if query.whole == "".join(written):
        return []
    said = " ".join(map(quote, read))
    return [f"by its part {said}" if _place(read, written) is not None else f"read as {said}"]


def _place(part: Sequence[str], whole: Sequence[str]) -> int | None:
    """Where a run of words begins in others."""
    starts = range(len(whole) - len(part) + 1)
    return next((at for at in starts if [*whole[at : at + len(part)]] == [*part]), None)


def _as_written(query: Query, field: str | None) -> Sequence[str]:
    """Give the words of a screened name as its field has them; a stretch of a field comes in their one spelling."""
    if field is None or query.spelt != query.words:
        return query.spelt
    words, letters = spelt_once(fold(field).split())
    at = _place(query.words, words)
    return query.spelt if at is None else letters[at : at + len(query.words)]


def _by_letters(query: Query, listed: ListedForm, comparison: Comparison) -> list[str]:
    """Say how two names met as runs of letters; nothing where their words did."""
    run, runs = query.whole, (listed.whole, listed.natural)
    if comparison.way == "whole":
        return [f"the same run of letters when spaces are left out{_but_for(run, runs)}"]
    if comparison.way == "cut":
        cut = "may have been cut off by its field" if query.is_cut else "the listed name goes on"
        return [f"begins as the listed name does{_but_for(run, [each[: len(run)] for each in runs])}, and {cut}"]
    if comparison.way == "bones":
        return [f"the listed name without its vowels{_but_for(query.bones, listed.bones)}"]
    return []


def _but_for(run: str, listed: Iterable[str]) -> str:
    """Say by how many letters a run differs from the likest of some; nothing where it is one of them."""
    different = min(OSA.distance(run, each) for each in listed)
    return f" but for {different} letter{'s' if different > 1 else ''}" if different else ""


def _by_words(
    spelt: Sequence[str], listed: ListedForm, comparison: Comparison, quote: Callable[[str], str], field: str | None
) -> list[str]:
    same: list[str] = []
    others: list[str] = []
    met: set[int] = set()
    met_listed: set[int] = set()
    for (word, other, value), (at, count, to, count_to) in zip(comparison.pairs, comparison.places, strict=True):
        written, written_listed = spelt[at : at + count], listed.spelt[to : to + count_to]
        met.update(range(at, at + count))
        met_listed.update(range(to, to + count_to))
        if written == written_listed:
            same += map(quote, written)
            continue
        said = " ".join(map(quote, written))
        how = "where words are joined or parted" if (count, count_to) != (1, 1) else _difference(word, other, value)
        others.append(f"{said} for {' '.join(written_listed)} ({how})")
    parts = [f"same words: {' '.join(same)}"] if same else []
    parts += others
    extra = [quote(word) for at, word in enumerate(spelt) if at not in met]
    is_inside = comparison.way == "inside"
    # What says little may be in the field and not in the stretch of it that was compared.
    there = spelt_once(fold(field).split())[0] if is_inside and field is not None else ()
    missing = [
        letters
        for at, (word, letters) in enumerate(zip(listed.words, listed.spelt, strict=True))
        if at not in met_listed and word not in there
    ]
    if is_inside:
        parts.append(f"the listed name{'' if missing else ' in full'}, beside other words")
    parts += [f"only in the screened name: {' '.join(extra)}"] if extra else []
    parts += [f"only in the listed name: {' '.join(missing)}"] if missing else []
    return parts


def _quoting(spelt: Sequence[str]) -> Callable[[str], str]:
    """Give how words of a screened name are quoted: whole, but for figures where the name has more than may be seen."""
    figures = "/".join(filter(_has_figures, spelt))  # the way to write a date, of which four are too many
    if mask_text(figures) == figures:
        return str
    return lambda word: mask_all(word) if _has_figures(word) else word


def _has_figures(word: str) -> bool:
    return any(map(str.isdigit, word))


def _difference(word: str, other: str, value: float) -> str:
    """Say how a screened word is another listed one, in terms that a person can check with both before him."""
    if word == other:
        return (
            "counts as the same legal form" if word in LEGAL_FORMS or word in FORM_WORDS else "another form of the word"
        )
    if len(word) == 1 or len(other) == 1:
        return "initial"
    how = _how(word, other)
    return f"{how}, though a name or word of its own" if value and is_own_word(word) else how


def _how(word: str, other: str) -> str:
    different = OSA.distance(word, other)
    heard, heard_listed = sound(word), sound(other)
    for holds, said in (
        (0 < different <= reach(min(len(word), len(other))), _LETTERS.get(different, "")),
        (heard == heard_listed, "another spelling"),
        (other.startswith(word), "beginning of it"),
        (bool(by_shortening(word, other)), "short for it"),
        (scanned(word) == scanned(other), "as a scan may read it"),
        (consonants(word) == consonants(other), "the same without vowels"),
        (skeleton(word) == skeleton(other), "the same consonants"),
        (OSA.distance(heard, heard_listed) == 1, "sounds nearly the same"),
    ):
        if holds:
            return said
    return "another spelling"
