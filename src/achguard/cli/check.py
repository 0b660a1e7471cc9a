"""`achguard check`: decide the payments of files."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, TextIO

import typer

from achguard.cli import bulk
from achguard.cli.arguments import BasisIn, Encoding, Profile, column_map_of, day, outcomes
from achguard.cli.exit_code import ExitCode
from achguard.cli.failure import code_of, say, told
from achguard.cli.formats import Format, Silent, Writer, writer_of
from achguard.cli.formats.json_lines import JsonLines
from achguard.cli.formats.writer import PortionWriter
from achguard.cli.guards import RunGuards, guards_of
from achguard.cli.progress import Count, counting
from achguard.cli.results import INVALID, FailOn, Problems, Tally, decided, is_shown
from achguard.cli.resuming import Resumed, digest_of
from achguard.cli.sink import STDOUT, as_utf_8, is_part_of, sink
from achguard.cli.stopping import Stopped, Whole, stopping
from achguard.errors import ConfigurationError, InputError
from achguard.intake import Row, ShareRead, suggested_map
from achguard.model.decision import Basis

if TYPE_CHECKING:  # loaded where a record is kept
    from achguard.cli.run_record import RunRecord

_HELD = "every payment is held"


@told
def check(  # noqa: PLR0913  each argument is an option
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE", help="Payments as JSON Lines, JSON, CSV or a Nacha file, recognized by content; - is stdin."
        ),
    ],
    *,
    lists: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="A built snapshot, or a folder of official list files as downloaded."),
    ] = None,
    directory: Annotated[
        str | None, typer.Option(metavar="FEDACH", help="A FedACH routing directory, as text or JSON.")
    ] = None,
    policy: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|PRESET",
            help="A policy in TOML, or a preset's name; if not given, nacha-file for Nacha files, else us-domestic.",
        ),
    ] = None,
    as_of: Annotated[
        dt.date | None,
        typer.Option(parser=day, metavar="DATE", help="The day whose law and list ages apply; today if not given."),
    ] = None,
    returns: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE.ach", help="A Nacha file of returns or notifications of change; may be repeated."),
    ] = None,
    profile: Annotated[
        Profile,
        typer.Option(
            help="Whose practice weighs problems of a Nacha file: the rule book (strict), or what operators let pass."
        ),
    ] = Profile.OPERATOR,
    map: Annotated[  # noqa: A002  the option's name
        str | None, typer.Option("--map", metavar="FILE", help="What the columns of a CSV file mean, in TOML.")
    ] = None,
    constants: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="What every payment of a CSV file has; may be repeated."),
    ] = None,
    suggest_map: Annotated[
        bool, typer.Option("--suggest-map", help="Print a map for the header of a CSV file, and decide nothing.")
    ] = False,
    encoding: Annotated[Encoding, typer.Option(help="The encoding of a text that is not UTF-8.")] = Encoding.UTF_8,
    clearances: Annotated[
        str | None, typer.Option(metavar="FILE", help="Hits that people cleared, as `achguard clear` writes them.")
    ] = None,
    format: Annotated[Format, typer.Option(help="How to write the decisions.")] = Format.TEXT,  # noqa: A002  the option's name
    only: Annotated[
        frozenset[str] | None,
        typer.Option(
            parser=outcomes,
            metavar="OUTCOMES",
            help="Write these alone, such as hold,redirect; rows that are not payments too.",
        ),
    ] = None,
    summary: Annotated[
        bool, typer.Option("--summary", help="Write the summary alone, as text, with the reasons counted.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Write nothing; the exit code says what was found.")] = False,
    fail_on: Annotated[
        FailOn,
        typer.Option(help="From which outcome on the exit code is 1; a row that is not a payment always counts."),
    ] = FailOn.ASK,
    basis: Annotated[
        BasisIn, typer.Option(help="In JSON, say what a decision rests on in each, or where it is another than before.")
    ] = BasisIn.EACH,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count the payments by rule and outcome at the end.")
    ] = False,
    output: Annotated[
        str | None,
        typer.Option(
            metavar="PATH",
            help="Write to a file, which appears when it is complete; never over what achguard reads.",
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1, max=256, metavar="N", help="How many processes decide; if not given, one a core for large files."
        ),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume", help="Keep what is written when the run is stopped; the same command then goes on there."
        ),
    ] = False,
    record: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Record each decision in a folder; it is written when it is on the disk."),
    ] = None,
    record_key: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="The key of the record's digests, if not in its folder; made where missing."),
    ] = None,
    unmask: Annotated[bool, typer.Option("--unmask", help="Show account numbers and IBANs in full.")] = False,
) -> ExitCode:
    """Decide the payments of files: accept, ask, redirect or hold.

    Every row and every entry gets one decision, in the order of the input. Without lists, or with stale ones, every
    payment is held.
    """
    if (summary or quiet) and (only is not None or format is not Format.TEXT or (summary and quiet)):
        raise ConfigurationError(
            "--summary and --quiet go with neither --only nor --format, nor with each other; leave one out"
        )
    if format is Format.PARQUET and (output in (None, STDOUT) or len(files) > 1):
        raise ConfigurationError(
            "--format parquet needs --output FILE, and one file of payments: its rows have a number and no file's name"
        )
    shown = frozenset[str]() if summary or quiet else only
    if suggest_map:
        if record is not None:
            raise ConfigurationError("--suggest-map decides nothing that --record could keep; leave one of them out")
        with sink(output, inputs=files) as stream:
            as_utf_8(stream).writelines(suggested_map(file, encoding=encoding) for file in files)
        return ExitCode.ACCEPTED
    given_map = column_map_of(map, constants or ())
    reading = partial(bulk.reading_tables, profile=profile, mapping=given_map, encoding=encoding)
    guards = guards_of(policy, lists, directory, returns, clearances, as_of=as_of, unmask=unmask, decided=files)
    if guards.why_no_lists:
        say(f"{guards.why_no_lists}; {_HELD}")
    inputs = [lists, directory, policy, map, *(returns or ()), clearances]
    inputs += _written_beside(record, record_key, [*files, *inputs])
    in_portions = bulk.Bulk(
        guards.payments,
        guards.entries,
        profile,
        format,
        shown,
        basis is BasisIn.ONCE,
        encoding,
        given_map,
        workers,
        unmask,
    )
    with ExitStack() as stack:
        going = None
        if resume:
            given = {
                "--unmask": unmask,
                "--returns": [digest_of(each) for each in returns or ()],
                "--record": None if record is None else Path(record).resolve(),
            }
            going = stack.enter_context(in_portions.resumed(files, output, inputs, given))
        stream = going.stream if going is not None else stack.enter_context(sink(output, inputs=(*files, *inputs)))
        writer = (
            Silent()
            if quiet
            else writer_of(
                format,
                stream,
                guards.ingredients,
                guards.payments.basis,
                basis_once=basis is BasisIn.ONCE,
                reasons=summary,
                is_part=going is not None,
            )
        )
        recording = None if record is None else stack.enter_context(_recording(record, record_key, going))
        tally, code = _run(files, guards, writer, stream, reading, shown, in_portions, _Lasting(going, recording))
        if statistics:
            _write_statistics(tally, stream if format is Format.TEXT else None)
    if not guards.why_no_lists and tally.list_troubles:
        say(f"{', '.join(tally.list_troubles)}; {_HELD}")
    if guards.why_no_lists or tally.list_troubles:
        code = ExitCode.LISTS
    return max(code, tally.code_from(fail_on))


class _Lasting(NamedTuple):
    """What is kept of a run whenever it ends."""

    going: Resumed | None
    """The run that this one goes on with, or that can be gone on with."""
    record: "RunRecord | None"
    """Where decisions are recorded before they are written."""


def _written_beside(record: str | None, key: str | None, inputs: list[str | None]) -> list[str | None]:
    """Give what the output may not be written over; raises `ConfigurationError` for a record in a folder of inputs."""
    if record is None:
        if key is not None:
            raise ConfigurationError(
                "--record-key is the key of a record; name its folder with --record, or leave it out"
            )
        return []
    folder = Path(record).resolve()
    if any(each is not None and is_part_of(folder, each) for each in inputs):
        raise ConfigurationError(f"--record {record} is an input, or lies in a folder of one; name another folder")
    return [record, key]


def _recording(folder: str, key: str | None, going: Resumed | None) -> "RunRecord":
    """Open the record of a run, behind what an earlier run recorded that this one goes on with."""
    from achguard.cli.run_record import GoesOn, RunRecord

    if going is None:
        return RunRecord(folder, key)
    tally = going.reached.tally
    return RunRecord(folder, key, GoesOn(going.run, going.is_new, tally.rows - tally.outcomes[INVALID]))


def _run(
    files: list[str],
    guards: RunGuards,
    writer: Writer,
    stream: TextIO,
    reading: Callable[..., Iterator[Row]],
    shown: frozenset[str] | None,
    in_portions: bulk.Bulk,
    lasting: "_Lasting",
) -> tuple[Tally, ExitCode]:
    """Decide file after file; one that can't be read is told and the others go on.

    `shown` are the outcomes that are written, all where it is None; a row that is no payment is written unless nothing
    is.
    """
    code = ExitCode.ACCEPTED
    if lasting.going is None or not lasting.going.reached.end:
        writer.begin()
    with stopping() as whole, counting("Payments decided:", stream) as more:
        taking = _Taking(writer, shown, whole, more, *lasting, is_alone=len(files) == 1)
        tally = taking.tally
        for number, file in enumerate(files):
            before = tally.rows
            try:
                if in_portions.takes(file):
                    taking.portions(file, in_portions)
                else:
                    share = ShareRead()
                    rows = reading(file, as_of=guards.ingredients.as_of, share=share)
                    taking.rows(_name(file), rows, guards, in_portions.format, share)
            except InputError as error:
                say(str(error))
                code = max(code, code_of(error))
            except Stopped as stopped:
                stopped.how_far = _how_far(files, number, tally.rows - before, in_entries=tally.in_entries)
                raise
    writer.end(tally)
    return tally, code


@dataclass(slots=True)
class _Taking:
    """Takes what is decided: counts and writes it, each result to its end."""

    writer: Writer
    shown: frozenset[str] | None
    whole: Whole
    more: Count
    """Is told how many more there are."""
    going: Resumed | None = None
    """The run that this one goes on with, or that can be gone on with."""
    record: "RunRecord | None" = None
    """Where decisions are recorded before they are written."""
    is_alone: bool = True
    """Whether there is one file, whose end is that of the run."""
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        if self.going is not None:
            self.tally = self.going.reached.tally
            if isinstance(self.writer, JsonLines):
                self.writer.bases.last = self.going.reached.basis

    def rows(self, name: str, rows: Iterator[Row], guards: RunGuards, kind: Format, share: ShareRead) -> None:
        """Take the rows of a file one by one."""
        found: list[Problems] = []
        results = decided(
            name,
            rows,
            guards.payments,
            entries=guards.entries,
            problems=found.append,
            parties=kind in {Format.CSV, Format.HTML} or self.record is not None,
            places=kind is Format.SARIF,
        )
        if self.record is not None:
            results = self.record.recorded(results, self.whole)
        try:
            for number, result in enumerate(results, 1):
                with self.whole:
                    self.tally.count(result)
                    if is_shown(result, self.shown):
                        self.writer.write(result)
                    self.more(1, share=share.after(number) if self.is_alone else None)
        finally:
            # Found at the end of the file, which results that wait for the record come behind.
            for each in found:
                self._problems(each)

    def portions(self, file: str, in_portions: bulk.Bulk) -> None:
        """Take the portions of a file one by one; raises `InputError` for one without any."""
        going = self.going
        size = in_portions.size(file) if self.is_alone else None
        reached = None if going is None else going.reached
        key = None if self.record is None else self.record.key
        for portion, written in in_portions.done(file, _name(file), self._problems, reached, key):
            with self.whole:
                if self.record is not None:
                    self.record.take(written.recorded)
                self.tally.add(written.tally)
                if isinstance(self.writer, PortionWriter):
                    self.writer.write_portion(written)
                self.more(written.tally.rows, share=portion.end / size if size else None)
                if going is not None:
                    going.note(portion.end, portion.lines_behind, self.tally, self._last_basis())

    def _last_basis(self) -> Basis | None:
        return self.writer.bases.last if isinstance(self.writer, JsonLines) else None

    def _problems(self, found: Problems) -> None:
        with self.whole:
            self.tally.has_file_errors |= found.has_errors
            self.writer.problems(found)


def _how_far(files: list[str], number: int, many: int, *, in_entries: bool) -> str:
    """Say how many payments of the file that a run was at are decided, and which files were done and not begun."""
    what = _counted(many, "entry" if in_entries else "row") if many else "nothing"
    said = f" after {what} of {'standard input' if files[number] == '-' else _name(files[number])}"
    if number:
        said += f"; {_counted(number, 'file')} before it {'is' if number == 1 else 'are'} decided"
    if behind := len(files) - number - 1:
        said += f"; {_counted(behind, 'file')} behind it {'was' if behind == 1 else 'were'} not begun"
    return said


def _counted(many: int, unit: str) -> str:
    plural = {"entry": "entries"}.get(unit, f"{unit}s")
    return f"{many:,} {unit if many == 1 else plural}"


def _name(file: str) -> str:
    return file if file == "-" else Path(file).name


def _write_statistics(tally: Tally, stream: TextIO | None) -> None:
    """Write how many payments of each outcome a rule spoke about, the most first; on stderr beside a machine format."""
    for (code, outcome), count in sorted(tally.rules.items(), key=lambda item: (-item[1], item[0])):
        line = f"{count:>9,}  {code}  {outcome}"
        if stream is None:
            say(line)
        else:
            stream.write(line + "\n")
