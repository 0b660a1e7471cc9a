"""SAN301: a bank, an account or a party is in a country under a comprehensive embargo."""

from collections.abc import Iterator

from achguard.identifiers.country import US_JURISDICTION, country_name
from achguard.law.embargo import Embargo, embargoed_country, embargoed_country_in_text
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import PARTIES, AllOf, AnyOf, Empty, Matches, NonEmpty, any_match, any_non_empty, any_not_in
from achguard.rules.reading.codes_in_text import LABEL_OF_A_BIC, labelled_bics
from achguard.rules.reading.iban_places import ANYWHERE
from achguard.rules.reading.payment_reading import PaymentReading, ibans, reading
from achguard.rules.reading.places import parties
from achguard.rules.rule import Observation, Rule, Shown

Place = tuple[str, str | None, Strength]
"""A path, the country code that stands there, and how much it says."""


def _named_gate(party: str) -> AllOf:
    """Admit payments in which a line of the party's address may say the country that its own field does not."""
    country = f"{party}.address.country"
    lines = any_non_empty(*(f"{party}.address.{part}" for part in ("street", "city", "state")))
    return AllOf((lines, AnyOf((Empty(country), Matches(country, "[^A-Z]")))))


class EmbargoedCountry(Rule):
    """A bank's branch, an account, a party's address or the destination is in a country under a comprehensive embargo.

    The countries come from a dated table: Cuba, Iran and North Korea, and Syria until 2025-06-30. Strong and not
    decisive are a BIC behind its label in the remittance, an IBAN whose check digits are wrong, and a country or one of
    its cities that is named in a line of an address whose country is blank, such as `TEHRAN / IRAN`.

    ## Why it matters
    Under a comprehensive embargo a payment is prohibited whoever its parties are, so there need be no listed name in
    it. Whether it must be blocked or rejected is a person's to decide.

    ## Stays quiet
    For a nationality, a passport or a place of birth: people from these countries who live elsewhere may be paid. For
    American streets and towns of such a name, such as Cuba in New York. For the regions of Ukraine under embargo
    (SAN302) and for network addresses (SAN303) there are rules of their own.

    ## References
    - 31 CFR part 515 (Cuba), part 560 (Iran), part 510 (North Korea)
    - Executive Order 14312 of 2025-06-30, 90 FR 29395, end of the Syria program
    """

    code = "SAN301"
    name = "embargoed-country"
    since = "0.1.0"
    strength = Strength.DECISIVE
    gate = AnyOf(
        (
            any_not_in(
                US_JURISDICTION,
                "*.account.bank.branch_country",
                "correspondents.branch_country",
                "*.address.country",
                "iat.destination_country",
            ),
            any_non_empty("*.account.iban", "*.account.bic", "*.account.bank.id", "correspondents.id"),
            ANYWHERE,
            any_match(LABEL_OF_A_BIC, "remittance"),
            *(_named_gate(party) for party in PARTIES),
            NonEmpty("other_parties"),
        )
    )
    message = "The {what} is in {country}, which is under a comprehensive embargo ({program})."
    source = "OFAC country programs, 31 CFR parts 510, 515 and 560"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each place in an embargoed country."""
        for what, places in (
            ("bank", _bank_places(reading(payment, context))),
            ("account", _account_places(payment, context)),
            ("party", _party_places(payment)),
            ("destination", _destination(payment)),
        ):
            for at, country, strength in places:
                embargo = embargoed_country(country, context.as_of)
                if embargo:
                    name = country_name(country) or embargo.place
                    yield self._seen(at, country, embargo, strength, what=what, country=name)
        for at, party in parties(payment):
            address = party.address
            named = embargoed_country_in_text(
                street=address.street,
                city=address.city,
                region=address.state,
                postal_code=address.postal_code,
                country=address.country,
                as_of=context.as_of,
            )
            if named:
                place = named.place
                yield self._seen(f"{at}.address", place, named, Strength.STRONG, what="party's address", country=place)

    def _seen(
        self, at: str, value: str | None, embargo: Embargo, strength: Strength, *, what: str, country: str
    ) -> Observation:
        return self.finding(
            at=at,
            value=value,
            shown=Shown.WHOLE,
            strength=strength,
            what=what,
            country=country,
            program=embargo.program,
        )


def _bank_places(read: PaymentReading) -> Iterator[Place]:
    for at, bank in read.banks:
        yield f"{at}.branch_country", bank.branch_country, Strength.DECISIVE
    for at, code in read.bics:
        yield at, code.country, Strength.DECISIVE
    for at, code in labelled_bics(read):
        yield at, code.country, Strength.STRONG


def _account_places(payment: Payment, context: Context) -> Iterator[Place]:
    for at, account in ibans(payment, context):
        yield at, account.country, Strength.DECISIVE if account.check_digits_ok else Strength.STRONG


def _party_places(payment: Payment) -> Iterator[Place]:
    for at, party in parties(payment):
        yield f"{at}.address.country", party.address.country, Strength.DECISIVE


def _destination(payment: Payment) -> Iterator[Place]:
    if payment.iat is not None:
        yield "iat.destination_country", payment.iat.destination_country, Strength.DECISIVE
