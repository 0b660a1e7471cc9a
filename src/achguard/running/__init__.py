"""A guard that runs for months: it takes up new lists, says how old they are, and counts what it decides."""
