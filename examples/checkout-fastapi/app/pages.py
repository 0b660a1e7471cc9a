"""Pages: plain HTML that needs no script, in each language, with headers that let in nothing from elsewhere."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

ROOT: Final = Path(__file__).resolve().parent.parent
LANGUAGES: Final = ("en", "es")

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # Not no-referrer: forms would then come with the origin "null".
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

WORDS: Final = tomllib.loads((ROOT / "app" / "words.toml").read_text(encoding="utf-8"))
"""What the pages say by themselves, by language; prompts and messages are the decision's."""

_TEMPLATES: Final = Environment(
    loader=FileSystemLoader(ROOT / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(template: str, language: str, path: str, values: Mapping[str, object], status: int = 200) -> HTMLResponse:
    """Make a page; `path` is its address behind the language, for the same page in another one."""
    html = _TEMPLATES.get_template(template).render(
        language=language,
        languages=LANGUAGES,
        path=path,
        words=WORDS[language],
        names={each: WORDS[each]["language_name"] for each in LANGUAGES},
        **values,
    )
    # A bank account stands in the page while something is wrong with it: no cache keeps it.
    return HTMLResponse(html, status, {"Cache-Control": "no-store"})


def preferred(accept_language: str) -> str:
    """Give the first language of a browser's header that there are pages in, else English."""
    wanted = (part.partition(";")[0].strip().lower()[:2] for part in accept_language.split(","))
    return next((language for language in wanted if language in LANGUAGES), LANGUAGES[0])
