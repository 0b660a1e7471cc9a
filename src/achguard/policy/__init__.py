"""From findings to a decision: policies as data, and the one pure function that applies them."""

from achguard.policy.policy import Policy

__all__ = ["Policy"]
