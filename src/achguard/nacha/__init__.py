"""Nacha files: bytes become records, records become payments, and what is wrong becomes problems."""

from achguard.nacha.checks.problems import Problem, ProblemType, Profile, Severity, problem_types
from achguard.nacha.entry import Entry
from achguard.nacha.reader import Batch, NachaFile, read

__all__ = ["Batch", "Entry", "NachaFile", "Problem", "ProblemType", "Profile", "Severity", "problem_types", "read"]
