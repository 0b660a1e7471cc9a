"""The columns of every Nacha record, as rows of `start width name kind inclusion`.

Kinds: X text, 9 digits, $ cents, D YYMMDD, B YYYY-MM-DD, C a code, T a routing number, =V always V, - reserved.
Inclusion: M mandatory, R required, O optional. `since` and `until` refer to the day of the birth date columns.
"""

from collections.abc import Mapping
from types import MappingProxyType

from achguard.nacha.layouts.entry_tables import ENTRY_TABLES
from achguard.nacha.layouts.table import OTHER_RULES, Table

_RETURNS = "2013 NACHA Operating Rules, Appendix Four, pages OR126 to OR166"
_NOTIFICATIONS = "2013 NACHA Operating Rules, Appendix Five, pages OR167 to OR184"


_BATCH_END = """
79 1 originator_status C M
80 8 odfi_identification T M
88 7 batch_number 9 M
"""
_RETURN_START = """
1 1 record_type =7 M
2 2 addenda_type =99 M
4 3 return_code C M
7 15 original_trace_number 9 M
"""
_CHANGE_START = """
1 1 record_type =7 M
2 2 addenda_type =98 M
4 3 change_code C M
7 15 original_trace_number 9 M
22 6 reserved_22 - O
28 8 original_rdfi_identification T R
"""


def _addenda(kind: str, rows: str) -> str:
    return f"1 1 record_type =7 M\n2 2 addenda_type ={kind} M\n{rows.strip()}\n88 7 entry_sequence 9 M"


_BANK = """
4 35 bank_name X M
39 2 id_qualifier C M
41 34 bank_id X M
75 3 branch_country X M
"""
_BIRTH_DATE = """
74 14 reserved_74 - O until
74 10 date_of_birth B O since
84 4 reserved_84 - O since
"""

TABLES: Mapping[str, Table] = MappingProxyType(
    {
        "file_header": Table(
            "File header",
            """
1 1 record_type =1 M
2 2 priority_code =01 R
4 10 immediate_destination T M
14 10 immediate_origin X M
24 6 file_creation_date D M
30 4 file_creation_time X O
34 1 file_id_modifier C M
35 3 record_size =094 M
38 2 blocking_factor =10 M
40 1 format_code =1 M
41 23 immediate_destination_name X O
64 23 immediate_origin_name X O
87 8 reference_code X O
""",
        ),
        "batch_header": Table(
            "Batch header",
            """
1 1 record_type =5 M
2 3 service_class C M
5 16 company_name X M
21 20 company_discretionary_data X O
41 10 company_identification X M
51 3 sec_code C M
54 10 entry_description X M
64 6 descriptive_date X O
70 6 effective_date D R
76 3 settlement_date X O
"""
            + _BATCH_END,
        ),
        "iat_batch_header": Table(
            "IAT batch header",
            """
1 1 record_type =5 M
2 3 service_class C M
5 16 iat_indicator C O
21 2 fx_indicator C M
23 1 fx_reference_indicator C R
24 15 fx_reference X R
39 2 destination_country C M
41 10 originator_identification X M
51 3 sec_code C M
54 10 entry_description X M
64 3 originating_currency C M
67 3 destination_currency C M
70 6 effective_date D R
76 3 settlement_date X O
"""
            + _BATCH_END,
        ),
        **ENTRY_TABLES,
        "addenda_02": Table(
            "Addenda 02 (terminal, for POS, SHR and MTE)",
            """
1 1 record_type =7 M
2 2 addenda_type =02 M
4 7 reference_1 X O
11 3 reference_2 X O
14 6 terminal_id X R
20 6 transaction_serial_number X R
26 4 transaction_date 9 R
30 6 authorization_code X O
36 27 terminal_location X R
63 15 terminal_city X R
78 2 terminal_state X R
80 15 trace_number 9 M
""",
            OTHER_RULES,
        ),
        "addenda_05": Table(
            "Addenda 05 (payment related information)",
            _addenda("05", "4 80 payment_information X O\n84 4 sequence_number 9 M"),
        ),
        "addenda_10": Table(
            "Addenda 10 (IAT: transaction and receiver's name)",
            _addenda(
                "10",
                """
4 3 transaction_type C R
7 18 foreign_amount $ R
25 22 foreign_trace_number X O
47 35 receiver_name X M
82 6 reserved_82 - O
""",
            ),
        ),
        "addenda_11": Table(
            "Addenda 11 (IAT: originator's name and street)",
            _addenda("11", "4 35 originator_name X M\n39 35 originator_street X M\n74 14 reserved_74 - O"),
        ),
        "addenda_12": Table(
            "Addenda 12 (IAT: originator's place)",
            _addenda("12", "4 35 originator_city_state X M\n39 35 originator_country_postal X M" + _BIRTH_DATE),
        ),
        "addenda_13": Table(
            "Addenda 13 (IAT: originating bank)", _addenda("13", _BANK.strip() + "\n78 10 reserved_78 - O")
        ),
        "addenda_14": Table(
            "Addenda 14 (IAT: receiving bank)", _addenda("14", _BANK.strip() + "\n78 10 reserved_78 - O")
        ),
        "addenda_15": Table(
            "Addenda 15 (IAT: receiver's number and street)",
            _addenda("15", "4 15 receiver_id X O\n19 35 receiver_street X M\n54 34 reserved_54 - O"),
        ),
        "addenda_16": Table(
            "Addenda 16 (IAT: receiver's place)",
            _addenda("16", "4 35 receiver_city_state X M\n39 35 receiver_country_postal X M" + _BIRTH_DATE),
        ),
        "addenda_17": Table(
            "Addenda 17 (IAT: payment related information)",
            _addenda("17", "4 80 payment_information X O\n84 4 sequence_number 9 M"),
        ),
        "addenda_18": Table(
            "Addenda 18 (IAT: foreign correspondent bank)",
            _addenda("18", _BANK.strip() + "\n78 6 reserved_78 - O\n84 4 sequence_number 9 M"),
        ),
        "addenda_98": Table(
            "Addenda 98 (notification of change)",
            _CHANGE_START + "36 29 corrected_data X M\n65 15 reserved_65 - O\n80 15 trace_number 9 M",
            _NOTIFICATIONS,
        ),
        "addenda_98_refused": Table(
            "Addenda 98 (refused notification of change)",
            _CHANGE_START
            + """
36 29 corrected_data X M
65 3 refused_change_code C M
68 7 trace_sequence_number 9 M
75 5 reserved_75 - O
80 15 trace_number 9 M
""",
            _NOTIFICATIONS,
        ),
        "addenda_98_iat": Table(
            "Addenda 98 (IAT notification of change)",
            _CHANGE_START + "36 35 corrected_data X M\n71 9 reserved_71 - O\n80 15 trace_number 9 M",
            _NOTIFICATIONS,
        ),
        "addenda_99": Table(
            "Addenda 99 (return)",
            _RETURN_START
            + """
22 6 date_of_death D O
28 8 original_rdfi_identification T R
36 44 addenda_information X O
80 15 trace_number 9 M
""",
            _RETURNS,
        ),
        "addenda_99_iat": Table(
            "Addenda 99 (IAT return)",
            _RETURN_START
            + """
22 6 date_of_death D O
28 8 original_rdfi_identification T R
36 10 original_amount $ R
46 34 addenda_information X O
80 15 trace_number 9 M
""",
            _RETURNS,
        ),
        "addenda_99_dishonored": Table(
            "Addenda 99 (dishonored return)",
            _RETURN_START
            + """
22 6 reserved_22 - O
28 8 original_rdfi_identification T R
36 3 reserved_36 - O
39 15 return_trace_number 9 M
54 3 return_settlement_date 9 M
57 2 returned_for C M
59 21 addenda_information X O
80 15 trace_number 9 M
""",
            _RETURNS,
        ),
        "addenda_99_contested": Table(
            "Addenda 99 (contested dishonored return)",
            _RETURN_START
            + """
22 6 date_original_returned D O
28 8 original_rdfi_identification T R
36 3 original_settlement_date 9 O
39 15 return_trace_number 9 M
54 3 return_settlement_date 9 M
57 2 returned_for C M
59 15 dishonored_trace_number 9 M
74 3 dishonored_settlement_date 9 M
77 2 dishonored_for C M
79 1 reserved_79 - O
80 15 trace_number 9 M
""",
            _RETURNS,
        ),
        "batch_control": Table(
            "Batch control",
            """
1 1 record_type =8 M
2 3 service_class C M
5 6 entry_addenda_count 9 M
11 10 entry_hash 9 M
21 12 total_debit $ M
33 12 total_credit $ M
45 10 company_identification X R
55 19 message_authentication_code X O
74 6 reserved_74 - O
80 8 odfi_identification T M
88 7 batch_number 9 M
""",
        ),
        "adv_batch_control": Table(
            "ADV batch control",
            """
1 1 record_type =8 M
2 3 service_class C M
5 6 entry_addenda_count 9 M
11 10 entry_hash 9 M
21 20 total_debit $ M
41 20 total_credit $ M
61 19 operator_data X O
80 8 odfi_identification T M
88 7 batch_number 9 M
""",
            OTHER_RULES,
        ),
        "file_control": Table(
            "File control",
            """
1 1 record_type =9 M
2 6 batch_count 9 M
8 6 block_count 9 M
14 8 entry_addenda_count 9 M
22 10 entry_hash 9 M
32 12 total_debit $ M
44 12 total_credit $ M
56 39 reserved_56 - O
""",
        ),
        "adv_file_control": Table(
            "ADV file control",
            """
1 1 record_type =9 M
2 6 batch_count 9 M
8 6 block_count 9 M
14 8 entry_addenda_count 9 M
22 10 entry_hash 9 M
32 20 total_debit $ M
52 20 total_credit $ M
72 23 reserved_72 - O
""",
            OTHER_RULES,
        ),
    }
)
"""The rows of every record, by its key."""
