"""Listed names are found inside a line of text, and ordinary lines are left alone."""

import pytest

from achguard.sanctions.snapshot import Snapshot

ORDINARY = [
    "INV 7",
    "INVOICE 12345 NET 30 DAYS",
    "RENT FOR APARTMENT 4B NOVEMBER THANK YOU",
    "STATE SALES TAX RETURN Q3 ESTIMATED",
    "GENERAL TRADING ACCOUNT FUNDING",
    "NORTHERN STAR CRUISES DEPOSIT BANK OF THE WEST",
    "REF*TN*12345*PAYMENT FOR SERVICES\\",
    "MEMBERSHIP DUES SUNRISE YOGA",
    "GIFT FOR MALIK AND GRACE",
    "QUENTARA STAR RESTAURANT DINNER",  # a ship's name, and nothing of shipping
    "THE GARDENER WEEKLY SERVICE",  # a weak alias
]


@pytest.mark.parametrize(
    ("text", "uid"),
    [
        ("INV 7 for Quentara Maritime Trading Co LLC ref 88", "900002"),
        ("PAID BY ORDER OF ZORBAN MALIK TARENTOV/ACCT 4", "900001"),
        ("rmr*iv*malik tarentov zorban**15.00\\", "900001"),
        ("GOODS VIA KORYO DURYUSAN GENERAL TRADNG CORPORATION PYONGYANG", "900028"),
        ("DUES FOR IMEZAPOTAL 2026", "900025"),  # one long rare word
        ("FREIGHT QUENTARA STAR VOYAGE 9", "900034"),
        ("ПЕРЕВОД ДЛЯ Malik Tarentov Zorban", "900001"),
    ],
)
def test_a_listed_name_in_a_line_is_found(sample: Snapshot, text: str, uid: str) -> None:
    """A name whose telling words stand together is found, with the name that met."""
    hits = sample.screen_text(text)
    assert [hit.uid for hit in hits[:1]] == [uid]
    assert "line of text" in hits[0].explanation


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_line_is_left_alone(sample: Snapshot, text: str) -> None:
    """Words that many lines hold, ships' names without shipping, and weak aliases are no hit."""
    assert sample.screen_text(text) == ()


def test_words_far_apart_are_no_name(sample: Snapshot) -> None:
    """A listed name's words scattered over a line are not the name."""
    assert sample.screen_text("MALIK PAYS RENT AND WATER AND POWER FOR THE ZORBAN STREET HOUSE AND TARENTOV") == ()


def test_a_long_text_is_read(sample: Snapshot) -> None:
    """A name deep inside a long text is found, and a text without one gives nothing."""
    assert sample.screen_text("WORD " * 1500 + "MALIK TARENTOV ZORBAN")[0].uid == "900001"
    assert sample.screen_text("BANK TRADING COMPANY " * 3000) == ()
