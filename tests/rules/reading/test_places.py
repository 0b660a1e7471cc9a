"""Where values stand in a payment, and how far its remittance is read."""

import pytest

from achguard.rules.context import Context, PaymentScreener
from achguard.rules.reading import places
from achguard.rules.reading.places import MAX_REMITTANCE, accounts, banks, read_remittance
from achguard.rules.rule import Gap
from achguard.rules.sanctions.listed_name_in_remittance import ListedNameInRemittance
from achguard.sanctions.snapshot import Snapshot
from factories import payment
from spec import AS_OF


@pytest.mark.parametrize(
    ("lines", "unread"),
    [
        (["12345", "67890"], None),
        (["12345", "678901"], 1),
        (["12345", "67890", "1", "2"], 2),
        (["12345678901"], 0),
        ([], None),
    ],
)
def test_remittance_is_read_line_by_line_to_its_bound(
    monkeypatch: pytest.MonkeyPatch, lines: list[str], unread: int | None
) -> None:
    """The line that would go over it, and all that follow, are not read, and the rule on names says from where."""
    monkeypatch.setattr(places, "MAX_REMITTANCE", 10)
    seen = payment(changes={"remittance": lines})
    assert read_remittance(seen) == (tuple(lines[:unread]), unread)
    context = Context(as_of=AS_OF, screener=PaymentScreener(Snapshot.sample(published=AS_OF), min_score=None))
    gap = Gap(f"remittance[{unread}]", f"more than {MAX_REMITTANCE:,} characters of remittance")
    assert list(ListedNameInRemittance().check(seen, context)) == ([] if unread is None else [gap])


@pytest.mark.parametrize(
    ("text", "may_hold_a_name"),
    [
        ("ANNA BERG", True),
        ("  ANNA-BERG", True),
        ("4711 ANNA 12 BERG", True),
        ("ANNA", False),
        ("A BERG", False),
        ("12 34", False),
        ("ANNA B", False),
        ("A" * 1_000_000, False),
        ("A" * 1_000_000 + " BERG", True),
    ],
)
def test_a_box_may_hold_a_name_from_two_words_on(text: str, *, may_hold_a_name: bool) -> None:
    """Two words of two letters make one; a text of a million letters, which no model has held, is one word."""
    box = ("receiver.account", ".bic", text, places.Kind.BOX)
    assert [*places.texts_of_fields([box])] == ([("receiver.account.bic", text)] if may_hold_a_name else [])


def test_every_account_and_bank_has_its_path() -> None:
    """Those of the two parties come first, then those of others, then the correspondents; an empty bank is none."""
    others = [{"name": "A"}, {"name": "B", "account": {"bank": {"name": "BANK B"}}}, {"name": "C", "account": {}}]
    seen = payment("outbound_iat_credit", {"other_parties": others, "correspondents": [{"name": "BANK D"}]})
    assert [at for at, _ in accounts(seen)] == [
        *("originator.account", "receiver.account"),
        *("other_parties[1].account", "other_parties[2].account"),
    ]
    assert [at for at, _ in banks(seen)] == [
        *("originator.account.bank", "receiver.account.bank", "other_parties[1].account.bank", "correspondents[0]"),
    ]
