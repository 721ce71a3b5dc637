"""Kinora's own API: jobs with progress, checks without a job, models, and errors that name every field."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.served import Server, finished, picture, serving

WISH: dict[str, Any] = {"model": "seedance-2.0-mini", "prompt": "a cat", "width": 128, "height": 72, "seconds": 4}


def test_healthz_needs_no_key(server: Server) -> None:
    assert httpx.get(f"{server.base}/healthz").json()["status"] == "ok"


def test_progress_rises_step_by_step_and_ends_in_a_verified_file(client: httpx.Client) -> None:
    wish = {**WISH, "prompt": "A koala surfs a theodolite", "width": 640, "height": 360, "seed": 4}
    made = client.post("/api/v1/jobs", json=wish)
    assert (made.status_code, made.json()["state"]) == (201, "queued")
    seen: list[tuple[str, float]] = []
    while (job := client.get(f"/api/v1/jobs/{made.json()['id']}").json())["state"] in {"queued", "running"}:
        if job["progress"]:
            seen.append((job["progress"]["stage"], job["progress"]["fraction"]))
        time.sleep(0.03)
    assert job["state"] == "succeeded", job
    fractions = [fraction for _, fraction in seen]
    assert fractions == sorted(fractions)
    assert len(set(fractions)) >= 4
    assert all(fraction < 1 for fraction in fractions)
    assert {stage for stage, _ in seen} <= {"waiting", "fetching", "rendering", "encoding", "storing"}
    assert job["engine"] == "previs"
    notes = {note["code"]: note for note in job["notes"]}
    assert notes["unmatched"]["items"] == ["theodolite"]
    assert "storyboard" in notes["previs"]["text"]


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(client: httpx.Client) -> None:
    files = []
    for seed in (11, 11, 12):
        job = finished(client, client.post("/api/v1/jobs", json={**WISH, "seed": seed}).json()["id"])
        assert job["plan"]["seed"] == seed
        files.append(httpx.get(job["video"]["url"]).content)
    assert files[0] == files[1] != files[2]


def test_a_drawn_seed_is_told_and_makes_the_same_video_again(client: httpx.Client) -> None:
    job = finished(client, client.post("/api/v1/jobs", json=WISH).json()["id"])
    again = finished(client, client.post("/api/v1/jobs", json={**WISH, "seed": job["plan"]["seed"]}).json()["id"])
    assert httpx.get(job["video"]["url"]).content == httpx.get(again["video"]["url"]).content


def test_cancel_stops_a_running_job_within_a_second(client: httpx.Client) -> None:
    wish = {**WISH, "width": 1280, "height": 720, "seconds": 15}
    id = client.post("/api/v1/jobs", json=wish).json()["id"]
    while client.get(f"/api/v1/jobs/{id}").json()["state"] == "queued":
        time.sleep(0.05)
    next_id = client.post("/api/v1/jobs", json=WISH).json()["id"]
    assert client.post(f"/api/v1/jobs/{id}/cancel").json()["state"] == "cancelled"
    cancelled = time.monotonic()
    while client.get(f"/api/v1/jobs/{next_id}").json()["state"] == "queued":
        assert time.monotonic() - cancelled < 3, "the slot was not freed"
        time.sleep(0.02)
    answer = client.post(f"/api/v1/jobs/{id}/cancel")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_allowed")
    assert finished(client, next_id)["state"] == "succeeded"
    assert client.get(f"/api/rest/v1/generations/{id}").json()["generations_by_pk"]["failureReason"] == "cancelled"
    assert client.get("/v2/video/generations", params={"generation_id": id}).json()["error"]["name"] == "cancelled"


def test_every_problem_at_once(client: httpx.Client) -> None:
    wish = {
        "model": "seedance-1.0-pro",
        "prompt": "",
        "width": 100,
        "height": 100,
        "seconds": "four",
        "seed": -5,
        "nonsense": 1,
        "end_frame": {"url": "ftp://x/"},
        "references": {"images": [{"asset": "8a7c46bb-37cd-4c60-9cac-182717e03f42"}]},
    }
    answer = client.post("/api/v1/jobs", json=wish)
    assert answer.status_code == 400
    fields = {problem["field"] for problem in answer.json()["problems"]}
    expected = {"prompt", "size", "seconds", "seed", "nonsense", "end_frame.url", "references.images"}
    assert fields == expected
    assert all(problem["message"].startswith(problem["field"]) for problem in answer.json()["problems"])


def test_check_plans_without_a_job(client: httpx.Client) -> None:
    before = client.get("/api/v1/jobs").json()["total"]
    good = client.post("/api/v1/check", json={"model": "seedance-2.0-mini", "prompt": "a cat", "tier": "720p"}).json()
    assert good["ok"]
    assert (good["plan"]["width"], good["plan"]["height"], good["plan"]["frames"]) == (1280, 720, 120)
    assert good["list_price_usd"] == pytest.approx(0.3578, abs=0.001)
    bad = client.post("/api/v1/check", json={"model": "seedance-2.0-mini", "seconds": 1}).json()
    assert not bad["ok"]
    assert {problem["field"] for problem in bad["problems"]} == {"prompt", "seconds"}
    unknown = client.post("/api/v1/check", json={"model": "nothing", "prompt": "x"}).json()
    assert [problem["field"] for problem in unknown["problems"]] == ["model"]
    assert client.get("/api/v1/jobs").json()["total"] == before


def test_models_tell_sizes_limits_and_names(client: httpx.Client) -> None:
    models = {model["id"]: model for model in client.get("/api/v1/models").json()["models"]}
    assert models["seedance-2.0-mini"]["dialects"]["magnific"] == ["seedance-2-mini"]
    assert models["seedance-1.0-pro"]["limits"]["seconds"]["one_of"] == list(range(2, 13))


def test_a_list_is_newest_first_and_paged(client: httpx.Client) -> None:
    ids = [client.post("/api/v1/jobs", json=WISH).json()["id"] for _ in range(3)]
    page = client.get("/api/v1/jobs", params={"limit": 2}).json()
    assert [job["id"] for job in page["jobs"]] == [ids[2], ids[1]]
    rest = client.get("/api/v1/jobs", params={"limit": 1, "offset": 2}).json()
    assert [job["id"] for job in rest["jobs"]] == [ids[0]]
    for id in ids:
        assert client.delete(f"/api/v1/jobs/{id}").status_code == 204
    assert client.get("/api/v1/jobs", params={"limit": 1000}).status_code == 400


def test_a_job_whose_picture_cannot_be_fetched_fails_with_its_cause(client: httpx.Client) -> None:
    wish = {**WISH, "start_frame": {"url": "http://127.0.0.1:9/none.png"}}
    job = finished(client, client.post("/api/v1/jobs", json=wish).json()["id"])
    assert (job["state"], job["error"]["code"]) == ("failed", "media_unusable")
    assert "127.0.0.1" in job["error"]["message"]
    reason = client.get(f"/api/rest/v1/generations/{job['id']}").json()["generations_by_pk"]["failureReason"]
    assert reason == job["error"]["message"]


def test_a_finished_video_can_be_a_start_frame(client: httpx.Client) -> None:
    first = finished(client, client.post("/api/v1/jobs", json=WISH).json()["id"])
    for id in (first["id"], first["video"]["id"]):
        wish = {**WISH, "start_frame": {"generated": id}}
        assert finished(client, client.post("/api/v1/jobs", json=wish).json()["id"])["state"] == "succeeded"


def test_openapi_names_every_route(client: httpx.Client) -> None:
    document = client.get("/api/v1/openapi.json").json()
    assert {"/api/v1/jobs", "/api/v1/jobs/{id}", "/api/v1/assets", "/api/v1/models", "/api/v1/check"} <= set(
        document["paths"]
    )
    body = document["paths"]["/api/v1/jobs"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert {"prompt", "start_frame", "references"} <= set(body["properties"])


@pytest.fixture(scope="module")
def closed_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server as it comes: media from private addresses is refused."""
    with serving(tmp_path_factory.mktemp("closed")) as server:
        yield server


def test_private_addresses_are_refused_by_default(closed_house: Server) -> None:
    with closed_house.client() as client:
        wish = {**WISH, "start_frame": {"url": "http://127.0.0.1/picture.png"}}
        job = finished(client, client.post("/api/v1/jobs", json=wish).json()["id"])
        assert job["state"] == "failed"
        assert "private address" in job["error"]["message"]


def test_an_uploaded_start_frame_shapes_the_clip(client: httpx.Client) -> None:
    asset = client.post("/api/v1/assets", files={"file": picture(200, 300)}).json()["id"]
    wish = {"model": "seedance-2.0-mini", "prompt": "x", "seconds": 4, "tier": "480p", "start_frame": {"asset": asset}}
    id = client.post("/api/v1/jobs", json=wish).json()["id"]
    assert client.get(f"/api/v1/jobs/{id}").json()["plan"]["height"] in {496, 752}
    while client.get(f"/api/v1/jobs/{id}").json()["state"] == "queued":
        time.sleep(0.05)
    until = time.monotonic() + 20
    while (plan := client.get(f"/api/v1/jobs/{id}").json()["plan"])["width"] != 560 and time.monotonic() < until:
        time.sleep(0.05)
    assert (plan["width"], plan["height"]) == (560, 752)
    client.delete(f"/api/v1/jobs/{id}")
