"""Finds what a record says of one payment."""

import json
from collections.abc import Iterator
from pathlib import Path

from achguard.records.decision_lines import Said
from achguard.records.segments import end_of_purged, lines_of, segments_of

_BOOKKEEPING = ("chain", "n")
_NOT_WHOLE = "this line, or the one before it, was changed or is lost; see achguard records verify"


def lines_about(folder: Path, payment_id: str) -> Iterator[Said]:
    """Yield the decisions of a payment and the notes on it, in order; what a decision rests on is in `rests_on`.

    Lines that nobody can read are passed by; one that does not follow the line before it says so in `not_whole`, and
    what a changed line says that it rests on is not given. Raises `RecordError` where the record can't be read.
    """
    before = end_of_purged(folder).chain
    for path in segments_of(folder):
        bases: dict[object, object] = {}
        for line in lines_of(path, before):
            before, said = line.chain or before, line.said
            if said is None:
                continue
            if line.kind == "basis" and line.holds:
                bases[said.get("basis")] = _as_json(said.get("said"))
            elif line.kind in {"decision", "note"} and said.get("id") == payment_id:
                shown = {name: value for name, value in said.items() if name not in _BOOKKEEPING}
                rests_on = {"rests_on": bases[said["basis"]]} if said.get("basis") in bases else {}
                trouble = {} if line.holds else {"not_whole": _NOT_WHOLE}
                yield {"segment": path.stem, "line": line.number, **trouble, **shown, **rests_on}


def _as_json(text: object) -> object:
    try:
        return json.loads(str(text))
    except (ValueError, RecursionError):
        return None
