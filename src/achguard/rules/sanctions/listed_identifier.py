"""SAN104: a party's number is a listed entity's."""

from collections.abc import Iterator

from achguard.identifiers.field_widths import ACCOUNT_COLUMNS
from achguard.model.account import Holding
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import AnyOf, In, NonEmpty, any_match, any_non_empty
from achguard.rules.reading.codes_in_text import MAY_HOLD_A_NUMBER
from achguard.rules.reading.one_party import by_party
from achguard.rules.reading.party_screen import listed_numbers
from achguard.rules.reading.places import BOXES, LINES_OF_TEXT, NAMES
from achguard.rules.rule import Observation, Rule, Shown


class ListedIdentifier(Rule):
    """A passport, tax id, telephone or other number of a party, or a wallet address, is a listed entity's.

    Letters and digits alone are compared, so that blanks and dashes do not hide a number. A wallet address is looked
    for among the party's numbers, in the account number and in the lines of remittance. A label beside the number, such
    as PASSPORT or IMO, says what kind it is.

    In the lines of remittance, in the names, in address lines and the entry description a number is looked for behind
    such a label, and without one where it has letters and seven characters, or ten digits; websites, e-mail and wallet
    addresses are, too, and all but numbers without a label in the boxes of accounts, banks and IATs. These, and a
    party's telephone number, are strong and not decisive, but for a wallet: text may quote a number, and many people
    may share a telephone.

    ## Why it matters
    A name can be changed or spelt in many ways; a passport number can't, and a wallet address has no name at all.

    ## Stays quiet
    Without a list: then the screening-not-possible rule speaks. A number of less than five characters identifies
    nobody, and a number of a kind that does not fit, such as a passport against a ship's, does not meet. A number of
    digits alone that many people have (fewer than eight digits, zeros in front not counted, or a day such as 19700131)
    meets its own kind only: as a customer's number it says nothing.

    ## References
    - OFAC SDN list, remarks: passports, tax ids, registrations, ships' IMO numbers, digital currency addresses,
      websites, e-mail addresses, telephone numbers
    - OFAC FAQ 5, comparing the whole entry
    """

    code = "SAN104"
    name = "listed-identifier"
    since = "0.1.0"
    strength = Strength.DECISIVE
    gate = AnyOf(
        (
            NonEmpty("originator.identifiers"),
            NonEmpty("receiver.identifiers"),
            NonEmpty("remittance"),
            any_non_empty("originator.phone", "receiver.phone"),
            any_match(MAY_HOLD_A_NUMBER, *NAMES, *LINES_OF_TEXT),
            any_match(r"[A-Za-z]|[^\x00-\x7f]", *BOXES),
            any_match(f"(?s).{{{ACCOUNT_COLUMNS + 1}}}", "*.account.account_number"),
            In("originator.account.holding", (Holding.WALLET.value,)),
            In("receiver.account.holding", (Holding.WALLET.value,)),
        )
    )
    message = "The {kind} number is that of {listed} on {lists}."
    source = "OFAC SDN list, identifiers"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each listed entity that has one of the payment's numbers."""
        if context.screener is None:
            return
        for seen in by_party(listed_numbers(payment, context.screener, context), context.screener):
            yield self.finding(
                at=seen.at, value=seen.value, shown=Shown.NUMBER, strength=seen.strength, met=seen.met, **seen.facts
            )
