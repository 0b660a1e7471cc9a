"""A policy file to start from, and what in it is still to be filled in."""

import tomllib
from pathlib import Path

import pytest

from achguard.errors import ConfigurationError
from achguard.policy.loading import PRESETS
from achguard.policy.policy import Policy
from achguard.policy.starting import is_to_fill_in, new_file


@pytest.mark.parametrize("name", PRESETS)
def test_a_new_file_says_what_is_still_to_be_filled_in(tmp_path: Path, name: str) -> None:
    """Its title and source are mistakes with their lines; filled in, it decides as its preset does."""
    path = tmp_path / "policy.toml"
    text = new_file(name, "ours")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        Policy.load(path)
    assert str(caught.value).splitlines()[1:] == [
        "  line 5: title: is still to be filled in; say what the policy is for",
        "  line 6: source: is still to be filled in; say which rule, page or manual this follows, or who decided it",
    ]
    path.write_text(text.replace("FILL IN: ", ""), encoding="utf-8")
    made, preset = Policy.load(path), Policy.preset(name)
    assert made.name == "ours"
    assert (made.alternatives, made.leads_to, made.questions) == (
        preset.alternatives,
        preset.leads_to,
        preset.questions,
    )


def test_every_line_that_is_commented_out_can_be_taken_in(tmp_path: Path) -> None:
    """What they leave to be filled in is a mistake too, and nothing else in them is."""
    text = new_file("us-domestic", "ours")
    head, _, rest = text.partition("extends")
    lines = [line if line.startswith("# A list") else line.removeprefix("# ") for line in rest.splitlines()]
    path = tmp_path / "policy.toml"
    path.write_text(head + "extends" + "\n".join(lines).replace('languages = ["en", "es"]', ""), encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        Policy.load(path)
    told = [line.split(": ")[1] for line in str(caught.value).splitlines()[1:]]
    assert told == ["title", "source", "confirmed_by", "alternatives.0.source"]
    path.write_text(path.read_text(encoding="utf-8").replace("FILL IN: ", ""), encoding="utf-8")
    assert [method.code for method in Policy.load(path).alternatives] == ["check"]


@pytest.mark.parametrize(
    "text", ["FILL IN: who", "fill in", "TODO", "todo: ask legal", " TBD", "xxx", "???", "...", "…"]
)
def test_what_only_holds_a_place_is_to_be_filled_in(text: str) -> None:
    """The words of a new file, and those that people write for themselves."""
    assert is_to_fill_in(text)


@pytest.mark.parametrize(
    "text", ["Filling stations' fuel tax", "Todos los pagos", "IN", "35 Miss. Code R. 1-04-108", "t"]
)
def test_what_says_something_is_not(text: str) -> None:
    """Words that only begin alike stay."""
    assert not is_to_fill_in(text)


def test_a_new_file_is_toml() -> None:
    """It is read as it is written."""
    assert tomllib.loads(new_file("iat-capable", "ours"))["extends"] == "iat-capable"
