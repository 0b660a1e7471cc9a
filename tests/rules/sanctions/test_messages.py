"""What a person reads of a sanctions hit."""

from pathlib import Path

import pytest

from achguard.model.finding import Finding
from achguard.model.payment import Payment
from achguard.rules.context import Context, PaymentScreener
from achguard.rules.rule import Rule, Sighting, rendered
from achguard.rules.sanctions.embargoed_country import EmbargoedCountry
from achguard.rules.sanctions.gateway_disagrees import GatewayDisagrees
from achguard.rules.sanctions.listed_identifier import ListedIdentifier
from achguard.rules.sanctions.listed_party import ListedParty
from achguard.sanctions.snapshot import Snapshot
from factories import Json, payment
from spec import AS_OF

SAMPLES = Path(__file__).parents[2] / "sanctions" / "sources" / "samples"


def finding(rule: Rule, seen: Payment, lists: Snapshot | None = None) -> Finding:
    """Give the one finding of a rule as a decision carries it, under the sample list where none is given."""
    screener = PaymentScreener(lists or Snapshot.sample(published=AS_OF), min_score=None)
    (observation,) = rule.check(seen, Context(as_of=AS_OF, screener=screener))
    found = rendered(rule, observation, unmask=False)
    assert isinstance(found, Finding)
    return found


def test_a_hit_names_the_entry_its_list_its_programs_and_the_score() -> None:
    """A person gets what they need to open the entry, and no date of birth."""
    party = {"name": "MALIK TARENTOV ZORBAN", "date_of_birth": "1961-03-14"}
    found = finding(ListedParty(), payment(changes={"receiver": party}))
    assert found.message.startswith(
        "The name meets ZORBAN, Malik Tarentov on the list sample-sdn (SAMPLE-A, SAMPLE-B) with a score of 1.00: "
    )
    assert "1961" not in found.message
    assert found.value == "MALIK TARENTOV ZORBAN"


def test_an_account_number_beside_a_name_is_masked_in_the_explanation_too() -> None:
    """The explanation quotes the words of the name, and digits that look like an account number stay hidden."""
    party = {"name": "MALIK TARENTOV ZORBAN 4111111111", "date_of_birth": "1961-03-14"}
    found = finding(ListedParty(), payment(changes={"receiver": party}))
    assert "4111111111" not in found.model_dump_json()
    assert "ZORBAN" in found.message


def test_a_listed_number_is_not_shown_whole() -> None:
    """The message names the kind of number and the entry, and the value is masked."""
    changes: Json = {"receiver": {"identifiers": [{"type": "passport", "value": "X0000001"}]}}
    found = finding(ListedIdentifier(), payment(changes=changes))
    assert found.message == (
        "The passport number is that of ZORBAN, Malik Tarentov on the list sample-sdn (SAMPLE-A, SAMPLE-B)."
    )
    assert found.value == "********"


def test_the_kind_of_a_number_is_written_in_words() -> None:
    """Kinds of two words have a blank between them."""
    changes: Json = {"receiver": {"identifiers": [{"type": "national_id", "value": "17809"}]}}
    found = finding(ListedIdentifier(), payment(changes=changes), Snapshot.from_files(SAMPLES / "un.xml"))
    assert found.message.startswith("The national id number is that of ILIAN SEROV MARDUKOV on the list un-sc (")


def test_an_entry_without_a_program_says_so() -> None:
    """Some lists name none."""
    screener = PaymentScreener(Snapshot.from_files(SAMPLES / "csl.csv"), min_score=None)
    seen = payment(changes={"receiver": {"name": "ILIAN SEROV MARDUKOV"}})
    met = ListedParty().check(seen, Context(as_of=AS_OF, screener=screener))
    said = [str(each.facts["lists"]) for each in met if isinstance(each, Sighting)]
    assert "the list us-csl-dpl (no program named)" in said


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"receiver": {"address": {"country": "CU"}}},
            "The party is in Cuba, which is under a comprehensive embargo (CUBA).",
        ),
        (
            {"receiver": {"account": {"iban": "IR580540105180021273113007"}}},
            "The account is in Iran, which is under a comprehensive embargo (IRAN).",
        ),
    ],
)
def test_an_embargo_says_what_is_where(changes: Json, message: str) -> None:
    """The message says whether the bank, the account, the party or the destination is there, and never the number."""
    assert finding(EmbargoedCountry(), payment(changes=changes)).message == message


def test_a_disagreement_says_who_said_what() -> None:
    """The message names the side that screened before, its result, and ours."""
    found = finding(GatewayDisagrees(), payment(changes={"secondary_screening": "suspect"}))
    assert found.message == "The secondary screening says suspect, while our own screen finds nothing."
