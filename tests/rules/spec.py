"""Reads the spec tables that stand beside the rules: what each case lays over a base, and what the rule then says."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from achguard.directory import RoutingDirectory
from achguard.model.history import History, ReturnedEntry
from achguard.model.payment import Payment
from achguard.policy.tables import OwnQuestionTable
from achguard.rules import RULES
from achguard.rules.context import Context, PaymentScreener
from achguard.rules.rule import Gap, Observation, Rule
from achguard.sanctions.snapshot import Snapshot
from factories import payment

HERE = Path(__file__).parent
AS_OF = dt.date(2026, 11, 23)
TINY_DIRECTORY = HERE.parents[1] / "src" / "achguard" / "testing" / "directory.txt"
CASE_KEYS = {"why", "with", "expect", "strength", "doc", "scenario", "as_of", "lists", "directory", "history", "base"}
CASE_KEYS |= {"own_questions", "certification"}

BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}


@dataclass(frozen=True, slots=True)
class Case:
    """One row of a spec table."""

    file: Path
    rule: Rule
    base: str
    row: dict[str, Any]

    @property
    def payment(self) -> Payment:
        """The payment that the case is about."""
        return payment(self.row.get("base", self.base), self.row.get("with"))

    @property
    def context(self) -> Context:
        """What the rule may look at: the sample list of the day, unless the case says otherwise."""
        as_of = self.row.get("as_of", AS_OF)
        lists = self.row.get("lists", "sample")
        history = self.row.get("history")
        return Context(
            as_of=as_of,
            screener=_screener(lists, as_of),
            directory=_directory() if self.row.get("directory") else None,
            history=History(map(ReturnedEntry.model_validate, history)) if history else None,
            own_questions=tuple(
                OwnQuestionTable.model_validate(each).question for each in self.row.get("own_questions", ())
            ),
            certification=self.row.get("certification"),
        )

    @property
    def expected(self) -> list[str]:
        """What the rule says, sorted."""
        return sorted(self.row["expect"])

    @property
    def id(self) -> str:
        """The case's name in the test report."""
        return f"{self.rule.code}: {self.row['why']}"


@cache
def _directory() -> RoutingDirectory:
    return RoutingDirectory.open(TINY_DIRECTORY)


@cache
def _screener_of(published: dt.date) -> Snapshot:
    return Snapshot.sample(published=published)


def _screener(lists: str, as_of: dt.date) -> PaymentScreener | None:
    published = {"sample": as_of, "stale": as_of - dt.timedelta(days=8), "none": None}[lists]
    return PaymentScreener(_screener_of(published), min_score=None, as_of=as_of) if published else None


def said(rule: Rule, seen: Observation) -> str:
    """Write what a rule yields the way a spec expects it: the field, the value and, where it differs, the strength."""
    if isinstance(seen, Gap):
        return f"not evaluated: {seen.reason}"
    text = seen.at if seen.value is None else f"{seen.at} = {seen.value}"
    return text if seen.strength == rule.strength else f"{text} ({seen.strength})"


def cases() -> list[Case]:
    """Read every case of every spec table."""
    found = []
    for file in sorted(HERE.glob("*/*.toml")):
        spec = tomllib.loads(file.read_text())
        rule = BY_CODE[spec["rule"]]
        found += [Case(file, rule, spec.get("base", "domestic_web_debit"), row) for row in spec["case"]]
    return found
