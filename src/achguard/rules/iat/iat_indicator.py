"""IAT107: the one flag of a bulk file or of e-file software says that the payment is an IAT."""

from achguard.rules.gate import In
from achguard.rules.reading.answer import SPEAKING, AnswerRule


class IatIndicator(AnswerRule):
    """The flag that marks a payment as an IAT is set, or whoever filled it in does not know.

    ## Why it matters
    Bulk payment files and e-file software carry one flag, Y or N, in place of several questions. Whoever sets it says
    that the payment is international.

    ## Stays quiet
    When the flag is no. A flag that is blank answers nothing, and IAT104 says so where an answer is needed.

    ## References
    - Minnesota Department of Revenue, layout of the bulk payment file: the required column "IAT Indicator"
    - Nacha Operating Rules, definition of "IAT Entry"
    """

    code = "IAT107"
    name = "iat-indicator"
    since = "0.2.0"
    gate = In("foreign_funds.iat_indicator", SPEAKING)
    question = "iat_indicator"
    message = "The flag that marks an IAT says {answer}."
    source = "Nacha Operating Rules, definition of IAT Entry"
