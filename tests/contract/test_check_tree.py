"""The check for what only makes sense on the machine where it was written finds it, and nothing else."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parents[2] / "tools" / "check_tree.py"
GIT = shutil.which("git")

pytestmark = pytest.mark.skipif(GIT is None, reason="git is not installed")


def looked_through(folder: Path) -> tuple[int, str]:
    """Run the tool on a folder and give its exit code and what it prints."""
    done = subprocess.run([sys.executable, TOOL, folder], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Make a fresh git checkout with one harmless file."""
    subprocess.run([str(GIT), "init", "--quiet", tmp_path], check=True)
    (tmp_path / "harmless.md").write_text("See https://www.nacha.org/work/rules and ~/.cache, not a path.\n")
    return tmp_path


def test_a_harmless_tree_passes(checkout: Path) -> None:
    """Ordinary links and relative paths are no fault."""
    assert looked_through(checkout) == (0, "1 files looked through, nothing found\n")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.toml", "index" + "-url = 'x'\n", "a.toml:1: sets a package index"),
        ("a.txt", "\nhttps://pypi" + ".example/simple\n", "a.txt:2: names a package index"),
        ("a.txt", "https://files." + "pythonhosted.org/x\n", "a.txt:1: names a package index"),
        (".npmrc", "registry" + "=https://host/\n", ".npmrc:1: sets a package index"),
        ("uv.lock", "version = 1\n", "uv.lock: a lock file"),
        ("sub/pylock.dev.toml", "x = 1\n", "sub/pylock.dev.toml: a lock file"),
        ("a.py", "<" * 7 + " HEAD\n", "a.py:1: holds a merge marker"),
        ("a.py", "x = 1\r\n" + ">" * 7 + " theirs\r\n", "a.py:2: holds a merge marker"),
        ("a.md", "see /" + "home/somebody/x\n", "a.md:1: holds a path of a machine"),
        ("a.bin", "\0" * 1_000_001, "a.bin: 1,000,001 bytes"),
    ],
)
def test_a_fault_is_named_with_its_place(checkout: Path, name: str, content: str, said: str) -> None:
    """Each kind of fault makes the tool fail and name the file, and the line where there is one."""
    file = checkout / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content.encode())
    code, printed = looked_through(checkout)
    assert code == 1
    assert said in printed


def test_an_ignored_file_is_not_looked_at(checkout: Path) -> None:
    """What git ignores may hold anything."""
    (checkout / ".gitignore").write_text("uv.lock\n")
    (checkout / "uv.lock").write_text("version = 1\n")
    assert looked_through(checkout)[0] == 0
