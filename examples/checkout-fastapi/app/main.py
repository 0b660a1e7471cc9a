"""The app: the pages, what they look like, and achguard's router for the agency's other programs."""

import logging
import os
import secrets
import time
from collections.abc import Awaitable, Callable
from typing import Annotated, Final

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.security import APIKeyHeader
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from achguard import Guard, Snapshot
from achguard.integrations.fastapi import add_exception_handlers, router
from app import pages
from app.checkout import Checkout, NotOursError, NotThereError
from app.invoices import Invoices, examples
from app.sessions import Sessions

LOG: Final = logging.getLogger("checkout")
POLICY: Final = pages.ROOT / "app" / "policy.toml"
_KEY: Final = APIKeyHeader(name="X-API-Key", auto_error=False)


def create_app(
    guard: Guard,
    invoices: Invoices,
    *,
    api_key: str | None = None,
    secure: bool = True,
    now: Callable[[], float] = time.monotonic,
) -> FastAPI:
    """Make the app.

    `api_key` is what the agency's other programs send to `/api`, which is not there without one. `secure` says that
    the site is reached by https, so that its cookie travels no other way.
    """
    # FastAPI's pages about an API load scripts from elsewhere.
    app = FastAPI(title="Checkout", redirect_slashes=False, docs_url=None, redoc_url=None, openapi_url=None)
    add_exception_handlers(app)
    app.middleware("http")(_with_headers)
    app.add_exception_handler(StarletteHTTPException, _no_such_page)
    app.add_exception_handler(NotThereError, _no_such_page)
    app.add_exception_handler(NotOursError, _not_ours)
    app.mount("/static", StaticFiles(directory=pages.ROOT / "static"))
    app.include_router(Checkout(guard, invoices, Sessions(now), secure=secure).routes())
    if api_key:
        # Who may call is the app's matter. A decision names list matches, so that no browser may have one.
        app.include_router(router(guard), prefix="/api", dependencies=[Depends(_holder_of(api_key))])
    return app


def from_environment() -> FastAPI:
    """Make the app of the environment's settings, for `uvicorn --factory app.main:from_environment`.

    `CHECKOUT_LISTS` is the folder of a built snapshot, without which only invented people are listed;
    `CHECKOUT_API_KEY` opens `/api`; `CHECKOUT_LOOPBACK=1` is for http on one's own machine.
    """
    logging.basicConfig(level=logging.INFO)
    lists = os.environ.get("CHECKOUT_LISTS")
    guard = Guard(POLICY, lists or Snapshot.sample())
    if not lists:
        LOG.warning(
            "CHECKOUT_LISTS names no lists: this app screens against invented people, and takes no real payment"
        )
    for why in guard.why_unscreened():
        LOG.error("every payment will be held: %s", why)
    return create_app(
        guard,
        examples(),
        api_key=os.environ.get("CHECKOUT_API_KEY"),
        secure=os.environ.get("CHECKOUT_LOOPBACK") != "1",
    )


def _holder_of(api_key: str) -> Callable[[str | None], None]:
    def check(given: Annotated[str | None, Depends(_KEY)]) -> None:
        if not secrets.compare_digest((given or "").encode(), api_key.encode()):
            raise HTTPException(401, "the header X-API-Key holds no key that may call")

    return check


async def _with_headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    response.headers.update(pages.HEADERS)
    return response


async def _no_such_page(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, StarletteHTTPException) else 404
    if request.url.path.startswith("/api/"):
        from fastapi.exception_handlers import http_exception_handler

        return await http_exception_handler(request, error)  # type: ignore[arg-type]  # a NotThereError is of no API
    return _error_page(request, "not_there", status)


async def _not_ours(request: Request, _error: Exception) -> Response:
    return _error_page(request, "not_ours", 403)


def _error_page(request: Request, what: str, status: int) -> Response:
    language, _, rest = request.url.path.lstrip("/").partition("/")
    if language not in pages.LANGUAGES:
        language, rest = pages.preferred(request.headers.get("accept-language", "")), ""
    # The page from which a form came, and an address that is none, are both left for the beginning of this payment.
    number = rest.split("/")[1] if what == "not_ours" else ""
    return pages.page("error.html", language, f"/pay/{number}" if number else "", {"what": what}, status)
