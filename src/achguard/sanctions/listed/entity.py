"""What a sanctions list says about one person, organization, vessel or aircraft."""

from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

Quality = Literal["primary", "strong", "weak"]
"""How much a name says: the entry's own name, an alias, or an alias that its publisher calls broad or generic."""

NameKind = Literal["primary", "aka", "fka", "nka"]
"""The entry's own name, or an *also*, *formerly* or *now known as*."""

EntityKind = Literal["individual", "organization", "vessel", "aircraft"]
"""What is listed."""


class Entry(NamedTuple):
    """Which entry of which list: the list's short name and the publisher's number."""

    list: str
    uid: str

    def __str__(self) -> str:
        """As people write it: `ofac-sdn 6365`."""
        return f"{self.list} {self.uid}"


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name of a listed entity, spelt as its publisher spells it."""

    text: str
    """The name; an individual's as `LAST, First`."""
    quality: Quality
    kind: NameKind


@dataclass(frozen=True, slots=True)
class ListedIdentifier:
    """One number that belongs to a listed entity."""

    type: str
    """`ssn | ein | itin | tax_id | passport | national_id | registration | lei | imo | wallet | other`, or a contact's:
    `website | email | phone`."""
    value: str
    """The number in letters and digits, upper-case; a website or an e-mail address with its dots and signs."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code of who gave the number out."""

    def __repr__(self) -> str:
        """Without the number, which is confidential."""
        return f"ListedIdentifier(type={self.type!r}, country={self.country!r})"


TO_COMPARE: Final = ("addresses", "places_of_birth", "remarks")
"""Fields of an entry that a person compares a party with, and no name or number is screened by.

They are no part of an entry's equality and of its digest: what a publisher says otherwise in them, or achguard reads
otherwise, makes no clearance void (decision 0018).
"""


@dataclass(frozen=True, slots=True)
class ListedEntity:
    """One entry of a sanctions list."""

    uid: str
    """The publisher's own number of the entry."""
    list: str
    """The list's short name, such as `ofac-sdn`."""
    kind: EntityKind
    names: tuple[ListedName, ...]
    """Its own name first, then its aliases."""
    programs: tuple[str, ...] = ()
    """Sanctions programs, in the publisher's order."""
    dates_of_birth: tuple[str, ...] = ()
    """`YYYY-MM-DD`, `YYYY-MM`, `YYYY`, or a range of years `YYYY/YYYY`."""
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2 codes of addresses, nationality and citizenship."""
    identifiers: tuple[ListedIdentifier, ...] = ()
    bics: tuple[str, ...] = ()
    """BICs of a listed bank, always eleven characters."""
    title: str | None = None
    """An office or a rank, as published."""
    addresses: tuple[str, ...] = field(default=(), compare=False)
    """Addresses as published, each on one line with its country's name last."""
    places_of_birth: tuple[str, ...] = field(default=(), compare=False)
    """Towns and countries as published."""
    remarks: str | None = field(default=None, compare=False)
    """What else its publisher says, as published: remarks, gender, a ship's call sign, its flag and its owner."""

    @property
    def entry(self) -> Entry:
        """Which entry of which list it is."""
        return Entry(self.list, self.uid)

    @property
    def primary_name(self) -> str:
        """The entry's own name, as published."""
        return self.names[0].text if self.names else ""

    def __repr__(self) -> str:
        """Without dates of birth and numbers, which are confidential."""
        return f"ListedEntity(uid={self.uid!r}, list={self.list!r}, kind={self.kind!r}, name={self.primary_name!r})"


@dataclass(frozen=True, slots=True)
class ListedMatch:
    """A listed entity that was found by a number or a BIC, and what of it met."""

    entity: ListedEntity
    matched: str
    """Which kind of number met, such as `passport` or `bic`; never the number."""
