"""POSTs to a real HTTP server on the loopback interface."""

from __future__ import annotations

import asyncio
import time

import pytest

from kinora.media.guard import Refused
from kinora.media.post import Poster
from tests.receiver import receiving

LAN = Poster(allow_private=True)


def post(url: str, body: bytes = b"{}", *, by: Poster = LAN, seconds: float = 5.0) -> int:
    return asyncio.run(by.post(url, body, {"content-type": "application/json", "x-one": "1"}, timeout_seconds=seconds))


def refusal(url: str, *, by: Poster = LAN, seconds: float = 5.0) -> str:
    with pytest.raises(Refused) as refused:
        post(url, by=by, seconds=seconds)
    return refused.value.reason


def test_the_bytes_arrive_as_they_are_under_the_hosts_name() -> None:
    with receiving() as receiver:
        receiver.status = 202
        body = '{"a": "ü\\u0000"}'.encode()
        assert post(receiver.url("/hook?x=1", host="localhost"), body) == 202
        (got,) = receiver.got
        assert (got.path, got.body) == ("/hook?x=1", body)
        assert got.headers["host"] == f"localhost:{receiver.port}"
        assert (got.headers["content-type"], got.headers["x-one"]) == ("application/json", "1")
        assert not {"cookie", "authorization", "referer"} & got.headers.keys()


def test_a_redirect_is_an_answer() -> None:
    with receiving() as receiver, receiving() as elsewhere:
        receiver.status, receiver.location = 308, elsewhere.url()
        assert post(receiver.url()) == 308
        assert elsewhere.got == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]", "0.0.0.0"])
def test_private_addresses_are_refused_by_default(host: str) -> None:
    with receiving() as receiver:
        reason = refusal(receiver.url("/hook?token=secret", host=host), by=Poster())
        assert "it is at a private address (" in reason
        assert "KINORA_ALLOW_PRIVATE_WEBHOOKS=true" in reason
        assert "secret" not in reason
        assert receiver.got == []


def test_a_host_that_thinks_too_long_is_cut_off() -> None:
    with receiving() as receiver:
        receiver.seconds = 3.0
        begin = time.monotonic()
        assert "answer" in refusal(receiver.url(), seconds=0.3)
        assert time.monotonic() - begin < 2


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://example.com/hook", "only http and https URLs are called"),
        ("/hook", "only http and https URLs are called"),
        ("http://example.com:port/hook", "the URL is not a valid one"),
        ("http://user:word@example.com/hook", "a URL must not carry a user name or password"),
        ("http://127.0.0.1:1/hook", "its host does not take connections"),
        ("http://no-such-host.invalid/hook", "its host is unknown"),
    ],
)
def test_urls_that_lead_nowhere(url: str, reason: str) -> None:
    assert refusal(url) == reason
