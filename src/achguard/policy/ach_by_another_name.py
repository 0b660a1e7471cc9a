"""Ways to pay that are ACH entries by another name, such as an e-check: what can't go as an ACH entry can't go so.

Witness: an e-check is a WEB or TEL entry, and agencies that turn an IAT away offer it by one of these names beside the
ACH debit (IRS, Idaho and North Carolina pages on ways to pay). An ACH credit is none of them: the payor's own bank
makes it, as an IAT where it is one, and some agencies take it (Wisconsin, Virginia, Pennsylvania). A wire, a card and
a check on paper are no ACH entries.
"""

import re
import unicodedata
from typing import Final

_E: Final = r"(?:e|electronic|electronicos?|digital|online|on line|web|internet|virtual|phone|telephone|tele)"
_BETWEEN: Final = r"(?: (?:bank|account|personal|checking|business))?"
_CHECK: Final = r"(?:check|cheque|chek|chq)s?"
_BY: Final = r"(?: (?:by|over|via|through|on the|por|en|de|la|the))*"

_NAMES: Final = (
    rf"{_E}{_BETWEEN} ?{_CHECK}",
    rf"{_CHECK}{_BETWEEN}{_BY} (?:electronic|electronico|digital|virtual|phone|telephone|internet|telefono)s?",
    r"(?:direct|automatic|auto|automated|bank|electronic|online|preauthorized|account|ach|web) (?:account )?debits?",
    r"debits? (?:(?:to|from|of) )?(?:(?:my|your|the|a|an|us) )*(?:bank|checking|savings) accounts?",
    r"direct (?:payments?|deposits?|pay|withdrawals?)",
    r"(?:electronic|automatic|online|bank) (?:funds? |account )?withdrawals?",
    r"electronic funds? transfers?|efts?|eftps|efw",
    r"automated clearing ?house|clearing ?house (?:payment|entry|debit)",
    r"achs?|a c h|ppd|ccd|ctx|arc entry|boc entry|pop entry|(?:web|tel) entry",
    r"(?:online|electronic|automatic|web|internet|account|preauthorized) (?:bank )?drafts?",
    r"bank ?drafts? (?:from|on|of|online|by|via|electronic|automatic)(?: \w+)*",
    r"pay(?:ment)? (?:by|from|with) (?:your |my |a |the |us )*(?:bank|checking|savings) accounts?",
    r"pay by bank|bank account (?:online|electronically)|account number and routing number",
    r"converted (?:in)?to an? electronic \w+",
    r"debitos? (?:directo|automatico|bancario|electronico|a|en|de|desde|ach)s?(?: (?:su|la|una|tu) )?(?: ?cuenta)?",
    r"(?:cargo|adeudo|retiro|pago)s? (?:directo|automatico|bancario electronico|electronico de fondos)s?",
    r"(?:cargo|adeudo|retiro)s? (?:a|en|de|desde) (?:su |la |una |tu )?cuenta",
    r"domiciliacion(?:es)?(?: bancarias?)?|recibos? domiciliados?",
    r"depositos? directos?|transferencias? electronicas? de fondos|camara de compensacion(?: automatizada)?",
    r"(?:cheque|talon)e?s? (?:en linea|por internet|por telefono|web|online)",
)
"""Names in capitals or small letters, without accents and signs, each matched as whole words."""

_NAMED: Final = re.compile(rf"\b(?:{'|'.join(_NAMES)})\b")
_NO_ACH_ENTRY_OF_OURS: Final = re.compile(
    r"\bach credits?\b|\bcreditos? ach\b|\binternational ach transactions?\b|\bdebit cards?\b|\btarjetas? de debito\b"
)
"""The payor's bank makes the first; the second is an IAT, as which it may go; the last goes over a card network."""

_SENTENCE: Final = re.compile(r"[.;:!?\n]+(?=\s|$)")
_DENIED: Final = re.compile(
    r"\b(?:not|no|never|cannot|cant|can t|don t|dont|isn t|without|instead of|rather than|nor|nunca|sin|ni|en lugar de"
    r"|en vez de)\b"
)


def ach_name_in(text: str, *, prose: bool = False) -> str | None:
    """Give the words by which a text names an ACH entry, or None.

    `prose` is for instructions, where a sentence that says what is *not* taken names it too.
    """
    for sentence in _SENTENCE.split(text) if prose else (text,):
        words = _NO_ACH_ENTRY_OF_OURS.sub(" ", _plain(sentence))
        found = _NAMED.search(words)
        if found and not (prose and _DENIED.search(words)):
            return found.group()
    return None


def _plain(text: str) -> str:
    """Write a text in small letters without accents, and a blank for every sign."""
    spelt = unicodedata.normalize("NFKD", re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", text))
    letters = "".join(char for char in spelt if not unicodedata.combining(char) and char.isprintable())
    return " ".join(re.sub(r"[^0-9a-z]+", " ", letters.casefold()).split())
