"""Keys: each dialect reads its own header, and everything belongs to the key's owner."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.served import AIML, KINORA, MINI, Server, finished, serving

V1, V2 = "/api/rest/v1", "/api/rest/v2"
WISH = {"model": "seedance-2.0-mini", "prompt": "a cat", "width": 128, "height": 72, "seconds": 4, "seed": 1}


def make_key(data: Path, name: str) -> str:
    command = [str(KINORA), "keys", "create", name, "--data", str(data)]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str, str]]:
    folder = tmp_path_factory.mktemp("owners")
    anna, ben = make_key(folder / "data", "anna"), make_key(folder / "data", "ben")
    with serving(folder) as server:
        yield server, anna, ben


def test_each_dialect_refuses_strangers_in_its_own_words(house: tuple[Server, str, str]) -> None:
    server, _, _ = house
    leonardo = httpx.get(f"{server.base}{V1}/me", headers={"authorization": "Bearer nobody"})
    assert leonardo.status_code == 401
    text = "Authentication hook unauthorized this request"
    assert leonardo.json() == {"error": text, "path": "$", "code": "access-denied"}
    magnific = httpx.get(f"{server.base}{MINI}", headers={"x-magnific-api-key": "nobody"})
    assert (magnific.status_code, magnific.json()) == (401, {"message": "Invalid API key"})
    assert httpx.get(f"{server.base}{MINI}").json() == {"message": "Missing API key"}
    aimlapi = httpx.get(f"{server.base}{AIML}?generation_id=x")
    assert (aimlapi.status_code, aimlapi.json()["statusCode"]) == (401, 401)
    native = httpx.get(f"{server.base}/api/v1/jobs")
    assert (native.status_code, native.json()["code"]) == (401, "unauthorized")


def test_an_open_house_takes_any_key_but_wants_one(server: Server) -> None:
    """A page in the user's browser can reach loopback, but can't send a key's header without being asked."""
    for headers in ({}, {"authorization": "Bearer"}, {"authorization": "any"}):
        assert httpx.get(f"{server.base}/api/v1/jobs", headers=headers).status_code == 401
    assert httpx.post(f"{server.base}{MINI}-480p", json={"prompt": "x"}).json() == {"message": "Missing API key"}
    assert httpx.get(f"{server.base}/api/v1/jobs", headers={"authorization": "Bearer anything"}).status_code == 200


def test_the_first_key_closes_an_open_house_that_is_running(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        stranger = {"x-magnific-api-key": "anything"}
        made = httpx.post(f"{server.base}{MINI}-480p", headers=stranger, json={"prompt": "x"}).json()["data"]["task_id"]
        key = make_key(server.data, "first")
        until = time.monotonic() + 15
        while httpx.get(f"{server.base}{MINI}", headers=stranger).status_code == 200 and time.monotonic() < until:
            time.sleep(0.2)
        assert httpx.get(f"{server.base}{MINI}", headers=stranger).status_code == 401
        mine = {"x-magnific-api-key": key}
        assert [task["task_id"] for task in httpx.get(f"{server.base}{MINI}", headers=mine).json()["data"]] == [made]
        other = {"x-magnific-api-key": make_key(server.data, "second")}
        assert httpx.get(f"{server.base}{MINI}", headers=other).json() == {"data": []}
        httpx.delete(f"{server.base}{MINI}/{made}", headers=mine)


def test_bearer_is_not_magnifics_scheme_but_the_older_header_is(house: tuple[Server, str, str]) -> None:
    server, anna, _ = house
    assert httpx.get(f"{server.base}{MINI}", headers={"authorization": f"Bearer {anna}"}).status_code == 401
    assert httpx.get(f"{server.base}{MINI}", headers={"X-Freepik-API-Key": anna}).status_code == 200
    both = {"x-magnific-api-key": anna, "x-freepik-api-key": anna}
    assert httpx.get(f"{server.base}{MINI}", headers=both).status_code == 200


def test_what_is_annas_does_not_exist_for_ben(house: tuple[Server, str, str]) -> None:
    server, anna, ben = house
    with (
        httpx.Client(base_url=server.base, headers={"authorization": f"Bearer {anna}"}) as hers,
        httpx.Client(base_url=server.base, headers={"authorization": f"Bearer {ben}"}) as his,
    ):
        job = finished(hers, hers.post("/api/v1/jobs", json=WISH).json()["id"])
        id = job["id"]
        assert his.get(f"{V1}/generations/{id}").json() == {"generations_by_pk": None}
        assert his.get(f"/api/v1/jobs/{id}").status_code == 404
        assert his.get(AIML, params={"generation_id": id}).status_code == 404
        answer = httpx.get(f"{server.base}{MINI}/{id}", headers={"x-magnific-api-key": ben})
        assert (answer.status_code, answer.json()) == (404, {"message": "Task not found"})
        assert his.delete(f"{V1}/generations/{id}").json() == {"delete_generations_by_pk": None}
        assert his.get("/api/v1/jobs").json()["total"] == 0
        me = hers.get(f"{V1}/me").json()["user_details"][0]["user"]["id"]
        assert [row["id"] for row in hers.get(f"{V1}/generations/user/{me}").json()["generations"]] == [id]
        assert his.get(f"{V1}/generations/user/{me}").json() == {"generations": []}
        stolen = {**WISH, "start_frame": {"generated": id}}
        refusal = his.post("/api/v1/jobs", json=stolen)
        assert refusal.status_code == 400
        assert refusal.json()["problems"][0]["field"] == "start_frame"
        mine = hers.post("/api/v1/jobs", json=stolen)
        assert mine.status_code == 201
        assert hers.delete(f"/api/v1/jobs/{mine.json()['id']}").status_code == 204


def test_idempotency_keys_are_an_owners_own(house: tuple[Server, str, str]) -> None:
    server, anna, ben = house
    ids = []
    for key in (anna, anna, ben):
        headers = {"authorization": f"Bearer {key}", "idempotency-key": "one"}
        ids.append(httpx.post(f"{server.base}/api/v1/jobs", json=WISH, headers=headers).json()["id"])
    assert ids[0] == ids[1] != ids[2]


def test_a_revoked_key_stops_working(house: tuple[Server, str, str]) -> None:
    server, _, _ = house
    key = make_key(server.data, "carol")
    listing = [str(KINORA), "keys", "list", "--data", str(server.data)]
    lines = subprocess.run(listing, capture_output=True, check=True, text=True).stdout.splitlines()
    id = next(line.split()[0] for line in lines if line.endswith("carol"))
    assert all(key not in line for line in lines)
    revoking = [str(KINORA), "keys", "revoke", id, "--data", str(server.data)]
    assert subprocess.run(revoking, check=False).returncode == 0
    assert httpx.get(f"{server.base}{MINI}", headers={"x-magnific-api-key": key}).status_code == 401
    assert subprocess.run(revoking, check=False, capture_output=True).returncode == 2


def test_secrets_are_stored_nowhere(house: tuple[Server, str, str]) -> None:
    server, anna, ben = house
    for file in server.data.parent.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert anna.encode() not in content
            assert ben.encode() not in content


def test_a_list_under_a_tiers_path_shows_that_tier_alone(house: tuple[Server, str, str]) -> None:
    server, _, _ = house
    headers = {"x-magnific-api-key": make_key(server.data, "dora")}
    with httpx.Client(base_url=server.base, headers=headers) as client:
        ids = {
            tier: client.post(f"{MINI}-{tier}", json={"prompt": "x"}).json()["data"]["task_id"]
            for tier in ("480p", "720p")
        }
        for tier, id in ids.items():
            assert [task["task_id"] for task in client.get(f"{MINI}-{tier}").json()["data"]] == [id]
            assert client.get(f"{MINI}-720p/{id}").status_code == 200
        everything = client.get(MINI)
        assert (len(everything.json()["data"]), everything.headers["x-total-count"]) == (2, "2")
        for id in ids.values():
            client.delete(f"{MINI}/{id}")
