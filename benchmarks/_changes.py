"""Some three dozen ways in which a listed name changes before it is screened: one small function each.

Each takes a name and a source of chance, and gives the changed text, or None where the name cannot change so. Those of
words, organizations and whole names are here; those of letters are in `_letters.py`.
"""
# ruff: noqa: ARG001, D401, E501, PLR2004 -- every change has one shape and says what comes out of it; lengths are literal

import random
from dataclasses import replace
from typing import Final

import _letters as letters
import _spellings as spelt
from _name import ARABIC, Change, Name, chance, put

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
    if "-" in name.text and chance(rng, 50):
        kept = "".join(rng.choice(("", " ")) if char == "-" else char for char in name.text.upper())
        return kept.replace(",", "")
    if len(words) < 2:
        return None
    at = rng.randrange(len(words) - 1)
    return " ".join([*words[:at], f"{words[at]}-{words[at + 1]}", *words[at + 2 :]])


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
    arabic_one = any(word.replace("'", "") in ARABIC for word in name.natural)
    extra = rng.choice(("KAMAL", "FAISAL", "NABIL", "SAMIR") if arabic_one else ("DANIEL", "ROMAN", "MARIO", "VICTOR"))
    return " ".join([*name.given, extra if chance(rng, 50) else extra[0], *name.family])


def initials(name: Name, rng: random.Random) -> str | None:
    """Two or more given names as initials."""
    given = [word for word in name.given if word not in spelt.PARTICLES]
    if len(given) < 2 or max(map(len, name.family)) < 4:
        return None
    letters = [word[0] for word in given]
    return " ".join([*letters, *name.family] if chance(rng, 70) else [*name.family, *letters])


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
    if chance(rng, 30):
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
    return put(words, at, f"{words[at][:cut]} {words[at][cut:]}")


def titles(name: Name, rng: random.Random) -> str | None:
    """A title before a person's name, or a suffix behind it."""
    if not name.individual:
        return None
    text = " ".join(name.natural)
    return f"{rng.choice(spelt.TITLES)} {text}" if chance(rng, 60) else f"{text} {rng.choice(spelt.SUFFIXES)}"


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
    return put(words, at[-1], rng.choice(spelt.FORM_SPELLINGS[words[at[-1]]]))


def abbreviated(name: Name, rng: random.Random) -> str | None:
    """One or all of the usual words of an organization shortened as clerks do."""
    words = list(name.family)
    at = [at for at, word in enumerate(words) if word in spelt.ABBREVIATIONS]
    if name.individual or not at:
        return None
    for place in at if chance(rng, 50) else [rng.choice(at)]:
        words[place] = rng.choice(spelt.ABBREVIATIONS[words[place]])
    return " ".join(words)


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
    "cut at 22": letters.cut_22,
    "cut at 22, last first": letters.cut_22_last_first,
    "cut at 35": letters.cut_35,
    "cut at 35, last first": letters.cut_35_last_first,
    "cut at 22 and a typo": letters.cut_and_typo,
    "one typo": letters.one_typo,
    "two typos": letters.two_typos,
    "neighbouring keys": letters.neighbouring_keys,
    "doubled letters": letters.doubled_letters,
    "vowels dropped": letters.dropped_vowels,
    "scanned": letters.scanned,
    "Arabic romanised": letters.arabic,
    "Slavic romanised": letters.slavic,
    "particles": letters.particles,
    "Abd- and Muhammad": letters.abd_and_muhammad,
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
    "look-alike letters": letters.look_alikes,
    "accents": letters.accents,
    "invisible characters": letters.invisible,
    "digits added": letters.digits,
    "inside a line": in_a_line,
}
"""Kinds of change; `_cases.held_out` adds aliases that the list does not hold."""
