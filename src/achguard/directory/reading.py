"""Bytes of a routing directory to rows: FedACH fixed-width text, or the Reserve Banks' JSON."""

import json
from collections.abc import Iterator

from achguard.directory.entry import DirectoryEntry, RecordType
from achguard.errors import DirectoryFormatError
from achguard.identifiers.routing_number import check_digit_is_right

# A row of the text file stays text until it is asked for: 18,000 objects would take most of the loading time.
Row = str | DirectoryEntry

WIDTH = 155  # FedACH directory, fixed-width layout
_FILLED_WIDTH = 150  # the last five columns are filler, which some tools strip
_BAD_CHECK_DIGITS = 5  # the stored directory of 18,198 rows has none; more than a few mean another kind of file
_NO_NUMBER = "000000000"
_GET_IT = "give the FedACH directory as the Reserve Banks publish it, fixed-width text or JSON"


def read_rows(data: bytes, name: str) -> dict[str, Row]:
    """Give the rows by routing number. Raises DirectoryFormatError, which names the file, line and remedy."""
    text = data.decode("utf-8-sig", errors="replace")
    start = text.lstrip()[:1]
    if not start or start == "\x1a":
        raise DirectoryFormatError(f"routing directory {name} is empty; {_GET_IT}")
    if start == "<":
        raise DirectoryFormatError(f"routing directory {name} is a web page; {_GET_IT}")
    rows = dict(_json_rows(text, name) if start in "{[" else _text_rows(text, name))
    if not rows:
        raise DirectoryFormatError(f"routing directory {name} has no rows; {_GET_IT}")
    return rows


def entry_of(row: Row) -> DirectoryEntry:
    """Give the entry that a row holds."""
    if isinstance(row, DirectoryEntry):
        return row
    new = row[26:35]
    return DirectoryEntry(
        routing_number=row[:9],
        name=row[35:71].rstrip(),
        city=row[107:127].rstrip(),
        state=row[127:129].strip(),
        zip_code=row[129:134],
        record_type=RecordType(row[19]),
        new_routing_number=None if new in {_NO_NUMBER, " " * 9} else new,
        change_date=row[20:26],
        office_code=row[9],
    )


def _text_rows(text: str, name: str) -> Iterator[tuple[str, Row]]:
    bad = 0
    for i, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        if not line.strip(" \x1a"):
            continue
        if not _FILLED_WIDTH <= len(line) <= WIDTH:
            raise DirectoryFormatError(
                f"routing directory {name}, line {i}: {len(line)} characters where a FedACH row has {WIDTH}; {_GET_IT}"
            )
        number = line[:9]
        bad += _check(number, line[19], bad, f"routing directory {name}, line {i}")
        yield number, line


def _check(number: str, record_type: str, bad: int, at: str) -> bool:
    """Say whether the check digit is wrong; raise if the row is no directory row, or too many were wrong."""
    if not (number.isascii() and number.isdigit() and len(number) == len(_NO_NUMBER)):
        raise DirectoryFormatError(f"{at}: no routing number of nine digits; {_GET_IT}")
    if record_type not in {"0", "1", "2"}:
        raise DirectoryFormatError(f"{at}: record type code is not 0, 1 or 2; {_GET_IT}")
    if check_digit_is_right(number):
        return False
    if bad >= _BAD_CHECK_DIGITS:
        raise DirectoryFormatError(f"{at}: more than {_BAD_CHECK_DIGITS} routing numbers fail their check; {_GET_IT}")
    return True


def _json_rows(text: str, name: str) -> Iterator[tuple[str, Row]]:
    try:
        found: object = json.loads(text)
    except json.JSONDecodeError as error:
        raise DirectoryFormatError(
            f"routing directory {name}, line {error.lineno}: not JSON ({error.msg}), perhaps cut off; download it again"
        ) from None
    except (RecursionError, ValueError):  # Python reads no whole number of thousands of digits
        raise DirectoryFormatError(f"routing directory {name}: not a directory; {_GET_IT}") from None
    while isinstance(found, dict):  # the list of participants lies in an object of the same name
        found = found.get("fedACHParticipants")
    if not isinstance(found, list):
        raise DirectoryFormatError(f"routing directory {name}: no list fedACHParticipants in the JSON; {_GET_IT}")
    bad = 0
    for i, row in enumerate(found, start=1):
        at = f"routing directory {name}, participant {i}"
        if not isinstance(row, dict):
            raise DirectoryFormatError(f"{at}: not an object; {_GET_IT}")
        number, record_type = _cell(row, "routingNumber"), _cell(row, "recordTypeCode")
        bad += _check(number, record_type, bad, at)
        new = _cell(row, "newRoutingNumber")
        yield (
            number,
            DirectoryEntry(
                routing_number=number,
                name=_cell(row, "customerName"),
                city=_cell(row, "customerCity"),
                state=_cell(row, "customerState"),
                zip_code=_cell(row, "customerZip"),
                record_type=RecordType(record_type),
                new_routing_number=None if new in {"", _NO_NUMBER} else new,
                change_date=_cell(row, "changeDate"),
                office_code=_cell(row, "officeCode"),
            ),
        )


def _cell(row: dict[str, object], name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value).strip()
