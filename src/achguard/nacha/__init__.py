"""Nacha files: bytes become records, records become payments, and what is wrong becomes problems."""

from achguard.nacha.checks.problems import Problem, ProblemType, Profile, Severity, Weighing, problem_types
from achguard.nacha.entry import Entry
from achguard.nacha.placed_records import PlacedRecord
from achguard.nacha.reader import Batch, NachaFile, read
from achguard.nacha.records.remittance_advice import AdvisedParty, PaidItem, RemittanceAdvice, Segment
from achguard.nacha.shown_fields import ShownField, shown_fields
from achguard.nacha.writing.writer import NewAddendum, NewBatch, NewEntry, write

__all__ = [
    "AdvisedParty",
    "Batch",
    "Entry",
    "NachaFile",
    "NewAddendum",
    "NewBatch",
    "NewEntry",
    "PaidItem",
    "PlacedRecord",
    "Problem",
    "ProblemType",
    "Profile",
    "RemittanceAdvice",
    "Segment",
    "Severity",
    "ShownField",
    "Weighing",
    "problem_types",
    "read",
    "shown_fields",
    "write",
]
