"""US states by code and name."""

import pytest

from achguard.identifiers.malformed import Malformed, Reason
from achguard.identifiers.us_state import is_valid, parse


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("MS", "MS"),
        ("ms", "MS"),
        ("Mississippi", "MS"),
        ("New  York", "NY"),
        ("D.C.", "DC"),
        ("PR", "PR"),
        ("AE", "AE"),
        ("ARK", "AR"),
        ("Calif.", "CA"),
        ("N. Mex.", "NM"),
        ("N.Mex.", "NM"),
        ("Penna", "PA"),
    ],
)
def test_states(text: str, code: str) -> None:
    """A state, territory or military region is found by its code, name or traditional abbreviation."""
    assert parse(text) == code


@pytest.mark.parametrize("text", ["FM", "MH", "PW", "ON", "Crimea", "ZZ"])
def test_not_states(text: str) -> None:
    """The freely associated states and regions of other countries are none."""
    assert parse(text) == Malformed(Reason.STRUCTURE)
    assert not is_valid(text)
