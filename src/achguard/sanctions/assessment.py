"""OFAC's questions about a hit (FAQ 5), answered as far as the data answer them; the judgement is a person's."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from achguard.names.readings import readings
from achguard.names.words import FORM_WORDS, LEGAL_FORMS
from achguard.sanctions.comparing.compare import compare
from achguard.sanctions.comparing.prepared_names import prepare_as_person, prepare_listed, prepare_query
from achguard.sanctions.hit import Hit
from achguard.sanctions.listed.entity import ListedEntity

Said = Literal["yes", "no", "unknown"]
"""What the data say."""

_OFACS: Final = (
    "ofac-",
    "opensanctions-us-ofac-",
    *(f"us-csl-{member}" for member in ("sdn", "ssi", "fse", "plc", "cap", "isa", "non-sdn-")),
)
"""How the short names of OFAC's lists begin.

Of the Consolidated Screening List only these members are OFAC's; Commerce keeps dpl, el, meu and uvl, and State dtc and
isn. Source: trade.gov, Consolidated Screening List, consulted 2026-11-26.
"""
_OF_SEVERAL: Final = frozenset({"us-csl", "opensanctions"})
"""Files that hold lists of several keepers and do not say of an entry whose it is."""
_SAME: Final = 0.999
_MOST_PLACES: Final = 5
"""Addresses and places that are told in one answer; `lists show` tells all."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """One of OFAC's questions about a hit, with the answer of the data and what it says follows."""

    question: str
    """The question, in OFAC's order."""
    answer: Said
    because: str
    """What in the data says so; no birth date, and no number but those in a listed address."""
    follows: str
    """What FAQ 5 says follows from this answer."""

    def as_dict(self) -> dict[str, str]:
        """Give it as JSON-able values."""
        return {
            "question": self.question,
            "answer": self.answer,
            "because": self.because,
            "follows": self.follows,
        }


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of the party that was screened, beside its name; None and nothing where it is not known."""

    kind: str | None = None
    date_of_birth: dt.date | str | None = None
    country: str | None = None


def assess(name: str, hit: Hit, entity: ListedEntity, told: Told) -> tuple[Assessed, ...]:
    """Answer OFAC's five questions about a hit; `entity` is the entry that was met.

    Source: OFAC FAQ 5, "How do I determine if I have a valid OFAC match?", read as `docs/how-to/clear-a-false-hit.md`
    tells it.
    """
    return (
        _whose_list(hit),
        _other_kind(hit, entity),
        _one_name_of_several(name, hit, entity),
        _much_missing(entity, told),
        _similarities(hit),
    )


def _whose_list(hit: Hit) -> Assessed:
    question = "Is it an entry of OFAC's list, or a country under sanctions?"
    if hit.list.startswith(_OFACS):
        return Assessed(question, "yes", f"the entry is on {hit.list}", "go on with the next question")
    if hit.list in _OF_SEVERAL:
        return Assessed(question, "unknown", f"{hit.list} holds lists of several keepers", "find out whose it is")
    return Assessed(question, "no", f"the entry is on {hit.list}", "ask the keeper of that list how to judge it")


def _other_kind(hit: Hit, entity: ListedEntity) -> Assessed:
    question = "Is one of them a person, and the other an organization, a vessel or an aircraft?"
    listed = f"the entry is {'an' if entity.kind[0] in 'aio' else 'a'} {entity.kind}"
    if "kind" in hit.disagrees:
        return Assessed(question, "yes", f"{listed}, and your party is none", "not a valid match")
    if "kind" in hit.agrees:
        return Assessed(question, "no", f"{listed}, and your party may be one", "go on with the next question")
    return Assessed(question, "unknown", listed, "find out what your party is")


def _one_name_of_several(name: str, hit: Hit, entity: ListedEntity) -> Assessed:
    question = "Does only one of two or more names agree, such as the family name alone?"
    met, words = _words_met(name, hit, entity)
    shown = " ".join(met)
    if len(words) < 2:  # noqa: PLR2004  two names
        return Assessed(question, "no", f"{hit.listed_name} has one name, which agrees", "go on with the next question")
    because = f"{len(met)} of {len(words)} words of {hit.listed_name} met{f' ({shown})' if met else ''}"
    if len(met) < 2:  # noqa: PLR2004  two names
        return Assessed(question, "yes", because, "not a valid match")
    return Assessed(question, "no", because, "go on with the next question")


def _much_missing(entity: ListedEntity, told: Told) -> Assessed:
    question = "Compare the whole entry with what you know. Do you lack much of it?"
    lacking = [*_lacking(entity, told)]
    if lacking:
        because = f"the entry has {_listing(lacking)}, not compared here"
        return Assessed(question, "yes", because + _to_compare(entity), "get it, and compare it")
    return Assessed(question, "no", "all that the entry has was compared", "go on with the next question")


def _similarities(hit: Hit) -> Assessed:
    question = "Are there several similarities or exact matches?"
    same_name = hit.score >= _SAME and hit.alias_quality != "weak"
    facts = [fact.replace("_", " ") for fact in hit.agrees if fact != "kind"]
    others = [fact.replace("_", " ") for fact in hit.disagrees]
    agreeing = [*(["the whole name"] if same_name else []), *facts]
    because = "; ".join(
        [
            f"{_listing(agreeing)} agree{'s' if len(agreeing) == 1 else ''}" if agreeing else "the name is alike",
            *([f"{_listing(others)} disagree{'s' if len(others) == 1 else ''}"] if others else []),
        ]
    )
    if facts or (same_name and not others):
        return Assessed(question, "yes", because, "call OFAC's hotline")
    if "date_of_birth" in hit.disagrees:  # people move, and are born once
        return Assessed(question, "no", because, "not a valid match, unless a question above says otherwise")
    return Assessed(question, "unknown", because, "find out more, and compare it")


def _words_met(name: str, hit: Hit, entity: ListedEntity) -> tuple[list[str], list[str]]:
    """Give the words of the listed name that met, and all that count: without legal forms."""
    form = prepare_listed(
        hit.listed_name,
        individual=entity.kind == "individual",
        ship=entity.kind in {"vessel", "aircraft"},
    )
    queries = []
    for reading in readings(name):
        queries.append(prepare_query(reading.text))
        queries += [person] if (person := prepare_as_person(reading.text)) is not None else []
    best = max((compare(query, form) for query in queries), key=lambda each: each.score)
    counted = [at for at, word in enumerate(form.words) if word not in LEGAL_FORMS and word not in FORM_WORDS]
    counted = counted or [*range(len(form.words))]
    if best.way != "words":
        places: Collection[int] = counted
    else:
        places = {at for _, _, to, count in best.places for at in range(to, to + count)}
    return [form.spelt[at] for at in counted if at in places], [form.spelt[at] for at in counted]


def _lacking(entity: ListedEntity, told: Told) -> Iterator[str]:
    """Name what the entry has and nobody told; a number is compared by the rules, and never here."""
    if entity.dates_of_birth and told.date_of_birth is None:
        yield "a date of birth"
    if entity.countries and told.country is None:
        yield "a country"
    if kinds := [*dict.fromkeys(each.type.replace("_", " ") for each in entity.identifiers)]:
        yield f"numbers ({', '.join(kinds)})"
    if entity.bics:
        yield "a BIC"
    if entity.addresses:
        yield "addresses"
    if entity.places_of_birth:
        yield "a place of birth"


def _to_compare(entity: ListedEntity) -> str:
    """Say the addresses and places of birth, which no search compares; remarks may hold birth dates and numbers."""
    said = [
        f"{what} {' | '.join(places[:_MOST_PLACES])}{f' and {more:,} more' if more > 0 else ''}"
        for what, places in (("address", entity.addresses), ("born in", entity.places_of_birth))
        if places
        for more in (len(places) - _MOST_PLACES,)
    ]
    return f"; compare with: {'; '.join(said)}" if said else ""


def _listing(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
