"""A real browser for tests: the machine's own Chromium, which sees nothing but files and this machine.

A module of tests says `pytest_plugins = ["browser"]` and takes the fixture `page`; what to look for on it is in
accessibility.py. Where there is no Chromium, its tests are skipped and say so.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

NAMES = ("chromium", "chromium-browser", "google-chrome")
# What a browser asks of its maker on its own account, and the sandbox, which it refuses to build for root.
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    *(("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()),
)
HERE = frozenset({"127.0.0.1", "localhost", "::1"})
WIDE = {"width": 1280, "height": 900}


def chromium() -> Path | None:
    """Give the machine's Chromium: the one that ACHGUARD_BROWSER names, or the first on the PATH."""
    named = os.environ.get("ACHGUARD_BROWSER")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Start Chromium for a module of tests, and end it with the module: beside it nothing else can use asyncio.run."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    executable = chromium()
    if executable is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is on the PATH, and ACHGUARD_BROWSER names none")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=executable, args=[*ARGUMENTS])
        yield started
        started.close()


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    """Open an empty page, 1280 wide, without cookies.

    The test fails where a script of the page raised, or where the page asked for anything that lies elsewhere; such a
    request goes nowhere.
    """
    context = browser.new_context(viewport=WIDE)
    astray: list[str] = []

    def stay_here(route: "Route") -> None:
        address = urlsplit(route.request.url)
        if address.scheme in {"http", "https"} and address.hostname not in HERE:
            astray.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    context.route("**/*", stay_here)
    opened = context.new_page()
    opened.on("pageerror", lambda error: astray.append(f"a script raised: {error}"))
    yield opened
    context.close()
    assert astray == []
