"""JSON read without leniency: no key twice, no NaN, exact decimals, and errors that hold nothing of the text."""

import json
import re
from decimal import Decimal, InvalidOperation
from typing import NoReturn

from achguard.model.json_names import given_twice
from achguard.model.masking import quoted

# The escape of a surrogate; alone it is no character, and what receives it is unpredictable (RFC 8259 section 8.2).
_HALF_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")

PARTS_AT_MOST = 100_000
"""Most fields and items in one text; the largest payment, with 10,000 remittance lines, has some 11,000."""
# From so many characters on they are counted first: read, three bytes of `[],` become sixty.
_LOOKED_AT_FROM = 1_000_000
# Nothing of it is tried twice: a text whose last string has no end takes no more time than any other.
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\Z)', re.DOTALL)


class NotStrictJsonError(ValueError):
    """A text that is not JSON, or that says one thing twice; its sentence holds no value of the text."""


def parse(text: str) -> object:
    """Read one JSON text.

    Numbers with a decimal point become `Decimal`, so that 0.10 stays what was written. Raises `NotStrictJsonError`
    for what RFC 8259 does not allow, for a name that stands twice in one object (RFC 8259 section 4 leaves open which
    one counts, so the payment would be ambiguous), for half a character, and for more nesting than Python follows.
    """
    if len(text) > _LOOKED_AT_FROM and _STRING.sub("", text).count(",") > PARTS_AT_MOST:
        raise NotStrictJsonError("has more parts than a payment can have")
    try:
        value: object = json.loads(
            text, parse_float=_decimal, parse_constant=_no_constant, object_pairs_hook=_without_duplicates
        )
    except NotStrictJsonError:
        raise
    except json.JSONDecodeError as error:
        raise NotStrictJsonError(f"is not JSON: {sentence(error)} at character {error.pos + 1:,}") from None
    except RecursionError:
        raise NotStrictJsonError("is nested too deeply") from None
    except ValueError:
        raise NotStrictJsonError("holds a number with too many digits") from None
    if _HALF_CHARACTER.search(text) and not _is_text(value):
        raise NotStrictJsonError("holds an escape that is half a character")
    return value


def _is_text(value: object) -> bool:
    try:
        json.dumps(value, ensure_ascii=False, default=str).encode()
    except (UnicodeEncodeError, RecursionError):
        return False
    return True


def sentence(error: json.JSONDecodeError) -> str:
    """Give the decoder's words up to what it may quote from the text, and without their own "at"."""
    words = error.msg.split(":", 1)[0].removesuffix(" at")
    return words[:1].lower() + words[1:]


def _decimal(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:
        raise NotStrictJsonError("holds a number that is too large") from None


def _no_constant(name: str) -> NoReturn:
    raise NotStrictJsonError(f"holds {name}, which is not a number in JSON")


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) < len(pairs):
        twice = given_twice(key for key, _ in pairs)
        raise NotStrictJsonError(f"holds the field {quoted(twice or '')} twice")
    return result
