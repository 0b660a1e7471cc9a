"""Mutation testing: change one line at a time, run the tests of its part, and name the changes that no test notices.

`make mutants` tries every part of `PARTS`; `make mutants ARGS="src/achguard/policy/verdict.py"` one module or folder.
mutmut makes the changes in a copy, `.mutants/`. What survives is compared with `tests/mutants.toml`, where each change
that no test needs to notice stands with its reason: a new survivor is shown and fails, and so does a row that is killed
by now.

The modules of a folder are tried in one go, and each change with those tests of the part that run its function. Tests
that take seconds are left out, but for the parts in `_NEEDS_SLOW`.
"""

import argparse
import ast
import os
import shutil
import subprocess
import sys
import textwrap
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
    "src/achguard/package_files.py",
    "src/achguard/sanctions/stored/index_file.py",
)
"""What decides, the path that shares decisions, and the digests of code by which decisions and indexes are known."""

TESTS_OF = {
    "src/achguard/rules": ("tests/rules", "tests/sanctions/test_clearance.py"),
    "src/achguard/policy": ("tests/policy", "tests/test_wiring.py"),
    "src/achguard/guard.py": (
        "tests/test_guard.py",
        "tests/test_wiring.py",
        "tests/test_package_files.py",
        "tests/policy/test_misspelt.py",
    ),
    "src/achguard/columnar": ("tests/columnar",),
    "src/achguard/package_files.py": ("tests/test_package_files.py",),
    "src/achguard/sanctions/stored/index_file.py": (
        "tests/sanctions/stored/test_index_file.py",
        "tests/sanctions/index/test_name_index.py",
        "tests/test_package_files.py",
    ),
}
"""The few tests that guard a part."""

# What entries share is compared with what each gets alone, in tests that write files of many kinds.
_NEEDS_SLOW = ("src/achguard/columnar",)

# Rooms whose tests start a process for each test: too slow to be run for each change.
_NOT_SELECTED = ("tests/cli", "tests/contract", "tests/docs")
_COPIED = ("src", "tests", "tools", "docs", "README.md", "SECURITY.md")
# Stands between the words of the name under which a decorated function's body is tried.
_APART = "ǂ"
# That a change is noticed is enough to know; a smaller example of it takes Hypothesis minutes to find. And each test
# runs what it needs: else the caches hold what the code gave unchanged, and one test alone is known to run it.
_CONFTEST = """
import sys

from hypothesis import Phase, settings

settings.register_profile("ci", settings.get_profile("ci"), phases=[Phase.explicit, Phase.generate])


def pytest_runtest_setup() -> None:
    for name in {modules!r} & sys.modules.keys():
        for each in vars(sys.modules[name]).values():
            if hasattr(each, "cache_clear"):
                each.cache_clear()
"""
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
    """Give the test files and folders that are run for a change of a module; of no part, those that name it."""
    if chosen := [test for part, tests in TESTS_OF.items() if module.startswith(part) for test in tests]:
        return chosen
    files = [file.relative_to(ROOT).as_posix() for file in sorted((ROOT / "tests").rglob("test_*.py"))]
    return [
        file
        for file in files
        if not file.startswith(_NOT_SELECTED) and _dotted(module) in (ROOT / file).read_text(encoding="utf-8")
    ]


def _dotted(module: str) -> str:
    return ".".join(PurePosixPath(module).with_suffix("").parts[1:])


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
    if not mangled.startswith("x_"):
        return mangled.removeprefix("xǁ").replace("ǁ", ".")
    return ".".join(word for word in mangled.removeprefix("x_").removeprefix(f"apart{_APART}").split(_APART) if word)


def with_bodies_apart(source: str) -> str:
    """Put the body of each decorated function into a function beside it, since mutmut changes no decorated one."""
    lines = source.splitlines()
    for statement in reversed(ast.parse(source).body):
        owner, members = (statement.name, statement.body) if isinstance(statement, ast.ClassDef) else ("", [statement])
        beside = []
        for function in reversed(members):
            if isinstance(function, ast.FunctionDef) and _is_left_alone(function):
                start, end = function.body[0].lineno - 1, function.end_lineno
                name = _APART.join(("apart", owner, function.name))
                returns = f" -> {ast.unparse(function.returns)}" if function.returns else ""
                body = textwrap.indent(textwrap.dedent("\n".join(lines[start:end])), "    ")
                beside += [f"def {name}({ast.unparse(function.args)}){returns}:", body, ""]
                lines[start:end] = [f"{' ' * (function.col_offset + 4)}return {name}({_passed(function.args)})"]
        first = min([statement.lineno, *(each.lineno for each in getattr(statement, "decorator_list", ()))])
        lines[first - 1 : first - 1] = beside
    return "\n".join(lines) + "\n"


def _passed(given: ast.arguments) -> str:
    """Write a function's arguments as they are passed on to another."""
    passed = [each.arg for each in (*given.posonlyargs, *given.args)]
    passed += [f"*{given.vararg.arg}"] if given.vararg else []
    passed += [f"{each.arg}={each.arg}" for each in given.kwonlyargs]
    passed += [f"**{given.kwarg.arg}"] if given.kwarg else []
    return ", ".join(passed)


def _is_left_alone(function: ast.FunctionDef) -> bool:
    """Tell whether mutmut leaves a function as it is, though it has a body."""
    decorators = [ast.unparse(each) for each in function.decorator_list]
    return bool(decorators) and decorators not in (["staticmethod"], ["classmethod"]) and "overload" not in decorators


def settings(modules: Sequence[str], tests: Sequence[str], *, slow: bool) -> str:
    """Give mutmut's table for modules and the tests that are run for them."""
    only = "" if slow else ', "-m", "not slow"'
    return f"""
[tool.mutmut]
source_paths = ["src"]
only_mutate = [{_quoted(modules)}]
also_copy = [{_quoted(name for name in _COPIED if name not in ("src", "tests"))}]
pytest_add_cli_args = ["-p", "no:xdist", "-p", "no:cacheprovider"{only}]
pytest_add_cli_args_test_selection = [{_quoted(tests)}]
use_setproctitle = false
"""


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)


def survivors(modules: Sequence[str], children: int) -> dict[str, set[Change]]:
    """Change every line of modules in turn, and give the changes of each that its tests do not notice.

    Raises SystemExit where mutmut can't do it: the tests fail without a change, or it
    is not installed.
    """
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir()
    for name in _COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, WORK / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, WORK / name)
    for module in modules:
        (WORK / module).write_text(with_bodies_apart((ROOT / module).read_text(encoding="utf-8")), encoding="utf-8")
    (WORK / "tests" / "conftest.py").write_text(_CONFTEST.format(modules=set(map(_dotted, modules))), "utf-8")
    tests = [*dict.fromkeys(test for module in modules for test in selection_of(module))]
    table = settings(modules, tests, slow=modules[0].startswith(_NEEDS_SLOW))
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (WORK / "pyproject.toml").write_text(project + table, encoding="utf-8")
    command = [*_MUTMUT, "run", "--max-children", str(children)]
    done = subprocess.run(command, cwd=WORK, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}\nmutmut could not try {', '.join(modules)}")
    results = [line.strip().rpartition(": ") for line in _said("results").splitlines() if ": " in line]
    found: dict[str, set[Change]] = {module: set() for module in modules}
    for mutant, _, status in results:
        if status in _UNNOTICED:
            module = f"src/{mutant.rpartition('.')[0].replace('.', '/')}.py"
            found[module].add(change_of(module, function_of(mutant), _said("show", mutant)))
    return found


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


def main(words: Sequence[str]) -> int:
    """Try the parts named, or all of `PARTS`; 1 where a survivor is new or a reason is not needed any more."""
    parser = argparse.ArgumentParser(prog="make mutants", description="Name the changes of code that no test notices.")
    parser.add_argument(
        "parts", nargs="*", default=PARTS, help="modules or folders, all that decides where none is named"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many changes are tried at once")
    asked = parser.parse_args(words)
    clean = True
    for modules in map(modules_in, asked.parts):
        if untested := [module for module in modules if not selection_of(module)]:
            raise SystemExit(f"no test names {', '.join(untested)}")
        for module, survived in survivors(modules, asked.jobs).items():
            clean = report(module, survived) and clean
    return 0 if clean else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
