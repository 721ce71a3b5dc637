"""Many real Kinora processes, an S3 and a receiver of webhooks: the stage for runs in which things are killed."""

from __future__ import annotations

import json
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx

KINORA = Path(sys.executable).with_name("kinora")
BUCKET = "kinora-soak"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Process:
    """One `kinora serve` or `kinora worker`, which may be killed and started again."""

    role: str
    arguments: tuple[str, ...]
    log: Path
    environment: Mapping[str, str]
    port: int = 0
    running: subprocess.Popen[bytes] | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        return self.running.pid if self.running else 0

    def start(self) -> None:
        with self.log.open("ab") as log:
            command = [str(KINORA), *self.arguments]
            self.running = subprocess.Popen(command, env=dict(self.environment), stdout=log, stderr=log)

    def signal(self, number: signal.Signals) -> None:
        assert self.running is not None
        with suppress(ProcessLookupError):
            self.running.send_signal(number)
        if number == signal.SIGKILL:
            self.running.wait()

    def stop(self) -> None:
        if self.running is None or self.running.poll() is not None:
            return
        self.running.send_signal(signal.SIGCONT)
        self.running.terminate()
        try:
            self.running.wait(20)
        except subprocess.TimeoutExpired:
            self.running.kill()
            self.running.wait()


@dataclass
class Crowd:
    """All processes of one installation."""

    folder: Path
    environment: Mapping[str, str]
    servers: list[Process] = field(default_factory=list)
    workers: list[Process] = field(default_factory=list)

    @classmethod
    @contextmanager
    def at_work(cls, folder: Path, environment: Mapping[str, str], *, servers: int, workers: int) -> Iterator[Crowd]:
        crowd = cls(folder, environment)
        subprocess.run([str(KINORA), "db", "upgrade"], env=dict(environment), check=True, capture_output=True)
        for number in range(servers):
            port = free_port()
            arguments = ("serve", "--port", str(port), "--queues", "none")
            crowd.servers.append(Process("server", arguments, folder / f"serve{number}.log", environment, port))
        for number in range(workers):
            arguments = ("worker", "--queues", "cpu,deliveries")
            crowd.workers.append(Process("worker", arguments, folder / f"worker{number}.log", environment))
        try:
            for process in (*crowd.servers, *crowd.workers):
                process.start()
            for process in crowd.servers:
                _until_answering(process)
            yield crowd
        finally:
            for process in (*crowd.servers, *crowd.workers):
                process.stop()

    def any(self, dice: random.Random) -> Process:
        return dice.choice([*self.servers, *self.workers, *self.workers])

    def sweep(self) -> str:
        """What the daily sweep does, at once: files that no row knows go. Answers what it said."""
        command = [str(KINORA), "sweep", "--older-than", "0"]
        done = subprocess.run(command, env=dict(self.environment), check=False, capture_output=True, text=True)
        return done.stdout + done.stderr


def _until_answering(process: Process, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(httpx.TransportError):
            if httpx.get(f"{process.base}/healthz").status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"no answer: {process.log.read_text()}")


@dataclass
class Bucket:
    """A bucket on a moto server."""

    endpoint: str
    url: str = f"s3://{BUCKET}/media"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": "soak",
            "AWS_SECRET_ACCESS_KEY": "soak",
            "AWS_REGION": "us-east-1",
        }

    def client(self) -> Any:
        import boto3

        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            aws_access_key_id="soak",
            aws_secret_access_key="soak",
            region_name="us-east-1",
        )

    def keys(self) -> set[str]:
        pages = self.client().get_paginator("list_objects_v2").paginate(Bucket=BUCKET)
        return {item["Key"].removeprefix("media/") for page in pages for item in page.get("Contents", ())}


@contextmanager
def s3() -> Iterator[Bucket]:
    """A moto server in a process of its own, with one empty bucket."""
    port = free_port()
    command = [str(KINORA.with_name("moto_server")), "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            bucket = Bucket(f"http://127.0.0.1:{port}")
            until = time.monotonic() + 60
            while time.monotonic() < until:
                with suppress(httpx.TransportError):
                    httpx.get(f"{bucket.endpoint}/moto-api/")
                    break
                time.sleep(0.1)
            bucket.client().create_bucket(Bucket=BUCKET)
            yield bucket
        finally:
            process.terminate()


@dataclass
class Receiver:
    """Takes webhooks, refuses the first call of every so many. calls: webhook id and job id of each that it took."""

    url: str
    calls: list[tuple[str, str]] = field(default_factory=list)


@contextmanager
def receiving(*, refuse: int) -> Iterator[Receiver]:
    receiver = Receiver(f"http://127.0.0.1:{free_port()}/hook")
    lock = threading.Lock()
    seen: set[str] = set()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the library's own name
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            with lock:
                refused = self.headers["webhook-id"] not in seen and len(seen) % refuse == 0
                seen.add(self.headers["webhook-id"])
                if not refused:
                    receiver.calls.append((self.headers["webhook-id"], body["job"]["id"]))
            self.send_response(500 if refused else 204)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", int(receiver.url.split(":")[2].split("/")[0])), Door)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
