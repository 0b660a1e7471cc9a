"""Payments out of files: bytes become numbered rows, each a payment or the reasons why it is none."""

from achguard.intake.column_map import ColumnMap
from achguard.intake.map_suggestion import suggested_map
from achguard.intake.row import EntriesOf, InvalidRow, PaymentRow, Row
from achguard.intake.rows import read
from achguard.intake.share_read import ShareRead

__all__ = ["ColumnMap", "EntriesOf", "InvalidRow", "PaymentRow", "Row", "ShareRead", "read", "suggested_map"]
