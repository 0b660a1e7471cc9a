"""What an IAT needs, as tables: the fields that its records must carry, and what makes them well-formed.

Sources: 2013 NACHA Operating Rules, Appendix Three (IAT batch header, entry detail, addenda records 710 to 718).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from achguard.identifiers.country import in_us_jurisdiction
from achguard.identifiers.field_widths import IAT_ACCOUNT_COLUMNS
from achguard.law.iat_codes import (
    FX_INDICATORS,
    FX_NO_REFERENCE,
    FX_NUMBER,
    FX_RATE,
    ID_QUALIFIERS,
    MOST_CORRESPONDENTS,
    TRANSACTION_TYPES,
)
from achguard.model.account import Bank
from achguard.model.payment import IatDetails, Payment
from achguard.rules.gate import values_at
from achguard.rules.reading.foreign_forms import is_blank, qualifier_of


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that an IAT needs and a payment does not have, or has in a form that an IAT can't carry."""

    at: str
    """The field."""
    phrase: str
    """What is needed, to read after "an IAT needs"."""
    spanish: str
    """The same in Spanish, to read after "un IAT necesita"."""

    def told(self, language: str) -> str:
        """Give what is needed in a language; in English where there are no words in it."""
        return self.spanish if language == "es" else self.phrase


REQUIRED: tuple[tuple[str, str, str], ...] = (
    (
        "iat.destination_country",
        "the ISO country in which the payment is received",
        "el código ISO del país donde se recibe el pago",
    ),
    (
        "iat.originating_currency",
        "the currency in which the payment is originated",
        "la moneda en que se origina el pago",
    ),
    ("iat.destination_currency", "the currency in which the payment is received", "la moneda en que se recibe el pago"),
    ("originator.name", "the originator's name", "el nombre del originador"),
    (
        "originator.address.street",
        "the originator's physical street address",
        "la calle y el número de la dirección física del originador",
    ),
    ("originator.address.city", "the originator's city", "la ciudad del originador"),
    ("originator.address.country", "the originator's country", "el país del originador"),
    ("originator.account.bank.name", "the name of the originator's bank", "el nombre del banco del originador"),
    ("originator.account.bank.id", "the number of the originator's bank", "el número del banco del originador"),
    (
        "originator.account.bank.branch_country",
        "the country of the originator's bank branch",
        "el país de la sucursal bancaria del originador",
    ),
    ("receiver.name", "the receiver's name", "el nombre del receptor"),
    (
        "receiver.address.street",
        "the receiver's physical street address",
        "la calle y el número de la dirección física del receptor",
    ),
    ("receiver.address.city", "the receiver's city", "la ciudad del receptor"),
    ("receiver.address.country", "the receiver's country", "el país del receptor"),
    ("receiver.account.bank.name", "the name of the receiver's bank", "el nombre del banco del receptor"),
    ("receiver.account.bank.id", "the number of the receiver's bank", "el número del banco del receptor"),
    (
        "receiver.account.bank.branch_country",
        "the country of the receiver's bank branch",
        "el país de la sucursal bancaria del receptor",
    ),
)
"""Fields that every IAT must carry something in, and what each is in English and Spanish (batch header; addenda 710 to
716)."""


def iat_lacks(payment: Payment) -> tuple[Lack, ...]:
    """Give what the payment would still need to go as an IAT, in the order of an IAT's records; empty when complete.

    Takes any payment, also a domestic one.
    """
    return tuple(lack for part in _PARTS for lack in part(payment))


def _coding(payment: Payment) -> Iterator[Lack]:
    iat = payment.iat or IatDetails()
    indicator, reference_indicator = _code(iat.fx_indicator), _code(iat.fx_reference_indicator)
    fixed_to_fixed = indicator == "FF"
    if indicator not in FX_INDICATORS:
        yield Lack(
            "iat.fx_indicator", "FV, VF or FF as foreign exchange indicator", "FV, VF o FF como indicador de cambio"
        )
    if reference_indicator not in {"", FX_RATE, FX_NUMBER, FX_NO_REFERENCE}:
        yield Lack(
            "iat.fx_reference_indicator",
            "1, 2 or 3 as foreign exchange reference indicator",
            "1, 2 o 3 como indicador de la referencia de cambio",
        )
    if fixed_to_fixed and (reference_indicator in {FX_RATE, FX_NUMBER} or not is_blank(iat.fx_reference)):
        yield Lack(
            "iat.fx_reference",
            "a blank foreign exchange reference, since FF has no exchange",
            "una referencia de cambio en blanco, porque con FF no hay cambio",
        )
    elif reference_indicator in {FX_RATE, FX_NUMBER} and is_blank(iat.fx_reference):
        yield Lack(
            "iat.fx_reference",
            "the foreign exchange rate or reference number",
            "el tipo de cambio o su número de referencia",
        )
    currencies = {iat.originating_currency, iat.destination_currency} - {None}
    if fixed_to_fixed and len(currencies) > 1:
        yield Lack(
            "iat.destination_currency",
            "the same currency on both sides, since FF has no exchange",
            "la misma moneda en ambos lados, porque con FF no hay cambio",
        )
    if _code(iat.transaction_type) not in TRANSACTION_TYPES:
        yield Lack(
            "iat.transaction_type",
            "one of the 20 transaction type codes, such as TAX",
            "uno de los 20 códigos de tipo de transacción, como TAX",
        )
    if _needs_foreign_amount(iat, indicator) and not iat.foreign_amount:
        yield Lack("iat.foreign_amount", "the amount in the foreign currency", "el monto en la moneda extranjera")


def _needs_foreign_amount(iat: IatDetails, indicator: str) -> bool:
    """Say whether 710 must hold an amount: an outbound entry with FV has zeros there, one with FF the same amount."""
    return indicator == "VF" or (indicator == "FV" and in_us_jurisdiction(iat.destination_country))


def _required(payment: Payment) -> Iterator[Lack]:
    for path, phrase, spanish in REQUIRED:
        if all(is_blank(str(value)) for value in values_at(payment, path)):
            yield Lack(path, phrase, spanish)


def _qualifiers(payment: Payment) -> Iterator[Lack]:
    for role, spanish, party in (
        ("originator", "originador", payment.originator),
        ("receiver", "receptor", payment.receiver),
    ):
        bank = party.account.bank if party.account else Bank()
        if qualifier_of(bank) not in ID_QUALIFIERS:
            yield Lack(
                f"{role}.account.bank.id_qualifier",
                f"01, 02 or 03 as qualifier of the {role}'s bank number",
                f"01, 02 o 03 como calificador del número del banco del {spanish}",
            )


def _account(payment: Payment) -> Iterator[Lack]:
    account = payment.receiver.account
    number = (account.account_number or account.iban or "").strip() if account else ""
    if not number:
        yield Lack(
            "receiver.account.account_number", "the receiver's account number", "el número de cuenta del receptor"
        )
    elif len(number) > IAT_ACCOUNT_COLUMNS:
        yield Lack(
            "receiver.account.account_number",
            "an account number of at most 35 characters",
            "un número de cuenta de 35 caracteres como máximo",
        )


def _correspondents(payment: Payment) -> Iterator[Lack]:
    if len(payment.correspondents) > MOST_CORRESPONDENTS:
        yield Lack("correspondents", "at most five correspondent banks", "cinco bancos corresponsales como máximo")
    for i, bank in enumerate(payment.correspondents):
        at = f"correspondents[{i}]"
        for field, what, spanish in (
            ("name", "name", "el nombre"),
            ("id", "number", "el número"),
            ("branch_country", "branch country", "el país de la sucursal"),
        ):
            if is_blank(getattr(bank, field)):
                yield Lack(
                    f"{at}.{field}", f"each correspondent bank's {what}", f"{spanish} de cada banco corresponsal"
                )
        if qualifier_of(bank) not in ID_QUALIFIERS:
            yield Lack(
                f"{at}.id_qualifier",
                "01, 02 or 03 as qualifier of each correspondent bank's number",
                "01, 02 o 03 como calificador del número de cada banco corresponsal",
            )


def _code(text: str | None) -> str:
    return (text or "").strip().upper()


_PARTS: tuple[Callable[[Payment], Iterator[Lack]], ...] = (_required, _coding, _qualifiers, _account, _correspondents)
