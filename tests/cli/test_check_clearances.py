"""`achguard check --clearances`: a cleared hit stops no payment, and shows with who cleared it."""

import datetime as dt
import json
import pickle
from pathlib import Path

from achguard import Accept, Clearance, Clearances, Guard, Hold, Payment, Snapshot
from achguard.cli.exit_code import ExitCode
from achguard.sanctions.clearance import record
from cli.conftest import AS_OF, PUBLISHED, Payments, Run, decisions
from factories import domestic_web_debit, merged

NAME = "MALIK TARENTOV ZORBAN"
PARTY = {"receiver": {"name": NAME, "date_of_birth": None}}


def clearance() -> Clearance:
    """Clear the name of the first entry of the sample."""
    entity = Snapshot.sample(published=PUBLISHED).entity("900001")
    assert entity is not None
    return Clearance.of(entity, name=NAME, by="J. Doe", why="born in 1990", on=PUBLISHED, expires=dt.date(2027, 11, 20))


def test_a_cleared_hit_stops_no_payment(run: Run, lists: Path, payments: Payments, tmp_path: Path) -> None:
    """Held without the clearance, accepted with it; the note and the digest of the clearances are in the decision."""
    file = tmp_path / "clearances.toml"
    record(file, clearance())
    arguments = ("check", payments(PARTY), "--lists", lists, "--as-of", AS_OF, "--format", "jsonl")
    held, cleared = run(*arguments), run(*arguments, "--clearances", file)
    assert (held.exit_code, cleared.exit_code) == (ExitCode.NOT_ALL_ACCEPTED, ExitCode.ACCEPTED)
    (decision,) = decisions(cleared.stdout)
    (finding,) = [each for each in decision["findings"] if each["code"] == "SAN101"]
    assert finding["strength"] == "weak"
    assert "cleared by J. Doe on 2026-11-20" in finding["message"]
    assert decision["basis"]["clearances"] == Clearances.open(file).digest
    assert "clearances" not in json.loads(held.stdout)["basis"]
    file.write_text("x = 1", encoding="utf-8")
    assert run(*arguments, "--clearances", file).exit_code == ExitCode.USAGE


def test_a_guard_takes_its_clearances_with_it() -> None:
    """A pickled guard clears what it cleared, and expires with the clearance."""
    lists = Snapshot.sample(published=PUBLISHED)
    payment = Payment.model_validate(merged(domestic_web_debit(), PARTY))
    guard = Guard(lists=lists, clearances=Clearances([clearance()]), as_of=dt.date.fromisoformat(AS_OF))
    again = pickle.loads(pickle.dumps(guard))  # noqa: S301 -- our own bytes
    assert isinstance(guard.decide(payment), Accept)
    assert again.decide(payment) == guard.decide(payment)
    early = Guard(lists=lists, clearances=Clearances([clearance()]), as_of=dt.date(2026, 11, 19))
    assert isinstance(early.decide(payment), Hold)
