"""The words of lines of free text, in which `TextSearch` finds listed names: what parts them, what they speak of."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from achguard.names.english import is_english
from achguard.names.fold import fold
from achguard.names.ordinary import ordinary_names
from achguard.names.words import LEGAL_FORMS, canonical

SHIPPING_WORDS: Final = frozenset(
    [
        "VESSEL",
        "VESSELS",
        "SHIP",
        "SHIPMENT",
        "SHIPMENTS",
        "SHIPPED",
        "MV",
        "MT",
        "IMO",
        "MMSI",
        "TANKER",
        "CARGO",
        "LADING",
        "BUNKER",
        "BUNKERS",
        "CHARTER",
        "CHARTERER",
        "FREIGHT",
        "DEMURRAGE",
        "VOYAGE",
        "AIRCRAFT",
        "TAIL",
        "FLIGHT",
    ]
)
"""Words of a text one of which must be there before the name of a ship or an aircraft counts.

Ships are called `HOPE`, `FULL STAR` and `GOLDEN PHOENIX`, and so are restaurants.
"""
MARKS: Final = frozenset({"MV", "FV", "VESSEL", "VSL", "SHIP", "YACHT", "TANKER", "STEAMER", "FERRY", "TUG", "BARGE"})
"""Words right behind which a ship's name stands; `M/V` and the like are two words of one letter.

MS, SS and MT are more in other lines: MS EMMA, SS NUMBER, MT FREEDOM.
"""
_MARK_LETTERS: Final = frozenset({"MV", "MT", "MS", "MY", "SS", "FV"})
_BEHIND_MARKS: Final = frozenset({"NAME", "NAMED", "THE", "OF"})
"""Words that may part a mark and the ship's name: `VESSEL NAME: HARMONY`."""
_IMO: Final = re.compile(r"IMO(?:[0-9]{7})?")
_PARTS: Final = re.compile(r"[;/|&+*~:=()\[\]{}<>\\]| - ")
"""Marks between which words do not belong to one name; a comma parts a family name from the given names."""
PAYMENT_WORDS: Final = frozenset(
    """
    PAYMENT PAYMENTS PMT PYMT PAY PAID PAYABLE PAYEE PAYOR PAYER INVOICE INVOICES INV INVC BILL BILLS RECEIPT REF RE
    REFERENCE CONTRACT CONTRACTS AGREEMENT ORDER ORDERS PO WIRE TRANSFER TRANSFERS REMITTANCE CREDIT DEBIT DEPOSIT
    REFUND LOAN LEASE RENT FEE FEES DUES TUITION FREIGHT GOODS PURCHASE SUPPLY SALE DONATION GIFT SALARY ADVANCE
    BALANCE SETTLEMENT ACCOUNT ACCT BENEFICIARY BENEF BENE BNF FBO ORIGINATOR ORIG SENDER RECEIVER VENDOR SUPPLIER
    CUSTOMER CLIENT COMPANY FIRM FUND FUNDS DONATIONS CHARITY SUPPORT JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST
    SEPTEMBER OCTOBER NOVEMBER DECEMBER JAN FEB MAR APR JUN JUL AUG SEP SEPT OCT NOV DEC MONTHLY WEEKLY TO FROM FOR BY
    VIA ON OF AT IN CO ATTN THE S
    """.split()  # noqa: SIM905 -- a table of words reads better than seventy quoted strings
)
"""Words that stand beside a name in a line and are no part of it; source: general knowledge of memo lines, unverified.

Only a name made of everybody's words asks for one of them, a number, a mark or an end of the line beside it.
"""
_POSSESSIVE: Final = re.compile(r"(?<=[^\W\d_])['\u2019\u02bc\u2018`\u00b4]([Ss])(?![^\W_])")
"""`KHAZAI'S INVOICE` is an invoice of KHAZAI, or of KHAZAIS."""
_RUN_TOGETHER: Final = re.compile(r"([0-9]{2,})([A-Z]{3,})|([A-Z]{3,})([0-9]{2,})")
"""A number that somebody forgot to part from the word beside it: `20240503SHEVCHUK`."""
_SHORTEST_PARTED: Final = 7
_LONGEST_PARTED: Final = 40
_SHORTEST_PART: Final = 3
"""Letters of a word that may be two, and of each of the two."""
_NUMBER_WORDS: Final = frozenset({"NO", "NR", "NUM", "NUMBER"})
_LINES: Final = 3
"""Lines over which one word may run."""
_LONGEST_END: Final = 80
"""Characters at the end and the beginning of a line that may be one word; longer words are no listed ones."""
_SHIPPING_REACH: Final = 12
"""Words from a ship's name within which the line before or behind may speak of shipping: what 80 columns hold."""
_WORDINGS: Final = 16
"""Readings of a stretch over several ends of lines that are compared."""


class TextWords(NamedTuple):
    """The words of lines, one after the other, and what the end of a line may have cut in two.

    A place is a word's number. A word that runs over the end of a line starts in the place of its first part and ends
    in that of its last; the parts are words of their own as well, since nobody can tell which is meant. So are those of
    a possessive, of a number and a word that are run together, and of two listed words that are.
    """

    words: list[str]
    """As they are written; a usual one gets its one spelling when it is looked up, a phrase when it is compared."""
    lines: list[int]
    """The line of each word."""
    joined: dict[int, list[tuple[int, str]]]
    """Place -> where a word of several parts ends that starts there, and the word."""
    starts: set[int]
    """Places of the words that stand behind a mark such as a slash, or begin a line."""


def words_of(lines: Sequence[str], listed: Container[str]) -> TextWords:
    """Fold lines to words; a line without a word still parts what stands before and behind it.

    `listed` are the words of listed names, of which a word that is no other may be two, and two may be one.
    """
    text = TextWords([], [], {}, set())
    ends: list[tuple[str, int, int]] = []
    for line, written in enumerate(lines):
        if not written or written.isspace():
            continue
        raw = _POSSESSIVE.sub(r" \1", written)
        first = len(text.words)
        _add(raw, text, listed, is_possessive=raw != written)
        ends.append((raw, first, len(text.words) - 1))
        text.lines.extend([line] * (len(text.words) - first))
    for i, (raw, start, place) in enumerate(ends[:-1]):
        if place < start:
            continue
        whole = _end_of(raw)
        for next_raw, next_start, next_place in ends[i + 1 : i + _LINES]:
            head = _start_of(next_raw)
            glued = fold(whole + head).split()
            before, behind = len(fold(whole).split()), len(fold(head).split())
            if not before or not behind or len(glued) != before + behind - 1:
                break
            text.joined.setdefault(place, []).append((next_start, glued[before - 1]))
            if next_place > next_start or behind > 1:
                break
            whole += head
    return text


def _add(raw: str, text: TextWords, listed: Container[str], *, is_possessive: bool) -> None:
    """Add the words of a line to a text, each part a word, and note which parts may be together."""
    words, begin = text.words, len(text.words)
    folded = fold(raw).split()
    starts = {*_starts(raw, len(folded))}
    for count, word in enumerate(folded):
        place = len(words)
        if count in starts:
            text.starts.add(place)
        elif (word == "S" and is_possessive) or (place > begin and _is_one(words[-1], word, listed)):
            text.joined.setdefault(place - 1, []).append((place, words[-1] + word))
        parts = parts_of(word, listed)
        if len(parts) > 1:
            text.joined.setdefault(place, []).append((place + len(parts) - 1, word))
        words += parts


def parts_of(word: str, listed: Container[str]) -> tuple[str, ...]:
    """Part a word that is run together of a number and a word, or of listed words: `BANKMELLI`."""
    if together := _RUN_TOGETHER.fullmatch(word):
        return tuple(filter(None, together.groups()))
    if not _SHORTEST_PARTED <= len(word) <= _LONGEST_PARTED or word in listed or not word.isalpha() or _is_known(word):
        return (word,)
    found = [
        (word[:at], word[at:])
        for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
        if word[:at] in listed and word[at:] in listed
    ]
    return max(found, key=lambda parts: min(map(len, parts)), default=(word,))


def _is_one(before: str, behind: str, listed: Container[str]) -> bool:
    """Say whether two words are a listed one that somebody parted: `SHAB EEHA`."""
    word = before + behind
    return (
        len(word) >= _SHORTEST_PARTED
        and word in listed
        and not _is_known(word)
        and not (_is_known(before) and _is_known(behind))
    )


def _is_known(word: str) -> bool:
    return is_english(word) or word in ordinary_names()


@lru_cache(maxsize=65536)
def spelt(word: str) -> str:
    """Return the one spelling of a word by itself."""
    return canonical(("", word))[1]


def _starts(raw: str, words: int) -> Iterator[int]:
    """Yield the numbers of the words of a line that begin it or stand behind a mark."""
    yield 0
    parts = [len(fold(part).split()) for part in _PARTS.split(raw)] if _PARTS.search(raw) else []
    if sum(parts) != words:  # a mark inside a word
        return
    count = 0
    for part in parts:
        yield count
        count += part


def _end_of(line: str) -> str:
    """Return the end of a line that may go on in the next one; a hyphen may part it."""
    words = line[-_LONGEST_END:].split()
    return words[-1].rstrip("-") if words else ""


def _start_of(line: str) -> str:
    words = line[:_LONGEST_END].split(maxsplit=1)
    return words[0] if words else ""


def wordings(text: TextWords, first: int, last: int) -> Iterator[tuple[str, ...]]:
    """Yield the words from one place to another, what parts a word in two read as a blank and as nothing."""
    if text.joined.keys().isdisjoint(range(first, last)):
        yield tuple(text.words[first : last + 1])
        return
    paths: list[tuple[int, tuple[str, ...]]] = [(first, ())]
    made = 0
    while paths and made < _WORDINGS:
        place, words = paths.pop()
        if place > last:
            made += 1
            yield words
            continue
        paths.append((place + 1, (*words, text.words[place])))
        paths += [(end + 1, (*words, word)) for end, word in text.joined.get(place, ()) if end <= last]


def is_numbered(text: TextWords, place: int) -> bool:
    """Say whether a number follows a word: `INV 4471`, `INV NO A-17`."""
    behind = place + 1
    if behind < len(text.words) and text.words[behind] in _NUMBER_WORDS:
        return True
    return behind < len(text.words) and any(map(str.isdigit, text.words[behind]))


def labels_a_date(text: TextWords, at: int) -> bool:
    """Say whether a word has a date behind it, which it tells what of: `DOL 06/14/26` is the date of a loss."""
    figures = text.words[at + 1 : at + 4]
    return len(figures) == len(("06", "14", "26")) and all(map(str.isdigit, figures))


def is_free(text: TextWords, first: int, last: int) -> bool:
    """Say whether no word beside a stretch can be more of an organization: `OIL AND GAS LLC` is not `GAS LLC`."""
    before = first in text.starts or _says_of_a_payment(text.words[first - 1])
    if not before or (len(text.words[last]) > 1 and spelt(text.words[last]) in LEGAL_FORMS):
        return before
    behind = last + 1
    return behind == len(text.words) or behind in text.starts or _says_of_a_payment(text.words[behind])


def _says_of_a_payment(word: str) -> bool:
    return word in PAYMENT_WORDS or any(map(str.isdigit, word))


def is_marked(text: TextWords, first: int, last: int) -> bool:
    """Say whether a word stands right behind MV, M/V and the like, or right before an IMO number."""
    behind = text.words[last + 1 : last + 4]
    if behind and _IMO.fullmatch(behind[0]) and any(map(str.isdigit, "".join(behind))):
        return True
    before = [word for word in text.words[max(0, first - 4) : first] if word not in _BEHIND_MARKS]
    return bool(before) and (before[-1] in MARKS or (len(before[-1]) == 1 and "".join(before[-2:]) in _MARK_LETTERS))


def shipping_places(text: TextWords) -> list[int]:
    """Return the places of the words about shipping."""
    places = [place for place, word in enumerate(text.words) if spelt(word) in SHIPPING_WORDS or _IMO.fullmatch(word)]
    places += [place for place, ends in text.joined.items() if any(spelt(word) in SHIPPING_WORDS for _, word in ends)]
    places += [
        place
        for place, word in enumerate(text.words)
        if word in MARKS or (len(word) == 1 and "".join(text.words[place : place + 2]) in _MARK_LETTERS)
    ]
    return sorted(places)


def is_near(shipping: Sequence[int], first: int, last: int, text: TextWords) -> bool:
    """Whether a line of the name speaks of shipping, or one beside it close to the name."""
    lines = range(text.lines[first], text.lines[last] + 1)
    for place in shipping[
        bisect_left(shipping, first - _SHIPPING_REACH) : bisect_right(shipping, last + _SHIPPING_REACH)
    ]:
        if lines[0] - 1 <= text.lines[place] <= lines[-1] + 1:
            return True
    # A single line may be longer than that.
    begin = bisect_left(text.lines, lines[0])
    return bisect_left(shipping, begin) < bisect_left(shipping, bisect_right(text.lines, lines[-1]))
