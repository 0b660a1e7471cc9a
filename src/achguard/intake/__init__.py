"""Payments out of files: bytes become numbered rows, each a payment or the reasons why it is none."""

from achguard.intake.row import InvalidRow, PaymentRow, Row
from achguard.intake.rows import read

__all__ = ["InvalidRow", "PaymentRow", "Row", "read"]
