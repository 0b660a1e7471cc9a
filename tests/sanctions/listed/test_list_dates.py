"""No list is fresher than what is known of it: its day, who says so, and when it was last known to be current."""

import datetime as dt
import json
import os
import pickle
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from achguard.clock import today
from achguard.errors import ConfigurationError, ListFormatError, SnapshotError
from achguard.model.decision import MOST_DAYS_UNFETCHED, ListVersion
from achguard.sanctions import build, open_or_build
from achguard.sanctions.listed.list_dates import day_of
from achguard.sanctions.snapshot import Snapshot
from achguard.sanctions.snapshot_cache import MOST_KEPT
from achguard.sanctions.stored import snapshot_folder

DAY = dt.date(2024, 5, 3)
A_DAY = dt.timedelta(days=1)
SAMPLES = Path(__file__).parents[1] / "sources" / "samples"


def touch(path: Path, day: dt.date) -> None:
    """Give a file the time of noon of a day, UTC."""
    time = dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC).timestamp()
    os.utime(path, (time, time))


def touch_all(folder: Path, day: dt.date) -> None:
    """Give every file of a folder the same day."""
    for path in folder.iterdir():
        touch(path, day)


@pytest.mark.parametrize(("time", "day"), [(1e15, dt.date.max), (-1e15, dt.date.min), (0, dt.date(1970, 1, 1))])
def test_a_file_time_beyond_every_calendar_is_a_day(time: float, day: dt.date) -> None:
    """A time that no calendar has is as late, or as early, as a day can be, and nothing raises."""
    assert day_of(time) == day


@pytest.mark.parametrize("year", [2099, 9999])
def test_a_file_of_days_to_come_is_refused_however_it_is_read(ofac_files: Path, tmp_path: Path, year: int) -> None:
    """A file touched into the future is read, built and checked by nobody."""
    touch_all(ofac_files, DAY)
    touch(ofac_files / "sdn.csv", dt.date(year, 1, 1))
    for way in (Snapshot.from_files, open_or_build):
        with pytest.raises(ListFormatError, match=r"sdn\.csv: is dated .* by its file's time, a day still to come"):
            way(ofac_files)  # type: ignore[operator]
    with pytest.raises(ListFormatError, match="still to come"):
        build(ofac_files, out=tmp_path / "out")
    touch(ofac_files / "sdn.csv", today() + A_DAY)
    assert Snapshot.from_files(ofac_files).published == today() + A_DAY


@pytest.mark.parametrize("file", ["sdn.xml", "un.xml", "eu.xml", "uk.xml"])
def test_a_publishers_own_date_to_come_is_refused(tmp_path: Path, file: str) -> None:
    """A date inside an XML list is held to the clock as well."""
    path = tmp_path / file
    text = (SAMPLES / file).read_text(encoding="utf-8")
    (listed,) = Snapshot.from_files(SAMPLES / file).lists
    assert listed.dated_by == "publisher"
    day = listed.published
    later = text
    for written in (day.isoformat(), day.strftime("%m/%d/%Y"), day.strftime("%d/%m/%Y")):
        later = later.replace(written, written.replace(str(day.year), "2099"))
    assert later != text
    path.write_text(later, encoding="utf-8")
    with pytest.raises(ListFormatError, match=r"is dated 2099-.* by its publisher, a day still to come"):
        Snapshot.from_files(path)


def test_a_date_to_come_that_is_given_is_misuse(ofac_files: Path, tmp_path: Path) -> None:
    """`published` is checked whatever the files say, and the sample of such a day can't be built."""
    late = today() + 2 * A_DAY
    for path in (ofac_files, SAMPLES / "un.xml"):
        with pytest.raises(ConfigurationError, match="still to come"):
            Snapshot.from_files(path, published=late)
    with pytest.raises(SnapshotError, match="still to come"):
        Snapshot.sample(published=late).build(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_built_snapshot_of_a_day_to_come_is_refused(ofac_files: Path, tmp_path: Path) -> None:
    """A manifest that speaks of the future is not opened, however well it is sealed."""
    out = tmp_path / "out"
    build(ofac_files, out=out, published=DAY)
    rewrite(out, {"published": f"{today() + 2 * A_DAY}"})
    with pytest.raises(SnapshotError, match="still to come"):
        Snapshot.open(out)


def rewrite(folder: Path, change: dict[str, object], *, seal: bool = True) -> None:
    """Edit what the manifest says of the list, and seal it again as nobody should."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest = {**manifest, "lists": [{**manifest["lists"][0], **change}]}
    path.write_text(json.dumps(snapshot_folder.sealed(manifest) if seal else manifest), encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        {"published": f"{today()}"},
        {"dated_by": "publisher"},
        {"list": "ofac-cons"},
        {"sha256": "sha256:00"},
        {"partial": True},
        {"problems": ["x"]},
        {"without": ["x"]},
    ],
)
def test_an_edited_manifest_is_refused(ofac_files: Path, tmp_path: Path, change: dict[str, object]) -> None:
    """Whatever is edited, the manifest's own digest tells."""
    out = tmp_path / "out"
    build(ofac_files, out=out, published=DAY)
    rewrite(out, {})
    assert Snapshot.open(out).published == DAY
    rewrite(out, change, seal=False)
    with pytest.raises(SnapshotError, match="was changed since it was built"):
        Snapshot.open(out)


def test_a_manifest_without_its_digest_is_refused(ofac_files: Path, tmp_path: Path) -> None:
    """Taking the digest away does not help."""
    out = tmp_path / "out"
    build(ofac_files, out=out, published=DAY)
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    del manifest["digest"]
    (out / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(SnapshotError, match="was changed since it was built"):
        Snapshot.open(out)


def test_a_list_made_of_old_entries_and_new_comments_is_old(ofac_files: Path, tmp_path: Path) -> None:
    """Entries of 2020 beside comments of today are of 2020, read and built alike."""
    touch_all(ofac_files, today())
    touch(ofac_files / "sdn.csv", dt.date(2020, 1, 2))
    for snapshot in (Snapshot.from_files(ofac_files), build(ofac_files, out=tmp_path / "out")):
        (listed,) = snapshot.lists
        assert (listed.published, listed.dated_by) == (dt.date(2020, 1, 2), "file-time")
        assert listed.age(today()) > 365


def version(**changes: object) -> ListVersion:
    """Make a list that stood unchanged since long, and that was confirmed yesterday."""
    row: dict[str, object] = {
        "list": "ofac-cons",
        "published": DAY,
        "dated_by": "server",
        "entries": 1,
        "sha256": "sha256:00",
        "confirmed": DAY + 40 * A_DAY,
        "fetched": DAY + 3 * A_DAY,
    }
    return ListVersion.model_validate(row | changes)


def test_the_age_counts_from_the_day_that_it_was_confirmed() -> None:
    """A list that stood unchanged is as young as its publisher's last word, until it was not fetched for 45 days."""
    assert version().age(DAY + 41 * A_DAY) == 1
    last = DAY + (3 + MOST_DAYS_UNFETCHED) * A_DAY
    assert version(confirmed=last).age(last) == 0
    assert version(confirmed=last + A_DAY).age(last + A_DAY) == 3 + MOST_DAYS_UNFETCHED + 1
    assert version(confirmed=None, fetched=None).age(DAY + 41 * A_DAY) == 41
    assert version(confirmed=DAY - 2 * A_DAY, fetched=DAY - 2 * A_DAY).age(DAY + A_DAY) == 1


def test_what_nobody_knows_is_left_out_of_json() -> None:
    """A list that nobody fetched has the JSON that it always had."""
    plain = version(confirmed=None, fetched=None).model_dump_json()
    assert set(json.loads(plain)) == {"list", "published", "dated_by", "entries", "sha256"}
    assert json.loads(version().model_dump_json())["confirmed"] == f"{DAY + 40 * A_DAY}"
    assert ListVersion.model_validate_json(version().model_dump_json()) == version()


def test_missing_comments_are_told(ofac_files: Path, tmp_path: Path) -> None:
    """A list without its optional file says so in every decision's basis, built or not."""
    (ofac_files / "sdn_comments.csv").unlink()
    for snapshot in (Snapshot.from_files(ofac_files), build(ofac_files, out=tmp_path / "out")):
        (listed,) = snapshot.lists
        assert listed.without == ("sdn_comments.csv",)
        assert not listed.partial
        assert json.loads(listed.model_dump_json())["without"] == ["sdn_comments.csv"]


def test_the_cache_compares_what_it_opens_with_the_files(ofac_files: Path, tmp_path: Path) -> None:
    """A snapshot of other files in the place of these is not taken, though it is whole."""
    touch_all(ofac_files, DAY)
    other = Path(shutil.copytree(ofac_files, tmp_path / "other"))
    for name in ("sdn.csv", "alt.csv"):
        path = other / name
        path.write_bytes(path.read_bytes().replace(b"ZORBAN", b"ZURBEN"))
    touch_all(other, DAY)
    cache = tmp_path / "cache"
    mine = open_or_build(ofac_files, cache=cache)
    (here,) = (cache / "snapshots").iterdir()
    open_or_build(other, cache=cache)
    (there,) = [path for path in (cache / "snapshots").iterdir() if path != here]
    shutil.rmtree(here)
    shutil.copytree(there, here)
    assert open_or_build(ofac_files, cache=cache).lists == mine.lists
    assert Snapshot.open(here).lists == mine.lists
    shutil.rmtree(here)
    build(other, out=here)
    assert open_or_build(ofac_files, cache=cache).lists == mine.lists


def test_the_cache_keeps_those_that_were_asked_for_last(ofac_files: Path, tmp_path: Path) -> None:
    """More than a few snapshots are not kept, and the one in use always is."""
    kept = tmp_path / "cache" / "snapshots"
    touch_all(ofac_files, DAY)
    first = open_or_build(ofac_files, cache=tmp_path / "cache")
    for number in range(MOST_KEPT + 1):
        for path in kept.iterdir():
            time = path.stat().st_mtime - 60
            os.utime(path, (time, time))
        open_or_build(ofac_files, cache=tmp_path / "cache", published=DAY + number * A_DAY)
        if number == MOST_KEPT - 2:
            assert open_or_build(ofac_files, cache=tmp_path / "cache").lists == first.lists
    days = {Snapshot.open(path).lists[0].dated_by for path in kept.iterdir()}
    assert len([*kept.iterdir()]) == MOST_KEPT
    assert days == {"file-time", "argument"}


def test_the_sample_may_be_of_a_day_to_come_for_tests_of_law() -> None:
    """In memory the fictional list has the day that a test gives it, and a pickle of it comes back."""
    late = today() + 900 * A_DAY
    assert pickle.loads(pickle.dumps(Snapshot.sample(published=late))).published == late  # noqa: S301 -- our own


def test_what_a_killed_build_left_is_cleared_by_the_next_one(tmp_path: Path) -> None:
    """A hidden folder that nobody works in goes; that of a build at work, of another folder, or just begun stays."""
    fcntl = pytest.importorskip("fcntl")

    names = ("killed", "at-work", "begun")
    killed, at_work, begun = (tmp_path / f".lists.{name}.building" for name in names)
    other = tmp_path / ".lists2.killed.building"
    for folder in (killed, at_work, begun, other):
        folder.mkdir()
        (folder / "entities-0.jsonl").write_bytes(b"x")
        if folder != begun:
            (folder / ".at-work").write_bytes(b"")
    with (at_work / ".at-work").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        Snapshot.sample().build(tmp_path / "lists")
        assert {path.name for path in tmp_path.iterdir()} == {at_work.name, begun.name, other.name, "lists"}
    os.utime(begun, (0, 0))
    Snapshot.sample().build(tmp_path / "lists")
    assert {path.name for path in tmp_path.iterdir()} == {other.name, "lists"}
    assert files("achguard").joinpath("_data", "sample_list").is_dir()
    assert ".at-work" not in {path.name for path in (tmp_path / "lists").iterdir()}


@pytest.mark.slow
def test_opening_while_it_is_built_again_gives_one_or_the_other(tmp_path: Path) -> None:
    """A reader that comes between the old files and the new ones opens the new ones."""
    import threading

    out = tmp_path / "lists"
    days = [DAY, DAY + A_DAY]
    Snapshot.sample(published=days[0]).build(out)
    over = threading.Event()
    seen: set[dt.date] = set()
    errors: list[SnapshotError] = []

    def read() -> None:
        while not over.is_set():
            try:
                seen.add(Snapshot.open(out).published)
            except SnapshotError as error:
                errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for number in range(12):
            snapshot = Snapshot.sample(published=days[number % 2])
            (snapshot.only((each.list, each.uid) for each in snapshot.entities[: 20 + number])).build(out)
    finally:
        over.set()
        for reader in readers:
            reader.join()
    assert errors == []
    assert seen == set(days)
