"""The page of security and privacy: SECURITY.md, where code hosts look for it, with its links as the site has them."""

from pathlib import Path

from reference_pages.markdown import generated

SOURCE = Path(__file__).resolve().parents[2] / "SECURITY.md"


def page() -> str:
    """Give the page."""
    return generated(SOURCE.read_text(encoding="utf-8").replace("](docs/", "](../"), SOURCE.name)
