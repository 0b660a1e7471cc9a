"""The page of Nacha files on which another reader's verdict is not ours: who is right, and why."""

from pathlib import Path

from reference_pages.markdown import code, generated, table

VERDICTS = Path(__file__).resolve().parents[2] / "tests/corpus/nacha/verdicts.tsv"

_OPENING = """\
# Where readers of Nacha files disagree

The tests of moov-io/ach, the reader that most others are measured by, have 210 files. achguard reads all of them
without an exception and gives every line a place. Its verdict (profile *operator*) is that reader's on all but the
files below: *right* is a file without an error. A yes of either reader is not proof that a file is good.

Of their 20,649 entries 5,331 have no error, neither of their own nor of their batch. 15,000 of the others are in three
files that the other reader's own writer made with an originator status of 0 or with amounts of zero.

Who is right: *achguard*; *profile*, where the other verdict is that of our profile *strict*; *both*, where they judge
different things; *open*, where nobody has compared the rule with the rule book.
"""


def page() -> str:
    """Give the page."""
    rows = [line.split("\t") for line in VERDICTS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    header = ("File", "Theirs", "Ours", "Problems", "Who is right", "Why")
    names = [row[0].removeprefix("moov-ach/") for row in rows]
    cells = [(code(name), *row[1:]) for name, row in zip(names, rows, strict=True)]
    return generated("\n".join([_OPENING, table(header, cells)]), "tests/corpus/nacha/verdicts.tsv")
