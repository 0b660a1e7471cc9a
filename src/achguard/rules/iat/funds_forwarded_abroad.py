"""IAT102: the payor says that the payment is sent on abroad."""

from achguard.rules.gate import In
from achguard.rules.reading.answer import SPEAKING, AnswerRule


class FundsForwardedAbroad(AnswerRule):
    """The whole payment goes on to an account outside the United States, or nobody knows whether it does.

    ## Why it matters
    A credit to a US account is international when a standing instruction sends all of it on to an account abroad. The
    entry does not show it, so the originator has to ask. Not to know is not a no.

    ## Stays quiet
    When the answer is no: the money stays, or is mixed with other money of which a part goes abroad later. A question
    that was not asked is IAT104's.

    ## References
    - Nacha Operating Rules & Guidelines 2013, IAT scenario F (pages OG93-OG94) and questions on page OG108
    - Texas Comptroller, form 74-227: a payee who forwards less than all of each payment may be set up as domestic
    """

    code = "IAT102"
    name = "funds-forwarded-abroad"
    since = "0.1.0"
    gate = In("foreign_funds.forwarded_abroad", SPEAKING)
    question = "forwarded_abroad"
    message = (
        "Asked whether the whole payment is sent on to an account outside the United States, the payor says {answer}."
    )
    source = "Nacha Operating Guidelines 2013, IAT scenario F"
