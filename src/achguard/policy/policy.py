"""What a policy says: what findings lead to, what to ask, how old a list may be, what else to offer."""

import os
import re
import tomllib
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Final, Literal, Self

from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator

from achguard.errors import ConfigurationError
from achguard.model.answering import choice_values
from achguard.model.contact import Contact
from achguard.model.decision import Outcome, PolicyVersion
from achguard.model.field_paths import is_field, payment_fields
from achguard.model.finding import Strength
from achguard.model.given_path import path_of, shown_path
from achguard.model.masking import quoted
from achguard.model.payment import Direction
from achguard.policy.offers import Method, Row, Texts
from achguard.policy.refusal import sentence
from achguard.policy.vocabulary import (
    ANSWERED_BY_AN_IAT,
    ASKED,
    DIRECTORY_CODES,
    LANGUAGES,
    RULE_CODES,
    UNANSWERED_QUESTION,
    instead,
)

PRESETS = ("us-domestic", "nacha-file", "mississippi-dor", "iat-capable")

MOST_MIN_SCORE: Final = 0.95
"""The highest score from which a policy may hold.

A listed name as it stands on the list scores 1, its words in another order 0.995, and with a word joined or cut off up
to 0.03 less (sanctions/comparing/compare.py). Above this, parties that are listed under their very name would go.
"""

Table = dict[str, object]


class LeadsTo(Row):
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


class RuleLeadsTo(Row):
    """Where one rule leads elsewhere than its family; what is left out is as in the family."""

    decisive: Outcome | None = None
    strong: Outcome | None = None
    weak: Outcome | None = None
    not_evaluated: Outcome | None = None


class Questions(Row):
    """Which questions about foreign funds must be answered, and when."""

    required: Literal["always", "on_signal", "never"]
    """Always; only where another IAT finding gives a reason to ask; or never."""
    debit: tuple[str, ...]
    """Answers that a debit needs, as field paths."""
    credit: tuple[str, ...]
    """Answers that a credit needs, as field paths."""
    blank: Literal["ask", "yes"] = "ask"
    """What an answer that is needed and is not there means: the question is asked, or it counts as a yes."""

    @field_validator("debit", "credit")
    @classmethod
    def _are_asked(cls, paths: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        asked = ASKED[Direction(str(info.field_name))]
        for path in paths:
            if path not in asked:
                raise ValueError(f"no rule asks {path!r} of a {info.field_name}{instead(path, asked)}")
        if len(set(paths)) < len(paths):
            raise ValueError(f"a question is there twice; a {info.field_name} needs each once")
        return paths

    @model_validator(mode="after")
    def _names_what_it_requires(self) -> Self:
        for direction in Direction:
            if self.required != "never" and not self.of(direction):
                raise ValueError(
                    f"{direction.value} names no question, but required is {self.required!r}; name "
                    f"{' and '.join(ASKED[direction])}"
                )
        return self

    def of(self, direction: Direction) -> tuple[str, ...]:
        """Give the answers that a payment in this direction needs."""
        return self.debit if direction is Direction.DEBIT else self.credit


class Screening(Row):
    """How the lists are used."""

    min_score: float | None = Field(default=None, strict=True, ge=0.5, le=MOST_MIN_SCORE)
    """The score from which a name is a hit, 0.5 to 0.95; the library's default where nothing is said."""
    max_list_age_days: int = Field(strict=True, ge=0, le=366)
    """How old a list may be, in days; an older one can't be screened against."""
    birth_dates: Literal["declared", "on_file"] = "declared"
    """Where dates of birth come from: `declared` by the payor, or `on_file` since somebody saw a document. One that is
    clearly another makes a hit weak: one on file always, a declared one where many people have the name."""


class Directory(Row):
    """Whether a routing directory is needed."""

    required: bool = Field(strict=True)
    """Whether not having looked into one makes an Ask."""
    codes: tuple[str, ...]
    """The rules that look into it."""

    @model_validator(mode="after")
    def _names_what_it_requires(self) -> Self:
        if self.required and not self.codes:
            raise ValueError(f"codes names no rule, but a directory is required; name {', '.join(DIRECTORY_CODES)}")
        return self


class Iat(Row):
    """What the originator can do with an IAT."""

    can_send: bool = Field(strict=True)
    """Whether a complete, well-formed IAT may go."""
    never_sent: tuple[str, ...]
    """IAT rules whose finding stops even a complete IAT."""


class Policy(Row):
    """How findings lead to one of four outcomes, and what to say and offer then.

    A TOML file, or a preset that ships. A file may say `extends = "us-domestic"` and then only what differs.
    A policy can't let sanctions findings go: what is decisive, strong or not evaluated there is a hold. It speaks of
    rules that there are: those that ship, and those of your own that `own_rules` names.
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
    own_rules: tuple[str, ...] = ()
    """Codes of rules that do not ship and that this policy speaks of; a guard without them is refused."""
    questions: Questions
    """What must be asked."""
    screening: Screening
    """How lists are used."""
    directory: Directory
    """Whether a routing directory is needed."""
    iat: Iat
    """What can be done with an IAT."""
    contact: Contact | None = None
    """Where the payor can turn to; every decision carries it."""
    alternatives: tuple[Method, ...]
    """Other ways to pay, in the order in which to offer them."""
    texts: dict[str, Texts]
    """What the payor reads, by language."""

    @field_validator("leads_to")
    @classmethod
    def _has_every_family(cls, families: dict[str, LeadsTo]) -> dict[str, LeadsTo]:
        if missing := [family for family in _FAMILIES.values() if family not in families]:
            raise ValueError(f"{missing[0]} is missing; there must be {', '.join(_FAMILIES.values())}")
        return families

    @field_validator("texts", mode="before")
    @classmethod
    def _is_by_language(cls, texts: object) -> object:
        for language in texts if isinstance(texts, dict) else ():
            if not (isinstance(language, str) and _LANGUAGE.fullmatch(language)):
                raise ValueError(f"{language!r} is no language such as en or pt-BR{instead(language, LANGUAGES)}")
        return texts

    @field_validator("own_rules")
    @classmethod
    def _are_own(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        for code in codes:
            if not _CODE.fullmatch(code):
                raise ValueError(f"{code!r} is no code of a rule, such as ACH901: a family in capitals and a number")
            if code in RULE_CODES or codes.count(code) > 1:
                raise ValueError(f"{code} is the code of a rule that ships, or is there twice")
        return codes

    @model_validator(mode="after")
    def _every_code_is_a_rule(self) -> Self:
        known = (*RULE_CODES, *self.own_rules)
        directory = (*DIRECTORY_CODES, *(code for code in self.own_rules if not code.startswith("SAN")))
        iat = tuple(code for code in known if code.startswith("IAT"))
        for where, codes, allowed, what in (
            ("rules", self.rules, known, "is no rule that ships or that own_rules names"),
            ("directory.codes", self.directory.codes, directory, "is no rule that looks into a directory"),
            ("iat.never_sent", self.iat.never_sent, iat, "is no rule about IATs"),
        ):
            for code in codes:
                if code not in allowed:
                    raise ValueError(f"{where}: {code!r} {what}{instead(code, allowed)}")
        for language, texts in self.texts.items():
            for key in texts.prompts:
                if key != "default" and key not in known and not is_field(key):
                    raise ValueError(
                        f"texts.{language}.prompts: {key!r} is neither a rule nor a field of a payment"
                        f"{instead(key, ('default', *known, *sorted(payment_fields())))}"
                    )
            for value in texts.choices:
                if value not in choice_values():
                    raise ValueError(
                        f"texts.{language}.choices: {value!r} is no answer that can be chosen"
                        f"{instead(value, sorted(choice_values()))}"
                    )
        return self

    @model_validator(mode="after")
    def _every_rule_has_its_row(self) -> Self:
        for code in self.rules:
            self.leading(code)
        return self

    @model_validator(mode="after")
    def _sanctions_always_hold(self) -> Self:
        for code in ("SAN", *(code for code in (*RULE_CODES, *self.own_rules) if code.startswith("SAN"))):
            row = self.leading(code)
            if any(outcome is not Outcome.HOLD for outcome in (row.decisive, row.strong, row.not_evaluated)):
                raise ValueError(f"{code}: what is decisive, strong or not evaluated about sanctions must lead to hold")
        return self

    @model_validator(mode="after")
    def _required_questions_are_asked(self) -> Self:
        unasked = self.leading(UNANSWERED_QUESTION).weak
        if self.questions.required != "never" and unasked.severity < Outcome.ASK.severity:
            raise ValueError(
                f"rules.{UNANSWERED_QUESTION}: questions are required, but a question that was not asked leads to "
                f"{unasked.value}; say weak = 'ask', or required = 'never'"
            )
        return self

    @model_validator(mode="after")
    def _offers_each_method_once(self) -> Self:
        codes = [method.code for method in self.alternatives]
        if twice := [code for code in codes if codes.count(code) > 1]:
            raise ValueError(f"alternatives: {twice[0]!r} is there twice; give each a code of its own")
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
            raise ValueError(
                f"language: there are no texts in the language {self.language!r}{instead(self.language, self.texts)}"
            )
        return self

    @classmethod
    def preset(cls, name: str, *, language: str = "en") -> Self:
        """Give a policy that ships; raises `ConfigurationError` for a name that is not one of `PRESETS`."""
        if name not in PRESETS:
            raise ConfigurationError(
                f"there is no preset policy {quoted(name)!r}; there are {', '.join(PRESETS)}{_meant(name)}"
            )
        return cls._made({**_preset_table(name), "language": language}, where=f"preset {name}")

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Read a policy from a TOML file; raises `ConfigurationError` that says what is wrong and where."""
        try:
            table = tomllib.loads(path_of(path, ConfigurationError).read_text(encoding="utf-8-sig"))
        except OSError as error:
            raise ConfigurationError(
                f"policy file {shown_path(path)} can't be read: {error.strerror or 'it is no file'}"
                f"{f'; the preset of that name is Policy.preset({str(path)!r})' if str(path) in PRESETS else ''}"
            ) from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"policy file {path} is not TOML: {error}") from None
        except ValueError:  # Python reads no whole number of thousands of digits
            raise ConfigurationError(f"policy file {path} holds a number that is too long to be one") from None
        except RecursionError:
            raise ConfigurationError(f"policy file {path} is not a policy: its tables are nested too deeply") from None
        base = table.pop("extends", None)
        if base is not None and base not in PRESETS:
            raise ConfigurationError(
                f"policy file {path} extends {quoted(base)!r}; there are only {', '.join(PRESETS)}{_meant(base)}"
            )
        table = _laid_over(_preset_table(base), table) if base else _with_stock_texts(table)
        return cls._made(table, where=f"policy file {path}")

    @classmethod
    def _made(cls, table: Table, *, where: str) -> Self:
        try:
            return cls.model_validate(table)
        except ValidationError as error:
            raise ConfigurationError(f"{where}: {sentence(error, cls)}") from None

    def checked(self) -> Self:
        """Give the policy again, checked anew: a copy with changes was not.

        Raises `ConfigurationError` that says what is wrong and where.
        """
        return self._made(self.model_dump(warnings=False), where=f"policy {self.name}")

    def in_language(self, language: str) -> Self:
        """Give the same policy speaking another language; raises `ConfigurationError` where it has no texts in it."""
        if language not in self.texts:
            raise ConfigurationError(
                f"policy {self.name} has no texts in {quoted(language)!r}, "
                f"only {', '.join(self.texts)}{_meant(language)}"
            )
        return self.model_copy(update={"language": language})

    def leading(self, code: str) -> LeadsTo:
        """Give what a rule's findings lead to; a code of no known family counts as sanctions, the most careful."""
        family = self.leads_to[_FAMILIES.get(code[:3], "sanctions")]
        own = self.rules.get(code)
        changes = own.model_dump(exclude_none=True) if own else {}
        if self.directory.required and code in self.directory.codes:
            without = changes.get("not_evaluated", family.not_evaluated)
            changes["not_evaluated"] = max(Outcome.ASK, without, key=lambda outcome: outcome.severity)
        return LeadsTo.model_validate(family.model_dump() | changes) if changes else family

    def is_answered_by_an_iat(self, code: str) -> bool:
        """Say whether a complete IAT that may be sent has answered a rule, so that its finding stops nothing."""
        own = code in self.own_rules and _FAMILIES.get(code[:3]) == "iat"
        return (own or code in ANSWERED_BY_AN_IAT) and code not in self.iat.never_sent

    @property
    def wording(self) -> Texts:
        """The texts in the policy's language."""
        return self.texts[self.language]

    @property
    def version(self) -> PolicyVersion:
        """Name and digest, for a decision's basis."""
        return PolicyVersion(name=self.name, digest="sha256:" + sha256(self.model_dump_json().encode()).hexdigest())


_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
_CODE = re.compile(r"[A-Z]{3}[0-9]{3,}", re.ASCII)
_FAMILIES: dict[str, Literal["iat", "sanctions", "payment"]] = {"IAT": "iat", "SAN": "sanctions", "ACH": "payment"}


def _meant(name: object) -> str:
    return instead(name, PRESETS + LANGUAGES).partition("; there are")[0]


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
