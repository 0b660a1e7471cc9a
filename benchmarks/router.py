"""How many decisions a second the FastAPI router serves by uvicorn on the loopback, and whether its memory stays flat.

One process serves, this one asks through 32 connections that stay open. The peer is an empty route of the same app,
which is what FastAPI, uvicorn and this client cost by themselves. No two requests have one name.
"""

import argparse
import asyncio
import datetime as dt
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import resources
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import cast

from _inputs import given_names, needed, row, surnames

CLIENTS = 32
DAY = dt.date(2026, 11, 23)
PATHS = {"/empty": "an empty route", "/decide": "the router", "/thread": "the router, a thread each"}
PORTION = 1000
TURNS = 7
WARMED = 5000
SEED = 20261123
GIVEN_NAMES = 800
SURNAMES = 4000


def serve() -> None:
    """Serve the router over a guard with the full list, and print the port."""
    import socket

    import uvicorn
    from fastapi import FastAPI, Request, Response
    from starlette.concurrency import run_in_threadpool

    from achguard import Guard, Payment, Snapshot
    from achguard.integrations.fastapi import router
    from achguard.integrations.fastapi.bodies import object_of, payment_of

    guard = Guard(lists=Snapshot.from_files(needed("ofac", "2024"), published=DAY), as_of=DAY)
    app = FastAPI()
    app.include_router(router(guard))

    @app.post("/empty")
    async def empty(request: Request) -> Response:
        await request.body()
        return Response(b"{}", media_type="application/json")

    def decide(payment: Payment) -> bytes:
        return guard.decide(payment).model_dump_json().encode()

    @app.post("/thread")
    async def thread(request: Request) -> Response:
        payment = payment_of(await object_of(request, at_most=1_000_000))
        return Response(await run_in_threadpool(decide, payment), media_type="application/json")

    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).run([listening])


@contextmanager
def server() -> Iterator[tuple[int, int]]:
    """Run the server in a process of its own; give its port and process id."""
    command = [sys.executable, __file__, "--serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            printed = process.stdout.readline() if process.stdout is not None else ""
            yield int(printed), process.pid
        finally:
            process.terminate()


def bodies(count: int) -> list[bytes]:
    """Give payments as a client sends them: the examples that ship, each under another ordinary name."""
    lines = resources.files("achguard").joinpath("_data", "demo_payments.jsonl").read_text(encoding="utf-8")
    examples = [json.loads(line) for line in lines.splitlines()]
    rng = random.Random(SEED)
    firsts, lasts = given_names(GIVEN_NAMES), surnames(SURNAMES)
    made = []
    for number, example in zip(range(count), cycle(examples), strict=False):
        name = f"{rng.choice(firsts)} {rng.choice('ABCDEFGHJKLMNPRSTW')} {rng.choice(lasts)}"
        receiver = {**example["receiver"], "name": name}
        made.append(json.dumps({**example, "id": str(number), "receiver": receiver}).encode())
    return made


class Client(asyncio.Protocol):
    """Sends one request after the other through one connection until none are left."""

    def __init__(self, requests: Iterator[bytes], ended: asyncio.Future[None]) -> None:
        self._requests = requests
        self._ended = ended
        self._answer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first."""
        self._transport = cast(asyncio.Transport, transport)
        self._send()

    def data_received(self, data: bytes) -> None:
        """Send the next once an answer is whole."""
        self._answer += data
        head, blank, body = self._answer.partition(b"\r\n\r\n")
        if not blank:
            return
        if not head.startswith(b"HTTP/1.1 200"):
            self._ended.set_exception(RuntimeError(self._answer.decode()))
            self._transport.close()
        elif len(body) >= int(head.lower().partition(b"content-length:")[2].partition(b"\r")[0]):
            self._answer = b""
            self._send()

    def _send(self) -> None:
        if (request := next(self._requests, None)) is not None:
            self._transport.write(request)
        elif not self._ended.done():
            self._ended.set_result(None)
            self._transport.close()


async def ask(port: int, path: str, sent: Iterable[bytes]) -> float:
    """Send requests through all connections; give how many a second were answered."""
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ".encode()
    requests = [head + str(len(body)).encode() + b"\r\n\r\n" + body for body in sent]
    left = iter(requests)
    loop = asyncio.get_running_loop()
    ends = [loop.create_future() for _ in range(CLIENTS)]
    start = time.perf_counter()
    for ended in ends:
        await loop.create_connection(partial(Client, left, ended), "127.0.0.1", port)
    await asyncio.gather(*ends)
    return len(requests) / (time.perf_counter() - start)


def memory(process: int) -> float:
    """Give the resident memory of a process in megabytes."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


def processor(process: int) -> float:
    """Give the seconds that a process has computed."""
    after_name = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print decisions a second beside the empty route, and memory over many requests."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--serve", action="store_true", help="serve, and ask nothing")
    arguments.add_argument("--requests", type=int, default=100_000, help="over which to look at memory")
    given = arguments.parse_args()
    if given.serve:
        serve()
        return
    sent = bodies(WARMED + TURNS * len(PATHS) * PORTION)
    with server() as (port, process):
        names = iter(sent)
        asyncio.run(ask(port, "/decide", islice(names, WARMED)))  # the words of ordinary names become known
        rates: dict[str, list[float]] = {path: [] for path in PATHS}
        costs: dict[str, list[float]] = {path: [] for path in PATHS}
        for _ in range(TURNS):
            for path in PATHS:
                portion = list(islice(names, PORTION))
                before = processor(process)
                rates[path].append(asyncio.run(ask(port, path, portion)))
                costs[path].append((processor(process) - before) / PORTION * 1_000_000)
        empty = "/empty"
        for path, what in PATHS.items():
            peer = PATHS[empty]
            row(f"{what}, {CLIENTS} clients", median(rates[path]), median(rates[empty]), peer, "/s")
            row(f"{what}, processor", median(costs[path]), median(costs[empty]), peer, "us")
        part = max(given.requests // 10, 1)
        print(f"memory before: {memory(process):.1f} MB")
        for number in range(1, 11):
            asyncio.run(ask(port, "/decide", islice(cycle(sent), part)))
            print(f"memory after {number * part:,} requests: {memory(process):.1f} MB", flush=True)


if __name__ == "__main__":
    main()
