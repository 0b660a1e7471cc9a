"""ACH104: the routing number is retired."""

from collections.abc import Iterator

from achguard.directory import DirectoryEntry, RoutingDirectory
from achguard.directory.entry import RecordType
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_non_empty
from achguard.rules.reading.routing import NO_DIRECTORY, directory_entries, well_formed_numbers
from achguard.rules.rule import Observation, Rule, Shown


class RoutingNumberRetired(Rule):
    """The routing directory says that entries must go to another number; the finding offers it.

    ## Why it matters
    Banks merge, and checks with the old number stay in drawers. About one row in eleven of a FedACH directory leads to
    another number, and an entry under the old one may come back.

    ## Stays quiet
    When the number is current. Without a directory the rule says that it could not look.

    ## References
    - FedACH directory format, column 20 (record type 2) and columns 27-35 (new routing number)
    """

    code = "ACH104"
    name = "routing-number-retired"
    since = "0.1.0"
    strength = Strength.STRONG
    gate = any_non_empty("*.account.routing_number")
    message = "The routing number is retired; {advice}."
    source = "FedACH directory, record type 2"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each routing number that is retired."""
        if context.directory is None:
            for at, _ in well_formed_numbers(payment, context):
                yield self.not_evaluated(at=at, reason=NO_DIRECTORY)
            return
        for at, entry in directory_entries(payment, context, context.directory):
            if entry.record_type is RecordType.RETIRED:
                yield self.finding(
                    at=at, value=entry.routing_number, shown=Shown.WHOLE, advice=_advice(entry, context.directory)
                )


def _advice(entry: DirectoryEntry, directory: RoutingDirectory) -> str:
    new = directory.successor(entry)
    if new is None:
        return "the directory leads to no other number"
    return f"the directory says to use {new.routing_number} ({new.name})"
