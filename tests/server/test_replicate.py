"""Replicate over HTTP: from a file to a clip, lists, cancelling, a webhook, refusals."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from standardwebhooks import Webhook

from tests.receiver import receiving
from tests.served import Server, look, picture, serving
from tests.server.test_webhooks import until

MINI = "/v1/models/bytedance/seedance-2.0-mini/predictions"
SMALL = {"prompt": "a cat", "duration": 4, "size": "128x72"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    private = {"allow_private_webhooks": "true", "allow_private_media": "true"}
    with serving(tmp_path_factory.mktemp("replicate"), submits_per_minute="0", **private) as server:
        yield server


def ended(client: httpx.Client, id: str) -> dict[str, Any]:
    until(lambda: client.get(f"/v1/predictions/{id}").json()["status"] not in {"starting", "processing"}, 180)
    told: dict[str, Any] = client.get(f"/v1/predictions/{id}").json()
    return told


def test_from_a_file_to_a_clip(server: Server, client: httpx.Client, tmp_path: Path) -> None:
    content = picture(256, 144)
    metadata = ("blob", json.dumps({"from": "a test"}), "application/json")
    stored = client.post("/v1/files", files={"content": ("a.png", content, "image/png"), "metadata": metadata})
    assert stored.status_code == 201
    file = stored.json()
    assert (file["content_type"], file["size"]) == ("image/png", len(content))
    assert client.get(file["urls"]["get"]).json() == file
    assert client.get("/v1/files").json()["results"] == [file]

    input = {**SMALL, "image": file["urls"]["get"], "guidance_scale": 7, "seed": 7}
    made = client.post(MINI, json={"input": input}, headers={"prefer": "wait=5"})
    assert made.status_code == 201
    assert made.headers["x-kinora-ignored"] == "input.guidance_scale"
    first = made.json()
    assert (first["status"], first["input"], first["output"]) == ("starting", input, None)
    told = ended(client, first["id"])
    assert (told["status"], told["error"], told["input"]) == ("succeeded", None, input)
    assert told["created_at"] <= told["started_at"] <= told["completed_at"]
    assert 0 <= told["metrics"]["predict_time"] <= told["metrics"]["total_time"]
    film = look(httpx.get(told["output"]).content, tmp_path)
    assert (film.width, film.height, film.frames) == (128, 72, 96)

    assert client.delete(f"/v1/files/{file['id']}").status_code == 204
    gone = client.get(f"/v1/files/{file['id']}")
    assert (gone.status_code, gone.json()["detail"]) == (404, f"No such file: {file['id']}")


def test_a_picture_in_the_request_and_by_url(client: httpx.Client) -> None:
    data = f"data:image/png;base64,{base64.b64encode(picture(128, 72)).decode()}"
    made = client.post(MINI, json={"input": {**SMALL, "image": data}}).json()
    again = client.post(MINI, json={"input": {**SMALL, "image": made["input"]["image"]}})
    assert (again.status_code, again.json()["input"]) == (201, made["input"])
    client.post(f"/v1/predictions/{again.json()['id']}/cancel")
    lost = {**SMALL, "image": "http://127.0.0.1:9/lost.png"}
    told = ended(client, client.post(MINI, json={"input": lost}).json()["id"])
    assert (told["status"], told["output"]) == ("failed", None)
    assert "could not be fetched" in told["error"]
    assert ended(client, made["id"])["status"] == "succeeded"


def test_cancelling_twice_is_no_fault(client: httpx.Client) -> None:
    id = client.post("/v1/predictions", json={"version": "bytedance/seedance-2.0", "input": SMALL}).json()["id"]
    for _ in range(2):
        answer = client.post(f"/v1/predictions/{id}/cancel")
        assert (answer.status_code, answer.json()["status"], answer.json()["error"]) == (200, "canceled", None)
    assert client.get(f"/v1/predictions/{id}").json()["completed_at"] is not None


def test_every_prediction_is_on_one_page(client: httpx.Client) -> None:
    ids = [client.post(MINI, json={"input": SMALL}).json()["id"] for _ in range(102)]
    for id in ids:
        client.post(f"/v1/predictions/{id}/cancel")
    first = client.get("/v1/predictions").json()
    assert [one["id"] for one in first["results"]] == ids[:1:-1]
    assert first["previous"] is None
    second = client.get(first["next"]).json()
    assert [one["id"] for one in second["results"]][:2] == ids[1::-1]
    assert second["next"] is None
    assert client.get(second["previous"]).json()["results"] == first["results"]


def test_a_webhook_is_told_of_what_was_asked_for(client: httpx.Client) -> None:
    key = client.get("/v1/webhooks/default/secret").json()["key"]
    with receiving() as receiver:
        hook = {"webhook": receiver.url(), "webhook_events_filter": ["start", "completed"]}
        id = client.post(MINI, json={"input": SMALL, **hook}).json()["id"]
        until(lambda: len(receiver.got) == 2, 180)
    told = [Webhook(key).verify(got.body, got.headers) for got in receiver.got]
    assert {one["id"] for one in told} == {id}
    assert sorted(one["status"] for one in told) == ["processing", "succeeded"]
    (last,) = [one for one in told if one["status"] == "succeeded"]
    assert httpx.get(last["output"]).headers["content-type"] == "video/mp4"
    assert last["urls"]["get"].endswith(f"/v1/predictions/{id}")


def test_refusals(server: Server, client: httpx.Client) -> None:
    answer = client.post(MINI, json={"input": {"prompt": "x", "duration": 99, "size": "129x72"}})
    assert answer.status_code == 422
    assert {item["field"] for item in answer.json()["invalid_fields"]} == {"input.duration", "input.size"}
    for call in (
        client.get("/v1/predictions/nobody"),
        client.post("/v1/models/openai/sora-2/predictions", json={"input": {"prompt": "x"}}),
        client.get("/v1/models/openai/sora-2"),
        client.get("/v1/files/nobody"),
    ):
        assert (call.status_code, call.json()["title"]) == (404, "Not found")
    nobody = httpx.get(f"{server.base}/v1/predictions")
    assert (nobody.status_code, nobody.json()["detail"]) == (401, "Missing API key")
    token = httpx.get(f"{server.base}/v1/account", headers={"authorization": "Token a-test-key"})
    assert (token.status_code, token.json()["type"]) == (200, "user")
    assert client.post("/v1/files", files={"other": ("a.png", b"x")}).status_code == 422
    bad = client.post("/v1/files", files={"content": ("a.png", b"no picture", "image/png")})
    assert 400 <= bad.status_code < 500
