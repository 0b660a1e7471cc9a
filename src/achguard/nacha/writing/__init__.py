"""Records, files and the parts of a split file, written."""
