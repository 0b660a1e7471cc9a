"""Hypothesis strategies: payments that are accepted, redirected or held, and the numbers and files they are made of.

Whatever is drawn is valid, and shrinks towards the ordinary payment of `achguard.testing.payment`. Importing this
module has `st.from_type(Payment)` give `payments()`.
"""

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from itertools import product
from string import ascii_uppercase, digits
from typing import Final

from hypothesis import strategies as st

from achguard.errors import ConfigurationError
from achguard.identifiers import country
from achguard.identifiers.country import US_JURISDICTION
from achguard.identifiers.number_libraries import iban_form
from achguard.law.embargo import embargoed_country
from achguard.model.masking import quoted
from achguard.model.payment import Payment
from achguard.nacha.writing.record_text import Values
from achguard.nacha.writing.writer import NewBatch, NewEntry, check_digit, write
from achguard.policy.vocabulary import instead
from achguard.testing.frozen import FROZEN_DAY, lists
from achguard.testing.payment_factory import Json, domestic_ppd_credit, domestic_web_debit, laid_over

_GIVEN_NAMES: Final = ("JANE", "SAM", "ALEX", "ROSA", "LUIS", "MAEVE", "José", "Zoë")
_MIDDLE: Final = (" Q", "", " ANN")
_FAMILY_NAMES: Final = ("PUBLIC", "SAMPLE", "EXAMPLE", "O'BRIEN", "RIVERA", "SMITH-JONES", "Muñoz", "WASHINGTON")
_COMPANIES: Final = (
    "STATE TAX AGENCY",
    "MAGNOLIA MILLS INC",
    "OAK COUNTY",
    "EXAMPLE IMPORTS LLC",
    "3M EXAMPLE SUPPLIES",
)
_ADDRESSES: Final[Sequence[Json]] = (
    {"street": "1 MAIN ST", "city": "JACKSON", "state": "MS", "postal_code": "39201", "country": "US"},
    {"city": "PONCE", "postal_code": "00716", "country": "PR"},
    {"street": "PSC 3 BOX 100", "city": "APO", "state": "AE", "postal_code": "09012", "country": "US"},
    {"city": "YALTA", "state": "MS", "country": "US"},
    {},
)
_SEC_CODES: Final = {"debit": ("WEB", "TEL", "PPD", "CCD"), "credit": ("PPD", "CCD")}
_MOST_CENTS: Final = 9_999_999_999
"""What the amount field of an entry holds, in cents."""
_PREFIXES: Final = tuple(f"{number:02}" for number in (*range(1, 13), *range(21, 33)))
_LONGEST_ACCOUNT: Final = 17
"""Digits that fit the account field of an entry."""
_TRANSACTION_CODES: Final = {"PPD": ("22", "27", "32", "37"), "CCD": ("22", "27"), "WEB": ("27", "37")}
_SETTLES: Final = FROZEN_DAY + dt.timedelta(days=5)
"""A Monday on which banks work."""


def names() -> st.SearchStrategy[str]:
    """Draw names of invented people, whom no list of ours names."""
    parts = st.tuples(*map(st.sampled_from, (_GIVEN_NAMES, _MIDDLE, _FAMILY_NAMES)))
    return parts.map(lambda drawn: f"{drawn[0]}{drawn[1]} {drawn[2]}")


def routing_numbers() -> st.SearchStrategy[str]:
    """Draw routing numbers that a payor's bank may have: nine digits, a right check digit, an assigned prefix."""
    return st.tuples(st.sampled_from(_PREFIXES), st.integers(0, 999_999)).map(lambda drawn: _routing_number(*drawn))


def account_numbers() -> st.SearchStrategy[str]:
    """Draw account numbers of four to seventeen digits."""
    return st.integers(1_000, 10**_LONGEST_ACCOUNT - 1).map(str)


def ibans(country: str | None = None) -> st.SearchStrategy[str]:
    """Draw valid IBANs, of one country (alpha-2) or of any that uses them and is under no embargo.

    Raises `ConfigurationError` for a country that uses none.
    """
    if country is None:
        return st.builds(_iban, st.sampled_from(_iban_countries()), _NUMBERS)
    if iban_form(country) is None:
        raise ConfigurationError(f"{quoted(country)!r} uses no IBANs{instead(country, _iban_countries())}")
    return st.builds(_iban, st.just(country), _NUMBERS)


@st.composite
def payments(draw: st.DrawFn) -> Payment:
    """Draw payments that the guard of tests accepts: debits and credits of US accounts, every question answered no."""
    return Payment.model_validate(draw(_domestic()))


@st.composite
def foreign_payments(draw: st.DrawFn) -> Payment:
    """Draw payments that the guard of tests redirects: by account, bank, currency or the payor's own answer."""
    base = draw(_domestic())
    account: Json = base["receiver"]["account"]
    abroad = draw(st.sampled_from(_foreign_countries()))
    bank = {"name": "BEISPIELBANK AG", "branch_country": abroad}
    match draw(st.sampled_from(("iban", "account", "answer", "bank", "correspondent", "clabe", "canada", "currency"))):
        case "iban":
            base["receiver"]["account"] = {"iban": draw(ibans())}
        case "account":
            account["account_number"] = draw(ibans())
        case "answer":
            base["foreign_funds"][draw(st.sampled_from(_asked(base)))] = draw(st.sampled_from(("yes", "unknown")))
        case "bank":
            account["bank"] = bank
        case "correspondent":
            base["correspondents"] = [bank]
        case "clabe":
            account["account_number"] = _clabe(draw(st.integers(0, 10**11 - 1)))
        case "canada":
            account["routing_number"] = f"{draw(st.integers(1, 99_999)):05}-003"
        case _:
            base["currency"] = draw(st.sampled_from(("EUR", "CAD", "MXN", "GBP")))
    return Payment.model_validate(base)


@st.composite
def listed_payments(draw: st.DrawFn) -> Payment:
    """Draw payments that the guard of tests holds: a listed name, number or bank, or an embargoed place."""
    base = draw(_domestic())
    receiver: Json = base["receiver"]
    match draw(st.sampled_from(("name", "payee", "bic", "passport", "place", "bank"))):
        case "name":
            receiver["name"] = draw(_listed_names())
        case "payee":
            base["originator"]["name"] = draw(_listed_names())
        case "bic":
            receiver["account"]["bic"] = draw(st.sampled_from(("BNVEDEF1XXX", "BNVEDEF1")))
        case "passport":
            receiver["identifiers"] = [{"type": "passport", "value": draw(st.sampled_from(("X0000001", "Z9900771")))}]
        case "place":
            receiver["address"] = {"city": draw(st.sampled_from(("SIMFEROPOL", "DONETSK"))), "country": "UA"}
        case _:
            country = draw(st.sampled_from(("CU", "IR", "KP")))
            receiver["account"]["bank"] = {"name": "BANCO EJEMPLO", "branch_country": country}
    return Payment.model_validate(base)


@st.composite
def nacha_files(draw: st.DrawFn, *, batches: int = 3, entries: int = 4) -> bytes:
    """Draw Nacha files of PPD, CCD and WEB batches without a problem, every entry of which is accepted.

    `batches` and `entries` are the most that a file and a batch have. The day is `FROZEN_DAY`, and the policy to decide
    them with is `nacha-file`.
    """
    header: Values = {
        "immediate_destination": "061000146",
        "immediate_origin": " 065300279",
        "file_creation_date": FROZEN_DAY,
    }
    return write(header, draw(st.lists(_batches(entries), min_size=1, max_size=batches)))


@st.composite
def _batches(draw: st.DrawFn, most: int) -> NewBatch:
    sec_code = draw(st.sampled_from(sorted(_TRANSACTION_CODES, reverse=True)))
    drawn = draw(st.lists(_entries(_TRANSACTION_CODES[sec_code]), min_size=1, max_size=most))
    header: Values = {
        "company_name": draw(st.sampled_from(_COMPANIES))[:16].strip(),
        "company_identification": "1640000001",
        "sec_code": sec_code,
        "entry_description": "TAX",
        "effective_date": _SETTLES,
        "odfi_identification": "06530027",
    }
    return NewBatch(header, tuple(drawn))


@st.composite
def _entries(draw: st.DrawFn, codes: Sequence[str]) -> NewEntry:
    routing = draw(routing_numbers())
    values: Values = {
        "transaction_code": draw(st.sampled_from(codes)),
        "rdfi_identification": routing[:8],
        "account_number": draw(account_numbers()),
        "amount": draw(st.integers(1, 10**7)),
        "individual_name": draw(names().filter(str.isascii)),
    }
    return NewEntry(values)


@st.composite
def _domestic(draw: st.DrawFn) -> Json:
    """Draw the JSON of a payment that is accepted; a dictionary of its own each time."""
    base = draw(st.sampled_from((domestic_web_debit, domestic_ppd_credit)))()
    cents = draw(st.integers(1, _MOST_CENTS))
    base = laid_over(
        base,
        {
            "amount": str(Decimal(cents) / 100),
            "name": draw(names()),
            "address": dict(draw(st.sampled_from(_ADDRESSES))),
            "routing_number": draw(routing_numbers()),
            "account_number": draw(account_numbers()),
        },
    )
    base["originator"]["name"] = draw(st.sampled_from(_COMPANIES))
    base["sec_code"] = draw(st.sampled_from(_SEC_CODES[base["direction"]]))
    return base


def _asked(base: Json) -> tuple[str, str]:
    return ("account_abroad", "funded_from_abroad" if base["direction"] == "debit" else "forwarded_abroad")


@cache
def _listed_names_of_the_list() -> tuple[str, ...]:
    """Give the names of people, companies and banks of the fictional list, but for weak aliases."""
    parties = (entity for entity in lists().entities if entity.kind in {"individual", "organization"})
    return tuple(name.text for entity in parties for name in entity.names if name.quality != "weak")


def _listed_names() -> st.SearchStrategy[str]:
    return st.sampled_from(_listed_names_of_the_list())


@cache
def _iban_countries() -> tuple[str, ...]:
    pairs = ("".join(pair) for pair in product(ascii_uppercase, repeat=2))
    using = [pair for pair in pairs if _is_open(pair) and iban_form(pair) is not None]
    return ("DE", *(pair for pair in using if pair != "DE"))  # the first is what a draw shrinks to


@cache
def _foreign_countries() -> tuple[str, ...]:
    pairs = ("".join(pair) for pair in product(ascii_uppercase, repeat=2))
    return ("DE", *(pair for pair in pairs if pair not in US_JURISDICTION | {"DE"} and _is_open(pair)))


def _is_open(code: str) -> bool:
    return country.is_valid(code) and embargoed_country(code, FROZEN_DAY) is None


def _iban(country: str, number: int) -> str:
    """Write a number as an account of a country's form, from the right, with its check digits in front."""
    form = iban_form(country)
    text = ""
    for kind, length in reversed(_STRETCH.findall(form[0].pattern if form else "")):
        letters = _LETTERS[kind]
        for _ in range(int(length)):
            number, place = divmod(number, len(letters))
            text = letters[place] + text
    return _with_check_digits(country, text)


_STRETCH: Final = re.compile(r"(\\d|\[A-Z\]|\[A-Za-z0-9\])\{(\d+)\}")
_LETTERS: Final = {r"\d": digits, "[A-Z]": ascii_uppercase, "[A-Za-z0-9]": digits + ascii_uppercase}
_NUMBERS: Final = st.integers(0, 36**30 - 1)
"""As many as there are accounts in the longest IBAN, 34 characters with country and check digits."""


def _with_check_digits(country: str, account: str) -> str:
    """Put an IBAN together, check digits by ISO 7064 mod 97-10."""
    rest = int("".join(str(int(letter, 36)) for letter in f"{account}{country}00")) % 97
    return f"{country}{98 - rest:02}{account}"


def _routing_number(prefix: str, rest: int) -> str:
    first = f"{prefix}{rest:06}"
    return f"{first}{check_digit(first)}"


def _clabe(account: int) -> str:
    """Put a CLABE of the bank 002 in Mexico City together; each digit weighs 3, 7 or 1, modulo ten before the sum."""
    first = f"002180{account:011}"
    total = sum(int(digit) * weight % 10 for digit, weight in zip(first, (3, 7, 1) * 6, strict=False))
    return f"{first}{-total % 10}"


st.register_type_strategy(Payment, payments())
