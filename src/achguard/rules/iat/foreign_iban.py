"""IAT201: an IBAN of another country, in whatever field."""

from collections.abc import Iterator

from achguard.identifiers import iban
from achguard.identifiers.country import country_name, in_us_jurisdiction
from achguard.identifiers.iban import Iban
from achguard.identifiers.malformed import Reason
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules._context import Context
from achguard.rules._foreign_forms import DIGIT, IBAN, LETTER, qualifier_of
from achguard.rules._gate import AnyOf, any_match, any_non_empty
from achguard.rules._places import accounts, banks, parties, remittance_lines
from achguard.rules._rule import Observation, Rule, Shown


class ForeignIban(Rule):
    """An IBAN stands in an account, bank, name or remittance field.

    ## Why it matters
    No account in the United States or its territories has an IBAN, so an IBAN names an account abroad. One that is
    mistyped still does: with right check digits it is decisive, otherwise strong. What stands in the field for IBANs
    counts as one whatever it looks like.

    ## Stays quiet
    When the fields hold account numbers, names and references that only resemble an IBAN: elsewhere than in the field
    for IBANs it takes the letters of a country that uses them, and inside free text right check digits or the form
    that is usual in that country.

    ## References
    - ISO 13616, International Bank Account Number
    - SWIFT IBAN Registry: the countries that use IBANs, without the United States
    """

    code = "IAT201"
    name = "foreign-iban"
    since = "0.1.0"
    strength = Strength.DECISIVE
    gate = AnyOf(
        (
            any_non_empty("*.account.iban"),
            any_match(
                LETTER,
                "*.account.account_number",
                "*.account.routing_number",
                "*.account.bic",
                "*.account.bank.id",
                "correspondents.id",
            ),
            any_match(DIGIT, "*.name", "*.account.bank.name", "correspondents.name", "remittance", "entry_description"),
        )
    )
    message = "This is an IBAN ({country}, {check}), and accounts in the United States have none."
    source = "ISO 13616; SWIFT IBAN Registry"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each IBAN of the payment."""
        for at, account in accounts(payment):
            yield from self._in_its_own_field(f"{at}.iban", account.iban)
            for field in ("account_number", "routing_number", "bic"):
                yield from self._in_another_field(f"{at}.{field}", getattr(account, field))
        for at, bank in banks(payment):
            is_iban = qualifier_of(bank) == IBAN and isinstance(iban.parse(bank.id), Iban)
            look = self._in_its_own_field if is_iban else self._in_another_field
            yield from look(f"{at}.id", bank.id)
        for at, text in _texts(payment):
            for _, _, found in iban.find_in_text(text):
                yield self._seen(at, found)

    def _in_its_own_field(self, at: str, text: str | None) -> Iterator[Observation]:
        found = iban.parse(text)
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

    def _in_another_field(self, at: str, text: str | None) -> Iterator[Observation]:
        if found := iban.find(text):
            yield self._seen(at, found)

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


def _texts(payment: Payment) -> Iterator[tuple[str, str | None]]:
    """Yield the free text of a payment with its path."""
    yield "entry_description", payment.entry_description
    for at, party in parties(payment):
        yield f"{at}.name", party.name
    for at, bank in banks(payment):
        yield f"{at}.name", bank.name
    yield from remittance_lines(payment)
