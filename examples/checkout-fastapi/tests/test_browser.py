"""The pages in a real browser: each outcome walked, by keyboard, on a telephone, in Spanish, and looked at by axe."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from accessibility import NARROW, overflows, violations
from conftest import ACCOUNT, IBAN, ORDINARY

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

pytest_plugins = ["browser"]
pytestmark = pytest.mark.slow


@pytest.fixture
def walked(page: "Page", port: int) -> Iterator["Page"]:
    """Give a page of which every address is read, and what the browser keeps: nothing typed, one cookie."""
    addresses: list[str] = []

    def note(request: "Request") -> None:
        addresses.append(request.url)

    page.on("request", note)
    yield page
    assert addresses
    assert all(address.startswith(f"http://127.0.0.1:{port}/") for address in addresses)
    assert not [address for address in addresses if ACCOUNT in address or IBAN in address or "?" in address]
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    (cookie,) = page.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("session", True, "Strict")
    assert ACCOUNT not in cookie["value"]


def looked_at(page: "Page") -> None:
    """Assert that axe finds nothing, light and dark, and that the page fits a telephone and 200 % zoom."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
    for size in (NARROW, {"width": 640, "height": 450}):
        page.set_viewport_size(size)
        assert not overflows(page)


def send(page: "Page") -> None:
    """Send the form, and wait until the page that it leads to is there: axe finds no document in between."""
    with page.expect_navigation(wait_until="load"):
        page.click("button")


def filled(page: "Page", **typed: str) -> None:
    """Fill in the form and send it."""
    fields = ORDINARY | typed
    for name in ("name", "routing", "account"):
        page.fill(f"#{name}", fields[name])
    page.check("#kind")
    send(page)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("typed", "answer", "last"),
    [
        ({}, "no", ("Payment received", "Pago recibido")),
        ({}, "yes", ("Please pay another way", "Por favor, pague de otra forma")),
        ({"account": IBAN, "routing": ""}, "", ("Please pay another way", "Por favor, pague de otra forma")),
        ({"name": "Malik Zorban"}, "", ("We received your request", "Recibimos su solicitud")),
    ],
    ids=["accept", "ask-redirect", "redirect", "hold"],
)
def test_each_outcome_is_walked(
    walked: "Page", port: int, language: str, typed: dict[str, str], answer: str, last: tuple[str, str]
) -> None:
    """Every page on the way is in its language, without a barrier, and fits."""
    walked.goto(f"http://127.0.0.1:{port}/{language}/pay/inv-1001")
    looked_at(walked)
    filled(walked, **typed)
    if answer:
        assert walked.url.endswith("/questions")
        looked_at(walked)
        for box in walked.locator(f"input[value={answer}]").all():
            box.check()
        send(walked)
    looked_at(walked)
    assert walked.text_content("h1") == last[language == "es"]
    assert walked.get_attribute("html", "lang") == language
    ways = walked.locator(".ways li").all()
    # None is marked as another language's, and each page has the check in its own.
    assert {each.get_attribute("lang") for each in ways} <= {None}
    title = {"en": "Check or money order", "es": "Cheque o giro postal"}[language]
    is_redirected = last[0] == "Please pay another way"
    assert any(title in (each.text_content() or "") for each in ways) is is_redirected


def test_errors_stand_beside_their_fields_and_have_the_focus(walked: "Page", port: int) -> None:
    """A form without entries comes back with a summary, which has the focus and leads to each field."""
    walked.goto(f"http://127.0.0.1:{port}/en/pay/inv-1001")
    send(walked)
    walked.wait_for_selector(".summary:focus", timeout=5_000)
    looked_at(walked)
    walked.click(".summary a >> nth=1")
    assert walked.evaluate("document.activeElement.id") == "account"
    described = walked.get_attribute("#account", "aria-describedby") or ""
    assert "Enter the account number." in [walked.text_content(f"#{each}") for each in described.split()]


def test_a_keyboard_is_enough(walked: "Page", port: int) -> None:
    """Tab, arrows, space and enter alone lead from the form to the thanks."""
    walked.goto(f"http://127.0.0.1:{port}/en/pay/inv-1001")

    def to(selector: str) -> None:
        for _ in range(20):
            walked.keyboard.press("Tab")
            if walked.evaluate(f"document.activeElement.matches({selector!r})"):
                return
        raise AssertionError(selector)

    for name in ("name", "routing", "account"):
        to(f"#{name}")
        walked.keyboard.type(ORDINARY[name])
    to("#kind")
    walked.keyboard.press("Space")
    walked.keyboard.press("Enter")
    walked.wait_for_url("**/questions")
    for number in range(2):
        to(f"#answer-{number}")
        walked.keyboard.press("Space")
        walked.keyboard.press("ArrowDown")
    walked.keyboard.press("Enter")
    walked.wait_for_url("**/result")
    assert walked.text_content("h1") == "Payment received"
