"""Pictures what `achguard check` prints on a terminal, by running it on one and setting the result as SVG."""

import datetime as dt
import json
import os
import pty
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

from achguard.sanctions.snapshot import Snapshot

_COLUMNS = 64  # what can still be read on a telephone
_DAY = dt.date(2026, 11, 23)
_ORDER = {
    "direction": "debit",
    "sec_code": "WEB",
    "amount": "125.00",
    "originator": {"name": "STATE TAX AGENCY"},
    "foreign_funds": {"account_abroad": "no", "funded_from_abroad": "no"},
}
_AT_HOME = {"routing_number": "065300279", "account_number": "004417283"}
_IBAN = {"account_number": "DE89370400440532013000"}
_PAYMENTS = (
    {**_ORDER, "id": "jane", "receiver": {"name": "JANE Q PUBLIC", "account": _AT_HOME}},
    {
        **_ORDER,
        "id": "sam",
        "receiver": {"name": "SAM SAMPLE", "account": _AT_HOME},
        "foreign_funds": {"account_abroad": "no"},
    },
    {**_ORDER, "id": "erika", "receiver": {"name": "ERIKA MUSTERMANN", "account": _IBAN}},
    {**_ORDER, "id": "malik", "receiver": {"name": "MALIK TARENTOV ZORBAN", "account": _AT_HOME}},
)
"""A payment of each outcome; everybody is invented."""
_FORMAT = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<title>What achguard check prints</title>
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""As rich's own form, without the font that it would have a page fetch from elsewhere."""


def drawings() -> Mapping[str, str]:
    """Give the picture as SVG, by its file name."""
    console = Console(width=_COLUMNS, record=True, file=StringIO(), force_terminal=True, color_system="standard")
    console.print(Text.from_ansi(report()), soft_wrap=True)
    title = "achguard check payments.jsonl --lists lists"
    drawn = console.export_svg(title=title, code_format=_FORMAT, unique_id="report")
    return {"report.svg": "\n".join(line.rstrip() for line in drawn.splitlines())}


def report() -> str:
    """Give what the command prints on a terminal, styles and all."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        Snapshot.sample(published=_DAY).build(folder / "lists")
        rows = "".join(json.dumps(payment) + "\n" for payment in _PAYMENTS)
        (folder / "payments.jsonl").write_text(rows, encoding="utf-8")
        return _on_a_terminal("check", "payments.jsonl", "--lists", "lists", "--as-of", str(_DAY), cwd=folder)


def _on_a_terminal(*arguments: str, cwd: Path) -> str:
    """Run the command line with a terminal as its output; raises RuntimeError where it can't decide."""
    ours, theirs = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "ACHGUARD_LISTS"}}
    command = subprocess.Popen(
        [sys.executable, "-m", "achguard", *arguments],
        cwd=cwd,
        env=environment | {"COLUMNS": str(_COLUMNS), "TERM": "xterm"},
        stdout=theirs,
        stderr=subprocess.PIPE,
    )
    os.close(theirs)
    printed = b""
    try:
        while piece := os.read(ours, 65_536):
            printed += piece
    except OSError:  # Linux says so when nobody holds the other end
        pass
    os.close(ours)
    _, said = command.communicate()
    if command.returncode != 1:
        raise RuntimeError(f"achguard {' '.join(arguments)} exits with {command.returncode}: {said.decode()}")
    return printed.decode("utf-8").replace("\r\n", "\n").strip("\n")
