"""A file is decided as a whole: every entry, with its problems and field widths, and never its payments alone."""

import datetime as dt
import io
from collections.abc import Iterable
from pathlib import Path

import pytest

import achguard
from achguard import decide_file
from achguard.errors import ConfigurationError, InputError
from achguard.guard import Guard
from achguard.model.decision import Accept, Hold
from achguard.model.payment import Payment
from achguard.nacha import NachaFile, read
from achguard.nacha.layouts.layout import BIRTH_DATES_SINCE
from achguard.policy import Policy
from achguard.sanctions.snapshot import Snapshot
from nacha_changes import VALID, put, valid
from nacha_rows import DAY, HEADER, PLAIN, Row, alone, guard, nacha_file

CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "nacha"
NO_GUARD = "decide_file needs a Guard to decide with: decide_file(file, guard)"
READ_BEFORE = (
    "the file was read under the profile operator; give the profile to read(...), or a path to decide_file(...)"
)
FILES = [*VALID, *sorted((CORPUS / "malformed").glob("*.ach"))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_decided_entry_by_entry(path: Path) -> None:
    """From a path, each entry of a file, right or damaged, gets the decision that it gets alone, under its line."""
    by = guard("lists")
    decided = list(decide_file(path, by))
    file = read(path, as_of=DAY)
    assert [each.decision for each in decided] == alone(file, by)
    assert [(each.line, each.id) for each in decided] == [(entry.line, entry.id) for entry in file.entries]
    assert [each.was_read for each in decided] == [entry.payment is not None for entry in file.entries]


def test_a_file_can_be_given_in_every_way_that_it_can_be_read() -> None:
    """A path, text of a path, bytes, a stream and a file that was read give the same decisions, each time asked."""
    path = CORPUS / "valid" / "ppd_mixed.ach"
    data = path.read_bytes()
    ways = [path, str(path), data, bytearray(data), memoryview(data), io.BytesIO(data), read(path, as_of=DAY)]
    decided = [decide_file(way, guard("lists")) for way in ways]
    first = list(decided[0])
    assert first
    for each in decided:
        assert list(each) == first
        assert list(each) == first


def test_an_entry_that_cannot_be_read_is_a_hold() -> None:
    """An amount with a letter in it makes its entry a hold, beside one that is accepted."""
    data = put(raw([PLAIN, PLAIN]), 3, 30, "00000005B0")
    broken, other = decide_file(data, guard("lists"))
    assert isinstance(broken.decision, Hold)
    assert (broken.line, broken.was_read) == (3, False)
    assert broken.was_read is not None
    assert broken.id == next(iter(read(data, as_of=DAY).entries)).id == "065300270000001"
    assert "NAC" in {finding.code[:3] for finding in broken.decision.findings}
    assert (other.line, other.was_read) == (4, True)


def test_a_name_that_fills_its_field_is_compared_as_one_that_was_cut_off() -> None:
    """Sixteen columns that the start of a listed name fills are held; the payment alone does not say that they end."""
    file = nacha_file([("", "BANK OF NORTHERN VELDORIA"[:16], [PLAIN])])
    (cut,) = decide_file(file, guard("lists"))
    assert isinstance(cut.decision, Hold)
    assert isinstance(guard("lists").decide(next(file.payments)), Accept)


def test_what_is_wrong_with_the_file_itself_can_be_seen() -> None:
    """A file control that does not add up is no entry's, and stands among the errors."""
    data = raw([PLAIN])
    control = next(number for number, line in enumerate(data.split(b"\n"), 1) if line[:1] == b"9")
    decided = decide_file(put(data, control, 2, "000009"), guard("lists"))
    assert [type(each.decision) for each in decided] == [Accept]
    assert {error.line for error in decided.errors} == {control}
    assert decided.errors == tuple(decided.file.errors)
    assert set(decided.errors) <= set(decided.problems)
    assert decide_file(data, guard("lists")).errors == ()


def test_a_file_is_read_by_the_layouts_of_the_guards_day() -> None:
    """A date of birth in an IAT is read from the day on which its columns exist, whatever day it is today."""
    for day in (BIRTH_DATES_SINCE - dt.timedelta(days=1), BIRTH_DATES_SINCE):
        by = Guard(Policy.preset("nacha-file"), Snapshot.sample(published=day), as_of=day)
        assert decide_file(valid("iat_outbound"), by).file.day == by.as_of == day


def test_a_profile_weighs_the_problems() -> None:
    """What banks let pass is a hold where the rule book is followed as written."""
    data = put(raw([PLAIN, PLAIN]), 5, 45, "9")
    lenient, strict = (decide_file(data, guard("lists"), profile=profile) for profile in (None, "strict"))
    assert [type(each.decision) for each in lenient] == [Accept, Accept]
    assert isinstance(next(iter(strict)).decision, Hold)


@pytest.mark.parametrize(
    ("file", "by", "profile", "says"),
    [
        ("read", "guard", "strict", READ_BEFORE),
        ("data", "guard", "lenient", "there is no profile 'lenient'; choose strict or operator"),
        ("data", "policy", None, NO_GUARD),
        ("data", "nothing", None, NO_GUARD),
    ],
)
def test_misuse_is_told(file: str, by: str, profile: str | None, says: str) -> None:
    """A profile for a file that was read, one that is unknown, and no guard are refused in words."""
    files: dict[str, bytes | NachaFile] = {"data": raw([PLAIN]), "read": read(raw([PLAIN]), as_of=DAY)}
    guards: dict[str, object] = {"guard": guard("lists"), "policy": Policy.preset("nacha-file"), "nothing": None}
    with pytest.raises(ConfigurationError) as refused:
        decide_file(files[file], guards[by], profile=profile)  # type: ignore[arg-type]
    assert str(refused.value) == says


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    """A path where nothing is and bytes of an archive are unreadable input."""
    for file in (tmp_path / "none.ach", b"PK\x03\x04"):
        with pytest.raises(InputError):
            decide_file(file, guard("lists"))


@pytest.mark.parametrize("give", ["payments", "iterator", "file", "none"])
def test_a_guard_refuses_a_files_payments(give: str) -> None:
    """Where many payments are decided, a file or its payments raise at once and name what decides a file."""
    file = nacha_file([("", "STATE TAX AGENCY", [PLAIN])])
    given: dict[str, object] = {
        "payments": file.payments,
        "iterator": iter(file.payments),
        "file": file,
        "none": None,
    }
    payments: Iterable[Payment] = given[give]  # type: ignore[assignment]
    with pytest.raises(ConfigurationError, match=r"decide_file\(file, guard\)"):
        guard("lists").decide_many(payments)


def test_entries_are_no_payments() -> None:
    """A loop over entries in place of payments is refused at the first."""
    file = nacha_file([("", "STATE TAX AGENCY", [PLAIN])])
    with pytest.raises(ConfigurationError, match="a guard decides a Payment"):
        list(guard("lists").decide_many(file.entries))  # type: ignore[arg-type]


def test_a_files_payments_can_be_looked_at() -> None:
    """They are an iterator of payments as before, made anew at each call."""
    file = nacha_file([("", "STATE TAX AGENCY", [PLAIN, PLAIN])])
    assert next(file.payments).receiver.name == "JANE Q PUBLIC"
    assert [payment.id for payment in file.payments] == [entry.id for entry in file.entries]


def test_a_decided_file_tells_what_it_is() -> None:
    """Its repr names the file and the guard, and no account."""
    shown = repr(decide_file(raw([PLAIN]), guard("lists")))
    assert "entries=1" in shown
    assert "nacha-file" in shown
    assert "123456789" not in shown


def test_the_way_for_files_is_public() -> None:
    """The function and what it gives are names of achguard itself."""
    assert {"decide_file", "DecidedFile", "EntryDecision"} <= set(achguard.__all__)


def raw(rows: list[Row]) -> bytes:
    """Write a file of one batch."""
    from achguard.nacha.writing.writer import NewBatch, NewEntry, write

    header = {
        "company_name": "STATE TAX AGENCY",
        "company_identification": "1640000001",
        "sec_code": "PPD",
        "entry_description": "PAYROLL",
        "effective_date": DAY + dt.timedelta(days=2),
        "odfi_identification": "06530027",
    }
    entries = tuple(
        NewEntry(
            {
                "transaction_code": code,
                "rdfi_identification": routing[:8],
                "account_number": account,
                "amount": cents,
                "individual_id": number,
                "individual_name": name,
            }
        )
        for code, routing, account, cents, number, name in rows
    )
    return write(HEADER, [NewBatch(header, entries)])
