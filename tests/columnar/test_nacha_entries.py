"""Entries that are decided together get exactly the decisions that they get alone.

Twins compared: `columnar.nacha_entries` with `Guard.decide`, entry by entry, with how many decisions were shared.
"""

import pickle
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from achguard.columnar import plain_fields
from achguard.columnar.nacha_entries import decide_entries
from achguard.model.decision import Hold
from achguard.nacha import read, survey
from achguard.nacha.writing.writer import NewAddendum, NewBatch, NewEntry, write
from achguard.policy import Policy
from achguard.sanctions.snapshot import Snapshot
from nacha_edits import edited
from nacha_rows import (
    ACCOUNTS,
    DAY,
    HEADER,
    NAMES,
    NUMBERS,
    ODFI,
    PLAIN,
    ROUTING,
    Counting,
    Row,
    alone,
    guard,
    nacha_file,
    written,
)

if TYPE_CHECKING:
    from achguard.nacha.writing.record_text import Values

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


@pytest.fixture(autouse=True)
def _prove_small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "_MIN_LINES_TO_PROVE", 1)


@pytest.mark.slow
@pytest.mark.parametrize("which", ["lists", "nothing", "directory", "asking", "capable", "history", "fewer rules"])
def test_together_is_as_alone(which: str) -> None:
    """Whatever stands in a file, each entry gets the decision that it gets by itself, in the file's order."""
    by, shared = guard(which), 0

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        batches=st.lists(
            st.tuples(
                st.sampled_from(("", "SD1300")),
                st.sampled_from(("STATE TAX AGENCY", "QUENTARA MARITIM")),
                st.lists(plain_entries | plain_entries | plain_entries | entries, min_size=6, max_size=25),
            ),
            min_size=2,
            max_size=3,
        ),
        sec_code=st.sampled_from(SEC_CODES),
    )
    @example(batches=[("", "STATE TAX AGENCY", [PLAIN] * 60)], sec_code="PPD")  # which shares, whatever else is drawn
    def each_file(batches: list[tuple[str, str, list[Row]]], sec_code: str) -> None:
        nonlocal shared
        file, before = nacha_file(batches, sec_code), by.asked
        together = [decided.decision.model_dump_json() for decided in decide_entries(file, by)]
        shared += len(together) - (by.asked - before)
        assert together == [decision.model_dump_json() for decision in alone(file, by)]

    each_file()
    assert shared == 0 if which == "history" else shared > 50, shared


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


def test_batches_of_one_header_share_a_decision() -> None:
    """Batches that differ in their number alone share what is decided; one of another company is asked for itself."""
    rows: list[Row] = [("22", "065300279", str(1000 + i), 100 + i, "", "JANE Q PUBLIC") for i in range(10)]
    same = ("", "STATE TAX AGENCY", rows)
    file = nacha_file([same, same, same, ("", "NORTHERN PAY", rows), same])
    counting = Counting(Policy.preset("nacha-file"), Snapshot.sample(published=DAY), as_of=DAY)
    decided = [each.decision for each in decide_entries(file, counting)]
    assert counting.asked == 2
    assert decided == alone(file, counting)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("ANN OR MALIK T ZORBAN", "SAN101"),
        ("REF TY MARCHWOOD TAX", "SAN101"),
        ("MALIK AND ANN ZORBAN", "SAN101"),
        ("A DBA REPUBLIC OF CUBA", "SAN105"),
        ("A,DBA REPUBLIC OF CUBA", "SAN105"),
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


@pytest.mark.parametrize("in_utf_8", [False, True])
@pytest.mark.parametrize("name", ["JOSÉ ROE", "MALIK TARÉNTOV ZORBAN", "JANE ROE\xa0", "JANE¿ROE"])
def test_a_name_with_another_letter_is_decided_among_plain_ones(name: str, *, in_utf_8: bool) -> None:
    """Letters beyond ASCII in a name, in either encoding, concern its own entry."""
    rows: list[Row] = [*[PLAIN] * 30, (*PLAIN[:5], name), *[PLAIN] * 30]
    file, by = written([({}, rows)], in_utf_8=in_utf_8), guard("lists")
    before = by.asked
    seen = [each.decision for each in decide_entries(file, by)]
    assert by.asked - before < 10
    assert seen == alone(file, by)


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
    """However many numbers a file has; a number of fewer than eight digits is everybody's, a ship's IMO number too."""
    monkeypatch.setattr(plain_fields, "_LOOKED_UP", looked_up)
    numbers = ("", "17", "9900776655", "9990001", "99")
    rows: list[Row] = [("22", "065300279", "1", 100, number, "PAT SAMPLE") for number in numbers]
    decided = decide_entries(nacha_file([("", "STATE TAX AGENCY", rows)]), guard("lists"))
    assert [each.decision.outcome.value for each in decided] == ["accept", "accept", "hold", "accept", "accept"]


@pytest.mark.parametrize("number", ["IMO 9990001", "IMO9990001"])
def test_a_short_number_with_its_label_is_held(number: str) -> None:
    """A label in the number's field says what kind it is, in the midst of plain entries too."""
    rows: list[Row] = [("22", "065300279", str(n), 100, "", "PAT SAMPLE") for n in range(1, 5)]
    rows[2] = ("22", "065300279", "2", 100, number, "PAT SAMPLE")
    decided = decide_entries(nacha_file([("", "STATE TAX AGENCY", rows)]), guard("lists"))
    assert [each.decision.outcome.value for each in decided] == ["accept", "accept", "hold", "accept"]


def test_a_name_that_leaves_room_in_its_field_is_whole() -> None:
    """Sixteen letters in a field of twenty-two were not cut off, so the start of a listed name is another name."""
    file = nacha_file([("", "STATE TAX AGENCY", [("22", "065300279", "1", 100, "", FULL[:16])] * 2)])
    assert {each.decision.outcome.value for each in decide_entries(file, guard("lists"))} == {"accept"}


def test_what_is_known_of_a_name_is_known_of_the_width_of_its_field() -> None:
    """The name that fills a company's field was cut off, and the same letters in a receiver's wider one were not."""
    rows: list[Row] = [("22", "065300279", str(n), 100, "", FULL[:16]) for n in range(1, 41)]
    rows[20] = ("22", "091050234", "21", 100, "", FULL[:16])  # decided alone, for its routing number
    by = guard("lists")
    file = nacha_file([("", FULL[:16], rows)])
    decided = [each.decision for each in decide_entries(file, by)]
    assert decided == alone(file, by)
    for each in decided:
        assert [finding.at for finding in each.findings if finding.code == "SAN101"] == ["originator.name"]


@pytest.mark.parametrize("least", [None, 0.65, 0.95])
def test_the_policys_score_holds_among_plain_entries_too(least: float | None) -> None:
    """Names are hits together from the score from which they are hits alone."""
    policy = Policy.preset("nacha-file")
    screening = policy.screening.model_copy(update={"min_score": least})
    by = Counting(policy.model_copy(update={"screening": screening}), Snapshot.sample(published=DAY), as_of=DAY)
    names = ("PAT SAMPLE", "MALIC TARENTOF ZURBEN", "JANE ROE", "MALIC TARENTOV ZORBEN", "JANE ROE", "PAT SAMPLE")
    rows: list[Row] = [("22", "065300279", "1", 100, "", name) for name in names]
    file = nacha_file([("", "STATE TAX AGENCY", rows)])
    decided = [each.decision for each in decide_entries(file, by)]
    assert decided == alone(file, by)
    held = [number for number, decision in enumerate(decided) if isinstance(decision, Hold)]
    assert held == {None: [3], 0.65: [1, 3], 0.95: []}[least]


def test_each_chunk_of_a_file_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is odd in one stretch of a file says nothing of the next, which has entries of its own."""
    monkeypatch.setattr("achguard.nacha.bytes.lines.CHUNK", 95 * 40)
    rows: list[Row] = [("22", "065300279", str(n), 100 + n, "", "PAT SAMPLE") for n in range(1, 181)]
    for number in (7, 60, 61, 130):
        rows[number] = (*rows[number][:5], "MALIK TARENTOV ZORBAN")
    rows[90] = (rows[90][0], "091050234", *rows[90][2:])
    file, by = nacha_file([("", "STATE TAX AGENCY", rows)]), guard("lists")
    before = by.asked
    decided = list(decide_entries(file, by))
    assert by.asked - before < 30
    assert [each.decision for each in decided] == alone(file, by)
    assert [each.line for each in decided] == list(range(3, 183))
    odd = [number for number, each in enumerate(decided) if each.decision.outcome.value != "accept"]
    assert odd == [7, 60, 61, 90, 130]


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


@pytest.mark.parametrize("base", ["DNE", "ACK", "remittance", "prenote"])
def test_entries_that_only_tell_something_are_accepted(base: str) -> None:
    """Notices of a death, acknowledgments, remittance without money, and prenotes."""
    file = read(edited({"base": base}), as_of=DAY)
    assert {each.decision.outcome.value for each in decide_entries(file, guard("lists"))} == {"accept"}


def test_a_shared_decision_is_a_whole_one() -> None:
    """It equals the copy that pydantic makes, hashes and repr included, and can be copied and pickled."""
    rows: list[Row] = [("22", "065300279", "1", 100, "", "JANE Q PUBLIC")] * 3
    by = guard("lists")
    before = by.asked
    first, second, _ = (each.decision for each in decide_entries(nacha_file([("", "TAX", rows)]), by))
    assert by.asked == before + 1
    made = first.model_copy(update={"payment_id": second.payment_id})
    assert second == made
    assert repr(second) == repr(made)
    assert second.model_fields_set == made.model_fields_set
    assert pickle.loads(pickle.dumps(second)) == second == second.model_copy(deep=True)  # noqa: S301  our own bytes
    with pytest.raises(ValidationError):
        second.payment_id = "another"  # type: ignore[misc]


def test_entries_with_addenda_are_decided_as_alone() -> None:
    """Among plain entries, text over the ends of addenda leads to the decision that it leads to alone."""
    texts = [
        ("INV 7", "THANK YOU"),
        ("820*00*N1*PE*MALIK TAREN", "TOV ZORBAN*ENT*1"),
        ("TO IBAN DE893704004", "40532013000 REF 12"),
        ("TO IR58 0540 10", "51 8002 1273 1130 07"),
        ("SWIFT BNVED", "EF1 INV 7"),
        ("XFER 1SampLeAddressNotR", "eaL99ChainBriar"),
    ]
    entry: Values = {
        "transaction_code": "22",
        "rdfi_identification": ROUTING[0][:8],
        "account_number": "123456789",
        "amount": 12500,
        "individual_name": "JANE Q PUBLIC",
    }
    entries = []
    for text in texts:
        plain = NewEntry(entry)
        addenda = tuple(NewAddendum("addenda_05", {"payment_information": line}) for line in text)
        entries += [plain, NewEntry(entry, addenda), plain]
    header: Values = {
        "company_name": "MAGNOLIA MILLS",
        "company_identification": "1640000001",
        "sec_code": "CTX",
        "entry_description": "PAYMENT",
        "effective_date": "261125",
        "odfi_identification": ODFI,
    }
    file = read(write(HEADER, [NewBatch(header, tuple(entries))]), as_of=DAY)
    decided = [each.decision for each in decide_entries(file, guard("lists"))]
    assert decided == alone(file, guard("lists"))
    outcomes = [decision.outcome.value for decision in decided]
    assert outcomes[1::3] == ["accept", "hold", "redirect", "hold", "hold", "hold"]
    assert set(outcomes[::3]) == set(outcomes[2::3]) == {"accept"}
