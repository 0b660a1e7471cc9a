"""Many names at once, in columns: the mirror of `one_name`, to the same effect."""
