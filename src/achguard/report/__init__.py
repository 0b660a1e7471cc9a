"""One page about what was decided, for the person who judges holds: it is read offline, printed and kept."""
