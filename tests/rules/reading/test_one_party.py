"""A party on several lists is told once with its lists, and cleared list by list."""

import datetime as dt
from pathlib import Path

import pytest

from achguard.guard import Guard
from achguard.model.finding import Finding, Strength
from achguard.rules.context import PaymentScreener
from achguard.rules.reading.one_party import by_party
from achguard.rules.reading.party_screen import NumberSeen
from achguard.sanctions.clearance import Clearance, Clearances
from achguard.sanctions.listed.entity import ListedMatch
from achguard.sanctions.snapshot import Snapshot
from factories import Json, payment
from spec import AS_OF

SAMPLES = Path(__file__).parents[2] / "sanctions" / "sources" / "samples"
LISTS = Snapshot.from_files(*(SAMPLES / name for name in ("ofac_csv", "un.xml", "eu.xml", "uk.xml")), published=AS_OF)
NAME = "ILIAN SEROV MARDUKOV"


def findings(changes: Json, *clearances: Clearance) -> list[Finding]:
    """Give what is found about listed parties."""
    decision = Guard(lists=LISTS, as_of=AS_OF, clearances=Clearances(clearances)).decide(payment(changes=changes))
    return [found for found in decision.findings if found.code.startswith(("SAN1", "SAN2"))]


def cleared(list_name: str, uid: str) -> Clearance:
    """Clear the name of one entry."""
    entity = LISTS.entity(uid, list_name)
    assert entity is not None
    return Clearance.of(entity, name=NAME, by="J. Doe", why="another", on=AS_OF, expires=dt.date(2027, 1, 1))


EVERY_LIST = (
    "the lists eu-fsf EU.1.11 (SAM), ofac-sdn 910001 (SAMPLE-A, SAMPLE-B), uk-sanctions SAM0001 "
    "(The Sample (Sanctions) (EU Exit) Regulations 2026) and un-sc XXi.001 (Sample)"
)


@pytest.mark.parametrize(
    ("changes", "code", "at"),
    [
        ({"receiver": {"name": NAME}}, "SAN101", "receiver.name"),
        ({"receiver": {"account": {"bank": {"name": NAME}}}}, "SAN102", "receiver.account.bank.name"),
        ({"remittance": [f"FOR {NAME}"]}, "SAN103", "remittance[0]"),
        ({"receiver": {"address": {"street": f"C/O {NAME}"}}}, "SAN103", "receiver.address.street"),
        (
            {"receiver": {"identifiers": [{"type": "passport", "value": "X0000001"}]}},
            "SAN104",
            "receiver.identifiers[0].value",
        ),
    ],
)
def test_one_finding_names_every_list(changes: Json, code: str, at: str) -> None:
    """Wherever the party stands, one finding says its lists with the publishers' numbers."""
    (found,) = findings(changes)
    assert (found.code, found.at) == (code, at)
    assert EVERY_LIST in found.message


def test_a_hit_is_told_as_structure_too() -> None:
    """The entry that met, how, what agrees, and the party's other entries stand beside the sentence made from them."""
    party = {"name": NAME, "kind": "individual"}
    (found,) = findings({"receiver": party}, cleared("un-sc", "XXi.001"))
    hit = found.hit
    assert hit is not None
    assert found.number is None
    assert (hit.uid, hit.list, hit.kind, hit.score) == ("EU.1.11", "eu-fsf", "individual", 1.0)
    assert [word.screened for word in hit.words] == NAME.split()
    assert (hit.agrees, hit.disagrees) == (("kind",), ("country",))
    assert [(each.list, each.score) for each in hit.others] == [
        ("ofac-sdn", 1.0),
        ("uk-sanctions", 1.0),
        ("un-sc", 1.0),
    ]
    assert [each.partition(":")[0] for each in hit.remarks] == ["un-sc XXi.001"]
    assert f" with a score of {hit.score:.2f}: {hit.explanation}; {hit.remarks[0]}" in found.message
    assert hit.rarity is not None
    assert hit.rarity in hit.explanation


def test_a_number_is_told_as_structure_too() -> None:
    """Which kind of number met and whose it is stands in the finding, and not the number."""
    (found,) = findings({"receiver": {"identifiers": [{"type": "ssn", "value": "548000001"}]}})
    number = found.number
    assert number is not None
    assert found.hit is None
    assert (number.list, number.uid, number.type, number.kind) == ("eu-fsf", "EU.1.11", "ssn", "individual")
    assert {(each.list, each.score) for each in number.others} == {
        ("ofac-sdn", None),
        ("uk-sanctions", None),
        ("un-sc", None),
    }
    assert "548000001" not in number.model_dump_json()


def test_a_finding_without_a_hit_is_the_json_that_it_was() -> None:
    """Who reads decisions strictly meets a new member only where somebody listed was met."""
    decision = Guard(lists=LISTS, as_of=AS_OF).decide(payment(changes={"receiver": {"phone": "+442079460000"}}))
    (found,) = [each for each in decision.findings if each.code == "IAT902"]
    assert not {"hit", "number"} & found.model_dump().keys()


def test_what_nothing_joins_is_told_apart() -> None:
    """A name on several lists that share neither number nor date stays as many findings, as one list alone does."""
    found = findings({"receiver": {"name": "HERON SHIPPING COMPANY"}})
    assert [each.message.partition(" with ")[0] for each in found] == [
        "The name meets HERON SHIPPING COMPANY on the list un-sc (Sample)"
    ]


def test_entries_that_did_not_meet_are_named_too() -> None:
    """A name or a number that one publisher alone gives leads to the party's other entries; the best score is told."""
    (found,) = findings({"receiver": {"name": "SEROV, ILIAN"}})
    lists = "the lists eu-fsf EU.1.11 (SAM), ofac-sdn 910001 (SAMPLE-A, SAMPLE-B) and un-sc XXi.001 (Sample)"
    assert f"on {lists} and, the same party, uk-sanctions SAM0001 with a score of 1.00: same words" in found.message
    (found,) = findings({"receiver": {"identifiers": [{"type": "ssn", "value": "548000001"}]}})
    assert found.message.endswith(
        " on the list eu-fsf EU.1.11 (SAM) and, the same party, ofac-sdn 910001, uk-sanctions SAM0001, un-sc XXi.001."
    )


def test_a_clearance_of_one_list_leaves_the_others() -> None:
    """Who cleared the entry of one list has not cleared the party: it stays strong until each entry is cleared."""
    changes: Json = {"receiver": {"name": NAME}}
    one = cleared("ofac-sdn", "910001")
    (found,) = findings(changes, one)
    assert found.strength is Strength.STRONG
    assert "; ofac-sdn 910001: cleared by J. Doe on " in found.message
    assert EVERY_LIST in found.message
    others = [cleared(*entry) for entry in (("eu-fsf", "EU.1.11"), ("uk-sanctions", "SAM0001"), ("un-sc", "XXi.001"))]
    (found,) = findings(changes, one, *others)
    assert found.strength is Strength.WEAK


def test_an_entry_that_meets_twice_counts_as_it_says_most() -> None:
    """Of two sightings of one entry at one place the stronger is told, whichever comes first."""
    entity = LISTS.entity("910001", "ofac-sdn")
    assert entity is not None
    seen = [
        NumberSeen("remittance[0]", "X0000001", ListedMatch(entity, kind), strength)
        for kind, strength in (("passport", Strength.STRONG), ("wallet", Strength.DECISIVE))
    ]
    screener = PaymentScreener(LISTS, min_score=None)
    for order in (seen, seen[::-1]):
        (one,) = by_party(order, screener)
        assert one.strength is Strength.DECISIVE
        assert one.facts["kind"] == "wallet"
    alike = [NumberSeen("remittance[0]", "X0000001", ListedMatch(entity, kind)) for kind in ("passport", "lei")]
    (one,) = by_party(alike, screener)
    assert one.facts["kind"] == "passport"
