"""JSON: one array of decisions."""

from typing import TextIO

from achguard.cli.formats.file_problems import say_problems
from achguard.cli.formats.json_lines import Bases, as_json, as_json_problem
from achguard.cli.results import Problems, Result, Tally


class JsonArray:
    """Writes one array, an item a line, in the order of the input."""

    def __init__(self, stream: TextIO, *, basis_once: bool = False) -> None:
        self._stream = stream
        self._bases = Bases(once=basis_once)
        self._lead = "[\n"

    def begin(self) -> None:
        """Write nothing: an array that gets no item is written at the end."""

    def write(self, result: Result) -> None:
        """Write one item."""
        self._item(as_json(result, self._bases))

    def problems(self, problems: Problems) -> None:
        """Write an item for each, without an outcome, and say them on stderr as well."""
        say_problems(problems)
        for each in problems.found:
            self._item(as_json_problem(each, problems.file))

    def end(self, tally: Tally) -> None:
        """Close the array."""
        self._stream.write("[]\n" if self._lead.startswith("[") else "\n]\n")

    def _item(self, text: str) -> None:
        self._stream.write(self._lead + text)
        self._lead = ",\n"
