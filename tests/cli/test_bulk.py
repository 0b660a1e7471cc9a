"""Large files and tables: decided in portions, by one process or several, they come out as they do row by row."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from achguard.cli import bulk
from achguard.cli.formats.html import Html
from achguard.cli.portion_writing import Written
from achguard.nacha.writing.writer import write
from cli.conftest import AS_OF, Payments, Run
from cli.nacha_files import HEADER, LISTED, iat, ppd, saved
from factories import Json, domestic_web_debit, merged

pa = pytest.importorskip("pyarrow")

ROWS: list[Json] = [
    {"id": "1"},
    {"id": "2", "receiver": {"name": "MALIK TARENTOV ZORBAN"}},
    {"receiver": {"address": {"country": "DE"}}},
    {"id": "MÜLLER \x1b[1m"},
    {"id": "5", "amount": "12.345"},
    {"id": "6", "certification": {"version": "1", "by": "OAK", "on": "2026-11-01"}},
    {"id": "7", "remittance": ["INV 7", "INV 8"]},
]


def flat(row: Json, path: str = "") -> Json:
    """Give a payment with dotted names, its lists as JSON."""
    found: Json = {}
    for key, value in row.items():
        if isinstance(value, dict):
            found |= flat(value, f"{path}{key}.")
        else:
            found[path + key] = json.dumps(value) if isinstance(value, list) else value
    return found


def as_csv(path: Path, rows: list[Json]) -> str:
    """Write payments as CSV."""
    cells = [flat(merged(domestic_web_debit(), row)) for row in rows]
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, [*dict.fromkeys(name for row in cells for name in row)])
        writer.writeheader()
        writer.writerows(cells)
    return str(path)


def as_parquet(path: Path, rows: list[Json]) -> str:
    """Write payments as Parquet, flat and as text."""
    from pyarrow import parquet

    cells = [flat(merged(domestic_web_debit(), row)) for row in rows]
    names = [*dict.fromkeys(name for row in cells for name in row)]
    parquet.write_table(pa.Table.from_pylist(cells, pa.schema([(name, pa.string()) for name in names])), path)
    return str(path)


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
@pytest.mark.parametrize(
    "how",
    [
        ("--format", "jsonl"),
        ("--format", "jsonl", "--basis", "once"),
        ("--format", "jsonl", "--only", "hold,ask"),
        ("--format", "csv"),
        ("--format", "csv", "--only", "redirect"),
        ("--format", "html"),
        ("--format", "html", "--only", "hold,ask"),
        ("--format", "html", "--unmask"),
        ("--summary",),
        ("--quiet",),
    ],
)
def test_portions_come_out_as_rows_do(
    run: Run, payments: Payments, lists: Path, tmp_path: Path, kind: str, how: tuple[str, ...]
) -> None:
    """In every format of lines the bytes and the exit code are those of a run without portions."""
    rows = ROWS * 3
    file = payments(*rows, "{}", name="in.jsonl") if kind == "jsonl" else as_csv(tmp_path / "in.csv", rows)
    options = "check", file, "--lists", lists, "--as-of", AS_OF, *how
    alone, together = run(*options), run(*options, "--workers", 1)
    assert together.stdout_bytes == alone.stdout_bytes
    assert (together.exit_code, together.stderr) == (alone.exit_code, alone.stderr)


@pytest.mark.parametrize("record", [False, True])
def test_the_page_of_several_files_is_made_in_portions(
    run: Run, payments: Payments, lists: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, record: bool
) -> None:
    """Text, a table and a Nacha file go that way, also beside a record, and standard input between them does not."""
    files = [
        payments(*ROWS * 2, "{}", name="in.jsonl"),
        as_csv(tmp_path / "in.csv", ROWS),
        "-",
        as_parquet(tmp_path / "in.table", [row for row in ROWS if "id" in row]),
        as_nacha(tmp_path, 60),
    ]
    portions: list[str] = []
    write_portion = Html.write_portion

    def noted(page: Html, written: Written) -> None:
        portions.extend(written.page.files if written.page is not None else ())
        write_portion(page, written)

    monkeypatch.setattr(Html, "write_portion", noted)
    options = "--lists", lists, "--as-of", AS_OF, "--format", "html"
    stdin = Path(payments(*ROWS, name="std.jsonl")).read_bytes()
    kept = ("--record", tmp_path / "record") if record else ()
    together = run("check", *files, *options, *kept, "--workers", 1, stdin=stdin)
    assert portions == ["in.jsonl", "in.csv", "in.table", "in.ach"]
    files[3] = as_csv(tmp_path / "again.csv", [row for row in ROWS if "id" in row])
    alone = run("check", *files, *options, stdin=stdin)
    assert together.stdout.replace("in.table", "again.csv") == alone.stdout
    assert (together.exit_code, together.stderr) == (alone.exit_code, alone.stderr)
    assert len(portions) == 4
    assert "MALIK TARENTOV ZORBAN" in alone.stdout


@pytest.mark.parametrize("kind", ["text", "jsonl", "json", "csv", "html"])
def test_a_table_is_decided_as_csv_of_the_same_cells_is(run: Run, lists: Path, tmp_path: Path, kind: str) -> None:
    """Parquet gets the decisions of its rows in every format."""
    rows = [row for row in ROWS if "id" in row]
    options = "--lists", lists, "--as-of", AS_OF, "--format", kind
    table = run("check", as_parquet(tmp_path / "in.table", rows), *options)
    text = run("check", as_csv(tmp_path / "in.csv", rows), *options)
    assert table.stdout.replace("in.table", "in.csv") == text.stdout
    assert table.exit_code == text.exit_code


def test_a_table_that_is_cut_off_is_told(run: Run, lists: Path, tmp_path: Path) -> None:
    """It has no rows that could be read, and is named."""
    file = Path(as_parquet(tmp_path / "in.parquet", ROWS))
    file.write_bytes(file.read_bytes()[:-20])
    result = run("check", file, "--lists", lists, "--format", "jsonl")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("achguard: in.parquet can't be read: ")


def test_a_column_of_another_type_is_told(run: Run, lists: Path, tmp_path: Path) -> None:
    """A routing number that is a number has lost its zeros."""
    from pyarrow import parquet

    file = tmp_path / "in.parquet"
    parquet.write_table(pa.table({"receiver.account.routing_number": [11000015]}), file)
    result = run("check", file, "--lists", lists, "--format", "jsonl")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "receiver.account.routing_number has the type int64; give text" in " ".join(result.stderr.split())


def test_rows_before_a_quotation_mark_without_end_stay_decided(run: Run, lists: Path, tmp_path: Path) -> None:
    """What follows it can't be told to be inside or outside, and that is said with the line."""
    file = Path(as_csv(tmp_path / "in.csv", ROWS[:2] * 4))
    with file.open("a", encoding="utf-8") as stream:
        stream.write('"' + "x" * 200_000 + "\n")
    options = "check", file, "--lists", lists, "--as-of", AS_OF, "--format", "jsonl"
    alone, together = run(*options), run(*options, "--workers", 1)
    assert together.stdout == alone.stdout
    assert len(together.stdout.splitlines()) == 8
    assert (together.exit_code, together.stderr) == (alone.exit_code, alone.stderr)
    assert "is a quotation mark missing?" in together.stderr


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="children are found in /proc")
@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_a_worker_that_is_killed_loses_and_doubles_nothing(
    run: Run, lists: Path, payments: Payments, tmp_path: Path, kind: str
) -> None:
    """Its rows are decided again, in their place, and that is said; the bytes are those of one process."""
    rows: list[Json] = [*ROWS, *({"id": str(number)} for number in range(80_000)), *ROWS]
    file = payments(*rows) if kind == "jsonl" else as_parquet(tmp_path / "in.parquet", rows)
    options = "check", file, "--lists", lists, "--as-of", AS_OF, "--format", "jsonl", "--workers"
    command = [sys.executable, "-m", "achguard", *map(str, options), "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0) as process:
        assert process.stdout is not None
        first = process.stdout.read(1)  # unbuffered, so that the rest is left; both are at work
        for each in workers_of(process.pid):
            os.kill(each, signal.SIGKILL)
        rest, said = to_its_end(process)
    alone = run(*options, 1)
    assert (first + rest, process.returncode) == (alone.stdout_bytes, alone.exit_code)
    assert "its rows are decided again" in said.decode()


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="children are found in /proc")
def test_a_worker_that_is_killed_as_it_starts_loses_no_entry(run: Run, lists: Path, tmp_path: Path) -> None:
    """What it was given of a Nacha file another one decides, and what is wrong with the file is told once."""
    options = as_nacha(tmp_path, 1_000), "--lists", lists, "--as-of", AS_OF, "--format", "jsonl", "--workers"
    command = [sys.executable, "-m", "achguard", "check", *map(str, options), "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        while not (workers := workers_of(process.pid)):
            assert process.poll() is None
        os.kill(workers[0], signal.SIGKILL)
        written, said = to_its_end(process)
    alone = run("check", *options, 1)
    assert (written, process.returncode) == (alone.stdout_bytes, alone.exit_code)
    again = "achguard: a process that decides was ended from outside; its rows are decided again\n"
    assert said.decode() == again + alone.stderr


def stopped(command: list[str], out: Path, part: Path, end: signal.Signals) -> bytes:
    """Have a run asked to end when it has written something, and give what it said."""
    for _ in range(5):
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            while process.poll() is None and not has_content(part):
                time.sleep(0.01)
            process.send_signal(end)
            _, said = to_its_end(process)
        if not out.exists():
            return said
        out.unlink()  # on a loaded machine a run may be done before this process is told that it began
    pytest.fail("each run was done before it was asked to end")


def has_content(path: Path) -> bool:
    """Say whether a file, which may go away meanwhile, has something in it."""
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False


def to_its_end(process: "subprocess.Popen[bytes]") -> tuple[bytes, bytes]:
    """Give what a process writes until it ends; one that never does is killed, and the test fails."""
    try:
        return process.communicate(timeout=120)
    except subprocess.TimeoutExpired:
        process.kill()
        raise


def workers_of(parent: int) -> list[int]:
    """Give the processes that a process started to work for it."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat, command = (folder / "stat").read_text(), (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if int(stat.rpartition(")")[2].split()[1]) == parent and b"spawn_main" in command:
            found.append(int(folder.name))
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    "how", [("--format", "jsonl", "--basis", "once"), ("--format", "csv"), ("--format", "parquet")]
)
@pytest.mark.parametrize("kind", ["csv", "parquet", "nacha"])
def test_a_run_that_was_stopped_is_gone_on_with(
    run: Run, lists: Path, tmp_path: Path, kind: str, how: tuple[str, ...]
) -> None:
    """However it ended, the same command goes on, and the bytes and the exit code are those of a run without an end."""
    rows: list[Json] = [*ROWS, *({"id": str(number)} for number in range(40_000)), *ROWS]
    file = {
        "csv": lambda: as_csv(tmp_path / "in.csv", rows),
        "parquet": lambda: as_parquet(tmp_path / "in.parquet", rows),
        "nacha": lambda: as_nacha(tmp_path, 60_000),
    }[kind]()
    whole = tmp_path / "whole"
    options = file, "--lists", lists, "--as-of", AS_OF, *how
    expected = run("check", *options, "--output", whole)
    assert expected.exit_code == 1, expected.stderr
    for end in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL):
        out, part = tmp_path / f"out{end}", tmp_path / f"out{end}.part"
        command = [sys.executable, "-m", "achguard", "check", *options, "--output", out, "--resume", "--workers", "1"]
        said = stopped([*map(str, command)], out, part, end)
        assert end is signal.SIGKILL or b"the same command goes on where this one ended" in said
        with part.open("a", encoding="utf-8") as stream:
            stream.write("half a li")
        assert "parquet" in how or part.stat().st_size < whole.stat().st_size
        result = run("check", *options, "--output", out, "--resume", "--workers", 1)
        assert (out.read_bytes(), result.exit_code) == (whole.read_bytes(), expected.exit_code)
        assert not [*tmp_path.glob("out*.part*")]


@pytest.mark.parametrize(
    ("other", "word"),
    [
        (("--format", "jsonl", "--policy", "iat-capable"), "basis (policy)"),
        (("--format", "csv"), "--format"),
        (("--format", "jsonl", "--only", "hold"), "--only"),
        (("--format", "jsonl", "--unmask"), "--unmask"),
        (("--format", "jsonl"), "input"),
    ],
)
def test_a_run_goes_on_with_nothing_else(
    run: Run, lists: Path, tmp_path: Path, other: tuple[str, ...], word: str
) -> None:
    """Another input, basis or option is refused by its name, and what is written stays."""
    file = Path(as_csv(tmp_path / "in.csv", ROWS))
    same = "check", file, "--lists", lists, "--as-of", AS_OF, "--workers", 1, "--output", tmp_path / "out", "--resume"
    (tmp_path / "out").mkdir()  # so that the run fails at its very end
    first = run(*same, "--format", "jsonl")
    assert (first.exit_code, "out can't be written" in first.stderr) == (2, True)
    (tmp_path / "out").rmdir()
    written = (tmp_path / "out.part").read_bytes()
    if word == "input":
        file.write_text(file.read_text() + "\n")
    result = run(*same, *other)
    assert result.exit_code == 2
    assert f"was begun with another {word}" in " ".join(result.stderr.split())
    assert (tmp_path / "out.part").read_bytes() == written


@pytest.mark.parametrize("end", [".part", ".part.json"])
def test_an_input_is_not_written_over(run: Run, lists: Path, tmp_path: Path, end: str) -> None:
    """A run that can be gone on with writes to two files beside its output, and neither may be what it reads."""
    file = Path(as_csv(tmp_path / f"out{end}", ROWS))
    written = file.read_bytes()
    result = run(
        "check", file, "--lists", lists, "--workers", 1, "--output", tmp_path / "out", "--resume", "--format", "jsonl"
    )
    assert (result.exit_code, file.read_bytes()) == (2, written)
    assert "is an input; write to another file" in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    "notes", ["{}", '{"version": 1}', '{"version": 1, "rests_on": [1]}', "[" * 100_000, "[1, 2]", "\udcff"]
)
def test_notes_that_are_none_are_told(run: Run, lists: Path, tmp_path: Path, notes: str) -> None:
    """What is noted of another run can't be read, so that nothing is added to what it wrote, and that is said."""
    file = as_csv(tmp_path / "in.csv", ROWS)
    part = tmp_path / "out.part"
    part.write_text("{}\n")
    (tmp_path / "out.part.json").write_text(notes, encoding="utf-8", errors="surrogateescape")
    result = run(
        "check", file, "--lists", lists, "--workers", 1, "--output", tmp_path / "out", "--resume", "--format", "jsonl"
    )
    assert (result.exit_code, part.read_text()) == (2, "{}\n")
    assert "to begin anew" in " ".join(result.stderr.split())


def as_nacha(folder: Path, entries: int) -> Path:
    """Write a Nacha file with a listed name among plain ones, and an entry, a batch and a file that are wrong."""
    listed, plain = {"individual_name": LISTED}, {"individual_name": "SAM SAMPLE", "account_number": "991"}
    rows = [listed if number % 997 == 5 else plain if number % 3 else {} for number in range(entries)]
    half = len(rows) // 2
    last = [{} for _ in range(12)]  # more lines than are changed below
    # What is wrong is in small batches: every entry of a batch with a wrong total is decided alone, which takes long.
    batches = [ppd(*rows[:50]), ppd(*rows[50:half]), iat(), ppd(*rows[half:]), ppd(*last, listed)]
    content = write(HEADER, batches)
    lines = content.split(b"\n")
    lines[40] = lines[40].replace(b"06100014", b"0610A014")
    # The last batch's control is wrong, and a line is too long.
    lines[-12:] = [line + b" X" if line.startswith(b"6") else line.replace(b"8200", b"8220") for line in lines[-12:]]
    path = folder / "in.ach"
    path.write_bytes(b"\n".join(lines))
    return path


NACHA_HOW = [
    ("--format", "jsonl"),
    ("--format", "jsonl", "--basis", "once"),
    ("--format", "jsonl", "--only", "hold,ask"),
    ("--format", "csv"),
    ("--format", "html"),
    ("--format", "html", "--only", "redirect", "--profile", "strict"),
    ("--summary", "--profile", "strict"),
    ("--quiet",),
]


@pytest.mark.parametrize("how", NACHA_HOW)
def test_entries_in_portions_come_out_as_one_by_one(
    run: Run, lists: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: tuple[str, ...]
) -> None:
    """In every format of rows the bytes, what is said of the file, and the exit code are those without portions."""
    file = as_nacha(tmp_path, 600)
    monkeypatch.setattr("achguard.nacha.bytes.lines.CHUNK", 95 * 40)
    monkeypatch.setattr(bulk, "_BYTES_OF_ENTRIES", 95 * 60)
    options = "check", file, "--lists", lists, "--as-of", AS_OF, *how
    alone, together = run(*options), run(*options, "--workers", 1)
    assert together.stdout_bytes == alone.stdout_bytes
    assert (together.exit_code, together.stderr) == (alone.exit_code, alone.stderr)
    assert alone.exit_code == 1
    assert "--quiet" in how or alone.stdout


@pytest.mark.slow
@pytest.mark.parametrize("how", [("--format", "jsonl"), ("--format", "parquet"), ("--format", "html"), ("--summary",)])
def test_several_processes_write_what_one_writes_of_entries(
    run: Run, lists: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: tuple[str, ...]
) -> None:
    """Each opens the file for itself, and the output is in its order."""
    file = as_nacha(tmp_path, 3_000)
    monkeypatch.setattr(bulk, "_BYTES_OF_ENTRIES", 1)
    options = "check", file, "--lists", lists, "--as-of", AS_OF, *how, "--output"
    alone, together = tmp_path / "alone", tmp_path / "together"
    one, two = run(*options, alone), run(*options, together, "--workers", 2)
    assert together.read_bytes() == alone.read_bytes()
    assert (two.exit_code, two.stderr.replace("together", "alone")) == (one.exit_code, one.stderr)


@pytest.mark.parametrize("batches", [(), ("not its",)])
def test_a_nacha_file_without_entries_says_what_it_says_alone(
    run: Run, lists: Path, tmp_path: Path, batches: tuple[str, ...]
) -> None:
    """A quiet day is one, and a file that has lost its entries is not."""
    file = saved(tmp_path)
    if batches:
        file.write_bytes(file.read_bytes().replace(b"\n9000000", b"\n9000001", 1))
    options = "check", file, "--lists", lists, "--as-of", AS_OF, "--format", "jsonl"
    alone, together = run(*options), run(*options, "--workers", 1)
    assert (together.exit_code, together.stdout, together.stderr) == (alone.exit_code, alone.stdout, alone.stderr)
    assert alone.exit_code == (3 if batches else 0)


def table_of(path: Path) -> "pa.Table":
    """Read decisions back."""
    from pyarrow import parquet

    return parquet.read_table(path)


def said_of(table: "pa.Table") -> list[Json]:
    """Give the rows of a table of decisions as their lines of JSON have them."""
    found = []
    for row in table.to_pylist():
        ids = row["payment_id"]
        codes = [finding["code"] for finding in row["findings"]]
        found.append({"row": row["row"], "outcome": row["outcome"], "payment_id": ids, "codes": codes})
        found[-1]["errors"] = row["errors"]
    return found


def said_in(lines: str) -> list[Json]:
    """Give the same of lines of JSON."""
    rows = [json.loads(line) for line in lines.splitlines()]
    keys = "row", "outcome", "payment_id"
    return [
        {key: row[key] for key in keys}
        | {"codes": [finding["code"] for finding in row["findings"]], "errors": row["errors"]}
        for row in rows
    ]


@pytest.mark.parametrize("only", [(), ("--only", "hold,ask")])
@pytest.mark.parametrize("workers", [(), ("--workers", 1)])
@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet", "nacha"])
def test_a_table_of_decisions_says_what_lines_say(
    run: Run,
    payments: Payments,
    lists: Path,
    tmp_path: Path,
    kind: str,
    workers: tuple[str | int, ...],
    only: tuple[str, ...],
) -> None:
    """From every input, in portions or not: the same rows in the same order, and the basis once, in the metadata."""
    from achguard.columnar.arrow_schema import BASIS_KEY, basis_digest, decision_schema
    from achguard.model.decision import Basis

    rows = [row for row in ROWS * 3 if "id" in row]
    file = {
        "jsonl": lambda: payments(*rows, "{}", name="in.jsonl"),
        "csv": lambda: as_csv(tmp_path / "in.csv", rows),
        "parquet": lambda: as_parquet(tmp_path / "in.parquet", rows),
        "nacha": lambda: saved(tmp_path, ppd({}), ppd({"individual_name": "MALIK TARENTOV ZORBAN"})),
    }[kind]()
    options = "check", file, "--lists", lists, "--as-of", AS_OF, *workers, *only
    lines = run(*options, "--format", "jsonl")
    out = tmp_path / "out.parquet"
    result = run(*options, "--format", "parquet", "--output", out)
    assert (result.exit_code, result.stdout, result.stderr) == (lines.exit_code, "", lines.stderr)
    table = table_of(out)
    assert said_of(table) == said_in(lines.stdout)
    assert table.schema.equals(decision_schema())
    basis = Basis.model_validate_json(table.schema.metadata[BASIS_KEY])
    said = [json.loads(line)["basis"] for line in lines.stdout.splitlines()]
    assert {name: value for name, value in said[0].items() if name != "certification"} == json.loads(
        basis.model_dump_json()
    )
    digests = {row["basis"] for row in table.to_pylist() if row["outcome"] != "invalid"}
    assert digests == {basis_digest(basis)}


@pytest.mark.parametrize("workers", [(), ("--workers", 1)])
def test_a_table_of_rows_that_are_no_payments_says_so(
    run: Run, payments: Payments, lists: Path, tmp_path: Path, workers: tuple[str | int, ...]
) -> None:
    """It has the basis too, on which nothing was decided, and takes text that has no characters."""
    out = tmp_path / "out.parquet"
    file = payments("{}", '{"id": "\\ud800"}', name="in.jsonl")
    options = "check", file, "--lists", lists, "--as-of", AS_OF, *workers, "--format", "parquet", "--output", out
    assert run(*options).exit_code == 1
    assert table_of(out)["outcome"].to_pylist() == ["invalid", "invalid"]
    assert b"achguard.basis" in table_of(out).schema.metadata


@pytest.mark.parametrize("how", [(), ("--output", "-"), ("--output", "out", "other.jsonl")])
def test_a_table_of_decisions_is_one_file_of_one_input(run: Run, payments: Payments, how: tuple[str, ...]) -> None:
    """A table goes into a file, and its rows do not say of which input they are."""
    result = run("check", payments({}), "--format", "parquet", *how)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--format parquet needs --output FILE, and one file of payments" in " ".join(result.stderr.split())


LIMITED = """
import resource, signal, sys
from achguard.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
main()
"""
"""The command on a disk that is full behind 4096 bytes of a file."""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("workers", [(), ("--workers", 1), ("--workers", 2)])
@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
def test_a_full_device_is_told(
    run: Run, payments: Payments, lists: Path, kind: str, workers: tuple[str | int, ...]
) -> None:
    """Whatever is written, by however many processes, a place without space ends the run with one sentence."""
    options = "--lists", lists, "--as-of", AS_OF, "--format", kind, *workers
    result = run("check", payments(*ROWS * 300), *options, "--output", "/dev/full")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "achguard: /dev/full can't be written: no space left on device\n"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="files have no limit there")
@pytest.mark.parametrize("how", [(), ("--resume",)])
@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
def test_a_disk_that_fills_up_leaves_nothing_that_looks_whole(
    run: Run, payments: Payments, lists: Path, tmp_path: Path, kind: str, how: tuple[str, ...]
) -> None:
    """The output that was there stays; with --resume what is written stays too, and the run is gone on with."""
    out = tmp_path / "out"
    out.write_text("of yesterday\n")
    file = payments(*ROWS * 300)
    options = "check", file, "--lists", lists, "--as-of", AS_OF, "--format", kind, "--workers", 1, "--output", out
    command = [sys.executable, "-c", LIMITED, *map(str, (*options, *how))]
    stopped = subprocess.run(command, capture_output=True, check=False)
    assert (stopped.returncode, stopped.stdout) == (2, b"")
    assert b"can't be written: file too large" in b" ".join(stopped.stderr.split())
    assert b"Traceback" not in stopped.stderr
    assert out.read_text() == "of yesterday\n"
    assert [*tmp_path.glob("*out*.part")] == ([tmp_path / "out.part"] if how else [])
    whole = tmp_path / "whole"
    expected = run(*options[:-1], whole)
    assert run(*options, *how).exit_code == expected.exit_code
    assert out.read_bytes() == whole.read_bytes()
