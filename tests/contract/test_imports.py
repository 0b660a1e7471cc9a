"""What `import achguard` brings in, what it offers, and what its source never holds."""

import ast
import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "achguard"
HEAVY = (
    "anyascii",
    "django",
    "fastapi",
    "numpy",
    "pyarrow",
    "pycountry",
    "pytest",
    "rapidfuzz",
    "rich",
    "schwifty",
    "starlette",
    "stdnum",
    "typer",
)
MODULES = sorted(SOURCE.rglob("*.py"))


def run(program: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a fresh interpreter, without coverage, which loads modules of its own there."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=env)


def modules_after(statement: str) -> set[str]:
    """Run a statement in a fresh interpreter and give the names of the top-level packages that it left imported."""
    program = f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    return set(run(program).stdout.split())


def test_importing_the_library_imports_nothing_heavy() -> None:
    """A fresh `import achguard` leaves every library that is only sometimes needed unimported."""
    imported = modules_after("import achguard")
    assert "achguard" in imported
    assert imported.isdisjoint(HEAVY)


def modules_in_full_after(program: str) -> set[str]:
    """Run a program in a fresh interpreter and give the names of the modules that it left imported."""
    program = f"{program}\nimport sys\nsys.stderr.write(' '.join(sys.modules))"
    return set(run(program).stderr.split())


def parts_of(modules: set[str], *parts: str) -> list[str]:
    """Give the modules that are one of these parts, or below one."""
    return sorted(each for each in modules if any(f"{each}.".startswith(f"{part}.") for part in parts))


def test_a_guard_without_lists_loads_no_screening() -> None:
    """A first guard leaves numpy, the libraries for numbers, lists, Nacha files and the readers of files unloaded."""
    modules = modules_in_full_after("from achguard import Guard, Payment\nGuard()")
    assert parts_of(modules, "achguard.rules.iat.foreign_iban", "achguard.policy.policy")
    assert parts_of(modules, *HEAVY, "achguard.sanctions", "achguard.nacha", "achguard.intake") == []


def test_a_built_list_is_opened_without_the_readers_of_list_files(tmp_path: Path) -> None:
    """Opening a built snapshot loads neither numpy nor what reads publishers' files."""
    folder = tmp_path / "lists"
    modules_in_full_after(f"from achguard import Snapshot\nSnapshot.sample().build({str(folder)!r})")
    modules = modules_in_full_after(f"from achguard import Guard\nGuard(lists={str(folder)!r})")
    assert parts_of(modules, "achguard.sanctions.snapshot")
    readers = ("achguard.sanctions.sources.any_format", "achguard.sanctions.sources.ofac_csv")
    assert parts_of(modules, *HEAVY, *readers) == []


@pytest.mark.parametrize(
    ("arguments", "loaded", "left"),
    [
        (["--version"], "achguard.package_files", ["typer", "pydantic", "achguard.cli.app"]),
        (["explain", "IAT201"], "achguard.cli.explain", ["numpy", "rapidfuzz", "achguard.cli.check"]),
        (["lists", "status"], "achguard.cli.lists_status", ["numpy", "rapidfuzz", "achguard.cli.check"]),
        (
            ["check", "--format", "jsonl", "-"],
            "achguard.cli.formats.json_lines",
            [
                "numpy",
                "achguard.cli.screen",
                "achguard.cli.lists",
                "achguard.cli.formats.junit",
                "xml",
                "achguard.nacha.proof",
            ],
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_a_verb_loads_what_it_needs(arguments: list[str], loaded: str, left: list[str]) -> None:
    """The command line loads one verb, and of that what these arguments need."""
    modules = modules_in_full_after(
        "import io, sys\nfrom achguard.cli import main\n"
        f"sys.argv = ['achguard', *{arguments!r}]\nsys.stdin = io.TextIOWrapper(io.BytesIO(b'{{}}'))\n"
        "err, sys.stderr = sys.stderr, io.StringIO()\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\nsys.stderr = err"
    )
    assert loaded in modules
    assert parts_of(modules, *left) == []


def test_the_modules_taken_for_heavy_are_seen_when_imported() -> None:
    """The probe sees a heavy library that is there, so that not seeing one means something."""
    assert "numpy" in modules_after("import numpy")


def test_every_public_name_resolves() -> None:
    """Each name in `achguard.__all__` is there once, is listed by dir(), and loads."""
    achguard = importlib.import_module("achguard")
    assert len(set(achguard.__all__)) == len(achguard.__all__)
    assert set(achguard.__all__) <= set(dir(achguard))
    for name in achguard.__all__:
        assert getattr(achguard, name) is not None, name


def test_the_names_of_the_contract_are_public() -> None:
    """The names that users' code imports from `achguard` are in its `__all__`."""
    contract = {
        "Accept",
        "Account",
        "Address",
        "Ask",
        "Decision",
        "Guard",
        "Hold",
        "Party",
        "Payment",
        "Policy",
        "Redirect",
        "RoutingDirectory",
        "Snapshot",
    }
    assert contract <= set(importlib.import_module("achguard").__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """Asking the library for a name that it does not have raises an AttributeError that says so."""
    with pytest.raises(AttributeError, match="no_such_name"):
        getattr(importlib.import_module("achguard"), "no_such_name")  # noqa: B009


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_module_relies_on_assert(module: Path) -> None:
    """No source file holds an assert statement, which `python -O` takes out."""
    tree = ast.parse(module.read_bytes())
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Assert)] == []
