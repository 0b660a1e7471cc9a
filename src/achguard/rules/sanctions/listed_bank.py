"""SAN102: the name of a bank meets a sanctions list."""

from collections.abc import Iterator

from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import any_non_empty
from achguard.rules.reading.one_party import by_party
from achguard.rules.reading.party_screen import listed_banks
from achguard.rules.rule import Observation, Rule, Shown


class ListedBank(Rule):
    """The bank of an account, or a correspondent bank, bears the name of a listed entity, or nearly so.

    ## Why it matters
    A bank can be listed while its customer is not: blocked banks are on the SDN list, and foreign banks whose US
    correspondent accounts are restricted are on the consolidated list. The finding names the list, since what must be
    done differs.

    ## Stays quiet
    Without a list: then the screening-not-possible rule speaks. Where a bank is known by number alone, the rules on
    BICs and countries look at it.

    A hit that a person cleared is weak, and says who cleared it, when and why, for as long as the clearance holds.

    ## References
    - Addenda records 713, 714 and 718, names of the banks in an IAT
    - OFAC FAQ 557, list of foreign financial institutions subject to correspondent account sanctions
    - OFAC FAQ 122 to 125, weak aliases and scores
    """

    code = "SAN102"
    name = "listed-bank"
    since = "0.1.0"
    strength = Strength.STRONG
    gate = any_non_empty("*.account.bank.name", "correspondents.name")
    message = "The bank's name meets {listed} on {lists} with a score of {score}: {explanation}"
    source = "OFAC, 31 CFR chapter V; FAQ 557"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each listed entity that a bank's name meets."""
        if context.screener is None:
            return
        for seen in by_party(listed_banks(payment, context.screener), context.screener):
            yield self.finding(
                at=seen.at, value=seen.value, shown=Shown.WORDS, strength=seen.strength, met=seen.met, **seen.facts
            )
