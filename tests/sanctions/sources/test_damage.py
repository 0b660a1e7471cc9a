"""However a list file is damaged, its reader gives entities or a sentence, and never anything else."""

import io
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from achguard.errors import ListFormatError
from achguard.sanctions.sources import (
    eu_fsf_xml,
    ofac_advanced_xml,
    ofac_sdn_xml,
    opensanctions,
    uk_sanctions,
    un_xml,
    us_csl,
)
from achguard.sanctions.sources.reading.read_list import ReadList
from achguard.sanctions.sources.sniff import FORMATS, OFAC_CSV, sniff

Read = Callable[[io.BytesIO], tuple[ReadList, ...]]

READERS: dict[str, Read] = {
    "sdn.xml": ofac_sdn_xml.read,
    "sdn_advanced.xml": ofac_advanced_xml.read,
    "un.xml": un_xml.read,
    "eu.xml": eu_fsf_xml.read,
    "uk.xml": uk_sanctions.read,
    "uk.csv": uk_sanctions.read,
    "csl.csv": us_csl.read,
    "csl.json": us_csl.read,
    "targets.simple.csv": opensanctions.read,
    "entities.ftm.json": opensanctions.read,
}
JUNK = [
    "",
    "\u00b2",
    "\u0663",
    "\uff13",
    "9" * 5000,
    "99999999999999999999",
    "-1",
    "\u202e",
    "; a.k.a. 'X'; DOB 1 Jan 1900",
    "&amp;",
    "]]>",
    "\U0001f600",
    "'\"",
    "\\ud800",
    ",",
    "\n",
    "null",
    "1" * 10_000,
    "\U00010400",
]


def test_every_format_is_damaged(samples: Path) -> None:
    """No format is left out of the tests in this file; OFAC's CSV files, which are a set, have tests of their own."""
    assert {sniff(samples / file).name for file in READERS} == {each.name for each in FORMATS if each is not OFAC_CSV}


def outcome(read: Read, content: bytes) -> None:
    """Read bytes, and check that what comes out is whole."""
    with suppress(ListFormatError):
        for each in read(io.BytesIO(content)):
            assert each.entities
            for entity in each.entities:
                assert entity.uid
                assert entity.list == each.list
                assert entity.names[0].quality == "primary"
                assert all(name.text for name in entity.names)
                str(entity).encode()


@pytest.mark.slow
@pytest.mark.parametrize("file", READERS)
@given(content=st.binary(max_size=300))
def test_any_bytes_give_entities_or_a_sentence(file: str, content: bytes) -> None:
    """Random bytes are never an uncaught error."""
    outcome(READERS[file], content)


@pytest.mark.slow
@pytest.mark.parametrize("file", READERS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_edit_gives_entities_or_a_sentence(samples: Path, file: str, data: st.DataObject) -> None:
    """A good file with a stretch replaced by junk reads, or says what is wrong."""
    content = (samples / file).read_bytes()
    start = data.draw(st.integers(0, len(content)))
    stop = data.draw(st.integers(start, min(len(content), start + 40)))
    junk = data.draw(st.one_of(st.sampled_from(JUNK).map(str.encode), st.binary(max_size=8)))
    outcome(READERS[file], content[:start] + junk + content[stop:])


@pytest.mark.slow
@pytest.mark.parametrize("file", [file for file in READERS if file.endswith("xml")])
@pytest.mark.parametrize("turn", range(4))
def test_junk_in_any_value_gives_entities_or_a_sentence(samples: Path, file: str, turn: int) -> None:
    """Every text and every attribute in turn is replaced by some junk, the markup left whole."""
    content = (samples / file).read_text(encoding="utf-8")
    escaped = [
        junk.replace("&amp;", "&").replace("&", "&amp;").replace('"', "&quot;").replace("]]>", "]]&gt;")
        for junk in JUNK
    ]
    places = [
        at + 1 for at, char in enumerate(content) if char == ">" and content[at + 1 : at + 2] not in {"<", "\n", ""}
    ]
    places += [at + 2 for at in range(len(content)) if content.startswith('="', at)]
    for index, at in enumerate(places):
        junk = escaped[(index * 4 + turn * 5) % len(JUNK)]
        end = min(found for mark in '<"' if (found := content.find(mark, at)) >= 0)
        outcome(READERS[file], (content[:at] + junk + content[end:]).encode())


@pytest.mark.parametrize("file", READERS)
def test_a_file_that_was_cut_off_is_refused(samples: Path, file: str) -> None:
    """Wherever a download stopped, its beginning is not taken for the list; only after a whole row can nobody tell."""
    content = (samples / file).read_bytes()
    for length in range(0, len(content.rstrip()), max(7, len(content) // 200)):
        cut = content[:length]
        if file.endswith((".csv", ".ftm.json")) and cut.endswith(b"\n"):
            continue
        if file.endswith(".ftm.json") and content[length : length + 1] == b"\n":
            continue
        with pytest.raises(ListFormatError):
            READERS[file](io.BytesIO(cut))


@pytest.mark.parametrize("file", READERS)
@pytest.mark.parametrize("page", [b"<!DOCTYPE html><html><body>Access denied</body></html>", b"<html><p>busy<br>", b""])
def test_a_web_page_and_nothing_are_refused(file: str, page: bytes) -> None:
    """What a publisher's server sends in place of the list is told for what it is."""
    with pytest.raises(ListFormatError, match=r"web page|is empty"):
        READERS[file](io.BytesIO(page))


@pytest.mark.parametrize("file", READERS)
def test_a_wrong_encoding_is_refused(samples: Path, file: str) -> None:
    """A file that was saved in another encoding than it says is refused, for its names would be wrong."""
    content = (samples / file).read_text(encoding="utf-8")
    content = content.replace("HERON", "H\u00c9RON").replace("Heron", "H\u00e9ron")
    with pytest.raises(ListFormatError):
        READERS[file](io.BytesIO(content.encode("latin-1", "ignore")))
