"""International Bank Account Numbers (ISO 13616): the country first, its validity second.

An IBAN that is mistyped, or whose country is not in the official registry (Iran, Russia, Kosovo at times), still
says that the account is abroad. So the country is read before anything is checked, and no failed check hides it.
schwifty's tables stand behind it, see achguard.identifiers.number_libraries.
"""

import re
from dataclasses import dataclass, field

from achguard.identifiers.country import US_JURISDICTION
from achguard.identifiers.folding import compact, fold_widely
from achguard.identifiers.malformed import Malformed, Reason
from achguard.identifiers.number_libraries import bic_of_bank, iban_form

MIN_LENGTH, MAX_LENGTH = 15, 34  # the shortest IBAN is Norway's; ISO 13616 allows 34 characters
_LABEL = re.compile(r"(?:IBAN)+")
MARKS = re.compile(r"[^A-Z0-9]+")
"""What may stand between the characters of an IBAN."""
_COUNTRY = re.compile(r"[A-Z]{2}")
_FORM = re.compile(r"[A-Z]{2}[A-Z0-9]{13,32}")
_CHECK_DIGITS = re.compile(r"0[2-9]|[1-8][0-9]|9[0-8]")  # ISO 7064 mod 97-10 gives none but 02 to 98

# Written out because a line of text asks often; the tests hold it against python-stdnum's iso7064.mod_97_10.
_LETTER_VALUES = {ord("A") + i: str(10 + i) for i in range(26)}


@dataclass(frozen=True, slots=True)
class Iban:
    """A text that names an account by IBAN, right or wrong; its repr shows no part of the account number.

    `country` is the two letters it starts with, whether or not such a country exists or uses IBANs.
    `structure_ok` is False where the country uses no IBANs, since then no structure is known.
    """

    text: str = field(repr=False)
    country: str
    check_digits_ok: bool
    structure_ok: bool
    country_uses_ibans: bool


def normalize(text: str | None) -> str:
    """Give the ASCII letters and digits of a text without a leading "IBAN" label; other marks where it has none."""
    joined = MARKS.sub("", fold_widely(text))
    label = _LABEL.match(joined)
    return (joined[label.end() :] if label else joined) or compact(text)


def parse(text: str | None) -> Iban | Malformed:
    """Give what a field meant for IBANs says; Malformed only if it is empty or does not start with two letters."""
    joined = normalize(text)
    if not joined:
        return Malformed(Reason.EMPTY)
    if not _COUNTRY.match(joined):
        return Malformed(Reason.COUNTRY)
    return read(joined)


def is_valid(text: str | None) -> bool:
    """Say whether text is an IBAN with right check digits and its country's structure."""
    found = parse(text)
    return isinstance(found, Iban) and found.check_digits_ok and found.structure_ok


def read(joined: str) -> Iban:
    """Give the facts of a normalized text that starts with two letters."""
    country = joined[:2]
    form = _form_in(country)
    return Iban(
        text=joined,
        country=country,
        check_digits_ok=check_digits_are_right(joined),
        structure_ok=form is not None and len(joined) == form[1] and bool(form[0].fullmatch(joined[4:])),
        country_uses_ibans=form is not None,
    )


def check_digits_are_right(joined: str) -> bool:
    """Say whether the third and fourth character are the ISO 7064 mod 97-10 check digits of the rest."""
    if not _FORM.fullmatch(joined) or not _CHECK_DIGITS.match(joined, 2):
        return False
    return int((joined[4:] + joined[:4]).translate(_LETTER_VALUES)) % 97 == 1


def length_in(country: str) -> int | None:
    """Give how many characters an IBAN of this country has, or None for a country that uses none."""
    form = _form_in(country)
    return None if form is None else form[1]


def _form_in(country: str) -> tuple[re.Pattern[str], int] | None:
    """Give the pattern of the country's account part and the whole length; US territories use no IBANs."""
    return None if country in US_JURISDICTION else iban_form(country)


def bic_behind(text: str | None) -> str | None:
    """Give the BIC of the bank that the IBAN's bank code names, or None where schwifty's bank table has none.

    The table has no rows for many countries; None says nothing about the bank.
    """
    joined = MARKS.sub("", fold_widely(text))
    if not _FORM.fullmatch(joined) or length_in(joined[:2]) != len(joined):
        return None
    return bic_of_bank(joined)
