"""Lists for the tests of this folder: the sample, copies of its files to damage, and the real ones where they are."""

import os
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from achguard.sanctions.snapshot import Snapshot

SHARED = Path(__file__).parents[3] / "shared" / "data" / "ofac"


@pytest.fixture(scope="session")
def sample() -> Snapshot:
    """Return the fictional list."""
    return Snapshot.sample()


@pytest.fixture
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reach the loopback server and nothing else, whatever the environment says."""
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture
def ofac_files(tmp_path: Path) -> Path:
    """Return a folder with the fictional list's files, to be damaged."""
    folder = tmp_path / "ofac"
    folder.mkdir()
    for file in files("achguard").joinpath("_data", "sample_list").iterdir():
        if file.name.endswith(".csv"):
            folder.joinpath(file.name).write_bytes(file.read_bytes())
    return folder


@pytest.fixture(scope="session")
def shared_lists() -> Path:
    """Return the folder of real OFAC files."""
    if not SHARED.is_dir():
        pytest.skip("the real lists (../shared/data/ofac) are not here")
    return SHARED


@pytest.fixture(scope="session")
def sdn_2024(shared_lists: Path) -> Snapshot:
    """Return the SDN list of 2024-05."""
    return Snapshot.from_files(shared_lists / "2024")


@pytest.fixture
def copied_2024(shared_lists: Path, tmp_path: Path) -> Path:
    """Return a copy of the SDN list of 2024-05, to be damaged."""
    return Path(shutil.copytree(shared_lists / "2024", tmp_path / "2024", copy_function=shutil.copyfile))
