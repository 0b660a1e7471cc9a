"""JSON: one array of decisions."""

from typing import TextIO

from achguard.cli.formats.file_problems import say_problems
from achguard.cli.formats.json_lines import as_json
from achguard.cli.results import Problems, Result, Tally


class JsonArray:
    """Writes one array, an item a line, in the order of the input."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lead = "[\n"

    def begin(self) -> None:
        """Write nothing: an array that gets no item is written at the end."""

    def write(self, result: Result) -> None:
        """Write one item."""
        self._stream.write(self._lead + as_json(result))
        self._lead = ",\n"

    def problems(self, problems: Problems) -> None:
        """Say them on stderr: the output holds decisions only."""
        say_problems(problems)

    def end(self, tally: Tally) -> None:
        """Close the array."""
        self._stream.write("\n]\n" if tally.rows else "[]\n")
