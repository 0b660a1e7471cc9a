"""The data that ships in the package."""

from datetime import date

import pytest

from achguard.identifiers.tables import read_array, read_rows, read_text, read_toml


@pytest.mark.parametrize(
    "name", ["canadian_institutions.toml", "embargoes.toml", "foreign_directory_rows.toml", "phone_countries.toml"]
)
def test_tables_say_when_they_were_consulted(name: str) -> None:
    """Each table written by hand carries the date on which its sources were consulted."""
    assert isinstance(read_toml(name)["consulted"], date)


@pytest.mark.parametrize("name", ["countries.tsv", "us_states.tsv"])
def test_rows_are_sorted_and_whole(name: str) -> None:
    """A table's rows have the same number of cells, are sorted by a unique first cell, and follow a header."""
    rows = read_rows(name)
    assert read_text(name).startswith("#")
    assert len({len(row) for row in rows}) == 1
    firsts = [row[0] for row in rows]
    assert firsts == sorted(set(firsts))


def test_missing_array_is_an_error() -> None:
    """Asking a table for an array that it lacks is a TypeError that names both."""
    with pytest.raises(TypeError, match=r"phone_countries\.toml has no array nowhere"):
        read_array("phone_countries.toml", "nowhere")
    assert len(read_array("embargoes.toml", "country")) == 5
