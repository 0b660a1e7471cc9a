"""IAT201: an IBAN of another country, in whatever field."""

from collections.abc import Iterator

from achguard.identifiers import iban
from achguard.identifiers.country import country_name, in_us_jurisdiction
from achguard.identifiers.iban import Iban
from achguard.identifiers.malformed import Malformed, Reason
from achguard.law.iat_codes import IBAN
from achguard.model.account import Bank
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import AnyOf, any_non_empty
from achguard.rules.reading.foreign_forms import qualifier_of
from achguard.rules.reading.iban_places import ANYWHERE, outside_their_field
from achguard.rules.reading.payment_reading import reading
from achguard.rules.rule import Observation, Rule, Shown


class ForeignIban(Rule):
    """There is an IBAN in a field for accounts, banks, names, addresses, other numbers or remittance.

    It may be written in groups with any marks or blanks between them, in full-width letters or digits of another
    script, and run over the ends of lines of remittance. One that starts in groups of four and fills its field is one
    that the field cut off: strong. So are two letters of a country that uses IBANs and two digits behind the label
    "IBAN".

    ## Why it matters
    No account in the United States or its territories has an IBAN, so an IBAN names an account abroad. One that is
    mistyped still does: with right check digits it is decisive, otherwise strong. What is in the field for IBANs
    counts as one whatever it looks like.

    ## Stays quiet
    When the fields hold account numbers, names and references that only resemble an IBAN: elsewhere than in the field
    for IBANs it takes the letters of a country that uses them and two digits, and inside free text right check digits
    or the form that is usual in that country.

    ## References
    - ISO 13616, International Bank Account Number
    - SWIFT IBAN Registry: the countries that use IBANs, without the United States
    """

    code = "IAT201"
    name = "foreign-iban"
    since = "0.1.0"
    strength = Strength.DECISIVE
    gate = AnyOf((any_non_empty("*.account.iban"), ANYWHERE))
    message = "This is an IBAN ({country}, {check}), and accounts in the United States have none."
    source = "ISO 13616; SWIFT IBAN Registry"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each IBAN of the payment."""
        read = reading(payment, context)
        for at, text, found in read.iban_fields:
            yield from self._in_its_own_field(at, text, found)
        meant = {f"{at}.id": bank.id for at, bank in read.banks if _is_meant(bank)}
        for at, number in meant.items():
            yield from self._in_its_own_field(at, number, iban.parse(number))
        for at, elsewhere in outside_their_field(payment, context):
            if at not in meant:
                yield self._seen(at, elsewhere)

    def _in_its_own_field(self, at: str, text: str | None, found: Iban | Malformed) -> Iterator[Observation]:
        if isinstance(found, Iban):
            yield self._seen(at, found)
        elif found.reason is not Reason.EMPTY:
            yield self.finding(
                at=at,
                value=iban.normalize(text),
                shown=Shown.IBAN,
                strength=Strength.STRONG,
                country="country unreadable",
                check="not well-formed",
            )

    def _seen(self, at: str, found: Iban) -> Observation:
        country = None if in_us_jurisdiction(found.country) else country_name(found.country)
        decisive = found.check_digits_ok and country is not None
        return self.finding(
            at=at,
            value=found.text,
            shown=Shown.IBAN,
            strength=Strength.DECISIVE if decisive else Strength.STRONG,
            country=country or "of no country that has them",
            check="check digits right" if found.check_digits_ok else "check digits wrong",
        )


def _is_meant(bank: Bank) -> bool:
    """Say whether a bank's number is said to be an IBAN, and may be one."""
    return qualifier_of(bank) == IBAN and isinstance(iban.parse(bank.id), Iban)
