"""`achguard clearances`: what is in force, void, ended or about to end, and ending one."""

import dataclasses
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from achguard.cli.exit_code import ExitCode
from achguard.cli.lists_table import local_day
from achguard.sanctions.clearance import Clearance, Clearances, record
from achguard.sanctions.snapshot import Snapshot
from cli.conftest import AS_OF, Run

ON = dt.date(2026, 11, 1)


def of(lists: Path, uid: str, name: str, **changes: object) -> Clearance:
    """Clear a name of an entry."""
    entity = Snapshot.open(lists).entity(uid)
    assert entity is not None
    given = Clearance.of(
        entity, name=name, by="J. Doe", why="born in 1990, in Jackson", on=ON, expires=dt.date(2027, 10, 31)
    )
    return dataclasses.replace(given, **changes)


@pytest.fixture
def file(lists: Path, tmp_path: Path) -> Path:
    """Give a file with a clearance of every state."""
    path = tmp_path / "clearances.toml"
    path.write_text("# kept by the office\n", encoding="utf-8")
    for each in (
        of(lists, "900001", "MALIK ZORBAN"),
        of(lists, "900009", "RADOMILA STRZYGOVICH", expires=dt.date(2026, 12, 1)),
        of(lists, "900010", "MIRKO DRAGOSLAVETIC", entity_digest=f"sha256:{'0' * 64}"),
        dataclasses.replace(of(lists, "900011", "ANSELMO QUIXALTENGO"), uid="7"),
        of(lists, "900012", "HELIO ORTIGALES", list="un-sc"),
        of(lists, "900014", "CHOL HWANGBO", expires=dt.date(2026, 11, 20)),
        of(
            lists, "900016", "K NGUMBAZI", ended=dt.date(2026, 11, 22), ended_by="A. Roe", ended_why="papers were false"
        ),
        of(lists, "900020", "ERCOLE SOLFATARA", on=dt.date(2026, 12, 24)),
        of(lists, "900021", "TY MARCHWOOD", despite=("date_of_birth",)),
    ):
        record(path, each)
    return path


def test_each_clearance_is_listed_with_its_state(
    run: Run, lists: Path, file: Path, golden: Callable[[str, str], None]
) -> None:
    """In force, ending soon, void and why, ended and by whom, to come; in the order of the file."""
    listed = run("clearances", "list", file, "--lists", lists, "--as-of", AS_OF)
    assert listed.exit_code == ExitCode.ACCEPTED
    golden("clearances_list.txt", listed.stdout)
    rows = [
        json.loads(line)
        for line in run(
            "clearances", "list", file, "--lists", lists, "--as-of", AS_OF, "--format", "jsonl"
        ).stdout.splitlines()
    ]
    assert [(each["n"], each["state"]) for each in rows] == [
        (1, "in force"),
        (2, "ends soon"),
        (3, "void"),
        (4, "void"),
        (5, "void"),
        (6, "ended"),
        (7, "ended"),
        (8, "to come"),
        (9, "in force"),
    ]
    assert (rows[0]["days_left"], rows[6]["ended_why"], rows[8]["despite"]) == (
        342,
        "papers were false",
        ["date_of_birth"],
    )


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2026-10-31", "to come"),
        ("2026-11-01", "in force"),
        ("2026-11-08", "in force"),
        ("2026-11-09", "ends soon"),
        ("2026-12-09", "ends soon"),
        ("2026-12-10", "ended"),
    ],
)
def test_a_clearance_is_in_force_on_its_days(run: Run, lists: Path, tmp_path: Path, day: str, state: str) -> None:
    """From the day it is for to the day before somebody ended it, and ends soon from thirty days before its last."""
    for number, changes in enumerate(({"expires": dt.date(2026, 12, 9)}, {"ended": dt.date(2026, 12, 10)})):
        soon = 52 if number else 30  # the second one would expire later
        file = tmp_path / f"{number}.toml"
        ended = {"ended_by": "A. Roe", "ended_why": "papers", "expires": dt.date(2026, 12, 31)} if number else {}
        record(file, of(lists, "900001", "MALIK ZORBAN", **{**changes, **ended}))
        listed = run(
            "clearances", "list", file, "--lists", lists, "--as-of", day, "--soon", soon, "--format", "jsonl"
        ).stdout
        assert json.loads(listed)["state"] == state


def test_a_check_tells_what_to_look_at(run: Run, lists: Path, file: Path, golden: Callable[[str, str], None]) -> None:
    """What is void or ends soon; nothing that a later clearance took the place of, and nothing that is over."""
    common = ("clearances", "check", file, "--lists", lists, "--as-of", AS_OF)
    found = run(*common)
    assert found.exit_code == ExitCode.NOT_ALL_ACCEPTED
    golden("clearances_check.txt", found.stdout)
    record(file, of(lists, "900010", "mirko  dragoslavetic"))
    again = [json.loads(line)["n"] for line in run(*common, "--format", "jsonl").stdout.splitlines()]
    assert again == [2, 4, 5]
    assert [json.loads(line)["n"] for line in run(*common, "--format", "jsonl", "--soon", 1).stdout.splitlines()] == [
        4,
        5,
    ]


def test_a_file_without_anything_to_look_at_leaves_with_nothing(run: Run, lists: Path, tmp_path: Path) -> None:
    """Exit code 0, and the count."""
    file = tmp_path / "c.toml"
    record(file, of(lists, "900001", "MALIK ZORBAN"))
    found = run("clearances", "check", file, "--lists", lists, "--as-of", AS_OF)
    assert (found.exit_code, found.stdout) == (ExitCode.ACCEPTED, "1 clearance: 1 in force\n")


def test_another_address_is_told_and_voids_nothing(run: Run, lists: Path, tmp_path: Path) -> None:
    """A clearance whose entry has other remarks since is in force, and somebody must look at it until it is renewed."""
    file = tmp_path / "c.toml"
    record(file, of(lists, "900001", "MALIK ZORBAN", compared_digest=f"sha256:{'0' * 64}"))
    common = ("clearances", "check", file, "--lists", lists, "--as-of", AS_OF)
    found = run(*common)
    assert found.exit_code == ExitCode.NOT_ALL_ACCEPTED
    assert "1 in force" in found.stdout
    assert "other addresses, places of birth or remarks since" in " ".join(found.stdout.split())
    (row,) = map(json.loads, run(*common, "--format", "jsonl").stdout.splitlines())
    assert (row["state"], row["why_not"], row["restated"]) == ("in force", None, True)
    record(file, of(lists, "900001", "MALIK ZORBAN"))
    assert run(*common).exit_code == ExitCode.ACCEPTED


def test_one_is_shown_with_the_entry_as_it_is(
    run: Run, lists: Path, file: Path, golden: Callable[[str, str], None]
) -> None:
    """What was said, and what the list says now; of an entry that is gone, that it is."""
    shown = run("clearances", "show", file, 1, "--lists", lists, "--as-of", AS_OF)
    assert shown.exit_code == ExitCode.ACCEPTED
    gone = run("clearances", "show", file, 4, "--lists", lists, "--as-of", AS_OF)
    golden("clearances_show.txt", f"{shown.stdout}\n{gone.stdout}")
    assert "The entry now" not in gone.stdout


def test_one_that_is_ended_holds_no_more(run: Run, lists: Path, file: Path) -> None:
    """It stays in the file with who ended it and why, everything else stays as it was, and its digest is another."""
    before = file.read_text(encoding="utf-8")
    digest = Clearances.open(file).digest
    ended = run("clearances", "expire", file, 1, "--by", "A. Roe", "--why", "the birth certificate was false")
    assert ended.exit_code == ExitCode.ACCEPTED
    assert ended.stdout == (f"Ended clearance 1 of {file}, MALIK ZORBAN: not sample-sdn 900001, given by J. Doe\n")
    after = file.read_text(encoding="utf-8")
    lines = f'ended = {local_day()}\nended_by = "A. Roe"\nended_why = "the birth certificate was false"\n'
    assert after == before.replace("[[clearance]]\n", f"[[clearance]]\n{lines}", 1)
    assert after.startswith("# kept by the office\n")
    assert Clearances.open(file).digest != digest
    entity, (hit, *_) = Snapshot.open(lists).entity("900001"), Snapshot.open(lists).screen("MALIK ZORBAN")
    clearing = Clearances.open(file).of("MALIK ZORBAN", hit, entity, as_of=local_day())
    assert clearing is not None
    assert clearing.void == f"it was ended on {local_day()}"
    yesterday = local_day() - dt.timedelta(days=1)
    earlier = Clearances.open(file).of("MALIK ZORBAN", hit, entity, as_of=yesterday)
    assert earlier is not None
    assert earlier.holds
    twice = run("clearances", "expire", file, 1, "--by", "A. Roe", "--why", "again")
    assert (twice.exit_code, "was ended on" in twice.stderr) == (ExitCode.USAGE, True)


def test_a_layout_that_is_not_known_is_left_alone(run: Run, lists: Path, tmp_path: Path) -> None:
    """Where no line begins the clearance, a person writes its end, and is told what to write."""
    one = of(lists, "900001", "MALIK ZORBAN")
    parts = {k: v for k, v in dataclasses.asdict(one).items() if v is not None and v != ()}
    inline = ", ".join(f"{k} = {v if isinstance(v, dt.date) else json.dumps(v)}" for k, v in parts.items())
    file = tmp_path / "c.toml"
    record(file, dataclasses.replace(one, why="see"))
    several = file.read_text(encoding="utf-8").replace('why = "see"', 'why = """\\\n[[clearance]]\\\nsee"""')
    for text in (f"clearance = [{{ {inline} }}]\n", several):
        file.write_text(text, encoding="utf-8")
        assert len(Clearances.open(file)) == 1
        refused = run("clearances", "expire", file, 1, "--by", "A. Roe", "--why", "papers")
        assert refused.exit_code == ExitCode.USAGE
        assert f'write into clearance 1 yourself: ended = {local_day()} ended_by = "A. Roe"' in refused.stderr
        assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("why", ["account 004417283", "SSN 123-45-6789", "born 1961-03-14", "born 14 March 1961"])
def test_a_reason_with_a_secret_is_refused(run: Run, lists: Path, file: Path, why: str) -> None:
    """An account number, a tax id and a birth date are neither written down nor repeated."""
    before = file.read_text(encoding="utf-8")
    clear = ("clear", "--lists", lists, "--name", "MALIK ZORBAN", "--uid", "900001", "--file", file)
    for arguments in (
        ("clearances", "expire", file, 1, "--by", "A. Roe", "--why", why),
        ("clearances", "expire", file, 1, "--by", why, "--why", "papers"),
        (*clear, "--by", "A. Roe", "--why", why),
    ):
        refused = run(*arguments)
        assert refused.exit_code == ExitCode.USAGE
        assert "holds a long number or a date" in refused.stderr
        assert why not in refused.stderr
    assert file.read_text(encoding="utf-8") == before


def test_what_people_wrote_is_masked(run: Run, lists: Path, tmp_path: Path) -> None:
    """A file that somebody wrote by hand shows no account number in any format."""
    file = tmp_path / "c.toml"
    record(file, of(lists, "900001", "MALIK ZORBAN"))
    text = file.read_text(encoding="utf-8").replace("born in 1990", "account 004417283")
    text = text.replace("J. Doe", "J. Doe 004417283").replace('"MALIK ZORBAN"', '"MALIK ZORBAN 004417283"')
    ended = 'ended = 2026-11-22\nended_by = "A 004417283"\nended_why = "004417283"\n'
    file.write_text(f"{text}\n{text}{ended}", encoding="utf-8")
    for arguments in (("list",), ("list", "--format", "jsonl"), ("show",)):
        number = (2,) if arguments == ("show",) else ()
        shown = run("clearances", arguments[0], file, *number, *arguments[1:], "--lists", lists, "--as-of", AS_OF)
        assert shown.exit_code == ExitCode.ACCEPTED
        assert "004417283" not in shown.stdout
    ended_now = run("clearances", "expire", file, 1, "--by", "A. Roe", "--why", "papers")
    assert ended_now.exit_code == ExitCode.ACCEPTED
    assert "MALIK ZORBAN" in ended_now.stdout
    assert "J. Doe" in ended_now.stdout
    assert "004417283" not in ended_now.stdout


def test_what_cannot_be_done_is_told(run: Run, lists: Path, file: Path, tmp_path: Path) -> None:
    """No lists, no file, another file, and numbers that the file has not."""
    for verb in ("list", "check"):
        assert run("clearances", verb, file).exit_code == ExitCode.LISTS
        absent = run("clearances", verb, tmp_path / "absent.toml", "--lists", lists)
        assert (absent.exit_code, "cannot be read" in absent.stderr) == (ExitCode.USAGE, True)
    assert run("clearances", "show", file, 1).exit_code == ExitCode.LISTS
    for number in (0, 10):
        shown = run("clearances", "show", file, number, "--lists", lists)
        ended = run("clearances", "expire", file, number, "--by", "A. Roe", "--why", "papers")
        assert (shown.exit_code, ended.exit_code) == (ExitCode.USAGE, ExitCode.USAGE)
        assert f"no number {number}" in shown.stderr
        assert f"no number {number}" in ended.stderr
    absent = run("clearances", "expire", tmp_path / "absent.toml", 1, "--by", "A. Roe", "--why", "papers")
    assert absent.exit_code == ExitCode.USAGE
    assert not (tmp_path / "absent.toml").exists()
