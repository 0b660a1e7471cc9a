"""The FedACH routing directory that a user supplies: read it, look numbers up."""

from achguard.directory.entry import DirectoryEntry, RecordType
from achguard.directory.known_foreign import KnownForeign, known_foreign
from achguard.directory.routing_directory import RoutingDirectory

__all__ = ["DirectoryEntry", "KnownForeign", "RecordType", "RoutingDirectory", "known_foreign"]
