"""The one pure and total function from what was found to a decision."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from achguard.model.answering import entered_at
from achguard.model.decision import Accept, Alternative, Ask, Basis, Hold, Outcome, Question, Redirect
from achguard.model.finding import Finding, NotEvaluated
from achguard.model.party import PartyKind
from achguard.model.payment import Direction, SecCode
from achguard.policy.offers import Method, is_among
from achguard.policy.policy import Policy
from achguard.policy.vocabulary import ANSWERED_YES, UNANSWERED_QUESTION

Decided = Accept | Ask | Redirect | Hold


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a policy may know of a payment: enough to choose alternatives, nothing that identifies anybody."""

    direction: Direction
    amount: Decimal
    """Dollars."""
    payment_type: str | None = None
    """The company entry description."""
    tax_type: str | None = None
    """Which tax or fee is paid."""
    sec_code: SecCode | None = None
    """The SEC code."""
    payor: frozenset[str] = frozenset()
    """Words that the payor answers to: individual or organization, and attributes such as eft-mandated."""
    flag_answered: bool = False
    """Whether the one flag that marks an IAT has an answer."""
    comes_in: bool = False
    """Whether it is a credit that the payor's bank sends to a payee at home."""
    coded_as_iat: bool = False
    """Whether the entry is coded as an IAT."""
    iat_lacks: tuple[str, ...] = ()
    """What the entry still lacks to go as an IAT, in phrases."""


@dataclass(frozen=True, slots=True)
class _Weighed:
    seen: Finding | NotEvaluated
    outcome: Outcome


def verdict(
    policy: Policy,
    found: Iterable[Finding | NotEvaluated],
    circumstances: Circumstances,
    *,
    payment_id: str | None,
    basis: Basis,
) -> Decided:
    """Weigh everything that was found by a policy; the most severe outcome wins: hold > redirect > ask > accept.

    The order of `found` does not matter, and adding to it never makes the outcome milder.
    """
    found = tuple(found)
    if not found:
        # Most payments, and what is below costs twice as much as this.
        return Accept(
            payment_id=payment_id,
            findings=(),
            not_evaluated=(),
            questions=(),
            payor_message=policy.message(Outcome.ACCEPT, _read_as(policy, circumstances)),
            alternatives=(),
            contact=policy.contact,
            basis=basis,
        )
    required = _required(policy, found, circumstances)
    weighed = [_Weighed(seen, _leads_to(policy, seen, circumstances)) for seen in required]
    outcome = max((item.outcome for item in weighed), key=lambda outcome: outcome.severity, default=Outcome.ACCEPT)
    # What decides is read first: under a hold, what holds.
    findings = [
        seen
        for severity in sorted({item.outcome.severity for item in weighed}, reverse=True)
        for seen in sorted(_findings(weighed, severity), key=_finding_order)
    ]
    gaps = sorted({i.seen for i in weighed if isinstance(i.seen, NotEvaluated)}, key=_gap_order)
    offers = outcome in (Outcome.ASK, Outcome.REDIRECT)
    return _OUTCOMES[outcome](
        payment_id=payment_id,
        findings=tuple(dict.fromkeys(findings)),
        not_evaluated=tuple(gaps),
        questions=tuple(_questions(policy, weighed)) if offers else (),
        payor_message=policy.message(outcome, _read_as(policy, circumstances)),
        alternatives=tuple(_alternatives(policy, circumstances, basis.as_of)) if outcome is Outcome.REDIRECT else (),
        contact=policy.contact,
        basis=basis,
    )


_KINDS: Final = frozenset(PartyKind)

_OF_THE_PAYEE: Final = ("receiver.", "iat.destination_", "foreign_funds.forwarded_abroad")
"""Where a credit says of its payee that something is abroad."""

_OUTCOMES: dict[Outcome, type[Accept] | type[Ask] | type[Redirect] | type[Hold]] = {
    Outcome.ACCEPT: Accept,
    Outcome.ASK: Ask,
    Outcome.REDIRECT: Redirect,
    Outcome.HOLD: Hold,
}


def _required(
    policy: Policy, found: tuple[Finding | NotEvaluated, ...], circumstances: Circumstances
) -> Iterator[Finding | NotEvaluated]:
    """Drop the unanswered questions that this policy does not require."""
    others = {seen.code for seen in found if isinstance(seen, Finding)} - {UNANSWERED_QUESTION}
    signal = any(code.startswith("IAT") for code in others)
    asks = policy.questions.required == "always" or (policy.questions.required == "on_signal" and signal)
    required = policy.questions.of(circumstances.direction) if asks else ()
    flag = policy.questions.single
    for seen in found:
        if seen.code != UNANSWERED_QUESTION or (seen.at in required and not (flag and circumstances.flag_answered)):
            yield seen


def _leads_to(policy: Policy, seen: Finding | NotEvaluated, circumstances: Circumstances) -> Outcome:
    row = policy.leading(seen.code)
    outcome = row.not_evaluated if isinstance(seen, NotEvaluated) else row.of(seen.strength)
    if seen.code == UNANSWERED_QUESTION and policy.questions.blank == "yes":
        outcome = policy.leading(ANSWERED_YES[seen.at or ""]).decisive
    sendable = circumstances.coded_as_iat and not circumstances.iat_lacks and _takes_iat(policy, circumstances)
    answered = sendable and policy.is_answered_by_an_iat(seen.code)
    return Outcome.ACCEPT if answered and not _is_of_an_iat_that_goes_out(policy, seen) else outcome


def _takes_iat(policy: Policy, circumstances: Circumstances) -> bool:
    return policy.iat.takes(circumstances.tax_type, circumstances.payment_type, comes_in=circumstances.comes_in)


def _is_of_an_iat_that_goes_out(policy: Policy, seen: Finding | NotEvaluated) -> bool:
    """Say whether something abroad is the payee's: an IAT that the agency takes has that at its payor alone."""
    return not policy.iat.can_send and (seen.at or "").startswith(_OF_THE_PAYEE)


def _asked_at(policy: Policy, seen: Finding | NotEvaluated) -> str:
    """Give the field that the answer goes to: the one flag, where the policy has only that."""
    if seen.code == UNANSWERED_QUESTION and policy.questions.single:
        return f"foreign_funds.{policy.questions.single}"
    return seen.at or ""


def _questions(policy: Policy, weighed: Iterable[_Weighed]) -> Iterator[Question]:
    wording = policy.wording
    asking = (item.seen for item in weighed if item.outcome is Outcome.ASK)
    places: dict[tuple[str, str], str] = {}
    for seen in asking:
        at = _asked_at(policy, seen)
        place = (at, policy.prompt(seen.code, at))
        places[place] = min(seen.code, places.get(place, seen.code))
    for (at, prompt), code in sorted(places.items()):
        entered = entered_at(at)
        statement = policy.certification if at == "certification" else None
        yield Question(
            at=at,
            prompt=prompt,
            code=code,
            input="text" if statement else entered.input if entered else None,
            version=statement.version if statement else None,
            language=policy.prompt_language(at),
            choices=tuple(wording.choice(value) for value in entered.values) if entered else (),
        )


def _read_as(policy: Policy, circumstances: Circumstances) -> Direction:
    """Give the direction whose words and ways to pay are for the reader.

    Who sends the agency an ACH credit pays, as whoever is debited does; what is for credits is how the agency pays.
    """
    takes_it = circumstances.comes_in and policy.iat.accepts
    return Direction.DEBIT if takes_it else circumstances.direction


def _alternatives(policy: Policy, circumstances: Circumstances, day: dt.date) -> Iterator[Alternative]:
    circumstances = replace(circumstances, direction=_read_as(policy, circumstances))
    for method in policy.alternatives:
        if _offered(method, circumstances, day) and _can_go(policy, method, circumstances):
            translated = method.told(policy.language)
            words = translated or method
            lacks = circumstances.iat_lacks if method.says_what_an_iat_lacks else ()
            yield Alternative(
                code=method.code,
                title=words.title,
                instructions=words.instructions,
                conditions=(*words.shown_conditions, *lacks),
                url=method.url,
                phone=method.phone,
                language=None if translated or policy.language == policy.written_in else policy.written_in,
            )


def _can_go(policy: Policy, method: Method, circumstances: Circumstances) -> bool:
    """Say whether a method that makes an IAT of the payment leads to one that the policy sends or takes."""
    iat = policy.iat
    if not method.says_what_an_iat_lacks and not method.is_ach_credit:
        return True
    way = iat.can_send if method.says_what_an_iat_lacks else "ach-credit" in iat.accepts
    return way and _takes_iat(policy, replace(circumstances, comes_in=True))


def _offered(method: Method, circumstances: Circumstances, day: dt.date) -> bool:
    """Say whether a method is for a payment: each list that it has must name the payment, each bound hold."""
    amount = circumstances.amount
    return (
        circumstances.direction in method.directions
        and (method.min_amount is None or amount >= method.min_amount)
        and (method.max_amount is None or amount <= method.max_amount)
        and (method.effective is None or day >= method.effective)
        and (method.ends is None or day <= method.ends)
        and is_among(circumstances.payment_type, method.payment_types)
        and is_among(circumstances.tax_type, method.tax_types)
        and not _is_or_may_be_among(circumstances.tax_type, method.not_tax_types)
        and (not method.sec_codes or circumstances.sec_code in method.sec_codes)
        and (not method.payors or not circumstances.payor.isdisjoint(method.payors))
        and circumstances.payor.isdisjoint(method.not_for)
        # A payor has a kind or nobody said which; an attribute that nobody said is not there.
        and (_KINDS.isdisjoint(method.not_for) or not _KINDS.isdisjoint(circumstances.payor))
    )


def _is_or_may_be_among(word: str | None, words: tuple[str, ...]) -> bool:
    """Say whether a word is one of several, or is not known; never where there are none to be among."""
    return bool(words) and (not (word or "").strip() or is_among(word, words))


def _findings(weighed: Iterable[_Weighed], severity: int) -> Iterator[Finding]:
    """Yield the findings that lead to the outcome of a severity."""
    for item in weighed:
        if item.outcome.severity == severity and isinstance(item.seen, Finding):
            yield item.seen


def _finding_order(finding: Finding) -> tuple[str, str, str, str, str]:
    return (finding.code, finding.at, finding.value or "", finding.strength, finding.message)


def _gap_order(gap: NotEvaluated) -> tuple[str, str, str]:
    return (gap.code, gap.at or "", gap.reason)
