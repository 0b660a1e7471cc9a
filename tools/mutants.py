"""Mutation testing: change one line at a time, run the tests of its part, and name the changes that no test notices.

`make mutants` tries every part of `PARTS`, which takes hours; `make mutants ARGS="src/achguard/policy/verdict.py"` one
module or folder. mutmut makes the changes in a copy, `.mutants/`. What survives is compared with `tests/mutants.toml`,
where each change that no test needs to notice stands with its reason: a new survivor is shown and fails, and so does a
row that is killed by now.

A part's tests are those of its room, and every test file that names its module.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / ".mutants"
TABLE = ROOT / "tests" / "mutants.toml"

PARTS = (
    "src/achguard/rules",
    "src/achguard/policy",
    "src/achguard/guard.py",
    "src/achguard/columnar",
    "src/achguard/sanctions/stored/index_file.py",
)
"""What decides, the path that shares decisions, and the digest by which a stale index is recognised."""

TESTS_OF = {
    "src/achguard/rules": ("tests/rules",),
    "src/achguard/policy": ("tests/policy",),
    "src/achguard/guard.py": ("tests/test_guard.py",),
    "src/achguard/columnar": ("tests/columnar",),
}
"""Tests of a room, beside the files that name the module."""

# Rooms whose tests start a process for each test: too slow to be run for each change.
_NOT_SELECTED = ("tests/cli", "tests/contract", "tests/docs")
_COPIED = ("src", "tests", "tools", "docs", "README.md", "SECURITY.md")
# Its words for what no test noticed: the tests passed, or none ran.
_UNNOTICED = frozenset({"survived", "no tests"})


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One change of one function, by what it says and not by its number, which moves with the code."""

    file: str
    function: str
    was: str
    """The lines that it takes away, without their indent."""
    now: str
    """The lines that stand there instead."""


def modules_in(part: str) -> list[str]:
    """Give the modules of a folder, or the module itself; raises SystemExit for what is neither."""
    path = ROOT / part
    found = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    if not found or not all(each.is_file() for each in found):
        raise SystemExit(f"{part} is no module or folder of this repository; give one such as {PARTS[1]}")
    return [each.relative_to(ROOT).as_posix() for each in found if each.name != "__init__.py"]


def selection_of(module: str) -> list[str]:
    """Give the test files and folders that are run for a change of a module."""
    dotted = ".".join(PurePosixPath(module).with_suffix("").parts[1:])
    rooms = [test for part, tests in TESTS_OF.items() if module.startswith(part) for test in tests]
    naming = [
        name
        for file in sorted((ROOT / "tests").rglob("test_*.py"))
        if dotted in file.read_text(encoding="utf-8")
        and not (name := file.relative_to(ROOT).as_posix()).startswith((*_NOT_SELECTED, *(f"{r}/" for r in rooms)))
    ]
    return [*rooms, *(name for name in naming if name not in rooms)]


def explained() -> dict[Change, str]:
    """Give the changes that may survive, with their reasons."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8")).get("survivor", [])
    return {Change(row["file"], row["function"], row["was"], row["now"]): row["reason"] for row in rows}


def change_of(file: str, function: str, diff: str) -> Change:
    """Read the change of a function out of its unified diff."""
    lines = [line for line in diff.splitlines() if not line.startswith(("---", "+++"))]
    was, now = ("\n".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "-+")
    return Change(file, function, was, now)


def function_of(mutant: str) -> str:
    """Give the function that mutmut's name of a mutant means: `verdict`, or `Policy.preset` of a class."""
    mangled = mutant.rpartition(".")[2].partition("__mutmut_")[0]
    return mangled.removeprefix("x_") if mangled.startswith("x_") else mangled.removeprefix("xǁ").replace("ǁ", ".")


def settings(module: str, tests: Sequence[str]) -> str:
    """Give mutmut's table for one module."""
    listed = ", ".join(f'"{test}"' for test in tests)
    return f"""
[tool.mutmut]
source_paths = ["src"]
only_mutate = ["{module}"]
also_copy = [{", ".join(f'"{name}"' for name in _COPIED if name not in ("src", "tests"))}]
pytest_add_cli_args = ["-p", "no:xdist", "-p", "no:cacheprovider"]
pytest_add_cli_args_test_selection = [{listed}]
use_setproctitle = false
"""


def survivors(module: str) -> set[Change]:
    """Change every line of a module in turn, and give the changes that its tests do not notice.

    Raises SystemExit where mutmut can't do it: the tests fail without a change, or it is not installed.
    """
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir()
    for name in _COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, WORK / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, WORK / name)
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (WORK / "pyproject.toml").write_text(project + settings(module, selection_of(module)), encoding="utf-8")
    children = ["--max-children", str(os.cpu_count() or 1)]
    done = subprocess.run([*_MUTMUT, "run", *children], cwd=WORK, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}\nmutmut could not try {module}")
    results = [line.strip().rpartition(": ") for line in _said("results").splitlines() if ": " in line]
    unnoticed = [mutant for mutant, _, status in results if status in _UNNOTICED]
    return {change_of(module, function_of(mutant), _said("show", mutant)) for mutant in unnoticed}


_MUTMUT = (sys.executable, "-m", "mutmut")


def _said(*words: str) -> str:
    return subprocess.run([*_MUTMUT, *words], cwd=WORK, capture_output=True, text=True, check=True).stdout


def report(module: str, survived: set[Change]) -> bool:
    """Print what is not as the table says, and tell whether everything is."""
    known = {change for change in explained() if change.file == module}
    for change in sorted(survived - known):
        taken = "".join(f"\n    - {line}" for line in change.was.splitlines())
        put = "".join(f"\n    + {line}" for line in change.now.splitlines())
        print(f"{module}: no test notices this change of {change.function}{taken}{put}")
    for change in sorted(known - survived):
        print(f"{module}: tests/mutants.toml explains what does not survive: {change.function}: {change.was!r}")
    print(f"{module}: {len(survived & known)} explained, {len(survived - known)} new", flush=True)
    return survived == known


def main(parts: Iterable[str]) -> int:
    """Try the parts named, or all of `PARTS`; 1 where a survivor is new or a reason is not needed any more."""
    clean = True
    for module in [module for part in parts for module in modules_in(part)]:
        if not selection_of(module):
            print(f"{module}: no test names it")
            clean = False
            continue
        clean = report(module, survivors(module)) and clean
    return 0 if clean else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:] or PARTS))
