"""How much of a field a problem shows: what proves itself no account number, and the end of the rest."""

import datetime as dt
import re
from collections.abc import Callable, Iterator

import pytest

from achguard.columnar.nacha_entries import decide_entries
from achguard.guard import Guard
from achguard.intake.file_problems import file_problems
from achguard.nacha import NachaFile, read
from achguard.nacha.bytes.lines import Line
from achguard.nacha.checks.problem_log import ProblemLog
from achguard.nacha.checks.problems import Problem, Profile, Severity
from achguard.nacha.layouts.layout import LAYOUTS
from achguard.nacha.writing.writer import write
from achguard.policy import Policy
from achguard.sanctions.snapshot import Snapshot
from cli.nacha_files import HEADER, ppd
from nacha_changes import put, valid
from spelt_secrets import Spelt, shows

DAY = dt.date(2026, 11, 23)
LATER = dt.date(2027, 4, 1)
ENTRY = 3
COLUMNS = 94

Shift = Callable[[bytes, int], bytes]
SHIFTS: dict[str, Shift] = {
    "cut in front": lambda raw, by: raw[by:],
    "cut in front and filled": lambda raw, by: raw[by:].ljust(COLUMNS),
    "moved back": lambda raw, by: b" " * by + raw,
    "moved back and cut": lambda raw, by: (b" " * by + raw)[:COLUMNS],
    "digits behind the code": lambda raw, by: (raw[:3] + b"0" * by + raw[3:])[:COLUMNS],
    "blanks behind the bank": lambda raw, by: (raw[:12] + b" " * by + raw[12:])[:COLUMNS],
    "digits behind the bank": lambda raw, by: (raw[:12] + b"1" * by + raw[12:])[:COLUMNS],
    "as an entry": lambda raw, by: (b"622" + raw[by + 3 :]).ljust(COLUMNS),
    "as an addenda": lambda raw, by: (b"705" + raw[by:]).ljust(COLUMNS)[:COLUMNS],
    "as a batch header": lambda raw, by: (b"5220" + raw[by:]).ljust(COLUMNS)[:COLUMNS],
    "as a batch control": lambda raw, by: (b"8220" + raw[by:]).ljust(COLUMNS)[:COLUMNS],
    "as a file control": lambda raw, by: (b"9" + raw[by:]).ljust(COLUMNS)[:COLUMNS],
    "as a file header": lambda raw, by: (b"101" + raw[by:]).ljust(COLUMNS)[:COLUMNS],
}


@pytest.fixture(scope="module")
def guard() -> Guard:
    """Give a guard for Nacha files with the sample list."""
    return Guard(policy=Policy.preset("nacha-file"), lists=Snapshot.sample(published=DAY), as_of=DAY)


def _shifted(shift: Shift, account: str, entries: int) -> Iterator[NachaFile]:
    data = write(HEADER, [ppd({"account_number": account}, *[{"account_number": "11"}] * (entries - 1))])
    lines = data.split(b"\n")
    for by in range(1, 50, 2):
        moved = [*lines[: ENTRY - 1], shift(lines[ENTRY - 1], by), *lines[ENTRY:]]
        yield read(b"\n".join(moved), as_of=DAY)


@pytest.mark.slow
@pytest.mark.parametrize(("account", "entries"), [("730951284664", 3), ("73095128466412345", 1)])
@pytest.mark.parametrize("shift", SHIFTS)
def test_a_shifted_line_shows_no_account(shift: str, account: str, entries: int, guard: Guard) -> None:
    """Whatever field the number falls into, and whatever its digits then add up to in the controls."""
    spelt = Spelt(account, account)
    for file in _shifted(SHIFTS[shift], account, entries):
        texts = [repr(problem) for problem in file.problems]
        texts += [f"{problem.text} {problem.follows}" for problem in file_problems(file.problems)]
        texts += [
            decision.model_dump_json(exclude={"basis"}) + repr(decision.findings)
            for _, decision, _ in decide_entries(file, guard)
        ]
        texts += [repr(file), *map(repr, file.entries)]
        assert [text for text in texts if shows(text, spelt)] == []


@pytest.mark.parametrize(
    ("base", "line", "column", "text", "day"),
    [
        ("shr", 3, 55, "CARD 4111111111111\x01", DAY),
        ("ppd_mixed", 3, 40, "SSN 078051120\x01", DAY),
        ("iat_outbound", 3, 40, "KONTO 730951284664\x01", DAY),
        ("iat_outbound", 9, 4, "PASS 78051120\x01", DAY),
        ("iat_outbound", 10, 74, "JACK 1970 ", LATER),
        ("iat_outbound", 10, 74, "JACK 1970 ", DAY),
    ],
)
def test_a_field_for_a_number_shows_no_words_either(base: str, line: int, column: int, text: str, day: dt.date) -> None:
    """In a card's number, an account, a person's number and a date of birth nothing but the end is shown."""
    found = [each for each in read(put(valid(base), line, column, text), as_of=day).problems if each.line == line]
    assert found
    assert text[:4] not in repr(found)
    assert "1970" not in repr(found)


def test_what_proves_itself_no_account_is_shown_whole() -> None:
    """The figures of a control, the sums of entries in which nothing is wrong, and the dates of a header."""
    data = write(HEADER, [ppd({}, {})])
    control = read(put(data, 5, 33, "000000099900"), as_of=DAY).problems[0]
    assert (control.value, "99900" in control.message, "25000" in control.message) == ("99900", True, True)
    header = read(put(data, 2, 70, "261345"), as_of=DAY).problems[0]
    assert header.value == "261345"


def test_a_sum_over_an_entry_in_which_something_is_wrong_is_masked() -> None:
    """It may be an account number that stands in the amount's columns."""
    data = put(put(write(HEADER, [ppd({})]), 3, 30, "7309512846"), 3, 79, "4")
    (total,) = [each for each in read(data, as_of=DAY).problems if each.field == "total_credit" and each.line == 4]
    assert "the entries give *******846" in total.message


def test_what_another_line_has_is_masked_too() -> None:
    """A batch control names the header's ODFI, which is as well or as badly known."""
    data = put(write(HEADER, [ppd({})]), 4, 80, "07309512")
    (odfi,) = [each for each in read(data, as_of=DAY).problems if each.field == "odfi_identification"]
    assert (odfi.value, "06530027" in odfi.message) == ("********", False)


class _LookedThrough(list[Problem]):
    """Problems that nobody may look through."""

    def __iter__(self) -> Iterator[Problem]:
        raise AssertionError("a problem is written down by looking through all that were")


def test_one_more_problem_costs_no_look_at_those_before() -> None:
    """Writing a problem down takes the same time behind one problem and behind a million."""
    log = ProblemLog(Profile.OPERATOR)
    line = Line(3, "6" + " " * 93, b"6" + b" " * 93, 190)
    log.problems = _LookedThrough()
    for _ in range(3):
        log.add("character-outside-ascii", line, LAYOUTS["entry"]["individual_name"], value="JOSÉ", count=1234567890)
    assert len(log.problems) == 3


@pytest.mark.parametrize("profile", Profile)
def test_a_figure_behind_an_error_is_masked(profile: Profile) -> None:
    """What entries add up to is shown where nothing was an error before, and masked behind the first error."""
    log = ProblemLog(profile)
    line = Line(3, "8" + " " * 93, b"8" + b" " * 93, 190)
    field = LAYOUTS["batch_control"]["total_debit"]
    first = log.add("batch-total-debit", line, field, value="1", count=123456789012)
    assert first.severity is Severity.ERROR
    second = log.add("batch-total-debit", Line(4, line.text, line.raw, 285), field, value="1", count=123456789012)
    assert "123456789012" in first.message
    assert "123456789012" not in second.message


@pytest.mark.parametrize("name", ["ppd_mixed", "ctx_addenda", "iat_outbound", "ppd_return", "cor_change", "pos"])
def test_no_message_has_a_gap_where_a_field_is_blank(name: str) -> None:
    """Each field of the first entry, its batch and the file is blanked in turn; every sentence reads as one."""
    lines = valid(name).split(b"\n")
    said = set()
    for number in (1, 2, 3, 4, len([line for line in lines if line and line[:1] != b"9"]) + 1):
        for column in range(1, 95, 3):
            data = put(b"\n".join(lines), number, column, "   "[: 95 - column])
            said |= {problem.message for problem in read(data, as_of=DAY, profile="strict").problems}
    assert len(said) > 5
    plain = [re.sub(r'"[^"]+"', "QUOTED", message) for message in said]
    assert [message for message in plain if re.search(r"  | [.,]|^[^A-Z]|[^.]$", message)] == []
