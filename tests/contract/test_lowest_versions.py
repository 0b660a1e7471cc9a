"""Every lower bound is a version that can be tried: the tool that runs the tests with them reads each one."""

import pytest

from lowest_versions import lowest, pins, plugin_pins


def test_every_dependency_has_a_lowest_version() -> None:
    """What users install, and what the tests need, is pinned to its bound."""
    names = {pin.partition("==")[0] for pin in pins()}
    assert {"pydantic", "schwifty", "python-stdnum", "numpy", "rapidfuzz", "typer", "rich", "pytest"} <= names
    assert {"fastapi", "django", "uvicorn", "pyarrow", "pyspark"} <= names
    assert all("==" in pin for pin in pins())


def test_a_bound_becomes_a_pin() -> None:
    """An upper bound and an extra fall away, and a condition stays."""
    asked = ["a>=1.2,<3", "b[c]>=2026.10", "e>=2.1; python_version >= '3.13'"]
    assert lowest(asked) == ["a==1.2", "b==2026.10", "e==2.1; python_version >= '3.13'"]


@pytest.mark.parametrize("requirement", ["a", "a<2", "a==1", "a @ b.whl"])
def test_a_requirement_without_a_lower_bound_is_refused(requirement: str) -> None:
    """It could be the oldest version that was ever published."""
    with pytest.raises(ValueError, match="has no lower bound"):
        lowest([requirement])


def test_the_plugin_is_tried_with_what_a_user_may_have() -> None:
    """The lowest pytest and Hypothesis of the extra `test` are those that its tests run with."""
    assert plugin_pins() == ["hypothesis==6.120", "pytest==8.0"]
