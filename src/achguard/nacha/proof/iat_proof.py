"""Proves IATs right, many at once: seven addenda in order, and what each of them says."""

from functools import cache, lru_cache

import numpy as np

from achguard.identifiers.country import US_JURISDICTION, is_country
from achguard.law.iat_codes import FX_INDICATORS, TRANSACTION_TYPES
from achguard.nacha.bytes.columns import Columns, Flags, Numbers, Places, are_digits, is_digit, number, weighted
from achguard.nacha.checks.iat_checks import bank_id_problem
from achguard.nacha.layouts.codes import IAT_ADDENDA_AT_MOST, IAT_MANDATORY, IAT_REPEATED
from achguard.nacha.layouts.layout import columns_of
from achguard.nacha.proof.routing_prefixes import prefixes
from achguard.nacha.records.structure import BatchHead

_COUNT = columns_of("iat_entry", "addenda_count")
_RESERVED = columns_of("iat_entry", "reserved_17")
_ACCOUNT = columns_of("iat_entry", "account_number")
_RESERVED_BEHIND = columns_of("iat_entry", "reserved_75")
_SCREENING = columns_of("iat_entry", "gateway_screening", "secondary_screening")
_INDICATOR, _ = columns_of("iat_entry", "addenda_indicator")
_ORIGINATOR_NAME = columns_of("addenda_11", "originator_name")
_ORIGINATOR_STREET = columns_of("addenda_11", "originator_street")
_RECEIVER_STREET = columns_of("addenda_15", "receiver_street")
_LOWER = np.uint8(0x20)  # makes a letter lower-case
_BLANK, _STAR, _END = ord(" "), ord("*"), ord("\\")
_ORDERED = len(IAT_MANDATORY)
_PLACE_WIDTH = 35
_FREE = 10**8
_NATIONAL = int.from_bytes(b"01", "little")


def iat_right(columns: Columns, head: BatchHead, rows: Places, sizes: Numbers, amounts: Numbers) -> Flags:
    """Say which of these entries of one batch are right IATs, as far as `ChunkProof.right` does not say it.

    `rows` are their lines, `sizes` how many addenda each has, `amounts` their cents.
    """
    right: Flags = (sizes >= _ORDERED) & (sizes <= IAT_ADDENDA_AT_MOST)
    # Entries without seven addenda are not looked at further: their lines would be another's.
    whole = np.flatnonzero(right & (rows + sizes < columns.count))
    found = np.zeros(len(rows), np.bool_)
    rows, sizes = rows[whole], sizes[whole]
    if not len(rows):
        return found
    right = _entry_right(columns, rows, sizes)
    for place, kind in enumerate(IAT_MANDATORY, 1):
        right &= columns.pair(2)[rows + place] == int.from_bytes(kind.encode(), "little")
        right &= columns.byte(1)[rows + place] == ord("7")
        right &= _names_entry(columns, rows, rows + place)
    right &= _optional_right(columns, rows, sizes)
    right &= _transaction_right(
        columns, rows + 1, amounts[whole], same=head.line.text[20:22] in FX_INDICATORS - {"FV", "VF"}
    )
    right &= columns.filled(rows + 2, *_ORIGINATOR_NAME) & columns.filled(rows + 2, *_ORIGINATOR_STREET)
    right &= columns.blank(rows + 2, *columns_of("addenda_11", "reserved_74"))
    right &= _place_right(columns, rows + 3) & _place_right(columns, rows + 7)
    right &= _bank_right(columns, rows + 4, 87) & _bank_right(columns, rows + 5, 87)
    right &= columns.filled(rows + 6, *_RECEIVER_STREET)
    right &= columns.blank(rows + 6, *columns_of("addenda_15", "reserved_54"))
    right &= _agrees(columns, rows, head)
    right &= ~_has_box(columns, rows + 2, *_ORIGINATOR_STREET) & ~_has_box(columns, rows + 6, *_RECEIVER_STREET)
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
    named: Flags = columns.word(87)[addenda] >> eight == columns.word(87)[rows] >> eight
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
        kind = columns.byte(3)[at].astype(np.int64) - ord("0")
        known = (columns.byte(2)[at] == ord("1")) & ((kind == 7) | (kind == 8)) & (kind >= before[has])  # noqa: PLR2004
        ordinal[has] = np.where(kind == before[has], ordinal[has] + 1, 1)
        before[has] = kind
        numbers = columns.matrix(84, 87)[at]
        known &= (numbers[:, :3] == ord("0")).all(axis=1) & (numbers[:, 3] == ordinal[has] + ord("0"))
        most = np.where(kind == 7, IAT_REPEATED["17"], IAT_REPEATED["18"])  # noqa: PLR2004
        known &= ordinal[has] <= most
        known &= _names_entry(columns, rows[has], at)
        banks = np.flatnonzero(known & (kind == 8))  # noqa: PLR2004
        known[banks] &= _bank_right(columns, at[banks], 83)
        right[has] &= known
    return right


def _transaction_right(columns: Columns, rows: Places, amounts: Numbers, *, same: bool) -> Flags:
    reasons = columns.matrix(4, 6)[rows].astype(np.uint32)
    keys = reasons[:, 0] << 16 | reasons[:, 1] << 8 | reasons[:, 2]
    right: Flags = np.isin(keys, _transaction_types())
    # Fifteen digits of the foreign amount are all that a payment holds.
    leading, eight = columns.word(7)[rows], columns.word(15)[rows]
    last = columns.matrix(23, 24)[rows]
    right &= are_digits(leading) & are_digits(eight) & is_digit(last).all(axis=1)
    right &= (columns.matrix(7, 9)[rows] == ord("0")).all(axis=1)
    if same:
        cents = last.astype(np.int64) - ord("0")
        foreign = (number(leading) * _FREE + number(eight)) * 100 + cents[:, 0] * 10 + cents[:, 1]
        right &= (foreign == amounts) | (foreign == 0)
    right &= columns.filled(rows, 47, 81) & columns.blank(rows, 82, 87)
    return right


def _place_right(columns: Columns, rows: Places) -> Flags:
    right = columns.blank(rows, 74, 87)
    right &= _countries()[columns.pair(39)[rows]]
    after = columns.byte(41)[rows]
    right &= (after == _STAR) | (after == _END)
    for first in (4, 39):
        text = columns.matrix(first, first + _PLACE_WIDTH - 1)[rows]
        ends = text == _END
        place = ends.argmax(axis=1)
        last = _PLACE_WIDTH - 1 - (text != _BLANK)[:, ::-1].argmax(axis=1)
        # The one backslash is the last character; before it, at most one asterisk.
        right &= (ends.sum(axis=1) == 1) & (place == last) & ((text == _STAR).sum(axis=1) <= 1)
    return right


def _bank_right(columns: Columns, rows: Places, blank_until: int) -> Flags:
    right = columns.filled(rows, 4, 38) & columns.filled(rows, 41, 74)
    country = columns.pair(75)[rows]
    right &= _countries()[country] & (columns.byte(77)[rows] == _BLANK) & columns.blank(rows, 78, blank_until)
    qualifier = columns.pair(39)[rows]
    national = qualifier == _NATIONAL
    at_home = national & _us_countries()[country]
    right &= ~at_home | _is_routing_number(columns, rows)
    others = np.flatnonzero(right & ~national)
    if len(others):
        right[others] = _numbers_right(columns, rows[others])
    return right


def _is_routing_number(columns: Columns, rows: Places) -> Flags:
    words, check = columns.word(41)[rows], columns.byte(49)[rows]
    right: Flags = are_digits(words) & is_digit(check) & columns.blank(rows, 50, 74)
    right &= (weighted(words) + check - ord("0")) % np.uint64(10) == 0
    right &= prefixes()[(words & np.uint64(0xFFFF)).astype(np.uint16)] & (number(words) > 0)
    return right


def _numbers_right(columns: Columns, rows: Places) -> Flags:
    """Look at BICs and IBANs one by one; most banks come up often."""
    cells = columns.matrix(39, 74)[rows].tobytes()
    width = 36
    found = (_is_right_number(cells[at : at + width]) for at in range(0, len(cells), width))
    return np.fromiter(found, np.bool_, len(rows))


@lru_cache(maxsize=1 << 14)
def _is_right_number(cell: bytes) -> bool:
    text = cell.decode("ascii")
    return text[:2] in ("02", "03") and bank_id_problem(text[:2], text[2:].strip(), in_us=False) is None


def _agrees(columns: Columns, rows: Places, head: BatchHead) -> Flags:
    destination = int.from_bytes(head.line.text[38:40].upper().encode("latin-1"), "little")
    right: Flags = (columns.pair(75)[rows + 5] == destination) | (columns.pair(39)[rows + 7] == destination)
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
