"""What many rooms' tests share: one open server for everything that does not restart it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.jobs.pg import database_url, postgres  # noqa: F401  # fixtures for every room
from tests.served import Server, serving


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("server"), allow_private_media="true") as server:
        yield server


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client
