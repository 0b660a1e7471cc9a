"""What the tests of the command line share: runs, files of payments, lists, and texts that were looked at by a person.

`ACHGUARD_UPDATE_GOLDEN=1 pytest tests/cli` writes the texts in tests/golden/cli anew; look at the difference before it
is committed.
"""

import datetime as dt
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from achguard.sanctions.snapshot import Snapshot
from factories import Json, domestic_web_debit, merged

GOLDEN = Path(__file__).parents[1] / "golden" / "cli"
PUBLISHED = dt.date(2026, 11, 20)
AS_OF = "2026-11-23"

Run = Callable[..., Result]
Payments = Callable[..., str]


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the lists and the cache of whoever runs the tests out of them."""
    monkeypatch.setenv("ACHGUARD_LISTS", str(tmp_path / "installed"))
    monkeypatch.setenv("ACHGUARD_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def run() -> Run:
    """Give a function that runs the command line as it is started, with arguments and standard input."""
    from achguard.cli.app import app

    def call(*arguments: object, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)

    return call


@pytest.fixture(scope="session")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the sample list, built, of a fixed day."""
    folder = tmp_path_factory.mktemp("lists") / "sample"
    Snapshot.sample(published=PUBLISHED).build(folder)
    return folder


@pytest.fixture
def payments(tmp_path: Path) -> Payments:
    """Give a function that writes payments, each a change of a domestic one or a line as it is, to JSON Lines."""

    def write(*rows: Json | str, name: str = "payments.jsonl") -> str:
        lines = (row if isinstance(row, str) else json.dumps(merged(domestic_web_debit(), row)) for row in rows)
        path = tmp_path / name
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Give a function that compares a text with the one that was looked at, which the environment lets it replace."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("ACHGUARD_UPDATE_GOLDEN"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare


def decisions(text: str) -> list[Json]:
    """Read JSON Lines, but for problems of files, which have no outcome."""
    return [row for row in map(json.loads, text.splitlines()) if "problem" not in row]


def outcomes(rows: Iterable[Json]) -> list[str]:
    """Give the outcome of each decision."""
    return [row["outcome"] for row in rows]
