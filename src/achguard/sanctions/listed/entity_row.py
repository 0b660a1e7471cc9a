"""A listed entity as one line of JSON, and the digest that tells whether two entries say the same."""

import hashlib
import json
import re
from dataclasses import MISSING, fields
from functools import cache
from typing import Final

from achguard.sanctions.listed.entity import TO_COMPARE, ListedEntity, ListedIdentifier, ListedName

_LEFT_OUT: Final = ("uid", "list", *TO_COMPARE)
"""Fields that name an entry, and those that only a person compares."""

_END: Final = b"}\n"

_COMPARED: Final = re.compile(rb',"(?:' + "|".join(TO_COMPARE).encode() + rb')":')
_LIST: Final = re.compile(rb'"list":"([^"]*)"')
"""In a row of JSON a quotation mark of a value is escaped, so that neither is found inside one."""

_PARTS: Final = {"names": ListedName, "identifiers": ListedIdentifier}


def row_of(entity: ListedEntity) -> bytes:
    """Write an entity as a line of ASCII JSON without its empty fields, so that a new field changes no old row."""
    return _json(_table(entity)) + b"\n"


def screened_row_of(entity: ListedEntity) -> bytes:
    """Write the row of an entity without what only a person compares."""
    return _json({name: value for name, value in _table(entity).items() if name not in TO_COMPARE}) + b"\n"


def rest_of(entity: ListedEntity) -> bytes:
    """Write what only a person compares, as JSON without an end of line; nothing where the entry says no such thing."""
    rest = {name: value for name, value in _table(entity).items() if name in TO_COMPARE}
    return _json(rest) if rest else b""


def joined(row: bytes, rest: bytes) -> bytes:
    """Put the two parts of an entity's row together: the same bytes as `row_of`."""
    return row[: -len(_END)] + b"," + rest[1:] + b"\n" if rest else row


def list_that_is_compared(row: bytes | memoryview) -> str | None:
    """Give the list of an entry that says something only a person compares; None of one that says no such thing."""
    found = _LIST.search(row) if _COMPARED.search(row) else None
    return found[1].decode() if found else None


def entity_of(row: bytes | memoryview) -> ListedEntity:
    """Read an entity from its row. Raises ValueError, TypeError or LookupError for what is no row."""
    table = json.loads(bytes(row))
    for name, value in table.items():
        if isinstance(value, list):
            part = _PARTS.get(name)
            table[name] = tuple(value) if part is None else tuple(part(*each) for each in value)
    return ListedEntity(**table)


def digest_of(entity: ListedEntity) -> str:
    """Digest what an entry says, in whatever order it says it: `sha256:` and 64 hexadecimal digits.

    The publisher's number and the list's name are not part of it, and neither is what only a person compares
    (`TO_COMPARE`). A new order of aliases or numbers leaves it as it is; anything else that the list says otherwise
    changes it.
    """
    return _digested({name: value for name, value in _table(entity).items() if name not in _LEFT_OUT})


def digest_to_compare(entity: ListedEntity) -> str:
    """Digest what only a person compares (`TO_COMPARE`), in whatever order: `sha256:` and 64 hexadecimal digits."""
    table = {name: value for name, value in _table(entity).items() if name in TO_COMPARE}
    return _digested(table)


def _digested(table: dict[str, object]) -> str:
    for name, value in table.items():
        if isinstance(value, list):
            table[name] = sorted(value, key=json.dumps)
    return "sha256:" + hashlib.sha256(_json(table)).hexdigest()


def _table(entity: ListedEntity) -> dict[str, object]:
    table: dict[str, object] = {}
    for name, default in _fields():
        value = getattr(entity, name)
        if value == default:
            continue
        if name in _PARTS:
            table[name] = [_trimmed(part) for part in value]
        else:
            table[name] = [*value] if isinstance(value, tuple) else value
    return table


def _trimmed(part: ListedName | ListedIdentifier) -> list[object]:
    values = [getattr(part, field.name) for field in fields(part)]
    while values and values[-1] is None:
        values.pop()
    return values


@cache
def _fields() -> tuple[tuple[str, object], ...]:
    return tuple((field.name, None if field.default is MISSING else field.default) for field in fields(ListedEntity))


def _json(table: dict[str, object]) -> bytes:
    return json.dumps(table, separators=(",", ":")).encode("ascii")
