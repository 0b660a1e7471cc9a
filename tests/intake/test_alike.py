"""Deciding entries by their likeness gives what deciding each by itself gives."""

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from achguard import Guard, Policy, Snapshot
from achguard.intake.alike import decide_entries
from achguard.model.decision import Accept
from achguard.model.history import History, ReturnedEntry
from achguard.model.payment import Payment
from achguard.nacha import NachaFile, read
from achguard.nacha.plain import PlainEntry, entries_of
from achguard.nacha.record_text import Values
from achguard.nacha.writer import NewAddendum, NewBatch, NewEntry, write
from achguard.rules import RULES
from achguard.rules._context import Context
from achguard.rules._gate import Always
from achguard.rules._rule import Observation, Rule

AS_OF = dt.date(2026, 11, 23)
HEADER: Values = {
    "immediate_destination": "061000146",
    "immediate_origin": " 065300279",
    "file_creation_date": AS_OF,
}
BATCH: Values = {
    "company_name": "MAGNOLIA MILLS",
    "company_identification": "1640000001",
    "entry_description": "PAYROLL",
    "effective_date": AS_OF + dt.timedelta(days=2),
    "odfi_identification": "06530027",
}
BANKS = ("06100014", "06100014", "06530027", "02600320", "00000051", "12104288")
ENOUGH = 40  # entries of a batch; fewer than 32 lines are never proven together

accounts = st.one_of(
    st.text("0123456789", min_size=1, max_size=17),
    st.sampled_from(
        (
            "DE8937040044053",
            "12345",
            "12345",
            "0",
            "000000000",
            "12-34",
            "12 34",
            "032180000118359",
            "11835970",
            "GB29NWBK6016133",
        )
    ),
)
names = st.one_of(
    st.sampled_from(("JANE Q PUBLIC", "MALIK TARENTOV ZORBAN", "O'BRIEN, PAT", "JOSE 123", ".", "Zorban Malik", "A")),
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ '.-&", min_size=1, max_size=22).filter(str.strip),
)
numbers = st.one_of(
    st.text("0123456789", max_size=15),
    st.sampled_from(
        (
            "078-05-1120",
            "123.456.789-09",
            "046 454 286",
            "A1",
            "900012345",
            "99001",
            "12  34",
            "XAXX010101000",
            "9087321",
        )
    ),
)


@st.composite
def entries(draw: st.DrawFn) -> NewEntry:
    """Draw an entry, plain or peculiar."""
    values: Values = {
        "transaction_code": draw(st.sampled_from(("22", "22", "27", "32", "37"))),
        "rdfi_identification": draw(st.sampled_from(BANKS)),
        "account_number": draw(accounts),
        "amount": draw(st.sampled_from((1, 12500, 99_999_999, 100_000_001, 9_999_999_999))),
        "individual_id": draw(numbers),
        "individual_name": draw(names),
    }
    addenda = (NewAddendum("addenda_05", {"payment_information": "INV 7"}),) if draw(st.integers(0, 9)) == 0 else ()
    return NewEntry(values, addenda)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Draw a file with one long batch."""
    header: Values = {
        **BATCH,
        "sec_code": draw(st.sampled_from(("PPD", "CCD", "WEB"))),
        "descriptive_date": draw(st.sampled_from(("", "", "SD1300"))),
        "company_discretionary_data": draw(st.sampled_from(("", "DEUTDEFF"))),
    }
    return write(HEADER, [NewBatch(header, tuple(draw(st.lists(entries(), min_size=ENOUGH, max_size=ENOUGH))))])


HISTORY = History(
    [
        ReturnedEntry(code="R85", routing_number="061000146", account_number="12345"),
        ReturnedEntry(code="R90", identifier="9087321"),
    ]
)
LISTS = Snapshot.sample(published=AS_OF)
GUARDS = tuple(Guard(Policy.preset("nacha-file"), LISTS, history=history, as_of=AS_OF) for history in (None, HISTORY))


def one_by_one(file: NachaFile, guard: Guard) -> Iterator[str]:
    """Decide each entry by itself."""
    for entry in file.entries:
        if entry.payment is None:
            yield guard.decide_unread(entry.id, entry.findings()).model_dump_json()
        else:
            yield guard.decide(entry.payment, also=entry.findings()).model_dump_json()


def alike(**changes: str) -> NewEntry:
    """Give a plain entry."""
    values: Values = {
        "transaction_code": "22",
        "rdfi_identification": "06100014",
        "account_number": "12345",
        "amount": 12500,
        "individual_name": "JANE Q PUBLIC",
    }
    return NewEntry({**values, **changes})


def file_of(*entries: NewEntry) -> NachaFile:
    """Write and read a file with one batch of consumer entries."""
    return read(write(HEADER, [NewBatch({**BATCH, "sec_code": "PPD"}, entries)]), as_of=AS_OF)


@settings(max_examples=40)
@given(files(), st.sampled_from(GUARDS))
def test_every_rule_says_the_same_of_entries_that_are_alike(content: bytes, guard: Guard) -> None:
    """Whatever stands in account, name, number and amount: the same bytes as deciding entry by entry."""
    file = read(content, as_of=AS_OF)
    assert [each.decision.model_dump_json() for each in decide_entries(file, guard)] == list(one_by_one(file, guard))


def test_plain_entries_are_decided_without_being_made() -> None:
    """Of many entries that are alike only the first is a payment; the others have its decision and their own ids."""
    decided = list(decide_entries(file_of(*(alike(amount=str(n + 1)) for n in range(60))), GUARDS[0]))
    assert sum(isinstance(each.entry, PlainEntry) for each in decided) >= 50
    assert [each.decision.payment_id for each in decided] == [f"06530027{n:07}" for n in range(1, 61)]
    assert {type(each.decision) for each in decided} == {Accept}
    assert decided[1].decision == decided[1].decision.model_copy()


def test_an_entry_is_what_it_is_also_where_it_is_picked_as_plain() -> None:
    """Its lines, payment and findings are those of the entry that the file gives."""
    file = file_of(*(alike(account_number=str(n + 1)) for n in range(60)))
    for picked, entry in zip(entries_of(file), file.entries, strict=True):
        again = picked.entry() if isinstance(picked, PlainEntry) else picked
        assert (again.raw_lines, again.payment, again.findings()) == (entry.raw_lines, entry.payment, entry.findings())


@pytest.mark.parametrize(
    "changes", [{"individual_name": "MALIK TARENTOV ZORBAN"}, {"account_number": "DE8937040044053"}]
)
def test_one_entry_that_differs_among_many_is_seen(changes: dict[str, str]) -> None:
    """A listed name and a hidden IBAN stand out from fifty ordinary entries."""
    file = file_of(*(alike() for _ in range(25)), alike(**changes), *(alike() for _ in range(25)))
    decided = list(decide_entries(file, GUARDS[0]))
    assert [number for number, each in enumerate(decided) if not isinstance(each.decision, Accept)] == [25]


def test_an_entry_whose_trace_is_not_above_the_one_before_has_its_problem() -> None:
    """A run that is right in itself may begin behind an entry that is none of it."""
    peculiar = alike(account_number="12-34", trace_number="065300279000000")
    file = file_of(*(alike() for _ in range(40)), peculiar, *(alike() for _ in range(40)))
    assert [each.decision.model_dump_json() for each in decide_entries(file, GUARDS[0])] == list(
        one_by_one(file, GUARDS[0])
    )


def test_a_rule_of_somebody_else_sees_every_payment() -> None:
    """Nobody knows what it looks at, so every entry becomes a payment."""

    class OddAmount(Rule):
        code, name, since, message, source = "ACH901", "odd-amount", "1", "Odd.", "test"
        strength = GUARDS[0].rules[0].strength
        gate = Always()

        def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
            if int(payment.amount * 100) % 2:
                yield self.finding(at="amount")

    guard = Guard(Policy.preset("nacha-file"), LISTS, as_of=AS_OF, rules=(*RULES, OddAmount()))
    decided = list(decide_entries(file_of(*(alike(amount=str(n + 1)) for n in range(50))), guard))
    assert [bool(each.decision.findings) for each in decided] == [n % 2 == 0 for n in range(50)]
