"""`kinora snippet`: what it prints runs; what it can't say it refuses in the command line's own words."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_commands import kinora
from tests.dialects.registry import BY_NAME, DIALECTS, small_spec, usual_model
from tests.served import Server, look, picture

WISH = ("--prompt", "A koala", "--model", "seedance-2.0-mini")


def test_what_it_prints_runs_to_the_mp4(server: Server, tmp_path: Path) -> None:
    """With a start frame from a file, which goes into the program itself."""
    (tmp_path / "koala.png").write_bytes(picture(320, 180))
    name = next(dialect.name for dialect in DIALECTS if "start_frame" not in dialect.unsaid)
    where = ("--dialect", name, "--base-url", server.base, "--key-env", "A_KEY", "--language", "python")
    look_of_it = ("--start-frame", str(tmp_path / "koala.png"), "--size", "320x180", "--seconds", "4", "--seed", "7")
    done = kinora("snippet", *where, *WISH, *look_of_it)
    assert done.returncode == 0, done.stderr
    (tmp_path / "it.py").write_text(done.stdout, "utf-8")
    environment = {"PATH": os.environ["PATH"], "A_KEY": "a-test-key"}
    command = [sys.executable, "it.py"]
    ran = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.returncode == 0, ran.stderr
    film = look((tmp_path / "video.mp4").read_bytes(), tmp_path)
    assert (film.width, film.height, film.frames) == (320, 180, 96)


@pytest.mark.parametrize("dialect", [dialect.name for dialect in DIALECTS])
@pytest.mark.parametrize(("language", "word"), [("curl", "curl "), ("python", "requests"), ("javascript", "fetch(")])
def test_every_dialect_in_every_language(dialect: str, language: str, word: str) -> None:
    spec = small_spec(BY_NAME[dialect])
    tier = ("--tier", spec.size.tier) if spec.size.tier else ()
    done = kinora("snippet", "--dialect", dialect, "--language", language, "--model", spec.model, *tier, *WISH[:2])
    assert done.returncode == 0, done.stderr
    assert word in done.stdout
    assert "KINORA_KEY" in done.stdout


def refused(*words: str) -> str:
    done = kinora("snippet", *words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return done.stderr


def test_what_a_dialect_can_not_say_is_named_by_its_option() -> None:
    switches = {"sound": "--no-sound", "camera_fixed": "--camera-fixed"}
    found = [(one, field) for one in DIALECTS for field in switches if field in one.unsaid]
    assert found
    for dialect, field in found:
        wish = ("--model", usual_model(dialect), *WISH[:2], switches[field])
        assert switches[field] in refused("--dialect", dialect.name, *wish)


def test_every_problem_is_told_in_one_go() -> None:
    told = refused("--dialect", DIALECTS[0].name, *WISH, "--seconds", "99", "--size", "1x1")
    assert "--seconds must be" in told
    assert "--size" in told


def test_wrong_words_are_answered_with_the_right_ones(tmp_path: Path) -> None:
    assert DIALECTS[0].name in refused("--dialect", "nobody", *WISH)
    wish = ("--prompt", "A koala", "--model", "seedance-2.0-mini", "--tier", "480p")
    assert "javascript" in refused("--dialect", DIALECTS[0].name, *wish, "--language", "cobol")
    assert "--key-env" in refused("--dialect", DIALECTS[0].name, *wish, "--key-env", "A; rm")
    missing = str(tmp_path / "none.png")
    assert "--start-frame can't be read" in refused("--dialect", DIALECTS[0].name, *wish, "--start-frame", missing)
