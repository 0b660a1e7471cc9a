"""Answers to errors that hold nothing of what was sent: FastAPI's own print the input."""

from collections.abc import Mapping, Sequence

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import ValidationError

from achguard.errors import AnswerError
from achguard.model.masking import mask_text, quoted
from achguard.model.record import REDACTED


async def _shape_error(_request: Request, error: Exception) -> JSONResponse:
    return _told(error.errors() if isinstance(error, RequestValidationError) else ())


async def _record_error(_request: Request, error: Exception) -> JSONResponse:
    """Tell what a payment does not take; another model's error is a mistake of the app's, not of who sent something."""
    entries = error.errors(include_url=False) if isinstance(error, ValidationError) else []
    if not entries or any(entry["input"] != REDACTED for entry in entries):
        raise error
    return _told(entries)


def _told(entries: Sequence[Mapping[str, object]]) -> JSONResponse:
    detail = []
    for entry in entries:
        place = entry["loc"] if isinstance(entry["loc"], tuple) else ()
        loc = [part if isinstance(part, int) else quoted(part) for part in place]
        detail.append({"type": str(entry["type"]), "loc": loc, "msg": mask_text(str(entry["msg"]))})
    return JSONResponse({"detail": detail}, 422)


async def _answer_error(_request: Request, error: Exception) -> JSONResponse:
    refused = error.refused if isinstance(error, AnswerError) else {}
    detail = [{"type": "answer", "loc": ["answers", at], "msg": why} for at, why in refused.items()]
    return JSONResponse({"detail": detail}, 422)


def add_exception_handlers(app: FastAPI) -> None:
    """Answer with 422 and no input what a route's own models or a payment made in it do not take, and stray answers.

    Those are answers that nobody asked for, and that a question does not allow. The body is
    `{"detail": [{"type", "loc", "msg"}]}`, FastAPI's own without `input` and `ctx`.
    """
    app.add_exception_handler(RequestValidationError, _shape_error)
    app.add_exception_handler(ValidationError, _record_error)
    app.add_exception_handler(AnswerError, _answer_error)
