"""The decisions of a record, to be found by the payment that was decided."""

import json
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from achguard.errors import RecordError
from achguard.model.decision import Basis, Outcome
from achguard.model.given_path import shown_path
from achguard.model.payment import Payment
from achguard.records.decision_lines import Said, input_digest
from achguard.records.record_key import FILE, RecordKey
from achguard.records.segments import end_of_purged, lines_of, segments_of


@dataclass(frozen=True, slots=True)
class Recorded:
    """A decision as a record has it."""

    segment: str
    """The day of its file."""
    line: int
    """Its line there, from 1."""
    time: str
    """When it was made, in UTC."""
    payment_id: str | None
    outcome: Outcome
    decision: str
    """Keyed digest of the whole decision."""
    basis: str
    """Which basis it rests on, by its digest."""
    codes: tuple[str, ...] | None
    """The rules that found something, each once and in order; None of an accepted payment, of which that is not
    kept."""
    input: str | None
    """Keyed digest of the payment; None of an entry that could not be read as one."""


class RecordedDecisions:
    """What a record holds of decisions, read once; lines that are not whole are left out.

    Raises `RecordError` where the record or its key can't be read, and where its digests are under another key.
    """

    def __init__(self, folder: str | Path, *, key: str | Path | None = None) -> None:
        folder = Path(folder)
        self._key = RecordKey.open(Path(key) if key is not None else folder / FILE)
        self.bases: dict[str, Basis] = {}
        """What decisions rest on, by digest."""
        self.notes: dict[str, list[Said]] = {}
        """What persons did, by the payment's id."""
        self.left_out = 0
        """How many lines are not whole."""
        self._by_input: dict[str, list[Recorded]] = {}
        self._by_id: dict[str, list[Recorded]] = {}
        before = end_of_purged(folder).chain
        for path in segments_of(folder):
            for line in lines_of(path, before):
                before = line.chain or before
                if line.said is None or not line.holds:
                    self.left_out += 1
                else:
                    self._take(folder, path.stem, line.number, line.kind, line.said)

    def __len__(self) -> int:
        return sum(map(len, self._by_input.values()))

    def of(self, payment: Payment) -> tuple[Recorded, ...]:
        """Give the decisions of exactly this payment, the oldest first."""
        return tuple(self._by_input.get(input_digest(payment, self._key), ()))

    def with_id(self, payment_id: str | None) -> tuple[Recorded, ...]:
        """Give the decisions of whatever payment had this id, the oldest first."""
        return tuple(self._by_id.get(payment_id or "", ()))

    def of_others(self, inputs: AbstractSet[str | None]) -> Iterator[Recorded]:
        """Yield the last decision of each payment that is none of these, which are named by their digests."""
        for digest, decided in self._by_input.items():
            if digest not in inputs:
                yield decided[-1]

    @property
    def key(self) -> RecordKey:
        """The key of the record's digests."""
        return self._key

    def _take(self, folder: Path, segment: str, number: int, kind: str, said: Said) -> None:
        if kind == "segment" and said.get("key") != self._key.name:
            raise RecordError(
                f"{shown_path(folder)}: the digests of {segment} are under the key {said.get('key')}, and this one is "
                f"{self._key.name}; give the file of the other key"
            )
        try:
            if kind == "basis":
                self.bases[str(said["basis"])] = Basis.model_validate(json.loads(str(said["said"])))
            elif kind == "note":
                self.notes.setdefault(str(said["id"]), []).append(said)
            elif kind == "decision":
                self._add(_recorded(segment, number, said))
        except (ValidationError, ValueError, KeyError, TypeError):
            # A whole line that this version can't read, as of a later one.
            self.left_out += 1

    def _add(self, decided: Recorded) -> None:
        if decided.input is not None:
            self._by_input.setdefault(decided.input, []).append(decided)
        if decided.payment_id is not None:
            self._by_id.setdefault(decided.payment_id, []).append(decided)


def _recorded(segment: str, number: int, said: Said) -> Recorded:
    found = said.get("findings")
    payment_id = said.get("id")
    return Recorded(
        segment,
        number,
        str(said["time"]),
        None if payment_id is None else str(payment_id),
        Outcome(str(said["outcome"])),
        str(said["decision"]),
        str(said["basis"]),
        tuple(dict.fromkeys(str(each["code"]) for each in found)) if isinstance(found, list) else None,
        str(said["input"]) if "input" in said else None,
    )
