"""Ways to pay that are ACH entries by another name, such as an e-check: what can't go as an ACH entry can't go so.

Witness: an e-check is a WEB or TEL entry, and agencies that turn an IAT away offer it by one of these names beside the
ACH debit (IRS, Idaho and North Carolina pages on ways to pay). An ACH credit is none of them: the payor's own bank
makes it, as an IAT where it is one, and some agencies take it (Wisconsin, Virginia, Pennsylvania). A wire, a card and
a check on paper are no ACH entries.
"""

import re
import unicodedata
from functools import lru_cache
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
_ACH_CREDIT: Final = re.compile(r"\bach credits?\b|\bcreditos? ach\b")
_NO_ACH_ENTRY_OF_OURS: Final = re.compile(
    r"\bach credits?\b|\bcreditos? ach\b|\binternational ach transactions?\b|\bdebit cards?\b|\btarjetas? de debito\b"
)
"""The payor's bank makes the first; the second is an IAT, as which it may go; the last goes over a card network."""

# A name does not run over a comma or a bracket: "use the web, check the hours first".
_CLAUSE: Final = re.compile(r"[.,;:!?()\n]+(?=\s|$)|\s[(\u2013\u2014-]")
# What denies stands before the name with a few words between ("do not pay by"), or behind it ("is refused").
_DENIED_BEFORE: Final = re.compile(
    r"\b(?:no|not|never|nor|neither|cannot|cant|can t|don t|dont|without|instead of|rather than|other than|except"
    r"|nunca|sin|ni|en lugar de|en vez de)"
    r"(?: (?:an?|any|the|to|by|with|through|via|use|using|send|sending|pay|paying|take|taken|accept|accepted|or|and|be"
    r"|is|are|we|from|your|paid|un|una|ningun|ninguna|aceptamos|acepta|aceptan|pague|usar|pagar|con|por))*\s*$"
)
_DENIED_BEHIND: Final = re.compile(
    r"^(?: \w+){0,2} (?:(?:aren t|isn t|are not|is not|not|cannot be|can t be|won t be|will not be)"
    r" (?:taken|accepted|possible|available|allowed|offered)|refused|no se (?:acepta|toma)n?)\b"
)
# The beginning of a name that is another one with what stands behind it.
_ANOTHER_WAY: Final = (
    (re.compile(r"^pay(?:ment)? by bank\b"), re.compile(r"^ (?:wire|card|transfer|teller)\b")),
    (re.compile(r"^(?:check|cheque)s? by (?:phone|telephone)\b"), re.compile(r"^ (?:whether|if)\b")),
    (re.compile(r"^direct (?:payment|deposit|pay)s?\b"), re.compile(r"^ (?:to (?:p o|post)|at (?:the |a )?teller)\b")),
)
"""A bank's wire or card, a question that is asked by telephone, what is sent or brought on paper."""


def ach_name_in(text: str, *, prose: bool = False) -> str | None:
    """Give the words by which a text names an ACH entry, or None.

    One that is denied is none: "no e-checks", "e-checks are refused". `prose` is for instructions, in which what stands
    behind a name may make another way of it: "pay by bank wire", "check by phone whether the office is open".
    """
    for clause in _CLAUSE.split(text):
        words = _NO_ACH_ENTRY_OF_OURS.sub(" ", _plain(clause))
        for found in _NAMED.finditer(words):
            before, behind = words[: found.start()], words[found.end() :]
            if _DENIED_BEFORE.search(before) or _DENIED_BEHIND.search(behind):
                continue
            if prose and any(name.search(found.group()) and way.search(behind) for name, way in _ANOTHER_WAY):
                continue
            return found.group()
    return None


@lru_cache(maxsize=256)  # the codes and titles of policies are asked for at every payment that goes another way
def names_ach_credit(text: str) -> bool:
    """Say whether a text names an ACH credit, in English or Spanish."""
    return _ACH_CREDIT.search(_plain(text)) is not None


def _plain(text: str) -> str:
    """Write a text in small letters without accents, and a blank for every sign."""
    spelt = unicodedata.normalize("NFKD", re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", text))
    letters = "".join(char for char in spelt if not unicodedata.combining(char) and char.isprintable())
    return " ".join(re.sub(r"[^0-9a-z]+", " ", letters.casefold()).split())
