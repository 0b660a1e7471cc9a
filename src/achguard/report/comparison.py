"""A hit laid out for a person: what stands in the payment beside what the list says of the entry, row by row."""

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import quote

from achguard.identifiers.country import country_name
from achguard.model.decision import ListVersion
from achguard.model.finding import Finding
from achguard.model.listed_met import ListedHit, ListedNumber
from achguard.model.masking import MASK, Shown, mask_lines
from achguard.report.reported import EntryOf, Report, ReportedParty, ReportedPayment
from achguard.report.shown_text import LONGEST, Piece, marked, shown
from achguard.sanctions.listed.entity import ListedEntity, ListedName

MOST_NAMES: Final = 100
"""Names and numbers of an entry that are shown; witness: the longest entry of the SDN list of 2024 has 66 names."""
LONGEST_REMARK: Final = 4_000
"""Characters of an address or a remark that are shown; witness: the longest of the UN and EU lists have some 1,600."""
_OFAC: Final = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id="
_FACTS: Final = {"date_of_birth": "Date of birth", "country": "Country", "kind": "Kind"}
_PUBLIC: Final = "website"
"""The one kind of an entry's numbers that is an address for everybody to visit."""
_CLEARED_BY_NAME: Final = ("SAN101", "SAN102", "SAN103")

Line = tuple[Piece, ...]


class Row(NamedTuple):
    """What both sides say of one thing."""

    what: str
    ours: tuple[Line, ...] | None
    """None where a payment does not say such things."""
    theirs: tuple[Line, ...]
    says: str = ""
    """`agrees` or `disagrees`; empty where neither can be said."""
    is_long: bool = False
    """Whether what the list says is folded until somebody opens it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry, as it is named above its rows."""

    list: str
    uid: str
    published: str
    """The list's date; empty where it is not known."""
    link: str
    """The entry on its publisher's site; empty where there is none by number."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that a person needs to judge one hit."""

    finding: Finding
    at: str
    """Where it stands in the payment, in words."""
    listed: Listed
    score: str
    """Of a name; empty where a number met."""
    rows: tuple[Row, ...]
    why: tuple[str, ...]
    rarity: str
    agrees: tuple[str, ...]
    disagrees: tuple[str, ...]
    remarks: tuple[str, ...]
    others: tuple[tuple[Listed, tuple[Row, ...]], ...]
    """The party's other entries."""
    command: str
    """What writes a clearance; empty where a number met, which no clearance lifts."""


def comparisons(payment: ReportedPayment, report: Report, entry_of: EntryOf) -> Iterator[Comparison]:
    """Yield each hit of a payment."""
    for finding in payment.findings:
        met = finding.hit or finding.number
        if met is not None:
            yield _compared(finding, met, payment, report, payment.entry_of or entry_of)


def _compared(
    finding: Finding, met: ListedHit | ListedNumber, payment: ReportedPayment, report: Report, entry_of: EntryOf
) -> Comparison:
    hit = met if isinstance(met, ListedHit) else None
    party = next((each for each in payment.parties if finding.at.startswith(f"{each.at}.")), None)
    if party is not None and hit is not None and finding.at != f"{party.at}.name":
        party = None  # a bank or a line of text names somebody else than the party
    lists = payment.lists or report.lists
    return Comparison(
        finding=finding,
        at=_at_in_words(finding.at),
        listed=_listed(met.list, met.uid, lists),
        score=f"{hit.score:.2f}" if hit else "",
        rows=tuple(_rows(finding, met, party, entry_of(met.list, met.uid), report)),
        why=tuple(_why(hit)) if hit else (shown(finding.message),),
        rarity=(hit.rarity or "") if hit else "",
        agrees=tuple(_FACTS.get(each, each) for each in hit.agrees) if hit else (),
        disagrees=tuple(_FACTS.get(each, each) for each in hit.disagrees) if hit else (),
        remarks=tuple(map(shown, hit.remarks)) if hit else (),
        others=tuple(
            (_listed(each.list, each.uid, lists), tuple(_entry_rows(entry_of(each.list, each.uid), report)))
            for each in met.others
        ),
        command=_command(finding, met, report),
    )


def _why(hit: ListedHit) -> Iterator[str]:
    """Yield how the names met, without what is told beside it: further facts, and how rare it is."""
    told = {f"{fact.replace('_', ' ')} agrees" for fact in hit.agrees}
    told |= {f"{fact.replace('_', ' ')} disagrees" for fact in hit.disagrees}
    yield from (shown(each) for each in hit.explanation.split("; ") if each not in told and each != hit.rarity)


def _rows(
    finding: Finding,
    met: ListedHit | ListedNumber,
    party: ReportedParty | None,
    entity: ListedEntity | None,
    report: Report,
) -> Iterator[Row]:
    """Yield what both sides say; of the listed side what the finding knows where the entry is no longer there."""
    hit = met if isinstance(met, ListedHit) else None
    value = finding.value or ""
    if hit:
        met_words = " ".join(each.screened for each in hit.words)
        ours = marked(value or (party.name if party else met_words), (each.screened for each in hit.words))
        theirs = marked(hit.listed_name, (each.listed for each in hit.words))
        yield Row("Name that met", (ours,), (theirs + _aside(_QUALITY[hit.quality]),))
    else:
        kind = met.type.replace("_", " ") if isinstance(met, ListedNumber) else ""
        yield Row(f"Number that met ({kind})", _lines(value), (_plain("the same"),))
        if party is not None:
            yield Row("Name", (_plain(party.name),), (_plain(met.primary_name),))
    says = dict.fromkeys(hit.agrees if hit else (), "agrees")
    says |= dict.fromkeys(hit.disagrees if hit else (), "disagrees")
    yield Row("Kind", _lines(party.kind if party else None), (_plain(met.kind),), says.get("kind", ""))
    if entity is None:
        yield Row("Programs", None, (_plain(", ".join(met.programs) or "none named"),))
        return
    yield from _about(entity, party, says, hit, report)


_QUALITY: Final = {"primary": "the entry's own name", "strong": "an alias", "weak": "a weak alias"}


def _about(
    entity: ListedEntity, party: ReportedParty | None, says: dict[str, str], hit: ListedHit | None, report: Report
) -> Iterator[Row]:
    met_name = hit.listed_name if hit else ""
    words = tuple(each.listed for each in hit.words) if hit else ()
    names = [each for each in entity.names if each.text != met_name]
    yield Row("Other names", None, _cut([marked(each.text, words) + _aside(_quality_of(each)) for each in names]))
    born = _plain(party.date_of_birth) if party is not None and party.date_of_birth else None
    born = born or (_plain("given, and masked") if "date_of_birth" in says else None)
    dates = tuple(_plain(_date(each, report)) for each in entity.dates_of_birth)
    yield Row("Date of birth", (born,) if born else (), dates, says.get("date_of_birth", ""))
    places = tuple(_plain(country_name(each) or each) for each in entity.countries)
    address = tuple(_plain(each) for each in party.address) if party else ()
    yield Row("Address and country", address, (*_texts(entity.addresses, report), *places), says.get("country", ""))
    yield Row("Place of birth", None, _texts(entity.places_of_birth, report))
    numbers = [_plain(_number(each.type, each.value, each.country, report)) for each in entity.identifiers]
    mine = tuple(map(_plain, party.numbers)) if party else ()
    yield Row("Numbers", mine, _cut([*numbers, *(_plain(f"BIC {each}") for each in entity.bics)]))
    yield Row("Title", None, _lines(entity.title))
    yield Row("Programs", None, (_plain(", ".join(entity.programs) or "none named"),))
    remarks = entity.remarks or ""
    parts = remarks.split("; ") if remarks else []
    yield Row("Remarks", None, _texts(parts, report), is_long=len(remarks) > LONGEST)


def _entry_rows(entity: ListedEntity | None, report: Report) -> Iterator[Row]:
    """Yield what a further entry of the party says; nothing where it is no longer there."""
    if entity is not None:
        yield Row("Name", (), (_plain(entity.primary_name),))
        yield Row("Kind", (), (_plain(entity.kind),))
        yield from _about(entity, None, {}, None, report)


def _listed(list_name: str, uid: str, lists: tuple[ListVersion, ...]) -> Listed:
    published = next((each.published.isoformat() for each in lists if each.list == list_name), "")
    is_ofac = list_name.startswith("ofac-") and uid.isdigit()
    return Listed(list_name, uid, published, f"{_OFAC}{quote(uid)}" if is_ofac else "")


def _command(finding: Finding, met: ListedHit | ListedNumber, report: Report) -> str:
    if isinstance(met, ListedNumber) or finding.code not in _CLEARED_BY_NAME:
        return ""
    name = finding.value or ""
    if MASK in name or not name or not name.isprintable():
        name = "THE NAME AS IT WAS SCREENED"  # a masked name is another one, and a clearance of it would clear nothing
    said = [
        *("achguard", "clear", "--name", name, "--list", met.list, "--uid", met.uid),
        *("--by", "YOUR NAME", "--why", "WHAT YOU COMPARED AND WHAT DIFFERS"),
        *("--file", report.clearances_at or "clearances.toml"),
        *(("--lists", report.lists_at) if report.lists_at else ()),
    ]
    if "date_of_birth" in (met.agrees if isinstance(met, ListedHit) else ()):
        said.append("--same-date-of-birth")
    return shlex.join(said)


def _at_in_words(at: str) -> str:
    """Name a field in words: `receiver.account.bank.name` is `Receiver, account, bank, name`.

    A party's own name is `Receiver's name`.
    """
    parts = [re.sub(r"\[(\d+)\]", lambda found: f" {int(found[1]) + 1}", part) for part in at.split(".")]
    words = ("'s " if parts[1:] == ["name"] else ", ").join(part.replace("_", " ") for part in parts)
    return words[:1].upper() + words[1:]


def _date(listed: str, report: Report) -> str:
    """Show a listed date of birth: its year alone where values are masked."""
    if report.is_unmasked or "/" in listed:
        return listed
    return f"{listed[:4]} (day masked)" if len(listed) > len("YYYY") else listed


def _number(type_: str, value: str, country: str | None, report: Report) -> str:
    number = value if report.is_unmasked or type_ == _PUBLIC else Shown.NUMBER.of(value)
    return f"{type_.replace('_', ' ')} {number}" + (f" ({country})" if country else "")


def _quality_of(name: ListedName) -> str:
    if name.quality == "primary":
        return "own name"
    return f"{name.kind}, weak" if name.quality == "weak" else name.kind


def _aside(text: str) -> Line:
    return (Piece(f" ({text})", is_met=False),)


def _plain(text: str) -> Line:
    return (Piece(shown(text), is_met=False),)


def _texts(texts: Sequence[str], report: Report) -> tuple[Line, ...]:
    """Show what a publisher wrote: its numbers and dates are those of persons, and masked where values are."""
    said = texts if report.is_unmasked else mask_lines(texts)
    return _cut([(Piece(shown(each, LONGEST_REMARK), is_met=False),) for each in said])


def _lines(text: str | None) -> tuple[Line, ...]:
    return (_plain(text),) if text else ()


def _cut(lines: list[Line]) -> tuple[Line, ...]:
    more = len(lines) - MOST_NAMES
    return (*lines[:MOST_NAMES], *((_plain(f"and {more:,} more"),) if more > 0 else ()))
