"""Camera moves: bounds, signs, and what each is known by."""

from __future__ import annotations

import itertools

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kinora.engines.previs.camera import MOVES, flow, view_at
from kinora.engines.previs.places.registry import make_setting
from kinora.engines.previs.scene import Act, Actor, Move, Scene
from kinora.engines.previs.stage.shot import TextShot

Frame = NDArray[np.uint8]
SECONDS = 4.0
STILL = (Move("static"),)


def shot(scene: Scene, *, width: int = 320, height: int = 180) -> TextShot:
    return TextShot(scene, width=width, height=height, seconds=SECONDS, fps=12, seed=3)


def shift(one: Frame, other: Frame) -> float:
    """By how many pixels the picture moved to the right."""
    grey = [cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float32) for picture in (one, other)]
    return float(cv2.phaseCorrelate(grey[0], grey[1])[0][0])


def sharpness(picture: Frame) -> float:
    return float(cv2.Laplacian(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), cv2.CV_32F).var())


def test_every_move_of_the_vocabulary_is_there() -> None:
    words = """auto static pan_left pan_right tilt_up tilt_down zoom_in zoom_out crash_zoom dolly_zoom truck_left
    truck_right crane_up crane_down orbit orbit_left orbit_right follow drone drone_rise fly_through shake whip_pan
    roll dutch pov rack_focus spiral time_slice"""
    assert set(words.split()) == set(MOVES)


@pytest.mark.parametrize("seconds", [2.0, 15.0])
def test_no_sum_of_moves_leaves_the_plates(seconds: float) -> None:
    pairs = itertools.combinations(MOVES, 2)
    cameras = [(Move(one), Move(two, strength=2.0)) for one, two in pairs]
    cameras += [(Move(one, 0.0, 0.5), Move(one, 0.5, 1.0)) for one in MOVES]
    for camera in cameras:
        for progress in np.linspace(0, 1, 23):
            view = view_at(camera, float(progress), seconds, phase=1.0, focus=0.4)
            assert abs(view.dx) < 0.18 + (1.0 - 1.0 / view.zoom) / 2, camera
            assert abs(view.dy) < 0.13, camera
            assert abs(view.far_x) < 0.16, camera
            assert abs(view.far_y) < 0.16, camera
            assert view.zoom >= 1.0, camera
            assert view.far_zoom >= 1.0, camera
            assert abs(view.roll) <= 20.0, camera


@pytest.mark.parametrize("move", MOVES)
def test_a_move_is_smooth(move: str) -> None:
    """No step between two frames is much larger than what a quick move takes."""
    views = [view_at((Move(move),), k / 240, 10.0) for k in range(241)]
    for one, other in itertools.pairwise(views):
        assert abs(other.dx - one.dx) < 0.07
        assert abs(other.dy - one.dy) < 0.03
        assert abs(other.zoom - one.zoom) < 0.15
        assert abs(other.roll - one.roll) < 0.6


def test_static_is_still() -> None:
    still = shot(Scene(place="room", camera=STILL))
    assert np.median(cv2.absdiff(still.frame(0), still.frame(40))) == 0
    assert view_at((Move("static"), Move("shake")), 0.3, 5.0) == view_at((Move("static"),), 0.9, 5.0)


@pytest.mark.parametrize(
    ("move", "sign"), [("truck_left", 1), ("truck_right", -1), ("pan_left", 1), ("pan_right", -1), ("whip_pan", -1)]
)
def test_moves_aside_shift_the_picture_the_other_way(move: str, sign: int) -> None:
    first, last = (view_at((Move(move),), progress, 5.0).dx for progress in (0.1, 0.9))
    assert sign * (first - last) > 0.2


@pytest.mark.parametrize(("move", "sign"), [("crane_up", -1), ("crane_down", 1), ("tilt_up", -1), ("drone_rise", -1)])
def test_moves_up_look_further_up(move: str, sign: int) -> None:
    first, last = (view_at((Move(move),), progress, 5.0).dy for progress in (0.0, 1.0))
    assert sign * (last - first) > 0.1


def test_a_truck_has_more_parallax_than_a_pan() -> None:
    setting = make_setting(Scene(), width=1280, height=720, seed=1)

    def ratio(move: str) -> float:
        lenses = [setting.lens(view_at((Move(move),), p, 5.0), depth)[1] for depth in (0.1, 1.0) for p in (0.0, 1.0)]
        return (lenses[1] - lenses[0]) / (lenses[3] - lenses[2])

    assert ratio("pan_right") > 0.3 > ratio("truck_right")


def test_an_orbit_swings_the_layers_against_each_other() -> None:
    right, left = (
        [view_at((Move(name),), progress, 5.0) for progress in (0.0, 1.0)] for name in ("orbit_right", "orbit_left")
    )
    assert right[1].far_x < right[0].far_x - 0.15
    assert left[1].far_x > left[0].far_x + 0.15
    assert abs(right[1].dx - right[0].dx) < 0.05


def test_a_dolly_zoom_keeps_the_actors_and_enlarges_what_is_behind() -> None:
    setting = make_setting(Scene(), width=1280, height=720, seed=1)
    first, last = (view_at((Move("dolly_zoom"),), progress, 5.0) for progress in (0.0, 1.0))
    assert setting.lens(last, 1.0)[0] == pytest.approx(setting.lens(first, 1.0)[0], abs=0.01)
    assert setting.lens(last, 0.1)[0] > 1.3 * setting.lens(first, 0.1)[0]


def test_a_crash_zoom_takes_half_a_second() -> None:
    zooms = [view_at((Move("crash_zoom"),), k / 100, 10.0).zoom for k in range(101)]
    near = [k for k in range(100) if zooms[k + 1] - zooms[k] > 0.02]
    assert 2 <= near[-1] - near[0] + 1 <= 6
    assert zooms[-1] > 1.45


def test_moves_follow_one_another() -> None:
    camera = (Move("zoom_in", 0.0, 0.5), Move("pan_left", 0.5, 1.0))
    early, middle, late = (view_at(camera, progress, 6.0) for progress in (0.0, 0.5, 1.0))
    assert middle.zoom > early.zoom + 0.2
    assert late.zoom == pytest.approx(middle.zoom, abs=0.01)
    assert abs(middle.dx - early.dx) < 0.02
    assert late.dx < middle.dx - 0.2


def test_strength_makes_a_move_larger() -> None:
    gains = [view_at((Move("zoom_in", strength=s),), 1.0, 5.0).zoom for s in (0.5, 1.0, 1.6)]
    assert gains[0] < gains[1] - 0.1 < gains[2] - 0.2


@pytest.mark.parametrize("move", ["roll", "dutch", "spiral"])
@pytest.mark.parametrize("size", [(320, 180), (180, 320)])
def test_a_turned_picture_fills_its_frame(move: str, size: tuple[int, int]) -> None:
    """Snow is bright up to the corners: where the picture ended, something mirrored or black would be seen."""
    turned = shot(Scene(place="desert", camera=(Move(move),)), width=size[0], height=size[1]).frame(3)
    corners = [turned[y, x].max() for y in (0, -1) for x in (0, -1)]
    assert min(corners) > 12
    level = shot(Scene(place="desert", camera=STILL), width=size[0], height=size[1]).frame(3)
    assert cv2.absdiff(turned, level).mean() > 4


def test_a_whip_pan_is_smeared_in_its_middle_alone() -> None:
    panning = shot(Scene(place="city", camera=(Move("whip_pan"),)))
    frames = [panning.frame(index) for index in range(16, 28)]
    assert min(map(sharpness, frames)) < 0.4 * sharpness(panning.frame(2))
    assert sharpness(panning.frame(44)) > 0.7 * sharpness(panning.frame(2))


def test_focus_racks_from_the_backdrop_to_the_actors() -> None:
    scene = Scene(place="city", camera=(Move("rack_focus"),), actors=(Actor("koala"),))
    racking = shot(scene)
    far, near = racking.frame(4), racking.frame(44)
    actor, town = (slice(90, 158), slice(140, 180)), (slice(20, 100), slice(0, 110))
    assert sharpness(far[town]) > 1.5 * sharpness(near[town])
    assert sharpness(near[actor]) > 1.5 * sharpness(far[actor])


def test_time_rests_while_it_is_sliced() -> None:
    camera = (Move("time_slice"),)
    times = [flow(camera, k / 100) for k in range(101)]
    assert times[0] == 0.0
    assert times[-1] == pytest.approx(1.0)
    assert all(b >= a for a, b in itertools.pairwise(times))
    assert times[70] - times[40] < 0.01
    assert view_at(camera, 0.7, 5.0).far_x < view_at(camera, 0.4, 5.0).far_x - 0.08


def test_follow_keeps_the_runner_at_its_place() -> None:
    scene = Scene(place="desert", camera=(Move("follow"),), actors=(Actor("fox", (Act("run"),)),))
    running, empty = shot(scene), shot(Scene(place="desert", camera=STILL))
    middles = []
    for index in (2, 14, 24, 34, 46):
        differs = cv2.absdiff(running.frame(index), cv2.GaussianBlur(empty.frame(index), (0, 0), 1)).max(axis=2)
        differs[:80] = 0
        weight = (differs > 70).sum(axis=0).astype(float)
        middles.append(float((weight * np.arange(320)).sum() / weight.sum()) / 320)
    assert max(middles) - min(middles) < 0.20
    assert all(abs(middle - 0.5) < 0.15 for middle in middles)


@pytest.mark.parametrize(("framing", "grows"), [("wide", False), ("medium", True), ("close", True)])
def test_framing_changes_how_large_the_actor_is(framing: str, grows: bool) -> None:
    def size(framing: str) -> float:
        pictures = [
            shot(Scene(place="desert", framing=framing, camera=STILL, actors=actors)).frame(10)
            for actors in ((Actor("koala"),), ())
        ]
        return float((cv2.absdiff(*pictures).max(axis=2) > 60).mean())

    assert (size(framing) > 1.8 * size("")) if grows else (size(framing) < 0.6 * size(""))
