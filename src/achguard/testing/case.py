"""Test values and cases: payments whose outcome is known, by the rule that they are about."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from achguard.errors import ConfigurationError
from achguard.guard import Guard
from achguard.model.decision import Outcome
from achguard.model.masking import quoted
from achguard.model.payment import Payment
from achguard.policy.vocabulary import instead
from achguard.testing import frozen
from achguard.testing.payment_factory import Json

if TYPE_CHECKING:
    from _pytest.mark.structures import ParameterSet

NEEDS: Final = ("directory", "returns", "as_of", "policy")
"""Tags of cases that a guard decides so only with a directory, with returns, on another day or by another policy."""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A payment whose outcome is known: the ordinary one of `payment()`, with something laid over it."""

    id: str
    """A stable short name, such as iban-german."""
    why: str
    """What is special about it, in a sentence."""
    rule: str | None
    """The code of the rule that it is about, where it is about one."""
    tags: frozenset[str]
    """What to choose it by: subjects, the outcome, the codes of rules, and `look-alike`."""
    fields: Mapping[str, Any]
    """What is laid over the ordinary payment, as keywords of `payment`."""
    json: Json
    """The whole payment, as JSON."""
    outcome: Outcome
    """What a guard of tests decides, under the policy us-domestic."""
    codes: tuple[str, ...]
    """The rules that speak, all of them; for SAN501 that it could not look."""
    directory: bool
    """Whether it takes the invented routing directory to see it."""
    returns: tuple[Json, ...]
    """The earlier returns that it takes to see it."""
    as_of: str | None = None
    """The day whose law it takes, YYYY-MM-DD; None for that of the pack."""
    policy: str | None = None
    """The preset that decides it so; None for that of the pack."""

    @property
    def payment(self) -> Payment:
        """The payment."""
        return Payment.model_validate(self.json)

    @property
    def is_look_alike(self) -> bool:
        """Whether the rule that it is about must stay quiet."""
        return self.rule is not None and self.rule not in self.codes

    def guard(self) -> Guard:
        """Give the guard that decides it so: that of `ach_guard`, with the returns, day and policy that it takes."""
        day = self.as_of or frozen.FROZEN_DAY
        policy = self.policy or frozen.DEFAULT_POLICY
        return frozen.guard(policy=policy, as_of=day, directory=self.directory, returns=self.returns)

    def __repr__(self) -> str:
        return f"Case({self.id!r}, {self.outcome.value})"


def values() -> tuple[Case, ...]:
    """Give every test value, in the order of rules: names, numbers and accounts with their outcomes, and look-alikes.

    It is the same as the page of test values, and as `achguard/testing/cases.json` for other languages. Each call reads
    it anew, so that a test which changes one changes no other test's.
    """
    return read(files("achguard.testing").joinpath("cases.json").read_text(encoding="utf-8"))


def read(pack: str) -> tuple[Case, ...]:
    """Give the cases of a pack in JSON."""
    return tuple(_case(row) for row in json.loads(pack)["cases"])


def cases(tags: str | Iterable[str] = ()) -> "list[ParameterSet]":
    """Give cases to parametrize a test with, each under its own id.

    `@pytest.mark.parametrize("case", cases("iban"))` runs a test with each that has the tag, `cases({"iban", "bic"})`
    with each that has either, and `cases()` with all. Those that take a routing directory, earlier returns, another
    day or another policy come only where the tags say `directory`, `returns`, `as_of` or `policy`. Raises
    `ConfigurationError` for a tag that no case has.
    """
    import pytest

    wanted = {tags} if isinstance(tags, str) else {*tags}
    known = sorted({tag for case in values() for tag in case.tags})
    for tag in wanted:
        if tag not in known:
            raise ConfigurationError(f"no case has the tag {quoted(tag)!r}{instead(tag, known)}")
    lacking = {*NEEDS} - wanted
    chosen = [case for case in values() if not (lacking & case.tags) and (not wanted or wanted & case.tags)]
    return [pytest.param(case, id=case.id) for case in chosen]


def _case(row: Json) -> Case:
    return Case(
        id=row["id"],
        why=row["why"],
        rule=row["rule"],
        tags=frozenset(row["tags"]),
        fields=row["with"],
        json=row["payment"],
        outcome=Outcome(row["outcome"]),
        codes=tuple(row["codes"]),
        directory=row["directory"],
        returns=tuple(row["returns"]),
        as_of=row.get("as_of"),
        policy=row.get("policy"),
    )
