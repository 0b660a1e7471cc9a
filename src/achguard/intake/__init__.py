"""Payments out of files: bytes become numbered rows, each a payment or the reasons why it is none."""

from achguard.intake.row import EntriesOf, InvalidRow, PaymentRow, Row
from achguard.intake.rows import read

__all__ = ["EntriesOf", "InvalidRow", "PaymentRow", "Row", "read"]
