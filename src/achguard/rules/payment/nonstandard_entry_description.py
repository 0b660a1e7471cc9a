"""ACH111: the company entry description is not the one that the Rules prescribe for the entry."""

from collections.abc import Iterator

from achguard.law.entry_descriptions import PAYROLL, PURCHASE, WAGES
from achguard.model.finding import Strength
from achguard.model.payment import Direction, Payment, SecCode
from achguard.rules.context import Context
from achguard.rules.gate import AllOf, AnyOf, In, Matches, NotIn
from achguard.rules.rule import Observation, Rule, Shown

_DESCRIPTION = "entry_description"


class NonstandardEntryDescription(Rule):
    """Wages are described in other words than PAYROLL, or something else than an online purchase as PURCHASE.

    ## Why it matters
    The Rules prescribe these words so that the receiving bank can tell what an entry is: PAYROLL, the left seven of the
    ten characters, on a PPD credit that pays wages, and PURCHASE on a WEB debit for goods bought online. It is a note:
    a word alone does not say what a payment is for.

    ## Stays quiet
    Before 2026-03-20, the first day of both words. For PAYROLL itself on any entry: a company moves the money for its
    wages with CCD entries under this word. For PURCHASE where the SEC code of a debit is not known.

    ## References
    - Nacha, risk management rules of 2026-03-20, standard company entry descriptions
    """

    code = "ACH111"
    name = "nonstandard-entry-description"
    since = "0.2.0"
    strength = Strength.WEAK
    gate = AnyOf(
        (
            AllOf((Matches(_DESCRIPTION, "(?i)sala|wage|pay"), In("sec_code", ("PPD",)), In("direction", ("credit",)))),
            AllOf(
                (
                    Matches(_DESCRIPTION, "(?i)purchase"),
                    AnyOf((NotIn("sec_code", ("WEB",)), In("direction", ("credit",)))),
                )
            ),
        )
    )
    message = "The company entry description {why}."
    source = "Nacha standard company entry descriptions of 2026-03-20"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield the description if another is prescribed, or if it is prescribed for other entries."""
        written = (payment.entry_description or "").strip().upper()
        if written.startswith(PURCHASE.word) and context.as_of >= PURCHASE.effective and not _is_web_debit(payment):
            why = f"{PURCHASE.word} is for WEB debits that pay for goods bought online"
        elif WAGES.fullmatch(written) and context.as_of >= PAYROLL.effective and _is_ppd_credit(payment):
            why = f"of a PPD credit that pays wages is {PAYROLL.word}"
        else:
            return
        yield self.finding(at=_DESCRIPTION, value=payment.entry_description, shown=Shown.WORDS, why=why)


def _is_web_debit(payment: Payment) -> bool:
    """Say whether a payment is a WEB debit, or a debit that may be one."""
    return payment.direction is Direction.DEBIT and payment.sec_code in (SecCode.WEB, None)


def _is_ppd_credit(payment: Payment) -> bool:
    return payment.direction is Direction.CREDIT and payment.sec_code is SecCode.PPD
