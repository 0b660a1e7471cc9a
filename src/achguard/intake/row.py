"""One row of an input: a payment with its number, or the reasons why the row is not a payment."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from achguard.intake.fields import hint
from achguard.intake.row_cells import RowCells
from achguard.model.masking import Shown, quoted
from achguard.model.payment import Payment
from achguard.model.plain_error import plain

if TYPE_CHECKING:  # reading Nacha files loads what other inputs do not need
    from achguard.nacha import NachaFile

# A row of ten thousand wrong remittance lines is explained by its first few.
ERRORS_AT_MOST = 10


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A row that is a payment."""

    number: int
    """The row's place among the data rows of its input, from 1."""
    payment: Payment
    """The payment."""
    line: int | None = None
    """The line on which it ends, from 1, where the input has lines."""
    cells: RowCells | None = field(default=None, repr=False, compare=False)
    """Where its cells are, in CSV."""


@dataclass(frozen=True, slots=True)
class InvalidRow:
    """A row that is not a payment."""

    number: int
    """The row's place among the data rows of its input, from 1."""
    errors: tuple[str, ...]
    """Why it is none, each as `where: what`; nothing of the row's values is in them."""
    line: int | None = None
    """The line on which it ends, from 1, where the input has lines."""


@dataclass(frozen=True, slots=True)
class EntriesOf:
    """All entries of a Nacha file, which are decided together."""

    file: "NachaFile"
    """The file, already looked at."""


Row = PaymentRow | InvalidRow | EntriesOf
"""What an input yields; a Nacha file is a single one."""


def shown_party(name: str, amount: Decimal) -> tuple[str, str]:
    """Give a receiver's name as it is shown, since people write account numbers there too, and an amount in dollars."""
    return Shown.WORDS.of(name), f"{amount:.2f}"


def row_of(number: int, value: object, *, names_strangers: bool = True) -> PaymentRow | InvalidRow:
    """Make a row of what stands in an input, already read as an object of strings, numbers and lists.

    `names_strangers` says whether the errors tell what unknown fields are called, which is the sender's text.
    """
    if not isinstance(value, dict):
        return InvalidRow(number, ("row: should be an object with the fields of a payment",))
    try:
        return PaymentRow(number, Payment.model_validate(value))
    except ValidationError as error:
        return InvalidRow(number, _reasons(error, names_strangers=names_strangers))


def _reasons(error: ValidationError, *, names_strangers: bool) -> tuple[str, ...]:
    entries = error.errors(include_url=False, include_input=False)
    reasons = [_reason(entry, names_strangers=names_strangers) for entry in entries[:ERRORS_AT_MOST]]
    if (more := len(entries) - ERRORS_AT_MOST) > 0:
        reasons.append(f"row: {more:,} more errors")
    return tuple(reasons)


def _reason(entry: ErrorDetails, *, names_strangers: bool) -> str:
    place = entry["loc"]
    if entry["type"] == "extra_forbidden" and not names_strangers:
        return f"{_written(place[:-1])}: has a member that is not a field of a payment"
    if entry["type"] == "extra_forbidden":
        return f"{_written(place)}: is not a field of a payment{hint(place)}"
    return f"{_written(place)}: {plain(entry)}"


def _written(place: tuple[int | str, ...]) -> str:
    """Write a place the way findings do: dotted, list positions in brackets."""
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{quoted(part)}" for part in place)
    return path.removeprefix(".") or "row"
