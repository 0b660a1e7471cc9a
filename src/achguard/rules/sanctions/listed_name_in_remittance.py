"""SAN103: a line of remittance, of an address or of other text names a listed entity."""

from collections.abc import Iterator

from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import AnyOf, NonEmpty, any_match
from achguard.rules.reading.one_party import PartySeen, by_party
from achguard.rules.reading.party_screen import listed_in_fields, listed_in_remittance
from achguard.rules.reading.places import BOXES, LINES_OF_TEXT, MAX_REMITTANCE, NUMBERS_OF_PARTIES, read_remittance
from achguard.rules.rule import Observation, Rule, Shown


class ListedNameInRemittance(Rule):
    """A line of remittance or an address line holds the name of a listed person, organization, vessel or aircraft.

    Looked through are the remittance, the lines of both parties' addresses (`C/O`), the entry description, and every
    box for a number or a code, a phone's, an account's, a bank's and an IAT's, where words are in it.

    A name may run over the ends of lines, as it does in the addenda of a CTX entry: each line is read by itself and
    with its neighbours, with and without a blank between them. Up to 1,000,000 characters of remittance are looked
    through, more than the 9,999 addenda of an entry hold; lines beyond are reported as not evaluated.

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
    gate = AnyOf(
        (
            NonEmpty("remittance"),
            any_match(r"[A-Za-z]|[^\x00-\x7f]", *LINES_OF_TEXT, *NUMBERS_OF_PARTIES, *BOXES),
        )
    )
    message = "{where} names {listed} of {lists} with a score of {score}: {explanation}"
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
        for seen in by_party(listed_in_remittance(payment, context.screener), context.screener):
            yield self._seen(seen, "The remittance", Shown.WORDS)
        for seen in by_party(listed_in_fields(payment, context.screener, context), context.screener):
            is_number = seen.at != "entry_description" and ".address." not in seen.at
            where = "The text in a box for a number" if is_number else _where(seen.at)
            yield self._seen(seen, where, Shown.NUMBER if is_number else Shown.WORDS)

    def _seen(self, seen: PartySeen, where: str, shown: Shown) -> Observation:
        return self.finding(
            at=seen.at,
            value=seen.value,
            shown=shown,
            strength=seen.strength,
            met=seen.met,
            where=where,
            **seen.facts,
        )


def _where(at: str) -> str:
    return "The address" if ".address." in at else "The entry description"
