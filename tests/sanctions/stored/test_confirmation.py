"""An update records when publishers last said that their lists are current, and a list's age counts from then."""

import base64
import datetime as dt
import json
import os
import pickle
import shutil
from collections.abc import Iterator
from email.utils import format_datetime
from pathlib import Path

import pytest

from achguard.clock import today
from achguard.errors import SnapshotError
from achguard.guard import Guard
from achguard.model.decision import Accept, Hold, ListVersion
from achguard.sanctions.snapshot import Snapshot
from achguard.sanctions.stored.confirmation import FILE
from achguard.sanctions.updating.active_snapshot import Installation
from achguard.sanctions.updating.download import MOST_DAYS_KEPT
from achguard.sanctions.updating.transport import TransportError, UrllibTransport
from achguard.sanctions.updating.update import update
from factories import payment
from sanctions import list_server
from sanctions.list_server import QUICK, ListServer, fetched

OLD = dt.date(2026, 8, 3)
A_DAY = dt.timedelta(days=1)

pytestmark = pytest.mark.usefixtures("no_proxy")


@pytest.fixture
def server(ofac_files: Path) -> Iterator[ListServer]:
    """Serve a copy of the fictional list that stood unchanged since long."""
    with list_server.serving(ofac_files) as running:
        running.last_modified = format_datetime(dt.datetime.combine(OLD, dt.time(12), tzinfo=dt.UTC), usegmt=True)
        yield running


def listed(out: Path) -> ListVersion:
    """Give the one list in force."""
    (only,) = Snapshot.open(out).lists
    return only


def statuses(server: ListServer) -> set[int]:
    """Give what the server answered since it was last looked at."""
    found = {status for _, status in server.asked}
    server.asked.clear()
    return found


def test_a_list_that_stood_unchanged_is_fresh_while_updates_work(server: ListServer, tmp_path: Path) -> None:
    """A daily update confirms it without making a new version; once updates stop, its payments are held."""
    out = tmp_path / "lists"
    for days in (20, 10, 1):
        fetched(server, out, on=today() - days * A_DAY)
    assert len(Installation(out).versions()) == 1
    version = listed(out)
    assert (version.published, version.dated_by) == (OLD, "server")
    assert (version.confirmed, version.fetched) == (today() - A_DAY, today() - 20 * A_DAY)
    of_any_day = payment(changes={"effective_date": None})
    decision = Guard(lists=Snapshot.open(out), as_of=today()).decide(of_any_day)
    assert isinstance(decision, Accept)
    assert json.loads(decision.model_dump_json())["basis"]["lists"][0]["confirmed"] == f"{today() - A_DAY}"
    later = Guard(lists=Snapshot.open(out), as_of=today() + 7 * A_DAY).decide(of_any_day)
    assert isinstance(later, Hold)
    assert "list ofac-sdn was last confirmed 8 days ago; the policy allows 7" in {
        gap.reason for gap in later.not_evaluated
    }


def test_a_list_is_fetched_anew_before_it_counts_as_unconfirmed(server: ListServer, tmp_path: Path) -> None:
    """Some weeks after a file came it is asked for as if it had never come, so that a working update goes on."""
    out = tmp_path / "lists"
    first = today() - (MOST_DAYS_KEPT + 20) * A_DAY
    fetched(server, out, on=first)
    assert statuses(server) == {200}
    fetched(server, out, on=first + MOST_DAYS_KEPT * A_DAY)
    assert statuses(server) == {304}
    fetched(server, out, on=first + (MOST_DAYS_KEPT + 1) * A_DAY)
    assert statuses(server) == {200}
    assert listed(out).fetched == first + (MOST_DAYS_KEPT + 1) * A_DAY


def test_a_list_that_was_built_is_as_old_as_its_date(server: ListServer, tmp_path: Path) -> None:
    """What nobody fetched has no confirmation, and a list that can't be had keeps the one it had."""
    built = Snapshot.from_files(server.folder, published=OLD).build(tmp_path / "built")
    assert (built.lists[0].confirmed, built.lists[0].age(today())) == (None, (today() - OLD).days)
    out = tmp_path / "lists"
    fetched(server, out, on=today() - 3 * A_DAY)
    server.misbehave["alt.csv"] = list_server.error_500
    with pytest.raises(TransportError):
        fetched(server, out, on=today())
    assert listed(out).confirmed == today() - 3 * A_DAY


def test_a_304_that_nobody_asked_for_confirms_nothing(server: ListServer, tmp_path: Path) -> None:
    """A copy that was changed is fetched anew; a server that insists that nothing changed is refused."""
    out = tmp_path / "lists"
    fetched(server, out, on=today() - 3 * A_DAY)
    (out / "fetched" / "ofac-sdn" / "sdn.csv").write_bytes(b"1")
    server.misbehave["sdn.csv"] = list_server.says_not_modified
    with pytest.raises(TransportError, match="304"):
        fetched(server, out, on=today())
    assert listed(out).confirmed == today() - 3 * A_DAY


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace(f"{today() - 3 * A_DAY}", f"{today()}"),
        lambda text: text.replace('"digest": "sha256:', '"digest": "sha256:0'),
        lambda _: "[]",
        lambda _: "{",
        lambda _: "[" * 100_000,
    ],
    ids=["a later day", "another digest", "a list", "cut off", "deep"],
)
def test_an_edited_record_is_refused_and_the_next_update_heals_it(
    server: ListServer, tmp_path: Path, damage: object
) -> None:
    """Nobody makes a list younger by hand; what was compared with the last good version before still is."""
    out = tmp_path / "lists"
    fetched(server, out, on=today() - 3 * A_DAY)
    path = out / FILE
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")  # type: ignore[operator]
    with pytest.raises(SnapshotError, match="lists update"):
        Snapshot.open(out)
    made = fetched(server, out, on=today() - A_DAY)
    assert made.before is not None
    assert not made.is_new
    assert listed(out).confirmed == today() - A_DAY


def test_a_record_of_days_to_come_is_refused(server: ListServer, tmp_path: Path) -> None:
    """A clock that went wrong makes no list fresh for ever."""
    out = tmp_path / "lists"
    with pytest.raises(SnapshotError, match="still to come"):
        fetched(server, out, on=today() + 400 * A_DAY)
    fetched(server, out)
    assert listed(out).confirmed == today()


def test_a_pickle_keeps_what_was_known(server: ListServer, tmp_path: Path) -> None:
    """A worker decides on the basis that its pickle was made with, though the list was confirmed since."""
    out = tmp_path / "lists"
    fetched(server, out, on=today() - 3 * A_DAY)
    pickled = pickle.dumps(Snapshot.open(out))
    fetched(server, out, on=today())
    again = pickle.loads(pickled)  # noqa: S301 -- our own bytes
    assert again.lists[0].confirmed == today() - 3 * A_DAY
    assert listed(out).confirmed == today()
    assert again.screen("MALIK ZORBAN")
    assert pickle.loads(pickle.dumps(again)).lists == again.lists  # noqa: S301 -- our own bytes


def test_a_version_whose_manifest_was_edited_is_refused(server: ListServer, tmp_path: Path) -> None:
    """A version's name holds its manifest's digest, so that sealing an edited one again does not help."""
    from achguard.sanctions.stored.snapshot_folder import sealed

    out = tmp_path / "lists"
    fetched(server, out)
    (version,) = Installation(out).versions()
    manifest = json.loads((version / "manifest.json").read_text(encoding="utf-8"))
    manifest["lists"][0]["published"] = f"{today()}"
    (version / "manifest.json").write_text(json.dumps(sealed(manifest), indent=1), encoding="utf-8")
    with pytest.raises(SnapshotError, match="was changed"):
        Snapshot.open(out)


def test_without_the_servers_date_a_list_is_as_old_as_it_is_known(server: ListServer, tmp_path: Path) -> None:
    """The same files again are no newer list; they are dated by when they first came, and that is said."""
    out = tmp_path / "lists"
    server.last_modified = None
    fetched(server, out)
    version = listed(out)
    assert version.dated_by == "file-time"
    shutil.rmtree(out / "fetched")
    os.utime(Installation(out).versions()[0])
    assert not fetched(server, out).is_new
    assert listed(out).published == version.published
    server.last_modified = format_datetime(dt.datetime.combine(OLD, dt.time(12), tzinfo=dt.UTC), usegmt=True)
    shutil.rmtree(out / "fetched")
    fetched(server, out, allow_older=True)
    server.last_modified = None
    shutil.rmtree(out / "fetched")
    fetched(server, out)
    assert (listed(out).published, listed(out).dated_by) == (OLD, "server")


def test_the_file_of_entries_alone_dates_what_is_fetched(server: ListServer, tmp_path: Path) -> None:
    """A date that the server states of the comments is none of the list's."""
    fresh = format_datetime(dt.datetime.combine(today(), dt.time(0), tzinfo=dt.UTC), usegmt=True)

    def touched(handler: list_server.Handler, content: bytes) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.send_header("Last-Modified", fresh)
        handler.end_headers()
        handler.wfile.write(content)

    for name in ("alt.csv", "add.csv", "sdn_comments.csv"):
        server.misbehave[name] = touched
    orders = ([server.url], [server.url + name for name in ("alt.csv", "add.csv", "sdn.csv")])
    for number, urls in enumerate(orders):
        out = tmp_path / f"{number}"
        fetched(server, out, urls={"ofac-sdn": urls})
        assert (listed(out).published, listed(out).dated_by) == (OLD, "server")


def test_missing_comments_of_a_server_are_told(server: ListServer, tmp_path: Path) -> None:
    """A list that was fetched without its optional file says so."""
    (server.folder / "sdn_comments.csv").unlink()
    fetched(server, tmp_path / "lists")
    assert listed(tmp_path / "lists").without == ("sdn_comments.csv",)


def test_lists_of_another_format_are_renewed_and_not_forgotten(server: ListServer, tmp_path: Path) -> None:
    """After a new version of achguard an update still knows which lists were installed."""
    samples = Path(__file__).parents[1] / "sources" / "samples"
    shutil.copyfile(samples / "un.xml", server.folder / "un.xml")
    urls = {"un": [server.url + "un.xml"]}
    transport = UrllibTransport(timeout=QUICK)
    out = tmp_path / "lists"
    update(["un"], out=out, urls=urls, transport=transport)
    (version,) = Installation(out).versions()
    manifest = json.loads((version / "manifest.json").read_text(encoding="utf-8"))
    (version / "manifest.json").write_text(json.dumps({**manifest, "format": 2}), encoding="utf-8")
    with pytest.raises(SnapshotError, match="format 2"):
        Snapshot.open(out)
    made = update(None, out=out, urls=urls, transport=transport)
    assert [each.list for each in made.snapshot.lists] == ["un-sc"]


def test_a_token_in_an_address_is_kept_nowhere(server: ListServer, tmp_path: Path) -> None:
    """No file of an installation holds the token, the user or the password of an address."""
    out = tmp_path / "lists"
    address = server.url.replace("//", "//jane:pass%21word@")
    urls = {"ofac-sdn": [f"{address}{name}?token=verysecret" for name in ("sdn.csv", "alt.csv", "add.csv")]}
    fetched(server, out, urls=urls)
    server.asked.clear()
    assert not fetched(server, out, urls=urls).is_new
    assert statuses(server) == {304}
    for path in out.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(word in content for word in (b"verysecret", b"jane", b"pass%21", b"pass!word")), path.name


def test_user_and_password_are_sent_to_their_server_alone(server: ListServer, tmp_path: Path) -> None:
    """They go as Basic authentication, along to where the same server leads, and to no other."""
    seen: list[tuple[str, str | None]] = []

    def asks(handler: list_server.Handler, content: bytes) -> None:
        seen.append((handler.path, handler.headers.get("Authorization")))
        list_server.moved(handler, content)

    server.misbehave["sdn.csv"] = asks
    fetched(server, tmp_path / "one", urls={"ofac-sdn": [server.url.replace("//", "//jane:pass%21word@")]})
    expected = "Basic " + base64.b64encode(b"jane:pass!word").decode()
    assert seen == [("/sdn.csv", expected), ("/sdn.csv?signed=1", expected)]
    seen.clear()
    fetched(server, tmp_path / "two")
    assert [told for _, told in seen] == [None, None]
    other: list[str | None] = []

    def elsewhere(handler: list_server.Handler, content: bytes) -> None:
        other.append(handler.headers.get("Authorization"))
        handler.answer(200, content)

    with list_server.serving(server.folder) as second:
        second.misbehave["sdn.csv"] = elsewhere

        def leads(handler: list_server.Handler, _: bytes) -> None:
            handler.answer(302, b"", more=(("Location", second.url + "sdn.csv"),))

        server.misbehave["sdn.csv"] = leads
        fetched(server, tmp_path / "three", urls={"ofac-sdn": [server.url.replace("//", "//jane:word@")]})
    assert other == [None]


def test_http_leads_to_no_other_host(server: ListServer, tmp_path: Path) -> None:
    """Where anybody on the way may answer, a redirect to another host is not followed, and is told."""

    def leads(handler: list_server.Handler, _: bytes) -> None:
        place = server.url.replace("127.0.0.1", "localhost") + "alt.csv?token=verysecret"
        handler.answer(302, b"", more=(("Location", place),))

    server.misbehave["alt.csv"] = leads
    with pytest.raises(TransportError, match="leads over HTTP to another host, http://localhost:") as caught:
        fetched(server, tmp_path / "lists")
    assert "verysecret" not in str(caught.value)


def test_a_few_redirects_are_followed_and_endless_ones_are_told(server: ListServer, tmp_path: Path) -> None:
    """Five steps are well; a sixth is said to be too many, whether they go in a circle or on and on."""
    most = 5

    def leads(handler: list_server.Handler, content: bytes) -> None:
        step = int(handler.path.partition("=")[2] or 0)
        if step < most:
            handler.answer(302, b"", more=(("Location", f"/alt.csv?step={step + 1}"),))
        else:
            handler.answer(200, content)

    server.misbehave["alt.csv"] = leads
    assert fetched(server, tmp_path / "one").is_new
    most = 6
    with pytest.raises(TransportError, match="more than 5 times"):
        fetched(server, tmp_path / "two")
    server.misbehave["alt.csv"] = list_server.round_and_round
    with pytest.raises(TransportError, match="more than 5 times"):
        fetched(server, tmp_path / "three")
