"""The customers that `achguard rescreen` is asked about: a name a line, CSV with a column `name`, or JSON Lines."""

import csv
import datetime as dt
import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from achguard.cli.names import texts_of
from achguard.errors import InputError
from achguard.intake.separator import cells_of, likely_separator

if TYPE_CHECKING:
    from achguard.sanctions.screener import PartyAsked

_KINDS: Final = frozenset({"individual", "organization"})
_COUNTRY_LETTERS: Final = 2


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody who was screened before."""

    number: int
    """The row, from 1; a header is none."""
    id: str | None
    """What the file calls the customer."""
    asked: "PartyAsked" = field(repr=False)
    unread: tuple[str, ...] = ()
    """Fields that say something else than they should, and count for nothing."""


def customers_of(file: str) -> Iterator[Customer]:
    """Yield the customers of a file (`-` is standard input), whose first line says what it is.

    Of CSV and JSON Lines `name`, `id`, `kind`, `date_of_birth` and `country` are taken, and every other field is passed
    over. Raises `InputError` for a file that can't be read, holds nobody, or has a row without a name's field.
    """
    lines = texts_of(file)
    first = next(lines)
    texts = (text for _, text in itertools.chain([first], lines))
    start = first[1].lstrip("\ufeff")
    separator = likely_separator(start)
    heads = [cell.strip().casefold() for cell in cells_of(start, separator)]
    if start.lstrip().startswith("{"):
        rows = _of_json(file, texts)
    elif "name" in heads:
        next(texts)
        rows = _of_csv(file, texts, heads, separator)
    else:
        rows = ({"name": text} for text in texts)
    return (_customer(number, row) for number, row in enumerate(rows, 1))


def _of_csv(file: str, texts: Iterator[str], heads: list[str], separator: str) -> Iterator[Mapping[str, object]]:
    reader = csv.reader((f"{text}\n" for text in texts), delimiter=separator)
    try:
        for number, cells in enumerate(reader, 1):
            if len(cells) != len(heads):
                raise InputError(f"{file} row {number:,}: has {len(cells):,} cells under {len(heads):,} headings")
            yield dict(zip(heads, cells, strict=True))
    except csv.Error as error:
        raise InputError(f"{file} is not CSV that can be read: {error}") from None


def _of_json(file: str, texts: Iterator[str]) -> Iterator[Mapping[str, object]]:
    for number, text in enumerate(texts, 1):
        try:
            row = json.loads(text.lstrip("\ufeff"))
        except (ValueError, RecursionError):
            raise InputError(f"{file} row {number:,}: is not JSON") from None
        if not isinstance(row, dict) or "name" not in row:
            raise InputError(f"{file} row {number:,}: has no name; give each customer as an object with a name")
        yield row


def _customer(number: int, row: Mapping[str, object]) -> Customer:
    from achguard.sanctions.screener import PartyAsked

    def said(what: str) -> str | None:
        value = row.get(what)
        return str(value).strip() or None if value is not None else None

    kind, country, born = said("kind"), said("country"), said("date_of_birth")
    known_kind = kind.casefold() if kind and kind.casefold() in _KINDS else None
    known_country = country.upper() if country and len(country) == _COUNTRY_LETTERS and country.isalpha() else None
    known_day = _day(born)
    unread = [
        what
        for what, given, known in (
            ("kind", kind, known_kind),
            ("country", country, known_country),
            ("date_of_birth", born, known_day),
        )
        if given is not None and known is None
    ]
    name = row["name"]
    text = name if isinstance(name, str) else ""
    return Customer(number, said("id"), PartyAsked(text, known_kind, known_day, known_country), tuple(unread))


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None
