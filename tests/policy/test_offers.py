"""Other ways to pay: for whom, how much and when each is offered, and its words in each language."""

import datetime as dt
from decimal import Decimal

import pytest
from pydantic import ValidationError

from achguard.model.contact import Contact
from achguard.model.decision import Alternative, Basis, Outcome, PolicyVersion
from achguard.model.finding import Finding, Strength
from achguard.model.payment import Direction, SecCode
from achguard.policy.loading import PRESETS
from achguard.policy.offers import Method, Texts
from achguard.policy.policy import Policy
from achguard.policy.verdict import Circumstances, verdict
from achguard.policy.vocabulary import LANGUAGES
from factories import Json

DAY = dt.date(2026, 11, 23)
IAT = Finding(code="IAT302", name="n", strength=Strength.DECISIVE, at="id", message="m", source="s")
WIRE: Json = {"code": "wire", "title": "Wire"}


def offered(method: Json, *, language: str = "en", day: dt.date = DAY, **case: object) -> tuple[Alternative, ...]:
    """Give what a policy with this one method offers of a payment."""
    policy = Policy.preset("us-domestic", language=language)
    policy = policy.model_copy(update={"alternatives": (Method.model_validate(WIRE | method),)})
    basis = Basis(achguard="0", as_of=day, rules="", policy=PolicyVersion(name="p", digest=""), lists=())
    given = {"direction": Direction.DEBIT, "amount": Decimal(100)} | case
    return verdict(policy, [IAT], Circumstances(**given), payment_id=None, basis=basis).alternatives  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("method", "case", "is_offered"),
    [
        ({"min_amount": "100.00"}, {}, True),
        ({"min_amount": "100.01"}, {}, False),
        ({"max_amount": "100.00"}, {}, True),
        ({"max_amount": "99.99"}, {}, False),
        ({"tax_types": ["Withholding"]}, {"tax_type": " withholding"}, True),
        ({"tax_types": ["withholding"]}, {"tax_type": "sales"}, False),
        ({"tax_types": ["withholding"]}, {}, False),
        ({"not_tax_types": ["sales"]}, {"tax_type": "SALES"}, False),
        ({"not_tax_types": ["sales"]}, {"tax_type": "withholding"}, True),
        ({"not_tax_types": ["sales"]}, {}, False),
        ({"sec_codes": ["CCD"]}, {"sec_code": SecCode.CCD}, True),
        ({"sec_codes": ["CCD", "CTX"]}, {"sec_code": SecCode.WEB}, False),
        ({"sec_codes": ["CCD"]}, {}, False),
        ({"payors": ["individual"]}, {"payor": frozenset({"individual"})}, True),
        ({"payors": ["individual"]}, {"payor": frozenset({"organization"})}, False),
        ({"payors": ["eft-mandated"]}, {"payor": frozenset({"organization", "eft-mandated"})}, True),
        ({"payors": ["individual", "small"]}, {}, False),
        ({"not_for": ["eft-mandated"]}, {"payor": frozenset({"individual", "eft-mandated"})}, False),
        ({"not_for": ["eft-mandated"]}, {"payor": frozenset({"individual"})}, True),
        ({"not_for": ["eft-mandated"]}, {}, True),
        ({"effective": "2026-11-23"}, {}, True),
        ({"effective": "2026-11-24"}, {}, False),
        ({"ends": "2026-11-23"}, {}, True),
        ({"ends": "2026-11-22"}, {}, False),
    ],
)
def test_a_method_is_offered_where_all_that_it_says_holds(method: Json, case: Json, *, is_offered: bool) -> None:
    """An allow-list must name the payment, a deny-list must not, and every bound includes its own end."""
    assert bool(offered(method, **case)) is is_offered


def test_a_method_says_where_and_what_follows() -> None:
    """Its page, its telephone, and what law asks and what follows stand with the conditions."""
    words = {"conditions": ["It is early."], "mandates": ["The law asks it."], "consequence": "It costs a penalty."}
    (told,) = offered(words | {"url": "https://pay.example.gov/wire", "phone": "601 555 0100"})
    assert told.conditions == ("It is early.", "The law asks it.", "It costs a penalty.")
    assert (told.url, told.phone, told.language) == ("https://pay.example.gov/wire", "601 555 0100", None)
    assert offered({})[0].model_dump() == {"code": "wire", "title": "Wire", "instructions": "", "conditions": ()}


def test_a_method_speaks_the_payors_language_or_says_which() -> None:
    """Words in the language are given; else the others are, with the language that they are in."""
    spanish = {"title": "Transferencia", "conditions": ["Es temprano."]}
    (told,) = offered({"translations": {"es": spanish}}, language="es")
    assert (told.title, told.conditions, told.language) == ("Transferencia", ("Es temprano.",), None)
    (left,) = offered({}, language="es")
    assert (left.title, left.language) == ("Wire", "en")


@pytest.mark.parametrize(
    ("method", "said"),
    [
        ({"min_amount": "10", "max_amount": "9.99"}, "min_amount 10 is more than max_amount 9.99"),
        ({"effective": "2026-01-02", "ends": "2026-01-01"}, "effective 2026-01-02 is after ends 2026-01-01"),
        ({"payors": ["individual"], "not_for": ["individual"]}, "'individual' is in payors and in not_for"),
        ({"tax_types": ["sales"], "not_tax_types": ["Sales"]}, "'sales' is in tax_types and in not_tax_types"),
        ({"payors": ["EFT mandated"]}, "'EFT mandated' is neither individual nor organization, nor an attribute"),
        ({"translations": {"es": {"title": "Cheque electrónico"}}}, "title: 'cheque electronico' is an ACH entry"),
        ({"url": "http://pay.example.gov"}, "begins with https://"),
        ({"phone": "call us"}, "is a telephone number"),
        ({"sec_codes": ["PPX"]}, "should be"),
    ],
)
def test_a_method_that_nobody_could_be_offered_is_refused(method: Json, said: str) -> None:
    """What excludes itself, or names an ACH entry in another language, is no method."""
    with pytest.raises(ValidationError, match=said):
        Method.model_validate(WIRE | method)


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_has_all_of_its_words_in_both_languages(name: str) -> None:
    """No part of a method, a question or a statement that ships lacks its counterpart."""
    policy = Policy.preset(name)
    assert [part for method in policy.alternatives for part in method.lacks_in("es")] == []
    assert all({*question.prompt} >= {*LANGUAGES} for question in policy.questions.own)
    assert policy.certification is None or {*policy.certification.text} >= {*LANGUAGES}


def test_what_a_translation_lacks_is_named() -> None:
    """Each part that is there in one language alone, and each sentence without its own."""
    english = {"instructions": "Go.", "conditions": ["A.", "B."]}
    assert [*Method.model_validate(WIRE | english).lacks_in("es")] == ["translations.es"]
    spanish = {"title": "Giro", "conditions": ["A."], "consequence": "Una multa."}
    lacking = Method.model_validate(WIRE | english | {"translations": {"es": spanish}}).lacks_in("es")
    assert [*lacking] == [f"translations.es.{part}" for part in ("instructions", "conditions", "consequence")]


def test_a_message_names_the_contact() -> None:
    """Each way to reach somebody stands where the message names it; without a contact nothing is."""
    messages = dict.fromkeys(Outcome, "Call {phone}, see {url}, write to {address}.")
    texts = Texts(messages=messages, prompts={"default": "?"})
    contact = Contact(phone="601 555 0100", url="https://pay.example.gov")
    assert texts.message(Outcome.HOLD, contact) == "Call 601 555 0100, see https://pay.example.gov, write to ."
    assert {field for _, _, field in texts.named_of_contact()} == {"phone", "url", "address"}
    assert texts.message(Outcome.HOLD, None) == messages[Outcome.HOLD]


def test_for_whom_a_method_is_stands_in_sentences() -> None:
    """Every limit of a method is said once; one that is for all payments of both directions says nothing."""
    limited = Method.model_validate(
        WIRE
        | {
            "directions": ["debit"],
            "min_amount": "1000",
            "max_amount": "25000.00",
            "payors": ["individual"],
            "not_for": ["eft-mandated"],
            "tax_types": ["income", "sales"],
            "not_tax_types": ["fuel"],
            "payment_types": ["TAX"],
            "sec_codes": ["WEB", "TEL"],
            "effective": "2026-01-01",
            "ends": "2026-12-31",
        }
    )
    assert [*limited.limits()] == [
        "For a debit.",
        "From 1,000 dollars.",
        "Up to 25,000.00 dollars.",
        "For individual.",
        "Not for eft-mandated.",
        "For the tax income, sales.",
        "Not for the tax fuel.",
        "For the description TAX.",
        "For the SEC code WEB, TEL.",
        "From 2026-01-01 on.",
        "Until 2026-12-31.",
    ]
    assert [*limited.bounds()] == [*limited.limits()][1:]
    assert [*Method.model_validate(WIRE).limits()] == []


@pytest.mark.parametrize(
    ("code", "title", "is_credit"),
    [
        ("ach-credit", "From your own bank", True),
        ("from-your-bank", "ACH credit from your own bank", True),
        ("from-your-bank", "ACH Credits", True),
        ("from-your-bank", "Crédito ACH desde su propio banco", True),
        ("from-your-bank", "Transfer from your own bank", False),
        ("card", "Credit card", False),
    ],
)
def test_an_ach_credit_by_code_or_title_is_offered_to_nobody_who_takes_none(
    code: str, title: str, *, is_credit: bool
) -> None:
    """The payor's bank would make an IAT of it, so a policy that takes no IAT offers it to nobody."""
    words: Json = {"code": code, "title": title}
    assert Method.model_validate(words).is_ach_credit is is_credit
    assert bool(offered(words)) is not is_credit


@pytest.mark.parametrize(("direction", "is_offered"), [("credit", True), ("debit", False)])
def test_a_credit_that_comes_in_is_paid_otherwise_as_a_credit_where_no_iat_is_taken(
    direction: str, *, is_offered: bool
) -> None:
    """Only a policy that takes IATs from the payor's bank is paid by it; to any other a credit is one that it sends."""
    case: Json = {"direction": Direction.CREDIT, "comes_in": True}
    assert bool(offered({"directions": [direction]}, **case)) is is_offered
