"""Entries that are decided together get exactly the decisions that they get alone."""

import datetime as dt
import io
from collections.abc import Iterable
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from achguard.columnar.nacha_entries import decide_entries
from achguard.directory import RoutingDirectory
from achguard.guard import Guard
from achguard.model.decision import Accept, Ask, Hold, Redirect
from achguard.model.finding import Finding
from achguard.model.history import History, ReturnedEntry
from achguard.model.payment import Payment
from achguard.nacha import read
from achguard.nacha.reader import NachaFile
from achguard.nacha.record_text import record_text
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
)
NUMBERS = ("", "17", "X0000001", "078051120", "GODE561231HDFRRN", "52998224725")
CODES = ("22", "27", "32", "37", "23")
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
    st.sampled_from(("22", "32")),
    st.sampled_from(("065300279", "021502011")),
    st.integers(1, 10**16).map(str),
    st.integers(1, 25_000_00),
    st.integers(0, 10**14).map(str) | st.just(""),
    st.sampled_from(NAMES[:2]),
)
Row = tuple[str, str, str, int, str, str]


def nacha_file(batches: list[tuple[str, str, list[Row]]]) -> NachaFile:
    """Write batches of (descriptive date, company, entries) and read them back."""
    stream = io.BytesIO()
    out = FileWriter(stream, record_text("file_header", HEADER).encode())
    trace = 0
    for number, (descriptive, company, rows) in enumerate(batches, 1):
        header = {
            "service_class": "200",
            "company_name": company,
            "company_identification": "1640000001",
            "sec_code": "PPD",
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
        by.decide(entry.payment, also=entry.findings())
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
    )
)
def test_together_is_as_alone(which: str, batches: list[tuple[str, str, list[Row]]]) -> None:
    """Whatever stands in a file, each entry gets the decision that it gets by itself, in the file's order."""
    file = nacha_file(batches)
    together = [decided.decision.model_dump_json() for decided in decide_entries(file, guard(which))]
    assert together == [decision.model_dump_json() for decision in alone(file, guard(which))]


class Counting(Guard):
    """A guard that counts the payments it is asked about."""

    __slots__ = ("asked",)

    def decide(self, payment: Payment, *, also: Iterable[Finding] = ()) -> Accept | Ask | Redirect | Hold:
        """Decide as any guard does."""
        self.asked = getattr(self, "asked", 0) + 1
        return super().decide(payment, also=also)


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


@pytest.mark.parametrize("junk", [b"", b"x" * 94, b"6" * 940])
def test_a_file_without_readable_entries_loses_nothing(junk: bytes) -> None:
    """Entries that are no payments are held, one decision each."""
    good = nacha_file([("", "STATE TAX AGENCY", [("22", "065300279", "1", 1, "", "JANE")])])
    assert len(list(decide_entries(good, guard("lists")))) == 1
    broken = read(b"101 061000146 0653002792611230900A094101".ljust(94) + b"\n" + junk + b"\n", as_of=DAY)
    decided = list(decide_entries(broken, guard("lists")))
    assert len(decided) == broken.entry_count
    assert all(isinstance(each.decision, Hold) for each in decided)
