"""Given pictures and videos: exact first and last frames, motion between them, and inputs of every odd kind."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from kinora.engines.base import Inputs
from kinora.engines.previs.camera import MOVES
from kinora.engines.previs.pictures.framing import cover
from kinora.engines.previs.pictures.matte import find_matte
from kinora.engines.previs.pictures.morph import MorphShot, find_passage
from kinora.engines.previs.pictures.moves import backwards, step_at
from kinora.engines.previs.pictures.parallax import ParallaxShot, Still, take_apart
from kinora.engines.previs.scene import Move
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
    shot = ParallaxShot(still, (Move("orbit"),), frames=48, fps=24)
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
    shot = ParallaxShot(still_of(landscape), (Move(word),), frames=24, fps=24, reverse=reverse)
    one, other = (_middle(shot.frame(index)) for index in (10, 13))
    (shift, _), _ = cv2.phaseCorrelate(one, other)
    assert shift * sign < -0.5


def test_motion_is_smooth() -> None:
    shot = ParallaxShot(still_of(subject), (), frames=48, fps=24)
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


def test_cover_fills_the_frame_from_the_middle() -> None:
    wide = landscape(400, 100)
    assert cover(wide, 100, 100).shape == (100, 100, 3)
    assert np.array_equal(cover(wide, 100, 100), wide[:, 150:250])


def test_given_frames_survive_encoding(tmp_path: Path) -> None:
    """Luma as good as the bars say; colour is capped by its own halved resolution, so it is judged on soft colours."""
    picture = subject(640, 360)
    start = saved(picture, tmp_path / "start.png")
    wanted = plan("zoom in", width=640, height=360)
    clip = rendered(wanted, Inputs(output=tmp_path / "clip.mp4", start_frame=start))
    assert psnr(luma(clip.path)[0], luma_of(picture)) >= 40
    assert psnr(decoded(clip.path)[0], picture) >= 34


@pytest.mark.parametrize("name", [name for name in MOVES if name != "static"])
def test_every_camera_move_starts_from_the_picture_and_moves_it(name: str) -> None:
    picture = subject()
    still = take_apart(picture)
    shot = ParallaxShot(still, (Move(name),), frames=48, fps=24)
    assert np.array_equal(shot.frame(0), picture)
    assert max(_difference(shot.frame(index), picture) for index in (12, 25, 40)) > 0.6
    back = ParallaxShot(still, (Move(name),), frames=48, fps=24, reverse=True)
    assert np.array_equal(back.frame(47), picture)


@pytest.mark.parametrize("draw", [landscape, subject])
@pytest.mark.parametrize("name", ["spiral", "dutch", "pan_left", "tilt_up", "truck_right", "drone"])
def test_no_move_looks_beyond_the_picture(draw: Callable[[], Picture], name: str) -> None:
    """What is read of the picture, at any depth, lies within it but for a hair."""
    still = still_of(draw)
    for progress in (0.2, 0.5, 0.8, 1.0):
        step = step_at((Move(name),), progress, 2.0).widened(still.depth.subject, WIDTH / HEIGHT)
        for near in (-0.45, 0.0, 0.55):
            zoom = 1 + (step.zoom - 1) * (1 + 0.9 * near)
            across, down = step.shift(near, still.depth.subject)
            angle = np.radians(abs(step.roll))
            half_wide = 0.5 / zoom * (np.cos(angle) + HEIGHT / WIDTH * np.sin(angle))
            half_tall = 0.5 / zoom * (np.cos(angle) + WIDTH / HEIGHT * np.sin(angle))
            assert abs(across) + half_wide <= 0.5 + 0.02
            assert abs(down) + half_tall <= 0.5 + 0.02


def test_moves_keep_their_time_and_their_strength() -> None:
    late = (Move("zoom_in", begin=0.5),)
    assert step_at(late, 0.4, 4.0).zoom == 1
    assert step_at(late, 1.0, 4.0).zoom > 1.2
    assert step_at((Move("zoom_in", strength=2.0),), 1.0, 4.0).zoom > step_at((Move("zoom_in"),), 1.0, 4.0).zoom + 0.2
    assert backwards((Move("pan_left", 0.0, 0.4),)) == (Move("pan_right", 0.6, 1.0),)


def test_accents_beat_and_leave_the_first_frame_alone() -> None:
    still = still_of(subject)
    plain, beaten = (
        ParallaxShot(still, (Move("auto"),), frames=48, fps=24, accents=accents) for accents in ((), (0.0, 1.0))
    )
    assert np.array_equal(beaten.frame(0), still.picture)
    assert _difference(beaten.frame(25), plain.frame(25)) > 0.5
    assert np.array_equal(beaten.frame(40), plain.frame(40))


def test_what_a_still_cannot_do_is_told(tmp_path: Path) -> None:
    start = saved(subject(), tmp_path / "start.png")
    wanted = plan("zoom out, crane up, a man dances", width=128, height=72)
    clip = rendered(wanted, Inputs(output=tmp_path / "clip.mp4", start_frame=start))
    told = [item for note in clip.notes if note.code in ("camera", "action") for item in note.items]
    assert "zoom_out" in told
    assert "dance" in told


def test_fast_motion_within_one_scene_dissolves() -> None:
    """A ball far from where it was: a morph would smear it over the whole way."""
    ground = np.asarray(cv2.GaussianBlur(landscape(640, 360), (0, 0), 2), np.uint8)
    first, last = ground.copy(), ground.copy()
    cv2.circle(first, (120, 180), 90, (40, 40, 220), -1, cv2.LINE_AA)
    cv2.circle(last, (520, 180), 90, (40, 40, 220), -1, cv2.LINE_AA)
    passage = find_passage(first, last)
    assert passage.transition == "dissolve"
    shot = MorphShot(passage, frames=24)
    assert np.array_equal(shot.frame(0), first)
    assert np.array_equal(shot.frame(23), last)


@lru_cache(maxsize=2)
def still_of(draw: Callable[[], Picture]) -> Still:
    return take_apart(draw())


def _difference(one: Picture, other: Picture) -> float:
    return float(np.abs(one.astype(np.float32) - other.astype(np.float32)).mean())


def _middle(picture: Picture) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return np.ascontiguousarray(grey[20 : HEIGHT - 20, 40 : WIDTH - 40]).astype(np.float32)
