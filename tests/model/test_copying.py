"""Copies of frozen models, and how they are laid out in text."""

import pytest

from achguard import Account, Guard, Party, Policy
from achguard.errors import ConfigurationError
from factories import payment

NUMBER = "4091773355100"


@pytest.mark.parametrize("wrong", [5, "amount", ["amount"], [("amount", "2.00")], ("amount",), True, 0, ""])
def test_changes_that_are_no_dictionary_are_told_in_a_sentence(wrong: object) -> None:
    """Of a payment, a decision and a policy alike, and without what was given."""
    for model in (payment(), Guard().decide(payment()), Policy.preset("us-domestic")):
        with pytest.raises(
            ConfigurationError, match=rf"^{type(model).__name__}\.model_copy: update takes a dictionary"
        ):
            model.model_copy(update=wrong)  # type: ignore[arg-type]


def test_a_copy_without_changes_is_equal() -> None:
    """Nothing and an empty dictionary change nothing."""
    policy = Policy.preset("us-domestic")
    assert policy.model_copy() == policy.model_copy(update={}) == policy.model_copy(update=None, deep=True) == policy


@pytest.mark.parametrize("spec", [">300", "<300", "^300", "*>300s", ""])
def test_a_number_stays_masked_however_it_is_laid_out(spec: str) -> None:
    """A format of text is taken, and what it lays out is what a repr shows."""
    party = Party(name="JANE ROE", account=Account(account_number=NUMBER))
    laid_out = format(party, spec)
    assert NUMBER[:9] not in laid_out
    assert str(party) in laid_out
    assert len(laid_out) >= (300 if spec else 1)
