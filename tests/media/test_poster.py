"""Posters of real clips."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kinora.media.encode import Mp4Writer
from kinora.media.picture import read_picture
from kinora.media.poster import make_poster
from kinora.media.probe import probe
from kinora.spec.errors import MediaUnusable
from tests.media.clips import other_file


def brightening(path: Path, count: int) -> Path:
    """A clip whose luma rises from 16 by two with each frame, so that a frame tells its own number."""
    with Mp4Writer(path, width=96, height=64, fps=24, sound=False, metadata={}) as writer:
        for index in range(count):
            frame = np.full((96, 96), 128, np.uint8)
            frame[:64] = 16 + 2 * index
            writer.write(frame)
    return path


@pytest.mark.parametrize("count", [1, 2, 30, 96])
def test_the_poster_is_a_frame_a_third_into_the_clip(tmp_path: Path, count: int) -> None:
    make_poster(brightening(tmp_path / "clip.mp4", count), tmp_path / "poster.jpg")
    seen = probe(tmp_path / "poster.jpg")
    assert (seen.media_type, seen.width, seen.height) == ("image/jpeg", 96, 64)
    grey = float(read_picture(tmp_path / "poster.jpg").mean())
    index = (grey * 219 / 255) / 2
    assert index == pytest.approx(count / 3, abs=1.5)


def test_a_poster_of_a_sound_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MediaUnusable, match="no video"):
        make_poster(other_file(tmp_path / "a.mp3", audio="libmp3lame"), tmp_path / "poster.jpg")


def test_a_file_that_is_no_clip_leaves_no_poster(tmp_path: Path) -> None:
    (tmp_path / "clip.mp4").write_bytes(b"nothing")
    with pytest.raises(MediaUnusable, match="no image, video or sound"):
        make_poster(tmp_path / "clip.mp4", tmp_path / "poster.jpg")
    assert [file.name for file in tmp_path.iterdir()] == ["clip.mp4"]
