"""IAT101: the payor says that the payment is funded from abroad."""

from achguard.rules.gate import In
from achguard.rules.reading.answer import SPEAKING, AnswerRule


class FundsFromAbroad(AnswerRule):
    """The payor answered that this payment is funded from an account outside the United States, or does not know.

    ## Why it matters
    A debit to a US account is international when money from an account abroad is put into it for this payment. No
    routing number shows that: only the payor knows, so the question is asked and the answer recorded. Not to know is
    not a no.

    ## Stays quiet
    When the answer is no, as it is for an account that a parent abroad or foreign sales feed in general and not for
    this payment. A question that was not asked is IAT104's.

    ## References
    - Nacha Operating Rules & Guidelines 2013, IAT scenarios B and C (pages OG89-OG92)
    - Alabama Department of Revenue, IAT questions: funded "dollar for dollar" from abroad
    """

    code = "IAT101"
    name = "funds-from-abroad"
    since = "0.1.0"
    gate = In("foreign_funds.funded_from_abroad", SPEAKING)
    question = "funded_from_abroad"
    message = "Asked whether this payment is funded from an account outside the United States, the payor says {answer}."
    source = "Nacha Operating Guidelines 2013, IAT scenarios B and C"
