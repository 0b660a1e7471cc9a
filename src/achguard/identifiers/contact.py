"""Websites, e-mail addresses and telephone numbers brought to the one form in which they are compared."""

import re
from typing import Final, Literal

from achguard.identifiers.folding import fold_widely

ContactKind = Literal["website", "email", "phone"]
"""A way by which a party is reached."""

CONTACT_KINDS: Final[tuple[ContactKind, ...]] = ("website", "email", "phone")
"""All of them. Many people may share one, so a match never decides alone."""

_SCHEME: Final = re.compile(r"(?:HTTPS?|MAILTO|TEL):/{0,2}|(?:E-?MAIL|WEBSITE|WEB|TEL|PHONE|FAX)[:. ]\s*")
_EMAIL: Final = re.compile(r"[A-Z0-9._%+\-']+@[A-Z0-9\-]+(?:\.[A-Z0-9\-]+)+")
_WEBSITE: Final = re.compile(r"[A-Z0-9\-]+(?:\.[A-Z0-9\-]+)+(?:/\S*)?")
_TRUNK: Final = re.compile(r"\(0\)")
_EXTENSION: Final = re.compile(r"(?:EXT(?:ENSION)?|X|#|/)\W*[0-9/\s]{1,12}\Z")
_PLAIN_PHONE: Final = re.compile(r"\+[1-9][0-9]{7,14}", re.ASCII)  # most numbers that a form keeps
_FEWEST_DIGITS: Final = 8
"""Digits of the shortest telephone number that is compared: a country's code and seven more, or nearly."""

_IN_TEXT: Final = re.compile(
    r"(?P<email>[A-Z0-9._%+\-']+@[A-Z0-9\-]+(?:\.[A-Z0-9\-]+)+)"
    r"|(?P<website>(?:HTTPS?://)?(?<![A-Z0-9@.\-])[A-Z0-9\-]+(?:\.[A-Z0-9\-]+)*\.[A-Z]{2,24}(?:/[^\s,;]*)?(?![A-Z0-9@]))"
)


def contact_key(kind: ContactKind, text: str) -> str:
    """Give the form of a contact that is compared, in capital letters; nothing for what is none of its kind.

    An e-mail address as it is; a website without its scheme, `www.` and what the last slash ends; a telephone number's
    digits, with the country's code and without zeros in front or an extension.
    """
    if kind == "phone" and _PLAIN_PHONE.fullmatch(text):
        return text[1:]
    plain = _SCHEME.sub("", fold_widely(text).strip(" ."), count=1).strip(" .")
    if kind == "email":
        return plain if _EMAIL.fullmatch(plain) else ""
    if kind == "website":
        site = plain.removeprefix("WWW.").rstrip("/")
        return site if _WEBSITE.fullmatch(site) else ""
    number = _EXTENSION.sub("", _TRUNK.sub("", plain).strip())
    digits = "".join(char for char in number if char.isdigit()).removeprefix("011").lstrip("0")
    letters = any(char.isalpha() for char in number)
    return digits if len(digits) >= _FEWEST_DIGITS and not letters else ""


def contacts_in_line(line: str) -> tuple[tuple[ContactKind, str], ...]:
    """Find the e-mail addresses and websites in a line of text, in the form that is compared."""
    found: list[tuple[ContactKind, str]] = []
    if "." not in line and line.isascii():
        return ()  # most lines
    for match in _IN_TEXT.finditer(fold_widely(line)):
        kind: ContactKind = "email" if match["email"] else "website"
        if key := contact_key(kind, match.group()):
            found.append((kind, key))
    return tuple(dict.fromkeys(found))
