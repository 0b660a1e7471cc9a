"""The browser of the tests sees what is wrong with a page, so that finding nothing means something."""

from typing import TYPE_CHECKING

import pytest

from accessibility import NARROW, barriers, overflows, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest_plugins = ["browser"]
pytestmark = pytest.mark.slow
SOUND = '<html lang="en"><title>A page</title><main><h1>A page</h1><p>Some words.</p></main></html>'


def test_a_sound_page_has_no_violations_and_fits(page: "Page") -> None:
    """A plain page with a language, a title and a heading is as it should be."""
    page.set_viewport_size(NARROW)
    page.set_content(SOUND)
    assert violations(page) == []
    assert not overflows(page)


def test_a_field_without_a_label_and_pale_text_are_found(page: "Page") -> None:
    """Each barrier is named with the element that makes it."""
    page.set_content(SOUND.replace("<p>", '<input><p style="color: #ccc">'))
    assert violations(page) == ["color-contrast: p", "label: input"]


def test_a_page_wider_than_its_window_is_found(page: "Page") -> None:
    """A reader of a telephone would have to move it sideways."""
    page.set_viewport_size(NARROW)
    page.set_content(SOUND.replace("<p>", '<p style="width: 600px">'))
    assert overflows(page)


def test_what_is_wrong_in_one_state_alone_is_found(page: "Page") -> None:
    """A fold, a narrow window, and a dark screen each have a barrier that the others have not."""
    page.set_content(SOUND.replace("<p>", "<details><summary>More</summary><input></details><p>"))
    assert barriers(page) == ["label: input"]
    page.set_content(SOUND.replace("<p>", '<p style="width: 600px">'))
    assert barriers(page) == ["wider than its window at 390"]
    dark = "<style>@media (prefers-color-scheme: dark) { p { color: #ccc } }</style>"
    page.set_content(SOUND.replace("<main>", dark + "<main>"))
    assert barriers(page) == ["color-contrast: p"]
