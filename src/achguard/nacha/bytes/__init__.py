"""The bytes of a Nacha file: opened, cut into lines, and looked at in columns."""
