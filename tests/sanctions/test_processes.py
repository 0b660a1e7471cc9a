"""Many names at once, in one process or in several, give what one at a time gives.

Twins compared: `processes` with one `Screener`, and `Snapshot.screen_many` with `Snapshot.screen`.
"""

import multiprocessing
import os
from pathlib import Path

import pytest

from achguard.errors import ConfigurationError
from achguard.sanctions import processes as bulk
from achguard.sanctions.snapshot import Snapshot
from sanctions.dying_lists import DyingLists

NAMES = ["MALIK ZORBAN", "JANE Q PUBLIC", "", "MALIK ZORBAN", "FALCONER", "QUENTARA MARITIME TRADING", "\ud800"]
BESIDE = ["JANE ROE OR MALIK TARENTOV ZORBAN", "MALIK TARENTOV ZORBAN REFUND 7", "THE " * 50 + "MALIK TARENTOV ZORBAN"]


def test_several_processes_give_the_same_hits(tmp_path: Path, sample: Snapshot) -> None:
    """Hits of two processes are those of one, in the order of the names, also for what is no name."""
    built = sample.build(tmp_path / "built")
    junk = [*NAMES, *BESIDE, None]
    assert built.screen_many(junk, workers=2) == [sample.screen(name) for name in junk]  # type: ignore[arg-type, list-item]


def test_portions_come_back_in_order(tmp_path: Path, sample: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many portions over three processes give each name its own hits, wherever it was screened."""
    monkeypatch.setattr(bulk, "PORTION", 70)
    built = sample.build(tmp_path / "built")
    names = [f"{name} {number}" for number in range(150) for name in NAMES[:6]]
    assert built.screen_many(names, cut_at=22, workers=3) == [sample.screen(name, cut_at=22) for name in names]


def test_names_of_a_process_that_died_are_screened_again(
    tmp_path: Path, sample: Snapshot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Each name has its own hits, and the log says once what happened, without a name."""
    monkeypatch.setattr(bulk, "PORTION", 20)
    lists = DyingLists(sample.build(tmp_path / "built"), os.getpid(), tmp_path / "died")
    names = [f"{name} {number}" for number in range(60) for name in NAMES[:6]]
    found = bulk.screen_in_processes(lists, names, cut_at=None, min_score=None, workers=2)
    assert found == [sample.screen(name) for name in names]
    assert [each.getMessage() for each in caplog.records] == [
        "A process that screens was ended from outside; its names are screened again"
    ]


def test_processes_that_die_each_time_are_told(
    tmp_path: Path, sample: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody who waits is told what to try."""
    monkeypatch.setattr(bulk, "PORTION", 20)
    lists = DyingLists(sample.build(tmp_path / "built"), os.getpid(), tmp_path / "died", always=True)
    names = [f"JANE ROE {number}" for number in range(400)]
    with pytest.raises(ConfigurationError, match="perhaps for want of memory; try one worker"):
        bulk.screen_in_processes(lists, names, cut_at=None, min_score=None, workers=3)


def test_no_names_give_no_hits(sample: Snapshot) -> None:
    """Nothing to screen is no error, whatever the number of processes."""
    assert sample.screen_many([], workers=3) == []


def test_a_process_that_may_start_none_screens_alone(tmp_path: Path, sample: Snapshot) -> None:
    """Those of a pool of the standard library are daemons, which may have no processes of their own."""
    built = sample.build(tmp_path / "built")
    names = [f"{name} {number}" for number in range(bulk.PORTION) for name in NAMES[:2]]  # more than one process takes
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found = pool.apply_async(built.screen_many, (names,), {"workers": 2}).get(120)
    assert found == built.screen_many(names)
