"""The page of what an ACH Operator rejects, edit by edit, with the problem that tells of each."""

import tomllib
from pathlib import Path

from achguard.nacha.checks.problems import codes_by_name, problem_types
from reference_pages.markdown import anchor, generated, table

EDITS = Path(__file__).resolve().parents[2] / "tests/nacha/checks/appendix_two.toml"

_OPENING = """\
# What an ACH Operator rejects

The edits of Appendix Two of the 2013 NACHA Operating Rules (pages OR68 to OR72), for which an operator sends back a
file, a batch or an entry, each in our own words. A test makes a file with that fault alone and asks for the problem
beside it as the only root, under both profiles. Of {edits} edits, {strict} are errors under *strict* and {operator}
under *operator*; of one without a problem the last column says why.

The last column says what differs from the book of 2013, as far as a source says so; where it is empty we know of no
change, and have not compared the edit with a later book.
"""


def page() -> str:
    """Give the page."""
    edits = tomllib.loads(EDITS.read_text(encoding="utf-8"))["edit"]
    types, codes = problem_types(), codes_by_name()
    found = [types[codes[each["problem"]]] if "problem" in each else None for each in edits]
    opening = _OPENING.format(
        edits=len(edits),
        strict=sum(row is not None and row.strict == "error" for row in found),
        operator=sum(row is not None and row.operator == "error" for row in found),
    )
    cells = [
        (
            each["page"],
            each["edit"],
            "" if row is None else f"[{row.code}](problems.md#{anchor(f'{row.code}: {row.name}')})",
            "" if row is None else str(row.strict),
            "" if row is None else str(row.operator),
            each.get("why", each.get("since", "")),
        )
        for each, row in zip(edits, found, strict=True)
    ]
    header = ("Page", "Edit", "Problem", "Strict", "Operator", "Since 2013")
    return generated("\n".join([opening, table(header, cells)]), "tests/nacha/checks/appendix_two.toml")
