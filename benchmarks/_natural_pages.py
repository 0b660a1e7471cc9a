"""The plot and the tables that the docs have of names as they really vary, made of what was measured."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from natural import Measured

_DOCS: Final = Path(__file__).parents[1] / "docs"
PAGES: Final = (
    _DOCS / "explanation" / "how-names-are-matched.md",
    _DOCS / "how-to" / "tune-a-policy.md",
)
PLOT: Final = _DOCS / "assets" / "natural-names.svg"
_REGION: Final = re.compile(r"(<!-- natural: (\w+) -->\n).*?(<!-- end of it -->)", re.DOTALL)
_GRID: Final = (0.70, 0.72, 0.74, 0.76, 0.78, 0.80, 0.82, 0.84, 0.87, 0.90)
_RATES: Final = (0.003, 0.005, 0.01, 0.02)
_COLOURS: Final = {
    "achguard": "#3f51b5",
    "logic-v2": "#c2185b",
    "token_sort": "#00796b",
    "token_set": "#ef6c00",
    "WRatio": "#757575",
}
_LEAST_RATE, _MOST_RATE = 0.001, 0.1
"""Where the plot begins and ends: shares of ordinary names that alert."""
_LOWEST: Final = 0.2
_PANEL: Final = 300
_LEGEND_STEP: Final = 120
_TOP, _BOTTOM, _LEFT = 40, 290, 60


def write_pages(measured: "Measured", in_prose: float, default: float, goals: Mapping[str, float]) -> None:
    """Renew the plot, and the parts of the pages that are between marks."""
    made = {
        "frontier": _frontier(measured),
        "peers": _peers(measured),
        "origins": _origins(measured, default),
        "threshold": _threshold(measured, in_prose, default, goals),
    }
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        page.write_text(_REGION.sub(lambda found: f"{found[1]}\n{made[found[2]]}\n{found[3]}", text), encoding="utf-8")
    PLOT.write_text(_plot(measured), encoding="utf-8")


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in (heads, ["---"] * len(heads), *rows)]
    return "\n".join(lines) + "\n"


def _frontier(measured: "Measured") -> str:
    heads = ("threshold", "variants", "by hand", "same words", "in lines", "people", "firms", "by origin")
    groups, kinds = ("near", "hard", "exact", "lines"), ("people", "firms", "origins")
    return _table(
        heads,
        (
            [
                f"{least:.2f}",
                *(f"{measured.recall('achguard', group, least):.3f}" for group in groups),
                *(f"{measured.all_alerts(who, least):.2%}".replace("%", " %") for who in kinds),
            ]
            for least in _GRID
        ),
    )


def _peers(measured: "Measured") -> str:
    heads = ["scorer"]
    heads += [f"{what}, {rate * 100:g} %" for what in ("variants", "by hand") for rate in _RATES]
    return _table(
        heads,
        (
            [
                scorer,
                *(
                    f"{measured.recall(scorer, group, measured.at_rate(scorer, rate)):.2f}"
                    for group in ("near", "hard")
                    for rate in _RATES
                ),
            ]
            for scorer in sorted(
                measured.scored, key=lambda each: -measured.recall(each, "near", measured.at_rate(each, _RATES[2]))
            )
        ),
    )


def _origins(measured: "Measured", default: float) -> str:
    own = measured.scored["achguard"].own
    parts: dict[str, list[float]] = {}
    for case, score in zip(measured.cases, own, strict=True):
        if case.group == "near":
            parts.setdefault(case.origin, []).append(score)
            if case.script != "latin":
                parts.setdefault(f"in {case.script.capitalize()} letters", []).append(score)
    alerts: dict[str, list[float]] = {}
    for name, score in zip(measured.names, measured.all_scores, strict=True):
        if name.who == "origins":
            alerts.setdefault(name.source.partition("/")[2] or "any, made up", []).append(score)

    def found(scores: Sequence[float]) -> str:
        return f"{sum(score >= default for score in scores) / len(scores):.2f}"

    first = _table(
        ("variants, by origin", "names", "found"),
        ([part[:1].upper() + part[1:], str(len(each)), found(each)] for part, each in sorted(parts.items())),
    )
    second = _table(
        ("ordinary people, by origin", "names", "alert"),
        (
            [
                part[:1].upper() + part[1:],
                str(len(each)),
                f"{sum(score >= default for score in each) / len(each):.1%}".replace("%", " %"),
            ]
            for part, each in sorted(alerts.items())
        ),
    )
    return f"{first}\n{second}"


def _threshold(measured: "Measured", in_prose: float, default: float, goals: Mapping[str, float]) -> str:
    shares = {
        who: f"{measured.all_alerts(who, default):.2%}".replace("%", " %") for who in ("people", "firms", "origins")
    }
    near, hard = (measured.recall("achguard", group, default) for group in ("near", "hard"))
    at_most = ", ".join(f"{most:.2%}".replace("%", " %") for most in goals.values())
    return (
        f"At the default of {default:.2f}, {shares['people']} of ordinary people's names alert,\n"
        f"{shares['firms']} of firms' and {shares['origins']} of names of the origins that lists have most;\n"
        f"{near:.2f} of real variants are found and {hard:.2f} of those written by hand.\n"
        f"In {in_prose:.1%} of lines of English prose somebody is found.\n"
        f"The least threshold that keeps these alerts within {at_most} is {measured.chosen():.2f}.\n"
    ).replace("% of lines", " % of lines")


def _plot(measured: "Measured") -> str:
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 376" font-family="sans-serif" font-size="12">',
        "<title>Share of real spellings that are found, by the share of ordinary names that alert</title>",
        '<rect width="720" height="376" fill="#fff"/>',
    ]
    for at, (group, title) in enumerate((("near", "one publisher's names"), ("hard", "spellings by hand"))):
        parts += _panel(measured, group, title, _LEFT + at * (_PANEL + 40))
    parts.append(
        '<text x="360" y="336" text-anchor="middle">ordinary people and firms that alert (logarithmic)</text>'
        '<text x="18" y="165" transform="rotate(-90 18 165)" text-anchor="middle">found</text>'
    )
    return "\n".join([*parts, *_legend(measured.scored), "</svg>", ""])


def _panel(measured: "Measured", group: str, title: str, left: int) -> list[str]:
    def x(rate: float) -> float:
        return left + _PANEL * math.log(rate / _LEAST_RATE) / math.log(_MOST_RATE / _LEAST_RATE)

    def y(recall: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * (recall - _LOWEST) / (1 - _LOWEST)

    parts = [f'<text x="{left + _PANEL / 2}" y="24" text-anchor="middle" font-weight="bold">{title}</text>']
    for rate, said in ((0.001, "0.1 %"), (0.003, "0.3 %"), (0.01, "1 %"), (0.03, "3 %"), (0.1, "10 %")):
        parts.append(f'<path d="M{x(rate):.1f} {_TOP}V{_BOTTOM}" stroke="#ddd"/>')
        parts.append(f'<text x="{x(rate):.1f}" y="{_BOTTOM + 18}" text-anchor="middle">{said}</text>')
    for recall in (0.2, 0.4, 0.6, 0.8, 1.0):
        parts.append(f'<path d="M{left} {y(recall):.1f}H{left + _PANEL}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 6}" y="{y(recall) + 4:.1f}" text-anchor="end">{recall:.1f}</text>')
    for scorer in measured.scored:
        points = [*_steps(measured, scorer, group)]
        line = " ".join(f"{x(rate):.1f},{y(recall):.1f}" for rate, recall in points)
        width = 3 if scorer == "achguard" else 1.6
        parts.append(f'<polyline points="{line}" fill="none" stroke="{_COLOURS[scorer]}" stroke-width="{width}"/>')
    return parts


def _legend(scorers: Iterable[str]) -> list[str]:
    """Name the lines below the panels: at their ends, names would meet the lines of others."""
    parts: list[str] = []
    for at, scorer in enumerate(scorers):
        left = _LEFT + 40 + at * _LEGEND_STEP
        parts.append(f'<rect x="{left}" y="357" width="18" height="4" fill="{_COLOURS[scorer]}"/>')
        parts.append(f'<text x="{left + 24}" y="363">{scorer}</text>')
    return parts


def _steps(measured: "Measured", scorer: str, group: str) -> Iterable[tuple[float, float]]:
    """Yield, by threshold, the share of the sample that alerts and the share that is found, inside the plot."""
    scored = measured.scored[scorer]
    usual = [s for name, s in zip(measured.sample, scored.sample, strict=True) if name.who != "origins"]
    own = [s for case, s in zip(measured.cases, scored.own, strict=True) if case.group == group]
    share: Callable[[Sequence[float], float], float] = lambda scores, least: (  # noqa: E731 -- two short uses
        sum(score >= least for score in scores) / len(scores)
    )
    for least in sorted({score for score in usual if score}, reverse=True):
        rate, recall = share(usual, least), share(own, least)
        if _LEAST_RATE <= rate <= _MOST_RATE and recall >= _LOWEST:
            yield rate, recall
