"""Write `src/achguard/_data/common_words.tsv`: how common a word is among the names of sanctions lists.

Usage: python tools/generate_common_words.py LIST_FOLDER...   (OFAC CSV sets as downloaded)

Only words that many entries share are kept, so the table names nobody; whatever is not in it counts as rare.
"""

import sys
from collections import Counter
from pathlib import Path

from achguard.names.fold import fold
from achguard.names.words import canonical
from achguard.sanctions.sources import ofac_csv

MIN_ENTRIES = 15
OUT = Path(__file__).parents[1] / "src" / "achguard" / "_data" / "common_words.tsv"
HEADER = """\
# How many of 10,000 listed entities have a word in one of their names, for words that at least {least} entities
# share. Publisher: US Treasury, Office of Foreign Assets Control (public domain); counted over {entries:,} entries,
# of {lists}. Tool: tools/generate_common_words.py. Generated; change the tool, not this file. Columns: word (folded,
# legal forms in one spelling), entities per 10,000.
"""


def main(folders: list[str]) -> None:
    """Count the words and write the table."""
    counts: Counter[str] = Counter()
    entries = 0
    dates = []
    for folder in folders:
        for listed in ofac_csv.read(folder):
            dates.append(f"{listed.list} as in {Path(folder).name}")
            entries += len(listed.entities)
            for entity in listed.entities:
                words = {word for name in entity.names for word in canonical(tuple(fold(name.text).split()))}
                counts.update(word for word in words if len(word) > 1 and not word.isdigit())
    rows = sorted((word, count) for word, count in counts.items() if count >= MIN_ENTRIES)
    text = HEADER.format(least=MIN_ENTRIES, entries=entries, lists=", ".join(dates))
    text += "".join(f"{word}\t{count * 10_000 / entries:.1f}\n" for word, count in rows)
    OUT.write_text(text, encoding="utf-8")
    print(f"{len(rows)} words")


if __name__ == "__main__":
    main(sys.argv[1:])
