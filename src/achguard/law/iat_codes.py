"""The codes and bounds of an IAT, as tables that the rules and the reader of Nacha files share.

Sources: 2013 NACHA Operating Rules, Appendix Three (IAT batch header, entry detail, addenda records 710 to 718).
"""

FX_INDICATORS = frozenset({"FV", "VF", "FF"})
"""Fixed to variable, variable to fixed, fixed to fixed (batch header, columns 21-22)."""

FX_RATE, FX_NUMBER, FX_NO_REFERENCE = "1", "2", "3"
"""What the foreign exchange reference is: a rate, a reference number, nothing (batch header, column 23)."""

FX_REFERENCE_INDICATORS = frozenset({FX_RATE, FX_NUMBER, FX_NO_REFERENCE})
"""What may stand in that column."""

NATIONAL, BIC, IBAN = "01", "02", "03"
"""Qualifiers of a bank's number: national clearing system, BIC, IBAN (addenda 713, 714 and 718, columns 39-40)."""

ID_QUALIFIERS = frozenset({NATIONAL, BIC, IBAN})
"""What may stand in those columns."""

TRANSACTION_TYPES = frozenset(
    {"ANN", "BUS", "DEP", "LOA", "MIS", "MOR", "PEN", "REM", "RLS", "SAL", "TAX"}
    | {"ARC", "BOC", "MTE", "POP", "POS", "RCK", "SHR", "TEL", "WEB"}
)
"""Reasons for a payment, then secondary SEC codes (addenda 710, columns 4-6; page OR125)."""

MOST_CORRESPONDENTS = 5
"""Addenda 718 of one entry (page OR71)."""
