"""An entry with one odd part, in the midst of plain ones, gets the decision that it gets alone.

Twins compared: `columnar.nacha_entries` with `Guard.decide`, for each part of an entry and for each rule.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from achguard.columnar.nacha_entries import decide_entries
from achguard.directory import RoutingDirectory
from achguard.law.sec_codes import DESCRIPTIONS, MOST_CENTS
from achguard.model.history import History, ReturnedEntry
from achguard.model.payment import Direction, Payment, SecCode
from achguard.nacha import survey
from achguard.nacha.reader import NachaFile
from achguard.nacha.writing.record_text import Values
from achguard.policy import Policy
from achguard.sanctions.snapshot import Snapshot
from nacha_rows import (
    ACCOUNTS,
    DAY,
    NAMES,
    NUMBERS,
    PLAIN,
    ROUTING,
    Counting,
    Row,
    alone,
    guard,
    nacha_file,
    writable,
    written,
)
from spec import AS_OF, TINY_DIRECTORY, Case, cases

AMOUNTS = (1, 125_00, 20_000_00, 25_000_00, 25_000_01, 100_000_01, 1_000_000_01)
ODD = [
    *((*PLAIN[:1], routing, *PLAIN[2:]) for routing in ROUTING),
    *((*PLAIN[:2], account, *PLAIN[3:]) for account in (*ACCOUNTS, "")),
    *((*PLAIN[:3], cents, *PLAIN[4:]) for cents in AMOUNTS),
    *((*PLAIN[:4], number, *PLAIN[5:]) for number in NUMBERS),
    *((*PLAIN[:5], name) for name in NAMES),
]
Returned = tuple[tuple[str, str], ...]
PLAIN_SEC_CODES = frozenset({"PPD", "CCD", "WEB", "TEL"})


@pytest.fixture(autouse=True)
def _prove_small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "_MIN_LINES_TO_PROVE", 1)


def different(file: NachaFile, by: Counting) -> tuple[list[int], int]:
    """Give the entries that are decided otherwise together than alone, and how many decisions were shared."""
    before = by.asked
    together = [decided.decision.model_dump_json() for decided in decide_entries(file, by)]
    shared = len(together) - (by.asked - before)
    apart = [decision.model_dump_json() for decision in alone(file, by)]
    return [number for number, (one, other) in enumerate(zip(together, apart, strict=True)) if one != other], shared


@pytest.mark.slow
@pytest.mark.parametrize("sec_code", ["PPD", "CCD", "WEB"])
@pytest.mark.parametrize("descriptive", ["", "SD1300"])
@pytest.mark.parametrize("which", ["lists", "nothing", "directory", "asking", "capable"])
def test_one_odd_part(which: str, descriptive: str, sec_code: str) -> None:
    """Whichever part is odd, under every guard; the plain ones beside it share a decision."""
    rows = [PLAIN] * 10
    for odd in ODD:
        rows += [PLAIN, odd]
    found, shared = different(nacha_file([(descriptive, "STATE TAX AGENCY", rows)], sec_code), guard(which))
    assert found == []
    assert shared > len(ODD)


@pytest.mark.parametrize("sec_code", sorted(code.value for code in MOST_CENTS))
def test_an_amount_over_the_limit_of_its_sec_code(sec_code: str) -> None:
    """The limit of an SEC code may be lower than that of any day; amounts under it are decided together."""
    code = SecCode(sec_code)
    plain: Row = ("27", *PLAIN[1:])
    rows: list[Row] = [(*plain[:3], MOST_CENTS[code] + more, *plain[4:]) for more in (-1, 0, 1, -2, 0, 2, -3)]
    header: Values = {"sec_code": sec_code, "entry_description": DESCRIPTIONS.get(code, "PAYROLL")}
    found, shared = different(written([(header, [plain] * 20 + rows)] * 2), guard("lists"))
    assert found == []
    assert (shared > 30) is (sec_code not in {"POP", "XCK"})  # of those two the name stands elsewhere


@pytest.mark.parametrize("which", ["lists", "directory"])
def test_one_odd_part_of_an_ordinary_batch(which: str) -> None:
    """The quick one of the test above: one header, under a guard with a routing directory and one without."""
    rows = [row for odd in ODD for row in (PLAIN, odd)]
    found, shared = different(nacha_file([("", "STATE TAX AGENCY", [PLAIN, *rows])]), guard(which))
    assert found == []
    assert shared > len(ODD) // 2


def header_of(payment: Payment) -> Values:
    """Give what a batch header can say of a payment."""
    company = [number.value for number in payment.originator.identifiers]
    sec_code = "" if payment.sec_code is None else payment.sec_code.value
    header: Values = {
        "company_name": writable(payment.originator.name)[:16],
        "company_identification": writable(company[0] if company else "1640000001")[:10],
        "company_discretionary_data": writable(" ".join(payment.remittance))[:20],
        "entry_description": writable(payment.entry_description or "PAYROLL")[:10],
        "descriptive_date": "SD1300" if payment.same_day else "",
        "effective_date": payment.effective_date or DAY,
        "sec_code": sec_code if sec_code in PLAIN_SEC_CODES else "PPD",
    }
    return header


def rows_of(payment: Payment) -> tuple[Row, list[Row]]:
    """Give a plain entry of a payment's direction, and entries with whatever it has that an entry can hold."""
    codes = {(Direction.CREDIT, False): "22", (Direction.DEBIT, False): "27", (Direction.CREDIT, True): "23"}
    code = codes.get((payment.direction, payment.zero_dollar), "28")
    plain: Row = (code, *PLAIN[1:3], 0 if payment.zero_dollar else PLAIN[3], *PLAIN[4:])
    parties = (payment.receiver, payment.originator)
    accounts = [party.account for party in parties if party.account is not None]
    # A control counts banks by eight digits; what has none is no entry that could be passed by.
    routing = [text for each in accounts if (text := writable(each.routing_number or ""))[:8].isdigit() and text[7:]]
    numbers = [writable(text) for each in accounts for text in (each.account_number, each.iban, each.bic) if text]
    others = [writable(number.value) for party in parties for number in party.identifiers]
    names = [writable(party.name) for party in parties]
    names += [writable(bank.name or "") for bank in (*payment.correspondents, *(each.bank for each in accounts))]
    cents = int(payment.amount * 100) % 10**10
    odd: list[Row] = [
        *((*plain[:1], text, *plain[2:]) for text in routing),
        *((*plain[:2], text, *plain[3:]) for text in numbers),
        (*plain[:3], cents, *plain[4:]),
        *((*plain[:4], text, *plain[5:]) for text in others),
        *((*plain[:5], text) for text in (*names, *(writable(line) for line in payment.remittance))),
    ]
    whole: Row = (code, (routing or [PLAIN[1]])[0], (numbers or [""])[0], cents, (others or [""])[0], names[0])
    return plain, [*dict.fromkeys(row for row in (*odd, whole) if row != plain)]


@cache
def guard_of(as_of: dt.date, lists: str, history: tuple[str, ...], *, directory: bool) -> Counting:
    """Give a guard that knows what the rule of a case knows."""
    published = {"sample": as_of, "stale": as_of - dt.timedelta(days=8), "none": None}[lists]
    return Counting(
        Policy.preset("nacha-file"),
        None if published is None else Snapshot.sample(published=published),
        RoutingDirectory.open(TINY_DIRECTORY) if directory else None,
        History(ReturnedEntry.model_validate_json(row) for row in history) if history else None,
        as_of=as_of,
    )


def by_guard(of_rule: Iterable[Case]) -> Iterator[tuple[Counting, dt.date, list[Payment]]]:
    """Group the cases of a rule by what they know."""
    groups: dict[tuple[Counting, dt.date], list[Payment]] = {}
    for case in of_rule:
        as_of = case.row.get("as_of", AS_OF)
        history = tuple(json.dumps(row, default=str) for row in case.row.get("history") or ())
        by = guard_of(as_of, case.row.get("lists", "sample"), history, directory=bool(case.row.get("directory")))
        groups.setdefault((by, as_of), []).append(case.payment)
    for (by, as_of), payments in groups.items():
        yield by, as_of, payments


BY_RULE = {case.rule.code: [other for other in cases() if other.rule is case.rule] for case in cases()}


@pytest.mark.slow
@pytest.mark.parametrize("code", BY_RULE)
def test_what_a_rule_speaks_of_is_decided_alone(code: str) -> None:
    """The payments of a rule's own spec, as far as an entry holds them, part by part and whole, among plain ones."""
    sharing = False
    for by, as_of, payments in by_guard(BY_RULE[code]):
        batches: list[tuple[Values, list[Row]]] = []
        plain_rows = 0
        for payment in payments:
            plain, odd = rows_of(payment)
            batches.append(({}, [each for row in odd for each in (plain, row)] + [plain] * 2))
            batches.append((header_of(payment), [plain, plain, odd[-1], plain, plain]))
            plain_rows += len(odd) + 2
        found, shared = different(written(batches, as_of), by)
        assert found == []
        if by.history is None:
            sharing = True
            assert shared > plain_rows // 2, "plain entries beside odd ones share their decision"
        else:
            assert shared == 0
    assert sharing or code in {"IAT404", "SAN404"}
