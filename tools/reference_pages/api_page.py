"""The page of the Python interface: every public name with its signature, fields or values, and its docstring."""

import dataclasses
import inspect
import sys
import types
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

import achguard
import achguard.nacha
import achguard.report
import achguard.testing
from achguard.model.described import field_texts
from reference_pages.attribute_docs import attribute_docs
from reference_pages.markdown import code, fenced, generated, table

GROUPS = {
    "Decide": (
        "Guard",
        "Policy",
        "decide_file",
        "DecidedFile",
        "EntryDecision",
        "ArrowGuard",
        "History",
        "ReturnedEntry",
        "Correction",
        "Recording",
        "is_settlement_day",
    ),
    "Run for months": ("LiveGuard", "LiveStatus", "Counts", "Counted", "RuleAndOutcome"),
    "Decisions": (
        "Decision",
        "Outcome",
        "Accept",
        "Ask",
        "Redirect",
        "Hold",
        "Finding",
        "ListedHit",
        "ListedNumber",
        "OtherEntry",
        "WordsMet",
        "NotEvaluated",
        "Strength",
        "Question",
        "Choice",
        "Alternative",
        "Contact",
        "ForPayor",
        "ForPayorByEmail",
        "Basis",
        "ListVersion",
        "PolicyVersion",
        "DirectoryVersion",
        "CertifiedBy",
    ),
    "Payments": (
        "Payment",
        "Direction",
        "SecCode",
        "Party",
        "PartyKind",
        "Address",
        "Identifier",
        "IdentifierType",
        "Account",
        "AccountType",
        "Holding",
        "Bank",
        "ForeignFunds",
        "Certification",
        "OwnAnswer",
        "Answer",
        "IatDetails",
        "GatewayScreening",
    ),
    "Lists and directories": (
        "Snapshot",
        "Hit",
        "ListedEntity",
        "ListedName",
        "ListedIdentifier",
        "ListedMatch",
        "ofac_score",
        "Clearances",
        "Clearance",
        "RoutingDirectory",
        "DirectoryEntry",
    ),
    "Fetching lists": ("update", "Update", "UpdateFailure", "Transport", "HttpAnswer", "UrllibTransport"),
    "Rules": ("RULES", "Rule"),
    "Errors": (
        "AchGuardError",
        "AnswerError",
        "ConfigurationError",
        "DirectoryFormatError",
        "InputError",
        "ListFormatError",
        "MissingExtraError",
        "RecordError",
        "SnapshotError",
        "TransportError",
    ),
    "About": ("__version__",),
}
"""Every public name, in the order in which a reader needs them."""

NACHA = (
    *("read", "NachaFile", "Batch", "Entry", "Problem", "ProblemType", "problem_types", "Profile", "Severity"),
    "Weighing",
    *("write", "NewBatch", "NewEntry", "NewAddendum"),
    *("RemittanceAdvice", "Segment", "AdvisedParty", "PaidItem"),
    *("PlacedRecord", "shown_fields", "ShownField"),
)
"""Every public name of `achguard.nacha`, likewise."""

REPORT = ("page", "Report", "ReportedPayment", "ReportedParty", "ReportedReason", "ReportedProblem")
"""Every public name of `achguard.report`, likewise."""

TESTING = (
    *("payment", "PaymentFactory", "guard", "lists", "FROZEN_DAY"),
    *("assert_accepted", "assert_asked", "assert_redirected", "assert_held"),
    *("cases", "values", "Case"),
    *("payments", "foreign_payments", "listed_payments", "routing_numbers", "account_numbers", "ibans", "names"),
    "nacha_files",
)
"""Every public name of `achguard.testing`, likewise."""

_NOT_FOR_CALLING = frozenset({"NachaFile", "Batch", "DecidedFile", "Transport", "HttpAnswer"})
"""Classes that `read` and `decide_file` make and nobody else, and those that only say what another one must have."""

_INSIDE = frozenset({"NachaFile.entry_runs", "NachaFile.entry_portions", "NachaFile.entry_of", "NachaFile.entries_of"})
"""What the parts of the library say to each other; it may change in any version."""

_FIELDS_TOLD = {"Ask": "Accept", "Redirect": "Accept", "Hold": "Accept"}
"""Models with the fields of another one, which tells them."""
_VALUES = {"__version__": "The version that is installed."}
_STARS: dict[object, str] = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
_OPENING = """\
# Python interface

Every name here is imported from `achguard` itself, which loads nothing heavy; those that read and write Nacha files
are imported from `achguard.nacha`, and those of a report from `achguard.report`. What is not on this page may change in
any version. The models are pydantic's: frozen, and closed to unknown fields. Their JSON is on the page of
[schemas](schemas.md).
"""


_NACHA_OPENING = """\
`from achguard.nacha import read` reads a file of any size, and `write` makes one; see [how to check
one](../how-to/check-a-nacha-file.md).
Records, their fields and their columns are on the page of [layouts](nacha-layouts.md), and everything that can be wrong
on that of [problems](problems.md).
"""

_REPORT_OPENING = """\
`from achguard.report import page` makes the page of a run from plain values: see
[how to read a report](../how-to/read-a-report.md). `pip install achguard[report]` brings what it needs.
"""

_TESTING_OPENING = """\
`from achguard.testing import payment` is for tests of your own code: see
[how to test your checkout](../how-to/test-your-checkout.md) and the page of [test values](test-values.md).
`pip install achguard[test]` brings what it needs, and fixtures for pytest.
"""


def page() -> str:
    """Give the page; raises `ValueError` for a public name that stands in no group, or in two."""
    _look_for_astray([name for names in GROUPS.values() for name in names], achguard)
    _look_for_astray(NACHA, achguard.nacha)
    _look_for_astray(REPORT, achguard.report)
    _look_for_astray(TESTING, achguard.testing)
    parts = [_OPENING]
    for title, names in GROUPS.items():
        parts.append(f"## {title}\n")
        for name in names:
            parts += [_heading("###", name), *_entry(name, achguard)]
    parts += ["## Nacha files\n", _NACHA_OPENING]
    for name in NACHA:
        parts += [_heading("###", name), *_entry(name, achguard.nacha)]
    parts += ["## Reports\n", _REPORT_OPENING]
    for name in REPORT:
        parts += [_heading("###", name), *_entry(name, achguard.report)]
    parts += ["## Tests\n", _TESTING_OPENING]
    for name in TESTING:
        parts += [_heading("###", name), *_entry(name, achguard.testing)]
    return generated("\n".join(parts), "achguard.__all__, and that of achguard.nacha, .report and .testing")


def _look_for_astray(grouped: Sequence[str], module: types.ModuleType) -> None:
    if sorted(grouped) != sorted(module.__all__):
        astray = sorted(set(grouped) ^ set(module.__all__)) or "a name stands in two groups"
        raise ValueError(f"put each public name into one group of the Python page: {astray}")


def _entry(name: str, module: types.ModuleType) -> Iterator[str]:
    thing: object = inspect.unwrap(found) if callable(found := getattr(module, name)) else found
    if isinstance(thing, types.FunctionType):
        yield fenced("text", _signature(name, thing))
        yield _doc(thing)
    elif not isinstance(thing, type):
        yield from _value(name, thing, module)
    elif issubclass(thing, Enum):
        yield _doc(thing)
        yield _members(thing)
    elif issubclass(thing, BaseModel):
        yield _doc(thing)
        yield _model_fields(thing)
        yield from _methods(thing)
    elif issubclass(thing, Exception):
        yield f"A kind of `{thing.__mro__[1].__name__}`.\n"
        yield _doc(thing)
    elif dataclasses.is_dataclass(thing):
        yield _doc(thing)
        yield _attributes(thing)
        yield from _methods(thing)
    else:
        if not inspect.isabstract(thing) and "__init__" in vars(thing) and name not in _NOT_FOR_CALLING:
            yield fenced("text", _signature(name, vars(thing)["__init__"]))
        yield _doc(thing)
        yield _attributes(thing)
        yield from _methods(thing)


def _value(name: str, value: object, module: types.ModuleType) -> Iterator[str]:
    if name in _VALUES:
        yield _VALUES[name] + "\n"
        return
    homes = module._HOMES  # noqa: SLF001  where a name without a module of its own is defined
    home = next(home for home, names in homes.items() if name in names)
    if get_origin(value) is Annotated:
        yield fenced("text", f"{name} = {plain(value)}")
    if isinstance(value, tuple):
        yield f"A tuple of {len(value)}.\n"
    yield attribute_docs(sys.modules[home])[name] + "\n"


def _heading(level: str, name: str, kind: str = "") -> str:
    text = f"{name}: {kind}" if kind else name
    # Underscores around a name would be read as emphasis in an anchor.
    return f"{level} {code(text)} {{ #{name.strip('_')} }}\n"


def _doc(thing: object) -> str:
    return (inspect.getdoc(thing) or "") + "\n"


def _members(enum: type[Enum]) -> str:
    docs = attribute_docs(enum)
    rows = [
        [code(f"{enum.__name__}.{member.name}"), code(str(member.value)), docs.get(member.name, "")] for member in enum
    ]
    header = ["member", "value", "meaning"]
    return table(header, rows) if docs else table(header[:2], (row[:2] for row in rows))


def _model_fields(model: type[BaseModel]) -> str:
    told = _FIELDS_TOLD.get(model.__name__)
    texts = field_texts(model)
    rows = [
        [code(name), code(plain(field.annotation)), _default(field), texts.get(name, "")]
        for name, field in model.model_fields.items()
        if told is None or name in inspect.get_annotations(model)
    ]
    text = table(["field", "type", "default", "meaning"], rows)
    return f"{text}\nThe other fields are those of [{told}](#{told}).\n" if told else text


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    if field.default_factory is not None:
        return code(f"{plain(field.default_factory)}()")
    return code(_shown(field.default)) if field.default is not PydanticUndefined else ""


def _attributes(thing: type) -> str:
    """Give the public fields of a dataclass, or the annotated attributes of a class, with the text under each."""
    docs = attribute_docs(thing)
    kinds = {name: kind for name, kind in inspect.get_annotations(thing).items() if not name.startswith("_")}
    rows = [[code(name), code(plain(kind)), docs.get(name, "")] for name, kind in kinds.items()]
    header = ["attribute", "type", "meaning"]
    if not rows:
        return ""
    return table(header, rows) if docs else table(header[:2], (row[:2] for row in rows))


def _methods(thing: type) -> Iterator[str]:
    """Give the public methods and properties that achguard's own classes define, in the order of the source."""
    for name, member in _own_members(thing):
        if f"{thing.__name__}.{name}" in _INSIDE:
            continue
        if isinstance(member, property):
            returns = plain(inspect.get_annotations(member.fget).get("return")) if member.fget else ""
            yield _heading("####", f"{thing.__name__}.{name}", returns)
            yield _doc(member)
            continue
        made_of = member.__func__ if isinstance(member, classmethod | staticmethod) else member
        yield _heading("####", f"{thing.__name__}.{name}")
        yield fenced("text", _signature(f"{thing.__name__}.{name}", made_of))
        yield _doc(made_of)


def _own_members(thing: type) -> Iterator[tuple[str, property | Callable[..., object]]]:
    inherited = [base for base in thing.__mro__[1:] if base.__module__.startswith("achguard")]
    seen: set[str] = set()
    for owner in (thing, *inherited):
        for name, member in vars(owner).items():
            ours = isinstance(member, property | classmethod | staticmethod | types.FunctionType)
            if ours and not name.startswith(("_", "model_")) and name not in seen:
                seen.add(name)
                yield name, member


def _signature(name: str, function: Callable[..., object]) -> str:
    """Give a signature as source, one parameter a line where it is long."""
    signature = inspect.signature(function)
    bound = [p for p in signature.parameters.values() if p.name not in {"self", "cls"}]
    parts: list[str] = []
    for parameter in bound:
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY and not any(part.startswith("*") for part in parts):
            parts.append("*")
        parts.append(_parameter(parameter))
    returns = signature.return_annotation
    arrow = "" if returns in (None, inspect.Signature.empty) else f" -> {plain(returns)}"
    line = f"{name}({', '.join(parts)}){arrow}"
    if len(line) <= 100:  # noqa: PLR2004  what a page shows without scrolling
        return line
    return f"{name}(\n" + "".join(f"    {part},\n" for part in parts) + f"){arrow}"


def _parameter(parameter: inspect.Parameter) -> str:
    stars = _STARS.get(parameter.kind, "")
    text = f"{stars}{parameter.name}"
    if parameter.annotation is not inspect.Parameter.empty:
        text += f": {plain(parameter.annotation)}"
    if parameter.default is not inspect.Parameter.empty:
        text += f" = {_shown(parameter.default)}"
    return text


def _shown(value: object) -> str:
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if value is achguard.RULES:
        return "RULES"
    return repr(value)


def plain(kind: object) -> str:
    """Write a type as its users write it: without annotations and modules, the same on every version of Python."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return plain(args[0])
    if origin is Literal:
        return f"Literal[{', '.join(map(_shown, args))}]"
    if origin in {Union, types.UnionType}:
        return " | ".join(dict.fromkeys(map(plain, args)))
    if origin is not None:
        return f"{plain(origin)}[{', '.join(map(plain, args))}]"
    return _plain_name(kind)


def _plain_name(kind: object) -> str:
    if isinstance(kind, list):
        return f"[{', '.join(map(plain, kind))}]"
    if kind is Ellipsis or kind is types.NoneType:
        return "..." if kind is Ellipsis else "None"
    forward = getattr(kind, "__forward_arg__", kind)
    return str(getattr(forward, "__name__", forward))
