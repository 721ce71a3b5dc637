"""Pictures: purity, sizes, and that what was asked for can be measured in the pixels."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kinora.engines.previs.camera import MOVES, view_at
from kinora.engines.previs.places.registry import PLACES
from kinora.engines.previs.reading.prompt import read_prompt
from kinora.engines.previs.rigs.actions import ACTIONS
from kinora.engines.previs.rigs.species import all_species
from kinora.engines.previs.scene import Move, Prop, Scene, acting
from kinora.engines.previs.stage.shot import TextShot
from kinora.engines.previs.stage.style import STYLES, apply_style
from kinora.engines.previs.stage.weather import WEATHERS, draw_weather

Frame = NDArray[np.uint8]
STILL = (Move("static"),)
_HOURLESS = {"space", "moon", "concert", "nightclub"}  # the hour is the same there by day and by night


def shot(scene: Scene, *, width: int = 320, height: int = 180, seconds: int = 5, seed: int = 3) -> TextShot:
    return TextShot(scene, width=width, height=height, seconds=seconds, fps=24, seed=seed)


def frame(scene: Scene, index: int = 20, *, seed: int = 3) -> Frame:
    return shot(scene, seed=seed).frame(index)


def luma(picture: Frame) -> float:
    return float(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).mean())


def changed(one: Frame, other: Frame) -> float:
    """The share of pixels that differ clearly."""
    return float((cv2.absdiff(one, other).max(axis=2) > 24).mean())


def shift(one: Frame, other: Frame) -> tuple[float, float]:
    """By how much the picture moved from `one` to `other`, right and down."""
    grey = [cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float32) for picture in (one, other)]
    (right, down), _ = cv2.phaseCorrelate(grey[0], grey[1])
    return right, down


@pytest.mark.parametrize(
    "prompt",
    [
        "A koala surfs a wave at sunset, cinematic",
        "The koala plays with the cat",
        "A fox runs through a snowy forest at night, camera pans left",
        "Rainy neon city street at night, slow zoom in, noir",
        "A person dances in space, handheld",
        "A frog swims underwater, watercolor",
        "A dog swims in the lake",
        "A robot waves in the kitchen, sketch",
        "A lion walks on the beach in the fog, vintage",
        "A wolf runs over a windy desert, cartoon",
    ],
)
def test_a_frame_depends_on_its_index_alone(prompt: str) -> None:
    scene = read_prompt(prompt).first
    one, other = shot(scene), shot(scene)
    early = one.frame(30)
    one.frame(77)
    other.frame(5)
    assert np.array_equal(one.frame(30), early)
    assert np.array_equal(other.frame(30), early)
    assert not np.array_equal(one.frame(31), early)


@pytest.mark.parametrize("place", PLACES)
def test_another_seed_gives_another_picture(place: str) -> None:
    scene = Scene(place=place, actors=(acting("cat"),))
    assert changed(frame(scene, seed=3), frame(scene, seed=4)) > 0.005


@pytest.mark.parametrize("size", [(64, 64), (66, 154), (448, 192), (192, 448), (250, 250), (160, 90), (90, 160)])
@pytest.mark.parametrize("place", PLACES)
def test_every_size_and_shape(place: str, size: tuple[int, int]) -> None:
    width, height = size
    scene = Scene(place=place, time="sunset", weather="rain", actors=(acting("koala", "surf"), acting("cat", "play")))
    picture = shot(scene, width=width, height=height, seconds=4).frame(95)
    assert picture.shape == (height, width, 3)
    assert picture.dtype == np.uint8
    assert picture.flags.c_contiguous
    assert picture.std() > 8


def test_a_large_frame() -> None:
    assert shot(read_prompt("A koala surfs").first, width=2560, height=1440).frame(10).shape == (1440, 2560, 3)


@pytest.mark.parametrize("place", [place for place in PLACES if place not in _HOURLESS])
def test_night_is_darker_than_day(place: str) -> None:
    assert luma(frame(Scene(place=place, time="night"))) < luma(frame(Scene(place=place, time="day"))) - 8


def test_sunset_is_red_and_day_is_blue_over_the_horizon() -> None:
    sunset = frame(Scene(place="sea", time="sunset"))[50:70].mean(axis=(0, 1))
    day = frame(Scene(place="sea", time="day"))[5:40].mean(axis=(0, 1))
    assert sunset[2] > sunset[0] + 40
    assert day[0] > day[2] + 20


def test_noir_has_no_colour_and_sketch_is_pale() -> None:
    base = Scene(place="meadow", actors=(acting("fox"),))
    noir = frame(replace(base, style="noir")).astype(int)
    assert (noir.max(axis=2) - noir.min(axis=2)).mean() < 6
    assert luma(frame(replace(base, style="sketch"))) > 150


def test_snow_whitens_the_ground_even_at_night() -> None:
    for time in ("day", "night"):
        bare = frame(Scene(place="forest", time=time))[150:]
        snowy = frame(Scene(place="forest", time=time, weather="snow"))[150:]
        assert luma(snowy) > luma(bare) + 25


@pytest.mark.parametrize("weather", [weather for weather in WEATHERS if weather != "clear"])
def test_weather_falls_on_any_frame_and_moves(weather: str) -> None:
    plain = np.full((180, 320, 3), 90, np.uint8)
    first, later = plain.copy(), plain.copy()
    draw_weather(first, weather, index=10, fps=24, seed=5)
    draw_weather(later, weather, index=16, fps=24, seed=5)
    assert not np.array_equal(first, plain)
    assert not np.array_equal(first, later)


def test_clear_weather_and_no_style_leave_a_frame_alone() -> None:
    picture = np.random.default_rng(1).integers(0, 255, (90, 160, 3), dtype=np.uint8)
    kept = picture.copy()
    draw_weather(picture, "clear", index=3, fps=24, seed=5)
    assert np.array_equal(apply_style(picture, "none", index=3, seed=5), kept)
    assert np.array_equal(picture, kept)


@pytest.mark.parametrize("style", [style for style in STYLES if style != "none"])
@pytest.mark.parametrize("size", [(64, 64), (180, 320), (720, 406)])
def test_a_style_changes_the_look_but_not_the_shape(style: str, size: tuple[int, int]) -> None:
    picture = cv2.resize(frame(Scene(actors=(acting("panda"),))), (size[1], size[0])).astype(np.uint8)
    kept = picture.copy()
    styled = apply_style(picture, style, index=4, seed=9)
    assert styled.shape == picture.shape
    assert np.array_equal(picture, kept)
    assert cv2.absdiff(styled, picture).mean() > 1


@pytest.mark.parametrize("species", all_species())
def test_every_species_is_seen_on_every_stage(species: str) -> None:
    empty = Scene(place="meadow", camera=STILL)
    assert 0.004 < changed(frame(empty), frame(replace(empty, actors=(acting(species),)))) < 0.35


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("species", ["koala", "fox", "duck"])
def test_every_action_moves(action: str, species: str) -> None:
    performed = shot(Scene(place="meadow", camera=STILL, actors=(acting(species, action),)))
    frames = [performed.frame(index)[80:160, 60:260] for index in (20, 26, 33)]
    assert changed(frames[0], frames[1]) + changed(frames[1], frames[2]) > 0.0005


@pytest.mark.parametrize("prop", ["ball", "campfire", "house", "tree", "balloon", "bench", "piano"])
def test_every_prop_is_drawn(prop: str) -> None:
    empty = Scene(place="meadow", camera=STILL)
    assert changed(frame(empty, 60), frame(replace(empty, props=(Prop(prop),)), 60)) > 0.004


def test_actors_stay_in_the_frame_when_it_is_tall() -> None:
    for move in ("pan_left", "pan_right"):
        scene = Scene(place="desert", camera=(Move(move),))
        tall = {"width": 180, "height": 320}
        for index in (0, 60, 119):
            empty = shot(scene, **tall).frame(index)
            full = shot(replace(scene, actors=(acting("bear", "run"),)), **tall).frame(index)
            columns = np.flatnonzero((cv2.absdiff(empty, full).max(axis=2) > 40).any(axis=0))
            assert len(columns) > 40
            assert columns[0] > 2
            assert columns[-1] < 177


def test_nobody_blinks_in_the_first_half_second() -> None:
    eyes = Scene(place="meadow", camera=STILL, actors=(acting("owl", "sit"),) * 4)
    for seed in range(3):
        still = shot(eyes, seed=seed)
        first = still.frame(0)[80:140].astype(int)
        assert all(np.abs(still.frame(index)[80:140].astype(int) - first).mean() < 4 for index in (3, 7, 11))


@pytest.mark.parametrize(("move", "sign"), [("pan_left", 1), ("pan_right", -1)])
def test_a_pan_moves_the_picture_the_other_way(move: str, sign: int) -> None:
    panning = shot(Scene(place="city", camera=(Move(move),)))
    assert sign * shift(panning.frame(56), panning.frame(60))[0] > 0.2


@pytest.mark.parametrize(("move", "sign"), [("tilt_up", 1), ("tilt_down", -1)])
def test_a_tilt_moves_the_picture_the_other_way(move: str, sign: int) -> None:
    tilting = shot(Scene(place="room", camera=(Move(move),)))
    assert sign * shift(tilting.frame(52), tilting.frame(62))[1] > 0.4


def test_a_static_camera_leaves_the_background_still() -> None:
    still = shot(Scene(place="room", camera=STILL, actors=(acting("robot", "wave"),)))
    assert np.median(cv2.absdiff(still.frame(10), still.frame(60))) == 0


@pytest.mark.parametrize("move", MOVES)
def test_no_camera_leaves_the_oversized_plates(move: str) -> None:
    for progress in np.linspace(0, 1, 21):
        view = view_at((Move(move),), float(progress), 15.0)
        assert view.zoom >= 1.0
        assert abs(view.dx) < 0.18
        assert abs(view.dy) < 0.13


def test_zooms_grow_and_shrink() -> None:
    assert view_at((Move("zoom_in"),), 1, 5).zoom > 1.2 > view_at((Move("zoom_in"),), 0, 5).zoom
    assert view_at((Move("zoom_out"),), 0, 5).zoom > 1.2 > view_at((Move("zoom_out"),), 1, 5).zoom


def test_motion_is_smooth() -> None:
    surfing = shot(read_prompt("A koala surfs a wave at sunset").first)
    frames = [surfing.frame(index).astype(int) for index in range(40, 64)]
    steps = [np.abs(b - a).mean() for a, b in pairwise(frames)]
    assert min(steps) > 0.05
    assert max(steps) < 6 * float(np.median(steps))


@pytest.mark.parametrize("species", ["dragon", "elephant", "duck", "rabbit"])
@pytest.mark.parametrize("action", ["fly", "jump", "swim", "wave"])
def test_no_actor_leaves_through_the_top(species: str, action: str) -> None:
    empty = Scene(place="desert", camera=STILL)
    for index in (20, 31, 45):
        performed = frame(replace(empty, actors=(acting(species, action),)), index)
        rows = np.flatnonzero((cv2.absdiff(frame(empty, index), performed).max(axis=2) > 40).any(axis=1))
        assert len(rows) > 10
        assert rows[0] > 2


def test_a_coat_and_a_size_show_in_the_picture() -> None:
    empty = Scene(place="meadow", camera=STILL)
    usual = frame(replace(empty, actors=(acting("cat"),)))
    black = frame(replace(empty, actors=(acting("cat", coat="#2b2b32"),)))
    large = frame(replace(empty, actors=(acting("cat", size=1.45),)))
    assert luma(black) < luma(usual) - 1
    assert changed(frame(empty), large) > 1.5 * changed(frame(empty), usual)


def test_swimmers_are_in_the_water_up_to_their_shoulders() -> None:
    water = Scene(place="sea", camera=STILL, props=(Prop("boat"),))
    for species in ("duck", "dog"):
        swimmer = replace(water, actors=(acting(species, "swim"),))
        walker = replace(water, actors=(acting(species, "walk"),))
        # The boat is drawn smaller beside an actor, so only the rows under it can be compared.
        assert changed(frame(swimmer)[95:128], frame(water)[95:128]) > 0.01
        assert changed(frame(swimmer)[150:], frame(water)[150:]) < 0.005
        assert changed(frame(walker)[150:], frame(water)[150:]) > 0.1


def test_kin_can_be_told_apart() -> None:
    pair = Scene(place="room", camera=STILL, actors=(acting("person", "sleep"),) * 2)
    picture = frame(pair)
    assert changed(picture[:, :160], picture[:, 160:][:, ::-1]) > 0.02


def test_a_tall_room_keeps_its_window() -> None:
    """The sky behind the panes: blue beside the warm wall."""
    tall = shot(Scene(place="room", camera=STILL), width=180, height=320).frame(20).astype(int)
    assert (tall[..., 0] > tall[..., 2] + 30).mean() > 0.03


def test_a_palm_stands_whole_on_the_sand() -> None:
    """The trunk is dark all the way down, across the line of foam as well."""
    picture = shot(Scene(place="sea", camera=STILL), width=320, height=180).frame(20)
    for row in range(80, 165, 4):
        assert cv2.cvtColor(picture[row : row + 1, :60], cv2.COLOR_BGR2GRAY).min() < 130
