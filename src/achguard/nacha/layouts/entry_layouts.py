"""Which layout the entries of a batch have: the one choice that the reader and the writer make."""

from collections.abc import Mapping
from types import MappingProxyType

from achguard.model.payment import SecCode

ENTRY_LAYOUTS: Mapping[SecCode, str] = MappingProxyType(
    {
        SecCode.ACK: "ack_entry",
        SecCode.ADV: "adv_entry",
        SecCode.ARC: "check_entry",
        SecCode.ATX: "atx_entry",
        SecCode.BOC: "check_entry",
        SecCode.CCD: "entry",
        SecCode.CIE: "cie_entry",
        SecCode.COR: "entry",
        SecCode.CTX: "ctx_entry",
        SecCode.DNE: "entry",
        SecCode.ENR: "ctx_entry",
        SecCode.IAT: "iat_entry",
        SecCode.MTE: "mte_entry",
        SecCode.POP: "pop_entry",
        SecCode.POS: "pos_entry",
        SecCode.PPD: "entry",
        SecCode.RCK: "rck_entry",
        SecCode.SHR: "shr_entry",
        SecCode.TEL: "named_entry",
        SecCode.TRC: "trc_entry",
        SecCode.TRX: "trx_entry",
        SecCode.WEB: "named_entry",
        SecCode.XCK: "xck_entry",
    }
)
"""The layout of a domestic batch's entries by SEC code, as a key of `LAYOUTS`; a test asks for each SEC code's row."""

IAT_NOTIFICATION = "IATCOR"
"""The IAT indicator of a batch of notifications of change about IATs, whose SEC code is COR."""


def sec_code_of(text: str) -> SecCode | None:
    """Give the SEC code that a header's text is, in any case and with blanks around it; None where it is none."""
    return SecCode._missing_(text)  # as SecCode() would, without raising


def layout_of_entries(sec_code: SecCode | None, *, is_iat: bool) -> str:
    """Give the key of the layout that a batch's entries have; a code that is none of Nacha's has that of most."""
    if is_iat:
        return ENTRY_LAYOUTS[SecCode.IAT]
    return ENTRY_LAYOUTS.get(sec_code, "entry") if sec_code is not None else "entry"
