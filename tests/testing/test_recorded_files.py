"""Recorded Nacha files as tests, run by a real pytest: what fails, what a baseline knows, and what is told."""

import json
import shutil
from pathlib import Path

import pytest

from achguard.nacha.reader import read
from achguard.nacha.writing.writer import NewBatch, NewEntry, write
from achguard.testing.frozen import FROZEN_DAY

pytest_plugins = ["pytester"]

CORPUS = Path(__file__).parents[1] / "corpus" / "nacha"
IBAN = "DE89370400440532013000"
HEADER = {"immediate_destination": "061000146", "immediate_origin": " 065300279", "file_creation_date": FROZEN_DAY}


def entry(name: str = "JANE Q PUBLIC", account: str = "123456789") -> NewEntry:
    """Give an entry of a salary."""
    values = {"transaction_code": "22", "rdfi_identification": "06530027", "amount": 180000}
    return NewEntry({**values, "account_number": account, "individual_name": name})


def batch(*entries: NewEntry) -> NewBatch:
    """Give a batch of salaries."""
    header = {
        "company_name": "MAGNOLIA MILLS",
        "company_identification": "1640000001",
        "sec_code": "PPD",
        "entry_description": "PAYROLL",
        "effective_date": FROZEN_DAY,
        "odfi_identification": "06530027",
    }
    return NewBatch(header, entries)


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """Load what reads and writes files: pytester forgets what a test imports first, and numpy can't come twice."""
    damaged = sorted((CORPUS / "malformed").glob("*.ach"))
    for path in damaged:
        assert len(read(path, as_of=FROZEN_DAY).problems) > 0


def recorded(pytester: pytest.Pytester, *batches: NewBatch, name: str = "a.ach") -> Path:
    """Write a file into the folder of recorded ones."""
    folder = pytester.path / "recorded"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(write(HEADER, batches))
    return folder / name


def run(pytester: pytest.Pytester, *options: str) -> pytest.RunResult:
    """Run pytest on the recorded files."""
    return pytester.runpytest_subprocess("-p", "no:cacheprovider", "--achguard-files", "recorded", *options)


GOOD, ABROAD, LISTED = (
    batch(entry(), entry("SAM SAMPLE")),
    batch(entry(), entry(account=IBAN[:17])),
    batch(entry("MALIK TARENTOV ZORBAN")),
)


def test_each_batch_is_a_test_that_fails_with_what_was_found(pytester: pytest.Pytester) -> None:
    """A batch passes where every entry is accepted; a failure names file, line, outcome, rule and place, masked."""
    pytester.makepyfile("def test_of_their_own(): pass")
    recorded(pytester, GOOD, ABROAD, LISTED)
    result = run(pytester, "-rA")
    result.assert_outcomes(passed=3, failed=2)
    result.stdout.fnmatch_lines(
        [
            "recorded/a.ach:8: redirect IAT201 foreign-iban, strong, at receiver.account.account_number = DE****[*]*",
            "recorded/a.ach:11: hold SAN101 listed-party, *, at receiver.name = *",
            "PASSED recorded/a.ach::file",
            "PASSED recorded/a.ach::batch-1",
            "FAILED recorded/a.ach::batch-2*",
        ]
    )
    assert IBAN[:10] not in result.stdout.str()
    assert "not evaluated" not in result.stdout.str()  # no directory is needed, so its absence led to nothing


def test_what_can_not_be_read_and_what_holds_nothing_fails(pytester: pytest.Pytester) -> None:
    """Nothing passes because there was nothing to look at."""
    (pytester.path / "recorded").mkdir()
    for name, content in {"empty": b"", "text": b"hello\n", "zip": b"PK\x03\x04" + bytes(100)}.items():
        (pytester.path / "recorded" / f"{name}.ach").write_bytes(content)
    result = run(pytester)
    result.assert_outcomes(failed=3)
    result.stdout.fnmatch_lines(
        [
            "recorded/empty.ach: can't be read: empty.ach is empty",
            "recorded/text.ach: holds no entries",
            "recorded/zip.ach: can't be read: *",
        ]
    )
    assert "Error" not in result.stdout.str()


@pytest.mark.slow
def test_errors_of_the_file_fail_in_the_part_where_they_stand(pytester: pytest.Pytester) -> None:
    """A wrong file control fails the file, a wrong batch control its batch, and neither the other."""
    path = recorded(pytester, GOOD, GOOD)
    lines = path.read_bytes().splitlines(keepends=True)
    (control,) = (place for place, line in enumerate(lines) if line.startswith(b"9000"))
    lines[control] = lines[control][:13] + b"00000099" + lines[control][21:]
    lines[4] = lines[4][:20] + b"000000099999" + lines[4][32:]
    path.write_bytes(b"".join(lines))
    result = run(pytester)
    result.assert_outcomes(failed=2, passed=1)
    result.stdout.fnmatch_lines(
        [
            f"recorded/a.ach:{control + 1}: error NAC*",
            "FAILED recorded/a.ach::file*",
            "FAILED recorded/a.ach::batch-1*",
        ]
    )


@pytest.mark.slow
def test_every_error_of_damaged_files_is_told(pytester: pytest.Pytester) -> None:
    """No error of a file falls between its tests, and no damage stops the run."""
    folder = CORPUS / "malformed"
    shutil.copytree(folder, pytester.path / "recorded")
    result = run(pytester)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    for path in sorted(folder.glob("*.ach")):
        told = "\n".join(line for line in result.outlines if line.startswith(f"recorded/{path.name}:"))
        for error in read(path, as_of=FROZEN_DAY).errors:
            assert f"{error.code} " in told, (path.name, error)
            assert error.at in told, (path.name, error)


@pytest.mark.slow
def test_a_part_of_the_tests_may_be_chosen(pytester: pytest.Pytester) -> None:
    """`-k`, a test's own name and `--lf` choose among recorded files as among other tests."""
    recorded(pytester, GOOD, ABROAD)
    recorded(pytester, GOOD, name="b.ach")
    run(pytester, "-k", "batch-1").assert_outcomes(passed=2, deselected=3)
    asked = ("--achguard-files", "recorded")
    pytester.runpytest_subprocess(*asked).assert_outcomes(passed=4, failed=1)
    pytester.runpytest_subprocess(*asked, "--lf").assert_outcomes(failed=1, deselected=0)
    pytester.runpytest_subprocess(*asked[:1], "recorded/b.ach", "recorded/b.ach::batch-1").assert_outcomes(passed=1)


@pytest.mark.slow
def test_a_baseline_knows_what_is_there_and_nothing_else(pytester: pytest.Pytester) -> None:
    """What is written is known in the next run; a new finding fails, and one that is gone is told."""
    recorded(pytester, GOOD, ABROAD)
    written = run(pytester, "--achguard-baseline", "known.jsonl", "--achguard-write-baseline")
    written.assert_outcomes(passed=3)
    written.stdout.fnmatch_lines(["known.jsonl: 3 known findings written"])
    assert IBAN[:10] not in (pytester.path / "known.jsonl").read_text()

    run(pytester, "--achguard-baseline", "known.jsonl").assert_outcomes(passed=3)
    run(pytester).assert_outcomes(passed=2, failed=1)

    recorded(pytester, ABROAD, GOOD)
    moved = run(pytester, "--achguard-baseline", "known.jsonl")
    moved.assert_outcomes(passed=2, failed=1)
    moved.stdout.fnmatch_lines(
        [
            "recorded/a.ach:4: redirect IAT201 *",
            "known.jsonl: recorded/a.ach:8 IAT201 at receiver.account.account_number is not found any more; *",
        ]
    )


def test_another_value_at_a_known_place_is_a_new_finding(pytester: pytest.Pytester) -> None:
    """A file recorded anew with another account abroad on the same line fails; a row without a digest takes it."""
    options = ("--achguard-baseline", "known.jsonl")
    recorded(pytester, batch(entry(account="DE89370400440532")))
    run(pytester, *options, "--achguard-write-baseline").assert_outcomes(passed=2)
    recorded(pytester, batch(entry(account="GB29NWBK601613319")))
    changed = run(pytester, *options)
    changed.assert_outcomes(passed=1, failed=1)
    changed.stdout.fnmatch_lines(["recorded/a.ach:3: redirect IAT201 *", "known.jsonl: recorded/a.ach:3 IAT201 at *"])
    rows = [json.loads(line) for line in (pytester.path / "known.jsonl").read_text().splitlines()]
    taking_any = [{key: value for key, value in row.items() if key != "seen"} for row in rows]
    (pytester.path / "known.jsonl").write_text("".join(json.dumps(row) + "\n" for row in taking_any))
    run(pytester, *options).assert_outcomes(passed=2)


def test_a_finding_about_sanctions_is_never_known(pytester: pytest.Pytester) -> None:
    """It is left out of a baseline, fails in the run that writes one, and a baseline with one is refused."""
    recorded(pytester, LISTED)
    written = run(pytester, "--achguard-baseline", "known.jsonl", "--achguard-write-baseline")
    written.assert_outcomes(passed=1, failed=1)
    written.stdout.fnmatch_lines(["known.jsonl: 1 finding about sanctions left out, which fail each time"])
    assert "SAN" not in (pytester.path / "known.jsonl").read_text()
    row = {"file": "recorded/a.ach", "line": 3, "code": "SAN101", "at": "receiver.name"}
    (pytester.path / "known.jsonl").write_text(json.dumps(row))
    refused = run(pytester, "--achguard-baseline", "known.jsonl")
    assert refused.ret == pytest.ExitCode.USAGE_ERROR
    refused.stderr.fnmatch_lines(["ERROR: known.jsonl:1 holds SAN101: a finding about sanctions is never known*"])


@pytest.mark.slow
def test_workers_of_xdist_find_write_and_tell_alike(pytester: pytest.Pytester) -> None:
    """Two workers find what one process finds, and the baseline is written once, by the one that leads them."""
    pytest.importorskip("xdist")
    recorded(pytester, GOOD, ABROAD, LISTED)
    recorded(pytester, ABROAD, name="b.ach")
    options = ("--achguard-baseline", "known.jsonl", "--achguard-write-baseline")
    run(pytester, *options).assert_outcomes(passed=5, failed=1)
    alone = (pytester.path / "known.jsonl").read_text()
    (pytester.path / "known.jsonl").unlink()
    run(pytester, *options, "-n", "2").assert_outcomes(passed=5, failed=1)
    assert (pytester.path / "known.jsonl").read_text() == alone
    recorded(pytester, GOOD, name="b.ach")
    run(pytester, "-n", "2", *options[:2]).stdout.fnmatch_lines(["known.jsonl: recorded/b.ach:4 IAT201 * not found*"])


@pytest.mark.slow
def test_the_ini_file_names_files_baseline_and_policy(pytester: pytest.Pytester) -> None:
    """Files that pytest.ini names are tests like others, without an option, and are written down by JUnit."""
    recorded(pytester, ABROAD)
    pytester.makeini("""
        [pytest]
        achguard_files = recorded
        achguard_baseline = known.jsonl
        achguard_policy = iat-capable
    """)
    written = pytester.runpytest_subprocess("--achguard-write-baseline", "--junitxml=report.xml")
    written.assert_outcomes(passed=2)
    pytester.runpytest_subprocess().assert_outcomes(passed=2)
    assert 'classname="recorded.a.ach" name="batch-1"' in (pytester.path / "report.xml").read_text()
    pytester.makeini("[pytest]\nachguard_files = recorded\nachguard_policy = iat-capabel\n")
    refused = pytester.runpytest_subprocess()
    assert refused.ret == pytest.ExitCode.USAGE_ERROR
    refused.stderr.fnmatch_lines(["ERROR: *did you mean 'iat-capable'*"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--achguard-files", "nowhere"), "ERROR: --achguard-files: nowhere is neither a file nor a folder with a *"),
        (("--achguard-files", "recorded", "--achguard-write-baseline"), "ERROR: --achguard-write-baseline needs a*"),
        (("--achguard-files", "recorded", "--achguard-baseline", "x.jsonl"), "ERROR: the baseline x.jsonl can't be*"),
        (("--achguard-files", "recorded", "--ignore", "recorded"), "ERROR: recorded/a.ach was named by *"),
        (("--achguard-baseline", "x.jsonl"), "ERROR: --achguard-baseline is about recorded files: name some with *"),
    ],
)
def test_a_run_that_would_pass_files_over_is_refused(
    pytester: pytest.Pytester, options: tuple[str, ...], says: str
) -> None:
    """A wrong path or option is one sentence and exit code 4, never a run without the files."""
    recorded(pytester, GOOD)
    refused = pytester.runpytest_subprocess(*options)
    assert refused.ret == pytest.ExitCode.USAGE_ERROR
    refused.stderr.fnmatch_lines([says])
