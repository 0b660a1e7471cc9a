"""The real lists are read whole and found again; skipped where they are not."""

import random
from pathlib import Path

import pytest

from achguard.errors import ListFormatError
from achguard.names.english import english_words
from achguard.names.fold import natural_order, tokens
from achguard.names.words import canonical
from achguard.sanctions.comparing.words import may_be_left_out, says_little
from achguard.sanctions.index.text_names import SHORTEST_ALONE, is_everybodys
from achguard.sanctions.screener import MAX_HITS
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


def test_well_known_us_originators_meet_nobody(sdn_2024: Snapshot) -> None:
    """Of 301 companies, agencies and billers those meet a listed name whose own name, or all but a word, is listed."""
    text = (Path(__file__).parents[1] / "corpus" / "names" / "us_originators.txt").read_text(encoding="utf-8")
    names = [line for line in text.splitlines() if not line.startswith("#")]
    assert len(names) > 300
    met = {
        name: {hit.listed_name for hit in hits if hit.alias_quality != "weak"}
        for name, hits in zip(names, sdn_2024.screen_many(names), strict=True)
    }
    assert {name: each for name, each in met.items() if each} == {
        "SPECTRUM": {"LIMITED LIABILITY COMPANY SPECTRUM"},  # the very name
        "GEMINI": {"GEMINI S.A.S.U."},
        "GREAT LAKES": {"GREAT LAKES BUSINESS COMPANY"},
        "PANDORA": {"PANDORA SHIPPING CO. S.A."},  # no English words
        "SIRIUS": {"AVRORA SIRIUS"},
    }


@pytest.mark.slow
def test_english_words_meet_no_other_word(sdn_2024: Snapshot) -> None:
    """Two thousand English words as a company's name: few meet, nearly all of them the very word."""
    words = sorted(word for word in english_words() if len(word) > 3 and word.isalpha())
    names = [f"{word} LLC" for word in random.Random(7).sample(words, 2_000)]
    met = [(name, hits) for name, hits in zip(names, sdn_2024.screen_many(names), strict=True) if hits]
    another = [name for name, hits in met if not any(name.split()[0] in hit.listed_name.upper() for hit in hits)]
    assert len(another) <= 4, another


@pytest.mark.slow
def test_a_firm_of_one_long_word_is_found_with_its_word_split_and_its_form_dropped(sdn_2024: Snapshot) -> None:
    """INTERS ECTION is INTERSECTION LLC, wherever the word is split."""
    chance = random.Random(7)
    firms = {
        (entity.uid, words[0])
        for entity in sdn_2024.entities
        if entity.kind == "organization"
        for name in entity.names
        if name.quality != "weak"
        for words in [[word for word in canonical(tokens(name.text)) if not may_be_left_out(word)]]
        if len(words) == 1 and len(words[0]) > 8 and words[0].isalpha()
    }
    missed = []
    for uid, word in chance.sample(sorted(firms), 300):
        at = chance.randrange(3, len(word) - 2)
        split = f"{word[:at]} {word[at:]}"
        if uid not in {hit.uid for hit in sdn_2024.screen(split)}:
            missed.append(split)
    assert len(missed) <= 2, missed


def in_way(text: str, way: str, *, individual: bool) -> str:
    """Write a listed name another way; only an individual's has a comma between the family name and the given ones."""
    if individual and "natural" in way:
        text = natural_order(text)
    if individual and "last first" in way:
        text = text.replace(",", " ")
    return text.upper() if "capitals" in way else text[: int(way[-2:])] if "cut" in way else text


@pytest.mark.slow
@pytest.mark.parametrize(
    "way",
    [
        "as listed",
        "in capitals",
        "natural order",
        "last first",
        "cut at 22",
        "cut at 35",
        "natural order, cut at 22",
        "natural order, cut at 35",
    ],
)
def test_a_name_finds_its_own_entry(sdn_2024: Snapshot, way: str) -> None:
    """Of 800 primary names and strong aliases each meets its entry; what is cut to a legal form meets many others.

    Of all 32,990 none is missed as listed or in capitals.
    """
    names = [
        (entity.uid, in_way(name.text, way, individual=entity.kind == "individual"))
        for entity in sdn_2024.entities
        for name in entity.names
        if name.quality != "weak"
    ]
    sample = random.Random(7).sample(names, 800)
    width = int(way[-2:]) if "cut" in way else None
    found = sdn_2024.screen_many([text for _, text in sample], cut_at=width)
    missed = [
        (uid, text)
        for (uid, text), hits in zip(sample, found, strict=True)
        if len(hits) < MAX_HITS and uid not in {hit.uid for hit in hits}
    ]
    assert missed == []


LINES = {"vessel": "BUNKERS MV {} IMO 1234567", "aircraft": "CHARTER AIRCRAFT {}"}


def _says_too_little(name: str) -> bool:
    """Whether a line is not searched for a name: fewer than four letters, or one word that is everybody's."""
    said = [word for word in canonical(tuple(tokens(name))) if not says_little(word)]
    return sum(map(len, said)) < SHORTEST_ALONE or (len(said) == 1 and is_everybodys(said[0]))


@pytest.mark.slow
@pytest.mark.parametrize("kinds", [{"individual"}, {"organization"}, {"vessel", "aircraft"}])
def test_names_are_found_in_a_line(sdn_2024: Snapshot, kinds: set[str]) -> None:
    """Of two thousand names and strong aliases a line misses none but single common words, three letters and a few."""
    named = [
        (entity, name.text)
        for entity in sdn_2024.entities
        if entity.kind in kinds
        for name in entity.names
        if name.quality != "weak"
    ]
    some = random.Random(7).sample(named, min(2_000, len(named)))
    missed = [
        name
        for entity, name in some
        if entity.uid
        not in {hit.uid for hit in sdn_2024.screen_text(LINES.get(entity.kind, "PAYMENT {} CONTRACT 100").format(name))}
    ]
    assert len(missed) <= len(some) / 200, missed
    assert len([name for name in missed if not _says_too_little(name)]) <= 2, missed
