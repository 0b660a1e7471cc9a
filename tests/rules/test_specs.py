"""Runs every spec table: what the rule says, and that its gate lets it say so.

`ACHGUARD_UPDATE_GOLDEN=1 pytest tests/rules/test_specs.py` writes the sentences in tests/golden/rules anew; look at the
difference before it is committed.
"""

import os
import re
from pathlib import Path

import pytest

from achguard.model.party import Party
from achguard.rules.gate import values_at
from achguard.rules.rule import Observation, Sighting, rendered
from spec import CASE_KEYS, Case, cases, said

SHOWN = 5  # shorter numbers are shown by their end alone, too, but are nobody's
SENTENCES = Path(__file__).parents[1] / "golden" / "rules" / "sentences.txt"
CONFIDENTIAL = re.compile(r"(account_number|iban|identifiers\.value|date_of_birth)$")


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_rule_says_what_its_spec_expects(case: Case) -> None:
    """A rule yields exactly what its spec table says for each case."""
    assert sorted(said(case.rule, seen) for seen in case.rule.check(case.payment, case.context)) == case.expected


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_gate_admits_every_payment_on_which_the_rule_speaks(case: Case) -> None:
    """A gate never stops a payment of which the rule has something to say."""
    if case.expected:
        assert case.rule.gate.admits(case.payment)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_gate_admits_what_the_rule_says_of_another_party(case: Case) -> None:
    """The case's two parties as third ones, one behind the other, beside two of whom nothing is said."""
    seen = case.payment
    nobody = Party.model_validate({"name": "PAT SAMPLE"})
    parties = (*seen.other_parties, seen.originator, seen.receiver)
    moved = seen.model_copy(update={"originator": nobody, "receiver": nobody, "other_parties": parties})
    if any(isinstance(each, Sighting) for each in case.rule.check(moved, case.context)):
        assert case.rule.gate.admits(moved)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_case_has_only_known_keys(case: Case) -> None:
    """A misspelt key in a spec table is found, not ignored."""
    assert set(case.row) <= CASE_KEYS


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_no_number_is_shown_whole(case: Case) -> None:
    """A finding at an account's or a party's number shows at most a part of what stands there."""
    for seen in case.rule.check(case.payment, case.context):
        path = re.sub(r"\[[0-9]+\]", "", seen.at or "")
        if isinstance(seen, Sighting) and CONFIDENTIAL.search(path):
            shown = rendered(case.rule, seen, unmask=False).model_dump()["value"] or ""
            for value in map(_letters_and_digits, map(str, values_at(case.payment, path))):
                assert len(value) < SHOWN or value not in _letters_and_digits(shown)


def test_every_sentence_reads_as_it_was_looked_at() -> None:
    """What a person reads of each case stands in a text that a person read; how a score comes about is not in it."""
    lines = {
        f"{case.rule.code} {said(case.rule, seen)}: {_sentence(case, seen)}\n"
        for case in cases()
        for seen in case.rule.check(case.payment, case.context)
    }
    text = "".join(sorted(lines))
    if os.environ.get("ACHGUARD_UPDATE_GOLDEN"):
        SENTENCES.write_text(text, encoding="utf-8")
    assert text == SENTENCES.read_text(encoding="utf-8")


def _sentence(case: Case, seen: Observation) -> str | None:
    """Give the message of a sighting, and the place of a gap."""
    if isinstance(seen, Sighting):
        return re.sub(" with a score of .*", " ...", case.rule.message.format_map(seen.facts))
    return seen.at


def _letters_and_digits(text: str) -> str:
    return "".join(filter(str.isalnum, text))
