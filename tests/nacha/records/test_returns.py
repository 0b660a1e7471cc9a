"""Returns and notifications of change, for the guard's history."""

import datetime as dt

from achguard.nacha import read
from nacha_changes import put, valid


def test_a_return_names_the_receivers_account() -> None:
    """The receiver's bank is the one that the addenda names: a return goes back to the originating bank."""
    first, second = read(valid("ppd_return")).returns
    assert (first.code, second.code) == ("R03", "R85")
    assert (first.routing_number, first.account_number, first.identifier) == ("061000052", "123456789", "E1")
    assert first.on == dt.date(2026, 11, 25)
    assert read(valid("ppd_return")).corrections == ()


def test_changes_are_corrections() -> None:
    """C01, C14 and a refused change are notifications, not returns."""
    file = read(valid("cor_change"))
    assert [entry.code for entry in file.corrections] == ["C01", "C14", "C61"]
    assert file.returns == ()


def test_dishonored_and_contested_returns_count_by_their_first_reason() -> None:
    """Whatever the banks argue about, the account came back for the first reason."""
    for name, code in (("dishonored_return", "R68"), ("contested_return", "R74")):
        file = read(valid(name))
        assert [entry.code for entry in file.returns] == ["R03"]
        back = next(iter(file.entries)).came_back
        assert back is not None
        assert back.code == code
        assert "123456789" not in repr(back)


def test_international_returns_and_changes() -> None:
    """An IAT's return and change have columns of their own."""
    assert [entry.code for entry in read(valid("iat_return")).returns] == ["R80"]
    change = read(valid("iat_change")).corrections[0]
    assert (change.code, change.account_number) == ("C08", "DE89370400440532013000")


def test_a_bank_that_is_not_named_is_the_entrys() -> None:
    """Without the original bank in the addenda the entry's own routing number stands in."""
    file = read(put(valid("ppd_return"), 4, 28, " " * 8))
    assert file.returns[0].routing_number == "065300279"


def test_a_code_that_is_none_is_no_history() -> None:
    """A return without a code that can be read is an entry, and nothing to remember."""
    file = read(put(valid("ppd_return"), 4, 4, "???"))
    assert [entry.code for entry in file.returns] == ["R85"]
    assert file.entry_count == 2


def test_entries_that_go_forward_came_back_never() -> None:
    """A file of payments has no returns."""
    file = read(valid("ppd_mixed"))
    assert (file.returns, file.corrections) == ((), ())
