"""What ACH114 says of a WEB credit, by who is said to originate it."""

import pytest

from achguard.rules.context import Context
from achguard.rules.payment.disallowed_by_sec_code import DisallowedBySecCode
from factories import payment
from spec import AS_OF


@pytest.mark.parametrize(("kind", "count"), [("organization", 1), ("individual", 0), (None, 0)])
def test_a_web_credit_is_refused_of_an_organization_alone(kind: str | None, count: int) -> None:
    """One of nobody knows which kind may be a person's."""
    credit = payment("domestic_web_debit", {"direction": "credit", "originator": {"kind": kind}})
    assert len([*DisallowedBySecCode().check(credit, Context(as_of=AS_OF))]) == count
