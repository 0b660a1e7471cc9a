"""What is made when it is first asked for is there in a forked process too, whatever other threads were making."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from achguard.first_use import cached_property

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system can't fork")

# Each script starts a thread that makes something, forks in the middle of it, and leaves with 0 once the child and the
# thread have what they want; a child that waits for a lock that nobody holds is ended by its alarm.
_START = """
import os, signal, sys, threading, time
sys.path.insert(0, TESTS)
begun = threading.Event()

def fork_while(make):
    thread = threading.Thread(target=make)
    thread.start()
    assert begun.wait(30)
    child = os.fork()
    if child == 0:
        signal.alarm(30)
        make()
        os._exit(0)
    thread.join()
    raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""

_GUARD = """
from achguard import Guard, Snapshot
from factories import payment

def hook(event, arguments):
    if event == "import" and arguments[0] == MODULE and not begun.is_set():
        begun.set()
        time.sleep(0.3)

guard = Guard(lists=Snapshot.sample())
one = payment(changes={"receiver": {"identifiers": [{"value": "A1234567"}]}})
sys.addaudithook(hook)
fork_while(lambda: guard.decide(one))
"""

_PROPERTY = """
from achguard.first_use import cached_property

class Slow:
    @cached_property
    def made(self):
        begun.set()
        time.sleep(0.3)
        return 7

slow = Slow()
fork_while(lambda: slow.made)
"""


def left_with(script: str) -> int:
    """Run a script in a process of its own, and give what it leaves with."""
    start = _START.replace("TESTS", repr(str(Path(__file__).parent)))
    return subprocess.run([sys.executable, "-c", start + script], check=False, timeout=120).returncode


@pytest.mark.slow
@pytest.mark.parametrize(
    "module",
    [
        "achguard.sanctions.stored.index_file",
        "achguard.sanctions.screener",
        "achguard.sanctions.listed.lookup",
        "email.parser",
    ],
)
def test_a_guard_that_is_forked_while_a_thread_makes_its_index_decides(module: str) -> None:
    """The child of a fork decides, whichever part another thread was loading or making at that moment."""
    assert left_with(_GUARD.replace("MODULE", repr(module))) == 0


def test_a_property_that_a_thread_works_out_is_there_after_a_fork() -> None:
    """The child of a fork works a property out for itself where another thread was at it."""
    assert left_with(_PROPERTY) == 0


def test_a_property_is_worked_out_once_and_says_what_it_is() -> None:
    """The second time gives what the first one made, and the class shows the property with its words."""

    class Counted:
        made = 0

        @cached_property
        def value(self) -> int:
            """Count up."""
            self.made += 1
            return self.made

    one = Counted()
    assert (one.value, one.value, Counted().value) == (1, 1, 1)
    assert Counted.value.__doc__ == "Count up."
