"""A snapshot knows what it holds, is built the same way twice, and is never half there."""

import concurrent.futures
import dataclasses
import datetime as dt
import json
import os
import pickle
import shutil
from pathlib import Path

import pytest

from achguard.errors import ListFormatError, SnapshotError
from achguard.sanctions import build, open_or_build
from achguard.sanctions.listed.entity import Entry
from achguard.sanctions.snapshot import Snapshot
from achguard.sanctions.stored import parties_file, snapshot_folder

DAY = dt.date(2026, 11, 20)


def tree(folder: Path) -> dict[str, bytes]:
    """Return what a folder holds."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_sample_dates_itself_today_or_as_told() -> None:
    """The sample never goes stale, and can be dated for a replay."""
    (listed,) = Snapshot.sample().lists
    assert (listed.list, listed.dated_by, listed.entries) == ("sample-sdn", "argument", 41)
    assert abs((listed.published - dt.datetime.now(tz=dt.UTC).date()).days) <= 1
    assert Snapshot.sample(published=DAY).published == DAY


def test_knows_its_entries(sample: Snapshot) -> None:
    """Length, entries by number, and the lists' dates and digests are there."""
    assert len(sample) == len(sample.entities) == 41
    entity = sample.entity("900002")
    assert entity is not None
    assert entity.primary_name == "QUENTARA MARITIME TRADING COMPANY LLC"
    assert sample.entity("900002", "ofac-sdn") is None
    assert sample.entity("1") is None
    assert sample.lists[0].sha256.startswith("sha256:")
    assert sample.problems == ()
    assert "sample-sdn" in repr(sample)


def test_builds_the_same_bytes_twice(ofac_files: Path, tmp_path: Path) -> None:
    """The same files and date give the same folder, whatever the order and the names of the files."""
    build(ofac_files, out=tmp_path / "one", published=DAY)
    paths = sorted(ofac_files.glob("*.csv"), reverse=True)
    build(*paths, out=tmp_path / "two", published=DAY)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_opened_is_as_built(ofac_files: Path, tmp_path: Path) -> None:
    """A snapshot that was written and opened has the same lists, entries and hits."""
    read = Snapshot.from_files(ofac_files, published=DAY)
    opened = read.build(tmp_path / "out")
    assert opened.lists == read.lists
    assert sorted(opened.entities, key=lambda entity: entity.uid) == sorted(
        read.entities, key=lambda entity: entity.uid
    )
    assert opened.screen("MALIK ZORBAN") == read.screen("MALIK ZORBAN") != ()


def test_a_build_replaces_a_snapshot_in_one_step(ofac_files: Path, tmp_path: Path) -> None:
    """Building into a folder with a snapshot leaves the new one and nothing of the old."""
    out = tmp_path / "out"
    build(ofac_files, out=out, published=DAY)
    (ofac_files / "alt.csv").write_bytes((ofac_files / "alt.csv").read_bytes().replace(b"ZORBANI", b"ZORBANY"))
    again = build(ofac_files, out=out, published=DAY)
    assert again.screen("ZORBANY MALIK")[0].listed_name == "ZORBANY, Malik"
    assert sorted(name.partition("-")[0] for name in tree(out)) == [
        "entities",
        "index",
        "keys",
        "manifest.json",
        "offsets",
        "remarks",
    ]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_an_interrupted_build_leaves_what_was_there(
    ofac_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that stops before its last step leaves the old snapshot whole, and no new folder where none was."""
    out = tmp_path / "out"
    build(ofac_files, out=out, published=DAY)
    before = tree(out)

    def stop(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", stop)
    for place in (out, tmp_path / "new"):
        with pytest.raises(SnapshotError, match="No space left"):
            build(ofac_files, out=place, published=dt.date(2026, 1, 1))
    assert tree(out) == before
    assert not (tmp_path / "new").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_folder_with_other_files_is_left_alone(ofac_files: Path) -> None:
    """Nothing is written among files that are no snapshot."""
    before = tree(ofac_files)
    with pytest.raises(SnapshotError, match="holds other files"):
        build(ofac_files, out=ofac_files, published=DAY)
    assert tree(ofac_files) == before


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda folder: (folder / "manifest.json").unlink(), "is not a built snapshot"),
        (lambda folder: (folder / "manifest.json").write_text("{"), "damaged"),
        (lambda folder: (folder / "manifest.json").write_text("[]"), "damaged"),
        (lambda folder: (folder / "manifest.json").write_text('{"format": 99, "data": {}}'), "format 99"),
        (lambda folder: next(folder.glob("entities-*")).unlink(), "cannot be read"),
        (lambda folder: next(folder.glob("entities-*")).write_bytes(b"[]"), "changed or cut off"),
        (lambda folder: next(folder.glob("remarks-*")).unlink(), "cannot be read"),
        (lambda folder: next(folder.glob("remarks-*")).write_bytes(b"[]"), "changed or cut off"),
        (shutil.rmtree, "no such folder"),
    ],
)
def test_a_damaged_snapshot_is_refused(ofac_files: Path, tmp_path: Path, damage: object, says: str) -> None:
    """Whatever happened to a snapshot is told in one sentence that says to build it again."""
    out = tmp_path / "out"
    build(ofac_files, out=out, published=DAY)
    damage(out)  # type: ignore[operator]
    with pytest.raises(SnapshotError, match=says) as caught:
        Snapshot.open(out)
    assert "achguard lists build" in str(caught.value)


def test_addresses_and_remarks_are_read_when_an_entry_is_looked_at(ofac_files: Path, tmp_path: Path) -> None:
    """A built snapshot screens without them, and gives them with the entry, as they were read."""
    read = Snapshot.from_files(ofac_files, published=DAY)
    opened = read.build(tmp_path / "out")
    for uid in ("900001", "900002", "900041"):
        whole, screened = opened.entity(uid), opened.screened_entity(uid)
        assert whole is not None
        assert screened is not None
        assert dataclasses.asdict(whole) == dataclasses.asdict(read.entity(uid))  # type: ignore[arg-type]
        assert whole.remarks
        assert (screened.addresses, screened.places_of_birth, screened.remarks) == ((), (), None)
        assert screened == whole
    assert opened.screened_entity("900001", "un-sc") is None
    assert [*opened.build(tmp_path / "again").rows()] == [*opened.rows()] == [*read.rows()]


def test_changed_remarks_stop_no_decision_and_are_never_shown(ofac_files: Path, tmp_path: Path) -> None:
    """A file of remarks with another text opens and screens; who looks at an entry is told to build again."""
    out = tmp_path / "out"
    build(ofac_files, out=out, published=DAY)
    (file,) = out.glob("remarks-*")
    file.write_bytes(file.read_bytes().replace(b"Tehran", b"London"))
    opened = Snapshot.open(out)
    assert opened.screen("MALIK ZORBAN")
    assert opened.screened_entity("900001") is not None
    for _ in range(2):
        with pytest.raises(SnapshotError, match="changed or cut off since it was built; build it again"):
            opened.entity("900001")


def test_a_snapshot_of_an_earlier_achguard_opens(ofac_files: Path, tmp_path: Path) -> None:
    """A snapshot without the file of remarks has the same entries and hits, and no addresses."""
    out = tmp_path / "out"
    built = build(ofac_files, out=out, published=DAY)
    manifest = json.loads((out / "manifest.json").read_text())
    (out / manifest["files"].pop("remarks")["file"]).unlink()
    (out / "manifest.json").write_text(json.dumps(snapshot_folder.sealed(manifest)))
    opened = Snapshot.open(out)
    assert [*opened.entities] == [*built.entities]
    assert opened.screen("MALIK ZORBAN") == built.screen("MALIK ZORBAN") != ()
    entity = opened.entity("900001")
    assert entity is not None
    assert (entity.addresses, entity.places_of_birth, entity.remarks) == ((), (), None)
    assert not built.changes_since(opened)


def test_a_manifest_that_counts_otherwise_is_refused(ofac_files: Path, tmp_path: Path) -> None:
    """A list that claims more entries than there are was tampered with."""
    out = tmp_path / "out"
    build(ofac_files, out=out, published=DAY)
    manifest = json.loads((out / "manifest.json").read_text())
    for change in ({"entries": 40}, {"dated_by": "somebody"}):
        changed = {**manifest, "lists": [{**manifest["lists"][0], **change}]}
        (out / "manifest.json").write_text(json.dumps(snapshot_folder.sealed(changed)))
        with pytest.raises(SnapshotError):
            Snapshot.open(out)


def test_official_files_are_told_from_a_snapshot(ofac_files: Path) -> None:
    """Opening a folder of list files as a snapshot says what to do with them."""
    with pytest.raises(SnapshotError, match="from_files"):
        Snapshot.open(ofac_files)


def test_latest_opens_what_is_installed(ofac_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Installed lists are found by the environment or in the user's data folder; where none are it says what to run."""
    monkeypatch.setenv("ACHGUARD_LISTS", str(tmp_path / "installed"))
    with pytest.raises(SnapshotError, match="achguard lists update"):
        Snapshot.latest()
    build(ofac_files, out=tmp_path / "installed", published=DAY)
    assert Snapshot.latest().published == DAY
    monkeypatch.delenv("ACHGUARD_LISTS")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    build(ofac_files, out=tmp_path / "data" / "achguard" / "lists", published=DAY)
    assert Snapshot.latest().published == DAY


def test_open_or_build_builds_once_per_files_and_date(ofac_files: Path, tmp_path: Path) -> None:
    """Official files are built into the cache once, and under another date once more."""
    cache = tmp_path / "cache"
    first = open_or_build(ofac_files, cache=cache, published=DAY)
    assert open_or_build(ofac_files, cache=cache, published=DAY).lists == first.lists
    assert len([*(cache / "snapshots").iterdir()]) == 1
    assert open_or_build(ofac_files, cache=cache, published=dt.date(2026, 1, 1)).published == dt.date(2026, 1, 1)
    assert len([*(cache / "snapshots").iterdir()]) == 2
    (built,) = [path for path in (cache / "snapshots").iterdir() if Snapshot.open(path).published == DAY]
    assert open_or_build(built).lists == first.lists


def test_a_damaged_cache_is_built_again(ofac_files: Path, tmp_path: Path) -> None:
    """A cached snapshot that was cut off is not trusted."""
    cache = tmp_path / "cache"
    first = open_or_build(ofac_files, cache=cache, published=DAY)
    (kept,) = (cache / "snapshots").iterdir()
    next(kept.glob("entities-*")).write_bytes(b"")
    assert open_or_build(ofac_files, cache=cache, published=DAY).lists == first.lists


def test_a_cache_that_cannot_be_written_is_done_without(
    ofac_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a place to keep it the snapshot is read into memory."""
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("ACHGUARD_CACHE", str(tmp_path / "file"))
    assert len(open_or_build(ofac_files, published=DAY)) == 41


def test_open_or_build_refuses_what_is_neither(tmp_path: Path) -> None:
    """A place with neither a snapshot nor list files is told."""
    with pytest.raises(ListFormatError):
        open_or_build(tmp_path / "nowhere", cache=tmp_path / "cache")


def test_pickles_as_a_specification(ofac_files: Path, tmp_path: Path) -> None:
    """A snapshot of each origin is had again from its pickle, which holds no entry."""
    opened = build(ofac_files, out=tmp_path / "out", published=DAY)
    for snapshot in (Snapshot.sample(), Snapshot.from_files(ofac_files), opened):
        pickled = pickle.dumps(snapshot)
        assert b"ZORBAN" not in pickled
        again = pickle.loads(pickled)  # noqa: S301 -- our own bytes
        assert again.lists == snapshot.lists
        assert again.screen("MALIK ZORBAN") == snapshot.screen("MALIK ZORBAN")


def test_a_pickle_of_lists_that_changed_is_refused(ofac_files: Path) -> None:
    """Another worker never screens against other lists without saying so."""
    pickled = pickle.dumps(Snapshot.from_files(ofac_files, published=DAY))
    (ofac_files / "alt.csv").write_bytes((ofac_files / "alt.csv").read_bytes().replace(b"ZORBANI", b"ZORBANY"))
    with pytest.raises(SnapshotError, match="changed since"):
        pickle.loads(pickled)  # noqa: S301 -- our own bytes


def test_threads_share_a_snapshot() -> None:
    """Screening from many threads at once gives what one thread gets."""
    snapshot = Snapshot.sample()
    names = ["MALIK ZORBAN", "JANE PUBLIC", "QUENTARA SHIPPING", "BANK OF NORTHERN VELDORIA"] * 8
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        found = [*pool.map(snapshot.screen, names)]
    assert found == Snapshot.sample().screen_many(names)


def test_partial_shows_in_the_lists(ofac_files: Path, tmp_path: Path) -> None:
    """A list read without its aliases says so for ever."""
    (ofac_files / "alt.csv").unlink()
    snapshot = build(ofac_files, out=tmp_path / "out", published=DAY, partial=True)
    assert snapshot.lists[0].partial
    assert snapshot.problems == ("ofac-sdn: read without alt.csv, as asked",)


def test_a_written_snapshot_is_found(tmp_path: Path) -> None:
    """A folder is a snapshot once its manifest is there."""
    assert not snapshot_folder.is_snapshot(tmp_path)
    Snapshot.sample().build(tmp_path / "out")
    assert snapshot_folder.is_snapshot(tmp_path / "out")


SAMPLES = Path(__file__).parent / "sources" / "samples"
LISTS = tuple(SAMPLES / name for name in ("ofac_csv", "un.xml", "eu.xml", "uk.xml"))
PARTY = (
    Entry("eu-fsf", "EU.1.11"),
    Entry("ofac-sdn", "910001"),
    Entry("uk-sanctions", "SAM0001"),
    Entry("un-sc", "XXi.001"),
)


def test_knows_which_entries_are_one_party(tmp_path: Path) -> None:
    """Read, built, and built by other code: the same parties; a party's hits stay apart and are put together."""
    read = Snapshot.from_files(*LISTS, published=DAY)
    built = read.build(tmp_path / "built")
    kept = next((tmp_path / "built").glob("index-parties-*.bin"))
    assert b"XXi.001" in kept.read_bytes()
    for snapshot in (read, built, pickle.loads(pickle.dumps(built)), built.as_known(built.listings)):  # noqa: S301
        assert {snapshot.same_party(entry.uid, entry.list) for entry in PARTY} == {PARTY}
        assert snapshot.same_party("910004", "ofac-sdn") == ()
        hits = snapshot.screen("ILIAN SEROV MARDUKOV")
        assert [hit.entry for hit in hits] == [*PARTY]
        assert snapshot.by_party(hits) == (hits,)
    assert built.only([("ofac-sdn", "910001"), ("un-sc", "XXi.001")]).same_party("910001", "ofac-sdn") == PARTY[1::2]


def test_what_nothing_joins_is_a_party_of_its_own(sample: Snapshot) -> None:
    """One list joins nobody, and each of its hits is by itself."""
    hits = sample.screen("QUENTARA MARITIME")
    assert sample.same_party(hits[0].uid, hits[0].list) == ()
    assert sample.by_party(hits) == tuple((hit,) for hit in hits)
    assert sample.by_party(()) == ()


def test_parties_that_other_code_worked_out_are_worked_out_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A snapshot of an older version says which entries are one party as this one does."""
    read = Snapshot.from_files(*LISTS, published=DAY)
    with monkeypatch.context() as older:
        older.setattr(parties_file, "pack", lambda _: b'{"format": "older", "parties": []}')
        opened = read.build(tmp_path / "built")
    assert opened.same_party("910001", "ofac-sdn") == PARTY
