"""A run that is asked to end says how far it came, and what it wrote is whole."""

import contextlib
import csv
import fcntl
import io
import json
import os
import signal
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from achguard.cli import bulk
from achguard.cli.stopping import Stopped, stopping
from cli.conftest import AS_OF, Payments
from cli.nacha_files import ppd, saved
from factories import domestic_web_debit

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")

ENDS = pytest.mark.parametrize(
    ("end", "word", "code"),
    [
        (signal.SIGINT, "interrupted", 130),
        (signal.SIGTERM, "terminated", 143),
        (signal.SIGHUP, "ended with its terminal", 129),
    ],
)
LINE = json.dumps(domestic_web_debit()) + "\n"


@contextlib.contextmanager
def started(*arguments: object) -> Iterator[subprocess.Popen[bytes]]:
    """Start the command with pipes on all sides."""
    with subprocess.Popen(
        [sys.executable, "-m", "achguard", *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        yield process


def ended(process: subprocess.Popen[bytes], end: signal.Signals, at_least: int = 0) -> tuple[str, str]:
    """Read so many bytes of the output, ask for the end, and give everything that was written on both streams."""
    if process.stdout is None or process.stderr is None:
        pytest.fail("no pipes")
    # What is read by the descriptor is in no buffer of ours, so that nothing is passed over.
    got = b""
    while len(got) < at_least and (piece := os.read(process.stdout.fileno(), 65536)):
        got += piece
    process.send_signal(end)
    while piece := os.read(process.stdout.fileno(), 65536):
        got += piece
    said = process.stderr.read()
    process.wait(60)
    return got.decode(), said.decode()


def wait_until_full(process: subprocess.Popen[bytes]) -> None:
    """Wait until the run can write no further, because nobody reads."""
    if process.stdout is None:
        pytest.fail("no pipe")
    before, now = -1, 0
    while not 0 < now == before:
        time.sleep(0.5)
        before, now = now, int.from_bytes(fcntl.ioctl(process.stdout, termios.FIONREAD, bytes(4)), sys.byteorder)


@contextlib.contextmanager
def slowly(path: Path, text: str) -> Iterator[None]:
    """Write a text into a pipe with a name, which stays open as that of a writer who has more to say."""
    os.mkfifo(path)
    go = threading.Event()

    def write() -> None:
        with contextlib.suppress(BrokenPipeError), path.open("w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            go.wait()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        go.set()
        # A run that ended before it opened the pipe leaves a writer that waits for a reader.
        reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        writer.join()
        os.close(reader)


@pytest.mark.slow
@ENDS
@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_a_run_that_waits_for_more_says_how_far_it_came(
    tmp_path: Path, payments: Payments, lists: Path, end: signal.Signals, word: str, code: int, kind: str
) -> None:
    """Every row that came in is written whole, counted, and told with its file; those behind it were not begun."""
    pipe = tmp_path / "slow.jsonl"
    many = 40
    done = payments({}, {})
    options = "--lists", lists, "--as-of", AS_OF, "--format", kind
    with slowly(pipe, LINE * many), started("check", done, pipe, done, *options) as process:
        # The output is buffered, so that the end comes while lines are still held back.
        text, said = ended(process, end, at_least=8192)
    rows = (
        [json.loads(line) for line in text.splitlines()] if kind == "jsonl" else list(csv.DictReader(io.StringIO(text)))
    )
    assert text.endswith("\n")
    assert {row["outcome"] for row in rows} == {"accept"}
    around = "1 file before it is decided; 1 file behind it was not begun"
    assert said == f"achguard: {word} after {len(rows) - 2} rows of slow.jsonl; {around}\n"
    assert process.returncode == code


@pytest.mark.slow
@ENDS
@pytest.mark.parametrize("many", [1500, 16_000], ids=["row by row", "in portions"])
def test_an_end_while_the_output_waits_cuts_no_line(
    tmp_path: Path, lists: Path, many: int, end: signal.Signals, word: str, code: int
) -> None:
    """A reader that is slow holds the run up while it writes; what is counted is written to its end nevertheless."""
    file = tmp_path / "many.jsonl"
    file.write_text(LINE * many, encoding="utf-8")
    assert (file.stat().st_size > bulk.LARGE) is (many > 1500)
    with started("check", file, "--lists", lists, "--as-of", AS_OF, "--format", "jsonl") as process:
        wait_until_full(process)
        text, said = ended(process, end)
    rows = [json.loads(line) for line in text.splitlines()]
    assert [row["row"] for row in rows] == [*range(1, len(rows) + 1)]
    assert len(rows) < many
    assert said == f"achguard: {word} after {len(rows):,} rows of many.jsonl\n"
    assert process.returncode == code


@pytest.mark.slow
def test_a_file_that_is_not_complete_does_not_appear(tmp_path: Path, lists: Path) -> None:
    """At its place is what was there before, and that is said."""
    pipe, out = tmp_path / "slow.jsonl", tmp_path / "out.csv"
    out.write_text("before")
    with slowly(pipe, LINE), started("check", pipe, "--lists", lists, "--format", "csv", "--output", out) as process:
        while not [*tmp_path.glob(".out.csv.*.part")]:
            time.sleep(0.02)
        text, said = ended(process, signal.SIGINT)
    assert (text, out.read_text()) == ("", "before")
    assert said.startswith("achguard: interrupted")
    assert said.endswith(f"; {out} was not written\n")


@pytest.mark.slow
def test_entries_of_a_nacha_file_are_called_so(tmp_path: Path, lists: Path) -> None:
    """Whoever looks for the place in the file counts entries there, not lines."""
    file = saved(tmp_path, ppd(*[{"individual_name": "MALIK TARENTOV ZORBAN"}] * 300))
    with started("check", file, "--lists", lists, "--as-of", AS_OF, "--format", "jsonl") as process:
        wait_until_full(process)
        text, said = ended(process, signal.SIGTERM)
    many = len(text.splitlines())
    assert 0 < many < 300
    assert said == f"achguard: terminated after {many} entries of {file.name}\n"


@pytest.mark.slow
def test_names_that_are_screened_are_told_by_their_number(tmp_path: Path, lists: Path) -> None:
    """The number is that of the last line that was written."""
    file = tmp_path / "names.txt"
    file.write_text("MALIK TARENTOV ZORBAN\n" * 3000, encoding="utf-8")
    with started("screen", "--names", file, "--lists", lists, "--format", "jsonl") as process:
        wait_until_full(process)
        text, said = ended(process, signal.SIGINT)
    assert said == f"achguard: interrupted after name {json.loads(text.splitlines()[-1])['n']:,}\n"


class Interrupting(io.StringIO):
    """An output at whose third row somebody presses Ctrl-C."""

    def write(self, text: str, /) -> int:
        """Press, then write."""
        # By what it holds: what an earlier test left behind may write a text of nothing meanwhile.
        if '"row": 3,' in text:
            signal.raise_signal(signal.SIGINT)
        return super().write(text)


def test_what_is_counted_is_written(
    payments: Payments, lists: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An interruption that comes while a row is written waits until it is, so that the count is of what is there."""
    from achguard.cli.app import app

    stream = Interrupting()
    monkeypatch.setattr(sys, "stdout", stream)
    command = ["check", payments(*[{}] * 5), "--lists", str(lists), "--as-of", AS_OF, "--format", "jsonl"]
    assert app(command, standalone_mode=False) == 130
    assert [json.loads(line)["row"] for line in stream.getvalue().splitlines()] == [1, 2, 3]
    assert capsys.readouterr().err == "achguard: interrupted after 3 rows of payments.jsonl\n"


def test_what_must_be_whole_is_done_before_the_end() -> None:
    """Who asks inside is heard behind it, also from inside another run; the handlers of before are there again."""
    before = signal.getsignal(signal.SIGINT)
    done = []

    def run() -> None:
        with stopping(), stopping() as whole:
            with whole:
                signal.raise_signal(signal.SIGINT)
                done.append("inside")
            done.append("behind")

    with pytest.raises(Stopped) as caught:
        run()
    assert done == ["inside"]
    assert str(caught.value) == "interrupted"
    assert signal.getsignal(signal.SIGINT) is before


def test_a_signal_that_is_ignored_stays_so() -> None:
    """A job in the background of a script does not end by the Ctrl-C that was meant for another."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with stopping():
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


def test_another_thread_hears_nothing_and_runs() -> None:
    """Python lets the main thread alone set handlers."""
    heard = []

    def work() -> None:
        with stopping() as whole, whole:
            heard.append(whole.asked)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert heard == [False]
