"""fal.ai's own clients and the AI SDK's provider for it, unmodified: uploads, waiting, stopping, errors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.sdk.conftest import NodeScript, PythonScript
from tests.served import picture, serving
from tests.server.test_owners import make_key

NOT_FOUND = {"status": "NOT_FOUND"}


@pytest.fixture
def picture_file(tmp_path: Path) -> str:
    path = tmp_path / "picture.png"
    path.write_bytes(picture())
    return str(path)


def test_python_uploads_makes_and_fetches(python: PythonScript, picture_file: str) -> None:
    said = python("vendors", "fal_video", PICTURE=picture_file)
    assert said["uploads"] == [200, 200]
    assert said["subscribed"]["seed"] == 7
    assert said["subscribed"]["bytes"] > 10_000
    assert said["subscribed"]["logs"] > 0
    assert said["handle"] | {"bytes": 0} == {
        "bytes": 0,
        "completed": True,
        "metrics": ["inference_time"],
        "error": None,
        "short": True,
    }
    assert said["failed"] == {"status": 422, "types": ["file_download_error"], "told": "file_download_error"}
    assert said["async"]["cancelled"] == "client_cancelled"


def test_python_is_refused_in_its_own_classes(python: PythonScript, tmp_path: Path) -> None:
    key = make_key(tmp_path / "data", "anna")
    with serving(tmp_path, queues="none") as server:
        said = python("vendors", "fal_refusals", KINORA_URL=server.base, KINORA_KEY=key)
    errors: list[dict[str, Any]] = [said[name] for name in ("fields", "endpoint", "run", "stranger", "parts")]
    assert {error["class"] for error in errors} == {"FalClientHTTPError"}
    assert [error["status"] for error in errors] == [422, 404, 400, 401, 413]
    assert {item["loc"][1] for item in said["fields"]["message"]} == {"duration", "seed", "prompt"}
    assert said["endpoint"]["message"] == "Path /fal/fal-ai/kling-video/v2 not found"
    assert said["stranger"]["message"] == "No user found for Key ID and Secret"
    assert said["parts"]["message"].startswith("Files in parts are not taken here")
    assert (said["run"]["type"], said["parts"]["type"]) == ("bad_request", "bad_request")
    assert [error["status"] for error in said["unknown"]] == [404, 404, 404]
    assert said["impatient"] == {"class": "FalClientTimeoutError", "then": "client_cancelled"}
    before, after, type, result, again = said["cancelled"]
    assert (before, after, type) == ("Queued", "Completed", "client_cancelled")
    assert (result["status"], result["message"], result["type"]) == (499, "The request was cancelled.", type)
    assert again["status"] == 400


@pytest.mark.parametrize("how", ["proxy", "middleware"])
def test_javascript_uploads_makes_and_is_refused(node: NodeScript, picture_file: str, how: str) -> None:
    said = node("fal_video", PICTURE=picture_file, HOW=how)
    assert said["upload"] == 200
    assert (said["polled"]["seed"], said["polled"]["last"]) == (7, "COMPLETED")
    assert said["streamed"]["last"] == "COMPLETED"
    assert len({said[name]["id"] for name in ("polled", "streamed")}) == 2
    assert min(said[name]["bytes"] for name in ("polled", "streamed")) > 10_000
    assert said["stopped"] == "client_cancelled"
    assert (said["again"]["status"], said["again"]["body"]) == (400, {"status": "ALREADY_COMPLETED"})
    assert (said["failed"]["class"], said["failed"]["fields"]) == ("ValidationError", ["body"])
    assert said["failed"]["body"]["detail"][0]["type"] == "file_download_error"
    assert said["fields"]["class"] == "ValidationError"
    assert set(said["fields"]["fields"]) == {"body.duration", "body.seed", "body.prompt", "body.image_url"}
    assert (said["endpoint"]["class"], said["endpoint"]["status"]) == ("ApiError", 404)
    assert (said["unknown"]["status"], said["unknown"]["body"]) == (404, NOT_FOUND)
    assert said["parts"]["status"] == 413
    assert (said["run"]["class"], said["run"]["status"]) == ("ApiError", 400)


def test_the_ai_sdk_makes_a_clip(node: NodeScript) -> None:
    said = node("fal_ai_sdk")
    assert (said["type"], said["head"]) == ("video/mp4", "ftyp")
    (video,) = said["metadata"]["videos"]
    assert (video["width"], video["height"], video["fps"], video["duration"]) == (640, 640, 24, 4)
    assert said["metadata"]["seed"] == 7
    assert (said["refusal"]["class"], said["refusal"]["status"]) == ("AI_APICallError", 422)
    assert said["refusal"]["body"]["detail"][0]["loc"] == ["body", "image_url"]
