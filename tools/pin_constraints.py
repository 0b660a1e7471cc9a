"""Writes constraints.txt: an exact version, and no host name, for everything that `.[dev,release]` brings in.

The versions are the newest that pyproject.toml allows and that the first release of the oldest supported Python can
install: some packages ask for a later patch of it, which a machine with a long-lived system need not have.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
SOURCE_ONLY = ("pyspark",)
"""Distributions without a wheel, which is made first: for another Python pip takes nothing but wheels."""
HEADER = """\
# Exact versions of what the extras `dev` and `release` bring in, for Python 3.11.0 to 3.13; no index or host is named.
# Refresh with `make constraints PYTHON=python3.11`, then run `make check`.
"""


def canonical(name: str) -> str:
    """Give a distribution's name as package indexes compare it: lower case, one dash between words."""
    return re.sub(r"[-_.]+", "-", name).lower()


def resolved() -> dict[str, str]:
    """Ask pip what it would install for both extras on the oldest supported Python, and give the versions by name."""
    with tempfile.TemporaryDirectory() as folder:
        wheels = Path(folder) / "wheels"
        make = [sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "--wheel-dir", str(wheels)]
        subprocess.run([*make, *SOURCE_ONLY], check=True)
        report = Path(folder) / "report.json"
        target = ["--python-version", f"{OLDEST[0]}.{OLDEST[1]}.0", "--only-binary=:all:", "--target", folder]
        dry_run = ["--dry-run", "--ignore-installed", "--report", str(report)]
        pip = [sys.executable, "-m", "pip", "install", "-qq", *dry_run, *target]
        subprocess.run([*pip, *map(str, wheels.iterdir()), f"{ROOT}[dev,release]"], check=True)
        items = json.loads(report.read_bytes())["install"]
    versions = {canonical(item["metadata"]["name"]): item["metadata"]["version"] for item in items}
    return {name: version for name, version in versions.items() if name != "achguard"}


def main() -> int:
    """Write constraints.txt at the root of the repository; 2 when run by another Python than the oldest supported.

    pip reads the conditions on dependencies, such as `python_version < "3.12"`, for the Python that it runs on.
    """
    if sys.version_info[:2] != OLDEST:
        print(f"run this with Python {OLDEST[0]}.{OLDEST[1]}, the oldest supported", file=sys.stderr)
        return 2
    lines = [f"{name}=={version}\n" for name, version in sorted(resolved().items())]
    (ROOT / "constraints.txt").write_text(HEADER + "".join(lines), encoding="utf-8")
    print(f"constraints.txt pins {len(lines)} packages")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
