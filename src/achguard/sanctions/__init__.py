"""Sanctions lists: official files, into a snapshot, into hits."""

from achguard.sanctions.entity import ListedEntity, ListedIdentifier, ListedMatch, ListedName
from achguard.sanctions.hit import Hit
from achguard.sanctions.snapshot import Snapshot, build, open_or_build

__all__ = ["Hit", "ListedEntity", "ListedIdentifier", "ListedMatch", "ListedName", "Snapshot", "build", "open_or_build"]
