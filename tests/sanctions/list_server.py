"""A server on this machine that gives list files, and misbehaves where a test asks it to."""

import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from achguard.sanctions.updating.transport import UrllibTransport
from achguard.sanctions.updating.update import Update, update

Misbehaviour = Callable[["Handler", bytes], None]
PUBLISHED = formatdate(1_795_132_800, usegmt=True)
"""2026-11-20, as a server writes it."""
QUICK = 20.0
"""Seconds for which an update waits for this server."""


class ListServer(ThreadingHTTPServer):
    """Gives the files of a folder as a publisher does: dated, with an ETag, and to long user agents alone."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder = folder
        self.misbehave: dict[str, Misbehaviour] = {}
        self.last_modified: str | None = PUBLISHED
        self.asked: list[tuple[str, int]] = []
        self.user_agents: list[str] = []
        self.stop = threading.Event()

    @property
    def url(self) -> str:
        """Its address, with all files below it."""
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay quiet about clients that hang up."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: ListServer

    def do_GET(self) -> None:
        """Give a file, or do what the test says of it."""
        name = self.path.strip("/").partition("?")[0]
        agent = self.headers.get("User-Agent", "")
        self.server.user_agents.append(agent)
        if len(agent) < 40 or not agent.startswith("Mozilla/5"):
            self.answer(403, b"Forbidden")
            return
        path = self.server.folder / name
        content = path.read_bytes() if path.is_file() else b""
        if name in self.server.misbehave:
            self.server.misbehave[name](self, content)
        elif not path.is_file():
            self.answer(404, b"not here")
        elif self.headers.get("If-None-Match") == self.etag(content):
            self.answer(304, b"")
        else:
            self.answer(200, content, etag=self.etag(content))

    def etag(self, content: bytes) -> str:
        """Tell one content from another."""
        return f'"{hash(content):x}"'

    def answer(
        self,
        status: int,
        content: bytes,
        *,
        etag: str | None = None,
        length: int | None = None,
        kind: str = "text/csv",
        more: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """Answer with a status and a body; `length` is what the header says of it."""
        self.server.asked.append((self.path, status))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if status != 304:
            self.send_header("Content-Length", str(len(content) if length is None else length))
        if etag:
            self.send_header("ETag", etag)
        if status == 200 and self.server.last_modified:
            self.send_header("Last-Modified", self.server.last_modified)
        for name, value in more:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def drip(self, content: bytes) -> None:
        """Send a byte now and then until the test is over or the client hangs up."""
        for at in range(len(content)):
            if self.server.stop.wait(0.05):
                return
            self.wfile.write(content[at : at + 1])

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@contextmanager
def serving(folder: Path) -> Iterator[ListServer]:
    """Run a server for the files of a folder."""
    with ListServer(folder) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.stop.set()
            server.shutdown()
            thread.join()


def fetched(server: ListServer, out: Path, **options: object) -> Update:
    """Update the SDN list from the server."""
    given = {"transport": UrllibTransport(timeout=QUICK), "urls": {"ofac-sdn": [server.url]}} | options
    return update(["ofac-sdn"], out=out, **given)  # type: ignore[arg-type]


def web_page(handler: Handler, _: bytes) -> None:
    """Answer 200 with a web page that calls itself a table."""
    handler.answer(200, b"\n<!DOCTYPE html><html><body>Down for maintenance</body></html>")


def web_page_type(handler: Handler, content: bytes) -> None:
    """Answer 200 with what calls itself a web page."""
    handler.answer(200, content, kind="text/html; charset=utf-8")


def error_500(handler: Handler, _: bytes) -> None:
    """Answer that the server is broken."""
    handler.answer(500, b"broken")


def forbidden(handler: Handler, _: bytes) -> None:
    """Answer that this client may not."""
    handler.answer(403, b"no")


def cut_off(handler: Handler, content: bytes) -> None:
    """Promise all and give a half."""
    handler.answer(200, content[: len(content) // 2], length=len(content))


def cut_off_chunks(handler: Handler, content: bytes) -> None:
    """Begin in chunks and hang up."""
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.send_header("Connection", "close")
    handler.end_headers()
    half = content[: len(content) // 2]
    handler.wfile.write(f"{len(half):x}\r\n".encode() + half + b"\r\n")
    handler.wfile.flush()
    handler.connection.shutdown(socket.SHUT_RDWR)


def empty(handler: Handler, _: bytes) -> None:
    """Answer 200 with nothing."""
    handler.answer(200, b"")


def slow_body(handler: Handler, content: bytes) -> None:
    """Give a byte now and then."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.drip(content)


def slow_header(handler: Handler, _: bytes) -> None:
    """Give a header that does not end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    handler.drip(b"x" * 10_000)


def endless(handler: Handler, _: bytes) -> None:
    """Give more than any list has, and do not say how much."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.stop.is_set():
        handler.wfile.write(b"1,NOBODY,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n" * 1000)


def gzipped(handler: Handler, content: bytes) -> None:
    """Give it packed."""
    handler.answer(200, gzip.compress(content), more=(("Content-Encoding", "gzip"),))


def gzip_cut_off(handler: Handler, content: bytes) -> None:
    """Give it packed, without its end."""
    handler.answer(200, gzip.compress(content)[:-20], more=(("Content-Encoding", "gzip"),))


def gzip_bomb(handler: Handler, _: bytes) -> None:
    """Give little that unpacks to much."""
    handler.answer(200, gzip.compress(bytes(50_000_000)), more=(("Content-Encoding", "gzip"),))


def packed_otherwise(handler: Handler, content: bytes) -> None:
    """Give it packed in a way that was not asked for."""
    handler.answer(200, content, more=(("Content-Encoding", "br"),))


def round_and_round(handler: Handler, _: bytes) -> None:
    """Lead back to itself for ever."""
    handler.answer(302, b"", more=(("Location", handler.path),))


def to_a_file(handler: Handler, _: bytes) -> None:
    """Lead to a file of the client's own machine."""
    handler.answer(302, b"", more=(("Location", "file:/nowhere"),))


def moved(handler: Handler, content: bytes) -> None:
    """Lead to where the file is now, as the publisher does."""
    if handler.path.endswith("?signed=1"):
        handler.answer(200, content)
    else:
        handler.answer(302, b"", more=(("Location", handler.path + "?signed=1"),))


def says_not_modified(handler: Handler, _: bytes) -> None:
    """Say that nothing changed to somebody who has nothing."""
    handler.answer(304, b"")


def hangs_up(handler: Handler, _: bytes) -> None:
    """Say nothing."""
    handler.connection.shutdown(socket.SHUT_RDWR)
