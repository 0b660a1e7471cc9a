"""The return and change codes by which a bank says that an entry was, or should have been, an IAT."""

from dataclasses import dataclass

_RETURNS = "2013 NACHA Operating Rules, Appendix Four"
_CHANGES = "2013 NACHA Operating Rules, Appendix Five"


@dataclass(frozen=True, slots=True)
class InternationalCode:
    """A return reason or change code that only international payments get."""

    code: str
    """R and two digits for a return, C and two digits for a notification of change."""
    meaning: str
    """What it says, in a few words."""
    source: str
    """Where it is defined."""


_TABLE: tuple[InternationalCode, ...] = (
    InternationalCode("C14", "the SEC code is wrong for an outbound international payment", f"{_CHANGES}, page OR170"),
    InternationalCode("R80", "an IAT was coded wrongly", f"{_RETURNS}, return reason codes"),
    InternationalCode(
        "R81", "the gateway has no IAT agreement with the originator", f"{_RETURNS}, return reason codes"
    ),
    InternationalCode("R82", "the number of the receiving bank abroad is wrong", f"{_RETURNS}, return reason codes"),
    InternationalCode("R83", "the receiving bank abroad can't settle", f"{_RETURNS}, return reason codes"),
    InternationalCode("R84", "the gateway did not process an IAT", f"{_RETURNS}, return reason codes"),
    InternationalCode("R85", "an international payment went out under another SEC code", f"{_RETURNS}, page OR145"),
)

INTERNATIONAL_CODES = {row.code: row for row in _TABLE}
"""The codes, each with its meaning and source."""
