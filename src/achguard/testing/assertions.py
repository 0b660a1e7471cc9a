"""Assertions about decisions, whose failures say which rule found what, where and why."""

from collections.abc import Iterator
from typing import NoReturn, TypeVar

from achguard.model.decision import Accept, Ask, Hold, Redirect
from achguard.testing.told import Decided, told

_One = TypeVar("_One", Accept, Ask, Redirect, Hold)


def assert_accepted(decision: Decided, *, code: str | None = None) -> Accept:
    """Assert that a payment is accepted, and give the decision; `code` is that of a weak finding that it must carry.

    Raises `AssertionError` that names every finding, `TypeError` for what is no decision.
    """
    __tracebackhide__ = True
    return _of(Accept, "accepted", decision, code)


def assert_asked(decision: Decided, *, at: str | None = None, code: str | None = None) -> Ask:
    """Assert that the payor is asked, and give the decision; `at` is the field of a question.

    `code` is that of a finding, or of a gap. Raises `AssertionError` that names every finding, `TypeError` for what is
    no decision.
    """
    __tracebackhide__ = True
    asked = _of(Ask, "asked about", decision, code)
    if at is not None and at not in {question.at for question in asked.questions}:
        _fail(f"expected a question about {at}, but there are {_these(q.at for q in asked.questions)}", decision)
    return asked


def assert_redirected(decision: Decided, *, to: str | None = None, code: str | None = None) -> Redirect:
    """Assert that another way to pay is offered, and give the decision; `to` is the code of such a way, such as card.

    `code` is that of a finding. Raises `AssertionError` that names every finding, `TypeError` for what is no decision.
    """
    __tracebackhide__ = True
    redirected = _of(Redirect, "redirected", decision, code)
    if to is not None and to not in {method.code for method in redirected.alternatives}:
        offered = _these(method.code for method in redirected.alternatives)
        _fail(f"expected a redirect to {to}, but the payor is offered {offered}", decision)
    return redirected


def assert_held(decision: Decided, *, code: str | None = None) -> Hold:
    """Assert that a payment is held for a person, and give the decision; `code` is that of a finding, or of a gap.

    Raises `AssertionError` that names every finding, `TypeError` for what is no decision.
    """
    __tracebackhide__ = True
    return _of(Hold, "held", decision, code)


def _of(outcome: type[_One], word: str, decision: Decided, code: str | None) -> _One:
    __tracebackhide__ = True
    if not isinstance(decision, Accept | Ask | Redirect | Hold):
        raise TypeError(f"a decision is asserted, such as guard.decide(payment) gives, not {type(decision).__name__}")
    if not isinstance(decision, outcome):
        _fail(f"expected a payment that is {word}", decision)
    codes = sorted({finding.code for finding in decision.findings})
    if outcome in (Ask, Hold):
        codes += sorted({gap.code for gap in decision.not_evaluated})
    if code is not None and code not in codes:
        _fail(f"expected {code} to speak, but there are {_these(codes)}", decision)
    return decision


def _fail(expected: str, decision: Decided) -> NoReturn:
    __tracebackhide__ = True
    raise AssertionError("\n".join((expected, *told(decision))))


def _these(words: Iterator[str] | list[str]) -> str:
    return ", ".join(words) or "none"
