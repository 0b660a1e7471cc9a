"""What tests decide with: a list of invented names and a day, both of which stay as they are."""

import datetime as dt
import os
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from achguard.errors import ConfigurationError
from achguard.guard import Guard
from achguard.law.return_reasons import REASONS
from achguard.model.history import History, ReturnedEntry
from achguard.model.masking import quoted
from achguard.policy import Policy
from achguard.policy.loading import PRESETS
from achguard.sanctions.listed.named import given
from achguard.testing.payment_factory import payment

if TYPE_CHECKING:
    from achguard.directory import RoutingDirectory
    from achguard.sanctions.snapshot import Snapshot

FROZEN_DAY: Final = dt.date(2026, 11, 25)
"""The day on which tests decide: a Wednesday, on which a bank works.

It stays within a major version, so that a test means the same next year; the law of another day is asked for with
`as_of`.
"""

DEFAULT_POLICY: Final = "us-domestic"
"""The policy of a guard for which a test names none."""


_AS_A_DATE: Final = re.compile(r"[0-9]{1,4}-[0-9]{1,2}-[0-9]{1,2}")


def guard(
    *,
    policy: Policy | str | os.PathLike[str] = DEFAULT_POLICY,
    as_of: dt.date | str = FROZEN_DAY,
    names: Iterable[str] = (),
    language: str = "en",
    directory: bool = False,
    returns: Iterable[ReturnedEntry | Mapping[str, object]] = (),
) -> Guard:
    """Give a guard for tests: the fictional list, and a day that does not move.

    `policy` is a policy, the name of a preset or a path to a policy file; `as_of` a date or ISO text. `names` are
    listed beside the fictional ones. `language` is that of questions and messages. `directory=True` looks into a
    routing directory of seven invented banks; any other number is unknown there. `returns` are earlier returns, as
    `ReturnedEntry` or its JSON. Nothing is fetched or written.

    Raises `ConfigurationError` for what none of these can be.
    """
    day = _day(as_of)
    made = Guard(
        _policy(policy).in_language(language),
        lists(as_of=day, names=names),
        _directory() if directory else None,
        _history(returns),
        as_of=day,
    )
    # What a guard loads at its first decision takes longer than the 200 ms that Hypothesis gives to an example.
    for heavy in ({}, {"iban": "DE89370400440532013000", "name": "***", "phone": "+49 30 1"}):
        made.decide(payment(**heavy))
    return made


def lists(*, as_of: dt.date | str = FROZEN_DAY, names: Iterable[str] = ()) -> "Snapshot":
    """Give the fictional list, of the day that is decided on, with names of one's own beside its own.

    Its entries stay within a major version. Raises `ConfigurationError` for a name without a letter.
    """
    return _lists(_day(as_of), given(names))


def _history(returns: Iterable[ReturnedEntry | Mapping[str, object]]) -> History | None:
    try:
        entries = tuple(ReturnedEntry.model_validate(entry) for entry in returns)
    except (TypeError, ValidationError):
        raise ConfigurationError(
            'returns are a list of earlier returns: returns=[{"code": "R85", "routing_number": ..., '
            '"account_number": ...}]'
        ) from None
    for code in (each.code for each in entries):
        if code not in REASONS:
            raise ConfigurationError(f"returns: {code} is no return or change code{_near(code)}")
    return History(entries) if entries else None


def _near(code: str) -> str:
    near = get_close_matches(code, [each for each in REASONS if each[0] == code[0]], n=3)
    return f"; near it are {', '.join(sorted(near))}"


@cache
def _directory() -> "RoutingDirectory":
    from achguard.directory import RoutingDirectory

    with as_file(files("achguard.testing").joinpath("directory.txt")) as path:
        return RoutingDirectory.open(path)


@lru_cache(maxsize=8)
def _lists(day: dt.date, names: tuple[str, ...]) -> "Snapshot":
    from achguard.sanctions.snapshot import Snapshot

    return Snapshot.sample(published=day, also=names)


def _day(said: dt.date | str) -> dt.date:
    if type(said) is dt.date:
        return said
    try:
        return dt.date.fromisoformat(said)  # type: ignore[arg-type]  # whatever else was given is refused
    except (TypeError, ValueError):
        # Figures alone may be anything; a date's own form holds nothing that is confidential of a day that is chosen.
        shown = said if isinstance(said, str) and _AS_A_DATE.fullmatch(said) else quoted(said)
        raise ConfigurationError(f"as_of is a date such as {FROZEN_DAY.isoformat()}, not {shown!r}") from None


def _policy(said: Policy | str | os.PathLike[str]) -> Policy:
    if isinstance(said, Policy):
        return said
    if isinstance(said, str) and (said in PRESETS or not said.endswith(".toml")):
        return Policy.preset(said)
    return Policy.load(said)
