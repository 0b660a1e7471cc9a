"""What an IAT needs, told of any payment."""

import pytest

from achguard.model.payment import Payment
from achguard.rules.gate import values_at
from achguard.rules.reading.iat_completeness import REQUIRED, TRANSACTION_TYPES, iat_lacks
from factories import merged, outbound_iat_credit, payment


def test_complete_iat_lacks_nothing() -> None:
    """The factory's IAT is complete."""
    assert iat_lacks(payment("outbound_iat_credit")) == ()


def test_domestic_payment_is_told_what_it_would_need() -> None:
    """A domestic payment, whatever its SEC code, gets its lacks with field and phrase."""
    lacks = {lack.at: lack.phrase for lack in iat_lacks(payment("domestic_web_debit"))}
    assert lacks["iat.transaction_type"] == "one of the 20 transaction type codes, such as TAX"
    assert lacks["originator.address.street"] == "the originator's physical street address"
    assert "receiver.account.account_number" not in lacks


def test_payment_without_accounts_lacks_them() -> None:
    """Without any account, the receiver's number and both banks are lacking."""
    bare = Payment.model_validate(
        {"direction": "credit", "amount": "1", "originator": {"name": "A"}, "receiver": {"name": "B"}}
    )
    lacks = {lack.at for lack in iat_lacks(bare)}
    nameless = iat_lacks(payment(changes={"receiver": {"account": {"account_number": None}}}))
    assert "receiver.account.account_number" in {lack.at for lack in nameless}
    assert {"receiver.account.account_number", "originator.account.bank.name", "receiver.account.bank.id"} <= lacks


@pytest.mark.parametrize("path", [path for path, _, _ in REQUIRED])
def test_each_required_field_is_missed_alone(path: str) -> None:
    """A complete IAT with one required field blanked lacks exactly that field."""
    blanked: object = ""
    for part in reversed(path.split(".")):
        blanked = {part: blanked}
    assert isinstance(blanked, dict)
    changed = Payment.model_validate(merged(outbound_iat_credit(), blanked))
    assert [lack.at for lack in iat_lacks(changed)] == [path]
    assert list(values_at(payment("outbound_iat_credit"), path))


def test_there_are_twenty_transaction_types() -> None:
    """The table holds the twenty codes that the rules name, and not IAT itself."""
    assert len(TRANSACTION_TYPES) == 20
    assert "IAT" not in TRANSACTION_TYPES


def test_what_is_lacking_is_told_in_each_language() -> None:
    """Whatever an IAT may lack has words of its own in Spanish; another language gets the English ones."""
    exchanged = {"fx_indicator": "FF", "originating_currency": "USD", "destination_currency": "EUR"}
    wrong = {"iat": {"fx_indicator": "FF", "fx_reference_indicator": "9", "fx_reference": "X", "foreign_amount": None}}
    lacking = (
        payment("domestic_web_debit"),
        payment("domestic_web_debit", {"correspondents": [{}] * 6, "receiver": {"account": {"account_number": None}}}),
        payment("outbound_iat_credit", wrong),
        payment("outbound_iat_credit", {"iat": exchanged}),
        payment("outbound_iat_credit", {"iat": {"fx_indicator": "FV", "fx_reference_indicator": "2"}}),
        payment("outbound_iat_credit", {"receiver": {"account": {"account_number": "9" * 35 + "0"}}}),
        payment("outbound_iat_credit", {"iat": {"fx_indicator": "VF", "foreign_amount": None, "fx_reference": ""}}),
    )
    lacks = [lack for each in lacking for lack in iat_lacks(each)]
    told = {lack.told("en"): lack.told("es") for lack in lacks}
    assert told["the name of the receiver's bank"] == "el nombre del banco del receptor"
    assert told["each correspondent bank's number"] == "el número de cada banco corresponsal"
    assert "an account number of at most 35 characters" in told
    assert "the same currency on both sides, since FF has no exchange" in told
    assert all(english != spanish for english, spanish in told.items())
    assert len(set(told.values())) == len(told)
    assert [lack.told("fr") for lack in lacks] == [lack.phrase for lack in lacks]
