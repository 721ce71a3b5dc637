"""AI/ML API over HTTP: the models for anybody, headers that trace a request, the older path, references."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from uuid import uuid4

import httpx

from tests.served import AIML, Server, look, picture
from tests.server.test_webhooks import until

LEGACY = "/v2/generate/video/bytedance/generation"


def test_a_clip_by_the_older_path_of_the_first_models(client: httpx.Client, tmp_path: Path) -> None:
    body = {
        "model": "bytedance/seedance-1-0-lite-t2v",
        "prompt": "a cat",
        "resolution": "480p",
        "duration": "5",
        "camerafixed": True,
    }
    made = client.post(LEGACY, json=body, headers={"X-Client-Request-Id": "a-test:1"})
    assert (made.status_code, made.json()["status"]) == (200, "queued")
    id = made.json()["id"]
    assert (made.headers["x-client-request-id"], made.headers["x-inference-id"]) == ("a-test:1", id)
    asking = {"generation_id": id}
    until(lambda: client.get(LEGACY, params=asking).json()["status"] not in {"queued", "generating"}, 240)
    done = client.get(AIML, params=asking)
    told = done.json()
    assert (told["id"], told["status"]) == (id, "completed")
    assert "error" not in told
    assert set(told["meta"]["usage"]) == {"credits_used", "usd_spent"}
    assert done.headers["x-aimlapi-credits-used"] == str(told["meta"]["usage"]["credits_used"])
    assert "x-inference-id" in done.headers["access-control-expose-headers"]
    film = look(httpx.get(told["video"]["url"]).content, tmp_path)
    assert (film.width, film.height, film.frames) == (864, 480, 120)


def test_a_first_frame_leads_the_references(client: httpx.Client) -> None:
    data = f"data:image/png;base64,{b64encode(picture(64, 64)).decode()}"
    body = {
        "model": "bytedance/dreamina-seedance-2-0-mini",
        "prompt": "@Image1",
        "image_url": data,
        "video_url": "https://a.example/1.mp4",
        "mode": "std",
    }
    made = client.post(AIML, json=body)
    assert (made.status_code, made.headers["x-kinora-ignored"]) == (200, "mode")
    job = client.post(f"/api/v1/jobs/{made.json()['id']}/cancel")
    assert job.status_code == 200
    told = client.get(AIML, params={"generation_id": made.json()["id"]}).json()
    assert told["error"]["name"] == "cancelled"


def test_the_models_are_for_anybody(server: Server, client: httpx.Client) -> None:
    for path in ("/v1/models", "/models"):
        answer = httpx.get(f"{server.base}{path}", params=[("id", "seedance-2.0"), ("id", "seedance-2.5")])
        assert answer.status_code == 200
        assert [model["id"] for model in answer.json()["data"]] == ["bytedance/seedance-2-0", "bytedance/seedance-2-5"]
        again = httpx.get(str(answer.url), headers={"if-none-match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
    one = httpx.get(f"{server.base}/model/bytedance/dreamina-seedance-2-0-mini").json()
    assert (one["object"], one["data"]["modalities"]["output"]) == ("model", ["video"])
    assert httpx.get(f"{server.base}/model/openai/sora-2").status_code == 404
    assert "models" in client.get("/api/v1/models").json()  # Kinora's own, as before
    assert client.get("/v2/billing").json() == {"current_balance": 0.0, "currency": "USD"}
    assert httpx.get(f"{server.base}/v2/billing").status_code == 401


def test_refusals_are_traced_too(client: httpx.Client) -> None:
    body = {"model": "bytedance/seedance-2-5", "prompt": "x", "provider": "fal"}
    refused = client.post(AIML, json=body, headers={"x-client-request-id": "mine"})
    assert (refused.status_code, refused.headers["x-client-request-id"]) == (400, "mine")
    assert refused.json()["message"] == "Body validation error: provider must be one of: auto, bytedance"
    lost = str(uuid4())
    answer = client.get(AIML, params={"generation_id": lost})
    assert (answer.status_code, answer.headers["x-inference-id"]) == (404, lost)
    assert "x-inference-id" not in client.get(AIML, params={"generation_id": "nobody"}).headers
    assert client.get(AIML).json()["message"] == "Body validation error: generation_id is required"
