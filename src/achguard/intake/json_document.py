"""A JSON document: one payment, or an array of payments.

The text is held whole, its payments are not: a first pass finds where each one starts and ends, so that a document
that is broken anywhere gives no rows at all.
"""

import json
import re
from array import array
from collections.abc import Iterator

from achguard.errors import InputError
from achguard.intake.row import InvalidRow, Row, row_of
from achguard.intake.source import DOCUMENT_AT_MOST, Source
from achguard.intake.strict_json import NotStrictJsonError, parse, sentence

_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder(parse_int=len, parse_float=len)


def json_document_rows(source: Source) -> Iterator[Row]:
    """Yield a row for the one payment of a document, or for each item of its array.

    Raises `InputError`, before the first row, for a document that is not JSON.
    """
    text = _text(source)
    try:
        spans = _spans(text)
    except json.JSONDecodeError as error:
        raise InputError(
            f"{source.name} is not JSON: {sentence(error)} "
            f"at line {error.lineno:,}, column {error.colno:,}; none of its payments was read"
        ) from None
    except RecursionError:
        raise InputError(f"{source.name} is nested too deeply; none of its payments was read") from None
    for number, (start, end) in enumerate(zip(spans[::2], spans[1::2], strict=True), 1):
        try:
            yield row_of(number, parse(text[start:end]))
        except NotStrictJsonError as error:
            yield InvalidRow(number, (f"row: {error}",))


def _text(source: Source) -> str:
    offset = source.offset
    try:
        content = source.read(DOCUMENT_AT_MOST)
        if source.read(1):
            raise InputError(
                f"{source.name} is one JSON text of more than {DOCUMENT_AT_MOST:,} bytes; write a payment a line"
            )
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{source.name} is not UTF-8 text: byte {offset + error.start:,} is wrong; save it as UTF-8"
        ) from None


def _spans(text: str) -> "array[int]":
    """Find the start and end, one after the other, of the one payment or of each item of the array."""
    spans = array("Q")
    at = _past_space(text, 0)
    if not text.startswith("[", at):
        _, end = _DECODER.raw_decode(text, at)
        _nothing_follows(text, end)
        return array("Q", (at, end))
    at = _past_space(text, at + 1)
    while spans or not text.startswith("]", at):
        _, end = _DECODER.raw_decode(text, at)
        spans.extend((at, end))
        at = _past_space(text, end)
        if text.startswith("]", at):
            break
        if not text.startswith(",", at):
            raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
        at = _past_space(text, at + 1)
    _nothing_follows(text, at + 1)
    return spans


def _past_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _nothing_follows(text: str, at: int) -> None:
    if (end := _past_space(text, at)) < len(text):
        raise json.JSONDecodeError("Extra data", text, end)
