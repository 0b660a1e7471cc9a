"""What the addenda of returns and notifications of change say: their codes, days, and the trace numbers they repeat."""

from collections.abc import Iterator

from achguard.model.payment import SecCode
from achguard.nacha.checks.problem_log import ProblemLog
from achguard.nacha.checks.problems import Problem
from achguard.nacha.checks.sec_code_checks import Firsts
from achguard.nacha.layouts.codes import (
    CHANGE,
    CHANGE_CODES,
    CONTESTED,
    DISHONORED,
    FIRST_RETURNS,
    REFUSED_CHANGES,
    RETURN,
    RETURN_REASONS,
)
from achguard.nacha.records.record import Record, addenda_type_of, date_of, digits, trace_number_of
from achguard.nacha.records.structure import BatchHead

_DAYS = 366
_ERRORS_IN_FIELDS = "R69"  # names the fields that are wrong in the addenda information
_TIMELY = "R73"  # says when the original return was made and settled
_TRACES = ("original_trace_number", "return_trace_number", "dishonored_trace_number")


def category_of(part: Record) -> str:
    """Name what comes back by an addenda 98 or 99: those of one name go in one batch; empty for an unknown reason."""
    if addenda_type_of(part.line) == CHANGE:
        return CHANGE
    code = part.raw("return_code").upper()
    if code not in RETURN_REASONS:
        return ""
    return "contested" if code in CONTESTED else "dishonored" if code in DISHONORED else RETURN


def check_return(part: Record, head: BatchHead, firsts: Firsts, log: ProblemLog) -> None:
    """Look at what an addenda 98 or 99 says, and whether the batch is one for it."""
    misplaced = _misplaced(part, head, firsts, log)  # a wrong type code explains what is read by it
    for name, field in (*_codes(part), *_days(part)):
        whole = field in ("return_code", "change_code")
        log.add(name, part.line, part.layout[field], value=part.raw(field), cause=misplaced, whole_line=whole)
    for field in (*_TRACES, *_information(part)):
        if field in part.layout and _holds_nothing(part.raw(field), zeros=field in _TRACES):
            log.add("blank-mandatory-field", part.line, part.layout[field], value=part.raw(field), cause=misplaced)


def _misplaced(part: Record, head: BatchHead, firsts: Firsts, log: ProblemLog) -> Problem | None:
    """Give the problem of a notification of change that is in a batch of another SEC code, if any."""
    kind = addenda_type_of(part.line)
    if kind != CHANGE or head.sec_code in (None, SecCode.COR):
        return None
    key = ("change-outside-cor", str(head.sec_code))
    cause = firsts.get(key) or firsts.get(("header", "sec_code"))
    where = part.layout["addenda_type"]
    problem = log.add(key[0], part.line, where, value=kind, expected=head.sec_code, cause=cause)
    return firsts.setdefault(key, problem)


def _holds_nothing(value: str, *, zeros: bool) -> bool:
    """Say whether a field is all zeros, or blank; a trace number that is blank is no number and told as that."""
    return bool(value.strip(" ")) and not value.strip("0") if zeros else not value.strip("0 ")


def _codes(part: Record) -> Iterator[tuple[str, str]]:
    """Yield each code that is in no table, as the name of its problem and its field."""
    if addenda_type_of(part.line) == RETURN:
        if part.raw("return_code").upper() not in RETURN_REASONS:
            yield "unknown-return-reason", "return_code"
        for field, reasons in (("returned_for", FIRST_RETURNS), ("dishonored_for", DISHONORED)):
            if field in part.layout and "R" + part.raw(field) not in reasons:
                yield "unknown-return-reason", field
        return
    if part.raw("change_code").upper() not in CHANGE_CODES | REFUSED_CHANGES:
        yield "unknown-change-code", "change_code"
    if "refused_change_code" in part.layout and part.raw("refused_change_code").upper() not in CHANGE_CODES:
        yield "unknown-change-code", "refused_change_code"


def _days(part: Record) -> Iterator[tuple[str, str]]:
    """Yield each day that is none, as the name of its problem and its field."""
    timely = _code_is(part, _TIMELY)
    for field in ("return_settlement_date", "dishonored_settlement_date", "original_settlement_date"):
        if field in part.layout:
            value, due = part.raw(field), timely or field != "original_settlement_date"
            number = digits(value)
            if (number is None or not 1 <= number <= _DAYS) and (due or value.strip("0 ")):
                yield "julian-date", field
    if "date_original_returned" in part.layout:
        value = part.raw("date_original_returned")
        if date_of(value) is None and (timely or value.strip("0 ")):
            yield "return-date", "date_original_returned"


def _information(part: Record) -> tuple[str, ...]:
    return ("addenda_information",) if _code_is(part, _ERRORS_IN_FIELDS) else ()


def _code_is(part: Record, code: str) -> bool:
    return "return_code" in part.layout and part.raw("return_code").upper() == code


def check_own_trace(part: Record, entry: Record, log: ProblemLog, cause: Problem | None) -> Problem | None:
    """Compare the trace number that an addenda 02, 98 or 99 repeats with its entry's."""
    field = part.layout.by_name.get("trace_number")
    if field is None or digits(value := part.cut(field)) is None or value == trace_number_of(entry.line):
        return None
    return log.add("addenda-of-another-entry", part.line, field, value=value, cause=cause)
