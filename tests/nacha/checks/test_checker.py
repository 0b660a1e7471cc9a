"""Checks that need more than one change, and what holds of all of them."""

import random

import pytest

from achguard.nacha import Severity, read
from nacha_changes import VALID, drop, insert, put, valid

LINE_17 = "717MORE                                                                            {:04}0000001"
LINE_18 = "718ZWISCHENBANK AG                    02COBADEFF                          DE       {:04}0000001"


def roots(data: bytes) -> list[str]:
    """Name the root problems."""
    return [problem.type.name for problem in read(data).problems if problem.is_root]


@pytest.mark.slow
@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_one_wrong_byte_has_at_most_one_root(path: object) -> None:
    """Whatever a single byte is changed to, what follows is folded under one problem; errors stay out of a warning."""
    name = getattr(path, "stem", "")
    rng = random.Random(f"{name} 20261123")
    data = valid(name)
    for _ in range(150):
        at = rng.randrange(len(data))
        changed = bytearray(data)
        changed[at] = rng.choice(b"0123456789ABCXYZ *\\-az\x00\n\r\xe9")
        for severity in Severity:
            found = [each for each in read(bytes(changed)).problems if each.is_root and each.severity is severity]
            assert len(found) <= 1, (at, changed[at])


def test_optional_addenda_have_limits() -> None:
    """Two of type 17, five of type 18, and twelve in all, although each limit is kept."""
    three = insert(valid("iat_outbound"), 13, LINE_17.format(3))
    assert roots(three) == ["too-many-addenda"]
    six = valid("iat_outbound")
    for number in range(2, 7):
        six = insert(six, 12 + number, LINE_18.format(number))
    found = [problem for problem in read(six).problems if problem.type.name == "too-many-addenda"]
    assert sorted(problem.is_root for problem in found) == [False, True]
    thirteen = valid("iat_outbound")
    for number in range(2, 5):
        thirteen = insert(thirteen, 12 + number, LINE_18.format(number))
    assert len(next(iter(read(thirteen).entries)).addenda) == 13
    assert roots(thirteen) == ["too-many-addenda"]


def test_other_trace_numbers_are_said_once_for_a_batch() -> None:
    """Processors that use another prefix use it throughout: one problem, for which the whole batch is held."""
    data = valid("ppd_mixed")
    for line in (3, 4, 6, 7):
        data = put(data, line, 80, "11111111")
    file = read(data)
    assert [(problem.type.name, problem.line) for problem in file.problems] == [("trace-number-odfi", 3)]
    assert [entry.is_broken for entry in file.entries] == [True] * 4 + [False] * 2
    assert [len(entry.findings()) for entry in file.entries] == [1, 1, 1, 1, 0, 0]


def test_a_notification_must_say_what_changes() -> None:
    """An entry of a COR batch without addenda 98 is held."""
    assert roots(drop(valid("cor_change"), 4)) == ["missing-addenda"]


def test_a_purchase_at_a_terminal_must_say_where() -> None:
    """A POS entry without addenda 02 is held."""
    assert roots(drop(valid("pos"), 4)) == ["missing-addenda"]


def test_letters_beside_digits_are_no_number() -> None:
    """A superscript or a letter in the check digit is no digit."""
    assert roots(put(valid("ppd_mixed"), 3, 12, "\u00b2")) == ["field-without-digits"]


def test_zeros_are_no_bank() -> None:
    """A routing number of zeros passes the check digit and names nobody."""
    assert roots(put(valid("ppd_mixed"), 3, 4, "000000000")) == ["blank-mandatory-field"]


def test_an_iat_under_an_unreadable_sec_code_is_read_as_one() -> None:
    """The rest of an IAT header gives it away: its parties are read, and the batch is held."""
    file = read(put(valid("iat_outbound"), 2, 53, "X"))
    assert [payment.receiver.name for payment in file.payments] == ["ERIKA MUSTERMANN"] * 3
    assert [problem.type.name for problem in file.errors] == ["unknown-sec-code"]
    assert all(entry.is_broken for entry in file.entries)


def test_entries_behind_the_file_control_are_read() -> None:
    """A batch that somebody appended to a closed file is not lost."""
    lines = valid("ppd_mixed").split(b"\n")
    data = b"\n".join([*lines[:14], *lines[8:13], *lines[14:]])
    assert read(data).entry_count == 8
    assert "missing-file-header" in roots(data)
