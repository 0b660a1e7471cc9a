"""SARIF 2.1.0: a result for each finding, at its line and columns, as code scanning pages show them.

Source: OASIS, Static Analysis Results Interchange Format Version 2.1.0.
"""

import hashlib
import json
from typing import Final, TextIO

from achguard import package_files
from achguard.cli.formats.file_problems import say_problems
from achguard.cli.results import INVALID, Decided, Problems, Result, Tally
from achguard.model.decision import Accept, Ask, Hold, Outcome, Redirect
from achguard.model.finding import Strength
from achguard.model.inert_text import inert_json
from achguard.rules import RULES

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final = {Outcome.ACCEPT: "note", Outcome.ASK: "warning", Outcome.REDIRECT: "warning", Outcome.HOLD: "error"}
_FINGERPRINT: Final = "achguard/v1"


class Sarif:
    """Keeps the results, and writes one document at the end."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._results: list[dict[str, object]] = []
        self._rules: dict[str, dict[str, object]] = {}

    def begin(self) -> None:
        """Write nothing."""

    def write(self, result: Result) -> None:
        """Keep a result for each finding, for what could not be screened, and for a row that is not a payment."""
        if not isinstance(result, Decided):
            text = "The row is not a payment: " + "; ".join(result.errors)
            self._add(INVALID, "error", text, result.file, result.at_line or result.row, None, (str(result.row),))
            return
        decision, line = result.decision, result.line or result.at_line or result.row
        level = _LEVELS[decision.outcome]
        said = f"{decision.outcome.value}: "
        for each in decision.findings:
            own = "note" if each.strength is Strength.WEAK else level
            unique = (decision.payment_id or str(line), each.at, each.message)
            text = f"{said}{each.at}: {each.message}"
            place = None if result.place_of is None else result.place_of(each.at)
            if place is None:
                self._add(each.code, own, text, result.file, line, None, unique)
            else:
                own_line = line if place.line != line and result.line is not None else None
                columns = (place.first, place.last)
                self._add(each.code, own, text, result.file, place.line, columns, unique, entry=own_line)
        if decision.outcome is not Outcome.ACCEPT:
            self._gaps(decision, result.file, line, level)

    def problems(self, problems: Problems) -> None:
        """Keep a result for each problem of a file, and say them on stderr as well."""
        say_problems(problems)
        for each in problems.found:
            level = "error" if each.is_error else "note"
            self._add(each.code, level, each.text, problems.file, each.line, each.columns, (each.text,))

    def end(self, tally: Tally) -> None:
        """Write the document."""
        driver = {
            "name": "achguard",
            "version": package_files.version(),
            "rules": sorted(self._rules.values(), key=lambda rule: str(rule["id"])),
        }
        run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": self._results}
        document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
        self._stream.write(inert_json(json.dumps(document, ensure_ascii=False)) + "\n")

    def _gaps(self, decision: Accept | Ask | Redirect | Hold, file: str, place: int, level: str) -> None:
        for gap in decision.not_evaluated:
            if not gap.code.startswith("SAN"):
                continue  # a directory that is not there is the same for each payment, and stops none
            at = gap.at or ""
            text = f"{decision.outcome.value}: not evaluated{f' at {at}' if at else ''}: {gap.reason}"
            unique = (decision.payment_id or str(place), at, gap.reason)
            self._add(gap.code, level, text, file, place, None, unique)

    def _add(
        self,
        code: str,
        level: str,
        text: str,
        file: str,
        line: int,
        columns: tuple[int, int] | None,
        unique: tuple[str, ...],
        *,
        entry: int | None = None,
    ) -> None:
        """Keep a result; `entry` is the line of the entry, where the place is one of its batch or an addenda."""
        self._rules.setdefault(code, _rule(code))
        # A digest of what is masked already, so that one finding is the same in each run and shows nothing.
        print_of = hashlib.sha256("\n".join((file, code, *unique)).encode("utf-8", "replace")).hexdigest()
        result: dict[str, object] = {
            "ruleId": code,
            "level": level,
            "message": {"text": text},
            "locations": [{"physicalLocation": _physical(file, line, columns)}],
            "partialFingerprints": {_FINGERPRINT: print_of},
        }
        if entry is not None:
            related = {"physicalLocation": _physical(file, entry, None), "message": {"text": "The entry."}}
            result["relatedLocations"] = [related]
        self._results.append(result)


def _physical(file: str, line: int, columns: tuple[int, int] | None) -> dict[str, object]:
    region = {"startLine": max(line, 1)}
    if columns is not None:
        region |= {"startColumn": columns[0], "endColumn": columns[1] + 1}  # the end is behind the last column
    return {"artifactLocation": {"uri": _uri(file)}, "region": region}


def _rule(code: str) -> dict[str, object]:
    known = next((rule for rule in RULES if rule.code == code), None)
    if known is not None:
        return {"id": code, "name": known.name, "shortDescription": {"text": f"The payment has a {known.name}."}}
    if code.startswith("NAC"):
        from achguard.nacha import problem_types

        problem = problem_types().get(code)
        if problem is not None:
            return {"id": code, "name": problem.name, "shortDescription": {"text": problem.why}}
    return {"id": code, "name": code}


def _uri(file: str) -> str:
    from urllib.parse import quote

    return "stdin" if file == "-" else quote(file, errors="replace")
