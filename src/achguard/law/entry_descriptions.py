"""The company entry descriptions that the Nacha Operating Rules prescribe, each from a day on."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from achguard.model.payment import Direction, SecCode


@dataclass(frozen=True, slots=True)
class StandardDescription:
    """A description that the Rules prescribe: its word, the days, and the entries that it is for."""

    word: str
    """What the description begins with, in capitals."""
    effective: date
    """First day on which it is prescribed."""
    sec_code: SecCode | None
    """The one code whose entries it is for; None for any."""
    direction: Direction | None
    """The one direction of those entries; None for both."""
    source: str
    """Where the rule is to be read."""


PAYROLL: Final = StandardDescription(
    word="PAYROLL",
    effective=date(2026, 3, 20),
    sec_code=SecCode.PPD,
    direction=Direction.CREDIT,
    source="Nacha, risk management rules in force from 2026-03-20: PPD credits that pay wages",
)
PURCHASE: Final = StandardDescription(
    word="PURCHASE",
    effective=date(2026, 3, 20),
    sec_code=SecCode.WEB,
    direction=Direction.DEBIT,
    source="Nacha, risk management rules in force from 2026-03-20: WEB debits for goods bought online",
)
ACCTVERIFY: Final = StandardDescription(
    word="ACCTVERIFY",
    effective=date(2022, 9, 16),
    sec_code=None,
    direction=None,
    source="Nacha, nacha.org/micro-entries: in force from 2022-09-16",
)

MOST_OF_A_MICRO_ENTRY: Final = {Direction.CREDIT: Decimal("0.99"), Direction.DEBIT: Decimal("1.98")}
"""Dollars: a Micro-Entry credits less than a dollar; a debit takes back at most its credits, of which two are usual."""

WAGES: Final = re.compile(r"SALAR(?:Y|IES)|WAGES?|PAYCHE(?:CK|QUE)S?|PAY ROLL|PAYROL|PAYRLL")
"""Descriptions that say wages in other words, in capitals without blanks around them."""
