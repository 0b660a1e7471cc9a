"""Names in JSON objects, each of which counts once: which of two values was meant is anybody's guess."""

import json
import re
from collections.abc import Iterable

# A name that a payment may have; any other one may hold what a person typed, and is not shown.
_SHOWN = re.compile(r"[a-z_]{1,40}", re.ASCII)


class _TwiceError(Exception):
    pass


def given_twice(names: Iterable[str]) -> str | None:
    """Give the first of the names that comes a second time, None where each comes once; in time linear in them."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None


def why_ambiguous(text: str | bytes | bytearray) -> str | None:
    """Say why a JSON text could be read in two ways, in a sentence without its values; None where it is plain.

    RFC 8259 section 4 leaves open which of two values of one name counts. A text whose names can't be looked at, since
    it is nested too deeply or is no JSON, is as doubtful as one that says a thing twice.
    """
    try:
        json.loads(text, object_pairs_hook=_look, parse_int=len, parse_float=len, parse_constant=len)
    except _TwiceError as error:
        name = str(error)
        return f"Object should give the field {name} once" if _SHOWN.fullmatch(name) else "Object gives a field twice"
    except (ValueError, RecursionError):
        return "Input should be JSON of few levels in UTF-8"
    return None


def _look(pairs: list[tuple[str, object]]) -> None:
    if (twice := given_twice(name for name, _ in pairs)) is not None:
        raise _TwiceError(twice)
