"""Sanctions lists: official files, into a snapshot, into hits."""

from achguard.sanctions.hit import Hit
from achguard.sanctions.listed.entity import ListedEntity, ListedIdentifier, ListedMatch, ListedName
from achguard.sanctions.snapshot import Snapshot
from achguard.sanctions.snapshot_cache import build, open_or_build

__all__ = ["Hit", "ListedEntity", "ListedIdentifier", "ListedMatch", "ListedName", "Snapshot", "build", "open_or_build"]
