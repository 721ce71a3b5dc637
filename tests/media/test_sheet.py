"""Sheets and thumbnails of real clips."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from kinora.media.encode import Mp4Writer
from kinora.media.poster import make_poster
from kinora.media.sheet import COLUMNS, ROWS, make_sheet, make_thumbnail
from kinora.spec.errors import MediaUnusable
from tests.media.clips import clip, other_file


def brightening(path: Path, count: int, width: int = 96, height: int = 64) -> Path:
    """A clip whose luma rises from 16 by two with each frame, so that a frame tells its own number."""
    with Mp4Writer(path, width=width, height=height, fps=24, sound=False, metadata={}) as writer:
        for index in range(count):
            frame = np.full((height * 3 // 2, width), 128, np.uint8)
            frame[:height] = 16 + 2 * index
            writer.write(frame)
    return path


def numbers(sheet: bytes, columns: int, rows: int) -> list[float]:
    """The number of the frame in each tile."""
    grey = np.asarray(Image.open(BytesIO(sheet)).convert("L"), dtype=float)
    height, width = grey.shape[0] // rows, grey.shape[1] // columns
    tiles = [
        grey[y * height : (y + 1) * height, x * width : (x + 1) * width] for y in range(rows) for x in range(columns)
    ]
    return [float(tile.mean()) * 219 / 255 / 2 for tile in tiles]


def test_a_sheet_shows_frames_evenly_from_first_to_last(tmp_path: Path) -> None:
    sheet = make_sheet(brightening(tmp_path / "clip.mp4", 96))
    assert sheet[:3] == b"\xff\xd8\xff"
    assert Image.open(BytesIO(sheet)).size == (96 * COLUMNS, 64 * ROWS)
    assert numbers(sheet, COLUMNS, ROWS) == pytest.approx([3 + 6 * index for index in range(16)], abs=1.5)


@pytest.mark.parametrize(("count", "columns", "rows"), [(1, 1, 1), (3, 3, 1), (5, 4, 2)])
def test_a_short_clip_has_each_frame_once(tmp_path: Path, count: int, columns: int, rows: int) -> None:
    sheet = make_sheet(brightening(tmp_path / "clip.mp4", count))
    assert Image.open(BytesIO(sheet)).size == (96 * columns, 64 * rows)
    assert numbers(sheet, columns, rows)[:count] == pytest.approx(list(range(count)), abs=1.5)


def test_large_frames_are_made_small(tmp_path: Path) -> None:
    sheet = Image.open(BytesIO(make_sheet(brightening(tmp_path / "clip.mp4", 16, 640, 1280))))
    assert sheet.size == (160 * COLUMNS, 320 * ROWS)


def test_what_holds_no_video_has_no_sheet(tmp_path: Path) -> None:
    with pytest.raises(MediaUnusable, match="no video"):
        make_sheet(other_file(tmp_path / "a.mp3", audio="libmp3lame"))


def test_a_thumbnail_is_a_small_webp_of_the_same_shape(tmp_path: Path) -> None:
    make_poster(clip(tmp_path / "clip.mp4", width=1280, height=720), tmp_path / "poster.jpg")
    small = make_thumbnail(tmp_path / "poster.jpg")
    assert (small[:4], small[8:12]) == (b"RIFF", b"WEBP")
    assert Image.open(BytesIO(small)).size == (512, 288)
