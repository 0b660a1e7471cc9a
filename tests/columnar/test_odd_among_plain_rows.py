"""A row with one odd part, in the midst of plain ones of its group, gets the decision that it gets alone.

Twins compared: `columnar.alike_rows` with `Guard.decide`, for each field in which plain rows may differ and each rule.
"""

import datetime as dt
import json
import random
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.columnar.arrow_guard import ArrowGuard
from achguard.columnar.plain_lines import PlainLines
from achguard.directory import RoutingDirectory
from achguard.law.sec_codes import MOST_CENTS
from achguard.model.history import History, ReturnedEntry
from achguard.model.payment import Payment, SecCode
from achguard.policy import Policy
from achguard.sanctions.snapshot import Snapshot
from factories import Json, domestic_ppd_credit, domestic_web_debit, merged
from nacha_rows import Counting
from payment_tables import in_chunks, nested
from spec import AS_OF, TINY_DIRECTORY, Case, cases

PLACES: tuple[tuple[str, ...], ...] = (
    ("id",),
    ("receiver", "name"),
    ("receiver", "phone"),
    ("receiver", "account", "routing_number"),
    ("receiver", "account", "account_number"),
    *(("receiver", "address", part) for part in ("street", "city", "postal_code")),
)
LISTS = (("remittance",), ("receiver", "identifiers"))
HOME = {"street": "12 OAK ST", "city": "JACKSON", "state": "MS", "postal_code": "39201", "country": "US"}


def plain(number: int, base: Json | None = None) -> Json:
    """Give a plain payment, with values of its own in each field in which plain ones may differ."""
    own = {
        "id": f"row-{number}",
        "amount": f"{number % 900 + 1}.25",
        "remittance": [f"RENT FOR MARCH INVOICE {4471 + number}"],
        "receiver": {
            "name": ("JANE Q PUBLIC", "PAT SAMPLE", "ROBIN EXAMPLE")[number % 3],
            "address": HOME | {"street": f"{number} N OAK ST APT {number % 7}B"},
            "account": {"account_number": str(123456 + number)},
            "phone": f"+1601555{1000 + number % 9000}",
            "date_of_birth": f"19{10 + number % 80}-01-31",
            "identifiers": [{"type": "ssn", "value": f"0780511{number % 90 + 10}"}],
        },
    }
    return merged(base or domestic_web_debit(), own)


@cache
def guard_of(as_of: dt.date, lists: str, history: tuple[str, ...], *, directory: bool) -> Counting:
    """Give a guard that knows what the rule of a case knows."""
    published = {"sample": as_of, "stale": as_of - dt.timedelta(days=8), "none": None}[lists]
    return Counting(
        Policy.preset("us-domestic"),
        None if published is None else Snapshot.sample(published=published),
        RoutingDirectory.open(TINY_DIRECTORY) if directory else None,
        History(ReturnedEntry.model_validate_json(row) for row in history) if history else None,
        as_of=as_of,
    )


def by_case(case: Case) -> Counting:
    """Give the guard of a case."""
    history = tuple(json.dumps(row, default=str) for row in case.row.get("history") or ())
    as_of = case.row.get("as_of", AS_OF)
    return guard_of(as_of, case.row.get("lists", "sample"), history, directory=bool(case.row.get("directory")))


def different(payments: list[Payment], by: Counting, *, chunk: int = 1000) -> tuple[list[int], int]:
    """Give the rows that are decided otherwise together than alone, and how many were not decided by themselves."""
    together = []
    guard = ArrowGuard(by)
    decide = guard.guard
    assert isinstance(decide, Counting)
    for batch in in_chunks(nested(payments), chunk).to_batches():
        together += [each.model_copy(update={"payment_id": id_}) for _, id_, each in guard.decided(batch).rows()]
    shared = len(payments) - decide.asked
    alone = [by.decide(each) for each in payments]
    found = [n for n, (one, other) in enumerate(zip(together, alone, strict=True)) if one != other]
    return found, shared


def texts_of(value: Any) -> Iterator[str]:
    """Yield every text of a payment that is dumped."""
    if isinstance(value, dict):
        for below in value.values():
            yield from texts_of(below)
    elif isinstance(value, list | tuple):
        for below in value:
            yield from texts_of(below)
    elif isinstance(value, str):
        yield value


def with_text(row: Json, place: tuple[str, ...], text: str) -> Json:
    """Give a row with a text in one of its fields."""
    change: Any = text
    if place == ("remittance",):
        change = [text]
    if place[-1] == "identifiers":
        change = [{"type": "tax_id", "value": text}]
    for part in reversed(place):
        change = {part: change}
    return merged(row, change)


def taken(rows: list[Json]) -> list[Payment]:
    """Give the rows that are payments: a text may be too long for a field."""
    found = []
    for row in rows:
        try:
            found.append(Payment.model_validate(row))
        except ValueError:
            continue
    return found


def test_plain_rows_share_a_decision() -> None:
    """Rows that differ in each of the fields are decided once, in a debit and in a credit."""
    for base in (domestic_web_debit(), domestic_ppd_credit()):
        by = guard_of(AS_OF, "sample", (), directory=False)
        found, shared = different([payment_of(plain(number, base)) for number in range(300)], by)
        assert (found, shared) == ([], 299)


def test_plain_rows_without_an_account_share_a_decision() -> None:
    """That there is no routing number to look at is said of all that have none, and of none that has one."""
    by = guard_of(AS_OF, "sample", (), directory=False)
    rows = [plain(number) for number in range(300)]
    for number, row in enumerate(rows):
        # None, one with a type alone, one without a bank, which is asked for and so decided alone, and a whole one.
        account = (None, {"type": "checking"}, {"account_number": "4471"}, row["receiver"]["account"])[number % 4]
        row["receiver"]["account"] = account
    found, shared = different([payment_of(row) for row in rows], by)
    assert (found, shared) == ([], 300 - 75 - 3)


@pytest.mark.parametrize("sec_code", sorted(code.value for code in MOST_CENTS))
def test_an_amount_over_the_limit_of_its_sec_code(sec_code: str) -> None:
    """An amount over the limit of its SEC code among those under it, which are decided together."""
    most = MOST_CENTS[SecCode(sec_code)]
    amounts = [most + more for more in (-1, 0, 1, -2, 0, 2, -3)]
    rows = [merged(plain(n), {"amount": f"{cents / 100:.2f}", "sec_code": sec_code}) for n, cents in enumerate(amounts)]
    by = guard_of(AS_OF, "sample", (), directory=False)
    assert different([*map(payment_of, rows)], by) == ([], 4)


@pytest.mark.parametrize("country", ["UA", None])
def test_places_under_another_country_are_each_looked_at(country: str | None) -> None:
    """A town under embargo beside one that is not: only in the United States lines of an address may differ."""
    rows = [plain(number) for number in range(6)]
    for row, city in zip(rows, ("KYIV", "SEVASTOPOL", "KYIV", "TEHRAN", "KYIV", "YALTA"), strict=True):
        row["receiver"]["address"] = {"city": city, "country": country}
    by = guard_of(AS_OF, "sample", (), directory=False)
    assert different([*map(payment_of, rows)], by) == ([], 0)


def payment_of(row: Json) -> Payment:
    """Give a row as a payment."""
    return Payment.model_validate(row)


BY_RULE = {case.rule.code: [other for other in cases() if other.rule is case.rule] for case in cases()}


@pytest.mark.slow
@pytest.mark.parametrize("code", BY_RULE)
def test_what_a_rule_speaks_of_is_decided_alone(code: str) -> None:
    """Each text of a rule's own spec in each field in which plain rows differ, and its payments beside plain ones."""
    groups: dict[Counting, list[Payment]] = {}
    tried: set[tuple[Counting, str]] = set()
    for number, case in enumerate(BY_RULE[code]):
        by, dumped = by_case(case), case.payment.model_dump(mode="json", exclude_none=True)
        rows = [dumped, plain(1, dumped), plain(2, dumped), plain(3)]
        for text in dict.fromkeys(texts_of(case.row.get("with", {}))):
            if text and (by, text) not in tried:  # in a column of its own an empty text is nothing
                rows += [with_text(plain(number), place, text) for place in (*PLACES, *LISTS)]
            tried.add((by, text))
        groups.setdefault(by, []).extend(taken(rows))
    for by, payments in groups.items():
        found, shared = different(payments, by)
        assert [payments[n].model_dump_json(exclude_defaults=True) for n in found] == []
        assert shared == 0 if by.history is not None else shared > 0


NAMES = [name.text for entity in Snapshot.sample().entities for name in entity.names]
BESIDE = ("PAYMENT FOR", "INV 4471", "RENT", "TO THE", "VESSEL", "MV", "A", "2026", "BANK", "")


def spoilt(name: str, rng: random.Random) -> str:
    """Give a listed name as somebody may write it into a memo line."""
    words = "".join(char if char.isalnum() else " " for char in name).split() or [name]
    how = rng.randrange(8)
    at = rng.randrange(len(words))
    word = words[at]
    if how == 1:
        rng.shuffle(words)
    elif how == 2 and len(word) > 3:
        cut = rng.randrange(len(word))
        words[at] = word[:cut] + rng.choice("AEIOSTN") + word[cut + 1 :]
    elif how == 3 and len(words) > 1:
        words = ["".join(words[:2]), *words[2:]]
    elif how == 4 and len(word) > 4:
        words[at : at + 1] = [word[:3], word[3:]]
    elif how == 5 and len(words) > 2:
        words.pop(at)
    text = f"{rng.choice(BESIDE)} {' '.join(words)} {rng.choice(BESIDE)}".strip()
    return text.lower() if how == 6 else text.replace(" ", ", ", 1) if how == 7 else text


@pytest.mark.slow
def test_listed_names_in_lines_are_never_passed_by() -> None:
    """Written in many forms, in memo lines and streets among plain rows; most lines without a name share a decision."""
    rng = random.Random(20261123)
    rows = []
    for number in range(600):
        place = rng.choice((("remittance",), ("receiver", "address", "street")))
        rows += [plain(number), with_text(plain(number), place, spoilt(rng.choice(NAMES), rng)[:200])]
    found, shared = different(taken(rows), guard_of(AS_OF, "sample", (), directory=False))
    assert found == []
    assert shared > 600


@cache
def lines() -> PlainLines:
    """Give what tells plain lines with the sample list."""
    return PlainLines(Snapshot.sample(published=AS_OF), None)


IBANS = ("DE89370400440532013000", "NO9386011117947", "GB29NWBK60161331926819", "MT84MALT011000012345MTLCAST001S")
LABELS = [
    "PASSPORT",
    "IMO",
    "TEL",
    "TAX ID",
    "SSN",
    "SWIFT",
    "BIC",
    "IBAN",
    "NATIONAL ID",
    "SOCIAL SECURITY",
    "COMPANY NO",
    "TRAVEL DOCUMENT",
    "LEGAL ENTITY IDENTIFIER",
    "NO",
    "AT",
    "DE",
    "IT",
]
NUMBERS = [number.value for entity in Snapshot.sample().entities for number in entity.identifiers]


def grouped(text: str, size: int) -> str:
    """Give a number in groups."""
    return " ".join(text[at : at + size] for at in range(0, len(text), size))


@given(
    st.sampled_from([*IBANS, *NUMBERS]),
    st.sampled_from([1, 2, 3, 4, 5, 9, 99]),
    st.lists(st.sampled_from(LABELS), max_size=2),
    st.lists(st.sampled_from(["RENT", "INV", "17", "A", "OF"]), max_size=2),
    st.integers(0, 34),
)
def test_a_line_made_of_plain_words_says_nothing(
    number: str, size: int, labels: list[str], others: list[str], cut: int
) -> None:
    """What the words alone clear, no reader of the rules finds anything in: numbers, IBANs and labels in every form."""
    line = " ".join([*others, *labels, grouped(number[cut:] or number, size)])
    assert not lines()._is_simple(line) or lines()._is_silent(line)


PERSONS = [name.text for entity in Snapshot.sample().entities if entity.kind == "individual" for name in entity.names]
RESPELT = (
    *(("KH", "CH"), ("YU", "JU"), ("V", "W"), ("ZH", "J"), ("SH", "SCH"), ("OV", "OFF"), ("Q", "K"), ("AL ", "EL ")),
    *(
        ("Y", "J"),
        ("OU", "U"),
        ("I", "EE"),
        ("U", "O"),
        ("AL ", "AL"),
        ("PH", "F"),
        ("TH", "T"),
        ("A", "E"),
        ("W", "V"),
    ),
)
BEFORE = ("", "RENT", "INV 4471", "GIFT FROM", "TUITION FALL 2026 STUDENT", "PAT")
BEHIND = ("", "LOAN 88", "JACKSON MS", "DOL 04 14 26", "IN MEMORY OF MOM", "SAMPLE", "S LOAN")


def respelt(name: str, rng: random.Random) -> str:
    """Give a person's name as somebody may have heard it, in any order, in a line."""
    words = " ".join("".join(char if char.isalnum() else " " for char in name).split())
    for one, other in rng.sample(RESPELT, rng.randrange(4)):
        words = words.replace(one, other)
    written = words.split()
    if rng.randrange(2):
        rng.shuffle(written)
    return " ".join([rng.choice(BEFORE), *written, rng.choice(BEHIND)]).strip()


def test_a_line_with_a_person_respelt_is_not_passed_by() -> None:
    """Whatever spelling and order tells a person, the words of the line are not plain; and many persons are told."""
    rng, told = random.Random(20261126), 0
    for name in PERSONS * 25:
        line = respelt(name, rng)
        silent = lines()._is_silent(line)
        told += not silent
        assert silent or not lines()._is_simple(line), line
    assert told > len(PERSONS) * 10


@pytest.mark.parametrize(
    "line", ["RENT GARDAVI PURANK LOAN 8", "RENT BENZERUK JASINE ABDELMUTALIB", "RENT WOLCHOWENKO EWSTAFI 88"]
)
def test_a_person_told_by_the_spelling_alone_is_not_passed_by(line: str) -> None:
    """A line of which no telling word is a listed one is read, since a rare word sounds like one of a person's."""
    assert not lines().is_plain(line)


def test_a_rare_word_of_a_person_alone_is_plain() -> None:
    """One that stands beside no other word that may be a person's asks for nobody."""
    assert lines()._is_simple("RENT GARDAVI LOAN 8")
    assert lines()._is_simple("RENT PAT SAMPLE LOAN 88")
