"""What a rule says of a payment: something found, or something that could not be looked at."""

from enum import StrEnum

from pydantic import ConfigDict, Field

from achguard.model.described import Described
from achguard.model.listed_met import ListedHit, ListedNumber
from achguard.model.masking import quoted


class Strength(StrEnum):
    """The weight of a finding."""

    DECISIVE = "decisive"
    """It is an IAT, or a hit."""
    STRONG = "strong"
    """Treat it as such unless a person says otherwise."""
    WEAK = "weak"
    """A reason to ask."""


class Finding(Described):
    """Something that a rule found in a payment."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    """The rule's code, such as IAT201; never used again for another rule."""
    name: str
    """The rule's name, such as foreign-iban; it reads after "the payment has a"."""
    strength: Strength
    """Decisive, strong or weak."""
    at: str
    """The field, as a dotted path with list positions in brackets."""
    value: str | None = None
    """What was seen there, masked unless the guard was asked to show values."""
    message: str
    """One sentence for the person who handles the payment."""
    source: str
    """Where the rule comes from."""
    hit: ListedHit | None = Field(default=None, exclude_if=lambda hit: hit is None)
    """The listed party whose name was met, where one was; left out of JSON else. Nothing of it is for the payor."""
    number: ListedNumber | None = Field(default=None, exclude_if=lambda number: number is None)
    """The listed party that has the number or the BIC, likewise."""

    @property
    def brief(self) -> str:
        """Code, strength and field, without a value: `SAN101 strong receiver.name`."""
        return f"{self.code} {self.strength} {self.at}"

    def __repr__(self) -> str:
        return f"<Finding {quoted(self.brief)}>"

    __str__ = __repr__


class NotEvaluated(Described):
    """Something that a rule could not look at; not having looked is not having found nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    """The rule's code."""
    reason: str
    """Why it could not look, in a few words."""
    at: str | None = None
    """The field that stood in the way, where it was a field."""

    @property
    def brief(self) -> str:
        """Code and field, or the reason where no field is to blame: `SAN501 not evaluated: no list is loaded`."""
        return f"{self.code} not evaluated: {self.at or self.reason}"

    def __repr__(self) -> str:
        return f"<NotEvaluated {quoted(f'{self.code}: {self.at or self.reason}')}>"

    __str__ = __repr__
