"""What the libraries of numbers raise about a number is an answer; what they raise about the machine is not."""

import random
import string
from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
import schwifty
from hypothesis import example, given
from hypothesis import strategies as st

from achguard.identifiers import iban, party_number
from achguard.identifiers.number_libraries import Numbering, answer, bic_of_bank, iban_form, is_right

DIGITS, LETTERS = string.digits, string.ascii_uppercase
NUMBERS_EACH = 400

# What each numbering looks like: 9 a digit, A a letter, * either, d six digits near a date, D eight.
FORMS = {
    Numbering.AADHAAR: ("999999999999",),
    Numbering.CBU: ("9" * 22,),
    Numbering.CCC: ("9" * 20,),
    Numbering.CNPJ: ("99999999999999", "99.999.999/9999-99"),
    Numbering.CODICE_FISCALE: ("AAAAAA99A99A999A", "AAAAAA*********A", "99999999999"),
    Numbering.CPF: ("99999999999", "999.999.999-99"),
    Numbering.CUIT: ("99999999999", "99-99999999-9"),
    Numbering.CURP: ("AAAAd********",),
    Numbering.CZECH_ACCOUNT: ("99/9999", "9999999999/9999", "9-99/9999", "999999-9999999999/0800"),
    Numbering.NEW_ZEALAND_ACCOUNT: ("9" * 15, "9" * 16),
    Numbering.NIE: ("X9999999A", "Y9999999A", "Z9999999A"),
    Numbering.NORWEGIAN_ACCOUNT: ("9" * 11,),
    Numbering.PAN: ("AAAAA9999A",),
    Numbering.RESIDENT_IDENTITY: ("999999D9999", "999999D999X"),
    Numbering.RFC: ("AAAd***", "AAAAd***"),
    Numbering.RRN: ("d9999999", "d-9999999"),
    Numbering.SIN: ("999999999",),
}
JUNK = (
    "",
    " ",
    "\x00" * 18,
    "\ud800" * 18,
    "９" * 18,
    "٣" * 11,
    "²" * 9,
    "五" * 18,
    "½" * 11,
    "-/0800",
    "1-2-3/0800",
    "X",
    "0" * 18,
    "9" * 100_000,
    "A" * 100_000,
    "1-" * 5_000 + "/0800",
)


def near(numbering: Numbering) -> Iterator[str]:
    """Yield numbers of the numbering's form with odd places and dates, each with every last character it may have."""
    drawn = random.Random(numbering.value)
    kinds: dict[str, Callable[[], str]] = {
        "9": lambda: drawn.choice(DIGITS),
        "A": lambda: drawn.choice(LETTERS),
        "*": lambda: drawn.choice(DIGITS + LETTERS),
        "d": lambda: f"{drawn.randrange(100):02}{drawn.randrange(14):02}{drawn.randrange(34):02}",
        "D": lambda: (
            f"{drawn.choice((0, 1, 1899, 1950, 1985, 2024, 9999)):04}{drawn.randrange(14):02}{drawn.randrange(34):02}"
        ),
    }
    for form in FORMS[numbering]:
        for _ in range(NUMBERS_EACH):
            text = "".join(kinds.get(char, lambda char=char: char)() for char in form)
            yield from (text[:-1] + last for last in (LETTERS if form[-1] == "A" else DIGITS + "X"))


def near_iban(drawn: random.Random) -> str:
    """Return a text of the length of a country's IBAN with odd characters for its bank."""
    country = drawn.choice([a + b for a in LETTERS for b in LETTERS if iban.length_in(a + b)])
    length = iban.length_in(country) or 0
    return country + "".join(drawn.choice(DIGITS * 3 + LETTERS) for _ in range(length - 2))


@pytest.mark.slow
@pytest.mark.parametrize("numbering", Numbering)
def test_a_number_near_a_right_one_is_answered(numbering: Numbering) -> None:
    """Right length and check digits with places, dates and letters that do not exist: right or not, never raised."""
    found = {is_right(numbering, text) for text in near(numbering)}
    assert found <= {True, False}
    assert False in found


@pytest.mark.slow
@pytest.mark.parametrize("numbering", Numbering)
@pytest.mark.parametrize("text", JUNK, ids=range(len(JUNK)))
def test_junk_is_no_number(numbering: Numbering, text: str) -> None:
    """Other scripts' digits, halves of pairs, zeros of no numbering and endless texts are no number, and no error."""
    assert is_right(numbering, text) is (numbering is Numbering.CBU and text == "0" * 22)


@pytest.mark.slow
@pytest.mark.parametrize("numbering", Numbering)
@given(text=st.text(max_size=60) | st.text("0123456789ABCXYZ-./ ", max_size=60))
@example(text="361181198001010012")
def test_any_text_is_answered(numbering: Numbering, text: str) -> None:
    """Every validator gives an answer for any text."""
    assert is_right(numbering, text) in (True, False)


def test_a_place_that_the_library_lacks_is_no_right_number() -> None:
    """18 digits with a right check digit whose place the library's table holds without a county (a KeyError there)."""
    assert not is_right(Numbering.RESIDENT_IDENTITY, "361181198001010012")
    assert party_number.foreign_country_of("440559874906068157") is None


@pytest.mark.parametrize(
    "error",
    [ValueError, KeyError, IndexError, TypeError, AttributeError, ZeroDivisionError, RecursionError, UnicodeError],
)
def test_whatever_is_raised_about_a_number_is_an_answer(error: type[Exception]) -> None:
    """A library's own error and any other give the answer for a number that is none."""

    def ask() -> bool:
        raise error("of a library")

    assert answer(ask, otherwise=False) is False
    assert answer(lambda: True, otherwise=False) is True


@pytest.mark.parametrize("error", [ImportError, OSError, MemoryError, KeyboardInterrupt])
def test_what_is_raised_about_the_machine_is_no_answer(error: type[BaseException]) -> None:
    """A package that is missing must not pass for a number that is none."""

    def ask() -> bool:
        raise error("of the machine")

    with pytest.raises(error):
        answer(ask, otherwise=False)


def test_every_pair_of_letters_has_a_form_of_iban_or_none() -> None:
    """Two letters are a country that uses IBANs, of a length that ISO 13616 allows, or not; never an error."""
    forms = [form for a in LETTERS for b in LETTERS if (form := iban_form(a + b))]
    assert len(forms) > 70
    assert all(iban.MIN_LENGTH <= length <= iban.MAX_LENGTH for _, length in forms)


@pytest.mark.slow
def test_the_bank_behind_any_iban_is_answered() -> None:
    """Banks that no table has, and letters where digits belong, give no BIC and no error."""
    drawn = random.Random(13616)
    for _ in range(3_000):
        assert isinstance(iban.bic_behind(near_iban(drawn)), str | None)


@pytest.mark.parametrize("text", ["", "X", "XX00", "ZZ" * 17, "DE\ud800", "９" * 22, "D" * 10_000])
def test_no_bank_is_behind_what_is_no_iban(text: str) -> None:
    """A country that uses no IBANs, too few characters and other letters have no BIC and no error."""
    assert bic_of_bank(text) is None


def test_the_bank_behind_an_iban_is_the_one_that_the_library_names() -> None:
    """Whatever a country looks its banks up by, and however often a bank is asked for, the answer is the library's."""
    drawn, named = random.Random(9362), 0
    for country in (a + b for a in LETTERS for b in LETTERS if iban_form(a + b)):
        made = (answer(lambda at=country: schwifty.IBAN.random(at, random=drawn), otherwise=None) for _ in range(6))
        for each in filter(None, made):
            bic = each.bic
            assert bic_of_bank(str(each)) == (None if bic is None else str(bic)), country
            assert bic_of_bank(str(each)) == bic_of_bank(str(each)[:-1] + "0")
            named += bic is not None
    assert named > 200


def test_every_numbering_is_one_of_the_library() -> None:
    """Each names a module that can say what is valid, and has a form to try."""
    assert {
        numbering for numbering in Numbering if hasattr(import_module(f"stdnum.{numbering}"), "is_valid")
    } == FORMS.keys()
