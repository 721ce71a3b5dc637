"""fal.ai's queue over HTTP: to the MP4 and back, every way to bring media, the proxy, cancelling, errors, webhooks."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.receiver import Got, receiving
from tests.served import Server, look, picture, serving
from tests.server.test_owners import make_key

LITE = "/fal/fal-ai/bytedance/seedance/v1/lite"
SHORT = {"prompt": "a koala surfs", "resolution": "480p", "num_frames": 29}
"""The least that a model of this dialect makes."""
KEY = {"authorization": "Key a-test-key"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("fal"), allow_private_webhooks="true") as server:
        yield server


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A house that renders nothing, so that what waits goes on waiting."""
    with serving(tmp_path_factory.mktemp("fal-waiting"), queues="none") as server:
        yield server


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.base, headers=KEY, timeout=30) as client:
        yield client


@pytest.fixture
def patient(waiting: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=waiting.base, headers=KEY, timeout=30) as client:
        yield client


def submitted(client: httpx.Client, mode: str = "text-to-video", **more: object) -> dict[str, Any]:
    answer = client.post(f"{LITE}/{mode}", json={**SHORT, **more})
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


def completed(client: httpx.Client, made: dict[str, Any], seconds: float = 120) -> dict[str, Any]:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = client.get(made["status_url"])
        status: dict[str, Any] = answer.json()
        assert answer.status_code == (200 if status["status"] == "COMPLETED" else 202)
        if status["status"] == "COMPLETED":
            return status
        time.sleep(0.1)
    raise AssertionError(status)


def test_from_a_prompt_to_an_mp4(client: httpx.Client, server: Server, tmp_path: Path) -> None:
    answer = client.post(f"{LITE}/text-to-video", json={**SHORT, "seed": 42})
    made = answer.json()
    id = made["request_id"]
    url = f"{server.base}/fal/fal-ai/bytedance/requests/{id}"
    assert made == {
        "status": "IN_QUEUE",
        "request_id": id,
        "gateway_request_id": id,
        "response_url": url,
        "status_url": f"{url}/status",
        "cancel_url": f"{url}/cancel",
        "queue_position": 0,
        "logs": None,
        "metrics": {},
    }
    early = client.get(made["response_url"])
    assert (early.status_code, early.json()) == (400, {"detail": "Request is still in progress"})
    status = completed(client, made)
    assert "error" not in status
    assert status["metrics"]["inference_time"] > 0
    for path in (url, f"{url}/response", f"{LITE}/text-to-video/requests/{id}", f"/fal/workflows/x/y/requests/{id}"):
        result = client.get(path)
        assert (result.status_code, result.headers["x-fal-request-id"]) == (200, id)
        output = result.json()
        assert output["seed"] == 42
        assert output["video"] | {"url": ""} == {
            "url": "",
            "content_type": "video/mp4",
            "file_name": output["video"]["url"].rpartition("/")[2],
            "width": 864,
            "height": 480,
            "fps": 24,
            "duration": 29 / 24,
        }
    file = httpx.get(output["video"]["url"])
    film = look(file.content, tmp_path)
    assert (film.width, film.height, film.frames) == (864, 480, 29)


@pytest.mark.parametrize("logs", ["1", "0", "true", "false"])
def test_a_log_is_always_a_list(patient: httpx.Client, logs: str) -> None:
    made = submitted(patient)
    status = patient.get(made["status_url"], params={"logs": logs}).json()
    assert (status["status"], status["logs"]) == ("IN_QUEUE", [])


def test_the_place_in_line_counts_from_0(tmp_path: Path) -> None:
    with serving(tmp_path, queues="none") as server, httpx.Client(base_url=server.base, headers=KEY) as client:
        places = [client.get(submitted(client)["status_url"]).json()["queue_position"] for _ in range(3)]
        assert places == [0, 1, 2]


# Media ----------------------------------------------------------------------------------------------------------------


def initiated(client: httpx.Client, server: Server) -> str:
    place = client.post(
        "/fal/storage/upload/initiate?storage_type=fal-cdn-v3", json={"content_type": "image/png", "file_name": "a.png"}
    ).json()
    put = httpx.put(place["upload_url"], content=picture(), headers={"content-type": "image/png"})  # no key
    assert put.status_code == 200
    return str(place["file_url"])


def sent(client: httpx.Client, server: Server) -> str:
    token = client.post("/fal/storage/auth/token?storage_type=fal-cdn-v3", json={}).json()
    headers = {"authorization": f"{token['token_type']} {token['token']}", "x-fal-file-name": "a.png"}
    answer = httpx.post(f"{token['base_url']}/files/upload", content=picture(), headers=headers)
    return str(answer.json()["access_url"])


def inline(client: httpx.Client, server: Server) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture()).decode()}"


def bare(client: httpx.Client, server: Server) -> str:
    return base64.b64encode(picture()).decode()


def by_id(client: httpx.Client, server: Server) -> str:
    bearer = {"authorization": "Bearer a-test-key"}
    return f"asset://{client.post('/api/v1/assets', files={'file': picture()}, headers=bearer).json()['id']}"


@pytest.mark.parametrize("bring", [initiated, sent, inline, bare, by_id])
def test_a_start_frame_comes_in_every_way(client: httpx.Client, server: Server, bring: Any, tmp_path: Path) -> None:
    """The house fetches nothing from private addresses here, its own among them: its links need no fetching."""
    made = submitted(client, "image-to-video", image_url=bring(client, server))
    assert "error" not in completed(client, made)
    video = client.get(made["response_url"]).json()["video"]
    assert look(httpx.get(video["url"]).content, tmp_path).frames == 29


def test_a_stored_file_is_read_without_a_key(client: httpx.Client, server: Server) -> None:
    for bring in (initiated, sent):
        assert httpx.get(bring(client, server)).content == picture()


@pytest.mark.parametrize("path", ["/fal/storage/upload/initiate-multipart", "/fal/files/upload/multipart"])
def test_files_in_parts_are_refused_with_the_reason(client: httpx.Client, path: str) -> None:
    answer = client.post(path, json={"content_type": "video/mp4", "file_name": "a.mp4"})
    assert answer.status_code == 413
    assert answer.json()["detail"].startswith("Files in parts are not taken here")


def test_what_is_no_media_is_not_stored(client: httpx.Client) -> None:
    answer = client.post("/fal/files/upload", content=b"MZ no picture at all")
    assert answer.status_code == 400
    assert "error_type" in answer.json()
    assert client.post("/fal/files/upload", content=b"").json()["detail"][0]["loc"] == ["body"]


# Cancelling, failing, waiting too long --------------------------------------------------------------------------------


def test_cancelling(patient: httpx.Client) -> None:
    made = submitted(patient)
    first = patient.put(made["cancel_url"])
    assert (first.status_code, first.json()) == (202, {"status": "CANCELLATION_REQUESTED"})
    status = patient.get(made["status_url"]).json()
    assert (status["status"], status["error_type"]) == ("COMPLETED", "client_cancelled")
    result = patient.get(made["response_url"])
    assert (result.status_code, result.json()["error_type"]) == (499, "client_cancelled")
    again = patient.put(made["cancel_url"])
    assert (again.status_code, again.json()) == (400, {"status": "ALREADY_COMPLETED"})


@pytest.mark.parametrize("id", [str(UUID(int=7)), "x"])
def test_a_strangers_id(patient: httpx.Client, id: str) -> None:
    path = f"/fal/fal-ai/bytedance/requests/{id}"
    for method, tail in (
        ("GET", ""),
        ("GET", "/response"),
        ("GET", "/status"),
        ("GET", "/status/stream"),
        ("PUT", "/cancel"),
    ):
        answer = patient.request(method, path + tail)
        assert (answer.status_code, answer.json()) == (404, {"status": "NOT_FOUND"})


def test_a_failure_is_a_completed_request_with_an_error(client: httpx.Client, server: Server) -> None:
    made = submitted(client, "image-to-video", image_url=f"{server.base}/nothing.png")
    status = completed(client, made)
    assert status["error_type"] == "file_download_error"
    result = client.get(made["response_url"])
    assert result.status_code == 422
    assert result.json() == {"detail": [{"loc": ["body"], "msg": status["error"], "type": "file_download_error"}]}
    assert result.headers["x-fal-retryable"] == "false"


def test_a_request_that_was_not_begun_in_its_time(tmp_path: Path) -> None:
    """The line that it waits in is nobody's here; who overstays is looked for every few seconds all the same."""
    with serving(tmp_path, queues="deliveries") as server, httpx.Client(base_url=server.base, headers=KEY) as client:
        made = client.post(f"{LITE}/text-to-video", json=SHORT, headers={"x-fal-request-timeout": "0.5"}).json()
        assert client.get(made["status_url"]).json()["status"] == "IN_QUEUE"
        status = completed(client, made, seconds=30)
        assert status["error_type"] == "request_timeout"
        result = client.get(made["response_url"])
        assert (result.status_code, result.headers["x-fal-request-timeout-type"]) == (504, "user")
        assert result.json() == {"detail": status["error"], "error_type": "request_timeout"}


def test_what_is_refused_names_every_field(patient: httpx.Client) -> None:
    answer = patient.post(f"{LITE}/reference-to-video", json={"duration": "never", "seed": -7, "end_user_id": "x"})
    assert answer.status_code == 422
    found = {(*item["loc"], item["type"]) for item in answer.json()["detail"]}
    assert found == {
        ("body", "duration", "type_error"),
        ("body", "reference_image_urls", "missing"),
        ("body", "prompt", "missing"),
        ("body", "seed", "value_error"),
    }


def test_paths_that_are_not_here(patient: httpx.Client) -> None:
    for path in ("/fal/fal-ai/kling-video/v2/text-to-video", f"{LITE}/video-edit", "/fal/tokens/"):
        answer = patient.post(path, json=SHORT)
        assert (answer.status_code, answer.json()) == (404, {"detail": f"Path {path.rstrip('/')} not found"})
    answer = patient.post("/fal/run/bytedance/seedance-2.0/text-to-video", json=SHORT)
    assert answer.status_code == 400
    assert "submit to the queue" in answer.json()["detail"]


def test_what_has_no_meaning_here_is_told(patient: httpx.Client) -> None:
    headers = {"x-fal-runner-hint": "koala", "x-fal-queue-priority": "low", "x-fal-request-timeout": "30"}
    answer = patient.post(f"{LITE}/text-to-video?fal_max_queue_length=9", json={**SHORT, "loop": True}, headers=headers)
    assert answer.headers["x-kinora-ignored"] == "loop,fal_max_queue_length,x-fal-runner-hint"
    bearer = {"authorization": "Bearer a-test-key"}
    job = patient.get(f"/api/v1/jobs/{answer.json()['request_id']}", headers=bearer).json()
    assert job["priority"] == "batch"
    (note,) = [note for note in job["notes"] if note["code"] == "ignored"]
    assert note["items"] == ["loop", "fal_max_queue_length", "x-fal-runner-hint"]


def test_a_closed_house_takes_a_key_alone_or_behind_an_id(tmp_path: Path) -> None:
    key = make_key(tmp_path / "data", "anna")
    path = f"/fal/fal-ai/bytedance/requests/{uuid4()}/status"
    with serving(tmp_path, queues="none") as server:
        for text in (f"Key {key}", f"Key some-id:{key}", f"key {key}", f"Bearer {key}"):
            assert httpx.get(server.base + path, headers={"authorization": text}).status_code == 404
        for text, detail in (
            (f"Key {uuid4()}", "No user found for Key ID and Secret"),
            (f"Key {key}:wrong", "No user found for Key ID and Secret"),
            ("Key :", "Authentication is required to access this application."),
            (f"Basic {key}", "Authentication is required to access this application."),
        ):
            answer = httpx.get(server.base + path, headers={"authorization": text})
            assert (answer.status_code, answer.json()) == (401, {"detail": detail})
        assert httpx.get(f"{server.base}/.well-known/jwks.json").status_code == 200


# Streams, the proxy ---------------------------------------------------------------------------------------------------


def test_a_status_stream_ends_with_the_request(client: httpx.Client) -> None:
    made = submitted(client)
    with client.stream("GET", f"{made['status_url']}/stream?logs=1") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in answer.iter_lines() if line]
    assert all(line.startswith("data: ") for line in lines)
    events = [json.loads(line.removeprefix("data: ")) for line in lines]
    assert events[-1]["status"] == "COMPLETED"
    running = [event for event in events if event["status"] == "IN_PROGRESS"]
    assert all(event["logs"][-1]["message"] for event in running)


def test_the_proxy_reaches_everything(server: Server) -> None:
    def proxied(method: str, target: str, **more: Any) -> httpx.Response:
        headers = {**KEY, "x-fal-target-url": target}
        return httpx.request(method, f"{server.base}/fal/proxy", headers=headers, **more)

    queue = "https://queue.fal.run"
    made = proxied("POST", f"{queue}{LITE.removeprefix('/fal')}/text-to-video", json=SHORT).json()
    app = f"{queue}/fal-ai/bytedance/requests/{made['request_id']}"
    assert proxied("GET", f"{app}/status?logs=1").status_code in {200, 202}
    assert proxied("PUT", f"{app}/cancel").status_code in {202, 400}
    place = proxied("POST", "https://rest.fal.ai/storage/upload/initiate?storage_type=gcs", json={"file_name": "a.png"})
    assert place.json().keys() == {"upload_url", "file_url"}
    assert proxied("GET", "https://rest.fal.ai/.well-known/jwks.json").json()["keys"]
    synchronous = proxied("POST", f"https://fal.run{LITE.removeprefix('/fal')}/text-to-video", json=SHORT)
    assert synchronous.status_code == 400
    for target in ("", "https://fal.run.example/x", "https://notfal.run/x", "http://127.0.0.1/x", "//", "https://[x"):
        answer = proxied("POST", target, json=SHORT)
        assert (answer.status_code, answer.json()["detail"][0]["loc"]) == (422, ["header", "x-fal-target-url"])
    for target in (f"{queue}/proxy", f"{queue}/proxy/", f"{queue}/a%3Fb", queue):
        assert proxied("GET", target).status_code == 404


# Webhooks -------------------------------------------------------------------------------------------------------------


def verified(got: Got, server: Server) -> bool:
    """As the vendor's page has it: any key of the set, over four lines."""
    names = ("request-id", "user-id", "timestamp")
    lines = [got.headers[f"x-fal-webhook-{name}"] for name in names]
    signed = "\n".join((*lines, sha256(got.body).hexdigest())).encode()
    signature = bytes.fromhex(got.headers["x-fal-webhook-signature"])
    for key in httpx.get(f"{server.base}/.well-known/jwks.json").json()["keys"]:
        public = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(key["x"] + "=="))
        try:
            public.verify(signature, signed)
        except InvalidSignature:
            continue
        return abs(int(lines[2]) - time.time()) < 300
    return False


def test_webhooks_are_signed_for_everybody_to_check(server: Server, client: httpx.Client) -> None:
    with receiving() as receiver:
        hook = {"fal_webhook": receiver.url("/hook?to=koala")}
        good = client.post(f"{LITE}/text-to-video", params=hook, json=SHORT).json()
        lost = {**SHORT, "image_url": f"{server.base}/nothing.png"}
        bad = client.post(f"{LITE}/image-to-video", params=hook, json=lost).json()
        until = time.monotonic() + 90
        while len(receiver.got) < 2 and time.monotonic() < until:
            time.sleep(0.05)
    told = {got.json["request_id"]: got for got in receiver.got}
    assert told.keys() == {good["request_id"], bad["request_id"]}
    for id, got in told.items():
        assert got.path == "/hook?to=koala"
        assert got.headers["x-fal-webhook-request-id"] == got.json["gateway_request_id"] == id
        assert verified(got, server)
        assert not verified(Got(got.path, got.headers, got.body + b" "), server)
    output = told[good["request_id"]].json
    assert (output["status"], output["payload"]) == ("OK", client.get(good["response_url"]).json())
    error = told[bad["request_id"]].json
    assert (error["status"], error["payload"]) == ("ERROR", client.get(bad["response_url"]).json())
    assert error["error"] == error["payload"]["detail"][0]["msg"]
    users = {got.headers["x-fal-webhook-user-id"] for got in told.values()}
    assert len(users) == 1
