"""The guard of a project, made of what its settings say under `ACHGUARD`."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from django.conf import settings

from achguard.errors import ConfigurationError
from achguard.guard import Guard
from achguard.policy.vocabulary import instead

SETTING: Final = "ACHGUARD"
KEYS: Final = ("policy", "lists", "directory", "clearances")
"""What the setting may say, each as `Guard` takes it."""


def made() -> Guard:
    """Make a guard of the settings; raises `ConfigurationError`, and what opening a file raises."""
    given = getattr(settings, SETTING, {})
    if not isinstance(given, Mapping):
        raise ConfigurationError(
            f"{SETTING} is a dictionary such as {{'policy': 'us-domestic', 'lists': BASE_DIR / 'lists'}}"
        )
    for key in given:
        if key not in KEYS:
            raise ConfigurationError(f"{SETTING} has no key {str(key)[:40]!r}{instead(key, KEYS)}")
    return Guard(
        given.get("policy"), given.get("lists"), given.get("directory"), clearances=given.get("clearances")
    ).warm()


@cache
def guard() -> Guard:
    """Give the project's guard, made of `settings.ACHGUARD` and warmed when it is first asked for.

    Raises `ConfigurationError`, and what opening a file raises; `manage.py check` tells of both before that.
    """
    return made()
