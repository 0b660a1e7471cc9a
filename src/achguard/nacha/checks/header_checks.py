"""What the codes of file and batch headers say."""

from achguard.model.payment import SecCode
from achguard.nacha.checks.iat_checks import check_iat_header
from achguard.nacha.checks.problem_log import ProblemLog
from achguard.nacha.checks.problems import Problem
from achguard.nacha.layouts.codes import ADVICES, ORIGINATOR_STATUS, SERVICE_CLASSES
from achguard.nacha.records.record import Record
from achguard.nacha.records.structure import BatchHead


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
    if head.is_iat:
        found |= check_iat_header(record, log)
        correction = record.text("iat_indicator").upper() == "IATCOR"
        if correction is not (head.sec_code is SecCode.COR) or record.text("iat_indicator").upper() not in (
            "",
            "IATCOR",
        ):
            say("iat-indicator", "iat_indicator")
    return found
