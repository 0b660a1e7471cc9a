"""How results are written: for people, or for programs."""

from collections.abc import Callable
from enum import StrEnum
from typing import TextIO

from achguard.cli.formats.writer import Ingredients, Silent, Writer
from achguard.cli.page import page_of
from achguard.cli.sink import as_utf_8
from achguard.model.decision import Basis

__all__ = ["Format", "Ingredients", "Silent", "Writer", "writer_of"]


class Format(StrEnum):
    """A format of `achguard check`."""

    TEXT = "text"
    """For people: a paragraph a payment and a summary."""
    JSON = "json"
    """One array of decisions."""
    JSONL = "jsonl"
    """A decision a line, in the order of the input."""
    CSV = "csv"
    """A row a payment, for spreadsheets."""
    JUNIT = "junit"
    """A test case a payment, for CI servers."""
    SARIF = "sarif"
    """A result a finding, for code scanning pages."""
    HTML = "html"
    """One page for the person who judges holds, to be opened in a browser."""
    PARQUET = "parquet"
    """A table of decisions, for data frames and engines."""


def writer_of(  # noqa: PLR0911  one for each format
    kind: Format,
    stream: TextIO,
    ingredients: Ingredients,
    basis_of: Callable[[], Basis],
    *,
    basis_once: bool = False,
    reasons: bool = False,
    is_part: bool = False,
) -> Writer:
    """Make the writer of a format; `basis_of` gives what the decisions rest on.

    `basis_once` has JSON say a basis where it is another than the last one, `reasons` has the summary of text count why
    payments were not accepted, and `is_part` says that the output can be gone on with.
    """
    match kind:
        case Format.TEXT:
            from achguard.cli.formats.text import Text

            return Text(stream, page_of(stream), ingredients, reasons=reasons)
        case Format.JSON:
            from achguard.cli.formats.json_array import JsonArray

            return JsonArray(as_utf_8(stream), basis_once=basis_once)
        case Format.JSONL:
            from achguard.cli.formats.json_lines import JsonLines

            return JsonLines(as_utf_8(stream), basis_once=basis_once)
        case Format.CSV:
            from achguard.cli.formats.csv_table import CsvTable

            return CsvTable(as_utf_8(stream))
        case Format.JUNIT:
            from achguard.cli.formats.junit import JUnit

            return JUnit(as_utf_8(stream))
        case Format.SARIF:
            from achguard.cli.formats.sarif import Sarif

            return Sarif(as_utf_8(stream))
        case Format.HTML:
            from achguard.cli.formats.html import Html

            return Html(as_utf_8(stream), ingredients, basis_of())
        case Format.PARQUET:
            from achguard.cli.formats.parquet_table import ParquetTable

            return ParquetTable(stream.buffer, basis_of(), is_part=is_part)
