"""`achguard records report`: the page of a run, made again from the record of its decisions."""

import datetime as dt
import json
import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest

from achguard.cli.exit_code import ExitCode
from achguard.guard import Guard
from achguard.records.archive import Archive
from achguard.records.decision_lines import basis_text, decision_line
from achguard.records.writer import RecordWriter
from achguard.sanctions.snapshot import Snapshot
from cli.conftest import Run
from factories import Json, payment
from report.made import AS_OF, ENDLESS, LISTS, OF_ALL_KINDS

PAYMENTS: tuple[Json, ...] = (
    *OF_ALL_KINDS,
    {
        "id": "h-7",
        "direction": "credit",
        "amount": "17.25",
        "originator": {"name": "MALIK ZORBAN"},
        "receiver": {"name": "PAT SAMPLE", "date_of_birth": "1970-01-31", "phone": "+16015550100"},
        "foreign_funds": {"forwarded_abroad": "no"},
    },
    {"id": "h-8", "receiver": {"name": ENDLESS[:250]}},
)


@dataclass(frozen=True)
class Said:
    """What a page says of payments, without where they stand."""

    rows: list[str]
    hits: list[str]
    entries: list[str]
    reasons: list[str]
    counts: list[str]
    text: str

    @classmethod
    def by(cls, page: str) -> "Said":
        """Take a page apart."""
        rows = re.findall(r'<tr data-outcome="\w+".*?</tr>', page)
        tables = re.findall(r'<table class="beside">.*?</table>', page, flags=re.DOTALL)
        listed = [cells for each in tables for cells in re.findall(r"<td>(?:(?!<td>).)*?</td></tr>", each, re.DOTALL)]
        (reasons,) = re.findall(r'aria-label="Table of reasons">.*?</table>', page, flags=re.DOTALL)
        return cls(
            [_text(re.sub(r'<span class="soft">.*?</span>', "", each)) for each in rows],
            [*map(_text, re.findall(r"<h4>.*?</h4>", page))],
            [*map(_text, listed)],
            [_text(each) for each in re.findall(r"<tr><td>.*?</tr>", reasons)],
            [*map(_text, re.findall(r'<li class="\w+"><b>.*?</li>', page))],
            _text(page),
        )


def _without_value(reason: str) -> str:
    return re.sub(r" = \S.*? (?=(?:The|This) )", " ", reason)


def _text(html: str) -> str:
    body = re.sub("<(style|script)>.*?</\\1>", "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub("<[^>]*>", " ", body)).split())


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Keep payments, the record of their decisions, and an archive of the lists."""
    payments = [payment(changes=each) for each in PAYMENTS]
    with Guard(lists=LISTS, as_of=AS_OF).recording(tmp_path / "record") as recording:
        for each in payments:
            recording.decide(each)
    (tmp_path / "payments.jsonl").write_text("".join(f"{each.model_dump_json()}\n" for each in payments), "utf-8")
    Archive(tmp_path / "archive").add(LISTS)
    LISTS.build(tmp_path / "lists")
    return tmp_path


def first_page(run: Run, kept: Path) -> Said:
    """Give what the page of the run itself says."""
    given = ("--lists", kept / "lists", "--as-of", AS_OF, "--format", "html")
    return Said.by(run("check", kept / "payments.jsonl", *given).stdout)


def test_the_page_says_what_the_first_one_said(run: Run, kept: Path) -> None:
    """Holds, hits, scores, reasons, amounts, and the listed entries as they were, from the record and the archive."""
    first = first_page(run, kept)
    made = run("records", "report", kept / "record", "--archive", kept / "archive")
    assert (made.exit_code, made.stderr) == (ExitCode.ACCEPTED, "")
    again = Said.by(made.stdout)
    assert len(again.hits) > len(OF_ALL_KINDS)
    assert again.rows == first.rows
    assert again.hits == first.hits
    assert again.entries == first.entries
    assert again.counts == first.counts
    assert [_without_value(each) for each in again.reasons] == [_without_value(each) for each in first.reasons]
    assert "What this page lacks" not in again.text
    assert "achguard clear --name 'MALIK ZORBAN' --list sample-sdn" in again.text
    assert "--name ''" not in again.text
    name = "QUENTARA MARITIME TRADING COMPANY LLC"
    assert f"Name that met {name} {name} (the entry's own name) Kind not in the record organization" in again.text
    assert "made again from the record" in again.text


def test_with_the_payments_it_is_as_full_as_the_first_one(run: Run, kept: Path) -> None:
    """Addresses, numbers, lines of text and values are there, from payments matched by all that they say."""
    first = first_page(run, kept)
    given = ("--archive", kept / "archive", "--payments", kept / "payments.jsonl")
    again = Said.by(run("records", "report", kept / "record", *given).stdout)
    assert again.reasons == first.reasons
    assert again.rows == first.rows
    places = re.compile(r"record of \S+, line \d+|payments\.jsonl, row \d+| --lists \S+")
    cards = [
        places.sub("", said.text.partition(" Holds ")[2].partition(" Reasons, counted ")[0]) for said in (first, again)
    ]
    assert cards[0] == cards[1]
    assert "not in the record" not in again.text


def test_a_payment_that_was_changed_gives_nothing(run: Run, kept: Path) -> None:
    """It is matched by its digest: of one with another amount the page has what the record has, and says so."""
    file = kept / "payments.jsonl"
    file.write_text(file.read_text("utf-8").replace('"17.25"', '"17.26"'), "utf-8")
    given = ("--archive", kept / "archive", "--payments", file)
    text = Said.by(run("records", "report", kept / "record", *given).stdout).text
    assert "17.25" in text
    assert "17.26" not in text
    assert "1 of the payments shown is not in the files given with --payments" in text


def test_without_an_archive_the_page_says_so(run: Run, kept: Path) -> None:
    """Hits and scores are there; of an entry what the record keeps."""
    made = run("records", "report", kept / "record")
    assert made.exit_code == ExitCode.ACCEPTED
    said = Said.by(made.stdout)
    assert "no archive of lists is given" in said.text
    assert said.hits == first_page(run, kept).hits
    assert "Other names" not in said.text


def test_a_version_that_the_archive_lacks_is_named_once(run: Run, kept: Path) -> None:
    """The page is made all the same, and the exit code is 1."""
    (kept / "other").mkdir()
    made = run("records", "report", kept / "record", "--archive", kept / "other")
    assert made.exit_code == ExitCode.NOT_ALL_ACCEPTED
    text = Said.by(made.stdout).text
    assert text.count("has no sample-sdn of 2026-11-20 (sha256:") == 1
    assert "MALIK ZORBAN" in text


def test_a_damaged_record_is_told_by_line(run: Run, kept: Path) -> None:
    """A line that was changed is left out, a cut one too; what is whole is there, and the exit code is 1."""
    (path,) = (kept / "record").glob("2*.jsonl")
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b'"h-1"', b'"h-X"')[:-20])
    made = run("records", "report", kept / "record", "--archive", kept / "archive")
    assert made.exit_code == ExitCode.NOT_ALL_ACCEPTED
    text = Said.by(made.stdout).text
    lines = whole.count(b"\n")
    assert f"{path.stem} line 3: this line, or the one before it, was changed" in text
    assert f"{path.stem} line {lines}: the file ends in the middle of this line" in text
    assert f"{len(PAYMENTS) - 2} decisions" in text
    assert "h-X" not in text
    assert "h-7" in text
    assert "the record is not whole in 2 places" in made.stderr


def test_some_days_of_a_record(run: Run, tmp_path: Path) -> None:
    """Each hold has the list that decided it; both versions are there with their greatest age."""
    archive = Archive(tmp_path / "archive")
    for number, published in ((2, dt.date(2026, 11, 16)), (4, dt.date(2026, 11, 18)), (6, dt.date(2026, 11, 18))):
        lists = Snapshot.sample(published=published)
        # Another version of a list has another digest.
        other = Snapshot.from_files(
            _edition(tmp_path / f"files-{published}", f"ZORBANI{published.day}"), published=published
        )
        archive.add(other)
        assert other.lists[0].sha256 != lists.lists[0].sha256
        day = dt.datetime(2026, 11, 16 + number, 9, tzinfo=dt.UTC)
        guard = Guard(lists=other, as_of=day.date())
        one = payment(changes={"id": f"d-{number}", "receiver": {"name": "MALIK ZORBAN"}})
        with RecordWriter(tmp_path / "record", clock=lambda at=day: at) as writer:  # type: ignore[misc]
            decision = guard.decide(one)
            writer.write([(decision_line(one, decision, writer.key), basis_text(decision.basis))])
    common = ("records", "report", tmp_path / "record", "--archive", archive.folder)
    text = _text(run(*common).stdout)
    assert "3 held of 3 decisions" in text
    assert "decided as of 2026-11-18 to 2026-11-22" in text
    assert ("ZORBANI16" in text, "ZORBANI18" in text) == (True, True)
    assert ("list of 2026-11-16" in text, "list of 2026-11-18" in text) == (True, True)
    assert re.search(r"ofac-sdn 2026-11-16 2 days .* ofac-sdn 2026-11-18 4 days", text)
    text = _text(run(*common, "--from", "2026-11-20", "--to", "2026-11-20").stdout)
    assert "1 held of 1 decision ·" in text
    assert "d-4" in text
    assert "ZORBANI16" not in text
    nothing = run(*common, "--to", "2020-01-01")
    assert (nothing.exit_code, "0 held of 0 decisions" in _text(nothing.stdout)) == (ExitCode.ACCEPTED, True)
    assert "no decision of these days" in nothing.stderr


def _edition(folder: Path, alias: str) -> Path:
    sample = Path(__file__).parents[2] / "src" / "achguard" / "_data" / "sample_list"
    folder.mkdir(exist_ok=True)
    for file in sample.glob("*.csv"):
        text = file.read_text(encoding="latin-1").replace("ZORBANI, Malik", f"{alias}, Malik")
        (folder / file.name).write_text(text, encoding="latin-1")
    return folder


def test_a_line_that_keeps_the_entry_alone(run: Run, tmp_path: Path) -> None:
    """List, number and score stand beside the message where a line keeps no more of a hit."""
    one = payment(changes={"id": "old", "receiver": {"name": "MALIK ZORBAN"}})
    decision = Guard(lists=LISTS, as_of=AS_OF).decide(one)
    with RecordWriter(tmp_path / "record") as writer:
        line = json.loads(json.dumps(decision_line(one, decision, writer.key)))
        for each in line["findings"]:
            each.pop("name")
            each["hit"] = {name: each["hit"][name] for name in ("list", "uid", "score")}
        writer.write([(line, basis_text(decision.basis))])
    text = _text(run("records", "report", tmp_path / "record").stdout)
    assert "1 held of 1 decision" in text
    assert f"sample-sdn 900001, score {decision.findings[0].hit.score:.2f}: The name meets" in text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "blocked"},
        {"amount": "NaN"},
        {"amount": "many"},
        {"direction": ["debit"]},
        {"findings": [{"code": 1}]},
        {"findings": [{"code": "SAN101", "strength": "mighty", "at": "a", "message": "m"}]},
        {"not_evaluated": [{"code": "SAN501"}]},
        {"id": None, "decision": None, "outcome": None},
    ],
)
def test_a_line_that_nobody_can_read_is_told(run: Run, tmp_path: Path, wrong: Json) -> None:
    """Whatever a whole line says, the page is made, without it, and names it."""
    one = payment(changes={"id": "odd", "receiver": {"name": "MALIK ZORBAN"}})
    decision = Guard(lists=LISTS, as_of=AS_OF).decide(one)
    with RecordWriter(tmp_path / "record") as writer:
        line = decision_line(one, decision, writer.key)
        writer.write([(line, basis_text(decision.basis)), (line | wrong, basis_text(decision.basis))])
    made = run("records", "report", tmp_path / "record")
    assert made.exit_code == ExitCode.NOT_ALL_ACCEPTED
    assert "1 held of 1 decision" in _text(made.stdout)
    assert "line 4: can't be read by this version of achguard" in _text(made.stdout)


def test_what_a_person_did_is_there(run: Run, kept: Path) -> None:
    """Below a hold stands what was noted of it, with the day on which a report was due."""
    run("records", "note", kept / "record", "h-1", "--by", "A. Officer", "--blocked", "2026-11-20", "--why", "<b>same")
    text = _text(run("records", "report", kept / "record").stdout)
    assert "What was done blocked on 2026-11-20 by A. Officer: <b>same; a report to OFAC was due by 2026-12-07" in text


def test_nothing_confidential_is_on_it(run: Run, kept: Path) -> None:
    """No account number, identifier or date of birth, with the payments neither."""
    file = kept / "payments.jsonl"
    for more in ((), ("--payments", file)):
        page = run("records", "report", kept / "record", "--archive", kept / "archive", *more).stdout
        assert [
            each for each in ("X0000001", "1961-03-14", "1970-01-31", "DE89370400440532013000") if each in page
        ] == []
        assert json.loads(file.read_text("utf-8").splitlines()[0])["receiver"]["account"]["account_number"] not in page


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--from", "2026-11-02", "--to", "2026-11-01"), "give the earlier day first"),
        (("--policy", "us-domestic"), "are for --payments"),
        (("--output", "record/report.html"), "is an input"),
    ],
)
def test_what_does_not_go_together_is_told(
    run: Run, kept: Path, monkeypatch: pytest.MonkeyPatch, given: tuple[str, ...], told: str
) -> None:
    """Before anything is read or written."""
    monkeypatch.chdir(kept)
    made = run("records", "report", "record", *given)
    assert (made.exit_code, made.stdout) == (ExitCode.USAGE, "")
    assert told in made.stderr
