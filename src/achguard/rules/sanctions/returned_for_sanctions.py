"""SAN404: the entry, or an earlier one of the account or the party, came back because of sanctions."""

from collections.abc import Iterator

from achguard.law.sanctions_returns import SanctionsCode, sanctions_code, sanctions_codes
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_non_empty
from achguard.rules.reading.earlier_returns import EARLIER_ENTRY, THIS_ENTRY, earlier_returns
from achguard.rules.rule import Observation, Rule, Shown


class ReturnedForSanctions(Rule):
    """An entry came back because of sanctions: the payment itself, or an earlier one of its account or of its party.

    ## Why it matters
    The receiver's bank knows its customer better than any screen of names. A return R90 says that it sent the entry
    back to comply with sanctions. R16 is ambiguous: the account may be frozen for another reason, such as a levy, so
    a person must ask the bank.

    ## Stays quiet
    When the payment did not come back and no earlier returns were handed in, when all came back with other codes, and
    for an R16 from 2028-03-17 on, when it means nothing but a frozen account.

    ## References
    - 2013 NACHA Operating Rules, Appendix Four: return reason code R16
    - Nacha, summary of upcoming rule changes: return reason code R90, in force from 2028-03-17
    """

    code = "SAN404"
    name = "returned-for-sanctions"
    since = "0.1.0"
    strength = Strength.DECISIVE
    gate = any_non_empty("came_back", "*.account.account_number", "*.identifiers.value")
    message = "{which} came back with {code}: {meaning}."
    source = "Nacha Operating Rules, Appendix Four"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield the code of the entry itself, and each with which an account or a party's number came back, once."""
        itself = sanctions_code(payment.came_back, payment.effective_date, context.as_of)
        if itself is not None:
            yield self._finding("came_back", itself, THIS_ENTRY)
        for at, returned in earlier_returns(payment, context.history):
            for row in sanctions_codes(returned, context.as_of):
                yield self._finding(at, row, EARLIER_ENTRY)

    def _finding(self, at: str, row: SanctionsCode, which: str) -> Observation:
        return self.finding(
            at=at,
            value=row.code,
            shown=Shown.WHOLE,
            strength=row.strength,
            which=which,
            code=row.code,
            meaning=row.meaning,
        )
