"""The page of the command line: every verb with its arguments and options, as its function declares them."""

import inspect
from collections.abc import Callable, Iterator
from enum import Enum
from typing import get_args

from typer.models import ArgumentInfo, OptionInfo

from achguard.cli.app import VERBS, declared
from achguard.cli.exit_code import BROKEN_PIPE, BUG, HUNG_UP, INTERRUPTED, TERMINATED, ExitCode
from reference_pages.attribute_docs import attribute_docs
from reference_pages.markdown import code, fenced, generated, table

_OPENING = """\
# Command line

`pip install "achguard[cli]"` brings `achguard`, which is also `python -m achguard`. Results go to stdout; progress and
errors go to stderr. Account numbers and IBANs are masked unless `--unmask` says otherwise. `achguard --version` names
the version, and each verb takes `--help`.
"""
_EXIT_CODES = """\
## Exit codes

Where several apply, the highest one wins.
"""
_BEYOND = {
    BUG: "Something went wrong that should not; please report it. What was printed before may be incomplete.",
    HUNG_UP: "The terminal was closed; what was half written is cleared away.",
    INTERRUPTED: "Interrupted from the keyboard.",
    BROKEN_PIPE: "Whoever read the output stopped reading.",
    TERMINATED: "Asked to end; what was half written is cleared away.",
}


def page() -> str:
    """Give the page."""
    parts = [_OPENING]
    for words, function in _verbs():
        parts += [f"## {words}\n", *_verb(words, function)]
    docs = attribute_docs(ExitCode)
    rows = [[str(exit_code.value), docs[exit_code.name]] for exit_code in ExitCode]
    rows += [[str(number), meaning] for number, meaning in _BEYOND.items()]
    return generated("\n".join([*parts, _EXIT_CODES, table(["code", "meaning"], rows)]), "src/achguard/cli")


def _verbs() -> Iterator[tuple[str, Callable[..., object]]]:
    for verb in VERBS:
        for command in declared(verb).registered_commands:
            if command.callback is not None:
                yield " ".join(dict.fromkeys(("achguard", verb, str(command.name)))), command.callback


def _verb(words: str, function: Callable[..., object]) -> Iterator[str]:
    parameters = inspect.signature(function).parameters.values()
    declared = [(parameter, _declaration(parameter)) for parameter in parameters]
    arguments = [(p, info) for p, info in declared if isinstance(info, ArgumentInfo)]
    options = [(p, info) for p, info in declared if isinstance(info, OptionInfo)]
    usage = [words, *(_metavar(p, info) for p, info in arguments), *(["[OPTIONS]"] if options else [])]
    usage[-1:-1] = [_option(p, info) for p, info in options if p.default is inspect.Parameter.empty]
    yield fenced("text", " ".join(usage))
    yield (inspect.getdoc(function) or "") + "\n"
    rows = [[code(_metavar(p, info)), "", info.help or ""] for p, info in arguments]
    rows += [[code(_option(p, info)), _default(p), info.help or ""] for p, info in options]
    if rows:
        yield table(["argument or option", "default", "meaning"], rows)


def _declaration(parameter: inspect.Parameter) -> ArgumentInfo | OptionInfo:
    found = [info for info in get_args(parameter.annotation)[1:] if isinstance(info, ArgumentInfo | OptionInfo)]
    if len(found) != 1:
        raise TypeError(f"declare the parameter {parameter.name} with typer.Argument or typer.Option")
    return found[0]


def _metavar(parameter: inspect.Parameter, info: ArgumentInfo | OptionInfo) -> str:
    return str(info.metavar or parameter.name.upper())


def _option(parameter: inspect.Parameter, info: OptionInfo) -> str:
    """Give an option as it is typed: its flag, and what follows it."""
    # Inside Annotated, Option takes its first flag for a default.
    declared = [text for text in (info.default, *(info.param_decls or ())) if str(text).startswith("--")]
    flag = str(declared[0]) if declared else f"--{parameter.name.replace('_', '-')}"
    kind = get_args(parameter.annotation)[0]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return f"{flag} {'|'.join(str(member.value) for member in kind)}"
    return flag if kind is bool else f"{flag} {info.metavar or _name_of(kind)}"


def _name_of(kind: object) -> str:
    names = [part.__name__ for part in (get_args(kind) or (kind,)) if isinstance(part, type)]
    return "NUMBER" if {"int", "float"} & set(names) else "TEXT"


def _default(parameter: inspect.Parameter) -> str:
    if parameter.default is inspect.Parameter.empty:
        return "required"
    if parameter.default is None or parameter.default is False:
        return ""
    return code(str(parameter.default))
