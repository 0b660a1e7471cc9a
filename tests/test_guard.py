"""The guard puts rules, lists, directory and policy together."""

import datetime as dt
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from achguard import package_files
from achguard.directory import RoutingDirectory
from achguard.errors import AchGuardError, ConfigurationError
from achguard.guard import Guard
from achguard.model.decision import Accept, Ask, Hold, Redirect
from achguard.model.file_payments import FilePayments
from achguard.model.finding import Finding, NotEvaluated, Strength
from achguard.model.history import History, ReturnedEntry
from achguard.model.payment import Payment
from achguard.policy import Policy
from achguard.policy.tables import MOST_MIN_SCORE
from achguard.rules import RULES
from achguard.rules.context import Context
from achguard.rules.gate import Always
from achguard.rules.rule import Observation, Rule
from achguard.sanctions.clearance import Clearances
from achguard.sanctions.snapshot import Snapshot
from factories import Json, payment
from spec import AS_OF, TINY_DIRECTORY, cases

DAY = dt.date(2026, 11, 23)
SAMPLES = Path(__file__).parent / "sanctions" / "sources" / "samples"


@pytest.fixture(scope="module")
def guard() -> Guard:
    """Give a guard with the sample list of the day."""
    return Guard(lists=Snapshot.sample(published=DAY), as_of=DAY)


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, Accept),
        ({"foreign_funds": {"funded_from_abroad": "not_asked"}}, Ask),
        ({"receiver": {"account": {"routing_number": "065300278"}}}, Ask),
        ({"receiver": {"account": {"iban": "DE89370400440532013000"}}}, Redirect),
        ({"foreign_funds": {"account_abroad": "unknown"}}, Redirect),
        ({"receiver": {"name": "MALIK TARENTOV ZORBAN", "date_of_birth": None}}, Hold),
        ({"receiver": {"name": ""}}, Hold),
        ({"receiver": {"address": {"country": "CU"}}}, Hold),
    ],
)
def test_each_outcome(guard: Guard, changes: Json, outcome: type[object]) -> None:
    """A payment gets the outcome that its most severe finding leads to."""
    assert type(guard.decide(payment(changes=changes))) is outcome


def test_without_lists_every_payment_is_held() -> None:
    """Nobody was screened, so nothing goes."""
    decision = Guard(as_of=DAY).decide(payment())
    assert isinstance(decision, Hold)
    assert [(gap.code, gap.reason) for gap in decision.not_evaluated if gap.code == "SAN501"] == [
        ("SAN501", "no sanctions list loaded")
    ]
    assert decision.basis.lists == ()


@pytest.mark.slow
def test_what_is_not_read_of_a_long_remittance_holds(guard: Guard) -> None:
    """As much remittance as the addenda of an entry hold is read to its end; what is beyond the bound is told."""
    addenda = ["RENT AND WATER ".ljust(80, "A")] * 9_998
    assert isinstance(guard.decide(payment(changes={"remittance": [*addenda, "INV 7"]})), Accept)
    listed = guard.decide(payment(changes={"remittance": [*addenda, "FOR MALIK TARENTOV ZORBAN"]}))
    assert [finding.at for finding in listed.findings] == ["remittance[9998]"]
    longer = guard.decide(payment(changes={"remittance": ["A" * 1000] * 1_000 + ["FOR MALIK TARENTOV ZORBAN"]}))
    assert isinstance(longer, Hold)
    assert [(gap.code, gap.at) for gap in longer.not_evaluated if gap.code == "SAN103"] == [
        ("SAN103", "remittance[1000]")
    ]


def test_a_stale_list_holds() -> None:
    """Eight days are more than the seven that the presets allow; seven are not."""
    eight = Guard(lists=Snapshot.sample(published=DAY - dt.timedelta(days=8)), as_of=DAY)
    seven = Guard(lists=Snapshot.sample(published=DAY - dt.timedelta(days=7)), as_of=DAY)
    assert isinstance(eight.decide(payment()), Hold)
    assert isinstance(seven.decide(payment()), Accept)


def screening(preset: str = "us-domestic", **changes: object) -> Policy:
    """Give a preset that screens otherwise."""
    policy = Policy.preset(preset)
    return policy.model_copy(update={"screening": policy.screening.model_copy(update=changes)})


@pytest.mark.parametrize(
    ("allowed", "age", "outcome"), [(3, 4, Hold), (3, 3, Accept), (30, 30, Accept), (30, 31, Hold)]
)
def test_a_policys_own_list_age_decides(allowed: int, age: int, outcome: type[object]) -> None:
    """A list may be as old as the policy says, whatever the presets say."""
    lists = Snapshot.sample(published=DAY - dt.timedelta(days=age))
    decision = Guard(screening(max_list_age_days=allowed), lists, as_of=DAY).decide(payment())
    assert type(decision) is outcome


def test_a_policys_own_score_decides() -> None:
    """A name just below the score of the policy is no hit; at that score it is held."""
    lists = Snapshot.sample(published=DAY)
    name = "MALIC TARENTOV ZORBEN"
    score = lists.screen(name, kind="individual")[0].score
    unknown = payment(changes={"receiver": {"name": name, "date_of_birth": None}})
    outcomes = [
        type(Guard(screening(min_score=least), lists, as_of=DAY).decide(unknown))
        for least in (None, round(score - 0.02, 2), round(score + 0.02, 2))
    ]
    assert outcomes == [Hold, Hold, Accept]


def test_an_originator_that_can_send_iats_is_told_what_is_missing() -> None:
    """The alternative "send as IAT" names what this payment still lacks, and a payment that lacks less less of it."""
    by = Guard(Policy.preset("iat-capable"), Snapshot.sample(published=DAY), as_of=DAY)
    iban = {"account": {"iban": "DE89370400440532013000"}}
    few, more = (
        by.decide(payment(changes={"receiver": {**iban, **changes}}))
        for changes in ({}, {"address": {"street": None, "city": None}})
    )
    assert isinstance(few, Redirect)
    assert isinstance(more, Redirect)
    lacks = [{text for method in each.alternatives for text in method.conditions} for each in (few, more)]
    assert lacks[0] < lacks[1]
    assert any("street" in text for text in lacks[1] - lacks[0])


def offering(preset: str, **method: object) -> Policy:
    """Give a preset with one other way to pay."""
    policy = Policy.preset(preset)
    return policy.model_copy(update={"alternatives": (policy.alternatives[0].model_copy(update=method),)})


def test_an_originator_that_cannot_send_iats_is_not_told_what_one_lacks() -> None:
    """What is missing helps only who can send an IAT, whatever the method says."""
    abroad = payment(changes={"receiver": {"account": {"iban": "DE89370400440532013000"}}})
    lists = Snapshot.sample(published=DAY)
    said = [
        Guard(offering(preset, says_what_an_iat_lacks=True, conditions=(), mandates=()), lists, as_of=DAY).decide(
            abroad
        )
        for preset in ("us-domestic", "iat-capable")
    ]
    assert [any(way.conditions for way in each.alternatives) for each in said if isinstance(each, Redirect)] == [
        False,
        True,
    ]


@pytest.mark.parametrize(("description", "offered"), [("TAX", 1), (" tax ", 1), ("PAYROLL", 0), (None, 0)])
def test_a_way_to_pay_is_offered_for_its_kinds_of_payment(description: str | None, offered: int) -> None:
    """The entry's description says what kind it is."""
    by = Guard(offering("us-domestic", payment_types=("TAX",)), Snapshot.sample(published=DAY), as_of=DAY)
    iban = {"account": {"iban": "DE89370400440532013000"}}
    decision = by.decide(payment(changes={"entry_description": description, "receiver": iban}))
    assert isinstance(decision, Redirect)
    assert len(decision.alternatives) == offered


def test_decide_many_keeps_the_order_and_takes_payments_as_they_come(guard: Guard) -> None:
    """Payments are taken one at a time, so that a stream of any length can be decided."""
    taken: list[int] = []

    def stream() -> Iterator[Payment]:
        for number in range(3):
            taken.append(number)
            yield payment(changes={"id": str(number)})

    decisions = guard.decide_many(stream())
    assert next(decisions).payment_id == "0"
    assert taken == [0]
    assert [decision.payment_id for decision in decisions] == ["1", "2"]


def test_the_basis_names_everything_a_decision_rests_on() -> None:
    """Version, day, rules, policy, lists, directory and history stand in the basis, by digest."""
    history = History([ReturnedEntry(code="R85", routing_number="065300279", account_number="1")])
    lists = Snapshot.sample(published=DAY)
    clearances = Clearances()
    directory = RoutingDirectory.open(TINY_DIRECTORY)
    basis = Guard(lists=lists, directory=directory, history=history, clearances=clearances, as_of=DAY)
    decided = basis.decide(payment()).basis
    assert decided.as_of == DAY
    assert decided.lists == lists.lists
    assert decided.policy == Policy.preset("us-domestic").version
    assert decided.directory is not None
    assert decided.directory.entries == 7
    assert decided.history == history.digest
    assert decided.clearances == clearances.digest
    assert decided.achguard == package_files.version()
    assert all(text.startswith("sha256:") for text in (decided.rules, decided.policy.digest, decided.directory.sha256))


def test_the_rules_digest_follows_the_rules() -> None:
    """Leaving a rule out, or adding one, shows in the basis."""
    lists = Snapshot.sample(published=DAY)
    all_rules = Guard(lists=lists, as_of=DAY).decide(payment()).basis.rules
    fewer = Guard(lists=lists, as_of=DAY, rules=RULES[1:]).decide(payment()).basis.rules
    more = Guard(lists=lists, as_of=DAY, rules=(*RULES, RoundAmount())).decide(payment()).basis.rules
    assert len({all_rules, fewer, more}) == 3


class RoundAmount(Rule):
    """A rule of a user's own."""

    code = "ACH901"
    name = "round-amount"
    since = "1"
    strength = Strength.STRONG
    gate = Always()
    message = "The amount is round."
    source = "our own experience"

    def check(self, payment: Payment, context: Context) -> Iterator[Observation]:
        """Yield a round amount."""
        if payment.amount % 100 == 0:
            yield self.finding(at="amount")


def test_users_bring_rules_of_their_own() -> None:
    """A user's own rule is weighed like any other; two rules of one code are refused."""
    lists = Snapshot.sample(published=DAY)
    own = Guard(lists=lists, as_of=DAY, rules=(*RULES, RoundAmount()))
    assert isinstance(own.decide(payment(changes={"amount": "200"})), Ask)
    with pytest.raises(ConfigurationError, match="two rules have the code ACH901"):
        Guard(rules=(RoundAmount(), RoundAmount()))


NO_PAYMENT = "a guard decides a Payment; make one with Payment.model_validate(...) first"
NOT_VALIDATED = (
    "the payment's amount is missing or of a type that no valid payment has there, as model_construct lets it be; "
    "make the payment with Payment.model_validate(...)"
)
OF_A_FILE = (
    "a Nacha file's payments are not all of its entries, and lack its problems; decide the file with "
    "achguard.decide_file(file, guard)"
)
NO_ITERABLE = "decide_many takes an iterable of payments; to decide a Nacha file, achguard.decide_file(file, guard)"


@pytest.mark.parametrize(
    ("misuse", "said"),
    [
        (lambda guard: guard.decide({"amount": "1"}), NO_PAYMENT),
        (lambda guard: guard.decide(Payment.model_construct(**{**vars(payment()), "amount": "1"})), NOT_VALIDATED),
        (lambda guard: guard.decide_many(FilePayments(iter(()))), OF_A_FILE),
        (lambda guard: guard.decide_many(payment), NO_ITERABLE),
        (lambda _: Guard(rules=(*RULES, *RULES[1::-1])), "two rules have the code ACH101, ACH102; give each its own"),
    ],
)
def test_misuse_says_what_and_what_to_do(guard: Guard, misuse: Callable[[Guard], object], said: str) -> None:
    """A dictionary in place of a payment, one made without validation, a file's payments, a function, rules twice."""
    with pytest.raises(ConfigurationError) as refused:
        misuse(guard)
    assert str(refused.value) == said


def test_values_are_masked_unless_asked_for() -> None:
    """Account numbers and IBANs are masked; a guard can be asked to show them."""
    lists = Snapshot.sample(published=DAY)
    abroad = payment(changes={"receiver": {"account": {"iban": "DE89370400440532013000"}}})
    masked = Guard(lists=lists, as_of=DAY).decide(abroad).model_dump_json()
    shown = Guard(lists=lists, as_of=DAY, unmask=True).decide(abroad).model_dump_json()
    assert "DE****************3000" in masked
    assert "DE89370400440532013000" not in masked
    assert "DE89370400440532013000" in shown


def test_a_guard_is_shared_between_threads(guard: Guard) -> None:
    """Eight threads get the same bytes as one."""
    payments = [payment(changes={"id": str(i), "receiver": {"name": f"MALIK TARENTOV ZORBAN {i}"}}) for i in range(40)]
    alone = [guard.decide(each).model_dump_json() for each in payments]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda each: guard.decide(each).model_dump_json(), payments)) == alone


def test_a_guard_travels_as_a_specification(tmp_path: Path) -> None:
    """A pickled guard is small, since lists and directory travel as paths and digests, and decides the same."""
    built = Snapshot.sample(published=DAY).build(tmp_path / "lists")
    here = Guard(Policy.preset("nacha-file"), built, RoutingDirectory.open(TINY_DIRECTORY), as_of=DAY)
    packed = pickle.dumps(here)
    there = pickle.loads(packed)  # noqa: S301  our own bytes
    assert b"ZORBAN" not in packed
    hit = payment(changes={"receiver": {"name": "MALIK TARENTOV ZORBAN"}})
    assert there.decide(hit).model_dump_json() == here.decide(hit).model_dump_json()


def test_a_guard_whose_lists_changed_does_not_travel(tmp_path: Path) -> None:
    """A pickled guard never decides on other lists than it was made with."""
    packed = pickle.dumps(Guard(lists=Snapshot.sample(published=DAY).build(tmp_path / "lists"), as_of=DAY))
    Snapshot.sample(published=DAY - dt.timedelta(days=1)).build(tmp_path / "lists")
    with pytest.raises(AchGuardError):
        pickle.loads(packed)  # noqa: S301  our own bytes


PROBLEM = Finding(
    code="NAC001", name="a-problem", strength=Strength.DECISIVE, at="line 3", message="It is broken.", source="a file"
)


def test_a_readers_findings_are_weighed_too(guard: Guard) -> None:
    """What a reader found in an entry holds it; a weak one is a note."""
    assert isinstance(guard.decide(payment(), also=[PROBLEM]), Hold)
    weak = PROBLEM.model_copy(update={"strength": Strength.WEAK})
    decision = guard.decide(payment(), also=[weak])
    assert isinstance(decision, Accept)
    assert decision.findings == (weak,)


def test_an_entry_that_is_no_payment_is_held(guard: Guard) -> None:
    """What could not be read was not screened."""
    assert isinstance(guard.decide_unread("line 3", [PROBLEM]), Hold)
    decision = guard.decide_unread("line 3", [])
    assert isinstance(decision, Hold)
    assert decision.not_evaluated == (NotEvaluated(code="SAN501", reason="the entry can't be read", at=None),)
    assert decision.payment_id == "line 3"


def test_a_guard_says_what_it_is(guard: Guard) -> None:
    """The repr names policy, lists and the number of rules, and the policy can be read."""
    assert repr(guard) == f"Guard(policy='us-domestic', lists=sample-sdn, rules={len(RULES)})"
    two = Snapshot.from_files(SAMPLES / "un.xml", SAMPLES / "eu.xml")
    assert repr(Guard(lists=two)) == f"Guard(policy='us-domestic', lists=eu-fsf, un-sc, rules={len(RULES)})"
    assert repr(Guard()) == f"Guard(policy='us-domestic', lists=none, rules={len(RULES)})"
    assert guard.policy.name == "us-domestic"


def test_today_is_the_day_where_none_is_given() -> None:
    """Without as_of a decision goes by the day on which it is made."""
    before = dt.date.today()  # noqa: DTZ011  as the guard
    decided = Guard().decide(payment()).basis.as_of
    assert before <= decided <= dt.date.today()  # noqa: DTZ011  as the guard


def test_a_name_that_fills_its_field_may_be_cut_off(guard: Guard) -> None:
    """With the width of its field, the start of a listed name is a hit; it is not one where the field has room."""
    asked = payment(changes={"originator": {"name": "BANK OF NORTHERN"}})

    def codes(cuts: dict[str, int]) -> set[str]:
        return {finding.code for finding in guard.decide(asked, name_cuts=cuts).findings}

    assert "SAN101" in codes({"originator.name": 16})
    assert "SAN101" not in codes({"originator.name": 22, "receiver.name": 16})
    assert guard.decide(asked) == guard.decide(asked, name_cuts={})


def test_names_of_banks_are_cut_off_too(guard: Guard) -> None:
    """Those of correspondents stand in fields of one width."""
    asked = payment(changes={"correspondents": [{"name": "ACME BANK"}, {"name": "BANK OF NORTHERN"}]})
    found = guard.decide(asked, name_cuts={"correspondents.name": 16}).findings
    assert ("SAN102", "correspondents[1].name") in {(finding.code, finding.at) for finding in found}


def test_the_highest_score_that_a_policy_may_hold_from_meets_every_listed_name() -> None:
    """Each listed party under its own name is held at that score, said to be of another kind and country."""
    stock = Policy.preset("us-domestic")
    strictest = stock.screening.model_copy(update={"min_score": MOST_MIN_SCORE})
    sample = Snapshot.sample(published=DAY)
    guard = Guard(stock.model_copy(update={"screening": strictest}), sample, as_of=DAY)
    for entity in sample.entities:
        kind = "organization" if entity.kind == "individual" else "individual"
        told = {"name": entity.primary_name, "kind": kind, "date_of_birth": None, "address": {"country": "US"}}
        decision = guard.decide(payment(changes={"receiver": told}))
        assert isinstance(decision, Hold), entity.primary_name
        assert "SAN101" in {finding.code for finding in decision.findings}, entity.primary_name


def test_a_guard_takes_names_paths_and_days(tmp_path: Path) -> None:
    """A preset's name, the paths of policy, snapshot, directory and clearances, and a day as text make a guard."""
    Snapshot.sample(published=DAY).build(tmp_path / "lists")
    (tmp_path / "ours.toml").write_text('extends = "nacha-file"\nname = "ours"\n')
    (tmp_path / "clearances.toml").write_text("")
    named = Guard("nacha-file", str(tmp_path / "lists"), str(TINY_DIRECTORY), as_of="2026-11-23")
    assert (named.policy.name, named.as_of) == ("nacha-file", DAY)
    assert named.lists is not None
    assert [version.list for version in named.lists.lists] == ["sample-sdn"]
    assert named.directory is not None
    assert len(named.directory) == len(RoutingDirectory.open(TINY_DIRECTORY))
    by_path = Guard(
        tmp_path / "ours.toml", tmp_path / "lists", TINY_DIRECTORY, clearances=tmp_path / "clearances.toml", as_of=DAY
    )
    assert by_path.policy.name == "ours"
    assert isinstance(by_path.clearances, Clearances)
    assert Guard(str(tmp_path / "ours.toml")).policy.name == "ours"
    assert named.decide(payment()).outcome == by_path.decide(payment()).outcome == "accept"
    assert pickle.loads(pickle.dumps(named)).decide(payment()) == named.decide(payment())  # noqa: S301  our own bytes


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"policy": "us-domstic"}, "there is no preset policy 'us-domstic'.*did you mean 'us-domestic'"),
        ({"policy": "nowhere.toml"}, "policy file nowhere.toml can't be read"),
        ({"policy": Snapshot.sample(published=DAY)}, "policy takes .* not a Snapshot; give it as lists="),
        ({"policy": 3}, "policy takes a Policy, the name of a preset such as 'us-domestic', or the path .* not an int"),
        ({"lists": ["lists/"]}, r"lists takes a Snapshot, such as Snapshot.open\('lists/'\), .* not a list"),
        ({"lists": Policy.preset("us-domestic")}, "not a Policy; give it as policy="),
        ({"lists": "nowhere"}, "nowhere: no such folder"),
        ({"directory": b"rows"}, "directory takes a RoutingDirectory, or the path .* not a bytes"),
        ({"directory": "nowhere.txt"}, "nowhere.txt not found"),
        ({"history": []}, r"history takes a History, such as History\(file.returns\), not a list"),
        ({"clearances": []}, "clearances takes Clearances, .* not a list"),
        ({"rules": None}, r"rules takes rules, such as \(\*RULES, YourRule\(\)\), not a NoneType"),
        ({"rules": "IAT201"}, "rules takes rules, .* not a str"),
        ({"rules": [*RULES, Rule]}, r"rules has the class Rule; give an object of it, Rule\(\)"),
        ({"rules": [*RULES, "IAT201"]}, "each of rules takes a Rule, not a str"),
        ({"as_of": "05/06/2024"}, "as_of takes a date, or a day as YYYY-MM-DD, not a text of another form"),
        ({"as_of": "2024-02-31"}, "as_of is 2024-02-31, and there is no such day"),
        ({"as_of": dt.datetime(2024, 5, 6, tzinfo=dt.UTC)}, r"not a datetime; a time has its day in .date\(\)"),
        ({"as_of": 20240506}, "not an int"),
    ],
)
def test_what_makes_no_guard_is_told_at_once(given: Json, says: str) -> None:
    """The error comes from the constructor, is achguard's own, and says what to give."""
    with pytest.raises(AchGuardError, match=says):
        Guard(**given)


def test_a_warm_guard_loads_nothing_for_ordinary_payments() -> None:
    """After `warm` no decision imports a module: not of an account, an IBAN, a listed name, or one with accents."""
    program = """
import sys
from achguard import Guard, Payment, Snapshot
guard = Guard(lists=Snapshot.sample()).warm()
loaded = {*sys.modules}
from factories import BASES, merged
for base in BASES.values():
    for name in ("ZOË MÜLLER", "MALIK TARENTOV ZORBAN", "ACME 77 LLC"):
        guard.decide(Payment.model_validate(merged(base(), {"receiver": {"name": name}})))
print(*{name for name in sys.modules if name not in loaded and not name.startswith("achguard.testing")})
"""
    path = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run([sys.executable, "-c", program], env=path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["factories"]


def test_a_guard_says_why_everything_is_held() -> None:
    """No list, and a list that is too old, are told before any payment comes."""
    assert Guard().why_unscreened() == ("no sanctions list loaded",)
    lists = Snapshot.sample(published=DAY)
    assert Guard(lists=lists, as_of=DAY).why_unscreened() == ()
    assert Guard(lists=lists, as_of="2026-12-01").why_unscreened() == (
        "list sample-sdn is 8 days old; the policy allows 7",
    )


def test_a_batch_is_decided_as_one_by_one() -> None:
    """Each spec payment, with names screened together: kind, birth date and country count for each as alone."""
    guard = Guard("us-domestic", Snapshot.sample(published=AS_OF), as_of=AS_OF)
    payments = [case.payment for case in cases()]
    assert guard.decide_batch(payments) == [*map(guard.decide, payments)]
    assert Guard(as_of=AS_OF).decide_batch(payments[:2]) == [*map(Guard(as_of=AS_OF).decide, payments[:2])]
    assert guard.decide_batch([]) == []


def test_a_batch_is_a_sequence_of_payments() -> None:
    """An iterator, a file's payments and something else in their midst are told, and nothing is decided."""
    guard = Guard(as_of=AS_OF)
    with pytest.raises(ConfigurationError, match="decide_batch takes a sequence of payments"):
        guard.decide_batch(iter([payment("domestic_web_debit")]))  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="a guard decides a Payment"):
        guard.decide_batch([payment("domestic_web_debit"), {}])  # type: ignore[list-item]
    with pytest.raises(ConfigurationError, match="decide the file with"):
        guard.decide_batch(FilePayments(iter([])))  # type: ignore[arg-type]
