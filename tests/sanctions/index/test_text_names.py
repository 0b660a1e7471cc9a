"""Which listed names are looked for in lines of text, under which word, and where they count."""

import pytest

from achguard.sanctions.comparing.prepared_names import prepare_listed
from achguard.sanctions.index.text_names import OF_PERSONS, Way, is_everybodys, needed_words, text_arrays
from achguard.sanctions.listed.entity import EntityKind, ListedEntity, ListedName, Quality

ANYWHERE, WHOLE, SHIPPING, MARKED = Way


def way_of(name: str, kind: EntityKind, quality: Quality = "primary") -> Way | None:
    """Give where a name alone on a list counts."""
    listed = ListedName(name, quality, "primary" if quality == "primary" else "aka")
    entity = ListedEntity(uid="1", list="L", kind=kind, names=(listed,))
    form = prepare_listed(name, individual=kind == "individual")
    (ways,) = (text_arrays((entity,), ((0, listed),), (form,))["text_ways"].tolist(),)
    return Way(ways[0]) if ways else None


@pytest.mark.parametrize(
    ("name", "kind", "way"),
    [
        ("ZORBANTRADE LLC", "organization", ANYWHERE),  # a long rare word, with its form or without
        ("QUENVASA", "organization", ANYWHERE),
        ("ZQVSA", "organization", ANYWHERE),  # short, and nobody else's
        ("ZQV", "organization", None),  # three letters stand for anything
        ("ZQV LLC", "organization", WHOLE),
        ("ZQVSA LLC", "organization", WHOLE),
        ("FORUM", "organization", None),  # one English word
        ("FORUM LLC", "organization", WHOLE),
        ("ARIZONA S.A.", "organization", WHOLE),  # a state
        ("REGIONAL CREDIT", "organization", WHOLE),  # words of many banks
        ("REGIONAL ZQVSA CREDIT", "organization", ANYWHERE),
        ("TARENTOV, Malik", "individual", ANYWHERE),
        ("LI, Fangwei", "individual", ANYWHERE),
        ("XU, Bin", "individual", WHOLE),  # BIN is an article too
        ("HASSAN, Haji", "individual", WHOLE),
        ("MALIK", "individual", None),
        ("HARMONY", "vessel", MARKED),
        ("QUENTARASTAR", "vessel", SHIPPING),
        ("DIAMOND II", "vessel", SHIPPING),
        ("YV2993", "aircraft", SHIPPING),
        ("EP-ZQV", "aircraft", SHIPPING),
    ],
)
def test_where_a_name_counts(name: str, kind: EntityKind, way: Way | None) -> None:
    """Names of rare words count anywhere, names of everybody's words as a whole, ships where a line speaks of ships."""
    assert way_of(name, kind) == way


def test_a_weak_alias_is_not_looked_for() -> None:
    """Nothing in a line can agree with the rest of the entry."""
    assert way_of("QUENVASA TARENTOV", "organization", "weak") is None
    assert way_of("QUENVASA TARENTOV", "organization", "strong") is ANYWHERE


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("TARENTOV, Malik Zorban", ("TARENTOV", "MALIK", "ZORBAN")),
        ("LI, Fangwei", ("LI", "FANGWEI")),  # one telling word needs the short one
        ("AL-TARENTOV, Haji Malik", ("TARENTOV", "MALIK")),
        ("KIM, Jong Un", ("KIM", "JONG", "UN")),  # everybody's words need all of them
        ("AHMED, Ahmed", ("AHMED", "AHMED")),
    ],
)
def test_what_a_text_must_hold(name: str, needed: tuple[str, ...]) -> None:
    """Two telling words are enough; where there are fewer, or only everybody's, each word is needed."""
    assert needed_words(prepare_listed(name, individual=True), OF_PERSONS) == needed


@pytest.mark.parametrize(
    ("word", "everybodys"),
    [("CANVAS", True), ("JOHNSON", True), ("ARIZONA", True), ("TRADING", True), ("QUENVASA", False)],
)
def test_everybodys_words(word: str, everybodys: bool) -> None:  # noqa: FBT001
    """English words, usual names, states and the words of many firms are everybody's."""
    assert is_everybodys(word) is everybodys
