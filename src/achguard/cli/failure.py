"""What goes wrong, told in one sentence on stderr with the right exit code; never a traceback, never payment data."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import ParamSpec

import typer

from achguard.cli.exit_code import BROKEN_PIPE, BUG, ExitCode
from achguard.cli.page import sentence
from achguard.cli.stopping import Stopped, stopping
from achguard.errors import (
    AchGuardError,
    ConfigurationError,
    DirectoryFormatError,
    InputError,
    ListFormatError,
    RecordError,
    SnapshotError,
)
from achguard.model.inert_text import visible

P = ParamSpec("P")

_CODES: dict[type[AchGuardError], ExitCode] = {
    ConfigurationError: ExitCode.USAGE,
    InputError: ExitCode.UNREADABLE_INPUT,
    DirectoryFormatError: ExitCode.UNREADABLE_INPUT,
    ListFormatError: ExitCode.LISTS,
    SnapshotError: ExitCode.LISTS,
    RecordError: ExitCode.UNREADABLE_INPUT,
}


def say(what: str) -> None:
    """Say something on stderr, where it can be written to."""
    with suppress(OSError, ValueError):
        text = f"achguard: {visible(' '.join(what.split()))}"
        typer.echo(sentence(text, sys.stderr), err=True)


def code_of(error: AchGuardError) -> ExitCode:
    """Give the exit code of an error."""
    return next((code for kind, code in _CODES.items() if isinstance(error, kind)), ExitCode.USAGE)


def told(verb: Callable[P, ExitCode]) -> Callable[P, None]:
    """Make a verb that leaves with its exit code, and that tells what goes wrong."""

    @wraps(verb)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        raise typer.Exit(_attempt(lambda: verb(*args, **kwargs)))

    return run


def _attempt(verb: Callable[[], ExitCode]) -> int:
    try:
        with stopping():
            code = verb()
    except AchGuardError as error:
        say(str(error))
        _let_stdout_go()
        return code_of(error)
    except BrokenPipeError:
        _forget_stdout()
        return BROKEN_PIPE
    except Stopped as stopped:
        _let_stdout_go()
        say(str(stopped))
        return stopped.exit_code
    except typer.Exit:
        raise
    except Exception as error:  # noqa: BLE001  a traceback could show a payment
        say(f"an unexpected {type(error).__name__} in {_place(error)}: this is a bug, please report it")
        return BUG
    return code


def _place(error: Exception) -> str:
    """Give the place in the code, never what was worked on."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    return f"{frame.tb_frame.f_globals.get('__name__')}, line {frame.tb_lineno}" if frame else "an unknown place"


def _let_stdout_go() -> None:
    """Write what waits to be written, or forget it where that is what went wrong."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, ValueError):
        _forget_stdout()


def _forget_stdout() -> None:
    """Let nothing more be written, so that leaving does not fail a second time."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
