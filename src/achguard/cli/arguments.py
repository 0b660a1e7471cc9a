"""What an argument names: a policy, lists, a routing directory, a day."""

import datetime as dt
import difflib
import re
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from achguard.cli.progress import working
from achguard.model.given_path import shown_path
from achguard.policy import Policy
from achguard.policy.loading import PRESETS

if TYPE_CHECKING:
    from achguard.directory import RoutingDirectory
    from achguard.intake.column_map import ColumnMap
    from achguard.sanctions.clearance import Clearances
    from achguard.sanctions.snapshot import Snapshot


class Profile(StrEnum):
    """The names of `achguard.nacha.Profile`, known before that is loaded."""

    STRICT = "strict"
    OPERATOR = "operator"


class BasisIn(StrEnum):
    """Which decisions say their basis in JSON."""

    EACH = "each"
    ONCE = "once"


class Encoding(StrEnum):
    """The encodings that text may have: one that every tool writes, and two of old spreadsheets."""

    UTF_8 = "utf-8"
    LATIN_1 = "latin-1"
    CP1252 = "cp1252"
    WINDOWS_1252 = "windows-1252"


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def day(text: str) -> dt.date:
    """Read a day written as YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError:
        raise typer.BadParameter("is not a date as YYYY-MM-DD") from None


def country_code(text: str) -> str:
    """Read the two letters of a country."""
    code = text.strip().upper()
    if not (len(code) == 2 and code.isascii() and code.isalpha()):  # noqa: PLR2004  ISO 3166-1 alpha-2
        raise typer.BadParameter("is not a country of two letters, such as DE")
    return code


def outcomes(text: str) -> frozenset[str]:
    """Read outcomes with commas between them."""
    known = ("accept", "ask", "redirect", "hold", "invalid")
    given = [each.strip() for each in text.split(",")]
    if wrong := next((each for each in given if each not in known), None):
        near = difflib.get_close_matches(wrong[:20], known, n=1)
        raise typer.BadParameter(f"did you mean {near[0]}?" if near else f"takes {', '.join(known)}")
    return frozenset(given) - {""}


def policy_of(given: str) -> Policy:
    """Give the preset of this name, or else the policy in this file.

    Raises `ConfigurationError` for a name that is neither, and for a file that is no policy.
    """
    if given in PRESETS or not (Path(given).exists() or "/" in given or given.endswith(".toml")):
        return Policy.preset(given)
    return Policy.load(given)


def directory_of(given: str | None) -> "RoutingDirectory | None":
    """Open the routing directory, where one is given; raises `DirectoryFormatError`."""
    if given is None:
        return None
    from achguard.directory import RoutingDirectory

    with working("Reading the routing directory"):
        return RoutingDirectory.open(given)


def column_map_of(given: str | None, constants: Iterable[str]) -> "ColumnMap | None":
    """Read a map of columns, with what every payment has; None for neither. Raises `ConfigurationError`."""
    from achguard.intake.column_map import ColumnMap

    mapping = (ColumnMap() if given is None else ColumnMap.load(given)).with_constants(constants)
    return None if mapping == ColumnMap() else mapping


def clearances_of(given: str | None) -> "Clearances | None":
    """Read the file of clearances, where one is given; raises `ConfigurationError`."""
    if given is None:
        return None
    from achguard.sanctions.clearance import Clearances

    return Clearances.open(given)


def lists_of(given: str | None) -> "tuple[Snapshot | None, str]":
    """Open the lists that are given, or else the installed ones; where there are none, say so in a clause.

    Lists that are missing are an answer: every payment is then held. Raises `SnapshotError` or `ListFormatError` for
    lists that are there and can't be read.
    """
    from achguard.sanctions.snapshot import Snapshot
    from achguard.sanctions.snapshot_cache import open_or_build
    from achguard.sanctions.stored import places, snapshot_folder

    with working("Opening the lists"):
        if given is not None:
            if not Path(given).exists():
                return None, f"there are no lists at {shown_path(given)}"
            return open_or_build(given), ""
        if not snapshot_folder.is_snapshot(places.installed_folder()):
            return (
                None,
                "no lists are given or installed; name a folder with --lists, or get them with achguard lists update",
            )
        return Snapshot.latest(), ""
