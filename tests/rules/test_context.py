"""What rules read of a payment together is read once."""

import datetime as dt

from achguard.model.payment import Payment
from achguard.rules.context import Context
from factories import payment


def test_a_payment_is_read_once_and_another_anew() -> None:
    """Rules that ask for the same reading share it, and no payment gets another one's."""
    read: list[Payment] = []

    def how(one: Payment) -> str | None:
        read.append(one)
        return one.id

    context = Context(as_of=dt.date(2026, 11, 23))
    first, second = payment(changes={"id": "a"}), payment(changes={"id": "b"})
    assert [context.once(each, how) for each in (first, first, second, second, first)] == ["a", "a", "b", "b", "a"]
    assert len(read) == 3
