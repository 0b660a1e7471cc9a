"""A live guard takes up what is installed, between decisions, and nothing that is broken."""

import datetime as dt
import logging
import math
import os
import pickle
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from achguard.directory import RoutingDirectory
from achguard.errors import ConfigurationError, SnapshotError
from achguard.guard import Guard
from achguard.model.decision import Hold, Outcome
from achguard.model.history import History, ReturnedEntry
from achguard.policy import Policy
from achguard.rules import RULES
from achguard.running.live_guard import LiveGuard
from achguard.sanctions.clearance import Clearance, end, record
from achguard.sanctions.snapshot import Snapshot
from achguard.sanctions.stored.snapshot_folder import POINTER
from achguard.sanctions.updating.active_snapshot import Installation
from factories import payment
from spec import TINY_DIRECTORY

LISTED_LATER = "WENDELINA OSTERKAMPF"
HELD = payment(changes={"receiver": {"name": LISTED_LATER}})


def install(folder: Path, *also: str, published: dt.date | None = None) -> Snapshot:
    """Put the sample list in force, with names beside it."""
    installation = Installation(folder)
    with installation.at_work() as work:
        return installation.install(Snapshot.sample(published=published, also=also), work)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder in which the sample list is installed."""
    install(tmp_path / "lists")
    return tmp_path / "lists"


def spoil(folder: Path) -> None:
    """Damage the version that is in force."""
    version = folder / (folder / POINTER).read_text(encoding="utf-8").strip()
    (version / "manifest.json").write_text("{", encoding="utf-8")


def test_it_decides_as_a_guard_does(folder: Path) -> None:
    """The same decisions with the same bytes, one by one and together."""
    live, guard = LiveGuard(folder), Guard(lists=folder)
    others = [HELD, payment(changes={"receiver": {"name": "MALIK ZORBAN"}})]
    expected = [each.model_dump_json() for each in guard.decide_many(others)]
    assert [each.model_dump_json() for each in live.decide_many(others)] == expected
    assert [each.model_dump_json() for each in live.decide_batch(others)] == expected
    assert live.basis() == guard.basis()
    assert live.why_unscreened() == ()
    assert live.decide(HELD, language="es").payor_message == guard.decide(HELD, language="es").payor_message


def test_a_new_version_is_taken_up(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Who is listed from then on is held, by the new lists, and the log names both versions."""
    caplog.set_level(logging.INFO, "achguard")
    live = LiveGuard(folder, look_every=0)
    before = live.decide(HELD)
    assert before.outcome is not Outcome.HOLD
    first = live.status()
    install(folder, LISTED_LATER)
    after = live.decide(HELD)
    assert isinstance(after, Hold)
    assert [each.list for each in after.basis.lists] == ["sample-names", "sample-sdn"]
    assert live.status().since > first.since
    assert [each.name for each in caplog.records] == ["achguard.guard"]
    assert "took up sample-names of" in caplog.text
    assert all(each.sha256.removeprefix("sha256:")[:12] in caplog.text for each in after.basis.lists)


def test_it_looks_no_more_often_than_asked(folder: Path) -> None:
    """A guard that never looks by itself takes up nothing until it is told to renew, and then says so."""
    live = LiveGuard(folder, look_every=math.inf)
    install(folder, LISTED_LATER)
    assert live.decide(HELD).outcome is not Outcome.HOLD
    assert live.renew()
    assert live.decide(HELD).outcome is Outcome.HOLD
    assert not live.renew()


def test_who_renews_by_hand_has_looked(folder: Path) -> None:
    """A decision right behind a renewal does not look again."""
    live = LiveGuard(folder, look_every=3_600)
    live._look_at = 0.0
    assert not live.renew()
    install(folder, LISTED_LATER)
    assert live.decide(HELD).outcome is not Outcome.HOLD


def test_the_oldest_list_says_how_old_they_are(folder: Path) -> None:
    """Of two lists the one that goes stale first counts."""
    today = Guard().today()
    both = Snapshot.sample(also=(LISTED_LATER,))
    older, other = both.listings
    installation = Installation(folder)
    with installation.at_work() as work:
        installation.install(both.as_known((replace(older, published=today - dt.timedelta(days=6)), other)), work)
    live = LiveGuard(folder)
    ages = {each.list: each.age(today) for each in live.status().lists}
    assert len(set(ages.values())) == 2, ages
    assert live.status().age_days == max(ages.values())


def test_decisions_together_are_counted(folder: Path) -> None:
    """A batch counts each of its decisions, as one by one does."""
    live = LiveGuard(folder)
    live.decide_batch([HELD, HELD, payment(changes={"receiver": {"name": "MALIK ZORBAN"}})])
    counted = live.counts.read()
    assert (counted.outcomes["hold"], sum(counted.outcomes.values())) == (1, 3)


def test_what_it_was_made_with_stays(folder: Path) -> None:
    """New lists, and a pickle, change nothing of rules, directory, returns and what is shown."""
    abroad = payment(changes={"receiver": {"account": {"iban": "DE89370400440532013000"}}})
    rules = [rule for rule in RULES if rule.code.startswith(("IAT", "SAN"))]
    directory = RoutingDirectory.open(TINY_DIRECTORY)
    history = History([ReturnedEntry(code="R85", routing_number="065300279", account_number="123456789")])
    live = LiveGuard(folder, "nacha-file", directory, history, rules=rules, unmask=True, look_every=0)
    install(folder, LISTED_LATER)
    assert live.decide(HELD).outcome is Outcome.HOLD
    again = pickle.loads(pickle.dumps(live))  # noqa: S301  our own pickle
    for each in (live, again):
        guard = each.guard
        assert [rule.code for rule in guard.rules] == [rule.code for rule in rules]
        assert guard.policy == Policy.preset("nacha-file")
        assert repr(guard.directory) == repr(directory)
        assert repr(guard.history) == repr(history)
        assert "DE89370400440532013000" in {found.value for found in each.decide(abroad).findings}


def test_a_broken_version_leaves_the_old_one_in_force(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    """It is told once, in the status and in the log, and a whole one is taken up as soon as it is there."""
    live = LiveGuard(folder, look_every=0)
    old = live.basis()
    install(folder, LISTED_LATER)
    spoil(folder)
    for _ in range(3):
        assert live.decide(HELD).basis == old
    trouble = live.status().trouble
    assert trouble is not None
    assert "damaged" in trouble
    assert caplog.text.count("new lists are not taken up") == 1
    install(folder, LISTED_LATER)
    assert live.decide(HELD).outcome is Outcome.HOLD
    assert live.status().trouble is None


def test_a_folder_that_is_gone_leaves_the_lists_in_force(folder: Path) -> None:
    """Whoever moves the lists away stops no decision; that they are gone is told."""
    live = LiveGuard(folder, look_every=0)
    folder.rename(folder.with_name("moved"))
    assert live.decide(HELD).outcome is not Outcome.HOLD
    assert "no such folder" in str(live.status().trouble)
    folder.with_name("moved").rename(folder)
    assert live.decide(HELD).outcome is not Outcome.HOLD
    assert live.status().trouble is None


def test_a_day_on_which_nothing_was_new_counts(folder: Path) -> None:
    """Lists that were confirmed again are younger from then on, without another version."""
    live = LiveGuard(folder, look_every=0)
    installation, old = Installation(folder), Snapshot.open(folder)
    day = old.published + dt.timedelta(days=1)
    confirmed = old.as_known(tuple(replace(each, confirmed=day, fetched=day) for each in old.listings))
    with installation.at_work() as work:
        installation.install(confirmed, work)
    assert len(installation.versions()) == 1
    assert live.basis().lists[0].confirmed == day


def test_lists_are_told_before_they_go_stale(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The status counts the days left, the log warns once a day, and of stale lists it says that all is held."""
    policy = Policy.preset("us-domestic")
    allowed = policy.screening.max_list_age_days
    today = Guard(policy).today()
    for age, left, warns, level in (
        (allowed - 3, 3, False, None),
        (allowed - 2, 2, True, "WARNING"),
        (allowed, 0, True, "WARNING"),
        (allowed + 1, -1, True, "ERROR"),
    ):
        caplog.clear()
        folder = tmp_path / f"{age}"
        install(folder, published=today - dt.timedelta(days=age))
        live = LiveGuard(folder, policy, look_every=0)
        decision = live.decide(HELD)
        status = live.status()
        assert (status.age_days, status.days_left, status.warns, status.is_stale) == (age, left, warns, left < 0)
        assert [each.levelname for each in caplog.records] == ([level] if level else [])
        assert (f"the lists are {allowed} days old, and in 1 day every payment is held" in caplog.text) == (left == 0)
        assert (decision.outcome is Outcome.HOLD) == status.is_stale == bool(live.why_unscreened())


def test_clearances_are_taken_up_from_their_file(folder: Path, tmp_path: Path) -> None:
    """A hit that is cleared while the guard runs no longer holds; a file that was broken changes nothing."""
    zorban = payment(changes={"receiver": {"name": "MALIK ZORBAN"}})
    file = tmp_path / "clearances.toml"
    file.write_text("", encoding="utf-8")
    live = LiveGuard(folder, clearances=file, look_every=0)
    assert live.decide(zorban).outcome is Outcome.HOLD
    entity = Snapshot.open(folder).entity("900001")
    assert entity is not None
    on = live.guard.today()
    record(file, Clearance.of(entity, name="MALIK ZORBAN", by="J. Doe", why="another", on=on, expires=on))
    assert live.decide(zorban).outcome is not Outcome.HOLD
    file.write_text("[[clearance]]\n", encoding="utf-8")
    assert live.decide(zorban).outcome is not Outcome.HOLD
    assert "clearance 1" in str(live.status().trouble)


def test_a_version_that_is_mended_is_taken_up(folder: Path) -> None:
    """A part that was copied half and then whole is tried again, though its manifest says nothing new."""
    live = LiveGuard(folder, look_every=0)
    install(folder, LISTED_LATER)
    version = folder / (folder / POINTER).read_text(encoding="utf-8").strip()
    part = next(each for each in version.iterdir() if each.name != "manifest.json")
    whole = part.read_bytes()
    part.write_bytes(whole[:-10])
    assert live.decide(HELD).outcome is not Outcome.HOLD
    assert live.status().trouble is not None
    part.write_bytes(whole)
    assert live.decide(HELD).outcome is Outcome.HOLD
    assert live.status().trouble is None


def test_a_slip_in_the_clearances_keeps_no_new_list_out(
    folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """New names are held at once; the clearances that could be read stay, and the log says both once."""
    caplog.set_level(logging.INFO, "achguard")
    file = tmp_path / "clearances.toml"
    file.write_text("", encoding="utf-8")
    live = LiveGuard(folder, clearances=file, look_every=0)
    file.write_text("[[clearance]]\n", encoding="utf-8")
    install(folder, LISTED_LATER)
    assert [live.decide(HELD).outcome for _ in range(3)] == [Outcome.HOLD] * 3
    assert "clearance 1" in str(live.status().trouble)
    assert live.guard.clearances is not None
    assert [each.levelname for each in caplog.records] == ["ERROR", "INFO"]
    assert "new clearances are not taken up" in caplog.text
    file.write_text("# none\n", encoding="utf-8")
    assert live.renew() is False
    assert live.status().trouble is None


def test_lists_that_are_broken_keep_no_clearance_in_force(
    folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What a person ended holds again at once, by the lists that stay in force; the log counts, and names nobody."""
    caplog.set_level(logging.INFO, "achguard")
    zorban = payment(changes={"receiver": {"name": "MALIK ZORBAN"}})
    entity = Snapshot.open(folder).entity("900001")
    assert entity is not None
    file, on = tmp_path / "clearances.toml", Guard(lists=folder).today()
    record(file, Clearance.of(entity, name="MALIK ZORBAN", by="J. Doe", why="another", on=on, expires=on))
    live = LiveGuard(folder, clearances=file, look_every=0)
    assert live.decide(zorban).outcome is not Outcome.HOLD
    since = live.status().since
    spoil(folder)
    end(file, 1, on=on, by="A. Roe", why="a second look")
    record(file, Clearance.of(entity, name="M T ZORBAN", by="J. Doe", why="another", on=on, expires=on))
    assert live.decide(zorban).outcome is Outcome.HOLD
    assert "manifest.json" in str(live.status().trouble)
    assert live.status().since == since
    assert [each.levelname for each in caplog.records] == ["ERROR", "INFO"]
    assert "took up other clearances: 2, and 1 before" in caplog.text
    assert "ZORBAN" not in caplog.text


def test_other_returns_need_no_lists_to_be_opened(folder: Path) -> None:
    """Returns of the day are taken while what is installed is broken; nothing else changes with them."""
    live = LiveGuard(folder, look_every=math.inf)
    old = live.basis()
    spoil(folder)
    live.with_history(History([]))
    assert live.basis().lists == old.lists


def test_a_decision_rests_on_one_version(folder: Path) -> None:
    """While lists come and go in another thread, every decision's basis is the one that its outcome follows from."""
    live = LiveGuard(folder, look_every=0)
    done = threading.Event()
    wrong: list[str] = []
    bases: set[int] = set()

    def decide() -> None:
        while not done.is_set():
            decision = live.decide(HELD)
            bases.add(len(decision.basis.lists))
            if (decision.outcome is Outcome.HOLD) != (len(decision.basis.lists) > 1):
                wrong.append(decision.outcome)

    threads = [threading.Thread(target=decide) for _ in range(3)]
    for thread in threads:
        thread.start()
    for also in ((LISTED_LATER,), (), (LISTED_LATER,), ()):
        install(folder, *also)
        live.renew()
        live.decide(HELD)
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert bases == {1, 2}
    assert live.counts.read().outcomes["hold"] > 0


def test_decisions_are_recorded_by_whatever_is_in_force(folder: Path, tmp_path: Path) -> None:
    """A record that was opened before the lists changed tells the new basis of later decisions."""
    live = LiveGuard(folder, look_every=0)
    with live.recording(tmp_path / "record", key=tmp_path / "key") as recording:
        recording.decide(HELD)
        install(folder, LISTED_LATER)
        assert recording.decide(HELD).outcome is Outcome.HOLD
    text = "".join(each.read_text(encoding="utf-8") for each in (tmp_path / "record").glob("*.jsonl"))
    assert "sample-names" in text


def test_other_returns_are_taken(folder: Path) -> None:
    """What came back today counts from then on, and new lists keep it."""
    live = LiveGuard(folder, look_every=0)
    history = History([ReturnedEntry(code="R85", routing_number="065300279", account_number="123456789")])
    live.with_history(history)
    assert live.guard.history is history
    install(folder, LISTED_LATER)
    assert live.guard.history is history
    assert live.guard.lists is not None
    assert len(live.guard.lists.lists) == 2


def test_a_pickle_goes_on_with_what_is_in_force(folder: Path, tmp_path: Path) -> None:
    """It travels as the folder and the settings, and takes up new lists where it arrives."""
    file = tmp_path / "c.toml"
    file.write_text("", encoding="utf-8")
    live = LiveGuard(folder, "nacha-file", clearances=file, look_every=0, warn_days=5)
    again = pickle.loads(pickle.dumps(live))  # noqa: S301  our own pickle
    assert again.guard.policy == live.guard.policy
    assert repr(again) == repr(live)
    install(folder, LISTED_LATER)
    assert again.decide(HELD).outcome is Outcome.HOLD


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_fork_while_another_thread_looks_is_not_stuck(folder: Path) -> None:
    """A child takes up new lists itself, although a thread of its parent was at it when it was forked."""
    live = LiveGuard(folder, look_every=0)
    install(folder, LISTED_LATER)
    with live._lock:
        child = os.fork()
        if not child:
            os._exit(0 if live.renew() and live.decide(HELD).outcome is Outcome.HOLD else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_mistakes_are_told(tmp_path: Path, folder: Path) -> None:
    """No lists, no folder, and settings that are no numbers."""
    with pytest.raises(SnapshotError, match="no such folder"):
        LiveGuard(tmp_path / "absent")
    for wrong in (None, "", Snapshot.sample()):
        with pytest.raises(ConfigurationError, match="lists takes the folder"):
            LiveGuard(wrong)  # type: ignore[arg-type]
    for name in ("look_every", "warn_days"):
        for value in (-1, math.nan, True, "1"):
            with pytest.raises(ConfigurationError, match=f"{name} takes a number"):
                LiveGuard(folder, **{name: value})
    with pytest.raises(ConfigurationError, match="decide_many takes an iterable"):
        LiveGuard(folder).decide_many(3)  # type: ignore[arg-type]
