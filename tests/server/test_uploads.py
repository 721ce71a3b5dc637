"""Uploading: Leonardo's two-step way, the native one, and base64 in the request."""

from __future__ import annotations

import base64
import json

import httpx
import pytest

from tests.served import AIML, MAGNIFIC, MINI, Server, picture


def slot(client: httpx.Client, extension: str = "png") -> dict[str, str]:
    found: dict[str, str] = client.post("/api/rest/v1/init-image", json={"extension": extension}).json()[
        "uploadInitImage"
    ]
    return found


def test_fields_is_json_inside_json_and_the_file_may_come_first(client: httpx.Client) -> None:
    place = slot(client)
    fields = json.loads(place["fields"])
    assert all(isinstance(value, str) for value in fields.values())
    parts = {"file": ("x.png", picture(64, 64)), **{name: (None, value) for name, value in fields.items()}}
    assert httpx.post(place["url"], files=parts).status_code == 204


def test_a_key_on_the_upload_does_no_harm(client: httpx.Client) -> None:
    place = slot(client)
    answer = client.post(place["url"], data=json.loads(place["fields"]), files={"file": picture(64, 64)})
    assert answer.status_code == 204


@pytest.mark.parametrize("token", [None, "", "9999999999.AAAA", "x"])
def test_no_upload_without_its_token(client: httpx.Client, token: str | None) -> None:
    place = slot(client)
    fields = {} if token is None else {"token": token}
    answer = httpx.post(place["url"], data=fields, files={"file": picture(64, 64)})
    assert answer.status_code == 403


def test_what_is_no_picture_is_refused_and_can_be_sent_again(client: httpx.Client) -> None:
    place = slot(client)
    fields = json.loads(place["fields"])
    answer = httpx.post(place["url"], data=fields, files={"file": b"MZ not a picture at all"})
    assert answer.status_code == 400
    assert "image" in answer.json()["message"]
    assert httpx.post(place["url"], data=fields, files={"file": picture(64, 64)}).status_code == 204


def test_an_extension_that_is_not_known_is_refused_by_name(client: httpx.Client) -> None:
    answer = client.post("/api/rest/v1/init-image", json={"extension": "exe"})
    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid file extension: must be one of: png, jpg, jpeg, webp"


def test_an_id_whose_file_never_came_is_refused_at_create(client: httpx.Client) -> None:
    image = {"image": {"id": slot(client)["id"], "type": "UPLOADED"}}
    body = {"model": "seedance-2.0-mini", "parameters": {"prompt": "x", "guidances": {"start_frame": [image]}}}
    errors = client.post("/api/rest/v2/generations", json=body).json()[0]["extensions"]["details"]["errors"]
    assert len(errors) == 1
    assert errors[0]["message"].startswith("parameters.guidances.start_frame[0].image")
    assert "not been uploaded" in errors[0]["message"]


def test_native_upload_tells_what_it_is(client: httpx.Client) -> None:
    asset = client.post("/api/v1/assets", files={"file": ("a.bin", picture(120, 80))}).json()
    assert (asset["kind"], asset["media_type"], asset["width"], asset["height"]) == ("image", "image/png", 120, 80)
    assert client.get(f"/api/v1/assets/{asset['id']}").json() == asset


def test_native_upload_without_a_file(client: httpx.Client) -> None:
    answer = client.post("/api/v1/assets", data={"x": "y"}, files={"other": b"x"})
    assert answer.status_code == 400
    assert answer.json()["problems"][0]["field"] == "file"
    assert client.post("/api/v1/assets", json={}).status_code == 400


@pytest.mark.parametrize("form", ["raw", "data uri", "with line breaks"])
def test_pictures_inside_the_request(server: Server, form: str) -> None:
    text = base64.b64encode(picture(96, 54)).decode()
    texts = {
        "raw": text,
        "data uri": f"data:image/png;base64,{text}",
        "with line breaks": "\n".join((text[:76], text[76:])),
    }
    answer = httpx.post(f"{server.base}{MINI}-480p", headers=MAGNIFIC, json={"prompt": "x", "image": texts[form]})
    assert answer.status_code == 200, answer.text
    id = answer.json()["data"]["task_id"]
    assert httpx.delete(f"{server.base}{MINI}/{id}", headers=MAGNIFIC).status_code == 204


def test_base64_that_is_no_picture(server: Server, client: httpx.Client) -> None:
    text = base64.b64encode(b"only words, many of them").decode()
    answer = httpx.post(f"{server.base}{MINI}-480p", headers=MAGNIFIC, json={"prompt": "x", "image": text})
    assert answer.status_code == 400
    assert [item["name"] for item in answer.json()["invalid_params"]] == ["image"]
    body = {"model": "bytedance/dreamina-seedance-2-0-mini", "prompt": "x", "image_url": "not base64!"}
    assert "image_url" in client.post(AIML, json=body).json()["message"]


def test_a_body_over_the_limit(server: Server) -> None:
    huge = b'{"prompt":"' + b"x" * (97 * 2**20) + b'"}'
    answer = httpx.post(f"{server.base}{MINI}-480p", headers=MAGNIFIC, content=huge, timeout=60)
    assert answer.status_code == 413
    assert "MiB" in answer.json()["message"]
