"""Leonardo.AI over HTTP: v1 creation to MP4, uploads from promise to removal, refusals by profile, a key's webhook."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.cli.test_commands import kinora
from tests.media.clips import clip, other_file
from tests.receiver import Receiver, receiving
from tests.served import Server, look, picture, serving

V1, V2 = "/api/rest/v1", "/api/rest/v2"
CREATE, TEXT, IMAGE = f"{V2}/generations", f"{V1}/generations-text-to-video", f"{V1}/generations-image-to-video"
SMALL = {"width": 128, "height": 72, "duration": 4}
SLOW = {"width": 1280, "height": 720, "duration": 15}
MINI = "seedance-2.0-mini"


def until(found: Callable[[], Any], seconds: float = 120) -> Any:
    end = time.monotonic() + seconds
    while not (value := found()):
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.1)
    return value


def row_of(client: httpx.Client, id: str, version: str = V1) -> Any:
    answer = client.get(f"{version}/generations/{id}")
    assert answer.status_code == 200, answer.text
    return answer.json()["generations_by_pk"]


def complete(client: httpx.Client, id: str) -> Any:
    def found() -> Any:
        row = row_of(client, id)
        assert row["status"] != "FAILED", row
        return row if row["status"] == "COMPLETE" else None

    return until(found)


def created(client: httpx.Client, **parameters: object) -> str:
    body = {"model": MINI, "public": False, "parameters": {"prompt": "A koala", **parameters}}
    return str(client.post(CREATE, json=body).json()["generate"]["generationId"])


def motion(client: httpx.Client, path: str, **body: object) -> str:
    answer = client.post(path, json={"prompt": "A koala", **SMALL, **body})
    assert answer.status_code == 200, answer.text
    receipt = answer.json()["motionVideoGenerationJob"]
    assert receipt["cost"] == {"amount": "0.0000", "unit": "DOLLARS"}
    return str(receipt["generationId"])


def upload(client: httpx.Client, path: str, extension: str, content: bytes | None) -> str:
    """Ask for a place and, if there is something, send it there."""
    answer = client.post(f"{V1}/{path}", json={"extension": extension}).json()
    place = answer.get("uploadInitImage") or answer["uploadMedia"]
    if content is not None:
        sent = httpx.post(place["url"], data=json.loads(place["fields"]), files={"file": content})
        assert (sent.status_code, sent.content) == (204, b""), sent.text
    return str(place.get("id") or place["uploadId"])


def message(answer: httpx.Response) -> str:
    """What a refusal of v2 says first."""
    (item,) = answer.json()
    return str(item["extensions"]["details"]["message"])


# Creation -------------------------------------------------------------------------------------------------------------


def test_a_text_to_video_of_the_sdks_and_its_notes(client: httpx.Client, tmp_path: Path) -> None:
    id = motion(client, TEXT, model="MOTION2", negativePrompt="rain", isPublic=True, seed=7)
    row = complete(client, id)
    assert (row["motionModel"], row["imageToVideo"], row["public"], row["seed"]) == ("SEEDANCE2_0_MINI", False, True, 7)
    (image,) = row["generated_images"]
    film = look(httpx.get(image["motionMP4URL"]).content, tmp_path)
    assert (film.width, film.height, film.frames) == (128, 72, 96)
    assert httpx.get(image["url"]).headers["content-type"] == "image/jpeg"
    notes = {note["code"]: note["items"] for note in client.get(f"/api/v1/jobs/{id}").json()["notes"]}
    assert notes["ignored"] == [f"model MOTION2 ({MINI} makes the clip)", "negativePrompt"]


def test_an_image_to_video_and_its_result_as_the_next_ones_start(client: httpx.Client) -> None:
    start = upload(client, "init-image", "png", picture(128, 72))
    first = motion(client, IMAGE, imageId=start, imageType="UPLOADED")
    row = complete(client, first)
    assert row["imageToVideo"] is True
    image = row["generated_images"][0]["id"]
    # The vendor names a generation's video by its image's id; the generation's own works as well.
    for id in (image, first):
        complete(client, motion(client, IMAGE, imageId=id, imageType="GENERATED"))
        frame = {"start_frame": [{"image": {"id": id, "type": "GENERATED"}}]}
        complete(client, created(client, guidances=frame, **SMALL))
        video = {"video_reference_base": [{"video": {"id": id, "type": "GENERATED", "duration": 4}}]}
        last = created(client, guidances=video, **SMALL)
        complete(client, last)
    notes = {note["code"]: note["items"] for note in client.get(f"/api/v1/jobs/{last}").json()["notes"]}
    assert notes["ignored"] == ["parameters.guidances.video_reference_base[0].video.duration"]


def test_an_id_that_names_nothing_is_refused_in_the_vendors_words(client: httpx.Client) -> None:
    stranger = str(uuid4())
    frame = {"start_frame": [{"image": {"id": stranger, "type": "UPLOADED"}}]}
    answer = client.post(CREATE, json={"model": MINI, "parameters": {"prompt": "x", "guidances": frame}})
    assert (answer.status_code, answer.json()[0]["extensions"]["statusCode"]) == (200, 400)
    assert message(answer).endswith("invalid init image id")
    answer = client.post(IMAGE, json={"prompt": "x", "imageId": stranger, "imageType": "UPLOADED"})
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("imageId names no upload of yours")
    assert answer.json()["error"].endswith("invalid init image id")


def test_v1_refuses_with_an_object_and_the_neighbour_of_v2_with_an_array(client: httpx.Client) -> None:
    answer = client.post(TEXT, json={"duration": 99, "camera": "left"})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-request")
    for words in ("Unexpected variable camera", 'non-nullable variable: "prompt"', "duration must be one of: 4, 5"):
        assert words in answer.json()["error"]
    answer = client.post(f"{V2}/generationssync", json={"model": "remove-bg", "parameters": {}})
    assert answer.status_code == 200
    assert message(answer).startswith("model is not served here")


# Reading and removing -------------------------------------------------------------------------------------------------


def test_a_generation_is_there_at_once_is_listed_and_goes_while_it_runs(client: httpx.Client) -> None:
    id = created(client, **SLOW)
    for version in (V1, V2):
        row = row_of(client, id, version)
        assert (row["id"], row["status"], row["generated_images"]) == (id, "PENDING", [])
    user = client.get(f"{V1}/me").json()["user_details"][0]["user"]["id"]
    listed = client.get(f"{V1}/generations/user/{user}", params={"limit": 1})
    assert [row["id"] for row in listed.json()["generations"]] == [id]
    assert client.get(f"{V1}/generations/user/{uuid4()}").json() == {"generations": []}
    gone = client.request("DELETE", f"{V1}/generations/{id}", json={"any": "body"})
    assert gone.json() == {"delete_generations_by_pk": {"id": id}}
    assert row_of(client, id) is None
    assert client.delete(f"{V1}/generations/{id}").json() == {"delete_generations_by_pk": None}


@pytest.mark.parametrize("path", ["generations/x", "generations/user/x", "init-image/x", "media/x"])
def test_an_id_that_is_none(client: httpx.Client, path: str) -> None:
    answer = client.get(f"{V1}/{path}")
    expected = {"error": 'invalid input syntax for type uuid: "x"', "path": "$", "code": "data-exception"}
    assert (answer.status_code, answer.json()) == (400, expected)


def test_a_path_that_nobody_serves(client: httpx.Client) -> None:
    for path in (f"{V1}/blueprints", f"{V1}/generations-motion-svd"):
        answer = client.post(path, json={})
        assert answer.status_code == 404
        assert answer.json() == {"error": "Endpoint not found", "path": "$", "code": "not-found"}


# Uploads and account --------------------------------------------------------------------------------------------------


def test_a_picture_is_promised_seen_and_removed(client: httpx.Client) -> None:
    content = picture(96, 54)
    id = upload(client, "init-image", "png", content)
    row = client.get(f"{V1}/init-image/{id}").json()["init_images_by_pk"]
    assert (row["id"], row.keys()) == (id, {"id", "url", "createdAt"})
    assert httpx.get(row["url"]).content == content
    assert client.delete(f"{V1}/init-image/{id}").json() == {"delete_init_images_by_pk": {"id": id}}
    assert client.get(f"{V1}/init-image/{id}").json() == {"init_images_by_pk": None}
    assert client.delete(f"{V1}/init-image/{id}").json() == {"delete_init_images_by_pk": None}
    assert httpx.get(row["url"]).status_code == 404


def test_media_tell_what_they_are(client: httpx.Client, tmp_path: Path) -> None:
    film = clip(tmp_path / "film.mp4", seconds=2).read_bytes()
    sound = other_file(tmp_path / "sound.mp3", audio="libmp3lame").read_bytes()
    waiting = upload(client, "media", "mov", None)
    row = client.get(f"{V1}/media/{waiting}").json()["uploaded_media_by_pk"]
    assert (row["status"], row["mediaType"], row["url"]) == ("PENDING", None, None)
    id = upload(client, "media", "mp4", film)
    row = client.get(f"{V1}/media/{id}").json()["uploaded_media_by_pk"]
    assert (row["status"], row["mediaType"], row["width"], row["height"]) == ("COMPLETE", "VIDEO", 96, 64)
    assert (round(row["duration"], 1), row["video_fps"], row["statusReason"]) == (2.0, None, None)
    heard = upload(client, "media", "mp3", sound)
    row = client.get(f"{V1}/media/{heard}").json()["uploaded_media_by_pk"]
    assert (row["status"], row["mediaType"], row["width"]) == ("COMPLETE", "AUDIO", None)
    assert client.delete(f"{V1}/media/{id}").json() == {"delete_uploaded_media_by_pk": {"id": id}}
    assert client.get(f"{V1}/media/{id}").json() == {"uploaded_media_by_pk": None}


def test_media_that_are_none_have_failed_and_can_be_sent_again(client: httpx.Client, tmp_path: Path) -> None:
    place = client.post(f"{V1}/media", json={"extension": "mp4"}).json()["uploadMedia"]
    fields, path = json.loads(place["fields"]), f"{V1}/media/{place['uploadId']}"
    assert httpx.post(place["url"], data=fields, files={"file": b"MZ no film at all"}).status_code == 400
    row = client.get(path).json()["uploaded_media_by_pk"]
    assert row["status"] == "FAILED"
    assert row["statusReason"]
    film = clip(tmp_path / "film.mp4").read_bytes()
    assert httpx.post(place["url"], data=fields, files={"file": film}).status_code == 204
    assert client.get(path).json()["uploaded_media_by_pk"]["status"] == "COMPLETE"


def test_what_a_service_costs(client: httpx.Client) -> None:
    service = "MOTION_VIDEO_GENERATION"
    body = {"service": service, "serviceParams": {service: {"resolution": "RESOLUTION_720"}}}
    answer = client.post(f"{V1}/pricing-calculator", json=body)
    assert answer.json() == {"calculateProductionApiServiceCost": {"cost": 0}}
    answer = client.post(f"{V1}/pricing-calculator", json={"service": "TEXTURE_GENERATION"})
    assert answer.status_code == 400
    assert answer.json()["error"] == "TEXTURE_GENERATION is not supported within the Production API."


# Profiles and webhooks ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose operator has chosen every profile; nobody works there."""
    folder = tmp_path_factory.mktemp("profiles")
    with serving(folder, queues="none", profiles="leonardo=http+lenient+strict") as server:
        yield server


def test_profiles_are_the_operators_choice(client: httpx.Client, strict: Server) -> None:
    wrong = {"model": MINI, "parameters": {"prompt": "x", "duration": 99}}
    strange = {"model": MINI, "parameters": {"prompt": "x", "loop": True}}
    assert client.post(CREATE, json=wrong).status_code == client.post(CREATE, json=strange).status_code == 200
    assert message(client.post(CREATE, json=strange)) == "parameters.loop is not allowed"
    with strict.client() as other:
        refused = other.post(CREATE, json=wrong)
        assert (refused.status_code, refused.json()) == (400, client.post(CREATE, json=wrong).json())
        assert "generate" in other.post(CREATE, json=strange).json()
        end = upload(other, "init-image", "png", picture(64, 64))
        guidances = {"end_frame": [{"image": {"id": end, "type": "UPLOADED"}}]}
        alone = other.post(CREATE, json={"model": MINI, "parameters": {"prompt": "x", "guidances": guidances}})
        assert alone.status_code == 400
        assert message(alone).endswith("requires parameters.guidances.start_frame[0].image")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


def test_a_key_is_told_of_its_generations(tmp_path: Path, receiver: Receiver) -> None:
    words = ("keys", "create", "laptop", "--webhook-url", receiver.url(), "--webhook-secret", "whisper")
    with serving(tmp_path, allow_private_webhooks="true") as server:
        key = kinora(*words, "--data", str(server.data), KINORA_ALLOW_PRIVATE_WEBHOOKS="true").stdout.strip()
        with server.client(authorization=f"Bearer {key}") as client:
            id = motion(client, TEXT)
            until(lambda: receiver.got)
            (got,) = receiver.got
            assert got.headers["authorization"] == "Bearer whisper"
            assert got.json["type"] == "video_generation.complete"
            row = got.json["data"]["object"]
            assert (row["id"], row["status"]) == (id, "COMPLETE")
            assert key not in got.body.decode()
            assert httpx.get(row["images"][0]["motionMP4URL"]).status_code == 200
            assert client.get(f"{V1}/me").json()["user_details"][0]["user"]["username"] == "laptop"
