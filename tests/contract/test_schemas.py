"""The published JSON Schemas: what is in the repository, and that real payments and decisions agree with it."""

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from achguard.guard import Guard
from achguard.model.payment import Payment
from achguard.policy import Policy
from achguard.policy.loading import PRESETS
from achguard.sanctions.snapshot import Snapshot
from factories import BASES, Json, merged
from reference_pages import json_schemas

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "schemas"
AS_OF = dt.date(2026, 11, 23)

EVERY_FIELD: Json = {
    "id": "p-1",
    "direction": "debit",
    "sec_code": "WEB",
    "amount": "125.00",
    "zero_dollar": False,
    "currency": "USD",
    "effective_date": "2026-11-25",
    "same_day": False,
    "entry_description": "TAX",
    "originator": {"name": "STATE TAX AGENCY", "kind": "organization"},
    "receiver": {
        "name": "JANE Q PUBLIC",
        "kind": "individual",
        "address": {"street": "1 MAIN ST", "city": "JACKSON", "state": "MS", "postal_code": "39201", "country": "US"},
        "date_of_birth": "1970-01-31",
        "phone": "+16015550100",
        "ip_country": "US",
        "identifiers": [{"type": "tax_id", "value": "000-00-0000", "country": "US"}],
        "account": {
            "routing_number": "065300279",
            "account_number": "123456789",
            "type": "checking",
            "holding": "deposit",
            "iban": None,
            "bic": None,
            "bank": {"name": None, "branch_country": None, "id": None, "id_qualifier": None},
        },
    },
    "tax_type": "withholding",
    "payor_attributes": ["eft-mandated"],
    "foreign_funds": {"account_abroad": "no", "funded_from_abroad": "no", "forwarded_abroad": "no"},
    "other_parties": [{"name": "BEISPIEL HANDEL GMBH", "address": {"country": "DE"}}],
    "own_answers": [{"question": "business-abroad", "answer": "no"}],
    "certification": {"version": "2026-1", "by": "JANE Q PUBLIC", "on": "2026-11-23"},
    "correspondents": [{"name": "BANK", "branch_country": "DE", "id": "DEUTDEFF", "id_qualifier": "02"}],
    "iat": None,
    "remittance": ["INV 7"],
    "gateway_screening": None,
    "secondary_screening": None,
    "came_back": "R85",
}
"""The payment of the contract, with every field of it."""

OPTIONAL = sorted(EVERY_FIELD.keys() - {"direction", "amount", "originator", "receiver"})

CHANGES: tuple[Json, ...] = (
    {},
    {"amount": 125},
    {"amount": 0},
    {"amount": "9999999999999.99"},
    {"amount": "7."},
    {"foreign_funds": {"account_abroad": "yes"}},
    {"foreign_funds": {"account_abroad": "not_asked"}},
    {"receiver": {"name": ""}},
    {"receiver": {"name": "x" * 500}},
    {"receiver": {"name": "MALIK TARENTOV ZORBAN"}},
    {"receiver": {"address": None, "account": None, "identifiers": None}},
    {"receiver": {"address": {"city": "SEVASTOPOL", "country": "UA"}}},
    {"receiver": {"account": {"iban": "DE89370400440532013000", "bank": None, "holding": None}}},
    {"receiver": {"account": {"routing_number": "junk \0 \U0001f600"}}},
    {"correspondents": [{"name": "BEISPIELBANK AG", "branch_country": "DE"}, {"name": "BANK"}]},
    {"remittance": ["", "ZORBAN, Malik Tarentov"]},
    {"gateway_screening": "suspect", "secondary_screening": "not_screened"},
    {"same_day": True, "effective_date": None},
)

WRONG: tuple[Json, ...] = (
    {"colour": "blue"},
    {"receiver": {"nickname": "JAY"}},
    {"receiver": {"account": {"bank": {"town": "JACKSON"}}}},
    {"amount": None},
    {"amount": "-1.00"},
    {"amount": -1},
    {"amount": "1.005"},
    {"amount": "1,000.00"},
    {"amount": "\uff11"},
    {"amount": "10000000000000.00"},
    {"direction": "sideways"},
    {"currency": "DOLLARS"},
    {"receiver": {"name": None}},
    {"receiver": {"name": "x" * 501}},
    {"receiver": {"address": {"country": "USA"}}},
    {"receiver": {"identifiers": [{"type": "tax_id"}]}},
    {"remittance": ["x" * 1001]},
    {"correspondents": [{}] * 101},
    {"other_parties": [{"name": "X"}] * 101},
    {"foreign_funds": {"account_abroad": "maybe"}},
)


@cache
def published(name: str) -> dict[str, Any]:
    """Read a schema as it is published."""
    schema: dict[str, Any] = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    return schema


def faults(name: str, value: object) -> list[str]:
    """Give what a schema has against a value."""
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(published(name)).iter_errors(value)]


@pytest.mark.parametrize("name", ["payment", "decision"])
def test_published_schema_is_what_the_models_give(name: str) -> None:
    """The file in the repository is the schema of the models, is a schema, and has the identity that it keeps."""
    assert published(name) == json_schemas.schemas()[f"{name}.schema.json"]
    Draft202012Validator.check_schema(published(name))
    assert published(name)["$id"] == f"urn:achguard:{name}:1"
    assert published(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_payment_of_the_contract_is_valid() -> None:
    """A payment with every field of the contract agrees with the schema and is a payment; no field is forgotten."""
    assert faults("payment", EVERY_FIELD) == []
    assert Payment.model_validate(EVERY_FIELD).id == "p-1"
    assert EVERY_FIELD.keys() == published("payment")["properties"].keys()


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("change", CHANGES, ids=json.dumps)
def test_real_payments_are_valid(base: str, change: Json) -> None:
    """What the model takes in its canonical form, the schema takes, and the model's own JSON as well."""
    given = merged(BASES[base](), change)
    assert faults("payment", given) == []
    assert faults("payment", json.loads(Payment.model_validate(given).model_dump_json())) == []


@pytest.mark.parametrize("change", WRONG, ids=lambda change: json.dumps(change)[:60])
def test_what_is_no_payment_for_the_model_is_none_for_the_schema(change: Json) -> None:
    """An unknown field, a wrong code, an amount out of bounds or a text too long is refused by both."""
    given = merged(BASES["domestic_web_debit"](), change)
    assert faults("payment", given) != []
    with pytest.raises(ValidationError):
        Payment.model_validate(given)


@pytest.mark.parametrize("field", OPTIONAL)
def test_a_field_may_be_null_or_left_out(field: str) -> None:
    """Null stands for an absent field wherever a field may be left out, for the schema and for the model."""
    for given in ({**EVERY_FIELD, field: None}, {key: EVERY_FIELD[key] for key in EVERY_FIELD if key != field}):
        assert faults("payment", given) == []
        assert Payment.model_validate(given) == Payment.model_validate({**EVERY_FIELD, field: None})


@cache
def guard(policy: str, *, lists: bool) -> Guard:
    """Make a guard of a preset, with the sample list or without one."""
    return Guard(Policy.preset(policy), Snapshot.sample(published=AS_OF) if lists else None, as_of=AS_OF)


@pytest.mark.slow
@pytest.mark.parametrize("policy", PRESETS)
@pytest.mark.parametrize("lists", [True, False])
def test_every_decision_is_valid(policy: str, *, lists: bool) -> None:
    """A decision of any payment by any preset, with lists or without, agrees with the schema."""
    for base in BASES.values():
        for change in CHANGES:
            decision = guard(policy, lists=lists).decide(Payment.model_validate(merged(base(), change)))
            assert faults("decision", json.loads(decision.model_dump_json())) == []


def test_the_decisions_that_are_looked_at_have_all_four_outcomes() -> None:
    """The payments of this file lead to every outcome, so that each shape of the union is tried."""
    payments = [Payment.model_validate(merged(BASES["domestic_web_debit"](), change)) for change in CHANGES]
    outcomes = {decision.outcome.value for decision in guard("us-domestic", lists=True).decide_many(payments)}
    assert outcomes == {"accept", "ask", "redirect", "hold"}


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": "approve"},
        {"colour": "blue"},
        {"questions": [{"at": "id", "prompt": "Who?"}]},
        {"alternatives": [{"code": "card", "title": "Card", "instructions": "", "conditions": []}]},
    ],
    ids=json.dumps,
)
def test_a_hold_with_an_offer_is_no_decision(change: Json) -> None:
    """The schema refuses a decision of another shape, and a hold that asks or offers anything."""
    payment = Payment.model_validate(merged(BASES["domestic_web_debit"](), {"gateway_screening": "suspect"}))
    hold = json.loads(guard("us-domestic", lists=True).decide(payment).model_dump_json())
    assert faults("decision", hold) == []
    assert faults("decision", hold | change) != []
    missing = {key: value for key, value in hold.items() if key != "basis"}
    assert faults("decision", missing) != []
