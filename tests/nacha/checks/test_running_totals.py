"""Controls that do not add up: an error is counted however the lines around them are written.

Twins compared: `proof` with `checks`: each test of a control runs with lines that are proven and with lines looked at.
"""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest

import fuzz_nacha
from achguard.cli.results import problems_of
from achguard.nacha import Profile, Severity, read
from achguard.nacha import survey as survey_module
from achguard.nacha.layouts.layout import LAYOUTS
from nacha_changes import VALID, valid

DAY = dt.date(2026, 11, 23)
NINES = b"9" * 94
TOTALS = ("batch_count", "entry_addenda_count", "entry_hash", "total_debit", "total_credit")
Lines = list[bytes]
Dress = Callable[[Lines, int], Lines]


def _trimmed(line: bytes) -> bytes:
    return line.rstrip(b" ")


def _each(change: Callable[[bytes], bytes]) -> Dress:
    return lambda lines, _: [change(line) for line in lines]


def _the_control(change: Callable[[bytes], bytes]) -> Dress:
    return lambda lines, at: [change(line) if place == at else line for place, line in enumerate(lines)]


def _of_type(kind: bytes, change: Callable[[bytes], bytes]) -> Dress:
    return lambda lines, _: [change(line) if line[:1] == kind else line for line in lines]


DRESSES: dict[str, Dress] = {
    "as it is": lambda lines, _: lines,
    "right-stripped control": _the_control(_trimmed),
    "all right-stripped": _each(_trimmed),
    **{f"right-stripped {kind}": _of_type(kind.encode(), _trimmed) for kind in "156789"},
    "left-stripped": _the_control(lambda line: line[1:]),
    "indented": _each(lambda line: b" " + line),
    "extra blanks": _each(lambda line: line + b"   "),
    "a tab behind": _the_control(lambda line: _trimmed(line) + b"\t"),
    "tabs for blanks": _the_control(lambda line: line.replace(b" ", b"\t")),
    "a CR behind": _the_control(lambda line: line + b"\r"),
    "CRLF": _each(lambda line: line + b"\r"),
    "no nines": lambda lines, _: [line for line in lines if line != NINES],
    "no nines and right-stripped": lambda lines, _: [_trimmed(line) for line in lines if line != NINES],
    "nines before it": lambda lines, at: [*lines[:at], NINES, *lines[at:]],
    "a blank line before it": lambda lines, at: [*lines[:at], b"", *lines[at:]],
    "NUL for blanks": _the_control(lambda line: _trimmed(line).ljust(94, b"\0")),
    "filled reserved field": _the_control(lambda line: _trimmed(line).ljust(94, b"X")),
    "on the line before": lambda lines, at: [*lines[: at - 1], lines[at - 1] + lines[at], *lines[at + 1 :]],
    "in two lines": lambda lines, at: [*lines[:at], lines[at][:40], lines[at][40:], *lines[at + 1 :]],
    "wrong record type": _the_control(lambda line: b"X" + line[1:]),
    "blocks of ten": lambda lines, _: [b"".join(lines[at : at + 10]) for at in range(0, len(lines), 10)],
    "one line": lambda lines, _: [b"".join(lines)],
    "one line, right-stripped": lambda lines, _: [_trimmed(b"".join(line for line in lines if line != NINES))],
    "no date of creation": lambda lines, _: [lines[0][:23] + b" " * 6 + lines[0][29:], *lines[1:]],
    "other trace numbers": _of_type(b"6", lambda line: line[:79] + b"11111111" + line[87:]),
    "amounts of zero": _of_type(b"6", lambda line: line[:29] + b"0" * 10 + line[39:]),
    "addenda of another entry": _of_type(b"7", lambda line: line[:87] + b"7654321"),
}


def unbalanced(lines: Lines) -> Iterator[tuple[int, Lines]]:
    """Give a file for each total of each control, which is one more than it should be, and the control's place."""
    for at, line in enumerate(lines):
        key = {b"8": "batch_control", b"9": "file_control"}.get(line[:1])
        if key is None or line == NINES:
            continue
        for field in LAYOUTS[key].fields:
            if field.name in TOTALS:
                more = (int(line[field.start - 1 : field.end]) + 1) % 10**field.width
                wrong = line[: field.start - 1] + b"%0*d" % (field.width, more) + line[field.end :]
                yield at, [*lines[:at], wrong, *lines[at + 1 :]]


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("proving", [True, False], ids=["proven", "looked at"])
def test_a_control_that_does_not_add_up_is_an_error(monkeypatch: pytest.MonkeyPatch, dress: str, proving: bool) -> None:  # noqa: FBT001
    """Padded, stripped, joined, blocked or broken: the file has an error, and so has the run of the command line."""
    monkeypatch.setattr(survey_module, "_MIN_LINES_TO_PROVE", 1 if proving else 10**9)
    for name in ("ppd_mixed", "iat_outbound"):
        for at, lines in unbalanced(valid(name).rstrip(b"\n").split(b"\n")):
            for end in (b"\n", b""):
                file = read(b"\n".join(DRESSES[dress](list(lines), at)) + end, as_of=DAY)
                told = problems_of("file", file)
                assert file.errors, (name, at, end)
                assert told is not None
                assert told.has_errors
                assert any(each.is_error for each in told.found)


@pytest.mark.parametrize("profile", list(Profile))
def test_no_error_follows_from_a_warning(profile: Profile) -> None:
    """In files with whatever is wrong: an error is a root or follows from one that is an error, and is counted."""
    followers = 0
    for number in range(200):
        data = fuzz_nacha.mutant(number)
        for problem in read(data, profile=profile).problems if data.strip() else ():
            if problem.severity is Severity.ERROR and problem.cause is not None:
                followers += 1
                assert problem.cause.severity is Severity.ERROR, (number, problem)
    assert followers > 100


@pytest.mark.parametrize("name", [path.stem for path in VALID])
@pytest.mark.parametrize("behind", [b"\n", b"\r\n", b"\r\n\x1a", b"   \n"])
def test_records_without_line_ends_are_read_whatever_ends_the_file(name: str, behind: bytes) -> None:
    """One line end behind all records, and a file control without the blanks at its end, lose no entry."""
    data = valid(name)
    records = data.replace(b"\n", b"")
    for joined in (records, records.rstrip(b"9"), _trimmed(b"".join(data.replace(NINES, b"").split(b"\n")))):
        file = read(joined + behind, as_of=DAY)
        assert [entry.id for entry in file.entries] == [entry.id for entry in read(data, as_of=DAY).entries]
        assert file.errors == ()


def test_records_on_one_of_several_lines_are_read() -> None:
    """The header has a line of its own, and all the others one without the blanks at its end, or with more of them."""
    first, *others = valid("ppd_mixed").replace(NINES, b"").split(b"\n")
    for rest in (b"".join(others), _trimmed(b"".join(others)), b"".join(others) + b"  "):
        file = read(first + b"\n" + rest + b"\n", as_of=DAY)
        assert file.entry_count == read(valid("ppd_mixed")).entry_count
        assert file.errors == ()


@pytest.mark.parametrize("more", [b"7", b"9", b"9" * 20, b"X", b"000"])
def test_a_line_with_a_few_characters_too_many_is_no_two_records(more: bytes) -> None:
    """An entry with something behind it stays one record of a wrong length."""
    lines = valid("ppd_mixed").split(b"\n")
    lines[2] += more
    assert [problem.type.name for problem in read(b"\n".join(lines), as_of=DAY).errors] == ["line-length"]
