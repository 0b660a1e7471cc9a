"""A listed entity whose name came close enough to a screened name."""

from dataclasses import dataclass
from typing import Final, Literal

from achguard.model.listed_met import ListedHit, OtherEntry, WordsMet
from achguard.sanctions.listed.entity import EntityKind, Entry, Quality

BirthDates = Literal["declared", "on_file"]
"""Where dates of birth come from: the payor declares them, or they are on file since somebody saw a document."""

DEFAULT_MIN_SCORE: Final = 0.8
"""Score from which a name is a hit, where nothing else is asked for.

Witness: the curve of `benchmarks/natural.py`, which prints the shares of ordinary people, firms and origins that score
as high on the SDN list of 2024-05, and the least score that keeps them within what it aims at.
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """One listed entity that a name met: scored, explained, and for a person to judge."""

    uid: str
    """The publisher's number of the entry."""
    list: str
    """The list's short name, such as `ofac-sdn`."""
    listed_name: str
    """The listed name that met, as published."""
    primary_name: str
    """The entry's own name, as published."""
    alias_quality: Quality
    """Whether the name that met is the entry's own, an alias, or a weak alias."""
    programs: tuple[str, ...]
    """Sanctions programs of the entry."""
    score: float
    """0 to 1; 1 is the same name."""
    explanation: str
    """Which words met how, and what else agrees or disagrees, in a sentence a person can check."""
    agrees: tuple[str, ...] = ()
    """Which further facts agree: `date_of_birth`, `country`, `kind`."""
    disagrees: tuple[str, ...] = ()
    """Which further facts disagree; `date_of_birth` where it is clearly another than every listed one."""
    truncated: bool = False
    """Whether the name was compared as one that its field cut off."""
    is_usual: bool = False
    """Whether the words that met are a name that many people have."""
    kind: EntityKind = "organization"
    """What is listed."""
    words: tuple[tuple[str, str], ...] = ()
    """The words that met: of the screened name and of the listed one, as they are read; all of them where the names met
    as runs of letters."""
    rarity: str | None = None
    """How many ordinary US names score as high, in words; None where that was not measured."""

    @property
    def entry(self) -> Entry:
        """Which entry of which list it is."""
        return Entry(self.list, self.uid)

    def is_outweighed(self, birth_dates: BirthDates) -> bool:
        """Say whether a date of birth that is clearly another says more than the name, by where such dates come from.

        One on file does. A declared one does where many people have the name; a rare name that meets is seldom
        somebody else's, and who hides declares what helps.
        """
        return "date_of_birth" in self.disagrees and (birth_dates == "on_file" or self.is_usual)

    def told(self, others: tuple[OtherEntry, ...] = (), remarks: tuple[str, ...] = ()) -> ListedHit:
        """Give the hit as a finding carries it, with the party's other entries and what is remarked of any."""
        return ListedHit(
            uid=self.uid,
            list=self.list,
            kind=self.kind,
            primary_name=self.primary_name,
            programs=self.programs,
            others=others,
            listed_name=self.listed_name,
            quality=self.alias_quality,
            score=self.score,
            words=tuple(WordsMet(screened=screened, listed=listed) for screened, listed in self.words),
            agrees=self.agrees,
            disagrees=self.disagrees,
            rarity=self.rarity,
            explanation=self.explanation,
            remarks=remarks,
        )

    def as_dict(self) -> dict[str, object]:
        """Give the hit as JSON-able values; tuples as lists."""
        return {
            "uid": self.uid,
            "list": self.list,
            "listed_name": self.listed_name,
            "primary_name": self.primary_name,
            "alias_quality": self.alias_quality,
            "programs": [*self.programs],
            "score": self.score,
            "explanation": self.explanation,
            "agrees": [*self.agrees],
            "disagrees": [*self.disagrees],
            "truncated": self.truncated,
            "is_usual": self.is_usual,
            "kind": self.kind,
            "words": [[*pair] for pair in self.words],
            "rarity": self.rarity,
        }


@dataclass(frozen=True, slots=True)
class LinesHit:
    """A listed entity that lines of text name, from the place of the first of these lines to that of the last."""

    first: int
    last: int
    hit: Hit
