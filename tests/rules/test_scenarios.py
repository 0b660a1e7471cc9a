"""The published IAT scenarios, decided as whole payments by the preset us-domestic."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from achguard.guard import Guard
from achguard.model.history import History, ReturnedEntry
from achguard.policy import Policy
from achguard.sanctions.snapshot import Snapshot
from factories import payment
from spec import AS_OF, cases

SCENARIOS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "scenarios.toml").read_text())["scenario"]
LETTERS = "ABCDEFGH"


def guard(as_of: dt.date, history: History | None) -> Guard:
    """Give a guard of the preset us-domestic with a sample list of the day."""
    return Guard(
        policy=Policy.preset("us-domestic"), lists=Snapshot.sample(published=as_of), history=history, as_of=as_of
    )


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_scenario_is_decided_as_published(scenario: dict[str, Any]) -> None:
    """Each scenario has its outcome, for exactly the reasons that its row names."""
    returned = scenario.get("history")
    history = History(map(ReturnedEntry.model_validate, returned)) if returned else None
    decision = guard(scenario.get("as_of", AS_OF), history).decide(payment(scenario["base"], scenario.get("with")))
    assert [finding.code for finding in decision.findings] == scenario["because"]
    assert decision.outcome == scenario["outcome"]


def test_every_scenario_has_a_name_of_its_own() -> None:
    """No scenario hides behind another's name."""
    names = [scenario["name"] for scenario in SCENARIOS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("letter", LETTERS)
def test_every_published_letter_is_decided_and_stands_in_a_spec(letter: str) -> None:
    """Scenarios A to H are each decided here and named by a case in the spec of a rule that decides."""
    assert any(scenario["name"].split()[0].split("-")[0] == letter for scenario in SCENARIOS)
    assert any(case.row.get("scenario") == letter for case in cases())
