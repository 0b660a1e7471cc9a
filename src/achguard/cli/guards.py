"""The guards of a run: the same lists, directory and earlier returns, under the policy that suits the input."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from achguard.cli.arguments import clearances_of, directory_of, lists_of, policy_of
from achguard.cli.formats.writer import Ingredients
from achguard.cli.progress import working
from achguard.errors import InputError
from achguard.guard import Guard
from achguard.model.history import History

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
) -> RunGuards:
    """Make the guards of what was given on the command line.

    A policy that is given decides everything. Raises what reading a policy, lists, a directory or returns raises.
    """
    for_payments = policy_of(policy or PAYMENTS_POLICY)
    for_entries = policy_of(policy or ENTRIES_POLICY)
    snapshot, why_none = lists_of(lists)
    routing = directory_of(directory)
    cleared = clearances_of(clearances)
    day = as_of or dt.date.today()  # noqa: DTZ011  as the guard: the local day
    history = history_of(returns or (), day)
    ingredients = Ingredients(
        policy=for_payments.name,
        as_of=day,
        lists=snapshot.lists if snapshot is not None else (),
        directory_rows=len(routing) if routing is not None else None,
        directory_codes=frozenset(for_payments.directory.codes) if not for_payments.directory.required else frozenset(),
    )
    payments, entries = (
        Guard(each, snapshot, routing, history, clearances=cleared, as_of=day, unmask=unmask)
        for each in (for_payments, for_entries)
    )
    return RunGuards(payments, entries, ingredients, why_none)


def history_of(returns: Iterable[str], as_of: dt.date) -> History | None:
    """Read the returns and notifications of change of Nacha files; raises `InputError` for a file without any."""
    given = list(returns)
    if not given:
        return None
    from achguard.nacha import read

    came_back = []
    for path in given:
        with working("Reading the returns"):
            file = read(path, as_of=as_of)
            found = [*file.returns, *file.corrections]
        if not found:
            raise InputError(f"{path} holds no returns and no notifications of change")
        came_back += found
    return History(came_back)
