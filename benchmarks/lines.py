"""How many ordinary lines of text meet a sanctions list, beside the share of listed names that a line is read for.

Usage: python benchmarks/lines.py [--lines 10000] [--show]

Ordinary lines say what a payment is for: people drawn by their frequency in the census of 1990, residents of five
origins with a third name, made-up firms, English words, and the streets and cities of US banks (FedACH directory of
2018). Listed names are the primary names and strong aliases of the SDN list of 2024, as listed, each in one line; ships
stand behind MV. None is changed, and none is left out.
"""

import argparse
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import process_time
from typing import Final

from _inputs import needed
from _ordinary import ORIGINS, businesses, census, residents
from achguard import Snapshot
from achguard.names.english import english_words

_STREET: Final = slice(71, 107)
_CITY: Final = slice(107, 127)
"""Columns of a row of the directory; source: the Reserve Banks' FedACH record layout."""
ABOUT_PEOPLE: Final = (
    "RENT {}", "PAYROLL {} WEEK 31", "GIFT FROM {}", "TUITION {} FALL TERM", "PAYMENT {} INV 4471", "{} LOAN 88",
    "FBO {}", "REIMBURSE {} TRAVEL",
)  # fmt: skip
ABOUT_FIRMS: Final = (
    "PAYMENT {} INV 4471", "INVOICE 88 {}", "{} CONTRACT 100", "PO 7 {} NET 30", "FREIGHT {} BOL 9", "{} SUBSCRIPTION",
)  # fmt: skip
PHRASES: Final = ("{}", "PAYMENT FOR {}", "{} 2026", "INV 7 {}", "{} INVOICE 88")
PLACES: Final = ("RENT {}", "INVOICE 88 {}", "{}", "DELIVERY TO {}")
LISTED: Final = {"vessel": "BUNKERS MV {} IMO 1234567", "aircraft": "CHARTER AIRCRAFT {}"}
USUAL: Final = "PAYMENT {} CONTRACT 100"


def lines_of(names: Sequence[str], frames: Sequence[str]) -> list[str]:
    """Put each name into one of the frames, in turn."""
    return [frames[at % len(frames)].format(name) for at, name in enumerate(names)]


def three_part(count: int, seed: int = 10) -> list[str]:
    """Draw residents' names with a third name of their origin: before the family name, or behind the given one."""
    chance = random.Random(seed)
    made = []
    for at in range(count):
        origin = [*ORIGINS][at % len(ORIGINS)]
        given, _ = (names.split() for names in ORIGINS[origin])
        first, *last = chance.choice(residents(origin)).split()
        made.append(" ".join((first, chance.choice(given), *last)))
    return made


def phrases(count: int, seed: int = 11) -> list[str]:
    """Draw two to four English words for each phrase."""
    chance, words = random.Random(seed), sorted(english_words())
    return [" ".join(chance.choices(words, k=chance.randint(1, 4))) for _ in range(count)]


def ordinary_lines(count: int) -> dict[str, list[str]]:
    """Make the ordinary lines, by what they are about."""
    rows = needed("fedach", "FedACHdir.txt").read_text(encoding="latin-1").splitlines()
    people = census(needed("census", "dist.all.last").parent, count, seed=31)
    return {
        "people": lines_of(people, ABOUT_PEOPLE),
        "three-part names": lines_of(three_part(count), ABOUT_PEOPLE),
        "firms": lines_of(businesses(count, seed=32), ABOUT_FIRMS),
        "phrases": lines_of(phrases(count), PHRASES),
        "streets": lines_of([*dict.fromkeys(row[_STREET].strip() for row in rows)], PLACES),
        "cities": lines_of([*dict.fromkeys(row[_CITY].strip() for row in rows)], PLACES),
    }


def listed_lines(snapshot: Snapshot) -> Iterator[tuple[str, str, str]]:
    """Yield each listed name but weak aliases in a line, with its entry's kind and number."""
    for entity in snapshot.entities:
        for name in entity.names:
            if name.quality != "weak":
                yield entity.kind, entity.uid, LISTED.get(entity.kind, USUAL).format(name.text)


def row(label: str, lines: Sequence[str], found: Callable[[int, str], bool], *, show: bool) -> None:
    """Print how many of the lines are found."""
    started = process_time()
    met = [line for at, line in enumerate(lines) if found(at, line)]
    spent = process_time() - started
    print(f"{label:18} {len(lines):9,} {len(met):7,} {len(met) / len(lines):9.3%} {spent / len(lines) * 1e6:14.0f} us")
    if show:
        print(*(f"    {line}" for line in met), sep="\n")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=10_000)
    parser.add_argument("--show", action="store_true", help="print the ordinary lines that meet the list")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        snapshot = Snapshot.from_files(needed("ofac", "2024")).build(Path(folder) / "snapshot")
        snapshot.screen_text("FIRST LINE")
        print("                       lines    found      share   CPU per line")
        for label, lines in ordinary_lines(options.lines).items():
            row(label, lines, lambda _, line: bool(snapshot.screen_text(line)), show=options.show)
        by_kind: dict[str, list[tuple[str, str]]] = {}
        for kind, uid, line in listed_lines(snapshot):
            by_kind.setdefault(kind, []).append((uid, line))
        for kind, each in sorted(by_kind.items()):
            uids = [uid for uid, _ in each]
            row(
                f"listed: {kind}",
                [line for _, line in each],
                lambda at, line, uids=uids: uids[at] in {hit.uid for hit in snapshot.screen_text(line)},  # type: ignore[misc]
                show=False,
            )


if __name__ == "__main__":
    main()
