"""Returns and notifications of change, for the guard's history."""

import datetime as dt

import pytest

from achguard.model.history import Correction
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


@pytest.mark.parametrize(
    ("code", "data", "corrects"),
    [
        ("C01", "0987654321", {"account_number": "0987654321"}),
        ("C01", "12 345-67 X", {"account_number": "12 345-67 X"}),
        ("C02", "061000146", {"routing_number": "061000146"}),
        ("C03", "061000146   987654321", {"routing_number": "061000146", "account_number": "987654321"}),
        ("C03", "061000146           987654321", {"routing_number": "061000146", "account_number": "987654321"}),
        ("C04", "JANE R PUBLIC", {"name": "JANE R PUBLIC"}),
        ("C05", "32", {"transaction_code": "32", "account_type": "savings"}),
        ("C06", "987654321           32", {"account_number": "987654321", "transaction_code": "32"}),
        ("C06", "12345678901234567   37", {"account_number": "12345678901234567", "transaction_code": "37"}),
        ("C06", "987654321                  32", {"account_number": "987654321", "transaction_code": "32"}),
        (
            "C07",
            "06100014612345678901234567" + "32",
            {"routing_number": "061000146", "account_number": "12345678901234567", "transaction_code": "32"},
        ),
        ("C09", "078051120", {"identifier": "078051120"}),
        ("c01", "0987654321", {"account_number": "0987654321"}),
        ("C01", "DE89370400440532013000", {"account_number": "DE89370400440532013000"}),
        ("C04", "JANE R PUBLIC MUSTERMANNSON", {"name": "JANE R PUBLIC MUSTERMANNSON"}),
        # Fewer blanks than the columns ask for.
        ("C06", "987654321    32", {"account_number": "987654321", "transaction_code": "32"}),
        ("C06", "98-76 54  32", {"account_number": "98-76 54", "transaction_code": "32"}),
        (
            "C07",
            "065300279987654321  32",
            {"routing_number": "065300279", "account_number": "987654321", "transaction_code": "32"},
        ),
        # Where the account ends and the code begins can't be told.
        ("C06", "987654321 32", None),
        ("C07", "06530027998765432132", {"routing_number": "065300279"}),
        ("C07", "065300279987654399", {"routing_number": "065300279", "account_number": "987654399"}),
        ("C06", "987654321    XX", None),
        ("C01", "987654321   JUNK", None),
        ("C01", "----", None),
        ("C02", "0610001460", None),
        # What can't be what it should is left out, and the rest is told.
        ("C03", "06100014X   987654321", {"account_number": "987654321"}),
        ("C05", "99", None),
        ("C07", "061000146987654321        XX", {"routing_number": "061000146", "account_number": "987654321"}),
        ("C02", "¹²³¹²³¹²³", None),
        ("C01", "", None),
        ("C13", "", None),
        ("C14", "IAT", None),
        ("C61", "0987654321", None),
    ],
)
def test_a_notification_of_change_says_what_it_corrects(code: str, data: str, corrects: dict[str, str] | None) -> None:
    """Each change code has its own columns in the corrected data."""
    changed = put(put(valid("cor_change"), 4, 4, code), 4, 36, data.ljust(29)[:29])
    (first, *_) = read(changed).corrections
    found = None if first.correction is None else first.correction.model_dump(mode="json", exclude_none=True)
    if found is not None and corrects is not None and "account_type" not in corrects:
        found.pop("account_type", None)
    assert found == corrects


def test_an_iats_notification_has_a_wider_field() -> None:
    """An account number abroad has up to 35 characters, and a bank there up to 34."""
    data = put(valid("iat_change"), 4, 36, "COBADEFFXXX".ljust(35))
    assert read(data).corrections[0].correction == Correction(bank_id="COBADEFFXXX")
    for code, text in (("C01", "DE89370400440532013000"), ("C03", "061000146   DE89370400440532013000")):
        found = read(put(put(valid("iat_change"), 4, 4, code), 4, 36, text.ljust(35))).corrections[0].correction
        assert found is not None
        assert found.account_number == "DE89370400440532013000"
        assert found.routing_number == ("061000146" if code == "C03" else None)


def test_a_correction_shows_no_number() -> None:
    """Its repr masks as that of any record."""
    (first, *_) = read(put(valid("cor_change"), 4, 36, "730951284664".ljust(29))).corrections
    assert first.correction is not None
    assert first.correction.account_number == "730951284664"
    assert "73095128" not in repr(first)


def test_a_payment_says_with_which_code_it_came_back() -> None:
    """A return, a notification, and a dishonored return by its first reason; a payment that goes out says nothing."""
    told = {
        name: [entry.payment.came_back for entry in read(valid(name)).entries if entry.payment is not None]
        for name in ("ppd_return", "cor_change", "dishonored_return", "ppd_mixed")
    }
    assert told["ppd_return"] == ["R03", "R85"]
    assert told["cor_change"] == ["C01", "C14", "C61"]
    assert told["dishonored_return"] == ["R03"]
    assert set(told["ppd_mixed"]) == {None}
    unread = read(put(valid("ppd_return"), 4, 4, "???"))
    assert [entry.payment.came_back for entry in unread.entries if entry.payment is not None] == [None, "R85"]


@pytest.mark.parametrize(("code", "severity"), [("C13", "warning"), ("C01", "error")])
def test_a_notification_that_corrects_nothing_may_lack_its_data(code: str, severity: str) -> None:
    """Wrong addenda (C13) leave nothing to give; every other code without its data is none that anybody can follow."""
    file = read(put(put(valid("cor_change"), 4, 4, code), 4, 36, " " * 29))
    assert [(each.field, each.severity.value) for each in file.problems if each.line == 4] == [
        ("corrected_data", severity)
    ]


@pytest.mark.parametrize("number", ["0" * 22, " " * 22])
def test_a_cie_entry_needs_the_number_of_its_receiver(number: str) -> None:
    """Blanks and zeros are none (2013 NACHA Operating Rules, page OR71, R26): the biller can't know who pays."""
    (problem,) = read(put(valid("cie"), 3, 55, number)).problems
    assert (problem.type.name, problem.field, problem.severity.value) == (
        "blank-mandatory-field",
        "individual_id",
        "error",
    )
