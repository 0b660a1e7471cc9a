"""The X12 820 that the addenda of a CTX entry carry: segments, who pays whom, and for what.

X12 is text without line ends: a segment is an identifier and elements, with one character between elements and
another behind each segment. The segments run on over the ends of addenda. Nothing in them raises.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType

SEGMENTS_AT_MOST = 9_999
"""Segments that are read as such: as many as an entry has addenda. What an advice has beyond them is not read."""

PARTIES_AT_MOST = 99
"""Parties that are read from one advice; a payment has one payer and one payee, and some loops name more."""

_ELEMENT, _SEGMENT = "*", "\\"
"""What is between elements and behind segments where nothing shows it (Nacha's convention for X12 in addenda)."""

_ISA_ELEMENTS = 16
_KNOWN = re.compile(r"(?:\A|[^A-Z0-9])(?:ISA|GS|ST|BPR|TRN|N1|ENT|RMR|REF|DTM|SE)[^A-Z0-9 ]", re.IGNORECASE)
_NAMES = "GS|ST|BPR|TRN|N1|N2|N3|N4|PER|ENT|RMR|REF|DTM|NTE|SE|GE|IEA"
_START = re.compile(r"(?:\A|[^A-Za-z0-9])ST\s*([^A-Za-z0-9\s])\s*820\s*\1", re.IGNORECASE)
_FIRST_MARK = re.compile(rf"(?:\A|[^A-Za-z0-9])(?:{_NAMES})([^A-Za-z0-9\s])", re.IGNORECASE)
_IDENTIFIER = re.compile(r"[A-Z][A-Z0-9]{1,2}")
_PAYER, _PAYEE = "PR", "PE"
_NUMBERS: Mapping[str, str] = MappingProxyType(
    {"24": "ein", "FI": "tax_id", "34": "ssn", "EI": "ein", "SY": "ssn", "TJ": "tax_id"}
)
"""Qualifiers of numbers that identify a party: of N103 (X12 element 66) and of REF01 (element 128)."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment. Its repr shows its identifier alone."""

    name: str
    """Such as N1 or RMR."""
    elements: tuple[str, ...]
    """What follows the name, without the blanks around it."""
    text: str
    """All of it as it is in the addenda, with its separators."""

    def __repr__(self) -> str:
        return f"Segment({self.name!r}, elements={len(self.elements)})"

    def element(self, number: int) -> str:
        """Give an element by its number, from 1 as X12 counts; empty where there is none."""
        return self.elements[number - 1] if number <= len(self.elements) else ""


@dataclass(frozen=True, slots=True)
class AdvisedParty:
    """Somebody an advice names, with what the segments behind its N1 say. Its repr shows nothing of it."""

    is_payer: bool
    name: str
    numbers: tuple[tuple[str, str], ...] = ()
    """Kind and number, such as `("ein", "123456789")`."""
    street: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""
    is_payee: bool = False
    """Whether it is the payee; one that is neither payer nor payee is somebody else, such as the vendor."""

    def __repr__(self) -> str:
        return f"AdvisedParty(is_payer={self.is_payer})"


@dataclass(frozen=True, slots=True)
class PaidItem:
    """An open item that the payment is for (RMR)."""

    qualifier: str
    """What kind of reference it is, such as IV, an invoice."""
    reference: str
    paid: str
    """The amount paid, as it is written."""
    owed: str
    """The amount of the item, as it is written."""
    references: tuple[tuple[str, str], ...] = ()
    """Further references behind it (REF): qualifier and number."""

    def __repr__(self) -> str:
        return f"PaidItem({self.qualifier!r})"  # a reference may be a person's number


@dataclass(frozen=True, slots=True)
class RemittanceAdvice:
    """An X12 820, or as much of one as there is."""

    segments: tuple[Segment, ...]
    is_whole: bool = True
    """Whether there are no more segments than `SEGMENTS_AT_MOST`, beyond which nothing is read."""

    def __repr__(self) -> str:
        return f"RemittanceAdvice(segments={len(self.segments)})"

    @property
    def parties(self) -> tuple[AdvisedParty, ...]:
        """Everybody named (N1), each distinct one once, at most `PARTIES_AT_MOST` and one more."""
        found: dict[AdvisedParty, None] = {}
        for group in _groups(self.segments, "N1", "N1 ENT RMR SE"):
            found[_party(group)] = None
            if len(found) > PARTIES_AT_MOST:
                break
        return tuple(found)

    @property
    def items(self) -> Iterator[PaidItem]:
        """The open items (RMR) with their references."""
        for first, *rest in _groups(self.segments, "RMR", "RMR ENT SE N1"):
            references = tuple((each.element(1), each.element(2)) for each in rest if each.name == "REF")
            yield PaidItem(first.element(1), first.element(2), first.element(4), first.element(5), references)

    @property
    def references(self) -> Iterator[tuple[str, str]]:
        """All references (REF): qualifier and number."""
        return ((each.element(1), each.element(2)) for each in self.segments if each.name == "REF")


def remittance_advice(addenda: Iterable[str]) -> RemittanceAdvice | None:
    """Read the X12 of an entry's addenda, each with its 80 columns; None where they hold something else."""
    text = "".join(addenda).strip()
    if not _KNOWN.search(text[:_LOOKED_INTO]):
        return None
    segments = _segments(text)
    if not any(map(_is_known, segments)):
        return None
    return RemittanceAdvice(segments[:SEGMENTS_AT_MOST], is_whole=len(segments) <= SEGMENTS_AT_MOST)


_TEXT_AT_MOST = 500  # a name in the payment model
_LOOKED_INTO = 1_000  # characters; the envelope of an advice, ISA, GS and ST, has about 200
_TELLING = frozenset({"ISA", "ST", "BPR", "N1", "RMR", "REF"})


def _is_known(segment: Segment) -> bool:
    return segment.name in _TELLING and bool(segment.elements)


def _segments(text: str) -> tuple[Segment, ...]:
    """Read segments, one more than is read at most: as ISA says, or as they look where that shows more of them."""
    said = _said_by_isa(text)
    if said is None:
        return _split(text, *_separators(text))
    element, end, behind = said
    envelope, body = _split(text[:behind], element, end), text[behind:]
    # An envelope may have been made for another body.
    readings = _split(body, element, end), _split(body, *_separators(body))
    best = max(readings, key=lambda segments: sum(map(_is_known, segments)))
    return (*envelope, *best)[: SEGMENTS_AT_MOST + 1]


def _split(text: str, element: str, end: str) -> tuple[Segment, ...]:
    pieces = filter(None, map(str.strip, text.split(end)))
    return tuple(_segment(piece, element) for piece in islice(pieces, SEGMENTS_AT_MOST + 1))


def _said_by_isa(text: str) -> tuple[str, str, int] | None:
    """Give what is between elements, what is behind segments, and where the envelope's first segment ends."""
    element = text[3:4]
    if text[:3].upper() != "ISA" or not _can_separate(element):
        return None
    parts = text.split(element, _ISA_ELEMENTS)
    end = parts[_ISA_ELEMENTS][1:2] if len(parts) > _ISA_ELEMENTS else ""  # behind ISA16, which has one character
    if not _can_separate(end) or end == element:
        return None
    return element, end, len(text) - len(parts[_ISA_ELEMENTS]) + 2


def _can_separate(mark: str) -> bool:
    return bool(mark.strip()) and not mark.isalnum()


def _separators(text: str) -> tuple[str, str]:
    """Give what is between elements and behind segments as the segments look, first of all ST with its 820."""
    start = _START.search(text)
    marks = Counter([start[1]] if start else _FIRST_MARK.findall(text))
    element = max(marks, key=lambda mark: (marks[mark], mark == _ELEMENT)) if marks else _ELEMENT
    mark = re.escape(element)
    seen = Counter(re.findall(rf"([^A-Za-z0-9\s{mark}])\s*(?=(?:{_NAMES}){mark})", text, re.IGNORECASE))
    return element, max(seen, key=lambda end: (seen[end], end == _SEGMENT)) if seen else _SEGMENT


def _segment(text: str, element: str) -> Segment:
    name, *elements = text.split(element)
    name = name.strip().upper()
    known = _IDENTIFIER.fullmatch(name) is not None
    return Segment(name if known else "", tuple(each.strip() for each in elements) if known else (), text)


def _groups(segments: tuple[Segment, ...], first: str, ends: str) -> Iterator[list[Segment]]:
    """Yield each segment of a name with those behind it, up to one that ends its loop."""
    closing = frozenset(ends.split())
    group: list[Segment] = []
    for segment in segments:
        if segment.name in closing:
            if group:
                yield group
            group = []
        if segment.name == first:
            group = [segment]
        elif group:
            group.append(segment)
    if group:
        yield group


def _longer(text: str, segment: Segment) -> str:
    return f"{text} {' '.join(segment.elements)}".strip()[:_TEXT_AT_MOST]


def _party(group: list[Segment]) -> AdvisedParty:
    first, *rest = group
    numbers = [(first.element(3), first.element(4))]
    street, place = "", Segment("", (), "")
    name = first.element(2)
    for segment in rest:
        if segment.name == "REF":
            numbers.append((segment.element(1), segment.element(2)))
        elif segment.name == "N2":  # the name goes on
            name = _longer(name, segment)
        elif segment.name == "N3":
            street = _longer(street, segment)
        elif segment.name == "N4":
            place = segment
    return AdvisedParty(
        is_payer=first.element(1).upper() == _PAYER,
        is_payee=first.element(1).upper() == _PAYEE,
        name=name,
        numbers=tuple((_NUMBERS[kind], number) for kind, number in numbers if kind in _NUMBERS and number),
        street=street,
        city=place.element(1),
        state=place.element(2),
        postal_code=place.element(3),
        country=place.element(4),
    )
