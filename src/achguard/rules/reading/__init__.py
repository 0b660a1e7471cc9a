"""A payment as several rules read it: places, parsed numbers, and what the lists say of it."""
