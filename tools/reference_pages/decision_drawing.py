"""Draws a payment's way to its decision: the families of rules, what the default preset makes of them, the outcomes.

Rules, preset and outcomes are read from the code. The drawing is narrow, so that it can be read on a telephone.
"""

import inspect
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal
from xml.sax.saxutils import escape

from achguard.model.decision import Accept, Ask, Hold, Outcome, Redirect
from achguard.policy import Policy
from achguard.rules import RULES
from reference_pages.rule_pages import FAMILIES

_WIDTH, _MARGIN, _INSET, _GAP = 420, 8, 12, 26
_LINE, _TITLE, _CHIP = 18, 22, 24
_CHARACTER = 6.7  # pixels of a character of 13 px, on the wide side, so that no text leaves its box
_INK, _TEXT, _PAPER, _ARROW = "#1f2a44", "#333", "#eef1fb", "#7a86b8"
_HEAD_OF_AN_ARROW = (
    '<defs><marker id="head" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto">'
    f'<path d="M0 0L8 4L0 8z" fill="{_ARROW}"/></marker></defs>'
)
COLOURS = {
    Outcome.ACCEPT: ("#e3f4e6", "#1c6b30"),
    Outcome.ASK: ("#fdf1d3", "#7a5200"),
    Outcome.REDIRECT: ("#e2ecfc", "#1d4f9c"),
    Outcome.HOLD: ("#fbe3e3", "#9c1f1f"),
}
"""Ground and ink of each outcome; the ink is told from its ground at least as 4.5 to 1."""
_DECISIONS = {Outcome.ACCEPT: Accept, Outcome.ASK: Ask, Outcome.REDIRECT: Redirect, Outcome.HOLD: Hold}
_TABLE_OF: Mapping[str, Literal["iat", "sanctions", "payment"]] = {"IAT": "iat", "SAN": "sanctions", "ACH": "payment"}
_STRENGTHS = {"decisive": "decisive", "strong": "strong", "weak": "weak", "not_evaluated": "not looked at"}
_PRESET = "us-domestic"


class _Sheet:
    """What is drawn so far, from the top down."""

    def __init__(self) -> None:
        self.y = float(_MARGIN)
        self.parts: list[str] = []

    def box(self, title: str, text: str, colours: tuple[str, str], chips: Sequence[tuple[str, Outcome]] = ()) -> None:
        """Draw a box over the whole width: a title, some lines, and what leads where."""
        lines = textwrap.wrap(text, int((_WIDTH - 2 * (_MARGIN + _INSET)) / _CHARACTER))
        rows = (len(chips) + 1) // 2
        height = _INSET + _TITLE + _LINE * len(lines) + (_CHIP * rows + 6 if rows else 0) + 2
        wide = _WIDTH - 2 * _MARGIN
        self.parts += [
            f'<rect x="{_MARGIN}" y="{self.y:.0f}" width="{wide}" height="{height}" rx="6" {_painted(colours)}/>',
            _text(_MARGIN + _INSET, self.y + 24, title, size=16, ink=colours[1], bold=True),
        ]
        y = self.y + 24
        for line in lines:
            y += _LINE
            self.parts.append(_text(_MARGIN + _INSET, y, line, size=13, ink=_TEXT))
        for at, (label, outcome) in enumerate(chips):
            x = _MARGIN + _INSET + (at % 2) * (wide / 2 - 4)
            self.parts += _chip(x, y + 10 + _CHIP * (at // 2), label, outcome)
        self.y += height

    def arrow(self, words: str = "") -> None:
        """Draw an arrow down to the next box, with words beside it."""
        middle, end = _WIDTH / 2, self.y + _GAP
        self.parts.append(
            f'<path d="M{middle:.0f} {self.y + 2:.0f}V{end - 3:.0f}" stroke="{_ARROW}" stroke-width="1.6" '
            'marker-end="url(#head)"/>'
        )
        if words:
            self.parts.append(_text(middle + 12, self.y + 18, words, size=13, ink=_TEXT))
        self.y = end

    def space(self, pixels: float) -> None:
        """Leave some room."""
        self.y += pixels


def drawings() -> Mapping[str, str]:
    """Give the drawing as SVG, by its file name."""
    return {"decision-path.svg": svg()}


def svg() -> str:
    """Draw the way."""
    sheet = _Sheet()
    plain = (_PAPER, _INK)
    sheet.box("A payment", "Every rule looks at it, and says so where it can't.", plain)
    sheet.arrow()
    for at, (prefix, (_, title, about)) in enumerate(FAMILIES.items()):
        if at:
            sheet.space(8)
        count = sum(rule.code.startswith(prefix) for rule in RULES)
        sheet.box(f"{title}: {count} rules", _sentence(about), plain, list(_leads(prefix)))
    sheet.arrow("the most severe outcome wins")
    for at, outcome in enumerate(sorted(Outcome, key=lambda each: -each.severity)):
        if at:
            sheet.space(8)
        sheet.box(outcome.value, _sentence(inspect.getdoc(_DECISIONS[outcome]) or ""), COLOURS[outcome])
    height = sheet.y + _MARGIN
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:.0f}" font-family="sans-serif">',
            "<title>How a payment comes to its decision</title>",
            _HEAD_OF_AN_ARROW,
            f'<rect width="{_WIDTH}" height="{height:.0f}" fill="#fff"/>',
            *sheet.parts,
            "</svg>",
        ]
    )


def _leads(prefix: str) -> Iterator[tuple[str, Outcome]]:
    """Give what a finding of each strength in a family leads to in the default preset."""
    table = Policy.preset(_PRESET).leads_to[_TABLE_OF[prefix]]
    for name, words in _STRENGTHS.items():
        yield words, Outcome(getattr(table, name))


def _sentence(text: str) -> str:
    """Give the first sentence of a text with a capital letter and a stop."""
    first = " ".join(text.replace("`", "").split()).partition(". ")[0].rstrip(".")
    return f"{first[:1].upper()}{first[1:]}."


def _chip(x: float, y: float, label: str, outcome: Outcome) -> list[str]:
    wide = 9 * len(outcome.value) + 14
    return [
        _text(x, y + 15, label, size=13, ink=_TEXT),
        f'<rect x="{x + 88:.0f}" y="{y:.0f}" width="{wide}" height="20" rx="10" {_painted(COLOURS[outcome])}/>',
        _text(x + 88 + wide / 2, y + 15, outcome.value, size=13, ink=COLOURS[outcome][1], bold=True, middle=True),
    ]


def _text(x: float, y: float, words: str, *, size: int, ink: str, bold: bool = False, middle: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    anchor = ' text-anchor="middle"' if middle else ""
    return f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size}" fill="{ink}"{weight}{anchor}>{escape(words)}</text>'


def _painted(colours: tuple[str, str]) -> str:
    return f'fill="{colours[0]}" stroke="{colours[1]}"'
