"""The page of `achguard rescreen`: keeps whom the changes concern, and sets the page when all are compared."""

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, TextIO

from achguard.cli.customers import Customer
from achguard.cli.lists_table import stale
from achguard.model.masking import mask_text
from achguard.package_files import version
from achguard.report.page import MOST_SHOWN, need_jinja2
from achguard.report.rescreened import MOST_VOID, RescreenedCustomer, RescreenReport, rescreened_page

if TYPE_CHECKING:
    from achguard.sanctions.rescreening import ChangedHit, Rescreening, VoidClearance
    from achguard.sanctions.snapshot import Snapshot


class RescreenedPage:
    """Keeps the first customers and clearances, and counts the rest."""

    def __init__(self, file: str, lists_at: str | None, clearances_at: str | None) -> None:
        """Raise `MissingExtraError` before anybody is compared where no page can be made."""
        need_jinja2()
        self._file, self._lists_at, self._clearances_at = file, lists_at, clearances_at
        self._shown: list[RescreenedCustomer] = []
        self._void: list[VoidClearance] = []
        self._counts: Counter[str] = Counter()

    def take(self, customer: Customer, hits: "tuple[ChangedHit, ...]") -> None:
        """Keep or count a customer whom a change concerns, or whose name can't be read."""
        asked = customer.asked
        name = mask_text(asked.name)
        one = RescreenedCustomer(customer.number, customer.id, name, asked.kind, asked.country, hits)
        self._counts[one.state] += 1
        if len(self._shown) < MOST_SHOWN:
            self._shown.append(one)

    def take_void(self, void: "VoidClearance") -> None:
        """Keep or count a clearance that became void."""
        self._counts["void"] += 1
        if len(self._void) < MOST_VOID:
            self._void.append(void)

    def write(
        self,
        stream: TextIO,
        old: "Snapshot",
        new: "Snapshot",
        compared: "Rescreening",
        *,
        customers: int,
        unread: list[str],
        as_of: dt.date,
    ) -> None:
        """Write the page."""
        lacks = [*unread]
        if why_old := stale(new, as_of):
            lacks.append(f"{why_old}; who is on them since is not here")
        report = RescreenReport(
            file=self._file,
            as_of=as_of,
            achguard=version(),
            changes=compared.changes.in_words,
            customers=customers,
            counts=self._counts,
            shown=tuple(self._shown),
            void=tuple(self._void),
            before=old.lists,
            lists=new.lists,
            fields={
                each.new.entry: tuple(field.in_words for field in each.fields) for each in compared.changes.changed
            },
            lacks=tuple(lacks),
            lists_at=self._lists_at,
            clearances_at=self._clearances_at,
        )
        stream.writelines(
            rescreened_page(report, lambda name, uid: new.entity(uid, name), lambda name, uid: old.entity(uid, name))
        )
