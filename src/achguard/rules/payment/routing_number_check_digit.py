"""ACH101: the routing number is not one."""

from collections.abc import Iterator

from achguard.identifiers import canadian_routing, routing_number
from achguard.identifiers.canadian_routing import CanadianRouting
from achguard.identifiers.malformed import Malformed, Reason
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import Always
from achguard.rules.reading.foreign_forms import is_blank, is_foreign_routing
from achguard.rules.reading.payment_reading import reading
from achguard.rules.reading.routing import NO_NUMBER, names_no_bank
from achguard.rules.rule import Observation, Rule, Shown

_WHY = {
    Reason.CHARACTERS: "it holds something other than digits",
    Reason.LENGTH: "it does not have nine digits",
    Reason.ZERO: "it is all zeros",
    Reason.CHECK_DIGIT: "its check digit is wrong",
}
_ONE_SHORT = 8


class RoutingNumberCheckDigit(Rule):
    """The routing number has a wrong check digit, a wrong length, other characters than digits, or zeros alone.

    Where the receiver has no routing number, nor anything else that names an account, the rule says so instead.

    ## Why it matters
    One mistyped digit never passes the check, so that the payor can correct it before the entry is refused. A wrong
    number is invalid and not foreign: it is asked for again.

    ## Stays quiet
    When the box holds another country's number (an IBAN, a foreign BIC, a clearing code, a CLABE, a Canadian number
    that can't be a US one): the rules on IATs speak of it. A number that only may be Canadian is reported here, with
    a hint.

    ## References
    - ABA routing number: weights 3, 7, 1 repeating, sum divisible by ten; all 18,198 rows of a FedACH directory pass
    - Nacha return reason R13, invalid routing number; R28, routing number check digit error
    """

    code = "ACH101"
    name = "routing-number-check-digit"
    since = "0.1.0"
    strength = Strength.STRONG
    gate = Always()
    message = "The routing number can't be right: {why}{hint}."
    source = "ABA routing number check digit; Nacha R13 and R28"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each routing number that is none, and the receiver's that is missing."""
        account = payment.receiver.account
        if account is None or (names_no_bank(account) and is_blank(account.account_number)):
            yield self.not_evaluated(at="receiver.account.routing_number", reason=NO_NUMBER)
        for each in reading(payment, context).odd_numbers:
            text, number = each.account.routing_number, each.routing
            if is_blank(text) or not isinstance(number, Malformed) or number.reason not in _WHY:
                continue
            if not is_foreign_routing(each.account, context.directory):
                why, hint = _WHY[number.reason], _hint(text, number.reason)
                yield self.finding(at=f"{each.at}.routing_number", value=text, shown=Shown.NUMBER, why=why, hint=hint)


def _hint(text: str | None, reason: Reason) -> str:
    """Give what else the number may be, as the end of a sentence, or nothing."""
    if reason is Reason.LENGTH and len(routing_number.normalize(text)) == _ONE_SHORT:
        return "; with eight, one is missing or it is another country's code"
    canadian = canadian_routing.parse(text)
    if isinstance(canadian, CanadianRouting) and canadian.institution_name:
        return "; it may be a Canadian number"
    return ""
