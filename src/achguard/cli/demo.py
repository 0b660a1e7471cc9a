"""`achguard demo`: the main job on built-in example payments and the fictional sample list."""

import datetime as dt
import sys
from importlib import resources

from achguard.cli.exit_code import ExitCode
from achguard.cli.failure import told
from achguard.cli.formats import Format, Ingredients, writer_of
from achguard.cli.page import Style, page_of
from achguard.cli.results import Tally, decided
from achguard.cli.sink import sink
from achguard.guard import Guard
from achguard.intake import read
from achguard.policy import Policy

_INTRODUCTION = (
    "A state agency collects a tax by ACH debit and cannot send International ACH Transactions. Before a payment is "
    "submitted, achguard says whether it may go. Every name, number and list below is invented."
)
_NEXT = (
    ("achguard explain IAT201", "one rule: what it says, why, and its source"),
    ('achguard screen "Malik Zorban" --lists DIR', "a name against your lists"),
    ("achguard lists build sdn.csv alt.csv add.csv --out DIR", "OFAC's files, made ready"),
    ("achguard check payments.jsonl --lists DIR", "your own payments; .json and .csv as well"),
)


@told
def demo() -> ExitCode:
    """Decide built-in example payments with a fictional list."""
    from achguard.sanctions.snapshot import Snapshot

    policy = Policy.preset("us-domestic")
    today = dt.date.today()  # noqa: DTZ011  as the guard: the local day
    lists = Snapshot.sample(published=today)
    guard = Guard(policy, lists, as_of=today)
    ingredients = Ingredients(
        policy=policy.name,
        as_of=today,
        lists=lists.lists,
        directory_rows=None,
        directory_codes=frozenset(policy.directory.codes),
    )
    with sink(None) as stream:
        page = page_of(sys.stdout)
        writer = writer_of(Format.TEXT, stream, ingredients, guard.basis)
        stream.write(page.paragraph(_INTRODUCTION) + "\n\n")
        tally = Tally()
        examples = resources.files("achguard").joinpath("_data", "demo_payments.jsonl")
        with resources.as_file(examples) as path:
            for result in decided(path.name, read(path), guard):
                tally.count(result)
                writer.write(result)
        writer.end(tally)
        stream.write(f"\n{page.set('Try next', Style.BOLD)}\n")
        for command, what in _NEXT:
            stream.write(f"  {command}\n{' ' * 6}{page.set(what, Style.DIM)}\n")
    return ExitCode.ACCEPTED
