"""A dependency that reads a request's body as a payment and decides it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from achguard.guard import Guard
from achguard.integrations.fastapi.bodies import MOST_BODY_BYTES, object_of, payment_of
from achguard.integrations.fastapi.language import LanguageOf, spoken
from achguard.model.decision import Accept, Ask, Hold, Redirect
from achguard.model.payment import Payment

MOST_LINES_INLINE: Final = 20
"""Lines of remittance and banks of a payment that is decided where its request is read, without a thread.

Witness: twenty lines take a millisecond and a thousand some 25, in which no other request would move on. An ordinary
decision takes as long as the thread costs that it would run in (benchmarks/router.py, "a thread each").
"""


@dataclass(frozen=True, slots=True)
class Checked:
    """A payment as it was sent, and what was decided."""

    payment: Payment
    """The payment."""
    decision: Accept | Ask | Redirect | Hold
    """One of the four outcomes."""


async def decided(guard: Guard, payment: Payment, language: str | None = None) -> Accept | Ask | Redirect | Hold:
    """Decide a payment without keeping other requests waiting: an ordinary one at once, a long one in a thread."""
    if len(payment.remittance) + len(payment.correspondents) <= MOST_LINES_INLINE:
        return guard.decide(payment, language=language)
    return await run_in_threadpool(guard.decide, payment, language=language)


def checking(
    guard: Guard, *, most_body_bytes: int = MOST_BODY_BYTES, language: LanguageOf | None = None
) -> Callable[[Request], Awaitable[Checked]]:
    """Make a dependency that takes the body as a payment, decides it and gives both.

    `checked: Annotated[Checked, Depends(checking(guard))]`. It answers what is no payment by itself, as the router
    does: 413 for more than `most_body_bytes`, 415, 400 or 422, and none with any of the body in it. `language` is what
    gives a request's language, such as `accept_language`; the decision is in the policy's own where none is given, or
    where the policy has no words in it.
    """

    async def check(request: Request) -> Checked:
        payment = payment_of(await object_of(request, at_most=most_body_bytes))
        return Checked(payment, await decided(guard, payment, spoken(guard, request, language)))

    return check
