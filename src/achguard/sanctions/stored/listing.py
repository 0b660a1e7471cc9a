"""What is known of one list in a snapshot: where it came from, its date, its size."""

import datetime as dt
from dataclasses import dataclass, replace

from achguard.sanctions.listed.list_dates import DatedBy
from achguard.sanctions.sources.reading.read_list import ReadList


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of a snapshot."""

    list: str
    published: dt.date
    dated_by: DatedBy
    entries: int
    sha256: str
    partial: bool
    problems: tuple[str, ...] = ()
    """What was odd about the list's files, a sentence each."""
    without: tuple[str, ...] = ()
    """Optional files that the list was read without."""
    confirmed: dt.date | None = None
    """Day on which its publisher last gave it, or said that it is still the current one; None where nobody asked."""
    fetched: dt.date | None = None
    """Day on which its publisher last gave it; None where nobody asked."""

    @classmethod
    def of(cls, read: ReadList) -> "Listing":
        """Describe a list that was read from its files."""
        return cls(
            read.list,
            read.published,
            read.dated_by,
            len(read.entities),
            read.sha256,
            read.partial,
            read.problems,
            read.without,
        )

    @property
    def unconfirmed(self) -> "Listing":
        """The same list as its files alone tell of it."""
        return replace(self, confirmed=None, fetched=None)
