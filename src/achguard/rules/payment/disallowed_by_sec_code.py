"""ACH114: the direction, the amount or the originator is not one of an entry with this SEC code."""

from collections.abc import Iterator

from achguard.law.sec_codes import CREDITS_ONLY, DEBITS_ONLY, MOST_CENTS, REVERSAL
from achguard.model.finding import Strength
from achguard.model.party import PartyKind
from achguard.model.payment import Direction, Payment, SecCode
from achguard.rules.context import Context
from achguard.rules.gate import In
from achguard.rules.rule import Observation, Rule, Shown

_LIMITED = {SecCode.WEB, *DEBITS_ONLY, *CREDITS_ONLY, *MOST_CENTS}
_CENTS = 100  # of a dollar


class DisallowedBySecCode(Rule):
    """The SEC code is not for a payment of this direction, of this amount, or by an organization.

    ## Why it matters
    The Rules say what an entry of each code may do: a check that becomes an ARC, BOC or POP entry is of 25,000 dollars
    at most, one that is presented again (RCK, XCK) of less than 2,500, and these and TEL entries only debit. A WEB
    credit is one person's to another. The ACH Operator or the receiving bank sends anything else back.

    ## Stays quiet
    When the payment has no SEC code yet, for exactly the limit, and for an entry that takes another back, which goes
    the other way. For a WEB credit of a person, or of nobody knows which kind.

    ## References
    - 2013 NACHA Operating Rules, Appendix Four: R19, R35 and R36 (pages OR70 to OR72)
    - Nacha Operating Rules, definition of "Internet-Initiated/Mobile Entry": a credit is of a consumer to a consumer
    """

    code = "ACH114"
    name = "disallowed-by-sec-code"
    since = "0.2.0"
    strength = Strength.STRONG
    gate = In("sec_code", tuple(sorted(code.value for code in _LIMITED)))
    message = "{said}."
    source = "Nacha Operating Rules, Appendices Three and Four"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield the code that does not go this way or of this originator, and the amount that is over its limit."""
        code = payment.sec_code
        if code is None:
            return
        if (only := _other_way(payment, code)) and not _takes_back(payment):
            said = f"An entry with the SEC code {code.value} does not {payment.direction.value}: it can only {only}"
            yield self.finding(at="sec_code", value=code.value, shown=Shown.WHOLE, said=said)
        if _is_web_credit_of_an_organization(payment) and not _takes_back(payment):
            said = "A WEB credit is one person's to another, and the originator is an organization"
            yield self.finding(at="sec_code", value=code.value, shown=Shown.WHOLE, said=said)
        if (most := MOST_CENTS.get(code)) is not None and payment.amount * _CENTS > most:
            said = f"An entry with the SEC code {code.value} is of {most / _CENTS:,.2f} dollars at most"
            yield self.finding(at="amount", value=f"{payment.amount:.2f}", shown=Shown.WHOLE, said=said)


def _other_way(payment: Payment, code: SecCode) -> str | None:
    """Give the only way that a code goes, where the payment goes the other one."""
    if code in DEBITS_ONLY and payment.direction is Direction.CREDIT:
        return Direction.DEBIT.value
    if code in CREDITS_ONLY and payment.direction is Direction.DEBIT:
        return Direction.CREDIT.value
    return None


def _is_web_credit_of_an_organization(payment: Payment) -> bool:
    is_credit = payment.sec_code is SecCode.WEB and payment.direction is Direction.CREDIT
    return is_credit and payment.originator.kind is PartyKind.ORGANIZATION


def _takes_back(payment: Payment) -> bool:
    return (payment.entry_description or "").strip().upper() == REVERSAL
