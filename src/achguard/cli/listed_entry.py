"""One entry of a list, for people and for programs: everything that achguard knows of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from achguard.cli.lists_table import short_digest
from achguard.cli.page import Page, Style
from achguard.errors import ConfigurationError
from achguard.model.inert_text import visible
from achguard.model.masking import quoted

if TYPE_CHECKING:
    from achguard.sanctions.listed.entity import ListedEntity, ListedIdentifier, ListedName
    from achguard.sanctions.snapshot import Snapshot

_INDENT = 14


def entity_of(snapshot: "Snapshot", uid: str, list_name: str | None) -> "ListedEntity":
    """Give the entry with the publisher's number; raises `ConfigurationError` for none, and for several."""
    named = [each.list for each in snapshot.lists]
    if list_name is not None and list_name not in named:
        raise ConfigurationError(f"{quoted(list_name)} is not among the lists {', '.join(named)}")
    found = [
        entity
        for each in named
        if list_name in {None, each} and (entity := snapshot.entity(uid.strip(), each)) is not None
    ]
    if not found:
        of = list_name or ", ".join(named)
        raise ConfigurationError(f"{quoted(uid)} is not an entry of {of}; take the uid of the hit")
    if len(found) > 1:
        raise ConfigurationError(
            f"{quoted(uid)} is an entry of {', '.join(e.list for e in found)}; say which with --list"
        )
    return found[0]


def entry_lines(page: Page, snapshot: "Snapshot", entity: "ListedEntity") -> Iterator[str]:
    """Yield the lines of an entry; what its publisher publishes is shown as it is."""
    yield page.behind(visible(str(entity.entry)), visible(entity.primary_name), lead_style=Style.BOLD, style=Style.BOLD)
    version = next(each for each in snapshot.lists if each.list == entity.list)
    others = [each for each in snapshot.same_party(entity.uid, entity.list) if each != entity.entry]
    rows = (
        ("kind", [entity.kind]),
        ("title", [entity.title] if entity.title else []),
        ("also named", [_name(each) for each in entity.names[1:]]),
        ("programs", [", ".join(entity.programs)] if entity.programs else []),
        ("born", [*entity.dates_of_birth]),
        ("born in", [*entity.places_of_birth]),
        ("addresses", [*entity.addresses]),
        ("countries", [", ".join(entity.countries)] if entity.countries else []),
        ("numbers", [_number(each) for each in entity.identifiers]),
        ("BIC", [*entity.bics]),
        ("remarks", entity.remarks.split("; ") if entity.remarks else []),
        ("same party", [str(each) for each in others]),
        ("list", [f"{version.list} of {version.published}, sha256 {short_digest(version)}"]),
    )
    for label, values in rows:
        for number, value in enumerate(values):
            yield page.hung("" if number else label, visible(value), indent=_INDENT, label_style=Style.DIM)
    if not (entity.addresses or entity.places_of_birth or entity.remarks):
        yield page.hung(
            "",
            "no addresses and no remarks: the publisher names none, or the lists were built by an earlier achguard",
            indent=_INDENT,
            label_style=Style.PLAIN,
            style=Style.DIM,
        )


def entry_row(snapshot: "Snapshot", entity: "ListedEntity") -> dict[str, object]:
    """Give an entry as JSON-able values, with the list that it is of and the digest that a clearance is bound to."""
    from achguard.sanctions.listed.entity_row import digest_of

    version = next(each for each in snapshot.lists if each.list == entity.list)
    others = [each for each in snapshot.same_party(entity.uid, entity.list) if each != entity.entry]
    return {
        "list": entity.list,
        "uid": entity.uid,
        "kind": entity.kind,
        "names": [{"text": each.text, "quality": each.quality, "kind": each.kind} for each in entity.names],
        "title": entity.title,
        "programs": [*entity.programs],
        "dates_of_birth": [*entity.dates_of_birth],
        "places_of_birth": [*entity.places_of_birth],
        "addresses": [*entity.addresses],
        "countries": [*entity.countries],
        "identifiers": [
            {"type": each.type, "value": each.value, "country": each.country} for each in entity.identifiers
        ],
        "bics": [*entity.bics],
        "remarks": entity.remarks,
        "same_party": [{"list": each.list, "uid": each.uid} for each in others],
        "digest": digest_of(entity),
        "published": version.published.isoformat(),
        "sha256": version.sha256,
    }


def _name(name: "ListedName") -> str:
    weak = "weak " if name.quality == "weak" else ""
    return f"{name.text} ({weak}{name.kind})"


def _number(number: "ListedIdentifier") -> str:
    of = f" of {number.country}" if number.country else ""
    return f"{number.type.replace('_', ' ')}{of}: {number.value}"
