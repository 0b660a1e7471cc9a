"""What a policy says: what findings lead to, what to ask, how old a list may be, what else to offer."""

import datetime as dt
import os
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Literal, Self

from pydantic import Field, ValidationError, field_validator

from achguard.errors import ConfigurationError
from achguard.model.contact import Contact
from achguard.model.decision import Outcome, PolicyVersion
from achguard.model.masking import quoted
from achguard.model.payment import Direction
from achguard.policy.file_mistakes import every_mistake
from achguard.policy.file_problems import Nacha
from achguard.policy.loading import PRESETS, Table, laid_over, named, preset_table, read_policy, tables_of
from achguard.policy.mistakes import Mistake, MistakesError
from achguard.policy.offers import Method, Row, Texts
from achguard.policy.refusal import sentence
from achguard.policy.tables import (
    Directory,
    Iat,
    LeadsTo,
    Questions,
    RuleLeadsTo,
    Screening,
    Statement,
)
from achguard.policy.vocabulary import ANSWERED_BY_AN_IAT, LANGUAGES, RULE_CODES, instead
from achguard.policy.whole import gaps_in, mistakes_of


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
    """The language of `payor_message`, of questions and of alternatives."""
    languages: tuple[str, ...] = ()
    """Languages in which everything that a payor reads must be there: messages, questions and alternatives."""
    written_in: str = "en"
    """The language of the alternatives' own words, beside their translations."""
    confirmed_by: str | None = Field(default=None, min_length=1, max_length=200)
    """Who at the agency confirmed the policy; None while nobody has."""
    confirmed_on: dt.date | None = None
    """The day on which they did."""
    review_by: dt.date | None = None
    """The day by which somebody is to look at it again; from the day after, decisions carry a note."""
    leads_to: dict[Literal["iat", "sanctions", "payment"], LeadsTo]
    """What findings lead to, by family of rules."""
    rules: dict[str, RuleLeadsTo] = Field(default_factory=dict)
    """What findings of single rules lead to, by code."""
    own_rules: tuple[str, ...] = ()
    """Codes of rules that do not ship and that this policy speaks of; a guard without them is refused."""
    off: tuple[Literal["IAT903", "SAN303"], ...] = ()
    """Rules that are switched off: those that look at a network address, which some agencies promise not to."""
    questions: Questions
    """What must be asked."""
    screening: Screening
    """How lists are used."""
    directory: Directory
    """Whether a routing directory is needed."""
    iat: Iat
    """What can be done with an IAT."""
    nacha: Nacha = Field(default_factory=Nacha)
    """How problems of Nacha files weigh."""
    contact: Contact | None = None
    """Where the payor can turn to; every decision carries it."""
    certification: Statement | None = None
    """A statement that the payor must agree to; the payment says who did, and when."""
    alternatives: tuple[Method, ...]
    """Other ways to pay, in the order in which to offer them."""
    texts: dict[str, Texts]
    """What the payor reads, by language."""

    @field_validator("leads_to")
    @classmethod
    def _has_every_family(cls, families: dict[str, LeadsTo]) -> dict[str, LeadsTo]:
        if missing := [family for family in _FAMILIES.values() if family not in families]:
            there = "is" if len(missing) == 1 else "are"
            raise ValueError(f"{' and '.join(missing)} {there} missing; there must be {', '.join(_FAMILIES.values())}")
        return families

    @field_validator("texts", mode="before")
    @classmethod
    def _is_by_language(cls, texts: object) -> object:
        known = texts if isinstance(texts, dict) else {}
        wrong = [each for each in known if not (isinstance(each, str) and _LANGUAGE.fullmatch(each))]
        if wrong:
            raise MistakesError(
                tuple(
                    Mistake((each,), f"{each!r} is no language such as en or pt-BR{instead(each, LANGUAGES)}")
                    for each in wrong
                )
            )
        return texts

    @field_validator("own_rules")
    @classmethod
    def _are_own(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        said: list[str] = []
        for code in dict.fromkeys(codes):
            if not _CODE.fullmatch(code):
                said.append(f"{code!r} is no code of a rule, such as ACH901: a family in capitals and a number")
            elif code in RULE_CODES or codes.count(code) > 1:
                said.append(f"{code} is the code of a rule that ships, or is there twice")
        if said:
            raise MistakesError(tuple(Mistake((), each) for each in said))
        return codes

    def _mistakes(self) -> Iterator[Mistake]:
        yield from mistakes_of(self)

    @classmethod
    def preset(cls, name: str, *, language: str = "en") -> Self:
        """Give a policy that ships; raises `ConfigurationError` for a name that is not one of `PRESETS`."""
        if name not in PRESETS:
            raise ConfigurationError(
                f"there is no preset policy {quoted(name)!r}; there are {', '.join(PRESETS)}{named(name)}"
            )
        table = {**preset_table(name), "language": _nearest(language, LANGUAGES) or language, "languages": LANGUAGES}
        # What ships is whole in every language; who lays something over it need not write that in all of them.
        return cls._made(table, where=f"preset {name}").model_copy(update={"languages": ()})

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Read a policy from a TOML file; raises `ConfigurationError` that names every mistake with its line."""
        text, where = read_policy(path), f"policy file {path}"
        base, own = tables_of(text, where=where)
        if mistakes := every_mistake(cls, base, own, text):
            raise ConfigurationError(where + mistakes)
        return cls.model_validate(laid_over(base, own))

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
        """Give the same policy speaking another language, such as es, ES or es-MX, for which it looks as `spoken` does.

        Raises `ConfigurationError` where it has no texts in it.
        """
        found = _nearest(language, self.texts)
        if found is None:
            raise ConfigurationError(
                f"policy {self.name} has no texts in {quoted(language)!r}, "
                f"only {', '.join(self.texts)}{named(language)}"
            )
        return self.model_copy(update={"language": found})

    def spoken(self, wanted: str | None) -> str | None:
        """Give the policy's language that fits a payor's, such as es for es-MX; None where it has none that does.

        Those are its own and the ones in `languages`; where that is empty, every one in which all that a payor reads is
        there. `guard.decide(payment, language=guard.policy.spoken(get_language()))` takes what a web framework says.
        """
        there = self.languages or tuple(each for each in self.texts if not any(gaps_in(self, each)))
        return _nearest(wanted or "", (*there, self.language))

    def leading(self, code: str) -> LeadsTo:
        """Give what a rule's findings lead to; a code of no known family counts as sanctions, the most careful."""
        if self.nacha.asks(code):
            return _ASKS
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

    def message(self, outcome: Outcome, direction: Direction = Direction.DEBIT) -> str:
        """Give what to tell the payor of an outcome, or the payee of a credit, in the policy's language."""
        return self.wording.message(outcome, self.contact, direction)

    def prompt(self, code: str, at: str) -> str:
        """Give the question for a field and a rule, in the policy's language."""
        for question in self.questions.own:
            if at == question.question.at:
                return question.told(self.language)
        if at == "certification" and self.certification is not None:
            return f"{self.certification.told(self.language)} {self.wording.prompt(code, at)}"
        return self.wording.prompt(code, at)

    def prompt_language(self, at: str) -> str | None:
        """Give the language of the question for a field, None where it is the policy's.

        What an agency asks in words of its own is there in English at least.
        """
        words = next((own.prompt for own in self.questions.own if at == own.question.at), None)
        if at == "certification" and self.certification is not None:
            words = self.certification.text
        return None if words is None or self.language in words else "en"

    @property
    def version(self) -> PolicyVersion:
        """Name and digest, for a decision's basis."""
        return PolicyVersion(name=self.name, digest="sha256:" + sha256(self.model_dump_json().encode()).hexdigest())

    def version_on(self, day: dt.date) -> PolicyVersion:
        """Give name and digest, and a note where the policy was to be looked at again before the day."""
        if self.review_by is None or day <= self.review_by:
            return self.version
        who = f"; {self.confirmed_by} confirmed it on {self.confirmed_on}" if self.confirmed_by else ""
        note = f"The policy was to be looked at again by {self.review_by}{who}."
        return self.version.model_copy(update={"note": note})


def _nearest(wanted: str, languages: Iterable[str]) -> str | None:
    """Give the language that fits a tag in any case, from the close to the general, as RFC 4647 looks one up."""
    known = {each.casefold(): each for each in languages}
    tag = wanted.strip().replace("_", "-").casefold()
    while tag and tag not in known:
        tag = tag.rpartition("-")[0]
    return known.get(tag)


_ASKS = LeadsTo(decisive=Outcome.ASK, strong=Outcome.ASK, weak=Outcome.ACCEPT, not_evaluated=Outcome.HOLD)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
_CODE = re.compile(r"[A-Z]{3}[0-9]{3,}", re.ASCII)
_FAMILIES: dict[str, Literal["iat", "sanctions", "payment"]] = {"IAT": "iat", "SAN": "sanctions", "ACH": "payment"}
