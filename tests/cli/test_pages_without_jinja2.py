"""Pages where Jinja2 is not installed: each verb that writes one says what to install, before it decides anything."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import achguard
from achguard.cli.exit_code import ExitCode

RUN = "from achguard.cli.app import app; app()"


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Link everything that is installed but Jinja2."""
    folder = tmp_path_factory.mktemp("packages")
    for each in Path(sysconfig.get_path("purelib")).iterdir():
        if not each.name.casefold().startswith("jinja2"):
            (folder / each.name).symlink_to(each)
    return folder


@pytest.mark.parametrize(
    "verb",
    [
        ("check", "none.jsonl", "--format", "html"),
        ("rescreen", "none.csv", "--since", "none", "--format", "html"),
        ("records", "report", "none"),
    ],
)
def test_it_is_said_what_to_install(packages: Path, tmp_path: Path, verb: tuple[str, ...]) -> None:
    """One sentence with the extra's name, no traceback, and no file where the page was to be."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(packages), str(Path(achguard.__file__).parents[1])))}
    arguments = (*verb, "--output", "page.html")
    done = subprocess.run(
        [sys.executable, "-S", "-c", RUN, *arguments],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert 'a report needs jinja2, which is not installed; run: pip install "achguard[report]"' in done.stderr
    assert "Traceback" not in done.stderr
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert not (tmp_path / "page.html").exists()
