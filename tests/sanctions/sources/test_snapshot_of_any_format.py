"""A snapshot is built from the files of any publisher, and is the same again when it is opened or unpickled."""

import pickle
from pathlib import Path

import pytest

from achguard.errors import ListFormatError
from achguard.sanctions.snapshot import Snapshot
from achguard.sanctions.snapshot_cache import open_or_build


def test_lists_of_every_publisher_are_screened_together(samples: Path, tmp_path: Path) -> None:
    """One name meets its entries on every list, under each publisher's own number, also once built and opened."""
    files = [
        samples / name for name in ("sdn_advanced.xml", "un.xml", "eu.xml", "uk.csv", "csl.json", "entities.ftm.json")
    ]
    snapshot = Snapshot.from_files(*files)
    expected = {
        ("ofac-sdn", "910001"),
        ("un-sc", "XXi.001"),
        ("eu-fsf", "EU.1.11"),
        ("uk-sanctions", "SAM0001"),
        ("us-csl-dpl", "a1"),
        ("us-csl-sdn", "910001"),
        ("opensanctions-us-ofac-sdn", "NK-sample1"),
    }
    for each in (snapshot, snapshot.build(tmp_path / "built"), pickle.loads(pickle.dumps(snapshot))):  # noqa: S301 -- our own
        assert {(hit.list, hit.uid) for hit in each.screen("Ilian Serov Mardukov")} == expected
        assert {match.entity.list for match in each.find_bic("BNEXDEF1")} >= {"eu-fsf", "uk-sanctions", "us-csl-sdn"}
    assert {version.list for version in snapshot.lists} == {name for name, _ in expected}


def test_a_folder_of_xml_is_built_into_the_cache_once(samples: Path, tmp_path: Path) -> None:
    """A folder without CSV files serves as lists, and its second opening finds the first one's snapshot."""
    folder = tmp_path / "lists"
    folder.mkdir()
    for name in ("sdn.xml", "un.xml"):
        (folder / name).write_bytes((samples / name).read_bytes())
    first = open_or_build(folder, cache=tmp_path / "cache")
    kept = [*(tmp_path / "cache" / "snapshots").iterdir()]
    second = open_or_build(folder, cache=tmp_path / "cache")
    assert [*(tmp_path / "cache" / "snapshots").iterdir()] == kept
    assert len(kept) == 1
    assert first.lists == second.lists
    assert [(version.list, version.dated_by) for version in first.lists] == [
        ("ofac-sdn", "publisher"),
        ("un-sc", "publisher"),
    ]


def test_a_folder_that_holds_a_list_twice_is_unpickled_as_it_was(samples: Path, tmp_path: Path) -> None:
    """A pickled snapshot comes back from its folder, with what was left alone left alone again."""
    for path in (*(samples / "ofac_csv").iterdir(), samples / "sdn.xml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    snapshot = Snapshot.from_files(tmp_path)
    again = pickle.loads(pickle.dumps(snapshot))  # noqa: S301 -- our own
    assert again.listings == snapshot.listings
    assert "sdn.xml holds the same list" in snapshot.problems[0]


def test_a_web_page_among_the_lists_is_refused(samples: Path, tmp_path: Path) -> None:
    """No snapshot is made of what is left."""
    page = tmp_path / "un.xml"
    page.write_text("<!DOCTYPE html><html>Access denied</html>", encoding="utf-8")
    with pytest.raises(ListFormatError, match=r"un\.xml: is a web page"):
        Snapshot.from_files(samples / "sdn.xml", page)
