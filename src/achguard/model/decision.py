"""The four outcomes of a decision, as a tagged union, and what it takes to replay one."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from achguard.model.finding import Finding, NotEvaluated


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


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Question(_Part):
    """Something for the payor to answer or correct."""

    at: str
    """The field that the answer goes to."""
    prompt: str
    """The question in plain words."""


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
    partial: bool = Field(default=False, exclude_if=lambda partial: not partial)
    """Whether the list was read without all of its files, as somebody asked for; left out of JSON otherwise."""


class PolicyVersion(_Part):
    """Which policy decided."""

    name: str
    """The policy's name."""
    digest: str
    """Digest of its content."""


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
