"""The pytest plugin, run by a real pytest on real test files."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CHECKOUT = """
from achguard.testing import assert_accepted, assert_redirected

def test_abroad(ach_guard, ach_payment):
    assert_redirected(ach_guard.decide(ach_payment(iban="DE89370400440532013000")), to="card")

def test_at_home(ach_guard, ach_payment):
    assert_accepted(ach_guard.decide(ach_payment()))
"""


def test_a_checkout_is_tested_in_one_line(pytester: pytest.Pytester) -> None:
    """A German IBAN is redirected to a card, and the ordinary payment is accepted, with no set-up at all."""
    pytester.makepyfile(CHECKOUT)
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=2)


def test_a_marker_says_what_the_guard_is_made_of(pytester: pytest.Pytester) -> None:
    """Options of a test win over those of its module, one by one, and reach the guard and the lists."""
    pytester.makepyfile("""
        import pytest

        pytestmark = pytest.mark.achguard(policy="mississippi-dor", names=["OLGA INVENTED"], as_of="2026-12-01")

        @pytest.mark.achguard(as_of="2027-03-01", language="es")
        def test_nearest(ach_guard, ach_lists):
            assert (ach_guard.policy.name, ach_guard.policy.language) == ("mississippi-dor", "es")
            assert str(ach_guard.as_of) == "2027-03-01" == str(ach_lists.published)
            assert ach_lists.screen("Olga Invented") and ach_guard.lists.screen("Olga Invented")

        @pytest.mark.achguard(names=[], directory=True, returns=[{"code": "R85", "identifier": "12-3456789"}])
        def test_replaced(ach_guard, ach_lists):
            assert len(ach_guard.directory) == 7 and len(ach_guard.history) == 1
            assert not ach_lists.screen("Olga Invented")
    """)
    pytester.runpytest_subprocess().assert_outcomes(passed=2)


def test_a_misspelt_field_is_shown_at_the_line_of_the_test(pytester: pytest.Pytester) -> None:
    """A keyword that no payment has points at the test that says it, not at code of achguard."""
    pytester.makepyfile("def test_any(ach_payment):\n    ach_payment(recever={})\n")
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.stdout.fnmatch_lines(["E *did you mean 'receiver'?", "", "test_*.py:2: ConfigurationError"])
    result.stdout.no_fnmatch_line("*payment_factory.py*")


SLIPS = {
    "polcy='us-domestic'": "*has no option 'polcy'; did you mean 'policy'?*",
    "'us-domestic'": "*takes keywords: policy, as_of, names, language, directory, returns*",
    "as_of='tomorrow'": "*as_of is a date such as 2026-11-25, not 'tomorrow'*",
    "policy='us-domestik'": "*did you mean 'us-domestic'*",
    "returns=[7]": "*returns are a list of earlier returns*",
}


@pytest.mark.slow
def test_a_marker_with_a_slip_is_an_error(pytester: pytest.Pytester) -> None:
    """A test whose marker says what no option is does not run, and is told the right word."""
    tests = [f"@pytest.mark.achguard({each})\ndef test_{n}(ach_guard): pass" for n, each in enumerate(SLIPS)]
    pytester.makepyfile("\n".join(("import pytest", *tests)))
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(errors=len(SLIPS))
    result.stdout.fnmatch_lines([f"E*ConfigurationError: {says}" for says in SLIPS.values()])


@pytest.mark.slow
def test_the_marker_is_known_to_strict_pytest(pytester: pytest.Pytester) -> None:
    """`--strict-markers` takes the marker, and `--markers` explains it."""
    pytester.makepyfile("import pytest\n@pytest.mark.achguard(names=['A B'])\ndef test_any(ach_guard): pass\n")
    pytester.runpytest_subprocess("--strict-markers").assert_outcomes(passed=1)
    pytester.runpytest_subprocess("--markers").stdout.fnmatch_lines(["@pytest.mark.achguard(policy, as_of, names*"])


def test_starting_pytest_imports_nothing_of_achguard(pytester: pytest.Pytester) -> None:
    """A test that uses none of it has not imported the package, not even its first file."""
    pytester.makepyfile("""
        import sys

        def test_nothing_is_there():
            assert "_pytest_achguard" in sys.modules
            assert [name for name in sys.modules if name.split(".")[0] == "achguard"] == []
    """)
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


@pytest.mark.slow
def test_without_the_plugin_its_fixtures_are_gone(pytester: pytest.Pytester) -> None:
    """`-p no:achguard` switches it off, so that the other tests here test the plugin."""
    pytester.makepyfile(CHECKOUT)
    pytester.runpytest_subprocess("-p", "no:achguard").assert_outcomes(errors=2)


@pytest.mark.slow
def test_coverage_counts_what_a_test_imports(pytester: pytest.Pytester) -> None:
    """Lines of achguard that a user's test imports count as they do without the plugin: its first line, too."""
    pytest.importorskip("pytest_cov")
    pytester.makepyfile("def test_any():\n    import achguard\n    assert achguard.__all__\n")
    counted = []
    for options in ((), ("-p", "no:achguard")):
        result = pytester.runpytest_subprocess("--cov=achguard", "--cov-report=term-missing:skip-covered", *options)
        result.assert_outcomes(passed=1)
        counted += [line.split() for line in result.outlines if "achguard/__init__.py" in line]
    with_plugin, without = counted
    assert with_plugin == without
    assert "not measured" not in result.stdout.str() + result.stderr.str()


@pytest.mark.slow
def test_workers_of_xdist_decide_alike(pytester: pytest.Pytester) -> None:
    """Two workers collect the same cases, and each of them passes."""
    pytest.importorskip("xdist")
    pytester.makepyfile("""
        import pytest
        from achguard.testing import cases

        @pytest.mark.parametrize("case", cases({"iban", "name"}))
        def test_case(case, ach_guard):
            assert ach_guard.decide(case.payment).outcome is case.outcome
    """)
    result = pytester.runpytest_subprocess("-n", "2", "-p", "no:cacheprovider")
    assert result.ret == 0
    result.stdout.fnmatch_lines(["*passed*"])


@pytest.mark.slow
def test_nothing_is_fetched_and_nothing_is_written(
    pytester: pytest.Pytester, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every fixture works where no connection can be made, and leaves nothing in the user's folders."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(home))
    pytester.makeconftest("""
        import socket

        def refuse(*args, **keywords):
            raise AssertionError("a test reached for the network")

        socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
    """)
    pytester.makepyfile("""
        import socket
        import pytest
        from achguard.testing import cases

        def test_the_network_is_gone():
            with pytest.raises(AssertionError):
                socket.create_connection(("localhost", 9))

        @pytest.mark.achguard(names=["OLGA INVENTED"], directory=True, as_of="2028-04-01")
        def test_options(ach_guard, ach_lists, ach_payment):
            assert ach_lists.screen("Olga Invented")
            assert ach_guard.decide(ach_payment(name="Olga Invented")).outcome == "hold"

        @pytest.mark.parametrize("case", cases())
        def test_case(case, ach_guard):
            assert ach_guard.decide(case.payment).outcome is case.outcome
    """)
    assert pytester.runpytest_subprocess("-p", "no:cacheprovider").ret == 0
    assert list(home.rglob("*")) == []
