"""How much of a value the rules show: each case of each spec table, masked as a decision carries it."""

import re

import pytest

from achguard.directory.known_foreign import known_foreign
from achguard.errors import ConfigurationError
from achguard.identifiers.country import is_valid as is_country
from achguard.model.finding import Finding
from achguard.model.masking import LONGEST_SHOWN_RUN, Shown
from achguard.rules.rule import Sighting, rendered
from spec import Case, cases

NUMBERS = {"routing_number", "account_number", "iban", "id", "phone", "value"}
TEXTS = {"name", "remittance", "entry_description"}


def _speaking() -> list[Case]:
    return [case for case in cases() if case.expected]


@pytest.mark.parametrize("case", _speaking(), ids=lambda case: case.id)
def test_a_number_is_masked_unless_a_directory_lists_it(case: Case) -> None:
    """What stands in a box for a number shows its end alone; text shows its words."""
    for seen in case.rule.check(case.payment, case.context):
        found = rendered(case.rule, seen, unmask=False)
        if not isinstance(seen, Sighting) or not isinstance(found, Finding) or seen.value is None:
            continue
        field = re.sub(r"\[\d+\]", "", seen.at).rsplit(".", 1)[-1]
        if field in TEXTS and not is_country(seen.value):
            # Most cases have no number beside their words; a code or a number found in text is shown by itself.
            kind = seen.facts.get("kind")
            alone = Shown.CODE if kind == "bic" or case.rule.code == "IAT202" else Shown.NUMBER if kind else None
            assert seen.shown in {Shown.WORDS, Shown.IBAN, alone}
            assert alone is None or " " not in seen.value
        elif field in NUMBERS and not _is_listed(seen.value, case) and _digits(seen.value) > LONGEST_SHOWN_RUN:
            assert found.value != seen.value
            assert _digits(found.value or "") <= LONGEST_SHOWN_RUN


def _is_listed(value: str, case: Case) -> bool:
    directory = case.context.directory
    return known_foreign(value) is not None if directory is None else directory.find(value) is not None


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))


def test_a_rule_says_how_its_value_is_shown() -> None:
    """There is no default: a rule that forgets it fails at once, in its own spec."""
    rule = cases()[0].rule
    with pytest.raises(ConfigurationError) as refused:
        rule.finding(at="id", value="730951284664")  # type: ignore[call-overload]
    assert str(refused.value) == f"{rule.code} gives a value and lacks how it is shown, such as Shown.NUMBER"
    assert rule.finding(at="id").shown is Shown.NOTHING


def test_a_sighting_shows_no_value_in_a_repr() -> None:
    """What a rule yields holds the value as it stands in the payment, and keeps it to itself."""
    case = next(case for case in cases() if case.rule.code == "IAT201" and case.expected)
    seen = [each for each in case.rule.check(case.payment, case.context) if isinstance(each, Sighting)]
    assert seen
    assert not any(str(each.value) in repr(each) for each in seen)
