"""IAT404: an earlier entry of the account or the party came back as an international one."""

from collections.abc import Iterator

from achguard.law.international_returns import INTERNATIONAL_CODES
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_non_empty
from achguard.rules.reading.earlier_returns import earlier_returns
from achguard.rules.rule import Observation, Rule, Shown


class ReturnedAsInternational(Rule):
    """An earlier entry of this account, or of a party with this number, came back as international.

    ## Why it matters
    A bank that returns an entry with R80 to R85, or sends a notification of change C14, knows something that the
    originator did not: the account forwards its money abroad, say. It will say so again, and a second wrong entry is
    made knowingly.

    ## Stays quiet
    When no earlier returns were handed in, or the account and the parties came back only with other codes.

    ## References
    - 2013 NACHA Operating Rules, Appendix Four: return reason codes R80 to R85 and change code C14
    """

    code = "IAT404"
    name = "returned-as-international"
    since = "0.1.0"
    strength = Strength.DECISIVE
    gate = any_non_empty("*.account.account_number", "*.identifiers.value")
    message = "An earlier entry came back with {code}: {meaning}."
    source = "Nacha Operating Rules, Appendix Four"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each code with which an account or a party's number came back before, once."""
        for at, returned in earlier_returns(payment, context.history):
            for code in dict.fromkeys(entry.code for entry in returned if entry.code in INTERNATIONAL_CODES):
                yield self.finding(
                    at=at, value=code, shown=Shown.WHOLE, code=code, meaning=INTERNATIONAL_CODES[code].meaning
                )
