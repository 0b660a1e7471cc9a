"""`achguard split` on balanced files: the originator's own account pays for what goes, and for nothing else."""

from pathlib import Path

import pytest

from achguard.cli.exit_code import ExitCode
from achguard.nacha import read
from achguard.nacha.writing.record_text import Values
from achguard.nacha.writing.writer import NewBatch
from cli.conftest import AS_OF, Run
from cli.nacha_files import BATCH, LISTED, credit, iat, ppd, saved
from cli.test_split import report_of

OWN: Values = {"transaction_code": "27", "individual_name": "MAGNOLIA MILLS", "account_number": "777000"}
GOES: Values = {"amount": 10000}
HELD: Values = {"amount": 2500, "individual_name": LISTED}
REDIRECTED: Values = {"amount": 300, "account_number": "DE8937040044053"}
Totals = dict[str, tuple[int, int]]


@pytest.fixture
def options(lists: Path) -> tuple[object, ...]:
    """Give the options that every run needs."""
    return ("--lists", lists, "--as-of", AS_OF)


def totals_of(folder: Path) -> Totals:
    """Give debits and credits of each part, every one of which has no error."""
    found = {}
    for path in sorted(folder.glob("*.ach")):
        file = read(path, profile="strict")
        assert file.errors == ()
        (control,) = file.controls
        found[path.stem] = (control.number("total_debit") or 0, control.number("total_credit") or 0)
    return found


def debits(*entries: Values) -> NewBatch:
    """Make a batch whose entries are debits, each a change of an ordinary one."""
    return ppd(*({"transaction_code": "27", **entry} for entry in entries))


@pytest.mark.parametrize(
    "own",
    [
        OWN,
        {**OWN, "individual_name": "Magnolia-Mills"},
        {**OWN, "individual_name": "SETTLEMENT", "individual_id": "1640000001"},
        {**OWN, "individual_name": "OFFSET"},
        {**OWN, "individual_name": "ACH OFFSET ENTRY"},
        {**OWN, "transaction_code": "37"},
    ],
    ids=["name", "written otherwise", "number", "word", "word among others", "savings"],
)
def test_the_offset_is_as_much_as_what_stands_beside_it(
    run: Run, tmp_path: Path, options: tuple[object, ...], own: Values
) -> None:
    """Each part debits the originator for its own credits; the report tells what became of the offset."""
    file = saved(tmp_path, ppd(GOES, HELD, GOES, REDIRECTED, {**own, "amount": 22800}))
    result = run("split", file, "--out", tmp_path / "out", *options)
    assert totals_of(tmp_path / "out") == {
        "accept": (20000, 20000),
        "hold": (2500, 2500),
        "redirect": (300, 300),
    }
    (told,) = report_of(tmp_path / "out")["offsets"]
    assert told["amount"] == "228.00"
    assert told["parts"] == {"accept.ach": "200.00", "hold.ach": "25.00", "redirect.ach": "3.00"}
    assert told["lines"] == [file.read_text().splitlines()[6]]
    assert result.exit_code == ExitCode.NOT_ALL_ACCEPTED


def test_an_offset_of_debits_is_a_credit(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """Collections settle the other way round."""
    batch = debits(GOES, HELD, {**OWN, "transaction_code": "22", "amount": 12500})
    run("split", saved(tmp_path, batch), "--out", tmp_path / "out", *options)
    assert totals_of(tmp_path / "out") == {"accept": (10000, 10000), "hold": (2500, 2500)}


def test_where_nothing_goes_nothing_settles(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """An offset alone is dropped: the part has nobody's entry. Prenotes move no money and need none."""
    file = saved(tmp_path, ppd(HELD, {**OWN, "amount": 2500}))
    run("split", file, "--out", tmp_path / "out", *options)
    assert totals_of(tmp_path / "out") == {"hold": (2500, 2500)}
    prenote: Values = {"transaction_code": "23", "amount": 0}
    file.write_bytes(saved(tmp_path, ppd(prenote, HELD, {**OWN, "amount": 2500})).read_bytes())
    run("split", file, "--out", tmp_path / "out", *options)
    assert totals_of(tmp_path / "out") == {"accept": (0, 0), "hold": (2500, 2500)}


def test_each_batch_has_its_own_offset(run: Run, tmp_path: Path, options: tuple[object, ...]) -> None:
    """Credits and debits with separate offsets, and a batch that goes as a whole."""
    file = saved(
        tmp_path,
        ppd(GOES, HELD, {**OWN, "amount": 12500}),
        debits(GOES, GOES, HELD, {**OWN, "transaction_code": "22", "amount": 22500}),
        ppd(GOES, {**OWN, "amount": 10000}),
        iat(),
    )
    run("split", file, "--out", tmp_path / "out", *options)
    assert totals_of(tmp_path / "out") == {
        "accept": (40000, 40000),
        "hold": (5000, 5000),
        "redirect": (0, 90000),
    }
    assert [told["parts"].get("accept.ach") for told in report_of(tmp_path / "out")["offsets"]] == ["100.00", "200.00"]


def test_a_balanced_file_that_goes_as_a_whole_stays_as_it_is(
    run: Run, tmp_path: Path, options: tuple[object, ...]
) -> None:
    """Whatever settles what: nothing is taken apart."""
    file = saved(tmp_path, ppd(GOES, GOES), debits({"amount": 20000}), ppd({**OWN, "amount": 7}, {"amount": 7}))
    result = run("split", file, "--out", tmp_path / "out", *options)
    assert result.exit_code == ExitCode.ACCEPTED
    assert [e.raw_lines for e in read(tmp_path / "out" / "accept.ach").entries] == [
        e.raw_lines for e in read(file).entries
    ]
    assert report_of(tmp_path / "out")["offsets"] == []


def test_batches_that_settle_by_themselves_may_go_different_ways(
    run: Run, tmp_path: Path, options: tuple[object, ...]
) -> None:
    """One is accepted and one held, each with whatever settles it."""
    held: Values = {"individual_name": LISTED}
    file = saved(tmp_path, ppd(GOES, {"transaction_code": "27", **GOES}), ppd(held, {**held, "transaction_code": "27"}))
    run("split", file, "--out", tmp_path / "out", *options)
    assert totals_of(tmp_path / "out") == {"accept": (10000, 10000), "hold": (12500, 12500)}


def test_an_entry_that_can_not_be_written_takes_its_share_of_the_offset_along(
    run: Run, tmp_path: Path, options: tuple[object, ...]
) -> None:
    """It stands in the report alone, and no part settles for it."""
    file = saved(tmp_path, ppd(GOES, {"amount": 500, "rdfi_identification": "06100015"}, {**OWN, "amount": 10500}))
    data = file.read_bytes().split(b"\n")
    data[3] = data[3][:11] + b"%d" % ((int(data[3][11:12]) + 1) % 10) + data[3][12:]
    file.write_bytes(b"\n".join(data))
    run("split", file, "--out", tmp_path / "out", *options)
    assert totals_of(tmp_path / "out") == {"accept": (10000, 10000)}


COMPANY = {**BATCH, "sec_code": "PPD"}
TORN = {
    "the offset is first": [ppd({**OWN, "amount": 12500}, GOES, HELD)],
    "several offsets": [ppd(GOES, HELD, {**OWN, "amount": 10000}, {**OWN, "amount": 2500})],
    "an offset in a batch of its own": [ppd(GOES, HELD), debits({**OWN, "amount": 12500})],
    "an offset in front in a batch of its own": [debits({**OWN, "amount": 12500}), ppd(GOES, HELD)],
    "two offsets in batches of their own": [
        ppd(GOES, HELD),
        debits({**OWN, "amount": 12500}),
        debits(GOES),
        ppd({**OWN, "transaction_code": "22", "amount": 10000}),
    ],
    "a batch of its own under another name": [ppd(GOES, HELD), debits({"amount": 12500, "individual_name": "BANK"})],
    "of another company": [
        ppd(GOES, HELD),
        NewBatch(
            {**COMPANY, "company_name": "MAGNOLIA BANK", "company_identification": "9000000001"},
            (credit({"transaction_code": "27", "amount": 12500}),),
        ),
    ],
    "nobody's name": [ppd(GOES, HELD, {**OWN, "individual_name": "JOHN Q SAMPLE", "amount": 12500})],
    "one employee of the same amount": [ppd(HELD, {"transaction_code": "27", "amount": 2500})],
    "an offset over less than all": [ppd(GOES, HELD, {**OWN, "amount": 10000})],
    "an offset that is not accepted": [
        ppd(GOES, HELD, {**OWN, "account_number": "DE8937040044053", "amount": 12500}),
    ],
    "its name on both sides": [ppd({**GOES, "individual_name": "MAGNOLIA MILLS"}, HELD, {**OWN, "amount": 12500})],
}


@pytest.mark.parametrize("why", TORN)
def test_what_can_not_be_taken_apart_is_refused(
    run: Run, tmp_path: Path, options: tuple[object, ...], why: str
) -> None:
    """Where it is not certain what settles what, there is a sentence and no part."""
    result = run("split", saved(tmp_path, *TORN[why]), "--out", tmp_path / "out", *options)
    assert "can't be split" in result.stderr
    assert "settle each other" in result.stderr
    assert result.exit_code == ExitCode.UNREADABLE_INPUT
    assert not (tmp_path / "out").exists()
