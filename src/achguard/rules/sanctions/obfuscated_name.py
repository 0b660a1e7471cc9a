"""SAN403: a name is written so that a machine reads another name than a person does."""

from collections.abc import Iterator

from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.names.obfuscation import obfuscation
from achguard.rules.context import Context
from achguard.rules.gate import any_match
from achguard.rules.reading.places import banks, parties
from achguard.rules.rule import Observation, Rule, Shown


class ObfuscatedName(Rule):
    """A name mixes scripts inside a word, has invisible characters inside it, is turned around by a mark, or encoded.

    It is the name of a party or of a bank.

    ## Why it matters
    A Cyrillic letter that looks Latin, a space of no width, letters stored backwards behind a mark that shows them
    forwards, or a name in base64 makes a listed name pass a screen that compares letters. Nobody types
    such a name by accident into a payment form. Our screen sees through all of them, and the attempt alone is reason
    enough for a person to look.

    ## Stays quiet
    For a name wholly in another script, with diacritics, in Latin beside a word in another script, and for the joiners
    that Persian and Indic spelling needs. Those are just names, and they are screened. So is a stray mark at either end
    of a name, and a mark for text from right to left in a name that has letters of such a script. Percent signs,
    entities and tags of web pages (`SMITH &amp; SONS`) are read through, and so are signs for letters (`CASH$MART`).

    ## References
    - Unicode Technical Standard 39, mixed-script detection and confusables
    """

    code = "SAN403"
    name = "obfuscated-name"
    since = "0.1.0"
    strength = Strength.STRONG
    gate = any_match("[^ -~]|[A-Za-z0-9+/=_-]{10}", "*.name", "*.account.bank.name", "correspondents.name")
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
