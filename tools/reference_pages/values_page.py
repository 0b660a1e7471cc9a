"""The page of test values: for each outcome and each rule, what brings it, and what looks like it and does not."""

from collections.abc import Iterable

import generate_test_cases
from achguard.model.decision import Outcome
from achguard.rules import RULES
from achguard.testing.case import NEEDS, Case, read
from achguard.testing.frozen import FROZEN_DAY
from achguard.testing.payment_factory import domestic_web_debit
from reference_pages.markdown import as_json, code, fenced, generated, table

_OPENING = f"""\
# Test values

Names, numbers and accounts for tests, each with what achguard decides where it is in an otherwise ordinary payment.
Every one is invented, or is the example of its own standard. What a value brings holds under the policy `us-domestic`,
on {FROZEN_DAY.isoformat()}, with the [fictional list](#the-fictional-list): so decides the fixture `ach_guard`
([Test your checkout](../how-to/test-your-checkout.md)). Values stay within a major version; a release that decides one
of them otherwise says so in its changelog.

In Python `achguard.testing.values()` gives the same, and `achguard.testing.cases(tags=...)` gives it to
`pytest.mark.parametrize`. For other languages it is the file `achguard/testing/cases.json` of the package, with whole
payments as JSON.
"""
_SHORT = """\
## One for each outcome

Lay one of these over the ordinary payment below.
"""
_ONE_EACH = {"accept": "ordinary", "ask": "routing-check-digit", "redirect": "iban-german", "hold": "listed-name"}
_NEEDS = """\
A row that says *directory* takes a routing directory to see, one that says *returns* earlier returns, and one that says
*as_of* or *policy* another day or policy: the marker `@pytest.mark.achguard(directory=True)`, `returns=[...]`,
`as_of="..."` or `policy="..."`, or `Case.guard()`.
"""
_LIST = """\
## The fictional list

`Snapshot.sample()`, which the fixture `ach_lists` gives, lists invented people, companies, ships and a bank. Its names
are listed with their aliases, dates of birth and numbers, so that spelling, order and evidence can be tried out. Not
one byte of it changes within a major version. Names of your own are listed beside it with
`@pytest.mark.achguard(names=[...])`.
"""


def page() -> str:
    """Give the page; raises `ValueError` for a rule that no value brings."""
    cases = read(generate_test_cases.text())
    by_id = {case.id: case for case in cases}
    parts = [_OPENING, _SHORT]
    parts += [
        table(
            ("Outcome", "Value", "Because of"),
            ((code(outcome), _value(by_id[name]), by_id[name].why) for outcome, name in _ONE_EACH.items()),
        )
    ]
    parts += ["The ordinary payment, which is accepted:\n", fenced("json", as_json(domestic_web_debit()))]
    parts += ["## By rule\n", _NEEDS]
    for rule in RULES:
        about = [case for case in cases if case.rule == rule.code]
        if not any(rule.code in case.codes for case in about):
            raise ValueError(f"no test value brings {rule.code}; give tools/test_values.toml a row")
        parts += [f"### {rule.code} {rule.name}\n", f"[What it says](rules/{rule.code}.md)\n", _rows(about)]
    parts += [_LIST]
    return generated("\n".join(parts), "tools/test_values.toml")


def _rows(about: Iterable[Case]) -> str:
    header = ("Value", "Outcome", "Rules that speak", "Why", "Id")
    rows = [(_value(case), _outcome(case), ", ".join(case.codes) or "none", case.why, code(case.id)) for case in about]
    return table(header, rows)


def _value(case: Case) -> str:
    """Give a value as keywords of `payment`, in one cell."""
    needs = [need for need in NEEDS if need in case.tags]
    words = [code(f"{name}={value!r}") for name, value in case.fields.items()]
    words += [code(f"{each['code']} of the account") for each in case.returns]
    return ", ".join(words or ["nothing laid over"]) + (
        f" (*{needs[0]}*{f' {case.as_of or case.policy}' if case.as_of or case.policy else ''})" if needs else ""
    )


def _outcome(case: Case) -> str:
    look_alike = ", look-alike" if case.is_look_alike else ""
    return code(Outcome(case.outcome).value) + look_alike
