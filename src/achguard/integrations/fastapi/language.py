"""In which language a request's decision is told: the payor's, where the policy has words in it."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from fastapi import Request

from achguard.guard import Guard

LanguageOf = Callable[[Request], str | None]
"""What gives the language of a request, such as es or es-MX, or a whole Accept-Language header; None for no wish."""

_RANGES_AT_MOST: Final = 20  # browsers send at most ten
_RANGE: Final = re.compile(
    r"\s*(?P<tag>[A-Za-z]{1,8}(?:[-_][A-Za-z0-9]{1,8}){0,8})\s*(?:;\s*q\s*=\s*(?P<q>[01](?:\.[0-9]{0,3})?)\s*)?",
    re.ASCII,
)
"""One language range of RFC 9110, section 12.5.4; `*` is no wish."""


def accept_language(request: Request) -> str | None:
    """Give what a request's Accept-Language header says, as `language` of `router` and `checking` takes it.

    Only for a service that browsers ask, or whose callers hand their payors' header on.
    """
    return request.headers.get("accept-language")


def spoken(guard: Guard, request: Request, language: LanguageOf | None) -> str | None:
    """Give the policy's language that fits a request best, None for the policy's own."""
    wanted = language(request) if language is not None else None
    if not wanted:
        return None
    policy = guard.policy
    return next((found for tag in _by_wish(wanted) if (found := policy.spoken(tag)) is not None), None)


def _by_wish(header: str) -> Iterator[str]:
    """Yield the languages of a header, the most wanted first; those that are not wanted, or no language, are left."""
    ranges = (_RANGE.fullmatch(part) for part in header.split(",", _RANGES_AT_MOST)[:_RANGES_AT_MOST])
    wishes = [(float(each["q"] or 1), each["tag"]) for each in ranges if each is not None]
    yield from (tag for wish, tag in sorted(wishes, key=lambda each: -each[0]) if 0 < wish <= 1)
