"""Everything in a fenced block of the documentation holds: code runs, commands print what is shown, data parses.

A page's blocks run from top to bottom in one folder and one namespace. The folder holds what the pages take for
granted: payments.jsonl, the files of a list as downloaded (beside the pages' other files and in downloads/), and a
snapshot of them in lists/. What a block is follows from its first line:

- `python` runs; a `text title="Output"` block behind it shows what it prints.
- `console` runs each line that begins with `$ achguard` or `$ pytest` and compares what is shown below it; `$ echo $?`
  shows the exit code. A line of dots stands for any lines, and dots within a line for anything in it.
- a block with a file name as title is written to that file; toml and json parse in any case.
- a comment `<!-- not run: reason -->` above a block keeps it from running.
"""

import ast
import importlib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from achguard.policy import Policy
from achguard.sanctions.snapshot import Snapshot
from spark_cluster import OF_NEW_PANDAS, end_java, java_environment

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LANGUAGES = {"python", "console", "text", "toml", "json", "csv"}
SET_UP = ("make ", "python3 -m venv ", ".venv/bin/pip install ", "pip install ")
NOT_RUN_AT_MOST = 3
PROGRAMS = {"achguard": (), "pytest": ("-p", "no:cacheprovider")}
"""Commands that pages use, each a module of that name, and what they are run with."""
PUBLIC = re.compile(r"achguard(\.nacha|\.report|\.testing|\.integrations\.\w+)?")
FENCE = re.compile(
    r"(?:^<!-- not run: (?P<reason>[^\n]+) -->\n)?"
    r"^(?P<indent> *)```(?P<language>\w*)(?: title=\"(?P<title>[^\"]+)\")?[^\n]*\n(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    page: Path
    line: int
    language: str
    title: str
    not_run: str
    text: str

    @property
    def place(self) -> str:
        """Where it stands, for a message."""
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(page: Path) -> list[Block]:
    """Give the fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(
            page=page,
            line=text.count("\n", 0, found.start("language")) + 1,
            language=found["language"],
            title=found["title"] or "",
            not_run=found["reason"] or "",
            text=found["text"],
        )
        for found in FENCE.finditer(text)
    ]


def agrees(shown: str, real: str) -> bool:
    """Tell whether what a page shows is what is printed; dots stand for whatever is there."""
    parts = []
    for line in shown.rstrip().split("\n"):
        whole = (
            r"(?:[^\n]*\n)*?" if line.strip() == "..." else re.escape(line.rstrip()).replace(r"\.\.\.", ".*?") + r"\n"
        )
        parts.append(whole)
    printed = "".join(line.rstrip() + "\n" for line in real.rstrip().split("\n"))
    return re.fullmatch("".join(parts), printed) is not None


def commands(session: str) -> Iterator[tuple[str, str]]:
    """Part a console session into its commands, each with what is shown below it."""
    joined = session.replace("\\\n", " ")
    for part in re.split(r"^\$ ", joined, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command.strip(), shown


@dataclass
class Reader:
    """Somebody who follows a page from top to bottom, in one folder."""

    folder: Path
    namespace: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})
    printed: str = ""
    exit_code: int = 0

    def follow(self, block: Block) -> None:
        """Do what a block says."""
        if block.not_run:
            return
        if block.language == "python" and not block.title:
            self.run_python(block)
        elif block.language == "console":
            for command, shown in commands(block.text):
                self.run_command(block, command, shown)
        elif block.title == "Output":
            assert agrees(block.text, self.printed), f"{block.place} is not what is printed:\n{self.printed}"
        else:
            self.take(block)

    def run_python(self, block: Block) -> None:
        """Run a block of Python and keep what it prints."""
        stdout = StringIO()
        with redirect_stdout(stdout):
            exec(compile("\n" * block.line + block.text, block.page, "exec"), self.namespace)  # noqa: S102
        self.printed = stdout.getvalue()

    def run_command(self, block: Block, command: str, shown: str) -> None:
        """Run a command of the real command line and compare what it prints, where the page shows it."""
        if command == "echo $?":
            assert shown.strip() == str(self.exit_code), f"{block.place}: the exit code is {self.exit_code}"
            return
        if command.startswith(SET_UP):
            return
        program, *arguments = shlex.split(command, comments=True)
        assert program in PROGRAMS, f"{block.place}: {program} is not a command that the pages use"
        done = subprocess.run(
            [sys.executable, "-m", program, *PROGRAMS[program], *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        self.exit_code = done.returncode
        printed = done.stdout + done.stderr
        if shown.strip():
            assert agrees(shown, printed), f"{block.place}: {command} prints:\n{printed}"
        else:
            decides = program == "achguard" and (
                done.returncode == 1 or (done.returncode == 4 and "days old" in printed)
            )
            worked = done.returncode == 0 or decides
            assert worked, f"{block.place}: {command} leaves with {done.returncode}:\n{printed}"

    @property
    def environment(self) -> dict[str, str]:
        """A terminal of 80 columns, whose user has installed nothing and is no build server.

        pytest does not cut the lines of its summary where ``CI`` or ``BUILD_NUMBER`` is set.
        """
        theirs = {"CI", "BUILD_NUMBER"}
        mine = {
            name: value for name, value in os.environ.items() if not name.startswith("ACHGUARD_") and name not in theirs
        }
        homes = {name: str(self.folder) for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
        return mine | homes | {"COLUMNS": "80", "PYTHONUTF8": "1"}

    def take(self, block: Block) -> None:
        """Parse data, and write it to the file that the title names."""
        if block.title:
            (self.folder / block.title).write_text(block.text, encoding="utf-8")
        if block.language == "toml":
            table = tomllib.loads(block.text)
            if block.title and ("extends" in table or "leads_to" in table):
                Policy.load(self.folder / block.title)
        elif block.language == "json":
            for document in block.text.splitlines() if block.title.endswith(".jsonl") else [block.text]:
                json.loads(document)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the folder in which a reader sits, with the files that the pages take for granted."""
    data = files("achguard").joinpath("_data")
    with as_file(data.joinpath("sample_list")) as lists:
        for below in ("", "downloads"):
            (tmp_path / below).mkdir(exist_ok=True)
            for file in lists.glob("*.csv"):
                shutil.copyfile(file, tmp_path / below / file.name)
    with as_file(data.joinpath("demo_payments.jsonl")) as payments:
        shutil.copyfile(payments, tmp_path / "payments.jsonl")
    Snapshot.from_files(tmp_path / "downloads").build(tmp_path / "lists")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def _java(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the page about Spark find a Java, and take back what it leaves: the workers' Python, and its own Ctrl-C."""
    interrupted = signal.getsignal(signal.SIGINT)
    if page.stem == "run-on-spark":
        here = {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
        for name, value in (here | java_environment(tmp_path)).items():
            monkeypatch.setenv(name, value)
    yield
    if page.stem == "run-on-spark":
        end_java()
    signal.signal(signal.SIGINT, interrupted)


@pytest.mark.slow
@OF_NEW_PANDAS
@pytest.mark.usefixtures("_java")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_block_of_a_page_holds(page: Path, folder: Path) -> None:
    """What a page shows runs from top to bottom, and prints what the page says that it prints."""
    reader = Reader(folder)
    for block in blocks(page):
        reader.follow(block)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_fence_belongs_to_a_block_of_a_known_language(page: Path) -> None:
    """No fence is left open or unnamed, so that none escapes the other test."""
    found = blocks(page)
    fences = re.findall(r"^ *```", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(fences) == 2 * len(found)
    assert {block.language for block in found} <= LANGUAGES


def test_an_output_follows_the_code_that_prints_it() -> None:
    """Each block titled Output stands right behind a block of Python, whose output it shows."""
    for page in PAGES:
        found = blocks(page)
        for before, block in zip([None, *found], found, strict=False):
            if block.title == "Output":
                assert before is not None, block.place
                assert (before.language, before.title) == ("python", ""), block.place


def imported_from_achguard(code: str) -> Iterator[tuple[str, str]]:
    """Give the module and the name of everything that a block of Python imports from achguard."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from ((name.name, "") for name in node.names if name.name.partition(".")[0] == "achguard")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "achguard":
            yield from ((node.module or "", name.name) for name in node.names)


def is_public(module: str, name: str) -> bool:
    """Tell whether an import is of something that a version may not take away without warning."""
    if PUBLIC.fullmatch(module) is None:
        return False
    return not name or name in importlib.import_module(module).__all__


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_imports_public_names_alone(page: Path) -> None:
    """No page teaches an import that may be gone in the next version."""
    code = [(block.place, block.text) for block in blocks(page) if block.language == "python"]
    imports = [(place, *each) for place, text in code for each in imported_from_achguard(text)]
    assert [each for each in imports if not is_public(*each[1:])] == []


def test_an_import_of_an_inner_module_is_told_from_a_public_one() -> None:
    """Inner modules are found in either form of import, and so are names that a public module does not offer."""
    code = "import achguard, json\nfrom achguard import Guard, errors\nfrom achguard.nacha.reader import read\n"
    found = list(imported_from_achguard(code + "import achguard.guard\n"))
    inner = [each for each in found if not is_public(*each)]
    assert inner == [("achguard", "errors"), ("achguard.nacha.reader", "read"), ("achguard.guard", "")]


def test_few_blocks_are_not_run() -> None:
    """Blocks that nobody runs stay rare, and each says why."""
    skipped = [f"{block.place}: {block.not_run}" for page in PAGES for block in blocks(page) if block.not_run]
    assert len(skipped) <= NOT_RUN_AT_MOST, skipped


@pytest.mark.parametrize(
    ("shown", "real", "same"),
    [
        ("a\nb", "a\nb\n", True),
        ("a\nb", "a\nc\n", False),
        ("a", "a\nb\n", False),
        ("a\n...\nd", "a\nb\nc\nd\n", True),
        ("a\n...\nd", "a\nb\nc\n", False),
        ("...", "", True),
        ("sha256:... of 2026-...", "sha256:1f of 2026-11-23\n", True),
        ("x... y", "x1\n y\n", False),
        ("a.b", "axb\n", False),
    ],
)
def test_dots_stand_for_anything_and_nothing_else_does(shown: str, real: str, *, same: bool) -> None:
    """The comparison lets dots stand for lines or for a part of one, and takes every other character as it is."""
    assert agrees(shown, real) is same
