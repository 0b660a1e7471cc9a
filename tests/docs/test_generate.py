"""The tool that writes generated files names what is out of date, and writes the same twice."""

from pathlib import Path

import pytest

import generate
from achguard.rules.gate import AllOf, Always, AnyOf, Empty, In, NonEmpty
from reference_pages import gate_words
from reference_pages.gate_words import in_words
from reference_pages.markdown import anchor, linked, table

GONE = Path("docs/reference/rules/XYZ999.md")


def test_generated_files_in_the_repository_are_up_to_date() -> None:
    """What is committed is what the code gives."""
    assert generate.stale(generate.ROOT, generate.files()) == []


def test_a_changed_a_missing_and_a_surplus_file_are_named(tmp_path: Path) -> None:
    """The check names a page that differs, one that is not there, and one whose rule is gone; writing mends all."""
    made = {Path("docs/reference/rules/index.md"): "index\n", Path("docs/reference/api.md"): "api\n"}
    assert generate.stale(tmp_path, made) == sorted(made)
    assert generate.write(tmp_path, made) == sorted(made)
    assert generate.stale(tmp_path, made) == []
    (tmp_path / "docs/reference/api.md").write_text("else\n")
    (tmp_path / GONE).write_text("a rule that was taken out\n")
    assert generate.stale(tmp_path, made) == [Path("docs/reference/api.md"), GONE]
    generate.write(tmp_path, made)
    assert generate.stale(tmp_path, made) == []
    assert not (tmp_path / GONE).exists()


def test_the_same_code_gives_the_same_files() -> None:
    """Generating twice gives the same text."""
    assert generate.files() == generate.files()


@pytest.mark.parametrize(
    ("gate", "words"),
    [
        (Always(), "every payment."),
        (NonEmpty("iat"), "with something in `iat`."),
        (Empty("receiver.phone"), "with nothing in `receiver.phone`."),
        (In("same_day", {True}), "with `true` in `same_day`."),
        (AllOf((In("sec_code", {"IAT"}), NonEmpty("iat"))), "with `IAT` in `sec_code`, and with something in `iat`."),
        (AnyOf((NonEmpty("originator.name"), NonEmpty("receiver.name"))), "with something in `name` of either party."),
    ],
)
def test_a_gate_is_told_in_words(gate: gate_words.Gate, words: str) -> None:
    """A gate becomes a sentence; what both parties have is told once."""
    assert in_words(gate).endswith(words)


def test_a_gate_of_several_kinds_is_a_list() -> None:
    """Alternatives of one kind share a line, others have a line each."""
    gate = AnyOf((NonEmpty("iat"), NonEmpty("remittance"), In("same_day", {True})))
    assert in_words(gate).split("\n")[2:] == ["- something in `iat` or `remittance`", "- `true` in `same_day`", ""]


def test_a_gate_without_words_is_an_error() -> None:
    """A new kind of gate has to be put into words before pages can be made."""

    class Odd:
        """A gate that nobody has described."""

        path = "iat"

    with pytest.raises(TypeError, match="Odd"):
        in_words(Odd())  # type: ignore[arg-type]


def test_markdown_keeps_what_a_cell_or_a_link_holds() -> None:
    """A bar in a cell is escaped, a bare address becomes a link, and an anchor is the site's."""
    assert table(["a"], [["x|y\nz"]]).endswith("| x\\|y z |\n")
    assert linked("see https://example.org/a.html, page 2") == "see <https://example.org/a.html>, page 2"
    assert linked("[a](https://example.org)") == "[a](https://example.org)"
    assert anchor("The payment itself") == "the-payment-itself"
