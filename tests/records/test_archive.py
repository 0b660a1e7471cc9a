"""List versions are kept once, by content, and come back as they were."""

import datetime as dt
import lzma
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from achguard.errors import RecordError, SnapshotError
from achguard.records import archive as module
from achguard.records.archive import Archive
from achguard.sanctions.snapshot import Snapshot

FIRST = dt.date(2026, 1, 1)
NAMES = ("RUPERT EXAMPLE", "ZELDA SPECIMEN", "OTTO MUSTERLING", "CARA PROBAND", "NILS PRUEFER")


def snapshot(*names: str, day: dt.date = FIRST) -> Snapshot:
    """Give the sample list with names beside it, which are a list of their own."""
    return Snapshot.sample(published=day, also=names)


def same(one: Snapshot, other: Snapshot) -> bool:
    """Say whether two snapshots hold the same, and know the same of it."""
    return one.lists == other.lists and [*one.rows()] == [*other.rows()]


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    """Every entry, and all that was known of the lists; and it screens."""
    kept = snapshot(*NAMES[:2])
    archive = Archive(tmp_path / "a")
    assert [each.list for each in archive.add(kept)] == ["sample-names", "sample-sdn"]
    again = archive.snapshot(kept.lists)
    assert same(again, kept)
    assert again.screen("ZELDA SPECIMEN") == kept.screen("ZELDA SPECIMEN") != ()


def test_a_version_is_kept_once(tmp_path: Path) -> None:
    """Whichever day it is added on: the content decides."""
    archive = Archive(tmp_path)
    archive.add(snapshot("A EXAMPLE"))
    files = sorted(tmp_path.rglob("*.xz"))
    assert archive.add(snapshot("A EXAMPLE", day=FIRST + dt.timedelta(days=9))) == ()
    assert sorted(tmp_path.rglob("*.xz")) == files


def test_a_version_comes_back_as_it_was_known_then(tmp_path: Path) -> None:
    """Its day and the day on which it was confirmed are those of the decision, not those on which it was kept."""
    archive = Archive(tmp_path)
    archive.add(snapshot())
    later = snapshot(day=FIRST + dt.timedelta(days=9))
    assert archive.snapshot(later.lists).lists == later.lists


@settings(max_examples=30, deadline=None)
@given(histories=st.lists(st.sets(st.sampled_from(NAMES), min_size=1), min_size=1, max_size=8))
def test_any_history_comes_back(tmp_path_factory: pytest.TempPathFactory, histories: list[set[str]]) -> None:
    """Entries come, go and change in whatever order; each version is read through those before it."""
    archive = Archive(tmp_path_factory.mktemp("archive"))
    snapshots = [snapshot(*sorted(names)) for names in histories]
    for each in snapshots:
        archive.add(each)
    fresh = Archive(archive.folder)
    assert all(same(fresh.snapshot(each.lists), each) for each in snapshots)
    assert [*fresh.damages()] == []


def test_only_what_changed_is_kept(tmp_path: Path) -> None:
    """A version after the first one holds the entries that are new, and the numbers of those that are gone."""
    archive = Archive(tmp_path)
    archive.add(snapshot(*NAMES[:3]))
    archive.add(snapshot(*NAMES[:4]))
    whole, change = sorted((tmp_path / "sample-names").glob("*.xz"))
    assert lzma.decompress(whole.read_bytes()).count(b"\n") == 4
    assert lzma.decompress(change.read_bytes()).count(b"\n") == 2


def test_after_many_changes_a_version_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that none is read through more than some others."""
    monkeypatch.setattr(module, "CHANGES_IN_A_ROW", 2)
    archive = Archive(tmp_path)
    snapshots = [snapshot(*NAMES[:2], f"NEW{number} EXAMPLE") for number in range(7)]
    for each in snapshots:
        archive.add(each)
    lines = [
        lzma.decompress(each.read_bytes()).count(b"\n") for each in sorted((tmp_path / "sample-names").glob("*.xz"))
    ]
    assert [count == 4 for count in lines] == [True, False, False, True, False, False, True]
    assert all(same(archive.snapshot(each.lists), each) for each in snapshots)


@pytest.fixture
def three(tmp_path: Path) -> "Three":
    """Give an archive of three versions, the versions, and the files of the names."""
    archive = Archive(tmp_path)
    snapshots = [snapshot(*NAMES[:many]) for many in (1, 2, 3)]
    for each in snapshots:
        archive.add(each)
    return archive, snapshots, sorted((tmp_path / "sample-names").glob("*.xz"))


Three = tuple[Archive, list[Snapshot], list[Path]]


@pytest.mark.parametrize("harm", ["missing", "cut", "empty", "other"])
def test_a_damaged_version_is_told(three: Three, harm: str) -> None:
    """Those that build on it are told as well; those before it are whole."""
    archive, snapshots, files = three
    if harm == "missing":
        files[1].unlink()
    else:
        content = {"cut": files[1].read_bytes()[:-9], "empty": b"", "other": files[0].read_bytes()}[harm]
        files[1].write_bytes(content)
    fresh = Archive(archive.folder)
    assert same(fresh.snapshot(snapshots[0].lists), snapshots[0])
    for each in snapshots[1:]:
        with pytest.raises(RecordError):
            fresh.snapshot(each.lists)
    assert {each.path for each in fresh.damages()} >= {files[2]}


def test_on_a_damaged_version_nothing_is_built(three: Three) -> None:
    """The next version is kept whole."""
    archive, _, files = three
    files[2].write_bytes(b"")
    later = snapshot(*NAMES)
    fresh = Archive(archive.folder)
    fresh.add(later)
    assert same(Archive(archive.folder).snapshot(later.lists), later)


@pytest.mark.parametrize("harm", ["missing", "cut"])
def test_a_version_that_can_not_be_had_is_kept_again(three: Three, harm: str) -> None:
    """Whoever still has the list gives it once more, and it can be had; what still tells is its damaged file."""
    archive, snapshots, files = three
    if harm == "missing":
        files[0].unlink()
    else:
        files[0].write_bytes(files[0].read_bytes()[:-9])
    for each in snapshots:
        fresh = Archive(archive.folder)
        assert [kept.list for kept in fresh.add(each)] == ["sample-names"]
        assert same(Archive(archive.folder).snapshot(each.lists), each)
        assert Archive(archive.folder).add(each) == ()
    assert [each.path for each in Archive(archive.folder).damages()] == ([files[0]] if harm == "cut" else [])


def test_a_version_that_is_missing_is_named_by_its_day(three: Three) -> None:
    """The name of its file has the day and the digest, of which nothing is masked."""
    archive, snapshots, files = three
    files[0].unlink()
    with pytest.raises(RecordError, match=f"{files[0].name}: is missing"):
        Archive(archive.folder).snapshot(snapshots[1].lists)


@pytest.mark.parametrize(("old", "new"), [(b'"entries": 3', b'"entries": "x"'), (b'"sha256"', b'"sha25"')])
def test_a_version_that_says_too_little_is_damaged(three: Three, old: bytes, new: bytes) -> None:
    """Whatever somebody made of what it says, it is told as damaged by whoever reads it, and counts as not there."""
    archive, snapshots, files = three
    content = lzma.decompress(files[2].read_bytes())
    assert content.count(old) == 1
    files[2].write_bytes(lzma.compress(content.replace(old, new)))
    fresh = Archive(archive.folder)
    assert [each.path for each in fresh.damages()] == [files[2]]
    for read in (lambda: [*fresh.versions()], lambda: fresh.snapshot(snapshots[2].lists)):
        with pytest.raises(RecordError, match="is damaged"):
            read()
    assert len(fresh.add(snapshots[2])) == 1


def test_a_version_that_builds_on_itself_is_told(three: Three) -> None:
    """Somebody changed what it says; reading it ends."""
    archive, snapshots, files = three
    head, _, rest = lzma.decompress(files[2].read_bytes()).partition(b"\n")
    files[2].write_bytes(lzma.compress(head.replace(files[1].name.encode(), files[2].name.encode()) + b"\n" + rest))
    with pytest.raises(RecordError, match="builds on itself"):
        Archive(archive.folder).snapshot(snapshots[2].lists)


def test_a_version_that_was_never_kept_is_named(three: Three) -> None:
    """With its day and digest, and what to do."""
    archive, _, _ = three
    with pytest.raises(RecordError, match=r"has no sample-names of 2026-01-01 \(sha256:.*lists archive"):
        archive.snapshot(snapshot("NOBODY EXAMPLE").lists)
    with pytest.raises(RecordError, match="no archive"):
        [*Archive(archive.folder / "none").versions()]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_part_of_a_list_is_a_version_of_its_own(tmp_path: Path, order: tuple[int, ...]) -> None:
    """It has the digest of the whole list, and neither comes back for the other."""
    whole = snapshot()
    both = (whole, whole.only([("sample-sdn", "900001")]))
    archive = Archive(tmp_path)
    for at in order:
        archive.add(both[at])
    assert all(same(archive.snapshot(each.lists), each) for each in both)


def test_an_archived_snapshot_is_not_pickled(three: Three) -> None:
    """It says so when it comes back; a worker opens the archive itself."""
    archive, snapshots, _ = three
    with pytest.raises(SnapshotError):
        pickle.loads(pickle.dumps(archive.snapshot(snapshots[0].lists)))  # noqa: S301  our own pickle


@pytest.mark.slow
@pytest.mark.parametrize("after", [0.0, 0.02, 0.05])
def test_a_killed_process_leaves_whole_versions(tmp_path: Path, after: float) -> None:
    """Ended at whatever moment: each version is there whole or not at all, and the next process goes on."""
    code = f"""
from achguard import Snapshot
from achguard.records.archive import Archive
archive = Archive({str(tmp_path)!r})
import datetime as dt
print("begin", flush=True)
for number in range(10_000):
    archive.add(Snapshot.sample(published=dt.date(2026, 1, 1), also=[f"NEW{{number}} EXAMPLE"]))
    print(number, flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begin\n"
        assert process.stdout.readline() == "0\n"
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        told = [0, *map(int, process.stdout.read().split("\n")[:-1])]
    archive = Archive(tmp_path)
    assert [*archive.damages()] == []
    for number in told:
        archive.snapshot(snapshot(f"NEW{number} EXAMPLE").lists)
    assert len(archive.add(snapshot("LATER EXAMPLE"))) == 1
