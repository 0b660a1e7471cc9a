"""What a type checker sees of the four outcomes: a `match` over a decision is complete, or does not check.

Never run. `tests/contract/test_typing.py` takes a case out and expects mypy and pyright to complain.
"""

from typing import assert_never

from achguard import Accept, Ask, Guard, Hold, Payment, Redirect


def next_step(guard: Guard, payment: Payment) -> str:
    """Say what an app does next; every outcome has a case."""
    decision = guard.decide(payment)
    match decision:
        case Accept():
            return "submit"
        case Ask(questions=questions):
            return f"ask {len(questions)}"
        case Redirect(alternatives=methods, findings=why):
            return f"offer {len(methods)} because of {len(why)}"
        case Hold(findings=why):
            return f"freeze because of {len(why)}"
        case _:
            assert_never(decision)
