"""What a browser that somebody changed gets: nothing that is the server's to say."""

from collections.abc import Iterator

import pytest

from achguard import Guard
from app.invoices import Invoices
from app.main import create_app
from app.pages import WORDS
from app.sessions import IDLE_SECONDS
from conftest import API_KEY, FORM, NOT_ABROAD, ORDINARY, Clock
from visitor import Visitor
from web_server import serving


def test_a_posted_amount_changes_nothing(visitor: Visitor, invoices: Invoices) -> None:
    """With the form it counts for nothing, and among the answers it is refused."""
    visitor.get(FORM)
    visitor.send(FORM, **ORDINARY, amount="1.00")
    assert visitor.send(f"{FORM}/questions", **NOT_ABROAD, amount="1.00").status == 403
    visitor.get(f"{FORM}/questions")
    visitor.send(f"{FORM}/questions", **NOT_ABROAD)
    settled = invoices.settled("inv-1001")
    assert settled is not None
    assert str(settled.payment.amount) == "125.00"


def test_an_amount_that_is_asked_about_is_not_the_payors_to_answer(visitor: Visitor, invoices: Invoices) -> None:
    """The question is there to be read, and an answer to it is refused."""
    form = "/en/pay/inv-large"
    visitor.get(form)
    shown = visitor.send(form, **ORDINARY)
    assert 'name="amount"' not in shown.text
    assert WORDS["en"]["to_be_read"] in shown.text.replace("&#39;", "'")
    assert visitor.send(f"{form}/questions", **NOT_ABROAD, amount="1.00").status == 403
    assert invoices.settled("inv-large") is None


def test_a_form_without_its_session_s_token_is_refused(visitor: Visitor) -> None:
    """Neither a missing token nor one of another session sends a form."""
    visitor.get(FORM)
    assert visitor.send(FORM, token=False, **ORDINARY).status == 403
    assert visitor.send_fields(FORM, ORDINARY | {"csrf": "x"}).status == 403


def test_a_held_invoice_stays_held(visitor: Visitor) -> None:
    """Neither another account nor another visitor gets past a hold."""
    visitor.get(FORM)
    visitor.send(FORM, **ORDINARY | {"name": "Malik Zorban"})
    for who in (visitor, Visitor(visitor.port)):
        assert who.get(FORM).path == f"{FORM}/result"
        assert WORDS["en"]["hold_title"] in who.answers[-1].text


def test_a_session_is_forgotten(visitor: Visitor, clock: Clock) -> None:
    """After the time that the page tells, the payment is gone, and the form is sent anew."""
    visitor.get(FORM)
    assert f"after {IDLE_SECONDS // 60} minutes" in visitor.answers[-1].text
    visitor.send(FORM, **ORDINARY)
    clock.seconds = IDLE_SECONDS - 1
    assert visitor.get(f"{FORM}/questions").path == f"{FORM}/questions"
    clock.seconds += IDLE_SECONDS
    assert visitor.get(f"{FORM}/questions").path == FORM


def test_pages_are_kept_by_no_cache_and_let_nothing_in(visitor: Visitor) -> None:
    """Every answer has the policy for what a page may load; the cookie is out of reach of scripts and other sites."""
    answer = visitor.get(FORM)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= {*answer.headers["Set-Cookie"].split("; ")}


@pytest.fixture
def deployed(ach_guard: Guard, invoices: Invoices) -> Iterator[Visitor]:
    """Give a visitor of the app as it is deployed: by https, and without a key for programs."""
    with serving(create_app(ach_guard, invoices)) as port:
        yield Visitor(port)


def test_a_deployed_app_s_cookie_is_for_https_alone(deployed: Visitor) -> None:
    """The cookie is marked Secure unless the app is told that it runs on one's own machine."""
    cookie = deployed.get(FORM).headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert "Secure" in cookie


def test_programs_call_with_a_key(visitor: Visitor, deployed: Visitor) -> None:
    """The router answers who has the key; without a key in the settings it is not there."""
    assert visitor.get("/api/health").status == 401
    assert visitor.get("/api/health", **{"X-API-Key": "x"}).status == 401
    assert '"status":"ok"' in visitor.get("/api/health", **{"X-API-Key": API_KEY}).text
    assert deployed.get("/api/health").status == 404


def test_what_is_no_page_is_told_so(visitor: Visitor) -> None:
    """An unknown invoice, language or address gets a page with 404."""
    for path in ("/en/pay/inv-0", "/xx/pay/inv-1001", "/nothing"):
        assert visitor.get(path).status == 404


def test_both_languages_say_the_same_things() -> None:
    """No sentence of the pages is missing in one language."""
    assert WORDS["en"].keys() == WORDS["es"].keys()


@pytest.mark.parametrize("name", ["name", "routing", "account", "kind"])
@pytest.mark.parametrize("junk", ["\0", "\u202e", "\U0001f600", "\uff13" * 30, "'; <script>", "-" * 8_000])
def test_junk_in_a_field_is_answered(visitor: Visitor, name: str, junk: str) -> None:
    """Whatever is typed gets a page, never an error of the server, and is not taken for markup."""
    visitor.get(FORM)
    answer = visitor.send(FORM, **ORDINARY | {name: junk})
    assert answer.status in {200, 403}
    assert "<script" not in answer.text + visitor.get(FORM).text
