"""Leonardo.AI's two official SDKs, unmodified: they lack v2, so plain HTTP begins a clip, and all else is theirs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sdk.conftest import NodeScript, PythonScript
from tests.served import Server, finished, picture, serving
from tests.server.test_owners import make_key

CREATE = "/api/rest/v2/generations"
WISH = {"model": "seedance-2.0-mini", "parameters": {"prompt": "a cat naps", "width": 128, "height": 72, "duration": 4}}

Script = Callable[..., dict[str, Any]]


@pytest.fixture(params=["python", "node"])
def script(request: pytest.FixtureRequest, python: PythonScript, node: NodeScript) -> Script:
    """The same script in each SDK's language."""
    return node if request.param == "node" else lambda name, **variables: python("vendors", name, **variables)


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """A house that knows its keys and renders nothing, so that what waits goes on waiting; and one of the keys."""
    folder = tmp_path_factory.mktemp("leonardo")
    key = make_key(folder / "data", "anna")
    with serving(folder, queues="none") as server:
        yield server, key


@pytest.fixture
def picture_file(tmp_path: Path) -> Path:
    path = tmp_path / "picture.png"
    path.write_bytes(picture(256, 144))
    return path


def test_a_picture_becomes_a_clip(script: Script, server: Server, picture_file: Path) -> None:
    said = script("leonardo_video", PICTURE=str(picture_file))
    assert (said["slots"], said["tokens"]) == (10, 0)
    assert said["upload"] == 204
    assert said["cost"] == {"amount": "0.0000", "unit": "DOLLARS"}
    assert said["statuses"] == ["PENDING", "COMPLETE"]
    assert (said["prompt"], said["size"], said["seed"]) == ("a koala surfs", [128, 72], 4294967295)
    assert (said["public"], said["nsfw"], said["imageToVideo"]) == (False, False, True)
    assert said["motionModel"] == "SEEDANCE2_0_MINI"
    assert said["video"].startswith(server.base) and said["video"].endswith(".mp4")
    assert said["poster"].startswith(server.base) and said["poster"].endswith(".jpg")
    assert (said["videoType"], said["videoStart"]) == ("video/mp4", "ftyp")
    assert (said["newest"], said["newestStatus"]) == ([said["generation"]], ["COMPLETE"])
    assert said["deleted"] == said["generation"]
    assert said["afterwards"] is None


def test_what_failed_what_waits_and_what_never_was(script: Script, locked: tuple[Server, str]) -> None:
    server, key = locked
    bearer = {"authorization": f"Bearer {key}"}
    with httpx.Client(base_url=server.base, headers=bearer) as client:
        failed, waiting = (client.post(CREATE, json=WISH).json()["generate"]["generationId"] for _ in range(2))
        assert client.post(f"/api/v1/jobs/{failed}/cancel").status_code == 200
    said = script("leonardo_reads", KINORA_URL=server.base, KINORA_KEY=key, FAILED=failed, WAITING=waiting)
    assert said["failed"] == {"id": failed, "status": "FAILED", "images": 0}
    assert said["waiting"] == {"id": waiting, "status": "PENDING", "images": 0}
    assert said["unknown"] is None
    assert said["unknownDeleted"] is None
    assert said["listed"][:2] == [[waiting, "PENDING"], [failed, "FAILED"]]
    assert said["listedSecond"] == [failed]
    assert said["listedOfAnother"] == []


def test_refusals_are_the_sdks_own_errors(script: Script, locked: tuple[Server, str]) -> None:
    server, key = locked
    made = httpx.post(f"{server.base}{CREATE}", headers={"authorization": f"Bearer {key}"}, json=WISH).json()
    id = made["generate"]["generationId"]
    said = script("leonardo_reads", KINORA_URL=server.base, KINORA_KEY=key, FAILED=id, WAITING=id)
    text = "Authentication hook unauthorized this request"
    unauthorized = {"error": text, "path": "$", "code": "access-denied"}
    assert said["noKey"] == said["noKeyRead"] == {"class": "SDKError", "status": 401, "body": unauthorized}
    extension = {
        "error": "invalid file extension: must be one of: png, jpg, jpeg, webp",
        "path": "$",
        "code": "unexpected",
    }
    assert said["noSuchExtension"] == {"class": "SDKError", "status": 400, "body": extension}


def test_the_sdks_own_creates(script: Script, server: Server, client: httpx.Client, picture_file: Path) -> None:
    """What the SDKs can begin themselves is v1: text to video and image to video."""
    said = script("leonardo_v1", PICTURE=str(picture_file))
    assert said["cost"] == {"amount": "0.0000", "unit": "DOLLARS"}
    assert said["status"] == "COMPLETE"
    assert (said["prompt"], said["seed"], said["imageToVideo"]) == ("a fox in the snow", 42, False)
    assert said["size"] == [864, 496]
    notes = json.dumps(client.get(f"/api/v1/jobs/{said['generation']}").json()["notes"])
    assert "model MOTION2" in notes and "frameInterpolation" in notes and "promptEnhance" not in notes
    assert said["video"].startswith(server.base) and said["video"].endswith(".mp4")
    assert said["upload"] == 204
    assert said["initImage"]["id"] == said["slot"]
    assert said["initImage"]["url"].startswith(server.base)
    assert said["initImageBytes"] == picture_file.stat().st_size
    for id in (said["fromUpload"], said["fromGenerated"]):
        row = client.get(f"/api/rest/v1/generations/{id}").json()["generations_by_pk"]
        assert (row["prompt"], row["imageToVideo"]) == ("the fox runs", True)
        assert client.post(f"/api/v1/jobs/{id}/cancel").status_code in {200, 409}  # stopped, or finished already
    assert said["initImageDeleted"] == said["slot"]
    assert (said["initImageAfter"], said["initImageDeletedAgain"]) == (None, None)
    assert said["price"] == 0


def test_javascript_uploads_media(node: NodeScript, server: Server, tmp_path: Path, client: httpx.Client) -> None:
    """`/media` is in the JavaScript SDK alone. The clip that goes up is one that was made here."""
    made = client.post(CREATE, json=WISH).json()["generate"]["generationId"]
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(httpx.get(finished(client, made)["video"]["url"]).content)
    said = node("leonardo_media", CLIP=str(clip))
    assert (said["upload"], said["early"]["status"]) == (204, "PENDING")
    media = said["media"]
    assert (media["id"], media["status"], media["mediaType"]) == (said["id"], "COMPLETE", "VIDEO")
    assert (media["width"], media["height"], media["duration"]) == (128, 72, 4)
    assert said["bytes"] == clip.stat().st_size
    assert said["status"] == "PENDING"
    assert (said["deleted"], said["after"]) == (said["id"], None)
