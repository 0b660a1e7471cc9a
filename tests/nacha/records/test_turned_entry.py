"""Which half of a CIE or MTE entry is the name."""

import pytest

from achguard.nacha import read
from nacha_edits import DAY, edited


@pytest.mark.parametrize("sec_code", ["CIE", "MTE"])
@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("JANE Q PUBLIC", "ID-17", "JANE Q PUBLIC"),
        ("0042", "JANE Q PUBLIC", "JANE Q PUBLIC"),
        ("00-42", "Zo\u00eb O'NEIL", "Zo\u00eb O'NEIL"),
        ("", "JANE Q PUBLIC", "JANE Q PUBLIC"),
        ("0000", "JANE Q PUBLIC", "JANE Q PUBLIC"),
        ("A42", "JANE Q PUBLIC", "A42"),
        ("-", "JANE Q PUBLIC", "-"),
        (".", "ID-17", "."),
        ("***", "ID", "***"),
        ("7 7", "ID-17", "7 7"),
        ("0000", "A000017", "0000"),
        ("", "ID-17", ""),
    ],
)
def test_a_number_is_no_name(sec_code: str, first: str, second: str, name: str) -> None:
    """The half behind is the name where the first can be a number and it none; a number is never screened as a name."""
    values = {"individual_name": first, "individual_id": second}
    entry = next(iter(read(edited({"base": sec_code, "values": values}), as_of=DAY).entries))
    assert entry.payment is not None
    assert entry.payment.receiver.name == name
    told = any(problem.field == "individual_name" for problem in entry.problems)
    assert told is (not first or not any(map(str.isalpha, name)) or (sec_code == "MTE" and first == "0000"))
