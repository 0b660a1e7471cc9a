"""The vocabularies of Nacha records: transaction codes, service classes, SEC codes and IAT codes, as tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from achguard.law.iat_codes import MOST_CORRESPONDENTS
from achguard.model.account import AccountType
from achguard.model.payment import Direction, SecCode
from achguard.nacha.layouts.entry_layouts import ENTRY_LAYOUTS


class Purpose(StrEnum):
    """What an entry of a transaction code is for."""

    LIVE = "live"
    """It moves money."""
    PRENOTE = "prenote"
    """It tries the account out, with zero dollars."""
    ZERO_DOLLAR = "zero-dollar"
    """It carries remittance only, with zero dollars."""
    RETURN = "return"
    """It is a return or a notification of change."""
    REVERSAL = "reversal"
    """It takes back a loan credit."""
    ADVICE = "advice"
    """It is an operator's automated accounting advice (ADV)."""


@dataclass(frozen=True, slots=True)
class TransactionCode:
    """What columns 2 and 3 of an entry say."""

    direction: Direction
    account_type: AccountType
    purpose: Purpose


def _transaction_codes() -> dict[str, TransactionCode]:
    codes: dict[str, TransactionCode] = {}
    rows = (("2", AccountType.CHECKING), ("3", AccountType.SAVINGS), ("4", AccountType.LEDGER), ("5", AccountType.LOAN))
    purposes = {
        "1": (Direction.CREDIT, Purpose.RETURN),
        "2": (Direction.CREDIT, Purpose.LIVE),
        "3": (Direction.CREDIT, Purpose.PRENOTE),
        "4": (Direction.CREDIT, Purpose.ZERO_DOLLAR),
        "6": (Direction.DEBIT, Purpose.RETURN),
        "7": (Direction.DEBIT, Purpose.LIVE),
        "8": (Direction.DEBIT, Purpose.PRENOTE),
        "9": (Direction.DEBIT, Purpose.ZERO_DOLLAR),
    }
    for tens, account_type in rows:
        for units, (direction, purpose) in purposes.items():
            codes[tens + units] = TransactionCode(direction, account_type, purpose)
    for code in ("57", "58", "59"):  # a loan account takes credits; 55 alone is its debit, and only to reverse one
        del codes[code]
    codes["55"] = TransactionCode(Direction.DEBIT, AccountType.LOAN, Purpose.REVERSAL)
    for number in range(81, 89):  # odd numbers credit, even numbers debit
        direction = Direction.CREDIT if number % 2 else Direction.DEBIT
        codes[str(number)] = TransactionCode(direction, AccountType.LEDGER, Purpose.ADVICE)
    return codes


TRANSACTION_CODES = _transaction_codes()
"""Every transaction code (2013 NACHA Operating Rules, page OR121, as read in moov-io/ach)."""

ZERO_DOLLAR_PURPOSES = frozenset({Purpose.PRENOTE, Purpose.ZERO_DOLLAR})
"""What an entry is for that moves no money."""

HASH_MODULUS = 10**10
"""An entry hash keeps the last ten digits of the sum of routing numbers."""

MIXED, CREDITS, DEBITS, ADVICES = "200", "220", "225", "280"
SERVICE_CLASSES = frozenset({MIXED, CREDITS, DEBITS, ADVICES})
"""Service class codes: mixed, credits only, debits only, automated accounting advices."""

COUNTED_ADDENDA = frozenset(
    code for code, key in ENTRY_LAYOUTS.items() if key in {"ctx_entry", "atx_entry", "trx_entry"}
)
"""SEC codes whose entry counts its addenda in columns 55 to 58."""

TERMINAL_ADDENDA = frozenset({SecCode.POS, SecCode.SHR, SecCode.MTE})
"""SEC codes whose entries carry an addenda 02."""

NO_ADDENDA = frozenset({SecCode.ARC, SecCode.BOC, SecCode.POP, SecCode.RCK, SecCode.TEL, SecCode.XCK, SecCode.TRC})
"""SEC codes whose forward entries carry none."""

_MONEY = frozenset({Purpose.LIVE, Purpose.PRENOTE, Purpose.RETURN, Purpose.REVERSAL})
_REMITTANCE = _MONEY | {Purpose.ZERO_DOLLAR}
_NOTICE = frozenset({Purpose.PRENOTE, Purpose.RETURN})
_ACKNOWLEDGMENT = frozenset({Purpose.ZERO_DOLLAR, Purpose.RETURN})

PURPOSES: Mapping[SecCode, frozenset[Purpose]] = MappingProxyType(
    dict.fromkeys(SecCode, _MONEY)
    | dict.fromkeys((SecCode.CCD, SecCode.CTX, SecCode.IAT), _REMITTANCE)
    | dict.fromkeys((SecCode.DNE, SecCode.ENR), _NOTICE)
    | dict.fromkeys((SecCode.ACK, SecCode.ATX), _ACKNOWLEDGMENT)
    | {SecCode.ADV: frozenset({Purpose.ADVICE}), SecCode.COR: frozenset({Purpose.RETURN})}
)
"""What entries of an SEC code may be for (2013 NACHA Operating Rules, pages OR70 and OR121)."""

MANY_ADDENDA = 9999
"""The most addenda that any entry can count."""

IAT_MANDATORY = ("10", "11", "12", "13", "14", "15", "16")
"""The addenda that every IAT carries, each once and in this order (2013 NACHA Operating Rules, page OR71)."""

IAT_REPEATED = {"17": 2, "18": MOST_CORRESPONDENTS}
"""How often an IAT may carry the optional addenda (page OR71)."""

IAT_ADDENDA = frozenset({*IAT_MANDATORY, *IAT_REPEATED})
"""The types of addenda that an IAT carries forward."""

CHANGE, RETURN = "98", "99"
COMES_BACK = frozenset({CHANGE, RETURN})
"""The types of addenda of a notification of change and of a return."""

ADDENDA_TYPES = frozenset({"02", "05"}) | IAT_ADDENDA | COMES_BACK
"""Every addenda type code."""

IAT_ADDENDA_AT_MOST = 12
"""Addenda of an IAT in all (page OR71); two 17 and four 18 are already too many."""

SCREENING_INDICATORS = frozenset({"0", "1", " "})
"""Columns 77 and 78: nothing found, possibly a listed party, not screened."""

DISHONORED = frozenset({"R61", "R62", "R67", "R68", "R69", "R70"})
"""Reasons for dishonoring a return (2013 NACHA Operating Rules, Appendix Four)."""

CONTESTED = frozenset({"R71", "R72", "R73", "R74", "R75", "R76", "R77"})
"""Reasons for contesting a dishonored return (Appendix Four)."""

RETURN_REASONS = frozenset(
    {f"R{number:02}" for number in (*range(1, 48), *range(50, 54), *range(61, 63), *range(67, 78), *range(80, 86), 90)}
)
"""Return reason codes (Appendix Four, pages OR126 to OR166; R90 from 2028-03-17; R48, R49 and R54 to R60 are none)."""

FIRST_RETURNS = RETURN_REASONS - DISHONORED - CONTESTED
"""Reasons for which an entry itself is returned, by a bank or an operator."""

CHANGE_CODES = frozenset({f"C{number:02}" for number in (*range(1, 10), 13, 14)})
"""Change codes (Appendix Five, pages OR167 to OR184; C14 since 2024)."""

REFUSED_CHANGES = frozenset({f"C{number}" for number in range(61, 70)})
"""Reasons for refusing a notification of change (Appendix Five)."""

ORIGINATOR_STATUS = frozenset({"0", "1", "2"})
"""An operator's advice, a bank, a federal agency."""
