"""What is logged names nobody: no payment, party, number or account of what was decided or recorded."""

import logging
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from achguard.cli.exit_code import ExitCode
from achguard.errors import AchGuardError
from achguard.running.live_guard import LiveGuard
from achguard.sanctions.clearance import Clearance, end, record
from achguard.sanctions.snapshot import Snapshot
from achguard.sanctions.stored.snapshot_folder import POINTER
from achguard.sanctions.updating.active_snapshot import Installation
from achguard.sanctions.updating.update import update
from cli.conftest import AS_OF, PUBLISHED, Payments, Run, lists, payments, run
from factories import Json, payment
from sanctions import list_server
from sanctions.list_server import ListServer, serving

__all__ = ["lists", "payments", "run"]  # fixtures of the command line

SAMPLE = Path(__file__).parents[1] / "src" / "achguard" / "_data" / "sample_list"
ACCOUNT, TAX_ID, BIRTH_DATE = "730951284664", "078051120", "1970-01-31"
OF_PEOPLE = ("ZORBAN", "QUENTARA", "PIMPERNELLA", ACCOUNT, TAX_ID, BIRTH_DATE, "X0000001", "pay-730951", "s3cretpass")
ROWS: tuple[Json, ...] = (
    {
        "id": "pay-730951-1",
        "receiver": {
            "name": "MALIK ZORBAN",
            "date_of_birth": BIRTH_DATE,
            "identifiers": [{"type": "passport", "value": "X0000001"}, {"type": "tax_id", "value": TAX_ID}],
            "account": {"routing_number": "065300279", "account_number": ACCOUNT},
        },
        "remittance": [f"PIMPERNELLA {ACCOUNT}"],
    },
    {"id": "pay-730951-2", "originator": {"name": "QUENTARA SHIPPING"}, "receiver": {"name": "PIMPERNELLA OSTVAR"}},
)


@pytest.fixture
def logged(tmp_path: Path) -> Iterator[Path]:
    """Write everything that anybody logs to a file, as a service does that looks for a fault."""
    file, root = tmp_path / "service.log", logging.getLogger()
    before = root.level
    handler = logging.FileHandler(file, encoding="utf-8")
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield file
    root.removeHandler(handler)
    root.setLevel(before)
    handler.close()


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ListServer]:
    """Serve a copy of the fictional list."""
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    shutil.copytree(SAMPLE, tmp_path / "served", copy_function=shutil.copyfile)
    with serving(tmp_path / "served") as running:
        yield running


def named(file: Path) -> list[str]:
    """Give who and what is in a log, and must not be."""
    text = file.read_text(encoding="utf-8").upper()
    listed = {word for each in Snapshot.sample().entities for word in re.findall(r"[A-Z]{4,}", each.primary_name)}
    whole_words = sorted(listed & {*re.findall(r"[A-Z]+", text)})
    return [each for each in OF_PEOPLE if each.upper() in text] + whole_words


def test_an_update_logs_lists_and_nobody_on_them(server: ListServer, logged: Path, tmp_path: Path) -> None:
    """Neither where it goes well, nor where a file is damaged at a name, nor of the password of an address."""
    out, file = tmp_path / "out", server.folder / "sdn.csv"
    whole = file.read_text(encoding="latin-1")
    first = whole.splitlines()[0]
    damaged = (
        whole + first + "\r\n",
        whole.replace("\n", f",PIMPERNELLA {ACCOUNT}\n", 1),
        whole.replace("\n", f'\n900003,"PIMPERNELLA "ZORBAN" {ACCOUNT}","x"\n', 1),
        whole.replace("900002,", f"PIMPERNELLA {ACCOUNT},", 1),
        whole.replace('"individual"', f'"PIMPERNELLA {ACCOUNT}"', 1),
        whole[: len(whole) // 3],
        f"<html><p>PIMPERNELLA {ACCOUNT}</p></html>",
    )
    address = server.url.replace("http://", "http://agency:s3cretpass@")
    for url, content in (
        (server.url, whole),
        (f"{address}?key=s3cretpass", whole),
        *((address, each) for each in damaged),
    ):
        file.write_text(content, encoding="latin-1")
        with suppress(AchGuardError):
            update(["ofac-sdn"], out=out, urls={"ofac-sdn": [url]})
    server.misbehave["sdn.csv"] = list_server.error_500
    with pytest.raises(AchGuardError):
        update(["ofac-sdn"], out=out, urls={"ofac-sdn": [address]})
    assert logged.read_text(encoding="utf-8").count("the last good one stays in force") > len(damaged) // 2
    assert named(logged) == []


def test_a_running_guard_logs_lists_and_no_payment(logged: Path, tmp_path: Path) -> None:
    """New lists, broken ones, broken clearances and ended ones are told; whom they are of is not."""
    folder, file = tmp_path / "lists", tmp_path / "clearances.toml"
    installation = Installation(folder)
    with installation.at_work() as work:
        installation.install(Snapshot.sample(), work)
    entity = Snapshot.open(folder).entity("900001")
    assert entity is not None
    file.write_text("", encoding="utf-8")
    live = LiveGuard(folder, clearances=file, look_every=0)
    on = live.guard.today()
    given = [payment(changes=row) for row in ROWS]

    def decide() -> None:
        with live.recording(tmp_path / "record") as recording:
            [*recording.decide_many(given)]
        live.decide_batch(given)

    decide()
    record(file, Clearance.of(entity, name="MALIK ZORBAN", by="Pimpernella", why="another", on=on, expires=on))
    decide()
    end(file, 1, on=on, by="Pimpernella", why="a second look at Zorban")
    decide()
    for broken in ('[[clearance]]\nname = "PIMPERNELLA"\n', f"PIMPERNELLA {ACCOUNT}", f'name = "{ACCOUNT}"\n'):
        file.write_text(broken, encoding="utf-8")
        decide()
    with installation.at_work() as work:
        installation.install(Snapshot.sample(also=["PIMPERNELLA OSTVAR"]), work)
    decide()
    version = folder / (folder / POINTER).read_text(encoding="utf-8").strip()
    (version / "manifest.json").write_text(f'{{"PIMPERNELLA {ACCOUNT}": ', encoding="utf-8")
    decide()
    text = logged.read_text(encoding="utf-8")
    for said in ("took up sample-names", "other clearances: 1, and 0", "new clearances are not", "new lists are not"):
        assert said in text
    assert named(logged) == []


def test_what_is_recorded_and_replayed_is_not_logged(
    run: Run, payments: Payments, lists: Path, logged: Path, tmp_path: Path
) -> None:
    """A check that records, its replay, a note, and records that are cut, changed or under another key."""
    file, folder, archive = payments(*ROWS, f'{{"PIMPERNELLA": {ACCOUNT}}}'), tmp_path / "record", tmp_path / "archive"
    check = ("check", file, "--lists", lists, "--as-of", AS_OF, "--record", folder)
    run("lists", "archive", archive, lists)
    for form in ("text", "jsonl", "csv", "html"):
        assert run(*check, "--format", form).exit_code == ExitCode.NOT_ALL_ACCEPTED
    replay = ("replay", file, "--record", folder, "--archive", archive)
    assert "2 same" in run(*replay).stdout
    assert run("records", "note", folder, "pay-730951-1", "--by", "Pimpernella", "--blocked", PUBLISHED).exit_code == 0
    (path,) = folder.glob("2*.jsonl")
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])
    (folder / "reached").unlink()
    run(*check)
    path.write_bytes(path.read_bytes().replace(b"pay-730951-2", b"pay-730951-3"))
    for verb in (replay, ("records", "verify", folder), ("records", "report", folder, "--archive", archive), check):
        run(*verb)
    path.write_bytes(path.read_bytes() + f"PIMPERNELLA {ACCOUNT}\n".encode())
    assert run(*check).exit_code == ExitCode.UNREADABLE_INPUT
    text = logged.read_text(encoding="utf-8")
    for said in ("opened behind", "bytes of a line that was not finished", "is damaged"):
        assert said in text
    assert named(logged) == []
