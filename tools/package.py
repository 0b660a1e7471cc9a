"""Build what is released and try it where nothing else of the repository is; --sbom writes its bill of materials.

The source distribution is built from the tree, and the wheel from the source distribution. `.venv-release` holds the
tools; the package goes into environments of its own, one without extras and one with the command line.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".venv-release"
SBOM = ROOT / "dist" / "achguard.cdx.json"
IN_THE_WHEEL = (
    "achguard/py.typed",
    "achguard/_data/countries.tsv",
    "achguard/policy/presets/us-domestic.toml",
    "licenses/LICENSE",
    "licenses/NOTICE",
    "licenses/LICENSES/LGPL-2.1-only.txt",
    "licenses/LICENSES/LicenseRef-SCOWL.txt",
    "licenses/LICENSES/Unicode-3.0.txt",
)
IN_THE_SOURCES = (
    "tests/factories.py",
    "tools/generate.py",
    "docs/index.md",
    "constraints.txt",
    "SECURITY.md",
    "NOTICE",
)
SDIST_TESTS = ("tests/contract/test_recipes.py", "tests/contract/test_notice.py", "tests/model", "tests/policy")
MOST_BYTES_WITH_CLI = 180_000_000
"""What an environment with the command line may take, without pip (issue 9)."""
DECIDES = """
from achguard import Guard, Payment, Snapshot
payment = Payment.model_validate({
    "direction": "debit", "amount": "1.00", "originator": {"name": "STATE TAX AGENCY"},
    "receiver": {"name": "ERIKA MUSTERMANN", "account": {"account_number": "DE89 3704 0044 0532 0130 00"}},
})
print(Guard(lists=Snapshot.sample()).decide(payment).outcome)
"""


class TrialError(Exception):
    """What was built does not do what it must; the sentence says what."""


def run(
    *command: str | Path, cwd: Path | None = None, expected: int = 0, variables: Mapping[str, str] | None = None
) -> str:
    """Run a command apart from this environment, and give what it prints; raises TrialError for another exit code."""
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment | dict(variables or {}),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != expected:
        words = " ".join(str(part) for part in command)
        raise TrialError(f"{words} exits with {done.returncode}, not {expected}:\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def tools() -> Path:
    """Make or renew the environment of the tools, and give its interpreter."""
    own = TOOLS / "bin" / "python"
    digest = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")))
    stamp = TOOLS / ".installed"
    if not stamp.is_file() or stamp.read_text(encoding="ascii") != digest.hexdigest():
        run(sys.executable, "-m", "venv", "--clear", TOOLS)
        run(own, "-m", "pip", "install", "-qq", ".[release]", "-c", "constraints.txt", cwd=ROOT)
        stamp.write_text(digest.hexdigest(), encoding="ascii")
    return own


def build(own: Path, into: Path) -> tuple[Path, Path]:
    """Build both files and look at them from outside; give the wheel and the source distribution."""
    run(own, "-m", "build", "--no-isolation", "--outdir", into, ROOT)
    (wheel,), (sources,) = into.glob("*.whl"), into.glob("*.tar.gz")
    run(own, "-m", "twine", "check", "--strict", wheel, sources)
    look_into_wheel(zipfile.ZipFile(wheel).namelist())
    with tarfile.open(sources) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    if lacking := [name for name in IN_THE_SOURCES if name not in held]:
        raise TrialError(f"{sources.name} lacks {', '.join(lacking)}")
    return wheel, sources


def look_into_wheel(held: Iterable[str]) -> None:
    """Raise TrialError for a wheel that lacks what users need, or holds what only the repository needs."""
    names = list(held)
    if lacking := [name for name in IN_THE_WHEEL if not any(each.endswith(name) for each in names)]:
        raise TrialError(f"the wheel lacks {', '.join(lacking)}")
    mine = [name for name in names if ".dist-info/" not in name]
    if astray := [name for name in mine if not name.startswith(("achguard/", "_pytest_achguard"))]:
        raise TrialError(f"the wheel holds what is not of the library: {', '.join(astray)}")


def installed(what: str, folder: Path) -> Path:
    """Install into a new environment without pip of its own, and give its interpreter."""
    run(sys.executable, "-m", "venv", "--without-pip", folder)
    own = folder / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", own, "install", "-qq", what, "-c", ROOT / "constraints.txt")
    return own


def try_without_extras(wheel: Path, folder: Path) -> None:
    """Let the library decide, and the command line say which extra it needs."""
    own = installed(str(wheel), folder / "plain")
    if (printed := run(own, "-W", "error", "-c", DECIDES, cwd=folder).strip()) != "redirect":
        raise TrialError(f"without extras the library prints {printed}")
    told = run(own, "-m", "achguard", cwd=folder, expected=2)
    if "achguard[cli]" not in told:
        raise TrialError(f"without extras the command line does not name its extra: {told}")


def try_command_line(wheel: Path, folder: Path) -> Path:
    """Run the command line from a folder that is not the repository, and give the environment's interpreter."""
    own = installed(f"achguard[cli] @ {wheel.as_uri()}", folder / "cli")
    version = run(own.with_name("achguard"), "--version", cwd=folder).strip()
    if version.rpartition(" ")[2] not in wheel.name:
        raise TrialError(f"{wheel.name} says that it is {version}")
    printed = run(own.with_name("achguard"), "demo", cwd=folder, variables={"COLUMNS": "80"})
    if absent := [word for word in ("ACCEPT", "ASK", "REDIRECT", "HOLD") if word not in printed]:
        raise TrialError(f"the demonstration shows no {', '.join(absent)}")
    weight = {name: size_of(name) for name in (folder / "cli").rglob("site-packages/*")}
    total = sum(weight.values())
    heaviest = sorted(weight.items(), key=lambda each: -each[1])[:5]
    print(f"achguard[cli] takes {total / 1e6:.0f} MB:", *(f"{name.name} {size / 1e6:.0f}" for name, size in heaviest))
    if total > MOST_BYTES_WITH_CLI:
        raise TrialError(f"achguard[cli] takes {total:,} bytes, more than {MOST_BYTES_WITH_CLI:,}")
    return own


def size_of(path: Path) -> int:
    """Give the bytes of a file, or of everything below a folder."""
    return sum(each.stat().st_size for each in (path.rglob("*") if path.is_dir() else (path,)) if each.is_file())


def try_sources(sources: Path, folder: Path) -> None:
    """Run some tests of the unpacked source distribution on its own code."""
    with tarfile.open(sources) as archive:
        archive.extractall(folder / "sources", filter="data")
    (unpacked,) = (folder / "sources").iterdir()
    where = "import achguard; print(achguard.__file__)"
    ours = {"PYTHONPATH": str(unpacked / "src")}
    if not (found := run(sys.executable, "-c", where, cwd=unpacked, variables=ours)).startswith(str(unpacked)):
        raise TrialError(f"the tests would run on {found}")
    said = run(
        sys.executable, "-m", "pytest", "-q", "-n", "0", "-m", "not slow", *SDIST_TESTS, cwd=unpacked, variables=ours
    )
    print("Of the source distribution:", said.strip().splitlines()[-1])


def write_sbom(own: Path, environment: Path) -> int:
    """Write the bill of materials of an environment as CycloneDX, and give the number of its components."""
    SBOM.parent.mkdir(exist_ok=True)
    what = [
        "--pyproject",
        str(ROOT / "pyproject.toml"),
        "--mc-type",
        "library",
        "--output-reproducible",
        "--of",
        "JSON",
    ]
    run(own, "-m", "cyclonedx_py", "environment", *what, "--validate", "-o", SBOM, environment)
    components = json.loads(SBOM.read_bytes())["components"]
    if not {"pydantic", "schwifty", "typer"} <= {each["name"] for each in components}:
        raise TrialError(f"{SBOM.name} does not name what is installed")
    return len(components)


def main(arguments: list[str]) -> int:
    """Build and try; 1 and a sentence where something is not as it must be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sbom", action="store_true", help="write dist/achguard.cdx.json too")
    parser.add_argument("--keep", action="store_true", help="leave the wheel and the source distribution in dist/")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        try:
            own = tools()
            wheel, sources = build(own, folder / "dist")
            try_without_extras(wheel, folder)
            environment = try_command_line(wheel, folder)
            try_sources(sources, folder)
            if asked.sbom:
                print(f"{SBOM.relative_to(ROOT)} names {write_sbom(own, environment)} components")
        except TrialError as error:
            print(error, file=sys.stderr)
            return 1
        if asked.keep:
            for file in (wheel, sources):
                shutil.copyfile(file, SBOM.parent / file.name)
    print("The wheel and the source distribution are whole, and run where nothing else is.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
