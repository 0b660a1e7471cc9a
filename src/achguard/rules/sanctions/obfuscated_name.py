"""SAN403: a name is written so that a machine reads another name than a person does."""

from collections.abc import Iterator

from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.names.obfuscation import obfuscation
from achguard.rules._context import Context
from achguard.rules._gate import any_match
from achguard.rules._places import banks, parties
from achguard.rules._rule import Observation, Rule, Shown


class ObfuscatedName(Rule):
    """A name of a party or a bank mixes scripts inside one word, or has invisible characters inside it.

    ## Why it matters
    A Cyrillic letter that looks Latin, or a space of no width, makes a listed name pass a screen that compares letters.
    Nobody types such a name by accident into a payment form. Our screen sees through both, and the attempt alone is
    reason enough for a person to look.

    ## Stays quiet
    For a name wholly in another script, with diacritics, in Latin beside a word in another script, and for the joiners
    that Persian and Indic spelling needs. Those are just names, and they are screened. So is a stray mark at either end
    of a name.

    ## References
    - Unicode Technical Standard 39, mixed-script detection and confusables
    """

    code = "SAN403"
    name = "obfuscated-name"
    since = "0.1.0"
    strength = Strength.STRONG
    gate = any_match("[^ -~]", "*.name", "*.account.bank.name", "correspondents.name")
    message = "The name is written so that a machine reads another name than a person: {how}."
    source = "Unicode Technical Standard 39"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield each name that hides what it is."""
        names = [(at, party.name) for at, party in parties(payment)]
        names += [(at, bank.name) for at, bank in banks(payment) if bank.name]
        for at, name in names:
            hidden = obfuscation(name)
            if hidden:
                yield self.finding(at=f"{at}.name", value=name, shown=Shown.WORDS, how=str(hidden))
