"""What the page about production runs every day runs: units that systemd reads, and commands that work."""

import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from email.utils import formatdate
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from docs.test_docs import ROOT, blocks
from sanctions.list_server import ListServer, serving

PAGE = ROOT / "docs" / "how-to" / "run-in-production.md"
PROGRAM = "/usr/local/bin/achguard"
FOLDER = "/srv/achguard"
ANALYZE = shutil.which("systemd-analyze")


def titled(title: str) -> str:
    """Give the block of the page with a title."""
    (text,) = (block.text for block in blocks(PAGE) if block.title == title)
    return text


def unit(title: str) -> dict[str, dict[str, list[str]]]:
    """Read a unit, whose keys may stand several times."""
    sections: dict[str, dict[str, list[str]]] = {}
    for line in titled(title).splitlines():
        if head := re.fullmatch(r"\[(\w+)\]", line):
            section = sections.setdefault(head[1], {})
        elif line:
            key, _, value = line.partition("=")
            section.setdefault(key, []).append(value)
    return sections


def cron_commands() -> list[str]:
    """Give the commands of the crontab, each behind the five fields of its time."""
    lines = [line for line in titled("crontab").splitlines() if not re.match(r"\w+=", line)]
    return [line.split(maxsplit=5)[5] for line in lines]


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ListServer]:
    """Serve a copy of the fictional list, published today."""
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    with as_file(files("achguard").joinpath("_data", "sample_list")) as lists:
        shutil.copytree(lists, tmp_path / "served", copy_function=shutil.copyfile)
    with serving(tmp_path / "served") as running:
        running.last_modified = formatdate(usegmt=True)
        yield running


def test_the_commands_of_a_day_work(server: ListServer, tmp_path: Path) -> None:
    """From the first morning on, in their order, with the unit's variables and a publisher on this machine."""
    service = unit("achguard-lists.service")["Service"]
    assert service["Type"] == ["oneshot"]
    commands = service["ExecStart"]
    assert commands == cron_commands()
    variables = dict(each.split("=", 1) for each in service["Environment"])
    assert variables.items() <= dict(re.findall(r"(\w+)=(.*)", titled("crontab"))).items()
    environment = os.environ | {key: value.replace(FOLDER, str(tmp_path)) for key, value in variables.items()}
    (tmp_path / "clearances.toml").write_text("", encoding="utf-8")
    for command in commands * 2:
        program, *arguments = shlex.split(command.replace(FOLDER, str(tmp_path)))
        assert program == PROGRAM
        here = (
            ("--lists", "ofac-sdn", "--url", f"ofac-sdn={server.url}") if arguments[:2] == ["lists", "update"] else ()
        )
        done = subprocess.run(
            [sys.executable, "-m", "achguard", *arguments, *here],
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), command
    assert (tmp_path / "lists" / "current").is_file()
    assert any((tmp_path / "archive").iterdir())


def test_the_units_belong_together() -> None:
    """The timer has the service's name, a time that is one, and is wanted by whatever starts timers."""
    timer = unit("achguard-lists.timer")
    assert timer["Install"]["WantedBy"] == ["timers.target"]
    assert re.fullmatch(r"\*-\*-\* [0-2]\d:[0-5]\d:00", timer["Timer"]["OnCalendar"][0])
    assert timer["Timer"]["Persistent"] == ["true"]
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    for title in ("achguard-lists.service", "achguard-lists.timer"):
        parser.read_string(titled(title))


@pytest.mark.skipif(ANALYZE is None, reason="this machine has no systemd")
def test_systemd_reads_the_units(tmp_path: Path) -> None:
    """It knows every section and key, and finds the program; a key that it does not know is told."""
    program = tmp_path / "achguard"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    texts = {
        title: titled(title)
        .replace(PROGRAM, str(program))
        .replace("User=achguard\n", "")
        .replace("OnFailure=alert@%n.service\n", "")
        for title in ("achguard-lists.service", "achguard-lists.timer")
    }

    def verified() -> str:
        for title, text in texts.items():
            (tmp_path / title).write_text(text, encoding="utf-8")
        done = subprocess.run(
            [str(ANALYZE), "verify", "--man=no", *(str(tmp_path / title) for title in texts)],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return "\n".join(line for line in (done.stdout + done.stderr).splitlines() if str(tmp_path) in line)

    assert verified() == ""
    texts["achguard-lists.timer"] = texts["achguard-lists.timer"].replace("Persistent", "Persistant")
    assert "Persistant" in verified()
