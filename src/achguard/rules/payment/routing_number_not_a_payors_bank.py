"""ACH105: the routing number is a Federal Reserve Bank's."""

from collections.abc import Iterator

from achguard.directory.entry import RecordType
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_non_empty
from achguard.rules.reading.routing import NO_DIRECTORY, directory_entries, well_formed_numbers
from achguard.rules.rule import Observation, Rule, Shown


class RoutingNumberNotAPayorsBank(Rule):
    """The routing directory lists the routing number as that of a Federal Reserve Bank, where no payor has an account.

    ## Why it matters
    Such a number passes the check digit, the prefix rule and a look into the directory, and yet no payor holds an
    account under it: the entry comes back after the payment was taken as made.

    ## Stays quiet
    When the directory lists the number as a bank's own. Without a directory the rule says that it could not look.

    ## References
    - FedACH directory format, column 20 (record type 0)
    """

    code = "ACH105"
    name = "routing-number-not-a-payors-bank"
    since = "0.1.0"
    strength = Strength.STRONG
    gate = any_non_empty("*.account.routing_number")
    message = "The routing number is that of {bank}, where no payor has an account."
    source = "FedACH directory, record type 0"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each routing number of a Federal Reserve Bank."""
        if context.directory is None:
            for at, _ in well_formed_numbers(payment, context):
                yield self.not_evaluated(at=at, reason=NO_DIRECTORY)
            return
        for at, entry in directory_entries(payment, context, context.directory):
            if entry.record_type is RecordType.FRB:
                yield self.finding(at=at, value=entry.routing_number, shown=Shown.WHOLE, bank=entry.name)
