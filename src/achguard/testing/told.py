"""A decision in lines for a person who reads a failed test: outcome, rules, where, evidence and reasons, masked."""

from collections.abc import Iterator

from achguard.model.decision import Accept, Ask, Hold, Redirect
from achguard.model.finding import Finding, NotEvaluated
from achguard.model.masking import on_one_line

Decided = Accept | Ask | Redirect | Hold


def told(decision: Decided) -> Iterator[str]:
    """Yield a line for the outcome, then one for each finding, gap, question and way to pay."""
    basis = decision.basis
    by = f"by policy {basis.policy.name} as of {basis.as_of}"
    yield f"the decision{_of_payment(decision)} is {decision.outcome.value}, {by}"
    for finding in decision.findings:
        yield f"  {spoken(finding)}"
    reasons = dict.fromkeys(gap.reason for gap in decision.not_evaluated)
    for reason in reasons:
        codes = dict.fromkeys(gap.code for gap in decision.not_evaluated if gap.reason == reason)
        yield on_one_line(f"  {', '.join(codes)} not evaluated: {reason}")
    for question in decision.questions:
        yield on_one_line(f"  asks {question.at or 'the payor'}: {question.prompt}")
    if decision.alternatives:
        yield f"  offers {', '.join(method.code for method in decision.alternatives)}"


def compared(left: object, right: object) -> list[str] | None:
    """Give the lines for a comparison of a decision with another one, or with something else; None without one."""
    decisions = [each for each in (left, right) if isinstance(each, Accept | Ask | Redirect | Hold)]
    if not decisions:
        return None
    lines = [f"{_in_short(left)} == {_in_short(right)}"]
    if len(decisions) == len((left, right)):
        first, second = decisions
        differing = [name for name in type(first).model_fields if getattr(first, name) != getattr(second, name, None)]
        lines.append(f"they differ in {', '.join(differing)}")
    return [*lines, *(line for decision in decisions for line in told(decision))]


def _in_short(value: object) -> str:
    if isinstance(value, Accept | Ask | Redirect | Hold):
        return f"<{type(value).__name__}{_of_payment(value)}>"
    return on_one_line(repr(value))


def _of_payment(decision: Decided) -> str:
    return on_one_line(f" of payment {decision.payment_id}") if decision.payment_id else ""


def spoken(seen: Finding | NotEvaluated) -> str:
    """Give one finding or gap in a line: rule, weight, place, evidence and reason.

    A guard that was asked to show values shows them here, too.
    """
    if isinstance(seen, NotEvaluated):
        return on_one_line(f"{seen.code} not evaluated{f' at {seen.at}' if seen.at else ''}: {seen.reason}")
    value = "" if seen.value is None else f" = {seen.value}"
    return on_one_line(f"{seen.code} {seen.name}, {seen.strength.value}, at {seen.at}{value}: {seen.message}")
