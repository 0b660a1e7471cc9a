"""IAT202: a BIC of an office abroad."""

from collections.abc import Iterator

from achguard.identifiers import bic
from achguard.identifiers.bic import Bic
from achguard.identifiers.country import in_us_jurisdiction
from achguard.identifiers.malformed import Malformed, Reason
from achguard.law.iat_codes import BIC as BIC_QUALIFIER
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import AnyOf, any_match, any_non_empty
from achguard.rules.reading.codes_in_text import LABEL_OF_A_BIC, labelled_bics
from achguard.rules.reading.foreign_forms import LETTER, bic_of_account, foreign_bic, qualifier_of
from achguard.rules.reading.payment_reading import reading
from achguard.rules.rule import Observation, Rule, Shown


class ForeignBic(Rule):
    """A bank field, or a labelled number in the remittance, is the BIC of an office outside the United States.

    In the lines of remittance a BIC counts behind the label SWIFT or BIC; it is strong there and not decisive, since
    text may quote it. One that is all that the account number's box holds is strong, too, since it has no check digit.

    ## Why it matters
    The fifth and sixth character of a BIC are the country of the office that it names, which is what makes a payment
    international; the bank's seat may be elsewhere.

    ## Stays quiet
    When the country is the United States or one of its territories, also for a foreign bank's office there. Names and
    text without a label are not looked at, since ordinary words of eight letters have the form of a BIC. A BIC that
    can't be read is reported as not evaluated.

    ## References
    - ISO 9362, Business Identifier Code
    - Addenda records 713, 714 and 718, identification number qualifier 02
    """

    code = "IAT202"
    name = "foreign-bic"
    since = "0.1.0"
    strength = Strength.DECISIVE
    gate = AnyOf(
        (
            any_non_empty("*.account.bic", "*.account.bank.id", "correspondents.id"),
            any_match(LETTER, "*.account.routing_number", "*.account.account_number"),
            any_match(LABEL_OF_A_BIC, "remittance"),
        )
    )
    message = "This BIC names a bank's office outside the United States ({country})."
    source = "ISO 9362, country code of a BIC"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each BIC of an office abroad, and each that can't be read."""
        read = reading(payment, context)
        for each in read.odd:
            yield from self._in_its_own_field(f"{each.at}.bic", each.account.bic)
        for each in read.odd_numbers:
            yield from self._in_another_field(f"{each.at}.routing_number", each.account.routing_number)
            yield from self._in_an_account(f"{each.at}.account_number", each.account.account_number)
        for at, bank in read.banks:
            look = self._in_its_own_field if qualifier_of(bank) == BIC_QUALIFIER else self._in_another_field
            yield from look(f"{at}.id", bank.id)
        for at, code in labelled_bics(read):
            yield from self._quoted(at, code, Shown.CODE)

    def _in_an_account(self, at: str, text: str | None) -> Iterator[Observation]:
        if (code := bic_of_account(text)) is not None:
            yield from self._quoted(at, code, Shown.NUMBER)  # what stands there may be an account number after all

    def _quoted(self, at: str, code: Bic, shown: Shown) -> Iterator[Observation]:
        if not in_us_jurisdiction(code.country):
            yield self.finding(at=at, value=code.text, shown=shown, strength=Strength.STRONG, country=code.country)

    def _in_its_own_field(self, at: str, text: str | None) -> Iterator[Observation]:
        found = bic.parse(text)
        if isinstance(found, Malformed) and found.reason is not Reason.EMPTY:
            yield self.not_evaluated(at=at, reason="BIC can't be read")
        yield from self._in_another_field(at, text)

    def _in_another_field(self, at: str, text: str | None) -> Iterator[Observation]:
        if found := foreign_bic(text):
            yield self.finding(at=at, value=found.text, shown=Shown.CODE, country=found.country)
