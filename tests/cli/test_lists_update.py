"""`achguard lists update`: fetching, telling what came of it, and the exit code."""

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import pytest

from achguard.cli.exit_code import ExitCode
from achguard.cli.lists_table import local_day
from achguard.records.archive import Archive
from achguard.sanctions.snapshot import Snapshot
from achguard.sanctions.updating.active_snapshot import Installation
from achguard.sanctions.updating.update import update
from cli.conftest import Run
from sanctions import list_server
from sanctions.list_server import ListServer, serving

SAMPLE = Path(__file__).parents[2] / "src" / "achguard" / "_data" / "sample_list"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ListServer]:
    """Serve a copy of the fictional list, published today."""
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    folder = tmp_path / "served"
    shutil.copytree(SAMPLE, folder, copy_function=shutil.copyfile)
    with serving(folder) as running:
        running.last_modified = formatdate(usegmt=True)
        yield running


@pytest.mark.slow
def test_lists_are_fetched_and_in_force(run: Run, server: ListServer) -> None:
    """After an update the installed lists are what the other verbs use; a second one says that nothing is new."""
    arguments = ("lists", "update", "--lists", "ofac-sdn", "--url", f"ofac-sdn={server.url}")
    first = run(*arguments)
    assert (first.exit_code, first.stderr) == (ExitCode.ACCEPTED, "")
    assert first.stdout.splitlines()[0] == "Installed"
    assert "ofac-sdn" in first.stdout
    assert "server" in first.stdout
    assert run("lists", "status").exit_code == ExitCode.ACCEPTED
    assert run("screen", "MALIK ZORBAN").exit_code == ExitCode.NOT_ALL_ACCEPTED
    assert run(*arguments).stdout.splitlines()[0] == "Nothing new; in force:"
    alt = server.folder / "alt.csv"
    alt.write_bytes(alt.read_bytes().replace(b"ZORBANI", b"ZORBANY"))
    assert run(*arguments).stdout.splitlines()[0] == "Installed: 0 entries added, 0 removed, 1 changed"


def test_a_list_that_cannot_be_had_is_told_and_the_last_one_stays(run: Run, server: ListServer, tmp_path: Path) -> None:
    """One sentence on stderr, exit code 4, and what was installed is still there."""
    out = tmp_path / "elsewhere"
    arguments = ("lists", "update", "--lists", "ofac-sdn", "--url", f"ofac-sdn={server.url}", "--out", out)
    assert run(*arguments).exit_code == ExitCode.ACCEPTED
    for misbehaviour in (list_server.error_500, list_server.web_page):
        server.misbehave["sdn.csv"] = misbehaviour
        failed = run(*arguments)
        assert (failed.exit_code, failed.stdout) == (ExitCode.LISTS, "")
        assert failed.stderr.count("\n") == 1
        assert "in force stay ofac-sdn of " in failed.stderr
        assert "(0 days old); they can be used until " in failed.stderr
        assert len(Snapshot.open(out)) == 41


def test_where_nothing_was_installed_a_failure_says_so(run: Run, server: ListServer, tmp_path: Path) -> None:
    """Without lists every payment is held, and whoever sees the update fail reads it."""
    server.misbehave["sdn.csv"] = list_server.error_500
    failed = run("lists", "update", "--lists", "ofac-sdn", "--url", f"ofac-sdn={server.url}", "--out", tmp_path / "o")
    assert failed.exit_code == ExitCode.LISTS
    assert "no lists are in force, so that every payment is held" in failed.stderr


def test_lists_that_stay_and_are_too_old_are_told(run: Run, server: ListServer, tmp_path: Path) -> None:
    """An update that failed for too long says that every payment is held."""
    out = tmp_path / "elsewhere"
    day = local_day() - dt.timedelta(days=8)
    update(["ofac-sdn"], out=out, urls={"ofac-sdn": [server.url]}, on=day)
    (out / "confirmed.json").unlink()
    old = Snapshot.sample(published=day)
    with Installation(out).at_work() as work:
        Installation(out).install(old, work)
    server.misbehave["sdn.csv"] = list_server.error_500
    failed = run("lists", "update", "--lists", "ofac-sdn", "--url", f"ofac-sdn={server.url}", "--out", out)
    assert f"of {day} (8 days old); they are too old, so that every payment is held" in failed.stderr


def test_a_stale_list_is_told_even_when_it_is_what_the_publisher_gives(run: Run, server: ListServer) -> None:
    """A mirror that nobody keeps up leaves with 4, although its list counts as confirmed."""
    server.last_modified = "Thu, 12 Nov 2020 00:00:00 GMT"
    result = run("lists", "update", "--lists", "ofac-sdn", "--url", f"ofac-sdn={server.url}")
    assert result.exit_code == ExitCode.LISTS
    assert "is dated 2020-11-12" in result.stderr
    assert run("lists", "status").exit_code == ExitCode.ACCEPTED


def test_an_older_list_is_taken_only_when_it_may_be(run: Run, server: ListServer, tmp_path: Path) -> None:
    """A publisher that goes back to an earlier list is refused, unless somebody says that it may."""
    common = ("lists", "update", "--lists", "ofac-sdn", "--url", f"ofac-sdn={server.url}", "--out", tmp_path / "o")
    assert run(*common).exit_code == ExitCode.ACCEPTED
    older = dt.datetime.now(dt.UTC) - dt.timedelta(days=2)
    server.last_modified = formatdate(older.timestamp(), usegmt=True)
    sdn = server.folder / "sdn.csv"
    sdn.write_bytes(sdn.read_bytes().replace(b"ZORBAN, Malik", b"ZORBANY, Malik"))
    refused = run(*common)
    assert (refused.exit_code, "1 changed" in refused.stdout) == (ExitCode.LISTS, False)
    taken = run(*common, "--allow-older")
    assert (taken.exit_code, "1 changed" in taken.stdout) == (ExitCode.ACCEPTED, True), taken.stderr
    assert [each.published for each in Snapshot.open(tmp_path / "o").lists] == [older.date()]


def test_every_option_reaches_the_server(run: Run, server: ListServer) -> None:
    """The user agent, the time and the proxy are what was given; a proxy is asked in place of the host."""
    agent = "Mozilla/5.0 (compatible; compliance of Example Agency)"
    common = ("lists", "update", "--lists", "ofac-sdn", "--timeout", "20", "--user-agent", agent)
    result = run(*common, "--url", "ofac-sdn=http://nowhere.invalid/", "--proxy", server.url)
    assert result.exit_code == ExitCode.LISTS
    assert set(server.user_agents) == {agent}
    assert server.asked[0][0] == "http://nowhere.invalid/sdn.csv"


def test_shrunken_and_older_lists_need_to_be_allowed(run: Run, server: ListServer) -> None:
    """Each has an option of its own, which the refusal speaks of."""
    arguments = ("lists", "update", "--lists", "ofac-sdn", "--url", f"ofac-sdn={server.url}")
    assert run(*arguments).exit_code == ExitCode.ACCEPTED
    for name in ("sdn.csv", "alt.csv", "add.csv"):
        lines = (server.folder / name).read_bytes().splitlines(keepends=True)
        kept = [line for line in lines if line[:6] <= b"900020"]
        (server.folder / name).write_bytes(b"".join(kept))
    refused = run(*arguments)
    assert refused.exit_code == ExitCode.LISTS
    assert "unless you allow it to shrink" in refused.stderr
    assert run(*arguments, "--allow-shrink").exit_code == ExitCode.ACCEPTED


@pytest.mark.parametrize(
    "arguments",
    [
        ["--lists", "nobody"],
        ["--lists", ""],
        ["--url", "ofac-sdn"],
        ["--url", "un=http://127.0.0.1/"],
        ["--url", "ofac-sdn=ftp://127.0.0.1/"],
        ["--timeout", "0"],
        ["--proxy", "nowhere"],
    ],
)
def test_what_cannot_be_meant_is_a_mistake_of_usage(run: Run, arguments: list[str]) -> None:
    """Unknown lists, addresses that are none, and options without sense leave with 2 and fetch nothing."""
    assert run("lists", "update", *arguments).exit_code == ExitCode.USAGE


def test_where_several_lists_changed_each_has_its_line(run: Run, server: ListServer, tmp_path: Path) -> None:
    """The first line counts all changes; where they are one list's, it says all."""
    sample = Path(__file__).parents[1] / "sanctions" / "sources" / "samples" / "un.xml"
    shutil.copyfile(sample, server.folder / "un.xml")
    both = ("--url", f"ofac-sdn={server.url}", "--url", f"un={server.url}un.xml")
    arguments = ("lists", "update", "--lists", "ofac-sdn,un", *both, "--out", tmp_path / "out")
    assert run(*arguments).exit_code == ExitCode.ACCEPTED
    alt, un = server.folder / "alt.csv", server.folder / "un.xml"
    alt.write_bytes(alt.read_bytes().replace(b"ZORBANI", b"ZORBANY"))
    assert [line for line in run(*arguments).stdout.splitlines() if "changed" in line] == [
        "Installed: 0 entries added, 0 removed, 1 changed"
    ]
    alt.write_bytes(alt.read_bytes().replace(b"ZORBANY", b"ZORBANI"))
    un.write_bytes(un.read_bytes().replace(b"Ilyan Mardoukov", b"Ilyan Mardoukow"))
    assert [line for line in run(*arguments).stdout.splitlines() if "changed" in line] == [
        "Installed: 0 entries added, 0 removed, 2 changed",
        "  ofac-sdn: 0 entries added, 0 removed, 1 changed",
        "  un-sc: 0 entries added, 0 removed, 1 changed",
    ]


def test_lists_are_in_the_archive_before_they_are_in_force(run: Run, server: ListServer, tmp_path: Path) -> None:
    """What was in force and what came, each once; where the archive can't take it, what was in force stays so."""
    arguments = ("lists", "update", "--lists", "ofac-sdn", "--url", f"ofac-sdn={server.url}")
    kept = ("--archive", tmp_path / "archive")
    assert run(*arguments).exit_code == ExitCode.ACCEPTED
    first = Snapshot.latest()
    alt = server.folder / "alt.csv"
    alt.write_bytes(alt.read_bytes().replace(b"ZORBANI", b"ZORBANY"))
    result = run(*arguments, *kept)
    assert [line.split(",")[0] for line in result.stdout.splitlines()[:2]] == [
        f"kept ofac-sdn of {each.published}" for each in (first.lists[0], Snapshot.latest().lists[0])
    ]
    archive = Archive(tmp_path / "archive")
    for each in (first, Snapshot.latest()):
        assert [*archive.snapshot(each.lists).rows()] == [*each.rows()]
    assert "kept" not in run(*arguments, *kept).stdout
    in_force = Snapshot.latest().lists[0].sha256
    alt.write_bytes(alt.read_bytes().replace(b"ZORBANY", b"ZORBANE"))
    (tmp_path / "a file").touch()
    result = run(*arguments, "--archive", tmp_path / "a file")
    assert (result.exit_code, result.stdout) == (ExitCode.UNREADABLE_INPUT, "")
    assert "a file" in result.stderr
    assert Snapshot.latest().lists[0].sha256 == in_force
