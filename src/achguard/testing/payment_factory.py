"""Payments for tests: an ordinary one that is accepted, and what a test says of it laid over."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final, Protocol

from achguard.errors import ConfigurationError
from achguard.model.masking import quoted
from achguard.model.payment import Payment
from achguard.policy.vocabulary import instead

Json = dict[str, Any]
"""A payment, or a part of one, as it stands in JSON."""


def domestic_web_debit() -> Json:
    """Give, as JSON, a payment in which a consumer pays a tax from a US account and answered every question with no."""
    return {
        "id": "p-1",
        "direction": "debit",
        "sec_code": "WEB",
        "amount": "125.00",
        "entry_description": "TAX",
        "originator": {"name": "STATE TAX AGENCY", "kind": "organization"},
        "receiver": resident(),
        "foreign_funds": all_no(),
    }


def domestic_ppd_credit() -> Json:
    """Give, as JSON, a salary paid to a US account, whose receiver answered every question with no."""
    return {
        "id": "p-2",
        "direction": "credit",
        "sec_code": "PPD",
        "amount": "1800.00",
        "entry_description": "PAYROLL",
        "originator": {"name": "MAGNOLIA MILLS INC", "kind": "organization"},
        "receiver": resident(),
        "foreign_funds": all_no(),
    }


def resident() -> Json:
    """Give, as JSON, a person in Mississippi with a checking account there."""
    return {
        "name": "JANE Q PUBLIC",
        "kind": "individual",
        "address": {"street": "1 MAIN ST", "city": "JACKSON", "state": "MS", "postal_code": "39201", "country": "US"},
        "date_of_birth": "1970-01-31",
        "phone": "+16015550100",
        "ip_country": "US",
        "account": {"routing_number": "065300279", "account_number": "123456789", "type": "checking"},
    }


def all_no() -> Json:
    """Give, as JSON, a no to each question about funds and accounts abroad."""
    return {"account_abroad": "no", "funded_from_abroad": "no", "forwarded_abroad": "no"}


_OF_RECEIVER: Final = ("name", "kind", "address", "date_of_birth", "phone", "ip_country", "identifiers", "account")
_OF_ACCOUNT: Final = ("routing_number", "account_number", "iban", "bic", "holding", "bank")
_OF_ANSWERS: Final = ("account_abroad", "funded_from_abroad", "forwarded_abroad")

SHORT: Final[Mapping[str, tuple[str, ...]]] = {
    **{name: ("receiver", name) for name in _OF_RECEIVER},
    **{name: ("receiver", "account", name) for name in _OF_ACCOUNT},
    **{name: ("foreign_funds", name) for name in _OF_ANSWERS},
}
"""Keywords that fill a field further down, by their names: of the receiver, of its account, of the answers."""

_WHOLE: Final = tuple(Payment.model_fields)
_ANOTHER_ACCOUNT: Final = "iban"


class PaymentFactory(Protocol):
    """What the fixture `ach_payment` gives: a function that makes payments."""

    def __call__(self, **fields: object) -> Payment:
        """Make a payment; see `achguard.testing.payment`."""


def payment(**fields: object) -> Payment:
    """Make a payment for a test: a WEB debit that a domestic guard accepts, with what the test says of it.

    A field of a payment, such as `amount`, `receiver` or `foreign_funds`, replaces that field whole, as JSON or as a
    model. A field of the receiver, of its account or of the answers, such as `name`, `routing_number` or
    `funded_from_abroad`, replaces that one. `iban` is another account: the ordinary one's numbers go with it.

    Raises `ConfigurationError` for a keyword that is none of these, and for two that say the same; pydantic's
    `ValidationError` for a value that no payment has there.
    """
    __tracebackhide__ = True  # pytest shows the line of the test that asks for what no payment has
    return Payment.model_validate(laid_over(domestic_web_debit(), fields))


def laid_over(base: Json, fields: Mapping[str, object]) -> Json:
    """Lay keywords, as `payment` takes them, over a payment's JSON; raises `ConfigurationError` as it does."""
    __tracebackhide__ = True
    for name in fields:
        if name not in _WHOLE and name not in SHORT:
            raise ConfigurationError(f"a payment has no {quoted(name)!r}{instead(name, (*_WHOLE, *SHORT))}")
        if name in SHORT and (above := next((each for each in _above(name) if each in fields), None)):
            raise ConfigurationError(f"{name}= is a part of {above}=; say it there, or leave {above}= out")
    made = base | {name: value for name, value in fields.items() if name in _WHOLE}
    if _ANOTHER_ACCOUNT in fields:
        made["receiver"]["account"] = {}
    for name in sorted(fields.keys() - set(_WHOLE), key=lambda name: len(SHORT[name])):
        *above_it, last = SHORT[name]
        part = made
        for each in above_it:
            part = part.setdefault(each, {})
        value = fields[name]
        part[last] = value.isoformat() if isinstance(value, dt.date) else value
    return made


def _above(name: str) -> tuple[str, ...]:
    return SHORT[name][:-1]
