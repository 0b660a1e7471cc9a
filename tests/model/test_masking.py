"""How much of a value a mask leaves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.model.masking import mask_all, mask_code, mask_iban, mask_number, mask_text


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        ("DE89370400440532013000", "DE****************3000"),
        ("GB29NWBK60161331926819", "GB****************6819"),
        ("NO9386011117947", "NO**********947"),
        ("DE8937", "DE****"),
        ("DE8", "**8"),
        ("", ""),
        ("garbage in the box", "************** box"),
    ],
)
def test_an_iban_keeps_its_country_and_its_end(value: str, masked: str) -> None:
    """An IBAN shows its country and at most four characters, never more than a third."""
    assert mask_iban(value) == masked


@pytest.mark.parametrize(
    ("value", "masked"),
    [("123456789012", "********9012"), ("123456789", "******789"), ("12", "**"), ("123", "**3"), ("", "")],
)
def test_a_number_keeps_its_end(value: str, masked: str) -> None:
    """A number shows at most its last four characters, never more than a third."""
    assert mask_number(value) == masked


@pytest.mark.parametrize(
    ("value", "masked"),
    [("065300279", "065300279"), ("DEUTDEFF500", "DEUTDEFF500"), ("1234567890", "*******890"), ("DE", "DE")],
)
def test_a_public_code_is_shown_unless_it_is_too_long(value: str, masked: str) -> None:
    """Routing numbers and BICs are public; what is longer was meant for another box."""
    assert mask_code(value) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("JANE Q PUBLIC", "JANE Q PUBLIC"),
        ("INV 7", "INV 7"),
        ("PAY DE89370400440532013000 NOW", "PAY DE****************3000 NOW"),
        ("ACCT 1234567890", "ACCT *******890"),
        ("ACCT 12-3456-7890", "ACCT ********7890"),
        ("1 2 3 4 5", "******4 5"),
        ("1 2 3 4", "1 2 3 4"),
        ("٣٣٣٣٣٣", "****٣٣"),
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


@given(st.text(), st.text("0123456789", min_size=6, max_size=30))
def test_no_long_run_of_digits_survives(text: str, digits: str) -> None:
    """However it is embedded, a number of six digits or more never shows whole."""
    assert digits not in mask_text(text + digits)
