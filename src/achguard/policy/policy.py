"""What a policy says: what findings lead to, what to ask, how old a list may be, what else to offer."""

import os
import tomllib
from decimal import Decimal
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from achguard.errors import ConfigurationError
from achguard.model.decision import Outcome, PolicyVersion
from achguard.model.finding import Strength
from achguard.model.given_path import path_of, shown_path
from achguard.model.masking import quoted
from achguard.model.payment import Direction

PRESETS = ("us-domestic", "nacha-file", "mississippi-dor", "iat-capable")
LANGUAGES = ("en", "es")

Table = dict[str, object]
_Sentence = Annotated[str, Field(min_length=1, max_length=1000)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class LeadsTo(_Row):
    """What the findings of one family, or of one rule, lead to."""

    decisive: Outcome
    """It is an IAT, or a hit."""
    strong: Outcome
    """Treat it as such unless a person says otherwise."""
    weak: Outcome
    """A reason to ask."""
    not_evaluated: Outcome
    """The rule could not look."""

    @model_validator(mode="after")
    def _stronger_is_no_milder(self) -> Self:
        if not self.decisive.severity >= self.strong.severity >= self.weak.severity:
            raise ValueError("a stronger finding must not lead to a milder outcome")
        return self

    def of(self, strength: Strength) -> Outcome:
        """Give the outcome that a strength leads to."""
        return {Strength.DECISIVE: self.decisive, Strength.STRONG: self.strong, Strength.WEAK: self.weak}[strength]


class RuleLeadsTo(_Row):
    """Where one rule leads elsewhere than its family; what is left out is as in the family."""

    decisive: Outcome | None = None
    strong: Outcome | None = None
    weak: Outcome | None = None
    not_evaluated: Outcome | None = None


class Questions(_Row):
    """Which questions about foreign funds must be answered, and when."""

    required: Literal["always", "on_signal", "never"]
    """Always; only where another IAT finding gives a reason to ask; or never."""
    debit: tuple[str, ...]
    """Answers that a debit needs, as field paths."""
    credit: tuple[str, ...]
    """Answers that a credit needs, as field paths."""

    def of(self, direction: Direction) -> tuple[str, ...]:
        """Give the answers that a payment in this direction needs."""
        return self.debit if direction is Direction.DEBIT else self.credit


class Screening(_Row):
    """How the lists are used."""

    min_score: float | None = Field(default=None, ge=0.5, le=1)
    """The score, 0 to 1, from which a name is a hit; the library's default where nothing is said."""
    max_list_age_days: int = Field(ge=0, le=366)
    """How old a list may be, in days; an older one can't be screened against."""
    birth_dates: Literal["declared", "on_file"] = "declared"
    """Where dates of birth come from: `declared` by the payor, or `on_file` since somebody saw a document. One that is
    clearly another makes a hit weak: one on file always, a declared one where many people have the name."""


class Directory(_Row):
    """Whether a routing directory is needed."""

    required: bool
    """Whether not having looked into one makes an Ask."""
    codes: tuple[str, ...]
    """The rules that look into it."""


class Iat(_Row):
    """What the originator can do with an IAT."""

    can_send: bool
    """Whether a complete, well-formed IAT may go."""
    never_sent: tuple[str, ...]
    """IAT rules whose finding stops even a complete IAT."""


class Method(_Row):
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
    directions: tuple[Direction, ...] = (Direction.DEBIT, Direction.CREDIT)
    """For which payments."""
    payment_types: tuple[str, ...] = ()
    """Company entry descriptions that it is for; empty for all."""
    max_amount: Decimal | None = Field(default=None, gt=0)
    """The largest payment in dollars for which it can be offered."""
    says_what_an_iat_lacks: bool = False
    """Whether to name, among the conditions, what the entry still lacks to go as an IAT."""
    source: str = ""
    """Where this comes from."""


class Texts(_Row):
    """The sentences that a payor reads, in one language."""

    messages: dict[Outcome, _Sentence]
    """What to tell the payor, by outcome."""
    prompts: dict[str, _Sentence]
    """What to ask, by field path or rule code; `default` where neither is there."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = [outcome.value for outcome in Outcome if outcome not in self.messages]
        if missing or "default" not in self.prompts:
            raise ValueError("messages need accept, ask, redirect and hold, and prompts need default")
        return self

    def prompt(self, code: str, at: str) -> str:
        """Give the question for a field and a rule."""
        return self.prompts.get(at) or self.prompts.get(code) or self.prompts["default"]


class Policy(_Row):
    """How findings lead to one of four outcomes, and what to say and offer then.

    A TOML file, or a preset that ships. A file may say `extends = "us-domestic"` and then only what differs.
    A policy can't let sanctions findings go: what is decisive, strong or not evaluated there is a hold.
    """

    name: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    """Short name, which every decision carries."""
    title: str
    """What it is for."""
    source: str
    """Where its choices come from."""
    language: str = "en"
    """The language of `payor_message` and of questions."""
    leads_to: dict[Literal["iat", "sanctions", "payment"], LeadsTo]
    """What findings lead to, by family of rules."""
    rules: dict[str, RuleLeadsTo] = Field(default_factory=dict)
    """What findings of single rules lead to, by code."""
    questions: Questions
    """What must be asked."""
    screening: Screening
    """How lists are used."""
    directory: Directory
    """Whether a routing directory is needed."""
    iat: Iat
    """What can be done with an IAT."""
    alternatives: tuple[Method, ...]
    """Other ways to pay, in the order in which to offer them."""
    texts: dict[str, Texts]
    """What the payor reads, by language."""

    @model_validator(mode="after")
    def _every_rule_has_its_row(self) -> Self:
        for code in self.rules:
            self.leading(code)
        return self

    @model_validator(mode="after")
    def _sanctions_always_hold(self) -> Self:
        for code in ("SAN", *(code for code in self.rules if code.startswith("SAN"))):
            row = self.leading(code)
            if any(outcome is not Outcome.HOLD for outcome in (row.decisive, row.strong, row.not_evaluated)):
                raise ValueError(f"{code}: what is decisive, strong or not evaluated about sanctions must lead to hold")
        return self

    @model_validator(mode="after")
    def _iat_never_accepted_unsent(self) -> Self:
        for code in ("IAT", *(code for code in self.rules if code.startswith("IAT"))):
            if self.leading(code).strong.severity < Outcome.ASK.severity:
                raise ValueError(f"{code}: a strong or decisive sign of an IAT must not lead to accept")
        return self

    @model_validator(mode="after")
    def _speaks_its_language(self) -> Self:
        if self.language not in self.texts:
            raise ValueError(f"there are no texts in the language {self.language!r}")
        return self

    @classmethod
    def preset(cls, name: str, *, language: str = "en") -> Self:
        """Give a policy that ships; raises `ConfigurationError` for a name that is not one of `PRESETS`."""
        if name not in PRESETS:
            raise ConfigurationError(f"there is no preset policy {quoted(name)!r}; there are {', '.join(PRESETS)}")
        return cls._made({**_preset_table(name), "language": language}, where=f"preset {name}")

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Read a policy from a TOML file; raises `ConfigurationError` that says what is wrong and where."""
        try:
            table = tomllib.loads(path_of(path, ConfigurationError).read_text(encoding="utf-8"))
        except OSError as error:
            raise ConfigurationError(
                f"policy file {shown_path(path)} can't be read: {error.strerror or 'it is no file'}"
            ) from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"policy file {path} is not TOML: {error}") from None
        base = table.pop("extends", None)
        if base is not None and base not in PRESETS:
            raise ConfigurationError(
                f"policy file {path} extends {quoted(base)!r}; there are only {', '.join(PRESETS)}"
            )
        table = _laid_over(_preset_table(base), table) if base else _with_stock_texts(table)
        return cls._made(table, where=f"policy file {path}")

    @classmethod
    def _made(cls, table: Table, *, where: str) -> Self:
        try:
            return cls.model_validate(table)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            at = ".".join(map(str, first["loc"])) or "the policy"
            raise ConfigurationError(f"{where}: {at}: {first['msg']}") from None

    def in_language(self, language: str) -> Self:
        """Give the same policy speaking another language; raises `ConfigurationError` where it has no texts in it."""
        if language not in self.texts:
            raise ConfigurationError(
                f"policy {self.name} has no texts in {quoted(language)!r}, only {', '.join(self.texts)}"
            )
        return self.model_copy(update={"language": language})

    def leading(self, code: str) -> LeadsTo:
        """Give what a rule's findings lead to; a code of no known family counts as sanctions, the most careful."""
        family = self.leads_to[_FAMILIES.get(code[:3], "sanctions")]
        own = self.rules.get(code)
        changes = own.model_dump(exclude_none=True) if own else {}
        if self.directory.required and code in self.directory.codes:
            changes["not_evaluated"] = Outcome.ASK
        return LeadsTo.model_validate(family.model_dump() | changes) if changes else family

    @property
    def wording(self) -> Texts:
        """The texts in the policy's language."""
        return self.texts[self.language]

    @property
    def version(self) -> PolicyVersion:
        """Name and digest, for a decision's basis."""
        return PolicyVersion(name=self.name, digest="sha256:" + sha256(self.model_dump_json().encode()).hexdigest())


_FAMILIES: dict[str, Literal["iat", "sanctions", "payment"]] = {"IAT": "iat", "SAN": "sanctions", "ACH": "payment"}


@cache
def _shipped(folder: str, name: str) -> str:
    return (resources.files("achguard.policy") / folder / f"{name}.toml").read_text(encoding="utf-8")


def _preset_table(name: str) -> Table:
    table = tomllib.loads(_shipped("presets", name))
    base = table.pop("extends", None)
    return _laid_over(_preset_table(base), table) if base else _with_stock_texts(table)


def _with_stock_texts(table: Table) -> Table:
    stock: Table = {language: tomllib.loads(_shipped("texts", language)) for language in LANGUAGES}
    return _laid_over({"texts": stock}, table)


def _laid_over(base: Table, changes: Table) -> Table:
    """Lay tables over tables; a list or a plain value replaces what was there."""
    result = dict(base)
    for key, value in changes.items():
        below = result.get(key)
        result[key] = _laid_over(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return result
