"""`achguard replay`: decide recorded payments again, and say what is the same and what would change."""

import json
from collections import Counter
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from achguard.cli.arguments import Encoding, Profile, column_map_of, directory_of, policy_of
from achguard.cli.exit_code import ExitCode
from achguard.cli.failure import code_of, say, told
from achguard.cli.lists_table import local_day
from achguard.cli.page import Style, page_of, sentence
from achguard.cli.progress import counting
from achguard.cli.sink import as_utf_8, sink
from achguard.errors import InputError, SnapshotError
from achguard.model.given_path import shown_path
from achguard.model.inert_text import inert_json, visible

if TYPE_CHECKING:
    from achguard.replay import Kept, Replayed, WhatIf

_INDENT = 14
_TOLD_OF_A_REASON = 10
"""How many payments with one reason are told each, in text; the rest is counted, since most have one cause."""


class ReplayFormat(StrEnum):
    """A format of `achguard replay`."""

    TEXT = "text"
    """What is not the same, and a summary."""
    JSONL = "jsonl"
    """A payment a line."""


@told
def replay(  # noqa: PLR0913  each argument is an option
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="The payments that were decided; - is stdin.")],
    *,
    record: Annotated[str, typer.Option(metavar="DIR", help="The record of their decisions.")],
    key: Annotated[
        str | None,
        typer.Option("--record-key", "--key", metavar="FILE", help="The record's key; in its folder if not given."),
    ] = None,
    archive: Annotated[
        str | None, typer.Option(metavar="DIR", help="The archive of lists, see achguard lists archive.")
    ] = None,
    policy: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="A policy that decided, if not a preset; may be repeated."),
    ] = None,
    directory: Annotated[
        str | None, typer.Option(metavar="FEDACH", help="The routing directory that was looked into.")
    ] = None,
    returns: Annotated[
        list[str] | None, typer.Option(metavar="FILE.ach", help="The returns that were given; may be repeated.")
    ] = None,
    clearances: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="The clearances that were given, a version of the file; may be repeated."),
    ] = None,
    what_if_lists: Annotated[
        str | None, typer.Option(metavar="DIR", help="Decide with these lists instead, whatever their age.")
    ] = None,
    what_if_policy: Annotated[
        str | None, typer.Option(metavar="FILE|PRESET", help="Decide by this policy instead.")
    ] = None,
    complete: Annotated[
        bool, typer.Option("--complete", help="These are all that were decided: tell what the record has besides.")
    ] = False,
    map: Annotated[  # noqa: A002  the option's name
        str | None, typer.Option("--map", metavar="FILE", help="What the columns of a CSV file meant, in TOML.")
    ] = None,
    constants: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="What every payment of a CSV file had; may be repeated."),
    ] = None,
    encoding: Annotated[Encoding, typer.Option(help="The encoding of a text that is not UTF-8.")] = Encoding.UTF_8,
    profile: Annotated[Profile, typer.Option(help="The profile under which a Nacha file was read.")] = Profile.OPERATOR,
    format: Annotated[ReplayFormat, typer.Option(help="How to write what is found.")] = ReplayFormat.TEXT,  # noqa: A002  the option's name
    output: Annotated[str | None, typer.Option(metavar="PATH", help="Write to a file.")] = None,
) -> ExitCode:
    """Decide recorded payments again and compare: byte for byte, or, with a what-if, what would change.

    A payment is matched with its decision by everything that it says. Exits with 0 where all decisions are the same
    (alike, with a what-if), and with 1 otherwise.
    """
    from achguard.cli.bulk import reading_tables
    from achguard.records.recorded import RecordedDecisions
    from achguard.replay import Verdict, lost
    from achguard.replay import replay as again

    recorded = RecordedDecisions(record, key=key)
    if recorded.left_out:
        lines = "line of the record is" if recorded.left_out == 1 else "lines of the record are"
        say(f"{recorded.left_out:,} {lines} not whole and left out; achguard records verify tells which")
    kept = kept_of(archive, policy, directory, returns, clearances)
    what_if = _what_if(what_if_lists, what_if_policy)
    mapping = column_map_of(map, constants or ())
    reading = partial(reading_tables, as_of=local_day(), profile=profile, mapping=mapping, encoding=encoding)
    counts: Counter[str] = Counter()
    shared: Counter[tuple[str, tuple[str, ...]]] = Counter()
    found: set[str | None] = set()
    code = ExitCode.ACCEPTED
    read = *files, record, archive, directory, map, what_if_lists, what_if_policy
    with sink(output, inputs=(*read, *(policy or ()), *(returns or ()), *(clearances or ()))) as stream:
        with counting("Payments decided again:", stream) as one_more:
            for file in files:
                try:
                    for each in again(reading(file), recorded, kept, what_if):
                        counts[each.verdict.value] += 1
                        found.add(each.recorded.input if each.recorded is not None else None)
                        if format is ReplayFormat.JSONL or not _is_one_of_many(each, shared):
                            _write(stream, format, file, each)
                        one_more()
                except InputError as error:
                    say(str(error))
                    code = max(code, code_of(error))
        for each in lost(recorded, found) if complete else ():
            counts[each.verdict.value] += 1
            _write(stream, format, "", each)
        if format is ReplayFormat.TEXT:
            _count_the_rest(stream, shared)
            _summarize(stream, counts, what_if)
    good = {Verdict.SAME.value} | ({Verdict.ALIKE.value} if what_if else set())
    return code if set(+counts) <= good else max(code, ExitCode.NOT_ALL_ACCEPTED)


def kept_of(
    archive: str | None,
    policies: list[str] | None,
    directory: str | None,
    returns: list[str] | None,
    clearances: list[str] | None,
) -> "Kept":
    """Take what an agency kept for deciding again; raises `AchGuardError` for what can't be read."""
    import datetime as dt

    from achguard.cli.guards import history_of
    from achguard.records.archive import Archive
    from achguard.replay import Kept
    from achguard.sanctions.clearance import Clearances

    return Kept(
        Archive(archive) if archive is not None else None,
        tuple(map(policy_of, policies or ())),
        directory_of(directory),
        history_of(returns or (), dt.date.today()),  # noqa: DTZ011  the local day, as in check
        tuple(map(Clearances.open, clearances or ())),
    )


def _what_if(lists: str | None, policy: str | None) -> "WhatIf":
    from achguard.replay import WhatIf
    from achguard.sanctions.snapshot_cache import open_or_build

    if lists is not None and not Path(lists).exists():
        raise SnapshotError(f"there are no lists at {shown_path(lists)}")
    return WhatIf(
        open_or_build(lists) if lists is not None else None, policy_of(policy) if policy is not None else None
    )


def _is_one_of_many(each: "Replayed", shared: Counter[tuple[str, tuple[str, ...]]]) -> bool:
    """Count a payment by its reason, and say whether enough of that reason are told.

    One that is decided otherwise is always told: each of them is what a person looks for.
    """
    from achguard.replay import Verdict

    if each.verdict is Verdict.DIFFERS or not each.why:
        return False
    reason = each.verdict.value, each.why
    shared[reason] += 1
    return shared[reason] > _TOLD_OF_A_REASON


def _count_the_rest(stream: TextIO, shared: Counter[tuple[str, tuple[str, ...]]]) -> None:
    untold = {reason: many - _TOLD_OF_A_REASON for reason, many in shared.items() if many > _TOLD_OF_A_REASON}
    for (verdict, why), many in untold.items():
        text = visible(f"{many:,} more: {'; '.join(why)}")
        stream.write(page_of(stream).hung(verdict, text, indent=_INDENT, label_style=Style.YELLOW) + "\n")
    if untold:
        stream.write("--format jsonl names each of them\n")


def _write(stream: TextIO, format: ReplayFormat, file: str, each: "Replayed") -> None:  # noqa: A002  the option's name
    recorded, again = each.recorded, each.again
    if format is ReplayFormat.JSONL:
        row = {
            "row": each.row,
            "payment_id": each.payment_id,
            "verdict": each.verdict.value,
            "why": [*each.why],
            "recorded": None
            if recorded is None
            else {
                "segment": recorded.segment,
                "line": recorded.line,
                "time": recorded.time,
                "outcome": recorded.outcome.value,
                "basis": recorded.basis,
            },
            "again": None if again is None else again.outcome.value,
        }
        as_utf_8(stream).write(inert_json(json.dumps(row, ensure_ascii=False)) + "\n")
    elif each.verdict.value not in {"same", "alike"} or each.why:
        where = ["" if file == "-" else Path(file).name, f"row {each.row:,}"] if each.row is not None else []
        named = " ".join(filter(None, [*where, each.payment_id or ""]))
        at = f", decided {recorded.time}" if recorded is not None else ""
        text = visible(f"{named}{at}: {'; '.join(each.why)}")
        stream.write(page_of(stream).hung(each.verdict.value, text, indent=_INDENT, label_style=Style.YELLOW) + "\n")


def _summarize(stream: TextIO, counts: Counter[str], what_if: "WhatIf") -> None:
    if what_if.lists is not None:
        lists = ", ".join(f"{each.list} of {each.published}" for each in what_if.lists.lists)
        stream.write(sentence(f"With {visible(lists)}, whatever its age", stream) + "\n")
    if what_if.policy is not None:
        stream.write(f"By the policy {visible(what_if.policy.name)}\n")
    said = ", ".join(f"{many:,} {verdict}" for verdict, many in sorted(counts.items())) or "nothing"
    total = counts.total() - counts["lost"]
    payments = "payment" if total == 1 else "payments"
    stream.write(sentence(f"{total:,} {payments}: {said}", stream) + "\n")
