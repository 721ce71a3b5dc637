"""`kinora storyboard`: what a prompt becomes, for people and as JSON, and the sheet."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_commands import kinora

PROMPT = "A koala surfs a wave at sunset, then it jumps over a zorgblat, cinematic"


def test_people_read_the_scene_and_the_words_without_effect() -> None:
    done = kinora("storyboard", PROMPT)
    assert done.returncode == 0, done.stderr
    assert "sea, sunset" in done.stdout
    assert "koala: surf, then jump" in done.stdout
    assert "No effect: zorgblat" in done.stdout


def test_json_and_nothing_else(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.png"
    done = kinora(
        "storyboard", PROMPT, "-o", str(sheet), "--json", "--size", "320x180", "--seconds", "4", "--seed", "3"
    )
    assert done.returncode == 0, done.stderr
    board = json.loads(done.stdout)
    assert board["panels"][0]["actors"][0]["is"] == "koala"
    assert board["panels"][0]["end"] == 4.0
    assert board["unmatched"] == ["zorgblat"]
    assert sheet.read_bytes().startswith(b"\x89PNG")


def test_a_fixed_camera_and_other_languages() -> None:
    done = kinora("storyboard", "一只猫在森林里奔跑, pan left", "--camera-fixed", "--json")
    panel = json.loads(done.stdout)["panels"][0]
    assert [move["move"] for move in panel["camera"]] == ["static"]
    assert (panel["place"], panel["actors"][0]["is"]) == ("forest", "cat")


def test_what_can_not_be_is_said_in_a_sentence(tmp_path: Path) -> None:
    for size in ("wide", "8x8"):
        done = kinora("storyboard", "a cat", "--size", size)
        assert done.returncode == 2
        assert "--size" in done.stderr
        assert "Traceback" not in done.stderr
    done = kinora("storyboard", "a cat", "-o", str(tmp_path / "none" / "sheet.png"), "--size", "64x64")
    assert done.returncode == 2
    assert "can't be written" in done.stderr
