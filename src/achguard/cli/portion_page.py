"""What a page keeps of a portion, in the process that decided it: few of its rows are read again as payments."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from achguard.cli.formats.page_rows import PageRows, place_of
from achguard.columnar.decided_rows import DecidedRows, Reread, Unread
from achguard.model.decision import Accept, Ask, Hold, Redirect
from achguard.report.page import MOST_SHOWN
from achguard.report.reported import ReportedPayment

if TYPE_CHECKING:  # needs pyarrow
    from achguard.cli.portion_writing import Written
    from achguard.columnar.portion_guard import Parties


class PortionPage:
    """Counts the dollars of a portion, and keeps the first of the rows that are to be judged."""

    def __init__(
        self,
        file: str,
        shown: frozenset[str] | None,
        reread: Callable[[Sequence[int]], Iterable[Reread]],
        *,
        unmask: bool,
        most: int = MOST_SHOWN,
    ) -> None:
        """Keep so many holds, and so many others; `reread` reads rows again, whose numbers ascend."""
        self._file = file
        self._shown = shown
        self._reread = reread
        self._unmask = unmask
        self._page = PageRows(most)
        self._left = Counter({True: most, False: most})
        self._kept: dict[int, tuple[str | None, Accept | Ask | Redirect | Hold]] = {}

    def rows(self, decided: DecidedRows, parties: "Parties") -> None:
        """Count some rows, and note which of them are kept."""
        for place, (which, (_, amount)) in enumerate(zip(decided.which.tolist(), parties, strict=True)):
            said = decided.said[which]
            if isinstance(said, Unread):
                self._page.files[self._file] = None
                continue
            if self._shown is not None and said.outcome.value not in self._shown:
                continue
            self._page.files[self._file] = None
            self._page.count(said.outcome, int(amount.replace(".", "") or 0))
            is_hold = isinstance(said, Hold)
            if not isinstance(said, Accept) and self._left[is_hold]:
                self._left[is_hold] -= 1
                self._kept[decided.first_row + place] = (decided.ids[place], said)

    def into(self, written: "Written") -> None:
        """Hand over what is kept."""
        again = self._reread([*self._kept]) if self._kept else ()
        for (row, (payment_id, said)), (payment, line) in zip(self._kept.items(), again, strict=True):
            own = said.model_copy(update={"payment_id": payment_id})
            reported = ReportedPayment.of(own, payment, place_of(self._file, row, line), unmask=self._unmask)
            (self._page.held if isinstance(said, Hold) else self._page.others).append(reported)
        written.page = self._page
