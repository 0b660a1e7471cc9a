"""What plain entries share: every rule is accounted for, and one that is not is asked for each entry."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from achguard.columnar.nacha_entries import decide_entries
from achguard.columnar.said_of_plain import (
    OF_ENTRIES,
    OF_ROWS,
    SAME_OF_ALL,
    SILENT_WITHOUT_HISTORY,
    is_about_all,
    reads_what_varies,
)
from achguard.model.decision import Accept, Hold
from achguard.model.finding import Finding, NotEvaluated, Strength
from achguard.model.payment import Direction, Payment
from achguard.nacha import read, survey
from achguard.nacha.writing.writer import NewAddendum, write
from achguard.policy import Policy
from achguard.rules import RULES
from achguard.rules.context import Context
from achguard.rules.gate import Always, AnyOf, Gate, In, NonEmpty
from achguard.rules.payment.same_day_limit import SameDayLimit
from achguard.rules.rule import Observation, Rule
from achguard.sanctions.snapshot import Snapshot
from cli.nacha_files import HEADER as FILE_HEADER
from cli.nacha_files import ppd
from nacha_rows import DAY, PLAIN, Counting, Row, alone, nacha_file, written

ROWS: list[Row] = [(*PLAIN[:2], str(1000 + n), 100 * n + 50, *PLAIN[4:]) for n in range(1, 41)]


@pytest.fixture(autouse=True)
def _prove_small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "_MIN_LINES_TO_PROVE", 1)


def test_every_rule_is_accounted_for() -> None:
    """Each shipped rule has its reason in the table, or its gate reads nothing in which plain entries differ."""
    kinds = {type(rule) for rule in RULES}
    listed = SAME_OF_ALL.keys() | SILENT_WITHOUT_HISTORY.keys()
    assert {type(rule) for rule in RULES if reads_what_varies(rule, OF_ROWS)} <= listed
    assert listed <= kinds
    assert all((SAME_OF_ALL | SILENT_WITHOUT_HISTORY).values())
    assert not SAME_OF_ALL.keys() & SILENT_WITHOUT_HISTORY.keys()


class OfAmount(Rule):
    """A rule on the amount, added by the recipe."""

    code = "ACH901"
    name = "amount-of-an-even-number"
    since = "1"
    strength = Strength.STRONG
    gate: Gate = Always()  # type: ignore[misc]
    message = "The amount is even."
    source = "us"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield every other amount."""
        if int(payment.amount) % 2 == 0:
            yield self.finding(at="amount")


class OnTheSameDay(OfAmount):
    """A rule whose gate reads what a batch shares, and which itself looks at the amount."""

    gate = In("same_day", (True,))  # type: ignore[misc]

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield every other amount of a same day entry."""
        if payment.same_day:
            yield from super().check(payment, context)


@dataclass(frozen=True)
class Own:
    """A gate that nobody knows."""

    def admits(self, payment: Payment) -> bool:
        """Tell that the rule must see every other amount."""
        return int(payment.amount) % 2 == 0


class BehindAnUnknownGate(OfAmount):
    """A rule whose gate is no table."""

    gate = AnyOf((NonEmpty("correspondents"), Own()))  # type: ignore[misc]


class Stricter(SameDayLimit):
    """A listed rule made into another."""

    gate = Always()  # type: ignore[misc]

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield every other amount."""
        if int(payment.amount) % 2 == 0:
            yield self.finding(at="amount", limit="any")


@pytest.mark.parametrize(
    ("rules", "descriptive", "shares"),
    [
        (RULES, "", True),
        (RULES[3:], "", True),
        ((*RULES, OfAmount()), "", False),
        ((*RULES, OnTheSameDay()), "", True),
        ((*RULES, OnTheSameDay()), "SD1300", False),
        ((*RULES, BehindAnUnknownGate()), "", False),
        ((*(rule for rule in RULES if rule.code != "ACH108"), Stricter()), "", False),
    ],
    ids=["all", "fewer", "on the amount", "gate closed", "gate open", "unknown gate", "another listed one"],
)
def test_a_rule_that_nobody_listed_is_asked(rules: tuple[Rule, ...], descriptive: str, shares: bool) -> None:  # noqa: FBT001
    """A rule added by the recipe speaks of entries in the midst of plain ones, whatever the table knows."""
    by = Counting(Policy.preset("nacha-file"), Snapshot.sample(published=DAY), rules=rules, as_of=DAY)
    file = nacha_file([(descriptive, "STATE TAX AGENCY", ROWS)])
    together = [decided.decision.model_dump_json() for decided in decide_entries(file, by)]
    assert by.asked == (1 if shares else len(ROWS))
    assert together == [decision.model_dump_json() for decision in alone(file, by)]


def test_what_is_asked_is_known_for_each_header() -> None:
    """A rule that is silent on one batch is asked on the next, whose header differs; those of one header share."""
    rules = (*RULES, OnTheSameDay())
    by = Counting(Policy.preset("nacha-file"), Snapshot.sample(published=DAY), rules=rules, as_of=DAY)
    file = nacha_file([(day, "STATE TAX AGENCY", ROWS) for day in ("", "SD1300", "", "SD1300")])
    together = [decided.decision.model_dump_json() for decided in decide_entries(file, by)]
    assert by.asked == 1 + 2 * len(ROWS)
    assert together == [decision.model_dump_json() for decision in alone(file, by)]


def _differing(one: object, other: object, at: str = "") -> Iterator[str]:
    """Yield the paths at which two dumped payments differ."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in one:
            yield from _differing(one[key], other[key], f"{at}.{key}" if at else str(key))
    elif one != other:
        yield at


def test_plain_entries_differ_where_the_table_says() -> None:
    """Two entries with other columns throughout share a decision, and their payments differ in those fields alone."""
    rows = [PLAIN, ("22", "021502011", "987", 7_77, "31", "PAT SAMPLE"), ("22", "065300279", "1", 1, "", "A B")]
    data = bytearray(b"\n".join(line.raw for line in _lines(nacha_file([("", "STATE TAX AGENCY", rows)]))) + b"\n")
    second = data.index(b"622021502011")
    data[second + 76 : second + 78] = b"R9"  # discretionary data
    file = read(bytes(data), as_of=DAY)
    assert file.problems == ()
    by = Counting(Policy.preset("nacha-file"), Snapshot.sample(published=DAY), as_of=DAY)
    assert len(list(decide_entries(file, by))) == 3
    assert by.asked == 1
    first, *others = (payment.model_dump() for payment in file.payments)
    found = {path for other in others for path in _differing(first, other)}
    assert found == OF_ENTRIES


def _lines(file: object) -> Iterator[object]:
    yield from file._lines.lines(0, 1)  # type: ignore[attr-defined]


def test_a_same_day_amount_is_weighed_by_the_limit_of_its_day() -> None:
    """Amounts over a limit that held earlier are looked at one by one, on whatever day the file is decided."""
    day = dt.date(2021, 6, 1)
    rows: list[Row] = [(*PLAIN[:3], cents, *PLAIN[4:]) for cents in (100_00, 50_000_00, 500_000_00, 100_00, 100_00)]
    header = {"descriptive_date": "SD1300", "effective_date": day}
    by = Counting(Policy.preset("nacha-file"), Snapshot.sample(published=day), as_of=day)
    decided = [each.decision for each in decide_entries(written([(header, rows)], day), by)]
    assert ["ACH108" in {finding.code for finding in each.findings} for each in decided] == [0, 0, 1, 0, 0]


def test_a_redirect_offers_what_suits_each_amount() -> None:
    """A batch whose own text is foreign redirects each entry, and a method with a highest amount is not for all."""
    policy = Policy.preset("us-domestic")
    most = {"max_amount": Decimal(1000), "directions": tuple(Direction), "payment_types": ()}
    limited = policy.alternatives[0].model_copy(update=most)
    by = Counting(policy.model_copy(update={"alternatives": (limited,)}), Snapshot.sample(published=DAY), as_of=DAY)
    rows: list[Row] = [(*PLAIN[:3], cents, *PLAIN[4:]) for cents in (1_00, 999_00, 5_000_00, 1_00)]
    file = written([({"company_discretionary_data": "NO9386011117947"}, rows)])
    decided = [each.decision for each in decide_entries(file, by)]
    assert {each.outcome.value for each in decided} == {"redirect"}
    assert [len(each.alternatives) for each in decided] == [1, 1, 0, 1]


@pytest.mark.parametrize(
    ("at", "shared"),
    [
        ("originator.name", True),
        ("originator.identifiers[0].value", True),
        ("foreign_funds.account_abroad", True),
        ("remittance[2]", True),
        ("effective_date", True),
        ("receiver", False),
        ("receiver.name", False),
        ("receiver.account.account_number", False),
        ("receiver.identifiers[0].value", False),
        ("amount", False),
        ("line 3 columns 4-11", False),
        ("", False),
        ("something_new", False),
    ],
)
def test_a_finding_is_shared_only_where_its_field_is(at: str, shared: bool) -> None:  # noqa: FBT001
    """What stands at a field of the batch holds for all; a field of the entry, or a place nobody knows, does not."""
    accepted = next(
        iter(
            decide_entries(
                nacha_file([("", "STATE TAX AGENCY", [PLAIN])]),
                Counting(Policy.preset("nacha-file"), Snapshot.sample(published=DAY), as_of=DAY),
            )
        )
    ).decision
    assert isinstance(accepted, Accept)
    finding = Finding(code="ACH901", name="any", strength=Strength.WEAK, at=at, value=None, message="Any.", source="us")
    assert is_about_all(accepted.model_copy(update={"findings": (finding,)}), OF_ENTRIES) is shared
    gap = NotEvaluated(code="ACH901", reason="any", at=at or "receiver.name")
    assert is_about_all(accepted.model_copy(update={"not_evaluated": (gap,)}), OF_ENTRIES) is shared
    of_all = NotEvaluated(code="ACH103", reason="no routing directory loaded", at="receiver.account.routing_number")
    assert is_about_all(accepted.model_copy(update={"not_evaluated": (of_all,)}), OF_ENTRIES)
    without = gap.model_copy(update={"at": None})
    assert is_about_all(accepted.model_copy(update={"not_evaluated": (without,)}), OF_ENTRIES)


def test_without_lists_all_are_held_together() -> None:
    """That nobody was screened is said of each, once for all."""
    by = Counting(Policy.preset("nacha-file"), as_of=DAY)
    decided = [each.decision for each in decide_entries(nacha_file([("", "STATE TAX AGENCY", ROWS)]), by)]
    assert by.asked == 1
    assert all(isinstance(each, Hold) for each in decided)


def test_an_entry_with_addenda_is_decided_alone() -> None:
    """Remittance is the entry's own: one that names somebody listed is held in the midst of plain ones."""
    listed = (NewAddendum("addenda_05", {"payment_information": "MALIK TARENTOV ZORBAN"}),)
    batch = ppd(*[{}] * 5)
    with_text = replace(
        batch, entries=(*batch.entries[:3], replace(batch.entries[3], addenda=listed), batch.entries[4])
    )
    by = Counting(Policy.preset("nacha-file"), Snapshot.sample(published=DAY), as_of=DAY)
    file = read(write(FILE_HEADER, [with_text]), as_of=DAY)
    assert file.problems == ()
    outcomes = [each.decision.outcome.value for each in decide_entries(file, by)]
    assert outcomes == ["accept", "accept", "accept", "hold", "accept"]
    assert by.asked == 2
