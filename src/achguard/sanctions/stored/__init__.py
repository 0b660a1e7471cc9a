"""A built list on disk: its files, its index, its days, and where it is kept."""
