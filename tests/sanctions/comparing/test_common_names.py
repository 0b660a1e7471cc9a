"""A name that says too little to be somebody in particular scores less; one that says enough scores as much."""

import pytest

from achguard.sanctions.comparing.common_names import (
    COMMON,
    OTHER_FORM,
    OTHER_SYLLABLE,
    Met,
    same_syllables,
    says_enough,
)
from achguard.sanctions.comparing.compare import compare
from achguard.sanctions.comparing.prepared_names import prepare_listed, prepare_query
from achguard.sanctions.hit import DEFAULT_MIN_SCORE


def meets(name: str, listed: str, kind: str) -> bool:
    """Say whether a screened name meets a listed one of a kind at the default threshold."""
    form = prepare_listed(listed, individual=kind == "individual", ship=kind == "vessel")
    return compare(prepare_query(name), form).score >= DEFAULT_MIN_SCORE


@pytest.mark.parametrize(
    ("name", "listed", "kind"),
    [
        ("PHOENIX CORP", "PHOENIX LLC", "organization"),
        ("DANIEL CORP", "DANIEL", "vessel"),
        ("DANIEL E JR", "DANIEL", "vessel"),
        ("MARIA LE", "MARIA", "vessel"),
        ("LE, MARIA", "MARIA", "vessel"),
        ("MARIA VAN", "MARIA", "vessel"),
        ("DO MARIA", "MARIA", "vessel"),
        ("KARN A", "KORUNO", "vessel"),
        ("QAB INC", "KIB LLC", "organization"),
        ("SZEB LTD", "ZEIB", "organization"),
        ("QRB&T", "QARABAT", "organization"),
        ("QRBT INC", "QARABAT", "organization"),
        ("OAK CORP", "OAK DEVELOPERS CORP", "organization"),
        ("ZVEK CO", "ZVEK QUENTARA CO LTD", "organization"),
        ("FIRST BANK", "FIRST CREDIT BANK", "organization"),
        ("GLOBAL TRADING INC", "GLOBAL SEA TRADING CO LTD", "organization"),
        ("CENTRAL NATIONAL BANK", "CENTRAL NATIONAL BANK OF VELDORIA", "organization"),
        ("INTERNATIONAL INC", "INTERNATIONAL INDUSTRIAL BANK", "organization"),
        ("CENTRAL TRADING LLC", "CENTRAL TRADING FUND OF VELDORIA", "organization"),
        ("AIR INDUSTRIES", "FAJR INDUSTRIES", "organization"),
        ("LA INTERNATIONAL INC", "QAC INTERNATIONAL INC", "organization"),
        ("DIAZ F", "DIAZ, Fantov", "individual"),
        ("MIN KIM", "KIM, Min Chol", "individual"),
        ("KYU CHANG KIM", "KIM, Kyu", "individual"),
    ],
)
def test_what_says_too_little_meets_nobody(name: str, listed: str, kind: str) -> None:
    """A common, short, generic or half name, or what a name only begins with, is nobody in particular."""
    assert not meets(name, listed, kind)


@pytest.mark.parametrize(
    ("name", "listed", "kind"),
    [
        ("PHOENIX", "PHOENIX LLC", "organization"),
        ("PHOENIX LTD", "PHOENIX LLC", "organization"),
        ("PHOENIX GMBH", "OOO PHOENIX", "organization"),
        ("PHOENIX CORP", "PHOENIX", "organization"),
        ("PHOENIX CORP", "PHOENIX CO", "organization"),
        ("MARIA", "MARIA", "vessel"),
        ("LE PHOENIX", "PHOENIX", "vessel"),
        ("MARIA E", "MARIA E", "vessel"),
        ("QUIXOLT JR", "QUIXOLT", "organization"),
        ("QUIXOLT INC", "QUIXOLT LLC", "organization"),
        ("QAEBO", "KEBO", "organization"),
        ("ZVEK", "ZVEK QUENTARA", "organization"),
        ("INTERNATIONAL INDUSTRI", "INTERNATIONAL INDUSTRIAL BANK OF VELDORIA", "organization"),
        ("QUENTARAINDUSTRIES", "QUENTARO INDUSTRIES", "organization"),
        ("TARENTOV F", "TARENTOV, Fantov", "individual"),
        ("KIM MIN C", "KIM, Min Chol", "individual"),
        ("MINCHOL KIM", "KIM, Min Chol", "individual"),
        ("CHOL MIN KIM", "KIM, Min Chol", "individual"),
    ],
)
def test_what_says_enough_meets(name: str, listed: str, kind: str) -> None:
    """The same word, a form of the same kind, an initial for a word, a cut within a word: each is the listed party."""
    assert meets(name, listed, kind)


@pytest.mark.parametrize(
    ("name", "listed", "factor"),
    [
        ("MARIA LLC", "MARIA", COMMON),
        ("QUIXOLT LLC", "QUIXOLT", OTHER_FORM),
        ("QUIXOLT", "QUIXOLT", 1.0),
        ("QUIXOLT JR", "QUIXOLT", 1.0),
    ],
)
def test_a_ship_has_no_legal_form(name: str, listed: str, factor: float) -> None:
    """A company called as a ship is may be its owner where few are called so, and is another where many are."""
    query, form = prepare_query(name), prepare_listed(listed, individual=False, ship=True)
    met = Met([1.0, 0.0], [1.0], [1.0, 0.0])
    assert says_enough(query, form, met) == factor


def test_syllables_are_counted_in_short_names_alone() -> None:
    """A name of five words is not read as one of syllables, and a met one loses nothing."""
    form = prepare_listed("KIM, Min Chol", individual=True)
    lacks = Met([1.0, 1.0], [1.0, 1.0, 0.0], [1.0, 1.0])
    assert same_syllables(prepare_query("KIM MIN"), form, lacks) == OTHER_SYLLABLE
    assert same_syllables(prepare_query("KIM MIN"), form, lacks._replace(listed=[1.0] * 3)) == 1.0
    assert same_syllables(prepare_query("KIM MIN HO SU IL"), form, lacks) == 1.0
    assert same_syllables(prepare_query("KIM TARENTOV"), form, lacks) == 1.0
