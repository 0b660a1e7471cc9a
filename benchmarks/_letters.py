"""Changes of letters: fields that cut, slips of hands and machines, sounds and characters."""
# ruff: noqa: ARG001, D401, PLR2004 -- every change has one shape and says what comes out of it; lengths are literal

import random
import re
from collections.abc import Callable, Sequence
from typing import Final

import _spellings as spelt
from _name import ARABIC, Name, chance, put

NARROW, WIDE = 22, 35
_VOWELS: Final = frozenset("AEIOU")


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


def _mistype(words: Sequence[str], rng: random.Random) -> str | None:
    """One letter wrong, missing, too many or swapped, seldom the first, in a word of four letters or more."""
    places = [(w, c) for w, c in _places(words, 4) if c or chance(rng, 30)]
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
    return None if slip == word else put(words, w, slip)


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


def arabic(name: Name, rng: random.Random) -> str | None:
    """Another romanisation of an Arabic or Persian name: one to three of its words spelt otherwise."""
    words = name.usual(rng)
    known = [at for at, word in enumerate(words) if word.replace("'", "") in ARABIC]
    if not name.individual or not known:
        return None
    for at in rng.sample(known, rng.randint(1, min(2, len(known)))):
        words[at] = rng.choice(ARABIC[words[at].replace("'", "")])
    if chance(rng, 50):
        others = [word if at not in known else f"\0{at}" for at, word in enumerate(words)]
        done = (_respell(others, spelt.ARABIC_LETTERS, rng, 1) or " ".join(others)).split(" ")
        words = [words[at] if word.startswith("\0") else word for at, word in enumerate(done)]
    swap = {"AL": "EL", "EL": "AL"} if chance(rng, 30) else {}
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
    if not any(word.replace("'", "") in ARABIC for word in words):
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
    return put(words, at, rng.choice(spelt.MUHAMMAD_FORMS))


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
    return f"{text} {number}" if chance(rng, 80) else f"{number} {text}"
