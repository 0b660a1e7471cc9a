"""A label beside a number says its kind, and the number is what stands behind it."""

import re
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.identifiers import number_labels
from achguard.identifiers.number_labels import (
    all_labelled,
    begins_label,
    first_labelled,
    may_label,
    number_key,
    unadorned,
)


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("PASSPORT X 0000001", "passport", "X0000001"),
        ("Pasaporte no. X0000001 exp 2027", "passport", "X0000001"),
        ("R.F.C. ABC-100224-773", "tax_id", "ABC100224773"),
        ("RFC: ABC100224773", "tax_id", "ABC100224773"),
        ("C.U.R.P. ABCD740517HCHCXR09", "national_id", "ABCD740517HCHCXR09"),
        ("IMO 9990001, OCT", "imo", "9990001"),
        ("BIK 044525000", "other", "044525000"),
        ("TEL +98 21 8852 6300", "phone", "982188526300"),
        ("PPT X0000001", "passport", "X0000001"),
        ("REG NO 86555641", "registration", "86555641"),
        ("REG. # 86555641", "registration", "86555641"),
        ("MATRICULA MERCANTIL 86555641", "registration", "86555641"),
        ("OKPO 86555641", "registration", "86555641"),
        ("C.C. 32446309", "national_id", "32446309"),
        ("CEDULA DE CIUDADANIA 32446309", "national_id", "32446309"),
        ("ID CARD 32446309", "national_id", "32446309"),
        ("SS# 900-15-2837", "ssn", "900152837"),
        ("SOC SEC 900152837", "ssn", "900152837"),
        ("I.M.O. 9990001", "imo", "9990001"),
        ("TIN 778-812-045 IMO 9990001", "imo", "9990001"),
    ],
)
def test_numbers_behind_their_labels(text: str, kind: str, key: str) -> None:
    """Every label of a line is read, with its groups and without what stands behind."""
    assert (kind, key) in set(all_labelled(text))


@pytest.mark.parametrize("text", ["INVOICE 7788120", "MAXIMO 9990001", "TINA 9990001", "ID 9990001", ""])
def test_a_word_that_holds_a_label_is_none(text: str) -> None:
    """A label is a word of its own, and words that any customer's number has are none."""
    assert list(all_labelled(text)) == []


def test_a_number_before_its_label() -> None:
    """Alone in its field a number may stand before the label; in a line it may not."""
    assert list(first_labelled("12345 (passport)")) == [("passport", "12345")]
    assert ("passport", "12345") not in set(all_labelled("12345 (passport)"))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("NO. 12345", "12345"),
        ("Document no: 12345", "12345"),
        ("12345 (Iran)", "12345"),
        ("12345 exp 2027", "12345"),
        ("ID 12345 (Iran) issued 2020", "12345"),
        ("NOVA 12345", "NOVA 12345"),
        ("(12345)", "(12345)"),
        ("", ""),
    ],
)
def test_a_number_alone_is_what_is_left_of_its_words(text: str, number: str) -> None:
    """Words that only say that a number comes go from before it, a country or a day from behind it; never all of it."""
    assert unadorned(text) == number


@pytest.mark.parametrize(
    ("text", "labels"), [("PASSPORT X1", True), ("TAX ID 1", True), ("INVOICE 1", False), ("THE PASSPORT", False)]
)
def test_a_text_that_begins_with_a_label_is_known(text: str, *, labels: bool) -> None:
    """A label counts at the beginning alone; of several words the first says that it may go on."""
    assert may_label(text) is labels
    assert (begins_label("TAX"), begins_label("PASSPORT")) == (True, False)


def test_what_is_no_text_has_no_key() -> None:
    """A cell of a table may hold anything, and has then the key of nothing."""
    assert number_key(12345) == ""  # type: ignore[arg-type]  # what a caller without types may give


@given(st.text(max_size=80))
def test_any_text_has_a_key(text: str) -> None:
    """A key is of capital letters and digits, whatever the text; and labels are found or not."""
    key = number_key(text)
    assert key == key.upper()
    assert key == "" or key.isalnum()
    list(all_labelled(text))


def test_the_first_word_of_each_label_of_several_is_known() -> None:
    """Whatever word makes a label with a word behind it, and none alone, is known as one that may begin a label."""
    patterns = [words for words, _ in number_labels._LABELS]
    optional = re.compile(r"([A-Z]*)\(\?:([A-Z]+)\)\?")
    words = {word for pattern in patterns for each in (optional.sub(r"\1", pattern), optional.sub(r"\1\2", pattern))
             for word in re.findall(r"[A-Z]+", each)}  # fmt: skip
    behind = {*words, "#", *chain.from_iterable(re.findall(r" ([A-Z]+ [A-Z]+)", pattern) for pattern in patterns)}
    first = {word for word in words if not may_label(word) and any(may_label(f"{word} {each}") for each in behind)}
    assert {"TRAVEL", "LEGAL", "SOC", "SOCIAL", "NATIONAL", "IDENTITY", "COMPANY", "REG", "TAX", "ID", "SS"} <= first
    assert {word for word in first if not begins_label(word)} == set()
