"""No spelling of a confidential number shows in a decision, a repr, an error or a pickle, in whatever field."""

import datetime as dt
import json
import pickle
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from achguard.cli.names import Named
from achguard.directory import RoutingDirectory
from achguard.guard import Guard
from achguard.identifiers import canadian_routing, routing_number
from achguard.intake.row import InvalidRow, row_of
from achguard.model.history import History, ReturnedEntry
from achguard.model.masking import LONGEST_SHOWN_RUN
from achguard.model.payment import Payment
from achguard.nacha.writing.writer import NewAddendum, NewBatch, NewEntry
from achguard.sanctions.clearance import Clearance
from achguard.sanctions.snapshot import Snapshot
from factories import Json, domestic_web_debit, merged, payment
from spelt_secrets import ACCOUNT, NUMBERS, SPELLINGS, Spelt, shows

DAY = dt.date(2026, 11, 23)
LISTED = "MALIK TARENTOV ZORBAN"


def _party(**changes: Any) -> Json:
    return {"receiver": changes}


def _account(**changes: Any) -> Json:
    return {"receiver": {"account": changes}}


FIELDS: dict[str, Callable[[str], Json]] = {
    "originator.name": lambda text: {"originator": {"name": text}},
    "receiver.name": lambda text: _party(name=f"{LISTED} {text}"),
    "receiver.address.street": lambda text: _party(address={"street": text, "country": "DE"}),
    "receiver.address.city": lambda text: _party(address={"city": text, "country": "UA"}),
    "receiver.address.state": lambda text: _party(address={"state": text}),
    "receiver.address.postal_code": lambda text: _party(address={"postal_code": text}),
    "receiver.phone": lambda text: _party(phone=text),
    "receiver.identifiers": lambda text: _party(identifiers=[{"type": "other", "value": text}]),
    "routing_number": lambda text: _account(routing_number=text),
    "account_number": lambda text: _account(account_number=text),
    "iban": lambda text: _account(iban=text),
    "bic": lambda text: _account(bic=text),
    "bank.name": lambda text: _account(bank={"name": f"QUENTARA MARITIME TRADING {text}"}),
    "bank.id": lambda text: _account(bank={"id": text}),
    "bank.id_qualifier": lambda text: _account(bank={"id_qualifier": text}),
    "correspondents.name": lambda text: {"correspondents": [{"name": text}]},
    "correspondents.id": lambda text: {"correspondents": [{"id": text}]},
    "entry_description": lambda text: {"entry_description": text},
    "remittance": lambda text: {"remittance": [f"{LISTED} {text}"]},
    "iat.fx_indicator": lambda text: {"iat": {"fx_indicator": text}},
    "iat.fx_reference": lambda text: {"iat": {"fx_reference": text}},
    "iat.transaction_type": lambda text: {"iat": {"transaction_type": text}},
}


@pytest.fixture(scope="module")
def guard() -> Guard:
    """Give a guard with the sample list and without a directory, so that no routing number is known."""
    return Guard(lists=Snapshot.sample(published=DAY), as_of=DAY)


@pytest.mark.slow
@pytest.mark.parametrize("field", FIELDS)
def test_a_repr_of_a_payment_shows_no_spelling_of_a_secret(field: str) -> None:
    """Names and words stay; a number is masked in each field, however it is spelt."""
    seen = [spelt for spelt in SPELLINGS if shows(repr(payment(changes=FIELDS[field](spelt.text))), spelt)]
    assert seen == []


def test_a_number_that_goes_on_in_the_next_line_is_one_number() -> None:
    """Each line by itself may have no more digits than may be shown."""
    numbers = [spelt for spelt in SPELLINGS if spelt.secret in NUMBERS]
    lines = [(spelt, [spelt.text[:5], spelt.text[5:]]) for spelt in numbers]
    assert [spelt for spelt, both in lines if shows(repr(payment(changes={"remittance": both})), spelt)] == []


@pytest.mark.slow
@pytest.mark.parametrize("field", FIELDS)
def test_a_decision_shows_no_spelling_of_a_secret(field: str, guard: Guard) -> None:
    """Neither the findings nor the sentences about them hold the number."""
    some = SPELLINGS[[*FIELDS].index(field) % 3 :: 3]
    assert [spelt for spelt in some if any(shows(text, spelt) for text in _decided(guard, field, spelt))] == []


def _decided(guard: Guard, field: str, spelt: Spelt) -> Iterator[str]:
    # The basis is left out: digests hold digits by chance.
    decision = guard.decide(payment(changes=FIELDS[field](spelt.text))).model_copy(update={"basis": None})
    yield repr(decision)
    yield str(decision)
    yield json.dumps(decision.model_dump(mode="json", exclude={"basis"}), ensure_ascii=False)


def test_a_number_is_shown_to_who_asks(guard: Guard) -> None:
    """A guard that was asked to unmask shows what it found; the payment holds its data unmasked in any case."""
    given = payment(changes=_account(iban="GB29NWBK60161331926819"))
    unmasking = Guard(lists=guard.lists, as_of=DAY, unmask=True)
    assert "GB29NWBK60161331926819" in unmasking.decide(given).model_dump_json()
    assert "GB29NWBK60161331926819" in given.model_dump_json()


def _key(secret: str) -> object:
    return Payment.model_validate({**domestic_web_debit(), secret: secret})


def _nested_key(secret: str) -> object:
    return payment(changes={"receiver": {"account": {f"ACCT {secret}": 1}}})


def _value(secret: str) -> object:
    return payment(changes={"amount": f"{secret}.001"})


def _root(secret: str) -> object:
    return Payment.model_validate(secret)


def _broken_json(secret: str) -> object:
    return Payment.model_validate_json(f'{{"id": "{secret}", ')


def _json_value(secret: str) -> object:
    return Payment.model_validate_json(json.dumps(merged(domestic_web_debit(), {"direction": secret})))


def _assignment(secret: str) -> object:
    return setattr(payment(), "id", secret)


def _unknown_assignment(secret: str) -> object:
    return setattr(payment(), secret, secret)


def _copy(secret: str) -> object:
    return payment().model_copy(update={"amount": f"{secret}x"})


def _copy_key(secret: str) -> object:
    return payment().model_copy(update={secret: 1})


def _item_of_a_list(secret: str) -> object:
    return TypeAdapter(list[Payment]).validate_python([{**domestic_web_debit(), "amount": f"{secret}x"}])


WRONG_SHAPES = (
    _key, _nested_key, _value, _root, _broken_json, _json_value, _assignment, _unknown_assignment, _copy, _copy_key,
    _item_of_a_list,
)  # fmt: skip


@pytest.mark.parametrize("secret", NUMBERS)
@pytest.mark.parametrize("make", WRONG_SHAPES)
def test_an_error_of_a_shape_holds_no_input(make: Callable[[str], object], secret: str) -> None:
    """Neither the error, nor one behind it, holds what was put in: not as a value, not as a key."""
    with pytest.raises(ValidationError) as caught:
        make(secret)
    errors = [*_chain(caught.value)]
    texts = [str(errors), *map(str, errors), "".join(traceback.format_exception(caught.value))]
    texts += [repr(error.errors()) + error.json() for error in errors if isinstance(error, ValidationError)]
    assert [text for text in texts if shows(text, Spelt(secret, secret))] == []


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


@pytest.mark.parametrize("secret", NUMBERS)
def test_a_row_that_is_no_payment_names_no_number(secret: str) -> None:
    """The reasons name places; a number that stands where a field's name belongs is masked."""
    row = row_of(1, {**domestic_web_debit(), secret: 1, "receiver": {"name": "A", secret: 1}})
    assert isinstance(row, InvalidRow)
    assert not shows(" ".join(row.errors), Spelt(secret, secret))


def test_a_pickled_guard_holds_no_number_of_its_history() -> None:
    """Keyed digests travel in their place, by which everything is found again."""
    came_back = ReturnedEntry(code="R85", routing_number="065300279", account_number=ACCOUNT, identifier="078-05-1120")
    guard = Guard(history=History([came_back]), as_of=DAY)
    pickled = pickle.dumps(guard)
    assert not any(secret.encode() in pickled for secret in (ACCOUNT, "065300279", "078051120", "078-05-1120"))
    there = pickle.loads(pickled)  # noqa: S301  our own bytes
    known = payment(changes=_account(account_number="7309-5128-4664"))
    assert there.decide(known) == guard.decide(known)
    assert "IAT404" in [found.code for found in there.decide(known).findings]


def test_what_is_made_of_a_number_keeps_it_out_of_its_repr() -> None:
    """Entries to write, clearances, Canadian and US routing numbers, names that are screened, hits."""
    hits = Snapshot.sample(published=DAY).screen(f"{LISTED} {ACCOUNT}")
    entity = Snapshot.sample(published=DAY).entity(hits[0].uid, hits[0].list)
    assert entity is not None
    made = (
        NewEntry({"account_number": ACCOUNT}),
        NewBatch({"company_identification": ACCOUNT}),
        NewAddendum("addenda_05", {"payment_information": ACCOUNT}),
        Clearance.of(entity, name=f"JANE {ACCOUNT}", by=f"A {ACCOUNT}", why=f"not {ACCOUNT}", on=DAY, expires=DAY),
        canadian_routing.parse("073095128"),
        routing_number.parse("065300279"),
        Named(1, ACCOUNT),
        *hits,
    )
    assert hits
    text = repr(made)
    assert not shows(text, Spelt(ACCOUNT, ACCOUNT))
    assert "95128" not in text
    assert "065300279" not in text


@pytest.mark.parametrize("beside", [ACCOUNT, "7309/51/28", "1/31/70", "1/3/70"])
def test_a_hit_quotes_no_number_alone_or_in_a_batch(beside: str) -> None:
    """The words of a name are quoted, its figures are stars, and both ways of screening say the same."""
    lists = Snapshot.sample(published=DAY)
    for name in (f"{LISTED} {beside}", f"MALIK TARENTOV {beside}"):
        hits = lists.screen(name, min_score=0.5)
        assert hits == lists.screen_many([name] * 2, min_score=0.5)[0]
        quoted = hits[0].explanation.partition("about 1 in")[0]
        assert "same words: MALIK TARENTOV" in quoted
        assert sum(map(str.isdigit, quoted)) <= LONGEST_SHOWN_RUN


def test_a_hit_quotes_the_figures_of_a_number_as_stars() -> None:
    """A person sees that something else stood there."""
    hit = Snapshot.sample(published=DAY).screen("MALIK TARENTOV 730951284664", min_score=0.5)[0]
    assert f"only in the screened name: {'*' * 12};" in hit.explanation


def test_a_hit_still_quotes_an_ordinary_number() -> None:
    """A name such as STUDIO 54 is quoted whole."""
    hit = Snapshot.sample(published=DAY).screen("MALIK TARENTOV STUDIO 54", min_score=0.5)[0]
    assert "only in the screened name: STUDIO 54" in hit.explanation


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("061000146", {"061000146"}),
        ("065309995", {"065309995"}),
        ("091059992", {"091059992"}),
        ("065300282", {"******282"}),
        ("065300278", {"******278"}),
        ("130000006", {"******006"}),
        ("000300012", {"******012"}),
        ("12345-003", {"*********"}),
        ("20-00-00", {"******"}),
        ("730951284", {"******284"}),
    ],
)
def test_a_routing_number_is_whole_only_where_the_directory_lists_it(number: str, shown: set[str]) -> None:
    """Whichever rule speaks of it; a repr, which knows no directory, never shows one."""
    directory = RoutingDirectory.open(Path(__file__).parents[2] / "src" / "achguard" / "testing" / "directory.txt")
    guard = Guard(lists=Snapshot.sample(published=DAY), directory=directory, as_of=DAY)
    given = payment(changes=_account(routing_number=number))
    found = guard.decide(given).findings
    assert {each.value for each in found if each.at == "receiver.account.routing_number"} == shown
    assert number not in repr(given)
    assert not any(number in each.message for each in found)
