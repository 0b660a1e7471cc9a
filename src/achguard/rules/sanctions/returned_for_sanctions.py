"""SAN404: an earlier entry of the account or the party came back because of sanctions."""

from collections.abc import Iterator

from achguard.law.sanctions_returns import sanctions_codes
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_non_empty
from achguard.rules.reading.earlier_returns import earlier_returns
from achguard.rules.rule import Observation, Rule, Shown


class ReturnedForSanctions(Rule):
    """An earlier entry of this account, or of a party with this number, came back because of sanctions.

    ## Why it matters
    The receiver's bank knows its customer better than any screen of names. A return R90 says that it sent the entry
    back to comply with sanctions. R16 is ambiguous: the account may be frozen for another reason, such as a levy, so
    a person must ask the bank.

    ## Stays quiet
    When no earlier returns were handed in, when the account and the parties came back only with other codes, and for
    an R16 from 2028-03-17 on, when it means nothing but a frozen account.

    ## References
    - 2013 NACHA Operating Rules, Appendix Four: return reason code R16
    - Nacha, summary of upcoming rule changes: return reason code R90, in force from 2028-03-17
    """

    code = "SAN404"
    name = "returned-for-sanctions"
    since = "0.1.0"
    strength = Strength.DECISIVE
    gate = any_non_empty("*.account.account_number", "*.identifiers.value")
    message = "An earlier entry came back with {code}: {meaning}."
    source = "Nacha Operating Rules, Appendix Four"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each code with which an account or a party's number came back before, once."""
        for at, returned in earlier_returns(payment, context.history):
            for row in sanctions_codes(returned, context.as_of):
                yield self.finding(
                    at=at, value=row.code, shown=Shown.WHOLE, strength=row.strength, code=row.code, meaning=row.meaning
                )
