"""IAT205: a Canadian routing number."""

from collections.abc import Iterator

from achguard.identifiers.canadian_routing import Form
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_non_empty
from achguard.rules.reading.foreign_forms import canadian_number
from achguard.rules.reading.payment_reading import reading
from achguard.rules.rule import Observation, Rule, Shown


class CanadianRoutingNumber(Rule):
    """The routing number has the form of a Canadian one.

    ## Why it matters
    Canadian banks print XXXXX-YYY on cheques and use 0YYYXXXXX in electronic payments. The second form has nine digits
    as a US number has, and one in ten passes the US check digit. Numbers of the largest institutions start 00, and no
    participant of FedACH has such a number.

    ## Stays quiet
    When the number starts 00 and is one of the US Treasury's, or the routing directory lists it. A number such as
    0815XXXXX can be a Canadian credit union's or a US bank's: one that passes the US check is taken as a US number,
    and one that fails it is for ACH101 to ask about.

    ## References
    - Payments Canada, routing numbers for paper items and for electronic payments
    - FedACH routing directory: no participant's number starts 00
    """

    code = "IAT205"
    name = "canadian-routing-number"
    since = "0.1.0"
    strength = Strength.STRONG
    gate = any_non_empty("*.account.routing_number")
    message = "This has the form of a Canadian routing number ({institution})."
    source = "Payments Canada, routing number formats"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each routing number that is taken as a Canadian one."""
        for each in reading(payment, context).odd_numbers:
            if found := canadian_number(each.account.routing_number, context.directory):
                paper = f"{found.transit}-{found.institution}"
                yield self.finding(
                    at=f"{each.at}.routing_number",
                    value=paper if found.form is Form.PAPER else found.electronic,
                    shown=Shown.NUMBER,
                    institution=found.institution_name or f"institution {found.institution}",
                )
