"""Rules on what the payor may have mistyped: routing number, account number, amount, date."""
