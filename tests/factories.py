"""The one place that knows what a valid payment looks like: plain dictionaries, for tests to change."""

import copy

from achguard.model.payment import Payment
from achguard.testing.payment_factory import Json
from achguard.testing.payment_factory import domestic_ppd_credit as ppd_credit
from achguard.testing.payment_factory import domestic_web_debit as web_debit

_SETTLES = {"effective_date": "2026-11-25"}


def domestic_web_debit() -> Json:
    """Give a payment in which a consumer pays a tax from a US account and has answered every question with no."""
    return web_debit() | _SETTLES


def debit_without_code() -> Json:
    """Give the same payment before anybody says under which SEC code it goes."""
    return {name: value for name, value in domestic_web_debit().items() if name != "sec_code"}


def domestic_ppd_credit() -> Json:
    """Give a salary paid to a US account, whose receiver has answered every question with no."""
    return ppd_credit() | _SETTLES


def outbound_iat_credit() -> Json:
    """Give a complete IAT: a pension to an account in Germany."""
    return {
        "id": "p-3",
        "direction": "credit",
        "sec_code": "IAT",
        "amount": "900.00",
        "effective_date": "2026-11-25",
        "entry_description": "PENSION",
        "originator": {
            "name": "MAGNOLIA PENSION FUND",
            "kind": "organization",
            "address": {
                "street": "2 CAPITOL ST",
                "city": "JACKSON",
                "state": "MS",
                "postal_code": "39201",
                "country": "US",
            },
            "account": {
                "routing_number": "065300279",
                "bank": {"name": "MAGNOLIA BANK", "branch_country": "US", "id": "065300279", "id_qualifier": "01"},
            },
        },
        "receiver": {
            "name": "ERIKA MUSTERMANN",
            "kind": "individual",
            "address": {"street": "HEIDESTRASSE 17", "city": "KOELN", "postal_code": "51147", "country": "DE"},
            "account": {
                "account_number": "DE89370400440532013000",
                "iban": "DE89370400440532013000",
                "bank": {"name": "BEISPIELBANK AG", "branch_country": "DE", "id": "COBADEFFXXX", "id_qualifier": "02"},
            },
        },
        "foreign_funds": {"account_abroad": "yes", "funded_from_abroad": "no", "forwarded_abroad": "no"},
        "iat": {
            "destination_country": "DE",
            "originating_currency": "USD",
            "destination_currency": "USD",
            "fx_indicator": "FF",
            "fx_reference_indicator": "3",
            "transaction_type": "PEN",
        },
    }


def inbound_iat_credit() -> Json:
    """Give a complete IAT that comes in: a payor's bank in Germany sends a state tax to an agency."""
    out = outbound_iat_credit()
    bank = out["receiver"]["account"]["bank"]
    return out | {
        "originator": out["receiver"] | {"account": {"bank": bank}},
        "receiver": merged(
            out["originator"],
            {"name": "MAGNOLIA DEPARTMENT OF REVENUE", "account": {"account_number": "111122223333"}},
        ),
        "iat": out["iat"] | {"destination_country": "US", "transaction_type": "TAX"},
        "foreign_funds": {"account_abroad": "yes", "funded_from_abroad": "yes", "forwarded_abroad": "no"},
        "tax_type": "State",
    }


_ALL = (domestic_web_debit, debit_without_code, domestic_ppd_credit, outbound_iat_credit, inbound_iat_credit)
BASES = {make.__name__: make for make in _ALL}


def merged(base: Json, changes: Json) -> Json:
    """Lay changes over a base, table into table; a list or a plain value replaces what was there."""
    result = copy.deepcopy(base)
    for key, value in changes.items():
        below = result.get(key)
        result[key] = merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return result


def payment(base: str = "domestic_web_debit", changes: Json | None = None) -> Payment:
    """Make a payment of a base with changes laid over it."""
    return Payment.model_validate(merged(BASES[base](), changes or {}))
