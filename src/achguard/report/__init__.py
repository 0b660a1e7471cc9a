"""One page about what was decided, for the person who judges holds: it is read offline, printed and kept."""

from achguard.report.page import page
from achguard.report.reported import Report, ReportedParty, ReportedPayment, ReportedProblem, ReportedReason

__all__ = ["Report", "ReportedParty", "ReportedPayment", "ReportedProblem", "ReportedReason", "page"]
