"""What a hit says of the names that met is true of them as they are written."""

import pytest

from achguard.sanctions.hit import Hit
from achguard.sanctions.listed.entity import EntityKind, ListedEntity, ListedName
from achguard.sanctions.screener import Screener


def hit(screened: str, listed: str, kind: EntityKind = "individual", cut_at: int | None = None) -> Hit:
    """Screen a name against a list of one."""
    names = (ListedName(listed, "primary", "primary"),)
    screener = Screener([ListedEntity(uid="1", list="x", kind=kind, names=names)])
    (found,) = screener.screen(screened, min_score=0.6, cut_at=cut_at)
    return found


# Screened name, listed name, what kind of party that is, and the explanation up to how rare the score is.
PEOPLE = [
    ("ORVELLA TIMKOVANT", "TIMKOVANT, Orvella", "same words: ORVELLA TIMKOVANT"),
    ("ORVELA TIMKOVANT", "TIMKOVANT, Orvella", "same words: TIMKOVANT; ORVELA for ORVELLA (one letter differs)"),
    ("DORA PHILKANOUT", "FILKANUD, Dora", "PHILKANOUT for FILKANUD (sounds nearly the same)"),
    ("MARIA TIMKOVANT", "TIMKOVANT, Mario", "MARIA for MARIO (one letter differs, though a name or word of its own)"),
    ("UTHMAN TIMKOVANT", "TIMKOVANT, Osman", "same words: TIMKOVANT; UTHMAN for OSMAN (another spelling)"),
    ("O TIMKOVANT", "TIMKOVANT, Orvella", "same words: TIMKOVANT; O for ORVELLA (initial)"),
    ("ORVELLA AL TIMKOVANT", "TIMKOVANT, Orvella", "same words: ORVELLA TIMKOVANT; only in the screened name: AL"),
    ("ORVELLA KHALIDANT", "AL KHALIDANT, Orvella", "same words: ORVELLA KHALIDANT; only in the listed name: AL"),
    ("DORA TIM KOVANT", "TIMKOVANT, Orvella Dora", "DORA; TIM KOVANT for TIMKOVANT (where words are joined or parted)"),
    ("DORA TIMKOVANT", "TIM KOVANT, Orvella Dora", "DORA; TIMKOVANT for TIM KOVANT (where words are joined or parted)"),
    ("ORVELLATIMKOVANT", "TIMKOVANT, Orvella", "the same run of letters when spaces are left out"),
    ("ORVELATIMKOVANT", "TIMKOVANT, Orvella", "the same run of letters when spaces are left out but for 1 letter"),
    ("ORVLLTMKVNT", "TIMKOVANT, Orvella", "the listed name without its vowels"),
    ("0RVELLA TIMKOVANT", "TIMKOVANT, Orvella", "read as ORVELLA TIMKOVANT; same words: ORVELLA TIMKOVANT"),
    ("JANE ROE OR ORVELLA TIMKOVANT", "TIMKOVANT, Orvella", "same words: ORVELLA TIMKOVANT; the listed name in full"),
]
FIRMS = [
    ("BRELLVANT COMPANY", "BRELLVANT CO.", "same words: BRELLVANT; COMPANY for CO (counts as the same legal form)"),
    (
        "BRELLVANT TRDG LLC",
        "BRELLVANT TRADING LLC",
        "same words: BRELLVANT LLC; TRDG for TRADING (another form of the word)",
    ),
    ("BRELLVANT PROD", "BRELLVANT PRODUCT", "same words: BRELLVANT; PROD for PRODUCT (beginning of it"),
    ("REF 7 OSTRAN BRELLVANT TRDG PAID UP", "OSTRAN BRELLVANT TRADING", "TRDG for TRADING (another form of the word)"),
    ("JANE ROE DBA BRELLVANT CO", "BRELLVANT COMPANY LLC", "by its part BRELLVANT CO; same words: BRELLVANT"),
    ("OSTRAN BRELLVANT HOLDINGS AND PROJEC", "OSTRAN BRELLVANT HOLDINGS AND PROJECTS ABROAD", "begins as the"),
]


@pytest.mark.parametrize(("screened", "listed", "said"), PEOPLE)
def test_a_hit_says_how_a_persons_name_met(screened: str, listed: str, said: str) -> None:
    """Each word is quoted as it is written, with what makes it the listed one, and no word is passed over."""
    assert said in hit(screened, listed).explanation.partition("; about 1 in")[0]


@pytest.mark.parametrize(("screened", "listed", "said"), FIRMS)
def test_a_hit_says_how_a_firms_name_met(screened: str, listed: str, said: str) -> None:
    """Legal forms and shortened words are quoted as each name has them, and the part of a field that met is named."""
    assert said in hit(screened, listed, "organization").explanation.partition("; about 1 in")[0]


def test_a_word_that_met_is_in_no_other_part_of_the_explanation() -> None:
    """What met is not told as missing from the other name."""
    for listed in ("TIMKOVANT, Orvella", "TIM KOVANT, Orvella"):
        assert "only in" not in hit("ORVELLA TIMKOVANT", listed).explanation


@pytest.mark.parametrize(
    ("cut_at", "said"),
    [(30, "and may have been cut off by its field"), (None, "and the listed name goes on")],
)
def test_only_a_name_as_long_as_its_field_may_have_been_cut_off(cut_at: int | None, said: str) -> None:
    """A name that fills its field may lack its end; of a shorter one it is said that the listed name goes on."""
    name = "OSTRAN BRELLVANT HOLDINGS AND "
    found = hit(name.strip(), "OSTRAN BRELLVANT HOLDINGSANDVENTURES ABROAD", "organization", cut_at)
    assert f"begins as the listed name does, {said}" in found.explanation


def test_a_stretch_without_the_legal_form_is_not_the_name_in_full() -> None:
    """A listed name beside other words is told to be there in full only where no word of it is missing."""
    assert (
        "the listed name in full, beside"
        in hit("REF 7 BRELLVANT OSTRAN LTD PAID UP", "BRELLVANT OSTRAN LTD", "organization").explanation
    )
    said = hit("REF 7 BRELLVANT OSTRAN PAID UP", "BRELLVANT OSTRAN LTD", "organization").explanation
    assert "the listed name, beside other words; only in the listed name: LTD" in said


def test_figures_of_a_name_are_masked_wherever_they_are_quoted() -> None:
    """More figures than may be seen are masked in the part of a field and in what is left over as well."""
    said = hit("JANE ROE DBA BRELLVANT 4471 9921", "BRELLVANT CO", "organization").explanation
    assert "4471" not in said
    assert "9921" not in said


@pytest.mark.parametrize(
    ("screened", "listed", "kind", "words"),
    [
        ("MALIK ZORBAN", "ZORBANI, Malik", "individual", {("MALIK", "MALIK"), ("ZORBAN", "ZORBANI")}),
        ("DE LA FALCONERA MIRO", "DELAFALCONERA, Miro", "individual", {("DE LA FALCONERA MIRO", "DELAFALCONERA MIRO")}),
        ("ZORBANMALIK", "ZORBAN, Malik", "individual", {("ZORBANMALIK", "ZORBAN MALIK")}),
        (
            "QUENTARA 4111111111 TRADING",
            "QUENTARA TRADING",
            "organization",
            {("QUENTARA", "QUENTARA"), ("TRADING", "TRADING")},
        ),
    ],
)
def test_a_hit_has_the_words_that_met(
    screened: str, listed: str, kind: EntityKind, words: set[tuple[str, str]]
) -> None:
    """Each pair of words is there as it is read, or both names where they met as runs of letters."""
    assert {*hit(screened, listed, kind).words} == words
