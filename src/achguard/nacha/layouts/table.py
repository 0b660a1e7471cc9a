"""One record's rows of the layout tables, and the pages that most of them are read from."""

from dataclasses import dataclass

RULES = "2013 NACHA Operating Rules, Appendix Three, pages OR75 to OR90"
"""Where the records of most files are laid out."""

OTHER_RULES = "2013 NACHA Operating Rules, Appendix Three, pages OR77, OR78, OR82, OR91, OR93 and OR96"
"""Where those of CIE, MTE, POS, SHR and ADV are."""


@dataclass(frozen=True, slots=True)
class Table:
    """One record's rows, with where they come from."""

    title: str
    rows: str
    source: str = RULES
    verified: bool = True
