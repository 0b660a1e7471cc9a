"""`achguard screen`: names from arguments and files, their hits, and exit codes."""

import datetime as dt
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from achguard.cli.exit_code import ExitCode
from achguard.sanctions.snapshot import Snapshot
from cli.conftest import Run, decisions


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """Give the sample list, built, of today."""
    Snapshot.sample().build(tmp_path / "fresh")
    return tmp_path / "fresh"


def test_a_hit_is_shown_with_what_a_person_needs_to_judge_it(run: Run, fresh: Path) -> None:
    """Listed name, list, number, programs, score and explanation; exit code 1."""
    result = run("screen", "Malik Tarentov Zorban", "Jane Q Public", "--lists", fresh)
    assert result.exit_code == ExitCode.NOT_ALL_ACCEPTED
    for words in (
        "1 hit  Malik Tarentov Zorban",
        "1.00",
        "ZORBAN, Malik Tarentov",
        "sample-sdn 900001 (SAMPLE-A, SAMPLE-B)",
    ):
        assert words in result.stdout
    assert "no hit  Jane Q Public" in result.stdout


def test_no_hit_leaves_with_nought(run: Run, fresh: Path) -> None:
    """A name that meets nobody."""
    assert run("screen", "Jane Q Public", "--lists", fresh).exit_code == ExitCode.ACCEPTED


def test_jsonl_is_a_name_a_line_with_its_place(run: Run, fresh: Path) -> None:
    """Arguments come first; lines of the file are counted with the blank ones, which give no row."""
    names = "\ufeffMALIK TARENTOV ZORBAN\r\n\nJane Q Public\n"
    result = run("screen", "QUENTARA SHIPPING", "--names", "-", "--lists", fresh, "--format", "jsonl", stdin=names)
    rows = decisions(result.stdout)
    assert [(row["n"], row["name"], len(row["hits"])) for row in rows] == [
        (1, "QUENTARA SHIPPING", 1),
        (2, "MALIK TARENTOV ZORBAN", 1),
        (4, "Jane Q Public", 0),
    ]
    hit = rows[0]["hits"][0]
    assert {"uid", "list", "listed_name", "primary_name", "alias_quality", "programs", "score", "explanation"} <= set(
        hit
    )
    assert (hit["uid"], hit["alias_quality"]) == ("900002", "strong")


def test_a_score_can_be_asked_for(run: Run, fresh: Path) -> None:
    """--min-score decides what a hit is; a score beyond 1 is a mistake."""
    assert "no hit" in run("screen", "Malik Zorban", "--lists", fresh, "--min-score", "0.999").stdout
    assert "hit" in run("screen", "Malik Zorban", "--lists", fresh, "--min-score", "0.6").stdout
    assert run("screen", "Malik Zorban", "--lists", fresh, "--min-score", "2").exit_code == ExitCode.USAGE


def test_a_name_that_cannot_be_read_is_not_clear(run: Run, fresh: Path) -> None:
    """Punctuation is no name: it says that nobody was screened, and leaves with 1."""
    text = run("screen", "???", "--lists", fresh)
    assert (text.stdout, text.exit_code) == ("NOT SCREENED  ???: it can't be read\n", ExitCode.NOT_ALL_ACCEPTED)
    (row,) = decisions(run("screen", "???", "--lists", fresh, "--format", "jsonl").stdout)
    assert row == {"n": 1, "name": "???", "hits": [], "not_screened": "name can't be read"}


@pytest.mark.parametrize("name", ["", "\ud800", "🏦", "\x1b[2J", "３", "x" * 10_000])
def test_any_name_is_answered(run: Run, fresh: Path, name: str) -> None:
    """Whatever stands in an argument gives a row in both formats, without what a terminal would obey."""
    for kind in ("text", "jsonl"):
        result = run("screen", name, "--lists", fresh, "--format", kind)
        assert result.exit_code in {ExitCode.ACCEPTED, ExitCode.NOT_ALL_ACCEPTED}
        assert result.stdout.strip()
        assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "holds no names"), (b"\n \n", "holds no names"), (b"JANE\nCAF\xc9\n", "byte 8 is wrong; save it as UTF-8")],
)
def test_a_file_of_names_that_cannot_be_read(
    run: Run, fresh: Path, tmp_path: Path, content: bytes, sentence: str
) -> None:
    """One sentence and exit code 3."""
    file = tmp_path / "names.txt"
    file.write_bytes(content)
    result = run("screen", "--names", file, "--lists", fresh)
    assert sentence in result.stderr
    assert result.exit_code == ExitCode.UNREADABLE_INPUT


def test_no_name_is_a_mistake(run: Run, fresh: Path) -> None:
    """Without a name and without a file there is nothing to do."""
    result = run("screen", "--lists", fresh)
    assert (result.exit_code, result.stdout) == (ExitCode.USAGE, "")


def test_without_lists_nobody_is_screened(run: Run) -> None:
    """No row, one sentence, exit code 4."""
    result = run("screen", "Jane Q Public")
    assert (result.exit_code, result.stdout) == (ExitCode.LISTS, "")
    assert result.stderr.endswith("; nobody was screened\n")


def test_stale_lists_are_screened_against_and_told(run: Run, tmp_path: Path) -> None:
    """Hits of an old list are shown, and the exit code says that the list is old."""
    long_ago = dt.datetime.now(tz=dt.UTC).date() - dt.timedelta(days=30)
    Snapshot.sample(published=long_ago).build(tmp_path / "old")
    result = run("screen", "Malik Tarentov Zorban", "--lists", tmp_path / "old")
    assert "ZORBAN" in result.stdout
    assert "days old" in result.stderr
    assert result.exit_code == ExitCode.LISTS


def test_official_files_are_read_as_downloaded(run: Run, tmp_path: Path) -> None:
    """A folder of list files takes the place of a built snapshot, and is built into the cache once."""
    sample = Path(__file__).parents[2] / "src" / "achguard" / "_data" / "sample_list"
    folder = tmp_path / "download"
    folder.mkdir()
    for file in sample.glob("*.csv"):
        (folder / file.name).write_bytes(file.read_bytes())
    for _ in range(2):
        assert "ZORBAN" in run("screen", "Malik Tarentov Zorban", "--lists", folder).stdout
    assert len([*Path(os.environ["ACHGUARD_CACHE"]).rglob("manifest.json")]) == 1


def test_the_score_of_ofacs_search_is_shown_where_asked_for(run: Run, fresh: Path) -> None:
    """--ofac-score puts it beside the score in text and into each hit in JSON Lines; otherwise neither tells it."""
    asked = ("screen", "Malik Zorban", "--lists", fresh)
    assert "OFAC" not in run(*asked).stdout
    assert "ofac_score" not in run(*asked, "--format", "jsonl").stdout
    assert "ZORBAN, Malik Tarentov; OFAC score 99" in " ".join(run(*asked, "--ofac-score").stdout.split())
    (row,) = decisions(run(*asked, "--ofac-score", "--format", "jsonl").stdout)
    assert [(hit["listed_name"], hit["ofac_score"]) for hit in row["hits"]] == [("ZORBANI, Malik", 99)]


def test_a_name_without_a_hit_has_no_score_of_ofacs_search(run: Run, fresh: Path) -> None:
    """The score belongs to a hit; a name without one is written as ever."""
    asked = ("screen", "Jane Q Public", "???", "--lists", fresh, "--format", "jsonl")
    assert run(*asked, "--ofac-score").stdout == run(*asked).stdout


@pytest.mark.parametrize(
    ("option", "value", "disagrees"),
    [
        *[("--date-of-birth", "1961-03-14", []), ("--date-of-birth", "1990-05-17", ["date_of_birth"])],
        *[("--country", "ir", []), ("--country", "FR", ["country"])],
        *[("--kind", "individual", []), ("--kind", "organization", ["kind"])],
    ],
)
def test_what_else_is_known_agrees_or_disagrees_and_hides_nothing(
    run: Run, fresh: Path, option: str, value: str, disagrees: list[str]
) -> None:
    """A date of birth, a country and a kind are compared with the entry."""
    result = run("screen", "Malik Tarentov Zorban", "--lists", fresh, "--format", "jsonl", option, value)
    ((hit,),) = [row["hits"] for row in decisions(result.stdout)]
    assert (hit["uid"], hit["disagrees"]) == ("900001", disagrees)


@pytest.mark.parametrize("names", [["JANE", "JOE"], ["JANE", "--names", "-"]])
def test_what_else_is_known_is_of_one_person(run: Run, fresh: Path, names: list[str]) -> None:
    """A date of birth is never laid on several names."""
    result = run("screen", *names, "--lists", fresh, "--date-of-birth", "1961-03-14", stdin="JIM\n")
    assert (result.exit_code, result.stdout) == (ExitCode.USAGE, "")
    assert "give exactly one name" in result.stderr


@pytest.mark.parametrize(("option", "value"), [("--country", "Iran"), ("--date-of-birth", "14.03.1961")])
def test_what_else_is_known_is_read_strictly(run: Run, fresh: Path, option: str, value: str) -> None:
    """A word that is no country and a day in another form are mistakes of usage."""
    assert run("screen", "JANE", "--lists", fresh, option, value).exit_code == ExitCode.USAGE


def test_list_ages_go_by_the_day_that_is_said(run: Run, lists: Path) -> None:
    """Screening and the status of lists of a past day leave with what they would have left with then."""
    for words in (("screen", "JANE Q PUBLIC"), ("lists", "status")):
        codes = [run(*words, "--lists", lists, "--as-of", day).exit_code for day in ("2026-11-21", "2027-11-21")]
        assert codes == [ExitCode.ACCEPTED, ExitCode.LISTS]


def test_a_party_on_several_lists_is_shown_once(run: Run, tmp_path: Path) -> None:
    """Text puts the hits of one party together with its lists; rows keep one hit for each entry."""
    samples = Path(__file__).parents[1] / "sanctions" / "sources" / "samples"
    files = [samples / name for name in ("ofac_csv", "un.xml", "eu.xml", "uk.xml")]
    Snapshot.from_files(*files, published=dt.date.today()).build(tmp_path / "four")  # noqa: DTZ011
    result = run("screen", "SEROV ILIAN", "--lists", tmp_path / "four", "--ofac-score")
    assert "3 hits on 1 party  SEROV ILIAN" in result.stdout
    for words in (
        "the same party: ofac-sdn 910001 (SAMPLE-A, SAMPLE-B), 1.00, SEROV,",
        "the same party: un-sc XXi.001 (Sample), 0.87, ILIAN SEROV MARDUKOV;",
        "the same party by another name: uk-sanctions SAM0001",
    ):
        assert words in result.stdout
    (row,) = decisions(run("screen", "SEROV ILIAN", "--lists", tmp_path / "four", "--format", "jsonl").stdout)
    assert [(hit["list"], hit["uid"]) for hit in row["hits"]] == [
        ("eu-fsf", "EU.1.11"),
        ("ofac-sdn", "910001"),
        ("un-sc", "XXi.001"),
    ]


def test_the_nearest_entries_are_shown_with_what_keeps_them_from_a_hit(
    run: Run, fresh: Path, golden: Callable[[str, str], None]
) -> None:
    """Below the score, with the words that differ; a name that comes near nobody says so, and exit codes stay."""
    near = run("screen", "MALIK TARENT", "JOHN SMITH", "--lists", fresh, "--why-not")
    assert near.exit_code == ExitCode.ACCEPTED
    hit = run("screen", "RADOMILA STRZYGOVICH", "--lists", fresh, "--why-not", "--min-score", "0.99")
    golden("screen_why_not.txt", near.stdout + hit.stdout)
    row = json.loads(run("screen", "MALIK TARENT", "--lists", fresh, "--why-not", "--format", "jsonl").stdout)
    assert row["hits"] == []
    assert [(each["uid"], each["score"] < 0.8) for each in row["nearest"]] == [("900001", True)]
    assert "nearest" not in json.loads(run("screen", "MALIK TARENT", "--lists", fresh, "--format", "jsonl").stdout)


def test_what_is_known_counts_for_what_comes_near(run: Run, fresh: Path) -> None:
    """A date of birth that agrees brings an entry nearer."""

    def score(*about: str) -> float:
        found = run("screen", "MALIK TARENT", "--lists", fresh, "--why-not", "--format", "jsonl", *about)
        return json.loads(found.stdout)["nearest"][0]["score"]

    assert score("--date-of-birth", "1961-03-14") == pytest.approx(score() + 0.03)


def test_a_checklist_answers_ofacs_questions(run: Run, fresh: Path, golden: Callable[[str, str], None]) -> None:
    """Each hit has its five answers, in text and in JSON."""
    common = ("screen", "MALIK ZORBAN", "--lists", fresh, "--checklist", "--kind", "individual", "--country", "DE")
    shown = run(*common)
    assert shown.exit_code == ExitCode.NOT_ALL_ACCEPTED
    golden("screen_checklist.txt", shown.stdout)
    (hit,) = json.loads(run(*common, "--format", "jsonl").stdout)["hits"]
    assert [each["answer"] for each in hit["checklist"]] == ["no", "no", "no", "yes", "unknown"]
