"""The few FedACH routing numbers whose office is known to be abroad, for use where no directory is loaded."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from achguard.identifiers.routing_number import normalize
from achguard.identifiers.tables import read_array, read_toml


@dataclass(frozen=True, slots=True)
class KnownForeign:
    """A routing number of an office abroad, as a directory of the date `as_of` has it."""

    routing_number: str
    name: str
    place: str
    country: str
    as_of: date
    source: str


@cache
def _table() -> dict[str, KnownForeign]:
    data = read_toml("foreign_directory_rows.toml")
    as_of = data["as_of"]
    if not isinstance(as_of, date):
        raise TypeError("foreign_directory_rows.toml has no date as_of")
    rows = (
        KnownForeign(
            routing_number=str(row["routing_number"]),
            name=str(row["name"]),
            place=str(row["place"]),
            country=str(row["country"]),
            as_of=as_of,
            source=str(data["source"]),
        )
        for row in read_array("foreign_directory_rows.toml", "row")
    )
    return {row.routing_number: row for row in rows}


def known_foreign(routing_number: str | None) -> KnownForeign | None:
    """Give what is known of an office abroad that has this routing number, or None."""
    return _table().get(normalize(routing_number))
