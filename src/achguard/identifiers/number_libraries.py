"""What python-stdnum and schwifty say of a number, as values: no exception of theirs leaves this module.

It alone imports them. What they raise about a number, their own errors or any other (a KeyError for a place that
their table lacks), means that it is not a number of theirs. A package that is missing or cannot be read raises: that is
about the installation, and must not pass for an answer.
"""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache, lru_cache, partial
from types import ModuleType
from typing import Final, TypeVar

from achguard.first_use import MAKING

Answer = TypeVar("Answer")

_ABOUT_THE_MACHINE: Final = (ImportError, OSError, MemoryError)

_BBAN_AT: Final = 4
"""Characters of an IBAN in front of what its country makes of it: the country and two check digits (ISO 13616)."""
_BANKS_KEPT: Final = 4096


class Numbering(StrEnum):
    """A country's numbers that python-stdnum checks, by the name of its module."""

    AADHAAR = "in_.aadhaar"
    CBU = "ar.cbu"
    CCC = "es.ccc"
    CNPJ = "br.cnpj"
    CODICE_FISCALE = "it.codicefiscale"
    CPF = "br.cpf"
    CUIT = "ar.cuit"
    CURP = "mx.curp"
    CZECH_ACCOUNT = "cz.bankaccount"
    NEW_ZEALAND_ACCOUNT = "nz.bankaccount"
    NIE = "es.nie"
    NORWEGIAN_ACCOUNT = "no.kontonr"
    PAN = "in_.pan"
    RESIDENT_IDENTITY = "cn.ric"
    RFC = "mx.rfc"
    RRN = "kr.rrn"
    SIN = "ca.sin"


_OPTIONS: Final[Mapping[Numbering, Mapping[str, bool]]] = {Numbering.RFC: {"validate_check_digits": True}}


def is_right(numbering: Numbering, text: str) -> bool:
    """Say whether a text is a number of the numbering, form and check digits."""
    is_valid = partial(_module(numbering).is_valid, text, **_OPTIONS.get(numbering, {}))
    return bool(answer(is_valid, otherwise=False))


def answer(ask: Callable[[], Answer], *, otherwise: Answer) -> Answer:
    """Give what a library answers about a number, or something else where it raises about it."""
    try:
        return ask()
    except _ABOUT_THE_MACHINE:
        raise
    except Exception:  # noqa: BLE001 -- a KeyError for an unknown place says as much of a number as an error of theirs
        return otherwise


@cache
def _module(numbering: Numbering) -> ModuleType:
    from importlib import import_module

    with MAKING:
        return import_module(f"stdnum.{numbering}")


@cache
def iban_form(country: str) -> tuple[re.Pattern[str], int] | None:
    """Give the pattern of the account part of a country's IBANs and their whole length; None where it uses none.

    The country is two letters. Only that the registry lacks it is an answer: anything else would make its IBANs
    invisible, so it is raised.
    """
    with MAKING:
        from schwifty import exceptions, registry

    try:
        spec = registry.get_iban_spec(country)
    except exceptions.SchwiftyException:
        return None
    return spec.regex, spec.iban_length


def bic_of_bank(iban: str) -> str | None:
    """Give the BIC of the bank that an IBAN names, or None where the bank table has none or cannot tell."""
    country = iban[:2]
    return _bic_of("".join(iban[first:end] for first, end in _bank_places(country) if end <= len(iban)), country)


@cache
def _bank_places(country: str) -> tuple[tuple[int, int], ...]:
    """Give where in a country's IBANs that stands by which its banks are looked up: first place, and end."""
    with MAKING:
        from schwifty import registry

    spec = answer(lambda: registry.get_iban_spec(country), otherwise=None)
    if spec is None:
        return ()
    ranges = (spec.positions.get(part) for part in spec.bic_lookup_components)
    return tuple((_BBAN_AT + each.start, _BBAN_AT + each.end) for each in ranges if each is not None)


@lru_cache(maxsize=_BANKS_KEPT)
def _bic_of(bank: str, country: str) -> str | None:
    """Give the BIC of a bank by what stands for it in IBANs; looked up once, since payments go to the same banks."""
    with MAKING:
        from schwifty import BIC

    # That no bank is found says nothing about it.
    bic = answer(lambda: BIC.from_bank_code(country, bank), otherwise=None)
    return str(bic) if bic else None
