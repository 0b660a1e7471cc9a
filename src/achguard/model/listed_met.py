"""A listed party that something in a payment met, as a finding carries it: for a person or a program to judge.

Nothing of it is for the payor. The words and sentences are masked as a name in a finding is; numbers are not in it.
"""

from typing import Literal

from pydantic import ConfigDict, Field

from achguard.model.described import Described

ListedKind = Literal["individual", "organization", "vessel", "aircraft"]
"""What is listed."""


class _Part(Described):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WordsMet(_Part):
    """Words of a screened name that are, or are taken for, words of a listed one."""

    screened: str
    """As they are read in the screened name, in capital letters without accents; figures masked as in the name."""
    listed: str
    """As they are read in the listed name."""


class OtherEntry(_Part):
    """Another entry, of the same list or of another one, that is of the same party."""

    uid: str
    """The publisher's number of the entry."""
    list: str
    """The list's short name, such as ofac-sdn."""
    programs: tuple[str, ...] = ()
    """Its sanctions programs, where something met it."""
    score: float | None = None
    """How well it met, 0 to 1; null where nothing met this one, and the party's other entries lead to it."""


class _Listed(_Part):
    uid: str
    """The publisher's number of the entry."""
    list: str
    """The list's short name, such as ofac-sdn."""
    kind: ListedKind
    """What is listed: an individual, an organization, a vessel or an aircraft."""
    primary_name: str
    """The entry's own name, as published."""
    programs: tuple[str, ...] = ()
    """Its sanctions programs."""
    others: tuple[OtherEntry, ...] = Field(default=(), exclude_if=lambda others: not others)
    """Other entries of the same party, those that met first; left out of JSON where there are none."""


class ListedHit(_Listed):
    """A listed party whose name was met."""

    listed_name: str
    """The listed name that met, as published."""
    quality: Literal["primary", "strong", "weak"]
    """Whether that is the entry's own name, an alias, or a weak alias."""
    score: float
    """0 to 1; 1 is the same name."""
    words: tuple[WordsMet, ...] = ()
    """The words that met; all of both names where they met as runs of letters."""
    agrees: tuple[str, ...] = ()
    """Which further facts agree: `date_of_birth`, `country`, `kind`."""
    disagrees: tuple[str, ...] = ()
    """Which further facts disagree."""
    rarity: str | None = None
    """How many ordinary US names score as high, in words; null where that was not measured."""
    explanation: str
    """Which words met how, and what else agrees or disagrees."""
    remarks: tuple[str, ...] = Field(default=(), exclude_if=lambda remarks: not remarks)
    """What makes the finding weak, or was meant to, such as a clearance; left out of JSON where there is nothing."""


class ListedNumber(_Listed):
    """A listed party that has a number or a BIC of the payment."""

    type: str
    """Which kind of number met, such as `passport` or `bic`; never the number."""


def by_lists(met: ListedHit | ListedNumber) -> str:
    """Say on which lists a party is: a single one with its programs, several with the numbers of their entries."""
    if not met.others:
        return f"the list {met.list} ({in_words(met.programs)})"
    known = [(met.list, met.uid, met.programs)]
    known += [(each.list, each.uid, each.programs) for each in met.others if each.score is not None]
    also = [f"{each.list} {each.uid}" for each in met.others if each.score is None]
    *first, last = sorted(f"{name} {uid} ({in_words(programs)})" for name, uid, programs in known)
    lists = f"the lists {', '.join(first)} and {last}" if first else f"the list {last}"
    return f"{lists} and, the same party, {', '.join(also)}" if also else lists


def in_words(programs: tuple[str, ...]) -> str:
    """Name sanctions programs, or say that none is named."""
    return ", ".join(programs) or "no program named"
