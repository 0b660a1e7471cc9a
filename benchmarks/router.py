"""How many decisions a second the FastAPI router serves by uvicorn on the loopback, and whether its memory stays flat.

One process serves, this one asks through 32 connections that stay open. The peer is an empty route of the same app,
which is what FastAPI, uvicorn and this client cost by themselves.
"""

import argparse
import asyncio
import datetime as dt
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from statistics import median

from _inputs import needed, row

CLIENTS = 32
DAY = dt.date(2026, 11, 23)
PATHS = {"/empty": "an empty route", "/decide": "the router", "/thread": "the router, a thread each"}
PORTION = 500


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


def bodies() -> list[bytes]:
    """Give payments as a client sends them: the examples that ship, each under many names."""
    lines = resources.files("achguard").joinpath("_data", "demo_payments.jsonl").read_text(encoding="utf-8")
    examples = [json.loads(line) for line in lines.splitlines()]
    return [json.dumps({**each, "id": str(number)}).encode() for number, each in enumerate(examples * 20)]


async def client(port: int, path: str, sent: list[bytes], left: Iterator[int]) -> None:
    """Send one request after the other through one connection until none are left."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ".encode()
    for number in left:
        body = sent[number % len(sent)]
        writer.write(head + str(len(body)).encode() + b"\r\n\r\n" + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        if not answer.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(answer.decode())
        length = next(line for line in answer.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        await reader.readexactly(int(length.partition(b":")[2]))
    writer.close()


async def ask(port: int, path: str, sent: list[bytes], requests: int) -> float:
    """Send requests through all connections; give how many a second were answered."""
    left = iter(range(requests))
    start = time.perf_counter()
    await asyncio.gather(*(client(port, path, sent, left) for _ in range(CLIENTS)))
    return requests / (time.perf_counter() - start)


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
    sent = bodies()
    with server() as (port, process):
        rates: dict[str, list[float]] = {path: [] for path in PATHS}
        costs: dict[str, list[float]] = {path: [] for path in PATHS}
        for turn in range(8):
            for path in PATHS:
                before = processor(process)
                rate = asyncio.run(ask(port, path, sent, PORTION))
                if turn:  # the first makes the caches
                    rates[path].append(rate)
                    costs[path].append((processor(process) - before) / PORTION * 1000)
        empty = "/empty"
        for path, what in PATHS.items():
            peer = PATHS[empty]
            row(f"{what}, {CLIENTS} clients", median(rates[path]), median(rates[empty]), peer, "/s")
            row(f"{what}, processor", median(costs[path]) * 1000, median(costs[empty]) * 1000, peer, "us")
        part = max(given.requests // 10, 1)
        print(f"memory before: {memory(process):.1f} MB")
        for number in range(1, 11):
            asyncio.run(ask(port, "/decide", sent, part))
            print(f"memory after {number * part:,} requests: {memory(process):.1f} MB", flush=True)


if __name__ == "__main__":
    main()
