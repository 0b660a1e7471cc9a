"""The page that shows the published JSON Schemas as tables, one for each kind of object."""

from collections.abc import Callable, Iterator, Mapping

from achguard.model.decision import Hold
from reference_pages.json_schemas import schemas
from reference_pages.markdown import code, generated, table

Schema = Mapping[str, object]

_OPENING = """\
# Schemas

The shapes of what goes in and what comes out, as [JSON Schema]({dialect}), for programs in any language. The same
shape holds for Python (`Payment.model_validate`), for a line of JSON Lines and, with dotted column names, for CSV.
"""

_PAYMENT = """\
## Payment

[payment.schema.json](../schemas/payment.schema.json), `{id}`. A field that is not listed here is an
error. A field that is not required may be left out or null. Amounts have at most two decimals; dates are `YYYY-MM-DD`.

The model takes a little more than the schema: country, currency and SEC codes in lower case, blanks around a code, a
blank code or date as nothing, and an integer as `id`.
"""

_DECISION = """\
## Decision

[decision.schema.json](../schemas/decision.schema.json), `{id}`. A union of four shapes told apart by
`outcome`, with the same fields. Every field is there in each of them, unless it says otherwise, and `questions` and
`alternatives` are always empty in a hold.
"""


def page() -> str:
    """Give the page."""
    payment, decision = schemas().values()
    text = "\n".join(
        [
            _OPENING.format(dialect=payment["$schema"]),
            _PAYMENT.format(id=payment["$id"]),
            *_tables(payment, "The payment itself", _taken),
            _DECISION.format(id=decision["$id"]),
            *_tables(_one_decision(decision), "The decision itself", _given),
        ]
    )
    return generated(text, "the models in src/achguard/model")


def _one_decision(schema: dict[str, object]) -> Schema:
    """Give the union as one object: its four shapes have the same fields."""
    definitions = _mapping(schema["$defs"])
    shapes = [_mapping(definitions[name]) for name in ("Accept", "Ask", "Redirect", Hold.__name__)]
    outcomes = [_mapping(_mapping(shape["properties"])["outcome"])["const"] for shape in shapes]
    outcome = {"enum": outcomes, "description": "Which of the four it is."}
    return {**shapes[0], "$defs": definitions, "properties": {**_mapping(shapes[0]["properties"]), "outcome": outcome}}


def _tables(schema: Schema, title: str, as_table: Callable[[Schema, Schema], str]) -> Iterator[str]:
    """Give a table for the object itself and one for each kind of object below it, headed by where it stands."""
    definitions = _mapping(schema["$defs"])
    yield f"### {title}\n"
    yield as_table(schema, definitions)
    for kind, paths in _places(schema, definitions).items():
        yield f"### {', '.join(map(code, paths))}\n"
        yield f"{_mapping(definitions[kind])['description']}\n"
        yield as_table(_mapping(definitions[kind]), definitions)


def _places(schema: Schema, definitions: Schema) -> dict[str, list[str]]:
    """Give the paths at which each kind of object stands, in the order in which a reader meets them."""
    found: dict[str, list[str]] = {}
    waiting = [("", schema)]
    while waiting:
        above, here = waiting.pop(0)
        for field, value in _mapping(here["properties"]).items():
            kind = _object_kind(_mapping(value), definitions)
            if kind is not None:
                path = f"{above}{field}{'[]' if _items(_mapping(value)) else ''}"
                found.setdefault(kind, []).append(path)
                waiting.append((f"{path}.", _mapping(definitions[kind])))
    return found


def _taken(schema: Schema, definitions: Schema) -> str:
    """Give the table of an object that a caller writes: what is required, and how long it may be."""
    rows = []
    for field, needed, here in _fields(schema):
        default = "required" if needed else _default(here)
        rows.append([code(field), _type(here, definitions), default, _longest(here), str(here["description"])])
    return table(["field", "type", "default", "at most", "meaning"], rows)


def _given(schema: Schema, definitions: Schema) -> str:
    """Give the table of an object that a caller reads: what it may be, and whether it is always there."""
    rows = []
    for field, always, here in _fields(schema):
        null = " or null" if {"type": "null"} in _parts(here) else ""
        absent = "" if always else ", or left out"
        rows.append([code(field), f"{_type(here, definitions)}{null}{absent}", str(here["description"])])
    return table(["field", "type", "meaning"], rows)


def _fields(schema: Schema) -> Iterator[tuple[str, bool, Schema]]:
    """Yield each field with whether it is required."""
    required = schema.get("required")
    for field, value in _mapping(schema["properties"]).items():
        yield field, isinstance(required, list) and field in required, _mapping(value)


def _default(schema: Schema) -> str:
    """Say what an absent field counts as."""
    default = schema.get("default")
    if default is None or default == []:
        return "nothing"
    return code(str(default).lower() if isinstance(default, bool) else str(default))


def _type(schema: Schema, definitions: Schema) -> str:
    """Name a type in the words of JSON, with the values of an enumeration and without the null of an absent field."""
    if "anyOf" in schema:
        parts = [_type(part, definitions) for part in _parts(schema) if part != {"type": "null"}]
        return " or ".join(dict.fromkeys(parts))
    if "$ref" in schema:
        return _type(_mapping(definitions[_name(schema)]), definitions)
    if "enum" in schema:
        values = schema["enum"]
        return " ".join(code(str(value)) for value in values) if isinstance(values, list) else ""
    if schema.get("type") == "array":
        return f"list of {_type(_mapping(schema['items']), definitions)}s"
    if "format" in schema:
        return str(schema["format"])
    pattern = f" like `{schema['pattern']}`" if "pattern" in schema else ""
    return f"{schema['type']}{pattern}"


def _longest(schema: Schema) -> str:
    """Say how long a text or list may be."""
    for part in _parts(schema):
        for key, what in (("maxLength", "characters"), ("maxItems", "items")):
            if key in part:
                inner = _mapping(part["items"]) if "items" in part else {}
                each = f" of {inner['maxLength']:,} characters" if "maxLength" in inner else ""
                return f"{part[key]:,} {what}{each}"
    return ""


def _object_kind(schema: Schema, definitions: Schema) -> str | None:
    """Name the kind of object that stands in a field or in its list, if one does."""
    for part in _parts(schema):
        inner = _mapping(part["items"]) if "items" in part else part
        if "$ref" in inner and "properties" in _mapping(definitions[_name(inner)]):
            return _name(inner)
    return None


def _items(schema: Schema) -> bool:
    return any("items" in part for part in _parts(schema))


def _parts(schema: Schema) -> list[Schema]:
    parts = schema.get("anyOf", [schema])
    return [_mapping(part) for part in parts] if isinstance(parts, list) else []


def _name(schema: Schema) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError(f"a schema has {type(value).__name__} where an object belongs")
    return value
