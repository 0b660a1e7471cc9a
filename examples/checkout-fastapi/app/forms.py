"""What browsers send: a form of bounded size, read field by field, and the payment that it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from fastapi import Request

from achguard import Accept, AccountType, Ask, ForPayor, Hold, Payment, Question, Redirect
from app.invoices import Invoice

MOST_BYTES = 8_192
"""Most bytes of a form; the longest that a payor types here has some hundreds."""
MOST_FIELDS = 40
TYPED = {"name": 100, "routing": 40, "account": 60}
"""The fields that are typed, with their most characters: an IBAN with blanks fits where it does not belong, and is
judged there."""
KINDS = (AccountType.CHECKING.value, AccountType.SAVINGS.value)
REQUIRED = {"name": "name_missing", "account": "account_missing", "kind": "kind_missing"}
"""Without these there is no payment; a routing number an account abroad has none of, so achguard asks for that."""
ANSWERABLE = ("foreign_funds.", "receiver.", "certification")
"""Where a payor's answers may go. What else a decision asks, such as an amount, is the agency's own to put right."""


class FormError(Exception):
    """What was sent is no form of ours; nothing of it is in the error."""


async def sent(request: Request) -> dict[str, str]:
    """Read a form of at most `MOST_BYTES`, each field once; raises `FormError` for anything else."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise FormError
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise FormError
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise FormError from None
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise FormError
    return fields


@dataclass(frozen=True, slots=True)
class BankForm:
    """The form with a bank account: what was typed, and what is wrong with it."""

    typed: Mapping[str, str]
    errors: Mapping[str, str]
    """The name of a sentence for each field that can't be taken, in the form's order."""

    @classmethod
    def of(cls, fields: Mapping[str, str]) -> "BankForm":
        """Look at the fields of the form; any other that was sent counts for nothing."""
        typed = {name: fields.get(name, "").strip() for name in (*TYPED, "kind")}
        if typed["kind"] not in KINDS:
            typed["kind"] = ""
        errors = {name: REQUIRED[name] for name in typed if name in REQUIRED and not typed[name]}
        errors |= {name: "too_long" for name, most in TYPED.items() if len(typed[name]) > most}
        return cls(typed, errors)

    def payment(self, invoice: Invoice) -> Payment:
        """Make the payment of an invoice: amount, direction and payee are the agency's, the rest as it was typed."""
        return Payment.model_validate(
            {
                "id": invoice.number,
                "direction": "debit",
                "sec_code": "WEB",
                "amount": invoice.amount,
                "entry_description": "TAX",
                "originator": {"name": "STATE TAX AGENCY", "kind": "organization"},
                "receiver": {
                    "name": self.typed["name"],
                    "account": {
                        "routing_number": self.typed["routing"],
                        "account_number": self.typed["account"],
                        "type": self.typed["kind"],
                    },
                },
            }
        )


def typed_again(payment: Payment, decision: Accept | Ask | Hold | Redirect) -> dict[str, str]:
    """Give what a form that is opened again begins with: of a payment that can't go, only whose it is."""
    account = payment.receiver.account
    typed = {"name": payment.receiver.name or ""}
    if isinstance(decision, Ask) and account is not None:
        typed |= {"routing": account.routing_number or "", "account": account.account_number or ""}
        typed["kind"] = account.type.value if account.type is not None else ""
    return typed


def can_be_answered(question: Question) -> bool:
    """Say whether a payor may answer a question on the page; any other is there to be read."""
    return question.input is not None and question.at.startswith(ANSWERABLE)


def unanswered(shown: ForPayor, answers: Mapping[str, str]) -> dict[str, str]:
    """Give the questions that are left open, each with the name of what to say."""
    return {
        question.at: "choose" if question.input == "choice" else "fill_in"
        for question in shown.questions
        if can_be_answered(question) and not answers.get(question.at)
    }


def value_at(payment: Payment, path: str) -> str:
    """Give what the payor typed into the field that a question is at; empty where there is nothing, or no one field."""
    here: object = payment
    for name in path.split("."):
        here = getattr(here, name, None)
    return here if isinstance(here, str) else ""
