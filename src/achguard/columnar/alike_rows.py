"""Decides the rows of a table: alike ones together, and every other one alone.

Rows that have the same in every field but those in which plain rows may differ are a group. The guard decides one plain
row of a group, and where what it says holds for all of them, the others get the same decision.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from achguard.columnar.decided_rows import Said, Unread
from achguard.columnar.plain_fields import Flags, Places, PlainFields, Varying
from achguard.columnar.said_of_plain import OF_ROWS, Unlisted, is_about_all
from achguard.guard import Guard
from achguard.intake import InvalidRow, PaymentRow
from achguard.rules.context import KnownParties

_GROUPS_KEPT: Final = 50_000


@dataclass(frozen=True, slots=True)
class Rows:
    """What the mechanism must know of the rows of a batch, wherever they stand."""

    varying: Varying
    may_be_plain: Flags
    """Which rows have nothing that no plain row has, such as an amount that no entry can carry."""
    groups: Places
    """Rows of one number have the same in every field in which plain rows do not differ."""
    key_of: Callable[[int], Hashable]
    """Gives what the rows of a row's group have, in a form that is the same in every batch."""
    read: Callable[[Sequence[int]], list[PaymentRow | InvalidRow]]
    """Reads rows as payments."""


class AlikeRows:
    """What one guard makes of tables; it remembers groups and names, so have one for all batches. For one thread."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._unlisted = Unlisted(guard.rules, guard.history, OF_ROWS)
        self._fields = PlainFields(guard)
        self._decided: dict[Hashable, Said | None] = {}

    @property
    def must_ask_for_each(self) -> bool:
        """Whether a rule may say another thing of each row, so that looking for alike ones is in vain."""
        return self._unlisted.must_be_asked

    def decided(self, rows: Rows) -> tuple[list[Said], Places]:
        """Give each distinct answer, and which of them each row gets [rows]."""
        which = np.full(len(rows.groups), -1, np.intp)
        said: list[Said] = []
        plain = self._fields.plain(rows.varying, rows.may_be_plain)
        places = np.flatnonzero(plain)
        _, firsts, group_of = np.unique(rows.groups[places], return_index=True, return_inverse=True)
        shared = np.full(len(firsts), -1, np.intp)
        keys = [rows.key_of(place) for place in places[firsts].tolist()]
        unknown = [number for number, key in enumerate(keys) if key not in self._decided]
        made: dict[int, Said] = {}
        begun = places[firsts[unknown]].tolist()
        for place, number, row in zip(begun, unknown, rows.read(begun), strict=True):
            made[place] = self._remember(keys[number], row)
        for number, key in enumerate(keys):
            if (decision := self._decided[key]) is not None:
                shared[number] = len(said)
                said.append(decision)
        which[places] = shared[group_of]
        alone = np.flatnonzero(which < 0).tolist()
        which[alone] = np.arange(len(said), len(said) + len(alone))
        left = [place for place in alone if place not in made]
        read = rows.read(left)
        known = self._fields.known(row.payment for row in read if isinstance(row, PaymentRow))
        made |= {place: self.alone(row, known) for place, row in zip(left, read, strict=True)}
        said += (made[place] for place in alone)
        return said, which

    def _remember(self, key: Hashable, row: PaymentRow | InvalidRow) -> Said:
        """Decide a plain row, and keep that for its group, unless each row of it is to be decided alone."""
        if len(self._decided) >= _GROUPS_KEPT:
            self._decided.clear()
        decision = self.alone(row)
        stands_for_all = (
            isinstance(row, PaymentRow)
            and not isinstance(decision, Unread)
            and is_about_all(decision, OF_ROWS)
            and not self._unlisted.have_a_say(row.payment)
        )
        self._decided[key] = decision if stands_for_all else None
        return decision

    def alone(self, row: PaymentRow | InvalidRow, known: KnownParties | None = None) -> Said:
        """Decide a row by itself; `known` are parties that were screened together with those of other rows."""
        if not isinstance(row, PaymentRow):
            return Unread(row.errors)
        return self._guard._decide_known(row.payment, known or {})  # noqa: SLF001  made for this room
