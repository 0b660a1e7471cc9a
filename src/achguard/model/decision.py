"""The four outcomes of a decision, as a tagged union, and what it takes to replay one."""

import datetime as dt
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Final, Literal, overload

from pydantic import ConfigDict, Field

from achguard.errors import ConfigurationError
from achguard.model.contact import Contact
from achguard.model.copying import Copied
from achguard.model.finding import Finding, NotEvaluated, Strength
from achguard.model.masking import quoted


class Outcome(StrEnum):
    """What the app does next, from the mildest to the most severe."""

    ACCEPT = "accept"
    ASK = "ask"
    REDIRECT = "redirect"
    HOLD = "hold"

    @property
    def severity(self) -> int:
        """0 for accept up to 3 for hold: hold > redirect > ask > accept."""
        return _SEVERITY[self]


_SEVERITY = {outcome: rank for rank, outcome in enumerate(Outcome)}


class _Part(Copied):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Choice(_Part):
    """One of the answers that a question takes."""

    value: str
    """What is given as the answer."""
    label: str
    """What the payor reads, in the policy's language."""


class Question(_Part):
    """Something for the payor to answer or correct."""

    at: str
    """The field that the answer goes to; `Payment.answered` takes it there."""
    prompt: str
    """The question in plain words, in the policy's language."""
    code: str | None = Field(default=None, exclude_if=lambda code: code is None)
    """The code of the rule that asks; left out of JSON where it is not told."""
    input: Literal["choice", "text", "date"] | None = Field(default=None, exclude_if=lambda how: how is None)
    """How to answer: one of `choices`, a text, or a date as YYYY-MM-DD; left out of JSON where no single field takes an
    answer."""
    choices: tuple[Choice, ...] = Field(default=(), exclude_if=lambda choices: not choices)
    """What can be chosen; left out of JSON where there is nothing to choose among."""
    version: str | None = Field(default=None, exclude_if=lambda version: version is None)
    """The version of the statement that `prompt` holds, to which who gives their name agrees; left out of JSON else."""
    language: str | None = Field(default=None, exclude_if=lambda language: language is None)
    """The language of `prompt`, where the policy has no words for it in the language of the decision; left out of JSON
    else."""


class Alternative(_Part):
    """Another payment method, from the policy."""

    code: str
    """A stable short name, such as card."""
    title: str
    """What the payor sees."""
    instructions: str = ""
    """How to go about it."""
    conditions: tuple[str, ...] = ()
    """What must hold for it, in sentences."""
    url: str | None = Field(default=None, exclude_if=lambda url: url is None)
    """The page on which to do it; left out of JSON where there is none."""
    phone: str | None = Field(default=None, exclude_if=lambda phone: phone is None)
    """The telephone number by which to do it; left out of JSON where there is none."""
    language: str | None = Field(default=None, exclude_if=lambda language: language is None)
    """The language of its words, where the policy has none in the language of the decision; left out of JSON else."""


MOST_DAYS_UNFETCHED: Final = 45
"""Days without the list itself after which a server's word that nothing changed counts for nothing.

OFAC's lists change every few weeks at most; a cache on the way may say so for ever.
"""


DAY_GIVEN_BY: Final[Mapping[str, str]] = {
    "publisher": "its publisher",
    "argument": "hand",
    "server": "its server",
    "file-time": "its file's time",
}
"""Who gave a list its day, in words for people, by `ListVersion.dated_by`."""


class ListVersion(_Part):
    """Exactly which version of a sanctions list was screened against."""

    list: str
    """The list's short name, such as ofac-sdn."""
    published: dt.date
    """The list's date."""
    dated_by: Literal["publisher", "argument", "server", "file-time"]
    """Who says so."""
    entries: int
    """How many listed entities it holds."""
    sha256: str
    """Digest of the files that it was read from."""
    confirmed: dt.date | None = Field(default=None, exclude_if=lambda day: day is None)
    """Day on which its publisher last gave it, or said that it is still the current one, as `achguard lists update`
    recorded; left out of JSON where nobody asked."""
    fetched: dt.date | None = Field(default=None, exclude_if=lambda day: day is None)
    """Day on which its publisher last gave it, as opposed to said that nothing changed; left out of JSON likewise."""
    without: tuple[str, ...] = Field(default=(), exclude_if=lambda files: not files)
    """Optional files that it was read without, such as sdn_comments.csv; left out of JSON where there are none."""
    partial: bool = Field(default=False, exclude_if=lambda partial: not partial)
    """Whether the list was read without all of its files, as somebody asked for; left out of JSON otherwise."""

    def known_current(self, as_of: dt.date) -> dt.date:
        """Give the day from which its age counts, the last on which it was known to be its publisher's current one.

        That is when it was confirmed, unless it was not fetched for `MOST_DAYS_UNFETCHED` days; else its own date.
        """
        if self.confirmed is None or self.fetched is None or (as_of - self.fetched).days > MOST_DAYS_UNFETCHED:
            return self.published
        return max(self.published, self.confirmed)

    def age(self, as_of: dt.date) -> int:
        """Give its age in days; negative where the list is newer than the day."""
        return (as_of - self.known_current(as_of)).days


class PolicyVersion(_Part):
    """Which policy decided."""

    name: str
    """The policy's name."""
    digest: str
    """Digest of its content."""
    note: str | None = Field(default=None, exclude_if=lambda note: note is None)
    """That the day by which somebody was to look at the policy again has passed; left out of JSON until then."""


class CertifiedBy(_Part):
    """Who agreed to which statement, and when, as the payment says; account numbers, IBANs and dates are masked."""

    version: str
    """The version of the text; as it is where the policy has this version."""
    by: str | None
    """Who."""
    on: dt.date | None
    """The day."""


class DirectoryVersion(_Part):
    """Which routing directory was looked into."""

    entries: int
    """How many rows it holds."""
    sha256: str
    """Digest of its file."""


class Basis(_Part):
    """What a decision rests on: the same payment on the same basis gives the same bytes."""

    achguard: str
    """The library's version."""
    as_of: dt.date
    """The day whose law, embargoes and list ages apply."""
    rules: str
    """Digest of the rules."""
    policy: PolicyVersion
    """The policy."""
    lists: tuple[ListVersion, ...]
    """The lists that were screened against; empty when there were none."""
    directory: DirectoryVersion | None = None
    """The routing directory, where one was given."""
    history: str | None = None
    """Digest of the earlier returns, where some were given."""
    clearances: str | None = Field(default=None, exclude_if=lambda digest: digest is None)
    """Digest of the hits that people cleared, where some were given; left out of JSON otherwise."""
    certification: CertifiedBy | None = Field(default=None, exclude_if=lambda said: said is None)
    """The statement that the payor agreed to; left out of JSON where the payment says nothing of one."""


class ForPayor(_Part):
    """What a payor may see on a page; what a web app answers its browser with."""

    outcome: Outcome
    """Which of the four it is; a hold says no more than that somebody looks."""
    message: str
    """Plain words for the payor."""
    questions: tuple[Question, ...] = ()
    """What to ask; nothing where other ways to pay are offered."""
    alternatives: tuple[Alternative, ...] = ()
    """Other ways to pay."""
    contact: Contact | None = Field(default=None, exclude_if=lambda contact: contact is None)
    """Where to turn to; left out of JSON where the policy names nobody."""


class ForPayorByEmail(_Part):
    """What may go to a payor by e-mail: nothing that asks for an entry, since whoever forges an e-mail asks for one."""

    message: str
    """Plain words for the payor."""
    contact: Contact | None = Field(default=None, exclude_if=lambda contact: contact is None)
    """Where to turn to; left out of JSON where the policy names nobody."""


def _without_sanctions_code(question: Question) -> Question:
    """Give a question as the payor may see it: the code of a rule about sanctions tells of a hit."""
    tells = question.code is not None and question.code.startswith("SAN")
    return question.model_copy(update={"code": None}) if tells else question


_SAID_AT_MOST: Final = 3  # findings in a repr: pytest and a log line show some 100 characters
_STRENGTHS: Final = tuple(Strength)


class _Decided(_Part):
    outcome: Outcome
    """Which of the four it is."""
    payment_id: str | None
    """The payment's own id."""
    findings: tuple[Finding, ...] = ()
    """What was found, in the order of codes and fields; an accept may carry weak ones."""
    not_evaluated: tuple[NotEvaluated, ...] = ()
    """What could not be looked at."""
    questions: tuple[Question, ...] = ()
    """What to ask the payor."""
    payor_message: str
    """Plain words for the payor, free of confidential data."""
    alternatives: tuple[Alternative, ...] = ()
    """Other ways to pay."""
    basis: Basis
    """What the decision rests on."""
    contact: Contact | None = Field(default=None, exclude_if=lambda contact: contact is None)
    """Where the payor can turn to, from the policy; left out of JSON where it names none."""

    @overload
    def for_payor(self, channel: Literal["web"] = "web") -> "ForPayor": ...

    @overload
    def for_payor(self, channel: Literal["email"]) -> "ForPayorByEmail": ...

    def for_payor(self, channel: Literal["web", "email"] = "web") -> "ForPayor | ForPayorByEmail":
        """Give what the payor may see, and nothing else: no finding, no list, no value, no basis.

        For `web` that is the outcome, the message, the questions, the other ways to pay, and the contact; for `email`,
        which others can read and anybody can forge, the message and the contact alone. A redirect asks nothing: no
        answer to what is open lifts it. Raises `ConfigurationError` for another channel.
        """
        if channel == "email":
            return ForPayorByEmail(message=self.payor_message, contact=self.contact)
        if channel != "web":
            raise ConfigurationError(f'there is no channel {quoted(channel)!r}; there are "web" and "email"')
        return ForPayor(
            outcome=self.outcome,
            message=self.payor_message,
            questions=() if self.outcome is Outcome.REDIRECT else tuple(map(_without_sanctions_code, self.questions)),
            alternatives=self.alternatives,
            contact=self.contact,
        )

    def __repr__(self) -> str:
        """Say it in one line, the weightiest findings first: `<Hold p-1: SAN101 strong receiver.name>`."""
        seen: tuple[Finding | NotEvaluated, ...] = (*self.findings, *self._gaps_that_count())
        said = [each.brief for each in sorted(seen, key=self._weight)]
        more = [f"{len(said) - _SAID_AT_MOST} more"] if len(said) > _SAID_AT_MOST else []
        of = "" if self.payment_id is None else f" {quoted(self.payment_id)}"
        why = "; ".join([*map(quoted, said[:_SAID_AT_MOST]), *more])
        return f"<{type(self).__name__}{of}{': ' if why else ''}{why}>"

    __str__ = __repr__

    def _weight(self, seen: Finding | NotEvaluated) -> tuple[bool, int]:
        """Order what was seen: in a hold what sanctions rules say comes first, whatever else was found."""
        other_family = self.outcome is Outcome.HOLD and not seen.code.startswith("SAN")
        strength = _STRENGTHS.index(seen.strength) if isinstance(seen, Finding) else len(_STRENGTHS)
        return other_family, strength

    def _gaps_that_count(self) -> Iterator[NotEvaluated]:
        """Yield what could not be looked at and made the decision what it is; most gaps change nothing."""
        asked = {question.at for question in self.questions}
        for gap in self.not_evaluated:
            if gap.at in asked if self.outcome is not Outcome.HOLD else gap.code.startswith("SAN"):
                yield gap


class Accept(_Decided):
    """Nothing found that stops the payment: submit the entry."""

    outcome: Literal[Outcome.ACCEPT] = Outcome.ACCEPT
    """Always accept."""


class Ask(_Decided):
    """The payment can't be decided until the payor answers or corrects something: show `questions`."""

    outcome: Literal[Outcome.ASK] = Outcome.ASK
    """Always ask."""


class Redirect(_Decided):
    """The payment is, or must be treated as, an IAT: offer `alternatives`."""

    outcome: Literal[Outcome.REDIRECT] = Outcome.REDIRECT
    """Always redirect."""


class Hold(_Decided):
    """A person must look before anything else happens: freeze the payment, offer nothing."""

    outcome: Literal[Outcome.HOLD] = Outcome.HOLD
    """Always hold."""
    questions: tuple[Question, ...] = Field(default=(), max_length=0)
    """Always empty."""
    alternatives: tuple[Alternative, ...] = Field(default=(), max_length=0)
    """Always empty: another method would move the money of a party that may be sanctioned."""


Decision = Annotated[Accept | Ask | Redirect | Hold, Field(discriminator="outcome")]
"""One of the four outcomes, told apart by `outcome`."""
