"""Replicate's own clients, unmodified, in Python and JavaScript, and the AI SDK's provider for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.receiver import receiving
from tests.sdk.conftest import NodeScript, PythonScript
from tests.served import Server, picture, serving
from tests.server.test_webhooks import until

ID = "60ac7c34-3224-4b14-8e7d-0aa0db708325"
PREDICTIONS = "/v1/models/bytedance/seedance-2.0-mini/predictions"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that tells webhooks of this machine, too."""
    private = {"allow_private_webhooks": "true", "allow_private_media": "true"}
    with serving(tmp_path_factory.mktemp("replicate"), **private) as house:
        yield house


@pytest.fixture
def picture_file(tmp_path: Path) -> Path:
    path = tmp_path / "picture.png"
    path.write_bytes(picture(256, 144))
    return path


@pytest.fixture
def told(house: Server) -> str:
    """A webhook as it arrived: headers and body, for the clients' own checks."""
    with receiving() as receiver, house.client() as client:
        hook = {"webhook": receiver.url(), "webhook_events_filter": ["completed"]}
        wish = {"prompt": "a cat", "duration": 4, "resolution": "480p"}
        id = client.post(PREDICTIONS, json={"input": wish, **hook}).json()["id"]
        until(lambda: bool(receiver.got), 120)
        (got,) = receiver.got
    assert (got.json["id"], got.json["status"]) == (id, "succeeded")
    return json.dumps({"headers": got.headers, "body": got.body.decode()})


def test_the_python_client(python: PythonScript, server: Server, picture_file: Path) -> None:
    said = python("vendors", "replicate_video", PICTURE=str(picture_file))
    kind, size, address = said["file"]
    assert (kind, size) == ("image/png", picture_file.stat().st_size)
    assert address.startswith(f"{server.base}/v1/files/")
    assert (said["first"], said["status"]) == ("starting", "succeeded")
    assert said["model"] == ["bytedance/seedance-2.0-mini", "hidden"]
    assert said["input"] == {
        "prompt": "a koala surfs",
        "image": address,
        "duration": 4,
        "resolution": "480p",
        "seed": 7,
    }
    assert said["progress"] == [1.0, True]
    assert 0 < said["metrics"]["predict_time"] <= said["metrics"]["total_time"]
    assert said["times"] == sorted(said["times"])
    assert said["output"].startswith(server.base)
    assert (said["videoType"], said["videoStart"]) == ("video/mp4", "ftyp")
    assert said["ran"].startswith(server.base)
    assert said["id"] in said["listed"]
    assert said["version"][0] == said["version"][1]
    assert {"prompt", "image", "last_frame_image", "duration", "seed"} <= set(said["schema"])
    assert said["stopped"] == ["canceled", "canceled"]
    assert address.rpartition("/")[2] in said["files"]
    assert said["removed"] is True
    assert said["account"][0] == "user"
    assert said["secret"].startswith("whsec_")


def test_what_the_python_client_raises(python: PythonScript) -> None:
    said = python("vendors", "replicate_refused")
    kind, status, title, detail = said["input"]
    assert (kind, status, title) == ("ReplicateError", 422, "Input validation failed")
    assert "- input.prompt: is required" in detail
    assert "- input.duration: must be one of: 4, 5" in detail
    assert said["model"] == ["ReplicateError", 404, "Not found", "No such model: openai/sora-2"]
    assert said["version"][:3] == ["ReplicateError", 422, "Input validation failed"]
    assert said["id"] == ["ReplicateError", 404, "Not found", f"No such prediction: {ID}"]
    assert said["file"][:3] == ["ReplicateError", 404, "Not found"]
    assert said["nothing"] == ["ReplicateError", 404, "Not found", "No such file: x"]
    assert said["key"] == ["ReplicateError", 401, "Unauthenticated", "Missing API key"]
    assert said["failed"][:2] == ["ModelError", "failed"]
    assert "could not be fetched" in said["failed"][2]


def test_the_python_clients_check_of_a_webhook(python: PythonScript, house: Server, told: str) -> None:
    said = python("vendors", "replicate_webhook", KINORA_URL=house.base, TOLD=told)
    assert said["changed"] == "InvalidSignatureError"


def test_the_javascript_client(node: NodeScript, house: Server, picture_file: Path, told: str) -> None:
    said: dict[str, Any] = node("replicate_video", KINORA_URL=house.base, PICTURE=str(picture_file), TOLD=told)
    assert said["seen"][0] == "starting"
    assert said["seen"][-1] == "succeeded"
    assert said["output"].startswith(house.base)
    assert (said["videoType"], said["start"]) == ("video/mp4", "ftyp")
    assert said["canceled"] == ["canceled", "canceled"]
    assert sum(said["pages"]) >= 2
    assert said["file"][:2] == ["image/png", True]
    assert said["file"][2] >= 1
    assert said["file"][3] is True
    assert said["webhook"] is True
    assert said["account"] == "user"
    assert said["input"][:2] == ["ApiError", 422]
    assert "input.prompt: is required" in said["input"][2]
    assert said["id"][:2] == ["ApiError", 404]
    assert said["failed"][2].startswith("Prediction failed: ")


def test_the_ai_sdk(node: NodeScript, server: Server) -> None:
    said = node("replicate_ai")
    assert (said["mediaType"], said["start"]) == ("video/mp4", "ftyp")
    assert said["metadata"]["metrics"]["predict_time"] > 0
    assert said["metadata"]["videos"][0]["url"].startswith(server.base)
    assert said["refused"][:2] == ["AI_APICallError", 422]
    assert "input.size" in said["refused"][2]
    assert "could not be fetched" in said["failed"][2]
