"""IAT301: the bank office that holds an account stands abroad."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from achguard.identifiers import bic, iban, routing_number
from achguard.identifiers.country import US_JURISDICTION
from achguard.identifiers.routing_number import RoutingNumber
from achguard.law.iat_definition import in_force
from achguard.model.account import Account
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import AnyOf, any_non_empty, any_not_in
from achguard.rules.reading.foreign_forms import (
    is_abroad,
    is_blank,
    is_foreign_account,
    is_foreign_bank_number,
    is_foreign_routing,
)
from achguard.rules.reading.places import accounts
from achguard.rules.rule import Observation, Rule, Shown

if TYPE_CHECKING:
    from achguard.directory import RoutingDirectory


class ForeignBankBranch(Rule):
    """The branch that holds the originator's or the receiver's account is outside the United States.

    ## Why it matters
    The office that holds the account decides whether a payment is international: a foreign branch of a US bank is
    abroad, and a US branch of a foreign bank is not.

    ## Stays quiet
    When the branch is in the United States or one of its territories. For a holding that is not a
    deposit before 2026-09-18; IAT106 looks at a wallet then. A blank country of a bank that is named or numbered is
    reported as not evaluated, unless a US routing number, an IBAN, a BIC or another country's number places the bank.

    ## References
    - Nacha Operating Rules, definition of "IAT Entry" (section 8.47 until 2026-09-17, section 8.55 from 2026-09-18)
    - Addenda records 713 and 714, columns 75-77, DFI branch country
    """

    code = "IAT301"
    name = "foreign-bank-branch"
    since = "0.1.0"
    strength = Strength.DECISIVE
    gate = AnyOf(
        (
            any_not_in(US_JURISDICTION, "*.account.bank.branch_country"),
            any_non_empty("*.account.bank.name", "*.account.bank.id"),
        )
    )
    message = "The branch that holds the account is outside the United States ({country})."
    source = "Nacha Operating Rules, definition of IAT Entry"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each account at a branch abroad or at a bank that nothing places."""
        counted = in_force(context.as_of).holdings
        for at, account in accounts(payment):
            country = account.bank.branch_country
            if account.holding not in counted:
                continue
            at_country = f"{at}.bank.branch_country"
            if is_abroad(country):
                yield self.finding(at=at_country, value=country, shown=Shown.WHOLE, country=country)
            elif is_blank(country) and _is_mentioned(account) and not _is_placed(account, context.directory):
                yield self.not_evaluated(at=at_country, reason="branch country is blank")


def _is_mentioned(account: Account) -> bool:
    return not (is_blank(account.bank.name) and is_blank(account.bank.id))


def _is_placed(account: Account, directory: "RoutingDirectory | None") -> bool:
    """Say whether one of the account's numbers says where its bank is, at home or abroad."""
    return (
        any(_is_us_number(text, directory) for text in (account.routing_number, account.bank.id))
        or any(bic.is_valid(text) for text in (account.bic, account.bank.id, account.routing_number))
        or bool(iban.normalize(account.iban))
        or is_foreign_bank_number(account.bank.id, directory)
        or is_foreign_routing(account, directory)
        or is_foreign_account(account.account_number)
    )


def _is_us_number(text: str | None, directory: "RoutingDirectory | None") -> bool:
    number = routing_number.parse(text)
    if not isinstance(number, RoutingNumber):
        return False
    return number.is_payors or (directory is not None and directory.find(number.text) is not None)
