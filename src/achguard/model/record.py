"""What all parts of a payment share: frozen, no unknown fields, and nothing confidential in a repr or an error."""

from collections.abc import Iterator
from functools import cache
from typing import Self, get_args, get_type_hints

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic.config import ExtraValues
from pydantic_core import InitErrorDetails, PydanticCustomError

from achguard.model.json_names import why_ambiguous
from achguard.model.masking import mask_all, mask_code, mask_iban, mask_number, mask_text

REDACTED = "[redacted]"


class Confidential:
    """Marks a field whose value a repr masks, by one of the functions in `masking`."""

    __slots__ = ("how",)

    def __init__(self, how: str) -> None:
        self.how = how


HIDDEN = Confidential("all")
NUMBER = Confidential("number")
IBAN = Confidential("iban")
TEXT = Confidential("text")
CODE = Confidential("code")

_MASKS = {"all": mask_all, "number": mask_number, "iban": mask_iban, "text": mask_text, "code": mask_code}


class Record(BaseModel):
    """A frozen part of a payment.

    Raises pydantic's `ValidationError` for a shape that is not a payment's. Its entries say where and what,
    never the value: `errors()`, `json()` and `str()` of a stock pydantic error all print the input.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
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
            raise redacted(error) from None

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
            raise redacted(error) from None
        if why := why_ambiguous(json_data):
            detail = InitErrorDetails(type=PydanticCustomError("ambiguous_json", why), loc=(), input=REDACTED)
            raise ValidationError.from_exception_data(cls.__name__, [detail], hide_input=True)
        return read

    def __repr_args__(self) -> Iterator[tuple[str | None, object]]:
        for name, value in super().__repr_args__():
            yield name, self._as_shown(name, value)

    def _as_shown(self, name: str | None, value: object) -> object:
        how = _confidential_fields(type(self)).get(name or "")
        if how is None or value is None:
            return value
        mask = _MASKS[how]
        if isinstance(value, tuple):
            return tuple(mask(str(item)) for item in value)
        return mask(str(value))


@cache
def _confidential_fields(model: type[BaseModel]) -> dict[str, str]:
    hints = get_type_hints(model, include_extras=True)
    return {name: mark.how for name, hint in hints.items() for mark in _marks(hint)}


def _marks(hint: object) -> Iterator[Confidential]:
    """Yield the marks of a type, also where it stands inside an optional one."""
    yield from (mark for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, Confidential))
    for part in get_args(hint):
        yield from _marks(part)


def redacted(error: ValidationError) -> ValidationError:
    """Give the same error with the same places and sentences and without any input."""
    return ValidationError.from_exception_data(
        error.title,
        [
            InitErrorDetails(
                type=PydanticCustomError(entry["type"], entry["msg"].replace("{", "(").replace("}", ")")),
                loc=entry["loc"],
                input=REDACTED,
            )
            for entry in error.errors(include_url=False, include_context=False, include_input=False)
        ],
        hide_input=True,
    )
