"""Routing numbers known to be of offices abroad."""

from datetime import date

import pytest

from achguard.directory import known_foreign
from achguard.identifiers import routing_number
from achguard.identifiers.country import in_us_jurisdiction
from achguard.identifiers.country import is_valid as is_country


@pytest.mark.parametrize(
    ("number", "country"), [("061050057", "DE"), ("091050234", "CA"), ("091050700", "MX"), ("091050807", "PA")]
)
def test_known(number: str, country: str) -> None:
    """The four rows are right US routing numbers of offices in other countries, with a date and a source."""
    known = known_foreign(f" {number}")
    assert known is not None
    assert (known.routing_number, known.country) == (number, country)
    assert is_country(known.country)
    assert not in_us_jurisdiction(known.country)
    assert routing_number.is_valid(number)
    assert known.as_of == date(2018, 12, 4)
    assert known.source


@pytest.mark.parametrize("number", [None, "", "065300279", "٠٦١٠٥٠٠٥٧", "9" * 10_000])
def test_unknown(number: str | None) -> None:
    """Other numbers, and no number, are not known."""
    assert known_foreign(number) is None
