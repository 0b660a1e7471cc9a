"""The real command, started as a user starts it: exit codes, pipes, terminals, and a missing extra."""

import gzip
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import AS_OF, Payments
from cli.nacha_files import ppd, saved

MODULE = [sys.executable, "-m", "achguard"]


def started(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Start the command and wait for it."""
    return subprocess.run([*MODULE, *map(str, arguments)], input=stdin, capture_output=True, check=False)


@pytest.mark.slow
def test_the_installed_script_and_the_module_are_the_same_command() -> None:
    """`achguard` and `python -m achguard` say the same of themselves."""
    script = Path(sys.executable).with_name("achguard")
    if not script.exists():
        pytest.skip("achguard is not installed in this environment")
    done = subprocess.run([script, "--version"], capture_output=True, check=True)
    assert done.stdout == started("--version").stdout
    assert done.stdout.startswith(b"achguard ")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--help"], 0), ([], 2), (["chekc"], 2), (["check"], 2), (["check", "absent.jsonl"], 4), (["explain", "XYZ"], 2)],
)
def test_exit_codes_come_through(arguments: list[str], code: int) -> None:
    """The process leaves with the code of the contract and without a traceback."""
    done = started(*arguments)
    assert done.returncode == code
    assert b"Traceback" not in done.stderr


@pytest.mark.slow
def test_a_file_is_decided_from_end_to_end(payments: Payments, lists: Path) -> None:
    """An unreadable file beside a readable one leaves with 3."""
    file = payments({})
    assert started("check", file, "--lists", lists, "--as-of", AS_OF).returncode == 0
    assert started("check", file, "absent.csv", "--lists", lists, "--as-of", AS_OF).returncode == 3
    piped = started(
        "check", "-", "--lists", lists, "--as-of", AS_OF, "--format", "jsonl", stdin=Path(file).read_bytes()
    )
    assert piped.stdout.count(b"\n") == 1


@pytest.mark.slow
def test_output_for_programs_is_utf_8_whatever_the_locale(payments: Payments, lists: Path) -> None:
    """In the C locale a name in Cyrillic is whole in JSON Lines, and text does not fail on it."""
    file = payments({"id": "п-1"})
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for kind, expected in (("jsonl", "п-1".encode()), ("text", b"ACCEPT")):
        done = subprocess.run(
            [*MODULE, "check", file, "--lists", lists, "--as-of", AS_OF, "--format", kind],
            capture_output=True,
            check=False,
            env=environment,
        )
        assert done.returncode == 0
        assert expected in done.stdout


@pytest.mark.slow
def test_a_reader_that_goes_away_is_no_traceback(payments: Payments, lists: Path) -> None:
    """`achguard check | head` ends quietly, and not as if everything were accepted."""
    command = [*MODULE, "check", payments(*[{}] * 50), "--lists", str(lists), "--as-of", AS_OF, "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        if process.stdout is None or process.stderr is None:
            pytest.fail("no pipes")
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (141, b"")


def on_a_terminal(arguments: list[str], *, stream: str, **environment: str) -> bytes:
    """Run the command with one of its streams on a terminal, and give what that terminal gets."""
    ours, theirs = pty.openpty()
    streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, stream: theirs}
    with subprocess.Popen(
        [*MODULE, *arguments], env={**os.environ, "TERM": "xterm", "COLUMNS": "80", **environment}, **streams
    ):
        os.close(theirs)
        got = b""
        # The far end of a terminal is closed with an error and not with an end of file.
        try:
            while part := os.read(ours, 65536):
                got += part
        except OSError:
            pass
    os.close(ours)
    return got


@pytest.mark.slow
def test_colour_is_for_terminals_that_want_it() -> None:
    """On a terminal there are styles, with NO_COLOR there are none, and the words are the same."""
    coloured = on_a_terminal(["explain", "IAT302"], stream="stdout", NO_COLOR="")
    plain = on_a_terminal(["explain", "IAT302"], stream="stdout", NO_COLOR="1")
    assert b"\x1b[1m" in coloured
    assert b"\x1b" not in plain
    assert b"foreign-correspondent-bank" in plain


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_file_of_known_size_says_how_much_is_left(payments: Payments, lists: Path, workers: str) -> None:
    """Decided in portions it shows the pace, the share that is done and the time left."""
    pytest.importorskip("pyarrow")
    arguments = "check", payments(*[{}] * 300), "--lists", str(lists), "--quiet", "--workers", workers
    shown = on_a_terminal(arguments, stream="stderr")
    assert b"Payments decided: 300 (" in shown
    assert b" a second)" in shown
    assert b"100 %, left" in shown


@pytest.mark.slow
@pytest.mark.parametrize(
    ("width", "said"),
    [
        (120, r"Payments decided: 300 \(\S+ a second\) \d:\d\d:\d\d ━+ 100 %, left 0:00:00"),
        (80, r"Payments decided: 300 \(\S+ a second\) 100 %, left 0:00:00"),
        (50, r"300 \(\S+ a second\) 100 %, left 0:00:00"),
    ],
)
def test_the_time_left_has_room_on_a_narrow_terminal(payments: Payments, lists: Path, width: int, said: str) -> None:
    """What matters less makes room for it, and no number is cut off."""
    arguments = ["check", payments(*[{}] * 300), "--lists", str(lists), "--quiet", "--workers", "1"]
    shown = on_a_terminal(arguments, stream="stderr", COLUMNS=str(width), PYTHONUTF8="1").decode()
    last = [line.strip() for line in re.split(r"\x1b\[\d*[A-LN-Z]|[\r\n]", re.sub(r"\x1b\[[\d;]*m", "", shown))]
    assert re.fullmatch(said, [line for line in last if "left" in line][-1])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "share"), [("jsonl", b"85 %, left"), ("gz", b" %, left"), ("ach", b"85 %, left"), ("json", None)]
)
def test_rows_one_by_one_say_how_much_is_left(
    payments: Payments, lists: Path, tmp_path: Path, kind: str, share: bytes | None
) -> None:
    """Of a file, packed or not, and of entries the share is known; of one that is read whole first it is not."""
    rows = Path(payments(*[{}] * 300))
    path = tmp_path / f"in.{kind}"
    if kind == "ach":
        saved(tmp_path, ppd(*[{}] * 300), name=path.name)
    elif kind == "json":
        path.write_text(f"[{','.join(rows.read_text().splitlines())}]")
    else:
        path.write_bytes(gzip.compress(rows.read_bytes()) if kind == "gz" else rows.read_bytes())
    shown = on_a_terminal(["check", str(path), "--lists", str(lists), "--as-of", AS_OF], stream="stderr")
    assert b"Payments decided: 256 (" in shown
    assert (b"%, left" not in shown) if share is None else (share in shown)


@pytest.mark.slow
def test_progress_is_shown_on_a_terminal_beside_results_that_go_elsewhere(payments: Payments, lists: Path) -> None:
    """While stderr is a terminal it shows the count while stdout goes to a file or a pipe."""
    arguments = ["check", payments(*[{}] * 300), "--lists", str(lists), "--as-of", AS_OF, "--format", "jsonl"]
    assert b"Payments decided:" in on_a_terminal(arguments, stream="stderr")


@pytest.mark.slow
def test_a_terminal_that_is_closed_does_not_end_a_run_that_it_shows(
    payments: Payments, lists: Path, tmp_path: Path
) -> None:
    """One that goes on without it, as those that `nohup` began do, decides everything and leaves with its own code."""
    row, out = Path(payments({})).read_text(), tmp_path / "out.jsonl"
    ours, theirs = pty.openpty()
    command = [*MODULE, "check", "-", "--lists", lists, "--as-of", AS_OF, "--format", "jsonl", "--output", out]
    with subprocess.Popen([*map(str, command)], stdin=subprocess.PIPE, stderr=theirs) as process:
        assert process.stdin is not None
        os.close(theirs)
        process.stdin.write((row * 300).encode())
        process.stdin.flush()
        shown = b""
        while b"Payments decided:" not in shown:
            shown += os.read(ours, 65536)
        os.close(ours)
        process.stdin.write((row * 300).encode())
        process.stdin.close()
        assert process.wait(120) == 0
    assert len(out.read_text().splitlines()) == 600


def test_the_missing_extra_is_told_in_a_sentence() -> None:
    """Without typer the command says what to install."""
    code = "import sys; sys.modules['typer'] = None; from achguard.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr == b'achguard: the command line needs typer and rich; run: pip install "achguard[cli]"\n'


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted in Linux's /proc")
def test_numpy_starts_no_threads(lists: Path) -> None:
    """Screening on the command line runs in one thread: numpy's own would wait for matrices that never come."""
    code = (
        "import atexit, os, sys\n"
        "atexit.register(lambda: print(len(os.listdir('/proc/self/task')), 'numpy' in sys.modules, file=sys.stderr))\n"
        f"sys.argv = ['achguard', 'screen', 'ELENA EJEMPLO', '--lists', {str(lists)!r}]\n"
        "from achguard.cli import main\nmain()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert done.stderr.splitlines()[-1] == "1 True"


@pytest.mark.slow
@pytest.mark.parametrize("width", [60, 100])
def test_no_line_is_wider_than_the_terminal(payments: Payments, lists: Path, tmp_path: Path, width: int) -> None:
    """What each verb says in text is broken at blanks; a digest, a path or an id that is wider stays whole."""
    long_id = "payment-" + "0123456789" * 9
    file = payments({"id": "p-1", "receiver": {"name": "MALIK TARENTOV ZORBAN"}}, {"id": long_id}, "{}")
    record, cleared, with_lists = tmp_path / "record", tmp_path / "cleared.toml", ["--lists", str(lists)]
    name = "MALIK TARENTOV ZORBAN OF A NAME THAT HAS MORE WORDS THAN A NARROW LINE HAS ROOM FOR, AND EVEN A WIDE ONE"
    screened = ["screen", name, *with_lists, "--as-of", AS_OF]
    clear = ["clear", "--name", "QUENTARA MARITIME", "--uid", "900002", "--by", "Doe", "--why", "another company"]
    for said in (
        ["check", file, *with_lists, "--as-of", AS_OF, "--record", str(record)],
        ["check", file, *with_lists, "--as-of", AS_OF, "--summary"],
        [*screened, "--why-not"],
        [*screened, "--checklist", "--kind", "individual"],
        ["lists", "show", "900002", *with_lists],
        ["lists", "status", *with_lists],
        ["lists", "diff", str(lists), str(lists)],
        [*clear, "--file", str(cleared), *with_lists],
        ["clearances", "list", str(cleared), *with_lists],
        ["clearances", "expire", str(cleared), "1", "--by", "Doe", "--why", "the papers were another person's"],
        ["records", "verify", str(record)],
        ["records", "show", str(record), "p-1"],
        ["records", "note", str(record), "p-1", "--by", "Doe", "--blocked", "2026-11-20"],
        ["replay", file, "--record", str(record)],
        ["explain", "IAT201"],
        ["policy", "list"],
        ["policy", "show", "us-domestic"],
        ["demo"],
        ["stderr", "explain", "SAN999"],
        ["stderr", "policy", "check", "us-domestic"],
    ):
        stream, arguments = ("stderr", said[1:]) if said[0] == "stderr" else ("stdout", said)
        shown = on_a_terminal(arguments, stream=stream, COLUMNS=str(width), NO_COLOR="1", PYTHONUTF8="1").decode()
        lines = shown.replace("\r", "").splitlines()
        assert lines, said
        wide = [line for line in lines if len(line) > width and not _is_one_word(line)]
        assert wide == [], said


def _is_one_word(line: str) -> bool:
    """Say whether a line has nothing that could go to the next one: a word, behind its label or outcome."""
    *labels, word = line.split()
    return not labels or (len(labels) == 1 and len(word) > len(line) - 12)
