"""What a record keeps of a decision: enough to answer for it, and nothing confidential."""

import json

import pytest

from achguard.guard import Guard
from achguard.model.payment import Payment
from achguard.policy import Policy
from achguard.records.decision_lines import basis_text, decision_line, input_digest
from achguard.records.record_key import RecordKey
from achguard.sanctions.snapshot import Snapshot
from factories import payment
from records.conftest import DAY

SECRETS = ("111122223333", "1970-01-31", "123-45-6789", "DE89370400440532013000")


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> RecordKey:
    """Give a key."""
    return RecordKey.made(tmp_path_factory.mktemp("key") / "k")


def test_an_accepted_payment_keeps_little(guard: Guard, key: RecordKey) -> None:
    """Its id, digest and amount alone; who paid is not kept."""
    one = payment()
    line = decision_line(one, guard.decide(one), key)
    assert line.keys() == {"kind", "id", "outcome", "input", "amount", "decision"}
    assert one.receiver.name not in json.dumps(line)


def test_a_hold_keeps_who_and_why(guard: Guard, key: RecordKey, listed: Payment) -> None:
    """The payor's name, amount, direction, answers and what was found."""
    line = decision_line(listed, guard.decide(listed), key)
    assert (line["outcome"], line["payor"], line["direction"]) == ("hold", "MALIK TARENTOV ZORBAN", "debit")
    assert line["answers"] == {"account_abroad": "no", "funded_from_abroad": "no", "forwarded_abroad": "no"}
    assert [each["code"] for each in line["findings"]] == ["SAN101"]  # type: ignore[attr-defined]


def test_a_hold_keeps_which_entry_met(guard: Guard, key: RecordKey) -> None:
    """How a name met, and the list, number and kind of a number: the archive has the rest of the entry."""
    party = {"name": "MALIK TARENTOV ZORBAN", "identifiers": [{"type": "passport", "value": "X0000001"}]}
    one = payment(changes={"receiver": party})
    found = decision_line(one, guard.decide(one), key)["findings"]
    assert isinstance(found, list)
    (hit,) = (each["hit"] for each in found if "hit" in each)
    assert (hit["list"], hit["uid"], hit["score"], hit["quality"]) == ("sample-sdn", "900001", 1.0, "primary")
    assert [each["screened"] for each in hit["words"]]
    (number,) = (each["number"] for each in found if "number" in each)
    assert (number["list"], number["uid"], number["type"]) == ("sample-sdn", "900001", "passport")
    assert "X0000001" not in json.dumps(found)


def certifying() -> Guard:
    """Give a guard whose policy has a statement, in its version 2026-1."""
    statement = {"version": "2026-1", "text": {"en": "I certify it."}}
    policy = Policy.model_validate(Policy.preset("us-domestic").model_dump() | {"certification": statement})
    return Guard(policy, Snapshot.sample(published=DAY), as_of=DAY)


def test_answers_and_certification_are_kept(key: RecordKey) -> None:
    """Also those to an agency's own questions."""
    one = payment(
        changes={
            "receiver": {"name": "MALIK TARENTOV ZORBAN"},
            "own_answers": [{"question": "trust", "answer": "yes"}],
            "certification": {"version": "2026-1", "by": "A. SAMPLE", "on": "2026-11-19"},
        }
    )
    line = decision_line(one, certifying().decide(one), key)
    assert line["answers"] == {**line["answers"], "own": {"trust": "yes"}}  # type: ignore[dict-item]
    assert line["certification"] == {"version": "2026-1", "by": "A. SAMPLE", "on": "2026-11-19"}


@pytest.mark.parametrize(
    "secret", ["123456789", "900-15-2837", "DE89370400440532013000", "1970-01-31", "A. SAMPLE 111122223333"]
)
@pytest.mark.parametrize("part", ["version", "by"])
def test_a_certification_shows_no_secret(key: RecordKey, part: str, secret: str) -> None:
    """Whatever somebody wrote into it: neither the decision nor its line has it, for any guard and outcome."""
    said = {"version": "2026-1", "by": "A. SAMPLE", "on": "2026-11-19"} | {part: secret}
    one = payment(changes={"certification": said, "receiver": {"name": "MALIK TARENTOV ZORBAN"}})
    for guard in (certifying(), Guard(lists=Snapshot.sample(published=DAY), as_of=DAY, unmask=True)):
        decision = guard.decide(one)
        written = json.dumps(decision_line(one, decision, key)) + decision.model_dump_json()
        assert '"certification"' in written
        assert secret.rsplit(" ", 1)[-1] not in written


def test_the_name_of_a_question_shows_no_secret(key: RecordKey) -> None:
    """An account number where the id of an own question belongs is masked in the line."""
    one = payment(
        changes={
            "receiver": {"name": "MALIK TARENTOV ZORBAN"},
            "own_answers": [{"question": "a-111122223333", "answer": "yes"}],
        }
    )
    assert "111122223333" not in json.dumps(decision_line(one, certifying().decide(one), key))


def test_nothing_confidential_is_kept(key: RecordKey) -> None:
    """No account number, tax id or date of birth, in whatever field, not even of a guard that shows them."""
    unmasking = Guard(lists=Snapshot.sample(published=DAY), as_of=DAY, unmask=True)
    one = payment(
        changes={
            "receiver": {
                "name": "MALIK TARENTOV ZORBAN 111122223333",
                "date_of_birth": "1970-01-31",
                "identifiers": [{"type": "ssn", "value": "123-45-6789"}],
                "account": {"routing_number": "DE8937040", "account_number": "DE89370400440532013000"},
            },
            "remittance": ["ACCOUNT 111122223333", "born 1970-01-31"],
        }
    )
    decision = unmasking.decide(one)
    text = json.dumps(decision_line(one, decision, key))
    assert any(secret in decision.model_dump_json() for secret in SECRETS), "the guard shows something"
    assert [secret for secret in SECRETS if secret in text] == []


def test_a_number_in_a_message_is_masked(guard: Guard, key: RecordKey, listed: Payment) -> None:
    """A rule of somebody's own may say anything."""
    decision = guard.decide(listed)
    (finding,) = decision.findings
    said = finding.model_copy(update={"message": "Account 111122223333 is odd."})
    line = decision_line(listed, decision.model_copy(update={"findings": (said,)}), key)
    assert "11112222" not in json.dumps(line)


def test_a_field_that_nobody_fills_changes_no_digest(key: RecordKey) -> None:
    """A later version may have more fields; what is digested is what the payment says, with its keys in order."""
    bare = {"amount": "1.00", "direction": "debit", "originator": {"name": "A"}, "receiver": {"name": "B"}}
    text = json.dumps(bare, separators=(",", ":"))
    assert input_digest(Payment.model_validate(bare), key) == key.digest(text.encode())


def test_an_entry_that_could_not_be_read_is_kept(guard: Guard, key: RecordKey) -> None:
    """Without an input and an amount, with why it was held."""
    line = decision_line(None, guard.decide_unread("line 3", ()), key)
    assert (line["id"], line["outcome"], "input" in line) == ("line 3", "hold", False)
    assert line["not_evaluated"] == [{"code": "SAN501", "reason": "the entry can't be read"}]


def test_a_digest_is_of_what_a_payment_says(key: RecordKey) -> None:
    """Unsaid and blank are alike, as they are decided; any other value is another payment."""
    one = payment()
    again = Payment.model_validate_json(one.model_dump_json())
    assert input_digest(one, key) == input_digest(again, key)
    assert input_digest(one, key) != input_digest(one.model_copy(update={"amount": "125.01"}), key)
    assert input_digest(one, key) != input_digest(one.model_copy(update={"id": "other"}), key)


def test_the_basis_leaves_out_what_is_the_payments_own(guard: Guard) -> None:
    """One basis serves every payment of a day, whoever certified what."""
    plain = payment()
    certified = payment(changes={"certification": {"version": "1", "by": "A", "on": "2026-11-19"}})
    assert basis_text(guard.decide(plain).basis) == basis_text(guard.decide(certified).basis)
