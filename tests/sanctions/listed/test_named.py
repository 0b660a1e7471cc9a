"""Names that somebody lists in a test: an entity each, and a digest of all."""

import pytest

from achguard.errors import ConfigurationError
from achguard.sanctions.listed.named import digest_of, named
from achguard.sanctions.snapshot import Snapshot


def test_each_name_is_an_entity_of_its_own() -> None:
    """Two names are two numbered entries of the list sample-names, spelt as they were given."""
    first, second = named(["INVENTED, Olga", "BRAND NEW TRADING LLC"])
    assert (first.uid, first.list, first.primary_name) == ("1", "sample-names", "INVENTED, Olga")
    assert (second.uid, second.primary_name) == ("2", "BRAND NEW TRADING LLC")


def test_the_digest_is_that_of_the_names_and_their_order() -> None:
    """Another name, or another order, is another list; a lone surrogate is none that stops it."""
    digests = {digest_of(names) for names in (["AB"], ["A", "B"], ["B", "A"], ["A\ud800"])}
    assert len(digests) == 4
    assert all(digest.startswith("sha256:") for digest in digests)


@pytest.mark.parametrize("name", ["", "123", "...", None, 7])
def test_a_name_without_a_letter_is_refused(name: object) -> None:
    """What can't be met by any name is a mistake of the test."""
    with pytest.raises(ConfigurationError, match="can't be listed"):
        named([name])  # type: ignore[list-item]


def test_a_single_text_is_refused() -> None:
    """Its letters would be listed one by one, and every name held or none."""
    with pytest.raises(ConfigurationError, match=r"names are a list: \['OLGA INVENTED'\]"):
        Snapshot.sample(also="OLGA INVENTED")


def test_the_sample_without_names_is_one_list() -> None:
    """No names make no empty list beside the sample's."""
    assert [version.list for version in Snapshot.sample().lists] == ["sample-sdn"]
    both = Snapshot.sample(also=["Olga Invented"])
    assert [version.list for version in both.lists] == ["sample-names", "sample-sdn"]
    assert both.entity("1", "sample-names") is not None
