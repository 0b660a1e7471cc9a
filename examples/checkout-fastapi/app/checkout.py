"""The walk of one payor: form, questions, result. Each form that is sent leads to a page that is fetched."""

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from achguard import AnswerError, Ask, Choice, Guard, Outcome, Payment, Redirect
from app import pages
from app.forms import KINDS, TYPED, BankForm, FormError, can_be_answered, sent, typed_again, unanswered, value_at
from app.invoices import Invoice, Invoices, Settled
from app.sessions import IDLE_SECONDS, Attempt, Session, Sessions

LOG: Final = logging.getLogger("checkout")
PROOF_FIELD: Final = "csrf"


class NotThereError(Exception):
    """There is no such page."""


class NotOursError(Exception):
    """A form came that none of this session's pages sent."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a payor is: which language, which invoice, and their session."""

    language: str
    invoice: Invoice
    key: str
    session: Session

    @property
    def attempt(self) -> Attempt:
        """The try at paying this invoice."""
        return self.session.attempts.setdefault(self.invoice.number, Attempt())

    def path(self, step: str = "") -> str:
        """Give the address of a step behind the language; an invoice's number is all that it says."""
        return f"/pay/{self.invoice.number}{step}"


class Checkout:
    """The pages over a guard, the agency's invoices, and sessions."""

    def __init__(self, guard: Guard, invoices: Invoices, sessions: Sessions, *, secure: bool) -> None:
        for language in pages.LANGUAGES:
            guard.policy.in_language(language)  # raises at the start, and not before a payor, where one is missing
        self._guard = guard.warm()
        self._invoices = invoices
        self._sessions = sessions
        # Whether the site is reached by https is a setting: behind a proxy a request does not say it.
        self._secure = secure
        self._cookie = "__Host-session" if secure else "session"

    def routes(self) -> APIRouter:
        """Give the routes of the pages."""
        made = APIRouter(include_in_schema=False)
        made.add_api_route("/", self.start, methods=["GET"])
        base = "/{language}/pay/{number}"
        made.add_api_route(base, self.form, methods=["GET"])
        made.add_api_route(base, self.pay, methods=["POST"])
        made.add_api_route(f"{base}/questions", self.questions, methods=["GET"])
        made.add_api_route(f"{base}/questions", self.answer, methods=["POST"])
        made.add_api_route(f"{base}/result", self.result, methods=["GET"])
        return made

    async def start(self, request: Request) -> Response:
        """Lead to an invoice, in the browser's language; an agency's letter has the address of one."""
        language = pages.preferred(request.headers.get("accept-language", ""))
        return _to(language, f"/pay/{self._invoices.all()[0].number}")

    async def form(self, request: Request, language: str, number: str) -> Response:
        """Show the form for the bank account."""
        here = self._place(request, language, number)
        if self._invoices.settled(number):
            return _to(language, here.path("/result"))
        attempt = here.attempt
        if attempt.payment is None:
            typed, errors = attempt.typed, attempt.errors
        else:
            typed, errors = typed_again(attempt.payment, attempt.decisions[language]), {}
        kinds = [Choice(value=kind, label=pages.WORDS[language][kind]) for kind in KINDS]
        return self._shown(here, "form.html", typed=typed, errors=errors, most=TYPED, kinds=kinds)

    async def pay(self, request: Request, language: str, number: str) -> Response:
        """Take the form, and decide."""
        here = self._place(request, language, number)
        fields = await self._taken(request, here)
        if self._invoices.settled(number):
            return _to(language, here.path("/result"))
        bank = BankForm.of(fields)
        if bank.errors:
            here.session.attempts[number] = Attempt(bank.typed, bank.errors)
            return _to(language, here.path())
        return self._decided(here, bank.payment(here.invoice))

    async def questions(self, request: Request, language: str, number: str) -> Response:
        """Show what the decision asks."""
        here = self._place(request, language, number)
        payment, decision = here.attempt.payment, here.attempt.decisions.get(language)
        if payment is None or not isinstance(decision, Ask):
            return _to(language, here.path("/result"))
        shown = decision.for_payor()
        answerable = filter(can_be_answered, shown.questions)
        values = {question.at: value_at(payment, question.at) for question in shown.questions}
        return self._shown(
            here,
            "questions.html",
            step="/questions",
            shown=shown,
            values={**values, **here.attempt.typed},
            errors=here.attempt.errors,
            prompts={question.at: question.prompt for question in shown.questions},
            ids={question.at: f"answer-{number}" for number, question in enumerate(answerable)},
        )

    async def answer(self, request: Request, language: str, number: str) -> Response:
        """Take the answers, and decide again."""
        here = self._place(request, language, number)
        answers = await self._taken(request, here)
        payment, decision = here.attempt.payment, here.attempt.decisions.get(language)
        if self._invoices.settled(number) or payment is None or not isinstance(decision, Ask):
            return _to(language, here.path("/result"))
        shown = decision.for_payor()
        if not answers.keys() <= {question.at for question in shown.questions if can_be_answered(question)}:
            raise NotOursError
        if errors := unanswered(shown, answers):
            here.attempt.typed, here.attempt.errors = answers, errors
            return _to(language, here.path("/questions"))
        try:
            answered = payment.answered(decision, answers)
        except AnswerError as error:
            here.attempt.typed, here.attempt.errors = answers, dict.fromkeys(error.refused, "not_taken")
            return _to(language, here.path("/questions"))
        return self._decided(here, answered, answers)

    async def result(self, request: Request, language: str, number: str) -> Response:
        """Show what became of the payment: it is on its way, it needs another way, or somebody looks at it."""
        here = self._place(request, language, number)
        decision = here.attempt.decisions.get(language)
        if settled := self._invoices.settled(number):
            shown = settled.shown[language]
        elif isinstance(decision, Redirect):
            shown = decision.for_payor()
        else:
            return _to(language, here.path("/questions" if isinstance(decision, Ask) else ""))
        return self._shown(here, f"{shown.outcome.value}.html", step="/result", shown=shown)

    def _decided(self, here: Place, payment: Payment, answers: Mapping[str, str] | None = None) -> Response:
        """Decide, keep what a later page needs, and lead there."""
        decisions = {language: self._guard.decide(payment, language=language) for language in pages.LANGUAGES}
        decision = decisions[here.language]
        # The line names rules and fields, and no value of any.
        LOG.info("decided %s", decision)
        again = {question.at: "asked_again" for question in decision.questions if answers and question.at in answers}
        here.session.attempts[here.invoice.number] = Attempt(errors=again, payment=payment, decisions=decisions)
        if decision.outcome in {Outcome.ACCEPT, Outcome.HOLD}:
            shown = {language: each.for_payor() for language, each in decisions.items()}
            self._invoices.settle(here.invoice.number, Settled(payment, shown))
            # The payment lies with the agency from here on.
            del here.session.attempts[here.invoice.number]
        return _to(here.language, here.path("/questions" if decision.outcome is Outcome.ASK else "/result"))

    def _place(self, request: Request, language: str, number: str) -> Place:
        invoice = self._invoices.get(number)
        if language not in pages.LANGUAGES or invoice is None:
            raise NotThereError
        key = request.cookies.get(self._cookie)
        session = self._sessions.get(key)
        if key is None or session is None:
            key, session = self._sessions.start()
        return Place(language, invoice, key, session)

    async def _taken(self, request: Request, here: Place) -> dict[str, str]:
        """Read a form and take its token off; raises `NotOursError` where the token is not this session's."""
        try:
            fields = await sent(request)
        except FormError:
            raise NotOursError from None
        if not secrets.compare_digest(fields.pop(PROOF_FIELD, "").encode(), here.session.token.encode()):
            raise NotOursError
        return fields

    def _shown(self, here: Place, template: str, *, step: str = "", **values: object) -> Response:
        """Make a page of an invoice, and have the browser keep the session's id."""
        known = {
            "invoice": here.invoice,
            "token": here.session.token,
            "minutes": IDLE_SECONDS // 60,
            "form_path": here.path(),
        }
        made = pages.page(template, here.language, here.path(step), {**known, **values})
        made.set_cookie(self._cookie, here.key, path="/", httponly=True, samesite="strict", secure=self._secure)
        return made


def _to(language: str, path: str) -> Response:
    return RedirectResponse(f"/{language}{path}", 303, {"Cache-Control": "no-store"})
