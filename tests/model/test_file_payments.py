"""A file's payments are an iterator of payments that can be told from any other."""

from achguard.model.file_payments import FilePayments
from factories import payment


def test_a_files_payments_come_one_after_the_other() -> None:
    """They are taken as they come, once, in their order."""
    made = [payment(changes={"id": number}) for number in ("1", "2")]
    payments = FilePayments(iter(made))
    assert iter(payments) is payments
    assert next(payments) is made[0]
    assert list(payments) == made[1:]
    assert list(payments) == []
