"""States and territories of the United States by USPS code, military post offices included."""

from functools import cache

from achguard.identifiers.folding import fold_typography
from achguard.identifiers.malformed import Malformed, Reason
from achguard.identifiers.tables import read_rows


@cache
def _codes() -> dict[str, str]:
    """Give code or upper-case name -> code."""
    rows = read_rows("us_states.tsv")
    return {spelling.upper(): code for code, name in rows for spelling in (code, name)}


def normalize(text: str | None) -> str:
    """Give text folded to upper-case ASCII, without dots, words parted by one space."""
    return " ".join(fold_typography(text).replace(".", "").split())


def parse(text: str | None) -> str | Malformed:
    """Give the USPS code of a state or territory given by code or name, or why it is none: EMPTY or STRUCTURE."""
    state = normalize(text)
    if not state:
        return Malformed(Reason.EMPTY)
    return _codes().get(state) or Malformed(Reason.STRUCTURE)


def is_valid(text: str | None) -> bool:
    """Say whether text is the code or the name of a US state, DC, a territory or a military post office region."""
    return isinstance(parse(text), str)
