"""`kinora backup` and `kinora sweep` beside a server that runs."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import httpx
import pytest

from tests.cli.test_commands import kinora
from tests.disks import mounted
from tests.served import Server, finished, picture, serving

WISH = {"model": "seedance-2.0-mini", "prompt": "a cat naps", "width": 128, "height": 72, "seconds": 4, "seed": 1}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("backed")) as server:
        yield server


@pytest.fixture(scope="module")
def job(server: Server) -> dict[str, Any]:
    with server.client() as client:
        done = finished(client, client.post("/api/v1/jobs", json=WISH).json()["id"])
    assert done["state"] == "succeeded", done
    return done


def files_in(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def test_a_copy_made_while_jobs_come_in_is_served_with_its_videos(
    server: Server, job: dict[str, Any], tmp_path: Path
) -> None:
    stop = Event()

    def write() -> None:
        with server.client() as client:
            while not stop.is_set():
                client.post("/api/v1/assets", files={"file": ("a.png", picture(64, 64))}).raise_for_status()

    writer = Thread(target=write)
    writer.start()
    try:
        done = kinora("backup", str(tmp_path / "copy"), "--data", str(server.data))
    finally:
        stop.set()
        writer.join()
    assert done.returncode == 0, done.stderr
    assert "whole and sound" in done.stdout
    copy = tmp_path / "copy"
    assert {path.parts[0] for path in files_in(copy)} == {"kinora.db", "secret", "media"}
    assert stat.S_IMODE((copy / "secret").stat().st_mode) == 0o600
    assert kinora("sweep", "--older-than", "0", "--dry-run", "--data", str(copy)).stdout.startswith(
        "Would be removed: expired files 0, old jobs 0, files without a row 0"
    )
    with serving_copy(copy) as second:
        shown = httpx.get(f"{second.base}/api/v1/jobs/{job['id']}", headers={"authorization": "Bearer any"}).json()
        assert shown["state"] == "succeeded"
        film = httpx.get(shown["video"]["url"])
        assert film.status_code == 200
        assert film.content == httpx.get(job["video"]["url"]).content
        # The same secret: a link that was given out before is good for the copy too.
        old = httpx.URL(job["video"]["url"]).copy_with(port=second.port)
        assert httpx.get(old).content == film.content


@contextmanager
def serving_copy(copy: Path) -> Iterator[Server]:
    second = Server(copy)
    second.start()
    try:
        yield second
    finally:
        second.stop()


def test_on_the_same_disk_files_are_links_and_elsewhere_copies(
    server: Server, job: dict[str, Any], tmp_path: Path
) -> None:
    assert kinora("backup", str(tmp_path / "near"), "--data", str(server.data)).returncode == 0
    key = next(path for path in files_in(tmp_path / "near") if path.suffix == ".mp4")
    assert (tmp_path / "near" / key).stat().st_nlink >= 2
    with mounted(tmp_path / "disk", size="64m") as disk:
        done = kinora("backup", str(disk), "--data", str(server.data))
        assert done.returncode == 0, done.stderr
        assert "links" not in done.stdout
        assert (disk / key).read_bytes() == (tmp_path / "near" / key).read_bytes()


def test_what_vanishes_meanwhile_is_told_and_not_named_in_the_copy(server: Server, tmp_path: Path) -> None:
    with server.client() as client:
        sent = client.post("/api/v1/assets", files={"file": ("a.png", picture(64, 64))}).json()
    for path in (server.data / "media" / "uploads" / sent["id"]).iterdir():
        path.unlink()
    done = kinora("backup", str(tmp_path / "copy"), "--data", str(server.data))
    assert "not in the copy: 1." in done.stdout
    state = "select state from assets where id = ?"
    with sqlite3.connect(tmp_path / "copy" / "kinora.db") as connection:
        assert connection.execute(state, (sent["id"].replace("-", ""),)).fetchone() == ("deleted",)
    told = kinora("sweep", "--data", str(server.data))
    assert told.returncode == 1
    assert f"Missing from the store: asset {sent['id']}" in told.stdout


def test_what_can_not_be_backed_up_is_said_in_a_sentence(server: Server, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "something").touch()
    data = ("--data", str(server.data))
    full = kinora("backup", str(tmp_path / "full"), *data)
    assert (full.returncode, "not an empty folder" in full.stderr) == (2, True)
    none = kinora("backup", str(tmp_path / "new"), "--data", str(tmp_path / "nowhere"))
    assert (none.returncode, "nothing to back up" in none.stderr) == (2, True)
    inside = kinora("backup", str(server.data / "media" / "copy"), *data)
    assert (inside.returncode, "Name another one" in inside.stderr) == (2, True)
    postgres = kinora("backup", str(tmp_path / "new"), *data, KINORA_DATABASE_URL="postgresql://a/b")
    assert (postgres.returncode, "pg_dump" in postgres.stderr) == (2, True)
    with mounted(tmp_path / "small", size="64k") as small:
        cramped = kinora("backup", str(small), *data)
        assert (cramped.returncode, "The backup is not complete" in cramped.stderr) == (2, True)
        assert not (small / "kinora.db").exists()
    for done in (full, none, inside, postgres, cramped):
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert not (tmp_path / "new").exists()


def test_with_a_bucket_the_database_alone_is_copied(server: Server, tmp_path: Path) -> None:
    done = kinora("backup", str(tmp_path / "copy"), "--data", str(server.data), KINORA_STORE_URL="s3://bucket/kinora")
    assert done.returncode == 0, done.stderr
    assert "they are in the bucket" in done.stdout
    assert {str(path) for path in files_in(tmp_path / "copy")} == {"kinora.db", "secret"}


def test_a_sweep_says_what_it_did(server: Server, tmp_path: Path) -> None:
    lone = server.data / "media" / "videos" / "lone.mp4"
    lone.parent.mkdir(parents=True, exist_ok=True)
    lone.write_bytes(bytes(2_000_000))
    partial = lone.with_name("other.mp4#1")
    partial.touch()
    young = kinora("sweep", "--data", str(server.data))
    assert "files without a row 0" in young.stdout
    dry = kinora("sweep", "--older-than", "0", "--dry-run", "--data", str(server.data))
    assert "Would be removed: " in dry.stdout
    assert "files without a row 1 (2.0 MB), half-written files 1." in dry.stdout
    assert lone.exists()
    done = kinora("sweep", "--older-than", "0", "--data", str(server.data))
    assert "files without a row 1 (2.0 MB), half-written files 1." in done.stdout
    assert not lone.exists()
    assert not partial.exists()
