"""ACH102: the routing number's first two digits are not those of a payor's bank."""

from collections.abc import Iterator

from achguard.identifiers import routing_number
from achguard.identifiers.malformed import Malformed, Reason
from achguard.identifiers.routing_number import PrefixClass, RoutingNumber
from achguard.model.finding import Strength
from achguard.model.payment import Payment, SecCode
from achguard.rules.context import Context
from achguard.rules.gate import any_non_empty
from achguard.rules.reading.foreign_forms import is_foreign_routing
from achguard.rules.reading.payment_reading import reading
from achguard.rules.rule import Observation, Rule, Shown

_OWNERS = {
    PrefixClass.GOVERNMENT: "the United States government",
    PrefixClass.ELECTRONIC: "electronic transaction identifiers",
    PrefixClass.TRAVELERS_CHEQUE: "traveler's cheques",
}


class RoutingNumberPrefix(Rule):
    """The routing number passes its check, but its first two digits are not those of a bank where payors have accounts.

    ## Why it matters
    Only the prefixes 01 to 12 and 21 to 32 belong to banks, savings institutions and credit unions. Others are the
    government's, identifiers that belong to no bank, or not assigned at all, so an entry to them comes back.

    ## Stays quiet
    When a loaded routing directory lists the number, when it is taken as Canadian, or in an enrollment (ENR): that
    goes to the federal agency itself, under a number of its own.

    ## References
    - ABA routing number, prefixes
    - Bureau of the Fiscal Service, Green Book: routing numbers of federal agencies for automated enrollment
    - IRS electronic filing, direct deposit: first two digits 01 through 12 or 21 through 32
    """

    code = "ACH102"
    name = "routing-number-prefix"
    since = "0.1.0"
    strength = Strength.STRONG
    gate = any_non_empty("*.account.routing_number")
    message = "The routing number can't be a payor's bank's: its first two digits are {owner}."
    source = "ABA routing number prefixes; IRS direct deposit rule"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each routing number with a prefix that is not a payor's bank's."""
        for each in reading(payment, context).odd_numbers:
            account, owner = each.account, _owner(each.routing)
            if owner is None or (payment.sec_code is SecCode.ENR and isinstance(each.routing, RoutingNumber)):
                continue
            number = routing_number.normalize(account.routing_number)
            if context.directory is not None and context.directory.find(number):
                continue
            if not is_foreign_routing(account, context.directory):
                yield self.finding(
                    at=f"{each.at}.routing_number", value=account.routing_number, shown=Shown.NUMBER, owner=owner
                )


def _owner(number: RoutingNumber | Malformed) -> str | None:
    """Say whose the prefix is, or give nothing where it is a payor's bank's or the number is none."""
    if isinstance(number, RoutingNumber):
        owner = _OWNERS.get(number.prefix_class)
        return f"those of {owner}" if owner else None
    return "not assigned" if number.reason is Reason.PREFIX else None
