"""SAN401: the gateway or a third party flagged the entry as suspect."""

from collections.abc import Iterator

from achguard.model.finding import Strength
from achguard.model.payment import GatewayScreening, Payment
from achguard.rules.context import Context
from achguard.rules.gate import AnyOf, In
from achguard.rules.rule import Observation, Rule, Shown

_SUSPECT = (GatewayScreening.SUSPECT.value,)


class GatewaySuspect(Rule):
    """The gateway's OFAC screening, or a third party's, says that the entry may involve a blocked party.

    ## Why it matters
    An IAT carries the result of earlier screening in columns 77 and 78 of its entry detail record. A potential blocked
    party found by anybody must be looked at by a person, also where our own screen finds none.

    ## Stays quiet
    When the columns say that nothing was found or that nobody screened. Neither is a clearance: our own screen runs
    all the same.

    ## References
    - Nacha Operating Rules, IAT entry detail record, columns 77 (gateway) and 78 (secondary OFAC screening indicator)
    - FFIEC BSA/AML examination manual, automated clearing house transactions
    """

    code = "SAN401"
    name = "gateway-suspect"
    since = "0.1.0"
    strength = Strength.DECISIVE
    gate = AnyOf((In("gateway_screening", _SUSPECT), In("secondary_screening", _SUSPECT)))
    message = "The {who} flagged the entry as possibly involving a blocked party."
    source = "Nacha IAT entry detail record, columns 77 and 78"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each of the two indicators that says suspect."""
        for at, said, who in (
            ("gateway_screening", payment.gateway_screening, "gateway"),
            ("secondary_screening", payment.secondary_screening, "secondary screening"),
        ):
            if said is GatewayScreening.SUSPECT:
                yield self.finding(at=at, value=said.value, shown=Shown.WHOLE, who=who)
