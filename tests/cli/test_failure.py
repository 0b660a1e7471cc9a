"""What goes wrong is one sentence and an exit code, never a traceback and never payment data."""

import signal

import pytest
import typer

from achguard.cli.exit_code import BROKEN_PIPE, BUG, INTERRUPTED, ExitCode
from achguard.cli.failure import told
from achguard.cli.stopping import Stopped
from achguard.errors import (
    AchGuardError,
    ConfigurationError,
    DirectoryFormatError,
    InputError,
    ListFormatError,
    SnapshotError,
)


def left_with(error: BaseException) -> int:
    """Run a verb that fails in this way and give the exit code."""

    @told
    def verb() -> ExitCode:
        raise error

    with pytest.raises(typer.Exit) as caught:
        verb()
    return caught.value.exit_code


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (ConfigurationError, 2),
        (InputError, 3),
        (DirectoryFormatError, 3),
        (ListFormatError, 4),
        (SnapshotError, 4),
        (AchGuardError, 2),
    ],
)
def test_each_error_has_its_exit_code(kind: type[AchGuardError], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence is the error's own, on one line and without what a terminal would obey."""
    assert left_with(kind("wrong\nin \x1b[31mcolour")) == code
    assert capsys.readouterr().err == "achguard: wrong in \\x1b[31mcolour\n"


def test_an_unexpected_error_shows_its_place_and_not_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    """An error's text may hold a payment, so only its type and the place in the code are told."""
    assert left_with(ValueError("123456789")) == BUG
    said = capsys.readouterr().err
    assert said.startswith("achguard: an unexpected ValueError in ")
    assert said.endswith("this is a bug, please report it\n")
    assert "123456789" not in said


def test_an_interruption_and_a_closed_pipe_leave_as_shells_expect(capsys: pytest.CaptureFixture[str]) -> None:
    """130 with a word, 141 without one."""
    assert left_with(Stopped(signal.SIGINT)) == INTERRUPTED
    assert capsys.readouterr().err == "achguard: interrupted\n"
    assert left_with(BrokenPipeError()) == BROKEN_PIPE
    assert capsys.readouterr().err == ""
