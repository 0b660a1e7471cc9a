"""The parties of several lists come back as they were kept, and not where they may be others by now."""

import pytest

from achguard.sanctions.listed.entity import Entry
from achguard.sanctions.stored.parties_file import pack, unpack

PARTIES = ((Entry("a", "1"), Entry("b", "X.2")), (Entry("a", "3"), Entry("c", "4")))


def test_parties_come_back() -> None:
    """The same parties, and the same bytes each time."""
    assert unpack(pack(PARTIES)) == PARTIES
    assert unpack(pack(())) == ()
    assert pack(PARTIES) == pack(PARTIES)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", pack(PARTIES).replace(b"parties 1", b"parties 0"), pack(PARTIES)[:-9]]
)
def test_what_another_version_kept_is_worked_out_anew(content: bytes) -> None:
    """Parties that other code worked out, or that are none, are not taken."""
    assert unpack(content) is None
