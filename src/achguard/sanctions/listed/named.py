"""Listed entities that somebody names in a test: a name each, and nothing else known of them."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from achguard.errors import ConfigurationError
from achguard.model.masking import quoted
from achguard.sanctions.listed.entity import ListedEntity, ListedName

LIST_NAME: Final = "sample-names"


def given(names: Iterable[str]) -> tuple[str, ...]:
    """Take names that are given; raises ConfigurationError for a single text, whose letters nobody means to list."""
    if isinstance(names, str):
        raise ConfigurationError(f"names are a list: [{quoted(names)!r}]")
    return tuple(names)


def named(names: Iterable[str]) -> tuple[ListedEntity, ...]:
    """List names, each as a person of its own, numbered from 1; raises ConfigurationError for one without a letter."""
    return tuple(_entity(number, name) for number, name in enumerate(names, 1))


def digest_of(names: Iterable[str]) -> str:
    """Give `sha256:` and the digest of names, for what must be known of a list."""
    return "sha256:" + sha256("\n".join(names).encode(errors="replace")).hexdigest()


def _entity(number: int, name: str) -> ListedEntity:
    if not isinstance(name, str) or not any(map(str.isalpha, name)):
        raise ConfigurationError(f"{quoted(name)!r} can't be listed: a listed name is text with a letter in it")
    return ListedEntity(
        uid=str(number), list=LIST_NAME, kind="individual", names=(ListedName(name, "primary", "primary"),)
    )
