"""What is made when it is first asked for, in processes with threads that may fork at any moment.

A lock that another thread holds while a process forks is never let go in the child, which then waits for ever.
"""

import os
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Final, Generic, Self, TypeVar, overload
from weakref import WeakSet

T = TypeVar("T")

MAKING: Final = threading.RLock()
"""Held while something costly is made or a heavy library is loaded; a fork waits for it, and finds it let go."""

_OWN_LOCKS: Final[WeakSet["OwnLock"]] = WeakSet()


class OwnLock:
    """A lock of one object, held for moments, which a forked child finds let go, whoever held it in the parent."""

    __slots__ = ("__weakref__", "_lock")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        _OWN_LOCKS.add(self)

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()

    def taken_at_once(self) -> bool:
        """Take it where nobody holds it, to be let go with `let_go`; say whether it was taken."""
        return self._lock.acquire(blocking=False)

    def let_go(self) -> None:
        """Let it go."""
        self._lock.release()

    def renew(self) -> None:
        """Let it go whoever holds it."""
        self._lock = threading.Lock()


def _let_own_locks_go() -> None:
    for each in _OWN_LOCKS:
        each.renew()


if hasattr(os, "register_at_fork"):  # pragma: no branch  Windows cannot fork
    os.register_at_fork(before=MAKING.acquire, after_in_parent=MAKING.release, after_in_child=MAKING.release)
    os.register_at_fork(after_in_child=_let_own_locks_go)


class cached_property(Generic[T]):  # noqa: N801  it stands in for the standard library's
    """A property that is worked out when it is first asked for, without a lock, as Python 3.12 and later have it.

    Two threads may both work it out, to the same effect. In Python 3.11 one lock serves all instances.
    """

    def __init__(self, make: Callable[..., T]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...

    @overload
    def __get__(self, instance: object, owner: type) -> T: ...

    def __get__(self, instance: object | None, owner: type) -> Self | T:
        if instance is None:
            return self
        made = self._make(instance)
        instance.__dict__[self._name] = made
        return made
