"""What holds for every rule of the catalogue: its code, its name, its page, its place in the tree, and its spec."""

import ast
import inspect
import re
import string
import tomllib
from pathlib import Path

import pytest

from achguard.model.finding import Strength
from achguard.rules import RULES
from achguard.rules.rule import Rule
from spec import HERE, cases

SOURCE = Path(inspect.getfile(Rule)).parent
CODE = re.compile(r"(IAT|SAN|ACH)[1-9]\d{2}")
FAMILIES = {"IAT": "iat", "SAN": "sanctions", "ACH": "payment"}
HEADINGS = ["Why it matters", "Stays quiet", "References"]
SPECS = sorted(HERE.glob("*/*.toml"))
# Kinds of words that say what to do about a thing; a name says what the payment has.
NO_NAME_BEGINS_WITH = ("check-", "detect-", "no-", "is-", "has-")

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def stem(rule: Rule) -> str:
    """Give the file name that a rule's name makes."""
    return rule.name.replace("-", "_")


def test_codes_and_names_are_each_used_once() -> None:
    """No two rules share a code or a name."""
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_rules_stand_in_the_order_of_their_codes() -> None:
    """RULES is sorted, so that a person finds a rule and sees the next free code."""
    codes = [rule.code for rule in RULES]
    assert codes == sorted(codes)


def test_every_rule_file_is_in_the_catalogue_and_every_rule_has_its_file() -> None:
    """A rule that somebody wrote and did not add to RULES is found."""
    written = {
        file.relative_to(SOURCE)
        for family in FAMILIES.values()
        for file in (SOURCE / family).glob("*.py")
        if not file.name.startswith("_")
    }
    assert written == {Path(FAMILIES[rule.code[:3]]) / f"{stem(rule)}.py" for rule in RULES}


def test_every_spec_is_of_a_rule_in_the_catalogue() -> None:
    """A spec names a code that is there, and stands where its rule's name says."""
    homes = {rule.code: Path(FAMILIES[rule.code[:3]]) / f"{stem(rule)}.toml" for rule in RULES}
    assert {tomllib.loads(spec.read_text())["rule"]: spec.relative_to(HERE) for spec in SPECS} == homes
    assert len(SPECS) == len(RULES)


@each_rule
def test_code_names_the_family(rule: Rule) -> None:
    """A code is its family and three digits, and the rule stands in the family's folder."""
    assert CODE.fullmatch(rule.code)
    assert type(rule).__module__ == f"achguard.rules.{FAMILIES[rule.code[:3]]}.{stem(rule)}"


@each_rule
def test_name_is_the_class_in_kebab_case_and_says_what_a_payment_has(rule: Rule) -> None:
    """The class, the file and the name are the same words."""
    assert rule.name == re.sub(r"(?<!^)(?=[A-Z])", "-", type(rule).__name__).lower()
    assert not rule.name.startswith(NO_NAME_BEGINS_WITH)


@each_rule
def test_docstring_is_a_page(rule: Rule) -> None:
    """A docstring opens with a sentence and has the three headings, in order, with something under each."""
    opening, *sections = (inspect.getdoc(rule) or "").split("\n## ")
    assert opening.strip().partition("\n\n")[0].endswith(".")
    assert [section.partition("\n")[0] for section in sections] == HEADINGS
    assert all(len(section.partition("\n")[2].split()) > 2 for section in sections)
    assert all(line.startswith(("- ", "  ")) for line in sections[-1].split("\n")[1:] if line.strip())


@each_rule
def test_docstring_is_the_rules_own(rule: Rule) -> None:
    """No rule has its page from a class that it is made from."""
    assert "__doc__" in vars(type(rule))
    assert type(rule).__doc__


@each_rule
def test_facts_of_the_table_row_are_there(rule: Rule) -> None:
    """A rule says since when it is there, how much its findings weigh, and where it comes from."""
    assert re.fullmatch(r"\d+\.\d+\.\d+", rule.since)
    assert isinstance(rule.strength, Strength)
    assert rule.source.strip()


@each_rule
def test_message_is_a_sentence_whose_braces_name_facts(rule: Rule) -> None:
    """A message has named facts in braces, none of them reached into, and reads as a sentence."""
    parts = list(string.Formatter().parse(rule.message))
    facts = [name for _, name, _, _ in parts if name is not None]
    assert all(fact.isidentifier() for fact in facts)
    assert rule.message.endswith((".", "}"))
    assert rule.message[0].isupper() or rule.message.startswith("{")


@each_rule
def test_message_names_no_fact_that_the_rule_does_not_give(rule: Rule) -> None:
    """Each fact in a message's braces is a keyword somewhere in the rule's own modules."""
    facts = {name for _, name, _, _ in string.Formatter().parse(rule.message) if name is not None}
    modules = {inspect.getmodule(kind) for kind in type(rule).__mro__ if issubclass(kind, Rule) and kind is not Rule}
    trees = [ast.parse(inspect.getsource(module)) for module in modules if module is not None]
    keywords = {node.arg for tree in trees for node in ast.walk(tree) if isinstance(node, ast.keyword)}
    spread = any(isinstance(node, ast.keyword) and node.arg is None for tree in trees for node in ast.walk(tree))
    assert facts <= keywords or spread


@each_rule
def test_spec_has_a_case_that_speaks_one_that_is_quiet_and_one_example(rule: Rule) -> None:
    """Every rule is shown to speak and to stay quiet, and has exactly one example for its page, which speaks."""
    found = [case for case in cases() if case.rule.code == rule.code]
    assert any(case.expected for case in found)
    assert any(not case.expected for case in found)
    (example,) = [case for case in found if case.row.get("doc")]
    assert example.expected


@each_rule
def test_cases_say_why(rule: Rule) -> None:
    """Each case of a spec has a reason of its own, as a sentence."""
    reasons = [case.row["why"] for case in cases() if case.rule.code == rule.code]
    assert len(set(reasons)) == len(reasons)
    assert all(reason[0].isupper() or not reason[0].isalpha() for reason in reasons)
    assert all(reason.endswith((".", "?")) for reason in reasons)
