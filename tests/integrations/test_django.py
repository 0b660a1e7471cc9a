"""Form fields, the guard of the settings and their check, in Django processes of their own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from achguard import Snapshot
from factories import domestic_web_debit

TYPED = "40917733551"
SET_UP = """
import json, sys
import django
from django.conf import settings
settings.configure(
    USE_I18N=True, LANGUAGE_CODE="en", INSTALLED_APPS=["achguard.integrations.django"], **json.loads(sys.argv[1])
)
django.setup()
"""


def in_django(program: str, **settings: Any) -> Any:
    """Run a program in a Django project with these settings and give the JSON that it prints."""
    command = [sys.executable, "-W", "error", "-c", SET_UP + program, json.dumps(settings)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


FORM = """
from django import forms
from django.utils import translation
from achguard.integrations.django import DomesticAccountField, RoutingNumberField

class Pay(forms.Form):
    routing = RoutingNumberField()
    account = DomesticAccountField(error_messages={"account_number": "Ours."})
    other = DomesticAccountField(required=False)

def told(language="en", **data):
    with translation.override(language):
        form = Pay(data)
        return [
            form.is_valid(),
            {name: [[e.code, *e.messages] for e in errors] for name, errors in form.errors.as_data().items()},
            repr(form.cleaned_data),
        ]
"""


def test_a_form_takes_a_us_account_and_keeps_it_masked() -> None:
    """What is cleaned has the number, and its repr does not show it; a box that may stay empty may."""
    answer = in_django(
        FORM
        + f"""
form = Pay({{"routing": " 065300279 ", "account": "{TYPED}", "other": ""}})
valid = form.is_valid()
cleaned = form.cleaned_data
print(json.dumps([
    valid, cleaned["routing"].number, cleaned["account"].number, cleaned["other"], repr(cleaned), str(form["account"])
]))
"""
    )
    valid, routing, account, other, shown, drawn = answer
    assert (valid, routing, account, other) == (True, "065300279", TYPED, None)
    assert TYPED not in shown
    assert 'inputmode="numeric"' in drawn
    assert 'autocomplete="off"' in drawn
    assert 'maxlength="100"' in drawn


def test_a_form_refuses_what_is_no_us_account() -> None:
    """An IBAN, a wrong check digit and an empty box are told beside the field, in the language of the request."""
    answer = in_django(
        FORM
        + """
print(json.dumps([
    told(routing="065300278", account="DE89 3704 0044 0532 0130 00"),
    told("es-mx", routing="12345-003", account="032180000118359719"),
    told("fr", routing="", account="12\\x01", other="x" * 101),
]))
"""
    )
    english, spanish, french = answer
    assert english[:2] == [
        False,
        {
            "routing": [
                ["routing_number", "Please check the nine-digit routing number. It is at the bottom left of a check."]
            ],
            "account": [
                [
                    "no_us_account",
                    "Please enter the number of an account at a bank in the United States, as it stands on a check.",
                ]
            ],
        },
    ]
    assert [errors[0][0] for errors in spanish[1].values()] == ["no_us_account", "no_us_account"]
    assert spanish[1]["routing"][0][1].startswith("Por favor, escriba el número de una cuenta en un banco")
    assert {name: errors[0][0] for name, errors in french[1].items()} == {
        "routing": "required",
        "account": "account_number",
        "other": "max_length",
    }
    assert french[1]["account"][0][1] == "Ours."


def test_a_form_that_is_shown_again_holds_no_number() -> None:
    """An error beside one box leaves the others empty: no value attribute has what was typed, whatever the widget."""
    answer = in_django(
        FORM
        + f"""
class Ours(Pay):
    account = DomesticAccountField(widget=forms.Textarea)
    other = DomesticAccountField(widget=forms.HiddenInput)

data = {{"routing": "065300278", "account": "{TYPED}", "other": "{TYPED}"}}
drawn = [form(data).as_p() + str(form(data)["account"].as_hidden()) for form in (Pay, Ours)]
drawn += [Pay(initial={{"account": "{TYPED}"}}).as_p(), str(Pay(data)["account"].value())]
print(json.dumps([Pay(data).is_valid(), *drawn]))
"""
    )
    valid, *drawn = answer
    assert valid is False
    assert "Please check the nine-digit routing number" in drawn[0]
    assert not any(TYPED in page or "065300278" in page for page in drawn)


CHECK = """
from django.core.checks import run_checks
print(json.dumps([[each.id, each.msg] for each in run_checks()]))
"""


ASKING = """
from achguard import Guard, Payment, Policy, Snapshot
from achguard.integrations.django import QuestionsForm

guard = Guard(Policy.preset("virginia-tax"), Snapshot.sample(published="2026-11-23"), as_of="2026-11-23")
asked = Payment.model_validate(ASKED)
decision = guard.decide(asked)
questions = decision.for_payor().questions
"""


def asking(**changes: Any) -> str:
    """Give the beginning of a program that has a decision with questions."""
    asked = domestic_web_debit() | {"foreign_funds": {}, **changes}
    return f"ASKED = json.loads({json.dumps(asked)!r})" + ASKING


def test_a_payor_agrees_and_answers_in_a_form() -> None:
    """Every question of a policy with a statement has a field, and what is typed there leads to an accept."""
    answer = in_django(
        asking()
        + """
empty = QuestionsForm(questions, {})
typed = {each.at: "Jane Q Public" if each.at == "certification" else "no" for each in questions}
form = QuestionsForm(questions, typed)
after = guard.decide(asked.answered(decision, form.answers))
print(json.dumps([
    decision.outcome, [*form.fields], form.fields["certification"].label, form.is_valid(), after.outcome,
    [*empty.errors], empty.answers, QuestionsForm(questions, {**typed, "certification": " "}).is_valid(),
    QuestionsForm(questions, {**typed, "foreign_funds.account_abroad": "maybe"}).is_valid(),
    QuestionsForm(questions).as_p().count("<input"),
]))
"""
    )
    places = ["certification", "foreign_funds.account_abroad", "foreign_funds.funded_from_abroad"]
    outcome, fields, label, valid, after, errors, answers, blank, unknown, boxes = answer
    assert (outcome, after, valid, blank, unknown) == ("ask", "accept", True, False, False)
    assert fields == places
    assert errors == places
    assert answers == {}
    assert label.endswith("If you agree, please type your name.")
    assert boxes == 7  # a name, and yes, no, unknown twice


def test_a_form_of_questions_holds_no_number_again() -> None:
    """A box for a routing number is empty on a page that is shown again, and a date is a date."""
    html, answers = in_django(
        asking(
            effective_date="2020-01-02",
            receiver={"name": "A B", "account": {"routing_number": "065300278", "account_number": "004417283"}},
        )
        + """
typed = {each.at: "no" for each in questions} | {"certification": "Jane", "effective_date": "2030-01-02"}
typed["receiver.account.routing_number"] = "065300279"
form = QuestionsForm(questions, typed)
print(json.dumps([form.as_p(), {at: str(value) for at, value in form.answers.items()}]))
"""
    )
    assert "06530027" not in html
    assert "receiver.account.routing_number" in html
    assert answers["receiver.account.routing_number"] == "065300279"
    assert answers.get("effective_date") == "2030-01-02"


def test_settings_that_make_a_guard_pass_the_check(tmp_path: Path) -> None:
    """`manage.py check` is content with current lists, and the project's guard is one and the same."""
    Snapshot.sample().build(tmp_path / "lists")
    ours = {"policy": "mississippi-dor", "lists": str(tmp_path / "lists")}
    assert in_django(CHECK, ACHGUARD=ours) == []
    program = """
from achguard.integrations.django import guard
print(json.dumps([guard().policy.name, guard() is guard(), [each.list for each in guard().lists.lists]]))
"""
    assert in_django(program, ACHGUARD=ours) == ["mississippi-dor", True, ["sample-sdn"]]


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ({}, ["achguard.W001", "Every payment is held: no sanctions list loaded."]),
        ({"policy": "us-domstic"}, ["achguard.E001", "there is no preset policy 'us-domstic'"]),
        ({"lists": "nowhere"}, ["achguard.E001", "nowhere: no such folder"]),
        ({"list": "lists"}, ["achguard.E001", "ACHGUARD has no key 'list'; did you mean 'lists'?"]),
        (["lists"], ["achguard.E001", "ACHGUARD is a dictionary such as {'policy': 'us-domestic'"]),
    ],
)
def test_settings_that_make_no_guard_are_told_by_the_check(setting: Any, told: list[str]) -> None:
    """A wrong key, name or path is an error before any payment comes, and a guard that only holds a warning."""
    ((code, message),) = in_django(CHECK, ACHGUARD=setting)
    assert code == told[0]
    assert message.startswith(told[1])
