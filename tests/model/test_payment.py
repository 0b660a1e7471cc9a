"""What is a payment's shape and what is not."""

import datetime as dt
import json
import pickle
from decimal import Decimal

import pytest
from pydantic import ValidationError

from achguard.model.payment import Answer, Direction, Payment, SecCode
from factories import Json, domestic_ppd_credit, domestic_web_debit, merged, outbound_iat_credit, payment

SMALLEST: Json = {"direction": "debit", "amount": "1", "originator": {"name": "A"}, "receiver": {"name": "B"}}


def test_smallest_payment_has_the_documented_defaults() -> None:
    """Only direction, amount and the two names are required; a question that was not asked is not a no."""
    smallest = Payment.model_validate(SMALLEST)
    assert smallest.currency == "USD"
    assert smallest.foreign_funds.account_abroad is Answer.NOT_ASKED
    assert smallest.correspondents == ()
    assert smallest.receiver.account is None
    assert not smallest.same_day


def test_null_is_absent_everywhere() -> None:
    """A null stands for an absent value, also where the default is not null."""
    nulls = {
        "currency": None,
        "same_day": None,
        "foreign_funds": None,
        "correspondents": None,
        "remittance": None,
        "receiver": {"name": "B", "identifiers": None, "address": None, "account": {"holding": None, "bank": None}},
    }
    expected = Payment.model_validate(merged(SMALLEST, {"receiver": {"account": {}}}))
    assert Payment.model_validate(merged(SMALLEST, nulls)) == expected


@pytest.mark.parametrize("base", [domestic_web_debit(), domestic_ppd_credit(), outbound_iat_credit(), SMALLEST])
def test_payment_survives_a_round_trip(base: Json) -> None:
    """A payment written as JSON and read again is the same payment."""
    original = Payment.model_validate(base)
    assert Payment.model_validate_json(original.model_dump_json()) == original
    assert Payment.model_validate(original.model_dump()) == original
    assert pickle.loads(pickle.dumps(original)) == original  # noqa: S301  our own bytes


@pytest.mark.parametrize("missing", ["direction", "amount", "originator", "receiver"])
def test_required_fields_are_required(missing: str) -> None:
    """A payment without direction, amount or a party is not a payment."""
    with pytest.raises(ValidationError) as caught:
        Payment.model_validate({key: value for key, value in SMALLEST.items() if key != missing})
    assert caught.value.errors()[0]["loc"] == (missing,)


@pytest.mark.parametrize("where", ["", "receiver", "receiver.account", "receiver.account.bank", "foreign_funds"])
def test_unknown_fields_are_refused(where: str) -> None:
    """An unknown field is refused at every level, also when it is null."""
    changes: Json = {"surprise": None}
    for part in reversed(where.split(".") if where else []):
        changes = {part: changes}
    with pytest.raises(ValidationError, match="Extra inputs"):
        payment(changes=changes)


@pytest.mark.parametrize(
    ("amount", "dollars"),
    [
        ("125.00", "125.00"),
        (125, "125"),
        (0.1, "0.1"),
        ("0", "0"),
        ("-0.00", "0.00"),
        (" 5 ", "5"),
        ("7.", "7"),
        (Decimal("2.5"), "2.5"),
    ],
)
def test_amount_is_a_decimal_of_dollars(amount: object, dollars: str) -> None:
    """An amount is a decimal string or a number."""
    made = payment(changes={"amount": amount})
    assert made.amount == Decimal(dollars)
    assert not made.amount.is_signed()


@pytest.mark.parametrize(
    "amount",
    [
        -1,
        "-0.01",
        "NaN",
        "inf",
        float("nan"),
        "1e3",
        "1_000",
        "1,000",
        "$5",
        "٣",
        "３",
        "",
        True,
        "1.005",
        1.005,
        "10000000000000",
        Decimal("1E13"),
        [],
        "x",
    ],
)
def test_other_amounts_are_shape_errors(amount: object) -> None:
    """A negative amount, one that is no number or of fourteen digits, or one with a third decimal is a shape error."""
    with pytest.raises(ValidationError) as caught:
        payment(changes={"amount": amount})
    assert {error["loc"] for error in caught.value.errors()} == {("amount",)}


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        *((word, "yes") for word in ("Y", "y", "Yes", "YES", "true", "TRUE", "T", "1", "X", " x ", True, 1, 1.0)),
        *((word, "no") for word in ("N", "n", "No", "NO", "false", "False", "F", "0", False, 0)),
        *((word, "unknown") for word in ("unknown", "Unknown")),
        *((word, "not_asked") for word in ("not_asked", "NOT_ASKED", "", "   ", None)),
    ],
)
def test_answers_are_taken_as_others_write_them(written: object, answer: str) -> None:
    """What ERPs and e-file software write is one of the four words in what is written out, also from JSON."""
    given = SMALLEST | {"foreign_funds": {"account_abroad": written}}
    for read in (Payment.model_validate(given), Payment.model_validate_json(json.dumps(given))):
        assert json.loads(read.model_dump_json())["foreign_funds"]["account_abroad"] == answer


@pytest.mark.parametrize("written", ["maybe", "yn", "yes no", "2", 2, -1, 0.5, float("nan"), [], {}, ["yes"], "si"])
def test_another_answer_is_a_shape_error_that_lists_the_spellings(written: object) -> None:
    """The error says how an answer can be written, and not what was."""
    with pytest.raises(ValidationError) as caught:
        Payment.model_validate(SMALLEST | {"foreign_funds": {"funded_from_abroad": written}})
    (error,) = caught.value.errors(include_url=False)
    assert error["loc"] == ("foreign_funds", "funded_from_abroad")
    assert error["msg"] == (
        "Input should be an answer, in any case one of yes, Y, true, T, 1, X, no, N, false, F, 0, unknown, not_asked"
    )
    assert error["input"] == "[redacted]"


@pytest.mark.parametrize("currency", ["USDD", "U", "12A", "ＵＳＤ", 840])
def test_currency_is_three_letters(currency: object) -> None:
    """A currency is three ASCII letters."""
    with pytest.raises(ValidationError):
        payment(changes={"currency": currency})


def test_codes_are_read_in_either_case() -> None:
    """Countries, currencies and SEC codes are folded to upper case; blanks count as absent."""
    made = payment(changes={"currency": "eur", "sec_code": " web ", "receiver": {"ip_country": "de"}})
    assert (made.currency, made.sec_code, made.receiver.ip_country) == ("EUR", SecCode.WEB, "DE")
    blank = payment(changes={"currency": " ", "receiver": {"ip_country": " "}})
    assert (blank.currency, blank.receiver.ip_country) == ("USD", None)


@pytest.mark.parametrize("country", ["USA", "U", "1A", "ＵＳ", 1])
def test_country_is_two_letters(country: object) -> None:
    """A country is two ASCII letters; which country is for rules to judge."""
    with pytest.raises(ValidationError):
        payment(changes={"receiver": {"ip_country": country}})
    assert payment(changes={"receiver": {"ip_country": "ZZ"}}).receiver.ip_country == "ZZ"


@pytest.mark.parametrize(
    "date", [20261125, "2026-1-5", "20261125", "2026-02-30", "２０２６-01-01", "2026-11-25T00:00:00", 0]
)
def test_dates_are_iso_dates(date: object) -> None:
    """A date is YYYY-MM-DD and nothing else: a number is not taken for seconds since 1970."""
    with pytest.raises(ValidationError):
        payment(changes={"effective_date": date})


def test_date_objects_are_dates_and_times_are_not() -> None:
    """A Python date is taken as it is; a datetime is refused rather than cut."""
    day = dt.date(2026, 11, 25)
    assert payment(changes={"effective_date": day}).effective_date == day
    assert payment(changes={"effective_date": ""}).effective_date is None
    with pytest.raises(ValidationError):
        payment(changes={"effective_date": dt.datetime(2026, 11, 25, tzinfo=dt.UTC)})


@pytest.mark.parametrize(
    ("at", "longest"),
    [("id", 200), ("receiver.name", 500), ("receiver.account.account_number", 100), ("entry_description", 200)],
)
def test_text_is_bounded(at: str, longest: int) -> None:
    """Every text has a longest length."""

    def with_length(length: int) -> Json:
        changes: object = "9" * length
        for part in reversed(at.split(".")):
            changes = {part: changes}
        assert isinstance(changes, dict)
        return changes

    assert payment(changes=with_length(longest))
    with pytest.raises(ValidationError, match=f"at most {longest}"):
        payment(changes=with_length(longest + 1))


def test_a_routing_number_is_text() -> None:
    """A number in place of a routing number has lost its leading zero and is refused."""
    with pytest.raises(ValidationError):
        payment(changes={"receiver": {"account": {"routing_number": 65300279}}})


def test_id_may_be_a_whole_number() -> None:
    """A whole number as an id is taken as its digits; a truth value is not."""
    assert payment(changes={"id": 17}).id == "17"
    with pytest.raises(ValidationError):
        payment(changes={"id": True})


def test_a_lone_surrogate_is_a_shape_error() -> None:
    """Text that is not Unicode is a shape error, in Python and in JSON."""
    for changes in ({"receiver": {"name": "\ud800"}}, {"id": "\ud800"}, {"remittance": ["\ud800"]}):
        with pytest.raises(ValidationError):
            payment(changes=changes)
    with pytest.raises(ValidationError):
        Payment.model_validate_json('{"id": "\\ud800"}')


def test_payor_and_payee_follow_the_direction() -> None:
    """In a debit the originator is paid; in a credit the originator pays."""
    debit, credit = payment("domestic_web_debit"), payment("domestic_ppd_credit")
    assert (debit.direction, debit.payor, debit.payee) == (Direction.DEBIT, debit.receiver, debit.originator)
    assert (credit.direction, credit.payor, credit.payee) == (Direction.CREDIT, credit.originator, credit.receiver)


def test_a_payment_is_frozen_and_hashable_parts_equal() -> None:
    """A payment can't be changed."""
    with pytest.raises(ValidationError):
        payment().amount = Decimal(1)  # type: ignore[misc]  # that it is frozen is the point
