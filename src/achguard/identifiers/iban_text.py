"""IBANs in fields that are meant for something else, and inside text, also over the ends of lines."""

import re
from collections.abc import Iterator, Sequence

from achguard.identifiers.field_widths import ROUTING_COLUMNS
from achguard.identifiers.folding import fold_widely, wide_offsets
from achguard.identifiers.iban import MARKS, Iban, length_in, normalize, read

_CUT_ROUTING = re.compile(r"[A-Z]{2}[0-9]{2}(?:[^A-Z0-9][0-9]{4}|[0-9]{5})")
_LIKE = re.compile(r"[A-Z]{2}(?:[0-9][0-9OISBZ]|[OISBZ][0-9])[A-Z0-9]{11,30}")  # letters read for digits
# Two letters and two digits, of which one may be a letter read for a digit. Between letters and digits, and between the
# characters, a separator is allowed only at the start of a word.
_START = re.compile(
    r"(?:[A-Z]{2}|(?<![A-Z0-9])[A-Z]{2}[^A-Z0-9]{1,4})(?:[0-9][0-9OISBZ]|[OISBZ][0-9])"
    r"|(?<![A-Z0-9])[A-Z]{2}[0-9][^A-Z0-9]{1,8}[0-9]"
    r"|(?<![A-Z0-9])[A-Z](?:[^A-Z0-9]{1,4}[A-Z0-9]){3}[^A-Z0-9]"
)
# Each part is a bounded run of disjoint classes, so that matching is linear.
_RUN = re.compile(r"[A-Z](?:[^A-Z0-9]{0,8}[A-Z0-9]){14,33}")
_USUAL_RUN = re.compile(r"[A-Z](?:[ .\-/_,:]{0,4}[A-Z0-9]){14,33}")
_LABEL = re.compile(
    r"IBAN(?:[^A-Z0-9]{0,3}(?:NO|NR|NUM|NUMBER|NUMERO|ACCT|ACCOUNT|CODE|IS))?[^A-Z0-9]{0,4}\Z",
)
_LABEL_REACH = 24
_LABELLED = re.compile(
    r"[A-Z]{2}[0-9OISBZ]{2}[A-Z0-9]{0,30}"
    r"(?:[^A-Z0-9]{1,2}[A-Z0-9]{4}(?![A-Z0-9])){0,7}(?:[^A-Z0-9]{1,2}[0-9]{1,3}(?![A-Z0-9]))?"
)
_CUT = re.compile(
    r"(?<![A-Z0-9])[A-Z]{2}[^A-Z0-9]{0,2}(?:[0-9][0-9OISBZ]|[OISBZ][0-9])"
    r"(?:[^A-Z0-9]{1,2}[A-Z0-9]{4}){2,8}(?:[^A-Z0-9]{1,2}[A-Z0-9]{1,3})?[^A-Z0-9]{0,2}\Z"
)
_LONGEST_CUT = 80
_LONGEST_START = 8
_DIGIT = re.compile(r"[0-9]")
_NEXT = re.compile(r"[A-Z0-9]")
_READ_AS_DIGITS = str.maketrans("OISBZ", "01582")
_GROUP, _PAIR = 4, 2
# Country codes that are words in English or abbreviations in remittance ("NO 1234", "AT 12", "IT", "ME", "MD").
_WORDS = frozenset({"AT", "BE", "BY", "DO", "IS", "IT", "MD", "ME", "MR", "NO", "SO", "ST", "TN"})
_MOSTLY_DIGITS = 0.6  # of the account part; Malta's, with 4 letters and 18 of either, is the loosest in use
_HALF = 0.5  # of what a field's end leaves of the account part; a bank's four letters stand in front
_LONGEST_WRITTEN = 170
"""Characters that the longest IBAN takes up with four separators between any two groups of four, and some more."""
TEXT_COLUMNS = frozenset({15, 16, 22, 35, 80})
"""Columns of the fields for numbers, names and remittance; source: Nacha record layouts."""


def find(text: str | None, columns: int | None = None) -> Iban | None:
    """Give the IBAN that a value of a field meant for something else is or holds, or None.

    A value is taken for one when its letters and digits are 15 to 34 that start with a country that uses IBANs and two
    digits (or a digit and O, I, S, B or Z read for one); the check digits may be wrong. So is a value of which
    a label or other words stand in front. `columns` is the width of the field in an entry: a value that fills it and
    starts as an IBAN in groups of four is one that was cut off.
    """
    if not text or (text.isascii() and text.isdigit()):
        return None  # most account and routing numbers end here
    joined = normalize(text)
    if _LIKE.fullmatch(joined) and length_in(joined[:2]) is not None:
        return read(joined)
    return next((iban for _, _, iban in find_in_text(text)), None) or _cut_by_field(text, columns)


def _cut_by_field(text: str, columns: int | None) -> Iban | None:
    """Give the IBAN of which the end of a full field left the beginning; a blank at the cut is lost with the rest."""
    width = len(text.strip())
    if columns is None or width not in (columns - 1, columns):
        return None
    if columns == ROUTING_COLUMNS:
        # Eight characters are another country's number: SC123456 is a British sort code.
        folded = fold_widely(text).strip()
        uses_ibans = _CUT_ROUTING.fullmatch(folded) and length_in(folded[:2]) is not None
        return read(MARKS.sub("", folded)) if uses_ibans else None
    return find_cut_off(text)


def find_in_text(text: str | None) -> tuple[tuple[int, int, Iban], ...]:
    """Give the IBANs in a line of text as (start, end, iban), in order, with offsets into the text as given.

    One with right check digits is found anywhere, also glued to a word. One with wrong check digits is found only where
    it can hardly be anything else: as long as its country's are, mostly digits, a word of its own, written solid
    or in groups of four. Behind the label "IBAN" two letters and two digits are enough, and so are two groups more
    where the text fills a field of an entry, which cut the rest off.
    """
    folded = fold_widely(text)
    found = [*_found(folded, is_full=len((text or "").strip()) in TEXT_COLUMNS)]
    if not found:
        return ()
    offsets = wide_offsets(text)
    return tuple((offsets[start], offsets[end - 1] + 1, iban) for start, end, iban in found)


def find_in_lines(lines: Sequence[str]) -> tuple[tuple[int, Iban], ...]:
    """Give the IBANs in lines of text, in order, with the line in which each starts; it may end two lines later.

    Whether a word ends with its line or goes on in the next one nobody can tell from a field without its blanks, so
    both are read. What is found in a line is not told again where the next line completes it.
    """
    folded = [(at, text) for at, line in enumerate(lines) if (text := fold_widely(line).strip())]
    own = [[*_found(text, is_full=len(text) in TEXT_COLUMNS)] for _, text in folded]
    over: list[list[tuple[int, Iban]]] = [[] for _ in folded]
    for i in range(len(folded) - 1):
        following = [text for _, text in folded[i : i + 3]]
        if not _may_go_on(following):
            continue
        for offset, start, end, iban in _over_the_end(following):
            first = i + offset
            if all(iban != known for _, known in over[first]):
                over[first].append((start, iban))
            if first == i:
                # What each line holds of it is no IBAN of its own.
                own[i] = [each for each in own[i] if each[1] <= start]
                own[i + 1] = [each for each in own[i + 1] if each[0] >= end or each[2].check_digits_ok]
    found: list[tuple[int, Iban]] = []
    for (at, _), mine, joined in zip(folded, own, over, strict=True):
        each = sorted([(start, iban) for start, _, iban in mine] + joined, key=lambda pair: pair[0])
        found += [(at, iban) for _, iban in each]
    return tuple(found)


def _may_go_on(texts: Sequence[str]) -> bool:
    """Say whether an IBAN may start in the first of these lines and end in another; cheap, as every line is asked."""
    tail, head = texts[0][-_LONGEST_WRITTEN:], "".join(texts[1:])[:_LONGEST_START]
    if "IBAN" in tail:
        return True
    near = tail[-_LONGEST_START:]
    return any(
        length_in(_country_at(start.string, start.start())) is not None
        for text in (near + head, f"{near} {head}", f"{near} {head[:1]} {head[1:]}", tail)
        if _DIGIT.search(text)
        for start in _START.finditer(text)
    )


def _over_the_end(texts: Sequence[str]) -> Iterator[tuple[int, int, int, Iban]]:
    """Yield what two or three lines hold only together: the line and the place where it starts, its end in the next.

    A right one hides the wrong ones that another reading makes of the same characters, and a whole one its beginning.
    """
    tail = texts[0][-_LONGEST_WRITTEN:]
    before = len(texts[0]) - len(tail)
    readings = [(glue, texts[1][:_LONGEST_WRITTEN]) for glue in ("", " ")]
    if len(texts) > 2 and len(texts[1]) < _LONGEST_WRITTEN:  # noqa: PLR2004 -- the third line
        rest = texts[2][:_LONGEST_WRITTEN]
        readings += [(glue, texts[1] + second + rest) for glue in ("", " ") for second in ("", " ")]
    seen: list[tuple[int, int, int, Iban]] = []
    for glue, head in readings:
        seam = len(tail) + len(glue)
        for start, end, iban in _found(tail + glue + head, is_full=False):
            # Chance joins more lines than people cut IBANs, so it takes the country's own structure.
            if start < len(tail) and end > seam and iban.structure_ok:
                seen.append((0, before + start, end - seam, iban))
            elif start == seam and glue and not any(each[0] == 0 for each in _found(texts[1], is_full=False)):
                # The label stands at the end of the line before.
                seen.append((1, 0, end - seam, iban))
    seen.sort(key=lambda each: (not each[3].check_digits_ok, -len(each[3].text)))
    yield from seen[:1]


def _found(folded: str, *, is_full: bool) -> Iterator[tuple[int, int, Iban]]:
    position = told = 0
    while start := _START.search(folded, position):
        candidate = _candidate(folded, start.start())
        if candidate is None:
            position = start.start() + 1
            continue
        position, iban = candidate
        told = position
        yield start.start(), position, iban
    if is_full:
        yield from _cut_off(folded, told)


def find_cut_off(text: str | None) -> Iban | None:
    """Give the IBAN in groups of four of which the end of a full field has left the beginning."""
    return next((iban for _, _, iban in _cut_off(fold_widely(text).strip(), 0)), None)


def _cut_off(folded: str, position: int) -> Iterator[tuple[int, int, Iban]]:
    cut = _CUT.search(folded, max(position, len(folded) - _LONGEST_CUT))
    if cut is None:
        return
    joined = MARKS.sub("", cut.group())
    digits = sum("0" <= char <= "9" for char in joined[4:])
    length = length_in(joined[:2])
    if length is not None and len(joined) < length and digits >= _HALF * len(joined[4:]):
        yield cut.start(), cut.end(), read(joined)


def _candidate(folded: str, start: int) -> tuple[int, Iban] | None:
    """Give the end and the IBAN that starts here, if one does."""
    country = _country_at(folded, start)
    length = length_in(country)
    if length is None:
        return None
    labelled = _LABEL.search(folded, max(0, start - _LABEL_REACH), start) is not None
    return _whole(folded, start, length, labelled=labelled) or (_part(folded, start, length) if labelled else None)


def _country_at(folded: str, start: int) -> str:
    second = _NEXT.search(folded, start + 1)
    return folded[start] + (second.group() if second else "")


def _whole(folded: str, start: int, length: int, *, labelled: bool) -> tuple[int, Iban] | None:
    """Give the end and the IBAN where as many letters and digits follow as its country's have."""
    run = _RUN.match(folded, start)
    if run is None:
        return None
    written = _first(run.group(), length)
    iban = _as_meant(read(MARKS.sub("", written)))
    if len(iban.text) != length:
        return None
    end = start + len(written)
    alone = not folded[max(0, start - 1) : start].isalnum() and not folded[end : end + 1].isalnum()
    groups = MARKS.split(written)
    convincing = _is_right(iban, groups, alone=alone) if iban.check_digits_ok else alone and _looks_right(iban, groups)
    if convincing or (labelled and (_is_regular(groups) or _USUAL_RUN.fullmatch(written) is not None)):
        return end, iban
    return None


def _as_meant(iban: Iban) -> Iban:
    """Read letters for digits where only that makes it right: `DE89 37O4 OO44 O532 O13O OO`."""
    if iban.check_digits_ok:
        return iban
    text = iban.text
    for letters in (4, 8):  # the country with its check digits, and a bank's four letters behind
        meant = read(text[:letters] + text[letters:].translate(_READ_AS_DIGITS))
        if meant.check_digits_ok and meant.structure_ok:
            return meant
    return iban


def _part(folded: str, start: int, length: int) -> tuple[int, Iban] | None:
    """Give the end and the beginning of an IBAN that stands behind its label; the rest is cut off or left out."""
    written = _LABELLED.match(folded, start)
    if written is None:
        return None
    part = _first(written.group(), length)
    return start + len(part), read(MARKS.sub("", part))


def _first(written: str, length: int) -> str:
    """Give the beginning of written that holds this many letters and digits, or all of it."""
    seen = 0
    for i, char in enumerate(written):
        seen += char.isalnum()
        if seen == length:
            return written[: i + 1]
    return written


def _is_right(iban: Iban, groups: Sequence[str], *, alone: bool) -> bool:
    """Say whether a text with right check digits is an IBAN and not one of the 1 in 97 that pass by chance."""
    if _is_regular(groups, country=iban.country):
        return iban.structure_ok or alone
    sizes = {*map(len, groups[1:-1])}
    is_even = len(sizes) == 1 and (iban.country not in _WORDS or sizes == {_PAIR})
    return alone and iban.structure_ok and (is_even or groups[0] != iban.country)


def _looks_right(iban: Iban, groups: Sequence[str]) -> bool:
    """Say whether a text with wrong check digits can hardly be anything but a mistyped IBAN."""
    account = iban.text[4:]
    digits = sum("0" <= c <= "9" for c in account)
    if digits < _MOSTLY_DIGITS * len(account) or not _is_regular(groups):
        return False
    if len(groups) == 1:
        return iban.structure_ok and iban.country not in _WORDS
    return True


def _is_regular(groups: Sequence[str], country: str = "") -> bool:
    """Say whether text is written without separators, in groups of four, or character by character.

    Where the country is told and stands by itself, so may the check digits; the groups may count from there.
    """
    if len(groups) > 1 and groups[0] == country:
        first, *rest = groups[1:]
        if len(first) == len("89") and rest:
            return _is_regular(rest)
        return not rest or (country not in _WORDS and _is_regular([first, *rest]))
    if len(groups) == 1:
        return True
    sizes = [*map(len, groups)]
    return (set(sizes[:-1]) == {_GROUP} and sizes[-1] <= _GROUP) or set(sizes) == {1}
