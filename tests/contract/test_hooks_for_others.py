"""The hook that other repositories take from this one runs a command that there is, with what the command needs."""

import re
import tomllib
from pathlib import Path

import pytest

yaml = pytest.importorskip("yaml", reason="PyYAML comes with the extra docs, which is not here")
ROOT = Path(__file__).resolve().parents[2]


def test_the_hook_runs_the_command_with_its_extra() -> None:
    """pre-commit installs the package without extras, so that the hook names what the extra `cli` brings."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (hook["id"], hook["entry"].split()) == ("achguard-check", ["achguard", "check"])
    assert "achguard" in project["scripts"]
    assert hook["additional_dependencies"] == project["optional-dependencies"]["cli"]


def test_the_hook_takes_what_the_command_reads() -> None:
    """Nacha, CSV and JSON Lines files are looked at, and nothing else."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    taken = [
        name for name in ("a.ach", "b/c.csv", "d.jsonl", "e.json", "ach", "a.ach.py") if re.search(hook["files"], name)
    ]
    assert taken == ["a.ach", "b/c.csv", "d.jsonl"]
