"""Given pictures and videos: exact first and last frames, motion between them, and inputs of every odd kind."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from kinora.engines.base import InputImage, Inputs
from kinora.engines.previs.framing import cover
from kinora.engines.previs.matte import find_matte
from kinora.engines.previs.morph import MorphShot, find_passage
from kinora.engines.previs.parallax import ParallaxShot, take_apart
from kinora.media.probe import verify_clip
from tests.engines.previs.material import (
    HEIGHT,
    WIDTH,
    Picture,
    codes,
    decoded,
    items,
    landscape,
    luma,
    luma_of,
    moved,
    plan,
    psnr,
    rendered,
    saved,
    subject,
)


@pytest.mark.parametrize("prompt", ["a red ball", "pan right, heavy snow, noir"])
@pytest.mark.parametrize("draw", [landscape, subject])
def test_the_start_frame_is_the_first_frame(tmp_path: Path, draw: Callable[[], Picture], prompt: str) -> None:
    picture = draw()
    start = saved(picture, tmp_path / "start.png")
    clip = rendered(plan(prompt), Inputs(output=tmp_path / "clip.mp4", start_frame=start))
    shown = luma(clip.path)
    assert psnr(shown[0], luma_of(picture)) >= 40
    assert psnr(shown[-1], luma_of(picture)) < psnr(shown[0], luma_of(picture)) - 3


def test_an_end_frame_alone_is_the_last_frame(tmp_path: Path) -> None:
    picture = subject()
    end = saved(picture, tmp_path / "end.png")
    clip = rendered(plan("pan left in the rain"), Inputs(output=tmp_path / "clip.mp4", end_frame=end))
    shown = luma(clip.path)
    assert psnr(shown[-1], luma_of(picture)) >= 40
    assert psnr(shown[0], luma_of(picture)) < psnr(shown[-1], luma_of(picture)) - 3


def test_both_frames_are_kept_and_the_transition_is_told(tmp_path: Path) -> None:
    first = landscape()
    for last, transition in ((moved(first, 1), "morph"), (landscape(seed=9), "dissolve")):
        inputs = Inputs(
            output=tmp_path / f"{transition}.mp4",
            start_frame=saved(first, tmp_path / "first.png"),
            end_frame=saved(last, tmp_path / "last.png"),
        )
        clip = rendered(plan("fog"), inputs)
        shown = luma(clip.path)
        assert items(clip, "transition") == (transition,)
        assert psnr(shown[0], luma_of(first)) >= 40
        assert psnr(shown[-1], luma_of(last)) >= 40


def test_a_camera_move_is_morphed_and_not_blended() -> None:
    first = landscape(640, 360)
    last, truth = moved(first, 1), moved(first, 0.5)
    shot = MorphShot(find_passage(first, last), frames=24)
    morphed = psnr(shot.at(0.5), truth)
    blended = psnr(np.asarray(cv2.addWeighted(first, 0.5, last, 0.5, 0), np.uint8), truth)
    assert morphed >= 30
    assert morphed >= blended + 10
    assert np.array_equal(shot.frame(0), first)
    assert np.array_equal(shot.frame(23), last)


def test_a_clear_subject_moves_before_its_background() -> None:
    picture = subject()
    still = take_apart(picture)
    assert still.cutout is not None
    shot = ParallaxShot(still, ("orbit",), frames=48, fps=24)
    assert np.array_equal(shot.frame(0), picture)
    red = np.argwhere(shot.frame(47)[..., 2] > 190)
    assert abs(red[:, 1].mean() - WIDTH / 2) < WIDTH * 0.03
    assert shot.frame(30).tobytes() == shot.frame(30).tobytes()


def test_a_busy_picture_has_no_clean_matte_and_says_so(tmp_path: Path) -> None:
    assert find_matte(landscape()) is None
    start = saved(landscape(), tmp_path / "start.png")
    clip = rendered(plan(), Inputs(output=tmp_path / "clip.mp4", start_frame=start))
    assert "matte" in codes(clip)


@pytest.mark.parametrize(("word", "sign"), [("pan_right", 1), ("pan_left", -1)])
@pytest.mark.parametrize("reverse", [False, True])
def test_a_pan_goes_where_it_is_sent(word: str, sign: int, reverse: bool) -> None:
    shot = ParallaxShot(take_apart(landscape()), (word,), frames=24, fps=24, reverse=reverse)
    one, other = (_middle(shot.frame(index)) for index in (10, 13))
    (shift, _), _ = cv2.phaseCorrelate(one, other)
    assert shift * sign < -0.5


def test_motion_is_smooth() -> None:
    shot = ParallaxShot(take_apart(subject()), ("auto",), frames=48, fps=24)
    frames = [shot.frame(index).astype(np.float32) for index in range(48)]
    steps = [float(np.abs(later - sooner).mean()) for sooner, later in pairwise(frames)]
    assert np.mean([step > 0.05 for step in steps]) > 0.8
    assert max(steps) < 6 * float(np.median(steps))


def test_a_fixed_camera_does_not_move_the_picture(tmp_path: Path) -> None:
    picture = landscape()
    start = saved(picture, tmp_path / "start.png")
    wanted = plan("zoom in and pan left", camera_fixed=True)
    clip = rendered(wanted, Inputs(output=tmp_path / "clip.mp4", start_frame=start))
    assert psnr(luma(clip.path)[-1], luma_of(picture)) > 35


@pytest.mark.parametrize("size", [(1, 1), (1, 700), (701, 3), (33, 77), (1999, 401)])
def test_every_size_of_picture_can_be_a_frame(tmp_path: Path, size: tuple[int, int]) -> None:
    picture = saved(landscape(*size), tmp_path / "odd.png")
    wanted = plan(width=128, height=72)
    for name, inputs in (
        ("start", Inputs(output=tmp_path / "start.mp4", start_frame=picture)),
        ("both", Inputs(output=tmp_path / "both.mp4", start_frame=picture, end_frame=picture)),
        ("image", Inputs(output=tmp_path / "image.mp4", images=(InputImage(picture),))),
    ):
        verify_clip(rendered(wanted, inputs).path, wanted)
        assert (tmp_path / f"{name}.mp4").exists()


def test_grey_deep_and_transparent_pictures_can_be_frames(tmp_path: Path) -> None:
    grey = landscape()[..., 0]
    pictures = {
        "grey": saved(np.ascontiguousarray(grey), tmp_path / "grey.png"),
        "deep": saved(grey.astype(np.uint16) * 257, tmp_path / "deep.png"),
        "clear": saved(np.dstack([landscape(), grey]), tmp_path / "clear.png"),
    }
    for name, picture in pictures.items():
        wanted = plan(width=128, height=72)
        clip = rendered(wanted, Inputs(output=tmp_path / f"{name}.mp4", start_frame=picture))
        verify_clip(clip.path, wanted)


def test_cover_fills_the_frame_from_the_middle() -> None:
    wide = landscape(400, 100)
    assert cover(wide, 100, 100).shape == (100, 100, 3)
    assert np.array_equal(cover(wide, 100, 100), wide[:, 150:250])


def test_references_stand_in_the_scene(tmp_path: Path) -> None:
    red = InputImage(saved(subject(), tmp_path / "red.png"), "high")
    busy = InputImage(saved(landscape(), tmp_path / "busy.png"), "low")
    inputs = Inputs(output=tmp_path / "clip.mp4", images=(red, busy, red, red))
    clip = rendered(plan("@Image1 in the desert"), inputs)
    plain = rendered(plan("@Image1 in the desert"), Inputs(output=tmp_path / "plain.mp4"))
    with_references, without = decoded(clip.path)[12], decoded(plain.path)[12]
    assert _redness(with_references) > _redness(without) + 0.01
    assert items(clip, "matte") == ("@Image2",)
    assert items(clip, "reference") == ("@Image4",)


def test_a_base_video_keeps_its_motion_and_its_last_frame(tmp_path: Path) -> None:
    source = rendered(plan("pan left over a city"), Inputs(output=tmp_path / "source.mp4")).path
    wanted = plan("", seconds=2, width=160, height=160)
    clip = rendered(wanted, Inputs(output=tmp_path / "clip.mp4", videos=(source,)), processes=2)
    verify_clip(clip.path, wanted)
    shown, given = luma(clip.path), decoded(source)
    for index in (0, 11, 23):
        assert psnr(shown[index], luma_of(cover(given[index], 160, 160))) > 34
    assert psnr(shown[40], shown[30]) > 40


def test_a_base_video_is_changed_by_the_words(tmp_path: Path) -> None:
    source = rendered(plan("a meadow"), Inputs(output=tmp_path / "source.mp4")).path
    clip = rendered(plan("make it night"), Inputs(output=tmp_path / "clip.mp4", videos=(source,)))
    assert luma(clip.path)[12].mean() < luma(source)[12].mean() * 0.8


def _middle(picture: Picture) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return np.ascontiguousarray(grey[20 : HEIGHT - 20, 40 : WIDTH - 40]).astype(np.float32)


def _redness(picture: Picture) -> float:
    blue, green, red = (picture[..., channel].astype(np.int32) for channel in range(3))
    return float(np.mean((red > green + 90) & (red > blue + 90)))
