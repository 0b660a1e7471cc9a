"""What somebody gives as the path of a file or a folder: a path, or by mistake the content of a file."""

import os
from pathlib import Path

from achguard.errors import AchGuardError
from achguard.model.masking import mask_text

_NAME_AT_MOST = 255  # bytes of one name on the common file systems
_PATH_AT_MOST = 4096  # bytes of a path on Linux, the longest of the common systems
_OF_CONTENT = frozenset('{}<>"')
_NO_PATH = "what was given as a path"


def path_of(given: str | os.PathLike[str], error: type[AchGuardError]) -> Path:
    """Take a path.

    Raises `error`, without what was given, for what is no path, and for what no file can be called: text of several
    lines, or too long a name.
    """
    text = given if isinstance(given, str) else os.fspath(given) if isinstance(given, os.PathLike) else None
    if not isinstance(text, str):
        raise error(f"{type(given).__name__} is no path; give one as text or as a pathlib.Path")
    if _is_content(text):
        raise error(f"{_NO_PATH} can't be read: no file has such a name; give a path, not what the file holds")
    return Path(text)


def shown_path(given: str | os.PathLike[str]) -> str:
    """Show a path in an error: whole where something is there; else it may be content, and long numbers are masked."""
    text = os.fspath(given)
    if _is_content(text):
        return _NO_PATH
    if os.path.lexists(text):
        return text
    return _NO_PATH if _OF_CONTENT & set(text) else mask_text(text)


def _is_content(text: str) -> bool:
    names = os.fsencode(text).replace(b"\\", b"/").split(b"/") if _is_encodable(text) else []
    too_long = sum(map(len, names)) > _PATH_AT_MOST or any(len(name) > _NAME_AT_MOST for name in names)
    return not names or too_long or any(control in text for control in "\0\n\r")


def _is_encodable(text: str) -> bool:
    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        return False
    return True
