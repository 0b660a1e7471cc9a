"""How many characters the fields of an entry have for a number; a test holds them to the layouts of Nacha records."""

ROUTING_COLUMNS = 9
"""A routing number with its check digit (entry detail record, columns 4-12)."""

ACCOUNT_COLUMNS = 17
"""An account number (entry detail record, columns 13-29)."""

IAT_ACCOUNT_COLUMNS = 35
"""An account number of an IAT (IAT entry detail record, columns 40-74)."""
