"""Websites, e-mail addresses and telephone numbers have one form, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.identifiers.contact import CONTACT_KINDS, ContactKind, contact_key, contacts_in_line


@pytest.mark.parametrize(
    ("kind", "text", "key"),
    [
        ("email", "info@ostvar.example", "INFO@OSTVAR.EXAMPLE"),
        ("email", "mailto:Info@Ostvar.Example.", "INFO@OSTVAR.EXAMPLE"),
        ("email", "E-mail: info@ostvar.example", "INFO@OSTVAR.EXAMPLE"),
        ("email", "ｉｎｆｏ＠ｏｓｔｖａｒ．example", "INFO@OSTVAR.EXAMPLE"),
        ("email", "info at ostvar", ""),
        ("website", "http://www.ostvar.example/", "OSTVAR.EXAMPLE"),
        ("website", "www.ostvar.example", "OSTVAR.EXAMPLE"),
        ("website", "HTTPS://OSTVAR.EXAMPLE", "OSTVAR.EXAMPLE"),
        ("website", "forum.example/ostvar", "FORUM.EXAMPLE/OSTVAR"),
        ("website", "ostvar", ""),
        ("phone", "+98 21 8852 6300", "982188526300"),
        ("phone", "0098 21 8852 6300", "982188526300"),
        ("phone", "011 98 21 88526300", "982188526300"),
        ("phone", "(98)(21)(88526300)", "982188526300"),
        ("phone", "+98 (0)21 88526300 ext. 12", "982188526300"),
        ("phone", "Tel: 982188526300", "982188526300"),
        ("phone", "5550100", ""),
        ("phone", "call me", ""),
        ("phone", "98 CALL 2188526300", ""),
    ],
)
def test_one_form_however_written(kind: ContactKind, text: str, key: str) -> None:
    """Schemes, `www.`, brackets, dialling prefixes, extensions and case make no other contact; what is none is none."""
    assert contact_key(kind, text) == key


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("PAY OSTVAR.EXAMPLE NOW", [("website", "OSTVAR.EXAMPLE")]),
        (
            "see http://www.ostvar.example/a/b, thanks",
            [("website", "OSTVAR.EXAMPLE/A/B")],
        ),
        ("ASK INFO@OSTVAR.EXAMPLE.", [("email", "INFO@OSTVAR.EXAMPLE")]),
        ("INV 12.50 OF 3.11.2026", []),
        ("U.S.A.", []),
        ("SEE WWW.COM FOR MORE", []),
        ("", []),
    ],
)
def test_contacts_in_a_line(line: str, found: list[tuple[str, str]]) -> None:
    """Addresses and sites stand among other words; amounts and days are none."""
    assert list(contacts_in_line(line)) == found


@given(st.sampled_from(CONTACT_KINDS), st.text(max_size=60))
def test_any_text_has_a_form_that_stays(kind: ContactKind, text: str) -> None:
    """Any text gives a form or none, and a form is its own."""
    key = contact_key(kind, text)
    assert contact_key(kind, key) in {key, ""}
    contacts_in_line(text)
