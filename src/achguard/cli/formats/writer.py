"""What every format does: write a start, each result, and an end."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from achguard.cli.results import Problems, Result, Tally
from achguard.model.decision import ListVersion

if TYPE_CHECKING:  # what screening is made of is loaded with lists, and what portions are with large files
    from achguard.cli.portion_writing import Written
    from achguard.sanctions.listed.entity import ListedEntity


def no_entry(_list: str, _uid: str) -> "ListedEntity | None":
    """Give no entry, as a run without lists does."""
    return None


@dataclass(frozen=True, slots=True)
class Ingredients:
    """What the decisions of a run rest on, for its summary."""

    policy: str
    """The policy's name, for a run that decides nothing."""
    as_of: dt.date
    """The day whose law and list ages apply."""
    lists: tuple[ListVersion, ...]
    """The lists screened against; empty when there are none."""
    directory_rows: int | None
    """How many rows the routing directory has; None without one."""
    directory_codes: frozenset[str] = frozenset()
    """The rules that look into a directory, where the policy does without one."""
    entry_of: Callable[[str, str], "ListedEntity | None"] = no_entry
    """Gives an entry of the lists by its list's name and its publisher's number."""
    lists_at: str | None = None
    """What was given as `--lists`."""
    clearances_at: str | None = None
    """What was given as `--clearances`."""
    unmask: bool = False
    """Whether values are shown."""


class Writer(Protocol):
    """Writes the results of a run in one format, as they come."""

    def begin(self) -> None:
        """Write what stands in front of the first result."""

    def write(self, result: Result) -> None:
        """Write one result."""

    def problems(self, problems: Problems) -> None:
        """Write, or say on stderr, what is wrong with the form of a file."""

    def end(self, tally: Tally) -> None:
        """Write what stands behind the last result."""


@runtime_checkable
class PortionWriter(Protocol):
    """Writes what was made of many results elsewhere, too."""

    def write_portion(self, written: "Written") -> None:
        """Write the results of a portion."""


class Silent:
    """Writes nothing: the exit code of a run says what was found."""

    def begin(self) -> None:
        """Write nothing."""

    def write(self, result: Result) -> None:
        """Write nothing."""

    def problems(self, problems: Problems) -> None:
        """Write nothing."""

    def end(self, tally: Tally) -> None:
        """Write nothing."""
