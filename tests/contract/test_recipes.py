"""A forgotten step of a recipe in CONTRIBUTING.md is named by a test; here are those that no other test names."""

from pathlib import Path
from typing import get_args

import pytest

from achguard.policy.loading import PRESETS
from achguard.policy.policy import Policy
from achguard.sanctions.sources import any_format, sniff
from achguard.sanctions.sources.ofac_family import OfacList
from achguard.sanctions.updating.publishers import ListSource, sources

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "sanctions" / "sources" / "samples"
READERS = ROOT / "src" / "achguard" / "sanctions" / "sources"
# They read OFAC's CSV set, parts of other formats, or any of them.
NO_FORMAT = {"__init__", "any_format", "ofac_csv", "ofac_family", "ofac_remarks", "ofac_labels", "sniff"}


def lists_of_samples() -> set[str]:
    """Give the short names of the lists that the samples hold, and of OFAC's two, whose files name them."""
    read = [each for path in SAMPLES.iterdir() if path.suffix != ".md" for each in any_format.read(path)]
    return {each.list for each in read} | {*get_args(OfacList)}


def test_every_preset_file_can_be_chosen() -> None:
    """A preset's file that is not in `PRESETS` could never be asked for, and the other way round."""
    written = {path.stem for path in (ROOT / "src" / "achguard" / "policy" / "presets").glob("*.toml")}
    assert written == set(PRESETS)


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_is_explained_to_users(name: str) -> None:
    """The page about policies has a row for each preset, and the preset says where it comes from."""
    assert f"| `{name}` |" in (ROOT / "docs" / "how-to" / "tune-a-policy.md").read_text(encoding="utf-8")
    assert Policy.preset(name).source


@pytest.mark.parametrize("source", sources().values(), ids=lambda source: source.name)
def test_what_a_source_gives_can_be_read(source: ListSource) -> None:
    """What is fetched is a list that one of the formats reads, by the name that its reader gives it."""
    assert any(map(source.holds, lists_of_samples()))


@pytest.mark.parametrize("source", sources().values(), ids=lambda source: source.name)
def test_every_source_is_explained_to_users(source: ListSource) -> None:
    """The page about lists has a row for each source."""
    assert f"| `{source.name}` |" in (ROOT / "docs" / "how-to" / "load-a-list.md").read_text(encoding="utf-8")


def test_every_module_of_a_format_is_in_the_table() -> None:
    """A reader that no row of `FORMATS` names is never asked."""
    assert {path.stem for path in READERS.glob("*.py")} - NO_FORMAT == {each.module for each in sniff.FORMATS} - {""}
