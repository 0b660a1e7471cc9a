"""SAN101: a party's name meets a sanctions list."""

from collections.abc import Iterator

from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_non_empty
from achguard.rules.reading.one_party import by_party
from achguard.rules.reading.party_screen import listed_parties
from achguard.rules.rule import Observation, Rule, Shown


class ListedParty(Rule):
    """The originator or the receiver has the name of a listed person, organization, vessel or aircraft, or nearly so.

    One finding for each listed party, with the name that met, the list, the programs, the score and why. It is a hit
    and not yet a match: a person compares the whole entry. A party that several lists name is one finding with all its
    entries, list by list, where a number, a date of birth and the name, or a year and the whole name join them.

    ## Why it matters
    No US person may send or take a payment for a person on OFAC's SDN list, and no state agency is an exception. Both
    parties are screened, whoever pays.

    ## Stays quiet
    Without a list: then the screening-not-possible rule speaks. A weak alias, which its publisher calls broad or
    generic, is weak by itself; with an agreeing date of birth or country it is strong like any other name.

    A date of birth that is clearly another than every listed one (two years from a full date, twenty from a year alone)
    makes a hit weak where the policy says that such dates are on file, and where the payor declares them if many people
    have the name. It never hides a hit. A date that cannot be one, or is put where one is missing, counts for nothing.

    A hit that a person cleared is weak, and says who cleared it, when and why, for as long as the clearance holds. Who
    cleared the entry of one list has not cleared the same party's entry on another: the finding stays strong.

    ## References
    - 31 CFR chapter V, Office of Foreign Assets Control
    - OFAC FAQ 5, how to judge a hit; FAQ 122 to 125, weak aliases and scores
    - Nacha Operating Guidelines 2013, OFAC: parties of an entry to be screened
    """

    code = "SAN101"
    name = "listed-party"
    since = "0.1.0"
    strength = Strength.STRONG
    gate = any_non_empty("*.name")
    message = "The name meets {listed} on {lists} with a score of {score}: {explanation}"
    source = "OFAC, 31 CFR chapter V; FAQ 5 and 122-125"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each listed entity that a party's name meets."""
        if context.screener is None:
            return
        for seen in by_party(listed_parties(payment, context.screener), context.screener):
            yield self.finding(
                at=seen.at, value=seen.value, shown=Shown.WORDS, strength=seen.strength, met=seen.met, **seen.facts
            )
