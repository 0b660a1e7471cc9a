"""How much of a value a mask leaves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.model.masking import Shown, mask_all, mask_code, mask_iban, mask_lines, mask_number, mask_text, quoted
from spelt_secrets import SPELLINGS, shows


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        ("DE89370400440532013000", "DE****************3000"),
        ("GB29NWBK60161331926819", "GB****************6819"),
        ("NO9386011117947", "NO**********947"),
        ("DE8937", "DE****"),
        ("DE89 3704 0044 0532 0130 00", "DE*********************0 00"),
        ("DE****************3000", "DE****************3000"),
        ("DE8", "***"),
        ("", ""),
        ("garbage in the box", "******************"),
    ],
)
def test_an_iban_keeps_its_country_and_its_end(value: str, masked: str) -> None:
    """An IBAN shows its country and at most four characters, never more than a third."""
    assert mask_iban(value) == masked


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        ("123456789012", "********9012"),
        ("123456789", "******789"),
        ("12345678", "********"),
        ("1970-01-31", "**********"),
        ("12", "**"),
        ("", ""),
    ],
)
def test_a_number_keeps_its_end(value: str, masked: str) -> None:
    """A number shows at most its last four characters, never more than a third."""
    assert mask_number(value) == masked


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        ("065300279", "******279"),
        ("DEUTDEFF500", "DEUTDEFF500"),
        ("deutdeff", "deutdeff"),
        ("1234567890", "*******890"),
        ("DE", "DE"),
        ("01", "01"),
        ("12345-003", "*********"),
        ("GB29NWBK60161331926819", "GB****************6819"),
    ],
)
def test_a_public_code_is_shown_unless_it_is_too_long(value: str, masked: str) -> None:
    """A BIC is public and looks like nothing else; nine digits may be a routing number or an account number."""
    assert mask_code(value) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("JANE Q PUBLIC", "JANE Q PUBLIC"),
        ("INV 7", "INV 7"),
        ("PAY DE89370400440532013000 NOW", "PAY DE****************3000 NOW"),
        ("ACCT 1234567890", "ACCT *******890"),
        ("ACCT 12-3456-7890", "ACCT *********890"),
        ("1 2 3 4 5", "*********"),
        ("1 2 3 4", "1 2 3 4"),
        ("٣٣٣٣٣٣", "******"),
    ],
)
def test_words_stay_and_numbers_go(text: str, masked: str) -> None:
    """Free text keeps its words; account-like runs of digits and IBANs are masked."""
    assert mask_text(text) == masked


@given(st.text())
def test_masks_keep_the_length_and_at_most_a_third(text: str) -> None:
    """A masked number or IBAN is as long as it was and shows at most a third."""
    for mask in (mask_number, mask_iban):
        masked = mask(text)
        assert len(masked) == len(text)
        assert sum(a == b != "*" for a, b in zip(text, masked, strict=True)) <= len(text) // 3
    assert set(mask_all(text)) <= {"*"}


@pytest.mark.slow
@given(st.text(), st.text("0123456789", min_size=6, max_size=30))
def test_no_long_run_of_digits_survives(text: str, digits: str) -> None:
    """However it is embedded, a number of six digits or more never shows whole."""
    assert digits not in mask_text(text + digits)


def test_text_shows_no_spelling_of_a_secret() -> None:
    """Whatever stands between the digits, and whatever script they are of."""
    assert [each for each in SPELLINGS if shows(mask_text(f"JANE {each.text} PUBLIC"), each)] == []


@pytest.mark.parametrize(
    "text",
    [
        "7-ELEVEN 24", "STUDIO 54", "ROUTE 66 LLC", "1-800-FLOWERS", "TAX 2024", "1234 5TH AVE APT 7", "3M COMPANY",
        "CLASS OF 1998 REUNION", "BATALLON 3-1", "24 MAY STREET", "MAY 3", "APRIL 26", "APRIL 2026",
        "JUNE 12 APT 4", "MAY 7 ELM 12", "1ST 2ND 3RD 4TH 5TH", "2024 MAY FAIR", "F.S.B. 1889",
        "\u4e00\u4e8c\u4e09\u56db\u4e94\u516d",
    ],
)  # fmt: skip
def test_ordinary_numbers_in_names_stay(text: str) -> None:
    """A year, a house number and a name with a number in it are still read."""
    assert mask_text(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("BORN 31 JAN 70 JACKSON", "BORN ********* JACKSON"),
        ("1/3/70", "******"),
        ("MT84 MALT 0110 0001 2345 MTLC AST0 01S", "MT" + "*" * 32 + " 01S"),
        ("7309 ACCT 5128", "7309 ACCT 5128"),
        ("ON 2024 MAY 31", "ON ***********"),
        ("BORN 3-MAY-70", "BORN ********"),
        ("3 MAYO DE 70", "************"),
        ("3RD MAY 70", "**********"),
        ("MAY 3, 70", "MAY *****"),
        ("MAY 13, 70", "MAY ******"),
        ("MAY 3RD '70", "MAY *******"),
        ("ENERO 3 70", "ENERO ****"),
    ],
)
def test_what_belongs_to_a_run(text: str, masked: str) -> None:
    """A month between figures is figures, an IBAN's groups are one number; another word parts two numbers."""
    assert mask_text(text) == masked


def test_lines_are_masked_as_one_text() -> None:
    """A number that goes on in the next line is one number; the lines stay apart."""
    assert mask_lines(["INV 7", "ACCT 7309", "5128", "4664 END"]) == ("INV 7", "ACCT ****", "****", "4664 END")
    assert mask_lines([]) == ()


def test_what_somebody_wrote_is_quoted_on_one_short_line() -> None:
    """A name in an error holds no line end, no long number, and not all of a long text."""
    assert quoted("a\nb 730951284664") == "a?b ********4664"
    assert quoted("x" * 70) == "x" * 60 + "..."


@given(st.text(), st.sampled_from([*Shown]))
def test_masks_are_idempotent(text: str, shown: Shown) -> None:
    """What is masked is not masked any further."""
    masked = shown.of(text)
    assert (len(masked), shown.of(masked)) == (len(text), masked)


WORDS = st.sampled_from(
    (
        "7", "24", "3095", "730951284664", "DE89", "3704", "NWBK", "A", "AB", "JAN", "OF", "5TH", "*", "x1", "BC12",
        "****890",
    )
)  # fmt: skip


@pytest.mark.slow
@given(st.lists(WORDS, max_size=12), st.sampled_from([" ", "", "*", "-"]))
def test_masking_text_twice_is_masking_it_once(words: list[str], between: str) -> None:
    """The end of one number and the next word do not make another number."""
    once = mask_text(between.join(words))
    assert mask_text(once) == once
