"""Clearances: a person's word that a name is not the listed entity that it meets, bound to what the list says of it."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import MISSING, asdict, dataclass, fields, replace
from pathlib import Path
from typing import Final, Literal, get_args

from achguard.errors import ConfigurationError
from achguard.model.given_path import path_of, shown_path
from achguard.model.masking import mask_text, quoted
from achguard.sanctions.hit import Hit
from achguard.sanctions.listed.entity import TO_COMPARE, ListedEntity
from achguard.sanctions.listed.entity_row import digest_of, digest_to_compare
from achguard.whole_file import alone_at, replacing

Fact = Literal["date_of_birth"]
"""A further fact whose agreement undoes a clearance that was given without it."""

MOST_CHARACTERS: Final = 500
"""Longest name, reason or other text of a clearance."""

_TABLE: Final = "clearance"
_HEAD: Final = re.compile(rf"^[ \t]*\[\[[ \t]*{_TABLE}[ \t]*\]\][^\n]*(?:\n|\Z)", re.MULTILINE)
_DIGEST_START: Final = "sha256:"
_DIGEST: Final = re.compile(rf"{_DIGEST_START}[0-9a-f]{{64}}")
_LINE_OF_AN_ERROR: Final = re.compile(r"\(at line (\d+)")


@dataclass(frozen=True, slots=True)
class Clearance:
    """One false hit that a person cleared. Raises ConfigurationError for a blank or endless part."""

    name: str
    """The name as it was screened."""
    list: str
    """Short name of the list of the entry that it met."""
    uid: str
    """The publisher's number of the entry."""
    entity_digest: str
    """Digest of what the entry said, see `digest_of`; once it says something else, the clearance is void."""
    by: str
    """Who cleared it."""
    on: dt.date
    """The day on which it was cleared."""
    why: str
    """What was compared, and what differs."""
    expires: dt.date
    """The last day on which it holds."""
    despite: tuple[Fact, ...] = ()
    """Facts that were known to agree; if another one agrees, it may be another person, and the clearance is void."""
    ended: dt.date | None = None
    """The day from which it holds no more, where a person ended it before it expires."""
    ended_by: str | None = None
    """Who ended it."""
    ended_why: str | None = None
    """Why it was ended."""
    compared_digest: str | None = None
    """Digest of the entry's addresses, places of birth and remarks, where it had any; see `is_restated`."""

    def __post_init__(self) -> None:
        """Check that every part says something that can be written down."""
        ending = ("ended_by", "ended_why") if self.ended is not None else ()
        for part in ("name", "list", "uid", "entity_digest", "by", "why", *ending):
            value = getattr(self, part)
            if not isinstance(value, str) or not value.strip() or len(value) > MOST_CHARACTERS or not _writable(value):
                raise ConfigurationError(
                    f"a clearance's {part!r} must be text of 1 to {MOST_CHARACTERS} printable characters"
                )
        for part in ("entity_digest", *(("compared_digest",) if self.compared_digest is not None else ())):
            digest = getattr(self, part)
            if not (isinstance(digest, str) and _DIGEST.fullmatch(digest)):
                raise ConfigurationError(
                    f"a clearance's {part!r} must be sha256: and 64 hexadecimal digits, letters small"
                )
        if any(type(day) is not dt.date for day in (self.on, self.expires)):
            raise ConfigurationError("a clearance's 'on' and 'expires' must be dates as YYYY-MM-DD")
        if self.expires < self.on:
            raise ConfigurationError("a clearance's 'expires' must not be before 'on'")
        if self.ended is not None and not (type(self.ended) is dt.date and self.ended >= self.on):
            raise ConfigurationError("a clearance's 'ended' must be a date as YYYY-MM-DD, and not before 'on'")
        if self.ended is None and (self.ended_by is not None or self.ended_why is not None):
            raise ConfigurationError("a clearance that says who ended it, or why, must say when: 'ended'")
        if not isinstance(self.despite, tuple) or not set(self.despite) <= {*get_args(Fact)}:
            raise ConfigurationError(f"a clearance's 'despite' may hold {', '.join(get_args(Fact))}")

    def __repr__(self) -> str:
        """Name the parties; people write account numbers beside a name."""
        return f"Clearance({mask_text(self.name)!r}, {self.list} {self.uid}, until {self.expires})"

    @classmethod
    def of(
        cls,
        entity: ListedEntity,
        *,
        name: str,
        by: str,
        why: str,
        on: dt.date,
        expires: dt.date,
        despite: tuple[Fact, ...] = (),
    ) -> "Clearance":
        """Clear a name of an entry as it is now."""
        has_any = any(getattr(entity, part) for part in TO_COMPARE)
        return cls(
            name,
            entity.list,
            entity.uid,
            digest_of(entity),
            by,
            on,
            why,
            expires,
            despite,
            compared_digest=digest_to_compare(entity) if has_any else None,
        )


@dataclass(frozen=True, slots=True)
class Clearing:
    """What a clearance says of a hit: that it is cleared, or why it no longer is."""

    clearance: Clearance
    void: str | None = None
    """Why it does not hold, in a clause; None where it holds."""

    @property
    def holds(self) -> bool:
        """Whether the hit is cleared."""
        return self.void is None

    def in_words(self, mask: Callable[[str], str] = str) -> str:
        """Say who cleared it, when and why; or that it was cleared once, and why that is void.

        `mask` hides account-like numbers in what a person wrote.
        """
        one = self.clearance
        if self.void is None:
            return f"cleared by {mask(one.by)} on {one.on} until {one.expires}: {mask(one.why)}"
        return f"the clearance by {mask(one.by)} of {one.on} is void: {self.void}"


class Clearances:
    """Clearances by name and entry. Immutable, picklable, and safe to share between threads."""

    __slots__ = ("_by_hit", "_digest")

    def __init__(self, clearances: Iterable[Clearance] = ()) -> None:
        self._by_hit: dict[tuple[str, str, str], tuple[Clearance, ...]] = {}
        for each in sorted(set(clearances), key=_order):
            key = (_same(each.name), each.list, each.uid)
            self._by_hit[key] = (*self._by_hit.get(key, ()), each)
        decides = (replace(each, compared_digest=None) for each in self)  # no decision depends on that one
        lines = (json.dumps(_said(each), default=str, sort_keys=True) for each in decides)
        self._digest = _DIGEST_START + hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()

    @classmethod
    def open(cls, path: str | Path) -> "Clearances":
        """Read a file of clearances: TOML, a table `[[clearance]]` for each.

        Raises ConfigurationError for a file that cannot be read, and for a clearance that is not whole.
        """
        return cls(_read(path_of(path, ConfigurationError)))

    @property
    def digest(self) -> str:
        """`sha256:` and the digest of all clearances, whatever their order and the file's layout."""
        return self._digest

    def __len__(self) -> int:
        """How many there are."""
        return sum(map(len, self._by_hit.values()))

    def __iter__(self) -> Iterator[Clearance]:
        """Yield them, by name, entry and day."""
        return (each for found in self._by_hit.values() for each in found)

    def __repr__(self) -> str:
        """How many there are."""
        return f"Clearances({len(self)})"

    def of(self, name: str, hit: Hit, entity: ListedEntity | None, *, as_of: dt.date) -> Clearing | None:
        """Give what was cleared of a hit on a name, by the day and by what the entry says now; None where nothing.

        `entity` is the entry that was met, None where it is not known: then nothing holds.
        """
        found = self._by_hit.get((_same(name), hit.list, hit.uid), ())
        clearings = [Clearing(each, _void(each, hit, entity, as_of)) for each in found]
        return next((each for each in reversed(clearings) if each.holds), clearings[-1] if clearings else None)


def clearances_in(path: str | Path) -> tuple[Clearance, ...]:
    """Read a file of clearances in its order, by which people number them; raises what `Clearances.open` raises."""
    return tuple(_read(path_of(path, ConfigurationError)))


def record(path: str | Path, clearance: Clearance) -> int:
    """Add a clearance to a file, which is made where there is none, and return how many it holds now.

    What stands in the file stays as it is, comments too; the file goes over in a single step, and of several processes
    one waits for the other. Raises ConfigurationError where the file is not a file of clearances, or cannot be written,
    and for a reason that holds a long number or a date: it is kept for years, and shown with every decision.
    """
    _refuse_confidential(by=clearance.by, why=clearance.why)
    with _changing(path_of(path, ConfigurationError)) as file:
        gap = "\n" if file.text.endswith("\n") else "\n\n" if file.text else ""
        file.text += gap + _written(clearance)
        return len(file.known) + 1


def end(path: str | Path, number: int, *, on: dt.date, by: str, why: str) -> Clearance:
    """End a clearance of a file, by its place there from 1, from a day on, and give it as it is now.

    It stays in the file, with who ended it and why. Raises ConfigurationError as `record` does, and for a number that
    the file has not, a clearance that was ended before, and a day before it was given.
    """
    _refuse_confidential(by=by, why=why)
    path = path_of(path, ConfigurationError)
    with _changing(path) as file:
        if not 1 <= number <= len(file.known):
            many = "clearance" if len(file.known) == 1 else "clearances"
            raise ConfigurationError(f"{shown_path(path)}: holds {len(file.known):,} {many}, and no number {number}")
        old = file.known[number - 1]
        if old.ended is not None:
            raise ConfigurationError(f"{shown_path(path)}, clearance {number}: was ended on {old.ended}")
        new = replace(old, ended=on, ended_by=by, ended_why=why)
        lines = [each for each in _written(new).splitlines(keepends=True) if each.startswith("ended")]
        heads = [*_HEAD.finditer(file.text)]
        if len(heads) == len(file.known):
            at = heads[number - 1].end()
            file.text = file.text[:at] + "".join(lines) + file.text[at:]
        wanted = [*file.known[: number - 1], new, *file.known[number:]]
        if len(heads) != len(file.known) or [*_parsed(file.text, path)] != wanted:
            raise ConfigurationError(
                f"{shown_path(path)}: is not laid out with a line [[{_TABLE}]] above each clearance; write into "
                f"clearance {number} yourself: {' '.join(map(str.strip, lines))}"
            )
        return new


def why_void(clearance: Clearance, entity: ListedEntity | None, as_of: dt.date) -> str | None:
    """Say in a clause why a clearance holds on no payment of a day; None where it holds.

    `entity` is what the list says now; None where it has no such entry.
    """
    if entity is None or digest_of(entity) != clearance.entity_digest:
        return "the entry says something else since"
    if as_of > clearance.expires:
        return f"it expired after {clearance.expires}"
    if as_of < clearance.on:
        return "it was given later"
    if clearance.ended is not None and as_of >= clearance.ended:
        return f"it was ended on {clearance.ended}"
    return None


def is_restated(clearance: Clearance, entity: ListedEntity) -> bool:
    """Say whether an entry has other addresses, places of birth or remarks than when it was compared.

    The clearance holds all the same (decision 0018). A snapshot that keeps none of them tells nothing.
    """
    if clearance.compared_digest is None or not any(getattr(entity, part) for part in TO_COMPARE):
        return False
    return clearance.compared_digest != digest_to_compare(entity)


@dataclass(slots=True)
class _File:
    """A file of clearances that is being changed."""

    known: tuple[Clearance, ...]
    text: str


@contextmanager
def _changing(path: Path) -> Iterator[_File]:
    """Give a file alone, and write what its text is then in a single step."""
    try:
        with alone_at(path):
            text = _text_of(path) if path.exists() else ""
            file = _File(tuple(_parsed(text, path)), text)
            yield file
            with replacing(path) as stream:
                stream.write(file.text)
    except OSError as error:
        raise ConfigurationError(
            f"{shown_path(path)}: cannot be written ({error.strerror}); choose another file"
        ) from None


def _refuse_confidential(**texts: str) -> None:
    for what, text in texts.items():
        if isinstance(text, str) and mask_text(text) != text:
            raise ConfigurationError(
                f"{what!r} holds a long number or a date; say it without, such as the year of birth alone: it is kept "
                "for years, and shown with every decision"
            )


def _read(path: Path) -> Iterator[Clearance]:
    yield from _parsed(_text_of(path), path)


def _text_of(path: Path) -> str:
    """Read a file's text as it is, its line ends too; editors of Windows put a mark of the byte order before it."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigurationError(f"{path}, line {line:,}: is not UTF-8; save the file as UTF-8") from None
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or "no file can have the name"
        raise ConfigurationError(f"{shown_path(path)}: cannot be read ({reason}); give a file of clearances") from None


def _parsed(text: str, path: Path) -> Iterator[Clearance]:
    import tomllib

    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        line = _LINE_OF_AN_ERROR.search(str(error))
        place = f"{path}, line {int(line[1]):,}" if line else str(path)
        raise ConfigurationError(
            f"{place}: is not TOML; write it as `achguard clear` does, texts in quotes and dates without"
        ) from None
    rows = table.pop(_TABLE, [])
    if table or not isinstance(rows, list):
        stranger = quoted(next(iter(table), _TABLE))
        raise ConfigurationError(f"{path}: holds something else than [[{_TABLE}]] tables: {stranger!r}")
    heads = [text.count("\n", 0, head.start()) + 1 for head in _HEAD.finditer(text)]
    lines = heads if len(heads) == len(rows) else [None] * len(rows)
    for number, (row, at) in enumerate(zip(rows, lines, strict=True), 1):
        yield _clearance(row, f"{path}, {f'line {at:,}, ' if at is not None else ''}clearance {number}")


def _clearance(row: object, where: str) -> Clearance:
    parts = {field.name for field in fields(Clearance)}
    if not isinstance(row, dict):
        raise ConfigurationError(f"{where}: is not a table")
    if strangers := sorted(row.keys() - parts):
        raise ConfigurationError(f"{where}: has {quoted(strangers[0])!r}, which does not belong in a clearance")
    required = {field.name for field in fields(Clearance) if field.default is MISSING}
    if missing := sorted(required - row.keys()):
        raise ConfigurationError(f"{where}: lacks {missing[0]!r}")
    try:
        facts = row.get("despite", [])
        return Clearance(**{**row, "despite": tuple(facts) if isinstance(facts, list) else facts})
    except (ConfigurationError, TypeError) as error:
        raise ConfigurationError(f"{where}: {error}") from None


def _void(clearance: Clearance, hit: Hit, entity: ListedEntity | None, as_of: dt.date) -> str | None:
    if why := why_void(clearance, entity, as_of):
        return why
    if agreeing := [fact for fact in get_args(Fact) if fact in hit.agrees and fact not in clearance.despite]:
        return f"the {agreeing[0].replace('_', ' ')} agrees, which it was given without"
    return None


def _same(name: str) -> str:
    return " ".join(name.split()).upper() if isinstance(name, str) else ""


def _said(clearance: Clearance) -> dict[str, object]:
    """Give what a clearance says, part by part; nothing of an end that it has not."""
    return {name: value for name, value in asdict(clearance).items() if value is not None}


def _order(clearance: Clearance) -> tuple[str, ...]:
    return (*map(str, asdict(clearance).values()),)


def _writable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return text.isprintable()


def _written(clearance: Clearance) -> str:
    lines = [f"[[{_TABLE}]]"]
    for name, value in _said(clearance).items():
        if isinstance(value, dt.date):
            lines.append(f"{name} = {value.isoformat()}")
        elif isinstance(value, tuple):
            lines += [f"{name} = {json.dumps([*value])}"] if value else []
        else:
            # TOML takes JSON's strings, but not its pairs of surrogates.
            lines.append(f"{name} = {json.dumps(value, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"
