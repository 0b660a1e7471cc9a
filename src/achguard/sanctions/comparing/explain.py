"""The sentence that tells a person why a listed name was met."""

from collections.abc import Callable, Collection, Sequence

from achguard.model.masking import mask_all, mask_text
from achguard.sanctions.comparing.compare import Comparison
from achguard.sanctions.comparing.prepared_names import ListedForm, Query
from achguard.sanctions.comparing.rarity import in_words
from achguard.sanctions.listed.entity import ListedName

_SAME = 0.999
_SPELLING = 0.95


def explain(query: Query, listed: ListedForm, name: ListedName, comparison: Comparison, clauses: list[str]) -> str:
    """Say which words met how, which did not, what else agrees, and how rare such a name is; parted by semicolons."""
    parts = _how(query, listed, comparison)
    if name.quality != "primary":
        parts.append(f"listed as {'a weak ' if name.quality == 'weak' else 'an '}alias ({name.kind})")
    # Rates are of names alone, so what else agrees or disagrees has no part in them.
    rare = in_words(round(comparison.score, 4))
    return "; ".join([*parts, *clauses, *([rare] if rare else [])])


def _how(query: Query, listed: ListedForm, comparison: Comparison) -> list[str]:
    if comparison.way == "whole":
        return ["the same run of letters when spaces are left out, or nearly"]
    if comparison.way == "cut":
        return [f"begins as the listed name does, cut off after {len(query.whole)} letters"]
    if comparison.way == "bones":
        return ["the listed name without its vowels, or nearly"]
    quote = _quoting(query)
    same = [quote(word) for word, other, value in comparison.pairs if value >= _SAME]
    parts = [f"same words: {' '.join(same)}"] if same else []
    parts += [
        f"{quote(word)} for {other} ({_difference(word, other, value)})"
        for word, other, value in comparison.pairs
        if value < _SAME
    ]
    if comparison.way == "inside":
        parts.append("the listed name in full, beside other words")
    met = {word for word, _, _ in comparison.pairs}
    met_listed = {other for _, other, _ in comparison.pairs}
    extra = [quote(word) for word in _unmet(query.words, query.spelt, met)]
    missing = _unmet(listed.words, listed.spelt, met_listed)
    parts += [f"only in the screened name: {' '.join(extra)}"] if extra else []
    parts += [f"only in the listed name: {' '.join(missing)}"] if missing else []
    return parts or ["nothing in common but single letters"]


def _unmet(words: Sequence[str], spelt: Sequence[str], met: Collection[str]) -> list[str]:
    """Return the words that neither met nor are a part of what neighbours make together, as the name spells them."""
    return [
        word
        for word, letters in zip(words, spelt, strict=True)
        if not any(word in run or letters in run for run in met)
    ]


def _quoting(query: Query) -> Callable[[str], str]:
    """Give how words of a screened name are quoted: whole, but for figures where the name has more than may be seen."""
    figures = "/".join(filter(_has_figures, query.words))  # the way to write a date, of which four are too many
    if mask_text(figures) == figures:
        return str
    return lambda word: mask_all(word) if _has_figures(word) else word


def _has_figures(word: str) -> bool:
    return any(map(str.isdigit, word))


def _difference(word: str, other: str, value: float) -> str:
    if len(word) == 1 or len(other) == 1:
        return "initial"
    if word == other:
        return "where words are joined or parted"
    if other.startswith(word):
        return "beginning of it"
    return "another spelling" if value >= _SPELLING else f"{value:.0%} alike"
