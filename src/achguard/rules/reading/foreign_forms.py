"""What stands in an account's boxes when it is another country's number: the readings that several rules share."""

from typing import TYPE_CHECKING

from achguard.identifiers import bic, canadian_routing, clabe, clearing_code, iban_text, national_account
from achguard.identifiers.bic import Bic
from achguard.identifiers.canadian_routing import CanadianRouting, Form
from achguard.identifiers.country import in_us_jurisdiction
from achguard.identifiers.field_widths import ACCOUNT_COLUMNS, ROUTING_COLUMNS
from achguard.identifiers.malformed import Malformed
from achguard.model.account import Account, Bank
from achguard.names.english import is_english

if TYPE_CHECKING:
    from achguard.directory import RoutingDirectory

LETTER = "[A-Za-z\uff21-\uff3a\uff41-\uff5a]"
"""Pattern of a Latin letter as identifiers fold it: ASCII or full-width."""


def qualifier_of(bank: Bank) -> str:
    """Give the qualifier in two digits, or '' where there is none; a spreadsheet may have cut the leading zero."""
    text = (bank.id_qualifier or "").strip()
    return text.zfill(2) if text else ""


def is_blank(text: str | None) -> bool:
    """Say whether nothing but white space stands there."""
    return not text or not text.strip()


def is_abroad(country: str | None) -> bool:
    """Say whether a country is given and is outside the United States; a blank one says nothing."""
    return not is_blank(country) and not in_us_jurisdiction(country)


def foreign_bic(text: str | None) -> Bic | None:
    """Give the BIC that a bank field holds, where its office is outside the United States."""
    found = bic.parse(text)
    return found if isinstance(found, Bic) and not in_us_jurisdiction(found.country) else None


def bic_of_account(account_number: str | None) -> Bic | None:
    """Give the BIC that stands alone in an account number's box; an English word of that form, as CHECKING, is none."""
    found = bic.parse(account_number)
    return found if isinstance(found, Bic) and not is_english(found.text) else None


def canadian_number(routing_number: str | None, directory: "RoutingDirectory | None") -> CanadianRouting | None:
    """Give the Canadian number that a routing number's box holds, or nothing where it is taken as a US number.

    The paper form XXXXX-YYY is no US form. Of the electronic form only numbers that start 00 are told apart, since no
    FedACH participant's number does; the Treasury's are left out, and so is any that the routing directory lists.
    """
    found = canadian_routing.parse(routing_number)
    if isinstance(found, Malformed):
        return None
    if found.form is Form.PAPER:
        return found
    if not found.starts_with_00 or canadian_routing.is_treasury(found.electronic):
        return None
    return None if directory is not None and directory.find(found.electronic) else found


def is_foreign_bank_number(
    text: str | None, directory: "RoutingDirectory | None", *, account_number: str | None = None
) -> bool:
    """Say whether what stands for a bank's number is another country's; the account number tells some forms apart."""
    return bool(
        iban_text.find(text)
        or foreign_bic(text)
        or clabe.is_valid(text)
        or canadian_number(text, directory)
        or clearing_code.recognise(text, account_number=account_number)
    )


def is_foreign_routing(account: Account, directory: "RoutingDirectory | None") -> bool:
    """Say whether the routing number's box holds another country's number, so that it is no mistyped US number."""
    return bool(iban_text.find(account.routing_number, ROUTING_COLUMNS)) or is_foreign_bank_number(
        account.routing_number, directory, account_number=account.account_number
    )


def is_foreign_account(account_number: str | None) -> bool:
    """Say whether the account number's box holds a number of a form that only other countries use."""
    code = bic_of_account(account_number)
    return bool(
        iban_text.find(account_number, ACCOUNT_COLUMNS)
        or (code is not None and not in_us_jurisdiction(code.country))
        or clabe.is_valid(account_number)
        or national_account.recognise(account_number)
    )
