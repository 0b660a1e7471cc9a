"""`achguard show`: the records of a Nacha file, field by field."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from achguard.cli.exit_code import ExitCode
from cli.conftest import AS_OF, Run
from cli.nacha_files import iat, ppd, saved
from factories import Json
from nacha_changes import CORPUS, VALID, insert, put, valid

FILES = [*VALID, *sorted((CORPUS / "malformed").glob("*.ach"))]


def told(run: Run, *arguments: object) -> Json:
    """Give what `show` writes as JSON."""
    result = run("show", *arguments, "--format", "json", "--as-of", AS_OF)
    assert result.exit_code == ExitCode.ACCEPTED, result.stderr
    found: Json = json.loads(result.stdout)
    return found


@pytest.mark.parametrize("name", ["ppd_mixed", "ctx_addenda", "iat_outbound", "ppd_return", "cor_change"])
def test_a_file_reads_as_it_was_looked_at(name: str, run: Run, golden: Callable[[str, str], None]) -> None:
    """Each record with its fields, their columns, masked values and what they mean."""
    golden(f"show_{name}.txt", run("show", CORPUS / "valid" / f"{name}.ach", "--as-of", AS_OF).stdout)


@pytest.mark.parametrize("name", ["cut_off", "stray_log_lines", "iat_without_header"])
def test_a_bad_file_is_shown_as_far_as_it_can_be_read(name: str, run: Run, golden: Callable[[str, str], None]) -> None:
    """What is wrong stands under the record, and what is no record is told as that."""
    result = run("show", CORPUS / "malformed" / f"{name}.ach", "--as-of", AS_OF)
    assert result.exit_code == ExitCode.ACCEPTED
    golden(f"show_{name}.txt", result.stdout)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_text_and_json_show_the_same_records(path: Path, run: Run) -> None:
    """Every line is in both, and no line of text is wider than the page."""
    text = run("show", path, "--as-of", AS_OF).stdout
    found = told(run, path)
    assert found["lines"] == len({n for each in found["records"] for n in range(each["line"], each["last_line"] + 1)})
    titles = [each["title"] for each in found["records"] if each["kind"] not in ("padding", "blank")]
    squeezed = " ".join(text.split())
    assert all(title in squeezed for title in titles)
    assert max(map(len, text.splitlines())) <= 80
    assert len(found["records"]) > 0


def test_one_line_is_shown_alone(run: Run) -> None:
    """`--line` gives the record of that line."""
    found = told(run, CORPUS / "valid" / "ppd_mixed.ach", "--line", 5)
    assert [(each["line"], each["kind"]) for each in found["records"]] == [(5, "addenda_05")]


def test_one_entry_is_shown_with_its_addenda(run: Run) -> None:
    """`--entry` gives the record of the trace number and the addenda behind it."""
    found = told(run, CORPUS / "valid" / "ppd_mixed.ach", "--entry", "065300270000002")
    assert [(each["line"], each["kind"]) for each in found["records"]] == [(4, "entry"), (5, "addenda_05")]


def test_an_entry_without_a_trace_number_is_found_by_its_id(run: Run, tmp_path: Path) -> None:
    """The id `line 3` of a decision names it."""
    path = tmp_path / "f.ach"
    path.write_bytes(put(valid("ppd_mixed"), 3, 80, "X" * 15))
    found = told(run, path, "--entry", "line 3")
    assert [each["line"] for each in found["records"]] == [3]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--line", "99"), "ppd_mixed.ach has no line 99; its last is line 20"),
        (("--entry", "065300279999999"), "ppd_mixed.ach has no entry with this trace number"),
        (("--line", "1", "--entry", "2"), "name one place each"),
    ],
)
def test_a_place_that_is_not_there_is_told(arguments: tuple[str, ...], says: str, run: Run) -> None:
    """The command leaves with 2, writes nothing, and does not repeat a number."""
    result = run("show", CORPUS / "valid" / "ppd_mixed.ach", *arguments)
    assert (result.exit_code, result.stdout) == (ExitCode.USAGE, "")
    assert says in result.stderr
    assert "9999999" not in result.stderr


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "f.ach is empty"),
        (b"dear all,\n", "holds no record of a Nacha file"),
        (b"PK\x03\x04", "a zip archive"),
        (b"payment_id,amount\n1,12.50\n2,5.00\n", "f.ach is not a Nacha file"),
        (b"6;2;2\n7;2;2\n", "f.ach is not a Nacha file"),
        (b"622065300279,12.50\n", "f.ach is not a Nacha file"),
        (b"name\n" + b"1,JANE".ljust(94, b"-") + b"\n2,JOHN\n", "f.ach is not a Nacha file"),
        (b'{"amount": "1"}\n5\n', "f.ach is not a Nacha file"),
    ],
)
def test_what_is_no_nacha_file_is_told(content: bytes, says: str, run: Run, tmp_path: Path) -> None:
    """It leaves with 3."""
    path = tmp_path / "f.ach"
    path.write_bytes(content)
    result = run("show", path)
    assert (result.exit_code, result.stdout) == (ExitCode.UNREADABLE_INPUT, "")
    assert says in result.stderr


def test_records_that_say_nothing_right_are_shown_by_their_length(run: Run, tmp_path: Path) -> None:
    """A file whose records all lost what they are known by is shown as far as it can be read."""
    lines = [line[:1] + b"X" * 92 + b"\n" for line in valid("ppd_mixed").splitlines() if not line.startswith(b"9")]
    path = tmp_path / "f.ach"
    path.write_bytes(b"".join(line[:-1] + b"X\n" for line in lines))
    result = run("show", path)
    assert result.exit_code == ExitCode.ACCEPTED
    assert "line 1     File header" in result.stdout


def test_a_packed_file_and_standard_input_are_shown_alike(run: Run, tmp_path: Path) -> None:
    """What gzip packed is what is in it."""
    data = valid("iat_outbound")
    packed = tmp_path / "f.ach.gz"
    packed.write_bytes(gzip.compress(data))
    plain = told(run, CORPUS / "valid" / "iat_outbound.ach")
    assert told(run, packed)["records"] == plain["records"]
    piped = run("show", "-", "--format", "json", "--as-of", AS_OF, stdin=data)
    assert json.loads(piped.stdout)["records"] == plain["records"]


def test_account_numbers_are_masked_unless_asked_for(run: Run, tmp_path: Path) -> None:
    """The same field in both formats."""
    file = saved(tmp_path, ppd({"account_number": "73095128466"}), iat(account_number="73095128466"))
    for form in ("text", "json"):
        assert "73095128466" not in run("show", file, "--format", form).stdout
        assert "73095128466" in run("show", file, "--format", form, "--unmask").stdout


def test_what_a_terminal_would_obey_is_written_out(run: Run, tmp_path: Path) -> None:
    """An escape in a name or on a stray line reaches no terminal."""
    path = tmp_path / "f.ach"
    path.write_bytes(insert(put(valid("ppd_mixed"), 3, 55, "\x1b[31mRED"), 5, "\x1b]0;title\x07"))
    for form in ("text", "json"):
        assert not set(run("show", path, "--format", form).stdout) & set("\x1b\x07")
    names = [
        field["value"]
        for each in told(run, path)["records"]
        for field in each.get("fields", ())
        if field["name"] == "individual_name"
    ]
    assert names[0] == "\x1b[31mREDUBLIC"
