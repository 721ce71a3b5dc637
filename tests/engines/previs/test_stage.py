"""Who goes where and does what: measured in pictures against the same scene without actors."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kinora.engines.previs.scene import Act, Actor, Line, Move, Prop, Scene
from kinora.engines.previs.stage.shot import TextShot

Frame = NDArray[np.uint8]
STILL = (Move("static"),)
FPS = 12
SECONDS = 4.0


def shot(scene: Scene, *, width: int = 320, height: int = 180, seconds: float = SECONDS) -> TextShot:
    return TextShot(scene, width=width, height=height, seconds=seconds, fps=FPS, seed=3)


def scene(*actors: Actor, place: str = "meadow", **more: object) -> Scene:
    return Scene(place=place, camera=STILL, actors=actors, **more)  # type: ignore[arg-type]


def silhouettes(played: Scene, *indexes: int, width: int = 320, height: int = 180) -> list[Frame]:
    """Where the actors are, as masks."""
    full = shot(played, width=width, height=height)
    empty = shot(Scene(place=played.place, camera=STILL), width=width, height=height)
    masks: list[Frame] = []
    for index in indexes:
        differs = cv2.absdiff(full.frame(index), empty.frame(index)).max(axis=2)
        clear = cv2.morphologyEx((differs > 40).astype(np.uint8), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
        masks.append(np.asarray(cv2.morphologyEx(clear, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)), np.uint8))
    return masks


def span(mask: Frame) -> tuple[int, int]:
    columns = np.flatnonzero(mask.any(axis=0))
    return int(columns[0]), int(columns[-1])


def blobs(mask: Frame, least: int = 120) -> list[float]:
    """Middles of the separate figures, left to right."""
    _, _, stats, centres = cv2.connectedComponentsWithStats(mask)
    return sorted(float(x) for (x, _), one in zip(centres[1:], stats[1:], strict=True) if one[cv2.CC_STAT_AREA] > least)


def middle(mask: Frame) -> float:
    weight = mask.sum(axis=0).astype(float)
    return float((weight * np.arange(len(weight))).sum() / weight.sum())


def test_six_actors_are_six_figures() -> None:
    crowd = scene(*(Actor(name) for name in ("koala", "bear", "penguin", "monkey", "panda", "frog")))
    assert len(blobs(silhouettes(crowd, 6)[0])) == 6


def test_a_mouse_beside_an_elephant_is_small_and_readable() -> None:
    mask = silhouettes(scene(Actor("elephant"), Actor("mouse")), 6)[0]
    left, right = mask[:, :185], mask[:, 185:]
    assert right.sum() > 250
    assert left.sum() > 2.2 * right.sum()


@pytest.mark.parametrize(("species", "action"), [("fox", "run"), ("koala", "walk"), ("horse", "walk")])
def test_travellers_cross_the_stage_and_stay_in_it(species: str, action: str) -> None:
    masks = silhouettes(scene(Actor(species, (Act(action),))), 1, 24, 46)
    middles = [middle(mask) for mask in masks]
    assert middles[0] < middles[1] - 25 < middles[2] - 50
    assert all(span(mask)[0] > 1 and span(mask)[1] < 318 for mask in masks)


def test_who_walks_and_then_sits_stays_where_it_came_to() -> None:
    acts = (Act("walk"), Act("sit", begin=0.5))
    masks = silhouettes(scene(Actor("koala", acts)), 1, 22, 30, 46)
    middles = [middle(mask) for mask in masks]
    assert middles[1] > middles[0] + 20
    assert abs(middles[3] - middles[2]) < 6
    tops = [int(np.flatnonzero(mask.any(axis=1))[0]) for mask in masks]
    assert tops[3] > tops[1] + 5


def test_nobody_jumps_from_place_to_place() -> None:
    """Through four acts the middle of the figure never moves by more than four per cent of the width in a frame."""
    acts = (Act("walk"), Act("wave", begin=0.25), Act("run", begin=0.5), Act("sit", begin=0.75))
    masks = silhouettes(scene(Actor("koala", acts)), *range(48))
    middles = [middle(mask) for mask in masks]
    assert max(abs(b - a) for a, b in pairwise(middles)) < 0.04 * 320


@pytest.mark.parametrize("action", ["hug", "give", "dance", "throw"])
def test_motion_is_smooth(action: str) -> None:
    playing = shot(Scene(actors=(Actor("koala", (Act(action, partner=1),)), Actor("bear"))), seconds=3)
    frames = [playing.frame(index).astype(np.int16) for index in range(36)]
    steps = [float(np.abs(b - a).mean()) for a, b in pairwise(frames)]
    assert max(steps) < 6 * float(np.median(steps))


@pytest.mark.parametrize("action", ["hug", "kiss", "handshake", "high_five", "give", "talk", "fight"])
def test_the_two_come_together(action: str) -> None:
    pair = scene(Actor("koala", (Act(action, partner=1),)), Actor("monkey"))
    first, last = silhouettes(pair, 0, 20)
    before, after = span(first), span(last)
    assert after[1] - after[0] < before[1] - before[0] - 8


def test_a_hug_ends_in_touch() -> None:
    pair = scene(Actor("koala", (Act("hug", partner=1),)), Actor("monkey"))
    apart, close = silhouettes(pair, 0, 30)
    assert len(blobs(apart)) == 2
    assert len(blobs(close, least=600)) == 1


def test_in_a_chase_both_run_and_the_gap_closes_and_opens() -> None:
    pair = scene(Actor("dog", (Act("chase", partner=1),)), Actor("cat"))
    spans = [span(mask) for mask in silhouettes(pair, *range(2, 46, 4))]
    assert spans[-1][0] > spans[0][0] + 20
    assert spans[-1][1] > spans[0][1] + 20
    lengths = [right - left for left, right in spans]
    assert max(lengths) > min(lengths) + 15
    assert all(left > 1 and right < 318 for left, right in spans)


def test_who_is_to_be_chased_runs_without_being_told() -> None:
    alone = silhouettes(scene(Actor("cat")), 4, 42)
    chased = silhouettes(scene(Actor("dog", (Act("chase", partner=1),)), Actor("cat")), 4, 42)
    assert abs(span(alone[1])[1] - span(alone[0])[1]) < 6
    assert span(chased[1])[1] > span(chased[0])[1] + 25


def test_a_given_thing_passes_from_one_to_the_other() -> None:
    """The difference that the gift makes moves from the giver's side to the other's."""
    pair = (Actor("koala", (Act("give", partner=1, prop="gift"),)), Actor("bear"))
    bare = (Actor("koala", (Act("give", partner=1, prop="nothing"),)), Actor("bear"))
    with_gift, without = shot(scene(*pair)), shot(scene(*bare))
    places = []
    for index in range(2, 40):
        differs = cv2.absdiff(with_gift.frame(index), without.frame(index)).max(axis=2) > 40
        if differs.sum() > 25:
            places.append(middle(differs.astype(np.uint8)))
    assert len(places) >= 4
    assert places[-1] > places[0] + 6


def test_a_ball_flies_between_two_who_play() -> None:
    pair = (Actor("koala", (Act("throw", partner=1),)), Actor("monkey"))
    bare = (Actor("koala", (Act("throw", partner=1, prop="nothing"),)), Actor("monkey"))
    with_ball, without = shot(scene(*pair)), shot(scene(*bare))
    xs = []
    for index in range(8, 46):
        differs = (cv2.absdiff(with_ball.frame(index), without.frame(index)).max(axis=2) > 40).astype(np.uint8)
        differs[160:] = 0
        if differs.sum() > 10:
            xs.append(middle(differs))
    assert max(xs) - min(xs) > 60


def test_who_enters_comes_from_outside() -> None:
    comes = scene(Actor("koala", enters=0.4))
    before, during, after = silhouettes(comes, 10, 28, 46)
    assert not before.any()
    assert during.any()
    assert abs(middle(during) - 160) > 90
    assert 120 < middle(after) < 200


def test_a_rider_sits_on_who_bears_it() -> None:
    """One figure, higher than the animal alone."""
    alone = silhouettes(scene(Actor("pig")), 20)[0]
    ridden = silhouettes(scene(Actor("monkey", (Act("ride", partner=1),)), Actor("pig")), 20)[0]
    assert len(blobs(ridden, least=300)) == 1
    tops = [int(np.flatnonzero(mask.any(axis=1))[0]) for mask in (alone, ridden)]
    assert tops[1] < tops[0] - 6


def test_the_mouth_moves_while_a_line_is_said() -> None:
    """Against the same picture in which a narrator speaks, the speaker's face differs during the line and not after."""
    close = {"place": "meadow", "camera": STILL, "framing": "close", "actors": (Actor("koala"),)}
    words = "Good morning, everybody!"
    speaking, told = (
        shot(Scene(lines=(Line(words, 0.0, 0.5, speaker),), **close))  # type: ignore[arg-type]
        for speaker in (0, None)
    )
    faces = [float(cv2.absdiff(speaking.frame(k), told.frame(k))[:130].mean()) for k in (*range(2, 22), 30, 38)]
    assert max(faces[:-2]) > 0.05
    assert max(faces[-2:]) < 0.01


def test_slow_motion_slows_the_actors_and_not_the_camera() -> None:
    dancer = scene(Actor("koala", (Act("dance"),)))
    slow = Scene(place="meadow", camera=STILL, actors=dancer.actors, pace=0.5)
    usual, slowed = shot(dancer), shot(slow)
    assert np.array_equal(usual.frame(6)[60:], slowed.frame(12)[60:])


@pytest.mark.parametrize("size", [(64, 64), (320, 180), (180, 320), (420, 180), (180, 420)])
def test_every_shape_keeps_everybody_inside(size: tuple[int, int]) -> None:
    crowd = scene(Actor("bear"), Actor("dog", (Act("run"),)), Actor("koala", (Act("wave"),)), Actor("cat"))
    for mask in silhouettes(crowd, 1, 24, 46, width=size[0], height=size[1]):
        assert mask.any()
        # A tail may touch the border, a body not.
        assert mask[:, 0].sum() + mask[:, -1].sum() < 0.12 * size[1]
        assert not mask[0].any()


def test_a_frame_depends_on_its_index_alone() -> None:
    acts = (Act("walk"), Act("hug", begin=0.4, partner=1), Act("wave", begin=0.8))
    playing = Scene(
        actors=(Actor("koala", acts), Actor("bear")), props=(Prop("ball"),), lines=(Line("Hello", 0.2, 0.8),)
    )
    one, other = shot(playing), shot(playing)
    late = other.frame(40)
    for index in (3, 20, 40):
        assert np.array_equal(one.frame(index), late if index == 40 else other.frame(index))
