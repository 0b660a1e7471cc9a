"""What a rule is: a code, a name, a strength, a gate, and one function over one payment."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, overload

from achguard.errors import ConfigurationError
from achguard.model.finding import Finding, NotEvaluated, Strength
from achguard.model.listed_met import ListedHit, ListedNumber
from achguard.model.masking import Shown as Shown  # noqa: PLC0414  rules take it from here
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import Gate


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something that a rule saw, with the value as it stands in the payment; becomes a `Finding`."""

    at: str
    strength: Strength
    value: str | None = field(repr=False)
    shown: Shown
    facts: Mapping[str, object] = field(default_factory=dict)
    met: ListedHit | ListedNumber | None = None
    """The listed party that the value met."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a rule could not look at; becomes a `NotEvaluated`."""

    at: str | None
    reason: str


Observation = Sighting | Gap
"""What a rule yields."""


class Rule(ABC):
    """One rule: its docstring is its page, its class attributes are its table row.

    The docstring says what the rule sees, then has the headings Why it matters, Stays quiet and References.
    """

    code: ClassVar[str]
    """Family and number, such as IAT302; never used again for another rule."""
    name: ClassVar[str]
    """Reads after "the payment has a"."""
    since: ClassVar[str]
    """The version that brought it."""
    strength: ClassVar[Strength]
    """The weight of its findings where one does not say otherwise."""
    gate: ClassVar[Gate]
    """Which payments it must see, where many are decided together; a guard asks it of every payment."""
    message: ClassVar[str]
    """The sentence for the person who handles the payment, with `{facts}` in braces; no confidential value."""
    source: ClassVar[str]
    """Where the rule comes from, in a few words."""

    @abstractmethod
    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield what the rule sees in a payment, and what it could not look at; never raises for what it contains."""

    @overload
    def finding(
        self,
        *,
        at: str,
        value: None = None,
        shown: None = None,
        strength: Strength | None = None,
        met: None = None,
        **facts: object,
    ) -> Sighting: ...

    @overload
    def finding(
        self,
        *,
        at: str,
        value: str | None,
        shown: Shown,
        strength: Strength | None = None,
        met: ListedHit | ListedNumber | None = None,
        **facts: object,
    ) -> Sighting: ...

    def finding(
        self,
        *,
        at: str,
        value: str | None = None,
        shown: Shown | None = None,
        strength: Strength | None = None,
        met: ListedHit | ListedNumber | None = None,
        **facts: object,
    ) -> Sighting:
        """Make a sighting at a field.

        A value comes with how much of it a decision shows. `met` is the listed party that it met. `facts` fill the
        message and must not be confidential.
        Raises `ConfigurationError` for a value that comes without.
        """
        if value is not None and shown is None:
            raise ConfigurationError(f"{self.code} gives a value and lacks how it is shown, such as Shown.NUMBER")
        return Sighting(at, strength or self.strength, value, shown or Shown.NOTHING, facts, met)

    def not_evaluated(self, *, reason: str, at: str | None = None) -> Gap:
        """Make a gap: say why the rule could not look."""
        return Gap(at, reason)


def rendered(rule: Rule, seen: Observation, *, unmask: bool) -> Finding | NotEvaluated:
    """Turn what a rule yields into what a decision carries: sentences are made and values masked only here."""
    if isinstance(seen, Gap):
        return NotEvaluated(code=rule.code, reason=seen.reason, at=seen.at)
    value = seen.value
    if value is not None and not unmask:
        value = seen.shown.of(value)
    return Finding(
        code=rule.code,
        name=rule.name,
        strength=seen.strength,
        at=seen.at,
        value=None if value is None else _writable(value),
        message=_writable(rule.message.format_map(seen.facts)),
        source=rule.source,
        hit=seen.met if isinstance(seen.met, ListedHit) else None,
        number=seen.met if isinstance(seen.met, ListedNumber) else None,
    )


def _writable(text: str) -> str:
    """Put a question mark for each lone surrogate, which a payment made without validation may hold and JSON can't."""
    return text if text.isascii() else text.encode(errors="replace").decode()
