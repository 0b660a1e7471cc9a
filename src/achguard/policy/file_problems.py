"""What a policy says of problems of Nacha files: which are errors, at which origin, and what an error leads to."""

from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field, field_validator

from achguard.model.masking import quoted
from achguard.policy.offers import Row
from achguard.policy.vocabulary import instead

if TYPE_CHECKING:  # a policy is read without the reader of files
    from achguard.nacha.checks.problems import Severity, Weighing

Severities = dict[str, Literal["error", "warning"]]
"""`error` or `warning`, by the code of a problem."""

_ORIGIN_WIDTH: Final = 10  # columns of a file header's immediate origin


class Origin(Row):
    """What holds of the files of one origin."""

    severities: Severities
    """The severity of single problems, by code; they go before those of all origins."""

    @field_validator("severities")
    @classmethod
    def _can_be_set(cls, severities: Severities) -> Severities:
        return _settable(severities)


def _settable(severities: Severities) -> Severities:
    if not severities:  # as in most policies, which need no reader of files
        return severities
    from achguard.nacha.checks.problems import problem_types

    types = problem_types()
    for code, severity in severities.items():
        if code not in types:
            raise ValueError(f"{quoted(code)!r} is no problem of a Nacha file{instead(code, types)}")
        if severity == "warning" and not types[code].lowered:
            raise ValueError(
                f"{code} stays an error: it hides a field from the rules, or leaves open whether records are missing"
            )
    return severities


class Nacha(Row):
    """How problems of Nacha files weigh, where a bank has agreed on something else than its operator's rules."""

    errors: Literal["hold", "ask"] = "hold"
    """What an error of an entry that can be read and screened leads to; others hold, and so does one that hides a
    field from the rules or leaves open whether records of a batch are missing."""
    severities: Severities = Field(default_factory=dict)
    """The severity of single problems, by code; those that are not here weigh as the profile says."""
    origins: dict[str, Origin] = Field(default_factory=dict)
    """What holds of one origin alone, by the immediate origin of the file's header."""

    @field_validator("severities")
    @classmethod
    def _can_be_set(cls, severities: Severities) -> Severities:
        return _settable(severities)

    @field_validator("origins")
    @classmethod
    def _are_origins(cls, origins: dict[str, Origin]) -> dict[str, Origin]:
        for origin in origins:
            if origin != origin.strip() or not 0 < len(origin) <= _ORIGIN_WIDTH:
                raise ValueError("an immediate origin has up to ten characters, without the blanks around them")
        return origins

    @property
    def weighing(self) -> "Weighing":
        """The severities, as `achguard.nacha.read` takes them."""
        from achguard.nacha.checks.problems import Weighing

        origins = {origin: _weighed(own.severities) for origin, own in self.origins.items()}
        return Weighing(_weighed(self.severities), origins)

    def asks(self, code: str) -> bool:
        """Say whether an error of this code leads to an Ask."""
        if self.errors == "hold":
            return False
        from achguard.nacha.checks.problems import problem_types

        row = problem_types().get(code)
        return row is not None and row.lowered


def _weighed(severities: Severities) -> "dict[str, Severity]":
    from achguard.nacha.checks.problems import Severity

    return {code: Severity(severity) for code, severity in severities.items()}
