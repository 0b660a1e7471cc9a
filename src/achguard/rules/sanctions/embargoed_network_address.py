"""SAN303: a party ordered the payment from a network address in a country under a comprehensive embargo."""

from collections.abc import Iterator

from achguard.identifiers.country import US_JURISDICTION, country_name
from achguard.law.embargo import embargoed_country
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_not_in
from achguard.rules.reading.places import parties
from achguard.rules.rule import Observation, Rule, Shown


class EmbargoedNetworkAddress(Rule):
    """The network address from which a party ordered the payment is in a country under a comprehensive embargo.

    ## Why it matters
    Whoever orders from such a country may be there, and services to people there are prohibited. A network address can
    be a detour or be placed wrongly, so that this is strong and not decisive.

    ## Stays quiet
    For any other country. Under a policy that switches it off (`off`), since its agency makes no match of personal data
    with network addresses.

    ## References
    - OFAC, A Framework for OFAC Compliance Commitments (2019): screening of IP addresses
    - 31 CFR part 515 (Cuba), part 560 (Iran), part 510 (North Korea)
    """

    code = "SAN303"
    name = "embargoed-network-address"
    since = "0.2.0"
    strength = Strength.STRONG
    gate = any_not_in(US_JURISDICTION, "*.ip_country")
    message = "The network address is in {country}, which is under a comprehensive embargo ({program})."
    source = "OFAC country programs, 31 CFR parts 510, 515 and 560"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each network address in an embargoed country."""
        for at, party in parties(payment):
            embargo = embargoed_country(party.ip_country, context.as_of)
            if embargo:
                yield self.finding(
                    at=f"{at}.ip_country",
                    value=party.ip_country,
                    shown=Shown.WHOLE,
                    country=country_name(party.ip_country) or embargo.place,
                    program=embargo.program,
                )
