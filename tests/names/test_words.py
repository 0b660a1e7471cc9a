"""Legal forms have one spelling, and words by sound too."""

import pytest

from achguard.names.ordinary import ordinary_names
from achguard.names.sound import consonants, skeleton, sound
from achguard.names.words import canonical, canonical_with_letters, form_kinds, one_spelling, spelt_ends, spelt_starts


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("ACME LIMITED LIABILITY COMPANY", "ACME LLC"),
        ("ACME L L C", "ACME LLC"),
        ("OBSHCHESTVO S OGRANICHENNOI OTVETSTVENNOSTYU ROMASHKA", "LLC ROMASHKA"),
        ("GRUPO X S A DE C V", "GRUPO X SADECV"),
        ("PUBLIC JOINT STOCK COMPANY BANK", "JSC BANK"),
        ("ACME TRADING CO LIMITED", "ACME TRADING CO LTD"),
        ("JANE PUBLIC", "JANE PUBLIC"),
        ("LIMITED", "LIMITED"),
    ],
)
def test_a_legal_form_has_one_spelling(name: str, form: str) -> None:
    """Long and short spellings of a legal form are one; a name that is nothing else stays as it is."""
    assert " ".join(canonical(tuple(name.split()))) == form


@pytest.mark.parametrize(
    ("words", "form", "letters"),
    [
        ("TRANS OIL OOO", "TRANSPORT OIL LLC", "TRANS OIL OOO"),
        ("OIL S A DE C V", "OIL SADECV", "OIL SADECV"),
        ("OIL CO LIMITED", "OIL CO LTD", "OIL CO LIMITED"),
        ("JANE PUBLIC", "JANE PUBLIC", "JANE PUBLIC"),
    ],
)
def test_the_letters_of_a_name_stand_beside_its_words(words: str, form: str, letters: str) -> None:
    """Each word of the one spelling has what the name writes for it; a form of fewer words has itself."""
    spelt = tuple(words.split())
    assert canonical_with_letters(spelt, spelt) == (tuple(form.split()), tuple(letters.split()))


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("OAK OOO", "OAK LTD", True),
        ("OAK GMBH", "OAK L L C", True),
        ("OAK PAO", "OAK S A", True),
        ("OAK INC", "OAK CORPORATION", True),
        ("OAK INC", "OAK LLC", False),
        ("OAK AG", "OAK GMBH", False),
    ],
)
def test_legal_forms_are_of_kinds(name: str, other: str, same: object) -> None:
    """What is one kind of company in two countries is of one kind; a COMPANY may be any, and a name alone is none."""
    kinds, others = (form_kinds(canonical(tuple(each.split()))) for each in (name, other))
    assert (kinds == others) is same
    assert form_kinds(("OAK", "CO")) == frozenset()


def test_a_word_has_its_one_spelling() -> None:
    """A spelling of one word is read as the other one, and where it begins and ends is known."""
    assert (one_spelling("ENTERPRISES"), one_spelling("ZORBAN")) == ("ENTERPRISE", "ZORBAN")
    assert "ENTER" in spelt_starts()
    assert "PRISES" in spelt_ends()
    assert "ENTERPRISES" not in spelt_starts() | spelt_ends()


@pytest.mark.parametrize(
    ("one", "other"),
    [("KHUSEIN", "HUSEIN"), ("QADDAFI", "KADAFI"), ("YUSUF", "IUSUF"), ("MUHAMMAD", "MUHAMAD"), ("KOMPANY", "COMPANY")],
)
def test_spellings_of_one_sound_are_one(one: str, other: str) -> None:
    """Transliterations and doubled letters do not change the sound."""
    assert sound(one) == sound(other)


def test_skeletons_keep_the_consonants() -> None:
    """A skeleton is the sound without vowels, consonants the spelling without them; a leading vowel stays."""
    assert skeleton("MOHAMMED") == skeleton("MUHAMAD")
    assert consonants("OTEGUI") == "OTG"
    assert consonants("") == skeleton("") == ""
    assert sound("12") == "12"


def test_ordinary_names_are_common_ones() -> None:
    """The table knows the most usual names and no rare one."""
    assert {"JAMES", "MARIA", "SMITH", "GARCIA"} <= ordinary_names()
    assert "ZORBAN" not in ordinary_names()
