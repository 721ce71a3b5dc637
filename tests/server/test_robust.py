"""Whatever arrives, nothing answers 5xx and every refusal has the dialect's own shape."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.served import AIML, BEARER, MAGNIFIC, MINI, Server

SUBMITS = {
    "leonardo": ("/api/rest/v2/generations", BEARER),
    "magnific": (f"{MINI}-480p", MAGNIFIC),
    "aimlapi": (AIML, BEARER),
    "native": ("/api/v1/jobs", BEARER),
}
SAMPLES: dict[str, dict[str, Any]] = {
    "leonardo": {
        "model": "seedance-2.0-mini",
        "public": False,
        "parameters": {
            "prompt": "x",
            "quantity": 1,
            "duration": 8,
            "width": 1280,
            "height": 720,
            "seed": 1,
            "mode": "RESOLUTION_720",
            "motion_has_audio": True,
            "guidances": {
                "start_frame": [{"image": {"id": "8a7c46bb-37cd-4c60-9cac-182717e03f42", "type": "UPLOADED"}}],
                "image_reference": [{"image": {"id": "x", "type": "URL", "url": "http://x/"}, "strength": "LOW"}],
            },
        },
    },
    "magnific": {"prompt": "x", "image": "http://x/", "duration": 5, "aspect_ratio": "square_1_1", "seed": 1},
    "aimlapi": {
        "model": "bytedance/dreamina-seedance-2-0-mini",
        "prompt": "x",
        "image_urls": ["http://x/"],
        "duration": "5",
        "seed": 1,
        "provider": "auto",
    },
    "native": {"model": "seedance-2.0-mini", "prompt": "x", "width": 64, "start_frame": {"url": "http://x/"}},
}
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["", "5", "\ud800", "\x00", "data:", "http://", "1e999", "asset://x", "a" * 6000])
)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def paths(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [path] if path else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        found += paths(item, (*path, key))
    return found


def changed(sample: dict[str, Any], path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    copy = json.loads(json.dumps(sample))
    holder = copy
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    return dict(copy)


def has_the_dialects_shape(dialect: str, answer: httpx.Response) -> bool:
    body = answer.json()
    match dialect:
        case "leonardo" if isinstance(body, list):
            details = body[0]["extensions"]["details"]
            return answer.status_code == 200 and bool(details["message"]) and bool(details["errors"])
        case "leonardo":
            return set(body) == ({"generate"} if answer.status_code == 200 else {"error", "path", "code"})
        case "magnific":
            return set(body) == {"data"} if answer.status_code == 200 else "message" in body
        case "aimlapi":
            refusal = {"message", "path", "requestId", "statusCode", "timestamp"}
            return "id" in body if answer.status_code == 200 else set(body) == refusal
        case _:
            return "id" in body if answer.status_code == 201 else {"code", "message", "problems"} >= set(body)


def send(server: Server, dialect: str, content: bytes) -> None:
    path, headers = SUBMITS[dialect]
    with httpx.Client(base_url=server.base, headers=headers, timeout=30) as client:
        answer = client.post(path, content=content, headers={"content-type": "application/json"})
        assert answer.status_code < 500, (content, answer.text)
        assert has_the_dialects_shape(dialect, answer), (content, answer.text)
        if answer.status_code in {200, 201} and not isinstance(answer.json(), list):
            body = answer.json()
            id = body.get("id") or body.get("data", {}).get("task_id") or body.get("generate", {}).get("generationId")
            httpx.delete(f"{server.base}/api/v1/jobs/{id}", headers=BEARER)


@pytest.mark.parametrize("dialect", SUBMITS)
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(value=JSON)
def test_any_json(server: Server, dialect: str, value: object) -> None:
    send(server, dialect, json.dumps(value).encode())


@pytest.mark.parametrize("dialect", SUBMITS)
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_value_in_any_place(server: Server, dialect: str, data: st.DataObject) -> None:
    sample = SAMPLES[dialect]
    path = data.draw(st.sampled_from(paths(sample)))
    send(server, dialect, json.dumps(changed(sample, path, data.draw(JSON))).encode())


@pytest.mark.parametrize("dialect", SUBMITS)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=st.binary(max_size=200))
def test_any_bytes(server: Server, dialect: str, content: bytes) -> None:
    send(server, dialect, content)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(id=st.text(min_size=1, max_size=40), number=st.text(max_size=12))
def test_any_id_and_any_query(server: Server, id: str, number: str) -> None:
    with httpx.Client(base_url=server.base, headers={**BEARER, **MAGNIFIC}) as client:
        quoted = httpx.URL("http://x/").copy_with(params={"x": id}).query.decode()[2:].replace("+", "%20")
        for path in (
            f"/api/rest/v1/generations/{quoted}",
            f"{MINI}/{quoted}",
            f"/api/v1/jobs/{quoted}",
            f"/files/{quoted}",
        ):
            assert client.get(path).status_code < 500
        for path, name in ((MINI, "page"), (MINI, "page_size"), ("/api/rest/v1/generations/user/x", "offset")):
            assert client.get(path, params={name: number}).status_code < 500
        assert client.get(AIML, params={"generation_id": id}).status_code in {400, 404}
