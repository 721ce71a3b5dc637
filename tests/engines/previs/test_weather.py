"""Weather over any frame: it shows, it moves, it is the same again for the same moment, and lightning strikes."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from kinora.engines.previs.drawing.palette import PALETTES, light_of
from kinora.engines.previs.stage.lightning import brightness, strike
from kinora.engines.previs.stage.weather import WEATHERS, draw_weather

Frame = NDArray[np.uint8]


def plain(width: int = 320, height: int = 180, level: int = 90) -> Frame:
    return np.full((height, width, 3), level, np.uint8)


def under(weather: str, index: int, seed: int = 5, level: int = 90) -> Frame:
    frame = plain(level=level)
    draw_weather(frame, weather, index=index, fps=24, seed=seed)
    return frame


def test_the_agreed_weathers() -> None:
    assert set(WEATHERS) == {"clear", "rain", "snow", "fog", "wind", "storm", "cloudy", "sandstorm"}
    assert np.array_equal(under("clear", 4), plain())
    assert np.array_equal(under("frogs", 4), plain())


@pytest.mark.parametrize("weather", [weather for weather in WEATHERS if weather != "clear"])
def test_weather_moves_and_repeats(weather: str) -> None:
    assert np.abs(under(weather, 10).astype(int) - plain()).mean() > 0.15
    assert not np.array_equal(under(weather, 10), under(weather, 16))
    assert not np.array_equal(under(weather, 10), under(weather, 10, seed=6))
    assert np.array_equal(under(weather, 10), under(weather, 10))


@pytest.mark.parametrize("weather", WEATHERS)
@pytest.mark.parametrize("size", [(64, 64), (66, 154), (420, 180), (90, 160)])
def test_weather_fits_every_shape(weather: str, size: tuple[int, int]) -> None:
    frame = plain(*size)
    for index in (0, 47, 900):
        draw_weather(frame, weather, index=index, fps=24, seed=5)
    assert frame.shape == (size[1], size[0], 3)


def test_rain_falls_and_splashes_on_the_ground() -> None:
    """Between two frames the strokes go down; only the lower part has rings."""
    one, other = (under("rain", index)[:130].astype(np.float32).mean(axis=2) for index in (20, 21))
    one, other = one - one.mean(), other - other.mean()
    best = max(range(-12, 13), key=lambda rows: float((np.roll(one, rows, axis=0) * other).sum()))
    assert best > 2
    light = (under("rain", 20).max(axis=2) > 150).mean(axis=1)
    assert light[140:].mean() > light[:130].mean() + 0.002


def test_a_storm_is_darker_and_heavier_than_rain() -> None:
    quiet = [index for index in range(0, 96, 3) if brightness(index / 24, 5) < 0.02]
    rain, storm = (np.mean([under(weather, index).mean() for index in quiet]) for weather in ("rain", "storm"))
    assert storm < rain - 8


def test_lightning_strikes_briefly_and_again() -> None:
    light = np.array([brightness(index / 24, 5) for index in range(240)])
    strikes = int(((light[1:] > 0.5) & (light[:-1] <= 0.5)).sum())
    assert 3 <= strikes <= 14
    assert (light < 0.02).mean() > 0.5
    brightest = int(light.argmax())
    frame = plain()
    strike(frame, brightest / 24, 5)
    assert frame[:60].mean() > 150
    assert (frame.min(axis=2) == 255).any()
    dark = int(np.flatnonzero(light < 0.001)[0])
    still = plain()
    strike(still, dark / 24, 5)
    assert np.array_equal(still, plain())


def test_fog_and_sand_veil_a_picture_but_leave_it_readable() -> None:
    board = np.kron(np.indices((9, 16)).sum(axis=0) % 2, np.ones((20, 20))).astype(np.uint8) * 180 + 30
    frame: Frame = np.stack([board, board, board], axis=2)
    for weather in ("fog", "sandstorm"):
        veiled = frame.copy()
        draw_weather(veiled, weather, index=20, fps=24, seed=5)
        assert veiled.std() < frame.std() - 10
        assert veiled.std() > 20
    sand = under("sandstorm", 20).reshape(-1, 3).mean(axis=0)
    assert sand[2] > sand[0] + 15


@pytest.mark.parametrize("time", PALETTES)
def test_weather_takes_light_from_the_hour(time: str) -> None:
    clear, storm = light_of(time, "clear"), light_of(time, "storm")
    assert clear == PALETTES[time]
    assert sum(storm.middle) < sum(clear.middle) + 1
    assert storm.rim_strength < clear.rim_strength
    assert light_of(time, "rain").ambience > clear.ambience
    white = (255.0, 255.0, 255.0)
    assert sum(storm.surface(white)) < sum(clear.surface(white))
