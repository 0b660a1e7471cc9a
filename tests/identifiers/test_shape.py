"""Every identifier module has the one shape, and gives a value for any text."""

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.identifiers import (
    bic,
    canadian_routing,
    clabe,
    clearing_code,
    country,
    iban,
    national_account,
    party_number,
    phone,
    routing_number,
    us_state,
)
from achguard.identifiers.malformed import Malformed, Reason

MODULES = (
    bic,
    canadian_routing,
    clabe,
    clearing_code,
    country,
    iban,
    national_account,
    party_number,
    phone,
    routing_number,
    us_state,
)
JUNK = (
    None,
    "",
    " ",
    "３",
    "٣",
    "3²",
    "\x00",
    "\ud800",
    "😀",
    "9" * 10_000,
    "A" * 10_000,
    " " * 10_000,
    "DE12" * 2_500,
    "1-" * 5_000,
    "٠٦٥٣٠٠٢٧٩",
    "DE\x00\ud800😀",
    "ß" * 40,
)
ANY_TEXT = st.one_of(
    st.none(),
    st.text(),
    st.text(alphabet=st.characters(codec=None), max_size=40),
    st.text(alphabet="0123456789ABDEGKNOXZabde .-/+*\u200b\uff10\u0663\u00b2\ud800\x00", max_size=50),
)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
@pytest.mark.parametrize("text", JUNK, ids=range(len(JUNK)))
def test_junk_gives_a_reason(module: ModuleType, text: str | None) -> None:
    """Junk is never valid, and parsing says why without raising or keeping the text."""
    parsed = module.parse(text)
    if module is iban and text and text[0] in "ADß":
        return  # a field meant for IBANs reads the country of anything that starts with two letters
    assert isinstance(parsed, Malformed)
    assert isinstance(parsed.reason, Reason)
    assert module.is_valid(text) is False


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
@given(text=ANY_TEXT)
def test_normalizing_twice_changes_nothing(module: ModuleType, text: str | None) -> None:
    """Normalizing gives a text, and normalizing that gives the same."""
    once = module.normalize(text)
    assert isinstance(once, str)
    assert module.normalize(once) == once


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
@given(text=ANY_TEXT)
def test_valid_means_parsed(module: ModuleType, text: str | None) -> None:
    """What is valid parses, and what does not parse is not valid."""
    parsed = module.parse(text)
    if module.is_valid(text):
        assert not isinstance(parsed, Malformed)
    elif module is not iban:
        assert isinstance(parsed, Malformed)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
@pytest.mark.parametrize("text", [None, "", " "])
def test_nothing_is_empty(module: ModuleType, text: str | None) -> None:
    """None and blank text are EMPTY for every module."""
    assert module.parse(text) == Malformed(Reason.EMPTY)
