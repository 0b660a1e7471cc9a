"""IBANs inside free text: names and remittance lines, written solid or in groups."""

import re

from achguard.identifiers.folding import fold_with_offsets
from achguard.identifiers.iban import Iban, length_in, read

# Two letters and two digits; between letters and digits a separator is allowed only at the start of a word.
_START = re.compile(r"(?:[A-Z]{2}|(?<![A-Z0-9])[A-Z]{2}[ .\-]{1,2})[0-9]{2}")
# Each part is a bounded run of disjoint classes, so that matching is linear.
_RUN = re.compile(r"[A-Z]{2}(?:[ .\-]{0,2}[A-Z0-9]){13,32}")
_LABEL = re.compile(r"IBAN[ .:#\-]{0,3}\Z")
_LABEL_REACH = 7
_FOURS = re.compile(r"[A-Z]{2}[0-9]{2}(?:([ .\-])[A-Z0-9]{4})(?:\1[A-Z0-9]{4})*(?:\1[A-Z0-9]{1,3})?")
_SEPARATORS = frozenset(" .-")
# Country codes that are words in English or abbreviations in remittance ("NO 1234", "AT 12", "IT", "ME", "MD").
_WORDS = frozenset({"AT", "BE", "BY", "DO", "IS", "IT", "MD", "ME", "MR", "NO", "SO", "ST", "TN"})
_MOSTLY_DIGITS = 0.6  # of the account part; Malta's, with 4 letters and 18 of either, is the loosest in use


def find_in_text(text: str | None) -> tuple[tuple[int, int, Iban], ...]:
    """Return the IBANs in a line of text as (start, end, iban), in order, with offsets into the text as given.

    One with right check digits is found anywhere, also glued to a word. One with wrong check digits is found only where
    it can hardly be anything else: as long as its country's are, mostly digits, a word of its own, written solid
    or in groups of four, or after the label "IBAN".
    """
    folded, offsets = fold_with_offsets(text)
    found: list[tuple[int, int, Iban]] = []
    position = 0
    while start := _START.search(folded, position):
        candidate = _candidate(folded, start.start())
        if candidate is None:
            position = start.start() + 2  # past the two letters; the next start can't lie before
            continue
        end, iban = candidate
        found.append((offsets[start.start()], offsets[end - 1] + 1, iban))
        position = end
    return tuple(found)


def _candidate(folded: str, start: int) -> tuple[int, Iban] | None:
    """Return the end and the IBAN that starts here, if one does."""
    length = length_in(folded[start : start + 2])
    run = _RUN.match(folded, start) if length else None
    if run is None or length is None:
        return None
    written = _first(run.group(), length)
    iban = read("".join(c for c in written if c not in _SEPARATORS))
    if len(iban.text) != length:
        return None
    end = start + len(written)
    before, after = folded[:start][-1:], folded[end : end + 1]
    alone = not before.isalnum() and not after.isalnum()
    labelled = _LABEL.search(folded, max(0, start - _LABEL_REACH), start) is not None
    convincing = _is_right(iban, written, alone=alone) if iban.check_digits_ok else _looks_right(iban, written)
    if labelled or (convincing and (alone or iban.check_digits_ok)):
        return end, iban
    return None


def _first(written: str, length: int) -> str:
    """Return the beginning of written that holds this many letters and digits."""
    seen = 0
    for i, char in enumerate(written):
        seen += char not in _SEPARATORS
        if seen == length:
            return written[: i + 1]
    return written


def _is_right(iban: Iban, written: str, *, alone: bool) -> bool:
    """Say whether a text with right check digits is an IBAN and not one of the 1 in 97 that pass by chance."""
    if written[2] in _SEPARATORS and iban.country in _WORDS and not _FOURS.fullmatch(written[:2] + written[3:]):
        return False
    return iban.structure_ok or (alone and _is_regular(written))


def _looks_right(iban: Iban, written: str) -> bool:
    """Say whether a text with wrong check digits can hardly be anything but a mistyped IBAN."""
    account = iban.text[4:]
    digits = sum("0" <= c <= "9" for c in account)
    if digits < _MOSTLY_DIGITS * len(account) or not _is_regular(written):
        return False
    if written == iban.text:
        return iban.structure_ok and iban.country not in _WORDS
    return True


def _is_regular(written: str) -> bool:
    """Say whether the text is written without separators or in groups of four."""
    return _SEPARATORS.isdisjoint(written) or _FOURS.fullmatch(written) is not None
