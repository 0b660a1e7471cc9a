"""What an SEC code allows its entries: transaction codes, direction, amount, addenda, and a card's transaction type.

Its twin `nacha.proof` says of many entries at once that nothing would be found here.
"""

from achguard.law.sec_codes import (
    CARD_TRANSACTION_TYPES,
    CREDITS_ONLY,
    DEBITS_ONLY,
    MOST_CENTS,
    NEEDS_ADDENDA,
    REMITTANCE_NEEDS_ADDENDA,
)
from achguard.model.payment import Direction, SecCode
from achguard.nacha.checks.problem_log import Cause, ProblemLog
from achguard.nacha.checks.problems import Problem
from achguard.nacha.layouts.codes import (
    CHANGE,
    COMES_BACK,
    CREDITS,
    DEBITS,
    PURPOSES,
    TRANSACTION_CODES,
    ZERO_DOLLAR_PURPOSES,
    Purpose,
    TransactionCode,
)
from achguard.nacha.records.record import Record
from achguard.nacha.records.structure import BatchHead

Firsts = dict[tuple[str, str], Problem]
"""The first problem of a kind that a wrong header repeats in every entry."""


def check_transaction_code(
    entry: Record, code: TransactionCode, head: BatchHead, firsts: Firsts, log: ProblemLog
) -> Problem | None:
    """Compare a transaction code with the batch; give the problem for which a control may not add up."""
    text, where = entry.raw("transaction_code"), entry.layout["transaction_code"]
    wrong_way = (head.service_class == CREDITS and code.direction is Direction.DEBIT) or (
        head.service_class == DEBITS and code.direction is Direction.CREDIT
    )
    if wrong_way:
        key = ("service-class-direction", head.service_class)
        cause = firsts.get(key) or firsts.get(("header", "service_class"))
        problem = log.add(key[0], entry.line, where, value=text, expected=head.service_class, cause=cause)
        firsts.setdefault(key, problem)
        return problem
    name = _against(head, code)
    if name is not None:
        key = (name, str(head.sec_code))
        cause = firsts.get(key) or firsts.get(("header", "sec_code"))
        problem = log.add(name, entry.line, where, value=text, expected=head.sec_code, cause=cause)
        firsts.setdefault(key, problem)
        return problem
    return None


def _against(head: BatchHead, code: TransactionCode) -> str | None:
    """Name what the SEC code does not allow, if anything."""
    sec_code = head.sec_code
    if sec_code is not None and code.purpose not in PURPOSES[sec_code]:
        return "transaction-code-of-sec-code"
    if head.is_reversal:
        return None
    if code.purpose is Purpose.REVERSAL:
        return "loan-debit"
    against = sec_code in (DEBITS_ONLY if code.direction is Direction.CREDIT else CREDITS_ONLY)
    return "sec-code-direction" if against and code.purpose in (Purpose.LIVE, Purpose.PRENOTE) else None


def check_amount(
    entry: Record,
    code: TransactionCode,
    head: BatchHead,
    kinds: list[str],
    log: ProblemLog,
    cause: Cause,
) -> Problem | None:
    """Compare an amount with what the entry is for; give the problem for which a control may not add up."""
    amount, where = entry.number("amount"), entry.layout["amount"]
    name = None if amount is None else _wrong_amount(amount, code, head.sec_code, kinds)
    if name is None:
        return None
    return log.add(name, entry.line, where, value=str(amount), expected=head.sec_code, cause=cause)


def _wrong_amount(cents: int, code: TransactionCode, sec_code: SecCode | None, kinds: list[str]) -> str | None:
    """Name what is wrong with an amount; that of a return is the entry's that came back."""
    most = None if sec_code is None else MOST_CENTS.get(sec_code)
    if not COMES_BACK.isdisjoint(kinds):
        return "amount-of-change" if CHANGE in kinds and cents else None
    if code.purpose is Purpose.LIVE and cents == 0:
        return "zero-amount"
    if code.purpose in ZERO_DOLLAR_PURPOSES and cents:
        return "amount-of-prenote"
    return "amount-above-limit" if most is not None and cents > most else None


def needs_addenda(sec_code: SecCode | None, transaction_code: str) -> bool:
    """Say whether an entry that goes forward carries at least one addenda 05."""
    code = TRANSACTION_CODES.get(transaction_code)
    remits = sec_code in REMITTANCE_NEEDS_ADDENDA and code is not None and code.purpose is Purpose.ZERO_DOLLAR
    return sec_code in NEEDS_ADDENDA or remits


def check_card_transaction(entry: Record, log: ProblemLog) -> None:
    """Look at what a card did, where the entry says it."""
    field = entry.layout.by_name.get("card_transaction_type")
    if field is not None and (value := entry.cut(field)) not in CARD_TRANSACTION_TYPES:
        log.add("card-transaction-type", entry.line, field, value=value)
