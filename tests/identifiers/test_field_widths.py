"""The widths that identifiers and rules go by are those of the records."""

import pytest

from achguard.identifiers import field_widths
from achguard.nacha.layouts.layout import columns_of


@pytest.mark.parametrize(
    ("width", "record", "first", "last"),
    [
        (field_widths.ROUTING_COLUMNS, "entry", "rdfi_identification", "check_digit"),
        (field_widths.ACCOUNT_COLUMNS, "entry", "account_number", "account_number"),
        (field_widths.IAT_ACCOUNT_COLUMNS, "iat_entry", "account_number", "account_number"),
    ],
)
def test_a_width_is_that_of_the_record(width: int, record: str, first: str, last: str) -> None:
    """A number fits where its record has as many columns as the table says."""
    start, end = columns_of(record, first, last)
    assert width == end - start + 1
