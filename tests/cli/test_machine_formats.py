"""What programs read of a run: JUnit, SARIF, the basis once, counts, and problems of files in each format."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from achguard.cli.exit_code import ExitCode
from cli.conftest import AS_OF, Payments, Run
from cli.nacha_files import NewBatch, ppd, saved

LISTED = {"id": "p-2", "receiver": {"name": "MALIK TARENTOV ZORBAN", "date_of_birth": "1961-03-14"}}
GERMAN = {"id": "p-3", "receiver": {"account": {"account_number": "DE89 3704 0044 0532 0130 00"}}}
NO_PAYMENT = '{"id": "p-9", "amount": "many"}'
MACHINE = ("json", "jsonl", "csv", "junit", "sarif")
# What a terminal obeys, what turns text around, and what XML has no character for.
NASTY = "\x1b[31mRED\x07\x9b2J\u202eROE\u2066\x00\x08\uffff"


@pytest.fixture
def options(lists: Path) -> tuple[object, ...]:
    """Give the lists and the day of the runs."""
    return "--lists", lists, "--as-of", AS_OF


@pytest.fixture
def wrong_total(tmp_path: Path) -> Path:
    """Give a Nacha file whose own control total is wrong."""
    file = saved(tmp_path, ppd({}), swap=(b"9000001000001", b"9000001000009"))
    file.write_bytes(file.read_bytes().replace(b"000000012500   ", b"000000012501   "))
    return file


def results_of(text: str) -> list[dict[str, object]]:
    """Give the results of a SARIF document."""
    results: list[dict[str, object]] = json.loads(text)["runs"][0]["results"]
    return results


def test_junit_has_a_case_a_payment(run: Run, payments: Payments, options: tuple[object, ...]) -> None:
    """A failure says the outcome and the rules, an error what a row lacks, and the counts are those of the cases."""
    result = run("check", payments({"id": "p-1"}, LISTED, NO_PAYMENT), *options, "--format", "junit")
    suite = ET.fromstring(result.stdout).find("testsuite")  # noqa: S314  our own
    assert suite is not None
    assert (suite.get("name"), suite.get("tests"), suite.get("failures"), suite.get("errors")) == (
        "payments.jsonl",
        "3",
        "1",
        "1",
    )
    good, held, invalid = suite.findall("testcase")
    assert (good.get("name"), list(good)) == ("row 1 p-1", [])
    failure, error = held.find("failure"), invalid.find("error")
    assert failure is not None
    assert error is not None
    assert failure.get("message") == "hold: SAN101"
    assert "receiver.name (strong)" in (failure.text or "")
    assert "amount" in (error.text or "")
    assert result.exit_code == ExitCode.NOT_ALL_ACCEPTED


def test_sarif_points_at_lines(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """A finding is at the line on which its row ends, also where a cell before it has several lines."""
    head = "direction,amount,originator.name,receiver.name,receiver.account.account_number,remittance.0\n"
    rows = 'debit,1.00,A AGENCY,JANE ROE,123456789,"ONE\nTWO"\ndebit,1.00,A AGENCY,JANE ROE,DE89370400440532013000,X\n'
    file = tmp_path / "payments.csv"
    file.write_text(head + rows)
    found = results_of(run("check", file, *options, "--format", "sarif").stdout)
    lines = {
        each["locations"][0]["physicalLocation"]["region"]["startLine"]  # type: ignore[index]
        for each in found
        if each["ruleId"] == "IAT201"
    }
    assert lines == {4}
    assert "DE89370400440532013000" not in json.dumps(found)


def test_sarif_points_at_columns_of_a_nacha_file(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """What is wrong with a number is at its columns, the end behind the last one: a check digit, a routing number."""
    file = saved(tmp_path, ppd({"check_digit": 0}))
    found = results_of(run("check", file, *options, "--format", "sarif").stdout)
    regions = {
        str(each["ruleId"]): each["locations"][0]["physicalLocation"]["region"]  # type: ignore[index]
        for each in found
    }
    assert regions["ACH101"] == {"startLine": 3, "startColumn": 4, "endColumn": 13}
    assert {"startLine": 3, "startColumn": 4, "endColumn": 12} in regions.values()  # the check digit is not among them


def test_sarif_points_at_cells(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """The columns are those of the cell in its line, and no longer than the line."""
    head = "direction,amount,originator.name,receiver.name,receiver.account.account_number\n"
    row = 'debit,1.00,"A \u00c9, B",MALIK TARENTOV ZORBAN,123456789\n'
    file = tmp_path / "payments.csv"
    file.write_text(head + row, encoding="utf-8")
    (hit,) = (
        each
        for each in results_of(run("check", file, *options, "--format", "sarif").stdout)
        if each["ruleId"] == "SAN101"
    )
    region = hit["locations"][0]["physicalLocation"]["region"]  # type: ignore[index]
    start = row.index("MALIK") + 1
    assert region == {"startLine": 2, "startColumn": start, "endColumn": start + len("MALIK TARENTOV ZORBAN")}
    assert "relatedLocations" not in hit


def test_sarif_points_at_names_of_entries_and_at_headers(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """A receiver is at the columns of the entry, a company at those of the header, with the entry as another place."""
    batch = ppd({"individual_name": "MALIK TARENTOV ZORBAN"}, {})
    named = NewBatch({**batch.header, "company_name": "MALIK T ZORBAN"}, batch.entries)
    found = results_of(run("check", saved(tmp_path, named), *options, "--format", "sarif").stdout)
    places = [
        (each["locations"][0]["physicalLocation"]["region"], "relatedLocations" in each)  # type: ignore[index]
        for each in found
        if each["ruleId"] == "SAN101"
    ]
    company = {"startLine": 2, "startColumn": 5, "endColumn": 21}
    receiver = {"startLine": 3, "startColumn": 55, "endColumn": 77}
    assert places == [(company, True), (receiver, False), (company, True)]
    (related,) = found[-1]["relatedLocations"]  # type: ignore[misc]
    assert related["physicalLocation"]["region"] == {"startLine": 4}  # type: ignore[index]
    prints = [json.dumps(each["partialFingerprints"]) for each in found]
    assert len(prints) == len({*prints})


def test_a_sarif_document_is_whole(run: Run, payments: Payments, options: tuple[object, ...]) -> None:
    """Each result names a rule of the driver, a level, a text and a place, and a second run gives the same prints."""
    file = payments({"id": "p-1"}, LISTED, GERMAN, NO_PAYMENT)
    first, again = (run("check", file, *options, "--format", "sarif").stdout for _ in range(2))
    document = json.loads(first)
    assert (document["version"], first) == ("2.1.0", again)
    rules = {rule["id"] for rule in document["runs"][0]["tool"]["driver"]["rules"]}
    found = results_of(first)
    assert {each["ruleId"] for each in found} == rules == {"SAN101", "IAT201", "invalid"}
    assert {each["level"] for each in found} <= {"error", "warning", "note"}
    prints = [json.dumps(each["partialFingerprints"]) for each in found]
    assert len(prints) == len({*prints}) == 3


def test_the_basis_is_said_once(run: Run, payments: Payments, options: tuple[object, ...]) -> None:
    """In both kinds of JSON the first decision has its basis, and those after it that rest on the same have null."""
    file = payments({}, NO_PAYMENT, LISTED)
    for kind in ("jsonl", "json"):
        text = run("check", file, *options, "--format", kind, "--basis", "once").stdout
        first, _, last = json.loads(text) if kind == "json" else map(json.loads, text.splitlines())
        assert first["basis"]["policy"]["name"] == "us-domestic"
        assert last["basis"] is None
        text = run("check", file, *options, "--format", kind).stdout
        each = json.loads(text)[-1] if kind == "json" else json.loads(text.splitlines()[-1])
        assert each["basis"] == first["basis"]


def test_statistics_count_by_rule_and_outcome(run: Run, payments: Payments, options: tuple[object, ...]) -> None:
    """The most first, behind the summary; beside a format for programs on stderr."""
    file = payments(LISTED, LISTED, GERMAN)
    counts = ["2 SAN101 hold", "1 IAT201 redirect"]
    text = run("check", file, *options, "--statistics", "--summary").stdout
    assert [" ".join(line.split()) for line in text.splitlines()[-2:]] == counts
    said = run("check", file, *options, "--statistics", "--format", "csv").stderr
    assert [" ".join(line.split()[1:]) for line in said.splitlines()] == counts


def test_csv_names_the_receiver_and_the_amount(run: Run, payments: Payments, options: tuple[object, ...]) -> None:
    """Also of entries that share their decision; a number in a name is masked."""
    odd = {"receiver": {"name": "JANE 4091773355100 ROE"}}
    result = run("check", payments({}, odd, NO_PAYMENT), *options, "--format", "csv")
    rows = [(row["name"], row["amount"]) for row in csv.DictReader(io.StringIO(result.stdout))]
    assert rows[0] == ("JANE Q PUBLIC", "125.00")
    assert "4091773355100" not in rows[1][0]
    assert rows[2] == ("", "")


def test_csv_names_the_entries_of_a_file(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """Each entry has its own name and amount, though alike ones are decided together."""
    people = [{"individual_name": name} for name in ("JANE ROE", "JOHN ROE", "MALIK TARENTOV ZORBAN")]
    file = saved(tmp_path, ppd(*people))
    result = run("check", file, *options, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["name"] for row in rows] == ["JANE ROE", "JOHN ROE", "MALIK TARENTOV ZORBAN"]
    assert {row["amount"] for row in rows} == {"125.00"}


@pytest.mark.parametrize("kind", MACHINE)
def test_problems_of_a_file_are_in_each_format(
    run: Run, wrong_total: Path, options: tuple[object, ...], kind: str
) -> None:
    """Programs see what is wrong with the file around its entries, told apart from decisions; and stderr has it too."""
    result = run("check", wrong_total, *options, "--format", kind)
    assert "NAC" in result.stderr
    codes: Callable[[str], set[str]] = {
        "json": lambda text: {each["problem"]["code"] for each in json.loads(text) if "outcome" not in each},
        "jsonl": lambda text: {
            each["problem"]["code"] for each in map(json.loads, text.splitlines()) if "outcome" not in each
        },
        "csv": lambda text: {row["codes"] for row in csv.DictReader(io.StringIO(text)) if not row["outcome"]},
        "junit": lambda text: {
            str(case.get("message"))
            for case in ET.fromstring(text).findall(".//failure")  # noqa: S314  our own
        },
        "sarif": lambda text: {str(each["ruleId"]) for each in results_of(text) if "NAC" in str(each["ruleId"])},
    }[kind]
    found = codes(result.stdout)
    assert found
    assert all(code.startswith("NAC") for code in found)


@pytest.mark.parametrize("kind", ["text", *MACHINE])
def test_nothing_that_a_terminal_obeys_is_written(
    run: Run, payments: Payments, options: tuple[object, ...], kind: str
) -> None:
    """Escapes, bells, C1 and turning marks in names, ids and remittance are visible text in every format."""
    file = payments(
        {"id": f"p{NASTY}", "receiver": {"name": f"MALIK TARENTOV ZORBAN {NASTY}"}, "remittance": [f"INV {NASTY}"]},
        json.dumps({"id": NASTY, NASTY: "x"}),
    )
    result = run("check", file, *options, "--format", kind)
    for text in (result.stdout, result.stderr):
        assert {*text}.isdisjoint({*NASTY} - {*"[31mRED2JOE"})
    if kind == "junit":
        ET.fromstring(result.stdout)  # noqa: S314  our own
    if kind == "sarif":
        assert results_of(result.stdout)
