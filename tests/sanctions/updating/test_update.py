"""An update puts good lists in force and nothing else, whatever the publisher's server does."""

import csv
import datetime as dt
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from achguard.errors import AchGuardError, ConfigurationError, ListFormatError, SnapshotError
from achguard.sanctions.snapshot import Snapshot
from achguard.sanctions.updating.active_snapshot import VERSIONS_KEPT, Installation
from achguard.sanctions.updating.transport import TransportError, UrllibTransport, default_user_agent, shown
from achguard.sanctions.updating.update import update
from sanctions import list_server
from sanctions.conftest import SHARED
from sanctions.list_server import QUICK, ListServer, fetched

DAY = dt.date(2026, 11, 20)

pytestmark = pytest.mark.usefixtures("no_proxy")


@pytest.fixture
def server(ofac_files: Path) -> Iterator[ListServer]:
    """Serve a copy of the fictional list."""
    with list_server.serving(ofac_files) as running:
        yield running


def change(server: ListServer, old: bytes, new: bytes) -> None:
    """Publish another edition, in which a name is spelt otherwise."""
    path = server.folder / "alt.csv"
    path.write_bytes(path.read_bytes().replace(old, new))


def shorten(server: ListServer, share: float) -> None:
    """Publish an edition that lost some of its entries, with their aliases and addresses."""
    entries = (server.folder / "sdn.csv").read_bytes().splitlines(keepends=True)
    left = entries[: int(len(entries) * share)]
    numbers = {line.split(b",")[0] for line in left}
    (server.folder / "sdn.csv").write_bytes(b"".join(left))
    for name in ("alt.csv", "add.csv"):
        lines = (server.folder / name).read_bytes().splitlines(keepends=True)
        (server.folder / name).write_bytes(b"".join(line for line in lines if line.split(b",")[0] in numbers))


def in_force(out: Path) -> Snapshot:
    """Open what is in force."""
    snapshot = Installation(out).snapshot()
    assert snapshot is not None
    return snapshot


def left_over(out: Path) -> list[str]:
    """Name what an update should have cleared away."""
    return [path.name for path in out.rglob("*") if path.name.startswith(".work-") or path.name.endswith(".part")]


def test_lists_are_installed_and_dated_by_the_server(server: ListServer, tmp_path: Path) -> None:
    """A first update puts the list in force, dated by what the server says, and leaves no other trace."""
    made = fetched(server, tmp_path / "lists")
    assert made.is_new
    assert made.before is None
    assert made.failures == ()
    (listed,) = in_force(tmp_path / "lists").lists
    assert (listed.list, listed.entries, listed.published, listed.dated_by) == ("ofac-sdn", 41, DAY, "server")
    assert left_over(tmp_path / "lists") == []
    assert made.snapshot.screen("MALIK ZORBAN")
    assert set(server.user_agents) == {default_user_agent()}
    assert "achguard" in default_user_agent()


def test_what_an_update_does_is_logged(server: ListServer, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """What was installed, what changed, and what could not be had, each under `achguard.lists`."""
    caplog.set_level("INFO", "achguard")
    fetched(server, tmp_path / "lists")
    change(server, b"ZORBANI", b"ZORBANY")
    changed = fetched(server, tmp_path / "lists")
    assert not fetched(server, tmp_path / "lists").is_new
    server.misbehave["sdn.csv"] = list_server.error_500
    with pytest.raises(TransportError):
        fetched(server, tmp_path / "lists")
    installed, again, nothing, failed = caplog.records
    assert changed.changes is not None
    assert len(changed.changes.of("ofac-sdn").changed) == 1
    assert not changed.changes.of("ofac-cons")
    assert {each.name for each in caplog.records} == {"achguard.lists"}
    assert installed.getMessage() == "Installed: ofac-sdn of 2026-11-20"
    assert again.getMessage().startswith("Installed: 0 entries added, 0 removed, 1 changed: ofac-sdn of ")
    assert nothing.getMessage().startswith("Nothing new; in force: ofac-sdn")
    assert failed.levelname == "WARNING"
    assert failed.getMessage().endswith("; the last good one stays in force")


def test_a_server_that_states_no_date_leaves_the_files_time(server: ListServer, tmp_path: Path) -> None:
    """Without a date of the server the list has the time of its files, and says so."""
    server.last_modified = None
    (listed,) = fetched(server, tmp_path / "lists").snapshot.lists
    assert listed.dated_by == "file-time"


def test_what_did_not_change_is_not_fetched_again(server: ListServer, tmp_path: Path) -> None:
    """A second update asks whether anything is new, and leaves the version in force as it is."""
    out = tmp_path / "lists"
    first = fetched(server, out)
    server.asked.clear()
    second = fetched(server, out)
    assert {status for _, status in server.asked} == {304}
    assert not second.is_new
    assert second.snapshot.lists == first.snapshot.lists
    assert len(Installation(out).versions()) == 1


def test_a_kept_file_that_was_changed_is_fetched_again(server: ListServer, tmp_path: Path) -> None:
    """What lies beside is trusted only while it has the digest it had when it came."""
    out = tmp_path / "lists"
    fetched(server, out)
    (out / "fetched" / "ofac-sdn" / "alt.csv").write_bytes(b"1")
    server.asked.clear()
    assert not fetched(server, out).is_new
    assert ("/alt.csv", 200) in server.asked


def test_a_new_edition_goes_into_force_and_the_old_one_stays_for_replay(server: ListServer, tmp_path: Path) -> None:
    """The last five versions can be opened; which one is in force changes in one step."""
    out = tmp_path / "lists"
    fetched(server, out)
    for number in range(VERSIONS_KEPT + 1):
        change(server, b"ZORBANI" if not number else f"ZORBAN{number - 1}".encode(), f"ZORBAN{number}".encode())
        made = fetched(server, out)
        assert made.is_new
    versions = Installation(out).versions()
    assert len(versions) == VERSIONS_KEPT
    assert Snapshot.open(versions[-1]).lists == in_force(out).lists
    assert len({Snapshot.open(version).lists[0].sha256 for version in versions}) == VERSIONS_KEPT


@pytest.mark.slow
@pytest.mark.parametrize(
    ("misbehaviour", "error", "says"),
    [
        (
            list_server.web_page,
            ListFormatError,
            "web page, not the list; check the address, and end that of a folder with a slash",
        ),
        (list_server.web_page_type, ListFormatError, "end that of a folder with a slash"),
        (list_server.error_500, TransportError, "status 500"),
        (list_server.forbidden, TransportError, "user agent"),
        (list_server.cut_off, TransportError, "broke off"),
        (list_server.cut_off_chunks, TransportError, "broke off"),
        (list_server.empty, ListFormatError, "empty"),
        (list_server.endless, ListFormatError, "more than any list"),
        (list_server.gzip_cut_off, TransportError, "broke off"),
        (list_server.gzip_bomb, ListFormatError, "more than any list"),
        (list_server.packed_otherwise, TransportError, "not asked for"),
        (list_server.round_and_round, TransportError, "status 302"),
        (list_server.to_a_file, TransportError, "status 302|cannot be fetched"),
        (list_server.says_not_modified, TransportError, "status 304"),
        (list_server.hangs_up, TransportError, "cannot be fetched"),
    ],
)
@pytest.mark.parametrize("installed", [False, True], ids=["first", "later"])
def test_whatever_a_server_does_the_last_good_list_stays(
    server: ListServer,
    tmp_path: Path,
    misbehaviour: list_server.Misbehaviour,
    error: type[AchGuardError],
    says: str,
    *,
    installed: bool,
) -> None:
    """Each way to misbehave is told in a sentence; what was in force stays, and nothing else goes in."""
    out = tmp_path / "lists"
    before = fetched(server, out).snapshot.lists if installed else None
    shutil.rmtree(out / "fetched", ignore_errors=True)
    server.misbehave["alt.csv"] = misbehaviour
    with pytest.raises(error, match=says) as caught:
        fetched(server, out, max_bytes=2_000_000)
    assert "127.0.0.1" in str(caught.value)
    if before is None:
        assert Installation(out).snapshot() is None
    else:
        assert in_force(out).lists == before
    assert left_over(out) == []


@pytest.mark.parametrize("misbehaviour", [list_server.slow_body, list_server.slow_header])
def test_a_server_that_dawdles_is_left(
    server: ListServer, tmp_path: Path, misbehaviour: list_server.Misbehaviour
) -> None:
    """The time limit is for the whole file: bytes that keep coming, in the header or the body, do not extend it."""
    server.misbehave["alt.csv"] = misbehaviour
    with pytest.raises(TransportError, match=r"within 0\.5 seconds"):
        fetched(server, tmp_path / "lists", transport=UrllibTransport(timeout=0.5))


@pytest.mark.parametrize("behaviour", [list_server.gzipped, list_server.moved])
def test_packed_and_moved_files_are_taken(
    server: ListServer, tmp_path: Path, behaviour: list_server.Misbehaviour
) -> None:
    """A packed answer is unpacked, and a redirect to where the file is now is followed."""
    plain = fetched(server, tmp_path / "plain").snapshot
    server.misbehave["sdn.csv"] = behaviour
    assert fetched(server, tmp_path / "lists").snapshot.lists == plain.lists


def test_a_short_user_agent_is_refused_by_the_server(server: ListServer, tmp_path: Path) -> None:
    """A user agent of one's own is sent as it is, and the hint says what may be wrong with it."""
    with pytest.raises(TransportError, match=r"403.*user-agent"):
        fetched(server, tmp_path / "lists", transport=UrllibTransport(user_agent="curl/8", timeout=QUICK))


def test_optional_files_may_be_absent_and_others_may_not(server: ListServer, tmp_path: Path) -> None:
    """A list is whole without its spilled remarks, and is no list without its aliases."""
    server.misbehave["sdn_comments.csv"] = list_server.error_500
    assert len(fetched(server, tmp_path / "one").snapshot) == 41
    (server.folder / "alt.csv").unlink()
    with pytest.raises(TransportError, match="404"):
        fetched(server, tmp_path / "two")


def test_letters_case_of_a_mirror_does_not_matter(server: ListServer, tmp_path: Path) -> None:
    """A mirror may write SDN.CSV for sdn.csv."""
    for path in [*server.folder.iterdir()]:
        path.rename(path.with_name(path.name.upper()))
    assert len(fetched(server, tmp_path / "lists").snapshot) == 41


def test_each_file_can_have_an_address_of_its_own(server: ListServer, tmp_path: Path) -> None:
    """Addresses one by one do as well as their folder."""
    urls = {"ofac-sdn": [server.url + name for name in ("sdn.csv", "alt.csv", "add.csv")]}
    assert len(fetched(server, tmp_path / "lists", urls=urls).snapshot) == 41


def test_a_list_that_shrank_is_not_taken_unless_allowed(server: ListServer, tmp_path: Path) -> None:
    """More than a tenth fewer entries is a mistake of somebody's, until a person says otherwise."""
    out = tmp_path / "lists"
    fetched(server, out)
    shorten(server, 0.8)
    with pytest.raises(ListFormatError, match="too many fewer"):
        fetched(server, out)
    assert len(in_force(out)) == 41
    assert len(fetched(server, out, allow_shrink=True).snapshot) < 37


def test_a_list_that_lost_a_few_entries_is_taken(server: ListServer, tmp_path: Path) -> None:
    """People leave lists every week."""
    out = tmp_path / "lists"
    fetched(server, out)
    shorten(server, 0.95)
    assert 37 <= len(fetched(server, out).snapshot) < 41


def test_an_older_edition_is_not_taken_unless_allowed(server: ListServer, tmp_path: Path) -> None:
    """A server that goes back in time does not take the list in force with it."""
    out = tmp_path / "lists"
    fetched(server, out)
    change(server, b"ZORBANI", b"ZORBANY")
    shutil.rmtree(out / "fetched")
    server.last_modified = "Thu, 12 Nov 2026 00:00:00 GMT"
    with pytest.raises(ListFormatError, match="older than the one in force"):
        fetched(server, out)
    assert in_force(out).published == DAY
    assert fetched(server, out, allow_older=True).snapshot.published == dt.date(2026, 11, 12)


def test_a_list_of_days_to_come_is_not_taken(server: ListServer, tmp_path: Path) -> None:
    """A date in the future would keep a list from ever being too old."""
    server.last_modified = "Tue, 01 Jan 2999 00:00:00 GMT"
    with pytest.raises(ListFormatError, match="still to come"):
        fetched(server, tmp_path / "lists")


def test_a_member_list_that_vanished_is_not_taken_unless_allowed(tmp_path: Path) -> None:
    """A publisher's file with several lists must hold all that are in force, however many entries the others have."""
    table = "source,entity_number,type,programs,name,title,addresses,alt_names\n"
    rows = [f"Entity List (EL) - Bureau of Industry and Security,{n},,,EXAMPLE WORKS {n},,,\n" for n in range(100, 140)]
    other = "Denied Persons List (DPL) - Bureau of Industry and Security,900,,,EXAMPLE PERSON,,,\n"
    served = tmp_path / "served"
    served.mkdir()
    (served / "csl.csv").write_text(table + "".join(rows) + other, encoding="utf-8")
    with list_server.serving(served) as server:
        given = {"urls": {"us-csl": [server.url + "csl.csv"]}, "transport": UrllibTransport(timeout=QUICK)}
        first = update(["us-csl"], out=tmp_path / "lists", **given)  # type: ignore[arg-type]
        assert len(first.snapshot.lists) == 2
        (served / "csl.csv").write_text(table + "".join(rows), encoding="utf-8")
        with pytest.raises(ListFormatError, match="came without us-csl-"):
            update(None, out=tmp_path / "lists", **given)  # type: ignore[arg-type]


def test_another_list_at_the_address_is_not_taken(server: ListServer, tmp_path: Path) -> None:
    """What comes must be the list that was asked for."""
    urls = {"ofac-cons": [server.url + name for name in ("sdn.csv", "alt.csv", "add.csv")]}
    with pytest.raises(ListFormatError, match="gives the list ofac-sdn"):
        update(["ofac-cons"], out=tmp_path / "lists", urls=urls, transport=UrllibTransport(timeout=QUICK))


def test_a_list_that_fails_stays_as_it_was_beside_those_that_do_not(server: ListServer, tmp_path: Path) -> None:
    """One publisher's trouble does not make the other lists old; the failure is part of the result."""
    out = tmp_path / "lists"
    urls = {"ofac-sdn": [server.url], "ofac-cons": [server.url + "cons/"]}
    cons = server.folder / "cons"
    cons.mkdir()
    for mine, theirs in (("sdn.csv", "cons_prim.csv"), ("alt.csv", "cons_alt.csv"), ("add.csv", "cons_add.csv")):
        shutil.copyfile(server.folder / mine, cons / theirs)
    entries = [*csv.reader((cons / "cons_prim.csv").read_text(encoding="ascii").splitlines())]
    with (cons / "cons_prim.csv").open("w", encoding="ascii", newline="") as file:
        csv.writer(file).writerows([*row[:3], "NS-PLC", *row[4:]] for row in entries if len(row) > 1)
    transport = UrllibTransport(timeout=QUICK)
    first = update(["ofac-sdn", "ofac-cons"], out=out, urls=urls, transport=transport)
    assert [each.list for each in first.snapshot.lists] == ["ofac-cons", "ofac-sdn"]
    change(server, b"ZORBANI", b"ZORBANY")
    server.misbehave["cons/cons_prim.csv"] = list_server.error_500
    second = update(None, out=out, urls=urls, transport=transport)
    assert [(each.name, each.kept) for each in second.failures] == [("ofac-cons", True)]
    assert [each.list for each in second.snapshot.lists] == ["ofac-cons", "ofac-sdn"]
    assert second.snapshot.screen("ZORBANY MALIK")[0].listed_name == "ZORBANY, Malik"
    assert len(second.snapshot) == len(first.snapshot)
    third = update(["ofac-sdn"], out=out, urls={"ofac-sdn": [server.url]}, transport=transport)
    assert third.dropped == ("ofac-cons",)


def test_two_updates_at_once_do_not_meet(server: ListServer, tmp_path: Path) -> None:
    """The second one is told, and the first one is not disturbed."""
    installation = Installation(tmp_path / "lists")
    with installation.at_work(), pytest.raises(SnapshotError, match="another update"):
        fetched(server, tmp_path / "lists")
    assert fetched(server, tmp_path / "lists").is_new


def test_a_damaged_version_in_force_is_made_anew(server: ListServer, tmp_path: Path) -> None:
    """An update heals what somebody broke, and compares what comes with the last version that is whole."""
    out = tmp_path / "lists"
    for spelling in (b"ZORBANI", b"ZORBANY"):
        change(server, b"ZORBANI", spelling)
        fetched(server, out)
    *_, version = Installation(out).versions()
    next(version.glob("entities-*")).write_bytes(b"")
    with pytest.raises(SnapshotError):
        Snapshot.open(out)
    made = fetched(server, out)
    assert made.before is not None
    assert len(in_force(out)) == 41
    next(Installation(out).versions()[-1].glob("entities-*")).write_bytes(b"")
    shorten(server, 0.5)
    with pytest.raises(ListFormatError, match="too many fewer"):
        update(None, out=out, urls={"ofac-sdn": [server.url]}, transport=UrllibTransport(timeout=QUICK))


def test_other_folders_are_left_alone(server: ListServer, tmp_path: Path, ofac_files: Path) -> None:
    """Lists are installed neither among other files nor over a snapshot that was built, and not built over either."""
    with pytest.raises(SnapshotError, match="other files"):
        fetched(server, ofac_files)
    Snapshot.sample().build(tmp_path / "built")
    with pytest.raises(SnapshotError, match="built there"):
        fetched(server, tmp_path / "built")
    fetched(server, tmp_path / "lists")
    with pytest.raises(SnapshotError, match="lists update"):
        Snapshot.sample().build(tmp_path / "lists")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"lists": ["ofac"]}, "not a list that can be fetched"),
        ({"lists": []}, "at least one"),
        ({"lists": ["un"], "urls": {"eu": ["http://127.0.0.1/"]}}, "not among"),
        ({"lists": ["un"], "urls": {"un": ["file:/nowhere"]}}, "http://"),
        ({"lists": ["un"], "urls": {"un": ["http://[/"]}}, "http://"),
        ({"lists": ["un"], "urls": {"un": ["http://127.0.0.1/\n"]}}, "http://"),
    ],
)
def test_misuse_is_told(tmp_path: Path, arguments: dict[str, object], says: str) -> None:
    """What cannot be meant is a mistake of configuration, and nothing is fetched."""
    with pytest.raises(ConfigurationError, match=says):
        update(out=tmp_path / "lists", **arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize("given", [{"user_agent": "a\r\nX: y"}, {"timeout": 0}, {"proxy": "nowhere"}])
def test_what_cannot_be_sent_is_refused(given: dict[str, object]) -> None:
    """A user agent with a line break, no time at all, and a proxy that is none."""
    with pytest.raises(ConfigurationError):
        UrllibTransport(**given)  # type: ignore[arg-type]


def test_a_token_in_an_address_is_never_shown() -> None:
    """Errors name the host and the path, not what follows or precedes them."""
    assert shown("https://user:word@host.example:444/list?token=secret#x") == "https://host.example:444/list"
    assert "secret" not in shown("http://[secret")


def test_a_proxy_is_asked_in_place_of_the_host(server: ListServer, tmp_path: Path) -> None:
    """With a proxy, an address that does not exist is asked for at the proxy."""
    transport = UrllibTransport(timeout=QUICK, proxy=server.url.rstrip("/"))
    with pytest.raises(TransportError, match="404"):
        update(["un"], out=tmp_path / "lists", urls={"un": ["http://nowhere.invalid/un.xml"]}, transport=transport)
    assert server.asked == [("http://nowhere.invalid/un.xml", 404)]


PROGRAM = """
import sys
from achguard.sanctions.updating.transport import UrllibTransport
from achguard.sanctions.updating.update import update
from pathlib import Path
print("ready", flush=True)
n = 0
while True:
    n += 1
    for part in ("ZORBANI", "ZORBANY"):
        path = Path(sys.argv[3]) / "alt.csv"
        old = path.read_bytes()
        other = path.with_name(".alt")
        other.write_bytes(old.replace(b"ZORBANY" if part == "ZORBANI" else b"ZORBANI", part.encode()))
        other.replace(path)
        update(["ofac-sdn"], out=sys.argv[1], urls={"ofac-sdn": [sys.argv[2]]}, transport=UrllibTransport(timeout=20))
        print("updated", flush=True)
"""


@pytest.mark.slow
def test_killed_at_any_moment_there_is_one_good_snapshot(server: ListServer, tmp_path: Path) -> None:
    """A process that is killed in the middle of updates leaves the earlier or the later version in force, whole."""
    if not hasattr(signal, "SIGKILL"):
        pytest.skip("this system cannot kill a process outright")
    out = tmp_path / "lists"
    fetched(server, out)
    chance = random.Random(20261123)
    seen = set()
    for turn in range(12):
        arguments = [sys.executable, "-c", PROGRAM, str(out), server.url, str(server.folder)]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            # Behind none, one or two whole updates, so that both versions come to be in force on a slow machine too.
            for _ in range(1 + turn % 3):
                process.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.3))
            process.kill()
            process.wait()
        snapshot = in_force(out)
        assert len(snapshot) == len([*snapshot.entities]) == 41
        seen.add(snapshot.lists[0].sha256)
    assert len(seen) == 2
    assert not fetched(server, out).failures
    assert left_over(out) == []


@pytest.mark.slow
def test_readers_see_one_version_or_the_other_while_updates_run(server: ListServer, tmp_path: Path) -> None:
    """Whoever opens the folder while it goes over gets a whole snapshot, and keeps it."""
    out = tmp_path / "lists"
    held = fetched(server, out).snapshot
    over = threading.Event()
    opened: list[int] = []

    def read() -> None:
        while not over.is_set():
            opened.append(len(in_force(out)))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(VERSIONS_KEPT + 2):
            change(server, b"ZORBANI" if not number else f"ZORBAN{number - 1}".encode(), f"ZORBAN{number}".encode())
            fetched(server, out)
    finally:
        over.set()
        reader.join()
    assert set(opened) == {41}
    assert held.screen("ZORBANI MALIK")[0].listed_name == "ZORBANI, Malik"


OTHERS = SHARED.parent / "other-lists"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "file", "lists", "dated_by"),
    [
        ("un", "un/consolidated_2026-02-27.xml", {"un-sc"}, {"publisher"}),
        ("eu", "eu/eu_fsf_2021-03-05.xml", {"eu-fsf"}, {"publisher"}),
        ("us-csl", "us-csl/csl_sample.csv", {"us-csl"}, {"server"}),
    ],
)
def test_other_publishers_lists_are_had_too(
    tmp_path: Path, name: str, file: str, lists: set[str], dated_by: set[str]
) -> None:
    """Real files of other publishers are installed under their own names and dates, beside each other."""
    path = OTHERS / file
    if not path.is_file():
        pytest.skip("the real lists (../shared/data/other-lists) are not here")
    with list_server.serving(path.parent) as server:
        urls = {name: [server.url + path.name]}
        transport = UrllibTransport(timeout=QUICK)
        made = update([name], out=tmp_path / "lists", urls=urls, transport=transport)
        assert {each.list if each.list in lists else each.list[: len(name)] for each in made.snapshot.lists} == lists
        assert {each.dated_by for each in made.snapshot.lists} == dated_by
        assert not update(None, out=tmp_path / "lists", urls=urls, transport=transport).is_new
