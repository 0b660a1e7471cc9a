"""Numbers of accounts as fields of pydantic models of one's own: checked by the rules, and masked wherever written."""

from collections.abc import Callable
from typing import ClassVar, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, SerializationInfo, ValidationError
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from achguard.errors import ConfigurationError
from achguard.integrations.boxes import LONGEST_TYPED, Box, complaint
from achguard.model.masking import Shown
from achguard.model.record import REDACTED

__all__ = ["DomesticAccount", "RoutingNumber", "TypedNumber"]


class TypedNumber:
    """What a person typed into a box for a number, at most 100 characters, as it is: rules judge it later.

    `number` is the number. `repr`, `str` and `model_dump(mode="json")` show at most the last four characters;
    `model_dump()` gives the object, and `model_dump(mode="json", context={"unmask": True})` the number. A validation
    error of the field holds nothing of it; one of another field may print the whole input of the model, and pydantic
    names a wrong item of a dictionary by its key: let no number be a key there. Raises `ConfigurationError` for a text
    that the type does not take.
    """

    __slots__ = ("_number",)

    _error: ClassVar[str] = "typed_number"
    _examples: ClassVar[tuple[str, ...]] = ()

    def __init__(self, number: str) -> None:
        if not isinstance(number, str) or (why := self._complaint(number)) is not None:
            raise ConfigurationError(f"{type(self).__name__}: {why if isinstance(number, str) else 'takes a text'}")
        self._number = self._read(number)

    @property
    def number(self) -> str:
        """The number."""
        return self._number

    def __repr__(self) -> str:
        return f"{type(self).__name__}({Shown.NUMBER.of(self._number)!r})"

    def __str__(self) -> str:
        return Shown.NUMBER.of(self._number)

    def __format__(self, spec: str, /) -> str:
        """Lay the masked text out, as `f"{number:>20}"` asks."""
        return format(str(self), spec)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and isinstance(other, TypedNumber) and other._number == self._number

    def __hash__(self) -> int:
        return hash((type(self), self._number))

    @classmethod
    def _complaint(cls, text: str) -> str | None:
        """Say what is wrong with a text, in a sentence for a payor."""
        return None if len(text) <= LONGEST_TYPED else f"Please enter at most {LONGEST_TYPED} characters."

    @classmethod
    def _read(cls, text: str) -> str:
        """Give the number as it is kept."""
        return text

    @classmethod
    def _validated(cls, given: object) -> Self:
        if isinstance(given, cls):
            return given
        if isinstance(given, str):
            why = cls._complaint(given)
            if why is None:
                return cls(given)
            kind = cls._error
        else:
            why, kind = "Input should be a text", "string_type"
        # An error of pydantic's own would carry what was typed.
        detail = InitErrorDetails(type=PydanticCustomError(kind, why), input=REDACTED)
        raise ValidationError.from_exception_data(cls.__name__, [detail], hide_input=True)

    def _written(self, info: SerializationInfo) -> str:
        unmask = isinstance(info.context, dict) and info.context.get("unmask") is True
        return self._number if unmask else str(self)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Take the type or a text, and write it masked in JSON."""
        written: Callable[[Self, SerializationInfo], str] = cls._written
        return core_schema.no_info_plain_validator_function(
            cls._validated,
            serialization=core_schema.plain_serializer_function_ser_schema(written, info_arg=True, when_used="json"),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Say that it is a text of bounded length."""
        said: JsonSchemaValue = {"type": "string", "maxLength": LONGEST_TYPED}
        return said | {"examples": [*cls._examples]} if cls._examples else said


class _JudgedNumber(TypedNumber):
    """A number that the rules find nothing in."""

    __slots__ = ()

    _box: ClassVar[Box]

    @classmethod
    def _complaint(cls, text: str) -> str | None:
        found = complaint(cls._box, text)
        return None if found is None else found.sentence()

    @classmethod
    def _read(cls, text: str) -> str:
        return text.strip()


class RoutingNumber(_JudgedNumber):
    """A US routing number: nine digits, a right check digit, a prefix that is assigned.

    An IBAN, a Canadian routing number and whatever else the rules know in this box is refused. Masked as `TypedNumber`
    is, since no repr can tell it from an account number. Raises `ConfigurationError` where it is made of another text.
    """

    __slots__ = ()

    _error: ClassVar[str] = "routing_number"
    _box: ClassVar[Box] = "routing_number"
    _examples: ClassVar[tuple[str, ...]] = ("065300279",)


class DomesticAccount(_JudgedNumber):
    """An account number in the form that US accounts have; an IBAN, a CLABE and the like are refused.

    A form that refuses them tells the payor early. It does not replace a decision, which also offers other ways to pay.
    Masked as `TypedNumber` is. Raises `ConfigurationError` where it is made of another text.
    """

    __slots__ = ()

    _error: ClassVar[str] = "domestic_account"
    _box: ClassVar[Box] = "account_number"
    _examples: ClassVar[tuple[str, ...]] = ("004417283",)
