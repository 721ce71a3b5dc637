"""A real S3 server in this process (moto's), which may be stopped and started again with all that it holds."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
from moto.server import ThreadedMotoServer

from tests.served import free_port

SECRET = "a-secret-of-the-bucket"


@dataclass
class S3:
    """One S3 server on one port."""

    port: int = field(default_factory=free_port)
    server: ThreadedMotoServer | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> Mapping[str, str]:
        """What makes programs use this server: nothing else is needed."""
        return {"AWS_ENDPOINT_URL": self.url, "AWS_ACCESS_KEY_ID": "AKIATEST", "AWS_SECRET_ACCESS_KEY": SECRET}

    def start(self) -> None:
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self.server = ThreadedMotoServer(ip_address="127.0.0.1", port=self.port, verbose=False)
        self.server.start()

    def stop(self) -> None:
        if self.server is not None:
            self.server.stop()
            self.server = None

    def make_bucket(self, name: str) -> None:
        httpx.put(f"{self.url}/{name}").raise_for_status()

    def demand_credentials(self, wanted: bool) -> None:
        """Whether keys that nobody made are refused from now on."""
        httpx.post(f"{self.url}/moto-api/reset-auth", content=b"0" if wanted else b"inf").raise_for_status()


@contextmanager
def s3_server() -> Iterator[S3]:
    server = S3()
    server.start()
    try:
        yield server
    finally:
        server.stop()
