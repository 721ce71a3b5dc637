"""`kinora storyboard`: a prompt as previs reads it, drawn on one sheet, before a clip is rendered. Renders no video."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from kinora.cli.screen import fail

_LONGEST_SIDE = 4096


def storyboard(
    prompt: Annotated[str, typer.Argument(help="What the video shows.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The contact sheet to write, a PNG.")] = None,
    seconds: Annotated[float, typer.Option(min=0.5, max=60.0, help="Length.")] = 5.0,
    size: Annotated[str, typer.Option(help="The video's pixels, such as 1280x720.")] = "1280x720",
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same sheet.")] = 0,
    camera_fixed: Annotated[bool, typer.Option("--camera-fixed", help="Keep the camera still.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print only JSON.")] = False,
) -> None:
    """Show how previs reads a prompt: its scenes, a contact sheet, and the words that have no effect."""
    width, height = _pixels(size)
    if output is None:
        from kinora.engines.previs.storyboard import read_board

        board = read_board(prompt, seconds=seconds, camera_fixed=camera_fixed)
    else:
        board = _drawn(prompt, output, width, height, seconds, seed, camera_fixed)
    if as_json:
        typer.echo(json.dumps(board, ensure_ascii=False, indent=2))
        return
    for line in _told(board):
        typer.echo(line)
    if output is not None:
        typer.echo(f"{output}: contact sheet")


def _drawn(
    prompt: str, output: Path, width: int, height: int, seconds: float, seed: int, camera_fixed: bool
) -> dict[str, Any]:
    try:
        from kinora.engines.previs.storyboard import storyboard as sketch_of

        sketch = sketch_of(prompt, width=width, height=height, seconds=seconds, seed=seed, camera_fixed=camera_fixed)
    except ImportError as error:
        if error.name not in ("cv2", "numpy"):
            raise
        fail('The contact sheet needs OpenCV: pip install "kinora[previs]"')
    try:
        output.write_bytes(sketch.png)
    except OSError as error:
        fail(f"{output} can't be written: {error.strerror or error}")
    return sketch.board


def _pixels(size: str) -> tuple[int, int]:
    width, cross, height = size.lower().partition("x")
    if not cross or not (width.isdecimal() and height.isdecimal()):
        fail("--size must be two numbers, such as 1280x720")
    pixels = int(width), int(height)
    if not all(16 <= side <= _LONGEST_SIDE for side in pixels):
        fail(f"--size must be between 16 and {_LONGEST_SIDE} pixels a side")
    return pixels


def _told(board: dict[str, Any]) -> list[str]:
    """The board as lines for people."""
    lines: list[str] = []
    for number, panel in enumerate(board["panels"], 1):
        comes = f", {panel['transition']}" if number > 1 else ""
        lines.append(f"{number}. {panel['begin']:g}-{panel['end']:g} s{comes}: {_where(panel)}")
        rows = [
            ("camera", _camera(panel)),
            *(("actor", _actor(actor, panel["actors"])) for actor in panel["actors"]),
            ("things", ", ".join(_prop(prop) for prop in panel["props"])),
            ("in the air", ", ".join(panel["effects"])),
            *(("line", _line(line, panel["actors"])) for line in panel["lines"]),
        ]
        lines.extend(f"   {name.ljust(10)}  {text.replace('_', ' ')}" for name, text in rows if text)
    lines.append(f"{board['matched']} of {board['words']} words had an effect.")
    if board["unmatched"]:
        lines.append(f"No effect: {', '.join(board['unmatched'])}")
    if board["substituted"]:
        lines.append(f"Drawn as something near: {', '.join(board['substituted'])}")
    return lines


def _where(panel: dict[str, Any]) -> str:
    told = [panel["place"], panel["time"], panel["weather"]]
    told += [panel[key] for key in ("style", "mood", "framing") if panel[key] not in ("", "none")]
    if panel["pace"] != 1:
        told.append(f"pace {panel['pace']:g}")
    return ", ".join(told).replace("_", " ")


def _camera(panel: dict[str, Any]) -> str:
    whole = (panel["begin"], panel["end"])
    return ", ".join(
        move["move"]
        if (move["begin"], move["end"]) == whole
        else f"{move['move']} ({move['begin']:g}-{move['end']:g} s)"
        for move in panel["camera"]
    )


def _actor(actor: dict[str, Any], others: list[dict[str, Any]]) -> str:
    look = [word for word in (actor["coat"], f"size {actor['size']:g}" if actor["size"] != 1 else "") if word]
    look += [f"with {actor['holds']}"] if actor["holds"] else []
    name = f"{actor['is']} ({', '.join(look)})" if look else actor["is"]
    return f"{name}: {', then '.join(_act(act, others) for act in actor['does'])}"


def _act(act: dict[str, Any], others: list[dict[str, Any]]) -> str:
    partner = f" & {others[act['with']]['is']}" if act["with"] is not None else ""
    prop = f" + {act['prop']}" if act["prop"] else ""
    return f"{act['action']}{partner}{prop}"


def _prop(prop: dict[str, Any]) -> str:
    count = f"{prop['count']} " if prop["count"] > 1 else ""
    return f"{count}{prop['is']}" + (f" ({prop['colour']})" if prop["colour"] else "")


def _line(line: dict[str, Any], actors: list[dict[str, Any]]) -> str:
    speaker = f"{actors[line['speaker']]['is']}: " if line["speaker"] is not None else ""
    return f"{speaker}\u201c{line['text']}\u201d"
