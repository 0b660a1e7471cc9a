"""The real lists are read whole and found again; skipped where they are not."""

import random
from pathlib import Path

import pytest

from achguard.errors import ListFormatError
from achguard.sanctions.snapshot import Snapshot
from achguard.sanctions.sources import ofac_csv


def test_the_list_of_2024_is_read_whole(sdn_2024: Snapshot) -> None:
    """All entries, weak aliases and BICs are there, and rows of other days are told."""
    assert len(sdn_2024) == 14_965
    assert sum(name.quality == "weak" for entity in sdn_2024.entities for name in entity.names) > 3_500
    assert sum(bool(entity.bics) for entity in sdn_2024.entities) == 156
    assert {kind: sum(entity.kind == kind for entity in sdn_2024.entities) for kind in ("individual", "vessel")} == {
        "individual": 6_854,
        "vessel": 851,
    }
    assert "906 rows of alt.csv" in sdn_2024.problems[0]
    assert "2,474 rows of add.csv" in sdn_2024.problems[1]


def test_the_list_of_2021_is_of_one_day(shared_lists: Path) -> None:
    """A set of one day has no row without its entry; the XML beside it is left alone."""
    (read,) = ofac_csv.read(shared_lists / "2021")
    assert (read.list, len(read.entities), read.problems) == ("ofac-sdn", 8_976, ())


@pytest.mark.slow
def test_the_consolidated_list_is_told_apart(shared_lists: Path) -> None:
    """Both families in one go make two lists."""
    snapshot = Snapshot.from_files(shared_lists / "consolidated", shared_lists / "2021")
    assert [(each.list, each.entries) for each in snapshot.lists] == [("ofac-cons", 442), ("ofac-sdn", 8_976)]


def test_an_incomplete_set_is_refused_by_name(shared_lists: Path) -> None:
    """The set of 2026-06 lacks its entries, and no option makes up for them."""
    for partial in (False, True):
        with pytest.raises(ListFormatError, match=r"sdn\.csv missing"):
            ofac_csv.read(shared_lists / "2026-06", partial=partial)


def test_three_days_in_one_folder_are_refused(shared_lists: Path) -> None:
    """Entry files of several days are not mixed."""
    with pytest.raises(ListFormatError, match="files of one day"):
        ofac_csv.read(shared_lists / "history")


@pytest.mark.slow
def test_primary_names_find_themselves(sdn_2024: Snapshot) -> None:
    """Three hundred primary names meet their own entries perfectly, unless many entries have the very same name."""
    chance = random.Random(7)
    for entity in chance.sample(sdn_2024.entities, 300):
        own = [hit for hit in sdn_2024.screen(entity.primary_name) if hit.uid == entity.uid]
        assert [hit.score for hit in own] == [1.0], entity


@pytest.mark.slow
def test_ordinary_lines_and_names_are_left_alone(sdn_2024: Snapshot) -> None:
    """Everyday remittance lines and names meet nobody on the whole list."""
    for text in (
        "MEMBERSHIP DUES SUNRISE YOGA",
        "NATIONAL BANK CREDIT CARD AUTOPAY",
        "GREEN ENERGY SOLUTIONS INVOICE 9",
    ):
        assert sdn_2024.screen_text(text) == ()
    for name in ("JANE Q PUBLIC", "EMMA MAJOR", "PATRICIA FLORES", "MICHAEL JOHNSON", "LINDA COX"):
        assert sdn_2024.screen(name) == ()


def test_a_truncated_copy_is_refused(copied_2024: Path) -> None:
    """A download that stopped is refused at whichever byte it stopped."""
    path = copied_2024 / "sdn.csv"
    content = path.read_bytes()
    for part in (0.1, 0.5):
        path.write_bytes(content[: int(len(content) * part)])
        with pytest.raises(ListFormatError, match=r"sdn\.csv"):
            ofac_csv.read(copied_2024)
