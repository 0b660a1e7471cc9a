"""How several processes share the tests: those on Spark go to one of them, so that a run starts one cluster."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # a run in one process has no need of it
    from xdist.remote import Producer
    from xdist.scheduler import Scheduling

ON_SPARK = "test_spark.py"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: "Producer") -> "Scheduling | None":
    """Share the tests function by function, and those on Spark as one.

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
