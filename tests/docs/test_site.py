"""The built site as a reader meets it: opened from its folder in a browser, without a server."""

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from accessibility import NARROW, overflows, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest_plugins = ["browser"]
pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
# One of each kind: what is written by hand and generated, with tables, code, pictures, definitions and admonitions.
LOOKED_AT = (
    "index.html",
    "tutorials/first-decision.html",
    "how-to/tune-a-policy.html",
    "how-to/load-a-list.html",
    "reference/rules/index.html",
    "reference/rules/IAT201.html",
    "reference/api.html",
    "reference/cli.html",
    "reference/glossary.html",
    "explanation/architecture.html",
    "explanation/how-names-are-matched.html",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site into a folder of its own."""
    folder = tmp_path_factory.mktemp("site")
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    return folder


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", LOOKED_AT)
def test_a_page_has_no_barriers(name: str, scheme: str, site: Path, page: "Page") -> None:
    """Axe finds nothing that keeps somebody from reading a page, in light and in dark colours."""
    page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
    page.goto((site / name).as_uri())
    assert violations(page) == []


@pytest.mark.parametrize("name", LOOKED_AT)
def test_a_page_fits_a_telephone(name: str, site: Path, page: "Page") -> None:
    """A page 390 wide is not moved sideways; wide tables and code move within themselves."""
    page.set_viewport_size(NARROW)
    page.goto((site / name).as_uri())
    assert not overflows(page)


def test_search_works_from_a_folder(site: Path, page: "Page") -> None:
    """Typing into the search box of a page opened as a file finds the page about it."""
    page.goto((site / "index.html").as_uri())
    page.get_by_role("textbox", name="Search").fill("correspondent")
    first = page.locator(".md-search-result__item").first
    first.wait_for()
    assert "IAT302" in first.inner_text()


def test_the_menu_calls_pages_as_they_call_themselves(site: Path, page: "Page") -> None:
    """No page stands in the menu under its file name, and the rules are found under that word."""
    page.goto((site / "index.html").as_uri())
    menu = [" ".join(text.split()) for text in page.locator(".md-nav--primary .md-nav__link").all_text_contents()]
    assert {"Rules", "Python interface", "Command line", "Problems of Nacha files", "Glossary"} <= set(menu)
    assert {"Api", "Cli", "Problems", "Nacha layouts"}.isdisjoint(menu)
