"""Some three dozen ways in which a listed name changes before it is screened: one small function each.

Each takes a name and a source of chance, and gives the changed text, or None where the name cannot change so.
"""
# ruff: noqa: ARG001, D401, E501, PLR2004 -- every change has one shape and says what comes out of it; lengths are literal

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import _spellings as spelt

NARROW, WIDE = 22, 35
_VOWELS: Final = frozenset("AEIOU")
_SPLIT: Final = re.compile(r"[^\w']+")


def words_of(text: str) -> tuple[str, ...]:
    """Upper-case words of a listed name."""
    return tuple(word.strip("'_") for word in _SPLIT.split(text.upper()) if word.strip("'_"))


@dataclass(frozen=True)
class Name:
    """A listed name taken apart into upper-case words without marks, apostrophes left in."""

    uid: str
    text: str
    individual: bool
    programs: tuple[str, ...]
    family: tuple[str, ...]
    """An individual's family name; an organization's whole name."""
    given: tuple[str, ...]

    @property
    def natural(self) -> list[str]:
        """Words as a person says them: given names, family name."""
        return [*self.given, *self.family]

    @property
    def last_first(self) -> list[str]:
        """Words as the list has them: family name, given names."""
        return [*self.family, *self.given]

    def usual(self, rng: random.Random) -> list[str]:
        """Words in one of the orders that payments have."""
        return self.natural if rng.randrange(100) < 60 else self.last_first


Change = Callable[[Name, random.Random], str | None]


def _chance(rng: random.Random, percent: int) -> bool:
    return rng.randrange(100) < percent


# Order, case, marks


def other_order(name: Name, rng: random.Random) -> str | None:
    """Words in another order than the list's and than a person's."""
    words = name.natural
    if len(words) < 2 or (not name.individual and len(words) > 4):
        return None
    rng.shuffle(words)
    return None if words == name.last_first else " ".join(words)


def case_and_marks(name: Name, rng: random.Random) -> str | None:
    """Other case and other marks between the words."""
    words = [rng.choice((str.lower, str.title, str.upper))(word) for word in name.usual(rng)]
    return rng.choice((". ", ", ", "  ", " / ", "_", ".", " - ", "; ")).join(words) + rng.choice(("", ".", ","))


def comma_lost(name: Name, rng: random.Random) -> str | None:
    """Family name first, and nothing that says so."""
    return " ".join(name.last_first) if name.given else None


def hyphens(name: Name, rng: random.Random) -> str | None:
    """A hyphen where there was a blank, or none where there was one."""
    words = name.usual(rng)
    if "-" in name.text and _chance(rng, 50):
        kept = "".join(rng.choice(("", " ")) if char == "-" else char for char in name.text.upper())
        return kept.replace(",", "")
    if len(words) < 2:
        return None
    at = rng.randrange(len(words) - 1)
    return " ".join([*words[:at], f"{words[at]}-{words[at + 1]}", *words[at + 2 :]])


# Fields that cut


def _cut(words: Sequence[str], width: int) -> str | None:
    text = " ".join(words).replace("'", "")
    cut = text[:width].rstrip()
    return cut if len(text) > width else None


def _natural_cut(name: Name, width: int) -> str | None:
    """Cut a name in a person's order, where at least three letters of the family name are left."""
    left = width - len(" ".join(name.given).replace("'", "")) - 1
    return _cut(name.natural, width) if left >= 3 or not name.given else None


def cut_22(name: Name, rng: random.Random) -> str | None:
    """Cut as an entry's receiver name is."""
    return _natural_cut(name, NARROW)


def cut_22_last_first(name: Name, rng: random.Random) -> str | None:
    """Cut as an entry's receiver name is, the family name first."""
    return _cut(name.last_first, NARROW) if name.given else None


def cut_35(name: Name, rng: random.Random) -> str | None:
    """Cut as an IAT addenda's name is."""
    return _natural_cut(name, WIDE)


def cut_35_last_first(name: Name, rng: random.Random) -> str | None:
    """Cut as an IAT addenda's name is, the family name first."""
    return _cut(name.last_first, WIDE) if name.given else None


def cut_and_typo(name: Name, rng: random.Random) -> str | None:
    """A letter wrong, then cut at 22."""
    slip = _mistype(name.natural, rng)
    left = NARROW - len(" ".join(name.given).replace("'", "")) - 1
    return _cut(slip.split(), NARROW) if slip and (left >= 3 or not name.given) else None


# Slips of the hand and of machines


def _places(words: Sequence[str], least: int, of: Callable[[str], bool] = str.isalpha) -> list[tuple[int, int]]:
    return [(w, c) for w, word in enumerate(words) if len(word) >= least for c, char in enumerate(word) if of(char)]


def _put(words: Sequence[str], at: int, word: str) -> str:
    return " ".join([*words[:at], word, *words[at + 1 :]])


def _mistype(words: Sequence[str], rng: random.Random) -> str | None:
    """One letter wrong, missing, too many or swapped, seldom the first, in a word of four letters or more."""
    places = [(w, c) for w, c in _places(words, 4) if c or _chance(rng, 30)]
    if not places:
        return None
    w, c = rng.choice(places)
    word, letter = words[w], rng.choice("ABCDEFGHIJKLMNOPRSTUVWXYZ")
    slips = (
        word[:c] + letter + word[c + 1 :],
        word[:c] + word[c + 1 :],
        word[: c + 1] + letter + word[c + 1 :],
        word[:c] + word[c + 1 : c + 2] + word[c] + word[c + 2 :],
    )
    slip = rng.choice(slips)
    return None if slip == word else _put(words, w, slip)


def one_typo(name: Name, rng: random.Random) -> str | None:
    """One typing error."""
    return _mistype(name.usual(rng), rng)


def two_typos(name: Name, rng: random.Random) -> str | None:
    """Two typing errors in a name of twelve letters or more."""
    once = _mistype(name.usual(rng), rng)
    long = 12
    return _mistype(once.split(), rng) if once and len(once) >= long else None


def neighbouring_keys(name: Name, rng: random.Random) -> str | None:
    """One letter of a long word, or one in each of two words, hit beside its key."""
    words = name.usual(rng)
    for _ in range(1 if len(words) < 3 else rng.choice((1, 2))):
        places = _places(words, 5, lambda char: char in spelt.NEIGHBOURS)
        if not places:
            return None
        w, c = rng.choice(places)
        words[w] = words[w][:c] + rng.choice(spelt.NEIGHBOURS[words[w][c]]) + words[w][c + 1 :]
    return " ".join(words)


def doubled_letters(name: Name, rng: random.Random) -> str | None:
    """A letter doubled in one or two words, or a double letter once."""
    words = name.usual(rng)
    for _ in range(rng.choice((1, 2))):
        places = _places(words, 4)
        if not places:
            return None
        w, c = rng.choice(places)
        word = words[w]
        double = next((at for at in range(1, len(word)) if word[at] == word[at - 1]), 0)
        words[w] = word[:double] + word[double + 1 :] if double else word[: c + 1] + word[c:]
    return " ".join(words)


def dropped_vowels(name: Name, rng: random.Random) -> str | None:
    """All vowels left out that do not begin a word."""
    words = [word[0] + "".join(c for c in word[1:] if c not in _VOWELS) for word in name.usual(rng)]
    consonants, least = sum(map(len, words)), 7
    return " ".join(words) if consonants >= least else None


def scanned(name: Name, rng: random.Random) -> str | None:
    """One or two letters read wrong by a scanner."""
    text = " ".join(name.usual(rng))
    for _ in range(rng.choice((1, 2))):
        there = [pair for pair in spelt.SCANNED if pair[0] in text]
        if not there:
            return None
        old, new = rng.choice(there)
        at = rng.choice([match.start() for match in re.finditer(old, text)])
        text = text[:at] + new + text[at + len(old) :]
    return text


# Sounds and languages


def _respell(words: list[str], pairs: Sequence[tuple[str, str]], rng: random.Random, most: int) -> str | None:
    done = 0
    for _ in range(rng.randint(1, most)):
        fits = [
            (w, *pair)
            for w, word in enumerate(words)
            if len(word) > 3
            for pair in pairs
            if re.search(pair[0], word[1:])
        ]
        if not fits:
            break
        w, old, new = rng.choice(fits)
        words[w] = words[w][0] + re.sub(old, new, words[w][1:], count=1)
        done += 1
    return " ".join(words) if done else None


_ARABIC: Final = {word: group for group in spelt.ARABIC_NAMES for word in group}


def arabic(name: Name, rng: random.Random) -> str | None:
    """Another romanisation of an Arabic or Persian name: one to three of its words spelt otherwise."""
    words = name.usual(rng)
    known = [at for at, word in enumerate(words) if word.replace("'", "") in _ARABIC]
    if not name.individual or not known:
        return None
    for at in rng.sample(known, rng.randint(1, min(2, len(known)))):
        words[at] = rng.choice(_ARABIC[words[at].replace("'", "")])
    if _chance(rng, 50):
        others = [word if at not in known else f"\0{at}" for at, word in enumerate(words)]
        done = (_respell(others, spelt.ARABIC_LETTERS, rng, 1) or " ".join(others)).split(" ")
        words = [words[at] if word.startswith("\0") else word for at, word in enumerate(done)]
    swap = {"AL": "EL", "EL": "AL"} if _chance(rng, 30) else {}
    return " ".join(swap.get(word, word) for word in words)


def slavic(name: Name, rng: random.Random) -> str | None:
    """Another romanisation of a Russian, Ukrainian or Serbian name."""
    words = name.usual(rng)
    ends = sum(len(word) > 5 and word.endswith(spelt.SLAVIC_ENDINGS) for word in words)
    return _respell(words, spelt.SLAVIC_LETTERS, rng, 3) if name.individual and ends > 1 else None


def particles(name: Name, rng: random.Random) -> str | None:
    """Particles left out, joined to what follows, or added."""
    words = name.usual(rng)
    if not name.individual:
        return None
    has = [at for at, word in enumerate(words[:-1]) if word in spelt.PARTICLES]
    if has:
        way = rng.randrange(3)
        if way == 0:
            return " ".join(word for at, word in enumerate(words) if at not in has)
        at = rng.choice(has)
        joint = "" if way == 1 else "-"
        return " ".join([*words[:at], words[at] + joint + words[at + 1], *words[at + 2 :]])
    if not any(word.replace("'", "") in _ARABIC for word in words):
        return None
    words.insert(rng.randrange(1, len(words)), rng.choice(spelt.ADDED_PARTICLES))
    return " ".join(words)


_ABD = re.compile(r"\b'?ABD(?:[ -]?[AEU]L|[UE]L|AL)?[ -](?:[AEU]L[ -])?(\w{4,})|\b'?ABD[UEA]L(\w{4,})")
_MUHAMMAD = frozenset(spelt.ARABIC_NAMES[0])


def abd_and_muhammad(name: Name, rng: random.Random) -> str | None:
    """`Abd al-` written another way, or Muhammad shortened before another name."""
    text = " ".join(name.natural)
    found = _ABD.search(text)
    if found:
        root = found[1] or found[2]
        return text[: found.start()] + rng.choice(spelt.ABD_FORMS).format(root) + text[found.end() :]
    words = name.natural
    at = next((at for at, word in enumerate(words) if word in _MUHAMMAD), None)
    if not name.individual or at is None or len(words) < 3:
        return None
    return _put(words, at, rng.choice(spelt.MUHAMMAD_FORMS))


# Words missing, shortened, joined, split, added


def _middles(name: Name) -> list[int]:
    """Places of the given names that may be a middle name: not the first, and part of no `Abd al-` or `Abu`."""
    joined = spelt.PARTICLES | {"ABD", "ABDUL", "ABDEL", "HAJI", "SHEIKH", "SHAYKH", "U"}
    if name.given and name.given[-1] in joined:
        return []
    plain = [word not in joined and len(word) > 2 for word in name.given]
    return [at for at in range(1, len(name.given)) if plain[at] and plain[at - 1]]


def no_middle(name: Name, rng: random.Random) -> str | None:
    """A middle name or patronymic left out."""
    places = _middles(name)
    if not places:
        return None
    at = rng.choice(places)
    return " ".join(replace(name, given=(*name.given[:at], *name.given[at + 1 :])).usual(rng))


def short_middle(name: Name, rng: random.Random) -> str | None:
    """A middle name or patronymic as an initial."""
    places = _middles(name)
    if not places:
        return None
    at = rng.choice(places)
    letter = name.given[at][0] + rng.choice(("", "."))
    return " ".join(replace(name, given=(*name.given[:at], letter, *name.given[at + 1 :])).usual(rng))


def added_middle(name: Name, rng: random.Random) -> str | None:
    """A middle name that the list does not have."""
    if not name.individual or not name.given:
        return None
    arabic_one = any(word.replace("'", "") in _ARABIC for word in name.natural)
    extra = rng.choice(("KAMAL", "FAISAL", "NABIL", "SAMIR") if arabic_one else ("DANIEL", "ROMAN", "MARIO", "VICTOR"))
    return " ".join([*name.given, extra if _chance(rng, 50) else extra[0], *name.family])


def initials(name: Name, rng: random.Random) -> str | None:
    """Two or more given names as initials."""
    given = [word for word in name.given if word not in spelt.PARTICLES]
    if len(given) < 2 or max(map(len, name.family)) < 4:
        return None
    letters = [word[0] for word in given]
    return " ".join([*letters, *name.family] if _chance(rng, 70) else [*name.family, *letters])


def one_surname(name: Name, rng: random.Random) -> str | None:
    """The second of two Spanish surnames left out."""
    spanish = any(program.startswith(spelt.HISPANIC_PROGRAMS) for program in name.programs)
    plain = len(name.family) == 2 and all(len(word) > 3 for word in name.family)
    return " ".join([*name.given, name.family[0]]) if spanish and plain and name.given else None


def joined(name: Name, rng: random.Random) -> str | None:
    """Two neighbours written as one word, or all of them."""
    words = name.usual(rng)
    if len(words) < 2:
        return None
    if _chance(rng, 30):
        return "".join(words)
    at = rng.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


def split(name: Name, rng: random.Random) -> str | None:
    """A word of six letters or more written as two."""
    words = name.usual(rng)
    long = [at for at, word in enumerate(words) if len(word) > 5]
    if not long:
        return None
    at = rng.choice(long)
    cut = rng.randrange(2, len(words[at]) - 1)
    return _put(words, at, f"{words[at][:cut]} {words[at][cut:]}")


def titles(name: Name, rng: random.Random) -> str | None:
    """A title before a person's name, or a suffix behind it."""
    if not name.individual:
        return None
    text = " ".join(name.natural)
    return f"{rng.choice(spelt.TITLES)} {text}" if _chance(rng, 60) else f"{text} {rng.choice(spelt.SUFFIXES)}"


_BESIDE = (
    "{0} DBA RIVERSIDE CLEANERS", "SUNRISE AUTO REPAIR DBA {0}", "{0} C/O HARRIS LAW OFFICE", "ATTN ACCOUNTS PAYABLE {0}",
    "{0} CARE OF LINDA MOORE", "{0} ATTN PAYROLL", "{0} T/A CORNER MARKET", "FBO {0}", "{0} D/B/A MAIN STREET DELI",
    "C/O {0}", "{0} TRUSTEE", "ESTATE OF {0}", "{0} AND/OR SUSAN CLARK",
)  # fmt: skip


def beside(name: Name, rng: random.Random) -> str | None:
    """A trade name, a care-of or an attention line beside the name."""
    return rng.choice(_BESIDE).format(" ".join(name.natural))


# Organizations


def form_dropped(name: Name, rng: random.Random) -> str | None:
    """The legal form left out, behind the name or before it."""
    words = list(name.family)
    if name.individual:
        return None
    while words and words[-1] in spelt.FORMS:
        words.pop()
    while words and words[0] in spelt.FORMS:
        words.pop(0)
    return " ".join(words) if words and len(words) < len(name.family) else None


def form_respelt(name: Name, rng: random.Random) -> str | None:
    """The legal form written in another way, or another one of its family added."""
    words = list(name.family)
    if name.individual:
        return None
    at = [at for at, word in enumerate(words) if word in spelt.FORM_SPELLINGS]
    if not at:
        return f"{' '.join(words)} {rng.choice(('LLC', 'CO LTD', 'INC', 'GROUP', 'LTD'))}"
    return _put(words, at[-1], rng.choice(spelt.FORM_SPELLINGS[words[at[-1]]]))


def abbreviated(name: Name, rng: random.Random) -> str | None:
    """One or all of the usual words of an organization shortened as clerks do."""
    words = list(name.family)
    at = [at for at, word in enumerate(words) if word in spelt.ABBREVIATIONS]
    if name.individual or not at:
        return None
    for place in at if _chance(rng, 50) else [rng.choice(at)]:
        words[place] = rng.choice(spelt.ABBREVIATIONS[words[place]])
    return " ".join(words)


# Characters


def _in_letters(name: Name, table: dict[str, str], rng: random.Random, most: int) -> str | None:
    text = " ".join(name.usual(rng))
    places = [at for at, char in enumerate(text) if char in table]
    if not places:
        return None
    for at in rng.sample(places, min(len(places), rng.randint(1, most))):
        text = text[:at] + rng.choice(table[text[at]]) + text[at + 1 :]
    return text


def look_alikes(name: Name, rng: random.Random) -> str | None:
    """One to four letters replaced by Cyrillic or Greek ones that look the same."""
    return _in_letters(name, spelt.LOOK_ALIKES, rng, 4)


def accents(name: Name, rng: random.Random) -> str | None:
    """One to five letters with marks that the list does not have."""
    return _in_letters(name, spelt.ACCENTED, rng, 5)


def invisible(name: Name, rng: random.Random) -> str | None:
    """One to three characters that take no room, inside words."""
    text = " ".join(name.usual(rng))
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(1, len(text))
        text = text[:at] + rng.choice(spelt.INVISIBLE) + text[at:]
    return text


def digits(name: Name, rng: random.Random) -> str | None:
    """A number behind the name, or before it."""
    text, number = " ".join(name.usual(rng)), str(rng.randrange(10, 10**9))
    return f"{text} {number}" if _chance(rng, 80) else f"{number} {text}"


_LINES = (
    "INV {1} PAYMENT TO {0} FOR SERVICES", "RENT OCTOBER {0} UNIT {1}", "REF {1} {0} CONSULTING FEE", "{0} ORDER NO {1}",
    "PAYROLL {1} ON BEHALF OF {0}", "LOAN REPAYMENT {0}", "GOODS SHIPPED TO {0} PO {1}", "DONATION {0} THANK YOU",
)  # fmt: skip


def in_a_line(name: Name, rng: random.Random) -> str | None:
    """The name inside a line that a payor wrote."""
    return rng.choice(_LINES).format(" ".join(name.natural), rng.randrange(100, 99999))


KINDS: Final[dict[str, Change]] = {
    "other order": other_order,
    "case and marks": case_and_marks,
    "last first, no comma": comma_lost,
    "hyphens": hyphens,
    "cut at 22": cut_22,
    "cut at 22, last first": cut_22_last_first,
    "cut at 35": cut_35,
    "cut at 35, last first": cut_35_last_first,
    "cut at 22 and a typo": cut_and_typo,
    "one typo": one_typo,
    "two typos": two_typos,
    "neighbouring keys": neighbouring_keys,
    "doubled letters": doubled_letters,
    "vowels dropped": dropped_vowels,
    "scanned": scanned,
    "Arabic romanised": arabic,
    "Slavic romanised": slavic,
    "particles": particles,
    "Abd- and Muhammad": abd_and_muhammad,
    "no middle name": no_middle,
    "middle initial": short_middle,
    "middle name added": added_middle,
    "initials": initials,
    "second surname missing": one_surname,
    "words joined": joined,
    "word split": split,
    "titles": titles,
    "DBA and care of": beside,
    "legal form dropped": form_dropped,
    "legal form respelt": form_respelt,
    "business words shortened": abbreviated,
    "look-alike letters": look_alikes,
    "accents": accents,
    "invisible characters": invisible,
    "digits added": digits,
    "inside a line": in_a_line,
}
"""Kinds of change; `_cases.held_out` adds aliases that the list does not hold."""
