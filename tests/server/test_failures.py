"""A full disk, a read-only store, a lost bucket, a lost database: said clearly in every dialect, and all resumes."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests import served
from tests.buckets import S3, s3_server
from tests.disks import fill, mounted, read_only, resize
from tests.jobs.pg import Postgres
from tests.served import AIML, BEARER, MAGNIFIC, MINI, Server, finished, picture

WISH = {"model": "seedance-2.0-mini", "prompt": "a cat naps", "width": 128, "height": 72, "seconds": 4, "seed": 1}
INLINE = f"data:image/png;base64,{base64.b64encode(picture(64, 64)).decode()}"

Ask = Callable[[Server], httpx.Response]


def posted(server: Server, path: str, **content: Any) -> httpx.Response:
    return httpx.post(f"{server.base}{path}", headers=BEARER, timeout=30, **content)


def native(server: Server) -> httpx.Response:
    return posted(server, "/api/v1/jobs", json=WISH)


def leonardo(server: Server) -> httpx.Response:
    body = {"model": "seedance-2.0-mini", "parameters": {"prompt": "a cat naps", "width": 864, "height": 496}}
    return posted(server, "/api/rest/v2/generations", json=body)


def magnific(server: Server) -> httpx.Response:
    return httpx.post(f"{server.base}{MINI}-480p", headers=MAGNIFIC, json={"prompt": "x"}, timeout=30)


def aimlapi(server: Server) -> httpx.Response:
    body = {"model": "bytedance/dreamina-seedance-2-0-mini", "prompt": "x"}
    return posted(server, AIML, json=body)


def magnific_with_picture(server: Server) -> httpx.Response:
    body = {"prompt": "x", "image": INLINE}
    return httpx.post(f"{server.base}{MINI}-480p", headers=MAGNIFIC, json=body, timeout=30)


def aimlapi_with_picture(server: Server) -> httpx.Response:
    body = {"model": "bytedance/dreamina-seedance-2-0-mini", "prompt": "x", "image_url": INLINE}
    return posted(server, AIML, json=body)


def native_upload(server: Server) -> httpx.Response:
    return posted(server, "/api/v1/assets", files={"file": ("a.png", picture(64, 64))})


def leonardo_upload(server: Server) -> httpx.Response:
    """The second step of the vendor's way; the first one stores nothing."""
    place = posted(server, "/api/rest/v1/init-image", json={"extension": "png"}).json()["uploadInitImage"]
    return httpx.post(place["url"], data=json.loads(place["fields"]), files={"file": picture(64, 64)}, timeout=30)


# Where each dialect says what is wrong, as its vendor does.
SENTENCE: dict[Ask, str] = {
    native: "message",
    leonardo: "error",
    magnific: "message",
    aimlapi: "message",
    magnific_with_picture: "message",
    aimlapi_with_picture: "message",
    native_upload: "message",
    leonardo_upload: "message",
}
SUBMITS = (native, leonardo, magnific, aimlapi)
FILES = (magnific_with_picture, aimlapi_with_picture, native_upload, leonardo_upload)


def refused(server: Server, asks: tuple[Ask, ...], words: str) -> None:
    """Every one is answered 503 in its own shape, with the cause, and told when to come again."""
    for ask in asks:
        answer = ask(server)
        assert answer.status_code == 503, (ask.__name__, answer.text)
        assert words in answer.json()[SENTENCE[ask]], (ask.__name__, answer.text)
        assert int(answer.headers["retry-after"]) > 0, ask.__name__


def accepted(server: Server, asks: tuple[Ask, ...]) -> None:
    for ask in asks:
        answer = ask(server)
        assert answer.status_code in {200, 201, 204}, (ask.__name__, answer.text)


def stage_of(client: httpx.Client, id: str) -> str:
    job = client.get(f"/api/v1/jobs/{id}").json()
    assert job["state"] in {"queued", "running"}, job
    return str(job["progress"]["stage"] if job["progress"] else job["state"])


def waits_in(client: httpx.Client, id: str, stage: str) -> None:
    until = time.monotonic() + 30
    while stage_of(client, id) != stage:
        assert time.monotonic() < until
        time.sleep(0.1)
    time.sleep(1.5)
    assert stage_of(client, id) == stage


def film_of(job: dict[str, Any]) -> httpx.Response:
    assert job["state"] == "succeeded", job
    return httpx.get(job["video"]["url"], timeout=30)


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Server]:
    folder.mkdir(exist_ok=True)
    with served.serving(folder, grace_seconds="0", **settings) as server:
        yield server


@pytest.fixture(scope="module")
def s3() -> Iterator[S3]:
    with s3_server() as server:
        server.make_bucket("kinora-served")
        yield server


@contextmanager
def serving_from(s3: S3, folder: Path, name: str, patch: pytest.MonkeyPatch) -> Iterator[Server]:
    for variable, value in s3.environment.items():
        patch.setenv(variable, value)
    with serving(folder, store_url=f"s3://kinora-served/{name}") as server:
        yield server


def test_a_lost_bucket(s3: S3, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving_from(s3, tmp_path, "lost", monkeypatch) as server, server.client() as client:
        before = finished(client, native(server).json()["id"])
        assert film_of(before).status_code == 200
        s3.stop()
        try:
            lost = "The server's file store can't be used: it can't be reached."
            refused(server, FILES, lost)
            gone = httpx.get(before["video"]["url"], timeout=30)
            assert (gone.status_code, gone.json(), gone.headers["retry-after"]) == (503, {"message": lost}, "30")
            # What needs no file is taken; its finished video waits for the bucket.
            id = native(server).json()["id"]
            waits_in(client, id, "storing")
        finally:
            s3.start()
        assert film_of(finished(client, id)).status_code == 200
        assert film_of(before).status_code == 200
        accepted(server, FILES)
        assert "secret" not in server.log()


def test_a_server_does_not_start_on_a_bucket_that_is_not_there(
    s3: S3, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, value in s3.environment.items():
        monkeypatch.setenv(variable, value)
    said = "The bucket s3://kinora-nowhere can't be used: there is no such bucket."
    with pytest.raises(AssertionError, match=said), serving(tmp_path, store_url="s3://kinora-nowhere"):
        pass


def test_ranges_from_a_bucket_and_from_a_disk_are_the_same(
    s3: S3, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ExitStack() as stack:
        here = stack.enter_context(serving(tmp_path / "disk"))
        there = stack.enter_context(serving_from(s3, tmp_path / "bucket", "ranges", monkeypatch))
        urls = []
        for server in (here, there):
            with server.client() as client:
                urls.append(finished(client, native(server).json()["id"])["video"]["url"])
        whole = httpx.get(urls[0]).content
        tag = httpx.get(urls[1]).headers["etag"]
        end = len(whole)
        cases: list[dict[str, str]] = [
            {},
            *({"range": f"bytes={part}"} for part in ("0-0", "10-19", "7-", "-5", f"-{end + 9}", f"5-{end + 9}")),
            *({"range": f"bytes={part}"} for part in (f"{end}-", f"{end}-{end + 1}", "-0")),
            {"range": "bytes=3-9", "if-range": '"another"'},
        ]
        for headers in cases:
            for method in ("GET", "HEAD"):
                disk, bucket = (httpx.request(method, url, headers=headers) for url in urls)
                assert bucket.status_code == disk.status_code, headers
                for name in ("content-range", "content-type", "accept-ranges", "cache-control"):
                    if disk.status_code < 400 or name == "content-range":
                        assert bucket.headers.get(name) == disk.headers.get(name), (headers, name)
                if disk.status_code < 400:
                    assert bucket.headers["content-length"] == disk.headers["content-length"], headers
                    assert bucket.content == disk.content, headers
        same = httpx.get(urls[1], headers={"range": "bytes=3-9", "if-range": tag})
        assert (same.status_code, same.content) == (206, whole[3:10])


def test_a_full_file_store(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", size="1m") as disk, serving(tmp_path, store_url=disk.as_uri()) as server:
        fill(disk)
        refused(server, FILES, "The server's file store can't be used: no space is left.")
        with server.client() as client:
            id = native(server).json()["id"]
            waits_in(client, id, "storing")
            assert [path for path in disk.rglob("*") if path.is_file()] == [disk / "filler"]
            (disk / "filler").unlink()
            assert film_of(finished(client, id)).status_code == 200
        accepted(server, FILES)


def test_a_read_only_file_store(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk") as disk, serving(tmp_path, store_url=disk.as_uri()) as server:
        with server.client() as client:
            before = finished(client, native(server).json()["id"])
            with read_only(disk):
                refused(server, FILES, "The server's file store can't be used: it is read-only.")
                assert film_of(before).status_code == 200
                id = native(server).json()["id"]
                waits_in(client, id, "storing")
            assert film_of(finished(client, id)).status_code == 200
        accepted(server, FILES)


def test_no_room_to_work_fails_the_job_with_its_cause(tmp_path: Path) -> None:
    with mounted(tmp_path / "data" / "work", size="64k") as disk, serving(tmp_path) as server:
        fill(disk)
        with server.client() as client:
            failed = finished(client, native(server).json()["id"])
            assert failed["state"] == "failed"
            assert failed["error"] == {"code": "storage_failed", "message": "No space is left on the server's disk."}
            (disk / "filler").unlink(missing_ok=True)
            resize(disk, "64m")
            assert finished(client, native(server).json()["id"])["state"] == "succeeded"


def test_a_full_disk_under_the_database(tmp_path: Path) -> None:
    with mounted(tmp_path / "data", size="12m") as disk, serving(tmp_path) as server:
        with server.client() as client:
            before = finished(client, native(server).json()["id"])
            filler = fill(disk)
            refused(server, SUBMITS, "disk is full")
            assert client.get(f"/api/v1/jobs/{before['id']}").json() == before
            assert film_of(before).status_code == 200
            filler.unlink()
            assert film_of(finished(client, native(server).json()["id"])).status_code == 200
        accepted(server, SUBMITS)


def test_a_lost_database(tmp_path: Path, postgres: Postgres) -> None:
    url = postgres.url()
    with serving(tmp_path, database_url=url, queues="all", lease_seconds="60") as server, server.client() as client:
        before = finished(client, native(server).json()["id"])
        under_way = native(server).json()["id"]
        postgres.stop()
        try:
            refused(server, (*SUBMITS, native_upload, magnific_with_picture), "database")
            for path in (f"/api/v1/jobs/{before['id']}", "/api/v1/jobs"):
                assert client.get(path).status_code == 503
            assert httpx.get(before["video"]["url"]).status_code == 503
        finally:
            postgres.start()
        assert film_of(finished(client, under_way)).status_code == 200
        assert film_of(before).status_code == 200
        accepted(server, (*SUBMITS, *FILES))


def test_a_full_quota(tmp_path: Path) -> None:
    with serving(tmp_path, quota_gb="0.000001") as server, server.client() as client:
        too_much = native_upload(server)
        assert (too_much.status_code, too_much.json()["code"]) == (413, "too_large")
        filled = finished(client, native(server).json()["id"])
        for ask in (*SUBMITS, native_upload):
            answer = ask(server)
            assert answer.status_code == 413, (ask.__name__, answer.text)
            assert "of the 0.001 MB that you may store" in answer.json()[SENTENCE[ask]], (ask.__name__, answer.text)
        assert client.delete(f"/api/v1/jobs/{filled['id']}").status_code == 204
        accepted(server, SUBMITS)
