"""XML is read record by record within bounds, and what is dangerous or damaged in it is refused with a sentence."""

import io
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.errors import ListFormatError
from achguard.sanctions.sources.reading import xml_records
from achguard.sanctions.sources.reading.list_stream import ListStream

if TYPE_CHECKING:
    from collections.abc import Iterator

TAGS = frozenset({"entry"})


def read(content: bytes) -> list[xml_records.Element]:
    """Read the entries of a document whose root is <list>."""
    return list(xml_records.records(ListStream(io.BytesIO(content), "a.xml", None), root="list", tags=TAGS))


class Endless(io.RawIOBase):
    """A gigabyte that begins with a text and goes on with a piece, made while it is read."""

    def __init__(self, start: bytes, piece: bytes) -> None:
        self._pieces: Iterator[bytes] = iter(lambda: piece * (65_536 // len(piece)), b"")
        self._start = start
        self.given = 0

    def read(self, _size: int = -1, /) -> bytes:
        """Return the next piece, or nothing after a gigabyte."""
        if self.given >= 1024**3:
            return b""
        chunk, self._start = self._start or next(self._pieces), b""
        self.given += len(chunk)
        return chunk


def test_the_root_comes_first_and_then_each_entry_whole() -> None:
    """The root has its attributes, an entry its attributes, texts and children; prefixes and white space are gone."""
    root, first, second = read(
        b"""<?xml version="1.0"?><!-- <list> --><x:list day="1 "><other>text</other>
        <x:entry id=" 7
        "><name>A &amp; <![CDATA[<B>]]>
          C</name><names><name>D</name><name/><name>E</name></names></x:entry><entry/></x:list>"""
    )
    assert (root.tag, root.get("day"), root.children) == ("list", "1", [])
    assert (first.tag, first.get("id"), first.get("none")) == ("entry", "7", "")
    assert (first.value("name"), first.values("names/name"), first.value("names/none")) == ("A & <B> C", ["D", "E"], "")
    assert first.first("names") is not None
    assert first.first("none") is None
    assert second.children == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_the_declared_encoding_counts(encoding: str) -> None:
    """A name comes out the same in every encoding that the document declares."""
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?><list><entry>Jos\u00e9</entry></list>'
    assert read(text.encode(encoding))[1].text == "Jos\u00e9"


BOMB = b'<!DOCTYPE list [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><list><entry>&b;</entry></list>'
OUTSIDE = b'<!DOCTYPE list [<!ENTITY x SYSTEM "secret.txt">]><list><entry>&x;</entry></list>'
PARAMETER = b'<!DOCTYPE list [<!ENTITY % x SYSTEM "x.dtd"> %x;]><list/>'
DTD = b'<!DOCTYPE list SYSTEM "x.dtd"><list><entry/></list>'


@pytest.mark.parametrize("content", [BOMB, OUTSIDE, PARAMETER, DTD, BOMB.decode().encode("utf-16")])
def test_a_document_type_is_refused_unread(content: bytes) -> None:
    """Billion laughs, external entities and DTDs never get as far as an entity."""
    with pytest.raises(ListFormatError, match=r"a\.xml, line 1: has a document type"):
        read(content)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", r"a\.xml: is empty; download it again"),
        (b"uid,name\n1,A\n", r"a\.xml, line 1: is not XML"),
        (b"\x00\xff\xfe", "is not XML"),
        (b"<!DOCTYPE html><html><body>busy", "is a web page, not the list"),
        (b"<HTML><body>busy<br>", "is a web page, not the list"),
        (b"<other><entry/></other>", "starts with <other>, not <list>"),
        (b"<list>\n<entry>", r"line 2: ends before its last element is closed: it is cut off"),
        (b"<list>\n<entry><a></entry></list>", r"line 2: is not well-formed XML"),
        (b"<list><entry>&undefined;</entry></list>", "is not well-formed XML"),
        (b"<list><entry>\xff</entry></list>", "is not well-formed XML"),
        (b'<?xml version="1.0" encoding="klingon"?><list/>', "says an encoding that is unknown"),
        (b'<?xml version="1.0" encoding="shift_jis"?><list>\x83\x41</list>', "says an encoding that is unknown"),
        (b"<list>" + b"<a>" * 70, "nested over 64 deep"),
    ],
)
def test_damage_is_told_by_name_line_and_what_to_do(content: bytes, sentence: str) -> None:
    """Each kind of damage has its own sentence."""
    with pytest.raises(ListFormatError, match=sentence):
        read(content)


def test_cut_off_anywhere_is_refused() -> None:
    """However much of a document is missing at its end, it is not taken for a whole one."""
    content = '<?xml version="1.0"?><list><entry id="1"><n>\u0410 &lt;</n></entry><entry/></list>'.encode()
    for length in range(len(content)):
        with pytest.raises(ListFormatError):
            read(content[:length])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("start", "piece", "sentence"),
    [
        (b"<list><", b"a", "a single tag has over 256 kB"),
        (b'<list><entry a="', b"a", "a single tag has over 256 kB"),
        (b"<list><!--", b"a ", "a single tag has over 256 kB"),
        (b"<list><entry>", b"words ", "one record has over 4 MB of text"),
        (b"<list><entry>", b"<a/>", "one record has over 200,000 elements"),
        (b"<list><entry>", b"<a>", "nested over 64 deep"),
    ],
)
def test_a_gigabyte_in_one_place_is_refused_early(start: bytes, piece: bytes, sentence: str) -> None:
    """One tag, comment, text or record without end costs a few megabytes and no more."""
    endless = Endless(start, piece)
    with pytest.raises(ListFormatError, match=sentence):
        list(xml_records.records(ListStream(endless, "a.xml", None), root="list", tags=TAGS))
    assert endless.given < 10 * 1024**2


@pytest.mark.parametrize("start", ["<list ", "<list><entry ", "<list><entry><a ", "<list><other "])
def test_an_element_of_a_thousand_attributes_is_no_lists(start: str) -> None:
    """Attributes are few in every list, and many take long to tell apart."""
    attributes = " ".join(f'a{number}="1"' for number in range(1001))
    with pytest.raises(ListFormatError, match="an element has over 1,000 attributes"):
        read(f"{start}{attributes}/>".encode())


def test_records_come_out_while_the_file_is_read() -> None:
    """Nothing is kept of a file that has gone by: the first entry is there long before the end."""
    endless = Endless(b"<list>", b"<entry><a>b</a></entry>\n")
    found = xml_records.records(ListStream(endless, "a.xml", None), root="list", tags=TAGS)
    assert [next(found).tag for _ in range(3)] == ["list", "entry", "entry"]
    assert endless.given < 1024**2


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    """No bytes, alone or inside a document, raise anything else."""
    for document in (content, b"<list><entry>" + content + b"</entry></list>"):
        with suppress(ListFormatError):
            assert read(document)[0].tag == "list"
