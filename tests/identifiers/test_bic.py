"""Business Identifier Codes."""

import pytest

from achguard.identifiers.bic import Bic, parse
from achguard.identifiers.malformed import Malformed, Reason


@pytest.mark.parametrize(
    ("text", "country", "is_eight"),
    [
        ("DEUTDEFF", "DE", True),
        ("deut de ff 500", "DE", False),
        ("NBSBXKPR", "XK", True),
        ("CHASUS33XXX", "US", False),
        ("BPPRPRSX", "PR", True),
    ],
)
def test_country_of_the_office(text: str, country: str, is_eight: bool) -> None:  # noqa: FBT001
    """Characters five and six are the country of the office, Kosovo included."""
    bic = parse(text)
    assert isinstance(bic, Bic)
    assert bic.country == country
    assert bic.is_eight is is_eight


def test_branches_share_an_institution() -> None:
    """A branch's BIC has the same first eight characters as its head office's."""
    branch, head = parse("DEUTDEFF500"), parse("DEUTDEFF")
    assert isinstance(branch, Bic)
    assert isinstance(head, Bic)
    assert branch.institution == head.institution == "DEUTDEFF"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("DEUTDEF", Reason.LENGTH),
        ("DEUTDEFF5", Reason.LENGTH),
        ("D3UTDEFF", Reason.STRUCTURE),
        ("021000021DE", Reason.STRUCTURE),
        ("DEUTZZFF", Reason.COUNTRY),
    ],
)
def test_reasons(text: str, reason: Reason) -> None:
    """What is no BIC says why."""
    assert parse(text) == Malformed(reason)
