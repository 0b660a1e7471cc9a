"""The payments of a file, set apart from other payments: they are not all that the file says."""

from collections.abc import Iterator

from achguard.model.payment import Payment


class FilePayments(Iterator[Payment]):
    """The payments of a file's entries, in their order, for whoever wants to look at them.

    Entries that can't be read are not among them, and neither is what is wrong with the others or how wide the fields
    were that their names were read from. So a guard refuses to decide them as they are; `decide_file` decides the file.
    """

    __slots__ = ("_payments",)

    def __init__(self, payments: Iterator[Payment]) -> None:
        self._payments = payments

    def __next__(self) -> Payment:
        return next(self._payments)
