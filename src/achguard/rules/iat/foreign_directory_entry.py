"""IAT203: the routing directory lists the number with a foreign place."""

from collections.abc import Iterator

from achguard.directory.known_foreign import known_foreign
from achguard.identifiers.routing_number import RoutingNumber
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_non_empty
from achguard.rules.reading.payment_reading import AccountReading, reading
from achguard.rules.rule import Observation, Rule, Shown


class ForeignDirectoryEntry(Rule):
    """The routing directory lists the routing number with a blank or foreign state.

    ## Why it matters
    Some well-formed US routing numbers belong to banks abroad that the Federal Reserve reaches as a gateway. Their
    rows in the FedACH directory have no US state. The check digit and the prefix say nothing about it.

    ## Stays quiet
    When the row has a US state or territory, also for a foreign bank's US branch. Without a directory a small dated
    table of such rows is looked into, and for all other numbers the rule says that it could not look.

    ## References
    - FedACH directory format, columns 128-129 (state code)
    - Rows of a FedACH directory of about 2018 with a blank state
    """

    code = "IAT203"
    name = "foreign-directory-entry"
    since = "0.1.0"
    strength = Strength.DECISIVE
    gate = any_non_empty("*.account.routing_number")
    message = "The routing directory lists this number outside the United States ({bank})."
    source = "FedACH routing directory, state code"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each number of a bank abroad; without a directory, once that the others were not looked up."""
        not_looked_up = False
        for each in reading(payment, context).accounts:
            number = each.routing
            if not isinstance(number, RoutingNumber):
                continue
            bank = _listed_abroad(each, number.text, context)
            if bank is not None:
                yield self.finding(at=f"{each.at}.routing_number", value=number.text, shown=Shown.WHOLE, bank=bank)
            elif context.directory is None:
                not_looked_up = True
        if not_looked_up:
            yield self.not_evaluated(reason="no routing directory loaded")


def _listed_abroad(account: AccountReading, number: str, context: Context) -> str | None:
    """Give the name of the bank abroad that the number, or the one that replaces it, belongs to."""
    if context.directory is None:
        known = known_foreign(number)
        return known.name if known else None
    entry = account.entry(context.directory)
    if entry is None:
        return None
    in_use = context.directory.successor(entry) or entry
    return next((listed.name or "no name given" for listed in (entry, in_use) if listed.is_foreign), None)
