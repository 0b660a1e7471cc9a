"""What only a person compares, in one form for every source: addresses, places of birth and remarks, a line each."""

from collections.abc import Iterable
from typing import Final

from achguard.sanctions.sources.ofac_labels import labelled

_READ_ELSEWHERE: Final = (
    "DOB",
    "Birthdate",
    "nationality",
    "citizen",
    "Place of Birth",
    "POB",
    "Location",
    "Title",
    "SWIFT/BIC",
)
"""Labels of facts that an entry has a field for, as OFAC's formats write them."""


def place(*parts: str) -> str:
    """Write the parts of an address or a place on one line, each once, without blank ones."""
    return ", ".join(each_once(" ".join(part.split()).strip(" ,;") for part in parts))


def each_once(found: Iterable[str]) -> tuple[str, ...]:
    """Give the texts that are not blank, in their order, each once."""
    return tuple(dict.fromkeys(text for text in found if text))


def remarks(*texts: str, facts: Iterable[tuple[str, str]] = ()) -> str | None:
    """Write what a publisher remarks as one text, then facts as label and value; None where there is nothing."""
    said = (*texts, *(f"{label} {value}" for label, value in facts if value))
    return "; ".join(each_once(" ".join(text.split()) for text in said)) or None


def ofac_facts_left(facts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Give the facts under OFAC's labels that are no number, and that an entry has no other field for."""
    return tuple(
        (label, value)
        for label, value in facts
        if value and label not in _READ_ELSEWHERE and labelled(f"{label} {value}") is None
    )
