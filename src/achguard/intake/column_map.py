"""A map from somebody else's columns to the fields of a payment, with words for words and constants.

ignore = ["EmpNo"]
[columns]
"Net Pay" = "amount"
[joined]
"receiver.name" = ["First Name", "Last Name"]
[forms]
amount = "1,234.56"
[values."receiver.account.type"]
C = "checking"
[constants]
originator.name = "OAK PAYROLL"
"""

import difflib
import json
import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from achguard.errors import ConfigurationError
from achguard.intake.fields import nearest, resolve
from achguard.intake.written_forms import FORMS
from achguard.model.given_path import shown_path
from achguard.model.masking import quoted

_PARTS = ("ignore", "columns", "joined", "forms", "values", "constants")
_LINE_OF_AN_ERROR = re.compile(r"\(at line ([0-9]+)")
_LARGEST = 1024 * 1024  # a map has some hundred bytes


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What the columns of an input mean."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """The field of each column, by its heading."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Our word for each of theirs, by field; an unlisted word stays as it is and is judged as such."""
    constants: Mapping[str, str] = field(default_factory=dict)
    """What every payment of the input has, by field."""
    ignored: frozenset[str] = frozenset()
    """Headings that are read past."""
    joined: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The headings whose cells make a field together, by field; a blank is put between them."""
    forms: Mapping[str, str] = field(default_factory=dict)
    """How a field's cells are written, by field: a name in `FORMS`."""

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading that gives a field, alone or with others."""
        return (*self.columns, *(heading for together in self.joined.values() for heading in together))

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> "ColumnMap":
        """Read a map in TOML; raises `ConfigurationError` with the line and the nearest right word."""
        name = shown_path(path)
        try:
            with Path(path).open("rb") as stream:
                text = stream.read(_LARGEST + 1).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ConfigurationError(f"map {name} is not UTF-8 text; save it as UTF-8") from None
        except (OSError, ValueError) as error:
            reason = (error.strerror if isinstance(error, OSError) else None) or "it is not a readable file"
            raise ConfigurationError(f"map {name} can't be read: {reason.lower()}") from None
        if len(text) > _LARGEST:
            raise ConfigurationError(f"map {name} has more than {_LARGEST:,} bytes; it is not a map of columns")
        try:
            return _Reading(name, text).whole(tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            line = _LINE_OF_AN_ERROR.search(str(error))
            place = f"line {int(line[1]):,}" if line else "its end"
            raise ConfigurationError(
                f'map {name}, {place}: is not TOML; write "Their column" = "receiver.name", a line each'
            ) from None
        except RecursionError:
            raise ConfigurationError(f"map {name} is nested too deeply") from None

    def with_constants(self, given: Iterable[str]) -> "ColumnMap":
        """Add constants written as `field=value`; raises `ConfigurationError` for what is none."""
        more: dict[str, str] = {}
        for each in given:
            name, sign, value = each.partition("=")
            if not sign:
                raise ConfigurationError('--set takes a field and a value, such as --set originator.name="OAK PAYROLL"')
            if resolve(name) is None:
                raise ConfigurationError(f"--set {quoted(name)}: {_no_field(name)}")
            if name in more:
                raise ConfigurationError(f"--set {name} is given twice; keep one of the two")
            more[name] = value
        if twice := [name for name in more if name in self.columns.values() or name in self.joined]:
            raise ConfigurationError(f"--set {twice[0]}: the map takes it from a column; keep one of the two")
        return replace(self, constants={**self.constants, **more})


@dataclass(frozen=True, slots=True)
class _Reading:
    """One file being read, for the place of what is wrong in it."""

    name: str
    text: str = field(repr=False)

    def whole(self, given: Mapping[str, object]) -> ColumnMap:
        for key in given:
            if key not in _PARTS:
                near = difflib.get_close_matches(key[:60], _PARTS, n=1)
                raise self._wrong(key, f"is not a part of a map; {_meant(near) or 'there are ' + ', '.join(_PARTS)}")
        ignored = given.get("ignore", [])
        if not isinstance(ignored, list) or not all(isinstance(each, str) for each in ignored):
            raise self._wrong("ignore", 'should be a list of headings, such as ["EmpNo"]')
        columns = {heading: self._field(heading, name) for heading, name in self._table(given, "columns").items()}
        constants = {name: self._constant(name, text) for name, text in self._by_field(given, "constants")}
        values = dict(self._words(self._table(given, "values"), ""))
        joined = {name: self._headings(name, under) for name, under in self._by_field(given, "joined")}
        forms = {name: self._form(name, form) for name, form in self._by_field(given, "forms")}
        taken: set[str] = set()
        for heading, name in [*columns.items(), *((name, name) for name in joined)]:
            if name in taken or name in constants:
                raise self._wrong(heading, f"gives {name}, which is given already; keep one of the two")
            taken.add(name)
        used = [*columns, *(heading for together in joined.values() for heading in together)]
        for place, heading in enumerate(used):
            if heading in ignored or heading in used[:place]:
                raise self._wrong(heading, "is used twice; keep one of the two")
        return ColumnMap(columns, values, constants, frozenset(ignored), joined, forms)

    def _by_field(self, given: Mapping[str, object], part: str) -> Iterator[tuple[str, object]]:
        """Yield what a part holds by field, whether a dotted name is quoted or makes tables."""

        def flat(table: Mapping[str, object], above: str) -> Iterator[tuple[str, object]]:
            for key, value in table.items():
                name = f"{above}{key}"
                if isinstance(value, dict):
                    yield from flat(value, f"{name}.")
                else:
                    yield self._field(key, name), value

        return flat(self._table(given, part), "")

    def _headings(self, name: str, given: object) -> tuple[str, ...]:
        if not isinstance(given, list) or not given or not all(isinstance(each, str) for each in given):
            raise self._wrong(name, 'should be a list of headings, such as ["First Name", "Last Name"]')
        return tuple(given)

    def _form(self, name: str, given: object) -> str:
        if not isinstance(given, str) or given not in FORMS:
            near = difflib.get_close_matches(str(given)[:20].upper(), FORMS, n=1)
            raise self._wrong(name, f"takes one of {', '.join(FORMS)}" + (f"; {_meant(near)}" if near else ""))
        return given

    def _table(self, given: Mapping[str, object], key: str) -> Mapping[str, object]:
        table = given.get(key, {})
        if not isinstance(table, dict):
            raise self._wrong(key, f"should be a table, which starts with [{key}]")
        return table

    def _field(self, key: str, name: object) -> str:
        if not isinstance(name, str):
            raise self._wrong(key, 'should be the name of a field in quotation marks, such as "receiver.name"')
        if resolve(name) is None:
            raise self._wrong(key, f"{quoted(name)!r} {_no_field(name)}")
        return name

    def _constant(self, name: str, text: object) -> str:
        if not isinstance(text, str):
            raise self._wrong(name, 'should be a text in quotation marks, such as "OAK PAYROLL"')
        return text

    def _words(self, table: Mapping[str, object], above: str) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield words by field: a table whose name is a field holds words, any other holds tables."""
        for key, below in table.items():
            name = f"{above}{key}"
            if not isinstance(below, dict):
                raise self._wrong(key, f"{quoted(name)!r} {_no_field(name)}")
            if resolve(name) is None:
                if not below or not all(isinstance(each, dict) for each in below.values()):
                    raise self._wrong(key, f"{quoted(name)!r} {_no_field(name)}")
                yield from self._words(below, f"{name}.")
                continue
            for theirs, ours in below.items():
                if not isinstance(ours, str):
                    raise self._wrong(theirs, 'should be a word in quotation marks, such as "debit"')
            yield name, below

    def _wrong(self, key: str, what: str) -> ConfigurationError:
        last = key.rpartition(".")[2]
        lines = [*enumerate(self.text.splitlines(), 1)]
        # A quotation mark in a heading is escaped where the map is TOML.
        words = (re.compile(rf"(?<!\w){re.escape(each)}(?!\w)") for each in (key, json.dumps(key)[1:-1], last))
        found = (
            number
            for word in words
            for number, line in lines
            if not line.lstrip().startswith("#") and word.search(line)
        )
        line = next(found, 1)
        return ConfigurationError(f"map {self.name}, line {line:,}: {quoted(key)}: {what}")


def _no_field(name: str) -> str:
    near = nearest(name)
    return f"is not a field of a payment; {_meant([near] if near else []) or 'fields are named like receiver.name'}"


def _meant(near: list[str]) -> str:
    return f"did you mean {near[0]}?" if near else ""
