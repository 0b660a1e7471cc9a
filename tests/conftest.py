"""How the tests run: who hears Ctrl-C, and how several processes share them."""

import signal
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # a run in one process has no need of it
    from xdist.remote import Producer
    from xdist.scheduler import Scheduling

ON_SPARK = "test_spark.py"


def pytest_configure() -> None:
    """Hear Ctrl-C also in a run that a shell began in the background, which has its processes ignore it.

    Those that tests start hear what this one hears, and so what they do about it is tested there too.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: "Producer") -> "Scheduling | None":
    """Share the tests function by function, and those on Spark as one, so that a run starts one cluster.

    The mark `xdist_group` does so for `--dist loadgroup` alone, and there not under pytest 9.2 with pytest-xdist 3.8.
    """
    if config.getoption("dist") != "load":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class OneCluster(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            # A scope for each case of 20,000 would take the scheduler a minute: it counts them all at each result.
            return ON_SPARK if f"{ON_SPARK}::" in nodeid else nodeid.partition("[")[0]

    return OneCluster(config, log)
