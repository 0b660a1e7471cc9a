"""`achguard check`: every row gets its answer, in every format, and the exit code says the worst of it."""

import csv
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from achguard.cli.exit_code import ExitCode
from cli.conftest import AS_OF, Payments, Run, decisions, outcomes

GERMAN = {"receiver": {"account": {"account_number": "DE89 3704 0044 0532 0130 00"}}}
LISTED = {"receiver": {"name": "MALIK TARENTOV ZORBAN", "date_of_birth": "1961-03-14"}}
MISTYPED = {"receiver": {"account": {"routing_number": "065300297"}}}
NO_PAYMENT = '{"id": "p-9", "amount": "many"}'


def test_an_accepted_payment_leaves_with_nought(run: Run, payments: Payments, lists: Path) -> None:
    """All accepted is exit code 0, and nothing is said on stderr."""
    result = run("check", payments({}), "--lists", lists, "--as-of", AS_OF)
    assert (result.exit_code, result.stderr) == (ExitCode.ACCEPTED, "")
    assert "ACCEPT" in result.stdout


def test_jsonl_is_a_decision_a_line_in_the_order_of_the_input(run: Run, payments: Payments, lists: Path) -> None:
    """A row that is no payment stands in its place with its number, and the run goes on."""
    file = payments({}, NO_PAYMENT, GERMAN, "", LISTED, "[]", MISTYPED)
    result = run("check", file, "--lists", lists, "--as-of", AS_OF, "--format", "jsonl")
    rows = decisions(result.stdout)
    assert outcomes(rows) == ["accept", "invalid", "redirect", "hold", "invalid", "ask"]
    assert [row["row"] for row in rows] == [1, 2, 3, 4, 5, 6]
    assert {row["file"] for row in rows} == {"payments.jsonl"}
    assert len({tuple(row) for row in rows}) == 1
    assert rows[0]["basis"]["lists"][0]["published"] == "2026-11-20"
    assert result.exit_code == ExitCode.NOT_ALL_ACCEPTED


def test_only_never_drops_a_row_that_is_no_payment(run: Run, payments: Payments, lists: Path) -> None:
    """The outcomes that are asked for are written, and invalid rows beside them."""
    arguments = ("--lists", lists, "--as-of", AS_OF, "--format", "jsonl", "--only", "hold")
    rows = decisions(run("check", payments({}, NO_PAYMENT, GERMAN, LISTED), *arguments).stdout)
    assert outcomes(rows) == ["invalid", "hold"]
    assert "did you mean hold?" in run("check", payments({}), "--only", "hlod").stderr


@pytest.mark.parametrize(
    ("fail_on", "row", "code"),
    [
        *[("ask", MISTYPED, 1), ("redirect", MISTYPED, 0), ("redirect", GERMAN, 1)],
        *[("hold", GERMAN, 0), ("hold", LISTED, 1), ("hold", NO_PAYMENT, 1)],
    ],
)
def test_the_outcome_that_fails_a_run_may_be_chosen(
    run: Run, payments: Payments, lists: Path, fail_on: str, row: dict[str, object] | str, code: int
) -> None:
    """Outcomes under the chosen one leave with nought, a row that is no payment never does."""
    arguments = ("--lists", lists, "--as-of", AS_OF, "--quiet", "--fail-on", fail_on)
    result = run("check", payments({}, row), *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert run("check", payments(row), "--fail-on", fail_on).exit_code == ExitCode.LISTS


def test_a_summary_stands_alone(run: Run, payments: Payments, lists: Path) -> None:
    """Counts and no paragraph."""
    result = run("check", payments({}, NO_PAYMENT), "--lists", lists, "--as-of", AS_OF, "--summary")
    assert result.stdout.startswith("---")
    assert "2 payments: 1 accept, 0 ask, 0 redirect, 0 hold, 1 invalid" in result.stdout


def test_json_is_one_array(run: Run, payments: Payments, lists: Path) -> None:
    """The array holds what JSON Lines would, and an input without rows gives an empty one."""
    arguments = ("--lists", lists, "--as-of", AS_OF, "--format", "json")
    assert outcomes(json.loads(run("check", payments({}, NO_PAYMENT), *arguments).stdout)) == ["accept", "invalid"]
    nothing = run("check", payments(), *arguments)
    assert json.loads(nothing.stdout) == []
    assert nothing.exit_code == ExitCode.UNREADABLE_INPUT


def test_csv_is_a_row_a_payment(run: Run, payments: Payments, lists: Path) -> None:
    """The columns are those that are documented, and a cell that a spreadsheet would run is text."""
    file = payments({"id": "=1+1"}, NO_PAYMENT, GERMAN)
    result = run("check", file, "--lists", lists, "--as-of", AS_OF, "--format", "csv")
    first, second, third = csv.DictReader(io.StringIO(result.stdout))
    assert [*first][:5] == ["payment_id", "row", "outcome", "codes", "fields"]
    assert (first["payment_id"], first["row"], first["outcome"]) == ("'=1+1", "1", "accept")
    assert (second["outcome"], second["file"]) == ("invalid", "payments.jsonl")
    assert second["message"].startswith("direction: is required; amount: ")
    assert (third["codes"], third["alternatives"].split("; ")[0]) == ("IAT201", "card")


def test_text_reads_as_it_was_looked_at(
    run: Run, payments: Payments, lists: Path, golden: Callable[[str, str], None]
) -> None:
    """Paragraphs for people: outcome and id, findings, questions, other ways to pay; then the summary."""
    file = payments({}, GERMAN, NO_PAYMENT, LISTED, {"id": None, "foreign_funds": {"account_abroad": "not_asked"}})
    result = run("check", file, "--lists", lists, "--as-of", AS_OF)
    golden("check.txt", result.stdout)
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "\x1b" not in result.stdout


def test_text_names_a_value_once_for_all_that_it_meets(run: Run, payments: Payments, tmp_path: Path) -> None:
    """Of a name that meets two entries the place is told once, with the better score first; another place is apart."""
    sdn = '900001,"ZORBAN, Malik Tarentov","individual","SAMPLE-A"' + ",-0- " * 8
    rows = (sdn, sdn.replace("900001", "900000").replace("ZORBAN, ", "ZORBANI, "))
    (tmp_path / "sdn.csv").write_text("".join(f"{row}\r\n" for row in rows))
    two = ("--out", tmp_path / "two", "--published", "2026-11-20", "--partial")
    built = run("lists", "build", tmp_path / "sdn.csv", *two)
    assert built.exit_code == ExitCode.ACCEPTED, built.stderr
    file = payments({"receiver": {"name": "MALIK TARENTOV ZORBAN"}, "originator": {"name": "MALIK TARENTOV ZORBANI"}})
    text = run("check", file, "--lists", tmp_path / "two", "--as-of", AS_OF).stdout
    assert text.count("receiver.name = MALIK TARENTOV ZORBAN (strong)") == 1
    assert text.count("originator.name = MALIK TARENTOV ZORBANI (strong)") == 1
    _, receiver = text.split("receiver.name")
    assert receiver.index("meets ZORBAN, Malik") < receiver.index("meets ZORBANI, Malik")


def test_several_files_and_stdin_are_numbered_each_on_its_own(run: Run, payments: Payments, lists: Path) -> None:
    """Row numbers start again with each file; standard input is `-`."""
    one = payments({}, NO_PAYMENT, name="one.jsonl")
    arguments = ("--lists", lists, "--as-of", AS_OF, "--format", "jsonl")
    rows = decisions(run("check", one, "-", *arguments, stdin=NO_PAYMENT).stdout)
    assert [(row["file"], row["row"]) for row in rows] == [("one.jsonl", 1), ("one.jsonl", 2), ("-", 1)]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(run: Run, payments: Payments, lists: Path) -> None:
    """One sentence for the file, every row of the others, and the higher exit code."""
    result = run("check", "absent.jsonl", payments(GERMAN), "--lists", lists, "--as-of", AS_OF, "--format", "jsonl")
    assert outcomes(decisions(result.stdout)) == ["redirect"]
    assert result.stderr == "achguard: absent.jsonl can't be read: no such file or directory\n"
    assert result.exit_code == ExitCode.UNREADABLE_INPUT


def test_rows_before_the_place_where_an_input_breaks_off_are_written(run: Run, tmp_path: Path, lists: Path) -> None:
    """Invalid rows in front of the place are not lost either."""
    file = tmp_path / "payments.csv"
    file.write_text('id,direction,amount\np-1\np-2,debit,"' + "x" * 140_000, encoding="utf-8")
    result = run("check", file, "--lists", lists, "--as-of", AS_OF, "--format", "jsonl")
    assert outcomes(decisions(result.stdout)) == ["invalid"]
    assert result.exit_code == ExitCode.UNREADABLE_INPUT


def test_without_lists_every_payment_is_held(run: Run, payments: Payments) -> None:
    """No list given or installed: every payment is printed as a hold, and the exit code is 4."""
    result = run("check", payments({}, GERMAN), "--as-of", AS_OF, "--format", "jsonl")
    assert outcomes(decisions(result.stdout)) == ["hold", "hold"]
    assert result.stderr.count("\n") == 1
    assert "every payment is held" in result.stderr
    assert result.exit_code == ExitCode.LISTS


def test_lists_that_are_not_there_hold_every_payment(run: Run, payments: Payments, tmp_path: Path) -> None:
    """A folder that does not exist is a missing list: holds, one sentence that names it, exit code 4."""
    result = run("check", payments({}), "--lists", tmp_path / "nowhere", "--as-of", AS_OF, "--format", "jsonl")
    assert outcomes(decisions(result.stdout)) == ["hold"]
    assert result.stderr.count(f"there are no lists at {tmp_path / 'nowhere'}") == 1
    assert result.output.startswith("achguard: there are no lists")
    assert result.exit_code == ExitCode.LISTS


def test_stale_lists_hold_every_payment(run: Run, payments: Payments, lists: Path) -> None:
    """Eight days after their date lists no longer count, seven days after it they do."""
    fresh = run("check", payments({}), "--lists", lists, "--as-of", "2026-11-27", "--format", "jsonl")
    stale = run("check", payments({}), "--lists", lists, "--as-of", "2026-11-28", "--format", "jsonl")
    assert (outcomes(decisions(fresh.stdout)), fresh.exit_code) == (["ask"], ExitCode.NOT_ALL_ACCEPTED)
    assert (outcomes(decisions(stale.stdout)), stale.exit_code) == (["hold"], ExitCode.LISTS)
    assert "8 days old" in stale.stderr


def test_installed_lists_are_used_where_none_are_named(
    run: Run, payments: Payments, lists: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without --lists the installed snapshot is screened against."""
    monkeypatch.setenv("ACHGUARD_LISTS", str(lists))
    result = run("check", payments(LISTED), "--as-of", AS_OF, "--format", "jsonl")
    (row,) = decisions(result.stdout)
    assert [finding["code"] for finding in row["findings"]] == ["SAN101"]
    assert result.exit_code == ExitCode.NOT_ALL_ACCEPTED


@pytest.mark.parametrize("damage", ["page", "cut", "incomplete", "manifest", "empty"])
def test_lists_that_cannot_be_read_give_one_error_and_no_rows(
    run: Run, payments: Payments, tmp_path: Path, lists: Path, damage: str
) -> None:
    """An HTML page in place of a list, a list that is cut off, a missing file, a damaged snapshot, an empty folder."""
    folder = tmp_path / "damaged"
    folder.mkdir()
    sample = Path(__file__).parents[2] / "src" / "achguard" / "_data" / "sample_list"
    source = lists if damage == "manifest" else sample
    if damage != "empty":
        for file in source.iterdir():
            if file.is_file():
                (folder / file.name).write_bytes(file.read_bytes())
    if damage == "page":
        (folder / "sdn.csv").write_text("<!DOCTYPE html><title>Sign in</title>", encoding="utf-8")
    elif damage == "cut":
        content = (folder / "sdn.csv").read_bytes()
        (folder / "sdn.csv").write_bytes(content[: len(content) // 2])
    elif damage == "incomplete":
        (folder / "alt.csv").unlink()
    elif damage == "manifest":
        (folder / "manifest.json").write_text("{}", encoding="utf-8")
    result = run("check", payments({}), "--lists", folder, "--as-of", AS_OF, "--format", "jsonl")
    assert result.stdout == ""
    assert result.stderr.startswith("achguard: ")
    assert result.stderr.count("\n") == 1
    assert result.exit_code == ExitCode.LISTS


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--policy", "us-domestik"], ExitCode.USAGE, "no preset policy 'us-domestik'"),
        (["--policy", "absent.toml"], ExitCode.USAGE, "policy file absent.toml can't be read"),
        (["--directory", "absent.txt"], ExitCode.UNREADABLE_INPUT, "absent.txt not found"),
        (["--as-of", "2026-02-30"], ExitCode.USAGE, "is not a date as YYYY-MM-DD"),
        (["--as-of", "20261123"], ExitCode.USAGE, "is not a date as YYYY-MM-DD"),
        (["--format", "xml"], ExitCode.USAGE, "'xml' is not one of"),
        (["--output", "absent/out.jsonl"], ExitCode.USAGE, "out.jsonl can't be written"),
        (["--verbose"], ExitCode.USAGE, "No such option"),
    ],
)
def test_an_argument_that_is_wrong_is_told_in_a_sentence(
    run: Run, payments: Payments, lists: Path, arguments: list[str], code: int, sentence: str
) -> None:
    """The sentence names what is wrong, nothing is decided, and the exit code is of its kind."""
    result = run("check", payments({}), "--lists", lists, *arguments)
    assert result.stdout == ""
    assert sentence in result.stderr
    assert result.exit_code == code


def test_a_policy_file_and_a_routing_directory_decide(
    run: Run, payments: Payments, lists: Path, tmp_path: Path
) -> None:
    """A policy in TOML takes the place of a preset; a directory is looked into, and the summary says so."""
    policy = tmp_path / "policy.toml"
    policy.write_text('extends = "us-domestic"\nname = "strict"\n[directory]\nrequired = true\n', encoding="utf-8")
    arguments = (payments({"effective_date": None}), "--lists", lists, "--as-of", AS_OF)
    without = run("check", *arguments, "--policy", policy)
    assert "no routing directory loaded (ACH103" in without.stdout
    tiny = Path(__file__).parents[2] / "src" / "achguard" / "testing" / "directory.txt"
    with_one = run("check", *arguments, "--policy", policy, "--directory", tiny)
    assert "no routing directory" not in with_one.stdout
    assert "policy   strict, as of 2026-11-23" in with_one.stdout


def test_values_are_masked_unless_asked_for(run: Run, payments: Payments, lists: Path) -> None:
    """No account number, IBAN or birth date of the input is in any format, findings and errors included."""
    iban = "DE89370400440532013000"
    file = payments(
        {
            "receiver": {
                "name": f"JANE {iban}",
                "date_of_birth": "1970-01-31",
                "account": {"account_number": "998877665544332211", "iban": iban, "routing_number": "998877665544"},
                "identifiers": [{"type": "ssn", "value": "123-45-6789"}],
            },
            "remittance": [f"INV 7 {iban} 998877665544"],
        },
        json.dumps({"amount": iban, iban: iban, "receiver": iban}),
    )
    for kind in ("text", "json", "jsonl", "csv"):
        result = run("check", file, "--lists", lists, "--as-of", AS_OF, "--format", kind)
        said = "".join((result.stdout + result.stderr).split())
        for confidential in (iban, "0532013000", "998877665544", "1970-01-31", "123-45-6789"):
            assert confidential not in said, kind
    assert iban in run("check", file, "--lists", lists, "--as-of", AS_OF, "--format", "jsonl", "--unmask").stdout


def test_what_a_terminal_would_obey_is_written_out(run: Run, payments: Payments, lists: Path) -> None:
    """Escapes, bells and marks of direction in names and ids are shown, not sent."""
    result = run(
        "check",
        payments({"id": "a\x1b[2J\u202eb\nc", **LISTED, "remittance": ["x\x07"]}),
        "--lists",
        lists,
        "--as-of",
        AS_OF,
    )
    assert "a\\x1b[2J\\u202eb\\x0ac" in result.stdout
    assert not {"\x1b", "\x07", "\u202e"} & set(result.stdout)


def test_an_output_file_appears_whole_or_not_at_all(run: Run, payments: Payments, lists: Path, tmp_path: Path) -> None:
    """--output replaces what was there at the end; an error leaves it as it was, and nothing lies beside it."""
    out = tmp_path / "out.jsonl"
    out.write_text("before", encoding="utf-8")
    failed = run("check", payments({}), "--lists", lists, "--policy", "nonsense", "--output", out)
    assert (failed.exit_code, out.read_text(encoding="utf-8")) == (ExitCode.USAGE, "before")
    result = run("check", payments({}), "--lists", lists, "--as-of", AS_OF, "--format", "jsonl", "--output", out)
    assert (result.exit_code, result.stdout) == (ExitCode.ACCEPTED, "")
    assert outcomes(decisions(out.read_text(encoding="utf-8"))) == ["accept"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "payments.jsonl"]


def test_an_input_is_never_written_over(run: Run, payments: Payments, lists: Path) -> None:
    """The same file as input and output is refused, under whatever name."""
    file = payments({})
    before = Path(file).read_bytes()
    result = run("check", file, "--lists", lists, "--output", os.path.relpath(file))
    assert (result.exit_code, Path(file).read_bytes()) == (ExitCode.USAGE, before)
    assert "is an input" in result.stderr


def test_a_device_is_written_to_and_not_replaced(run: Run, payments: Payments, lists: Path) -> None:
    """`--output /dev/null` leaves the device a device."""
    assert run("check", payments({}), "--lists", lists, "--as-of", AS_OF, "--output", os.devnull).exit_code == 0
    assert not Path(os.devnull).is_file()


@pytest.mark.slow
@given(content=st.binary(max_size=200))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_input_makes_a_traceback(run: Run, lists: Path, content: bytes) -> None:
    """Any bytes on standard input end in an exit code of the contract, and never in an accept."""
    result = run("check", "-", "--lists", lists, "--as-of", AS_OF, "--format", "jsonl", stdin=content)
    assert result.exit_code in {ExitCode.NOT_ALL_ACCEPTED, ExitCode.UNREADABLE_INPUT}
    assert "accept" not in outcomes(decisions(result.stdout))
