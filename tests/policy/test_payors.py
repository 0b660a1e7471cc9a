"""Fourteen payors against every policy that ships: what each is told, asked and offered, in both languages.

`ACHGUARD_UPDATE_GOLDEN=1 pytest tests/policy/test_payors.py` writes the texts in tests/golden/policy anew; read the
difference as each payor would before it is committed.
"""

import datetime as dt
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from achguard.guard import Guard
from achguard.model.decision import Outcome
from achguard.policy import Policy
from achguard.policy.loading import PRESETS
from achguard.sanctions.snapshot import Snapshot
from factories import Json, merged, payment

GOLDEN = Path(__file__).parents[1] / "golden" / "policy"
AS_OF = dt.date(2026, 11, 23)
LANGUAGES = ("en", "es")

ANSWERED: Json = {
    "foreign_funds": {"iat_indicator": "no"},
    "own_answers": [
        {"question": question, "answer": "no"}
        for question in ("business-abroad", "part-of-a-multinational", "owns-companies-abroad")
    ],
    "certification": {"version": "achguard-2026-1", "by": "JANE Q PUBLIC", "on": "2026-11-23"},
}
"""What the policies that want more than two answers want."""
YES_FUNDED: Json = {"foreign_funds": {"funded_from_abroad": "yes", "iat_indicator": "yes"}}
BUSINESS: Json = {
    "sec_code": "CCD",
    "receiver": {"name": "MAGNOLIA MILLS INC", "kind": "organization", "date_of_birth": None},
}

PAYORS: dict[str, tuple[str, Json]] = {
    "an individual": ("domestic_web_debit", {}),
    "a corporation": ("domestic_web_debit", BUSINESS),
    "an individual whose money is abroad": ("domestic_web_debit", YES_FUNDED),
    "a corporation whose money is abroad": ("domestic_web_debit", merged(BUSINESS, YES_FUNDED)),
    "a mandated corporation whose money is abroad": (
        "domestic_web_debit",
        merged(BUSINESS, YES_FUNDED) | {"payor_attributes": ["eft-mandated"], "tax_type": "withholding"},
    ),
    "money abroad, 25,000 dollars": ("domestic_web_debit", YES_FUNDED | {"amount": "25000.00"}),
    "money abroad, 749.99 dollars": ("domestic_web_debit", YES_FUNDED | {"amount": "749.99"}),
    "money abroad, a tax of the state, 5,000 dollars": (
        "domestic_web_debit",
        YES_FUNDED | {"amount": "5000.00", "tax_type": "state"},
    ),
    "a refund": ("domestic_ppd_credit", {}),
    "a refund that is sent on": (
        "domestic_ppd_credit",
        {"foreign_funds": {"forwarded_abroad": "yes", "iat_indicator": "yes"}},
    ),
    "nobody asked": (
        "domestic_web_debit",
        {
            "foreign_funds": dict.fromkeys(("account_abroad", "funded_from_abroad", "iat_indicator"), ""),
            "own_answers": [],
            "certification": None,
        },
    ),
    "nobody asked of a refund": (
        "domestic_ppd_credit",
        {
            "foreign_funds": dict.fromkeys(("account_abroad", "forwarded_abroad", "iat_indicator"), ""),
            "own_answers": [],
            "certification": None,
        },
    ),
    "ordered from Iran": ("domestic_web_debit", {"receiver": {"ip_country": "IR"}}),
    "a name on the list": ("domestic_web_debit", {"receiver": {"name": "MALIK TARENTOV ZORBAN"}}),
}


@cache
def guard(preset: str) -> Guard:
    """Give the guard of a preset, with the fictional list."""
    return Guard(Policy.preset(preset), Snapshot.sample(published=AS_OF), as_of=AS_OF)


def told(preset: str, language: str) -> Iterator[str]:
    """Yield what each payor reads, a line each."""
    yield f"{preset}, {language}\n"
    for payor, (base, changes) in PAYORS.items():
        decision = guard(preset).decide(payment(base, merged(ANSWERED, changes)), language=language)
        codes = ", ".join(dict.fromkeys(each.code for each in decision.findings)) or "nothing found"
        yield f"\n{payor}: {decision.outcome.value} ({codes})\n"
        if decision.outcome is not Outcome.ACCEPT:
            yield f"    {decision.payor_message}\n"
        for question in decision.questions:
            yield f"    ? {question.prompt}\n"
        for method in decision.alternatives:
            yield f"    - {method.title}. {' '.join((method.instructions, *method.conditions)).strip()}\n"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("preset", PRESETS)
def test_each_payor_is_told_what_was_looked_at(preset: str, language: str) -> None:
    """The outcome of each of the fourteen, and every sentence that it reads, is the one that a person read."""
    path = GOLDEN / f"payors-{preset}-{language}.txt"
    text = "".join(told(preset, language))
    if os.environ.get("ACHGUARD_UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("preset", PRESETS)
def test_what_must_not_differ_between_agencies(preset: str) -> None:
    """A listed name is held everywhere and offered nothing; an ordinary payor's domestic payment goes everywhere."""
    outcomes = {
        payor: guard(preset).decide(payment(base, merged(ANSWERED, changes))).outcome
        for payor, (base, changes) in PAYORS.items()
    }
    assert outcomes["a name on the list"] is Outcome.HOLD
    assert {outcomes[payor] for payor in ("an individual", "a corporation", "a refund")} == {Outcome.ACCEPT}
    assert {each for payor, each in outcomes.items() if "abroad" in payor} == {Outcome.REDIRECT}
    assert (outcomes["ordered from Iran"] is Outcome.HOLD) == (preset != "mississippi-dor")


@pytest.mark.parametrize("preset", [name for name in PRESETS if name != "iat-capable"])
def test_nobody_is_turned_away_without_another_way(preset: str) -> None:
    """Each payor who is redirected is offered something, whatever the amount, the direction and the payor."""
    for base, changes in PAYORS.values():
        decision = guard(preset).decide(payment(base, merged(ANSWERED, changes)))
        assert decision.alternatives or decision.outcome is not Outcome.REDIRECT
