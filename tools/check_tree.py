"""Look through every file of the repository for what only makes sense on the machine it was written on.

That is: a host of a package index, an index option, a lock file that names hosts, a path of somebody's machine, a
merge marker left behind, and a file too large for a source tree.
"""

import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
MAX_BYTES = 1_000_000
LOCK_FILES = ("uv.lock", "pylock*.toml")

# The brackets keep a pattern from meeting its own text.
PATTERNS = {
    "names a package index": re.compile(
        rb"://[^/\s]*(?:pypi|pythonhosted|npmjs|artifactory|devpi)[.:/]|\bpypi[.](?:org|python)|files[.]pythonhosted",
        re.IGNORECASE,
    ),
    "sets a package index": re.compile(rb"(?:extra-)?index[-_]url|find[-]links|\bregistry\s*[=]", re.IGNORECASE),
    "holds a path of a machine": re.compile(rb"(?<![\w.~)/-])/(?:work|tmp|root|home|Users|opt)/[\w.]|[f]ile:///"),
    "holds a merge marker": re.compile(rb"^(?:[<]{7}|[>]{7}|[|]{7})(?: |\r?$)", re.MULTILINE),
}


def files_of(root: Path) -> list[PurePosixPath] | None:
    """Give the files that git tracks or would track below a folder, relative to it; None where there is no git."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return sorted(PurePosixPath(name) for name in set(done.stdout.decode("utf-8").split("\0")) if name)


def faults_in(name: PurePosixPath, content: bytes) -> list[str]:
    """Give a sentence for each fault of one file, with its line where it has one."""
    faults = []
    if any(fnmatch(name.name, pattern) for pattern in LOCK_FILES):
        faults.append(f"{name}: a lock file names package hosts; pin in constraints.txt")
    if len(content) > MAX_BYTES:
        faults.append(f"{name}: {len(content):,} bytes, more than {MAX_BYTES:,}")
    if b"\0" in content[:8192]:
        return faults
    for what, pattern in PATTERNS.items():
        if met := pattern.search(content):
            line = content.count(b"\n", 0, met.start()) + 1
            faults.append(f"{name}:{line}: {what}: {met.group().decode('utf-8', 'replace').strip()!r}")
    return faults


def main(root: Path) -> int:
    """Print the faults of a repository; 1 when there are any, 0 when there are none or there is no git to ask."""
    names = files_of(root)
    if names is None:
        print("not a git checkout, so there is no list of files to look through")
        return 0
    present = [name for name in names if (root / name).is_file()]
    faults = [fault for name in present for fault in faults_in(name, (root / name).read_bytes())]
    print(*faults, sep="\n") if faults else print(f"{len(present)} files looked through, nothing found")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT))
