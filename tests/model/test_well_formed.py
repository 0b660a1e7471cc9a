"""A payment that was made without validation is refused as misuse, or is such that it can be decided."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from pydantic import BaseModel, ValidationError

from achguard.errors import ConfigurationError
from achguard.guard import Guard
from achguard.model.account import Account
from achguard.model.party import Party
from achguard.model.payment import Payment
from achguard.model.record import Record
from achguard.model.well_formed import misfit
from achguard.policy import Policy
from achguard.sanctions.snapshot import Snapshot
from factories import payment
from strategies import payments

DAY = dt.date(2026, 11, 23)
FULL = payment(
    changes={
        "receiver": {"identifiers": [{"value": "12345"}]},
        "correspondents": [{"name": "BANK"}],
        "iat": {"foreign_amount": "1.00"},
        "remittance": ["INV 7"],
    }
)
JUNK: tuple[object, ...] = (
    *(None, 1, 1.5, True, b"x", "x", "", object(), ...),
    *([], {}, (), (1,), ("x",), (None,), ({"name": "x"},), {"name": "x"}),
    *(dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.date(2020, 1, 1), Decimal("NaN"), Decimal("Infinity"), Decimal(1)),
    *(Payment.model_construct(), Party.model_construct(), Account(), FULL),
)


def unchecked(record: Record, **changes: object) -> Record:
    """Copy a record as pydantic's own `model_copy` does, which reads no value."""
    return BaseModel.model_copy(record, update=changes)


def changed(record: Record) -> Iterator[tuple[str, Record]]:
    """Yield a record with junk in every place of it, one at a time, and without each part, with the place's path."""
    for name, value in record.__dict__.items():
        for junk in JUNK:
            yield name, unchecked(record, **{name: junk})
        left = {other: part for other, part in record.__dict__.items() if other != name}
        without = type(record).model_construct()
        without.__dict__.clear()
        without.__dict__.update(left)
        yield name, without
        if isinstance(value, Record):
            for path, inside in changed(value):
                yield f"{name}.{path}", unchecked(record, **{name: inside})
        if isinstance(value, tuple) and value and isinstance(value[0], Record):
            for path, inside in changed(value[0]):
                yield f"{name}[0].{path}", unchecked(record, **{name: (inside,)})


def test_junk_anywhere_is_refused_with_its_path_or_decided() -> None:
    """Nothing but a decision or a ConfigurationError comes of it, and the error says where and shows no value."""
    guard = Guard(Policy.preset("us-domestic"), Snapshot.sample(published=DAY), as_of=DAY)
    refused = 0
    for path, record in changed(FULL):
        assert isinstance(record, Payment)
        found = misfit(record)
        if found is None:
            guard.decide(record)
            continue
        refused += 1
        assert found.startswith(path)
        with pytest.raises(ConfigurationError, match="model_validate") as error:
            guard.decide(record)
        assert found in str(error.value)
        assert "INV 7" not in str(error.value)
    assert refused > 1000


def test_a_name_of_another_type_is_never_decided() -> None:
    """What is no text cannot be screened, so it must not pass for a name that met nobody."""
    for junk in (1, b"VLADIMIR", ["MALIK"], ("MALIK",)):
        assert misfit(unchecked(FULL, receiver=unchecked(FULL.receiver, name=junk))) == "receiver.name"


def test_no_name_is_an_empty_one() -> None:
    """A name that is missing altogether cannot be screened, and holds like one of blanks."""
    guard = Guard(Policy.preset("us-domestic"), Snapshot.sample(published=DAY), as_of=DAY)
    made = unchecked(FULL, receiver=unchecked(FULL.receiver, name=None))
    assert isinstance(made, Payment)
    decision = guard.decide(made)
    assert decision.outcome.value == "hold"
    assert "receiver.name" in {gap.at for gap in decision.not_evaluated}


@pytest.mark.slow
@given(payments)
def test_whatever_is_valid_fits(valid: Payment) -> None:
    """Neither is a payment that validation lets through refused, nor a strange one of the right types."""
    assert misfit(valid) is None


class OwnText(StrEnum):
    """A text of an app's own."""

    NAME = "JANE"


class OwnParty(Party):
    """An app's own party, with a field that no rule looks at."""

    note: object = None


class OwnPayment(Payment):
    """An app's own payment."""

    extra_facts: dict[str, int] | None = None


def test_an_apps_own_models_and_texts_fit() -> None:
    """A subclass may hold more, and a text may be of a class of its own; what rules look at is judged all the same."""
    own = OwnPayment(
        **{**FULL.__dict__, "receiver": OwnParty(**FULL.receiver.__dict__, note=7), "extra_facts": {"a": 1}}
    )
    assert misfit(own) is None
    assert misfit(own.model_copy(update={"id": OwnText.NAME})) is None
    assert misfit(own.model_copy(update={"receiver": OwnParty.model_construct(note=1)})) == "receiver.name"


def test_validation_refuses_what_does_not_fit() -> None:
    """The same junk in JSON is a validation error, so that the error's advice leads somewhere."""
    with pytest.raises(ValidationError):
        Payment.model_validate({**FULL.model_dump(), "receiver": {"name": 1}})
