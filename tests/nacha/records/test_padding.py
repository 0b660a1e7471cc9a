"""Lines that fill up the last block of a file with something else than 94 nines."""

import pytest

from achguard.nacha import read
from nacha_changes import valid
from nacha_edits import DAY

FILLED = valid("ppd_mixed").rstrip(b"\n").split(b"\n")
BEFORE = [line for line in FILLED if line.strip(b"9")]


def told(fill: bytes) -> list[tuple[str, int, str, bool]]:
    """Give what is told of a file that is filled up with a record: name, line, message, and whether it is a root."""
    data = b"\n".join([*BEFORE, *[fill] * (len(FILLED) - len(BEFORE))]) + b"\n"
    problems = read(data, profile="strict", as_of=DAY).problems
    return [(each.type.name, each.line, each.message, each.is_root) for each in problems]


@pytest.mark.parametrize(
    ("fill", "said"),
    [
        *(
            (character.encode() * 94, f"94 {word}")
            for character, word in [("0", "zeros"), ("5", "fives"), ("8", "eights")]
        ),
        *((b"9" * count, f"{count} nines") for count in (10, 80, 93, 95, 110)),
        (b"9" * 79 + b" " * 15, "79 nines"),
        (b"0" * 80, "80 zeros"),
        (b"Z" * 94, "94 times the same character"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_fill_record_of_something_else_is_told_in_one_sentence(fill: bytes, said: str) -> None:
    """What the line is and what is due; the like lines behind it follow from it, and nothing else is told."""
    first, *others = told(fill)
    at = len(BEFORE) + 1
    due = f"The line only fills up the last block: it has {said} where 94 nines are due."
    assert first == ("fill-record", at, due, True)
    assert {(name, is_root) for name, _, _, is_root in others} <= {("fill-record", False)}


@pytest.mark.parametrize("fill", [b"9" * 80 + b" " * 14, b"9" * 93 + b"X"])
def test_a_record_of_nearly_nines_is_a_warning_once(fill: bytes) -> None:
    """A few wrong characters make no other record of it."""
    first, *others = told(fill)
    assert (first[0], first[3]) == ("odd-padding", True)
    assert {(name, is_root) for name, _, _, is_root in others} <= {("odd-padding", False)}


def test_right_padding_is_not_told() -> None:
    """Ninety-four nines are what is due."""
    assert told(b"9" * 94) == []


def test_a_line_of_zeros_inside_a_batch_may_be_a_lost_record() -> None:
    """It is unreadable there, which no policy lowers, and no fill record."""
    lines = [*FILLED[:3], b"0" * 94, *FILLED[3:]]
    names = [each.type.name for each in read(b"\n".join(lines), as_of=DAY).problems if each.is_root]
    assert names == ["unreadable-lines"]
