"""Many names at once, in one process or in several, give what one at a time gives."""

from pathlib import Path

from achguard.sanctions.snapshot import Snapshot

NAMES = ["MALIK ZORBAN", "JANE Q PUBLIC", "", "MALIK ZORBAN", "FALCONER", "QUENTARA MARITIME TRADING", "\ud800"]


def test_several_processes_give_the_same_hits(tmp_path: Path, sample: Snapshot) -> None:
    """Hits of two processes are those of one, in the order of the names, also for what is no name."""
    built = sample.build(tmp_path / "built")
    junk = [*NAMES, None]
    assert built.screen_many(junk, workers=2) == [sample.screen(name) for name in junk]  # type: ignore[arg-type, list-item]


def test_no_names_give_no_hits(sample: Snapshot) -> None:
    """Nothing to screen is no error, whatever the number of processes."""
    assert sample.screen_many([], workers=3) == []
