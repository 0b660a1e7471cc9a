"""Given names and surnames that many Americans have."""

from functools import cache
from importlib.resources import files


@cache
def ordinary_names() -> frozenset[str]:
    """Give them folded: a word that is one of these is seldom another word misspelt."""
    text = files("achguard").joinpath("_data", "ordinary_names.tsv").read_text(encoding="utf-8")
    return frozenset(line.split("\t")[0] for line in text.splitlines() if line and not line.startswith("#"))
