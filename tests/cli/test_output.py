"""Where results go: a file appears whole or not at all, hides until then, and nothing that achguard reads is lost."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from shutil import copytree
from stat import S_IMODE

import pytest

from achguard.cli.exit_code import ExitCode
from cli.conftest import AS_OF, Payments, Run

POLICY = 'extends = "us-domestic"\nname = "ours"\ntitle = "Ours"\nsource = "us"\n'
NACHA = Path(__file__).parents[1] / "corpus" / "nacha" / "valid"
ACHGUARD = (sys.executable, "-m", "achguard")


def lines_of(path: Path) -> list[str]:
    """List a folder and what is in it."""
    return sorted(str(each.relative_to(path)) for each in path.rglob("*"))


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
def test_a_file_that_is_replaced_keeps_its_mode(
    run: Run, payments: Payments, lists: Path, tmp_path: Path, mode: int
) -> None:
    """Whoever could not read the last decisions cannot read these."""
    out = tmp_path / "out.jsonl"
    out.touch()
    out.chmod(mode)
    assert run("check", payments({}), "--lists", lists, "--as-of", AS_OF, "--output", out).exit_code == 0
    assert S_IMODE(out.stat().st_mode) == mode
    assert out.stat().st_size


def test_a_new_file_has_the_mode_of_the_users_new_files(
    run: Run, payments: Payments, lists: Path, tmp_path: Path
) -> None:
    """The user's umask decides."""
    (tmp_path / "other").touch()
    out = tmp_path / "out.jsonl"
    assert run("check", payments({}), "--lists", lists, "--as-of", AS_OF, "--output", out).exit_code == 0
    assert out.stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_symbolic_link_stays_one(run: Run, payments: Payments, lists: Path, tmp_path: Path) -> None:
    """The file that the link names is replaced, not the link."""
    (tmp_path / "real").mkdir()
    out = tmp_path / "out.txt"
    out.symlink_to(tmp_path / "real" / "out.txt")
    assert run("check", payments({}), "--lists", lists, "--as-of", AS_OF, "--output", out).exit_code == 0
    assert out.is_symlink()
    assert out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("output", "why"),
    [
        ("p.toml", "is an input"),
        ("lists/manifest.json", "is an input"),
        ("lists/new.txt", "is an input"),
        ("returns.ach", "is an input"),
        ("cleared.toml", "is an input"),
        ("payments.jsonl", "is an input"),
        ("hard.jsonl", "is an input"),
        ("soft.jsonl", "is an input"),
        ("other/manifest.json", "is a part of a folder of lists"),
        ("other/new.txt", "is a part of a folder of lists"),
        ("other-policy.toml", "is a policy or another file of settings"),
        ("other.ach", "is a Nacha file"),
    ],
)
def test_what_achguard_reads_is_never_written_over(
    run: Run, payments: Payments, lists: Path, tmp_path: Path, output: str, why: str
) -> None:
    """An input under any name, anything in a folder of lists, a policy and a Nacha file stay as they are."""
    file = payments({})
    os.link(file, tmp_path / "hard.jsonl")
    (tmp_path / "soft.jsonl").symlink_to(file)
    copytree(lists, tmp_path / "lists")
    copytree(lists, tmp_path / "other")
    (tmp_path / "other" / "new.txt").touch()
    for name in ("p.toml", "other-policy.toml"):
        (tmp_path / name).write_text(POLICY, encoding="utf-8")
    (tmp_path / "cleared.toml").touch()
    for name in ("returns.ach", "other.ach"):
        (tmp_path / name).write_bytes((NACHA / "ppd_return.ach").read_bytes())
    before = {each: (tmp_path / each).read_bytes() for each in lines_of(tmp_path) if (tmp_path / each).is_file()}
    given = ("--lists", tmp_path / "lists", "--policy", tmp_path / "p.toml", "--clearances", tmp_path / "cleared.toml")
    returns = ("--returns", tmp_path / "returns.ach")
    result = run("check", file, *given, *returns, "--as-of", AS_OF, "--output", tmp_path / output)
    assert result.exit_code == ExitCode.USAGE
    assert f"{output} {why}" in result.stderr
    after = {each: (tmp_path / each).read_bytes() for each in lines_of(tmp_path) if (tmp_path / each).is_file()}
    assert after == before


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is full")
@pytest.mark.parametrize("command", [("explain",), ("demo",), ("--help",), ("--version",)])
def test_an_output_that_is_full_or_closed_is_told_in_a_sentence(command: tuple[str, ...]) -> None:
    """A disk without room and a standard output that is closed are nobody's bug."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*ACHGUARD, *command], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == ExitCode.USAGE
    assert done.stderr == "achguard: standard output can't be written: no space left on device\n"


@pytest.mark.slow
def test_a_standard_output_that_is_closed_is_told_in_a_sentence() -> None:
    """It is the caller's doing, and says so."""
    line = f"{sys.executable} -m achguard explain >&-"
    done = subprocess.run(["/bin/sh", "-c", line], stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == ExitCode.USAGE
    assert done.stderr.startswith("achguard: standard output is closed; ")


@pytest.mark.slow
@pytest.mark.parametrize(("end", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGHUP, 129)])
@pytest.mark.parametrize("verb", [("check", "-", "--output"), ("split", "-", "--out")])
def test_a_run_that_is_ended_leaves_nothing_and_showed_nothing(
    tmp_path: Path, lists: Path, verb: tuple[str, ...], end: signal.Signals, code: int
) -> None:
    """While it works only its owner can read what is half written, and an end from outside clears it away."""
    work = tmp_path / "work"
    work.mkdir()
    with subprocess.Popen(
        [*ACHGUARD, *verb, work / "out", "--lists", lists], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        last = time.monotonic() + 60
        while not (half := list(work.glob("*.part"))) and time.monotonic() < last:
            time.sleep(0.02)
        assert [S_IMODE(each.stat().st_mode) & 0o077 for each in half] == [0]
        process.send_signal(end)
        process.wait(60)
    assert process.returncode == code
    assert list(work.iterdir()) == []
