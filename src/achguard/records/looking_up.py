"""Finds what a record says of one payment."""

import json
from collections.abc import Iterator
from pathlib import Path

from achguard.records.decision_lines import Said
from achguard.records.segments import lines_of, segments_of

_BOOKKEEPING = ("chain", "n")


def lines_about(folder: Path, payment_id: str) -> Iterator[Said]:
    """Yield the decisions of a payment and the notes on it, in order; what a decision rests on is in `rests_on`.

    Lines that are damaged are passed by. Raises `RecordError` where the record can't be read.
    """
    for path in segments_of(folder):
        bases: dict[object, object] = {}
        for line in lines_of(path, ""):
            said = line.said
            if said is None:
                continue
            if line.kind == "basis":
                bases[said.get("basis")] = _as_json(said.get("said"))
            elif line.kind in {"decision", "note"} and said.get("id") == payment_id:
                shown = {name: value for name, value in said.items() if name not in _BOOKKEEPING}
                rests_on = {"rests_on": bases[said["basis"]]} if said.get("basis") in bases else {}
                yield {"segment": path.stem, "line": line.number, **shown, **rests_on}


def _as_json(text: object) -> object:
    try:
        return json.loads(str(text))
    except (ValueError, RecursionError):
        return None
