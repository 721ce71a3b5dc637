"""Ark's dialect over HTTP: from a content to an MP4, lists and their filters, deletion, drafts, callbacks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from tests.receiver import receiving
from tests.served import Server, finished, look, picture, serving

TASKS = "/api/v3/contents/generations/tasks"
TEXT = {"type": "text", "text": "a cat naps"}
WISH: dict[str, Any] = {
    "model": "doubao-seedance-1-0-pro-250528",
    "content": [TEXT],
    "resolution": "480p",
    "duration": 2,
}
LONG: dict[str, Any] = {**WISH, "model": "doubao-seedance-2-5-260628", "resolution": "1080p", "duration": 30}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("ark")
    with serving(folder, allow_private_media="true", allow_private_webhooks="true") as server:
        yield server


def create(client: httpx.Client, **change: Any) -> str:
    asked = client.post(TASKS, json={**WISH, **change})
    assert asked.status_code == 200, asked.text
    assert asked.json().keys() == {"id"}
    id = str(asked.json()["id"])
    assert id.startswith("cgt-")
    return id


def task(client: httpx.Client, id: str) -> dict[str, Any]:
    answer = client.get(f"{TASKS}/{id}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def done(client: httpx.Client, id: str) -> dict[str, Any]:
    """The task once it has ended."""
    finished(client, id.removeprefix("cgt-"))
    return task(client, id)


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.05)


def begun(client: httpx.Client) -> str:
    """A task that runs, and will for a while."""
    id = create(client, **LONG)
    until(lambda: task(client, id)["status"] == "running")
    return id


def stopped(client: httpx.Client, id: str) -> None:
    assert client.post(f"/api/v1/jobs/{id.removeprefix('cgt-')}/cancel").status_code == 200


@pytest.fixture(scope="module")
def clip(server: Server) -> dict[str, Any]:
    with server.client() as client:
        made = done(client, create(client, seed=11, watermark=True, return_last_frame=True, safety_identifier="u-1"))
        assert made["status"] == "succeeded", made
        return made


# Clips ----------------------------------------------------------------------------------------------------------------


def test_a_text_becomes_a_clip_with_its_last_frame(clip: dict[str, Any], tmp_path: Path) -> None:
    assert (clip["resolution"], clip["ratio"], clip["duration"], clip["seed"]) == ("480p", "16:9", 2, 11)
    assert (clip["generate_audio"], clip["safety_identifier"]) == (False, "u-1")
    assert clip["usage"] == {"completion_tokens": 864 * 480 * 49 // 1024, "total_tokens": 864 * 480 * 49 // 1024}
    video = httpx.get(clip["content"]["video_url"])
    assert (video.status_code, video.headers["content-type"]) == (200, "video/mp4")
    film = look(video.content, tmp_path)
    assert (film.width, film.height, film.frames, film.sound) == (864, 480, 48, None)
    last = httpx.get(clip["content"]["last_frame_url"])
    assert last.status_code == 200
    with Image.open(BytesIO(last.content)) as seen:
        assert (seen.width, seen.height, seen.format) == (864, 480, "PNG")


def test_frames_are_counted_to_the_last_one(client: httpx.Client, tmp_path: Path) -> None:
    made = done(client, create(client, model="seedance-1-0-pro-fast", frames=29, duration=None))
    assert (made["model"], made["frames"], "duration" in made) == ("seedance-1-0-pro-fast", 29, False)
    assert look(httpx.get(made["content"]["video_url"]).content, tmp_path).frames == 29


def test_the_clip_takes_its_ratio_from_an_uploaded_picture(client: httpx.Client, tmp_path: Path) -> None:
    asset = client.post("/api/v1/assets", files={"file": picture(480, 640)}).json()["id"]
    item = {"type": "image_url", "image_url": {"url": f"asset://{asset}"}}
    made = done(
        client, create(client, content=[{**TEXT, "text": "a cat naps --dur 2 --rt adaptive"}, item], duration=None)
    )
    assert (made["status"], made["ratio"], made["duration"]) == ("succeeded", "3:4", 2)
    film = look(httpx.get(made["content"]["video_url"]).content, tmp_path)
    assert (film.width, film.height) == (544, 736)


def test_the_whole_of_a_draft_has_the_drafts_words(client: httpx.Client) -> None:
    model = "doubao-seedance-1-5-pro-251215"
    draft = create(client, model=model, draft=True, resolution=None, duration=4, ratio="1:1", seed=5)
    seen = done(client, draft)
    assert (seen["draft"], seen["resolution"], seen["status"]) == (True, "480p", "succeeded")
    item = {"type": "draft_task", "draft_task": {"id": draft}}
    for resolution, found in (("480p", "480p"), (None, "720p")):
        whole = task(client, create(client, model=model, content=[item], resolution=resolution, duration=None))
        assert (whole["draft_task_id"], whole["draft"]) == (draft, False)
        assert (whole["ratio"], whole["seed"], whole["duration"], whole["resolution"]) == ("1:1", 5, 4, found)
    stranger = {"type": "draft_task", "draft_task": {"id": "cgt-8a7c46bb-37cd-4c60-9cac-182717e03f42"}}
    refused = client.post(TASKS, json={**WISH, "content": [stranger]})
    assert refused.status_code in {400, 404}
    assert refused.json()["error"].keys() == {"code", "message", "param", "type"}


# Lists, deletion ------------------------------------------------------------------------------------------------------


def listed(client: httpx.Client, query: str) -> tuple[list[str], int]:
    answer = client.get(f"{TASKS}?{query}")
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body.keys() == {"items", "total"}
    return [item["id"] for item in body["items"]], body["total"]


def test_lists_by_every_filter(client: httpx.Client, clip: dict[str, Any]) -> None:
    flex = done(client, create(client, service_tier="flex"))
    assert flex["service_tier"] == "flex"
    both = [flex["id"], clip["id"]]
    for query in (f"filter.task_ids={both[0]}&filter.task_ids={both[1]}", f"filter.task_ids={both[1]},{both[0]}"):
        assert listed(client, query) == (both, 2)
        assert listed(client, f"{query}&page_num=2&page_size=1") == (both[1:], 2)
        assert listed(client, f"{query}&filter.service_tier=flex") == (both[:1], 1)
        assert listed(client, f"{query}&filter.status=succeeded&filter.model=seedance-1-0-pro") == (both, 2)
        assert listed(client, f"{query}&filter.status=queued") == ([], 0)
        assert listed(client, f"{query}&filter.model=doubao-seedance-2-0-260128") == ([], 0)
        assert listed(client, f"{query}&filter.model=nobody") == ([], 0)
    newest, total = listed(client, "page_num=1&page_size=1")
    assert newest == both[:1]
    assert total >= 2
    refused = client.get(f"{TASKS}?page_size=501")
    assert (refused.status_code, refused.json()["error"]["param"]) == (400, "page_size")


def test_a_running_task_is_not_deleted_a_waiting_one_is_cancelled_a_finished_one_forgotten(
    client: httpx.Client,
) -> None:
    running = begun(client)
    others = [create(client, **LONG) for _ in range(6)]
    waiting = next(id for id in reversed(others) if task(client, id)["status"] == "queued")
    refused = client.delete(f"{TASKS}/{running}")
    assert (refused.status_code, refused.headers["x-should-retry"]) == (409, "false")
    error = refused.json()["error"]
    assert (error["code"], error["type"]) == ("InvalidAction.RunningTaskDeletion", "Conflict")
    assert error["message"].endswith(f"Request id: {refused.headers['x-request-id']}")
    deleted = client.delete(f"{TASKS}/{waiting}")
    assert (deleted.status_code, deleted.json()) == (200, {})
    assert task(client, waiting)["status"] == "cancelled"
    assert client.delete(f"{TASKS}/{waiting}").status_code == 409
    for id in (running, *(id for id in others if id != waiting)):
        stopped(client, id)
    ended = done(client, create(client))["id"]
    assert client.delete(f"{TASKS}/{ended}").json() == {}
    gone = client.get(f"{TASKS}/{ended}")
    assert (gone.status_code, gone.json()["error"]["code"]) == (404, "ResourceNotFound")
    assert client.delete(f"{TASKS}/{ended}").status_code == 404


# Deadlines, callbacks, headers ----------------------------------------------------------------------------------------


def test_every_change_is_told_as_a_poll_would_tell_it(client: httpx.Client) -> None:
    with receiving() as receiver:
        id = create(client, callback_url=receiver.url("/ark"))
        until(lambda: len(receiver.got) >= 2)
        last = done(client, id)
        until(lambda: any(got.json["status"] == "succeeded" for got in receiver.got))
    by_status = {got.json["status"]: got for got in receiver.got}
    assert by_status.keys() == {"running", "succeeded"}
    assert by_status["succeeded"].json == last
    assert by_status["running"].json["id"] == id
    assert all(got.path == "/ark" and "webhook-signature" not in got.headers for got in receiver.got)
    assert all(got.headers["x-kinora-signature"].startswith("v1,") for got in receiver.got)


def test_a_callback_that_no_one_can_be_reached_by_is_refused(client: httpx.Client) -> None:
    refused = client.post(TASKS, json={**WISH, "callback_url": "hook"})
    assert refused.json()["error"]["code"] == "InvalidParameter.callback_url"


def test_the_request_ids_of_both_sides_come_back(client: httpx.Client) -> None:
    for answer in (
        client.get(TASKS, headers={"X-Client-Request-Id": "2026-7"}),
        client.get(f"{TASKS}/cgt-x", headers={"X-Client-Request-Id": "2026-7"}),
    ):
        assert answer.headers["x-client-request-id"] == "2026-7"
        assert answer.headers["x-request-id"]


@pytest.mark.parametrize("root", ["/api/v3", "/v3", "/v1", ""])
def test_the_paths_of_other_gateways_lead_to_the_same_tasks(
    client: httpx.Client, clip: dict[str, Any], root: str
) -> None:
    assert client.get(f"{root}/contents/generations/tasks/{clip['id']}").json()["status"] == "succeeded"


def test_a_task_is_a_job_in_every_dialect(client: httpx.Client, clip: dict[str, Any]) -> None:
    bare = clip["id"].removeprefix("cgt-")
    assert client.get("/v2/video/generations", params={"generation_id": bare}).json()["status"] == "completed"
    assert task(client, bare) == clip


def test_a_body_that_is_too_large_or_none(client: httpx.Client) -> None:
    refused = client.post(TASKS, content=b"{")
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "InvalidParameter.body")
    nowhere = client.get("/api/v3/contents/nothing")
    assert (nowhere.status_code, nowhere.json()["error"]["code"]) == (404, "NotFound.path")
