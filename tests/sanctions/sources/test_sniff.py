"""A file's format is told by what it holds, whatever its name."""

import io
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achguard.errors import ListFormatError
from achguard.sanctions.sources.sniff import FORMATS, OFAC_CSV, sniff

FORMAT_OF = {
    "ofac_csv/sdn.csv": "ofac-csv",
    "ofac_csv/alt.csv": "ofac-csv",
    "sdn.xml": "ofac-xml",
    "sdn_advanced.xml": "ofac-advanced-xml",
    "un.xml": "un-xml",
    "eu.xml": "eu-fsf-xml",
    "uk.xml": "uk-xml",
    "uk.csv": "uk-csv",
    "csl.csv": "us-csl-csv",
    "csl.json": "us-csl-json",
    "targets.simple.csv": "opensanctions-csv",
    "entities.ftm.json": "opensanctions-json",
}


@pytest.mark.parametrize("file", FORMAT_OF)
def test_a_file_of_any_name_is_told(samples: Path, tmp_path: Path, file: str) -> None:
    """Each format is told when its name says nothing, after a byte order mark too, and by the reader that reads it."""
    copy = Path(shutil.copyfile(samples / file, tmp_path / "download"))
    known = sniff(copy)
    assert known.name == FORMAT_OF[file]
    copy.write_bytes(b"\xef\xbb\xbf" + (samples / file).read_bytes())
    assert sniff(copy) is known
    if known is not OFAC_CSV:
        assert known.reader(samples / file)[0].entities


def test_every_format_has_a_sample() -> None:
    """The table and the samples go together."""
    assert {known.name for known in FORMATS} == set(FORMAT_OF.values())


def test_the_real_files_are_told(shared_data: Path) -> None:
    """The publishers' own files are what the table says."""
    assert sniff(shared_data / "ofac" / "2021" / "sdn.xml").name == "ofac-xml"
    assert sniff(shared_data / "ofac" / "2021" / "add.csv").name == "ofac-csv"
    assert sniff(shared_data / "ofac" / "advanced" / "sample_sdn_advanced.xml").name == "ofac-advanced-xml"
    assert sniff(shared_data / "other-lists" / "un" / "consolidated_2026-02-27.xml").name == "un-xml"
    assert sniff(shared_data / "other-lists" / "eu" / "eu_fsf_2021-03-05.xml").name == "eu-fsf-xml"
    assert sniff(shared_data / "other-lists" / "us-csl" / "csl_sample.csv").name == "us-csl-csv"


def test_comments_and_prefixes_before_the_root_do_not_matter() -> None:
    """The first element tells, in UTF-16 as well."""
    document = '<?xml version="1.0"?><!-- <export> --><x:CONSOLIDATED_LIST dateGenerated=""/>'
    assert sniff(io.BytesIO(document.encode())).name == "un-xml"
    assert sniff(io.BytesIO(document.encode("utf-16"))).name == "un-xml"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<!DOCTYPE html><html>", "is a web page"),
        (b"\n<!doctype HTML>", "is a web page"),
        (b"<html lang='en'>", "is a web page"),
        (b"<!DOCTYPE sdnList [", "has a document type"),
        (b"<rss/>", "is XML, but of no publisher that is read; give one of: OFAC's CSV files"),
        (b"<?xml version='1.0'?>", "is XML, but of no publisher"),
        (b"<", "is XML, but of no publisher"),
        (b"<!-- ", "is XML, but of no publisher"),
        (b'{"a": 1}', "is JSON, but of no publisher"),
        (b"[]", "is JSON, but of no publisher"),
    ],
)
def test_what_is_of_no_publisher_is_refused(content: bytes, sentence: str) -> None:
    """A web page, another document and a document type each have a sentence."""
    with pytest.raises(ListFormatError, match=sentence):
        sniff(io.BytesIO(content))


def test_the_csv_set_has_no_reader_of_one_file() -> None:
    """OFAC's CSV files are read together."""
    with pytest.raises(ListFormatError, match="read as a set"):
        _ = OFAC_CSV.reader


@given(st.binary(max_size=200), st.sampled_from([b"", b"<", b"{", b"<?", b"\xff\xfe", b'"', b"<!DOCTYPE "]))
def test_any_bytes_are_told_or_refused(content: bytes, start: bytes) -> None:
    """No bytes raise anything else."""
    with suppress(ListFormatError):
        assert sniff(io.BytesIO(start + content)) in FORMATS
