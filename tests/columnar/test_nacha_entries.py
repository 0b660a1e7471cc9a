"""Entries that are decided together get exactly the decisions that they get alone."""

import datetime as dt
import io
import pickle
from collections.abc import Iterable, Mapping
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from achguard.columnar import nacha_entries
from achguard.columnar.nacha_entries import decide_entries
from achguard.directory import RoutingDirectory
from achguard.guard import Guard
from achguard.model.decision import Accept, Ask, Hold, Redirect
from achguard.model.finding import Finding
from achguard.model.history import History, ReturnedEntry
from achguard.model.payment import Payment
from achguard.nacha import read
from achguard.nacha.reader import NachaFile
from achguard.nacha.record_text import Values, record_text
from achguard.nacha.writer import FileWriter
from achguard.policy import Policy
from achguard.rules import RULES
from achguard.sanctions.snapshot import Snapshot
from spec import TINY_DIRECTORY

DAY = dt.date(2026, 11, 23)
ODFI = "06530027"
HEADER = {
    "immediate_destination": "061000146",
    "immediate_origin": "065300279",
    "file_creation_date": "261123",
    "file_creation_time": "0900",
    "file_id_modifier": "A",
}
ROUTING = ("065300279", "065309995", "061000146", "091059992", "021502011", "091050234", "000000518", "655060042")
ACCOUNTS = (
    "123456789",
    "00000000000000000",
    "12345678901234567",
    "12 34",
    "DE8937040044",
    "1234567890123456",
    "0103654879000",
    "A-17",
)
NAMES = (
    "JANE Q PUBLIC",
    "O'NEIL-SMITH, PAT JR.",
    "MALIK TARENTOV ZORBAN",
    "THE FALCONER",
    "QUENTARA MARITIME TRAD",
    "GB29NWBK60161331926819",
    "JOHN 3RD",
    "---",
    "SMITH & SONS",
    "BANK OF NORTHERN VELDO",
    "AL-DURAZHI FATHIM MUT",
    "QUENTARA MARITIM",
    "KIM OR THE FALCONER",
    "J ROE AND MALIK ZORBAN",
    "REF TY MARCHWOOD TAX",
    "SkFORSBQVUJMSUM",
    "&NBSP",
    "0000000000",
)
NUMBERS = ("", "17", "9900776655", "99001122", "900123456", "X0000001", "078051120", "GODE561231HDFRRN", "52998224725")
CODES = ("22", "27", "32", "37", "23", "38", "24")
SEC_CODES = ("PPD", "CCD", "WEB", "ACK", "DNE", "TRC")
AMOUNTS = (1, 125_00, 25_000_00, 25_000_01, 1_000_000_01, 0)

entries = st.tuples(
    st.sampled_from(CODES),
    st.sampled_from(ROUTING),
    st.sampled_from(ACCOUNTS),
    st.sampled_from(AMOUNTS),
    st.sampled_from(NUMBERS),
    st.sampled_from(NAMES) | st.text("ABCDEFGHIJ -.'&123", max_size=22),
)
plain_entries = st.tuples(
    st.sampled_from(("22", "32", "23")),
    st.sampled_from(("065300279", "021502011")),
    st.integers(1, 10**16).map(str),
    st.integers(1, 25_000_00),
    st.integers(0, 10**14).map(str) | st.just(""),
    st.sampled_from(NAMES[:2]),
).map(lambda row: (*row[:3], 0, *row[4:]) if row[0] == "23" else row)
Row = tuple[str, str, str, int, str, str]


def nacha_file(batches: list[tuple[str, str, list[Row]]], sec_code: str = "PPD") -> NachaFile:
    """Write batches of (descriptive date, company, entries) under an SEC code and read them back."""
    stream = io.BytesIO()
    out = FileWriter(stream, record_text("file_header", HEADER).encode())
    trace = 0
    for number, (descriptive, company, rows) in enumerate(batches, 1):
        header: Values = {
            "service_class": "200",
            "company_name": company,
            "company_identification": "1640000001",
            "sec_code": sec_code,
            "entry_description": "PAYROLL",
            "descriptive_date": descriptive,
            "effective_date": "261125",
            "originator_status": "1",
            "odfi_identification": ODFI,
            "batch_number": number,
        }
        out.batch(record_text("batch_header", header).encode())
        for code, routing, account, cents, identification, name in rows:
            trace += 1
            line = f"6{code}{routing}{account:<17}{cents:010}{identification:<15.15}{name:<22.22}  0{ODFI}{trace:07}"
            out.entry((line.encode(),))
    out.close()
    return read(stream.getvalue(), as_of=DAY)


@cache
def guard(which: str) -> Guard:
    """Give guards that know more or less."""
    sample = Snapshot.sample(published=DAY)
    preset = Policy.preset("nacha-file")
    return {
        "lists": Guard(preset, sample, as_of=DAY),
        "nothing": Guard(preset, as_of=DAY),
        "directory": Guard(preset, sample, RoutingDirectory.open(TINY_DIRECTORY), as_of=DAY),
        "asking": Guard(Policy.preset("us-domestic"), sample, as_of=DAY),
        "capable": Guard(Policy.preset("iat-capable"), sample, as_of=DAY),
        "history": Guard(
            preset,
            sample,
            history=History([ReturnedEntry(code="R85", routing_number="065300279", account_number="123456789")]),
            as_of=DAY,
        ),
        "fewer rules": Guard(preset, sample, rules=RULES[5:], as_of=DAY),
    }[which]


def alone(file: NachaFile, by: Guard) -> list[Accept | Ask | Redirect | Hold]:
    """Decide each entry by itself."""
    return [
        by.decide(entry.payment, also=entry.findings(), name_cuts=entry.name_cuts)
        if entry.payment is not None
        else by.decide_unread(entry.id, entry.findings())
        for entry in file.entries
    ]


@pytest.mark.parametrize("which", ["lists", "nothing", "directory", "asking", "capable", "history", "fewer rules"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    batches=st.lists(
        st.tuples(
            st.sampled_from(("", "SD1300")),
            st.sampled_from(("STATE TAX AGENCY", "QUENTARA MARITIM")),
            st.lists(plain_entries | entries, min_size=1, max_size=25),
        ),
        min_size=2,
        max_size=3,
    ),
    sec_code=st.sampled_from(SEC_CODES),
)
def test_together_is_as_alone(which: str, batches: list[tuple[str, str, list[Row]]], sec_code: str) -> None:
    """Whatever stands in a file, each entry gets the decision that it gets by itself, in the file's order."""
    file = nacha_file(batches, sec_code)
    together = [decided.decision.model_dump_json() for decided in decide_entries(file, guard(which))]
    assert together == [decision.model_dump_json() for decision in alone(file, guard(which))]


class Counting(Guard):
    """A guard that counts the payments it is asked about."""

    __slots__ = ("asked",)

    def decide(
        self, payment: Payment, *, also: Iterable[Finding] = (), name_cuts: Mapping[str, int] | None = None
    ) -> Accept | Ask | Redirect | Hold:
        """Decide as any guard does."""
        self.asked = getattr(self, "asked", 0) + 1
        return super().decide(payment, also=also, name_cuts=name_cuts)


def test_plain_entries_share_one_decision() -> None:
    """Of a thousand plain entries few are made objects; all have decisions with trace numbers of their own."""
    rows: list[Row] = [("22", "065300279", str(1000 + i), 100 + i, str(i), "JANE Q PUBLIC") for i in range(1000)]
    file = nacha_file([("", "STATE TAX AGENCY", rows)])
    counting = Counting(Policy.preset("nacha-file"), Snapshot.sample(published=DAY), as_of=DAY)
    decided = list(decide_entries(file, counting))
    assert counting.asked < 10
    assert len({each.decision.payment_id for each in decided}) == 1000
    assert {each.decision.outcome.value for each in decided} == {"accept"}
    assert [each.line for each in decided] == list(range(3, 1003))


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("ANN OR MALIK T ZORBAN", "SAN101"),
        ("REF TY MARCHWOOD TAX", "SAN101"),
        ("MALIK AND ANN ZORBAN", "SAN101"),
        ("SkFORSBQVUJMSUM", "SAN403"),
        ("&NBSP", "SAN501"),
        ("0000000000", "SAN501"),
    ],
)
def test_an_odd_name_among_plain_ones_is_held(name: str, why: str) -> None:
    """A name beside other words, an encoded one and one that can't be read are held in the midst of plain entries."""
    names = ["JANE ROE", "SMITH AND SON LLC", "PAT O'NEIL"] * 20
    rows: list[Row] = [("22", "065300279", "1", 100, "", each) for each in (*names, name, *names)]
    file = nacha_file([("", "NORTHERN PAY", rows)])
    by = guard("lists")
    seen = [each.decision for each in decide_entries(file, by)]
    assert seen == alone(file, by)
    odd = seen.pop(len(names))
    assert isinstance(odd, Hold)
    assert why in {finding.code for finding in odd.findings} | {gap.code for gap in odd.not_evaluated}
    assert not any(isinstance(decision, Hold) for decision in seen)


@pytest.mark.parametrize("junk", [b"", b"x" * 94, b"6" * 940])
def test_a_file_without_readable_entries_loses_nothing(junk: bytes) -> None:
    """Entries that are no payments are held, one decision each."""
    good = nacha_file([("", "STATE TAX AGENCY", [("22", "065300279", "1", 1, "", "JANE")])])
    assert len(list(decide_entries(good, guard("lists")))) == 1
    broken = read(b"101 061000146 0653002792611230900A094101".ljust(94) + b"\n" + junk + b"\n", as_of=DAY)
    decided = list(decide_entries(broken, guard("lists")))
    assert len(decided) == broken.entry_count
    assert all(isinstance(each.decision, Hold) for each in decided)


FULL = "BANK OF NORTHERN VELDORIA"
LONG = "QUENTARA MARITIME TRADING COMPANY LLC"


@pytest.mark.parametrize(
    ("company", "name", "at"),
    [
        ("STATE TAX AGENCY", FULL[:22], "receiver.name"),
        ("STATE TAX AGENCY", LONG[:22], "receiver.name"),
        (FULL[:16], "JANE Q PUBLIC", "originator.name"),
        (LONG[:16], "JANE Q PUBLIC", "originator.name"),
    ],
)
def test_a_listed_name_that_its_field_cut_off_is_held(company: str, name: str, at: str) -> None:
    """22 columns of a receiver's name and 16 of a company's, in the midst of plain entries and alone."""
    rows: list[Row] = [("22", "065300279", str(n), 100, "", "PAT SAMPLE") for n in range(40)]
    rows[20] = ("22", "065300279", "20", 100, "", name)
    for entries in (rows, rows[20:21]):
        decided = [each.decision for each in decide_entries(nacha_file([("", company, entries)]), guard("lists"))]
        held = [decision for decision in decided if isinstance(decision, Hold)]
        assert len(held) == (len(entries) if at == "originator.name" else 1)
        assert ("SAN101", at) in {(finding.code, finding.at) for finding in held[-1].findings}


@pytest.mark.parametrize("looked_up", [0, 10**9], ids=["all read", "each looked up"])
def test_a_listed_number_is_held(monkeypatch: pytest.MonkeyPatch, looked_up: int) -> None:
    """However many numbers a file has; a number of fewer than five digits is everybody's."""
    monkeypatch.setattr(nacha_entries, "_LOOKED_UP", looked_up)
    rows: list[Row] = [("22", "065300279", "1", 100, number, "PAT SAMPLE") for number in ("", "17", "9900776655", "99")]
    decided = decide_entries(nacha_file([("", "STATE TAX AGENCY", rows)]), guard("lists"))
    assert [each.decision.outcome.value for each in decided] == ["accept", "accept", "hold", "accept"]


def test_a_name_that_leaves_room_in_its_field_is_whole() -> None:
    """Sixteen letters in a field of twenty-two were not cut off, so the start of a listed name is another name."""
    file = nacha_file([("", "STATE TAX AGENCY", [("22", "065300279", "1", 100, "", FULL[:16])] * 2)])
    assert {each.decision.outcome.value for each in decide_entries(file, guard("lists"))} == {"accept"}


def test_prenotes_are_accepted_and_screened() -> None:
    """They move no money and are decided like any payment: zero dollars are no question, a listed name is a hold."""
    rows: list[Row] = [("23", "065300279", str(n), 0, "", "JANE Q PUBLIC") for n in range(1, 40)]
    rows.append(("28", "065300279", "7", 0, "", "MALIK TARENTOV ZORBAN"))
    counting = Counting(Policy.preset("nacha-file"), Snapshot.sample(published=DAY), as_of=DAY)
    outcomes = [
        each.decision.outcome.value for each in decide_entries(nacha_file([("", "STATE TAX AGENCY", rows)]), counting)
    ]
    assert outcomes == ["accept"] * 39 + ["hold"]
    assert counting.asked < 10


@pytest.mark.parametrize(("sec_code", "code"), [("DNE", "23"), ("ACK", "24"), ("CCD", "24"), ("PPD", "33")])
def test_entries_that_only_tell_something_are_accepted(sec_code: str, code: str) -> None:
    """Notices of a death, acknowledgments, and remittance without money."""
    rows: list[Row] = [(code, "065300279", "1", 0, "", "JANE Q PUBLIC")] * 2
    file = nacha_file([("", "STATE TAX AGENCY", rows)], sec_code)
    assert {each.decision.outcome.value for each in decide_entries(file, guard("lists"))} == {"accept"}


def test_a_shared_decision_is_a_whole_one() -> None:
    """It equals the copy that pydantic makes, hashes and repr included, and can be copied and pickled."""
    rows: list[Row] = [("22", "065300279", "1", 100, "", "JANE Q PUBLIC")] * 3
    first, second, _ = (each.decision for each in decide_entries(nacha_file([("", "TAX", rows)]), guard("lists")))
    made = first.model_copy(update={"payment_id": second.payment_id})
    assert second == made
    assert repr(second) == repr(made)
    assert second.model_fields_set == made.model_fields_set
    assert pickle.loads(pickle.dumps(second)) == second == second.model_copy(deep=True)  # noqa: S301  our own bytes
    with pytest.raises(ValidationError):
        second.payment_id = "another"  # type: ignore[misc]
