"""What a policy says to the payor: other ways to pay, and the sentences and questions in each language."""

import re
from decimal import Decimal
from typing import Annotated, Final, Self

from pydantic import ConfigDict, Field, model_validator

from achguard.model.copying import Copied
from achguard.model.decision import Choice, Outcome
from achguard.model.payment import Direction
from achguard.policy.ach_by_another_name import ach_name_in
from achguard.policy.secrets_asked import secret_in

_PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}|%\([^()]*\)s|\$\{|\{\{")
_Sentence = Annotated[str, Field(min_length=1, max_length=1000)]


class Row(Copied):
    """A table of a policy: frozen, without unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Method(Row):
    """Another way to pay, and when it can be offered."""

    code: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    """A stable short name."""
    title: _Sentence
    """What the payor sees."""
    instructions: str = ""
    """How to go about it."""
    conditions: tuple[_Sentence, ...] = ()
    """What must hold, in sentences."""
    mandates: tuple[_Sentence, ...] = ()
    """Rules of law that bind some payors to, or away from, this method; shown with the conditions."""
    directions: tuple[Direction, ...] = Field(default=(Direction.DEBIT, Direction.CREDIT), min_length=1)
    """For which payments."""
    payment_types: tuple[str, ...] = ()
    """Company entry descriptions that it is for; empty for all."""
    max_amount: Decimal | None = Field(default=None, gt=0)
    """The largest payment in dollars for which it can be offered."""
    says_what_an_iat_lacks: bool = Field(default=False, strict=True)
    """Whether to name, among the conditions, what the entry still lacks to go as an IAT."""
    source: str = ""
    """Where this comes from."""

    @model_validator(mode="after")
    def _is_no_ach_entry(self) -> Self:
        for part, text in (("code", self.code), ("title", self.title), ("instructions", self.instructions)):
            if name := ach_name_in(text, prose=part == "instructions"):
                raise ValueError(
                    f"{part}: {name!r} is an ACH entry by another name, so what can't go as one can't go so either; "
                    "offer a card, a check on paper, a money order or a wire"
                )
        return self


class Texts(Row):
    """The sentences that a payor reads, in one language."""

    messages: dict[Outcome, _Sentence]
    """What to tell the payor, by outcome."""
    prompts: dict[str, _Sentence]
    """What to ask, by field path or rule code; `default` where neither is there."""
    choices: dict[str, _Sentence] = Field(default_factory=dict)
    """What an answer that can be chosen is called, by its value, such as `unknown`; else it is shown as it is."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = [outcome.value for outcome in Outcome if outcome not in self.messages]
        if missing or "default" not in self.prompts:
            raise ValueError("messages need accept, ask, redirect and hold, and prompts need default")
        return self

    @model_validator(mode="after")
    def _fills_nothing_in(self) -> Self:
        for where, texts in (("messages", self.messages), ("prompts", self.prompts), ("choices", self.choices)):
            for key, text in texts.items():
                if found := _PLACEHOLDER.search(text):
                    raise ValueError(f"{where}.{key}: {found.group()!r} would be shown as it is; nothing is filled in")
        return self

    @model_validator(mode="after")
    def _asks_for_no_secret(self) -> Self:
        for where, texts in (("messages", self.messages), ("prompts", self.prompts), ("choices", self.choices)):
            for key, text in texts.items():
                if secret := secret_in(text):
                    raise ValueError(
                        f"{where}.{key}: {secret!r} is a secret that no payor may be asked for; ask for nothing of it, "
                        "or for the last four digits of a Social Security number"
                    )
        return self

    def prompt(self, code: str, at: str) -> str:
        """Give the question for a field and a rule."""
        return self.prompts.get(at) or self.prompts.get(code) or self.prompts["default"]

    def choice(self, value: str) -> Choice:
        """Give an answer that can be chosen as the payor reads it."""
        return Choice(value=value, label=self.choices.get(value, value))
