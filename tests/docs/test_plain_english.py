"""What users read keeps clear of phrases that a reader of plain English stumbles over."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# The pages for users; notes of decisions and the page that is made from docstrings are not among them.
PAGES = sorted(
    path
    for path in [ROOT / "README.md", ROOT / "SECURITY.md", *(ROOT / "docs").rglob("*.md")]
    if "decisions" not in path.parts and path.name != "api.md"
)
ODD = {
    "exits with": r"\b[Ll]eaves? with \d",
    "recognized by": r"\b[Tt]old (by|from) (its |the )?(content|what)\b",
    "is not a": r"(?<!here )\b(is|are|was|were) no (?!longer\b|more\b|less\b|better\b|such\b|legal\b)[a-z]",
    "is, or occurs": r"\bstands?\b(?! (for|out)\b)",
    "was not read": r"\bleft alone\b",
    "again": r"\banew\b",
    "could not be fetched": r"\bbe had\b",
    "forever": r"\bfor ever\b",
}
"""What to write, and the phrase that it replaces."""
_NOT_PROSE = re.compile(r"^ *```.*?^ *```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def odd_phrases(text: str) -> list[str]:
    """Give the phrases of a text that are in the table, code and output left out."""
    prose = _NOT_PROSE.sub("", text)
    return [f"{found.group()!r}: write {better!r}" for better, odd in ODD.items() for found in re.finditer(odd, prose)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_is_in_plain_english(page: Path) -> None:
    """No page for users has a phrase of the table."""
    assert odd_phrases(page.read_text(encoding="utf-8")) == []


def test_the_phrases_are_found_in_prose_and_nowhere_else() -> None:
    """Each odd phrase is seen in a sentence; plain ones, code and output pass."""
    assert len(odd_phrases("It leaves with 4, is no question, stands twice and was left alone.")) == 4
    assert (
        odd_phrases("It is no longer there. PPD stands for prearranged. `is no list`\n```text\nis no list\n```\n") == []
    )
