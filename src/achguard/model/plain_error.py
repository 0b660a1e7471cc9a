"""What is wrong with a value, in plain words in place of pydantic's, and never with the value in them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pydantic_core import ErrorDetails

LIMITS: Final = frozenset(
    {"expected", "max_length", "min_length", "max_digits", "decimal_places", "whole_digits", "gt", "ge", "lt", "le"}
)
"""What of an error's context is a limit of the field, and nothing of the value."""

_OURS: Final = frozenset(
    {"code", "amount", "iso_date", "answer", "word", "ambiguous_json"}
)  # sentences of the model's own
_OTHERWISE: Final = "is not a value that this field takes"
_OBJECT: Final = "should be an object"
_LIST: Final = "should be a list"
_TRUTH: Final = "should be true or false"
_WHOLE: Final = "should be a whole number"
_NUMBER: Final = "should be a number"
_DATE: Final = "should be a date as YYYY-MM-DD"
_TEXT: Final = "should be a text"

_SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "missing": "is required",
        "extra_forbidden": "is not a known field",
        **dict.fromkeys(("model_type", "model_attributes_type", "dict_type", "mapping_type"), _OBJECT),
        **dict.fromkeys(("tuple_type", "list_type", "set_type", "frozen_set_type", "iterable_type"), _LIST),
        **dict.fromkeys(("bool_type", "bool_parsing"), _TRUTH),
        **dict.fromkeys(("int_type", "int_parsing", "int_parsing_size", "int_from_float"), _WHOLE),
        **dict.fromkeys(("float_type", "float_parsing", "finite_number", "decimal_type", "decimal_parsing"), _NUMBER),
        **dict.fromkeys(
            ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"), _DATE
        ),
        **dict.fromkeys(("string_type", "string_sub_type"), _TEXT),
        "string_unicode": "has characters that are not text",
        "string_too_long": "should have at most {max_length:,} characters",
        "string_too_short": "should have {min_length:,} or more characters",
        "string_pattern_mismatch": "is not in the form of this field",
        "enum": "should be {expected}",
        "literal_error": "should be {expected}",
        "too_long": "should have at most {max_length:,} items",
        "too_short": "should have {min_length:,} or more items",
        "decimal_max_places": "should have no more than {decimal_places} decimal places",
        "decimal_max_digits": "should have no more than {max_digits} digits",
        "decimal_whole_digits": "should have no more than {whole_digits} digits before the point",
        "greater_than": "should be greater than {gt}",
        "greater_than_equal": "should be {ge} or more",
        "less_than": "should be less than {lt}",
        "less_than_equal": "should be {le} or less",
        "json_invalid": "is not JSON",
        "json_type": "is not JSON",
        "recursion_loop": "holds itself",
    }
)


def plain(entry: ErrorDetails) -> str:
    """Say what is wrong in an entry of a `ValidationError`, as what follows the field's name."""
    kind = entry["type"]
    if kind in _OURS:
        return entry["msg"].removeprefix("Input ")
    try:
        return _SENTENCES.get(kind, _OTHERWISE).format_map(limits(entry))
    except (KeyError, ValueError):  # an error that somebody made by hand, without the limit
        return _OTHERWISE


def limits(entry: ErrorDetails) -> dict[str, object]:
    """Give the limits of the field out of an entry's context."""
    return {key: value for key, value in entry.get("ctx", {}).items() if key in LIMITS}
