"""`kinora conform`: a served Kinora keeps to every golden exchange; a server that does not is told so, line by line."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from kinora.dialects.exchanges import differences
from tests.cli.test_commands import kinora
from tests.dialects.registry import BY_NAME, DIALECTS
from tests.served import Server, serving
from tests.server.test_owners import make_key

every_dialect = pytest.mark.parametrize("dialect", [dialect.name for dialect in DIALECTS])


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """A server with a key, which refuses all others; its jobs wait."""
    folder = tmp_path_factory.mktemp("conform")
    key = make_key(folder / "data", "anna")
    with serving(folder, queues="none") as server:
        yield server, key


@every_dialect
def test_kinora_keeps_to_its_own_exchanges(dialect: str, house: tuple[Server, str]) -> None:
    server, key = house
    done = kinora("conform", "--base-url", server.base, "--dialect", dialect, KINORA_KEY=key)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 differences" in done.stdout
    assert "not sent" in done.stdout


def jobs(server: Server, key: str) -> int:
    return int(httpx.get(f"{server.base}/api/v1/jobs", headers={"authorization": f"Bearer {key}"}).json()["total"])


@every_dialect
def test_only_who_spends_orders_videos(dialect: str, house: tuple[Server, str]) -> None:
    server, key = house
    before = jobs(server, key)
    assert kinora("conform", "--base-url", server.base, "--dialect", dialect, MINE=key, KINORA_KEY="").returncode == 2
    where = ("conform", "--base-url", f"{server.base}/", "--dialect", dialect, "--key-env", "MINE")
    assert kinora(*where, MINE=key).returncode == 0
    assert jobs(server, key) == before
    done = kinora(*where, "--spend", MINE=key)
    assert done.returncode == 0, done.stdout + done.stderr
    assert jobs(server, key) > before


class Crooked(BaseHTTPRequestHandler):
    """Answers everything with the same wrong words."""

    body: object = {"id": 5, "surprise": True}
    status = 200

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        text = json.dumps(self.body).encode()
        self.send_response(self.status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = do_DELETE = _answer  # noqa: N815  # the names that the library calls

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def crooked(status: int, body: object) -> Iterator[str]:
    kind = type("Answers", (Crooked,), {"status": status, "body": body})
    with ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@every_dialect
@pytest.mark.parametrize(("status", "body"), [(200, {"surprise": True}), (418, ["x"]), (400, {"message": "No."})])
def test_a_server_with_other_words_is_told_what_differs(dialect: str, status: int, body: object) -> None:
    with crooked(status, body) as base:
        done = kinora("conform", "--base-url", base, "--dialect", dialect, "--spend", KINORA_KEY="x")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    head, *rows, last = done.stdout.splitlines()
    assert head.split() == ["exchange", "what", "where", "expected", "found"]
    assert len(rows) >= 5
    assert f"{len(rows)} differences" in last


SCHEMA = {
    "type": "object",
    "required": ["id", "state"],
    "properties": {
        "id": {"type": "string"},
        "state": {"enum": ["queued", "done"]},
        "url": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "files": {"type": "array", "items": {"$ref": "#/components/schemas/File"}},
    },
}
DOCUMENT = {"components": {"schemas": {"File": {"type": "object", "properties": {"bytes": {"type": "integer"}}}}}}


@pytest.mark.parametrize(
    ("value", "kind", "place"),
    [
        ({"id": "x"}, "missing", "state"),
        ({"id": 5, "state": "done"}, "type", "id"),
        ({"id": "x", "state": "Done"}, "words", "state"),
        ({"id": "x", "state": "done", "more": 1}, "extra", "more"),
        ({"id": "x", "state": "done", "url": 5}, "type", "url"),
        ({"id": "x", "state": "done", "files": [{"bytes": 1}, {"bytes": "1"}]}, "type", "files[1].bytes"),
        ([], "type", ""),
    ],
)
def test_each_kind_of_difference_has_its_word(value: object, kind: str, place: str) -> None:
    (found,) = differences(value, dict(SCHEMA), dict(DOCUMENT))
    assert (found.kind, found.place) == (kind, place)


def test_what_is_as_it_should_be_differs_in_nothing() -> None:
    value = {"id": "x", "state": "done", "url": None, "files": [{"bytes": 1}, {}]}
    assert not list(differences(value, dict(SCHEMA), dict(DOCUMENT)))


def test_nobody_there_is_one_sentence() -> None:
    done = kinora("conform", "--base-url", "http://127.0.0.1:1", "--dialect", next(iter(BY_NAME)), KINORA_KEY="x")
    assert done.returncode == 1
    assert "does not answer" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_dialect_that_nobody_speaks_is_refused() -> None:
    done = kinora("conform", "--base-url", "http://127.0.0.1:1", "--dialect", "nobody", KINORA_KEY="x")
    assert done.returncode == 2
    assert all(name in done.stderr for name in BY_NAME)
