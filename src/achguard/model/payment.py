"""A payment before it enters the US ACH network: shape only, no judgement."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from achguard.model.account import Bank
from achguard.model.field_types import (
    Dollars,
    IsoDate,
    Line,
    MaybeCountry,
    MaybeCurrency,
    PaymentId,
    ReturnCode,
    Text,
    Word,
)
from achguard.model.masking import Shown
from achguard.model.party import Party
from achguard.model.record import Record

if TYPE_CHECKING:
    from achguard.model.decision import Accept, Ask, Hold, Redirect


class Direction(StrEnum):
    """Nacha's direction: a debit pulls from the receiver, a credit pushes to the receiver."""

    DEBIT = "debit"
    CREDIT = "credit"


class SecCode(StrEnum):
    """Standard Entry Class codes of the Nacha Operating Rules (list as read in moov-io/ach, 2026-08-21)."""

    ACK = "ACK"
    ADV = "ADV"
    ARC = "ARC"
    ATX = "ATX"
    BOC = "BOC"
    CCD = "CCD"
    CIE = "CIE"
    COR = "COR"
    CTX = "CTX"
    DNE = "DNE"
    ENR = "ENR"
    IAT = "IAT"
    MTE = "MTE"
    POP = "POP"
    POS = "POS"
    PPD = "PPD"
    RCK = "RCK"
    SHR = "SHR"
    TEL = "TEL"
    TRC = "TRC"
    TRX = "TRX"
    WEB = "WEB"
    XCK = "XCK"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        """Take a code in lower case or with blanks around it."""
        folded = value.strip().upper() if isinstance(value, str) else value
        return next((code for code in cls if code.value == folded), None)


class Answer(StrEnum):
    """What the payor said; a question that was not asked is not a no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"


_SPELT = {
    Answer.YES: ("yes", "y", "true", "t", "1", "x"),
    Answer.NO: ("no", "n", "false", "f", "0"),
    Answer.UNKNOWN: ("unknown",),
    Answer.NOT_ASKED: ("not_asked", ""),
}
_SAID = {word: answer for answer, words in _SPELT.items() for word in words}
_SAID_BY_NUMBER: dict[float, Answer] = {1: Answer.YES, 0: Answer.NO}  # and so true and false
_SPELLINGS = ", ".join(word.upper() if len(word) == 1 else word for word in _SAID if word)
# `x` is a box that is ticked, `t` and `f` are how PostgreSQL writes a boolean into CSV.


def answer_spelt(value: object) -> Answer | None:
    """Give the answer that a word, a truth value, or 1 or 0 says, in any case; None for what says none."""
    if isinstance(value, str):
        return _SAID.get(value.strip().lower())
    return _SAID_BY_NUMBER.get(value) if isinstance(value, int | float) else None


def _said(value: object) -> object:
    if value.__class__ is Answer:
        return value
    if (answer := answer_spelt(value)) is None:
        raise PydanticCustomError("answer", f"Input should be an answer, in any case one of {_SPELLINGS}")
    return answer


SaidAnswer = Annotated[Answer, BeforeValidator(_said)]
"""An answer as apps, ERPs and e-file software write it; a blank is not asked."""


class GatewayScreening(StrEnum):
    """What an IAT's columns 77 and 78 say of an earlier OFAC screening."""

    CLEAR = "clear"
    SUSPECT = "suspect"
    NOT_SCREENED = "not_screened"


class ForeignFunds(Record):
    """The payor's answers to what no routing number can tell.

    Each is taken as others write it, in any case: `Y`, `true`, `T`, `1` or `X` for yes, `N`, `false`, `F` or `0` for
    no, and a blank for a question that was not asked.
    """

    account_abroad: SaidAnswer = Answer.NOT_ASKED
    """Is the account held at an office outside the United States?"""
    funded_from_abroad: SaidAnswer = Answer.NOT_ASKED
    """Is this payment funded, specifically and in full, from an account outside the United States?"""
    forwarded_abroad: SaidAnswer = Answer.NOT_ASKED
    """Will the whole payment be sent on to an account outside the United States?"""
    iat_indicator: SaidAnswer = Answer.NOT_ASKED
    """Is it an IAT? The one flag of a bulk file or of e-file software, which answers all of these where a policy says
    so."""


class OwnAnswer(Record):
    """The payor's answer to a question of the agency's own, which its policy words."""

    question: Word
    """The question's id in the policy."""
    answer: SaidAnswer = Answer.NOT_ASKED
    """What the payor said."""


class Certification(Record):
    """That somebody agreed to the statement which a policy words: which text, who, and when."""

    version: Annotated[str, Field(min_length=1, max_length=60)]
    """The version of the text, as the policy has it."""
    by: Text | None = None
    """Who agreed to it."""
    on: IsoDate = None
    """The day on which they did."""


class IatDetails(Record):
    """How a payment is coded as an IAT, where it came as one or is meant as one."""

    destination_country: MaybeCountry = None
    """ISO destination country of the batch header."""
    originating_currency: MaybeCurrency = None
    """ISO 4217 currency in which the payment was originated."""
    destination_currency: MaybeCurrency = None
    """ISO 4217 currency in which it is received."""
    fx_indicator: Text | None = None
    """FV, VF or FF: which side's amount is fixed."""
    fx_reference_indicator: Text | None = None
    """1 a rate, 2 a reference number, 3 space-filled."""
    fx_reference: Text | None = None
    """The rate or the reference number."""
    transaction_type: Text | None = None
    """The addenda's three-letter reason, such as TAX or SAL."""
    foreign_amount: Dollars | None = None
    """The amount in the foreign currency, in its major unit with at most two decimals."""


def _nothing_as_dollars(value: object) -> object:
    return "USD" if value is None or (isinstance(value, str) and not value.strip()) else value


class Payment(Record):
    """One payment, as an app gives it before it becomes an ACH entry.

    Raises pydantic's `ValidationError` for a shape that is not a payment's: a missing amount, a currency of four
    letters, an unknown field. What the fields mean is judged by rules, so a strange payment is a valid model.
    """

    id: PaymentId | None = None
    """The app's own number for the payment, echoed in the decision."""
    direction: Direction
    """Debit pulls from the receiver, credit pushes to the receiver."""
    sec_code: SecCode | None = None
    """Standard Entry Class code under which the entry is to go."""
    amount: Dollars
    """US dollars, a decimal with at most two places."""
    zero_dollar: bool = False
    """Whether it is to go as an entry that moves no money: a prenote, or one that carries remittance only."""
    currency: Annotated[MaybeCurrency, BeforeValidator(_nothing_as_dollars)] = "USD"
    """Currency in which the payor pays; dollars where nothing is said."""
    effective_date: IsoDate = None
    """The day on which the originator wants the entry to settle."""
    same_day: bool = False
    """Whether it is to go as a Same Day Entry."""
    entry_description: Text | None = None
    """The batch's company entry description, such as TAX or PAYROLL."""
    originator: Party
    """Who initiates the entry; in a debit the originator is paid."""
    receiver: Party
    """Whose account the entry touches."""
    other_parties: tuple[Party, ...] = Field(default=(), max_length=100)
    """Others that the payment names, such as payer and payee of an X12 820 in a CTX entry, at most 100."""
    tax_type: Text | None = None
    """Which tax or fee is paid, in the agency's own words; a policy may offer ways to pay by it."""
    payor_attributes: tuple[Word, ...] = Field(default=(), max_length=20)
    """What the app knows of the payor, in words of the policy such as eft-mandated, at most 20."""
    foreign_funds: ForeignFunds = Field(default_factory=ForeignFunds)
    """The payor's answers about funds and accounts abroad."""
    own_answers: tuple[OwnAnswer, ...] = Field(default=(), max_length=50)
    """The payor's answers to questions of the agency's own, at most 50."""
    certification: Certification | None = None
    """The statement that the payor agreed to, where the policy has one."""
    correspondents: tuple[Bank, ...] = Field(default=(), max_length=100)
    """Other banks in the chain of settlement, at most 100; an IAT carries at most five."""
    iat: IatDetails | None = None
    """The IAT coding, where the payment came from, or is meant as, an IAT."""
    remittance: Annotated[tuple[Line, ...], Shown.WORDS] = Field(default=(), max_length=10_000)
    """Payment related information, a line each, at most 10,000 lines (a CTX entry carries 9,999 addenda)."""
    gateway_screening: GatewayScreening | None = None
    """Column 77 of an IAT entry: the gateway's OFAC screening."""
    secondary_screening: GatewayScreening | None = None
    """Column 78 of an IAT entry: a third party's OFAC screening."""
    came_back: ReturnCode | None = None
    """The return reason (R..) or change code (C..), where the payment is an entry that came back."""

    @property
    def payor(self) -> Party:
        """Whose money leaves: the receiver of a debit, the originator of a credit."""
        return self.receiver if self.direction is Direction.DEBIT else self.originator

    @property
    def payee(self) -> Party:
        """Who gets the money: the originator of a debit, the receiver of a credit."""
        return self.originator if self.direction is Direction.DEBIT else self.receiver

    def answered(self, decision: "Accept | Ask | Redirect | Hold", answers: Mapping[str, object]) -> Self:
        """Give the next payment: this one with a payor's answers, each by the field that its question is `at`.

        `payment.answered(decision, {"foreign_funds.account_abroad": "no"})`. Only what the decision asks is taken, and
        only as the field takes it; a question may stay without an answer, and is asked again then. Raises
        `AnswerError`, which names every answer that can't be taken and shows none.
        """
        from achguard.model.answering import answered

        return answered(self, decision, answers)
