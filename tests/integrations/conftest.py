"""What tests of apps share."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from web_server import Serve, serving


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Give what serves an app until the end of the test."""
    with ExitStack() as running:
        yield lambda app: running.enter_context(serving(app))
