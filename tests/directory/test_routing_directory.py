"""The FedACH routing directory: reading it and looking numbers up."""

import json
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from achguard.directory import DirectoryEntry, RecordType, RoutingDirectory
from achguard.errors import ConfigurationError, DirectoryFormatError

FEDACH = Path(__file__).parents[3] / "shared" / "data" / "fedach" / "FedACHdir.txt"
NONE = "000000000"


def row(number: str, *, kind: str = "1", new: str = NONE, state: str = "MS", name: str = "BANK OF EXAMPLE") -> str:
    """Return a row of the fixed-width text."""
    text = f"{number}O011000015{kind}122415{new}{name:36}{'1 MAIN ST':36}{'JACKSON':20}{state:2}392010000601555010011"
    return f"{text:155}"


def participant(number: str, **fields: str | None) -> dict[str, str | None]:
    """Return a participant of the JSON form."""
    return {
        "routingNumber": number,
        "officeCode": "O",
        "recordTypeCode": "1",
        "changeDate": "122415",
        "newRoutingNumber": NONE,
        "customerName": "BANK OF EXAMPLE",
        "customerCity": "JACKSON",
        "customerState": "MS",
        "customerZip": "39201",
        **fields,
    }


ROWS = (
    row("065300279"),
    row("021000021", kind="2", new="121000248"),
    row("121000248", kind="2", new="065300279"),
    row("111000025", kind="2", new="122105155"),
    row("122105155", kind="2", new="111000025"),
    row("011000028", kind="2", new="011000138"),
    row("011000015", kind="0", state="GA", name="FEDERAL RESERVE BANK"),
    row("091050700", state="  ", name="BANCO DE MEXICO"),
)


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Return a function that writes a directory file and returns its path."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "FedACHdir.txt"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


Written = Callable[[str | bytes], Path]


def test_text_row(written: Written) -> None:
    """A row of the text gives its fields, trimmed."""
    directory = RoutingDirectory.open(written("\r\n".join(ROWS)))
    assert directory.find("065300279") == DirectoryEntry(
        routing_number="065300279",
        name="BANK OF EXAMPLE",
        city="JACKSON",
        state="MS",
        zip_code="39201",
        record_type=RecordType.CURRENT,
        new_routing_number=None,
        change_date="122415",
        office_code="O",
    )
    assert len(directory) == len(ROWS)
    assert "065300279" in directory
    assert 65300279 not in directory
    assert directory.find("999999999") is None
    assert directory.find("") is None


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "\n", "\r\n\x1a", "\n\n"])
def test_line_endings(written: Written, ending: str, last: str) -> None:
    """Any line ending does, at the end of the file too, and a closing 0x1A or blank line is no row."""
    assert len(RoutingDirectory.open(written(ending.join(ROWS) + last))) == len(ROWS)


def test_stripped_filler_and_byte_order_mark(written: Written) -> None:
    """Rows without the trailing filler, and a byte order mark, are taken."""
    directory = RoutingDirectory.open(written(b"\xef\xbb\xbf" + "\n".join(r.rstrip() for r in ROWS).encode()))
    assert len(directory) == len(ROWS)


@pytest.mark.parametrize("wrap", [1, 2, 0])
def test_json(written: Written, wrap: int) -> None:
    """The Reserve Banks' JSON gives the same entries, with its two levels of wrapping, with one, or as a bare list."""
    found: object = [
        participant("065300279"),
        participant("021000021", recordTypeCode="2", newRoutingNumber="065300279"),
        participant("091050700", customerState="", newRoutingNumber=None),
    ]
    for _ in range(wrap):
        found = {"response": {"code": 100}, "fedACHParticipants": found}
    directory = RoutingDirectory.open(written(json.dumps(found)))
    text = RoutingDirectory.open(written(row("065300279")))
    assert directory.find("065300279") == text.find("065300279")
    retired = directory.find("021000021")
    assert retired is not None
    assert directory.successor(retired) == directory.find("065300279")
    foreign = directory.find("091050700")
    assert foreign is not None
    assert foreign.is_foreign
    assert foreign.new_routing_number is None


def test_successor(written: Written) -> None:
    """A retired number leads, over several steps, to the one in use; a circle or a missing number leads nowhere."""
    directory = RoutingDirectory.open(written("\n".join(ROWS)))

    def successor(number: str) -> str | None:
        entry = directory.find(number)
        assert entry is not None
        following = directory.successor(entry)
        return following.routing_number if following else None

    assert successor("021000021") == "065300279"
    assert successor("121000248") == "065300279"
    assert successor("111000025") is None
    assert successor("011000028") is None
    assert successor("065300279") is None


@pytest.mark.parametrize(
    ("state", "foreign"),
    [
        ("MS", False),
        ("PR", False),
        ("AS", False),
        ("DC", False),
        ("AE", False),
        ("  ", True),
        ("ON", True),
        ("FM", True),
    ],
)
def test_foreign_rows(written: Written, state: str, foreign: bool) -> None:  # noqa: FBT001
    """A blank state, or one that is not in the US, means that the office is abroad."""
    entry = RoutingDirectory.open(written(row("065300279", state=state))).find("065300279")
    assert entry is not None
    assert entry.is_foreign is foreign


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "is empty"),
        (" \r\n", "is empty"),
        ("\x1a", "is empty"),
        ("<!DOCTYPE html><html></html>", "is a web page"),
        ("\n <html>", "is a web page"),
        (row("065300279") + "\n" + row("021000021")[:100], "line 2: 100 characters"),
        (row("065300279") + " ", "line 1: 156 characters"),
        ("id,name\n1,x\n", "line 1: 7 characters"),
        (row("X65300279"), "line 1: no routing number"),
        (row("٠٦٥٣٠٠٢٧٩"), "line 1: no routing number"),
        (row("065300279", kind="7"), "line 1: record type"),
        ("\n".join(row(f"06530027{n}") for n in "0123456"), "line 6: more than 5"),
        ('{"fedACHParticipants": ', "not JSON"),
        ('{"error": "unauthorized"}', "no list fedACHParticipants"),
        ("[]", "has no rows"),
        ("[1]", "participant 1: not an object"),
        ('[{"routingNumber": "065300279"}]', "participant 1: record type"),
        ("[" * 100_000, "not a directory"),
        (b"\xff\xfe\x00", "line 1: 3 characters"),
    ],
)
def test_other_files(written: Written, content: str | bytes, expected: str) -> None:
    """A file that is no directory is refused with its name, the place, and what to do."""
    path = written(content)
    with pytest.raises(DirectoryFormatError) as caught:
        RoutingDirectory.open(path)
    assert expected in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_few_wrong_check_digits_are_taken(written: Written) -> None:
    """Up to five rows with a wrong check digit do not spoil a directory."""
    rows = [row("065300279"), *(row(f"06530027{n}") for n in "01234")]
    assert len(RoutingDirectory.open(written("\n".join(rows)))) == 6


def test_missing_file(tmp_path: Path) -> None:
    """A missing file or a folder in its place is a DirectoryFormatError that says so."""
    with pytest.raises(DirectoryFormatError, match=r"routing directory .*nowhere\.txt not found"):
        RoutingDirectory.open(tmp_path / "nowhere.txt")
    with pytest.raises(DirectoryFormatError, match="can't be read"):
        RoutingDirectory.open(tmp_path)


def test_pickles_as_path_and_digest(written: Written) -> None:
    """A pickled directory is opened again from its path, and refused if the file has changed since."""
    path = written("\n".join(ROWS))
    directory = RoutingDirectory.open(path)
    pickled = pickle.dumps(directory)
    again = pickle.loads(pickled)  # noqa: S301
    assert len(pickled) < 1_000
    assert (again.path, again.sha256, len(again)) == (path, directory.sha256, len(directory))
    assert again.find("065300279") == directory.find("065300279")
    path.write_text(row("065300279"))
    with pytest.raises(ConfigurationError, match="has changed since it was opened"):
        pickle.loads(pickled)  # noqa: S301


def test_immutable(written: Written) -> None:
    """A directory can't be changed."""
    directory = RoutingDirectory.open(str(written(row("065300279"))))
    with pytest.raises(AttributeError, match="can't be changed"):
        directory.path = Path()  # type: ignore[misc]
    assert repr(directory).startswith("RoutingDirectory(")


@pytest.mark.skipif(not FEDACH.exists(), reason="needs the FedACH directory in ../shared")
def test_real_directory() -> None:
    """The real directory has its rows; four offices are abroad, and each retired number leads to one in use."""
    directory = RoutingDirectory.open(FEDACH)
    numbers = [line[:9] for line in FEDACH.read_text().splitlines()]
    entries = [entry for number in numbers if (entry := directory.find(number))]
    retired = [entry for entry in entries if entry.record_type is RecordType.RETIRED]
    assert len(entries) == len(directory) == 18_198
    assert len(retired) == 1_606
    assert all(directory.successor(entry) is not None for entry in retired)
    assert [entry.routing_number for entry in entries if entry.is_foreign] == [
        "061050057",
        "091050234",
        "091050700",
        "091050807",
    ]
