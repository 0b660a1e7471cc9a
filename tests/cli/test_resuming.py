"""What a run notes beside its output: never more than is written, and nothing that another run may take for its own."""

import json
from collections import Counter
from pathlib import Path

import pytest

from achguard.cli.results import Tally
from achguard.cli.resuming import Resumed, resumed
from achguard.errors import ConfigurationError

RESTS_ON = {"input": "the digest of it", "--format": "csv"}


class Crashed(Exception):  # noqa: N818  no error of ours
    """A run that ends in its midst."""


def begun(out: Path, *, lines: int = 3, policies: dict[str, None] | None = None) -> None:
    """Write some lines, note each, and end as a crash does."""

    def write(run: Resumed) -> None:
        for number in range(1, lines + 1):
            run.stream.write(f"line {number}\n")
            tally = Tally(outcomes=Counter(accept=number), policies=policies or {})
            run.note(number * 100, number, tally, None)
        run.stream.write("line that is not no")
        raise Crashed

    with pytest.raises(Crashed), resumed(str(out), [], RESTS_ON) as run:
        write(run)


def test_a_run_goes_on_behind_the_last_note(tmp_path: Path) -> None:
    """What was written behind it is cut off, the tally is that of the note, and the end makes it the output."""
    out = tmp_path / "out"
    begun(out)
    with resumed(str(out), [], RESTS_ON) as run:
        assert (run.reached.end, run.reached.rows, run.reached.lines) == (300, 3, 3)
        assert run.reached.tally.outcomes == {"accept": 3}
        run.stream.write("line 4\n")
    assert out.read_text() == "line 1\nline 2\nline 3\nline 4\n"
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("cut", [1, 10, 200])
def test_a_note_that_is_cut_off_is_passed_by(tmp_path: Path, cut: int) -> None:
    """The one before it holds."""
    out = tmp_path / "out"
    begun(out)
    notes = tmp_path / "out.part.json"
    last = len(notes.read_text().splitlines()[-1])
    notes.write_bytes(notes.read_bytes()[: -min(cut, last) - 1])
    with resumed(str(out), [], RESTS_ON) as run:
        assert (run.reached.end, run.reached.size) == (200, len("line 1\nline 2\n"))


@pytest.mark.parametrize("behind", [0, 1])
def test_a_note_may_have_letters_of_any_kind(tmp_path: Path, behind: int) -> None:
    """One is cut off inside a letter, and the other has what some take for the end of a line."""
    out = tmp_path / "out"
    policies = dict.fromkeys(["K\u2028", "\N{LATIN SMALL LETTER U WITH DIAERESIS}"])
    begun(out, lines=2, policies=policies)
    notes = tmp_path / "out.part.json"
    content = notes.read_bytes()
    if behind:
        notes.write_bytes(content[: content.rindex("\N{LATIN SMALL LETTER U WITH DIAERESIS}".encode()) + behind])
    with resumed(str(out), [], RESTS_ON) as run:
        assert (run.reached.end, run.reached.tally.policies) == (100 if behind else 200, policies)
        assert run.run == json.loads(content.partition(b"\n")[0])["run"]


def test_a_note_says_no_more_than_there_is(tmp_path: Path) -> None:
    """After a crash of the machine less may be written than is noted: what is there counts."""
    out = tmp_path / "out"
    begun(out)
    part = tmp_path / "out.part"
    part.write_text("line 1\nlin")
    with resumed(str(out), [], RESTS_ON) as run:
        assert run.reached.end == 100
    assert out.read_text() == "line 1\n"


def test_one_run_writes_at_a_time(tmp_path: Path) -> None:
    """Another one that would write the same output is refused, and changes nothing of it."""
    out = tmp_path / "out"
    with resumed(str(out), [], RESTS_ON) as run:
        run.stream.write("line 1\n")
        with pytest.raises(ConfigurationError, match="another run writes"), resumed(str(out), [], RESTS_ON):
            pass
    assert out.read_text() == "line 1\n"


@pytest.mark.parametrize("notes", [None, "", "no JSON\n"])
def test_output_without_notes_is_not_gone_on_with(tmp_path: Path, notes: str | None) -> None:
    """Nothing says how far it goes, and it may be another's."""
    (tmp_path / "out.part").write_text("line 1\n")
    if notes is not None:
        (tmp_path / "out.part.json").write_text(notes)
    with pytest.raises(ConfigurationError, match="nothing says how far"), resumed(str(tmp_path / "out"), [], RESTS_ON):
        pass
    assert (tmp_path / "out.part").read_text() == "line 1\n"


@pytest.mark.parametrize("head", [{"version": 0, "rests_on": RESTS_ON}, [], 7])
def test_notes_of_another_version_are_refused(tmp_path: Path, head: object) -> None:
    """What another version noted may mean something else."""
    (tmp_path / "out.part").write_text("line 1\n")
    (tmp_path / "out.part.json").write_text(json.dumps(head) + "\n")
    with pytest.raises(ConfigurationError, match="not of this version"), resumed(str(tmp_path / "out"), [], RESTS_ON):
        pass
