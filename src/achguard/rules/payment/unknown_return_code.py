"""ACH115: the entry came back with a code that there is not."""

from collections.abc import Iterator

from achguard.law.return_reasons import REASONS
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import AllOf, NonEmpty, NotIn
from achguard.rules.rule import Observation, Rule, Shown


class UnknownReturnCode(Rule):
    """The payment came back with a return reason or a change code that the Rules do not have.

    ## Why it matters
    What came back says whether a bank refused it for sanctions (R16, R90) or as an international one (R85). Of a code
    that there is not, such as R48, nobody knows what the bank meant: it is misread or mistyped.

    ## Stays quiet
    When the payment did not come back, and for every code of Appendix Four (returns) and Five (changes).

    ## References
    - Nacha Operating Rules, Appendix Four (returns) and Appendix Five (notifications of change)
    """

    code = "ACH115"
    name = "unknown-return-code"
    since = "0.2.0"
    strength = Strength.STRONG
    gate = AllOf((NonEmpty("came_back"), NotIn("came_back", tuple(sorted(REASONS)))))
    message = "The Rules have no return or change code {code}."
    source = "Nacha Operating Rules, Appendices Four and Five"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield the code if there is none such."""
        if payment.came_back is not None and payment.came_back not in REASONS:
            yield self.finding(at="came_back", value=payment.came_back, shown=Shown.WHOLE, code=payment.came_back)
