"""Account numbers of other countries that their own check digits prove and that no US account number resembles.

A US account number in ACH has at most 17 characters, so only longer numbers, or shorter ones in a grouping that is
distinctive, are recognised. Mexico's CLABE has a module of its own.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from achguard.identifiers.clearing_code import is_new_zealand_account
from achguard.identifiers.folding import compact, fold_typography
from achguard.identifiers.iban import check_digits_are_right
from achguard.identifiers.malformed import Malformed, Reason
from achguard.identifiers.number_libraries import Numbering, is_right


class System(StrEnum):
    """A national numbering of bank accounts that carries its own check digits."""

    CBU = "cbu"
    CCC = "ccc"
    NEW_ZEALAND = "nz-account"
    CZECH = "cz-account"
    NORWEGIAN = "no-account"
    NRB = "nrb"
    NIB = "nib"
    RIB = "rib"


@dataclass(frozen=True, slots=True)
class NationalAccount:
    """The system and country of an account number; the number itself is not kept."""

    system: System
    country: str


# The key of a French RIB makes the whole divisible by 97, letters counting as these digits.
_RIB_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")


def _is_rib(text: str) -> bool:
    return int(text.translate(_RIB_LETTERS)) % 97 == 0


# A Polish number is an IBAN once PL is put in front; Portugal's own check makes all its IBANs' check digits 50.
_LONG: tuple[tuple[System, str, re.Pattern[str], Callable[[str], bool]], ...] = (
    (System.CBU, "AR", re.compile(r"[0-9]{22}"), partial(is_right, Numbering.CBU)),
    (System.CCC, "ES", re.compile(r"[0-9]{20}"), partial(is_right, Numbering.CCC)),
    (System.NRB, "PL", re.compile(r"[0-9]{26}"), lambda text: check_digits_are_right("PL" + text)),
    (System.NIB, "PT", re.compile(r"[0-9]{21}"), lambda text: check_digits_are_right("PT50" + text)),
    (System.RIB, "FR", re.compile(r"[0-9]{10}[A-Z0-9]{11}[0-9]{2}"), _is_rib),
)
_GROUPED: tuple[tuple[System, str, re.Pattern[str], Callable[[str], bool]], ...] = (
    (
        System.NEW_ZEALAND,
        "NZ",
        re.compile(r"[0-9]{2}([ \-])[0-9]{4}\1[0-9]{7}\1[0-9]{2,3}"),
        lambda text: is_new_zealand_account(compact(text)),
    ),
    (
        System.CZECH,
        "CZ",
        re.compile(r"(?:[0-9]{1,6}-)?[0-9]{2,10}/[0-9]{4}"),
        partial(is_right, Numbering.CZECH_ACCOUNT),
    ),
    (
        System.NORWEGIAN,
        "NO",
        re.compile(r"[0-9]{4}([ .])[0-9]{2}\1[0-9]{5}"),
        partial(is_right, Numbering.NORWEGIAN_ACCOUNT),
    ),
)


def normalize(text: str | None) -> str:
    """Give text folded to ASCII and trimmed; its grouping stays."""
    return fold_typography(text).strip(" ")


def recognise(account_number: str | None) -> NationalAccount | None:
    """Give the country whose numbering an account number is proved to follow, or None."""
    grouped = normalize(account_number)
    solid = compact(grouped)
    if not solid.strip("0"):
        return None  # zeros satisfy every weighted sum
    for text, table in ((grouped, _GROUPED), (solid, _LONG)):
        for system, country, form, is_theirs in table:
            if form.fullmatch(text) and is_theirs(text):
                return NationalAccount(system, country)
    return None


def parse(text: str | None) -> NationalAccount | Malformed:
    """Give the national account that text is, or why it is none: EMPTY or STRUCTURE."""
    if not normalize(text):
        return Malformed(Reason.EMPTY)
    return recognise(text) or Malformed(Reason.STRUCTURE)


def is_valid(text: str | None) -> bool:
    """Say whether text is proved to be an account number of another country's numbering."""
    return recognise(text) is not None
