"""Where a payor can turn to: by telephone, on a page, by mail."""

import re
from typing import Annotated, Final, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from achguard.model.described import Described

_PHONE: Final = re.compile(r"\+?[0-9(][0-9 ().-]{5,38}[0-9](?: ?(?:ext\.?|x) ?[0-9]{1,6})?", re.ASCII)
_URL: Final = re.compile(r"https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~!$&'()*+,;=:@%/?#-]*)?", re.ASCII)


def _phone(text: str) -> str:
    if not _PHONE.fullmatch(text):
        raise ValueError('is a telephone number such as "+1 601 555 0100", with an extension such as "x 12"')
    return text


def _url(text: str) -> str:
    # Nothing of the payment belongs into an address that browsers and mail programs keep.
    if not _URL.fullmatch(text) or not urlsplit(text).hostname:
        raise ValueError(
            'is the address of a page that begins with https://, such as "https://pay.example.gov/contact"'
        )
    return text


def _lines(text: str) -> str:
    if not all(line.isprintable() and line.strip() for line in text.split("\n")):
        raise ValueError("is an address of one line or more, without empty lines")
    return text


Phone = Annotated[str, AfterValidator(_phone)]
"""A telephone number as it is to be shown."""

Url = Annotated[str, Field(max_length=300), AfterValidator(_url)]
"""The address of a page, by https, at most 300 characters."""


class Contact(Described):
    """How a payor reaches somebody who can help; at least one way."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    phone: Phone | None = Field(default=None, exclude_if=lambda way: way is None)
    """A telephone number as it is to be shown; left out of JSON where there is none."""
    url: Url | None = Field(default=None, exclude_if=lambda way: way is None)
    """A page, by https; left out of JSON where there is none."""
    address: Annotated[str, Field(max_length=500), AfterValidator(_lines)] | None = Field(
        default=None, exclude_if=lambda way: way is None
    )
    """An address for letters, with line breaks; left out of JSON where there is none."""

    @model_validator(mode="after")
    def _names_a_way(self) -> Self:
        if self.phone is None and self.url is None and self.address is None:
            raise ValueError("a contact needs a phone, a url or an address")
        return self
