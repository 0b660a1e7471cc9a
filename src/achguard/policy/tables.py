"""The tables of a policy, each by itself: what findings lead to, what is asked, how lists and directories are used."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Final, Literal

from pydantic import Field, ValidationInfo, field_validator

from achguard.model.decision import Outcome
from achguard.model.finding import Strength
from achguard.model.own_question import OwnQuestion
from achguard.model.payment import Answer, Direction
from achguard.policy.mistakes import Mistake, MistakesError
from achguard.policy.offers import Row, Sentence, is_among
from achguard.policy.secrets_asked import secrets_asked
from achguard.policy.vocabulary import ASKED, DIRECTORY_CODES, instead

Weight = Literal["decisive", "strong", "weak", "nothing"]
"""What an answer weighs: a strength, or nothing."""

MOST_MIN_SCORE: Final = 0.95
"""The highest score from which a policy may hold.

A listed name as it stands on the list scores 1, its words in another order 0.995, and with a word joined or cut off up
to 0.03 less (sanctions/comparing/compare.py). Above this, parties that are listed under their very name would go.
"""


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

    def _mistakes(self) -> Iterator[Mistake]:
        if not self.decisive.severity >= self.strong.severity >= self.weak.severity:
            yield Mistake((), "a stronger finding must not lead to a milder outcome")

    def of(self, strength: Strength) -> Outcome:
        """Give the outcome that a strength leads to."""
        return {Strength.DECISIVE: self.decisive, Strength.STRONG: self.strong, Strength.WEAK: self.weak}[strength]


class RuleLeadsTo(Row):
    """Where one rule leads elsewhere than its family; what is left out is as in the family."""

    decisive: Outcome | None = None
    strong: Outcome | None = None
    weak: Outcome | None = None
    not_evaluated: Outcome | None = None


class OwnQuestionTable(Row):
    """A question of the agency's own: its words, and what each answer weighs."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
    """The word by which a payment's `own_answers` name it."""
    prompt: dict[str, Sentence]
    """The question by language; English at least."""
    directions: tuple[Direction, ...] = Field(default=(Direction.DEBIT, Direction.CREDIT), min_length=1)
    """The payments of which it is asked."""
    yes: Weight = "decisive"
    """What a yes weighs."""
    no: Weight = "nothing"
    """What a no weighs."""
    unknown: Weight = "strong"
    """What it weighs that the payor does not know."""

    def _mistakes(self) -> Iterator[Mistake]:
        yield from _words_by_language("prompt", self.prompt, "the question")
        if all(weight == "nothing" for weight in (self.yes, self.no, self.unknown)):
            yield Mistake(("yes",), "no answer weighs anything; say what yes, no or unknown weighs")

    def told(self, language: str) -> str:
        """Give the question in a language; in English where there are no words in it."""
        return self.prompt.get(language) or self.prompt["en"]

    @property
    def question(self) -> OwnQuestion:
        """Give what the rule weighs by."""
        weighs = ((Answer.YES, self.yes), (Answer.NO, self.no), (Answer.UNKNOWN, self.unknown))
        return OwnQuestion(
            id=self.id,
            directions=frozenset(self.directions),
            weighs=tuple((answer, Strength(weight)) for answer, weight in weighs if weight != "nothing"),
        )


class Statement(Row):
    """A statement that the payor agrees to before the payment goes."""

    version: Annotated[str, Field(min_length=1, max_length=60)]
    """The version of the text, which the payment names."""
    text: dict[str, Sentence]
    """The statement by language; English at least."""
    directions: tuple[Direction, ...] = Field(default=(Direction.DEBIT, Direction.CREDIT), min_length=1)
    """The payments for which it is asked."""

    def _mistakes(self) -> Iterator[Mistake]:
        yield from _words_by_language("text", self.text, "the statement")

    def told(self, language: str) -> str:
        """Give the statement in a language; in English where there are no words in it."""
        return self.text.get(language) or self.text["en"]


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
    single: Literal["iat_indicator"] | None = None
    """The one flag that answers all of them, where a form or a file has only that."""
    own: tuple[OwnQuestionTable, ...] = ()
    """Questions of the agency's own, which are asked beside them."""

    @field_validator("debit", "credit")
    @classmethod
    def _are_asked(cls, paths: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        asked = ASKED[Direction(str(info.field_name))]
        wrong = [path for path in dict.fromkeys(paths) if path not in asked]
        said = [f"no rule asks {path!r} of a {info.field_name}{instead(path, asked)}" for path in wrong]
        if len(set(paths)) < len(paths):
            said.append(f"a question is there twice; a {info.field_name} needs each once")
        if said:
            raise MistakesError(tuple(Mistake((), each) for each in said))
        return paths

    def _mistakes(self) -> Iterator[Mistake]:
        for direction in Direction:
            if self.required != "never" and not self.of(direction):
                yield Mistake(
                    (),
                    f"{direction.value} names no question, but required is {self.required!r}; name "
                    f"{' and '.join(ASKED[direction])}",
                )
        seen: set[str] = set()
        for row, question in enumerate(self.own):
            if question.id in seen:
                said = f"own: {question.id!r} is there twice; give each question an id of its own"
                yield Mistake(("own", row, "id"), said)
            seen.add(question.id)

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

    def _mistakes(self) -> Iterator[Mistake]:
        if self.required and not self.codes:
            said = f"codes names no rule, but a directory is required; name {', '.join(DIRECTORY_CODES)}"
            yield Mistake((), said)


class Iat(Row):
    """What the originator can do with an IAT."""

    can_send: bool = Field(strict=True)
    """Whether a complete, well-formed IAT may go."""
    never_sent: tuple[str, ...]
    """IAT rules whose finding stops even a complete IAT."""
    accepts: tuple[Literal["ach-credit"], ...] = ()
    """IATs that others send and the agency takes: `ach-credit`, which the payor's own bank makes. Its payee is at home
    and what is abroad is the payor's, so that a refund that goes abroad is none of them."""
    tax_types: tuple[str, ...] = ()
    """Taxes for which an IAT is sent or taken; empty for all."""
    payment_types: tuple[str, ...] = ()
    """Company entry descriptions for which an IAT is sent or taken; empty for all."""

    def _mistakes(self) -> Iterator[Mistake]:
        for key, words in (("tax_types", self.tax_types), ("payment_types", self.payment_types)):
            if words and not self.can_send and not self.accepts:
                yield Mistake(
                    (key,),
                    f"{key} says for which an IAT goes, but none does; say can_send = true or accepts = "
                    '["ach-credit"], or leave it out',
                )

    def told(self) -> str:
        """Say which IATs go, for whoever answers for the policy."""
        if not self.can_send and not self.accepts:
            return "No IAT is sent or taken."
        said = [
            (self.can_send, "A complete IAT may be sent."),
            (self.accepts, "An IAT that the payor's own bank sends as an ACH credit is taken."),
            (self.tax_types, f"For the tax {', '.join(self.tax_types)}."),
            (self.payment_types, f"For the description {', '.join(self.payment_types)}."),
        ]
        return " ".join(sentence for holds, sentence in said if holds)

    def takes(self, tax_type: str | None, payment_type: str | None, *, comes_in: bool) -> bool:
        """Say whether a complete IAT of this kind may go."""
        way = self.can_send or (comes_in and "ach-credit" in self.accepts)
        return way and is_among(tax_type, self.tax_types) and is_among(payment_type, self.payment_types)


def _words_by_language(key: str, words: Mapping[str, str], what: str) -> Iterator[Mistake]:
    """Yield what is wrong with words by language: that none are English, and a secret that they ask for."""
    if "en" not in words:
        yield Mistake((key,), f"{key} needs {what} in English, en")
    for language, text in words.items():
        yield from secrets_asked((key, language), text)
