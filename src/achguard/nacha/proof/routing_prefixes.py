"""With which two digits routing numbers start, as a table over two characters; `identifiers.routing_number` says it."""

from functools import cache

import numpy as np

from achguard.identifiers import routing_number
from achguard.identifiers.malformed import Malformed, Reason
from achguard.nacha.bytes.columns import Flags


@cache
def prefixes() -> Flags:
    """Give a table from two characters to whether routing numbers start with them."""
    known = np.zeros(1 << 16, np.bool_)
    for prefix in range(100):
        text = f"{prefix:02}"
        eight = f"{text}100000"
        found = routing_number.parse(eight + routing_number.check_digit_of(eight))
        known[int.from_bytes(text.encode(), "little")] = not (
            isinstance(found, Malformed) and found.reason is Reason.PREFIX
        )
    return known
