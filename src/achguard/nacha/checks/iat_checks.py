"""What only IATs have: currencies, countries, seven addenda in order, and banks named by qualifier.

Its twin `nacha.proof.iat_proof` says of many IATs at once that nothing would be found here.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

from achguard.identifiers.country import US_JURISDICTION
from achguard.identifiers.country import is_valid as is_country
from achguard.law.iat_codes import FX_INDICATORS, FX_REFERENCE_INDICATORS, ID_QUALIFIERS, TRANSACTION_TYPES
from achguard.nacha.checks.problem_log import ProblemLog
from achguard.nacha.checks.problems import Problem, heavier
from achguard.nacha.layouts.codes import (
    ADVICES,
    CHANGE,
    COMES_BACK,
    IAT_ADDENDA_AT_MOST,
    IAT_MANDATORY,
    IAT_REPEATED,
    RETURN,
    SCREENING_INDICATORS,
)
from achguard.nacha.records.record import Record, addenda_type_of
from achguard.nacha.records.structure import BatchHead

_PLACE = re.compile(r"[^*\\]*(?:\*[^*\\]*)?\\")
_CODE = re.compile(r"[A-Za-z]{2}(?![A-Za-z ])")  # US10036 lacks its delimiter and says its country
_DELIMITER = re.compile(r"[*\\]")
_PO_BOX = re.compile(r"\bP\s*\.?\s*O\s*\.?\s*BOX\b|\bPOST(?:AL)? OFFICE BOX\b", re.IGNORECASE)
FOREIGN_AMOUNT_LIMIT = 10**15
"""Hundredths of the foreign currency; a payment's amounts have fifteen digits at most, the column has eighteen."""

_FOREIGN_BANKS = ("13", "14", "18")


def check_iat_header(record: Record, log: ProblemLog) -> dict[str, Problem]:
    """Look at the fields that only the header of IATs has; give the problem of each field that has one."""
    layout, line = record.layout, record.line
    found: dict[str, Problem] = {}

    def say(name: str, field: str) -> None:
        found[field] = log.add(name, line, layout[field], value=record.raw(field))

    indicator = record.text("fx_indicator").upper()
    if indicator not in FX_INDICATORS:
        say("fx-indicator", "fx_indicator")
    reference_kind = record.raw("fx_reference_indicator")
    if reference_kind not in FX_REFERENCE_INDICATORS and not (indicator == "FF" and reference_kind in " 0"):
        say("fx-reference-indicator", "fx_reference_indicator")
    if not is_country(record.raw("destination_country")):
        say("destination-country", "destination_country")
    for field, name in (
        ("originating_currency", "originating-currency"),
        ("destination_currency", "destination-currency"),
    ):
        if record.raw(field).upper() not in currencies():
            say(name, field)
    if not found:
        _check_fx(record, say)
    if record.raw("service_class") == ADVICES:
        say("iat-service-class", "service_class")
    return found


def _check_fx(record: Record, say: Callable[[str, str], None]) -> None:
    """Compare the indicators with what they announce, where each of them can be read."""
    same = record.raw("originating_currency").upper() == record.raw("destination_currency").upper()
    if record.raw("fx_indicator").upper() == "FF" and not same:
        say("fx-currencies", "fx_indicator")
    if (record.raw("fx_reference_indicator") in "12") is not bool(record.text("fx_reference")):
        say("fx-reference", "fx_reference")


def check_iat_addenda(
    entry: Record, addenda: tuple[Record, ...], log: ProblemLog, first: Problem | None
) -> Problem | None:
    """Look at which addenda an IAT has, and in which order; the first problem explains the others."""
    kinds = [addenda_type_of(record.line) for record in addenda]
    change, returned = CHANGE in kinds, RETURN in kinds

    def say(name: str, record: Record, value: str, *, expected: str | None = None) -> None:
        nonlocal first
        field = record.layout.by_name.get("addenda_type")
        whole = record is not entry
        problem = log.add(name, record.line, field, value=value, cause=first, expected=expected, whole_line=whole)
        first = heavier(first, problem)

    # One that is missing is told as that, though those behind it stand a place too early.
    for kind in IAT_MANDATORY:
        if not change and kind not in kinds:
            say("missing-addenda", entry, kind, expected=kind)
    misplaced = _misplaced(kinds)
    if misplaced is not None and first is None:
        say("addenda-order", addenda[misplaced], kinds[misplaced])
    for place in _repeated(kinds):
        say("repeated-addenda", addenda[place], kinds[place])
    for record, kind in zip(addenda, kinds, strict=True):
        if returned and kind in IAT_REPEATED:
            say("optional-addenda-in-return", record, kind)
    for surplus, allowed in _surplus(kinds):
        say("too-many-addenda", addenda[surplus], kinds[surplus], expected=allowed)
    return first


def _surplus(kinds: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the places of addenda that are one too many, and how many are allowed."""
    for kind, most in IAT_REPEATED.items():
        places = [place for place, other in enumerate(kinds) if other == kind]
        if len(places) > most:
            yield places[most], f"{most} of type {kind}"
    if len(kinds) > IAT_ADDENDA_AT_MOST:
        yield IAT_ADDENDA_AT_MOST, str(IAT_ADDENDA_AT_MOST)


def _repeated(kinds: list[str]) -> Iterator[int]:
    """Yield the places of addenda that stand twice: of two, the one that is not where its kind belongs."""
    for due, kind in enumerate(IAT_MANDATORY):
        places = [place for place, other in enumerate(kinds) if other == kind]
        if len(places) > 1:
            kept = due if due in places else places[0]
            yield from (place for place in places if place != kept)


def _misplaced(kinds: list[str]) -> int | None:
    """Give the place of the addenda that breaks the ascending order, or None."""
    if COMES_BACK.isdisjoint(kinds):
        early = (place for place, kind in enumerate(kinds[: len(IAT_MANDATORY)]) if kind in IAT_REPEATED)
        if (place := next(early, None)) is not None:
            return place
    for place, (kind, after) in enumerate(pairwise(kinds)):
        if kind > after:
            before = kinds[place - 1] if place else ""
            return place if before <= after else place + 1
    return None


def check_iat_fields(entry: Record, addenda: tuple[Record, ...], log: ProblemLog) -> None:
    """Look at what the fields of an IAT and its addenda say."""
    for field in ("gateway_screening", "secondary_screening"):
        if entry.raw(field) not in SCREENING_INDICATORS:
            log.add("screening-indicator", entry.line, entry.layout[field], value=entry.raw(field))
    for record in addenda:
        kind = addenda_type_of(record.line)
        if kind == "10" and record.raw("transaction_type").upper() not in TRANSACTION_TYPES:
            log.add(
                "transaction-type",
                record.line,
                record.layout["transaction_type"],
                value=record.raw("transaction_type"),
            )
        elif kind in _FOREIGN_BANKS:
            _check_bank(record, log)
        elif kind in ("12", "16"):
            _check_place(record, log)
        if kind in ("11", "15"):
            field = "originator_street" if kind == "11" else "receiver_street"
            if _PO_BOX.search(record.raw(field)):
                log.add("post-office-box", record.line, record.layout[field], value=record.text(field))


def _check_bank(record: Record, log: ProblemLog) -> None:
    qualifier, number = record.raw("id_qualifier"), record.text("bank_id")
    country = record.text("branch_country").upper()
    if qualifier not in ID_QUALIFIERS:
        log.add("id-qualifier", record.line, record.layout["id_qualifier"], value=qualifier)
    if country and not is_country(country):  # a blank one is a blank mandatory field
        log.add("branch-country", record.line, record.layout["branch_country"], value=country)
    name = bank_id_problem(qualifier, number, in_us=country in US_JURISDICTION) if number else None
    if name is not None:
        log.add(name, record.line, record.layout["bank_id"], value=number)


@cache
def currencies() -> frozenset[str]:
    """Give the ISO 4217 codes."""
    from achguard.identifiers.tables import read_rows

    return frozenset(code for row in read_rows("currencies.tsv") for code in row)


def bank_id_problem(qualifier: str, number: str, *, in_us: bool) -> str | None:
    """Name what is wrong with a bank's number under its qualifier, if anything."""
    from achguard.identifiers import bic, iban, routing_number

    if qualifier == "02":
        return None if bic.is_valid(number) else "bank-id-not-a-bic"
    if qualifier == "03":
        return None if iban.is_valid(number) else "bank-id-not-an-iban"
    if qualifier == "01" and in_us:
        return None if routing_number.is_valid(number) else "bank-id-not-a-routing-number"
    return None


def _check_place(record: Record, log: ProblemLog) -> None:
    city, country = (
        ("originator_city_state", "originator_country_postal")
        if addenda_type_of(record.line) == "12"
        else ("receiver_city_state", "receiver_country_postal")
    )
    cause: Problem | None = None
    for field in (city, country):
        value = record.text(field)
        if value and not _PLACE.fullmatch(value):
            problem = log.add("place-delimiters", record.line, record.layout[field], value=value)
            cause = problem if field == country else None
    if record.text(country) and country_of(record.text(country)) is None:
        log.add("address-country", record.line, record.layout[country], value=record.text(country)[:3], cause=cause)


def country_of(country_postal: str) -> str | None:
    """Give the country that a place such as US*10036 starts with, by its code or its name, or None."""
    from achguard.identifiers.country import code_of

    match = _CODE.match(country_postal)
    if match and is_country(match.group()):
        return match.group().upper()
    return code_of(_DELIMITER.split(country_postal, maxsplit=1)[0])


def check_agreement(
    entry: Record, addenda: tuple[Record, ...], head: BatchHead, log: ProblemLog, firsts: dict[tuple[str, str], Problem]
) -> Problem | None:
    """Compare an IAT with its batch's header; give the problem that may be the amount's.

    `firsts` holds the first problem of each kind in the batch: one wrong header shows in every entry.
    """
    if head.record is None or head.record.layout.key != "iat_batch_header":
        return None
    by_kind = {addenda_type_of(record.line): record for record in reversed(addenda)}
    bank, place, first = by_kind.get("14"), by_kind.get("16"), by_kind.get("10")
    destination = head.record.text("destination_country").upper()
    if bank is not None and place is not None and is_country(destination):
        branch = bank.text("branch_country").upper()
        receiver = country_of(place.text("receiver_country_postal"))
        if is_country(branch) and receiver is not None and destination not in (branch, receiver):
            key = ("countries-disagree", destination)
            cause = firsts.get(key) or firsts.get(("header", "destination_country"))
            where = bank.layout["branch_country"]
            problem = log.add(key[0], bank.line, where, value=destination, cause=cause, expected=branch)
            firsts.setdefault(key, problem)
    return None if first is None else _check_foreign_amount(entry, first, head.record, log, firsts)


def _check_foreign_amount(
    entry: Record, first: Record, header: Record, log: ProblemLog, firsts: dict[tuple[str, str], Problem]
) -> Problem | None:
    where = first.layout["foreign_amount"]
    foreign, amount = first.number("foreign_amount"), entry.number("amount")
    if foreign is not None and foreign >= FOREIGN_AMOUNT_LIMIT:
        return log.add("unreadable-payment-field", first.line, where, value=first.raw("foreign_amount"))
    same = header.raw("fx_indicator").upper() == "FF"
    if same and foreign and amount is not None and foreign != amount:
        key = ("fx-amounts", "")
        cause = firsts.get(key) or log.root_of(entry.line)
        problem = log.add(key[0], first.line, where, value=first.raw("foreign_amount"), cause=cause)
        firsts.setdefault(key, problem)
        return problem
    return None
