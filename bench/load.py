"""A lean HTTP load: keep-alive connections that each send the next request once the last is answered.

A protocol of uvloop's a connection, requests made beforehand as bytes, answers read by their Content-Length alone. A
client library would take more time for a request than the server that it is to measure.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_DATA = re.compile(rb"^data: ?(.*)$", re.MULTILINE)


@dataclass
class Tally:
    """What came back. latencies: seconds, a figure a request. statuses: how often each. bodies: where they are kept."""

    latencies: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    bodies: list[bytes] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds

    def at(self, share: float) -> float:
        """The latency that this share of the requests did not exceed, in seconds."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def request(method: str, path: str, headers: Mapping[str, str], body: object = None) -> bytes:
    """One HTTP/1.1 request as bytes."""
    content = b"" if body is None else json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/1.1", "host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
    if content:
        lines += ["content-type: application/json", f"content-length: {len(content)}"]
    return "\r\n".join([*lines, "", ""]).encode() + content


class _Connection(asyncio.Protocol):
    """One connection, which works until there is no next request or the time is up."""

    def __init__(self, requests: Iterator[bytes], tally: Tally, *, until: float, keep: bool) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._requests = requests
        self._tally = tally
        self._until = until
        self._keep = keep
        self._received = b""
        self._sent = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._next()

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, found, rest = self._received.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if not found or len(rest) < (int(length[1]) if length else 0):
            return
        self._tally.latencies.append(time.perf_counter() - self._sent)
        status = int(head[9:12])
        self._tally.statuses[status] = self._tally.statuses.get(status, 0) + 1
        if self._keep:
            self._tally.bodies.append(rest)
        self._received = b""
        self._next()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(error or ConnectionError("the server closed the connection"))

    def _next(self) -> None:
        following = None if time.perf_counter() > self._until else next(self._requests, None)
        if following is None:
            if not self.done.done():
                self.done.set_result(None)
            self._transport.close()
            return
        self._sent = time.perf_counter()
        self._transport.write(following)


async def load(
    port: int, requests: Iterator[bytes], *, connections: int = 8, seconds: float = 600.0, keep: bool = False
) -> Tally:
    """Send the requests over so many connections until they or the seconds end."""
    tally = Tally()
    loop = asyncio.get_running_loop()
    begun = time.perf_counter()
    made = [
        await loop.create_connection(
            lambda: _Connection(requests, tally, until=begun + seconds, keep=keep), "127.0.0.1", port
        )
        for _ in range(connections)
    ]
    await asyncio.gather(*(protocol.done for _, protocol in made))
    tally.seconds = time.perf_counter() - begun
    return tally


class _Listener(asyncio.Protocol):
    """One reader of server-sent events: it notes when each came."""

    def __init__(self, asked: bytes, heard: list[tuple[str, float]]) -> None:
        self.ready = asyncio.get_running_loop().create_future()
        self._asked = asked
        self._heard = heard
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self.transport.write(self._asked)

    def data_received(self, data: bytes) -> None:
        now = time.time()
        if not self.ready.done():
            self.ready.set_result(None)
        self._received += data
        *whole, self._received = self._received.split(b"\n\n")
        for event in whole:
            if found := _DATA.search(event):
                self._heard.append((json.loads(found[1])["at"], now))


async def listen(port: int, asked: bytes, *, listeners: int, heard: list[tuple[str, float]]) -> list[_Listener]:
    """So many readers of one stream, each of which has had its first bytes. heard: an event's time and its arrival."""
    loop = asyncio.get_running_loop()
    made = [
        (await loop.create_connection(lambda: _Listener(asked, heard), "127.0.0.1", port))[1] for _ in range(listeners)
    ]
    await asyncio.gather(*(listener.ready for listener in made))
    return made
