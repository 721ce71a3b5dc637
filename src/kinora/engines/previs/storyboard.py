"""A prompt as a storyboard before anything is rendered: the scenes as read, a contact sheet, and what had no effect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kinora.engines.previs.reading.prompt import read_prompt
from kinora.engines.previs.scene import Act, Actor, Line, Panel, Storyboard

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sketch:
    """board: the reading as plain JSON values, see `board_json`. png: the contact sheet."""

    board: Json
    png: bytes


def storyboard(
    prompt: str,
    *,
    width: int = 1280,
    height: int = 720,
    seconds: float = 5.0,
    fps: int = 24,
    seed: int = 0,
    camera_fixed: bool = False,
) -> Sketch:
    """Read a prompt and draw its contact sheet. width, height: the video's; the sheet's frames are small."""
    from kinora.engines.previs.contact_sheet import draw_sheet, png_of  # drawing is loaded only where it is wanted

    board = read_prompt(prompt, camera_fixed=camera_fixed, seconds=seconds)
    sheet = draw_sheet(board, prompt, width=width, height=height, seconds=seconds, fps=fps, seed=seed)
    return Sketch(board_json(board, seconds), png_of(sheet))


def read_board(prompt: str, *, seconds: float = 5.0, camera_fixed: bool = False) -> Json:
    """A prompt as read, without a picture."""
    return board_json(read_prompt(prompt, camera_fixed=camera_fixed, seconds=seconds), seconds)


def board_json(board: Storyboard, seconds: float) -> Json:
    """A storyboard as plain JSON values; every time is in seconds from the clip's start.

    panels: shots between cuts. unmatched: words without effect. substituted: what was drawn as something near.
    words: how many different content words the prompt has. matched: how many of them had an effect.
    """
    return {
        "panels": [_panel(panel, seconds) for panel in board.panels],
        "unmatched": list(board.unmatched),
        "substituted": list(board.substituted),
        "words": board.words,
        "matched": max(0, board.words - len(board.unmatched)),
    }


def _panel(panel: Panel, seconds: float) -> Json:
    scene = panel.scene

    def at(share: float) -> float:
        return round((panel.begin + (panel.end - panel.begin) * share) * seconds, 3)

    return {
        "begin": at(0.0),
        "end": at(1.0),
        "transition": panel.transition,
        "place": scene.place,
        "time": scene.time,
        "weather": scene.weather,
        "style": scene.style,
        "mood": scene.mood,
        "framing": scene.framing,
        "pace": scene.pace,
        "effects": list(scene.effects),
        "camera": [
            {"move": move.name, "begin": at(move.begin), "end": at(move.end), "strength": move.strength}
            for move in scene.camera
        ],
        "actors": [_actor(actor, at(actor.enters), [at(act.begin) for act in actor.acts]) for actor in scene.actors],
        "props": [
            {"is": prop.name, "count": prop.count, "colour": prop.colour, "size": prop.size} for prop in scene.props
        ],
        "lines": [_line(line, at(line.begin), at(line.end)) for line in scene.lines],
    }


def _actor(actor: Actor, enters: float, begins: list[float]) -> Json:
    return {
        "is": actor.species,
        "does": [_act(act, begin) for act, begin in zip(actor.acts, begins, strict=True)],
        "coat": actor.coat,
        "size": actor.size,
        "holds": actor.holds,
        "enters": enters,
    }


def _act(act: Act, begin: float) -> Json:
    return {"action": act.action, "begin": begin, "with": act.partner, "prop": act.prop}


def _line(line: Line, begin: float, end: float) -> Json:
    return {"text": line.text, "begin": begin, "end": end, "speaker": line.speaker}
