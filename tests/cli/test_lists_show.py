"""`achguard lists show`: an entry, whole."""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

from achguard.cli.exit_code import ExitCode
from achguard.sanctions.listed.entity_row import digest_of
from achguard.sanctions.snapshot import Snapshot
from cli.conftest import Run

SAMPLE = Path(__file__).parents[2] / "src" / "achguard" / "_data" / "sample_list"


def test_an_entry_is_shown_whole(run: Run, lists: Path, golden: Callable[[str, str], None]) -> None:
    """Its names, birth dates, countries and numbers, as they were looked at."""
    shown = [run("lists", "show", uid, "--lists", lists) for uid in ("900001", "900003", "900039", "900032")]
    assert {each.exit_code for each in shown} == {ExitCode.ACCEPTED}
    golden("lists_show.txt", "\n".join(each.stdout for each in shown))


def test_an_entry_in_json_has_every_field(run: Run, lists: Path) -> None:
    """What the list says, the digest that a clearance is bound to, and the list's day."""
    row = json.loads(run("lists", "show", "900001", "--lists", lists, "--format", "json").stdout)
    entity = Snapshot.open(lists).entity("900001")
    assert entity is not None
    assert [each["text"] for each in row["names"]] == [each.text for each in entity.names]
    assert row["identifiers"] == [{"type": "passport", "value": "X0000001", "country": "IR"}]
    assert (row["dates_of_birth"], row["countries"]) == ([*entity.dates_of_birth], ["IR"])
    assert (row["digest"], row["published"]) == (digest_of(entity), "2026-11-20")


def test_a_number_of_two_lists_needs_the_lists_name(run: Run, tmp_path: Path) -> None:
    """Which list it is of is asked for, and the other entries of the same party are named."""
    paths = []
    for name in ("ofac-sdn", "ofac-cons"):
        folder = tmp_path / name
        shutil.copytree(SAMPLE, folder, copy_function=shutil.copyfile)
        paths.append(folder)
    for file, other in (
        ("sdn", "cons_prim"),
        ("alt", "cons_alt"),
        ("add", "cons_add"),
        ("sdn_comments", "cons_comments"),
    ):
        (paths[1] / f"{file}.csv").rename(paths[1] / f"{other}.csv")
    Snapshot.from_files(*paths, published=dt.date(2026, 11, 20)).build(tmp_path / "two")
    asked = run("lists", "show", "900001", "--lists", tmp_path / "two")
    assert asked.exit_code == ExitCode.USAGE
    assert "is an entry of ofac-cons, ofac-sdn; say which with --list" in asked.stderr
    shown = run("lists", "show", "900001", "--list", "ofac-cons", "--lists", tmp_path / "two")
    assert shown.stdout.startswith("ofac-cons 900001  ZORBAN, Malik Tarentov\n")
    assert "same party  ofac-sdn 900001\n" in shown.stdout


def test_what_is_not_there_is_told(run: Run, lists: Path, tmp_path: Path) -> None:
    """An unknown number, an unknown list, no lists; an account number that somebody typed there is masked."""
    common = ("lists", "show", "--lists", lists)
    unknown = run(*common, "123456789012")
    assert (unknown.exit_code, unknown.stdout) == (ExitCode.USAGE, "")
    assert "is not an entry of sample-sdn; take the uid of the hit" in unknown.stderr
    assert "123456789012" not in unknown.stderr
    other = run(*common, "900001", "--list", "ofac-sdn")
    assert other.exit_code == ExitCode.USAGE
    assert "ofac-sdn is not among the lists sample-sdn" in other.stderr
    assert run("lists", "show", "900001", "--lists", tmp_path / "absent").exit_code == ExitCode.LISTS
    assert run("lists", "show").exit_code == ExitCode.USAGE
