"""What is wrong with a policy's table, in one sentence: where, what, and the nearest right word."""

from typing import get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from achguard.model.field_paths import models_in
from achguard.model.masking import quoted
from achguard.model.plain_error import plain
from achguard.policy.vocabulary import LANGUAGES, RULE_CODES, SWITCHABLE, instead

_KEY = "[key]"  # pydantic's word, at the end of a place, for the key there rather than its value

_DOLLARS = 'is an amount in dollars; write it as a text without commas, such as "25000.00"'
_PLAIN = {
    "dict_type": "should be a table",
    "model_type": "should be a table",
    "tuple_type": 'is a list; write it in brackets, such as ["debit", "credit"]',
    "decimal_parsing": _DOLLARS,
    "decimal_type": _DOLLARS,
    "string_pattern_mismatch": "is made of small letters, digits and dashes, such as bank-check",
}
"""What a policy says more closely than `plain`."""

_BY_LANGUAGE = ("prompt", "text")

_STAYS = {"SAN": "what a rule finds about sanctions must lead to hold"}
"""Why rules of a family stay, where it is not for the policy to say what they lead to."""


def sentence(error: ValidationError, model: type[BaseModel]) -> str:
    """Say where in a table the first mistake is, what it is, and which word was probably meant."""
    # A key that is not known comes first: it is often the one that is said to be missing, misspelt.
    first = min(error.errors(include_url=False), key=lambda each: each["type"] != "extra_forbidden")
    return sentence_of(first, model)


def placed(entry: ErrorDetails) -> tuple[int | str, ...]:
    """Give the place of an entry of an error, in a policy's tables."""
    return tuple(part for part in entry["loc"] if part != _KEY)


def is_of_key(entry: ErrorDetails) -> bool:
    """Say whether an entry is about the key at its place rather than the value."""
    return entry["loc"][-1:] == (_KEY,)


def sentence_of(first: ErrorDetails, model: type[BaseModel]) -> str:
    """Say where in a table a mistake is, what it is, and which word was probably meant."""
    place = placed(first)
    at = ".".join(str(part) if isinstance(part, int) else quoted(part) for part in place)
    ours = first["msg"].removeprefix("Value error, ") if first["type"] == "value_error" else plain(first)
    said = _PLAIN.get(first["type"], ours)
    if not place:
        return said
    given = first["input"]
    match first["type"]:
        case "extra_forbidden" if "." in str(place[-1]):
            said = "is no key of a policy; write it without quotes"
        case "extra_forbidden":
            # A file may say what it extends, which is no part of the policy itself.
            known = (*_keys(model, place[:-1]), *(() if place[1:] else ("extends",)))
            said = f"is no key {'of that table' if place[1:] else 'of a policy'}{instead(place[-1], known)}"
        case "missing" if place[0] == "texts" and place[1] not in LANGUAGES:
            said += f", since {place[1]!r} is another language{instead(place[1], LANGUAGES)}"
        case "missing" if place == ("leads_to",):
            said += ' of a policy that extends no other; write extends = "us-domestic" and only what differs from that'
        case "literal_error" if place[0] == "off" and given in RULE_CODES:
            stays = _STAYS.get(str(given)[:3], f"what it leads to is said in [rules.{given}]")
            said = (
                f"{given} can't be switched off; a policy may switch off {' and '.join(SWITCHABLE)} alone, which look "
                f"at a network address; {stays}"
            )
        case "enum" | "literal_error":
            words = first.get("ctx", {}).get("expected", "").replace(" or ", ", ").split(", ")
            said = f"{quoted(given)!r} is not known{instead(given, [word.strip(chr(39)) for word in words])}"
        case _:
            said = _of_shape(first, model) or said
    return f"{at}: {said}"


def _of_shape(first: ErrorDetails, model: type[BaseModel]) -> str | None:
    """Say how to write what is a table, a list or a text, and was written as another of them."""
    place, given = placed(first), first["input"]
    match first["type"]:
        case "model_type" if known := _keys(model, place):
            return f"should be a table, with keys such as {', '.join(known[:3])}"
        case "dict_type" if place[-1] in _BY_LANGUAGE:
            return 'should be a table by language, such as { en = "...", es = "..." }'
        case "tuple_type" if isinstance(given, str):
            return f'is a list; write it in brackets, such as ["{quoted(given)}"]'
        case "tuple_type" if isinstance(given, dict):
            return f"is a list of tables; write [[{place[-1]}]] with two brackets above each"
        case "string_type" if isinstance(given, dict) and (inner := next(iter(given), "")):
            key = f"{place[-1]}.{inner}"
            return f'should be a text; if {key} is one key, write it in quotes: "{key}"'
    return None


def _keys(model: type[BaseModel], place: tuple[int | str, ...]) -> tuple[str, ...]:
    """Give the keys that the table at a place may have."""
    here: object = model
    for part in place:
        if isinstance(here, type) and issubclass(here, BaseModel):
            here = here.model_fields[str(part)].annotation
        elif get_origin(here) is dict:
            here = get_args(here)[1]
        else:  # a tuple
            here = get_args(here)[0]
    tables = [*models_in(here)]
    return tuple(tables[0].model_fields) if tables else ()
