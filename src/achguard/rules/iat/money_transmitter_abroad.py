"""IAT106: a wallet abroad on a day on which agencies that transfer funds count, and not all that keep value."""

from collections.abc import Iterator

from achguard.identifiers.country import US_JURISDICTION
from achguard.law.iat_definition import in_force
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_not_in
from achguard.rules.reading.foreign_forms import is_abroad
from achguard.rules.reading.places import accounts
from achguard.rules.rule import Observation, Rule, Shown


class MoneyTransmitterAbroad(Rule):
    """An agency outside the United States keeps a wallet, before the definition of 2026-09-18 counts every wallet.

    ## Why it matters
    Until 2026-09-17 a financial agency is one that takes deposits, transfers funds or issues money orders. Who keeps a
    wallet mostly transfers funds too, but the payment does not say whether it may, so that this is strong and not
    decisive.

    ## Stays quiet
    From 2026-09-18: IAT105 looks at every holding then. For a prepaid account, a card or other value, which did not
    count. When the agency's office is in the United States or a territory, or its country is blank.

    ## References
    - 2013 NACHA Operating Rules, section 8.39 (page OR56), Financial Agency
    - Nacha, IAT scenarios (2009, revised), scenario H: money transmitters are financial agencies
    """

    code = "IAT106"
    name = "money-transmitter-abroad"
    since = "0.2.0"
    strength = Strength.STRONG
    gate = any_not_in(US_JURISDICTION, "*.account.bank.branch_country")
    message = "A wallet is held outside the United States ({country}), where an agency that transfers funds counts."
    source = "2013 NACHA Operating Rules, section 8.39"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each wallet that is kept abroad."""
        counted = in_force(context.as_of).holdings_of_transmitters
        for at, account in accounts(payment):
            country = account.bank.branch_country
            if account.holding in counted and is_abroad(country):
                yield self.finding(at=f"{at}.bank.branch_country", value=country, shown=Shown.WHOLE, country=country)
