"""A real HTTP server that webhooks are sent to. It answers what it is told to and keeps what it got."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any


@dataclass(frozen=True, slots=True)
class Got:
    """One POST as it arrived; header names in lower case."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


@dataclass
class Receiver:
    """status: what it answers. seconds: how long it thinks first. most: how many it had in hand at the same time."""

    port: int = 0
    status: int = 200
    seconds: float = 0.0
    location: str | None = None
    got: list[Got] = field(default_factory=list)
    most: int = 0
    _in_hand: int = 0
    _lock: Lock = field(default_factory=Lock)

    def url(self, path: str = "/hook", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def take(self, got: Got) -> int:
        with self._lock:
            self.got.append(got)
            self._in_hand += 1
            self.most = max(self.most, self._in_hand)
        time.sleep(self.seconds)
        with self._lock:
            self._in_hand -= 1
        return self.status

    def take_all(self) -> list[Got]:
        got, self.got = self.got, []
        return got


class _Request(BaseHTTPRequestHandler):
    receiver: Receiver
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.send_response(self.receiver.take(Got(self.path, headers, body)))
        if self.receiver.location is not None:
            self.send_header("Location", self.receiver.location)
        self.send_header("Content-Length", "2")
        with contextlib.suppress(OSError):  # who asked may have had enough of waiting
            self.end_headers()
            self.wfile.write(b"ok")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256


@contextmanager
def receiving(port: int = 0) -> Iterator[Receiver]:
    """A receiver on a port of its own, or on one that a receiver had before."""
    receiver = Receiver()
    request = type("OneRequest", (_Request,), {"receiver": receiver})
    with _Server(("127.0.0.1", port), request) as server:
        receiver.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join()
