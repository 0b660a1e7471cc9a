"""Tests of what uses achguard: payments, guards, assertions, test values, cases and strategies."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from achguard.testing.assertions import assert_accepted, assert_asked, assert_held, assert_redirected
    from achguard.testing.case import Case, cases, values
    from achguard.testing.frozen import FROZEN_DAY, guard, lists
    from achguard.testing.payment_factory import PaymentFactory, payment
    from achguard.testing.strategies import (
        account_numbers,
        foreign_payments,
        ibans,
        listed_payments,
        nacha_files,
        names,
        payments,
        routing_numbers,
    )

__all__ = [
    "FROZEN_DAY",
    "Case",
    "PaymentFactory",
    "account_numbers",
    "assert_accepted",
    "assert_asked",
    "assert_held",
    "assert_redirected",
    "cases",
    "foreign_payments",
    "guard",
    "ibans",
    "listed_payments",
    "lists",
    "nacha_files",
    "names",
    "payment",
    "payments",
    "routing_numbers",
    "values",
]

_HOMES = {
    "achguard.testing.assertions": ("assert_accepted", "assert_asked", "assert_held", "assert_redirected"),
    "achguard.testing.case": ("Case", "cases", "values"),
    "achguard.testing.frozen": ("FROZEN_DAY", "guard", "lists"),
    "achguard.testing.payment_factory": ("PaymentFactory", "payment"),
    "achguard.testing.strategies": (
        "account_numbers",
        "foreign_payments",
        "ibans",
        "listed_payments",
        "nacha_files",
        "names",
        "payments",
        "routing_numbers",
    ),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Load a public name from its home when it is first used: pytest and hypothesis only for what needs them."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'achguard.testing' has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
