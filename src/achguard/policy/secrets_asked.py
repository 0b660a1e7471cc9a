"""Secrets that no text for a payor may ask for: whoever writes to people that an agency does so teaches them to tell.

Witness: the IRS, state agencies and the FTC tell people that none of them ever asks for a password, a PIN or a code
that was sent to them, and ask for the last four digits of a Social Security number at most.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from achguard.policy.mistakes import Mistake, Place

_SECRETS: Final = re.compile(
    r"\b(?:pass ?(?:word|code|phrase)s?|pass ?wds?|contrasenas?|palabras? de paso"
    r"|(?:(?:su|tu|la|una|mi) )?claves? (?:de acceso|secretas?|personal(?:es)?|bancarias?)|(?:su|tu) clave"
    r"|(?:your|the|a|my|card|debit|atm|bank|signature) pins?|pins? (?:code|number|de|for|of)s?|numero de pin"
    r"|personal identification numbers?|numeros? de identificacion personal"
    r"|(?:one time|security|verification|login|log in|access|authentication) codes?|otps?|mfa codes?"
    r"|codigos? de (?:seguridad|verificacion|acceso|un solo uso)|cvv2?|cvc2?"
    r"|social security (?:number|no|card|#)s?|social security|ssns?|soc sec|seguro social)\b"
)
"""In small letters without accents and signs."""
_CAPITALS: Final = re.compile(r"\b(?:P\.?I\.?N\.?|N\.?I\.?P\.?)(?=$|[^A-Za-z])")
"""PIN and, in Mexico, NIP: in small letters the first is also a word of its own."""

_OF_IT_ONLY: Final = re.compile(
    r"\b(?:last|final) (?:four|4)(?: (?:digits?|numbers?))?(?: of)?(?: (?:your|the|a))?\s*$"
    r"|\b(?:ultimos|ultimas) (?:cuatro|4)(?: (?:digitos|numeros|cifras))?(?: de(?:l)?)?(?: (?:su|numero de|tu))*\s*$"
)
"""What stands before a number of which only the end is asked for."""
_MAY_BE_ASKED_IN_PART: Final = re.compile(r"^(?:social|ssn|soc|seguro)")

_DENIED: Final = re.compile(
    r"\b(?:not|never|nor|cannot|cant|can t|don t|dont|won t|nobody|no one|nunca|jamas|nadie"
    r"|no (?:se|le|les|nos|pid\w*|ped\w*|envi\w*|escrib\w*|di\w*|de))\b(?: \w+){0,9}\s*$"
)
_WITHOUT: Final = re.compile(r"\b(?:no|ni|without|sin)(?: \w+){0,3}\s*$")
"""In English `no` denies what is next to it alone: "no fee applies, enter your PIN"."""
_CLAUSE: Final = re.compile(r"[.;:!?\n]+(?=\s|$)|\b(?:but|pero|sino)\b", re.IGNORECASE)


def secrets_asked(place: Place, text: str) -> Iterator[Mistake]:
    """Yield the mistake of a text that asks the payor for a secret."""
    if secret := secret_in(text):
        where = ".".join(map(str, place))
        yield Mistake(
            place,
            f"{where}: {secret!r} is a secret that no payor may be asked for; ask for nothing of it, or for the last "
            "four digits of a Social Security number",
        )


def secret_in(text: str) -> str | None:
    """Give the words by which a text asks for a secret, or None.

    One that is denied is none, such as "never send us your password"; nor are the last four digits of a Social Security
    number.
    """
    for clause in _CLAUSE.split(text):
        words = _plain(clause)
        for found in _SECRETS.finditer(words):
            before = words[: found.start()]
            in_part = _MAY_BE_ASKED_IN_PART.match(found.group()) and _OF_IT_ONLY.search(before)
            if not in_part and not _is_denied(before):
                return found.group()
        if (pin := _CAPITALS.search(clause)) and not _is_denied(_plain(clause[: pin.start()])):
            return pin.group()
    return None


def _is_denied(before: str) -> bool:
    """Say whether what stands before a secret denies that it is asked for."""
    return bool(_WITHOUT.search(before) or _DENIED.search(before))


def _plain(text: str) -> str:
    letters = "".join(
        char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char) and char.isprintable()
    )
    return " ".join(re.sub(r"[^0-9a-z#]+", " ", letters.casefold()).split())
