"""Where the benchmarks find their data, and how they print a figure beside its peer."""

import os
import statistics
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter_ns

ROOT = Path(__file__).parent.parent
DATA = Path(os.environ.get("ACHGUARD_BENCH_DATA", ROOT.parent / "shared" / "data"))
"""A folder with `ofac/2024` (an OFAC CSV set), `fedach/FedACHdir.txt` and `census` (US Census name files)."""


def needed(*parts: str) -> Path:
    """Give a path inside the data folder, or end with a sentence that says what is missing."""
    path = DATA.joinpath(*parts)
    if not path.exists():
        sys.exit(f"{path} is not there; set ACHGUARD_BENCH_DATA to a folder that has {'/'.join(parts)}")
    return path


def surnames(count: int) -> list[str]:
    """Give the most frequent US surnames of the 1990 census, most frequent first."""
    return _census("dist.all.last", count)


def given_names(count: int) -> list[str]:
    """Give the most frequent US given names of the 1990 census, women and men in turn."""
    half = count // 2 + 1
    women, men = _census("dist.female.first", half), _census("dist.male.first", half)
    return [name for pair in zip(women, men, strict=True) for name in pair][:count]


def _census(file: str, count: int) -> list[str]:
    lines = needed("census", file).read_text(encoding="ascii").splitlines()
    return [line.split()[0] for line in lines[:count]]


def microseconds(function: Callable[[], object]) -> float:
    """Time one call, in microseconds."""
    start = perf_counter_ns()
    function()
    return (perf_counter_ns() - start) / 1000


def quantile(times: Sequence[float], q: float) -> float:
    """Give a quantile of some times, such as 0.99."""
    return statistics.quantiles(times, n=1000, method="inclusive")[round(q * 1000) - 1]


def row(what: str, ours: float, peer: float, peer_name: str, unit: str) -> None:
    """Print a figure, its peer's from the same run, and their ratio."""
    print(f"{what:<44} {ours:>10,.1f} {unit:<3} {peer_name:>36} {peer:>10,.1f} {unit:<3} ratio {ours / peer:>6.2f}")
