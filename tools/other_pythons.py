"""Run the tests on every other supported Python that this machine has, and name those that it has not.

Usage: python tools/other_pythons.py [--slow]

Without `--slow` the slow tests are left out, which `make check` runs on its own Python: they take two thirds of
the time, and the machine of CI has two cores. Each interpreter gets an environment of its own, `.venv-3.12` and so on,
set up again when pyproject.toml or constraints.txt changes. What pytest prints is shown only when a run fails.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUPPORTED = ((3, 11), (3, 12), (3, 13))
NOT_SLOW = ("-m", "not slow")
COUNT = re.compile(r"(\d+) (passed|skipped|xfailed)")
PROBE = "import ensurepip, sys, venv; print(*sys.version_info[:3], sep='.')"


def version_of(python: Path) -> str | None:
    """Give the version as '3.12.1' of an interpreter that runs and can make environments, else None.

    Being on the PATH is not enough: pyenv puts a shim there for every version it has, and a shim of a version that is
    not selected only prints a complaint.
    """
    try:
        done = subprocess.run([python, "-c", PROBE], capture_output=True, text=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


def pyenv_root() -> Path:
    """Give the folder where pyenv keeps its versions, whether or not it exists."""
    if pyenv := shutil.which("pyenv"):
        done = subprocess.run([pyenv, "root"], capture_output=True, text=True, check=False)
        if done.returncode == 0 and done.stdout.strip():
            return Path(done.stdout.strip())
    return Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")


def candidates(version: str) -> Iterator[Path]:
    """Yield where an interpreter of a version such as '3.12' may be: the PATH, then pyenv from the newest patch on."""
    if found := shutil.which(f"python{version}"):
        yield Path(found)
    installed = (pyenv_root() / "versions").glob(f"{version}.*/bin/python")
    yield from sorted(installed, key=lambda path: [int(n) for n in re.findall(r"\d+", path.parts[-3])], reverse=True)


def find(version: str) -> tuple[Path, str] | None:
    """Give the first interpreter of a version such as '3.12' that really runs, with its full version."""
    for python in candidates(version):
        full = version_of(python)
        if full is not None and full.startswith(f"{version}."):
            return python, full
    return None


def set_up(python: Path, full: str, environment: Path) -> Path:
    """Make or renew an environment with `.[dev]` as pinned, and give its interpreter."""
    own = environment / "bin" / "python"
    stamp = environment / ".installed"
    digest = hashlib.sha256(f"{full} {ROOT}".encode())
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    if not stamp.is_file() or stamp.read_text(encoding="ascii") != digest.hexdigest():
        subprocess.run([python, "-m", "venv", "--clear", environment], check=True)
        what = ["-e", ".[dev]", "-c", "constraints.txt"]
        subprocess.run([str(own), "-m", "pip", "install", "-qq", *what], cwd=ROOT, check=True)
        stamp.write_text(digest.hexdigest(), encoding="ascii")
    return own


def tests_run_clean(own: Path, full: str, which: tuple[str, ...]) -> bool:
    """Run the tests with an environment's interpreter and print one line, or all of pytest's output on failure."""
    command = [str(own), "-m", "pytest", "-q", "-n", "2", *which]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout, done.stderr, f"Python {full}: the tests failed", sep="\n")
        return False
    counts = {word: int(number) for number, word in COUNT.findall(done.stdout.rstrip().rpartition("\n")[2])}
    skipped = counts.get("skipped", 0)
    print(f"Python {full}: {sum(counts.values()) - skipped} tests ran and none failed; {skipped} did not apply")
    return True


def main() -> int:
    """Test every supported Python but the running one; 1 when a run fails. One that is not found is only named."""
    clean = True
    which = () if "--slow" in sys.argv[1:] else NOT_SLOW
    for major, minor in SUPPORTED:
        if (major, minor) == sys.version_info[:2]:
            continue
        version = f"{major}.{minor}"
        found = find(version)
        if found is None:
            print(f"Python {version}: no interpreter found on the PATH or in pyenv, so it was NOT tested", flush=True)
            continue
        python, full = found
        words = "the tests that are not slow" if which else "the tests"
        print(f"Python {full}: running {words} with {python} ...", flush=True)
        environment = ROOT / f".venv-{version}"
        passed = tests_run_clean(set_up(python, full, environment), full, which)
        if passed and os.environ.get("CI"):
            shutil.rmtree(environment)  # two gigabytes each, and a machine of CI uses none of them again
        clean = passed and clean
    return 0 if clean else 1


if __name__ == "__main__":
    raise SystemExit(main())
