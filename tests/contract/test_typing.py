"""The outcomes are a union that type checkers hold users to."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXHAUSTIVE = ROOT / "typing_tests" / "exhaustive.py"
CASE = re.compile(r"^        case (\w+)\(.*\):\n(?:            .*\n)+", re.MULTILINE)
OUTCOMES = ["Accept", "Ask", "Redirect", "Hold"]
CHECKERS = {
    "mypy": ["mypy", "--strict", "--config-file", str(ROOT / "pyproject.toml"), "--no-pretty"],
    "pyright": ["pyright", "--pythonpath", sys.executable],
}


def errors_by_file(checker: str, programs: list[Path]) -> dict[str, list[str]]:
    """Run a type checker on some programs and give the lines with its errors, by the file that they are about."""
    command = [sys.executable, "-m", *CHECKERS[checker]]
    if checker == "mypy":
        command += ["--cache-dir", str(programs[0].parent / "cache")]
    done = subprocess.run([*command, *map(str, programs)], cwd=ROOT, capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if "error:" in line]
    assert lines or not done.returncode, done.stdout + done.stderr
    return {path.stem: [line for line in lines if path.name in line] for path in programs}


@pytest.mark.slow
@pytest.mark.parametrize("checker", CHECKERS)
def test_a_match_over_a_decision_checks_only_when_it_is_complete(checker: str, tmp_path: Path) -> None:
    """With a case for each outcome a match passes; without one the checker names the outcome that is left over."""
    complete = EXHAUSTIVE.read_text(encoding="utf-8")
    assert CASE.findall(complete) == OUTCOMES
    programs = {"complete": complete} | {
        f"without_{outcome}": CASE.sub(lambda case, outcome=outcome: "" if case[1] == outcome else case[0], complete)
        for outcome in OUTCOMES
    }
    paths = [tmp_path / f"{name}.py" for name in programs]
    for path in paths:
        path.write_text(programs[path.stem], encoding="utf-8")
    errors = errors_by_file(checker, paths)
    assert errors.pop("complete") == []
    for outcome in OUTCOMES:
        left_over = [error for error in errors[f"without_{outcome}"] if "assert_never" in error]
        assert len(left_over) == 1
        assert f'"{outcome}"' in left_over[0]
