"""What is wrong with entries that the columns settle, written down as rows of problems, and what follows from it."""

from collections.abc import Iterator
from operator import itemgetter

from achguard.nacha.bytes.lines import Chunk
from achguard.nacha.checks.entry_checks import ODFI, BatchProgress
from achguard.nacha.checks.found_problems import ProblemRows, RootOfRows
from achguard.nacha.checks.problem_log import ProblemLog
from achguard.nacha.checks.problems import Problem, may_follow, root_for
from achguard.nacha.checks.proven_run import FieldProblem, ProvenRun
from achguard.nacha.layouts.layout import LAYOUTS

_ORDER = FieldProblem("trace-number-order", LAYOUTS["entry"]["trace_number"])
_BEHIND_FIELDS = 1 << 10  # an entry's trace number is compared with the one before when its fields were looked at


def add_run_problems(run: ProvenRun, chunk: Chunk, batch: BatchProgress, log: ProblemLog) -> None:
    """Write down what is wrong with the entries of a run, and go on in the batch behind the last of them."""
    firsts: list[tuple[int, int, Problem, tuple[str, ...]]] = []
    for entries, problems in run.problems:
        for place, each in enumerate(problems):
            rows = ProblemRows(chunk.offset, chunk.number, entries, each, log.severity_of(each.name))
            log.add_rows(rows)
            if each.totals:
                firsts.append((int(entries[0]), place, next(rows.problems(chunk)), each.totals))
    of_order = tuple(_order_problems(run, chunk, batch, log))
    for repeated in () if run.order is None else [breaks.repeated for breaks in run.order.breaks]:
        if repeated is not None:  # an entry that stands twice
            firsts += ((repeated, _BEHIND_FIELDS, root, ()) for root in _roots_of(repeated, of_order, chunk))
    # All rows of one problem weigh the same, so that the first of them stands for the others.
    for _, _, problem, totals in sorted(firsts, key=itemgetter(0, 1)):
        batch.tally.explain_by(problem, *totals)
    last = (_of_prefix(run.last_trace[ODFI], run, batch), *_roots_of(run.last_entry, of_order, chunk))
    batch.last_trace, batch.trace_problem = run.last_trace, next(filter(None, last), None)


def _order_problems(run: ProvenRun, chunk: Chunk, batch: BatchProgress, log: ProblemLog) -> Iterator[ProblemRows]:
    """Write down and yield what is wrong with the order of the trace numbers."""
    severity = log.severity_of(_ORDER.name)
    for each in () if run.order is None else run.order.breaks:
        before = None if each.prefix is None else batch.trace_problem
        cause = _of_prefix(each.prefix, run, batch) if each.prefix else before
        root = root_for(severity, (cause,))
        of_root: RootOfRows | None = None
        if each.of_number is not None:
            of_number = RootOfRows(each.of_number, log.severity_of(each.of_number.name))
            of_root = of_number if may_follow(severity, of_number.severity) else None
        rows = ProblemRows(chunk.offset, chunk.number, each.lines, _ORDER, severity, root, each.roots, of_root)
        log.add_rows(rows)
        yield rows


def _of_prefix(prefix: str, run: ProvenRun, batch: BatchProgress) -> Problem | None:
    """Give what was said of trace numbers that start so in this batch; of those that come back nothing is."""
    return batch.firsts.get(("trace-number-odfi", prefix)) if run.category == "forward" else None


def _roots_of(entry: int, rows: tuple[ProblemRows, ...], chunk: Chunk) -> Iterator[Problem]:
    """Yield the root of what is wrong with the order at an entry, if anything is."""
    yield from filter(None, (each.root_of(entry, chunk) for each in rows))
