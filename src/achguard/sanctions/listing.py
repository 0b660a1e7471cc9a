"""What is known of one list in a snapshot: where it came from, its date, its size."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from achguard.sanctions.sources.ofac_csv import OfacCsvSet
from achguard.sanctions.sources.read_list import ReadList

DatedBy = Literal["publisher", "argument", "server", "file-time"]
"""Who says which date a list has."""


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

    @classmethod
    def of(cls, read: OfacCsvSet | ReadList) -> "Listing":
        """Describe a list that was read from its files."""
        return cls(
            read.list, read.published, read.dated_by, len(read.entities), read.sha256, read.partial, read.problems
        )
