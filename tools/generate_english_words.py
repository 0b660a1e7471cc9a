"""Write `src/achguard/_data/english_words.txt`: English words that most readers know.

Usage: python tools/generate_english_words.py FOLDER   (SCOWL's lists, such as /usr/share/dict/scowl of Debian's scowl)
"""

import sys
from pathlib import Path

LEVELS = (10, 20, 35, 40)
"""Sizes of SCOWL, the most frequent words first; larger ones are words that few know."""
SPELLINGS = ("english", "american")
SHORTEST = 3
OUT = Path(__file__).parents[1] / "src" / "achguard" / "_data" / "english_words.txt"
HEADER = """\
# English words that most readers know, in capital letters; a plural or a verb's form in S stands for itself only where
# the word without the S is none. Publisher: SCOWL (Spell Checker Oriented Word Lists) by Kevin Atkinson, its lists
# {lists}; licence: LICENSES/LicenseRef-SCOWL.txt. Selected:
# without proper names, abbreviations, apostrophes, accents and words of one or two letters. Tool:
# tools/generate_english_words.py. Generated; change the tool, not this file.
"""


def main(folder: str) -> None:
    """Join the lists and write the words."""
    words: set[str] = set()
    for spelling in SPELLINGS:
        for level in LEVELS:
            lines = Path(folder, f"{spelling}-words.{level}").read_text(encoding="latin-1").split()
            words.update(line.upper() for line in lines if line.isascii() and line.isalpha() and len(line) >= SHORTEST)
    kept: dict[str, None] = {}
    for word in sorted(words):
        if not (word.endswith("S") and word[:-1] in kept):
            kept[word] = None
    lists = f"{' and '.join(f'{each}-words' for each in SPELLINGS)} of sizes {', '.join(map(str, LEVELS))}"
    OUT.write_text(HEADER.format(lists=lists) + "\n".join(kept) + "\n", encoding="utf-8")
    print(f"{len(kept)} words")


if __name__ == "__main__":
    main(*sys.argv[1:])
