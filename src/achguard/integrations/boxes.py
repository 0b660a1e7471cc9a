"""What the rules say of one box of a form by itself: an account number, a routing number."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Final, Literal

from pydantic import ValidationError

from achguard.identifiers import canadian_routing
from achguard.model.account import Account
from achguard.model.party import Party
from achguard.model.payment import Direction, Payment
from achguard.rules import RULES
from achguard.rules.context import Context
from achguard.rules.rule import Rule, Sighting

Box = Literal["routing_number", "account_number"]

LONGEST_TYPED: Final = 100
"""Characters of a box, as in a payment."""


class Complaint(StrEnum):
    """What is wrong with a box, as a form may tell a payor."""

    ROUTING_NUMBER = "routing_number"
    """It can't be a US routing number."""
    ACCOUNT_NUMBER = "account_number"
    """It can't be an account number."""
    NO_US_ACCOUNT = "no_us_account"
    """It has the form that numbers of accounts elsewhere have."""

    def sentence(self, language: str = "en") -> str:
        """Say it plainly, without what was typed and without a word about where anybody comes from.

        In English where there is none in the language.
        """
        return _SENTENCES[self].get(language[:2].lower(), _SENTENCES[self]["en"])


_SENTENCES: Final = {
    Complaint.ROUTING_NUMBER: {
        "en": "Please check the nine-digit routing number. It is at the bottom left of a check.",
        "es": "Por favor, revise el número de ruta de nueve dígitos. Está abajo a la izquierda en un cheque.",
    },
    Complaint.ACCOUNT_NUMBER: {
        "en": "Please check the account number against a check or a bank statement.",
        "es": "Por favor, compare el número de cuenta con un cheque o un estado de cuenta.",
    },
    Complaint.NO_US_ACCOUNT: {
        "en": "Please enter the number of an account at a bank in the United States, as it stands on a check.",
        "es": "Por favor, escriba el número de una cuenta en un banco de los Estados Unidos, como está en un cheque.",
    },
}


@cache
def _rules() -> tuple[Rule, ...]:
    """Give the rules that look at numbers alone: of accounts abroad, and of routing numbers' and accounts' shape."""
    return tuple(rule for rule in RULES if rule.code.startswith("IAT2") or rule.code.startswith("ACH10"))


def complaint(box: Box, typed: str) -> Complaint | None:
    """Say what is wrong with a box of a form, or None where the rules find nothing in it.

    A form asks again where a rule must not judge yet: of what looks like a Canadian bank's number before an account's.
    """
    codes = speaks(box, typed) if typed.strip() and len(typed) <= LONGEST_TYPED else ("ACH",)
    if any(code.startswith("IAT") for code in codes) or (
        box == "account_number" and canadian_routing.is_before_account(typed)
    ):
        return Complaint.NO_US_ACCOUNT
    return Complaint(box) if codes else None


def speaks(box: Box, typed: str) -> tuple[str, ...]:
    """Give the codes of the rules that find something in what stands in a box."""
    nobody = Party(name="NOBODY")
    try:
        holder = Party(name="NOBODY", account=Account.model_validate({box: typed}))
    except ValidationError:
        return ("ACH",)  # half of a character, which is no text: whatever rule looked, it is no number
    payment = Payment(direction=Direction.DEBIT, amount=Decimal(1), originator=nobody, receiver=holder)
    context = Context(as_of=dt.date.today())  # noqa: DTZ011  as the guard: the local day
    return tuple(
        rule.code
        for rule in _rules()
        for seen in rule.check(payment, context)
        if isinstance(seen, Sighting) and seen.at == f"receiver.account.{box}"
    )
