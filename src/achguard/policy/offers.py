"""What a policy says to the payor: other ways to pay, and the sentences and questions in each language."""

import datetime as dt
import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Annotated, Final, Self

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from achguard.model.contact import Contact, Phone, Url
from achguard.model.copying import Copied
from achguard.model.decision import Choice, Outcome
from achguard.model.party import PartyKind
from achguard.model.payment import Direction, SecCode
from achguard.policy.ach_by_another_name import ach_name_in, names_ach_credit
from achguard.policy.mistakes import Mistake, MistakesError
from achguard.policy.secrets_asked import secrets_asked

_PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}|%\([^()]*\)s|\$\{|\{\{")
_CONTACT: Final = {"{phone}": "phone", "{url}": "url", "{address}": "address"}
"""What a message may name, each a field of the policy's contact."""

Sentence = Annotated[str, Field(min_length=1, max_length=1000)]
"""Words for the payor, at most 1,000 characters."""


def _payor_word(word: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", word):
        raise ValueError(
            f"{word!r} is neither {' nor '.join(PartyKind)}, nor an attribute in small letters such as eft-mandated"
        )
    for known, likeness in _KNOWN_PAYORS.items():
        if word != known and SequenceMatcher(None, word, known).ratio() >= likeness:
            raise ValueError(f"{word!r} is nearly {known!r}, so no payor is ever one; did you mean {known!r}?")
    return word


_KNOWN_PAYORS: Final[dict[str, float]] = {
    PartyKind.INDIVIDUAL.value: 0.9,
    PartyKind.ORGANIZATION.value: 0.9,
    "eft-mandated": 0.95,
}
"""What payors are called everywhere, with difflib's ratio from which another word is one of them misspelt, by a letter
or two; `non-individual` and `eft-mandated-2` are words of their own."""

PayorWord = Annotated[str, AfterValidator(_payor_word)]
"""`individual`, `organization`, or an attribute that payments carry, such as eft-mandated."""


def is_among(word: str | None, words: Collection[str]) -> bool:
    """Say whether a word is one of several in any case, or there are none to be among."""
    return not words or (word or "").strip().casefold() in {each.strip().casefold() for each in words}


class Row(Copied):
    """A table of a policy: frozen, without unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="after")
    def _is_right(self) -> Self:
        if mistakes := tuple(self._mistakes()):
            raise MistakesError(mistakes)
        return self

    def _mistakes(self) -> Iterator[Mistake]:
        """Yield everything that is wrong with the table, where each of its fields is right by itself."""
        yield from ()


class MethodWords(Row):
    """What the payor reads of a method, in one language."""

    title: Sentence
    """What the payor sees."""
    instructions: str = ""
    """How to go about it."""
    conditions: tuple[Sentence, ...] = ()
    """What must hold, in sentences."""
    mandates: tuple[Sentence, ...] = ()
    """Rules of law that bind some payors to, or away from, this method; shown with the conditions."""
    consequence: str = ""
    """What follows for whoever pays so and should not, such as a penalty; shown with the conditions."""

    def _mistakes(self) -> Iterator[Mistake]:
        for part, text in (("title", self.title), ("instructions", self.instructions)):
            yield from _ach_named(part, text)
        for part in MethodWords.model_fields:
            written = getattr(self, part)
            if isinstance(written, str):
                yield from secrets_asked((part,), written)
                continue
            for row, text in enumerate(written):
                yield from secrets_asked((part, row), text)

    @property
    def shown_conditions(self) -> tuple[str, ...]:
        """Give every sentence that the payor reads as a condition."""
        return (*self.conditions, *self.mandates, *filter(None, (self.consequence,)))


class Method(MethodWords):
    """Another way to pay, and when it can be offered."""

    code: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    """A stable short name."""
    translations: dict[str, MethodWords] = Field(default_factory=dict)
    """What the payor reads, by other languages."""
    directions: tuple[Direction, ...] = Field(default=(Direction.DEBIT, Direction.CREDIT), min_length=1)
    """For which payments."""
    payment_types: tuple[str, ...] = ()
    """Company entry descriptions that it is for; empty for all."""
    tax_types: tuple[str, ...] = ()
    """Taxes that it is for, as payments name them; empty for all."""
    not_tax_types: tuple[str, ...] = ()
    """Taxes that it is not for."""
    sec_codes: tuple[SecCode, ...] = ()
    """SEC codes of the payments that it is for; empty for all."""
    payors: tuple[PayorWord, ...] = ()
    """Payors that it is for: individual, organization, or an attribute such as eft-mandated; empty for all."""
    not_for: tuple[PayorWord, ...] = ()
    """Payors that it is not for, in the same words."""
    min_amount: Decimal | None = Field(default=None, gt=0)
    """The smallest payment in dollars for which it can be offered."""
    max_amount: Decimal | None = Field(default=None, gt=0)
    """The largest payment in dollars for which it can be offered."""
    effective: dt.date | None = None
    """The first day on which it can be offered."""
    ends: dt.date | None = None
    """The last day on which it can be offered."""
    url: Url | None = None
    """The page on which to do it, by https."""
    phone: Phone | None = None
    """The telephone number by which to do it."""
    says_what_an_iat_lacks: bool = Field(default=False, strict=True)
    """Whether to name, among the conditions, what the entry still lacks to go as an IAT."""
    source: str = ""
    """Where this comes from."""

    def _mistakes(self) -> Iterator[Mistake]:
        yield from super()._mistakes()
        yield from _ach_named("code", self.code)
        if self.min_amount is not None and self.max_amount is not None and self.min_amount > self.max_amount:
            said = f"min_amount {self.min_amount} is more than max_amount {self.max_amount}"
            yield Mistake(("min_amount",), said)
        if self.effective is not None and self.ends is not None and self.effective > self.ends:
            yield Mistake(("effective",), f"effective {self.effective} is after ends {self.ends}")
        for word in self.payors:
            if word in self.not_for:
                yield Mistake(("not_for",), f"{word!r} is in payors and in not_for")
        for word in self.tax_types:
            if self.not_tax_types and is_among(word, self.not_tax_types):
                yield Mistake(("not_tax_types",), f"{word!r} is in tax_types and in not_tax_types")

    @property
    def is_ach_credit(self) -> bool:
        """Whether the payor's own bank is to make an ACH credit, which is an IAT where the payment is one."""
        return names_ach_credit(self.code) or names_ach_credit(self.title)

    def limits(self) -> Iterator[str]:
        """Yield for which payments it is, one sentence each, for whoever answers for the policy."""
        if len(self.directions) == 1:
            yield f"For a {self.directions[0].value}."
        yield from self.bounds()

    def bounds(self) -> Iterator[str]:
        """Yield for which payments of its directions it is, one sentence each; nothing where it is for all of them."""
        if self.min_amount is not None:
            yield f"From {self.min_amount:,} dollars."
        if self.max_amount is not None:
            yield f"Up to {self.max_amount:,} dollars."
        for what, words in (
            ("For", self.payors),
            ("Not for", self.not_for),
            ("For the tax", self.tax_types),
            ("Not for the tax", self.not_tax_types),
            ("For the description", self.payment_types),
            ("For the SEC code", tuple(code.value for code in self.sec_codes)),
        ):
            if words:
                yield f"{what} {', '.join(words)}."
        if self.effective:
            yield f"From {self.effective} on."
        if self.ends:
            yield f"Until {self.ends}."

    def told(self, language: str) -> MethodWords | None:
        """Give its words in another language; None where there are none."""
        return self.translations.get(language)

    def lacks_in(self, language: str) -> Iterator[str]:
        """Yield the parts of its words that have no counterpart in a language, each as a path below the method."""
        words = self.told(language)
        if words is None:
            yield f"translations.{language}"
            return
        for part in MethodWords.model_fields:
            own, other = getattr(self, part), getattr(words, part)
            # A text is there or not; of sentences each needs its own.
            if (len(own) != len(other)) if isinstance(own, tuple) else (bool(own) != bool(other)):
                yield f"translations.{language}.{part}"


def _ach_named(part: str, text: str) -> Iterator[Mistake]:
    """Yield the mistake of a text that names an ACH entry, which is no other way to pay."""
    if name := ach_name_in(text, prose=part == "instructions"):
        yield Mistake(
            (part,),
            f"{part}: {name!r} is an ACH entry by another name, so what can't go as one can't go so either; "
            "offer a card, a check on paper, a money order or a wire",
        )


class Texts(Row):
    """The sentences that a payor reads, in one language."""

    messages: dict[Outcome, Sentence]
    """What to tell the payor, by outcome; `{phone}`, `{url}` and `{address}` are those of the policy's contact."""
    credit_messages: dict[Outcome, Sentence] = Field(default_factory=dict, exclude_if=lambda messages: not messages)
    """What to tell the payee of a credit, such as a refund, where that is other than the message of the outcome."""
    prompts: dict[str, Sentence]
    """What to ask, by field path or rule code; `default` where neither is there."""
    choices: dict[str, Sentence] = Field(default_factory=dict)
    """What an answer that can be chosen is called, by its value, such as `unknown`; else it is shown as it is."""

    def _mistakes(self) -> Iterator[Mistake]:
        if any(outcome not in self.messages for outcome in Outcome) or "default" not in self.prompts:
            yield Mistake((), "messages need accept, ask, redirect and hold, and prompts need default")
        for where, texts in (
            ("messages", self.messages),
            ("credit_messages", self.credit_messages),
            ("prompts", self.prompts),
            ("choices", self.choices),
        ):
            fillable = _CONTACT if where.endswith("messages") else {}
            but = f" but {', '.join(fillable)}" if fillable else ""
            for key, text in texts.items():
                place = (where, str(key))
                for found in _PLACEHOLDER.findall(text):
                    if found not in fillable:
                        said = f"{where}.{key}: {found!r} would be shown as it is; nothing is filled in{but}"
                        yield Mistake(place, said)
                yield from secrets_asked(place, text)

    def prompt(self, code: str, at: str) -> str:
        """Give the question for a field and a rule."""
        return self.prompts.get(at) or self.prompts.get(code) or self.prompts["default"]

    def choice(self, value: str) -> Choice:
        """Give an answer that can be chosen as the payor reads it."""
        return Choice(value=value, label=self.choices.get(value, value))

    def named_of_contact(self) -> Iterator[tuple[str, Outcome, str]]:
        """Yield what each message names of the contact: the message's table and outcome, and the contact's field."""
        for table, messages in (("messages", self.messages), ("credit_messages", self.credit_messages)):
            for outcome, text in messages.items():
                yield from ((table, outcome, _CONTACT[found]) for found in _PLACEHOLDER.findall(text))

    def message(self, outcome: Outcome, contact: Contact | None, direction: Direction = Direction.DEBIT) -> str:
        """Give what to tell the payor, with what it names of the contact."""
        text = self.messages[outcome]
        if direction is Direction.CREDIT:
            text = self.credit_messages.get(outcome, text)
        if "{" in text and contact is not None:
            for written, field in _CONTACT.items():
                text = text.replace(written, getattr(contact, field) or "")
        return text
