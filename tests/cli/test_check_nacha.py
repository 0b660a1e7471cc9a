"""`achguard check` on Nacha files: a decision for every entry, and what is wrong with the file."""

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from achguard.cli.arguments import Profile as ProfileOption
from achguard.cli.exit_code import ExitCode
from achguard.nacha import NewAddendum, NewBatch, NewEntry, Profile, write
from cli.conftest import AS_OF, Payments, Run, decisions, outcomes
from cli.nacha_files import HEADER, LISTED, came_back, iat, ppd, saved

BAD_AMOUNT = (b"0000012500", b"00000A2500")


@pytest.fixture
def options(lists: Path) -> tuple[object, ...]:
    """Give the options that every run needs."""
    return ("--lists", lists, "--as-of", AS_OF)


def test_every_entry_is_decided_in_the_order_of_the_file(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """A domestic entry, a hidden IBAN, a listed name and an IAT; the id is the trace number."""
    batch = ppd({}, {"account_number": "DE8937040044053"}, {"individual_name": LISTED})
    result = run("check", saved(tmp_path, batch, iat()), *options, "--format", "jsonl")
    rows = decisions(result.stdout)
    assert outcomes(rows) == ["accept", "redirect", "hold", "redirect"]
    assert [row["payment_id"] for row in rows] == [f"06530027000000{n}" for n in (1, 2, 3, 4)]
    assert result.exit_code == ExitCode.NOT_ALL_ACCEPTED


def test_a_good_file_is_accepted_in_silence(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """Exit code 0 and nothing on stderr."""
    result = run("check", saved(tmp_path, ppd({}, {"amount": 7})), *options, "--format", "jsonl")
    assert outcomes(decisions(result.stdout)) == ["accept", "accept"]
    assert (result.exit_code, result.stderr) == (ExitCode.ACCEPTED, "")


@pytest.mark.parametrize("strip", [False, True], ids=["whole lines", "right-stripped"])
def test_a_file_control_that_does_not_add_up_fails_the_run(
    run: Run,
    tmp_path: Path,
    options: tuple[object, ...],
    strip: bool,  # noqa: FBT001
) -> None:
    """Also where the blanks at the end of its line are missing; the entries keep their decisions."""
    file = saved(tmp_path, ppd({}, {"amount": 7}))
    lines = file.read_bytes().split(b"\n")
    lines = [line[:54] + b"9" + line[55:] if line[:7] == b"9000001" else line for line in lines]
    file.write_bytes(b"\n".join(line.rstrip(b" ") if strip else line for line in lines))
    result = run("check", file, *options)
    assert "NAC115" in result.stdout
    assert "2 accept" in result.stdout
    assert result.exit_code == ExitCode.NOT_ALL_ACCEPTED


def test_the_policy_is_nacha_file_unless_one_is_given(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """A file carries no answers: under us-domestic every entry is a question."""
    file = saved(tmp_path, ppd({}))
    policies = []
    for given in ((), ("--policy", "us-domestic")):
        (row,) = decisions(run("check", file, *options, *given, "--format", "jsonl").stdout)
        policies.append((row["basis"]["policy"]["name"], row["outcome"]))
    assert policies == [("nacha-file", "accept"), ("us-domestic", "ask")]


def test_payments_beside_a_nacha_file_keep_their_own_policy(
    run: Run, tmp_path: Path, payments: Payments, options: tuple[object, ...]
) -> None:
    """Each input is decided by the preset that suits it, and the summary names both."""
    result = run("check", saved(tmp_path, ppd({})), payments({}), *options)
    assert "policy   nacha-file, us-domestic, as of 2026-11-23" in result.stdout


def test_a_gateways_suspect_is_held(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """Column 77 says that somebody else found a potential blocked party."""
    (row,) = decisions(run("check", saved(tmp_path, iat(gateway_screening="1")), *options, "--format", "jsonl").stdout)
    assert row["outcome"] == "hold"
    assert "SAN401" in {finding["code"] for finding in row["findings"]}


def test_a_broken_entry_is_held_and_no_entry_is_lost(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """An amount that is no number is a problem of the entry, never zero, and the others have their decisions."""
    file = saved(tmp_path, ppd({}, {}, {}), iat(), swap=BAD_AMOUNT)
    rows = decisions(run("check", file, *options, "--format", "jsonl").stdout)
    assert outcomes(rows) == ["hold", "hold", "hold", "redirect"]
    codes = {finding["code"] for finding in rows[0]["findings"]}
    assert any(code.startswith("NAC") for code in codes)


def test_problems_are_told_root_first_with_line_columns_and_field(
    run: Run, tmp_path: Path, options: tuple[object, ...]
) -> None:
    """The text shows one root, and under it the totals that no longer balance."""
    result = run("check", saved(tmp_path, ppd({}, {}), swap=BAD_AMOUNT), *options)
    _, _, problems = result.stdout.partition("Problems of payments.ach\n")
    told = " ".join(problems.partition("-----")[0].split())
    assert told.startswith("error line 3 columns 30-39 amount")
    assert told.count("error") == 1
    assert "follow from it" in told
    assert result.exit_code == ExitCode.NOT_ALL_ACCEPTED


@pytest.mark.parametrize("kind", ["json", "jsonl", "csv"])
def test_for_programs_problems_go_to_stderr(run: Run, tmp_path: Path, options: tuple[object, ...], kind: str) -> None:
    """The output holds decisions only."""
    result = run("check", saved(tmp_path, ppd({}, {}), swap=BAD_AMOUNT), *options, "--format", kind)
    assert result.stderr.startswith("achguard: payments.ach: line 3 columns 30-39 amount")
    assert "Problems of" not in result.stdout


def test_a_file_whose_own_totals_are_wrong_does_not_leave_with_nought(
    run: Run, tmp_path: Path, options: tuple[object, ...]
) -> None:
    """The entries are accepted; the file control is a problem of the file."""
    file = saved(tmp_path, ppd({}), swap=(b"9000001000001", b"9000001000009"))
    wrong_total = file.read_bytes().replace(b"000000012500   ", b"000000012501   ")
    file.write_bytes(wrong_total)
    result = run("check", file, *options, "--format", "jsonl")
    assert outcomes(decisions(result.stdout)) == ["accept"]
    assert result.exit_code == ExitCode.NOT_ALL_ACCEPTED
    assert "file" in result.stderr


def test_no_account_number_is_shown_unless_asked_for(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """Neither in findings nor in problems, in any format."""
    number = "DE89370400440"
    for kind in ("text", "json", "jsonl", "csv"):
        file = saved(tmp_path, ppd({"account_number": number}, {"account_number": "98\x80765432"}))
        result = run("check", file, *options, "--format", kind)
        assert number not in result.stdout + result.stderr
        assert "765432" not in result.stdout + result.stderr


@pytest.mark.parametrize("ends", [b"\r\n", b"\r", b""])
def test_the_format_is_told_by_content_whatever_the_line_ends(
    run: Run, tmp_path: Path, options: tuple[object, ...], ends: bytes
) -> None:
    """A name without a suffix, other line ends, and none."""
    file = saved(tmp_path, ppd({}), name="upload")
    file.write_bytes(file.read_bytes().replace(b"\n", ends))
    assert outcomes(decisions(run("check", file, *options, "--format", "jsonl").stdout)) == ["accept"]


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_file_without_its_first_records_is_still_one(
    run: Run, tmp_path: Path, options: tuple[object, ...], cut: int
) -> None:
    """Without a header, and with a damaged one, the entries get their decisions, which are holds."""
    file = saved(tmp_path, ppd({}, {}))
    lines = file.read_bytes().splitlines(keepends=True)
    content = b"".join(lines[1:]) if cut == 1 else b"".join(lines[2:]) if cut == 2 else b"X" + b"".join(lines)[1:]
    file.write_bytes(content)
    rows = decisions(run("check", file, *options, "--format", "jsonl").stdout)
    assert len(rows) == 2


def test_standard_input_can_be_a_nacha_file(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """A dash reads it from a pipe, to the last entry."""
    file = saved(tmp_path, ppd(*({"amount": n} for n in range(1, 3001))))
    result = run("check", "-", *options, "--format", "jsonl", stdin=file.read_bytes())
    assert len(decisions(result.stdout)) == 3000


@pytest.mark.slow
def test_a_pipe_is_read_once(tmp_path: Path, lists: Path) -> None:
    """What the shell gives as a pipe's name has no size, and its first bytes are looked at only once."""
    file = saved(tmp_path, ppd({}))
    command = f"{sys.executable} -m achguard check <(cat {file}) --lists {lists} --as-of {AS_OF} --format jsonl"
    done = subprocess.run(["/bin/bash", "-c", command], capture_output=True, encoding="utf-8", check=False)
    assert outcomes(decisions(done.stdout)) == ["accept"], done.stderr


@pytest.mark.parametrize(("code", "outcome", "finding"), [("R85", "redirect", "IAT404"), ("C14", "redirect", "IAT404")])
def test_returns_teach_the_guard(
    run: Run, tmp_path: Path, options: tuple[object, ...], code: str, outcome: str, finding: str
) -> None:
    """An account that came back as international is redirected the next time; another account is not."""
    back = saved(tmp_path, came_back(code), name="returns.ach")
    file = saved(tmp_path, ppd({}, {"account_number": "987654321"}))
    result = run("check", file, *options, "--returns", back, "--format", "jsonl")
    rows = decisions(result.stdout)
    assert outcomes(rows) == [outcome, "accept"]
    assert finding in {found["code"] for found in rows[0]["findings"]}


@pytest.mark.parametrize("code", ["R16", "R90"])
def test_returns_for_sanctions_hold(run: Run, tmp_path: Path, options: tuple[object, ...], code: str) -> None:
    """R90 says that sanctions were the reason, and R16 that they may have been."""
    back = saved(tmp_path, came_back(code), name="returns.ach")
    result = run("check", saved(tmp_path, ppd({})), *options, "--returns", back, "--format", "jsonl")
    (row,) = decisions(result.stdout)
    assert row["outcome"] == "hold"
    assert "SAN404" in {found["code"] for found in row["findings"]}
    assert row["basis"]["history"].startswith("sha256:")


def test_several_files_of_returns_are_put_together(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """The option may be repeated."""
    first = saved(tmp_path, came_back("R01"), name="one.ach")
    second = saved(tmp_path, came_back("R85"), name="two.ach")
    result = run("check", saved(tmp_path, ppd({})), *options, "--returns", first, "--returns", second)
    assert "IAT404" in result.stdout


def test_a_file_without_returns_is_a_mistake(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """Handing in the wrong file would silently forget what came back."""
    file = saved(tmp_path, ppd({}))
    result = run("check", file, *options, "--returns", file)
    assert result.exit_code == ExitCode.UNREADABLE_INPUT
    assert result.stderr == f"achguard: {file} holds no returns and no notifications of change\n"


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda lines: lines[:2], "NAC023"),
        (lambda lines: lines[:3], "NAC023"),
        (lambda lines: lines[:4], "NAC023"),
        (lambda lines: lines[:5], "NAC021"),
        (lambda lines: [line.replace(b"799R85", b"799R8O") for line in lines], "NAC097"),
        (lambda lines: [line.replace(b"799R85", b"799R99") for line in lines], "NAC097"),
        (lambda lines: [*lines[:2], *lines[4:]], "NAC1"),
    ],
)
def test_a_damaged_file_of_returns_is_unreadable(
    run: Run,
    tmp_path: Path,
    options: tuple[object, ...],
    damage: Callable[[list[bytes]], list[bytes]],
    code: str,
) -> None:
    """What it lost may be what stops a payment, so that nothing is decided with it, and the line is named."""
    returns = saved(tmp_path, came_back("R85"), name="returns.ach")
    returns.write_bytes(b"".join(damage(returns.read_bytes().splitlines(keepends=True))))
    result = run("check", saved(tmp_path, ppd({})), *options, "--returns", returns)
    assert result.exit_code == ExitCode.UNREADABLE_INPUT
    assert f"{returns} line " in result.stderr
    assert code in result.stderr


BLANK = (b"\r\n", b"  \n\n\x1a", b"\0\0 \n", b"\xef\xbb\xbf \r\n", b"9" * 94, (b"9" * 94 + b"\n") * 10)
"""What banks send on a day on which nothing came back."""


def test_a_quiet_day_is_told_and_stops_nothing(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """A file of returns without entries, and one of blanks and padding at most, hold nothing that came back."""
    quiet = saved(tmp_path, name="quiet.ach")
    nothing = tmp_path / "nothing.ach"
    nothing.write_bytes(b"")
    packed = tmp_path / "quiet.ach.gz"
    packed.write_bytes(gzip.compress(quiet.read_bytes()))
    file = saved(tmp_path, ppd({}))
    blank = [tmp_path / f"blank-{number}.ach" for number in range(6)]
    for path, content in zip(blank, BLANK, strict=True):
        path.write_bytes(content)
    given = [each for path in (quiet, nothing, packed, *blank) for each in ("--returns", path)]
    result = run("check", file, *options, *given, "--format", "jsonl")
    assert result.exit_code == ExitCode.ACCEPTED
    assert [row["outcome"] for row in decisions(result.stdout)] == ["accept"]
    assert result.stderr.splitlines() == [
        f"achguard: {quiet} holds no returns and no notifications of change: it has no entries",
        f"achguard: {nothing} holds no returns and no notifications of change: it is empty",
        f"achguard: {packed} holds no returns and no notifications of change: it has no entries",
        *(f"achguard: {path} holds no returns and no notifications of change: it is empty" for path in blank),
    ]


@pytest.mark.parametrize("content", [b"9\n", b"9" * 93, b"9" * 94 + b"\nx", b"0"])
def test_what_is_less_than_padding_is_no_quiet_day(
    run: Run, tmp_path: Path, options: tuple[object, ...], content: bytes
) -> None:
    """A file that may have lost its records stops the run."""
    cut = tmp_path / "cut.ach"
    cut.write_bytes(content)
    result = run("check", saved(tmp_path, ppd({})), *options, "--returns", cut)
    assert (result.exit_code, result.stdout) == (ExitCode.UNREADABLE_INPUT, "")


def test_a_quiet_file_is_decided_as_nothing(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """No entries and controls that say so are no unreadable input."""
    result = run("check", saved(tmp_path, name="quiet.ach"), *options)
    assert result.exit_code == ExitCode.ACCEPTED
    assert "0 payments: 0 accept" in result.stdout


@pytest.mark.parametrize(
    "swap",
    [(b"9000000", b"9000001"), (b"900000000000100000000", b"900000000000100000002"), (b"\n9000000", b"\nnothing")],
    ids=["batches", "entries", "no control"],
)
def test_a_file_that_lost_its_entries_is_unreadable(
    swap: tuple[bytes, bytes], run: Run, tmp_path: Path, options: tuple[object, ...]
) -> None:
    """Where the control tells of batches or entries, or is not there, they are missing."""
    result = run("check", saved(tmp_path, name="lost.ach", swap=swap), *options)
    assert result.exit_code == ExitCode.UNREADABLE_INPUT
    assert "lost.ach holds no entries" in result.stderr


def test_what_is_no_nacha_file_is_no_file_of_returns(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """A report in words is refused."""
    report = tmp_path / "report.txt"
    report.write_text("****** ACKNOWLEDGEMENT OF ACH FILE DEPOSITS ******\n", encoding="ascii")
    result = run("check", saved(tmp_path, ppd({})), *options, "--returns", report)
    assert result.exit_code == ExitCode.UNREADABLE_INPUT
    assert result.stderr == f"achguard: {report} is not a Nacha file\n"


def test_rejects_and_confirmations_are_told(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """Entries that did not come back are counted, and those that the bank did not take."""
    content = write(HEADER, [ppd({}, {}, {})])
    lines = content.split(b"\n")
    lines[2] = lines[2][:79] + b"REJ06030" + lines[2][87:]
    rejects = tmp_path / "rejects.ach"
    rejects.write_bytes(b"\n".join(lines))
    confirmed = saved(tmp_path, ppd({}), name="confirmed.ach")
    result = run("check", saved(tmp_path, ppd({})), *options, "--returns", rejects, "--returns", confirmed)
    assert result.exit_code == ExitCode.ACCEPTED
    assert [line.rpartition("change: ")[2] for line in result.stderr.splitlines()] == [
        "it has 3 entries, 1 of them with a reject code",
        "it has 1 entry",
    ]


def test_a_reject_code_is_told_and_not_masked(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """The entry that the bank did not take is held with the code, and the others are not."""
    lines = write(HEADER, [ppd({}, {})]).split(b"\n")
    lines[2] = lines[2][:79] + b"REJ06030" + lines[2][87:]
    path = tmp_path / "rejects.ach"
    path.write_bytes(b"\n".join(lines))
    first, second = decisions(run("check", path, *options, "--format", "jsonl").stdout)
    (found,) = [finding for finding in first["findings"] if finding["code"] == "NAC055"]
    assert found["value"] == "REJ06030"
    assert found["message"] == "The bank did not take this record: reject code 6030."
    assert (first["outcome"], second["outcome"]) == ("hold", "accept")


@pytest.mark.parametrize(
    ("code", "outcome", "rule"),
    [("R85", "redirect", "IAT404"), ("R16", "hold", "SAN404"), ("R90", "hold", "SAN404"), ("R03", "accept", "")],
)
def test_a_return_says_by_itself_what_it_means(
    code: str, outcome: str, rule: str, run: Run, tmp_path: Path, options: tuple[object, ...]
) -> None:
    """The file of returns is decided without any other."""
    (row,) = decisions(run("check", saved(tmp_path, came_back(code)), *options, "--format", "jsonl").stdout)
    assert row["outcome"] == outcome
    told = {finding["code"]: finding for finding in row["findings"]}
    assert (not rule and not {"IAT404", "SAN404"} & {*told}) or told[rule]["at"] == "came_back"
    assert not rule or told[rule]["message"].startswith(f"This entry came back with {code}: ")


def test_a_file_that_keeps_what_was_corrected_has_a_weak_finding(
    run: Run, tmp_path: Path, options: tuple[object, ...]
) -> None:
    """What notifications of change gave comes in with --returns alone, and is compared with each entry."""
    change = came_back("C01")
    (noted,) = change.entries
    corrected = NewAddendum(
        "addenda_98", {**noted.addenda[0].values, "change_code": "C01", "corrected_data": "987654321"}
    )
    noc = saved(tmp_path, NewBatch(change.header, (NewEntry(noted.values, (corrected,)),)), name="noc.ach")
    entries = ppd({}, {"account_number": "987654321"}, {"account_number": "555555555"})
    result = run("check", saved(tmp_path, entries), *options, "--returns", noc, "--format", "jsonl")
    old, *others = decisions(result.stdout)
    assert [(each["code"], each["at"], each["strength"]) for each in old["findings"]] == [
        ("ACH120", "receiver.account.account_number", "weak")
    ]
    assert [each["findings"] for each in others] == [[], []]
    assert {row["outcome"] for row in (old, *others)} == {"accept"}


def test_many_problems_are_cut_short(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """The first hundred roots are told, and how many more there are."""
    batch = ppd(*({"check_digit": 0} for _ in range(130)))
    result = run("check", saved(tmp_path, batch), *options, "--format", "json")
    told = result.stderr.splitlines()
    assert len(told) <= 101
    assert "more problems" in told[-1]
    assert {row.get("outcome") for row in json.loads(result.stdout) if "problem" not in row} == {"hold"}


def test_the_profile_weighs_the_problems(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """A name with an accent: operators let it pass, and by the rule book the entry is held."""
    file = saved(tmp_path, ppd({"individual_name": "JOSÉ EJEMPLO"}))
    found = []
    for given in ((), ("--profile", "operator"), ("--profile", "strict")):
        result = run("check", file, *options, *given, "--format", "jsonl")
        (row,) = decisions(result.stdout)
        found.append((row["outcome"], result.exit_code))
    accepted = ("accept", ExitCode.ACCEPTED)
    assert found == [accepted, accepted, ("hold", ExitCode.NOT_ALL_ACCEPTED)]


def test_an_unknown_profile_is_a_mistake_of_usage(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """The two that there are are named."""
    result = run("check", saved(tmp_path, ppd({})), *options, "--profile", "lenient")
    assert result.exit_code == ExitCode.USAGE
    assert "strict" in result.stderr
    assert "operator" in result.stderr


def test_the_profiles_of_the_command_are_those_of_the_reader() -> None:
    """The command names them without loading the reader."""
    assert [*ProfileOption] == [*Profile]


def test_a_prenote_is_no_question(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """Zero dollars are right for its transaction code."""
    result = run("check", saved(tmp_path, ppd({"transaction_code": "23", "amount": 0})), *options, "--format", "jsonl")
    assert outcomes(decisions(result.stdout)) == ["accept"]
