"""What a request holds: a body of bounded size, read as strictly as a file, refused without an echo."""

import re
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import Annotated, Final, Literal, TypeVar

from fastapi import HTTPException, Request
from pydantic import BaseModel, Field, ValidationError
from pydantic_core import ErrorDetails
from starlette.requests import ClientDisconnect

from achguard.intake.row import ERRORS_AT_MOST, InvalidRow, row_of
from achguard.intake.strict_json import NotStrictJsonError, parse
from achguard.integrations.fastapi.language import LanguageOf, accept_language
from achguard.model.described import Described
from achguard.model.payment import Payment
from achguard.model.plain_error import plain
from achguard.model.record import Record

R = TypeVar("R", bound=Record)

MOST_BODY_BYTES: Final = 1_000_000
"""Most bytes of a body; the largest entry, a CTX with 9,999 addenda of 80 characters, has 800,000 of remittance."""

_LENGTH_AT_MOST: Final = 15  # digits of a content-length; Python reads no number of thousands of them
_SAID: Final = {
    "missing": "is required",
    "extra_forbidden": "is not asked for",
    "model_type": "should be an object",
    "string_too_long": "is too long",
    "string_type": "should be a text",
}
_DEFINITIONS: Final = "#/$defs/"
_HEADER: Final[Mapping[str, object]] = {
    "name": "Accept-Language",
    "in": "header",
    "required": False,
    "description": "The payor's languages, most wanted first; the decision is told in one that the policy has words in",
    "schema": {"type": "string"},
}
"""How the header is described that `accept_language` reads; only words of a decision follow it."""


class Refused(Described):
    """Why a request was not taken, in the shape of a row that is not a payment; no value of the request is in it."""

    outcome: Literal["invalid"] = "invalid"
    """Always invalid: nobody decided."""
    errors: Annotated[tuple[str, ...], Field(min_length=1)]
    """What is wrong, each as `where: what`."""


class Refusal(Described):
    """The body of a request that was refused."""

    detail: Refused


def refused(status: int, *errors: str, headers: Mapping[str, str] | None = None) -> HTTPException:
    """Make the exception that FastAPI answers with."""
    detail = Refused(errors=errors).model_dump(mode="json")
    return HTTPException(status, detail=detail, headers=dict(headers) if headers else None)


async def object_of(request: Request, *, at_most: int) -> object:
    """Read the JSON of a body.

    Raises FastAPI's `HTTPException`: 413 for more than `at_most` bytes, before the rest is taken in; 415 for another
    content type; 400 for what is not JSON, or says a thing twice.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise refused(415, "body: is read as JSON alone; send it with the header Content-Type: application/json")
    content = await _bounded(request, at_most)
    try:
        return parse(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise refused(400, f"body: is not UTF-8 text from byte {error.start + 1:,} on") from None
    except NotStrictJsonError as error:
        raise refused(400, f"body: {error}") from None


async def _bounded(request: Request, at_most: int) -> bytes:
    # The connection is closed, since what is still to come of the body would be taken for the next request.
    too_large = refused(413, f"body: is larger than {at_most:,} bytes", headers={"Connection": "close"})
    said = request.headers.get("content-length", "")
    if said.isdecimal() and (len(said) > _LENGTH_AT_MOST or int(said) > at_most):
        raise too_large
    content = bytearray()
    try:
        async for chunk in request.stream():
            content += chunk
            if len(content) > at_most:
                raise too_large
    except ClientDisconnect:
        raise refused(400, "body: ends before it is whole") from None
    return bytes(content)


def payment_of(value: object) -> Payment:
    """Read a payment; raises FastAPI's `HTTPException` with 422 for what is none."""
    row = row_of(1, value, names_strangers=False)
    if isinstance(row, InvalidRow):
        # A row of a file is the body of a request.
        raise refused(422, *(re.sub("^row:", "body:", error) for error in row.errors))
    return row.payment


def record_of(model: type[R], value: object) -> R:
    """Read one object of a model of few fields; raises FastAPI's `HTTPException` with 422 for what is none."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise refused(422, *(_reason(entry) for entry in error.errors(include_url=False)[:ERRORS_AT_MOST])) from None


def _reason(entry: ErrorDetails) -> str:
    # The names of a record's own fields; what another one is called is the caller's.
    own = entry["loc"][:-1] if entry["type"] == "extra_forbidden" else entry["loc"]
    place = ".".join(map(str, own)) or "body"
    return f"{place}: {_SAID.get(entry['type']) or plain(entry)}"


@cache
def _schema(model: type[BaseModel]) -> dict[str, object]:
    """Give a model's schema in one piece: an OpenAPI document has its own place for definitions."""
    schema = model.model_json_schema()
    definitions = schema.pop("$defs", {})

    def whole(part: object) -> object:
        if isinstance(part, list):
            return [whole(each) for each in part]
        if not isinstance(part, dict):
            return part
        inner = {key: whole(value) for key, value in part.items() if key != "$ref"}
        named = whole(definitions[part["$ref"].removeprefix(_DEFINITIONS)]) if "$ref" in part else {}
        return {**named, **inner} if isinstance(named, dict) else inner

    return {key: whole(value) for key, value in schema.items()}


def body_of(model: type[BaseModel]) -> dict[str, object]:
    """Say in OpenAPI that a route takes a model as its body."""
    content = {"application/json": {"schema": deepcopy(_schema(model))}}
    return {"requestBody": {"required": True, "content": content}}


def payment_body(*, language: LanguageOf | None = None) -> dict[str, object]:
    """Say in OpenAPI that a route takes a payment: `@app.post("/pay", openapi_extra=payment_body())`.

    `language` is what the route's `checking` has; for `accept_language` the header is among the parameters.
    """
    return body_of(Payment) | ({"parameters": [dict(_HEADER)]} if language is accept_language else {})
