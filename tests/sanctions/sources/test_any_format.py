"""Files of several publishers are read together, each list once, and named in a cache by what they hold."""

import datetime as dt
import os
import shutil
from pathlib import Path

import pytest

from achguard.errors import ListFormatError
from achguard.sanctions.sources import any_format


def test_files_of_every_publisher_are_read_together(samples: Path) -> None:
    """One call gives every list, in order of their names, each dated in its own way."""
    files = ["ofac_csv", "un.xml", "eu.xml", "uk.csv", "csl.json", "entities.ftm.json"]
    lists = any_format.read(*(samples / file for file in files), published=dt.date(2026, 1, 2))
    assert [(each.list, each.dated_by) for each in lists] == [
        ("eu-fsf", "publisher"),
        ("ofac-sdn", "argument"),
        ("opensanctions-us-ofac-sdn", "publisher"),
        ("uk-sanctions", "publisher"),
        ("un-sc", "publisher"),
        ("us-csl-dpl", "argument"),
        ("us-csl-sdn", "argument"),
    ]


@pytest.fixture
def twice(samples: Path, tmp_path: Path) -> Path:
    """Return a folder with OFAC's list in CSV and in XML."""
    folder = Path(shutil.copytree(samples / "ofac_csv", tmp_path / "lists"))
    shutil.copy(samples / "sdn.xml", folder)
    return folder


def test_a_folder_that_holds_a_list_twice_gives_it_once(twice: Path, samples: Path) -> None:
    """The CSV set is taken, and the list says that the XML file was left alone; other lists beside it are read."""
    shutil.copy(samples / "un.xml", twice)
    (twice / "notes.txt").write_text("not a list", encoding="utf-8")
    (twice / "older").mkdir()
    ofac, un = any_format.read(twice)
    assert (ofac.list, ofac.dated_by, un.list) == ("ofac-sdn", "file-time", "un-sc")
    assert ofac.problems == ("ofac-sdn: sdn.xml holds the same list and was not read, because of the CSV files",)
    assert un.problems == ()


def test_one_list_in_two_files_that_were_named_is_refused(twice: Path, samples: Path, tmp_path: Path) -> None:
    """Nobody means to screen against two days of one list, nor to have one of two named files left out."""
    for files in ([samples / "ofac_csv", samples / "sdn.xml"], [samples / "sdn.xml", samples / "sdn_advanced.xml"]):
        with pytest.raises(ListFormatError, match="both hold ofac-sdn; give it once, of one day"):
            any_format.read(*files)
    shutil.copy(samples / "sdn.xml", twice / "sdn_old.xml")
    only = tmp_path / "only"
    only.mkdir()
    for name in ("a.xml", "b.xml"):
        shutil.copy(samples / "sdn.xml", only / name)
    with pytest.raises(ListFormatError, match=r"a\.xml and b\.xml both hold ofac-sdn"):
        any_format.read(only)


def test_an_incomplete_csv_set_is_refused_unless_it_may_be_partial(samples: Path, tmp_path: Path) -> None:
    """The set's own rules hold beside other formats."""
    folder = Path(shutil.copytree(samples / "ofac_csv", tmp_path / "lists"))
    (folder / "alt.csv").unlink()
    shutil.copy(samples / "un.xml", folder)
    with pytest.raises(ListFormatError, match=r"alt\.csv missing"):
        any_format.read(folder)
    assert [(each.list, each.partial) for each in any_format.read(folder, partial=True)] == [
        ("ofac-sdn", True),
        ("un-sc", False),
    ]


def test_what_is_no_list_is_refused(tmp_path: Path) -> None:
    """Nothing named, an empty folder, an absent file and a stranger's file each have a sentence."""
    with pytest.raises(ListFormatError, match="no list file given"):
        any_format.read()
    with pytest.raises(ListFormatError, match="holds no list file"):
        any_format.read(tmp_path)
    with pytest.raises(ListFormatError, match=r"absent\.xml: cannot be read"):
        any_format.read(tmp_path / "absent.xml")
    (tmp_path / "package.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ListFormatError, match=r"package\.json: is JSON, but of no publisher"):
        any_format.read(tmp_path)


def test_the_cache_key_is_of_content_dates_and_options(samples: Path, tmp_path: Path) -> None:
    """Another byte, another file time or another option is another key; the same files give the same one."""
    path = tmp_path / "un.xml"
    shutil.copyfile(samples / "un.xml", path)
    day = dt.date(2026, 1, 2)
    keys = [
        any_format.cache_key(path),
        any_format.cache_key(path, published=day),
        any_format.cache_key(path, partial=True),
    ]
    assert any_format.cache_key(tmp_path) == keys[0]
    os.utime(path, (0, 0))
    keys.append(any_format.cache_key(path))
    assert any_format.cache_key(path, published=day) == keys[1]
    path.write_bytes(path.read_bytes() + b"\n")
    keys.append(any_format.cache_key(path))
    assert len(set(keys)) == 5
    with pytest.raises(ListFormatError, match="cannot be read"):
        any_format.cache_key(tmp_path / "absent.csv")


@pytest.mark.slow
def test_the_real_folders_are_read(shared_data: Path) -> None:
    """The set of 2021 is read beside its older XML, and beside the consolidated list."""
    lists = any_format.read(
        shared_data / "ofac" / "2021", shared_data / "ofac" / "consolidated", shared_data / "other-lists" / "un"
    )
    assert [(each.list, len(each.entities)) for each in lists] == [
        ("ofac-cons", 442),
        ("ofac-sdn", 8_976),
        ("un-sc", 1_003),
    ]
    assert "sdn.xml holds the same list" in lists[1].problems[-1]
