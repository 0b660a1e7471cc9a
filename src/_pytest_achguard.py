"""achguard's pytest plugin: fixtures, a marker, and recorded Nacha files as tests.

A module of its own beside the package, so that starting pytest imports nothing of achguard: what a test imports of it
is imported when coverage already looks. Each fixture and hook imports what it needs.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from achguard import Guard, Snapshot
    from achguard.testing import PaymentFactory

_MARKER = "achguard"
_OPTIONS = ("policy", "as_of", "names", "language", "directory", "returns")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer recorded Nacha files as tests."""
    group = parser.getgroup("achguard", "payments before they enter the US ACH network")
    group.addoption(
        "--achguard-files",
        action="append",
        default=[],
        metavar="PATH",
        help="a recorded Nacha file, or a folder of .ach files: each batch is a test that fails unless all is accepted",
    )
    group.addoption("--achguard-baseline", metavar="FILE", help="findings of recorded files that are known")
    group.addoption(
        "--achguard-write-baseline",
        action="store_true",
        help="write what is found into the baseline, but for findings about sanctions",
    )
    parser.addini("achguard_files", "recorded Nacha files, or folders of them, that are tests", "paths")
    parser.addini("achguard_baseline", "findings of recorded files that are known, a file", "paths")
    parser.addini("achguard_policy", "the policy for recorded files, a preset or a file", default="nacha-file")


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known, and take recorded files where some are named."""
    config.addinivalue_line(
        "markers",
        f"{_MARKER}({', '.join(_OPTIONS)}): what ach_guard and ach_lists decide with; see achguard's documentation, "
        "Test your checkout.",
    )
    asked = [Path(each).resolve() for each in config.getoption("achguard_files")]
    if asked or config.getini("achguard_files"):
        _take_files(config, asked)
    elif config.getoption("achguard_baseline") or config.getoption("achguard_write_baseline"):
        raise pytest.UsageError("--achguard-baseline is about recorded files: name some with --achguard-files PATH")


def _take_files(config: pytest.Config, asked: list[Path]) -> None:
    """Register the hooks for recorded files, and have pytest look where the command line names some."""
    from achguard.errors import AchGuardError
    from achguard.testing.recorded_files import Recorded

    baseline = config.getoption("achguard_baseline") or next(iter(config.getini("achguard_baseline")), None)
    try:
        recorded = Recorded(
            [*asked, *config.getini("achguard_files")],
            root=config.rootpath.resolve(),
            policy=config.getini("achguard_policy"),
            baseline=Path(baseline) if baseline else None,
            write=config.getoption("achguard_write_baseline"),
        )
    except AchGuardError as error:
        raise pytest.UsageError(str(error)) from None
    config.pluginmanager.register(recorded, "achguard-files")
    given = [Path(each.partition("::")[0]).resolve() for each in config.args]
    config.args += [str(path) for path in asked if not any(path.is_relative_to(each) for each in given)]


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Say of a decision that is not what was expected why it is as it is."""
    if op != "==" or "achguard.model.decision" not in sys.modules:
        return None
    from achguard.testing.told import compared

    return compared(left, right)


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
