"""Earlier returns are found again by account and by a party's number."""

import pickle

import pytest
from pydantic import ValidationError

from achguard.model.account import Account
from achguard.model.history import Correction, History, Outdated, ReturnedEntry

R85 = ReturnedEntry(code="R85", routing_number="065300279", account_number="12-34 56", identifier="078-05-1120")


def test_an_account_is_found_whatever_its_dashes() -> None:
    """Letters and digits alone are compared."""
    history = History([R85])
    assert history.of_account("065300279", "123456") == (R85,)
    assert history.of_identifier("078051120") == (R85,)
    assert (len(history), list(history)) == (1, [R85])


def test_nothing_is_found_for_nothing() -> None:
    """A blank account or number meets no entry, not even one that is blank itself."""
    history = History([ReturnedEntry(code="C14")])
    assert history.of_account(None, None) == ()
    assert history.of_account("065300279", "1") == ()
    assert history.of_identifier(None) == ()
    assert history.of_identifier("-") == ()


def test_digest_follows_the_content() -> None:
    """Two histories of the same entries have one digest; another entry has another."""
    assert History([R85]).digest == History([R85]).digest != History([]).digest


def test_a_code_is_a_return_or_change_code() -> None:
    """Anything but R or C with two digits is a shape error."""
    with pytest.raises(ValidationError):
        ReturnedEntry(code="X1")


def test_a_repr_shows_no_account() -> None:
    """Neither the history nor its entries show an account number."""
    assert repr(History([R85])) == "History(1 entries)"
    assert "12-34 56" not in repr(R85)


def test_a_history_travels_without_its_numbers() -> None:
    """A pickle holds codes and days under keyed digests, by which everything is found again."""
    history = History([R85, ReturnedEntry(code="C01", routing_number="065300279", account_number="123456")])
    pickled = pickle.dumps(history)
    assert not any(number in pickled for number in (b"12-34 56", b"123456", b"078-05-1120", b"078051120", b"065300279"))
    there = pickle.loads(pickled)  # noqa: S301  our own bytes
    assert [entry.code for entry in there.of_account("0653-00279", "123 456")] == ["R85", "C01"]
    assert [entry.code for entry in there.of_identifier("078051120")] == ["R85"]
    assert there.of_account("065300279", "123457") == ()
    assert (len(there), there.digest) == (2, history.digest)


def test_two_histories_hide_one_number_differently() -> None:
    """The key is drawn anew, so that a table of digests of all numbers finds nothing."""
    first, second = (pickle.dumps(History([R85]).__getstate__()[3]) for _ in range(2))
    assert first != second


C06 = ReturnedEntry(
    code="C06",
    routing_number="065300279",
    account_number="12-34 56",
    correction=Correction(account_number="123456", transaction_code="32", account_type="savings"),
)


def test_an_account_that_keeps_what_was_corrected_is_outdated() -> None:
    """It is compared as it is written: without the dash it follows, and so does the kind of account."""
    history = History([C06, R85])
    old = Account(routing_number="065300279", account_number="12-34 56", type="checking")
    told = [(each.code, each.field) for each in history.outdated_account(old)]
    assert told == [("C06", "account_number"), ("C06", "account_type")]
    half = Account(routing_number="065300279", account_number=" 123456 ", type="checking")
    assert list(history.outdated_account(half)) == [Outdated("C06", "account_type", None)]
    new = Account(routing_number="065300279", account_number="123456", type="savings")
    assert list(history.outdated_account(new)) == []
    assert list(history.outdated_account(Account(account_number="12-34 56"))) == []


def test_a_history_that_travelled_still_knows_what_is_outdated() -> None:
    """The pickle holds neither the old number nor the new one."""
    corrected = C06.model_copy(update={"correction": {"account_number": "987654321", "identifier": "555443333"}})
    history = History([corrected, R85])
    pickled = pickle.dumps(history)
    assert b"987654321" not in pickled
    assert b"555443333" not in pickled
    old = Account(routing_number="065300279", account_number="12-34 56")
    for each in (history, pickle.loads(pickled)):  # noqa: S301  our own pickle
        assert [told.field for told in each.outdated_account(old)] == ["account_number"]


def test_a_history_without_corrections_has_the_digest_that_it_always_had() -> None:
    """What an archived decision's basis says of it still holds."""
    always = "sha256:b6e7fbd8f639ead7b335737fda3adfaee792ea92ebf20d731e0c0ff4bbfa6d9d"
    assert History([R85]).digest == always
    assert History([C06]).digest != History([C06.model_copy(update={"correction": None})]).digest
