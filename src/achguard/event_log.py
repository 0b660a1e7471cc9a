"""The loggers of achguard: their names, and that they are quiet until somebody listens."""

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from logging import Logger

Part = Literal["guard", "lists", "record"]
"""What a logger tells of: `guard`, what a running guard decides by; `lists`, what an update fetched, and a process that
died while it screened; `record`, how a record is kept."""


def logger_of(part: Part) -> "Logger":
    """Give the logger `achguard.PART`; nothing of a payment and nobody's name is ever logged there."""
    import logging

    whole = logging.getLogger("achguard")
    if not whole.handlers:
        # As the standard library asks of libraries: without it warnings go to stderr where nobody set logging up.
        whole.addHandler(logging.NullHandler())
    return logging.getLogger(f"achguard.{part}")
