"""Render every prompt of the previs tests with the real engine, and make docs/gallery.md of their frames.

    python tools/gallery.py [kind ...]

Each clip is a finished MP4 with sound, rendered as a job would; the pictures are frames decoded from it. With kinds
given, only their pictures are made again; the page is always written whole.
"""

from __future__ import annotations

import sys
import tempfile
import textwrap
import time
import tomllib
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.base import Clip, Inputs
from kinora.engines.previs.engine import PrevisEngine
from kinora.spec.plan import Plan

ROOT = Path(__file__).parents[1]
PROMPTS = ROOT / "tests" / "engines" / "previs" / "prompts.toml"
PAGE, PICTURES = ROOT / "docs" / "gallery.md", ROOT / "docs" / "pictures" / "gallery"
FRAMES, WIDE, TALL, SECONDS, QUALITY = 5, 256, 144, 5, 84
HEAD = """# What previs draws

Animated storyboards: drawn on the CPU, without weights, in a few seconds each. Nothing here is a photoreal model's, and
nothing was chosen from several tries: every row shows five frames of the one clip that seed 7 gives (864x480, 5 seconds
at 24 frames a second, with sound). What of a prompt had no effect is told under it, as every job's notes tell it.

`python tools/gallery.py` renders it all again, `kinora storyboard "your prompt"` shows your own in a second.
"""


def main() -> None:
    prompts: dict[str, list[dict[str, Any]]] = {}
    for prompt in tomllib.loads(PROMPTS.read_text("utf-8"))["prompt"]:
        prompts.setdefault(prompt["kind"], []).append(prompt)
    wanted = sys.argv[1:] or list(prompts)
    PICTURES.mkdir(parents=True, exist_ok=True)
    engine, parts = PrevisEngine(), [HEAD]
    for kind, each in prompts.items():
        name = kind.replace(" ", "_").replace("&", "and")
        texts, rows = [], []
        for number, prompt in enumerate(each, 1):
            clip, row = render(engine, prompt["text"], draw=kind in wanted)
            texts.append(entry(number, prompt["text"], clip))
            rows.append(row)
        if kind in wanted:
            sheet = cv2.vconcat(rows)
            cv2.imwrite(str(PICTURES / f"{name}.jpg"), sheet, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
            sys.stderr.write(f"{kind}: {sheet.shape[1]}x{sheet.shape[0]}\n")
        parts.append(f"## {kind.capitalize()}\n\n![{kind}](pictures/gallery/{name}.jpg)\n\n" + "\n".join(texts))
    PAGE.write_text("\n".join(parts), "utf-8")


def render(engine: PrevisEngine, text: str, *, draw: bool) -> tuple[Clip, NDArray[np.uint8]]:
    """The clip of a prompt and a row of its frames; a short small clip, for its notes alone, where none is drawn."""
    begun = time.monotonic()
    size = (864, 480) if draw else (96, 64)
    with tempfile.TemporaryDirectory() as folder:
        plan = Plan(model="gallery", prompt=text, width=size[0], height=size[1], seconds=SECONDS, seed=7, sound=draw)
        clip = engine.render(plan, Inputs(output=Path(folder) / "clip.mp4"), lambda _: None)
        row = strip(clip.path)
    sys.stderr.write(f"  {time.monotonic() - begun:5.1f} s  {text[:90]}\n")
    return clip, row


def strip(path: Path) -> NDArray[np.uint8]:
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray(format="bgr24") for frame in container.decode(video=0)]
    places = np.linspace(0, len(frames) - 1, FRAMES).astype(int)
    small = [cv2.resize(frames[place], (WIDE, TALL), interpolation=cv2.INTER_AREA) for place in places]
    row = cv2.hconcat([np.asarray(picture, np.uint8) for picture in small])
    return np.asarray(cv2.copyMakeBorder(row, 0, 4, 0, 0, cv2.BORDER_CONSTANT, value=(255, 255, 255)), np.uint8)


_SAID = {"unmatched": "Without effect", "substituted": "Drawn as"}


def entry(number: int, text: str, clip: Clip) -> str:
    """A prompt as a list item, and what was said about it."""
    told = [f"*{_SAID[note.code]}: {', '.join(note.items)}.*" for note in clip.notes if note.code in _SAID]
    lines = [f"{number}. {' '.join(text.split())}", *(f"   {line}" for line in told)]
    return "\n".join(textwrap.fill(line, 116, subsequent_indent="   ") for line in lines) + "\n"


if __name__ == "__main__":
    main()
