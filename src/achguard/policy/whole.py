"""What is wrong with a policy as a whole, where each of its tables is right by itself."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from achguard.clock import is_to_come
from achguard.model.answering import choice_values
from achguard.model.decision import Outcome
from achguard.model.field_paths import is_field, payment_fields
from achguard.policy.mistakes import Mistake, Place
from achguard.policy.starting import is_to_fill_in
from achguard.policy.vocabulary import (
    DIRECTORY_CODES,
    OWN_QUESTION,
    RULE_CODES,
    STATEMENT,
    UNANSWERED_QUESTION,
    instead,
)

if TYPE_CHECKING:
    from achguard.policy.policy import Policy
    from achguard.policy.tables import LeadsTo

_FAMILY: Final[dict[str, Place]] = {
    "IAT": ("leads_to", "iat"),
    "SAN": ("leads_to", "sanctions"),
    "ACH": ("leads_to", "payment"),
}
"""The table from which rows of rules come."""
_LISTED: Final[Place] = ("languages",)
"""What asks for words in a language."""
_MILDER: Final = "a stronger finding must not lead to a milder outcome"


def mistakes_of(policy: "Policy") -> Iterator[Mistake]:
    """Yield everything that is wrong with a policy as a whole."""
    for check in _CHECKS:
        yield from check(policy)


def _row(policy: "Policy", code: str) -> "LeadsTo | None":
    """Give what a rule leads to; None where its row is wrong by itself, which is said elsewhere."""
    try:
        return policy.leading(code)
    except ValidationError:
        return None


def _unknown_codes(policy: "Policy") -> Iterator[Mistake]:
    known = (*RULE_CODES, *policy.own_rules)
    directory = (*DIRECTORY_CODES, *(code for code in policy.own_rules if not code.startswith("SAN")))
    iat = tuple(code for code in known if code.startswith("IAT"))
    for place, codes, allowed, what in (
        (("rules",), policy.rules, known, "is no rule that ships or that own_rules names"),
        (("directory", "codes"), policy.directory.codes, directory, "is no rule that looks into a directory"),
        (("iat", "never_sent"), policy.iat.never_sent, iat, "is no rule about IATs"),
    ):
        for code in codes:
            if code not in allowed:
                said = f"{'.'.join(place)}: {code!r} {what}{instead(code, allowed)}"
                yield Mistake((*place, code) if place == ("rules",) else place, said, ("own_rules",))


def _unknown_words(policy: "Policy") -> Iterator[Mistake]:
    known = (*RULE_CODES, *policy.own_rules)
    for language, texts in policy.texts.items():
        for key in texts.prompts:
            if key != "default" and key not in known and not is_field(key):
                yield Mistake(
                    ("texts", language, "prompts", key),
                    (
                        f"texts.{language}.prompts: {key!r} is neither a rule nor a field of a payment"
                        f"{instead(key, ('default', *known, *sorted(payment_fields())))}"
                    ),
                )
        for value in texts.choices:
            if value not in choice_values():
                yield Mistake(
                    ("texts", language, "choices", value),
                    (
                        f"texts.{language}.choices: {value!r} is no answer that can be chosen"
                        f"{instead(value, sorted(choice_values()))}"
                    ),
                )


def _rows_of_rules(policy: "Policy") -> Iterator[Mistake]:
    for code in policy.rules:
        if _row(policy, code) is None:
            family = _FAMILY.get(code[:3], ())
            yield Mistake(("rules", code), f"rules.{code}: {_MILDER}", cause=family)


def _sanctions_that_go(policy: "Policy") -> Iterator[Mistake]:
    codes = (code for code in (*RULE_CODES, *policy.own_rules) if code.startswith("SAN"))
    wrong: list[str] = []
    for code in ("SAN", *codes):
        row = _row(policy, code)
        if row is not None and any(
            outcome is not Outcome.HOLD for outcome in (row.decisive, row.strong, row.not_evaluated)
        ):
            wrong.append(code)
    for code in wrong[:1] if wrong[:1] == ["SAN"] else wrong:
        place = ("leads_to", "sanctions") if code == "SAN" else ("rules", code)
        said = f"{code}: what is decisive, strong or not evaluated about sanctions must lead to hold"
        yield Mistake(place, said, cause=_FAMILY["SAN"])


def _questions_that_are_not_asked(policy: "Policy") -> Iterator[Mistake]:
    row = _row(policy, UNANSWERED_QUESTION)
    if row is not None and policy.questions.required != "never" and row.weak.severity < Outcome.ASK.severity:
        yield Mistake(
            ("rules", UNANSWERED_QUESTION, "weak"),
            (
                f"rules.{UNANSWERED_QUESTION}: questions are required, but a question that was not asked leads to "
                f"{row.weak.value}; say weak = 'ask', or required = 'never'"
            ),
            cause=("questions", "required"),
        )
    row = _row(policy, OWN_QUESTION)
    if row is not None and policy.questions.own and row.not_evaluated.severity < Outcome.ASK.severity:
        yield Mistake(
            ("questions", "own"),
            (
                f"questions.own: a question of its own that was not asked leads to {row.not_evaluated.value}; say "
                f"not_evaluated = 'ask' in rules.{OWN_QUESTION}"
            ),
        )
    row = _row(policy, STATEMENT)
    if row is not None and policy.certification is not None and row.strong.severity < Outcome.ASK.severity:
        yield Mistake(
            ("certification",),
            (
                f"certification: a statement that was not agreed to leads to {row.strong.value}; say strong = 'ask' in "
                f"rules.{STATEMENT}"
            ),
        )


def _methods_twice(policy: "Policy") -> Iterator[Mistake]:
    seen: set[str] = set()
    for place, method in enumerate(policy.alternatives):
        if method.code in seen:
            said = f"alternatives: {method.code!r} is there twice; give each a code of its own"
            yield Mistake(("alternatives", place, "code"), said)
        seen.add(method.code)


def _iats_that_go(policy: "Policy") -> Iterator[Mistake]:
    for code in ("IAT", *(code for code in policy.rules if code.startswith("IAT"))):
        row = _row(policy, code)
        if row is not None and row.strong.severity < Outcome.ASK.severity:
            place = ("leads_to", "iat") if code == "IAT" else ("rules", code)
            said = f"{code}: a strong or decisive sign of an IAT must not lead to accept"
            yield Mistake(place, said, cause=_FAMILY["IAT"])


def _languages(policy: "Policy") -> Iterator[Mistake]:
    if policy.language not in policy.texts:
        yield Mistake(
            ("language",),
            f"language: there are no texts in the language {policy.language!r}{instead(policy.language, policy.texts)}",
            ("texts", policy.language),
        )
    for language in policy.languages:
        if language not in policy.texts:
            said = f"languages: there are no texts in the language {language!r}{instead(language, policy.texts)}"
            yield Mistake(("languages",), said, ("texts", language))
            continue
        yield from gaps_in(policy, language)
    yield from _languages_without_texts(policy)


def _languages_without_texts(policy: "Policy") -> Iterator[Mistake]:
    """Yield words in languages in which no payor can be spoken to, such as a misspelt one."""
    words: list[tuple[Place, Iterable[str]]] = [
        *((("questions", "own", row, "prompt"), own.prompt) for row, own in enumerate(policy.questions.own)),
        *((("alternatives", row, "translations"), way.translations) for row, way in enumerate(policy.alternatives)),
    ]
    if policy.certification is not None:
        words.append((("certification", "text"), policy.certification.text))
    places = [((*place, language), language) for place, languages in words for language in languages]
    if policy.written_in != policy.language:  # of which it is said above
        places.append((("written_in",), policy.written_in))
    for place, language in places:
        if language not in policy.texts:
            at = ".".join(map(str, place))
            yield Mistake(
                place,
                f"{at}: there are no texts in the language {language!r}{instead(language, policy.texts)}",
                ("texts", language),
            )


def gaps_in(policy: "Policy", language: str) -> Iterator[Mistake]:
    """Yield what a payor would read in another language than this one: ways to pay, questions, the statement."""
    if language != policy.written_in:
        for place, method in enumerate(policy.alternatives):
            for part in method.lacks_in(language):
                yield Mistake(
                    ("alternatives", place, *part.split(".")),
                    (f"alternatives.{place}: there are no words in {language!r}, which languages names; write {part}"),
                    ("alternatives", place, *part.split(".")),
                    _LISTED,
                )
    for place, question in enumerate(policy.questions.own):
        if language not in question.prompt:
            yield Mistake(
                ("questions", "own", place, "prompt"),
                f"questions.own.{place}: there is no prompt in {language!r}, which languages names",
                ("questions", "own", place, "prompt", language),
                _LISTED,
            )
    if policy.certification is not None and language not in policy.certification.text:
        yield Mistake(
            ("certification", "text"),
            f"certification.text: there is none in {language!r}, a language that languages names",
            ("certification", "text", language),
            _LISTED,
        )


def _contacts(policy: "Policy") -> Iterator[Mistake]:
    for language, texts in policy.texts.items():
        for table, outcome, field in texts.named_of_contact():
            if policy.contact is None or getattr(policy.contact, field) is None:
                yield Mistake(
                    ("texts", language, table, outcome.value),
                    f"texts.{language}.{table}.{outcome.value}: names the {field} of contact, which has no {field}",
                    ("contact", field),
                )


def _confirmation(policy: "Policy") -> Iterator[Mistake]:
    if (policy.confirmed_by is None) != (policy.confirmed_on is None):
        there, lacking = ("confirmed_by", "confirmed_on")[:: -1 if policy.confirmed_by is None else 1]
        said = f"{there}: is there without {lacking}; say who confirmed the policy, and on which day"
        yield Mistake((there,), said, (lacking,))
    if policy.confirmed_on and is_to_come(policy.confirmed_on):
        yield Mistake(("confirmed_on",), f"confirmed_on: {policy.confirmed_on} is a day still to come")
    if policy.confirmed_on and policy.review_by and policy.review_by < policy.confirmed_on:
        said = f"review_by: {policy.review_by} is before confirmed_on, {policy.confirmed_on}"
        yield Mistake(("review_by",), said)


def _to_fill_in(policy: "Policy") -> Iterator[Mistake]:
    said_by: list[tuple[Place, str]] = [
        (("title",), policy.title),
        (("source",), policy.source),
        (("confirmed_by",), policy.confirmed_by or ""),
        *((("alternatives", place, "source"), method.source) for place, method in enumerate(policy.alternatives)),
    ]
    for place, text in said_by:
        if is_to_fill_in(text):
            at = ".".join(map(str, place))
            yield Mistake(place, f"{at}: is still to be filled in; {_SAYS[place[-1]]}")


_SAYS: Final[dict[str | int, str]] = {
    "title": "say what the policy is for",
    "source": "say which rule, page or manual this follows, or who decided it",
    "confirmed_by": "say who confirmed the policy, or leave it out until somebody has",
}


_CHECKS: Final[tuple[Callable[["Policy"], Iterator[Mistake]], ...]] = (
    _unknown_codes,
    _unknown_words,
    _rows_of_rules,
    _sanctions_that_go,
    _questions_that_are_not_asked,
    _methods_twice,
    _iats_that_go,
    _languages,
    _contacts,
    _confirmation,
    _to_fill_in,
)
