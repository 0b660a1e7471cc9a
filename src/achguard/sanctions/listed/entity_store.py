"""Entities of a snapshot, in memory or in files: a sequence that also finds them by number without reading them all."""

import copy
import hashlib
import sys
from abc import abstractmethod
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from mmap import mmap
from typing import Final, Literal, Self, overload

from achguard.first_use import cached_property
from achguard.sanctions.listed.entity import ListedEntity
from achguard.sanctions.listed.entity_row import entity_of, joined, rest_of, row_of, screened_row_of

Key = Literal["uid", "number", "bic"]
"""What an entity is looked up by: the publisher's number of it, a number that belongs to it, or a BIC."""

PARTS: Final = ("entities", "offsets", "keys")
"""The files of a store: rows of JSON; where each begins; hashes of the keys, sorted, with the rows that hold them."""

TO_COMPARE: Final = "remarks"
"""A further file of a store, where any entity has it: where each begins, then what only a person compares of each."""

_KEPT: Final = 4096
"""Entities that stay decoded: a screening meets the same few again and again, and a whole list would be 40 MB."""
_WORD: Final = 8


class Entities(Sequence[ListedEntity]):
    """A sequence of entities that finds those with a key."""

    @abstractmethod
    def holding(self, key: Key, value: str) -> tuple[ListedEntity, ...]:
        """Find the entities with exactly this key, in order of list and number."""

    @abstractmethod
    def rows(self) -> Iterator[bytes]:
        """Yield the entities as rows of JSON, in order of list and number."""

    @property
    @abstractmethod
    def screened(self) -> "Entities":
        """The same entities, with what only a person compares left out where it would have to be read."""


class EntitiesInMemory(Entities):
    """Entities as they were read from list files."""

    def __init__(self, entities: Iterable[ListedEntity]) -> None:
        self._entities = tuple(entities)

    def __len__(self) -> int:
        return len(self._entities)

    @overload
    def __getitem__(self, at: int, /) -> ListedEntity: ...

    @overload
    def __getitem__(self, at: slice, /) -> Sequence[ListedEntity]: ...

    def __getitem__(self, at: int | slice, /) -> ListedEntity | Sequence[ListedEntity]:
        return self._entities[at]

    def __iter__(self) -> Iterator[ListedEntity]:
        return iter(self._entities)

    def holding(self, key: Key, value: str) -> tuple[ListedEntity, ...]:
        """See `Entities`."""
        return self._holders.get((key, value), ())

    def rows(self) -> Iterator[bytes]:
        """See `Entities`."""
        return map(row_of, in_order(self._entities))

    @property
    def screened(self) -> Self:
        """See `Entities`."""
        return self

    @cached_property
    def _holders(self) -> Mapping[tuple[Key, str], tuple[ListedEntity, ...]]:
        found: dict[tuple[Key, str], dict[int, ListedEntity]] = {}
        for at, entity in enumerate(in_order(self._entities)):
            for key in keys_of(entity):
                found.setdefault(key, {})[at] = entity
        return {key: tuple(holders.values()) for key, holders in found.items()}


class EntitiesInFiles(Entities):
    """Entities in the files of a snapshot, each decoded when somebody asks for it.

    `to_compare` gives the file of what only a person compares, when it is first asked for. Raises ValueError where the
    files do not fit each other.
    """

    def __init__(
        self,
        rows: mmap | bytes,
        offsets: mmap | bytes,
        keys: mmap | bytes,
        to_compare: Callable[[], mmap | bytes] | None = None,
    ) -> None:
        self._rows = rows
        self._offsets = _numbers(offsets)
        words = _numbers(keys)
        half = len(words) // 2
        self._hashes, self._holders = words[:half], words[half:]
        if len(words) % 2 or not self._offsets or self._offsets[-1] != len(rows):
            raise ValueError
        self._to_compare = to_compare
        self._decoded = lru_cache(_KEPT)(self._decode)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @overload
    def __getitem__(self, at: int, /) -> ListedEntity: ...

    @overload
    def __getitem__(self, at: slice, /) -> Sequence[ListedEntity]: ...

    def __getitem__(self, at: int | slice, /) -> ListedEntity | Sequence[ListedEntity]:
        if isinstance(at, int) and at >= 0:
            return self._decoded(at)
        positions = range(len(self))[at]
        return self._decoded(positions) if isinstance(positions, int) else tuple(map(self._decoded, positions))

    def __iter__(self) -> Iterator[ListedEntity]:
        return map(self._decode, range(len(self)))

    def holding(self, key: Key, value: str) -> tuple[ListedEntity, ...]:
        """See `Entities`."""
        wanted = _hash(key, value)
        at = bisect_left(self._hashes, wanted)
        found: list[ListedEntity] = []
        while at < len(self._hashes) and self._hashes[at] == wanted:
            entity = self[self._holders[at]]
            if (key, value) in keys_of(entity):  # two keys may share a hash
                found.append(entity)
            at += 1
        return tuple(found)

    def rows(self) -> Iterator[bytes]:
        """See `Entities`."""
        return map(self._row, range(len(self)))

    @cached_property
    def screened(self) -> "EntitiesInFiles":
        """See `Entities`."""
        if self._to_compare is None:
            return self
        same = copy.copy(self)
        same._to_compare = None  # noqa: SLF001  one of our own
        same._decoded = lru_cache(_KEPT)(same._decode)  # noqa: SLF001  one of our own
        return same

    def _row(self, at: int) -> bytes:
        row = self._rows[self._offsets[at] : self._offsets[at + 1]]
        return row if self._to_compare is None else joined(row, self._rest(self._to_compare(), at))

    def _rest(self, file: mmap | bytes, at: int) -> bytes:
        """Read what only a person compares of an entity; the places of all stand at the head of the file."""
        begin, end = (int.from_bytes(file[place * _WORD : (place + 1) * _WORD], "little") for place in (at, at + 1))
        return file[begin:end]

    def _decode(self, at: int) -> ListedEntity:
        return entity_of(self._row(at))


def parts_of(entities: Entities) -> dict[str, bytes]:
    """Write entities as the files of a store; the same entities, in whatever order, give the same bytes."""
    listed = [entity_of(row) for row in entities.rows()]
    rows, rests = [*map(screened_row_of, listed)], [*map(rest_of, listed)]
    offsets = array("Q", accumulate((len(row) for row in rows), initial=0))
    words = sorted({(_hash(*key), at) for at, entity in enumerate(listed) for key in keys_of(entity)})
    keys = array("Q", [*(word for word, _ in words), *(at for _, at in words)])
    parts = {"entities": b"".join(rows), "offsets": _little_endian(offsets), "keys": _little_endian(keys)}
    if any(rests):
        places = array("Q", accumulate(map(len, rests), initial=_WORD * (len(rests) + 1)))
        parts[TO_COMPARE] = _little_endian(places) + b"".join(rests)
    return parts


def in_order(entities: Iterable[ListedEntity]) -> list[ListedEntity]:
    """Sort entities by list and number, as a snapshot holds them."""
    return sorted(entities, key=lambda entity: (entity.list, entity.uid))


def keys_of(entity: ListedEntity) -> Iterator[tuple[Key, str]]:
    """Yield what an entity is looked up by."""
    yield "uid", entity.uid
    for number in entity.identifiers:
        yield "number", number.value
    for bic in entity.bics:
        yield "bic", bic


def _hash(key: Key, value: str) -> int:
    text = f"{key} {value}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(text, digest_size=_WORD).digest(), "big")


def _little_endian(words: "array[int]") -> bytes:
    if sys.byteorder == "big":
        words = array("Q", words)
        words.byteswap()
    return words.tobytes()


def _numbers(content: mmap | bytes) -> "array[int]":
    words = array("Q")
    words.frombytes(content[:])
    if sys.byteorder == "big":
        words.byteswap()
    return words
