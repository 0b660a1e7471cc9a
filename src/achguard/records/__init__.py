"""Decisions kept for ten years: a chained record of them, and an archive of the lists that they rest on."""
