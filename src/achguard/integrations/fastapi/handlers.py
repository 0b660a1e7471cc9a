"""Answers to errors that hold nothing of what was sent: FastAPI's own print the input."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from achguard.errors import AnswerError
from achguard.model.masking import mask_text, quoted


async def _shape_error(_request: Request, error: Exception) -> JSONResponse:
    entries = error.errors() if isinstance(error, RequestValidationError) else ()
    detail = [
        {
            "type": str(entry["type"]),
            "loc": [part if isinstance(part, int) else quoted(part) for part in entry["loc"]],
            "msg": mask_text(str(entry["msg"])),
        }
        for entry in entries
    ]
    return JSONResponse({"detail": detail}, 422)


async def _answer_error(_request: Request, error: Exception) -> JSONResponse:
    refused = error.refused if isinstance(error, AnswerError) else {}
    detail = [{"type": "answer", "loc": ["answers", at], "msg": why} for at, why in refused.items()]
    return JSONResponse({"detail": detail}, 422)


def add_exception_handlers(app: FastAPI) -> None:
    """Answer what has not the shape of a route's own models, and answers that nobody asked for, with 422 and no input.

    The body is `{"detail": [{"type", "loc", "msg"}]}`, FastAPI's own without `input` and `ctx`.
    """
    app.add_exception_handler(RequestValidationError, _shape_error)
    app.add_exception_handler(AnswerError, _answer_error)
