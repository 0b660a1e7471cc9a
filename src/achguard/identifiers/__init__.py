"""Numbers and codes of banks, accounts, countries and parties: each module has normalize, parse and is_valid."""
