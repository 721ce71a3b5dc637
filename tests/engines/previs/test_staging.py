"""Whole bodies in the frame, weightless and swimming actors, seats and turns: measured against the empty scene."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kinora.engines.previs.places.leap import leap_at
from kinora.engines.previs.places.registry import make_setting, place_of
from kinora.engines.previs.scene import Act, Actor, Line, Move, Prop, Scene, acting
from kinora.engines.previs.stage.cast import Cast
from kinora.engines.previs.stage.layers import build_layers, performers
from kinora.engines.previs.stage.shot import TextShot

Frame = NDArray[np.uint8]
STILL = (Move("static"),)
FPS = 12
SHAPES = [(320, 180), (180, 320), (220, 220)]


def scene(*actors: Actor, place: str = "meadow", **more: object) -> Scene:
    return Scene(place=place, camera=STILL, actors=actors, **more)  # type: ignore[arg-type]


def drawn(played: Scene, *indexes: int, size: tuple[int, int] = (320, 180), least: int = 40) -> list[Frame]:
    """Masks of what the actors cover."""
    full, empty = (
        TextShot(one, width=size[0], height=size[1], seconds=4.0, fps=FPS, seed=3)
        for one in (played, replace(played, actors=(), lines=()))
    )
    masks = []
    for index in indexes:
        differs = cv2.absdiff(full.frame(index), empty.frame(index)).max(axis=2)
        masks.append(cv2.morphologyEx((differs > least).astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)))
    return [np.asarray(mask, np.uint8) for mask in masks]


def margins(mask: Frame) -> tuple[int, int, int]:
    """Empty pixels above, to the left and to the right."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return int(rows[0]), int(columns[0]), int(mask.shape[1] - 1 - columns[-1])


def one(species: str, *actions: str) -> Actor:
    return Actor(species, tuple(Act(action, k / len(actions)) for k, action in enumerate(actions)))


def cast_of(played: Scene, *, width: int = 320, height: int = 180) -> Cast:
    setting = replace(make_setting(played, width=width, height=height, seed=3), seconds=4.0)
    return next(layer for layer in build_layers(setting).actors if isinstance(layer, Cast))


@pytest.mark.parametrize("size", SHAPES)
@pytest.mark.parametrize(
    ("species", "action", "place"),
    [
        ("bus", "jump", "street"),
        ("giraffe", "walk", "savanna"),
        ("train", "drive", "desert"),
        ("dragon", "fly", "castle"),
    ],
)
def test_large_bodies_stay_in_the_frame(species: str, action: str, place: str, size: tuple[int, int]) -> None:
    for mask in drawn(scene(one(species, action), place=place), 1, 14, 29, 44, size=size):
        assert min(margins(mask)) >= 1


@pytest.mark.parametrize("size", SHAPES)
@pytest.mark.parametrize("species", ["whale", "dolphin", "shark"])
def test_who_leaps_from_the_sea_is_seen_whole_and_dives_again(species: str, size: tuple[int, int]) -> None:
    played = scene(one(species, "jump"), place="sea")
    full = TextShot(played, width=size[0], height=size[1], seconds=4.0, fps=FPS, seed=3)
    quiet = TextShot(
        scene(one("fish", "swim"), place="sea"), width=size[0], height=size[1], seconds=4.0, fps=FPS, seed=3
    )
    heights = []
    for index in range(2, 46, 4):
        above = cv2.absdiff(full.frame(index), quiet.frame(index)).max(axis=2)[: round(0.58 * size[1])] > 40
        heights.append(int(above.sum()))
        assert not above[0].any()
        assert not above[:, 0].any()
        assert not above[:, -1].any()
    assert max(heights) > 0.004 * size[0] * size[1]
    assert min(heights) < 0.25 * max(heights)


def test_a_leap_is_an_arc_head_first() -> None:
    times = np.linspace(0.0, 1.2, 25)
    leaps = [leap_at(float(time), 0.3, afresh=True) for time in times]
    seen = [leap for leap in leaps if leap.seen]
    assert min(leap.y for leap in seen) < -0.6
    assert seen[0].degrees < -50 < 50 < seen[-1].degrees
    assert all(b.x > a.x for a, b in pairwise(seen))
    assert any(leap.splashes for leap in leaps)


def test_nobody_stands_in_space() -> None:
    setting = make_setting(scene(one("dog", "idle"), place="space"), width=320, height=180, seed=3)
    cast = next(layer for layer in build_layers(setting).actors if isinstance(layer, Cast))
    assert cast.motion(0, cast.choreography.spot(0, 0.5), 1.0, 0.5).action == "float"
    hanging = drawn(scene(one("girl", "idle"), place="sky"), 6, 30)
    lowest = [int(np.flatnonzero(mask.any(axis=1))[-1]) for mask in hanging]
    assert max(lowest) < 0.80 * 180
    assert lowest[0] != lowest[1]


def test_fishes_hang_in_the_water_and_crabs_walk_on_the_bottom() -> None:
    fish, crab = (
        int(np.flatnonzero(drawn(scene(one(name, "idle"), place="underwater"), 12)[0].any(axis=1))[-1])
        for name in ("fish", "crab")
    )
    assert fish < crab - 15


def test_a_crab_on_the_beach_is_on_the_sand() -> None:
    crab = drawn(scene(one("crab", "idle"), place="beach"), 12)[0]
    assert np.flatnonzero(crab.any(axis=1))[-1] > 0.80 * 180


def test_who_flies_is_over_those_who_walk() -> None:
    played = scene(one("elephant", "walk"), one("eagle", "fly"), place="savanna")
    elephant, eagle = cast_of(played).marks
    assert eagle.y < elephant.y
    assert eagle.size < 1.3 * elephant.size
    both, below = (drawn(one_scene, 20)[0] for one_scene in (played, replace(played, actors=played.actors[:1])))
    assert margins(both)[0] < margins(below)[0]
    assert margins(both)[0] < 0.4 * 180
    alone = cast_of(scene(one("eagle", "idle"), place="savanna"))
    assert alone.marks[0].high == 0.0


def test_who_takes_off_gets_higher_and_lands() -> None:
    cast = cast_of(scene(one("rocket", "idle", "launch", "idle"), place="desert"), width=180, height=320)
    ground, air, landed = (cast.choreography.spot(0, progress).y for progress in (0.2, 0.65, 1.0))
    assert air < ground - 10
    assert landed == pytest.approx(ground)


def test_two_who_ride_on_each_other_are_one_rider() -> None:
    woman = Actor("woman", (Act("ride", partner=1),))
    machine = Actor("motorcycle", (Act("drive", partner=0),))
    cast = cast_of(scene(woman, machine, place="street"))
    spots = [cast.choreography.spot(k, 0.5) for k in range(2)]
    assert [spot.beat.mount for spot in spots] == [1, None]


def test_swimmers_speak_and_turn_from_one_act_to_the_next() -> None:
    actor = one("man", "swim", "wave")
    lines = (Line("Help!", 0.6, 0.9, 0),)
    silent, loud = (
        TextShot(scene(actor, place="lake", lines=said), width=320, height=180, seconds=4.0, fps=FPS, seed=3)
        for said in ((), lines)
    )
    faces = [cv2.absdiff(silent.frame(index), loud.frame(index))[60:140].max() for index in (33, 34, 35, 36)]
    assert max(faces) > 60
    steps = [float(cv2.absdiff(silent.frame(k), silent.frame(k + 1))[70:135, 60:260].mean()) for k in range(22, 34)]
    assert max(steps) < 1.7 * sorted(steps)[-3]  # over several frames, not in one


def test_facing_turns_through_a_narrow_moment() -> None:
    cast = cast_of(scene(one("fox", "run"), place="meadow"))
    long = replace(make_setting(scene(one("fox", "run")), width=320, height=180, seed=3), seconds=15.0)
    running = Cast(long, [one for _, one in performers(long, place_of(long.scene))])
    spots = [running.choreography.spot(0, k / 3000) for k in range(3000)]
    flips = [k for k in range(1, 3000) if spots[k].flip != spots[k - 1].flip]
    assert flips
    assert all(min(spots[k].yaw for k in range(flip - 2, flip + 3)) < 0.3 for flip in flips)
    assert cast.choreography.spot(0, 0.5).yaw == 1.0


def test_feet_keep_to_the_way() -> None:
    cast = cast_of(scene(one("koala", "walk"), place="meadow"))
    ahead = [cast.choreography.clock(0, share) for share in (0.0, 0.5, 1.0)]
    assert ahead[0] == 0.0
    assert ahead[2] == pytest.approx(2 * ahead[1])
    assert -0.9 < ahead[2] < 1.5


def coloured(frame: Frame, hue: tuple[int, int]) -> int:
    tones = cv2.cvtColor(frame, cv2.COLOR_BGR2HSV)
    return int(cv2.inRange(tones, (hue[0], 150, 120), (hue[1], 255, 255)).sum() // 255)


def test_what_is_held_has_its_own_colour() -> None:
    blue, red = (
        TextShot(
            scene(Actor("girl", holds="umbrella", holds_colour=colour), place="arctic"),
            width=320,
            height=180,
            seconds=4.0,
            fps=FPS,
            seed=3,
        ).frame(12)
        for colour in ("#20c040", "#e02020")
    )
    assert coloured(blue, (50, 75)) > coloured(red, (50, 75)) + 150


def test_a_scene_s_coloured_prop_is_held_in_that_colour() -> None:
    played = scene(Actor("girl", holds="umbrella"), place="arctic", props=(Prop("umbrella", "#20c040"),))
    shown = TextShot(played, width=320, height=180, seconds=4.0, fps=FPS, seed=3).frame(12)
    assert coloured(shown, (50, 75)) > 150


def test_who_sat_down_on_a_bench_reads_sitting() -> None:
    acts = (Act("sit", prop="bench"), Act("read", 0.5, prop="book"))
    cast = cast_of(scene(Actor("old_man", acts), place="park", props=(Prop("bench"),)))
    for progress in (0.2, 0.9):
        sits, lift = cast.seated(0, progress)
        assert sits == 1.0
        assert lift > 5.0
    up = cast_of(scene(one("old_man", "sit", "walk"), place="park"))
    assert up.seated(0, 0.2)[0] == 1.0
    assert up.seated(0, 1.0)[0] == 0.0


def test_frames_do_not_depend_on_their_order() -> None:
    played = scene(one("whale", "jump"), one("man", "swim"), place="sea")
    first, second = (TextShot(played, width=160, height=90, seconds=4.0, fps=FPS, seed=3) for _ in range(2))
    later = second.frame(30)
    assert (first.frame(12) == second.frame(12)).all()
    assert (first.frame(30) == later).all()


def test_who_swims_on_land_gets_a_pond() -> None:
    """Blue water at its feet, on the lawn of a garden; nobody else digs one."""
    lawn = Scene(place="garden", camera=(Move("static"),))
    plain, swimming, walking = (
        TextShot(replace(lawn, actors=actors), width=320, height=180, seconds=3, fps=24, seed=3).frame(30)[150:]
        for actors in ((), (acting("duck", "swim"),), (acting("duck", "walk"),))
    )
    blue = [
        float((picture[..., 0] > picture[..., 2].astype(int) + 40).mean()) for picture in (plain, swimming, walking)
    ]
    assert blue[1] > 0.3 > 0.1 > max(blue[0], blue[2])
