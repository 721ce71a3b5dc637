"""Downloads from a real HTTP server on the loopback interface."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

import pytest

from kinora.media.address import is_public
from kinora.media.fetch import FetchRules, fetch
from kinora.media.sniff import Sniffed
from kinora.spec.errors import MediaUnusable
from kinora.spec.media import MediaKind

PNG = b"\x89PNG\r\n\x1a\n" + bytes(4000)
MP3 = b"ID3" + bytes(4000)
LAN = FetchRules(allow_private=True)


class Site(BaseHTTPRequestHandler):
    """Answers by path. What it was asked is kept in `asked`."""

    asked: list[tuple[str, dict[str, str]]]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        path = self.path.partition("?")[0]
        match path:
            case "/png":
                self._send(200, PNG)
            case "/mp3":
                self._send(200, MP3)
            case "/text":
                self._send(200, b"<html>not found, but politely</html>")
            case "/empty":
                self._send(200, b"")
            case "/zipped":
                self._send(200, PNG, {"Content-Encoding": "gzip"})
            case "/endless":
                self._stream(pause=0)
            case "/slow":
                self._stream(pause=0.1)
            case "/short":
                self._send(200, PNG, {"Content-Length": str(len(PNG) + 10)})
                self.close_connection = True
            case "/loop":
                self._send(302, b"", {"Location": "/loop"})
            case "/away":
                self._send(302, b"", {"Location": "/png", "Set-Cookie": "session=1"})
            case "/file":
                self._send(302, b"", {"Location": "file:///etc/passwd"})
            case _ if path.startswith("/to/"):
                self._send(307, b"", {"Location": path.removeprefix("/to/")})
            case _:
                self._send(404, b"")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | (headers or {})).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, *, pause: float) -> None:
        self.send_response(200)
        self.end_headers()
        self.close_connection = True
        try:
            self.wfile.write(PNG)
            for _ in range(5000):
                self.wfile.write(bytes(10_000))
                time.sleep(pause)
        except OSError:
            return  # the client has had enough


@contextmanager
def serving(certificate: Path | None = None) -> Iterator[tuple[int, list[tuple[str, dict[str, str]]]]]:
    """A site's port, and the list of what it is asked."""
    asked: list[tuple[str, dict[str, str]]] = []
    site = type("OneSite", (Site,), {"asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), site) as server:
        server.daemon_threads = True
        server.block_on_close = False
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server.server_address[1], asked
        finally:
            server.shutdown()
            thread.join()


def get(url: str, target: Path, kind: MediaKind = "image", rules: FetchRules = LAN) -> Sniffed:
    return asyncio.run(fetch(url, target, kind=kind, rules=rules))


def refusal(url: str, folder: Path, kind: MediaKind = "image", rules: FetchRules = LAN) -> str:
    """The sentence with which a download is refused; nothing may be left in the folder."""
    with pytest.raises(MediaUnusable) as refused:
        get(url, folder / "target", kind, rules)
    assert list(folder.iterdir()) == []
    return refused.value.message


def test_a_file_arrives_whole_and_named_by_its_bytes(tmp_path: Path) -> None:
    with serving() as (port, asked):
        found = get(f"http://localhost:{port}/png?token=secret", tmp_path / "in.png")
    assert found == Sniffed("image", "image/png", ".png")
    assert (tmp_path / "in.png").read_bytes() == PNG
    assert [file.name for file in tmp_path.iterdir()] == ["in.png"]
    path, headers = asked[0]
    assert path == "/png?token=secret"
    # The connection goes to an address, but the other side still reads the name.
    assert headers["host"] == f"localhost:{port}"
    assert not {"authorization", "cookie", "proxy-authorization"} & headers.keys()


def test_private_addresses_are_refused_by_default(tmp_path: Path) -> None:
    with serving() as (port, asked):
        for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "0.0.0.0"):
            message = refusal(f"http://{host}:{port}/png?token=secret", tmp_path, rules=FetchRules())
            assert "it is at a private address (" in message
            assert "KINORA_ALLOW_PRIVATE_MEDIA=true" in message
            assert "secret" not in message
        assert asked == []


def test_redirects_are_followed_without_cookies(tmp_path: Path) -> None:
    with serving() as (port, asked):
        get(f"http://localhost:{port}/away", tmp_path / "in.png")
        assert [path for path, _ in asked] == ["/away", "/png"]
        assert asked[1][1]["host"] == f"localhost:{port}"
        assert "cookie" not in asked[1][1]
        message = refusal(f"http://127.0.0.1:{port}/loop", _empty(tmp_path))
    assert message.endswith("it redirects more than 3 times.")
    assert len(asked) == 2 + 4


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://user:word@localhost/png", "user name or password"),
        ("file:///etc/passwd", "only http and https"),
        ("http://no-such-host.invalid/png", "no-such-host.invalid could not be fetched: its host is unknown"),
        ("http://[::bad/", "its host's answer can't be understood"),
    ],
)
def test_every_redirect_is_checked_like_the_first_url(tmp_path: Path, location: str, reason: str) -> None:
    with serving() as (port, _):
        assert reason in refusal(f"http://127.0.0.1:{port}/to/{location}", tmp_path)


def test_replies_that_are_no_file_are_refused(tmp_path: Path) -> None:
    with serving() as (port, _):
        replies: tuple[tuple[str, MediaKind, str], ...] = (
            ("none", "image", "its host answered 404 Not Found"),
            ("text", "image", "its bytes are no image format that is known here"),
            ("mp3", "image", "it is audio/mpeg, not an image"),
            ("png", "video", "it is image/png, not a video"),
            ("empty", "image", "it is empty"),
            ("zipped", "image", "its host sent it compressed, without being asked to"),
            ("short", "image", "the connection broke off"),
        )
        for path, kind, reason in replies:
            message = refusal(f"http://127.0.0.1:{port}/{path}", tmp_path, kind)
            assert message == f"The {kind} at 127.0.0.1 could not be fetched: {reason}."


def test_the_limit_holds_with_and_without_a_declared_length(tmp_path: Path) -> None:
    rules = FetchRules(allow_private=True, max_bytes={"image": 3000, "video": 1, "audio": 1})
    wide = FetchRules(allow_private=True, max_bytes={"image": 1_000_000, "video": 1, "audio": 1})
    with serving() as (port, _):
        assert refusal(f"http://127.0.0.1:{port}/png", tmp_path, rules=rules).endswith("it is larger than 0.003 MB.")
        assert refusal(f"http://127.0.0.1:{port}/endless", tmp_path, rules=wide).endswith("it is larger than 1 MB.")


def test_a_host_that_drips_is_cut_off_in_time(tmp_path: Path) -> None:
    rules = FetchRules(allow_private=True, timeout_seconds=0.5)
    with serving() as (port, _):
        begin = time.monotonic()
        message = refusal(f"http://127.0.0.1:{port}/slow", tmp_path, rules=rules)
        assert time.monotonic() - begin < 2
    assert message.endswith("it took longer than 0.5 seconds.")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://example.com/a.png", "only http and https URLs are fetched"),
        ("/files/a.png", "only http and https URLs are fetched"),
        ("http://", "only http and https URLs are fetched"),
        ("http://example.com:port/a.png", "the URL is not a valid one"),
        ("http://user:word@example.com/a.png", "a URL must not carry a user name or password"),
        ("http://example.com/\ud800.png", "the URL is not a valid one"),
        ("http://127.0.0.1:1/a.png", "its host does not take connections"),
        ("http://" + "a" * 70 + ".com/a.png", "its host is unknown"),
    ],
)
def test_urls_that_lead_nowhere(tmp_path: Path, url: str, reason: str) -> None:
    message = refusal(url, tmp_path)
    assert message.endswith(f"could not be fetched: {reason}.")
    assert "word" not in message.partition("could not")[0]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificates with openssl")
@pytest.mark.parametrize(("name", "good"), [("localhost", True), ("elsewhere.example", False)])
def test_a_certificate_is_checked_against_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, good: bool
) -> None:
    certificate = tmp_path / "certificate.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
    ]
    names = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    files = ["-keyout", str(tmp_path / "key.pem"), "-out", str(certificate)]
    subprocess.run([*command, *names, *files], check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    both = tmp_path / "both.pem"
    both.write_text(certificate.read_text() + (tmp_path / "key.pem").read_text())
    with serving(both) as (port, _):
        url = f"https://localhost:{port}/png"
        if good:
            assert get(url, tmp_path / "in.png").suffix == ".png"
        else:
            assert "its host's certificate is not valid for it" in refusal(url, _empty(tmp_path))


def _empty(folder: Path) -> Path:
    (folder / "empty").mkdir()
    return folder / "empty"


PUBLIC = "8.8.8.8 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808"
PRIVATE = """
    127.0.0.1 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 239.1.1.1 255.255.255.255
    240.0.0.1 192.0.2.1 192.0.0.8 198.18.0.1 ::1 :: fe80::1 fc00::1 fec0::1 ff02::1 ff0e::1 ::ffff:127.0.0.1
    ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 2002:7f00:1::1 2002:808:808::1 2001:db8::1 ::127.0.0.1
"""


@pytest.mark.parametrize("address", PUBLIC.split())
def test_public_addresses(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", PRIVATE.split())
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))
