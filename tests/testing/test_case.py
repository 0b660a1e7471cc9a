"""Test values and the case pack: every rule has one, and each is decided as it says."""

import json
from importlib.resources import files

import pytest

from achguard.errors import ConfigurationError
from achguard.model.decision import Outcome
from achguard.rules import RULES
from achguard.testing import Case, cases, guard, payment, values

CODES = [rule.code for rule in RULES]
# Whose findings are an answer, a coding or a finding of another rule: nothing looks like them and is something else.
NOTHING_LIKE = {"IAT101", "IAT102", "IAT103", "IAT104", "IAT401", "IAT403", "IAT405", "IAT406", "SAN402"}
NOTHING_LIKE |= {"IAT107"}
# Which the directory alone can tell: any number that it lists as a bank's is ordinary, as `routing-listed` is.
BY_DIRECTORY = {"ACH104", "ACH105", "IAT203"}
# An account that is known by another number is one of a rule on IATs.
BY_ABSENCE = {"ACH110"}


@pytest.mark.parametrize("case", values(), ids=lambda case: case.id)
def test_each_value_is_decided_as_it_says(case: Case) -> None:
    """The outcome is the one that is told, and exactly the rules that are named speak."""
    decision = case.guard().decide(case.payment)
    gaps = {gap.code for gap in decision.not_evaluated if gap.code == "SAN501"}
    assert decision.outcome is case.outcome
    assert sorted({finding.code for finding in decision.findings} | gaps) == sorted(case.codes)


@pytest.mark.parametrize("case", cases())
def test_cases_without_tags_are_decided_so_by_the_ordinary_guard(case: Case) -> None:
    """What comes without tags takes no directory, no earlier returns, no other day and no other policy."""
    assert guard().decide(case.payment).outcome is case.outcome


def test_every_rule_has_a_value_that_brings_it() -> None:
    """A rule that no value brings is named here."""
    brought = {case.rule for case in values() if case.rule in case.codes}
    assert [code for code in CODES if code not in brought] == []


def test_every_rule_that_something_looks_like_has_a_look_alike() -> None:
    """A rule without a look-alike is named here, or stands above with the reason."""
    alike = {case.rule for case in values() if case.is_look_alike}
    excused = NOTHING_LIKE | BY_DIRECTORY | BY_ABSENCE
    assert [code for code in CODES if code not in alike | excused] == []
    assert excused & alike == set()


def test_every_outcome_has_values_and_ids_are_unique() -> None:
    """No outcome lacks a value, and no id stands twice."""
    assert {case.outcome for case in values()} == set(Outcome)
    ids = [case.id for case in values()]
    assert len(set(ids)) == len(ids)


def test_the_fields_of_a_value_make_its_payment() -> None:
    """`payment(**case.fields)` is the payment of the pack, but for its id."""
    for case in values():
        assert payment(**case.fields, id=case.id) == case.payment, case.id


def test_tags_choose() -> None:
    """A tag chooses its own cases, several choose those of either, and one alone may be plain text."""
    ibans = {one.values[0].id for one in cases("iban")}
    bics = {one.values[0].id for one in cases({"bic"})}
    assert {"iban-german", "iban-look-alike", "iban-iranian"} <= ibans
    assert {one.id for one in cases({"iban", "bic"})} == ibans | bics
    assert {one.values[0].rule for one in cases("SAN301")} == {"SAN301"}


def test_what_takes_more_than_the_guard_comes_when_it_is_asked_for() -> None:
    """Such cases come with the tag of what they take, and with no other."""
    asked = {one.values[0].id for one in cases({"directory", "returns", "as_of", "policy"})}
    assert asked == {case.id for case in values() if case.directory or case.returns or case.as_of or case.policy}
    assert not asked & {one.values[0].id for one in [*cases(), *cases("routing")]}


def test_an_unknown_tag_is_refused_with_the_nearest() -> None:
    """A slip does not leave a test without cases."""
    with pytest.raises(ConfigurationError, match="no case has the tag 'ibann'; did you mean 'iban'"):
        cases({"ibann"})


def test_the_pack_is_plain_json_for_other_languages() -> None:
    """Whoever reads the file has whole payments, outcomes, and what they were decided with."""
    pack = json.loads(files("achguard.testing").joinpath("cases.json").read_bytes())
    assert (pack["format"], pack["policy"], pack["as_of"]) == (1, "us-domestic", "2026-11-25")
    (german,) = (row for row in pack["cases"] if row["id"] == "iban-german")
    assert german["payment"]["receiver"]["account"] == {"iban": "DE89370400440532013000"}
    assert (german["outcome"], german["codes"]) == ("redirect", ["IAT201"])
