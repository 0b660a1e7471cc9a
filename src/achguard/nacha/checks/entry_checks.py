"""What is looked for in one entry: its codes, routing number, amount, trace number and addenda.

Its twin `nacha.proof` says of many entries at once that nothing would be found here; a new check goes into both.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from achguard.identifiers import routing_number
from achguard.identifiers.malformed import Malformed, Reason
from achguard.model.payment import Direction, SecCode
from achguard.nacha.bytes.lines import Line
from achguard.nacha.checks.field_checks import check_case, check_fields
from achguard.nacha.checks.iat_checks import check_agreement, check_iat_addenda, check_iat_fields
from achguard.nacha.checks.problem_log import ProblemLog
from achguard.nacha.checks.problems import Problem, heavier
from achguard.nacha.checks.return_checks import category_of, check_own_trace, check_return
from achguard.nacha.checks.running_totals import COUNT, CREDIT, DEBIT, HASH, RunningTotals
from achguard.nacha.checks.sec_code_checks import (
    check_amount,
    check_card_transaction,
    check_transaction_code,
    needs_addenda,
)
from achguard.nacha.checks.trace_numbers import TraceNumbers
from achguard.nacha.layouts.codes import (
    ADDENDA_TYPES,
    CHANGE,
    COMES_BACK,
    COUNTED_ADDENDA,
    IAT_ADDENDA,
    NO_ADDENDA,
    TERMINAL_ADDENDA,
    TRANSACTION_CODES,
    Purpose,
)
from achguard.nacha.layouts.layout import LAYOUTS, RECORD_LENGTH, Inclusion, Kind
from achguard.nacha.records.record import Record, addenda_type_of, digits, record, trace_number_of
from achguard.nacha.records.returns import addenda_layout
from achguard.nacha.records.structure import BatchHead, EntryRead

_TERMINAL_DATE_DAYS = 31
_MONTHS = 12
ODFI = slice(LAYOUTS["batch_header"]["odfi_identification"].width)
"""The columns of a trace number that say whose it is."""


@dataclass(slots=True)
class BatchProgress:
    """What the entries of a batch so far say, as far as the next one is compared with it."""

    head: BatchHead
    tally: RunningTotals = field(default_factory=RunningTotals)
    last_trace: str = ""
    trace_problem: Problem | None = None
    """What is wrong with the trace number before, if anything."""
    firsts: dict[tuple[str, str], Problem] = field(default_factory=dict)
    """The first problem of a kind that a wrong header repeats in every entry."""
    of_all: list[Problem] = field(default_factory=list)
    """What is wrong with entries of the batch alike, and said once."""
    other_prefixes: tuple[str, ...] = ()
    """What trace numbers start with in place of the ODFI."""
    category: str = ""
    mixed: bool = False


def add_note_of_form(line: Line, log: ProblemLog, seen: Record | None = None) -> Problem | None:
    """Write down what is wrong with a line's length or line break."""
    if seen is not None and len(line.raw) != RECORD_LENGTH and line.raw.isascii() and not _in_place(seen):
        return log.add("line-length", line, count=len(line.raw), whole_line=True)
    if line.flaw is None:
        return None
    if line.flaw == "line-length" and line.size < RECORD_LENGTH and seen is not None:
        cut = [f for f in seen.layout.fields if f.end > line.size]
        if all(f.inclusion is Inclusion.OPTIONAL for f in cut):
            return log.add("trimmed-line", line)
    return log.add(line.flaw, line, count=line.size, whole_line=True)


def _in_place(seen: Record) -> bool:
    """Say whether a record's constants and totals stand where they should, though blanks at its end are missing."""
    for where in seen.layout.fields:
        value = seen.cut(where)
        if where.kind is Kind.CONSTANT and where.start > 1 and value != where.value:
            return False
        if where.kind is Kind.AMOUNT and digits(value) is None:
            return False
        if where.kind is Kind.RESERVED and value.strip():
            return False
    return True


def check_entry(event: EntryRead, batch: BatchProgress, log: ProblemLog, day: dt.date) -> None:
    """Look at an entry and its addenda, write down what is wrong, and add it to the batch's totals."""
    entry, head, tally = event.record, event.head, batch.tally
    addenda = tuple(record(addenda_layout(line, head), line) for line in event.addenda)
    _add_forms(event, tally, log)
    bad = check_fields(entry, log, day)
    if "amount" in bad:
        tally.explain_by(bad["amount"], DEBIT, CREDIT)
    first = _check_addenda_kinds(event, entry, addenda, batch, log)
    for part in addenda:
        if addenda_type_of(part.line) in ADDENDA_TYPES:
            check_fields(part, log, day)
    if first is not None:
        tally.explain_by(first, COUNT)
    tally.lines += 1 + len(addenda)
    tally.entries += 1
    _check_routing(entry, batch, log)
    of_code = _check_amount(entry, addenda, batch, log, first)
    trace = _check_trace(entry, addenda, batch, log, known_bad=bad.get("trace_number"))
    _check_numbering(entry, addenda, batch, log, heavier(trace, first))
    batch.trace_problem = batch.trace_problem or first
    _check_addenda_counts(event, addenda, log, first)
    if event.is_iat:
        check_iat_fields(entry, addenda, log)
        of_amount = check_agreement(entry, addenda, head, log, batch.firsts)
        if of_amount is not None:
            tally.explain_by(of_amount, DEBIT, CREDIT)
    for part in (entry, *addenda):
        check_case(part, log)
    check_card_transaction(entry, log)
    told = next(filter(None, (log.root_of(part.line) for part in addenda)), None)
    note_category(_category(addenda), entry.line, batch, log, heavier(heavier(first, told), of_code))


def _add_forms(event: EntryRead, tally: RunningTotals, log: ProblemLog) -> None:
    """Write down what is wrong with the lines of an entry as such."""
    for note in event.notes:
        tally.explain_by(
            log.add(note.problem, note.line, value=note.line.text[0], expected=note.expected, whole_line=True)
        )
    for line in (event.record.line, *event.addenda):
        problem = add_note_of_form(line, log)
        if problem is not None:
            tally.explain_by(problem)


def _check_routing(entry: Record, batch: BatchProgress, log: ProblemLog) -> None:
    routing = entry.raw("rdfi_identification")
    check_digit = entry.raw("check_digit")
    rdfi, digit = entry.layout["rdfi_identification"], entry.layout["check_digit"]
    number = digits(routing)
    problem: Problem | None = None
    if number is None:
        problem = log.add("field-without-digits", entry.line, rdfi, value=routing)
    elif digits(check_digit) is None:
        problem = log.add("field-without-digits", entry.line, digit, value=check_digit)
    else:
        reason = _malformed(routing + check_digit)
        if reason is Reason.ZERO:
            problem = log.add("blank-mandatory-field", entry.line, rdfi, value=routing)
        elif reason is Reason.CHECK_DIGIT:
            problem = log.add("check-digit", entry.line, rdfi, value=routing + check_digit)
        elif reason is Reason.PREFIX:
            problem = log.add("routing-number-range", entry.line, rdfi, value=routing)
    if problem is not None:
        batch.tally.explain_by(problem, HASH)
    batch.tally.hash += number or 0


@lru_cache(maxsize=1 << 14)
def _malformed(number: str) -> Reason | None:
    found = routing_number.parse(number)
    return found.reason if isinstance(found, Malformed) else None


def _check_amount(
    entry: Record, addenda: tuple[Record, ...], batch: BatchProgress, log: ProblemLog, first: Problem | None
) -> Problem | None:
    """Compare an entry's code and amount with its batch and addenda; give what leaves open whether it comes back."""
    head, tally = batch.head, batch.tally
    text = entry.raw("transaction_code")
    code = TRANSACTION_CODES.get(text)
    field_of_code = entry.layout["transaction_code"]
    amount = entry.number("amount")
    if code is None:
        tally.explain_by(log.add("unknown-transaction-code", entry.line, field_of_code, value=text), DEBIT, CREDIT)
        return None
    if code.direction is Direction.DEBIT:
        tally.debit += amount or 0
    else:
        tally.credit += amount or 0
    kinds = [addenda_type_of(part.line) for part in addenda]
    turned = check_transaction_code(entry, code, head, batch.firsts, log)
    causes = (turned, first, *(log.root_of(part.line) for part in addenda))
    of_amount = check_amount(entry, code, head, kinds, log, causes)
    for problem in (turned, of_amount):
        if problem is not None:
            tally.explain_by(problem, DEBIT, CREDIT)
    comes_back, is_of_return = _comes_back(addenda), code.purpose is Purpose.RETURN
    if is_of_return and amount is not None and not comes_back:
        log.add("code-of-return", entry.line, field_of_code, value=text, cause=first)
    if comes_back and not (is_of_return or head.is_adv) and turned is None:
        return log.add("forward-code-of-return", entry.line, field_of_code, value=text, cause=first)
    return None


def _check_trace(
    entry: Record, addenda: tuple[Record, ...], batch: BatchProgress, log: ProblemLog, *, known_bad: Problem | None
) -> Problem | None:
    """Compare a trace number with the batch and with the one before; give what is wrong with it."""
    trace, head = trace_number_of(entry.line), batch.head
    prefix = trace[ODFI]
    comes_back = _comes_back(addenda)
    where = entry.layout["operator_routing_number" if head.is_adv else "trace_number"]
    problem = known_bad
    if problem is None and head.odfi and not comes_back and not head.is_adv and prefix != head.odfi:
        key = ("trace-number-odfi", prefix)
        problem = batch.firsts.get(key)
        if problem is None:  # said once for a batch: processors that use another prefix use it throughout
            cause = batch.firsts.get(("header", "odfi_identification"))
            problem = log.add(key[0], entry.line, where, value=trace, cause=cause)
            batch.firsts[key] = problem
            batch.of_all.append(problem)
            batch.other_prefixes += (prefix,)
    ordered = digits(trace) is not None and digits(batch.last_trace) is not None
    if ordered and not head.is_adv and trace <= batch.last_trace:
        cause = problem or batch.trace_problem
        order = log.add("trace-number-order", entry.line, where, value=trace, cause=cause)
        if trace == batch.last_trace:
            batch.tally.explain_by(order)  # an entry that stands twice
        problem = problem or order
    batch.last_trace = trace
    batch.trace_problem = problem or log.root_of(entry.line)
    return problem


def check_repeated(event: EntryRead, batch: BatchProgress, log: ProblemLog, traces: TraceNumbers) -> None:
    """Say once for a file that a trace number stands there twice, unless something else is wrong with the number."""
    number = digits(trace_number_of(event.record.line))
    if number is None or batch.head.is_adv or batch.trace_problem is not None or batch.other_prefixes:
        return
    if traces.add(number):
        report_repeated_trace(event.record.line, log)


def report_repeated_trace(line: Line, log: ProblemLog) -> None:
    """Write down that the trace number of an entry stands at an earlier entry, too."""
    log.add("trace-number-repeated", line, LAYOUTS["entry"]["trace_number"], value=trace_number_of(line))


def _check_addenda_counts(
    event: EntryRead, addenda: tuple[Record, ...], log: ProblemLog, first: Problem | None
) -> None:
    """Compare how many addenda an entry announces with those that it has."""
    entry = event.record
    indicator = entry.raw("addenda_indicator")
    due = "1" if addenda or event.is_iat else "0"
    if indicator != due:
        where = entry.layout["addenda_indicator"]
        log.add("addenda-indicator", entry.line, where, value=indicator, count=len(addenda), cause=first)
    if "addenda_count" in entry.layout and not _comes_back(addenda):
        count = entry.number("addenda_count")
        if count is not None and count != len(addenda):
            where = entry.layout["addenda_count"]
            log.add(
                "addenda-count", entry.line, where, value=str(count), expected=count, count=len(addenda), cause=first
            )


def _check_addenda_kinds(
    event: EntryRead, entry: Record, addenda: tuple[Record, ...], batch: BatchProgress, log: ProblemLog
) -> Problem | None:
    """Look at which addenda an entry has; the first problem explains the others."""
    # A line that is cut off or shifted explains what is missing behind it.
    first: Problem | None = None
    for part in (entry, *addenda):
        first = heavier(first, log.root_of(part.line))
    kinds = [addenda_type_of(part.line) for part in addenda]
    allowed = _allowed(event, batch.head, kinds)
    for part, kind in zip(addenda, kinds, strict=True):
        name = None
        if kind not in ADDENDA_TYPES:
            name = "unknown-addenda-type"
        elif allowed is not None and kind not in allowed:
            name = "addenda-not-allowed"
        if name is not None:
            where = part.layout.by_name.get("addenda_type")
            problem = log.add(name, part.line, where, value=kind, cause=first, whole_line=True)
            first = heavier(first, problem)
        if kind in COMES_BACK:
            check_return(part, batch.head, batch.firsts, log)
        elif kind == "02":
            _check_terminal_date(part, log)
    if event.is_iat:
        return check_iat_addenda(entry, addenda, log, first)
    for name, line, expected in _wrong_number(batch.head.sec_code, entry, addenda, kinds):
        problem = log.add(name, line, expected=expected, cause=first, whole_line=True)
        first = heavier(first, problem)
    return first


def _wrong_number(
    sec_code: SecCode | None, entry: Record, addenda: tuple[Record, ...], kinds: list[str]
) -> Iterator[tuple[str, Line, str]]:
    """Yield the addenda that are missing, or one too many, under an SEC code."""
    comes_back = not COMES_BACK.isdisjoint(kinds)
    if len(addenda) > 1 and (comes_back or (sec_code is not None and sec_code not in COUNTED_ADDENDA)):
        yield "too-many-addenda", addenda[1].line, "1"
    if sec_code in TERMINAL_ADDENDA and not kinds:
        yield "missing-addenda", entry.line, "02"
    if not kinds and needs_addenda(sec_code, entry.raw("transaction_code")):
        yield "missing-addenda", entry.line, "05"
    if sec_code is SecCode.COR and CHANGE not in kinds:
        yield "missing-addenda", entry.line, CHANGE


def _allowed(event: EntryRead, head: BatchHead, kinds: list[str]) -> frozenset[str] | None:
    """Give the addenda types that an entry may carry, or None where its SEC code is unknown."""
    if event.is_iat:
        return COMES_BACK if CHANGE in kinds else IAT_ADDENDA | COMES_BACK
    if not COMES_BACK.isdisjoint(kinds) and not head.is_adv:
        return COMES_BACK
    if head.sec_code is None:
        return None
    forward = frozenset({"02"} if head.sec_code in TERMINAL_ADDENDA else {"05"})
    if head.sec_code in NO_ADDENDA or head.is_adv or head.sec_code is SecCode.COR:
        forward = frozenset()
    return forward if head.is_adv else COMES_BACK | forward


def _check_terminal_date(part: Record, log: ProblemLog) -> None:
    value = part.raw("transaction_date")
    if digits(value) is not None and not _is_month_and_day(value):
        log.add("terminal-date", part.line, part.layout["transaction_date"], value=value, whole_line=True)


def _is_month_and_day(text: str) -> bool:
    return 1 <= int(text[:2]) <= _MONTHS and 1 <= int(text[2:]) <= _TERMINAL_DATE_DAYS


def _check_numbering(
    entry: Record, addenda: tuple[Record, ...], batch: BatchProgress, log: ProblemLog, trace: Problem | None
) -> None:
    first = trace
    misnumbered: Problem | None = None
    expected: dict[str, int] = {}
    for part in addenda:
        if "entry_sequence" in part.layout:
            value = part.raw("entry_sequence")
            if digits(value) is not None and not trace_number_of(entry.line).endswith(value):
                problem = log.add(
                    "addenda-of-another-entry", part.line, part.layout["entry_sequence"], value=value, cause=first
                )
                first = heavier(first, problem)
                # A wrong trace number shows in every addenda, and again in the order of the entries.
                batch.trace_problem = batch.trace_problem or problem
        other = check_own_trace(part, entry, log, first)
        if other is not None:
            first = heavier(first, other)
            batch.trace_problem = batch.trace_problem or other
        if "sequence_number" in part.layout and addenda_type_of(part.line) in ADDENDA_TYPES:
            kind = addenda_type_of(part.line)
            expected[kind] = expected.get(kind, 0) + 1
            number = part.number("sequence_number")
            if number is not None and number != expected[kind]:
                where = part.layout["sequence_number"]
                value = part.raw("sequence_number")
                due = f"{expected[kind]:04}"
                cause = (first, misnumbered)  # after a wrong number the next one, which is right, seems wrong
                problem = log.add("addenda-sequence", part.line, where, value=value, expected=due, cause=cause)
                misnumbered = misnumbered or problem
                expected[kind] = number


def _comes_back(addenda: tuple[Record, ...]) -> bool:
    """Say whether an entry is a return or a notification of change."""
    return any(addenda_type_of(part.line) in COMES_BACK for part in addenda)


def _category(addenda: tuple[Record, ...]) -> str:
    """Say whether an entry goes forward, or what comes back by it."""
    found = {category_of(part) for part in addenda if addenda_type_of(part.line) in COMES_BACK}
    return max(found, default="forward")


def note_category(
    category: str, line: Line, batch: BatchProgress, log: ProblemLog, cause: Problem | None = None
) -> None:
    """Say once for a batch that it mixes categories."""
    if batch.category and category and category != batch.category and not batch.mixed:
        log.add("mixed-categories", line, cause=cause)
        batch.mixed = True
    batch.category = batch.category or category
