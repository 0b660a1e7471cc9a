"""ACH120: a notification of change gave other details for the account, and the payment still has the old ones."""

from collections.abc import Iterator
from operator import attrgetter

from achguard.model.finding import Strength
from achguard.model.history import Outdated
from achguard.model.masking import Shown
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_non_empty
from achguard.rules.reading.earlier_returns import says_something
from achguard.rules.reading.places import parties
from achguard.rules.rule import Observation, Rule

# A field of a correction: where a party has it, what it is called, and how it is shown.
_FIELDS = {
    "routing_number": ("account.routing_number", "routing number", Shown.NUMBER),
    "account_number": ("account.account_number", "account number", Shown.NUMBER),
    "account_type": ("account.type", "kind of account", Shown.WHOLE),
    "bank_id": ("account.bank.id", "number of the bank", Shown.NUMBER),
    "name": ("name", "name", Shown.WORDS),
}


class OutdatedAccount(Rule):
    """A notification of change gave another account, bank, name or number, and the payment has the old one.

    ## Why it matters
    An originator must make the change within six banking days, or before the next entry to the account, whichever is
    later. An entry that keeps the old details may come back, and banks report originators who do not follow.

    ## Stays quiet
    When no earlier returns were handed in, when the payment has what the notification gave, and for a notification that
    corrects nothing which a payment can be compared with: addenda (C13), the SEC code (C14, which is IAT404).

    ## References
    - 2013 NACHA Operating Rules, Appendix Five: change codes C01 to C09
    - Nacha, rule change of 2013-09-20: a change is optional for single entries (ARC, BOC, POP, RCK, XCK, single TEL and
      WEB)
    """

    code = "ACH120"
    name = "outdated-account"
    since = "0.2.0"
    strength = Strength.WEAK
    gate = any_non_empty("*.account.account_number", "*.identifiers.value")
    message = "A notification of change {code} gave another {what}; use that one."
    source = "Nacha Operating Rules, Appendix Five"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each old value that a notification of change corrects, once."""
        if context.history is None:
            return
        for at, party in parties(payment):
            account = party.account
            if account and says_something(account.routing_number) and says_something(account.account_number):
                for old in _once(context.history.outdated_account(account, party.name)):
                    path, what, shown = _FIELDS[old.field]
                    value = str(attrgetter(path)(party))
                    yield self.finding(at=f"{at}.{path}", value=value, shown=shown, code=old.code, what=what)
            for i, identifier in enumerate(party.identifiers):
                if not says_something(identifier.value):
                    continue
                for old in _once(context.history.outdated_identifier(identifier.value)):
                    yield self.finding(
                        at=f"{at}.identifiers[{i}].value",
                        value=identifier.value,
                        shown=Shown.NUMBER,
                        code=old.code,
                        what="number of the receiver",
                    )


def _once(found: Iterator[Outdated]) -> Iterator[Outdated]:
    """Yield one of those that say the same of the same field, whatever their days."""
    yield from {(old.code, old.field): old for old in found}.values()
