"""What a rule yields becomes part of a decision: sentences, masks, and text that JSON can hold."""

from collections.abc import Iterator

import pytest

from achguard.model.finding import Finding, NotEvaluated, Strength
from achguard.model.masking import Shown
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import Always
from achguard.rules.rule import Gap, Observation, Rule, Sighting, rendered


class OfAName(Rule):
    """A rule that says nothing by itself."""

    code = "ACH901"
    name = "name"
    since = "1"
    strength = Strength.STRONG
    gate = Always()
    message = "The name of {who}."
    source = "us"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield nothing."""
        yield from ()


@pytest.mark.parametrize(
    ("value", "shown", "unmask", "seen"),
    [
        ("123456789012", Shown.NUMBER, False, "********9012"),
        ("123456789012", Shown.NUMBER, True, "123456789012"),
        ("DE", Shown.WHOLE, False, "DE"),
        (None, Shown.NOTHING, False, None),
        (None, Shown.NOTHING, True, None),
        ("CAF\u00c9 \ud800", Shown.WORDS, True, "CAF\u00c9 ?"),
    ],
)
def test_a_sighting_becomes_a_finding(value: str | None, shown: Shown, *, unmask: bool, seen: str | None) -> None:
    """Every part of it, with the value masked unless it was asked for, and a lone surrogate as a question mark."""
    sighting = Sighting("receiver.name", Strength.WEAK, value, shown, {"who": "CAF\u00c9 \udfff"})
    assert rendered(OfAName(), sighting, unmask=unmask) == Finding(
        code="ACH901",
        name="name",
        strength=Strength.WEAK,
        at="receiver.name",
        value=seen,
        message="The name of CAF\u00c9 ?.",
        source="us",
    )


def test_a_gap_becomes_what_was_not_evaluated() -> None:
    """With the rule's code, the reason and the place."""
    gap = rendered(OfAName(), Gap("receiver.name", "it is blank"), unmask=False)
    assert gap == NotEvaluated(code="ACH901", reason="it is blank", at="receiver.name")
