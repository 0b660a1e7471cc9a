"""What a guard takes: each part as it is, or by its name or path, and payments; anything else is told at once."""

import datetime as dt
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from achguard.errors import ConfigurationError
from achguard.model.history import History
from achguard.model.payment import Payment
from achguard.model.well_formed import misfit
from achguard.policy import Policy
from achguard.policy.loading import PRESETS
from achguard.policy.vocabulary import UNANSWERED_QUESTION, instead
from achguard.rules import RULES
from achguard.rules.rule import Rule

if TYPE_CHECKING:  # lists, directories and clearances load what a guard without them does not need
    from achguard.directory import RoutingDirectory
    from achguard.sanctions.clearance import Clearances
    from achguard.sanctions.snapshot import Snapshot

GivenPath = str | os.PathLike[str]

_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def policy_of(given: "Policy | GivenPath | None") -> Policy:
    """Take a policy, checked anew, the name of a preset, or the path of a policy file; us-domestic for nothing."""
    if given is None:
        return Policy.preset("us-domestic")
    if isinstance(given, Policy):
        return given.checked()
    if isinstance(given, str) and (given in PRESETS or not _is_path(given)):
        return Policy.preset(given)
    if isinstance(given, str | os.PathLike):
        return Policy.load(given)
    raise _wrong("policy", given, "a Policy, the name of a preset such as 'us-domestic', or the path of a policy file")


def lists_of(given: "Snapshot | GivenPath | None") -> "Snapshot | None":
    """Take a snapshot, or the path of a built one, which is opened."""
    if given is None:
        return None
    from achguard.sanctions.snapshot import Snapshot

    if isinstance(given, Snapshot):
        return given
    if isinstance(given, str | os.PathLike):
        return Snapshot.open(Path(given))
    raise _wrong("lists", given, "a Snapshot, such as Snapshot.open('lists/'), or the path of a built one")


def directory_of(given: "RoutingDirectory | GivenPath | None") -> "RoutingDirectory | None":
    """Take a routing directory, or the path of its file, which is read."""
    if given is None:
        return None
    from achguard.directory import RoutingDirectory

    if isinstance(given, RoutingDirectory):
        return given
    if isinstance(given, str | os.PathLike):
        return RoutingDirectory.open(given)
    raise _wrong("directory", given, "a RoutingDirectory, or the path of a FedACH directory")


def clearances_of(given: "Clearances | GivenPath | None") -> "Clearances | None":
    """Take clearances, or the path of their file, which is read."""
    if given is None:
        return None
    from achguard.sanctions.clearance import Clearances

    if isinstance(given, Clearances):
        return given
    if isinstance(given, str | os.PathLike):
        return Clearances.open(Path(given))
    raise _wrong("clearances", given, "Clearances, such as Clearances([clearance, ...]), or the path of their file")


def history_of(given: History | None) -> History | None:
    """Take earlier returns."""
    if given is None or isinstance(given, History):
        return given
    raise _wrong("history", given, "a History, such as History(file.returns)")


def rules_of(given: Iterable[Rule]) -> tuple[Rule, ...]:
    """Take rules, each an object of its class."""
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise _wrong("rules", given, "rules, such as (*RULES, YourRule())")
    rules = tuple(given)
    for rule in rules:
        if isinstance(rule, type):
            raise ConfigurationError(f"rules has the class {rule.__name__}; give an object of it, {rule.__name__}()")
        if not isinstance(rule, Rule):
            raise _wrong("each of rules", rule, "a Rule")
    return rules


def day_of(given: dt.date | str | None) -> dt.date | None:
    """Take a day, or its text as YYYY-MM-DD."""
    if given is None or (isinstance(given, dt.date) and not isinstance(given, dt.datetime)):
        return given
    if isinstance(given, str) and _ISO_DATE.fullmatch(given):
        try:
            return dt.date.fromisoformat(given)
        except ValueError:
            raise ConfigurationError(f"as_of is {given}, and there is no such day") from None
    what = "a text of another form" if isinstance(given, str) else _named(given)
    hint = "; a time has its day in .date()" if isinstance(given, dt.datetime) else ""
    raise ConfigurationError(f"as_of takes a date, or a day as YYYY-MM-DD, not {what}{hint}")


def _is_path(text: str) -> bool:
    return text.endswith(".toml") or os.sep in text or "/" in text or os.path.lexists(text)


def _wrong(argument: str, given: object, takes: str) -> ConfigurationError:
    return ConfigurationError(f"{argument} takes {takes}, not {_named(given)}{_meant_for(argument, given)}")


def _named(given: object) -> str:
    name = type(given).__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def _meant_for(argument: str, given: object) -> str:
    """Say which argument takes what was given, where another one does: positions are easily confused."""
    place = {
        "Policy": "policy",
        "Snapshot": "lists",
        "RoutingDirectory": "directory",
        "History": "history",
        "Clearances": "clearances",
    }.get(type(given).__name__, argument)
    return f"; give it as {place}=" if place != argument else ""


def refuse_gaps(policy: Policy, rules: tuple[Rule, ...]) -> None:
    """Refuse a rule set that would accept what nobody looked at.

    A guard without the rules about sanctions would accept a listed party, and one without SAN501 a payment that was
    not screened; holding everything instead would show only once payments come.
    """
    codes = {rule.code for rule in rules}
    screening = [each for each in RULES if each.code.startswith("SAN")]
    if lacking := [
        each.code
        for each in screening
        if not any(isinstance(rule, type(each)) for rule in rules) and each.code not in policy.off
    ]:
        raise ConfigurationError(
            f"the rules lack {', '.join(lacking)}, without which a payment is not screened; "
            "give rules of your own beside those that ship: rules=(*RULES, YourRule())"
        )
    if policy.questions.required != "never" and UNANSWERED_QUESTION not in codes:
        raise ConfigurationError(
            f"policy {policy.name} requires answers, but the rules lack {UNANSWERED_QUESTION}, which asks for them"
        )
    if policy.directory.required and (lacking := [code for code in policy.directory.codes if code not in codes]):
        raise ConfigurationError(
            f"policy {policy.name} requires a routing directory, but the rules lack {', '.join(lacking)}, "
            "which look into it"
        )
    if strangers := [code for code in policy.own_rules if code not in codes]:
        raise ConfigurationError(
            f"policy {policy.name} speaks of the rule {strangers[0]}, which this guard does not have"
            f"{instead(strangers[0], codes).partition('; there are')[0]}; give it among the guard's rules"
        )


def refuse_other_than_payment(payment: object) -> None:
    """Refuse what is no payment, and one that was made without validation and holds what none can."""
    if not isinstance(payment, Payment):
        raise ConfigurationError("a guard decides a Payment; make one with Payment.model_validate(...) first")
    if path := misfit(payment):
        raise ConfigurationError(
            f"the payment's {path} is missing or of a type that no valid payment has there, as model_construct "
            "lets it be; make the payment with Payment.model_validate(...)"
        )
