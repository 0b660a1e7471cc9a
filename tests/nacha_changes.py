"""The Nacha files of the corpus, and small changes to them."""

from collections.abc import Callable, Mapping
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus" / "nacha"
VALID = sorted((CORPUS / "valid").glob("*.ach"))


def valid(name: str) -> bytes:
    """Give a file in which nothing is wrong."""
    return (CORPUS / "valid" / f"{name}.ach").read_bytes()


def put(data: bytes, line: int, column: int, text: str) -> bytes:
    """Write over columns of a line, both counted from 1."""
    lines = data.split(b"\n")
    raw = lines[line - 1]
    cells = text.encode("utf-8" if text.isascii() else "latin-1")
    lines[line - 1] = raw[: column - 1] + cells + raw[column - 1 + len(cells) :]
    return b"\n".join(lines)


def drop(data: bytes, *numbers: int) -> bytes:
    """Leave lines out."""
    return b"\n".join(line for number, line in enumerate(data.split(b"\n"), 1) if number not in numbers)


def insert(data: bytes, line: int, text: str) -> bytes:
    """Put a line before another."""
    lines = data.split(b"\n")
    lines.insert(line - 1, text.encode())
    return b"\n".join(lines)


def changed(case: Mapping[str, object]) -> bytes:
    """Give the file of a case in problems.toml."""
    data = valid(str(case["base"]))
    name, value = next((name, value) for name, value in case.items() if name in CHANGES)
    return CHANGES[name](data, *(value if isinstance(value, list) else [value]))


def _delete(data: bytes, line: int, column: int) -> bytes:
    lines = data.split(b"\n")
    lines[line - 1] = lines[line - 1][: column - 1] + lines[line - 1][column:]
    return b"\n".join(lines)


def _join(data: bytes, line: int) -> bytes:
    lines = data.split(b"\n")
    lines[line - 1 : line + 1] = [lines[line - 1] + lines[line]]
    return b"\n".join(lines)


def _trim(data: bytes, line: int) -> bytes:
    lines = data.split(b"\n")
    lines[line - 1] = lines[line - 1].rstrip()
    return b"\n".join(lines)


def _swap(data: bytes, one: int, other: int) -> bytes:
    lines = data.split(b"\n")
    lines[one - 1], lines[other - 1] = lines[other - 1], lines[one - 1]
    return b"\n".join(lines)


def _widen(data: bytes, line: int, width: int) -> bytes:
    lines = data.split(b"\n")
    lines[line - 1] += b"X" * width
    return b"\n".join(lines)


def _puts(data: bytes, *places: tuple[int, int, str]) -> bytes:
    for place in places:
        data = put(data, *place)
    return data


CHANGES: Mapping[str, Callable[..., bytes]] = {
    "put": put,
    "puts": _puts,
    "drop": drop,
    "insert": insert,
    "delete": _delete,
    "join": _join,
    "trim": _trim,
    "swap": _swap,
    "widen": _widen,
    "prefix": lambda data, text: text.encode() + data,
    "twice": lambda data, _: data + data,
    "only": lambda _, text: text.encode(),
}
"""What a case does to its file, by its key."""
