"""IAT103: the payor says that the account is held abroad."""

from achguard.rules.gate import In
from achguard.rules.reading.answer import SPEAKING, AnswerRule


class AccountAbroad(AnswerRule):
    """The payor answered that the account is held at an office outside the United States, or does not know.

    ## Why it matters
    A payment is international when the office that holds the account is outside the United States, also where the
    account can be reached by a US routing number. The payor's word counts more than the number.

    ## Stays quiet
    When the answer is no. The US branch of a foreign bank holds its accounts in the United States. A question that
    was not asked is IAT104's.

    ## References
    - Nacha Operating Rules, definition of "IAT Entry" (section 8.47 until 2026-09-17, section 8.55 from 2026-09-18)
    """

    code = "IAT103"
    name = "account-abroad"
    since = "0.1.0"
    gate = In("foreign_funds.account_abroad", SPEAKING)
    question = "account_abroad"
    message = "Asked whether the account is held at an office outside the United States, the payor says {answer}."
    source = "Nacha Operating Rules, definition of IAT Entry"
