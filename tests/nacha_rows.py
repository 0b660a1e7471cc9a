"""Nacha files of many entries, written row by row, and the guards that decide them."""

import datetime as dt
import io
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from achguard.directory import RoutingDirectory
from achguard.guard import Guard
from achguard.model.decision import Accept, Ask, Hold, Redirect
from achguard.model.history import History, ReturnedEntry
from achguard.model.payment import Payment
from achguard.nacha import read
from achguard.nacha.reader import NachaFile
from achguard.nacha.writing.record_text import Values, record_text
from achguard.nacha.writing.writer import FileWriter
from achguard.policy import Policy
from achguard.rules import RULES
from achguard.rules.context import KnownParties
from achguard.sanctions.snapshot import Snapshot
from spec import TINY_DIRECTORY

DAY = dt.date(2026, 11, 23)
ODFI = "06530027"
HEADER = {
    "immediate_destination": "061000146",
    "immediate_origin": "065300279",
    "file_creation_date": "261123",
    "file_creation_time": "0900",
    "file_id_modifier": "A",
}
ROUTING = ("065300279", "065309995", "061000146", "091059992", "021502011", "091050234", "000000518", "655060042")
ACCOUNTS = (
    "123456789",
    "00000000000000000",
    "12345678901234567",
    "12 34",
    "DE8937040044",
    "1234567890123456",
    "0103654879000",
    "A-17",
)
NAMES = (
    "JANE Q PUBLIC",
    "O'NEIL-SMITH, PAT JR.",
    "MALIK TARENTOV ZORBAN",
    "THE FALCONER",
    "QUENTARA MARITIME TRAD",
    "GB29NWBK60161331926819",
    "JOHN 3RD",
    "---",
    "SMITH & SONS",
    "BANK OF NORTHERN VELDO",
    "AL-DURAZHI FATHIM MUT",
    "QUENTARA MARITIM",
    "KIM OR THE FALCONER",
    "J ROE AND MALIK ZORBAN",
    "REF TY MARCHWOOD TAX",
    "SkFORSBQVUJMSUM",
    "&NBSP",
    "0000000000",
)
NUMBERS = (
    "",
    "17",
    "9990001",
    "9900776655",
    "99001122",
    "900123456",
    "X0000001",
    "078051120",
    "GODE561231HDFRRN",
    "52998224725",
)
Row = tuple[str, str, str, int, str, str]
"""Transaction code, routing number, account number, cents, the receiver's number and name."""
PLAIN: Row = ("22", "065300279", "123456789", 5_00, "17", "JANE Q PUBLIC")

_UNWRITABLE = re.compile("[^ -~]")


def nacha_file(
    batches: list[tuple[str, str, list[Row]]], sec_code: str = "PPD", memos: Sequence[str] = ()
) -> NachaFile:
    """Write batches of (descriptive date, company, entries) under an SEC code and read them back."""
    return written(
        [
            ({"descriptive_date": descriptive, "company_name": company, "sec_code": sec_code}, rows)
            for descriptive, company, rows in batches
        ],
        memos=memos,
    )


def written(
    batches: list[tuple[Values, list[Row]]],
    as_of: dt.date = DAY,
    *,
    memos: Sequence[str] = (),
    in_utf_8: bool = False,
) -> NachaFile:
    """Write batches of (what their header says otherwise than usual, entries) and read them back.

    `memos` are the lines of addenda 05, in turn: an entry whose memo is empty has none. In UTF-8 a
    line has 94 characters, and more bytes.
    """
    stream = io.BytesIO()
    out = FileWriter(stream, record_text("file_header", HEADER).encode())
    trace = 0
    for number, (changes, rows) in enumerate(batches, 1):
        header: Values = {
            "service_class": "200",
            "company_name": "STATE TAX AGENCY",
            "company_identification": "1640000001",
            "sec_code": "PPD",
            "entry_description": "PAYROLL",
            "effective_date": "261125",
            "originator_status": "1",
            "odfi_identification": ODFI,
            "batch_number": number,
            **changes,
        }
        out.batch(record_text("batch_header", header).encode("latin-1"))
        for code, routing, account, cents, identification, name in rows:
            trace += 1
            parties = f"{routing:<9.9}{account:<17.17}{cents:010}{identification:<15.15}{name:<22.22}"
            memo = memos[trace % len(memos)] if memos else ""
            lines = [f"6{code}{parties}  {int(bool(memo))}{ODFI}{trace:07}"]
            if memo:
                lines.append(f"705{memo:<80.80}{1:04}{trace:07}")
            out.entry([line.encode("latin-1") for line in lines])
    out.close()
    content = stream.getvalue()
    return read(content.decode("latin-1").encode() if in_utf_8 else content, as_of=as_of)


def writable(text: str) -> str:
    """Give a text in ASCII: a line with another character is never passed by, nor are its neighbours."""
    return _UNWRITABLE.sub("?", text)


class Counting(Guard):
    """A guard that counts the payments it is asked about."""

    __slots__ = ("_asked",)

    @property
    def asked(self) -> int:
        """How many they were."""
        count: int = getattr(self, "_asked", 0)
        return count

    def decide(self, payment: Payment, **how: Any) -> Accept | Ask | Redirect | Hold:
        """Decide as any guard does."""
        self._asked = self.asked + 1
        return super().decide(payment, **how)

    def _decide_known(self, payment: Payment, known: KnownParties, **how: Any) -> Accept | Ask | Redirect | Hold:
        self._asked = self.asked + 1
        return super()._decide_known(payment, known, **how)


@cache
def guard(which: str) -> Counting:
    """Give guards that know more or less."""
    sample = Snapshot.sample(published=DAY)
    preset = Policy.preset("nacha-file")
    return {
        "lists": Counting(preset, sample, as_of=DAY),
        "nothing": Counting(preset, as_of=DAY),
        "directory": Counting(preset, sample, RoutingDirectory.open(TINY_DIRECTORY), as_of=DAY),
        "asking": Counting(Policy.preset("us-domestic"), sample, as_of=DAY),
        "capable": Counting(Policy.preset("iat-capable"), sample, as_of=DAY),
        "history": Counting(
            preset,
            sample,
            history=History([ReturnedEntry(code="R85", routing_number="065300279", account_number="123456789")]),
            as_of=DAY,
        ),
        "fewer rules": Counting(preset, sample, rules=RULES[5:], as_of=DAY),
    }[which]


def alone(file: NachaFile, by: Guard) -> list[Accept | Ask | Redirect | Hold]:
    """Decide each entry by itself."""
    return [
        by.decide(entry.payment, also=entry.findings(), name_cuts=entry.name_cuts)
        if entry.payment is not None
        else by.decide_unread(entry.id, entry.findings())
        for entry in file.entries
    ]
