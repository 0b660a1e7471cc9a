"""Lines: 94 columns of text, whatever the bytes look like."""

from dataclasses import replace

import pytest

from achguard.nacha import read
from achguard.nacha.bytes.lines import Line, LineReader, columns_of
from nacha_changes import put, valid

NAME = "MAR\u00cdA L SAMPLE"


def many(entries: int) -> bytes:
    """Give a file whose first batch has this many copies of its first entry, numbered upward."""
    lines = valid("ppd_mixed").split(b"\n")
    copies = [lines[2][:87] + b"%07d" % number for number in range(1, entries + 1)]
    return b"\n".join([*lines[:2], *copies, *lines[7:]])


@pytest.mark.parametrize(
    ("raw", "utf8", "size"),
    [
        (b"A" * 94, False, 94),
        (b"A" * 90, False, 90),
        (b"A" * 94 + b"   ", False, 94),
        (b"A" * 96, False, 96),
        (NAME.encode("latin-1").ljust(94), False, 94),
        (NAME.encode().ljust(94), True, 94),
        (NAME.ljust(94).encode(), False, 94),
        (b"", False, 0),
    ],
)
def test_a_line_has_94_columns(raw: bytes, *, utf8: bool, size: int) -> None:
    """Short lines are filled, long ones cut, and the number of characters that were there is kept."""
    text, counts_bytes, length = columns_of(raw)
    assert len(text) == 94
    assert (counts_bytes, length) == (utf8, size)


def test_one_odd_line_makes_the_others_no_different() -> None:
    """In a large file, the records around an odd line are read and proven as ever."""
    data = many(3000)
    good = {problem.type.name for problem in read(data).problems if problem.is_root}
    odd = read(put(data, 1500, 60, "\x00"))
    assert {problem.type.name for problem in odd.problems if problem.is_root} == good | {"control-character"}
    assert odd.entry_count == read(data).entry_count == 3002


@pytest.mark.parametrize("new", ["\n", "\r"])
def test_a_broken_record_is_put_together_wherever_a_chunk_ends(new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line break inside a record is one problem, also where the file is read in small pieces."""
    data = put(valid("ppd_mixed"), 6, 30, new)
    for size in range(95 * 4, 95 * 9, 31):
        monkeypatch.setattr("achguard.nacha.bytes.lines.CHUNK", size)
        monkeypatch.setattr("achguard.nacha.bytes.lines.RAGGED", size - 95)
        file = read(data)
        assert [problem.type.name for problem in file.problems if problem.is_root] == ["broken-line"]
        assert file.entry_count == 6


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_records_without_a_line_break_between_them_are_told_apart(ending: bytes) -> None:
    """Records that share a line, with nothing or one wrong character between them, are all read."""
    lines = valid("ppd_mixed").split(b"\n")
    for between in (b"", b"x" * len(ending)):
        data = ending.join([*lines[:2], between.join(lines[2:5]), *lines[5:]])
        file = read(data)
        assert [problem.type.name for problem in file.problems] == ["joined-lines"]
        assert file.entry_count == 6


def test_a_long_line_keeps_its_start() -> None:
    """Of a line of five thousand characters the first 94 are read and 4,096 kept."""
    lines = LineReader(valid("ppd_mixed")[:95] + b"6" * 5000 + b"\n" + valid("ppd_mixed")[95:])
    line = list(lines.lines(0, 1))[1]
    assert (line.flaw, line.size, len(line.raw)) == ("line-too-long", 5000, 4096)


def test_reading_can_start_anywhere() -> None:
    """The place that a line names is where it is read again."""
    lines = LineReader(valid("iat_outbound"))
    all_lines = list(lines.lines(0, 1))
    fifth = all_lines[4]
    assert list(lines.lines(fifth.offset, fifth.number)) == all_lines[4:]
    assert list(lines.lines(fifth.offset, fifth.number, all_lines[6].offset)) == all_lines[4:6]


@pytest.mark.parametrize("behind", [b"\n", b"\r\n", b"\n\n", b"\x1a", b" \n", b"\0" * 7])
@pytest.mark.parametrize("records", [3, 20])
def test_one_line_end_behind_all_records_is_no_record(records: int, behind: bytes) -> None:
    """A file of records one behind the other is read the same with what stands behind the last of them."""
    plain = b"".join(b"6%093d" % number for number in range(records))
    one, other = LineReader(plain), LineReader(plain + behind)
    assert [line.text for line in other.lines(0, 1)] == [line.text for line in one.lines(0, 1)]
    chunk = other.chunk(0, 1)
    assert chunk is not None
    assert (len(chunk), chunk.stride, chunk.last) == (records, 94, True)


ODD_NAMES = {
    "letters of two bytes": "MARÍA L SAMPLE",
    "letters of all lengths": "Łukasz 李 SAMPLE 😀",
    "signs": "¿…–’ \xa0×\x85",
    "a tab": "MARÍA\tL",
    "as many bytes as two records": "É" * 54,
}


HALF = "6" + "É" * 45 + "€"
"""As many bytes as a record, and half as many characters."""


def _trimmed(line: Line) -> Line:
    """Give the line without the blanks behind its bytes, which plain lines are cut from."""
    return replace(line, raw=line.raw.rstrip(b" "))


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", " \n"])
@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
@pytest.mark.parametrize("padded", ["to characters", "to bytes"])
@pytest.mark.parametrize("name", ODD_NAMES)
def test_lines_that_are_read_together_are_read_as_each_alone(
    name: str, padded: str, encoding: str, ending: str
) -> None:
    """Lines with other characters than ASCII are the same whether their chunk is uniform or cut line by line."""
    lines = []
    for number in range(40):
        text = ("6" + "0" * 39 + ODD_NAMES[name] if number % 3 else "6" + "0" * 39).ljust(94)
        raw = text.encode(encoding, "replace")
        lines.append(raw if padded == "to characters" else raw.rstrip(b" ").ljust(94))
    data = ending.encode().join([*lines, b""])
    reader = LineReader(data)
    alone = reader._ragged(data, 0, 1, last=True)
    assert [*map(_trimmed, reader.lines(0, 1))] == [_trimmed(alone.line(index)) for index in range(len(alone))]
    chunk = reader.chunk(0, 1)
    assert chunk is not None
    assert (chunk.place(len(chunk)), [chunk.place(at) for at in range(40)]) == (
        alone.place(len(alone)),
        [alone.place(at) for at in range(len(alone))][:40],
    )


def test_two_records_of_94_bytes_are_no_record_of_94_characters() -> None:
    """Records that a line break is missing between are told apart where they have 94 characters together."""
    data = b"\n".join([*[("6" + "É" * 10).ljust(94).encode()] * 40, (HALF * 2).encode(), b""])
    reader = LineReader(data)
    *others, last, behind = reader.lines(0, 1)
    assert (len(others), last.flaw, behind.text[0]) == (40, "joined-lines", "6")


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_lines_with_an_accented_letter_each_are_uniform(encoding: str) -> None:
    """A file of names with letters that are not ASCII is one chunk of columns, in each of the encodings in use."""
    line = ("6" + "0" * 53 + "MARÍA L SAMPLE").ljust(94).encode(encoding)
    chunk = LineReader(b"\n".join([b"1".ljust(94), *[line] * 40, b""])).chunk(0, 1)
    assert chunk is not None
    assert (len(chunk), chunk.stride, chunk.plain) == (41, 95, False)
