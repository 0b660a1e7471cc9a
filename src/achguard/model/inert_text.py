"""Text that a terminal or a page shows as it is: nothing in it is obeyed, and nothing is hidden."""

import json
import unicodedata
from typing import Final

_UNSAFE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def visible(text: str) -> str:
    """Write out what a terminal would obey or hide: control characters, escapes, marks of direction and of no width."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_written(character) if _is_unsafe(character) else character for character in text)


def inert_json(text: str) -> str:
    """Escape in a JSON text, all of it in strings, what a terminal would obey or hide; it reads back as the same."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(json.dumps(each)[1:-1] if _is_unsafe(each) else each for each in text)


def _is_unsafe(character: str) -> bool:
    """Say whether a terminal would obey or hide a character."""
    return unicodedata.category(character) in _UNSAFE


def _written(character: str) -> str:
    return character.encode("ascii", "backslashreplace").decode() if character > "\x7f" else f"\\x{ord(character):02x}"
