"""Proves IATs right, many at once: seven addenda in order, and what each of them says.

Its twin `nacha.checks.iat_checks` says what is wrong.
"""

from functools import cache, lru_cache
from typing import Final, NamedTuple

import numpy as np

from achguard.identifiers.country import US_JURISDICTION
from achguard.identifiers.country import is_valid as is_country
from achguard.law.iat_codes import TRANSACTION_TYPES
from achguard.nacha.bytes.columns import Columns, Flags, Numbers, Places, are_digits, is_digit, number, weighted
from achguard.nacha.checks.iat_checks import FOREIGN_AMOUNT_LIMIT, bank_id_problem
from achguard.nacha.layouts.codes import IAT_ADDENDA_AT_MOST, IAT_MANDATORY, IAT_REPEATED
from achguard.nacha.layouts.layout import columns_of, slice_of
from achguard.nacha.proof.routing_prefixes import prefixes
from achguard.nacha.records.structure import BatchHead

UNREAD: Final = -1
"""Cents of an amount that is no number, and compared with none."""

_COUNT = columns_of("iat_entry", "addenda_count")
_RESERVED = columns_of("iat_entry", "reserved_17")
_ACCOUNT = columns_of("iat_entry", "account_number")
_RESERVED_BEHIND = columns_of("iat_entry", "reserved_75")
_SCREENING = columns_of("iat_entry", "gateway_screening", "secondary_screening")
_INDICATOR, _ = columns_of("iat_entry", "addenda_indicator")
_, _LAST_OF_TRACE = columns_of("iat_entry", "trace_number")
_RECORD_TYPE, _ = columns_of("addenda_10", "record_type")
_FIRST_OF_TYPE, _LAST_OF_TYPE = columns_of("addenda_10", "addenda_type")
_, _LAST_OF_SEQUENCE = columns_of("addenda_10", "entry_sequence")
_NUMBERING = columns_of("addenda_17", "sequence_number")
_TRANSACTION_TYPE = columns_of("addenda_10", "transaction_type")
_FIRST_FOREIGN, _LAST_FOREIGN = columns_of("addenda_10", "foreign_amount")
_RECEIVER_NAME = columns_of("addenda_10", "receiver_name")
_BEHIND_NAME = columns_of("addenda_10", "reserved_82")
_BEHIND_STREET = columns_of("addenda_11", "reserved_74")
_BEHIND_RECEIVER_STREET = columns_of("addenda_15", "reserved_54")
_FX_INDICATOR = slice_of("iat_batch_header", "fx_indicator")
_DESTINATION = slice_of("iat_batch_header", "destination_country")
_ORIGINATOR_NAME = columns_of("addenda_11", "originator_name")
_ORIGINATOR_STREET = columns_of("addenda_11", "originator_street")
_RECEIVER_STREET = columns_of("addenda_15", "receiver_street")
_COUNTRY_CODE = 2  # letters
_LOWER = np.uint8(0x20)  # makes a letter lower-case
_BLANK, _STAR, _END = ord(" "), ord("*"), ord("\\")
_ORDERED = len(IAT_MANDATORY)
_AT = {kind: place for place, kind in enumerate(IAT_MANDATORY, 1)}  # lines behind the entry's
_WORD = 8  # digits that are read as one number
_EIGHT_DIGITS = 10**_WORD
_LEADING_ZEROS = _LAST_FOREIGN - _FIRST_FOREIGN + 1 - len(str(FOREIGN_AMOUNT_LIMIT - 1))
_VARIABLE = frozenset({"FV", "VF"})  # under these alone may the foreign amount be another
_NATIONAL = int.from_bytes(b"01", "little")


class _Place(NamedTuple):
    """Where an addenda has a city, a country, and nothing; first and last columns."""

    city: tuple[int, int]
    country: tuple[int, int]
    behind: tuple[int, int]


class _Bank(NamedTuple):
    """Where an addenda has what it says of a bank; first and last columns."""

    name: tuple[int, int]
    qualifier: tuple[int, int]
    number: tuple[int, int]
    country: tuple[int, int]
    behind: tuple[int, int]


def _place(kind: str, party: str) -> _Place:
    key = f"addenda_{kind}"
    return _Place(
        columns_of(key, f"{party}_city_state"),
        columns_of(key, f"{party}_country_postal"),
        columns_of(key, "reserved_74"),
    )


def _bank(kind: str) -> _Bank:
    fields = ("bank_name", "id_qualifier", "bank_id", "branch_country", "reserved_78")
    return _Bank(*(columns_of(f"addenda_{kind}", field) for field in fields))


_ORIGINATORS_PLACE, _RECEIVERS_PLACE = _place("12", "originator"), _place("16", "receiver")
_ORIGINATORS_BANK, _RECEIVERS_BANK, _CORRESPONDENT = _bank("13"), _bank("14"), _bank("18")


def iat_right(columns: Columns, head: BatchHead, rows: Places, sizes: Numbers, amounts: Numbers) -> Flags:
    """Say which of these entries of one batch are right IATs, as far as `ChunkProof.right` does not say it.

    `rows` are their lines, `sizes` how many addenda each has, `amounts` their cents; all, and what is given, [entries].
    """
    return _entry_right(columns, rows, sizes) & iat_addenda_right(columns, head, rows, sizes, amounts)


def iat_addenda_right(columns: Columns, head: BatchHead, rows: Places, sizes: Numbers, amounts: Numbers) -> Flags:
    """Say which of these entries have right addenda with which they go forward, and as many; as `iat_right`."""
    right: Flags = (sizes >= _ORDERED) & (sizes <= IAT_ADDENDA_AT_MOST)
    # Entries without seven addenda are not looked at further: their lines would be another's.
    whole = np.flatnonzero(right & (rows + sizes < columns.count))
    found = np.zeros(len(rows), np.bool_)
    rows, sizes = rows[whole], sizes[whole]
    if not len(rows):
        return found
    right = np.ones(len(rows), np.bool_)
    for place, kind in enumerate(IAT_MANDATORY, 1):
        right &= columns.pair(_FIRST_OF_TYPE)[rows + place] == int.from_bytes(kind.encode(), "little")
        right &= columns.byte(_RECORD_TYPE)[rows + place] == ord("7")
        right &= _names_entry(columns, rows, rows + place)
    right &= _optional_right(columns, rows, sizes)
    same = head.line.text[_FX_INDICATOR] not in _VARIABLE
    right &= _transaction_right(columns, rows + _AT["10"], amounts[whole], same=same)
    originator, receiver = rows + _AT["11"], rows + _AT["15"]
    right &= columns.lettered(originator, *_ORIGINATOR_NAME) & columns.filled(originator, *_ORIGINATOR_STREET)
    right &= columns.blank(originator, *_BEHIND_STREET)
    right &= _place_right(columns, rows + _AT["12"], _ORIGINATORS_PLACE)
    right &= _place_right(columns, rows + _AT["16"], _RECEIVERS_PLACE)
    right &= _bank_right(columns, rows + _AT["13"], _ORIGINATORS_BANK)
    right &= _bank_right(columns, rows + _AT["14"], _RECEIVERS_BANK)
    right &= columns.filled(receiver, *_RECEIVER_STREET)
    right &= columns.blank(receiver, *_BEHIND_RECEIVER_STREET)
    right &= _agrees(columns, rows, head)
    right &= ~_has_box(columns, originator, *_ORIGINATOR_STREET) & ~_has_box(columns, receiver, *_RECEIVER_STREET)
    found[whole] = right
    return found


def _entry_right(columns: Columns, rows: Places, sizes: Numbers) -> Flags:
    counts = columns.matrix(*_COUNT)[rows]
    right = columns.blank(rows, *_RESERVED) & is_digit(counts).all(axis=1)
    tens, units = counts[:, 2].astype(np.int64) - ord("0"), counts[:, 3].astype(np.int64) - ord("0")
    right &= (counts[:, 0] == ord("0")) & (counts[:, 1] == ord("0")) & (tens * 10 + units == sizes)
    right &= columns.blank(rows, *_RESERVED_BEHIND)
    right &= columns.filled(rows, *_ACCOUNT)
    for column in _SCREENING:
        value = columns.byte(column)[rows]
        right &= (value == _BLANK) | (value == ord("0")) | (value == ord("1"))
    right &= columns.byte(_INDICATOR)[rows] == ord("1")
    return right


def _names_entry(columns: Columns, rows: Places, addenda: Places) -> Flags:
    eight = np.uint64(8)
    mine = columns.word(_LAST_OF_TRACE - _WORD + 1)[rows]
    named: Flags = columns.word(_LAST_OF_SEQUENCE - _WORD + 1)[addenda] >> eight == mine >> eight
    return named


def _optional_right(columns: Columns, rows: Places, sizes: Numbers) -> Flags:
    """Look at 17 and 18: 17 first, each kind numbered from 1, no more of each than allowed."""
    right = np.ones(len(rows), np.bool_)
    before = np.zeros(len(rows), np.int64)
    ordinal = np.zeros(len(rows), np.int64)
    for place in range(_ORDERED + 1, IAT_ADDENDA_AT_MOST + 1):
        has = np.flatnonzero(sizes >= place)
        if not len(has):
            break
        at = rows[has] + place
        kind = columns.byte(_LAST_OF_TYPE)[at].astype(np.int64) - ord("0")
        known = (columns.byte(_FIRST_OF_TYPE)[at] == ord("1")) & ((kind == 7) | (kind == 8)) & (kind >= before[has])  # noqa: PLR2004
        ordinal[has] = np.where(kind == before[has], ordinal[has] + 1, 1)
        before[has] = kind
        numbers = columns.matrix(*_NUMBERING)[at]
        known &= (numbers[:, :3] == ord("0")).all(axis=1) & (numbers[:, 3] == ordinal[has] + ord("0"))
        most = np.where(kind == 7, IAT_REPEATED["17"], IAT_REPEATED["18"])  # noqa: PLR2004
        known &= ordinal[has] <= most
        known &= _names_entry(columns, rows[has], at)
        banks = np.flatnonzero(known & (kind == 8))  # noqa: PLR2004
        known[banks] &= _bank_right(columns, at[banks], _CORRESPONDENT)
        right[has] &= known
    return right


def _transaction_right(columns: Columns, rows: Places, amounts: Numbers, *, same: bool) -> Flags:
    reasons = columns.matrix(*_TRANSACTION_TYPE)[rows].astype(np.uint32)
    keys = reasons[:, 0] << 16 | reasons[:, 1] << 8 | reasons[:, 2]
    right: Flags = np.isin(keys, _transaction_types())
    leading, eight = columns.word(_FIRST_FOREIGN)[rows], columns.word(_FIRST_FOREIGN + _WORD)[rows]
    last = columns.matrix(_FIRST_FOREIGN + _WORD + _WORD, _LAST_FOREIGN)[rows]
    right &= are_digits(leading) & are_digits(eight) & is_digit(last).all(axis=1)
    # A payment holds no larger one.
    zeros = columns.matrix(_FIRST_FOREIGN, _FIRST_FOREIGN + _LEADING_ZEROS - 1)[rows]
    right &= (zeros == ord("0")).all(axis=1)
    if same:
        cents = last.astype(np.int64) - ord("0")
        foreign = (number(leading) * _EIGHT_DIGITS + number(eight)) * 100 + cents[:, 0] * 10 + cents[:, 1]
        right &= (foreign == amounts) | (foreign == 0) | (amounts == UNREAD)
    right &= columns.lettered(rows, *_RECEIVER_NAME) & columns.blank(rows, *_BEHIND_NAME)
    return right


def _place_right(columns: Columns, rows: Places, where: _Place) -> Flags:
    right = columns.blank(rows, *where.behind)
    country, _ = where.country
    right &= _countries()[columns.pair(country)[rows]]
    after = columns.byte(country + _COUNTRY_CODE)[rows]
    right &= (after == _STAR) | (after == _END)
    for field in (where.city, where.country):
        text = columns.matrix(*field)[rows]
        ends = text == _END
        place = ends.argmax(axis=1)
        last = text.shape[1] - 1 - (text != _BLANK)[:, ::-1].argmax(axis=1)
        # The one backslash is the last character; before it, at most one asterisk.
        right &= (ends.sum(axis=1) == 1) & (place == last) & ((text == _STAR).sum(axis=1) <= 1)
    return right


def _bank_right(columns: Columns, rows: Places, where: _Bank) -> Flags:
    right = columns.filled(rows, *where.name) & columns.filled(rows, *where.number)
    first, last = where.country
    country = columns.pair(first)[rows]
    right &= _countries()[country] & (columns.byte(last)[rows] == _BLANK) & columns.blank(rows, *where.behind)
    qualifier = columns.pair(where.qualifier[0])[rows]
    national = qualifier == _NATIONAL
    at_home = national & _us_countries()[country]
    right &= ~at_home | _is_routing_number(columns, rows, *where.number)
    others = np.flatnonzero(right & ~national)
    if len(others):
        right[others] = _numbers_right(columns, rows[others], where)
    return right


def _is_routing_number(columns: Columns, rows: Places, first: int, last: int) -> Flags:
    words, check = columns.word(first)[rows], columns.byte(first + _WORD)[rows]
    right: Flags = are_digits(words) & is_digit(check) & columns.blank(rows, first + _WORD + 1, last)
    right &= (weighted(words) + check - ord("0")) % np.uint64(10) == 0
    right &= prefixes()[(words & np.uint64(0xFFFF)).astype(np.uint16)] & (number(words) > 0)
    return right


def _numbers_right(columns: Columns, rows: Places, where: _Bank) -> Flags:
    """Look at BICs and IBANs one by one; most banks come up often."""
    matrix = columns.matrix(where.qualifier[0], where.number[1])[rows]
    cells, width = matrix.tobytes(), matrix.shape[1]
    found = (_is_right_number(cells[at : at + width]) for at in range(0, len(cells), width))
    return np.fromiter(found, np.bool_, len(rows))


@lru_cache(maxsize=1 << 14)
def _is_right_number(cell: bytes) -> bool:
    text = cell.decode("latin-1")
    return text[:2] in ("02", "03") and bank_id_problem(text[:2], text[2:].strip(), in_us=False) is None


def _agrees(columns: Columns, rows: Places, head: BatchHead) -> Flags:
    destination = int.from_bytes(head.line.text[_DESTINATION].upper().encode("latin-1"), "little")
    branch = columns.pair(_RECEIVERS_BANK.country[0])[rows + _AT["14"]]
    receiver = columns.pair(_RECEIVERS_PLACE.country[0])[rows + _AT["16"]]
    right: Flags = (branch == destination) | (receiver == destination)
    return right


def _has_box(columns: Columns, rows: Places, first: int, last: int) -> Flags:
    """Say which streets hold `box` in any case; the checks know whether a post office's is meant."""
    text = columns.matrix(first, last)[rows] | _LOWER
    b, o, x = (text == ord(letter) for letter in "box")
    found: Flags = (b[:, :-2] & o[:, 1:-1] & x[:, 2:]).any(axis=1)
    return found


@cache
def _transaction_types() -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    keys = (int.from_bytes(kind.encode(), "big") for kind in TRANSACTION_TYPES)
    return np.array(sorted(keys), np.uint32)


@cache
def _countries() -> Flags:
    """Give a table from two characters to whether they are a country."""
    known = np.zeros(1 << 16, np.bool_)
    letters = [chr(code) for code in range(ord("A"), ord("Z") + 1)]
    for code in (first + second for first in letters for second in letters):
        known[int.from_bytes(code.encode(), "little")] = is_country(code)
    return known


@cache
def _us_countries() -> Flags:
    known = np.zeros(1 << 16, np.bool_)
    known[[int.from_bytes(code.encode(), "little") for code in US_JURISDICTION]] = True
    return known
