"""One record's text from values by field name: justified, filled, and 94 columns wide."""

import datetime as dt
from collections.abc import Mapping
from difflib import get_close_matches

from achguard.errors import ConfigurationError
from achguard.nacha.layouts.layout import LAYOUTS, RECORD_LENGTH, Field, Inclusion, Kind, RecordLayout

Value = str | int | dt.date
"""What a field is written from: text, a number (cents for an amount), or a day."""

Values = Mapping[str, Value]
"""Values by the field names of a layout."""

ENCODING = "latin-1"
"""One byte a column; the character set of the rules is ASCII, and what banks send beyond it is Latin-1."""

_DIGITS = frozenset({Kind.NUMERIC, Kind.AMOUNT})
_PRINTABLE_FROM = " "

# Entries of these layouts may be written by the names that most entries have, too: achguard 0.1 knew no others.
_PLAIN_ENTRY = LAYOUTS["entry"]
_LIKE_PLAIN_ENTRIES = frozenset(
    {
        *("ack_entry", "check_entry", "pop_entry", "pos_entry", "rck_entry", "trc_entry", "xck_entry"),
        *("atx_entry", "trx_entry"),
    }
)
_BY_ANOTHER_NAME = frozenset({"individual_id", "individual_name", "discretionary_data"})


def record_text(key: str, values: Values) -> str:
    """Write one record of the layout `key`, 94 characters.

    A field without a value is zeros where the rules ask for a number, and blank otherwise. Numbers stand to the right
    behind zeros, routing numbers to the right behind blanks, text to the left. Raises `ConfigurationError` for a name
    that the record does not have and for a value that its field cannot hold; the value itself is not in the message.
    """
    layout = LAYOUTS[key]
    _known(layout, values)
    columns = [" "] * RECORD_LENGTH
    for field in layout.fields:
        if field.kind is not Kind.RESERVED:
            columns[field.start - 1 : field.end] = _field_text(layout, field, values.get(field.name))
    for name in values.keys() - layout.by_name.keys():
        field = _PLAIN_ENTRY[name]
        columns[field.start - 1 : field.end] = _field_text(layout, field, values[name])
    return "".join(columns)


def _known(layout: RecordLayout, values: Values) -> None:
    for name in values:
        if name not in layout and not (layout.key in _LIKE_PLAIN_ENTRIES and name in _BY_ANOTHER_NAME):
            near = get_close_matches(name, layout.by_name, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise ConfigurationError(f"{layout.key} has no field {name}{hint}")


def _field_text(layout: RecordLayout, field: Field, value: Value | None) -> str:
    if field.kind is Kind.CONSTANT:
        text = field.value
    elif value is None:
        text = "0" * field.width if _is_zeros(field) else ""
    else:
        text = _written(field, value)
    if len(text) > field.width:
        raise ConfigurationError(f"{layout.key}.{field.name} has {len(text)} characters; the field holds {field.width}")
    if not all(_PRINTABLE_FROM <= character <= "\xff" for character in text):
        raise ConfigurationError(f"{layout.key}.{field.name} holds a character that no column can hold")
    if field.kind in _DIGITS and text.strip() and not (text.isascii() and text.isdigit()):
        raise ConfigurationError(f"{layout.key}.{field.name} is a number and has a character that is not a digit")
    return text.rjust(field.width) if field.kind is Kind.ROUTING else text.ljust(field.width)


def _is_zeros(field: Field) -> bool:
    """Say whether a field without a value is zeros: a number that somebody edits or counts on."""
    return field.kind in _DIGITS and field.inclusion is not Inclusion.OPTIONAL


def _written(field: Field, value: Value) -> str:
    if isinstance(value, dt.date):
        return value.isoformat() if field.kind is Kind.BIRTH_DATE else value.strftime("%y%m%d")
    if isinstance(value, int):
        return str(value).zfill(field.width)
    if field.kind in _DIGITS and value.strip():
        return value.zfill(field.width)
    return value
