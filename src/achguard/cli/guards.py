"""The guards of a run: the same lists, directory and earlier returns, under the policy that suits the input."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from achguard.cli.arguments import clearances_of, directory_of, lists_of, policy_of
from achguard.cli.failure import say
from achguard.cli.formats.writer import Ingredients, no_entry
from achguard.cli.progress import working
from achguard.errors import InputError
from achguard.guard import Guard
from achguard.model.history import History, ReturnedEntry

if TYPE_CHECKING:  # the reader is loaded when returns are handed in
    from achguard.nacha.reader import NachaFile

PAYMENTS_POLICY = "us-domestic"
"""The preset for payments, which can carry a payor's answers."""

ENTRIES_POLICY = "nacha-file"
"""The preset for entries of a Nacha file, which has no field for answers."""


@dataclass(frozen=True, slots=True)
class RunGuards:
    """Guards that differ in their policy alone."""

    payments: Guard
    """Decides payments."""
    entries: Guard
    """Decides entries of Nacha files."""
    ingredients: Ingredients
    """What the decisions rest on."""
    why_no_lists: str
    """Why there are no lists, in a clause; empty where there are some."""


def guards_of(
    policy: str | None,
    lists: str | None,
    directory: str | None,
    returns: Iterable[str] | None,
    clearances: str | None,
    *,
    as_of: dt.date | None,
    unmask: bool,
    decided: Iterable[str] = (),
) -> RunGuards:
    """Make the guards of what was given on the command line.

    A policy that is given decides everything; `decided` are the files to be decided. Raises what reading a policy,
    lists, a directory or returns raises.
    """
    for_payments = policy_of(policy or PAYMENTS_POLICY)
    for_entries = policy_of(policy or ENTRIES_POLICY)
    snapshot, why_none = lists_of(lists)
    routing = directory_of(directory)
    cleared = clearances_of(clearances)
    day = as_of or dt.date.today()  # noqa: DTZ011  as the guard: the local day
    history = history_of(returns or (), day, decided=decided)
    ingredients = Ingredients(
        policy=for_payments.name,
        as_of=day,
        lists=snapshot.lists if snapshot is not None else (),
        directory_rows=len(routing) if routing is not None else None,
        directory_codes=frozenset(for_payments.directory.codes) if not for_payments.directory.required else frozenset(),
        entry_of=no_entry if snapshot is None else lambda list_name, uid: snapshot.entity(uid, list_name),
        lists_at=lists,
        clearances_at=clearances,
        unmask=unmask,
    )
    payments, entries = (
        Guard(each, snapshot, routing, history, clearances=cleared, as_of=day, unmask=unmask)
        for each in (for_payments, for_entries)
    )
    return RunGuards(payments, entries, ingredients, why_none)


_LOOKED_AT: Final = 1 << 16  # bytes; a longer input holds something
_RECORD_LENGTH: Final = 94
_RETURNS_IN_DOUBT: Final = frozenset(
    {
        "missing-file-control",
        *("unknown-return-reason", "unknown-change-code", "code-of-return"),
        *("batch-count", "file-entry-count", "file-entry-hash", "file-total-debit", "file-total-credit"),
    }
)
"""Errors that a policy may lower in a file of payments, and that leave open in one of returns what came back."""


def history_of(returns: Iterable[str], as_of: dt.date, *, decided: Iterable[str] = ()) -> History | None:
    """Read the returns and notifications of change of Nacha files.

    A file without any is a quiet day, or one of confirmations or rejects, and is told; one that is to be `decided` is
    a mistake. Raises `InputError` for that, for a file that can't be read or is not a Nacha file, and for one that was
    cut off, lacks records or has a code that nobody knows: what it lost may be what stops a payment.
    """
    given = list(returns)
    if not given:
        return None
    came_back: list[ReturnedEntry] = []
    for path in given:
        with working("Reading the returns"):
            file = _read(path, as_of)
            found = [] if file is None else [*file.returns, *file.corrections]
        if not found:
            nothing = f"{path} holds no returns and no notifications of change"
            if path in decided:
                raise InputError(nothing)
            say(f"{nothing}: {'it is empty' if file is None else _what_else(file)}")
        came_back += found
    return History(came_back)


def _read(path: str, as_of: dt.date) -> "NachaFile | None":
    """Read a file of what came back; None for one of padding or blanks at most, as banks send on a quiet day."""
    from achguard.intake.source import opened
    from achguard.nacha import read

    with opened(path) as source:
        if _holds_nothing(source.head(_LOOKED_AT)):
            return None
        file = read(source.path or source.rest(), as_of=as_of)
    if any(problem.type.name == "no-record" for problem in file.problems):
        raise InputError(f"{path} is not a Nacha file")
    for problem in file.problems:
        if problem.severity == "error" and (not problem.type.lowered or problem.type.name in _RETURNS_IN_DOUBT):
            raise InputError(
                f"{path} line {problem.line:,}: {problem.code} {problem.message} A return may be missing or unread, so "
                "that nothing is decided with this file; get it from the bank again, or mend it"
            )
    return file


def _holds_nothing(head: bytes) -> bool:
    """Say whether an input has ended without anything but blanks, line ends and records of nines."""
    lines = head.removeprefix(b"\xef\xbb\xbf").translate(None, b"\0\x1a").split()
    padding = all(not line.strip(b"9") and len(line) % _RECORD_LENGTH == 0 for line in lines)
    return len(head) < _LOOKED_AT and padding


def _what_else(file: "NachaFile") -> str:
    """Say what a file without returns has, in a clause."""
    if not file.entry_count:
        return "it has no entries"
    rejects = sum(each.type.name == "reject-code" and each.field == "trace_number" for each in file.problems)
    entries = f"{file.entry_count:,} {'entry' if file.entry_count == 1 else 'entries'}"
    return f"it has {entries}" + (f", {rejects:,} of them with a reject code" if rejects else "")
