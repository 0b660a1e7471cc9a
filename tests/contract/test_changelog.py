"""What changed is told: fragments can be assembled, and a new rule is named in one or in the changelog."""

import datetime as dt
from pathlib import Path

import pytest

from achguard.rules import RULES
from achguard.rules.rule import Rule
from changelog import ROOT, assembled, faults_in, fragments, main

CHANGELOG = ROOT / "CHANGELOG.md"
FRAGMENTS = ROOT / "changelog.d"
FIRST = (0, 1, 0)
DAY = dt.date(2026, 12, 1)
OLD = "# Changelog\n\n## 0.1.0 (2026-11-30)\n\n### Added\n\n- A guard.\n"

beside_the_sources = pytest.mark.skipif(not CHANGELOG.is_file(), reason="the changelog is not beside the tests")


def told(rule: Rule, texts: list[str]) -> bool:
    """Tell whether a rule came with the first version, under which all rules are one line, or its code is named."""
    return tuple(map(int, rule.since.split("."))) <= FIRST or any(rule.code in text for text in texts)


@beside_the_sources
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_that_came_later_is_told_of(rule: Rule) -> None:
    """A rule since a version after 0.1.0 decides payments otherwise, and somebody must be able to read so."""
    decisions = [text for name, text in fragments(FRAGMENTS).items() if name.endswith(".decisions.md")]
    assert told(rule, [CHANGELOG.read_text(encoding="utf-8"), *decisions])


def test_a_later_rule_that_nobody_told_of_is_named() -> None:
    """The code must stand in a text; that of another rule does not do."""
    later = type("Later", (type(RULES[0]),), {"code": "ACH999", "since": "0.2.0"})()
    assert not told(later, ["- ACH998 asks about nines."])
    assert told(later, ["- ACH999 asks about nines."])


@beside_the_sources
def test_every_fragment_can_be_assembled() -> None:
    """Each has a section in its name and items in it."""
    assert [fault for name, text in fragments(FRAGMENTS).items() for fault in faults_in(name, text)] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("nines.md", "- Nines are asked about.\n"),
        ("nines.decided.md", "- Nines are asked about.\n"),
        ("Nines.decisions.md", "- Nines are asked about.\n"),
        ("nines.decisions.md", "Nines are asked about.\n"),
        ("nines.decisions.md", "- Nines are asked about\n"),
        ("nines.decisions.md", "- Nines are asked about."),
        ("nines.decisions.md", "- Nines\nare asked about.\n"),
        ("nines.decisions.md", "- Nines.\n\n- Eights.\n"),
        ("nines.decisions.md", f"- {'Nines ' * 20}.\n"),
        ("nines.decisions.md", ""),
    ],
)
def test_a_fragment_that_does_not_fit_is_named(name: str, text: str) -> None:
    """Its name, its items and its sentences are looked at."""
    assert faults_in(name, text)
    assert all(fault.startswith(name) for fault in faults_in(name, text))


def test_a_release_has_the_fragments_under_their_headings() -> None:
    """The newest version stands first, Decisions before all else, and what was released stays as it is."""
    texts = {"a.added.md": "- A thing.\n", "b.decisions.md": "- Nines.\n", "c.added.md": "- More,\n  and more.\n"}
    new = "## 0.2.0 (2026-12-01)\n\n### Decisions\n\n- Nines.\n\n### Added\n\n- A thing.\n- More,\n  and more.\n\n"
    assert assembled(OLD, texts, "0.2.0", DAY) == OLD.replace("## 0.1.0", f"{new}## 0.1.0")


def test_what_is_unreleased_gets_its_day_and_the_fragments() -> None:
    """Fragments join what stands under the unreleased version, section by section."""
    before = OLD.replace("(2026-11-30)", "(unreleased)") + "\n### Other\n\n- Else.\n"
    after = assembled(before, {"a.added.md": "- A thing.\n", "b.fixed.md": "- A fault.\n"}, "0.1.0", DAY)
    assert after == (
        "# Changelog\n\n## 0.1.0 (2026-12-01)\n\n### Added\n\n- A guard.\n- A thing.\n\n"
        "### Fixed\n\n- A fault.\n\n### Other\n\n- Else.\n"
    )


def test_a_version_is_released_once() -> None:
    """A version that has its day takes nothing more."""
    with pytest.raises(ValueError, match="in the changelog already"):
        assembled(OLD, {}, "0.1.0", DAY)


def test_assembled_fragments_are_gone(tmp_path: Path) -> None:
    """A second release does not tell them again, and one with a fault changes nothing."""
    (tmp_path / "changelog.d").mkdir()
    (tmp_path / "CHANGELOG.md").write_text(OLD, encoding="utf-8")
    fragment = tmp_path / "changelog.d" / "nines.decisions.md"
    fragment.write_text("Nines.\n", encoding="utf-8")
    assert main(["0.2.0"], tmp_path) == 1
    assert (tmp_path / "CHANGELOG.md").read_text(encoding="utf-8") == OLD
    fragment.write_text("- Nines.\n", encoding="utf-8")
    assert main(["1.x"], tmp_path) == 1
    assert main(["0.1.0"], tmp_path) == 1
    assert fragment.is_file()
    assert main(["--check"], tmp_path) == 0
    assert main(["0.2.0"], tmp_path) == 0
    assert not fragment.exists()
    assert "- Nines." in (tmp_path / "CHANGELOG.md").read_text(encoding="utf-8")
