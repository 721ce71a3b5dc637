"""Storyboards: the order of panels, how they change, and the pulse of accents."""

from __future__ import annotations

import itertools

import cv2
import numpy as np
import pytest

from kinora.engines.previs.scene import Actor, Move, Panel, Scene, Storyboard
from kinora.engines.previs.stage.board import SHORTEST_SECONDS, BoardShot, spans
from kinora.engines.previs.stage.shot import TextShot

STILL = (Move("static"),)
MEADOW = Scene(place="meadow", camera=STILL, actors=(Actor("koala"),))
ROOM = Scene(place="room", camera=STILL)
CITY = Scene(place="city", time="night", camera=STILL)
SIZE = {"width": 160, "height": 90, "fps": 12, "seed": 5}


def board(transition: str = "cut", *, accents: tuple[float, ...] = ()) -> BoardShot:
    panels = (Panel(scene=MEADOW, end=0.5), Panel(scene=ROOM, begin=0.5, transition=transition))
    return BoardShot(Storyboard(panels=panels), seconds=4.0, accents=accents, **SIZE)


def alone(scene: Scene) -> TextShot:
    return TextShot(scene, seconds=2.0, **SIZE)  # type: ignore[arg-type]


def test_a_cut_is_between_two_frames() -> None:
    cut, first, second = board(), alone(MEADOW), alone(ROOM)
    assert np.array_equal(cut.frame(23), first.frame(23))
    assert np.array_equal(cut.frame(24), second.frame(0))


def test_a_dissolve_is_the_mean_in_its_middle() -> None:
    mean = cv2.addWeighted(alone(MEADOW).frame(24), 0.5, alone(ROOM).frame(0), 0.5, 0)
    assert np.array_equal(board("dissolve").frame(24), mean)
    assert np.array_equal(board("dissolve").frame(30), alone(ROOM).frame(6))


def test_a_fade_goes_through_black() -> None:
    fading = board("fade")
    assert fading.frame(24).max() == 0
    assert fading.frame(22).mean() < 0.8 * alone(MEADOW).frame(22).mean()
    assert np.array_equal(fading.frame(16), alone(MEADOW).frame(16))


def test_a_wipe_comes_from_the_left() -> None:
    picture = board("wipe").frame(24)
    assert np.array_equal(picture[:, :40], alone(ROOM).frame(0)[:, :40])
    assert np.array_equal(picture[:, 120:], alone(MEADOW).frame(24)[:, 120:])


@pytest.mark.parametrize("seconds", [1.0, 4.0, 15.0])
def test_no_panel_is_too_short(seconds: float) -> None:
    begins = (0.0, 0.01, 0.02, 0.97)
    panels = tuple(Panel(scene=ROOM, begin=begin, end=1.0) for begin in begins)
    found = spans(panels, seconds)
    assert found[0].begin == 0.0
    assert found[-1].end == seconds
    assert all(one.end == other.begin for one, other in itertools.pairwise(found))
    least = min(SHORTEST_SECONDS, seconds / 4)
    assert all(one.end - one.begin >= least - 1e-9 for one in found)


def test_panels_keep_their_times_where_they_are_long_enough() -> None:
    panels = (Panel(scene=ROOM, end=0.3), Panel(scene=MEADOW, begin=0.3, end=0.6), Panel(scene=CITY, begin=0.6))
    assert [span.begin for span in spans(panels, 10.0)] == [0.0, 3.0, 6.0]


def test_an_accent_pulses_and_is_over_at_once() -> None:
    calm, pulsing = board(), board(accents=(1.0,))
    assert np.array_equal(calm.frame(11), pulsing.frame(11))
    assert pulsing.frame(12).mean() > calm.frame(12).mean() + 1
    assert np.array_equal(calm.frame(16), pulsing.frame(16))


def test_frames_come_in_any_order() -> None:
    one, other = board("dissolve"), board("dissolve")
    backwards = {index: one.frame(index) for index in (40, 25, 22, 3)}
    assert all(np.array_equal(other.frame(index), picture) for index, picture in sorted(backwards.items()))
