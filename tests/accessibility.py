"""What keeps somebody from reading a page in a browser: what axe finds, and a page wider than its window."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

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
