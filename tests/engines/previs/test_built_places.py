"""Rooms and built places: each is whole at every size, unlike the others, lit by its hour, and the same each time."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from numpy.typing import NDArray

from kinora.engines.previs.camera import View
from kinora.engines.previs.places import built, indoor
from kinora.engines.previs.places.registry import PLACES, make_setting, place_of
from kinora.engines.previs.scene import Move, Scene, acting
from kinora.engines.previs.setting import Layer, Moment
from kinora.engines.previs.stage.shot import TextShot

Frame = NDArray[np.uint8]
OUTDOORS, INDOORS = tuple(built.PLACES), tuple(indoor.PLACES)
EVERYWHERE = OUTDOORS + INDOORS
RESTLESS = {"stage", "concert", "nightclub", "spaceship_interior", "hospital", "dungeon", "throne_room", "church"}
SIZES = ((320, 180), (180, 320), (448, 192), (64, 64))


def layers(scene: Scene, size: tuple[int, int] = (320, 180), seed: int = 3) -> list[Layer]:
    place = place_of(scene)
    setting = make_setting(scene, width=size[0], height=size[1], seed=seed)
    return [*place.behind(setting), *place.before(setting)]


def painted(
    stack: list[Layer],
    size: tuple[int, int] = (320, 180),
    *,
    time: float = 1.0,
    view: View | None = None,
    fill: int = 0,
) -> Frame:
    frame = np.full((size[1], size[0], 3), fill, np.uint8)
    for layer in stack:
        layer.draw(frame, Moment(time, time / 5, view or View()))
    return frame


@lru_cache(maxsize=256)
def backdrop(name: str, time: str = "day", weather: str = "clear") -> Frame:
    return painted(layers(Scene(place=name, time=time, weather=weather)))


def luma(frame: Frame) -> float:
    return float(frame.mean())


def difference(one: Frame, other: Frame) -> float:
    return float(np.abs(one.astype(np.int16) - other).mean())


def test_every_place_of_the_contract_is_there() -> None:
    assert " ".join(sorted(OUTDOORS)) == (
        "airport amusement_park bridge castle city farm harbor japanese_street market park playground road rooftop "
        "ruins stadium street temple train_station village"
    )
    assert " ".join(sorted(INDOORS)) == (
        "attic bathroom bedroom cafe church classroom concert corridor dungeon gym hospital kitchen laboratory library "
        "museum nightclub office restaurant room shop spaceship_interior stage throne_room workshop"
    )
    assert set(EVERYWHERE) <= set(PLACES)


@pytest.mark.parametrize("time", ["day", "night"])
@pytest.mark.parametrize("name", EVERYWHERE)
def test_every_pixel_is_drawn_at_every_size(name: str, time: str) -> None:
    for size in SIZES:
        stack = layers(Scene(place=name, time=time), size)
        for view in (View(dx=0.14, dy=-0.08), View(dx=-0.14, dy=0.08, zoom=1.25)):
            black, white = painted(stack, size, view=view), painted(stack, size, view=view, fill=255)
            assert np.array_equal(black, white), (size, view)
            assert black.std() > 12, "a picture, not a colour"


@pytest.mark.parametrize("time", ["day", "night"])
def test_no_two_places_look_the_same(time: str) -> None:
    for k, one in enumerate(EVERYWHERE):
        for other in EVERYWHERE[:k]:
            assert difference(backdrop(one, time), backdrop(other, time)) > 8, (one, other)


@pytest.mark.parametrize("name", OUTDOORS)
def test_night_is_darker_than_day_and_can_be_read(name: str) -> None:
    day, dusk, night = (backdrop(name, time) for time in ("day", "dusk", "night"))
    assert luma(night) < 0.8 * luma(day)
    assert luma(night) < luma(dusk) < luma(day)
    assert luma(night) > 22
    assert night.std() > 14


@pytest.mark.parametrize("name", [name for name in INDOORS if name not in {"stage", "concert", "nightclub"}])
def test_a_room_at_night_is_darker_but_lit(name: str) -> None:
    day, night = backdrop(name), backdrop(name, "night")
    assert luma(night) < luma(day)
    assert luma(night) > 30


@pytest.mark.parametrize("name", EVERYWHERE)
def test_a_still_camera_leaves_the_place_still(name: str) -> None:
    stack = layers(Scene(place=name, camera=(Move("static"),)))
    moved = np.abs(painted(stack, time=1.0).astype(np.int16) - painted(stack, time=2.3)).max(axis=2)
    if name not in {"concert", "nightclub"}:
        assert np.median(moved) <= (6 if name in RESTLESS else 0)
    if name not in OUTDOORS and name not in RESTLESS | {"restaurant", "kitchen"}:
        assert (moved > 12).mean() < 0.02


@pytest.mark.parametrize("name", sorted(RESTLESS | {"amusement_park", "city"}))
def test_what_should_move_moves(name: str) -> None:
    stack = layers(Scene(place=name, time="night"))
    assert not np.array_equal(painted(stack, time=1.0)[:, :, 2], painted(stack, time=1.7)[:, :, 2])


@pytest.mark.parametrize("name", EVERYWHERE)
def test_a_frame_depends_on_its_index_alone(name: str) -> None:
    scene = Scene(place=name, time="night", weather="rain", actors=(acting("cat"),))
    one, other = (TextShot(scene, width=160, height=90, seconds=5, fps=24, seed=5) for _ in range(2))
    early = one.frame(30)
    one.frame(77)
    assert np.array_equal(one.frame(30), early)
    assert np.array_equal(other.frame(30), early)


@pytest.mark.parametrize("name", ["street", "japanese_street", "village", "train_station", "castle"])
def test_windows_are_warm_at_night_and_not_by_day(name: str) -> None:
    def lit(frame: Frame) -> float:
        """The share of pixels that are warm and far brighter than the picture."""
        red, blue = frame[:, :, 2].astype(int), frame[:, :, 0].astype(int)
        return float(((red > 2.2 * luma(frame)) & (red - blue > 70)).mean())

    assert lit(backdrop(name, "night")) > lit(backdrop(name)) + 0.001


@pytest.mark.parametrize("name", ["park", "street", "harbor", "bridge"])
def test_a_lamp_lights_the_ground_at_its_foot(name: str) -> None:
    """At night the brightest part of the ground is far brighter than its middle: light comes in pools."""
    ground = backdrop(name, "night")[140:].astype(float).mean(axis=2)
    assert np.percentile(ground, 99) > 1.4 * np.median(ground)


@pytest.mark.parametrize("name", ["city", "street", "japanese_street", "market", "rooftop", "amusement_park"])
def test_wet_ground_mirrors_the_lights(name: str) -> None:
    dry, wet = backdrop(name, "night", "cloudy")[140:], backdrop(name, "night", "rain")[140:]
    assert wet.max(axis=2).astype(float).std() > 0 and difference(dry, wet) > 2


@pytest.mark.parametrize("name", ["village", "farm", "park", "castle", "road", "ruins", "playground"])
def test_snow_lies_on_the_ground(name: str) -> None:
    bare, snowy = backdrop(name, "day", "cloudy")[150:], backdrop(name, "day", "snow")[150:]
    assert luma(snowy) > luma(bare) + 15
    assert np.ptp(snowy.astype(float).mean(axis=(0, 1))) < np.ptp(bare.astype(float).mean(axis=(0, 1)))


@pytest.mark.parametrize("weather", ["rain", "snow"])
def test_weather_stays_outside_the_window(weather: str) -> None:
    stack = layers(Scene(place="office", time="day", weather=weather))
    moved = np.abs(painted(stack, time=1.0).astype(np.int16) - painted(stack, time=1.5)).max(axis=2)
    assert moved[:126].max() > 20, "it falls outside"
    assert moved[130:].max() == 0, "and never on the floor"


def test_the_hour_shows_in_the_window() -> None:
    panes = {time: backdrop("office", time)[25:60, 60:110].mean(axis=(0, 1)) for time in ("day", "sunset", "night")}
    assert panes["day"][0] > panes["night"][0] + 40
    assert panes["sunset"][2] - panes["sunset"][0] > panes["day"][2] - panes["day"][0] + 20


def test_a_driven_road_passes_by() -> None:
    still = layers(Scene(place="road", actors=(acting("man"),)))
    driven = layers(Scene(place="road", actors=(acting("man", "drive"),)))

    def moved(stack: list[Layer]) -> float:
        return difference(painted(stack, time=1.0)[112:], painted(stack, time=1.1)[112:])

    assert moved(still) == 0
    assert moved(driven) > 0.5


def test_an_audience_sits_before_the_stage() -> None:
    assert len(PLACES["stage"].before(make_setting(Scene(place="stage"), width=320, height=180, seed=3))) == 1
    scene = Scene(place="concert")
    setting = make_setting(scene, width=320, height=180, seed=3)
    behind = painted(PLACES["concert"].behind(setting))
    whole = painted(layers(scene))
    assert difference(behind[150:], whole[150:]) > 10
    assert difference(behind[:110], whole[:110]) < 1


@pytest.mark.parametrize("name", EVERYWHERE)
def test_people_stand_in_the_frame_on_the_ground(name: str) -> None:
    place = PLACES[name]
    assert 0.82 <= place.ground <= 0.94
    head = place.ground - 150 * place.size / 720
    assert 0.3 < head < 0.6, "an adult takes a good part of the picture, and none of it is cut off"
