"""Places under the open sky: every hour, every shape, and what makes each of them what it is."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kinora.engines.previs.camera import View
from kinora.engines.previs.drawing.palette import PALETTES
from kinora.engines.previs.places.nature import PLACES, is_afloat
from kinora.engines.previs.places.registry import make_setting, place_of
from kinora.engines.previs.places.surf import Surf
from kinora.engines.previs.scene import Actor, Prop, Scene, acting
from kinora.engines.previs.setting import Moment, Setting
from kinora.engines.previs.stage.effects import EFFECTS, draw_effects, effect_layers
from kinora.engines.previs.stage.finish import Finish
from kinora.engines.previs.stage.skylights import BEHIND

Frame = NDArray[np.uint8]
TIMES = tuple(PALETTES)
AHEAD = View()
TIMELESS = ("space", "moon")
"""Where no sun of ours rises or sets."""


def painted(setting: Setting, time: float = 1.0, *, view: View = AHEAD, fill: int = 0) -> Frame:
    """The place alone, without anybody in it."""
    place = place_of(setting.scene)
    frame = np.full((setting.height, setting.width, 3), fill, np.uint8)
    for layer in [*place.behind(setting), *place.before(setting)]:
        layer.draw(frame, Moment(time, time / 5.0, view))
    return frame


def scene_of(place: str, time: str = "day", weather: str = "clear", *actors: Actor) -> Scene:
    return Scene(place=place, time=time, weather=weather, actors=actors)


def setting_of(scene: Scene, width: int = 320, height: int = 180, seed: int = 3) -> Setting:
    return make_setting(scene, width=width, height=height, seed=seed)


def luma(picture: Frame) -> float:
    return float(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).mean())


def changed(one: Frame, other: Frame) -> float:
    """The share of pixels that differ clearly."""
    return float((cv2.absdiff(one, other).max(axis=2) > 24).mean())


@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("place", PLACES)
def test_a_place_paints_every_pixel_at_every_hour(place: str, time: str) -> None:
    setting = setting_of(scene_of(place, time), 160, 90)
    assert np.array_equal(painted(setting, fill=0), painted(setting, fill=255))


@pytest.mark.parametrize("size", [(64, 64), (90, 160), (66, 154), (210, 90)])
@pytest.mark.parametrize("place", PLACES)
def test_a_place_fills_every_shape_wherever_the_camera_looks(place: str, size: tuple[int, int]) -> None:
    setting = setting_of(scene_of(place, "sunset"), *size)
    for view in (View(0.16, -0.11, 1.0), View(-0.16, 0.11, 1.3)):
        one, other = painted(setting, view=view, fill=0), painted(setting, view=view, fill=255)
        assert np.array_equal(one, other)
        assert one.std() > 8


@pytest.mark.parametrize("place", [place for place in PLACES if place not in TIMELESS])
def test_hours_darken_from_day_to_night(place: str) -> None:
    light = {time: luma(painted(setting_of(scene_of(place, time)))) for time in ("day", "dusk", "night")}
    assert light["day"] > light["dusk"] + 3
    assert light["dusk"] > light["night"] + 3


@pytest.mark.parametrize("place", ["meadow", "sea", "lake", "desert", "canyon", "field"])
def test_a_sunset_is_red_over_the_horizon_and_a_day_blue_above(place: str) -> None:
    sunset = painted(setting_of(scene_of(place, "sunset")))[48:66].reshape(-1, 3).mean(axis=0)
    day = painted(setting_of(scene_of(place, "day")))[4:30].reshape(-1, 3).mean(axis=0)
    assert sunset[2] > sunset[0] + 25
    assert day[0] > day[2] + 25


@pytest.mark.parametrize(
    "place", ["meadow", "forest", "lake", "garden", "field", "cherry_orchard", "volcano", "jungle"]
)
def test_snow_whitens_the_ground(place: str) -> None:
    bare, snowy = (painted(setting_of(scene_of(place, weather=weather)))[150:] for weather in ("clear", "snow"))
    assert luma(snowy) > luma(bare) + 25
    assert np.ptp(snowy.reshape(-1, 3).mean(axis=0)) < 40


def test_snow_is_pale_by_night() -> None:
    ground = painted(setting_of(scene_of("forest", "night", "snow")))[140:170]
    sky = painted(setting_of(scene_of("forest", "night", "snow")))[5:40]
    assert luma(ground) > 110
    assert luma(ground) > luma(sky) + 50


@pytest.mark.parametrize("place", PLACES)
def test_two_places_do_not_look_the_same(place: str) -> None:
    mine = painted(setting_of(scene_of(place), 160, 90))
    for other in PLACES:
        if other != place and {other, place} != {"sea", "beach"}:
            assert changed(mine, painted_once(other)) > 0.1


_ONCE: dict[str, Frame] = {}


def painted_once(place: str) -> Frame:
    if place not in _ONCE:
        _ONCE[place] = painted(setting_of(scene_of(place), 160, 90))
    return _ONCE[place]


@pytest.mark.parametrize(
    "place", ["sea", "lake", "river", "waterfall", "swamp", "volcano", "sky", "underwater", "space"]
)
def test_what_flows_moves_and_comes_back_to_the_same_picture(place: str) -> None:
    setting = setting_of(scene_of(place))
    early, later = painted(setting, 1.0), painted(setting, 1.5)
    assert np.abs(early.astype(int) - later).mean() > 0.15
    assert np.array_equal(painted(setting, 1.0), early)


def test_a_lake_mirrors_its_far_shore() -> None:
    """The mirrored half is like the upper half turned over, more than like the upper half as it is."""
    picture = cv2.cvtColor(painted(setting_of(scene_of("lake", "sunset"))), cv2.COLOR_BGR2GRAY).astype(np.float32)
    line = 109
    above, below = picture[line - 30 : line], picture[line + 1 : line + 31]
    alike = [float(np.corrcoef(rows.mean(axis=1), below.mean(axis=1))[0, 1]) for rows in (above[::-1], above)]
    assert alike[0] > alike[1]


def test_the_moon_and_the_sun_hide_behind_clouds() -> None:
    for time in ("day", "night"):
        setting = setting_of(scene_of("meadow", time))
        x, y = (round(value) for value in setting.sun)
        around = np.s_[y - 3 : y + 4, x - 3 : x + 4]
        clear, cloudy = painted(setting)[around], painted(setting_of(scene_of("meadow", time, "cloudy")))[around]
        assert luma(clear) > luma(cloudy) + 20


def test_the_sun_is_beside_the_wave_and_not_behind_it() -> None:
    for width, height in ((320, 180), (180, 320), (180, 180), (420, 180)):
        for seed in range(4):
            place = ("sea", "beach")[seed % 2]
            setting = setting_of(scene_of(place, "sunset", "clear", acting("koala", "surf")), width, height, seed)
            x, y = (round(value) for value in setting.sun)
            bare = painted(setting)
            wave = bare.copy()
            Surf(setting, []).draw(wave, Moment(1.0, 0.2, View()))
            assert np.array_equal(wave[y, x], bare[y, x])
            assert changed(bare, wave) > 0.25


def test_foam_is_drawn_finer_where_the_frame_is_lower() -> None:
    """The same wave in half the size has the same look: structure scales with the frame, in every shape."""
    for shape in ((640, 360), (360, 640)):
        large = setting_of(scene_of("sea", "day", "clear", acting("koala", "surf")), *shape)
        small = setting_of(large.scene, shape[0] // 2, shape[1] // 2)
        frames = []
        for setting in (large, small):
            frame = np.zeros((setting.height, setting.width, 3), np.uint8)
            Surf(setting, []).draw(frame, Moment(2.0, 0.4, View()))
            frames.append(cv2.resize(frame, (90, 90), interpolation=cv2.INTER_AREA).astype(int))
        assert np.abs(frames[0] - frames[1]).mean() < 9


def test_who_is_afloat_needs_no_shore() -> None:
    assert is_afloat(scene_of("sea", "day", "clear", acting("dog", "swim")))
    assert is_afloat(scene_of("sea", "day", "clear", acting("sailboat", "sail")))
    assert is_afloat(Scene(place="lake", props=(Prop("boat"),)))
    assert not is_afloat(scene_of("lake", "day", "clear", acting("dog", "walk"), acting("boat", "sail")))
    for place in ("sea", "lake", "river"):
        ashore = painted(setting_of(scene_of(place, "day", "clear", acting("dog", "walk"))))
        afloat = painted(setting_of(scene_of(place, "day", "clear", acting("dog", "swim"))))
        assert changed(ashore[150:], afloat[150:]) > 0.5


def test_every_shore_says_where_its_water_is() -> None:
    for name in ("sea", "beach", "lake", "river", "swamp", "waterfall", "island"):
        water = PLACES[name].water
        assert water is not None
        assert PLACES[name].horizon < water < PLACES[name].ground


@pytest.mark.parametrize("effect", EFFECTS)
def test_an_effect_is_seen_moves_and_repeats(effect: str) -> None:
    plain = np.full((180, 320, 3), 160, np.uint8)

    def at(index: int, seed: int = 5) -> Frame:
        frame = plain.copy()
        draw_effects(frame, (effect,), index=index, fps=24, seed=seed)
        return frame

    frames = [at(index) for index in range(0, 72, 2)]
    assert max(changed(frame, plain) for frame in frames) > 0.0005
    assert sum(not np.array_equal(one, other) for one, other in pairwise(frames)) > 3
    assert np.array_equal(at(30), at(30))
    assert any(not np.array_equal(at(index), at(index, 6)) for index in range(0, 72, 6)) or effect == "rainbow"


@pytest.mark.parametrize("effect", EFFECTS)
@pytest.mark.parametrize("size", [(64, 64), (90, 160), (210, 90)])
def test_an_effect_fits_every_shape(effect: str, size: tuple[int, int]) -> None:
    frame = np.full((size[1], size[0], 3), 70, np.uint8)
    for index in (0, 17, 100, 700):
        draw_effects(frame, (effect,), index=index, fps=24, seed=5)
    assert frame.shape == (size[1], size[0], 3)
    assert frame.std() > 0


def test_effects_are_drawn_once_each_behind_or_before() -> None:
    setting = setting_of(Scene(effects=EFFECTS))
    assert len(effect_layers(setting)) == len(BEHIND)
    before = np.full((180, 320, 3), 70, np.uint8)
    behind = before.copy()
    draw_effects(before, tuple(BEHIND), index=30, fps=24, seed=5, setting=setting)
    assert np.array_equal(before, behind)
    for layer in effect_layers(setting):
        layer.draw(behind, Moment(1.25, 0.25, View()))
    assert changed(before, behind) > 0.02


def test_the_finish_lets_bright_parts_shine_and_darkens_corners() -> None:
    setting = setting_of(Scene())
    frame = np.full((180, 320, 3), 90, np.uint8)
    frame[85:95, 155:165] = 255
    Finish(setting).draw(frame, Moment(0.0, 0.0, View()))
    assert frame[80, 160].mean() > 92
    assert frame[2, 2].mean() < 60
    assert frame[90, 100].mean() == pytest.approx(90, abs=6)
