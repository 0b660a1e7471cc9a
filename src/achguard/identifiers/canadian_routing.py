"""Canadian routing numbers: 0YYYXXXXX for electronic payments, XXXXX-YYY on paper (institution YYY, transit XXXXX).

They carry no check digit, and one in ten of the electronic form passes the US check. Whether a number is
Canadian or a US one is therefore for rules to judge, with the facts that this module gives.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from achguard.identifiers.folding import fold_typography
from achguard.identifiers.malformed import Malformed, Reason
from achguard.identifiers.tables import read_array

_ELECTRONIC = re.compile(r"0([0-9]{3})([0-9]{5})")
_PAPER = re.compile(r"([0-9]{5})[ \-]([0-9]{3})")
# As banks print them on cheques and statements: transit, institution, account; or institution first, with dashes.
_BEFORE_AN_ACCOUNT = (
    re.compile(r"(?P<transit>[0-9]{5})[ \-](?P<institution>[0-9]{3})(?:[ \-][0-9][0-9 \-]{4,13})?"),
    re.compile(r"0?(?P<institution>[0-9]{3})-(?P<transit>[0-9]{5})-[0-9][0-9\-]{4,13}"),
)
_CHARACTERS = re.compile(r"[0-9 \-]*")
_LENGTH = 9  # of either form, the separator of the paper form counted


class Form(StrEnum):
    """How a Canadian routing number is written."""

    ELECTRONIC = "0YYYXXXXX"
    PAPER = "XXXXX-YYY"


@dataclass(frozen=True, slots=True)
class CanadianRouting:
    """A number of the form of a Canadian routing number; `institution_name` is None for an unknown institution."""

    institution: str
    transit: str = field(repr=False)  # one random number in ten has the form
    form: Form
    institution_name: str | None

    @property
    def electronic(self) -> str:
        """The number in its electronic form, 0YYYXXXXX."""
        return f"0{self.institution}{self.transit}"

    @property
    def starts_with_00(self) -> bool:
        """Whether the electronic form starts 00, as no FedACH participant's number does."""
        return self.institution.startswith("0")


class _Tables(NamedTuple):
    institutions: dict[str, str]
    treasury: frozenset[str]


@cache
def _tables() -> _Tables:
    institutions: dict[str, str] = {}
    for group in read_array("canadian_institutions.toml", "institution"):
        institutions.update(group["names"])  # type: ignore[call-overload]
    treasury = read_array("canadian_institutions.toml", "treasury")
    return _Tables(institutions, frozenset(str(row["number"]) for row in treasury))


def normalize(text: str | None) -> str:
    """Give text folded to ASCII, runs of dashes and spaces as one: a dash if there is one, else a space."""
    return re.sub(r"[ \-]+", lambda run: "-" if "-" in run.group() else " ", fold_typography(text)).strip(" -")


def parse(text: str | None) -> CanadianRouting | Malformed:
    """Give the Canadian routing number, or why the text is none: EMPTY, CHARACTERS, LENGTH, STRUCTURE, ZERO.

    The paper form needs its dash or space: eight solid digits may as well be a German or a mistyped US number.
    """
    number = normalize(text)
    reason = None
    if not number:
        reason = Reason.EMPTY
    elif not _CHARACTERS.fullmatch(number):
        reason = Reason.CHARACTERS
    elif len(number) != _LENGTH:
        reason = Reason.LENGTH
    if reason:
        return Malformed(reason)
    if solid := _ELECTRONIC.fullmatch(number):
        institution, transit, form = solid[1], solid[2], Form.ELECTRONIC
    elif paper := _PAPER.fullmatch(number):
        institution, transit, form = paper[2], paper[1], Form.PAPER
    else:
        return Malformed(Reason.STRUCTURE)
    if institution == "000":  # no institution has it; the US Treasury's own numbers start so
        return Malformed(Reason.ZERO)
    return CanadianRouting(institution, transit, form, _tables().institutions.get(institution))


def is_valid(text: str | None) -> bool:
    """Say whether text has the form of a Canadian routing number."""
    return isinstance(parse(text), CanadianRouting)


def is_before_account(text: str | None) -> bool:
    """Say whether text for an account's number is, or begins with, the number of a known Canadian bank's branch.

    Nothing proves it: a member's number and a suffix at a US credit union may be written alike. It is for a form that
    asks again, and no reason to take a payment as an international one.
    """
    number = normalize(text)
    found = next((match for form in _BEFORE_AN_ACCOUNT if (match := form.fullmatch(number))), None)
    return found is not None and found["institution"] in _tables().institutions


def is_treasury(text: str | None) -> bool:
    """Say whether text is one of the United States Treasury's known numbers that start 00."""
    return normalize(text) in _tables().treasury
