"""One small list of invented parties in every format, and the real lists where they are."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[4] / "shared" / "data"


@pytest.fixture(scope="session")
def samples() -> Path:
    """Return the folder of the invented list in every format."""
    return Path(__file__).parent / "samples"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real lists."""
    if not SHARED.is_dir():
        pytest.skip("the real lists (../shared/data) are not here")
    return SHARED
