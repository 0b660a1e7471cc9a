"""Where snapshots live on a user's machine."""

import os
from pathlib import Path


def cache_folder() -> Path:
    """Folder of snapshots that were built from official files on the way: ACHGUARD_CACHE, else the user's cache."""
    if given := os.environ.get("ACHGUARD_CACHE"):
        return Path(given)
    return _home("XDG_CACHE_HOME", ".cache")


def installed_folder() -> Path:
    """Folder that `achguard lists update` keeps its snapshots in: ACHGUARD_LISTS, else one in the user's data."""
    if given := os.environ.get("ACHGUARD_LISTS"):
        return Path(given)
    return _home("XDG_DATA_HOME", ".local/share") / "lists"


def _home(variable: str, default: str) -> Path:
    # The base directory specification says that a relative path in these variables does not count.
    given = Path(os.environ.get(variable, ""))
    return (given if given.is_absolute() else Path.home() / default) / "achguard"
