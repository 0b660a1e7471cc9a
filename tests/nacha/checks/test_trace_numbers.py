"""Trace numbers that stand twice in a file: found in columns and one by one alike, and said once.

Twins compared: `proof` with `checks`, as the numbers of a file are proven from the first line on or never.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.nacha import NachaFile, read
from achguard.nacha import survey as survey_module
from achguard.nacha.checks.trace_numbers import TraceNumbers
from achguard.nacha.writing.writer import NewBatch, NewEntry, write
from nacha_changes import put, valid

runs = st.lists(
    st.integers(0, 9000).flatmap(
        lambda first: st.lists(st.integers(1, 5000), max_size=6).map(
            lambda steps: [first, *(first + sum(steps[: i + 1]) for i in range(len(steps)))]
        )
    )
    | st.builds(lambda first, size: [*range(first, first + size)], st.integers(0, 20_000), st.integers(1, 9000)),
    max_size=6,
)


@given(runs)
def test_the_first_repetition_is_found(parts: list[list[int]]) -> None:
    """Runs with and without gaps, over the borders of pages: as a set of numbers would find it."""
    traces, known = TraceNumbers(), set[int]()
    for numbers in parts:
        twice = next((place for place, number in enumerate(numbers) if number in known), None)
        assert traces.add_run(np.array(numbers, np.int64)) == twice
        assert traces.is_said is (twice is not None)
        if twice is not None:
            return
        known.update(numbers)


@given(st.lists(st.integers(0, 10**15 - 1)))
def test_one_by_one_is_as_in_runs(numbers: list[int]) -> None:
    """A number is repeated when it was added before; after the first nothing is looked for."""
    traces, known = TraceNumbers(), set[int]()
    said = False
    for number in numbers:
        twice = number in known and not said
        assert traces.add(number) is twice
        said |= twice
        known.add(number)


def batches(*numbers: range) -> NachaFile:
    """Write a batch for each range of trace numbers."""
    header = {
        "company_name": "MAGNOLIA MILLS",
        "company_identification": "1640000001",
        "sec_code": "PPD",
        "entry_description": "PAYROLL",
        "effective_date": "261125",
        "odfi_identification": "06530027",
    }
    values = {"transaction_code": "22", "rdfi_identification": "06100014", "account_number": "1", "amount": 1}
    made = (
        NewBatch(
            header,
            tuple(NewEntry({**values, "individual_name": "JANE", "trace_number": f"06530027{n:07}"}) for n in of_batch),
        )
        for of_batch in numbers
    )
    file = {"immediate_destination": "061000146", "immediate_origin": " 065300279", "file_creation_date": "261123"}
    return read(write(file, made))


def told(file: NachaFile) -> list[tuple[str, int, str]]:
    """Give each problem's name and line, and what a strict reader makes of it."""
    return [(problem.type.name, problem.line, problem.type.strict.value) for problem in file.problems]


@pytest.mark.parametrize("prove_from", [1, 10**9], ids=["in columns", "one by one"])
def test_numbers_that_start_again_are_said_once(monkeypatch: pytest.MonkeyPatch, prove_from: int) -> None:
    """At the first entry whose number stands in an earlier batch; both profiles let it pass."""
    monkeypatch.setattr(survey_module, "_MIN_LINES_TO_PROVE", prove_from)
    file = batches(range(1, 50), range(100, 150), range(90, 130), range(1, 50))
    # File header, 49 entries and 50 entries with header and control each, a header, and ten entries that are new.
    assert told(file) == [("trace-number-repeated", 1 + 51 + 52 + 1 + 10 + 1, "warning")]
    assert file.errors == ()


@pytest.mark.parametrize("prove_from", [1, 10**9], ids=["in columns", "one by one"])
def test_numbers_may_go_down_between_batches(monkeypatch: pytest.MonkeyPatch, prove_from: int) -> None:
    """They ascend within a batch; nothing is said of batches that do not overlap."""
    monkeypatch.setattr(survey_module, "_MIN_LINES_TO_PROVE", prove_from)
    assert told(batches(range(500, 600), range(1, 499, 7), range(2, 499, 7), range(700, 701))) == []


def test_each_file_has_its_own_numbers() -> None:
    """Two files one behind the other may use the same ones."""
    assert "trace-number-repeated" not in {problem.type.name for problem in read(valid("ppd_mixed") * 2).problems}


def test_a_number_that_is_wrong_already_is_not_compared() -> None:
    """An entry whose addenda name another number has one root: the number that was changed."""
    roots = [problem.type.name for problem in read(put(valid("ppd_mixed"), 10, 94, "1")).problems if problem.is_root]
    assert roots == ["addenda-of-another-entry"]


def test_the_writer_numbers_through_the_file() -> None:
    """Without numbers of their own, entries of all batches have different ones."""
    entry = NewEntry({"transaction_code": "22", "rdfi_identification": "06100014", "account_number": "1", "amount": 1})
    header = {"sec_code": "PPD", "odfi_identification": "06530027"}
    file = read(write({}, [NewBatch(header, (entry, entry)), NewBatch(header, (entry,))]))
    assert [each.id[-3:] for each in file.entries] == ["001", "002", "003"]
