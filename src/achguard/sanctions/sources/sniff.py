"""Which publisher's format a file is in, told by what it holds and never by its name."""

import csv
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Final, Protocol, cast

from achguard.errors import ListFormatError
from achguard.sanctions.sources.reading.list_stream import ListSource, ListStream, open_list_file
from achguard.sanctions.sources.reading.read_list import ReadList


class Reader(Protocol):
    """What every module of a publisher's format offers as `read`."""

    def __call__(self, source: ListSource, *, published: dt.date | None = None) -> tuple[ReadList, ...]:
        """Read a file into its lists."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """One publisher's format."""

    name: str
    """Short name, such as `un-xml`."""
    title: str
    """What it is, in words."""
    module: str
    """The module of this package that reads it; empty for OFAC's CSV files, which are read as a set."""
    root: str = ""
    """Root element of an XML format."""
    columns: tuple[str, ...] = ()
    """Columns by which a CSV format is known, in lower case."""
    key: str = ""
    """Key by which a JSON format is known."""

    @property
    def reader(self) -> Reader:
        """The function that reads one file of this format. Raises ListFormatError for one that needs a set of files."""
        if not self.module:
            raise ListFormatError(f"{self.title} are read as a set; give their folder")
        return cast("Reader", import_module(f"achguard.sanctions.sources.{self.module}").read)


OFAC_CSV: Final = Format("ofac-csv", "OFAC's CSV files", "")
"""The one format of several files, which have no header: whatever is text and no other format."""

FORMATS: Final[tuple[Format, ...]] = (
    OFAC_CSV,
    Format("ofac-xml", "OFAC's sdn.xml or consolidated.xml", "ofac_sdn_xml", root="sdnList"),
    Format("ofac-advanced-xml", "OFAC's sdn_advanced.xml or cons_advanced.xml", "ofac_advanced_xml", root="Sanctions"),
    Format("un-xml", "the UN Security Council's list", "un_xml", root="CONSOLIDATED_LIST"),
    Format("eu-fsf-xml", "the EU's financial sanctions", "eu_fsf_xml", root="export"),
    Format("uk-xml", "the UK Sanctions List in XML", "uk_sanctions", root="Designations"),
    Format("uk-csv", "the UK Sanctions List in CSV", "uk_sanctions", columns=("unique id", "name 6", "regime name")),
    Format("us-csl-csv", "the US Consolidated Screening List", "us_csl", columns=("source", "entity_number", "name")),
    Format("us-csl-json", "the US Consolidated Screening List in JSON", "us_csl", key='"results"'),
    Format(
        "opensanctions-csv",
        "OpenSanctions' targets.simple.csv",
        "opensanctions",
        columns=("id", "schema", "aliases", "birth_date"),
    ),
    Format("opensanctions-json", "OpenSanctions' entities as JSON Lines", "opensanctions", key='"schema"'),
)
"""Every format that is read, in the order in which one is preferred where a folder holds the same list twice."""

_WEB_PAGE: Final = re.compile(r"<!doctype\s+html\b", re.IGNORECASE)
_HEADER_LINES: Final = 3  # the UK's file has one line before its header


def sniff(source: ListSource) -> Format:
    """Give the format of a file. Raises ListFormatError for a web page, and for XML or JSON of no publisher's.

    Text that is none of these is taken for one of OFAC's CSV files, whose reader says what is wrong with it. A stream
    is looked at from where it stands and moved on; give a path to read the file afterwards.
    """
    with open_list_file(source) as file:
        return sniff_stream(file)


def sniff_stream(file: ListStream) -> Format:
    """Give the format of a file that is being read, without taking anything from it; see `sniff`."""
    head = _text(file.head())
    if head.startswith("<"):
        return _known(file, lambda known: bool(known.root) and known.root == _root(file, head), "XML")
    if head.startswith(("{", "[")):
        return _known(file, lambda known: bool(known.key) and known.key in head, "JSON")
    for line in head.splitlines()[:_HEADER_LINES]:
        columns = _columns(line)
        for known in FORMATS:
            if known.columns and columns.issuperset(known.columns):
                return known
    return OFAC_CSV


def _known(file: ListStream, matches: Callable[[Format], bool], kind: str) -> Format:
    for known in FORMATS:
        if matches(known):
            return known
    titles = ", ".join(known.title for known in FORMATS)
    raise file.refusal(f"is {kind}, but of no publisher that is read; give one of: {titles}")


def _text(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace").lstrip()
    return head.decode("utf-8-sig", "replace").lstrip()


def _root(file: ListStream, head: str) -> str:
    """Give the local name of the first element, skipping the declaration and comments."""
    at = 0
    while (at := head.find("<", at)) >= 0:
        if head.startswith("<!--", at):
            end = head.find("-->", at)
        elif head.startswith("<?", at):
            end = head.find("?>", at)
        elif head[at : at + 9].lower() == "<!doctype":
            if _WEB_PAGE.match(head, at):
                raise file.refusal("is a web page, not the list; download the file itself")
            raise file.refusal("has a document type (DOCTYPE), which no publisher's list has; it is refused unread")
        else:
            name = head[at + 1 : at + 200].replace("/", " ").replace(">", " ").split()
            tag = name[0].rpartition(":")[2] if name else ""
            if tag.lower() == "html":
                raise file.refusal("is a web page, not the list; download the file itself")
            return tag
        if end < 0:
            return ""
        at = end
    return ""


def _columns(line: str) -> set[str]:
    return {field.strip().lower() for field in next(csv.reader([line]), [])}
