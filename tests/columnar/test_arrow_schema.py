"""The schemas of tables: every field of the model has its column, and a column that can't be a payment's is told."""

import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pytest

from achguard.columnar.arrow_schema import SCHEMA_KEY, basis_digest, columns_of, decision_schema, payment_schema
from achguard.errors import InputError
from achguard.guard import Guard
from achguard.intake.fields import names
from achguard.model.decision import Accept
from achguard.model.payment import Payment


def test_every_field_of_a_payment_has_a_column() -> None:
    """The nested schema has the model's fields, and the flat one every dotted name but those inside lists."""
    assert payment_schema().names == [*Payment.model_fields]
    assert payment_schema(flat=True).names == [name for name in names() if ".0" not in name]
    assert payment_schema().metadata == {SCHEMA_KEY: b"payment-1"}


def test_types_are_those_of_the_model() -> None:
    """Amounts are decimals with cents, dates dates, and everything else text or true and false."""
    schema = payment_schema(flat=True)
    assert schema.field("amount").type == schema.field("iat.foreign_amount").type == pa.decimal128(15, 2)
    assert schema.field("receiver.date_of_birth").type == schema.field("effective_date").type == pa.date32()
    assert schema.field("same_day").type == pa.bool_()
    assert schema.field("receiver.kind").type == schema.field("foreign_funds.account_abroad").type == pa.string()
    assert schema.field("remittance").type == pa.list_(pa.string())


def test_every_field_of_a_decision_has_a_column() -> None:
    """What an `Accept` has is there, the basis as its digest, beside a row's number and what makes it invalid."""
    own = {"row", "certification", "errors"}
    assert set(decision_schema().names) == {*Accept.model_fields} | own
    assert decision_schema().names[:3] == ["row", "outcome", "payment_id"]
    assert decision_schema().metadata == {SCHEMA_KEY: b"decision-1"}


def test_both_forms_are_taken() -> None:
    """Columns are found by their names, wherever they stand, and groups may be whole."""
    assert [column.path for column in columns_of(payment_schema())] == [(name,) for name in Payment.model_fields]
    mixed = pa.schema(
        {
            "receiver.account": payment_schema().field("receiver").type.field("account").type,
            "correspondents.1.name": pa.string(),
            "remittance": pa.large_string(),
            "remittance_": pa.string(),
        }
    )
    found = columns_of(pa.schema([*mixed][:3]))
    assert [column.path for column in found] == [
        ("receiver", "account"),
        ("correspondents", 1, "name"),
        ("remittance",),
    ]
    assert [(column.is_text, column.is_json) for column in found] == [(False, False), (True, False), (True, True)]
    with pytest.raises(InputError, match="column 4, 'remittance_', is not a field of a payment"):
        columns_of(mixed)


TEXTS = (pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string()), pa.null())


@pytest.mark.parametrize(
    ("name", "types"),
    [
        ("receiver.name", TEXTS),
        ("receiver.account.account_number", TEXTS),
        ("amount", (*TEXTS, pa.decimal256(40, 10), pa.int32(), pa.float64(), pa.float32())),
        ("effective_date", (*TEXTS, pa.date32(), pa.date64())),
        ("same_day", (*TEXTS, pa.bool_(), pa.int8())),
        ("foreign_funds.account_abroad", (*TEXTS, pa.bool_(), pa.int8())),
        ("id", (*TEXTS, pa.int64())),
        ("remittance", (*TEXTS, pa.list_(pa.string()), pa.large_list(pa.string_view()), pa.list_(pa.null(), 3))),
        ("remittance.0", TEXTS),
        ("receiver.address", (pa.struct({"city": pa.string()}), pa.struct([]), pa.null())),
        ("receiver.identifiers", (*TEXTS, pa.list_view(pa.struct({"value": pa.string()})))),
    ],
)
def test_types_that_are_taken(name: str, types: tuple[pa.DataType, ...]) -> None:
    """Each of them can hold the field's values."""
    for type_ in types:
        assert len(columns_of(pa.schema({name: type_}))) == 1


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"receiver.account.account_number": pa.int64()}, "has the type int64; give text, since a number has lost"),
        ({"receiver.account.routing_number": pa.float64()}, "has the type double; give text, since a number has lost"),
        ({"receiver.name": pa.binary()}, "the table: receiver.name has the type binary; give text$"),
        ({"amount": pa.bool_()}, "amount has the type bool; give a decimal, a number, or a text such as 125.00"),
        ({"effective_date": pa.timestamp("us")}, r"effective_date has the type timestamp\[us\]; give a date"),
        ({"same_day": pa.float64()}, "same_day has the type double; give true or false"),
        ({"foreign_funds.account_abroad": pa.date32()}, "; give an answer such as yes or no"),
        ({"remittance": pa.int64()}, "remittance has the type int64; give a list, or a text that is a list in JSON"),
        ({"remittance": pa.list_(pa.int64())}, "remittance.0 has the type int64; give text"),
        ({"receiver": pa.string()}, "receiver has the type string; give a struct, or a column for each of its fields"),
        ({"receiver": pa.struct({"nmae": pa.string()})}, "has 'nmae', which is not a field of a payment; did you mean"),
        ({"receiver": pa.struct([("name", pa.string())] * 2)}, "receiver has name twice; keep one"),
        (
            {"other_parties": pa.list_(pa.struct({"identifiers": pa.string()}))},
            "other_parties.0.identifiers has the type string; give a list",
        ),
        (
            {"reciever.name": pa.string()},
            "'reciever.name', is not a field of a payment; did you mean receiver",
        ),
        ({"receiver.account.0": pa.string()}, "is not a field of a payment"),
        ({"remittance.01": pa.string()}, "is not a field of a payment"),
        ({"": pa.string()}, "column 1, '', is not a field of a payment"),
        (
            {"receiver.name": pa.string(), "receiver": pa.struct({"name": pa.string()})},
            "receiver is given whole",
        ),
        (
            {"remittance": pa.string(), "remittance.0": pa.string()},
            "given whole and also as remittance.0",
        ),
    ],
)
def test_a_column_that_is_no_payments_is_told(columns: dict[str, pa.DataType], said: str) -> None:
    """What it is called, what is wrong and what to give are in the error."""
    with pytest.raises(InputError, match=said):
        columns_of(pa.schema(columns))


def test_a_column_twice_is_told() -> None:
    """Which of the two is meant is anybody's guess."""
    with pytest.raises(InputError, match=r"payments\.parquet: there are two columns for amount; keep one"):
        columns_of(pa.schema([("amount", pa.int64()), ("amount", pa.string())]), "payments.parquet")


@pytest.mark.parametrize(
    "field",
    [
        pa.field(b"\xff", pa.string()),
        pa.field("receiver", pa.struct([pa.field(b"\xff", pa.string())])),
        pa.field("receiver", pa.struct([pa.field("account", pa.struct([pa.field(b"i\xff", pa.string())]))])),
    ],
)
def test_a_name_that_is_no_text_is_told(field: pa.Field) -> None:
    """Of a damaged file, and inside a column too: Arrow takes any bytes for a name."""
    with pytest.raises(InputError, match="the name of a column is not UTF-8 text"):
        columns_of(pa.schema([pa.field("id", pa.string()), field]))


def test_a_basis_has_one_digest() -> None:
    """The same basis always has the same, and another day another one."""
    basis = Guard(as_of="2026-11-23").basis()
    assert basis_digest(basis) == basis_digest(basis.model_copy())
    assert basis_digest(basis) != basis_digest(basis.model_copy(update={"as_of": dt.date(2026, 11, 24)}))


def test_the_schema_takes_what_the_model_gives() -> None:
    """The largest amount there is fits its decimal."""
    assert pa.array([Decimal("9999999999999.99")], payment_schema().field("amount").type)[0].as_py() > 0
