"""IAT105: a wallet, a prepaid account or other value at an agency abroad."""

from collections.abc import Iterator

from achguard.identifiers.country import US_JURISDICTION
from achguard.law.iat_definition import in_force
from achguard.model.account import Holding
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_not_in
from achguard.rules.reading.foreign_forms import is_abroad
from achguard.rules.reading.places import accounts
from achguard.rules.rule import Observation, Rule, Shown


class WalletAbroad(Rule):
    """An agency outside the United States keeps a wallet, a prepaid account or another holding that is not a deposit.

    ## Why it matters
    Since 2026-09-18 a financial agency is any that provides financial asset accounts or issues payment instruments,
    not only one that takes deposits. Value that leaves or reaches a wallet at such an agency's office abroad makes the
    payment international.

    ## Stays quiet
    Before 2026-09-18: IAT106 looks at a wallet then. When the agency's office is in the United States or a territory.
    When the office's country is blank: IAT301 says then that it could not be looked at.

    ## References
    - Nacha Operating Rules, definition of "IAT Entry" of 2026-09-18 (section 8.55)
    - https://www.nacha.org/rules/definition-iat-entries, consulted 2026-11-23
    """

    code = "IAT105"
    name = "wallet-abroad"
    since = "0.1.0"
    strength = Strength.DECISIVE
    gate = any_not_in(US_JURISDICTION, "*.account.bank.branch_country")
    message = "Value is held outside the United States ({country}) in an account that is not a deposit ({holding})."
    source = "Nacha Operating Rules, definition of IAT Entry of 2026-09-18"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each account that is no deposit and is kept abroad."""
        counted = in_force(context.as_of).holdings - {Holding.DEPOSIT}
        for at, account in accounts(payment):
            country = account.bank.branch_country
            if account.holding in counted and is_abroad(country):
                yield self.finding(
                    at=f"{at}.bank.branch_country",
                    value=country,
                    shown=Shown.WHOLE,
                    country=country,
                    holding=account.holding.value,
                )
