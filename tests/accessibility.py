"""What keeps somebody from reading a page in a browser: what axe finds, and a page wider than its window."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NARROW = {"width": 390, "height": 844}
"""A telephone held upright."""


def violations(page: "Page") -> list[str]:
    """Give what axe finds wrong with the page as it stands: the rule, and the elements that break it."""
    from axe_playwright_python.sync_playwright import Axe

    page.wait_for_load_state("load")
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {' '.join(str(node['target'][0]) for node in each['nodes'])}" for each in found]


def overflows(page: "Page") -> bool:
    """Tell whether the page is wider than its window, so that a reader has to move it sideways."""
    wider: bool = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return wider


def barriers(page: "Page") -> list[str]:
    """Give what is wrong with a page wide or narrow, light or dark, folded or unfolded, each thing once."""
    found: dict[str, None] = {}
    for unfolded, width, scheme in product((False, True), (1280, NARROW["width"]), ("light", "dark")):
        page.set_viewport_size({"width": width, "height": NARROW["height"]})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        if unfolded:
            page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
        found |= dict.fromkeys(violations(page))
        if overflows(page):
            found[f"wider than its window at {width}"] = None
    return [*found]


def sent_to_the_console(page: "Page", address: str) -> list[str]:
    """Open an address, and give what the page writes to the console meanwhile."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    return said


@contextmanager
def without_scripts(browser: "Browser", address: str) -> Iterator["Page"]:
    """Give a page as somebody sees it who runs no script."""
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(address)
        yield page
    finally:
        context.close()


def printed(page: "Page", file: Path) -> int:
    """Print a page, black on white whatever the screen has, and give how many sheets it takes."""
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    return page.pdf(path=file, format="Letter").count(b"/Type /Page\n")
