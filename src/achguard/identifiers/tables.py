"""The data tables that ship in the package, read on first use."""

import tomllib
from importlib.resources import files


def read_text(name: str) -> str:
    """Give the text of the shipped table, such as "countries.tsv"."""
    return (files("achguard") / "_data" / name).read_text(encoding="utf-8")


def read_rows(name: str) -> list[list[str]]:
    """Give the rows of a shipped .tsv table as lists of cells, without its comment lines."""
    return [line.split("\t") for line in read_text(name).splitlines() if line and not line.startswith("#")]


def read_toml(name: str) -> dict[str, object]:
    """Give the shipped .toml table."""
    return tomllib.loads(read_text(name))


def read_array(name: str, key: str) -> list[dict[str, object]]:
    """Give the array of tables at this key of a shipped .toml table. Raises TypeError if there is none."""
    rows = read_toml(name).get(key)
    if not isinstance(rows, list):
        raise TypeError(f"{name} has no array {key}")
    return rows
