"""The words that a policy may use: codes of rules, questions that are asked, languages.

A policy imports no rule, so the codes are written down here; tests/policy/test_vocabulary.py holds them against the
rules themselves.
"""

from collections.abc import Collection
from difflib import get_close_matches
from typing import Final

from achguard.model.payment import Direction

LANGUAGES: Final = ("en", "es")
"""The languages that stock texts ship in."""

RULE_CODES: Final = (
    *("ACH101", "ACH102", "ACH103", "ACH104", "ACH105", "ACH106", "ACH107", "ACH108", "ACH109", "ACH110"),
    *("ACH111", "ACH112", "ACH113", "ACH114", "ACH115", "ACH120"),
    *("IAT101", "IAT102", "IAT103", "IAT104", "IAT105", "IAT106", "IAT107", "IAT108"),
    *("IAT201", "IAT202", "IAT203", "IAT204", "IAT205", "IAT206", "IAT207"),
    *("IAT301", "IAT302", "IAT401", "IAT402", "IAT403", "IAT404", "IAT405", "IAT406"),
    *("IAT901", "IAT902", "IAT903", "IAT904"),
    *("SAN101", "SAN102", "SAN103", "SAN104", "SAN105", "SAN201", "SAN301", "SAN302", "SAN303"),
    *("SAN401", "SAN402", "SAN403", "SAN404", "SAN501"),
)
"""Every rule that ships."""

ANSWERED_BY_AN_IAT: Final = frozenset(
    {
        *("IAT101", "IAT102", "IAT103", "IAT104", "IAT105", "IAT106", "IAT107", "IAT108"),
        *("IAT201", "IAT202", "IAT203", "IAT204", "IAT205", "IAT206", "IAT207"),
        *("IAT301", "IAT302", "IAT401", "IAT402", "IAT403", "IAT404", "IAT406"),
        *("IAT901", "IAT902", "IAT903", "IAT904"),
    }
)
"""The rules that ask whether a payment should be an IAT: a complete IAT has answered them. One that is not here is
weighed as if the payment were no IAT: IAT405 is not, since no IAT goes as a Same Day Entry."""

UNANSWERED_QUESTION: Final = "IAT104"
"""The one rule whose finding depends on what a policy requires: it names every question that was not asked."""

OWN_QUESTION: Final = "IAT108"
"""The rule about a policy's own questions."""

STATEMENT: Final = "ACH113"
"""The rule about the statement that a payor agrees to."""

SWITCHABLE: Final = ("IAT903", "SAN303")
"""The rules that a policy may switch off: those that look at a network address, which some agencies promise not to."""

DIRECTORY_CODES: Final = ("IAT203", "ACH103", "ACH104", "ACH105")
"""The rules that look into a routing directory."""

ASKED: Final = {
    Direction.DEBIT: ("foreign_funds.account_abroad", "foreign_funds.funded_from_abroad"),
    Direction.CREDIT: ("foreign_funds.account_abroad", "foreign_funds.forwarded_abroad"),
}
"""The questions that IAT104 asks in each direction, as field paths."""

ANSWERED_YES: Final = {
    "foreign_funds.account_abroad": "IAT103",
    "foreign_funds.funded_from_abroad": "IAT101",
    "foreign_funds.forwarded_abroad": "IAT102",
}
"""The rule that speaks where the answer to a question is yes."""

_SHOWN_AT_MOST: Final = 12
_LIKE: Final = 0.55  # difflib's ratio from which a word is offered; its own 0.6 misses `weak` for `week`s in capitals
_WORD_AT_MOST: Final = 80


def instead(word: object, known: Collection[str]) -> str:
    """Say, behind a refusal of a word, which known one is nearest; else which there are, where they are few."""
    folded = {each.casefold(): each for each in known}
    close = get_close_matches(str(word)[:_WORD_AT_MOST].casefold(), folded, n=1, cutoff=_LIKE)
    if close:
        return f"; did you mean {folded[close[0]]!r}?"
    return f"; there are {', '.join(known)}" if len(known) <= _SHOWN_AT_MOST else ""
