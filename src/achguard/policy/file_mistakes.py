"""Every mistake of a policy file, each with its line."""

import copy
import re
from collections.abc import Iterable, Iterator
from operator import eq
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ValidationError

from achguard.policy.file_lines import line_at, lines_of
from achguard.policy.loading import Table, laid_over, preset_table
from achguard.policy.mistakes import Mistake, MistakesError, Place
from achguard.policy.refusal import is_of_key, placed, sentence_of

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_NEEDS: Final = re.compile(r"^(?:Value error, )?.*\bneeds? ")
"""How the tables say that something is missing in them: `a contact needs a phone, a url or an address`."""

_NEEDED: Final[tuple[tuple[tuple[str, ...], str | Table], ...]] = (
    (("name",), "words"),
    (("title",), "words"),
    (("source",), "words"),
    (("alternatives", "*"), {"code": "", "title": "Another way"}),
    (("alternatives", "*", "code"), ""),
    (("alternatives", "*", "title"), "Another way"),
    (("alternatives", "*", "translations", "*", "title"), "Another way"),
    (("questions", "own", "*"), {"id": "", "prompt": {"en": "Another question?"}}),
    (("questions", "own", "*", "id"), ""),
    (("questions", "own", "*", "prompt"), {"en": "Another question?"}),
    (("questions", "own", "*", "prompt", "*"), "Another question?"),
    (("certification", "version"), "1"),
    (("certification", "text"), {"en": "Words."}),
    (("certification", "text", "*"), "Words."),
    (("texts", "*", "messages", "*"), "Words."),
    (("texts", "*", "credit_messages", "*"), "Words."),
    (("texts", "*", "prompts", "*"), "Words."),
    (("texts", "*", "choices", "*"), "Words."),
    (("contact", "phone"), "601 555 0100"),
    (("contact", "url"), "https://pay.example.gov"),
    (("contact", "address"), "1 Main St"),
)
"""What stands in for what is wrong where a table needs something; the empty text for a name that no other row has."""

_TOO_FEW: Final = frozenset({"too_short"})
"""Pydantic's word for a list that it finds too short, also where it left out what is wrong in it."""


def every_mistake(model: type[BaseModel], base: Table, own: Table, text: str) -> str:
    """Say everything that is wrong with a policy's own tables, each with its line; nothing where nothing is.

    One mistake is one sentence. What is wrong by itself is mended and the rest is looked at again, since a policy is
    judged as a whole only once each of its tables is right.
    """
    made = [*_of_what_is_inherited(base, own), *_Mending(model, base, own).mistakes()]
    lines = lines_of(text)
    found: dict[str, int | None] = {}
    for mistake in made:
        found.setdefault(mistake.said, line_at(lines, mistake.place) or line_at(lines, mistake.cause))
    ordered = sorted(found.items(), key=lambda each: each[1] or 0)
    if not ordered:
        return ""
    if len(ordered) == 1:
        (said, line) = ordered[0]
        return f"{f', line {line}' if line else ''}: {said}"
    told = [f"  {f'line {line}: ' if line else ''}{said}" for said, line in ordered]
    return "\n".join([f" has {len(ordered)} mistakes:", *told])


def _of_what_is_inherited(base: Table, own: Table) -> Iterator[Mistake]:
    """Yield what a file says of tables that it does not write itself."""
    written_in = own.get("written_in", "en")
    if base.get("alternatives") and "alternatives" not in own and written_in != base.get("written_in", "en"):
        yield Mistake(
            ("written_in",),
            f"written_in: the alternatives are those of {base.get('name')}, which are written in "
            f"{base.get('written_in', 'en')!r}; write your own, or leave it out",
        )


class _Mending:
    """A copy of a policy's own tables, in which what is wrong is put right so that the rest can be looked at."""

    def __init__(self, model: type[BaseModel], base: Table, own: Table) -> None:
        self._model = model
        self._base = base
        self._own = copy.deepcopy(own)
        self._mended: set[Place] = set()
        self._strange: set[Place] = set()  # tables with a key that is misspelt

    def mistakes(self) -> Iterator[Mistake]:
        """Yield everything that is wrong, round by round: each mends something, or is the last."""
        while True:
            try:
                self._model.model_validate(laid_over(self._base, self._own))
            except ValidationError as error:
                entries = error.errors(include_url=False)
            else:
                return
            whole = _inside(entries[0]) if not entries[0]["loc"] else ()
            if whole:
                yield from (each for each in whole if not self._is_shadow(each))
                return
            told = [*self._of(entries)]
            yield from (mistake for mistake, _ in told if mistake.said)
            # From the end, so that the places of what stands before in a list stay; each once, whatever is said of it.
            places = dict.fromkeys((each.place, key) for each, key in reversed(told))
            mended: set[Place] = set()
            for place, key in places:
                # What is below a place that was mended went with it; to mend it as well would take out what is above.
                if not any(place[: len(out)] == out for out in mended) and (out := self._mend(place, key=key)):
                    mended.add(out)
            if not mended:
                return

    def _of(self, entries: "list[ErrorDetails]") -> Iterator[tuple[Mistake, bool]]:
        """Yield each mistake of an error, without words where it is only the shadow of another, and if it is of a key.

        A shadow is a key that is missing because it is misspelt or was taken out, what is below a key that is no such
        key, a list that is too short without what is wrong in it, and what a table lacks of which something was taken
        out.
        """
        self._strange |= {placed(entry)[:-1] for entry in entries if entry["type"] == "extra_forbidden"}
        wrong_keys = {placed(entry) for entry in entries if is_of_key(entry)}
        places = {placed(entry) for entry in entries} | self._mended
        for entry in entries:
            place = placed(entry)
            key = is_of_key(entry) or entry["type"] == "extra_forbidden"
            missing = entry["type"] == "missing" and (place in self._mended or place[:-1] in self._strange)
            below = place[:-1] in wrong_keys and not is_of_key(entry)
            too_few = entry["type"] in _TOO_FEW and _any_below(place, places)
            for each in _inside(entry) or (Mistake((), entry["msg"]),):
                here = (*place, *each.place)
                lacks = _NEEDS.search(each.said)
                lacking = lacks and (here in self._strange or _any_below(here, self._mended))
                shadow = missing or below or too_few or lacking
                yield Mistake(here, "" if shadow else sentence_of({**entry, "msg": each.said}, self._model)), key

    def _is_shadow(self, mistake: Mistake) -> bool:
        """Say whether a mistake is only there because of what was mended, there or where it lacks something."""
        return any(
            out == mistake.place[: len(out)] or (mistake.lacks and all(map(eq, out, mistake.lacks)))
            for out in self._mended
        )

    def _mend(self, place: Place, *, key: bool) -> Place:
        """Put right what is at a place, or take out the nearest thing above it; give where, or nothing."""
        for depth in range(len(place), 0, -1):
            *above, part = here = place[:depth]
            holder = _at(self._own, tuple(above))
            instead = None if key and here == place else _stand_in(here)
            if isinstance(holder, dict) and isinstance(instead, str | dict) and holder.get(part) != instead:
                holder[part] = instead
            elif isinstance(holder, dict) and part in holder:
                del holder[part]
            elif (
                isinstance(holder, list)
                and isinstance(part, int)
                and part < len(holder)
                and holder[part] != instead  # else it was put there before, and helped nothing
            ):
                if instead is not None:  # so that the rows behind it keep their numbers
                    holder[part] = instead
                else:
                    del holder[part]
            else:
                continue
            self._mended.add(here)
            return here
        if place and place[0] not in self._base:
            self._base = laid_over(preset_table("us-domestic"), self._base)
            self._mended.add(place)
            return place
        return ()


def _inside(entry: "ErrorDetails") -> tuple[Mistake, ...]:
    """Give the mistakes that a table told of itself; nothing where the entry is about a field."""
    raised = entry.get("ctx", {}).get("error")
    return raised.mistakes if isinstance(raised, MistakesError) else ()


def _any_below(place: Place, others: Iterable[Place]) -> bool:
    return any(other[: len(place)] == place != other for other in others)


def _stand_in(place: Place) -> str | Table | None:
    """Give what is right in the place of what is wrong, where a table needs something there."""
    row = next((part for part in place if isinstance(part, int)), 0)
    name = f"stand-in-{row}"
    for pattern, right in _NEEDED:
        if len(pattern) == len(place) and all(part in {"*", each} for part, each in zip(pattern, place, strict=True)):
            if isinstance(right, str):
                return right or name
            return {key: value or name for key, value in right.items()}
    return None


def _at(here: object, place: Place) -> object:
    """Give what stands at a place, None where nothing does."""
    for part in place:
        if isinstance(here, dict):
            here = here.get(part)
        else:
            here = here[part] if isinstance(here, list) and isinstance(part, int) and part < len(here) else None
    return here
