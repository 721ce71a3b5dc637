"""OpenRouter's own SDKs against a served Kinora: models, a clip with frames and references, and every refusal."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from tests.sdk.conftest import NodeScript, PythonScript
from tests.served import Server, picture, serving
from tests.server.test_owners import make_key

PICTURE = base64.b64encode(picture(320, 320)).decode()
ID = r"gen-vid-\d{10}-[0-9A-Za-z]{20}"


def test_python_picks_makes_fetches_and_is_refused(python: PythonScript, tmp_path: Path) -> None:
    key = make_key(tmp_path / "data", "laptop")
    with serving(tmp_path, submits_per_minute="3") as server:
        said = python(
            "vendors",
            "openrouter_video",
            PICTURE=PICTURE,
            FILES=str(server.data),
            KINORA_URL=server.base,
            KINORA_KEY=key,
        )
    assert said["model"]["supported_resolutions"] == ["480p", "720p"]
    assert said["model"]["supported_frame_images"] == ["first_frame", "last_frame"]
    status, polling_url = said["submitted"]
    assert (status, bool(re.fullmatch(f"/api/v1/videos/{ID}", polling_url))) == ("pending", True)
    assert said["not_ready"][:2] == ["ConflictResponseError", 409]
    job = said["job"]
    assert (job["status"], job["usage"]["cost"], said["guided"]) == ("completed", 0.0, "completed")
    assert job["unsigned_urls"] == [f"{server.base}/api/v1/videos/{job['id']}/content?index=0"]
    assert (len(job["urls"]), bool(job["generation_id"]), job["expires_at"] > 0) == (1, True, True)
    assert said["content"] == ["video/mp4", "ftyp"]
    name, http_status, message, code = said["wrong"]
    assert (name, http_status, code) == ("BadRequestResponseError", 400, 400)
    assert set(re.findall(r"(\w+) must be", message)) == {"duration", "callback_url"}
    assert said["limited"][:2] == ["TooManyRequestsResponseError", 429]
    assert said["unknown"][:2] == ["NotFoundResponseError", 404]
    assert said["nothing"][:2] == ["NotFoundResponseError", 404]
    assert said["gone"][:2] == ["GoneResponseError", 410]
    assert said["nobody"] == ["UnauthorizedResponseError", 401, "Invalid API key", 401]


def test_javascript_picks_makes_fetches_and_is_refused(node: NodeScript, server: Server) -> None:
    said = node("openrouter_video", PICTURE=PICTURE)
    assert said["model"]["supportedResolutions"] == ["480p", "720p"]
    assert said["submitted"][0] == "pending"
    job = said["job"]
    assert (job["status"], job["usage"]["cost"], said["content"]) == ("completed", 0, "ftyp")
    assert job["unsignedUrls"] == [f"{server.base}/api/v1/videos/{job['id']}/content?index=0"]
    name, status, message = said["wrong"]
    assert (name, status) == ("BadRequestResponseError", 400)
    assert message.startswith("duration must be one of: 4")
    assert said["unknown"][:2] == ["NotFoundResponseError", 404]
