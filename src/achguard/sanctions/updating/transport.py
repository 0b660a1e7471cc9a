"""How a list is fetched: one question over HTTP, one answer that is read piece by piece, within a time limit."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import IO, TYPE_CHECKING, Final, Protocol
from urllib.parse import unquote, urlsplit, urlunsplit

from achguard.errors import AchGuardError, ConfigurationError
from achguard.package_files import version

if TYPE_CHECKING:
    import socket
    from urllib.request import OpenerDirector

DEFAULT_TIMEOUT: Final = 300.0
"""Seconds that one file may take in all: OFAC's largest, 103 MB, at 3 Mbit/s."""

SHORTEST_USER_AGENT: Final = 40
"""OFAC's firewall refuses user agents that are shorter, or that do not start `Mozilla/` and a digit (opensanctions
issue 5237, 2026-07)."""

_MOST_REDIRECTS: Final = 5
_WHO: Final = "Authorization"
_SECURE: Final = "https"
_SCHEMES: Final = frozenset({"http", _SECURE})


class TransportError(AchGuardError):
    """A server could not be reached, did not finish in time, or led elsewhere than it may."""


class HttpAnswer(Protocol):
    """What a server answers."""

    @property
    def status(self) -> int:
        """HTTP status; only 200 and 304 come with a list."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """Header fields, their names in lower case."""
        ...

    def chunks(self) -> Iterator[bytes]:
        """Yield the body as it comes. Raises TransportError where it breaks off or takes too long."""
        ...


class Transport(Protocol):
    """Something that fetches a URL; the standard library's is `UrllibTransport`."""

    def get(self, url: str, headers: Mapping[str, str]) -> AbstractContextManager[HttpAnswer]:
        """Ask for a URL. Raises TransportError where there is no answer."""
        ...


def default_user_agent() -> str:
    """Give the user agent that names achguard and passes the publishers' firewalls."""
    return f"Mozilla/5.0 (compatible; achguard/{version()}; sanctions list update)"


def shown(url: str) -> str:
    """Write a URL without its query and its user, which may be somebody's token or password."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "a URL that cannot be read"
    return f"{parts.scheme}://{host}{port}{parts.path}"


def check_address(url: str) -> None:
    """Raise ConfigurationError for an address that no list can be fetched from."""
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        scheme = ""
    if scheme not in _SCHEMES or not (url.isascii() and url.isprintable() and " " not in url):
        raise ConfigurationError(f"{shown(url)}: is not an address that starts with http:// or https://")


class UrllibTransport:
    """Fetches over HTTP and HTTPS with the standard library alone.

    `timeout` is for a whole file, in seconds, from the first connection to the last byte. `proxy` is the URL of a
    proxy; None takes the one that the environment names, and "" none at all. A user and a password in a URL are sent as
    Basic authentication, to that server alone. Redirects are followed, as publishers lead to where their files lie:
    from HTTPS to HTTPS alone, and from HTTP, where anybody on the way may answer, only on the same host. Raises
    ConfigurationError for what cannot be sent.
    """

    def __init__(
        self, *, user_agent: str | None = None, timeout: float = DEFAULT_TIMEOUT, proxy: str | None = None
    ) -> None:
        self._user_agent = user_agent or default_user_agent()
        if not (self._user_agent.isascii() and self._user_agent.isprintable()):
            raise ConfigurationError("the user agent must be printable ASCII")
        if not timeout > 0:
            raise ConfigurationError("the timeout must be more than 0 seconds")
        if proxy and urlsplit(proxy).scheme not in _SCHEMES:
            raise ConfigurationError("the proxy must be a URL such as http://proxy.example:8080")
        self._timeout = timeout
        self._proxy = proxy

    @contextmanager
    def get(self, url: str, headers: Mapping[str, str]) -> Iterator[HttpAnswer]:
        """See `Transport`."""
        import http.client
        import urllib.error
        import urllib.request

        check_address(url)
        limit = _TimeLimit(self._timeout)
        address, who = _without_user(url)
        request = urllib.request.Request(  # noqa: S310  the scheme is one of two
            address, headers={"User-Agent": self._user_agent, "Accept-Encoding": "gzip", "Accept": "*/*", **headers}
        )
        if who is not None:
            request.add_unredirected_header(_WHO, who)
        with limit:
            try:
                answer = _opener(limit, self._proxy).open(request, timeout=self._timeout)
            except urllib.error.HTTPError as error:
                answer = error
            except (OSError, http.client.HTTPException, ValueError) as error:
                raise limit.error(url, error) from None
            with answer:
                yield _UrllibAnswer(url, answer, limit)


def _without_user(url: str) -> tuple[str, str | None]:
    """Part a URL into the address and what a server is told of the user and the password in it."""
    parts = urlsplit(url)
    user, at, place = parts.netloc.rpartition("@")
    if not at:
        return url, None
    import base64

    name, _, word = user.partition(":")
    said = base64.b64encode(f"{unquote(name)}:{unquote(word)}".encode()).decode("ascii")
    return urlunsplit(parts._replace(netloc=place)), f"Basic {said}"


class _TimeLimit:
    """Ends every connection that was opened under it once the time is over, wherever it waits."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._over = threading.Event()
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._end_at = time.monotonic() + seconds

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    @property
    def is_over(self) -> bool:
        return self._over.is_set() or time.monotonic() >= self._end_at

    def watch(self, connected: "socket.socket") -> None:
        self._sockets.append(connected)
        if self.is_over:
            self._end()

    def error(self, url: str, error: Exception | None) -> TransportError:
        if self.is_over or isinstance(error, TimeoutError):
            return TransportError(
                f"{shown(url)}: did not finish within {self._seconds:g} seconds; try again, or give it more time"
            )
        if isinstance(error, TransportError):
            return error
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or type(error).__name__
        if isinstance(reason, OSError):
            reason = reason.strerror or type(reason).__name__
        return TransportError(f"{shown(url)}: cannot be fetched ({reason}); check the address and the connection")

    def _end(self) -> None:
        import socket

        self._over.set()
        for each in self._sockets:
            with suppress(OSError, ValueError):
                each.shutdown(socket.SHUT_RDWR)


class _UrllibAnswer:
    def __init__(self, url: str, answer: object, limit: _TimeLimit) -> None:
        from http.client import HTTPResponse
        from urllib.error import HTTPError

        self._url, self._limit = url, limit
        inner = answer.fp if isinstance(answer, HTTPError) else answer
        if not isinstance(inner, HTTPResponse):
            raise TransportError(f"{shown(url)}: gives no answer over HTTP; check the address")
        self._answer = inner
        self._headers = {name.lower(): value for name, value in inner.getheaders()}

    @property
    def status(self) -> int:
        return self._answer.status

    @property
    def headers(self) -> Mapping[str, str]:
        return self._headers

    def chunks(self) -> Iterator[bytes]:
        from http.client import HTTPException

        while True:
            try:
                chunk = self._answer.read1(1 << 16)  # what has come; `read` would wait for as much as it asks for
            except (OSError, HTTPException, ValueError) as error:
                if not self._limit.is_over and isinstance(error, HTTPException):
                    raise TransportError(f"{shown(self._url)}: broke off before its end; try again") from None
                raise self._limit.error(self._url, error) from None
            if self._limit.is_over:
                raise self._limit.error(self._url, None)
            if not chunk:
                return
            yield chunk


def _refuse_to_follow(url: str, to: str, *, led: int) -> None:
    """Raise TransportError for a redirect that gives up HTTPS, leaves a host that anybody may speak for, or goes on."""
    before, after = urlsplit(url), urlsplit(to)
    if before.scheme == _SECURE and after.scheme != _SECURE:
        raise TransportError(f"{shown(url)}: leads from HTTPS to {shown(to)}; not followed")
    if before.scheme != _SECURE and before.hostname != after.hostname:
        raise TransportError(f"{shown(url)}: leads over HTTP to another host, {shown(to)}; not followed")
    if led > _MOST_REDIRECTS:
        raise TransportError(
            f"{shown(url)}: leads on (status 302) more than {_MOST_REDIRECTS} times; check the address"
        )


def _opener(limit: _TimeLimit, proxy: str | None) -> "OpenerDirector":
    import http.client
    import urllib.error
    import urllib.request

    class Watched(http.client.HTTPConnection):
        def connect(self) -> None:
            super().connect()
            limit.watch(self.sock)

    class WatchedSecure(http.client.HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            limit.watch(self.sock)

    class Redirects(urllib.request.HTTPRedirectHandler):
        # More than can come: this class counts for itself, since the standard library's error is the last answer.
        max_redirections = max_repeats = _MOST_REDIRECTS + 1
        led = 0

        def redirect_request(
            self, req: urllib.request.Request, fp: "IO[bytes]", code: int, msg: str, headers: object, newurl: str
        ) -> urllib.request.Request | None:
            self.led += 1
            try:
                _refuse_to_follow(req.full_url, newurl, led=self.led)
            except TransportError:
                fp.close()
                raise
            further = super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]
            who = req.unredirected_hdrs.get(_WHO)
            if further is not None and who and urlsplit(req.full_url)[:2] == urlsplit(newurl)[:2]:
                further.add_unredirected_header(_WHO, who)
            return further

    class Plain(urllib.request.HTTPHandler):
        def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Watched, req)

    class Secure(urllib.request.HTTPSHandler):
        def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(WatchedSecure, req)

    opener = urllib.request.OpenerDirector()
    proxies = None if proxy is None else {"http": proxy, "https": proxy} if proxy else {}
    for handler in (
        urllib.request.ProxyHandler(proxies),
        Plain(),
        Secure(),
        Redirects(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener
