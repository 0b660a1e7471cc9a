"""The app under test: achguard's plugin gives its guard, uvicorn serves it, and every line that is logged is read."""

import logging
from collections.abc import Iterator
from decimal import Decimal

import pytest
from fastapi import FastAPI

from achguard import Guard
from app.invoices import Invoice, Invoices, examples
from app.main import POLICY, create_app
from visitor import Visitor
from web_server import serving

FORM = "/en/pay/inv-1001"
API_KEY = "a-key-of-the-tests"
# What payors of these tests type: none of it may stand in a log, an address or the browser's storage.
ACCOUNT = "40917733551"
IBAN = "DE89370400440532013000"
ROUTING = "065300279"
ORDINARY = {"name": "JANE Q PUBLIC", "routing": ROUTING, "account": ACCOUNT, "kind": "checking"}
NOT_ABROAD = {"foreign_funds.account_abroad": "no", "foreign_funds.funded_from_abroad": "no"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have achguard's plugin give a guard with the app's own policy to each test."""
    for item in items:
        item.add_marker(pytest.mark.achguard(policy=POLICY))


class Clock:
    """A clock that tests move."""

    seconds = 0.0

    def __call__(self) -> float:
        """Give the seconds."""
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    """Give the clock by which sessions are forgotten."""
    return Clock()


@pytest.fixture
def invoices() -> Invoices:
    """Give the example's invoices, and one whose amount no entry can carry."""
    large = Invoice("inv-large", Decimal("100000000.00"), {"en": "Franchise tax", "es": "Impuesto de franquicia"})
    return Invoices.of((*examples().all(), large))


@pytest.fixture
def app(ach_guard: Guard, invoices: Invoices, clock: Clock) -> FastAPI:
    """Give the app as it runs on one's own machine."""
    return create_app(ach_guard, invoices, api_key=API_KEY, secure=False, now=clock)


@pytest.fixture
def port(app: FastAPI, caplog: pytest.LogCaptureFixture) -> Iterator[int]:
    """Serve the app, and read what it and uvicorn logged meanwhile: each request, and nothing that was typed."""
    with caplog.at_level(logging.DEBUG), serving(app) as listening:
        yield listening
    said = "\n".join(f"{record.getMessage()} {record.exc_text or ''}" for record in caplog.get_records("call"))
    assert "/pay/" in said or "/api/" in said or "/static/" in said
    for typed in (ACCOUNT, IBAN, IBAN[-10:], ROUTING, "JANE", "Traceback"):
        assert typed not in said


@pytest.fixture
def visitor(port: int) -> Visitor:
    """Give a visitor who has no cookie yet."""
    return Visitor(port)
