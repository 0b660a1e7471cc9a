"""One row of the FedACH directory."""

from dataclasses import dataclass
from enum import StrEnum

from achguard.identifiers import us_state


class RecordType(StrEnum):
    """What the directory says to do with a routing number; the value is FedACH's record type code."""

    FRB = "0"
    CURRENT = "1"
    RETIRED = "2"


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """What the directory says about one routing number.

    `office_code` is O (main office) or B (branch); `change_date` is as the file has it (MMDDYY in the text file);
    `new_routing_number` is None where there is none. All are public facts about banks.
    """

    routing_number: str
    name: str
    city: str
    state: str
    zip_code: str
    record_type: RecordType
    new_routing_number: str | None
    change_date: str
    office_code: str

    @property
    def is_foreign(self) -> bool:
        """Whether the office is abroad: the directory leaves its state blank, or has one that is not in the US."""
        return not us_state.is_valid(self.state)
