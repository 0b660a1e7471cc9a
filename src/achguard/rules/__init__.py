"""The rules, one a file. RULES is the only list of them, written by hand."""

from achguard.rules._rule import Rule
from achguard.rules.iat.foreign_correspondent_bank import ForeignCorrespondentBank

RULES: tuple[Rule, ...] = (
    ForeignCorrespondentBank(),
)
"""Every rule that ships, in the order of codes."""
