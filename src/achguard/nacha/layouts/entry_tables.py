"""The columns of every entry, by SEC code, in the rows that `layout_tables` describes."""

from collections.abc import Mapping
from types import MappingProxyType

from achguard.nacha.layouts.table import OTHER_RULES, Table

_LAYOUTS = (
    "2013 NACHA Operating Rules, Appendix Three, and Appendix Two, pages OR71 and OR72; "
    "dwilkins/nacha (Ruby) and moov-io/ach, read 2026-11-26, have the same columns"
)
_ENTRY_START = """
1 1 record_type =6 M
2 2 transaction_code C M
4 8 rdfi_identification T M
12 1 check_digit 9 M
"""
_ENTRY_END = """
79 1 addenda_indicator C M
80 15 trace_number 9 M
"""
_ACCOUNT_AND_AMOUNT = """
13 17 account_number X R
30 10 amount $ M
"""
_NUMBER = "40 15 individual_id X O"
_SERIAL = "40 15 check_serial_number X M"
_ITEM = "55 6 process_control X R\n61 16 item_research_number X R"
_ITEM_TYPE = "77 2 item_type X O"
_CARD_TYPE = "77 2 card_transaction_type C M"
_DISCRETIONARY = "77 2 discretionary_data X O"
_COUNTED = "55 4 addenda_count 9 M\n59 16 individual_name X R\n75 2 reserved_75 - O"


def _name(inclusion: str) -> str:
    return f"55 22 individual_name X {inclusion}"


def _entry(*rows: str) -> str:
    """Give the rows of a domestic entry, whose columns 40 to 78 alone depend on the SEC code."""
    return _ENTRY_START + _ACCOUNT_AND_AMOUNT + "\n".join(rows) + _ENTRY_END


ENTRY_TABLES: Mapping[str, Table] = MappingProxyType(
    {
        "entry": Table("Entry detail (PPD, CCD, DNE)", _entry(_NUMBER, _name("R"), _DISCRETIONARY), _LAYOUTS),
        "named_entry": Table(
            "Entry detail whose name is mandatory (TEL, WEB)",
            _entry(_NUMBER, _name("M"), _DISCRETIONARY),
            _LAYOUTS,
        ),
        "ack_entry": Table(
            "Entry detail of an acknowledgment (ACK)",
            _entry("40 15 original_entry_trace_number X R", _name("R"), _DISCRETIONARY),
            _LAYOUTS,
        ),
        "check_entry": Table(
            "Entry detail of a converted check (ARC, BOC)", _entry(_SERIAL, _name("O"), _DISCRETIONARY), _LAYOUTS
        ),
        "rck_entry": Table(
            "Entry detail of a check presented again (RCK)", _entry(_SERIAL, _name("R"), _DISCRETIONARY), _LAYOUTS
        ),
        "pop_entry": Table(
            "Entry detail of a check converted at the point of purchase (POP)",
            _entry(
                "40 9 check_serial_number X M",
                "49 4 terminal_city X M",
                "53 2 terminal_state X M",
                _name("O"),
                _DISCRETIONARY,
            ),
            _LAYOUTS,
        ),
        "xck_entry": Table(
            "Entry detail of a destroyed check (XCK), which names nobody",
            _entry(_SERIAL, _ITEM, _DISCRETIONARY),
            _LAYOUTS,
        ),
        "trc_entry": Table(
            "Entry detail of a truncated check (TRC), which names nobody",
            _entry("40 15 check_serial_number X O", _ITEM, _ITEM_TYPE),
            _LAYOUTS,
        ),
        "ctx_entry": Table(
            "Entry detail that counts its addenda (CTX, ENR)", _entry(_NUMBER, _COUNTED, _DISCRETIONARY), _LAYOUTS
        ),
        "atx_entry": Table(
            "Entry detail of an acknowledgment that counts its addenda (ATX)",
            _entry("40 15 original_entry_trace_number X R", _COUNTED, _DISCRETIONARY),
            _LAYOUTS,
        ),
        "trx_entry": Table(
            "Entry detail of truncated checks, which counts its addenda (TRX)",
            _entry(_NUMBER, _COUNTED, _ITEM_TYPE),
            _LAYOUTS,
        ),
        "cie_entry": Table(
            "Entry detail of CIE, with the name first",
            _entry("40 15 individual_name X R", "55 22 individual_id X M", _DISCRETIONARY),
            _LAYOUTS,
        ),
        "mte_entry": Table(
            "Entry detail of MTE, with the name first",
            _entry("40 15 individual_name X M", "55 22 individual_id X M", _DISCRETIONARY),
            _LAYOUTS,
        ),
        "pos_entry": Table(
            "Entry detail of POS, with the type of the card's transaction",
            _entry(_NUMBER, _name("R"), _CARD_TYPE),
            _LAYOUTS,
        ),
        "shr_entry": Table(
            "Entry detail of SHR, with a card's numbers in place of a name",
            _entry(
                "40 4 card_expiration 9 O",
                "44 11 document_reference X R",
                "55 22 card_number X R",
                _CARD_TYPE,
            ),
            _LAYOUTS,
        ),
        "iat_entry": Table(
            "IAT entry detail",
            _ENTRY_START
            + """
13 4 addenda_count 9 M
17 13 reserved_17 - O
30 10 amount $ M
40 35 account_number X M
75 2 reserved_75 - O
77 1 gateway_screening C O
78 1 secondary_screening C O
"""
            + _ENTRY_END,
        ),
        "adv_entry": Table(
            "ADV entry detail",
            _ENTRY_START
            + """
13 15 account_number X R
28 12 amount $ M
40 9 advice_routing_number T M
49 5 file_identification X O
54 1 operator_data X O
55 22 individual_name X R
77 2 discretionary_data X O
79 1 addenda_indicator C M
80 8 operator_routing_number T M
88 3 julian_date 9 M
91 4 sequence_number 9 M
""",
            OTHER_RULES,
        ),
    }
)
"""The rows of every entry, by the key of its layout."""
