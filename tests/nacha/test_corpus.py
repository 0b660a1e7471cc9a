"""The files of other readers' tests, which lie beside the repository and not in it."""

import csv
from pathlib import Path

import pytest

from achguard.nacha import read
from nacha_accounting import accounted
from nacha_changes import CORPUS

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "nacha"
PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "nacha-corpus.md"
ABSENT = "needs ../shared/data/nacha, which is not part of the repository"


def rows() -> list[dict[str, str]]:
    """Give the manifest's rows."""
    with (SHARED / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.exists(), reason=ABSENT)
def test_all_files_are_read_and_accounted_for() -> None:
    """None of the 210 files raises, and every line of each has its place."""
    paths = [path for path in sorted(SHARED.rglob("*")) if path.is_file() and path.name != "MANIFEST.tsv"]
    assert len(paths) == 210
    seen: set[bytes] = set()
    for path in paths:
        data = path.read_bytes()
        if len(data) < 200_000 and data not in seen:
            accounted(data)
        else:
            assert read(path).line_count > 0
        seen.add(data)


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.exists(), reason=ABSENT)
def test_the_page_says_how_many_entries_have_no_error() -> None:
    """The count of all entries and that of those without an error stand on the page of the corpus."""
    counts = [0, 0]
    for row in rows():
        for entry in read(SHARED / row["file"]).entries:
            counts[entry.is_broken] += 1
    assert f"Of their {sum(counts):,} entries {counts[False]:,} have no error" in PAGE.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.exists(), reason=ABSENT)
def test_verdicts_differ_where_the_table_says() -> None:
    """Every file on which the other reader's verdict is not ours stands in the table, with our problems."""
    known = {}
    for line in (CORPUS / "verdicts.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, theirs, ours, problems, who, why = line.split("\t")
            known[name] = (theirs, ours, problems)
            assert who in {"achguard", "profile", "both", "open"}
            assert why.endswith(".")
    found = {}
    for row in rows():
        file = read(SHARED / row["file"])
        theirs = "right" if row["peer_reader_and_validate_ok"] == "yes" else "wrong"
        ours = "wrong" if file.errors else "right"
        if theirs != ours:
            codes = dict.fromkeys(problem.code for problem in file.problems if problem.is_root)
            found[row["file"]] = (theirs, ours, " ".join(codes) or "-")
    assert found == known
