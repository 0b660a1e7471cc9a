"""Policies as TOML: the presets that ship, a file laid over one of them, and every mistake in it with its line."""

import codecs
import copy
import os
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from operator import eq
from typing import Final, cast

from pydantic import BaseModel, ValidationError

from achguard.errors import ConfigurationError
from achguard.model.given_path import path_of, shown_path
from achguard.model.masking import quoted
from achguard.policy.file_lines import Place, line_at, lines_of
from achguard.policy.refusal import is_of_key, placed, sentence_of
from achguard.policy.vocabulary import LANGUAGES, instead
from achguard.policy.whole import Mistake, WholePolicyError

PRESETS: Final = (
    *("us-domestic", "nacha-file", "mississippi-dor", "iat-capable"),
    *("new-mexico-trd-refund", "texas-payee", "virginia-tax", "wisconsin-dor", "pennsylvania-dor", "alabama-dor"),
    "minnesota-dor",
    *("certify-once", "refund-to-or-through", "accepts-ach-credit-iat", "efile-indicator", "eft-mandated-business"),
)
"""The policies that ship: for apps, for agencies, and shapes to write one's own from."""

Table = dict[str, object]

_NEEDS: Final = re.compile(r"^Value error, .*\bneeds? ")
"""How the tables say that something is missing in them: `a contact needs a phone, a url or an address`."""

_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""How a file begins that some editors save as Unicode."""

_OF_A_FILE_ALONE: Final = ("languages", "confirmed_by", "confirmed_on", "review_by")
"""What a preset says of itself: a file that extends it says it for itself, or not at all."""


def named(name: object) -> str:
    """Say which preset or language was probably meant, as a clause; nothing where none is near."""
    return instead(name, PRESETS + LANGUAGES).partition("; there are")[0]


def preset_table(name: str) -> Table:
    """Give the whole table of a preset, with the stock texts."""
    table = tomllib.loads(shipped("presets", name))
    base = table.pop("extends", None)
    return laid_over(_inherited(base), table) if base else _with_stock_texts(table)


@cache
def shipped(folder: str, name: str) -> str:
    """Give the text of a TOML file that ships: of a preset, or of a language."""
    return (resources.files("achguard.policy") / folder / f"{name}.toml").read_text(encoding="utf-8")


def laid_over(base: Table, changes: Table) -> Table:
    """Lay tables over tables; a list or a plain value replaces what was there."""
    result = dict(base)
    for key, value in changes.items():
        below = result.get(key)
        result[key] = laid_over(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return result


def read_policy(path: str | os.PathLike[str]) -> str:
    """Read the text of a policy file; raises `ConfigurationError` where it can't be read."""
    try:
        content = path_of(path, ConfigurationError).read_bytes()
    except OSError as error:
        raise ConfigurationError(
            f"policy file {shown_path(path)} can't be read: {error.strerror or 'it is no file'}"
            f"{f'; the preset of that name is Policy.preset({str(path)!r})' if str(path) in PRESETS else ''}"
        ) from None
    if content.startswith(_UTF_16):
        raise ConfigurationError(f"policy file {path} is not TOML, which is UTF-8: it is UTF-16; save it as UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # What it could not read begins behind a byte order mark.
        line = error.object.count(b"\n", 0, error.start) + 1
        byte = error.object[error.start]
        raise ConfigurationError(
            f"policy file {path}, line {line}: is not TOML, which is UTF-8; save the file as UTF-8 (the byte "
            f"0x{byte:02X} is {bytes((byte,)).decode('latin-1')!r} in Latin-1)"
        ) from None


def tables_of(text: str, *, where: str) -> tuple[Table, Table]:
    """Give what a policy's text lies over, and what it says itself; raises `ConfigurationError` for what is neither."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{where} is not TOML: {error}") from None
    except ValueError:  # Python reads no whole number of thousands of digits
        raise ConfigurationError(f"{where} holds a number that is too long to be one") from None
    except RecursionError:
        raise ConfigurationError(f"{where} is not a policy: its tables are nested too deeply") from None
    base = table.pop("extends", None)
    if base is not None and base not in PRESETS:
        raise ConfigurationError(f"{where} extends {quoted(base)!r}; there are only {', '.join(PRESETS)}{named(base)}")
    if "alternatives" in table and isinstance(language := table.get("language"), str):
        table.setdefault("written_in", language)
    return (_inherited(base) if base else _with_stock_texts({})), table


def every_mistake(model: type[BaseModel], base: Table, own: Table, text: str) -> str:
    """Say everything that is wrong with a policy's own tables, each with its line; one mistake is one sentence.

    What is wrong by itself is cut out and the rest is looked at again, since a policy is judged as a whole only once
    each of its tables is right.
    """
    lines = lines_of(text)
    own = copy.deepcopy(own)
    found: dict[str, int | None] = {}
    cut: set[Place] = set()
    strange: set[Place] = set()  # tables with a key that is misspelt
    while True:  # each round cuts something out, or is the last
        try:
            model.model_validate(laid_over(base, own))
        except ValidationError as error:
            whole = wrong_as_a_whole(error)
            made = [(each.place, "" if _is_shadow(each, cut) else each.said) for each in whole]
            made = made or [*_mistakes(error, model, cut, strange)]
            found |= {said: line_at(lines, place) for place, said in made if said and said not in found}
            gone = [out for place, _ in made if (out := _cut(own, place))]
            cut |= {*gone}
            if whole or not gone:
                break
        else:
            break
    ordered = sorted(found.items(), key=lambda each: each[1] or 0)
    if len(ordered) == 1:
        (said, line) = ordered[0]
        return f"{f', line {line}' if line else ''}: {said}"
    told = [f"  {f'line {line}: ' if line else ''}{said}" for said, line in ordered]
    return "\n".join([f" has {len(ordered)} mistakes:", *told])


def _inherited(preset: str) -> Table:
    return {key: value for key, value in preset_table(preset).items() if key not in _OF_A_FILE_ALONE}


def _with_stock_texts(table: Table) -> Table:
    stock: Table = {language: tomllib.loads(shipped("texts", language)) for language in LANGUAGES}
    return laid_over({"texts": stock}, table)


def wrong_as_a_whole(error: ValidationError) -> tuple[Mistake, ...]:
    """Give every mistake of a policy whose tables are right by themselves; nothing where one is not."""
    raised = error.errors(include_url=False)[0].get("ctx", {}).get("error")
    return raised.mistakes if isinstance(raised, WholePolicyError) else ()


def _is_shadow(mistake: Mistake, cut: set[Place]) -> bool:
    """Say whether a mistake is only there because of what was cut out, at its place or where something is missing."""
    return any(out == mistake.place[: len(out)] or (mistake.lacks and all(map(eq, out, mistake.lacks))) for out in cut)


def _mistakes(
    error: ValidationError, model: type[BaseModel], cut: set[Place], strange: set[Place]
) -> Iterator[tuple[Place, str]]:
    """Yield where and what, for each entry of an error; no words for what is only the shadow of another.

    That is a key that is missing because it is misspelt or was cut out, what is below a key that is no such key, and
    what a table of which something was cut out lacks.
    """
    entries = error.errors(include_url=False)
    strange |= {placed(entry)[:-1] for entry in entries if entry["type"] == "extra_forbidden"}
    wrong_keys = {placed(entry) for entry in entries if is_of_key(entry)}
    for entry in entries:
        place = placed(entry)
        missing = entry["type"] == "missing" and (place in cut or place[:-1] in strange)
        below = place[:-1] in wrong_keys and not is_of_key(entry)
        lacking = _NEEDS.search(entry["msg"]) and any(out[: len(place)] == place != out for out in cut)
        yield place, "" if missing or below or lacking else sentence_of(entry, model)


def _cut(table: Table, place: Place) -> Place:
    """Take out what stands at a place, or the nearest thing above it; give the place of what is gone, if anything."""
    for depth in range(len(place), 0, -1):
        holder, part = _at(table, place[: depth - 1]), place[depth - 1]
        if isinstance(holder, dict) and part in holder:
            del holder[part]
            return place[:depth]
        # Another stands in the place of a table in a list, so that those behind it keep their numbers.
        stand_in = _stand_in(place[: depth - 1], part)
        if isinstance(_at(holder, (part,)), dict) and _at(holder, (part,)) != stand_in:
            cast("list[object]", holder)[int(part)] = stand_in
            return place[:depth]
    return ()


def _stand_in(table: Place, part: str | int) -> Table:
    """Give a table that a list of tables takes in the place of another."""
    if table == ("questions", "own"):
        return {"id": f"cut-out-{part}", "prompt": {"en": "Another question?"}}
    return {"code": f"cut-out-{part}", "title": "Another way"}


def _at(here: object, place: Place) -> object:
    """Give what stands at a place, None where nothing does."""
    for part in place:
        if isinstance(here, dict):
            here = here.get(part)
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
        else:
            return None
    return here
