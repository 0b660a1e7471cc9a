"""What a type checker sees of the kit for tests: fixtures, assertions that narrow, cases and strategies.

Never run: it only has to pass mypy and pyright in their strict modes.
"""

from typing import assert_type

from hypothesis import strategies as st

from achguard import Accept, Ask, Guard, Hold, Payment, Redirect, Snapshot
from achguard.testing import (
    Case,
    PaymentFactory,
    assert_accepted,
    assert_asked,
    assert_held,
    assert_redirected,
    foreign_payments,
    guard,
    ibans,
    lists,
    nacha_files,
    payment,
    payments,
    values,
)


def uses_fixtures(ach_guard: Guard, ach_payment: PaymentFactory, ach_lists: Snapshot) -> None:
    """Annotate fixtures as a test does; an assertion gives the decision in its own type."""
    decision = ach_guard.decide(ach_payment(iban="DE89370400440532013000", amount="3.10"))
    assert_type(assert_redirected(decision, to="card"), Redirect)
    assert_type(assert_accepted(decision, code="IAT902"), Accept)
    assert_type(assert_asked(decision, at="receiver.name"), Ask)
    assert_type(assert_held(decision, code="SAN101"), Hold)
    assert_type(len(ach_lists), int)


def uses_functions(case: Case) -> None:
    """Use the functions behind them."""
    assert_type(guard(policy="mississippi-dor", names=["OLGA INVENTED"], as_of="2027-01-04"), Guard)
    assert_type(lists(), Snapshot)
    assert_type(payment(name="SAM SAMPLE"), Payment)
    assert_type(case.payment, Payment)
    assert_type(values(), tuple[Case, ...])


def uses_strategies() -> tuple[object, ...]:
    """Draw what the strategies say."""
    drawn: st.SearchStrategy[Payment] = st.one_of(payments(), foreign_payments())
    texts: st.SearchStrategy[str] = ibans("GB")
    files: st.SearchStrategy[bytes] = nacha_files(batches=1)
    return drawn, texts, files
