"""SAN105: a party or a bank is a government whose property is blocked by order."""

from collections.abc import Iterable, Iterator

from achguard.law.governments import government_named
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.names.fold import fold
from achguard.names.readings import is_plain, readings
from achguard.rules.context import Context
from achguard.rules.gate import any_match
from achguard.rules.reading.places import banks, parties
from achguard.rules.rule import Observation, Rule, Shown


class BlockedGovernment(Rule):
    """A party or a bank bears the official name of a government that is blocked by order.

    These are Cuba, Iran, North Korea and Venezuela. Read are whole official forms in English and Spanish, from a dated
    table: the republic's full name, its government, ministries, embassies, missions, consulates, interests sections and
    central bank.

    ## Why it matters
    The property of these governments is blocked as such. They are on no list by these names, so that a screen of
    names cannot meet them. General licenses allow some payments, such as those of missions: whether one does is for a
    person to look at, and the message says where.

    ## Stays quiet
    For a country's name alone, a nationality (a Cuban grill, an Iranian American bar association), a company or a
    church with the country in its name, and in remittance.

    ## References
    - 31 CFR part 515 (Cuba); Executive Order 13599 (Iran); Executive Order 13722 (North Korea); Executive Order 13884
      (Venezuela)
    """

    code = "SAN105"
    name = "blocked-government"
    since = "0.2.0"
    strength = Strength.STRONG
    gate = any_match(r"[A-Za-z]|[^\x00-\x7f]", "*.name", "*.account.bank.name", "correspondents.name")
    message = "The name is that of the Government of {place}, which is blocked by order ({program}); see {licences}."
    source = "OFAC, 31 CFR parts 510, 515, 560 and 591"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each party and each bank that is such a government."""
        for at, name in _names(payment):
            texts = _texts(name) if name else ()
            government = next(filter(None, (government_named(text, context.as_of) for text in texts)), None)
            if government:
                yield self.finding(
                    at=at,
                    value=name,
                    shown=Shown.WORDS,
                    place=government.place,
                    program=government.program,
                    licences=government.licences,
                )


def _names(payment: Payment) -> Iterator[tuple[str, str | None]]:
    for at, party in parties(payment):
        yield f"{at}.name", party.name
    for at, bank in banks(payment):
        yield f"{at}.name", bank.name


def _texts(name: str) -> Iterable[str]:
    """Give all that a name may be read as."""
    # Most names have no other reading, which is told in a fifth of the time that it takes to look for one.
    return (name,) if is_plain(name, fold(name).split()) else (each.text for each in readings(name))
