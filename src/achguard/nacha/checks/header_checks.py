"""What the codes of file and batch headers say."""

from achguard.law.sec_codes import DESCRIPTIONS, FEDERAL_AGENCIES_ONLY, REVERSAL
from achguard.model.payment import SecCode
from achguard.nacha.checks.iat_checks import check_iat_header
from achguard.nacha.checks.problem_log import ProblemLog
from achguard.nacha.checks.problems import Problem
from achguard.nacha.layouts.codes import ADVICES, ORIGINATOR_STATUS, SERVICE_CLASSES
from achguard.nacha.records.record import Record, digits
from achguard.nacha.records.structure import BatchHead

_A_BANK = "1"


def company_field(head: BatchHead) -> str:
    """Name the header's field that the control repeats as company identification."""
    return "originator_identification" if head.is_iat else "company_identification"


def check_file_header(record: Record, log: ProblemLog) -> None:
    """Look at what only a file header has."""
    from achguard.identifiers import routing_number

    where = record.layout["immediate_destination"]
    value = record.cut(where)
    if not routing_number.is_valid(value.strip()):
        log.add("immediate-destination", record.line, where, value=value)
    where = record.layout["file_id_modifier"]
    value = record.cut(where)
    if not (value.isascii() and value.isalnum()):
        log.add("file-id-modifier", record.line, where, value=value)


def _names_a_bank(odfi: str) -> bool:
    """Say whether a routing number can start with these eight digits."""
    from achguard.identifiers import routing_number

    return routing_number.is_valid(odfi + routing_number.check_digit_of(odfi))


def _description(head: BatchHead) -> str | None:
    """Give the words that are prescribed as a batch's description, or None where any will do."""
    of_sec_code = None if head.sec_code is None else DESCRIPTIONS.get(head.sec_code)
    return REVERSAL if head.is_reversal else of_sec_code


def check_batch_header(head: BatchHead, log: ProblemLog) -> dict[str, Problem]:
    """Look at the codes of a batch header; give the problem of each field that has one."""
    record = head.record
    found: dict[str, Problem] = {}
    if record is None:
        return found
    layout, line = record.layout, record.line

    def say(name: str, field: str) -> None:
        found[field] = log.add(name, line, layout[field], value=record.raw(field))

    if head.service_class not in SERVICE_CLASSES:
        say("unknown-service-class", "service_class")
    elif (head.service_class == ADVICES) is not head.is_adv and not head.is_iat:
        say("service-class-of-advices", "service_class")
    if head.sec_code is None:
        say("unknown-sec-code", "sec_code")
    status = record.raw("originator_status")
    if status not in ORIGINATOR_STATUS or (status == "0" and not head.is_adv):
        say("originator-status", "originator_status")
    found |= _check_sender(head, record, log)
    if head.is_iat:
        found |= check_iat_header(record, log)
        correction = record.text("iat_indicator").upper() == "IATCOR"
        if correction is not (head.sec_code is SecCode.COR) or record.text("iat_indicator").upper() not in (
            "",
            "IATCOR",
        ):
            say("iat-indicator", "iat_indicator")
    return found


def _check_sender(head: BatchHead, record: Record, log: ProblemLog) -> dict[str, Problem]:
    """Compare who sends a batch, and how it is described, with what its SEC code prescribes."""
    found: dict[str, Problem] = {}

    def say(name: str, field: str, expected: str | None = None) -> None:
        found[field] = log.add(name, record.line, record.layout[field], value=record.raw(field), expected=expected)

    if head.sec_code in FEDERAL_AGENCIES_ONLY and record.raw("originator_status") == _A_BANK:
        say("status-of-federal-agency", "originator_status", head.sec_code)
    if digits(head.odfi) and not _names_a_bank(head.odfi):
        say("odfi-not-a-routing-number", "odfi_identification")
    said, due = record.text("entry_description"), _description(head)
    if due is not None and not (said == due or (due == REVERSAL and said.startswith(due))):
        say("prescribed-description", "entry_description", due)
    return found
