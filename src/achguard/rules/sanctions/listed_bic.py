"""SAN201: a BIC in the payment is a listed bank's."""

from collections.abc import Iterator

from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import AnyOf, NonEmpty, any_match, any_non_empty
from achguard.rules.reading.iban_places import ANYWHERE
from achguard.rules.reading.one_party import by_party
from achguard.rules.reading.party_screen import listed_bics
from achguard.rules.reading.places import BOXES, LINES_OF_TEXT, NAMES, NUMBERS_OF_PARTIES
from achguard.rules.rule import Observation, Rule, Shown

_CONFIDENTIAL = (".account_number", ".phone", ".value")


class ListedBic(Rule):
    """A BIC in the payment, or the BIC behind one of its IBANs, is that of a listed bank.

    It may be in the field for BICs, in a bank's number, in the box for a routing number, or as a word of any other
    text: a line of remittance, also over the end of one, a name, an address line, a box for a number. Another branch of
    a listed bank, which shares the first eight characters, is strong and not decisive.

    ## Why it matters
    The BIC names the bank without any doubt about spelling, and an IBAN of a listed bank's account names it without
    anybody having typed its name.

    ## Stays quiet
    Without a list: then the screening-not-possible rule speaks. For many countries no public table leads from an IBAN
    to a BIC; that the IBAN stays quiet here says nothing about the bank.

    ## References
    - OFAC SDN list, remarks: SWIFT/BIC
    - ISO 9362, business identifier code
    """

    code = "SAN201"
    name = "listed-bic"
    since = "0.1.0"
    strength = Strength.DECISIVE
    gate = AnyOf(
        (
            any_non_empty("*.account.bic", "*.account.iban", "*.account.bank.id", "correspondents.id"),
            NonEmpty("remittance"),
            any_match(r"[A-Za-z]{6}|[^\x00-\x7f]", *NAMES, *LINES_OF_TEXT, *NUMBERS_OF_PARTIES, *BOXES),
            ANYWHERE,
        )
    )
    message = "The BIC is that of {listed} on {lists}."
    source = "OFAC SDN list, SWIFT/BIC"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each listed bank whose BIC stands in the payment or behind an IBAN."""
        if context.screener is None:
            return
        for seen in by_party(listed_bics(payment, context.screener, context), context.screener):
            # What stands in a box for a payor's number is masked as one, whatever it is.
            shown = Shown.NUMBER if seen.at.endswith(_CONFIDENTIAL) else Shown.CODE
            yield self.finding(
                at=seen.at, value=seen.value, shown=shown, strength=seen.strength, met=seen.met, **seen.facts
            )
