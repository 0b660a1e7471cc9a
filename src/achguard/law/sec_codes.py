"""What the rules allow the entries of an SEC code: direction, amount, description, addenda and who may send them."""

from collections.abc import Mapping
from types import MappingProxyType

from achguard.model.payment import SecCode

DEBITS_ONLY = frozenset(
    {
        *(SecCode.ARC, SecCode.BOC, SecCode.POP, SecCode.RCK, SecCode.TEL, SecCode.XCK),
        *(SecCode.TRC, SecCode.TRX),
    }
)
"""SEC codes whose entries debit, reversals apart (2013 NACHA Operating Rules, page OR72, R36; TRC and TRX as
moov-io/ach has it)."""

CREDITS_ONLY = frozenset({SecCode.ACK, SecCode.ATX, SecCode.CIE, SecCode.DNE, SecCode.ENR})
"""SEC codes whose entries credit, reversals apart (page OR72, R35, for CIE; the others move no money)."""

MOST_CENTS: Mapping[SecCode, int] = MappingProxyType(
    {
        SecCode.ARC: 25_000_00,
        SecCode.BOC: 25_000_00,
        SecCode.POP: 25_000_00,
        SecCode.RCK: 2_499_99,
        SecCode.XCK: 2_499_99,
    }
)
"""The most that an entry of an SEC code may be, in cents (page OR70, R19): 25,000 dollars, or less than 2,500."""

DESCRIPTIONS: Mapping[SecCode, str] = MappingProxyType(
    {SecCode.ENR: "AUTOENROLL", SecCode.RCK: "REDEPCHECK", SecCode.XCK: "NO CHECK"}
)
"""The company entry description that an SEC code prescribes (page OR74)."""

REVERSAL = "REVERSAL"
"""The company entry description of a batch that takes entries back, in capitals (page OR62)."""

FEDERAL_AGENCIES_ONLY = frozenset({SecCode.DNE})
"""SEC codes of which a federal agency alone sends entries (page OR69)."""

NEEDS_ADDENDA = frozenset({SecCode.DNE, SecCode.ENR, SecCode.TRX})
"""SEC codes whose forward entries carry at least one addenda 05 (page OR71, R25)."""

REMITTANCE_NEEDS_ADDENDA = frozenset({SecCode.CCD, SecCode.CTX})
"""SEC codes whose entries of zero dollars carry remittance, so at least one addenda 05 (page OR71, R25)."""

CARD_TRANSACTION_TYPES = frozenset({"01", "02", "03", "11", "12", "13", "21", "99"})
"""What a card did in a POS or SHR entry (Appendix Three, card transaction type code)."""
