"""The vendor's own clients against Kinora: volcengine-ark-runtime, with and without asyncio, and BytePlus' SDK."""

from __future__ import annotations

import base64
from pathlib import Path

import httpx

from tests.sdk.conftest import PythonScript
from tests.served import picture, serving
from tests.server.test_owners import make_key

SET = "vendors"


def stop(client: httpx.Client, *ids: str) -> None:
    for id in ids:
        client.post(f"/api/v1/jobs/{id.removeprefix('cgt-')}/cancel")


def test_a_text_becomes_a_clip_and_every_refusal_its_own_class(python: PythonScript, client: httpx.Client) -> None:
    said = python(SET, "ark_tasks")
    stop(client, said["busy"])
    task = said["task"]
    assert (task["id"], task["status"], task["model"]) == (said["id"], "succeeded", "doubao-seedance-1-0-pro-250528")
    assert (task["duration"], task["ratio"], task["resolution"], task["seed"]) == (2, "16:9", "480p", 7)
    assert (task["framespersecond"], task["generate_audio"], task["draft"]) == (24, False, False)
    assert task["usage"] == {"completion_tokens": 19845, "total_tokens": 19845}
    assert (said["video"], said["last_frame"]) == ("ftyp", "89504e47")
    assert said["listed"] == [[said["id"], "succeeded", task["content"]["video_url"]]]
    assert (said["total"], said["several"]) == (1, 0)
    assert said["running"] == ["running", 2, "web_search", True]

    refusals = said["refusals"]
    assert {name: (error["class"], error["status"], error["code"]) for name, error in refusals.items()} == {
        "duration": ("ArkBadRequestError", 400, "InvalidParameter.duration"),
        "content": ("ArkBadRequestError", 400, "MissingParameter.content"),
        "model": ("ArkNotFoundError", 404, "InvalidEndpointOrModel.NotFound"),
        "id": ("ArkNotFoundError", 404, "ResourceNotFound"),
        "running": ("ArkConflictError", 409, "InvalidAction.RunningTaskDeletion"),
        "deleted": ("ArkNotFoundError", 404, "ResourceNotFound"),
    }
    assert "duration must be one of: 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12" in refusals["duration"]["message"]
    assert (refusals["duration"]["param"], refusals["duration"]["type"]) == ("duration", "BadRequest")
    assert refusals["running"]["request_id"]
    assert refusals["running"]["seconds"] < 0.5, "the client tried again"


def test_a_picture_becomes_a_clip_and_a_waiting_task_is_cancelled(python: PythonScript, client: httpx.Client) -> None:
    said = python(SET, "ark_async", PICTURE=base64.b64encode(picture(320, 320)).decode())
    stop(client, *said["waiting"])
    assert (said["status"], said["ratio"], said["video"]) == ("succeeded", "1:1", "ftyp")
    assert said["tokens"] == 640 * 640 * 49 // 1024
    assert (said["cancelled"], said["listed"], said["missing"]) == ("cancelled", 6, "ResourceNotFound")


def test_byteplus_names_and_frames(python: PythonScript) -> None:
    said = python(SET, "ark_byteplus")
    assert (said["status"], said["model"], said["video"]) == ("succeeded", "seedance-1-0-lite-t2v-250428", "ftyp")
    assert (said["frames"], said["ratio"]) == (29, "1:1")
    assert (said["listed"], said["deleted"], said["left"]) == (True, True, False)
    kind, code, message = said["refused"]["values"]
    assert (kind, code) == ("ArkBadRequestError", "InvalidParameter.camera_fixed")
    assert "seed must be between -1 and 4294967295" in message
    assert said["refused"]["output"][:2] == ["ArkBadRequestError", "InvalidParameter.output_format"]


def test_a_key_that_nobody_knows(python: PythonScript, tmp_path: Path) -> None:
    make_key(tmp_path / "data", "anna")
    with serving(tmp_path) as server:
        said = python(SET, "ark_stranger", KINORA_URL=server.base)
    assert said == {"class": "ArkAuthenticationError", "status": 401, "code": "AuthenticationError"}
