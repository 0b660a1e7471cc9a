"""ACH106: the account number is missing, or can't be one."""

import re
from collections.abc import Iterator

from achguard.identifiers.field_widths import ACCOUNT_COLUMNS, IAT_ACCOUNT_COLUMNS
from achguard.model.account import Account
from achguard.model.finding import Strength
from achguard.model.payment import Payment, SecCode
from achguard.rules.context import Context
from achguard.rules.gate import any_non_empty
from achguard.rules.reading.foreign_forms import is_blank, is_foreign_account, is_foreign_routing
from achguard.rules.reading.payment_reading import reading
from achguard.rules.rule import Observation, Rule, Shown

_ALPHANUMERIC = re.compile(r"[A-Za-z0-9 \-]+", re.ASCII)


class AccountNumberShape(Rule):
    """The account number is missing beside a routing number, too long, all zeros, without a digit, or oddly written.

    A number has at most 17 letters, digits and dashes, in an IAT 35. Spaces do not count.

    ## Why it matters
    A number that does not fit its field is cut off without notice, and the entry goes to another account or comes back.

    ## Stays quiet
    When the number is an IBAN, a CLABE or another form that only other countries use: the rules on IATs speak of it.
    The originator's own account number may be left out, since the entry does not carry it.

    ## References
    - Nacha entry detail record, columns 13-29; IAT entry detail record, columns 40-74
    - Nacha return reason R04, invalid account number structure
    """

    code = "ACH106"
    name = "account-number-shape"
    since = "0.1.0"
    strength = Strength.STRONG
    gate = any_non_empty("*.account.routing_number", "*.account.account_number")
    message = "The account number can't be right: {why}."
    source = "Nacha entry detail record; return reason R04"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each account number that can't be one, and the receiver's that is missing."""
        longest = IAT_ACCOUNT_COLUMNS if payment.sec_code is SecCode.IAT else ACCOUNT_COLUMNS
        for each in reading(payment, context).odd_numbers:
            account = each.account
            path, number = f"{each.at}.account_number", account.account_number
            if number is None or is_blank(number):
                if account is payment.receiver.account and _needs_number(account, context):
                    yield self.finding(at=path, why="it is missing")
            elif not is_foreign_account(number):
                why = _why(number.strip(), longest)
                if why:
                    yield self.finding(at=path, value=number, shown=Shown.NUMBER, why=why)


def _needs_number(account: Account, context: Context) -> bool:
    """Say whether the account has a US routing number and nothing that stands for an account number."""
    return (
        not is_blank(account.routing_number)
        and is_blank(account.iban)
        and not is_foreign_routing(account, context.directory)
    )


def _why(number: str, longest: int) -> str | None:
    """Say why a number can't be an account number, or give nothing."""
    if not _ALPHANUMERIC.fullmatch(number):
        return "it holds characters other than letters, digits, spaces and dashes"
    if not number.strip("0 -"):
        return "it is all zeros"
    if not any(map(str.isdigit, number)):
        return "it holds no digit"
    if len(number.replace(" ", "")) > longest:
        return f"it has more than {longest} characters"
    return None
