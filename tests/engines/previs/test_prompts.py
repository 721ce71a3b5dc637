"""Sixty prompts as people write them, against the readings that stand beside them in prompts.toml."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kinora.engines.previs.reading.prompt import read_prompt
from kinora.engines.previs.scene import Actor, Scene, Storyboard

PROMPTS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "prompts.toml").read_text("utf-8"))["prompt"]
SCENE_WORDS = ("place", "time", "weather", "style", "mood", "framing", "pace")


def board_of(prompt: dict[str, Any]) -> Storyboard:
    return read_prompt(prompt["text"], seconds=prompt.get("seconds", 5.0))


def matched(board: Storyboard) -> float:
    return 1.0 - len(board.unmatched) / board.words if board.words else 1.0


def told(actor: Actor) -> str:
    """An actor as prompts.toml writes it."""
    acts = (
        act.action + (f"@{act.partner}" if act.partner is not None else "") + (f"+{act.prop}" if act.prop else "")
        for act in actor.acts
    )
    return f"{actor.species}: {', '.join(acts)}"


def cast(scene: Scene) -> list[str]:
    """The actors, with "*3" behind what three in a row are and do."""
    lines = Counter(told(actor) for actor in scene.actors)
    return [line if count == 1 else f"{line}*{count}" for line, count in lines.items()]


def readings(prompt: dict[str, Any], board: Storyboard) -> dict[str, Any]:
    """What was read of everything that the prompt's row names."""
    scene, scenes = board.first, board.scenes
    everything: dict[str, Any] = {
        "all": board.unmatched == (),
        "places": [scene.place for scene in scenes],
        "transitions": [panel.transition for panel in board.panels],
        "begins": [round(panel.begin, 2) for panel in board.panels],
        "actors": cast(scene) if len(scenes) == 1 else [cast(scene) for scene in scenes],
        "camera": [move.name for scene in scenes for move in scene.camera],
        "species": [actor.species for scene in scenes for actor in scene.actors],
        "props": [prop.name for scene in scenes for prop in scene.props]
        + [act.prop for scene in scenes for actor in scene.actors for act in actor.acts],
        "effects": [effect for scene in scenes for effect in scene.effects],
        "holds": [actor.holds for actor in scene.actors if actor.holds],
        "lines": [f"{'' if line.speaker is None else line.speaker}: {line.text}" for s in scenes for line in s.lines],
        "coats": [bool(actor.coat) for actor in scene.actors],
    }
    everything |= {word: getattr(scene, word) for word in SCENE_WORDS}
    return {key: everything[key] for key in prompt if key in everything}


@pytest.mark.parametrize("prompt", PROMPTS, ids=[prompt["text"][:40] for prompt in PROMPTS])
def test_a_prompt_is_read_as_its_row_says(prompt: dict[str, Any]) -> None:
    board = board_of(prompt)
    for key, read in readings(prompt, board).items():
        if key in ("props", "effects", "camera", "species"):
            missing = Counter(prompt[key]) - Counter(read)
            assert not missing, f"{key}: {read}"
        else:
            assert read == prompt[key], key
    assert matched(board) >= 0.7, board.unmatched


def test_nine_of_ten_content_words_have_an_effect() -> None:
    boards = [board_of(prompt) for prompt in PROMPTS]
    words, unmatched = sum(board.words for board in boards), sum(len(board.unmatched) for board in boards)
    assert words > 600
    assert 1.0 - unmatched / words >= 0.9


def test_there_are_sixty_prompts_of_twelve_kinds_after_those_of_the_vendors() -> None:
    kinds = Counter(prompt["kind"] for prompt in PROMPTS)
    assert sum(kinds.values()) == 60
    assert len(kinds) == 13
    assert [prompt["kind"] for prompt in PROMPTS[:3]] == ["seeds"] * 3
    assert all(count >= 4 for kind, count in kinds.items() if kind != "seeds")
    assert all(
        12 <= len(prompt["text"].split()) <= 60
        for prompt in PROMPTS
        if prompt["kind"] not in ("seeds", "other languages")
    )
