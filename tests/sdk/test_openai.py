"""OpenAI's own SDKs against a served Kinora: the one that sends JSON, those that send forms, and their webhooks."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_commands import kinora
from tests.receiver import receiving
from tests.sdk.conftest import NodeScript, PythonScript
from tests.served import picture, serving
from tests.server.test_webhooks import until

PICTURE = base64.b64encode(picture(128, 72)).decode()
SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
KEYS = {"id", "object", "model", "status", "progress", "created_at", "completed_at", "expires_at", "seconds", "size"}


def is_a_finished_video(video: dict[str, Any], model: str) -> bool:
    said = {name: video[name] for name in ("object", "status", "progress", "seconds", "size", "prompt", "model")}
    return video.keys() >= KEYS and said == {
        "object": "video",
        "status": "completed",
        "progress": 100,
        "seconds": "4",
        "size": "128x72",
        "prompt": "a cat naps",
        "model": model,
    }


@pytest.mark.parametrize(("set_name", "is_new"), [("openai-2", False), ("vendors", True)])
def test_python_makes_fetches_lists_and_removes(python: PythonScript, set_name: str, is_new: bool) -> None:
    said = python(set_name, "openai_video", PICTURE=PICTURE)
    assert said["is_new"] is is_new
    assert is_a_finished_video(said["video"], "sora-2")
    assert (said["content"][0], said["content"][2]) == ("video/mp4", "ftyp")
    assert (said["thumbnail"], said["spritesheet"]) == (["image/webp", True], ["image/jpeg", True])
    assert said["framed"] == ["completed", "seedance-2.0-mini"]
    assert said["remixed"] == ["a dog naps", "128x72", True, "completed"]
    assert said["listed"] is said["oldest_first"] is said["deleted"] is True
    assert said["not_ready"][:3] == ["BadRequestError", 400, "video_not_ready"]
    assert (said["stopped"]["object"], said["stopped"]["deleted"]) == ("video.deleted", True)
    assert said["gone"][:3] == ["NotFoundError", 404, "not_found"]
    kind, status, code, message, has_request_id = said["refused"]
    assert (kind, status, code, has_request_id) == ("BadRequestError", 400, "invalid_value", True)
    assert "seconds must be one of: 4, 5" in message
    assert "size.width must be between" in message
    assert said["unknown"][:2] == ["BadRequestError", 400]
    if is_new:
        assert said["edited"] == "completed"
        for name in ("extended", "character", "no_character"):
            assert said[name][:3] == ["BadRequestError", 400, "unsupported"]


def test_javascript_makes_fetches_lists_and_removes(node: NodeScript) -> None:
    said = node("openai_video", PICTURE=PICTURE)
    assert is_a_finished_video(said["video"], "seedance-2.0-mini")
    assert said["content"] == ["video/mp4", "ftyp"]
    assert (said["file"], said["object"], said["edited"]) == ("completed", "completed", "completed")
    assert (said["remixed"], said["listed"]) == ([True, "completed"], [True, True, True])
    assert said["wrong"][:3] == ["BadRequestError", 400, "invalid_value"]
    assert said["extended"][:3] == ["BadRequestError", 400, "unsupported"]
    assert said["deleted"]["deleted"] is True
    assert said["gone"][:2] == ["NotFoundError", 404]


def test_a_closed_house_and_its_webhook(python: PythonScript, tmp_path: Path) -> None:
    with receiving() as receiver:
        hook = ("--webhook-url", receiver.url(), "--webhook-secret", SECRET, "--data", str(tmp_path / "data"))
        (key,) = kinora("keys", "create", "laptop", *hook, KINORA_ALLOW_PRIVATE_WEBHOOKS="true").stdout.split()
        with serving(tmp_path, allow_private_webhooks="true", submits_per_minute="1") as server:
            with server.client(authorization=f"Bearer {key}") as client:
                wish = {"prompt": "a cat naps", "size": "128x72", "seconds": "4"}
                video = client.post("/v1/videos", json=wish).json()
                until(lambda: len(receiver.got) == 1)
            (got,) = receiver.got
            said = python(
                "vendors",
                "openai_refusals",
                KINORA_URL=server.base,
                KINORA_KEY="wrong",
                GOOD_KEY=key,
                SECRET=SECRET,
                BODY=got.body.decode(),
                HEADERS=json.dumps(got.headers),
            )
    assert said["nobody"] == [401, "invalid_api_key", "Invalid API key"]
    assert said["limited"] == [429, "rate_limit_exceeded", True]
    assert said["event"] == ["video.completed", video["id"], "event"]
    assert said["changed"] == "InvalidWebhookSignatureError"
