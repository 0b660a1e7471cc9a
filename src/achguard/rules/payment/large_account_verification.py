"""ACH112: an entry that is described as verifying an account moves more than such an entry may."""

from collections.abc import Iterator

from achguard.law.entry_descriptions import ACCTVERIFY, MOST_OF_A_MICRO_ENTRY
from achguard.model.finding import Strength
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.gate import Matches
from achguard.rules.rule import Observation, Rule, Shown


class LargeAccountVerification(Rule):
    """The entry is described as ACCTVERIFY, and is no Micro-Entry by its amount.

    ## Why it matters
    A Micro-Entry tries an account with a credit of less than a dollar, and may take its credits back with a debit. A
    larger amount under this word is another payment, and the receiving bank takes it for a trial.

    ## Stays quiet
    Before 2022-09-16, the first day of the word. For a credit of less than a dollar, and for a debit of less than two,
    which takes back two credits.

    ## References
    - Nacha, Micro-Entries (nacha.org/micro-entries), phase 1 of 2022-09-16
    """

    code = "ACH112"
    name = "large-account-verification"
    since = "0.2.0"
    strength = Strength.WEAK
    gate = Matches("entry_description", "(?i)acctverify")
    message = "An entry described as {word} moves more than a trial of an account may."
    source = "Nacha Micro-Entry rules of 2022-09-16"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield the amount if the description says a trial and the amount does not."""
        written = (payment.entry_description or "").strip().upper()
        if (
            written == ACCTVERIFY.word
            and context.as_of >= ACCTVERIFY.effective
            and payment.amount > MOST_OF_A_MICRO_ENTRY[payment.direction]
        ):
            yield self.finding(at="amount", value=f"{payment.amount:.2f}", shown=Shown.WHOLE, word=ACCTVERIFY.word)
