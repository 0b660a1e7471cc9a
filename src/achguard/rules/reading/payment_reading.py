"""One reading of a payment, which all rules share: numbers, IBANs, BICs and texts are read once, when asked for.

What is read here says nothing about a directory, a list or a day.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from achguard.first_use import cached_property
from achguard.identifiers import bic, iban, routing_number
from achguard.identifiers.bic import Bic
from achguard.identifiers.field_widths import ACCOUNT_COLUMNS
from achguard.identifiers.folding import fold_widely
from achguard.identifiers.iban import Iban
from achguard.identifiers.malformed import Malformed
from achguard.identifiers.routing_number import RoutingNumber
from achguard.model.account import Account, Bank
from achguard.model.payment import Payment
from achguard.rules.context import Context
from achguard.rules.reading.foreign_forms import bic_of_account
from achguard.rules.reading.iban_places import outside_their_field
from achguard.rules.reading.line_ends import words_over_ends
from achguard.rules.reading.places import Written, accounts, banks, is_mentioned, read_remittance, written

if TYPE_CHECKING:
    from achguard.directory import DirectoryEntry, RoutingDirectory


class AccountReading:
    """An account with its path, and what its routing number is."""

    __slots__ = ("_entry", "account", "at", "has_plain_numbers", "is_plain", "routing")

    def __init__(self, at: str, account: Account) -> None:
        self.at: str = at
        """Its path, such as `receiver.account`."""
        self.account: Account = account
        self.routing: RoutingNumber | Malformed = routing_number.parse(account.routing_number)
        """The number in the box for routing numbers, or why it is none."""
        number = account.account_number
        self.has_plain_numbers: bool = (
            isinstance(self.routing, RoutingNumber)
            and self.routing.is_payors
            and number is not None
            and number.isascii()
            and number.isdigit()
            and len(number) <= ACCOUNT_COLUMNS
            and number.strip("0") != ""
        )
        """Whether its two numbers are a payor's bank by nine digits, and an account by at most 17, not all zeros.

        Then no rule on another country's numbers, and none on the shape of numbers, has anything to say of them: the
        shortest of digits alone that another country's check digits prove has 18, Mexico's CLABE. That a directory
        lists the bank is another matter."""
        self.is_plain: bool = (
            self.has_plain_numbers and account.iban is None and account.bic is None and not is_mentioned(account.bank)
        )
        """Whether it has such numbers and nothing else."""
        self._entry: tuple[RoutingDirectory, DirectoryEntry | None] | None = None

    def entry(self, directory: "RoutingDirectory") -> "DirectoryEntry | None":
        """Give the directory's entry of a well-formed routing number; None where it has none, or the number is none."""
        if self._entry is None or self._entry[0] is not directory:
            number = self.routing
            self._entry = directory, directory.find(number.text) if isinstance(number, RoutingNumber) else None
        return self._entry[1]


class PaymentReading:
    """What the rules read in one payment, each part made when the first of them asks."""

    def __init__(self, payment: Payment) -> None:
        self._payment = payment
        self.accounts: tuple[AccountReading, ...] = tuple(AccountReading(at, each) for at, each in accounts(payment))
        """The originator's and the receiver's account, as far as they are known."""
        self.odd: tuple[AccountReading, ...] = tuple(each for each in self.accounts if not each.is_plain)
        """Those that are not plain; most payments have none."""
        self.odd_numbers: tuple[AccountReading, ...] = tuple(each for each in self.odd if not each.has_plain_numbers)
        """Those of them whose two numbers are not."""
        self.banks: tuple[tuple[str, Bank], ...] = tuple(banks(payment))
        """Each bank of which anything is said, with its path: those of the accounts, then the correspondents."""

    @cached_property
    def remittance(self) -> tuple[str, ...]:
        """The lines of remittance that are looked through for words, in capital letters and plain signs."""
        lines, _ = read_remittance(self._payment)
        return tuple(fold_widely(line).strip() for line in lines)

    @cached_property
    def written(self) -> tuple[Written, ...]:
        """Each text besides the remittance, with its path."""
        return tuple(written(self._payment))

    @cached_property
    def texts(self) -> tuple[tuple[int, str], ...]:
        """Each line of remittance with its place, and the words that two lines may have between them."""
        return tuple(words_over_ends(self.remittance))

    @cached_property
    def bics(self) -> tuple[tuple[str, Bic], ...]:
        """Each well-formed BIC with its path, also one typed into the box for another number."""
        return tuple(self._bics())

    @cached_property
    def iban_fields(self) -> tuple[tuple[str, str | None, Iban | Malformed], ...]:
        """The field for IBANs of each account that is not plain: its path, what stands there, and what that is."""
        return tuple((f"{each.at}.iban", text := each.account.iban, iban.parse(text)) for each in self.odd)

    @cached_property
    def own_ibans(self) -> tuple[tuple[str, Iban], ...]:
        """Each IBAN in the field for IBANs, well-formed or not, with its path."""
        # "CURRENT ACCOUNT" starts with Cuba's code: an IBAN has digits behind the country, one of them at least.
        return tuple(
            (at, meant)
            for at, _, meant in self.iban_fields
            if isinstance(meant, Iban) and any(map(str.isdigit, meant.text[2:4]))
        )

    def _bics(self) -> Iterator[tuple[str, Bic]]:
        for each in self.odd:
            yield from _bic(f"{each.at}.bic", each.account.bic)
        for each in self.odd_numbers:
            yield from _bic(f"{each.at}.routing_number", each.account.routing_number)
            if (code := bic_of_account(each.account.account_number)) is not None:
                yield f"{each.at}.account_number", code
        for at, bank in self.banks:
            yield from _bic(f"{at}.id", bank.id)


def reading(payment: Payment, context: Context) -> PaymentReading:
    """Give the reading of a payment, made once for all rules."""
    return context.once(payment, PaymentReading)


def ibans(payment: Payment, context: Context) -> Iterator[tuple[str, Iban]]:
    """Yield each IBAN with its path, malformed or not, also one in the box for another number or inside text."""
    yield from reading(payment, context).own_ibans
    yield from outside_their_field(payment, context)


def _bic(at: str, text: str | None) -> Iterator[tuple[str, Bic]]:
    code = bic.parse(text)
    if isinstance(code, Bic):
        yield at, code
