"""The field types of a payment: text of bounded length, ISO codes, dollars and dates, read strictly."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from achguard.model.masking import Shown

# ASCII only: Decimal() and date.fromisoformat() also take full-width and Arabic-Indic digits and underscores.
_DOLLARS = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]*)?", re.ASCII)
_TOO_MUCH = Decimal(10) ** 13  # 15 digits, two of them behind the point
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def _blank_as_absent(value: object) -> object:
    if isinstance(value, str):
        return value.strip() or None
    return value


def _code(value: object, letters: int, what: str) -> object:
    value = _blank_as_absent(value)
    if isinstance(value, str) and not (len(value) == letters and value.isascii() and value.isalpha()):
        raise PydanticCustomError("code", f"Input should be {what}")
    return value.upper() if isinstance(value, str) else value


def _country_code(value: object) -> object:
    return _code(value, 2, "a two-letter country code (ISO 3166-1 alpha-2)")


def _currency_code(value: object) -> object:
    return _code(value, 3, "a three-letter currency code (ISO 4217)")


def _dollars(value: object) -> object:
    if isinstance(value, bool) or (isinstance(value, str) and not _DOLLARS.fullmatch(value.strip())):
        raise PydanticCustomError("amount", "Input should be dollars as a decimal such as 125.00")
    if isinstance(value, int | float | str):
        value = Decimal(str(value).strip())
    if isinstance(value, Decimal) and value.is_finite() and value >= _TOO_MUCH:
        # Before 2.14.3 pydantic counts no zeros behind the point as digits, and takes more.
        raise PydanticCustomError("amount", "Input should be less than 10,000,000,000,000 dollars")
    return value


def _iso_date(value: object) -> object:
    value = _blank_as_absent(value)
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    if isinstance(value, str) and _ISO_DATE.fullmatch(value):
        return value
    raise PydanticCustomError("iso_date", "Input should be a date as YYYY-MM-DD")


def _identifier(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _two_decimals(value: Decimal) -> str:
    return f"{value:.2f}"


PaymentId = Annotated[str, Field(max_length=200), BeforeValidator(_identifier)]
"""The app's own number for a payment, at most 200 characters; a JSON integer is taken as its digits."""

Name = Annotated[str, Field(max_length=500), Shown.WORDS]
"""A name as written, at most 500 characters (the longest name that OFAC's layout allows has 350)."""

Line = Annotated[str, Field(max_length=1000)]
"""One line of remittance, at most 1,000 characters (an addenda record carries 80)."""

Text = Annotated[str, Field(max_length=200), Shown.WORDS]
"""A short text such as a street or a city, at most 200 characters; long numbers in it are masked in a repr."""

ReturnCode = Annotated[str, Field(pattern=r"^[RC][0-9]{2}$")]
"""A return reason (R01 to R99) or change code (C01 to C99)."""


_WORD = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"


def _word(value: object) -> object:
    if not isinstance(value, str):
        return value
    folded = value.strip().lower()
    if re.fullmatch(_WORD, folded) is None:
        raise PydanticCustomError("word", "Input should be letters, digits and dashes, such as eft-mandated")
    return folded


Word = Annotated[str, Field(max_length=60, pattern=_WORD), BeforeValidator(_word)]
"""A word that a policy uses too, in either case: letters, digits and dashes, at most 60 characters."""

Typed = Annotated[str, Field(max_length=100), Shown.NUMBER]
"""What a person typed into a box for a number, at most 100 characters, masked in a repr."""

TypedIban = Annotated[str, Field(max_length=100), Shown.IBAN]
"""What a person typed into a box for an IBAN, at most 100 characters, masked in a repr."""

TypedCode = Annotated[str, Field(max_length=100), Shown.CODE]
"""What a person typed into a box for a routing number or BIC, at most 100 characters; in a repr only a BIC is whole."""

Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
"""An ISO 3166-1 alpha-2 code in either case. Any two letters are a shape; rules judge whether they are a country."""

MaybeCountry = Annotated[Country | None, BeforeValidator(_country_code)]
"""A country or nothing; blank is nothing."""

MaybeCurrency = Annotated[Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None, BeforeValidator(_currency_code)]
"""An ISO 4217 code in either case, or nothing; blank is nothing."""

Dollars = Annotated[
    Decimal,
    BeforeValidator(_dollars),
    Field(ge=0, max_digits=15, decimal_places=2),
    AfterValidator(abs),  # -0.00 is not negative and would be written with its sign
    PlainSerializer(_two_decimals, return_type=str, when_used="json"),
]
"""An amount in dollars with at most two decimals, never negative; written as a decimal string."""

IsoDate = Annotated[date | None, BeforeValidator(_iso_date)]
"""A date as YYYY-MM-DD, or nothing; blank is nothing."""

BirthDate = Annotated[IsoDate, Shown.NOTHING]
"""A date of birth, never shown in a repr."""
