"""Links: no key, Range, HEAD, expiry, and nothing for those who guess."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.served import MAGNIFIC, MINI, Server, finished

WISH = {"model": "seedance-2.0-mini", "prompt": "a cat naps", "width": 128, "height": 72, "seconds": 4, "seed": 1}


@pytest.fixture(scope="module")
def job(server: Server) -> dict[str, object]:
    with server.client() as client:
        done = finished(client, client.post("/api/v1/jobs", json=WISH).json()["id"])
        assert done["state"] == "succeeded", done
        return done


def url_of(job: dict[str, object]) -> str:
    video = job["video"]
    assert isinstance(video, dict)
    return str(video["url"])


def test_the_same_link_on_every_read_and_a_day_of_life(client: httpx.Client, job: dict[str, object]) -> None:
    again = client.get(f"/api/v1/jobs/{job['id']}").json()
    assert again["video"]["url"] == url_of(job)
    expires = int(parse_qs(urlsplit(url_of(job)).query)["exp"][0])
    assert abs(expires - datetime.fromisoformat(str(job["updated"])).timestamp() - 86_400) < 5


def test_range_and_head(job: dict[str, object]) -> None:
    whole = httpx.get(url_of(job))
    assert whole.headers["accept-ranges"] == "bytes"
    head = httpx.head(url_of(job))
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(whole.content))
    part = httpx.get(url_of(job), headers={"range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole.content)}"
    beyond = httpx.get(url_of(job), headers={"range": f"bytes={len(whole.content)}-"})
    assert beyond.status_code == 416


@pytest.mark.parametrize("change", ["exp", "sig", "none", "id"])
def test_a_link_that_was_not_signed_gives_nothing(job: dict[str, object], change: str) -> None:
    url = httpx.URL(url_of(job))
    if change == "none":
        url = url.copy_with(query=None)
    elif change == "id":
        url = url.copy_with(path="/files/00000000-0000-4000-8000-000000000000.mp4")
    else:
        url = url.copy_set_param(change, str(int(url.params["exp"]) + 1) if change == "exp" else "A" * 22)
    answer = httpx.get(url)
    assert (answer.status_code, answer.json()) == (403, {"message": "URL expired"})


def test_no_path_leads_out_of_the_folder(server: Server) -> None:
    for path in ("/files/..%2f..%2fsecret", "/cdn/x/y/..%2f..%2fsecret", "/files/secret", "/files/%00.mp4"):
        assert httpx.get(f"{server.base}{path}").status_code in {403, 404}


def test_one_job_in_every_dialect(client: httpx.Client, server: Server, job: dict[str, object]) -> None:
    """A job made in one dialect can be read by its owner in another."""
    row = client.get(f"/api/rest/v1/generations/{job['id']}").json()["generations_by_pk"]
    assert row["status"] == "COMPLETE"
    task = httpx.get(f"{server.base}{MINI}/{job['id']}", headers=MAGNIFIC).json()["data"]
    assert task["status"] == "COMPLETED"
    value = client.get("/v2/video/generations", params={"generation_id": str(job["id"])}).json()
    assert value["status"] == "completed"
    files = [row["generated_images"][0]["motionMP4URL"], task["generated"][0], value["video"]["url"]]
    assert len({httpx.get(url).content for url in files}) == 1


def test_a_deleted_job_is_gone_with_its_files(client: httpx.Client, server: Server) -> None:
    done = finished(client, client.post("/api/v1/jobs", json=WISH).json()["id"])
    url = done["video"]["url"]
    assert httpx.get(url).status_code == 200
    before = len(files_in(server.data))
    answer = client.delete(f"/api/rest/v1/generations/{done['id']}")
    assert answer.json() == {"delete_generations_by_pk": {"id": done["id"]}}
    assert httpx.get(url).status_code == 404
    assert len(files_in(server.data)) == before - 2
    assert client.get(f"/api/rest/v1/generations/{done['id']}").json() == {"generations_by_pk": None}
    assert client.delete(f"/api/rest/v1/generations/{done['id']}").json() == {"delete_generations_by_pk": None}


def files_in(data: Path) -> list[Path]:
    return [path for path in (data / "media").rglob("*") if path.is_file()]
