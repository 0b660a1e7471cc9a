"""What the server keeps of a payor between two pages; the browser holds a random number and nothing else."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from achguard import Accept, Ask, Hold, Payment, Redirect

IDLE_SECONDS = 20 * 60
"""Seconds without a request after which a session is forgotten; the page says so (WCAG 2.2.1, timing adjustable)."""
MOST_SESSIONS = 10_000
"""Sessions kept at once; the one unused for longest goes first, so that visitors do not fill the memory."""


@dataclass(slots=True)
class Attempt:
    """One try at paying an invoice."""

    typed: Mapping[str, str] = field(default_factory=dict)
    """What was typed into the page that was sent last, while something is wrong with it."""
    errors: Mapping[str, str] = field(default_factory=dict)
    """What to say beside which field: the name of a sentence."""
    payment: Payment | None = None
    """The payment that the form became; it stays here, and only answers come back."""
    decisions: Mapping[str, Accept | Ask | Redirect | Hold] = field(default_factory=dict)
    """What was decided of it, in each language."""


@dataclass(slots=True)
class Session:
    """One visitor."""

    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    """What each form brings back, so that no other site can send one (CSRF)."""
    attempts: dict[str, Attempt] = field(default_factory=dict)
    """Tries at paying, by the invoice's number."""


class Sessions:
    """Sessions by their id, in memory of one process; an app with several has them in a store that these share."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._kept: dict[str, tuple[float, Session]] = {}  # the one used last stands last

    def get(self, key: str | None) -> Session | None:
        """Give a session that is still known, which keeps it for another while; None for any other id."""
        self._forget()
        if key is None or (found := self._kept.pop(key, None)) is None:
            return None
        self._kept[key] = (self._now(), found[1])
        return found[1]

    def start(self) -> tuple[str, Session]:
        """Begin a session, and give its id of 256 random bits."""
        self._forget()
        key, session = secrets.token_urlsafe(32), Session()
        self._kept[key] = (self._now(), session)
        return key, session

    def __len__(self) -> int:
        return len(self._kept)

    def _forget(self) -> None:
        oldest_allowed = self._now() - IDLE_SECONDS
        while self._kept:
            key = next(iter(self._kept))
            if self._kept[key][0] > oldest_allowed and len(self._kept) < MOST_SESSIONS:
                return
            del self._kept[key]
