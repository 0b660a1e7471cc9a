"""What is wrong with a policy's table, in one sentence: where, what, and the nearest right word."""

from typing import get_args, get_origin

from pydantic import BaseModel, ValidationError

from achguard.policy.vocabulary import LANGUAGES, instead, models_in

_KEY = "[key]"  # pydantic's word, at the end of a place, for the key there rather than its value


def sentence(error: ValidationError, model: type[BaseModel]) -> str:
    """Say where in a table the first mistake is, what it is, and which word was probably meant."""
    first = error.errors(include_url=False)[0]
    place = tuple(part for part in first["loc"] if part != _KEY)
    at = ".".join(map(str, place))
    said = first["msg"].removeprefix("Value error, ")
    if not place:
        return said
    given = first["input"]
    match first["type"]:
        case "extra_forbidden" if "." in str(place[-1]):
            said += "; write it without quotes"
        case "extra_forbidden":
            said += instead(place[-1], _keys(model, place[:-1]))
        case "missing" if place[0] == "texts" and place[1] not in LANGUAGES:
            said += f", since {place[1]!r} is another language{instead(place[1], LANGUAGES)}"
        case "enum" | "literal_error":
            words = first.get("ctx", {}).get("expected", "").replace(" or ", ", ").split(", ")
            said = f"{given!r:.80} is not known{instead(given, [word.strip(chr(39)) for word in words])}"
        case "string_type" if isinstance(given, dict) and (inner := next(iter(given), "")):
            said += f'; if {place[-1]}.{inner} is one key, write it in quotes: "{place[-1]}.{inner}"'
    return f"{at}: {said}"


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
