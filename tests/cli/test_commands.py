"""The commands as a person types them: what they print, what they refuse, and with which exit status."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import httpx
import pytest

from kinora.dialects.base import Reply
from tests.dialects.registry import DIALECTS, small_spec
from tests.jobs.pg import Postgres
from tests.served import KINORA, Server, free_port, look, picture, serving


def kinora(*words: str, cwd: Path | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLUMNS": "200", **variables}
    command = [str(KINORA), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=cwd, env=environment, check=False)


def test_help_names_every_command() -> None:
    shown = kinora("--help").stdout
    for command in ("serve", "render", "models", "doctor", "keys"):
        assert command in shown
        assert kinora(command, "--help").returncode == 0


def test_models_tells_what_each_dialect_calls_them() -> None:
    assert "bytedance/dreamina-seedance-2-0-mini" in kinora("models").stdout
    found = {model["id"]: model for model in json.loads(kinora("models", "--json").stdout)}
    assert found["seedance-1.0-pro"]["sizes"]["1080p"]["21:9"] == [2176, 928]


def test_doctor_says_the_next_command(tmp_path: Path) -> None:
    done = kinora("doctor", "--data", str(tmp_path), KINORA_PORT=str(free_port()))
    assert done.returncode == 0, done.stdout
    assert done.stdout.rstrip().endswith("Next: kinora serve")


def test_doctor_looks_at_the_database_and_the_bucket_that_are_set(tmp_path: Path, postgres: Postgres) -> None:
    url = postgres.url()
    there = kinora("doctor", "--data", str(tmp_path), KINORA_PORT=str(free_port()), KINORA_DATABASE_URL=url)
    assert there.returncode == 0 and "empty, made ready at the first start" in there.stdout
    away = "postgresql://a:secret@127.0.0.1:9/x"
    lost = kinora(
        "doctor", "--data", str(tmp_path), KINORA_DATABASE_URL=away, KINORA_STORE_URL=f"file://{tmp_path}/taken"
    )
    assert lost.returncode == 1 and "Next: look at KINORA_DATABASE_URL" in lost.stdout
    assert "secret" not in lost.stdout


def test_doctor_finds_a_taken_port(tmp_path: Path, server: Server) -> None:
    done = kinora("doctor", "--data", str(tmp_path), KINORA_PORT=str(server.port))
    assert done.returncode == 1
    assert f"Next: kinora serve --port {server.port + 1}" in done.stdout


def test_no_open_house_to_the_network(tmp_path: Path) -> None:
    done = kinora("serve", "--host", "0.0.0.0", "--data", str(tmp_path))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "without API keys" in done.stderr
    assert "kinora keys create" in done.stderr


def test_settings_that_are_wrong_are_all_named(tmp_path: Path) -> None:
    done = kinora("serve", "--port", "99999", "--slots", "0", cwd=tmp_path)
    assert done.returncode == 2
    assert "port:" in done.stderr
    assert "slots:" in done.stderr
    assert "Traceback" not in done.stderr
    (tmp_path / "kinora.toml").write_text("prot = 8480\n")
    unknown = kinora("serve", cwd=tmp_path)
    assert (unknown.returncode, "prot" in unknown.stderr) == (2, True)


def test_what_keeps_a_server_from_starting_is_one_sentence(tmp_path: Path, server: Server) -> None:
    wrong = kinora("serve", "--data", str(tmp_path / "data"), "--queues", "tape")
    assert (wrong.returncode, "no line 'tape'" in wrong.stderr) == (1, True)
    taken = kinora("serve", "--data", str(tmp_path / "data"), "--port", str(server.port))
    assert taken.returncode != 0
    assert "address already in use" in taken.stderr
    (tmp_path / "file").touch()
    nowhere = kinora("serve", "--data", str(tmp_path / "file" / "data"))
    assert (nowhere.returncode, "can't be used" in nowhere.stderr) == (2, True)
    for done in (wrong, taken, nowhere):
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_options_beat_variables_beat_the_file(tmp_path: Path) -> None:
    file_port, variable_port, option_port = free_port(), free_port(), free_port()
    (tmp_path / "kinora.toml").write_text(f'port = {file_port}\npublic_url = "https://video.example"\n')
    environment = {**os.environ, "KINORA_PORT": str(variable_port)}
    command = [str(KINORA), "serve", "--port", str(option_port), "--data", str(tmp_path / "data")]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "https://video.example" in line
        assert httpx.get(f"http://127.0.0.1:{option_port}/healthz").json()["status"] == "ok"
        process.terminate()


def test_the_greeting_prints_curl_lines_that_work(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        lines = re.findall(r"^  (curl .*)$", server.log(), re.MULTILINE)
        for dialect, line in zip(DIALECTS, lines, strict=True):
            answer = subprocess.run(["bash", "-c", line], capture_output=True, check=True).stdout
            sent = dialect.decode_submitted(Reply(body=answer))
            id = dialect.decode_id(dialect.encode_poll(sent, small_spec(dialect)))
            with server.client() as client:
                assert client.post(f"/api/v1/jobs/{id}/cancel").json()["state"] == "cancelled"


def test_a_stopped_server_leaves_no_process_behind(tmp_path: Path) -> None:
    with serving(tmp_path) as server, server.client() as client:
        wish = {"model": "seedance-2.0-mini", "prompt": "a cat", "seconds": 15}
        id = client.post("/api/v1/jobs", json=wish).json()["id"]
        while client.get(f"/api/v1/jobs/{id}").json()["state"] != "running":
            pass
        assert server.process is not None
        group = server.process.pid
        server.stop()
    listing = subprocess.run(["ps", "-eo", "ppid,args"], capture_output=True, text=True, check=True).stdout
    assert not re.search(rf"^\s*{group}\s", listing, re.MULTILINE)
    assert str(server.data) not in listing


def test_render_without_a_server(tmp_path: Path) -> None:
    target = tmp_path / "koala.mp4"
    words = ("render", "A koala surfs a wave at sunset", "-o", str(target), "--size", "160x90", "--seconds", "4")
    done = kinora(*words, "--seed", "9", "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["width"], said["height"], said["seconds"], said["seed"], said["engine"]) == (160, 90, 4, 9, "previs")
    film = look(target.read_bytes(), tmp_path)
    assert (film.width, film.height, film.frames, film.sound) == (160, 90, 96, "aac")
    again = tmp_path / "again.mp4"
    assert kinora(*words[:3], str(again), *words[4:], "--seed", "9").returncode == 0
    assert again.read_bytes() == target.read_bytes()
    other = tmp_path / "other.mp4"
    assert kinora(*words[:3], str(other), *words[4:], "--seed", "10", "--no-sound").returncode == 0
    assert other.read_bytes() != target.read_bytes()
    assert look(other.read_bytes(), tmp_path).sound is None


def test_render_follows_the_start_frame(tmp_path: Path) -> None:
    (tmp_path / "tall.png").write_bytes(picture(90, 160))
    words = ("render", "the camera moves in", "-o", "tall.mp4", "--start-frame", "tall.png", "--tier", "480p")
    done = kinora(*words, "--seconds", "4", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (json.loads(done.stdout)["width"], json.loads(done.stdout)["height"]) == (496, 864)


@pytest.mark.parametrize(
    ("words", "fragments"),
    [
        (
            ("--seconds", "99", "--size", "63x7"),
            ("--seconds must be one of", "--size (width) must", "--size (height) must"),
        ),
        (("--model", "sora"), ("--model must be one of", "seedance-1.0-pro")),
        (("--size", "big"), ("--size must be like 1280x720",)),
        (("--aspect", "5:4", "--tier", "8k"), ("--aspect must be one of", "--tier must be one of")),
    ],
)
def test_render_names_everything_that_is_wrong(
    tmp_path: Path, words: tuple[str, ...], fragments: tuple[str, ...]
) -> None:
    done = kinora("render", "a cat", "-o", str(tmp_path / "x.mp4"), *words)
    assert done.returncode == 2
    for fragment in fragments:
        assert fragment in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_render_refuses_a_picture_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "words.png").write_text("only words")
    done = kinora("render", "a cat", "-o", "x.mp4", "--start-frame", "words.png", "--seconds", "4", cwd=tmp_path)
    assert done.returncode == 2
    assert "--start-frame" in done.stderr
    assert "words.png" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["words.png"]
