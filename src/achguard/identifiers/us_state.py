"""States and territories of the United States by USPS code, name or abbreviation, military post offices included."""

from functools import cache

from achguard.identifiers.folding import fold_typography
from achguard.identifiers.malformed import Malformed, Reason
from achguard.identifiers.tables import read_rows


@cache
def _codes() -> dict[str, str]:
    """Give code, upper-case name or traditional abbreviation -> code."""
    return {
        spelling.upper(): code
        for code, name, traditional in read_rows("us_states.tsv")
        for spelling in (code, name, *filter(None, traditional.split("|")))
    }


def normalize(text: str | None) -> str:
    """Give text folded to upper-case ASCII, without dots, words parted by one space."""
    return " ".join(fold_typography(text).replace(".", "").split())


def parse(text: str | None) -> str | Malformed:
    """Give the USPS code of a state or territory as Americans write it, or why it is none: EMPTY or STRUCTURE.

    Its code, its name and its traditional abbreviation, such as `Miss.` or `N. Mex.`, are known.
    """
    state = normalize(text)
    if not state:
        return Malformed(Reason.EMPTY)
    # `N.Mex.` without its blank is as common as with it.
    return _codes().get(state) or _codes().get(" ".join(fold_typography(text).replace(".", " ").split())) or _NO_STATE


def is_valid(text: str | None) -> bool:
    """Say whether text is a US state, DC, a territory or a military post office region, as Americans write it."""
    return isinstance(parse(text), str)


_NO_STATE = Malformed(Reason.STRUCTURE)
