"""IAT404: the entry, or an earlier one of the account or the party, came back as an international one."""

from collections.abc import Iterator

from achguard.law.international_returns import INTERNATIONAL_CODES
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_non_empty
from achguard.rules.reading.earlier_returns import EARLIER_ENTRY, THIS_ENTRY, earlier_returns
from achguard.rules.rule import Observation, Rule, Shown


class ReturnedAsInternational(Rule):
    """An entry came back as international: the payment itself, or an earlier one of its account or of its party.

    ## Why it matters
    A bank that returns an entry with R80 to R85, or sends a notification of change C14, knows something that the
    originator did not: the account forwards its money abroad, say. It will say so again, and a second wrong entry is
    made knowingly.

    ## Stays quiet
    When the payment did not come back, and no earlier returns were handed in, or the account and the parties came back
    only with other codes.

    ## References
    - 2013 NACHA Operating Rules, Appendix Four: return reason codes R80 to R85
    - 2013 NACHA Operating Rules, Appendix Five, page OR170: change code C14
    """

    code = "IAT404"
    name = "returned-as-international"
    since = "0.1.0"
    strength = Strength.DECISIVE
    gate = any_non_empty("came_back", "*.account.account_number", "*.identifiers.value")
    message = "{which} came back with {code}: {meaning}."
    source = "Nacha Operating Rules, Appendices Four and Five"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield the code of the entry itself, and each with which an account or a party's number came back, once."""
        if payment.came_back in INTERNATIONAL_CODES:
            yield self._finding("came_back", payment.came_back, THIS_ENTRY)
        for at, returned in earlier_returns(payment, context.history):
            for code in dict.fromkeys(entry.code for entry in returned if entry.code in INTERNATIONAL_CODES):
                yield self._finding(at, code, EARLIER_ENTRY)

    def _finding(self, at: str, code: str, which: str) -> Observation:
        meaning = INTERNATIONAL_CODES[code].meaning
        return self.finding(at=at, value=code, shown=Shown.WHOLE, which=which, code=code, meaning=meaning)
