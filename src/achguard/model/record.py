"""What all parts of a payment share: frozen, no unknown fields, and nothing confidential in a repr or an error."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Self, get_args, get_type_hints

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic.config import ExtraValues
from pydantic_core import InitErrorDetails, PydanticCustomError

from achguard.model.copying import Copied
from achguard.model.json_names import why_ambiguous
from achguard.model.masking import Shown, mask_lines, quoted
from achguard.model.plain_error import limits

REDACTED = "[redacted]"


class Record(Copied):
    """A frozen part of a payment.

    Raises pydantic's `ValidationError` for a shape that is not a payment's. Its entries say where and what,
    never the value: `errors()`, `json()` and `str()` of a stock pydantic error all print the input.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
    )

    @model_validator(mode="wrap")
    @classmethod
    def _shape(cls, data: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Take null as absent, and keep the input out of the error."""
        if isinstance(data, dict) and None in data.values():
            data = {key: value for key, value in data.items() if value is not None or key not in cls.model_fields}
        try:
            return handler(data)
        except ValidationError as error:
            without_input = redacted(error)
        # Raised here, since what is raised above carries the other error, with its input, as its context.
        raise without_input

    @classmethod
    def model_validate_json(
        cls,
        json_data: str | bytes | bytearray,
        *,
        strict: bool | None = None,
        extra: ExtraValues | None = None,
        context: object = None,
        by_alias: bool | None = None,
        by_name: bool | None = None,
    ) -> Self:
        """Read one object from JSON; text that is not JSON, or says a thing twice, is an error without text in it."""
        try:
            read = super().model_validate_json(
                json_data, strict=strict, extra=extra, context=context, by_alias=by_alias, by_name=by_name
            )
        except ValidationError as error:
            without_input = redacted(error)
        else:
            if (why := why_ambiguous(json_data)) is None:
                return read
            detail = InitErrorDetails(type=PydanticCustomError("ambiguous_json", why), loc=(), input=REDACTED)
            without_input = ValidationError.from_exception_data(cls.__name__, [detail], hide_input=True)
        raise without_input

    def model_copy(self, *, update: Mapping[str, object] | None = None, deep: bool = False) -> Self:
        """Copy, with other values for some fields, which are read as a payment's are.

        Raises pydantic's `ValidationError` for a value that the field does not take: a record that holds one warns
        of it, with the value, whenever it is written. Raises `ConfigurationError` for changes that are no dictionary.
        """
        if isinstance(update, Mapping) and update:
            read = type(self).model_validate({**self.__dict__, **update})
            update = {name: getattr(read, name) for name in update}
        return super().model_copy(update=update, deep=deep)

    def __setattr__(self, name: str, value: object) -> None:
        try:
            super().__setattr__(name, value)
        except ValidationError as error:
            without_input = redacted(error)
        else:
            return
        raise without_input

    def __repr_args__(self) -> Iterator[tuple[str | None, object]]:
        for name, value in super().__repr_args__():
            yield name, self._as_shown(name, value)

    def _as_shown(self, name: str | None, value: object) -> object:
        how = _shown_fields(type(self)).get(name or "")
        if isinstance(value, tuple):
            if all(isinstance(item, Record) for item in value):
                return value
            lines = (item if isinstance(item, str) else _of_another_type(item) for item in value)
            return mask_lines(lines) if how is Shown.WORDS else tuple(map((how or Shown.NOTHING).of, lines))
        if how is None:
            return value if isinstance(value, _PLAIN) else Shown.WORDS.of(_of_another_type(value))
        return None if value is None else how.of(value if isinstance(value, str) else _of_another_type(value))


_PLAIN = (Record, Enum, Decimal, dt.date, bool, type(None))
"""What a field without a mask may hold and a repr shows whole, besides text without long numbers."""


def _of_another_type(value: object) -> str:
    """Give what a repr shows of a value; one that a record made without validation holds may be anything."""
    return value if isinstance(value, str) else f"[{type(value).__name__}]"


@cache
def _shown_fields(model: type[BaseModel]) -> dict[str, Shown]:
    hints = get_type_hints(model, include_extras=True)
    return {name: mark for name, hint in hints.items() for mark in _marks(hint)}


def _marks(hint: object) -> Iterator[Shown]:
    """Yield the marks of a type, also where it stands inside an optional one."""
    yield from (mark for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, Shown))
    for part in get_args(hint):
        yield from _marks(part)


def redacted(error: ValidationError) -> ValidationError:
    """Give the same error with the same sentences and without any input; names that are no field's are masked."""
    return ValidationError.from_exception_data(
        error.title,
        [
            InitErrorDetails(
                type=PydanticCustomError(
                    entry["type"], entry["msg"].replace("{", "(").replace("}", ")"), limits(entry)
                ),
                loc=tuple(part if isinstance(part, int) else quoted(part) for part in entry["loc"]),
                input=REDACTED,
            )
            for entry in error.errors(include_url=False, include_input=False)
        ],
        hide_input=True,
    )
