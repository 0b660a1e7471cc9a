"""What payors owe, and what became of it: the agency's own records, which a browser does not change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from achguard import ForPayor, Payment


@dataclass(frozen=True, slots=True)
class Invoice:
    """What is owed."""

    number: str
    """Its number, which stands in the address of its page."""
    amount: Decimal
    """Dollars."""
    title: Mapping[str, str]
    """What it is for, by language."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A payment that was accepted or held: nobody pays the invoice again before a person looked."""

    payment: Payment
    """The payment, for whoever makes the entry, or looks."""
    shown: Mapping[str, ForPayor]
    """What its payor reads, by language."""


@dataclass(slots=True)
class Invoices:
    """The invoices, in memory; an agency has a database here."""

    _invoices: dict[str, Invoice]
    _settled: dict[str, Settled] = field(default_factory=dict)

    @classmethod
    def of(cls, invoices: Iterable[Invoice]) -> "Invoices":
        """Make the records of some invoices, none of them paid."""
        return cls({invoice.number: invoice for invoice in invoices})

    def all(self) -> tuple[Invoice, ...]:
        """Give every invoice, in order; the example opens with the first."""
        return tuple(self._invoices.values())

    def get(self, number: str) -> Invoice | None:
        """Give an invoice by its number."""
        return self._invoices.get(number)

    def settle(self, number: str, settled: Settled) -> None:
        """Keep an accepted or held payment; of two that come at once, the first."""
        self._settled.setdefault(number, settled)

    def settled(self, number: str) -> Settled | None:
        """Give what became of an invoice; None while it can be paid."""
        return self._settled.get(number)


def examples() -> Invoices:
    """Give invented invoices."""
    return Invoices.of(
        (
            Invoice("inv-1001", Decimal("125.00"), {"en": "Income tax 2025", "es": "Impuesto sobre la renta 2025"}),
            Invoice("inv-1002", Decimal("48.50"), {"en": "Vehicle registration", "es": "Registro de vehículo"}),
        )
    )
