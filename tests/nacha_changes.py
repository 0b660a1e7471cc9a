"""The Nacha files of the corpus, and small changes to them."""

from collections.abc import Mapping
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
    lines = data.split(b"\n")
    match case:
        case {"put": [int(line), int(column), str(text)]}:
            return put(data, line, column, text)
        case {"delete": [int(line), int(column)]}:
            raw = lines[line - 1]
            lines[line - 1] = raw[: column - 1] + raw[column:]
        case {"drop": list(numbers)}:
            return drop(data, *numbers)
        case {"insert": [int(line), str(text)]}:
            return insert(data, line, "9" * 94 if text == "9s" else text.ljust(94) if text[:1] in "7" else text)
        case {"join": int(line)}:
            lines[line - 1 : line + 1] = [lines[line - 1] + lines[line]]
        case {"trim": int(line)}:
            lines[line - 1] = lines[line - 1].rstrip()
        case {"swap": [int(one), int(other)]}:
            lines[one - 1], lines[other - 1] = lines[other - 1], lines[one - 1]
        case {"widen": [int(line), int(width)]}:
            lines[line - 1] += b"X" * width
        case {"prefix": str(text)}:
            return text.encode() + data
        case {"twice": True}:
            return data + data
        case {"only": str(text)}:
            return text.encode()
    return b"\n".join(lines)
