"""achguard's pytest plugin: fixtures, a marker, and recorded Nacha files as tests.

A module of its own beside the package, so that starting pytest imports nothing of achguard: what a test imports of it
is imported when coverage already looks. Each fixture and hook imports what it needs.
"""

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from achguard import Guard, Snapshot
    from achguard.testing import PaymentFactory

_MARKER = "achguard"
_OPTIONS = ("policy", "as_of", "names", "language", "directory", "returns")


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line(
        "markers",
        f"{_MARKER}({', '.join(_OPTIONS)}): what ach_guard and ach_lists decide with; see achguard's "
        "documentation, Test your checkout.",
    )


@pytest.fixture
def ach_guard(request: pytest.FixtureRequest) -> "Guard":
    """Give a guard: fictional list, a day that does not move, policy us-domestic unless the marker says another."""
    from achguard.testing.frozen import guard

    return guard(**_asked_for(request.node))


@pytest.fixture
def ach_lists(request: pytest.FixtureRequest) -> "Snapshot":
    """Give the fictional list that `ach_guard` screens against, with the marker's `names`."""
    from achguard.testing.frozen import lists

    asked = _asked_for(request.node)
    return lists(**{name: asked[name] for name in ("as_of", "names") if name in asked})


@pytest.fixture
def ach_payment() -> "PaymentFactory":
    """Give a function that makes payments: without keywords a WEB debit that `ach_guard` accepts."""
    from achguard.testing.payment_factory import payment

    return payment


def _asked_for(node: pytest.Item) -> dict[str, Any]:
    """Put together what the markers say, the nearest first; raises ConfigurationError for what no marker may say."""
    options: dict[str, Any] = {}
    for marker in node.iter_markers(_MARKER):
        _refuse_unknown(marker)
        options = {**marker.kwargs, **options}
    return options


def _refuse_unknown(marker: pytest.Mark) -> None:
    from achguard.errors import ConfigurationError

    if marker.args:
        raise ConfigurationError(f"@pytest.mark.{_MARKER} takes keywords: {', '.join(_OPTIONS)}")
    for name in marker.kwargs:
        if name not in _OPTIONS:
            from achguard.policy.vocabulary import instead

            raise ConfigurationError(f"@pytest.mark.{_MARKER} has no option {name!r}{instead(name, _OPTIONS)}")
