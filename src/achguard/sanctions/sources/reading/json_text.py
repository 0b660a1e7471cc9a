"""JSON as a list publisher sends it: strict, and refused with a sentence where it is damaged."""

import json

from achguard.sanctions.sources.reading.list_stream import AGAIN, ListStream

Json = dict[str, object]
"""A JSON object."""


def document(file: ListStream, text: str, *, line: int | None = None) -> object:
    """Parse one JSON value. Raises ListFormatError for what is no JSON, cut off, or nested beyond reason."""
    try:
        parsed: object = json.loads(text)
    except json.JSONDecodeError as error:
        where = line if line is not None else error.lineno
        cut = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")
        what = "ends in the middle of a value: it is cut off" if cut else "is not JSON"
        raise file.refusal(f"{what}; {AGAIN}", line=where) from None
    except (RecursionError, ValueError):
        raise file.refusal(f"is nested or numbered beyond reason; {AGAIN}", line=line) from None
    return parsed


def texts(value: object) -> list[str]:
    """Give the strings of a JSON value that is a string or an array of them, without blanks; else nothing."""
    values = value if isinstance(value, list) else [value]
    return [clean for each in values if isinstance(each, str) and (clean := encodable(each))]


def text(value: object) -> str:
    """Give a JSON string or whole number as text with white space runs made one space, else ''."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return encodable(value) if isinstance(value, str) else ""


def encodable(value: str) -> str:
    """Give text with white space runs made one space and without the half characters that JSON can escape."""
    return " ".join(value.encode("utf-8", "replace").decode().split())
