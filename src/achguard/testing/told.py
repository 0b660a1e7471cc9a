"""A decision in lines for a person who reads a failed test: outcome, rules, where, evidence and reasons, masked."""

from collections.abc import Iterator

from achguard.model.decision import Accept, Ask, Hold, Redirect
from achguard.model.finding import Finding, NotEvaluated

Decided = Accept | Ask | Redirect | Hold


def told(decision: Decided) -> Iterator[str]:
    """Yield a line for the outcome, then one for each finding, gap, question and way to pay."""
    of = f" of payment {decision.payment_id}" if decision.payment_id else ""
    basis = decision.basis
    yield f"the decision{of} is {decision.outcome.value}, by policy {basis.policy.name} as of {basis.as_of}"
    for finding in decision.findings:
        yield f"  {spoken(finding)}"
    reasons = dict.fromkeys(gap.reason for gap in decision.not_evaluated)
    for reason in reasons:
        codes = dict.fromkeys(gap.code for gap in decision.not_evaluated if gap.reason == reason)
        yield f"  {', '.join(codes)} not evaluated: {reason}"
    for question in decision.questions:
        yield f"  asks {question.at or 'the payor'}: {question.prompt}"
    if decision.alternatives:
        yield f"  offers {', '.join(method.code for method in decision.alternatives)}"


def spoken(seen: Finding | NotEvaluated) -> str:
    """Give one finding or gap in a line: rule, weight, place, evidence and reason.

    A guard that was asked to show values shows them here, too.
    """
    if isinstance(seen, NotEvaluated):
        return f"{seen.code} not evaluated{f' at {seen.at}' if seen.at else ''}: {seen.reason}"
    value = "" if seen.value is None else f" = {seen.value}"
    return f"{seen.code} {seen.name}, {seen.strength.value}, at {seen.at}{value}: {seen.message}"
