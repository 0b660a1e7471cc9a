"""A listed person is met in a line whatever language spelt the name, and somebody else there is not."""

import pytest

from achguard.sanctions.listed.entity import EntityKind, ListedEntity, ListedName, Quality
from achguard.sanctions.screener import Screener

NAMES: tuple[tuple[str, EntityKind, Quality], ...] = (
    ("ZORBAYEV, Yuri Khazimuratovich", "individual", "primary"),
    ("QORBAN, Waseem", "individual", "strong"),
    ("TSAQRANI, Halah", "individual", "weak"),
    ("HASSAN, Ahmed Ali", "individual", "primary"),
    ("ABD AL-RAHMAN ZARQUNI, Muhtasib", "individual", "primary"),
    ("VOLKHOV Petrenov", "organization", "primary"),
)


@pytest.fixture(scope="module")
def screener() -> Screener:
    """Give made-up persons, each an entry of its own, and an organization."""
    return Screener(
        [
            ListedEntity(str(at), "made-up", kind, (ListedName(text, quality, quality),))
            for at, (text, kind, quality) in enumerate(NAMES)
        ]
    )


@pytest.mark.parametrize(
    ("line", "uid"),
    [
        ("DONATION FROM JURIJ CHAZIMURATOVITJ ZORBAJEV IN MEMORY OF MOM", "0"),
        ("INV 7 / JURIJ CHAZIMURATOVITJ ZORBAJEV / RENT", "0"),
        ("RENT WASIM QURBAN", "1"),
        ("SHIP TO WASIM QURBAN JACKSON MS", "1"),
        ("CLAIM 18 INSURED WASIM QURBAN DOL 04/14/26", "1"),
        ("LOAN OF MOHTASEB ABDELRAHMAN ZARKUNI", "4"),
    ],
)
def test_another_spelling_of_a_person_in_a_line(screener: Screener, line: str, uid: str) -> None:
    """Another spelling is met between words of a payment and marks, before a city with its state or a date's label."""
    hits = screener.screen_text(line)
    assert [hit.uid for hit in hits] == [uid]
    assert "inside a line of text" in hits[0].explanation


@pytest.mark.parametrize(
    "line",
    [
        "DONATION FROM JURIJ ZORBAJEV IN MEMORY OF MOM",  # two words of a longer name
        "RENT HALA TSAQRANY",  # a weak alias
        "RENT AHMAD ALY HASAN",  # everybody's words
        "RENT VOLCHOW PETRENOW",  # an organization
        "RENT WASIM / QURBAN",  # a mark parts them
        "RENT WASIM PAYS FOR QURBAN",
        "RENT WASIM QURBAN TAREMBIN SODANOVIK",  # somebody with more of a name
        "RENT QURBAN QURBAN",
    ],
)
def test_who_is_nobody_of_the_list_in_a_line(screener: Screener, line: str) -> None:
    """Too little of a name, everybody's, a weak alias, an organization or one whose words are apart is not met."""
    assert screener.screen_text(line) == ()


def test_a_person_is_told_in_the_line_of_the_name(screener: Screener) -> None:
    """Of several lines the one with the spelling is told, and a stretch does not run over its end."""
    found = screener.screen_lines(("RENT MAY", "WASIM QURBAN", "TAREMBIN"))
    assert [(each.first, each.last, each.hit.uid) for each in found] == [(1, 1, "1")]
