"""Nacha files: bytes become records, records become payments, and what is wrong becomes problems."""

from achguard.nacha.checks.problems import Problem, ProblemType, Profile, Severity, Weighing, problem_types
from achguard.nacha.entry import Entry
from achguard.nacha.reader import Batch, NachaFile, read
from achguard.nacha.writing.writer import NewAddendum, NewBatch, NewEntry, write

__all__ = [
    "Batch",
    "Entry",
    "NachaFile",
    "NewAddendum",
    "NewBatch",
    "NewEntry",
    "Problem",
    "ProblemType",
    "Profile",
    "Severity",
    "Weighing",
    "problem_types",
    "read",
    "write",
]
