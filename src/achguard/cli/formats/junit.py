"""JUnit: a test case for each payment, as the pages of CI servers show them.

The layout is that of Apache Ant's XML formatter, which has no schema of its own publisher; a suite for each file.
"""

import re
from typing import Final, TextIO
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from achguard.cli.formats.file_problems import say_problems
from achguard.cli.results import Decided, Problems, Result, Tally
from achguard.model.decision import Outcome
from achguard.model.inert_text import visible

# XML 1.0 has no character for most control characters, for lone surrogates and for U+FFFE and U+FFFF.
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class JUnit:
    """Keeps a case for each payment, and writes them at the end: a suite says first how many it has."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._suites: dict[str, Element] = {}

    def begin(self) -> None:
        """Write nothing."""

    def write(self, result: Result) -> None:
        """Keep one case: a failure for what is not accepted, an error for a row that is not a payment."""
        row = f"row {result.row}" if not isinstance(result, Decided) or result.line is None else f"line {result.line}"
        if not isinstance(result, Decided):
            self._case(result.file, row, "error", "not a payment", "invalid", result.errors)
            return
        decision = result.decision
        name = f"{row} {decision.payment_id}" if decision.payment_id else row
        if decision.outcome is Outcome.ACCEPT:
            self._case(result.file, name)
            return
        said = [f"{each.code} {each.at} ({each.strength.value}): {each.message}" for each in decision.findings]
        said += [
            f"{gap.code} not evaluated{f' {gap.at}' if gap.at else ''}: {gap.reason}" for gap in decision.not_evaluated
        ]
        codes = ", ".join(dict.fromkeys(each.code for each in decision.findings)) or "nothing found"
        outcome = decision.outcome.value
        self._case(result.file, name, "failure", f"{outcome}: {codes}", outcome, said)

    def problems(self, problems: Problems) -> None:
        """Keep a case for each problem of a file, a failure for an error, and say them on stderr as well."""
        say_problems(problems)
        for each in problems.found:
            kind = "failure" if each.is_error else ""
            self._case(problems.file, f"file {each.code} line {each.line}", kind, each.code, each.code, [each.text])

    def end(self, tally: Tally) -> None:
        """Write all suites."""
        root = Element("testsuites", name="achguard check")
        for suite in self._suites.values():
            for kind, tag in (("tests", "testcase"), ("failures", "testcase/failure"), ("errors", "testcase/error")):
                suite.set(kind, str(len(suite.findall(tag))))
            suite.set("skipped", "0")
            root.append(suite)
        indent(root)
        self._stream.write('<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n")

    def _case(self, file: str, name: str, kind: str = "", message: str = "", what: str = "", said: object = ()) -> None:
        shown = _text(file)
        if shown not in self._suites:
            self._suites[shown] = Element("testsuite", name=shown)
        case = SubElement(self._suites[shown], "testcase", classname=shown, name=_text(name))
        if kind:
            lines = map(str, said) if isinstance(said, list | tuple) else ()
            SubElement(case, kind, message=_text(message), type=what).text = _text("\n".join(lines))


def _text(text: str) -> str:
    """Give text that XML may hold, with what a terminal would obey made visible."""
    return _NO_XML.sub("\ufffd", "\n".join(map(visible, text.split("\n"))))
