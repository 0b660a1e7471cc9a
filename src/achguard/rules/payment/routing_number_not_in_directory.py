"""ACH103: the routing directory does not list the routing number."""

from collections.abc import Iterator

from achguard.identifiers.routing_number import RoutingNumber
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_non_empty
from achguard.rules.reading.payment_reading import reading
from achguard.rules.reading.routing import NO_DIRECTORY
from achguard.rules.rule import Observation, Rule, Shown


class RoutingNumberNotInDirectory(Rule):
    """The routing number is well formed, and the routing directory does not list it.

    ## Why it matters
    One in ten random numbers passes the check digit. A number that the Federal Reserve's directory lacks reaches
    no bank in the ACH network; it may be mistyped twice, invented, or a number for wires only.

    ## Stays quiet
    When the directory lists the number, and when the number is not well formed: other rules speak of it then. Without
    a directory the rule says that it could not look.

    ## References
    - FedACH directory of the Federal Reserve Banks
    - Nacha return reason R13, invalid routing number
    """

    code = "ACH103"
    name = "routing-number-not-in-directory"
    since = "0.1.0"
    strength = Strength.STRONG
    gate = any_non_empty("*.account.routing_number")
    message = "The routing directory does not list this routing number."
    source = "FedACH directory"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each well-formed routing number of a payor's bank that the directory lacks."""
        for each in reading(payment, context).accounts:
            at, number = f"{each.at}.routing_number", each.routing
            if not isinstance(number, RoutingNumber) or not number.is_payors:
                continue
            if context.directory is None:
                yield self.not_evaluated(at=at, reason=NO_DIRECTORY)
            elif each.entry(context.directory) is None:
                yield self.finding(at=at, value=number.text, shown=Shown.NUMBER)
