"""A film strip of a clip, for the README: `python tools/strip.py clip.mp4 strip.jpg`."""

from __future__ import annotations

import sys
from pathlib import Path

import av
from PIL import Image

FRAMES = 4
WIDTH = 480


def strip(video: Path, target: Path) -> None:
    """Four frames of a video side by side."""
    with av.open(str(video)) as container:
        pictures = [frame.to_image() for frame in container.decode(video=0)]
    chosen = [pictures[round(index * (len(pictures) - 1) / (FRAMES - 1))] for index in range(FRAMES)]
    height = round(WIDTH * chosen[0].height / chosen[0].width)
    whole = Image.new("RGB", (WIDTH * FRAMES, height))
    for index, picture in enumerate(chosen):
        whole.paste(picture.resize((WIDTH, height), Image.Resampling.LANCZOS), (index * WIDTH, 0))
    whole.save(target, quality=88, optimize=True)


if __name__ == "__main__":
    strip(Path(sys.argv[1]), Path(sys.argv[2]))
