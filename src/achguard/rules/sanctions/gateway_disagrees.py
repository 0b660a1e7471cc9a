"""SAN402: the gateway's screening and our own do not agree."""

from collections.abc import Iterator

from achguard.model.finding import Strength
from achguard.model.payment import GatewayScreening, Payment
from achguard.rules.context import Context
from achguard.rules.gate import AnyOf, In
from achguard.rules.reading.party_screen import listed_anywhere
from achguard.rules.rule import Observation, Rule, Shown

_SAID = (GatewayScreening.CLEAR.value, GatewayScreening.SUSPECT.value)


class GatewayDisagrees(Rule):
    """The gateway, or a third party, and our own screen come to different results.

    Clear there and a hit here is strong. Suspect there and no hit here is weak, since the flag itself is held against
    the payment.

    ## Why it matters
    Nobody may rely on the earlier result of an IAT's screening. A disagreement means that one side has an older list,
    another threshold or another name, and a person needs to know it.

    ## Stays quiet
    When both agree, when nobody screened before, and without a list of our own. A weak alias alone is not a hit against
    a result of clear.

    ## References
    - Nacha Operating Rules, IAT entry detail record, columns 77 and 78
    - FFIEC BSA/AML examination manual: the receiving bank is responsible whether or not the indicator is set
    """

    code = "SAN402"
    name = "gateway-disagrees"
    since = "0.1.0"
    strength = Strength.STRONG
    gate = AnyOf((In("gateway_screening", _SAID), In("secondary_screening", _SAID)))
    message = "The {who} says {said}, while our own screen finds {found}."
    source = "Nacha IAT entry detail record, columns 77 and 78; FFIEC manual"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each indicator that our own screen contradicts."""
        said = [
            (at, value, who)
            for at, value, who in (
                ("gateway_screening", payment.gateway_screening, "gateway"),
                ("secondary_screening", payment.secondary_screening, "secondary screening"),
            )
            if value in {GatewayScreening.CLEAR, GatewayScreening.SUSPECT}
        ]
        if context.screener is None or not said:
            return
        ours = {seen.strength for seen in listed_anywhere(payment, context.screener, context)}
        for at, value, who in said:
            if value is GatewayScreening.SUSPECT and not ours:
                yield self.finding(
                    at=at,
                    value=value,
                    shown=Shown.WHOLE,
                    strength=Strength.WEAK,
                    who=who,
                    said="suspect",
                    found="nothing",
                )
            elif value is GatewayScreening.CLEAR and ours - {Strength.WEAK}:
                yield self.finding(at=at, value=value, shown=Shown.WHOLE, who=who, said="clear", found="a hit")
