"""Try the pre-commit hook as another repository has it: a good file is committed, a bad one is refused.

Clones what is committed here, has pre-commit install it, and commits into a repository of its own in a temporary
folder. It needs pre-commit (`pip install pre-commit`) and a package index, and takes about a minute:
`python tools/try_hook.py [PRE_COMMIT]`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from achguard import Snapshot

ROOT = Path(__file__).resolve().parents[1]
CONFIG = """\
repos:
  - repo: {clone}
    rev: {rev}
    hooks:
      - id: achguard-check
        exclude: ^lists/
        args: [--lists, lists]
"""
COLUMNS = (
    "direction,amount,originator.name,receiver.name,receiver.account.routing_number,"
    "receiver.account.account_number,foreign_funds.account_abroad,foreign_funds.funded_from_abroad\n"
)
GOOD = COLUMNS + "debit,1.00,A STATE AGENCY,JANE Q PUBLIC,065300279,004417283,no,no\n"
ABROAD = """\
{"direction": "debit", "amount": "1.00", "originator": {"name": "A STATE AGENCY"}, \
"receiver": {"name": "JANE Q PUBLIC", "account": {"iban": "DE89370400440532013000"}}}
"""
BAD = {
    "listed.csv": (GOOD.replace("JANE Q PUBLIC", "MALIK TARENTOV ZORBAN"), "SAN101"),
    "abroad.jsonl": (ABROAD, "IAT201"),
    "broken.ach": ("101 061000146 0653002791\n5200\n", "can be read"),
}
"""Files that are refused, each with what is said."""


def main() -> int:
    """Try the hook; 1 where it lets a bad file pass or refuses the good one."""
    given = sys.argv[1] if len(sys.argv) > 1 else "pre-commit"
    pre_commit = shutil.which(given)
    if pre_commit is None:
        print(f"{given} is not there; pip install pre-commit, or name the one to take")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        return _tried(pre_commit, Path(folder))


def _tried(pre_commit: str, folder: Path) -> int:
    environment = {
        **os.environ,
        "PRE_COMMIT_HOME": str(folder / "home"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        **{f"GIT_{who}_{what}": "nobody@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }
    clone, scratch = folder / "achguard", folder / "scratch"

    def run(*command: str, at: Path = scratch) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=at, env=environment, capture_output=True, text=True, check=False)

    run("git", "clone", "--quiet", str(ROOT), str(clone), at=folder).check_returncode()
    rev = run("git", "rev-parse", "HEAD", at=clone).stdout.strip()
    scratch.mkdir()
    run("git", "init", "--quiet").check_returncode()
    (scratch / ".pre-commit-config.yaml").write_text(CONFIG.format(clone=clone, rev=rev), encoding="utf-8")
    Snapshot.sample().build(scratch / "lists")
    run(pre_commit, "install").check_returncode()

    wrong = 0
    for name, (content, code) in {"good.csv": (GOOD, ""), **BAD}.items():
        (scratch / name).write_text(content, encoding="utf-8")
        run("git", "add", ".").check_returncode()
        done = run("git", "commit", "--quiet", "-m", name)
        said = done.stdout + done.stderr
        is_right = (done.returncode != 0) is bool(code) and code in said
        print(f"{name}: {'refused' if done.returncode else 'committed'}{'' if is_right else ', which is wrong'}")
        if not is_right:
            print(said)
            wrong = 1
        run("git", "rm", "--quiet", "--cached", "--ignore-unmatch", name)
        (scratch / name).unlink()
        run("git", "commit", "--quiet", "--no-verify", "-m", "without it")
    return wrong


if __name__ == "__main__":
    raise SystemExit(main())
