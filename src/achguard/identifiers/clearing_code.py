"""Clearing codes of other countries as they get typed into a field for US routing numbers.

Only what its grouping, its letters or its length tells apart from a US number is recognised: nine digits never are,
since they are for the routing rules, nor eight solid ones.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from achguard.identifiers.folding import compact, fold_typography
from achguard.identifiers.malformed import Malformed, Reason
from achguard.identifiers.number_libraries import Numbering, is_right


class System(StrEnum):
    """A clearing system that is not the United States'."""

    SORT_CODE = "sort-code"
    BSB = "bsb"
    IFSC = "ifsc"
    CNAPS = "cnaps"
    NEW_ZEALAND = "nz-bank-branch"
    ZENGIN = "zengin"
    HONG_KONG = "hk-bank-branch"
    SINGAPORE = "sg-bank-branch"


@dataclass(frozen=True, slots=True)
class ClearingCode:
    """A clearing code of another country, as normalized text; `country` is its alpha-2 code."""

    system: System
    text: str = field(repr=False)  # New Zealand's form can hold the account number
    country: str


_LABELS = {
    "SORTCODE": System.SORT_CODE,
    "SORT CODE": System.SORT_CODE,
    "SC": System.SORT_CODE,
    "BSB": System.BSB,
    "IFSC": System.IFSC,
    "IFSC CODE": System.IFSC,
    "CNAPS": System.CNAPS,
    "ZENGIN": System.ZENGIN,
}
_LABEL = re.compile(rf"({'|'.join(sorted(_LABELS, key=len, reverse=True))})(?: NUMBER| NO)?[ .:#\-]*(?=[A-Z0-9])")
_SOLID = {
    System.SORT_CODE: re.compile(r"[0-9]{6}"),
    System.BSB: re.compile(r"[0-9]{6}"),
    System.IFSC: re.compile(r"[A-Z]{4}0[A-Z0-9]{6}"),
    System.CNAPS: re.compile(r"[0-9]{12}"),
    System.ZENGIN: re.compile(r"[0-9]{7}"),
}
_COUNTRIES = {
    System.SORT_CODE: "GB",
    System.BSB: "AU",
    System.IFSC: "IN",
    System.CNAPS: "CN",
    System.NEW_ZEALAND: "NZ",
    System.ZENGIN: "JP",
    System.HONG_KONG: "HK",
    System.SINGAPORE: "SG",
}
# The first match counts. Sources: domain forms of each system as its operator prints them; [R] where no public
# specification was consulted (BSB, IFSC, Zengin, Hong Kong, Singapore).
_FORMS = (
    (System.SORT_CODE, re.compile(r"[0-9]{2}([ \-])[0-9]{2}\1[0-9]{2}")),
    (System.HONG_KONG, re.compile(r"00[0-9]-[0-9]{3}")),  # Australian bank codes start 01
    (System.BSB, re.compile(r"[0-9]{3}-[0-9]{3}")),
    (System.IFSC, _SOLID[System.IFSC]),
    # Bank classes in use: state banks 102-105, policy banks 201-203, joint-stock and city banks 301-325, credit
    # cooperatives 401-403, foreign banks 501-799. [R]
    (System.CNAPS, re.compile(r"(?:10[2-5]|20[1-3]|3[01][0-9]|32[0-5]|40[1-3]|[5-7][0-9]{2})[0-9]{9}")),
    (System.SINGAPORE, re.compile(r"7[0-9]{3}-[0-9]{3}")),  # local banks: 7144, 7171, 7214, 7339, 7375 [R]
    (System.ZENGIN, re.compile(r"[0-9]{4}-[0-9]{3}")),
)
_NZ_BRANCH = re.compile(r"[0-9]{2}[ \-]?[0-9]{4}")
_NZ_ACCOUNT = re.compile(r"[0-9]{2}([ \-]?)[0-9]{4}\1[0-9]{7}\1[0-9]{2,3}")
_NZ_LENGTHS = (15, 16)
_SIX, _UK_ACCOUNT = re.compile(r"[0-9]{6}"), re.compile(r"[0-9]{8}")


def normalize(text: str | None) -> str:
    """Give text folded to ASCII, trimmed, with runs of one separator as one."""
    return re.sub(r"([ \-])\1+", r"\1", fold_typography(text)).strip(" ")


def recognise(text: str | None, *, account_number: str | None = None) -> ClearingCode | None:
    """Give the foreign clearing code that a routing field holds, or None.

    account_number decides where the code alone does not: six solid digits are a UK sort code beside an account number
    of eight digits, and `nn-nnnn` is New Zealand's beside an account number that completes it.
    """
    code = normalize(text)
    if not code:
        return None
    if label := _LABEL.match(code):
        system, rest = _LABELS[label[1]], compact(code[label.end() :])
        return _code(system, rest) if _SOLID[system].fullmatch(rest) else None
    for system, form in _FORMS:
        if form.fullmatch(code):
            return _code(system, compact(code))
    if _is_new_zealand(code, account_number):
        return _code(System.NEW_ZEALAND, compact(code))
    if _SIX.fullmatch(code) and _UK_ACCOUNT.fullmatch(compact(account_number)):
        return _code(System.SORT_CODE, code)
    return None


def _code(system: System, text: str) -> ClearingCode:
    return ClearingCode(system, text, _COUNTRIES[system])


def _is_new_zealand(code: str, account_number: str | None) -> bool:
    """Say whether the code, alone or completed by the account number, is a New Zealand account with right check."""
    if _NZ_ACCOUNT.fullmatch(code):
        whole = compact(code)
    elif account_number and _NZ_BRANCH.fullmatch(code):
        account = compact(account_number)
        branch = compact(code)
        whole = account if account.startswith(branch) and len(account) in _NZ_LENGTHS else branch + account
    else:
        return False
    return is_new_zealand_account(whole)


def is_new_zealand_account(digits: str) -> bool:
    """Say whether 15 or 16 ASCII digits are a New Zealand bank account: a known branch and a right check."""
    if len(digits) not in _NZ_LENGTHS or not (digits.isascii() and digits.isdigit()):
        return False
    return is_right(Numbering.NEW_ZEALAND_ACCOUNT, digits)


def parse(text: str | None) -> ClearingCode | Malformed:
    """Give the foreign clearing code that text is by itself, or why it is none: EMPTY or STRUCTURE."""
    if not normalize(text):
        return Malformed(Reason.EMPTY)
    return recognise(text) or Malformed(Reason.STRUCTURE)


def is_valid(text: str | None) -> bool:
    """Say whether text is by itself recognised as a clearing code of another country."""
    return recognise(text) is not None
