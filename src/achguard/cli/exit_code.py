"""What the command line leaves with."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Where several apply, the highest."""

    ACCEPTED = 0
    """Every payment was accepted; every name is clear."""
    NOT_ALL_ACCEPTED = 1
    """Some payment was not accepted, some row is not a payment, or some name has a hit."""
    USAGE = 2
    """The command was given wrongly: an option, a policy, a place to write to."""
    UNREADABLE_INPUT = 3
    """A file of payments or names, or a routing directory, can't be read."""
    LISTS = 4
    """Lists are missing, stale or unreadable."""


# Beyond the contract's codes, as sysexits.h and shells have them.
BUG = 70
HUNG_UP = 129
INTERRUPTED = 130
BROKEN_PIPE = 141
TERMINATED = 143
