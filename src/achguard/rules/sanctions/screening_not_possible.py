"""SAN501: the payment could not be screened, or not against current lists."""

import datetime as dt
from collections.abc import Iterator, Sequence

from achguard.model.decision import ListVersion
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.names.readable import is_readable
from achguard.rules.context import Context
from achguard.rules.gate import Always
from achguard.rules.reading.places import banks, parties
from achguard.rules.rule import Observation, Rule


class ScreeningNotPossible(Rule):
    """There is no sanctions list, a list is empty or older than the policy allows, or a name is blank or unreadable.

    A list's age counts from the day on which it was last known to be its publisher's current one: the day on which it
    was fetched, or on which the server said that nothing changed; after 45 days without a fetch, and for a list that
    nobody fetched, from the list's own date.

    A name can't be read where it has no letter (marks, `0000000000`), or where it is longer than two thousand letters,
    digits and blanks once it is spelt in A to Z: then a part of it would not be looked at. No name is given where it
    is blank, also where none is due: entries of XCK, TRC and SHR name nobody, and those of ARC, BOC and POP need not.

    ## Why it matters
    Not having looked is not the same as having found nothing. An old list accepts, without a word, everybody who was
    added since, and an empty name or a number meets nobody.

    ## Stays quiet
    When every list is young enough on the day of the decision and every name has at least one letter. A list
    that was built without some of its files, as somebody asked for, is named in the decision's basis instead. A bank
    without a name is looked at by its number and country.

    ## References
    - OFAC, A Framework for OFAC Compliance Commitments (2019): screening software that does not take in list updates
      is among the root causes of violations
    """

    code = "SAN501"
    name = "screening-not-possible"
    since = "0.1.0"
    strength = Strength.STRONG
    gate = Always()
    message = "The payment can't be screened."
    source = "OFAC, A Framework for OFAC Compliance Commitments"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each reason why the payment is not screened; there are no findings, only gaps."""
        lists = context.screener.snapshot.lists if context.screener else ()
        for reason in why_unscreened(lists, as_of=context.as_of, max_list_age_days=context.max_list_age_days):
            yield self.not_evaluated(reason=reason)
        for at, party in parties(payment):
            if not is_readable(party.name):
                reason = "name can't be read" if party.name and party.name.strip() else "no name is given"
                yield self.not_evaluated(at=f"{at}.name", reason=reason)
        for at, bank in banks(payment):
            if bank.name and bank.name.strip() and not is_readable(bank.name):
                yield self.not_evaluated(at=f"{at}.name", reason="name can't be read")


def why_unscreened(lists: Sequence[ListVersion], *, as_of: dt.date, max_list_age_days: int) -> Iterator[str]:
    """Yield why nothing can be screened against these lists on a day, in phrases; nothing where it can."""
    if not lists:
        yield "no sanctions list loaded"
    for version in lists:
        if not version.entries and not (version.partial and any(each.entries for each in lists)):
            yield f"list {version.list} holds no entry"
        if version.age(as_of) > max_list_age_days:
            yield _stale(version, as_of, max_list_age_days)


def _stale(version: ListVersion, as_of: dt.date, max_list_age_days: int) -> str:
    age = version.age(as_of)
    days = f"{age} {'day' if age == 1 else 'days'}"
    is_confirmed = version.known_current(as_of) != version.published
    since = f"was last confirmed {days} ago" if is_confirmed else f"is {days} old"
    return f"list {version.list} {since}; the policy allows {max_list_age_days}"
