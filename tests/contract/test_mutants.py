"""The tool that changes one line at a time knows what to change, what to run, and what may survive."""

from typing import Any

import pytest

from mutants import (
    PARTS,
    ROOT,
    TESTS_OF,
    Change,
    change_of,
    explained,
    function_of,
    modules_in,
    report,
    selection_of,
    with_bodies_apart,
)

MODULES = [module for part in PARTS for module in modules_in(part)]
DIFF = """\
--- src/achguard/a.py
+++ src/achguard/a.py
@@ -1,3 +1,3 @@
 def verdict(
-    outcome = max(one, other)
+    outcome = min(one, other)
"""


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_tests_to_run(module: str) -> None:
    """A module of which no test is run would have every change survive, or none tried."""
    assert selection_of(module)
    assert all((ROOT / test).exists() for test in selection_of(module))


def test_what_is_named_is_there() -> None:
    """The parts and their rooms' tests are still where the tool looks for them."""
    assert all((ROOT / path).exists() for tests in TESTS_OF.values() for path in tests)
    assert set(TESTS_OF) <= set(PARTS)


def test_explained_changes_stand_in_the_code_and_have_a_reason() -> None:
    """A row whose lines are not in its module any more explains nothing."""
    rows = explained()
    assert rows
    for change, reason in rows.items():
        lines = {line.strip() for line in (ROOT / change.file).read_text(encoding="utf-8").splitlines()}
        assert set(change.was.splitlines()) <= lines
        assert change.was != change.now
        assert reason.endswith(".")


def test_a_change_is_read_by_what_it_says() -> None:
    """The function and the lines tell a change, whatever its number and indent."""
    change = change_of("src/achguard/a.py", function_of("achguard.a.x_verdict__mutmut_39"), DIFF)
    assert change == Change("src/achguard/a.py", "verdict", "outcome = max(one, other)", "outcome = min(one, other)")
    assert function_of("achguard.a.x__private__mutmut_1") == "_private"
    assert function_of("achguard.a.xǁPolicyǁpreset__mutmut_2") == "Policy.preset"


DECORATED = """\
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

@cache
def doubled(number: int, *more: int, plus: int = 0) -> int:
    \'\'\'Double.\'\'\'
    if more:
        return number * 2 + sum(more)
    return number * 2 + plus

class Held:
    @property
    def one(self) -> int:
        return 1

    def plain(self) -> int:
        return 2

    @classmethod
    def made(cls) -> "Held":
        return cls()

    @contextmanager
    def open(self) -> Iterator[int]:
        yield self.one + 2
"""


def test_bodies_of_decorated_functions_are_tried_too() -> None:
    """They stand beside, where they can be changed, and everything does what it did."""
    apart = with_bodies_apart(DECORATED)
    assert "def apartǂǂdoubled(number: int, *more: int, plus: int=0) -> int:\n    '''Double." in apart
    assert "    def one(self) -> int:\n        return apartǂHeldǂone(self)\n" in apart
    assert "def apartǂHeldǂopen(self) -> Iterator[int]:\n    yield self.one + 2\n" in apart
    assert apart.count("def apartǂ") == 3
    there: dict[str, Any] = {}
    exec(apart, there)  # noqa: S102  our own text
    assert (there["doubled"](2), there["doubled"](2, plus=5), there["doubled"](2, 3)) == (4, 9, 7)
    with there["Held"].made().open() as three:
        assert three == there["Held"]().plain() + there["Held"]().one == 3
    assert function_of("achguard.a.x_apartǂǂ_doubled__mutmut_1") == "_doubled"
    assert function_of("achguard.a.x_apartǂHeldǂ_one__mutmut_1") == "Held._one"


def test_a_new_survivor_and_a_needless_reason_fail(capsys: pytest.CaptureFixture[str]) -> None:
    """What survives is exactly what the table explains, or the run fails and shows the difference."""
    known = set(explained())
    module = next(iter(known)).file
    known = {change for change in known if change.file == module}
    assert report(module, known)
    new = change_of(module, "verdict", DIFF)
    assert not report(module, {*known, new})
    assert "- outcome = max(one, other)\n    + outcome = min(one, other)" in capsys.readouterr().out
    assert not report(module, set())
    assert "explains what does not survive" in capsys.readouterr().out


def test_what_is_no_part_is_refused() -> None:
    """A path that is not there is a sentence, and not a run without a change."""
    with pytest.raises(SystemExit, match="no module or folder"):
        modules_in("src/achguard/nothing.py")
