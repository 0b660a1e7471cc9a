"""SAN103: a line of remittance names a listed entity."""

from collections.abc import Iterator

from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import NonEmpty
from achguard.rules.reading.party_screen import listed_in_remittance
from achguard.rules.reading.places import MAX_REMITTANCE, read_remittance
from achguard.rules.rule import Observation, Rule, Shown


class ListedNameInRemittance(Rule):
    """A line of remittance holds the name of a listed person, organization, vessel or aircraft.

    A name may run over the ends of lines, as it does in the addenda of a CTX entry: each line is read by itself and
    with its neighbours, with and without a blank between them. Up to 1,000,000 characters are looked through, more than
    the 9,999 addenda of an entry hold; lines beyond are reported as not evaluated.

    ## Why it matters
    The party for whom a payment is really made, the ship whose cargo it pays, or the ultimate foreign beneficiary of an
    IAT is in the payment related information and nowhere else.

    ## Stays quiet
    Without a list: then the screening-not-possible rule speaks. Ordinary words that also are a listed name are passed
    over, and weak aliases are not looked for, since nothing in a line can agree with the rest of the entry.

    A hit that a person cleared is weak, and says who cleared it, when and why, for as long as the clearance holds.

    ## References
    - Addenda record 717, payment related information, among what is to be screened (Nacha Operating Guidelines 2013)
    - OFAC FAQ 122 to 125, weak aliases and scores
    """

    code = "SAN103"
    name = "listed-name-in-remittance"
    since = "0.1.0"
    strength = Strength.STRONG
    gate = NonEmpty("remittance")
    message = "The remittance names {listed} of the list {list} ({programs}) with a score of {score}: {explanation}"
    source = "OFAC, 31 CFR chapter V; Nacha addenda record 717"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each listed entity that a line of remittance names."""
        if context.screener is None:
            return
        _, unread = read_remittance(payment)
        if unread is not None:
            yield self.not_evaluated(
                at=f"remittance[{unread}]", reason=f"more than {MAX_REMITTANCE:,} characters of remittance"
            )
        for seen in listed_in_remittance(payment, context.screener):
            yield self.finding(at=seen.at, value=seen.value, shown=Shown.WORDS, strength=seen.strength, **seen.facts)
