"""A policy file to start from, and what in it is still to be filled in."""

import re
from typing import Final

_TO_FILL_IN: Final = re.compile(r"\s*(?:FILL IN\b|(?:TODO|TBD|FIXME|XXX+)\b|\?+\s*$|\.{3}\s*$|…\s*$)", re.IGNORECASE)
"""The words that a new file has, and those that people write for themselves."""

_NEW_FILE: Final = """\
# Write only what differs from {preset}: see `achguard policy show {preset}`.
# `achguard policy check FILE` names every mistake with its line.
extends = "{preset}"
name = "{name}"
title = "FILL IN: what these payments are"
source = "FILL IN: which rule, page or manual this follows, and who approved it"
# languages = ["en", "es"]         # what a payor reads must then be there in both
# confirmed_by = "FILL IN: who at the agency confirmed it"
# confirmed_on = 2026-11-25
# review_by = 2027-11-25           # from the day after, every decision carries a note

# [contact]
# phone = "601 555 0100"
# url = "https://pay.example.gov/contact"

# A list of alternatives replaces the one of {preset}.
# [[alternatives]]
# code = "check"
# title = "Check by mail"
# instructions = "Mail it with the voucher."
# conditions = ["It is drawn on a US bank, in US dollars."]
# directions = ["debit"]
# max_amount = "10000.00"
# not_for = ["eft-mandated"]
# source = "FILL IN: the agency's instructions to payors"
"""


def new_file(preset: str, name: str) -> str:
    """Give the text of a policy file that lies over a preset and says what may be said."""
    return _NEW_FILE.format(preset=preset, name=name)


def is_to_fill_in(text: str) -> bool:
    """Say whether a text only holds the place of one that somebody has still to write."""
    return _TO_FILL_IN.match(text) is not None
