"""`achguard rescreen`: customers against what changed in the lists, and clearances that it made void."""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from achguard.cli.exit_code import ExitCode
from achguard.sanctions.clearance import Clearance, record
from achguard.sanctions.snapshot import Snapshot
from cli.conftest import AS_OF, PUBLISHED, Run

SAMPLE = Path(__file__).parents[2] / "src" / "achguard" / "_data" / "sample_list"
CUSTOMERS = """id,name,kind,date_of_birth,country,balance
c-1,MALIK ZORBAN,individual,1990-04-02,US,10.00
c-2,JANE Q PUBLIC,individual,1970-01-31,US,11.00
c-3,MIRKO DRAGOSLAVETIC,individual,1960-05-05,RS,12.00
c-4,ANSELMO QUIXALTENGO,,,GT,13.00
c-5,0000,organization,,,14.00
c-6,QUENTARA SHIPPING,organization,,AE,15.00
"""


def edition(folder: Path, *, without: str, alias: str) -> Path:
    """Write an edition of the sample list: without an entry, and with another spelling of an alias."""
    shutil.copytree(SAMPLE, folder, copy_function=shutil.copyfile)
    for file in folder.glob("*.csv"):
        lines = file.read_text(encoding="latin-1").splitlines(keepends=True)
        kept = "".join(line for line in lines if not line.startswith(without))
        file.write_text(kept.replace("ZORBANI, Malik", alias), encoding="latin-1")
    return folder


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Build an edition without Dragoslavetic, and with another alias of Zorban."""
    files = edition(tmp_path / "files-old", without="900010", alias="OSTERKAMPF, Malik")
    Snapshot.from_files(files, published=dt.date(2026, 11, 13)).build(tmp_path / "old")
    return tmp_path / "old"


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Build an edition without Quixaltengo."""
    files = edition(tmp_path / "files-new", without="900011", alias="ZORBANI, Malik")
    Snapshot.from_files(files, published=PUBLISHED).build(tmp_path / "new")
    return tmp_path / "new"


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    """Write customers with what is known of them."""
    (tmp_path / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    return tmp_path / "customers.csv"


@pytest.fixture
def clearances(tmp_path: Path, old: Path, new: Path) -> Path:
    """Clear, by the old lists: Zorban, whose entry changed, Quixaltengo, who is gone, and a company that stayed."""
    file = tmp_path / "clearances.toml"
    for uid, name in (("900001", "MALIK ZORBAN"), ("900011", "ANSELMO QUIXALTENGO"), ("900002", "QUENTARA SHIPPING")):
        entity = Snapshot.open(old).entity(uid)
        assert entity is not None
        on, expires = dt.date(2026, 11, 14), dt.date(2027, 11, 13)
        record(file, Clearance.of(entity, name=name, by="J. Doe", why="another person", on=on, expires=expires))
    assert new.is_dir()
    return file


def test_who_meets_what_changed_is_told(
    run: Run, old: Path, new: Path, customers: Path, clearances: Path, golden: Callable[[str, str], None]
) -> None:
    """New and changed entries, entries that are gone, names that can't be read, and void clearances; nobody else."""
    common = ("rescreen", customers, "--since", old, "--lists", new, "--as-of", AS_OF, "--clearances", clearances)
    found = run(*common)
    assert found.exit_code == ExitCode.NOT_ALL_ACCEPTED
    assert found.stderr == ""
    golden("rescreen.txt", found.stdout)
    rows = [json.loads(line) for line in run(*common, "--format", "jsonl").stdout.splitlines()]
    met = {
        row["id"]: [(hit["change"], hit["uid"], hit["before"] is not None) for hit in row["hits"]] for row in rows[:4]
    }
    assert met == {
        "c-1": [("changed", "900001", True)],
        "c-3": [("added", "900010", False)],
        "c-4": [("removed", "900011", True)],
        "c-5": [],
    }
    assert "is void: the entry says something else since" in rows[0]["hits"][0]["clearance"]
    assert [(row["void_clearance"], row["uid"]) for row in rows[4:]] == [(1, "900001"), (2, "900011")]
    assert rows[4]["changed"] == ["names: + ZORBANI, Malik (strong aka); - OSTERKAMPF, Malik (strong aka)"]
    assert rows[5]["changed"] == ["the entry is gone"]


def test_what_was_cleared_since_is_nothing_to_look_at(run: Run, old: Path, new: Path, tmp_path: Path) -> None:
    """A clearance of what the entry says now holds; the hit is shown with it, and leaves with 0."""
    names, file = tmp_path / "names.txt", tmp_path / "c.toml"
    names.write_text("MALIK ZORBAN\n", encoding="utf-8")
    entity = Snapshot.open(new).entity("900001")
    assert entity is not None
    given = Clearance.of(
        entity, name="MALIK ZORBAN", by="J. Doe", why="another person", on=PUBLISHED, expires=dt.date(2027, 1, 1)
    )
    record(file, given)
    found = run("rescreen", names, "--since", old, "--lists", new, "--as-of", AS_OF, "--clearances", file)
    assert (found.exit_code, "cleared by J. Doe" in found.stdout) == (ExitCode.ACCEPTED, True)
    assert found.stdout.endswith("1 customer: nobody to look at\n")


def test_lists_that_did_not_change_meet_nobody(run: Run, new: Path, customers: Path) -> None:
    """Nothing is compared with what stayed; only the name that can't be read is told."""
    found = run("rescreen", customers, "--since", new, "--lists", new, "--as-of", AS_OF)
    assert found.exit_code == ExitCode.NOT_ALL_ACCEPTED
    assert found.stdout == (
        "NOT SCREENED  row 5  c-5  0000: it can't be read\n"
        "2026-11-20 to 2026-11-20: 0 entries added, 0 removed, 0 changed\n"
        "6 customers: 1 not screened\n"
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("c.txt", "JANE Q PUBLIC\n\nMIRKO DRAGOSLAVETIC\n"),
        ("c.csv", "Name;ID\nJANE Q PUBLIC;1\nMIRKO DRAGOSLAVETIC;2\n"),
        ("c.csv", '\ufeffid,name\n1,JANE\n2,"MIRKO DRAGOSLAVETIC"\n'),
        ("c.jsonl", '{"name": "JANE"}\n{"name": "MIRKO DRAGOSLAVETIC", "balance": [1]}\n'),
    ],
)
def test_each_format_is_told_by_its_first_line(
    run: Run, old: Path, new: Path, tmp_path: Path, name: str, text: str
) -> None:
    """Names a line, CSV with any separator, and JSON Lines; rows are counted from 1, a header is none."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    common = ("--since", old, "--lists", new, "--as-of", AS_OF, "--format", "jsonl")
    rows = [json.loads(line) for line in run("rescreen", tmp_path / name, *common).stdout.splitlines()]
    assert [(row["n"], row["hits"][0]["uid"]) for row in rows] == [(2, "900010")]
    assert run("rescreen", "-", *common, stdin=text).stdout.count("\n") == 1


def test_what_is_known_counts_and_what_cannot_be_read_is_told(run: Run, old: Path, new: Path, tmp_path: Path) -> None:
    """A birth date that agrees raises the score; a field in another form counts for nothing, and is told, not shown."""
    file = tmp_path / "c.csv"
    common = ("rescreen", file, "--since", old, "--lists", new, "--as-of", AS_OF, "--format", "jsonl")

    def run_with(born: str, country: str) -> tuple[float, str]:
        file.write_text(f"name,date_of_birth,country\nMALIK ZORBAN,{born},{country}\n", encoding="utf-8")
        found = run(*common)
        return json.loads(found.stdout)["hits"][0]["score"], found.stderr

    plain, silent = run_with("", "")
    assert silent == ""
    assert run_with("1961-03-14", "IR")[0] == pytest.approx(plain + 0.05)
    score, told = run_with("03/14/1961", "Iran")
    assert score == plain
    assert "date_of_birth can't be read in 1 row" in told
    assert "country can't be read in 1 row" in told
    assert "1961" not in told


def test_a_score_may_be_asked_for(run: Run, old: Path, new: Path, tmp_path: Path) -> None:
    """Above the score of a name nobody is told; below the usual one a name that is further off is told as well."""
    file = tmp_path / "names.txt"
    file.write_text("MALIK ZORBAN\nMALEK ZORBIN\n", encoding="utf-8")
    common = ("rescreen", file, "--since", old, "--lists", new, "--as-of", AS_OF, "--format", "jsonl")
    rows = [[json.loads(line)["n"] for line in run(*common, *score).stdout.splitlines()] for score in SCORES]
    assert rows == [[1], [1, 2], []]


SCORES = ((), ("--min-score", 0.7), ("--min-score", 0.99))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "holds no names"),
        ("id,name\n1\n", "row 1: has 1 cells under 2 headings"),
        ('{"name": "A"}\n{"nom": "B"}\n', "row 2: has no name"),
        ('{"name": "A"}\n[1]\n', "row 2: has no name"),
        ('{"name": "A"}\n{"name": \n', "row 2: is not JSON"),
        (b"\xff\xfe", "is not UTF-8 text"),
    ],
)
def test_customers_that_cannot_be_read_are_told(
    run: Run, old: Path, new: Path, tmp_path: Path, text: str | bytes, says: str
) -> None:
    """One sentence with the row, and exit code 3."""
    file = tmp_path / "c"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = run("rescreen", file, "--since", old, "--lists", new, "--as-of", AS_OF)
    assert found.exit_code == ExitCode.UNREADABLE_INPUT
    assert says in found.stderr


def test_names_show_no_long_numbers_and_bad_names_break_nothing(run: Run, old: Path, new: Path, tmp_path: Path) -> None:
    """An account number in a name is masked; half a character and a name that is no text are told as such."""
    file = tmp_path / "c.jsonl"
    rows = [{"name": "MIRKO DRAGOSLAVETIC 004417283"}, {"name": None}, {"name": 7}, {"name": "", "id": "\ud800"}]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    for form in ("text", "jsonl"):
        found = run("rescreen", file, "--since", old, "--lists", new, "--as-of", AS_OF, "--format", form)
        assert found.exit_code == ExitCode.NOT_ALL_ACCEPTED
        assert "004417283" not in found.stdout
        assert found.stdout.lower().count("not screened" if form == "text" else "not_screened") == 3 + (form == "text")


def test_lists_that_are_missing_or_stale_are_told(
    run: Run, old: Path, new: Path, customers: Path, tmp_path: Path
) -> None:
    """Exit code 4, whichever of the two it is."""
    absent = run("rescreen", customers, "--since", tmp_path / "absent", "--lists", new)
    assert (absent.exit_code, "there are no lists at" in absent.stderr) == (ExitCode.LISTS, True)
    assert run("rescreen", customers, "--since", old, "--lists", tmp_path / "absent").exit_code == ExitCode.LISTS
    late = run("rescreen", customers, "--since", old, "--lists", new, "--as-of", "2026-12-24")
    assert (late.exit_code, "older than 7 days" in late.stderr) == (ExitCode.LISTS, True)
    assert run("rescreen", customers).exit_code == ExitCode.USAGE
