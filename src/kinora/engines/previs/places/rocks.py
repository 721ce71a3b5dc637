"""Land of stone and ice: arctic, canyon and mars. Each is one function on shared pieces."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kinora.engines.previs.drawing.curves import oval, points
from kinora.engines.previs.drawing.cutout import Cutout
from kinora.engines.previs.drawing.palette import Colour, mix, scaled
from kinora.engines.previs.places.land import tone
from kinora.engines.previs.places.mirror import Mirror
from kinora.engines.previs.places.plants import spread, stone
from kinora.engines.previs.places.sky import Sky
from kinora.engines.previs.places.terrain import hill, peaks, plain, snowed
from kinora.engines.previs.setting import Layer, Points, Setting


def arctic(setting: Setting) -> list[Layer]:
    """Ice mountains and floes behind a plain of snow with blue shadows."""
    high, palette = setting.height, setting.palette
    far = Cutout(setting, 0.16)
    ice, shade = _icy(setting, (132, 176, 224), 0.10), _icy(setting, (78, 126, 196), 0.14)
    peaks(
        far,
        setting,
        base=high * 0.60,
        rise=high * 0.34,
        colour=ice,
        shade=shade,
        snow=_icy(setting, (252, 254, 255), 0.1),
    )
    water = Mirror(
        setting, top=0.585, bottom=0.70, colour=palette.surface((40, 98, 142)), clear=0.7, rough=0.6, depth=0.5
    )
    floes = Cutout(setting, 0.55)
    for k, (x, chance) in enumerate(spread(setting, "floes", 18).tolist()):
        down = ((k * 7) % 18 / 18) ** 1.2
        y, wide = high * (0.595 + 0.085 * down), high * (0.05 + 0.10 * chance) * (0.4 + down)
        floes.add([oval(x, y + high * 0.006, wide, wide * 0.15, steps=18)], _icy(setting, (120, 176, 220), 0.1))
        floes.add([oval(x, y, wide, wide * 0.14, steps=18)], _icy(setting, (244, 250, 255), 0.04))
    near = Cutout(setting, 1.0)
    light, low = _icy(setting, (246, 250, 255)), _icy(setting, (186, 212, 242))
    plain(near, setting, top=high * 0.685, far=light, near=low)
    for k, (x, chance) in enumerate(spread(setting, "drift", 20).tolist()):
        down = ((k * 7) % 20 / 20) ** 1.2
        y, wide = high * (0.72 + 0.28 * down), setting.width * (0.06 + 0.12 * chance) * (0.4 + down)
        near.add([oval(x + wide * 0.08, y + high * 0.006, wide, high * 0.018 * (0.4 + down))], mix(low, shade, 0.22))
        near.add([oval(x, y - high * 0.002, wide * 0.96, high * 0.013 * (0.4 + down))], light)
    for k, (x, chance) in enumerate(spread(setting, "blocks", 7).tolist()):
        if abs(x / setting.width - 0.5) > 0.2:
            stone(
                near,
                x,
                high * (0.74 + 0.05 * (k % 3)),
                high * (0.03 + 0.04 * chance),
                _icy(setting, (150, 196, 232)),
                light,
            )
    return [Sky(setting), far, water, floes, near]


def _icy(setting: Setting, colour: Colour, depth: float = 0.0) -> Colour:
    """Ice and snow in the hour's light: they give back more of a night than earth does."""
    seen = setting.palette.surface(colour, depth)
    moonlit = mix(scaled(colour, 0.72), setting.palette.middle, 0.35)
    return mix(seen, moonlit, 0.48) if setting.is_dark else seen


def canyon(setting: Setting) -> list[Layer]:
    """Layered red walls at both sides of a dry valley, tables of rock far off."""
    layers: list[Layer] = [Sky(setting)]
    high, wide = setting.height, setting.width
    for depth, haze, count, size in ((0.16, 0.55, 7, 0.22), (0.32, 0.34, 5, 0.32)):
        layer = Cutout(setting, depth)
        for x, chance in spread(setting, f"mesa {depth}", count).tolist():
            half = high * size * (0.5 + 0.5 * chance)
            _strata(layer, setting, _mesa(x, high * 0.72, half, high * size * (0.7 + 0.5 * chance)), haze)
        layers.append(layer)
    ground = Cutout(setting, 1.0)
    far, near = (
        tone(setting, snowed(setting, (226, 158, 104), 0.85), 0.08),
        tone(setting, snowed(setting, (186, 110, 74), 0.75)),
    )
    plain(ground, setting, top=high * 0.705, far=far, near=near)
    walls = Cutout(setting, 0.7)
    for side in (-1, 1):
        edge = 0.5 + side * 0.27
        outline = points(
            (wide * (0.5 + side * 1.2), -high * 0.3),
            (wide * (edge + side * 0.10), high * 0.06),
            (wide * (edge + side * 0.075), high * 0.30),
            (wide * (edge + side * 0.05), high * 0.33),
            (wide * (edge + side * 0.03), high * 0.55),
            (wide * edge, high * 0.58),
            (wide * (edge - side * 0.03), high * 0.74),
            (wide * (0.5 + side * 1.2), high * 0.80),
        )
        _strata(walls, setting, outline, 0.05)
    for k, (x, chance) in enumerate(spread(setting, "canyon stones", 16).tolist()):
        down = (k * 7) % 16 / 16
        size = high * (0.010 + 0.03 * chance) * (0.5 + down)
        stone(
            ground,
            x,
            high * (0.74 + 0.25 * down),
            size,
            tone(setting, snowed(setting, (156, 84, 62), 0.4)),
            tone(setting, (240, 182, 130)),
        )
    return [*layers, walls, ground]


_STRATA: tuple[Colour, ...] = (
    (206, 108, 70),
    (226, 140, 88),
    (180, 84, 60),
    (236, 168, 116),
    (196, 96, 66),
    (214, 124, 82),
    (166, 76, 58),
)


def _mesa(x: float, base: float, half: float, tall: float) -> Points:
    return points(
        (x - half * 1.25, base),
        (x - half * 0.92, base - tall * 0.45),
        (x - half * 0.80, base - tall * 0.5),
        (x - half * 0.72, base - tall),
        (x + half * 0.66, base - tall * 0.98),
        (x + half * 0.78, base - tall * 0.52),
        (x + half * 0.94, base - tall * 0.46),
        (x + half * 1.3, base),
    )


def _strata(layer: Cutout, setting: Setting, outline: Points, haze: float) -> None:
    """Fill an outline with level bands of rock, a shade on the side away from the sun."""
    top, low = float(outline[:, 1].min()), float(outline[:, 1].max())
    band = setting.height * (0.042 - 0.03 * haze)
    y, k, sunny = top, 0, setting.sun[0] < setting.width / 2
    while y < low:
        strip = _between(outline, y, min(y + band * (0.7 + 0.6 * ((k * 5) % 7) / 6), low))
        layered = mix(_STRATA[k % len(_STRATA)], (208, 116, 76), 0.45)
        colour = tone(setting, snowed(setting, layered, 0.45 if k % 2 else 0.2), haze)
        if len(strip) > 2:
            layer.add([strip], colour)
            layer.add([_beside(strip, sunny)], mix(colour, setting.palette.rim, 0.20))
            layer.add([_beside(strip, not sunny)], mix(colour, (60, 24, 40), 0.16))
        y += band * (0.7 + 0.6 * ((k * 5) % 7) / 6)
        k += 1


def _beside(strip: Points, left: bool) -> Points:
    """The outer seventh of a strip at its left or right."""
    half = len(strip) // 2
    one, other = (strip[:half], strip[half:][::-1]) if left else (strip[half:][::-1], strip[:half])
    return np.concatenate([one, (one + (other - one) * np.float32(0.14))[::-1]]).astype(np.float32)


def _between(outline: Points, top: float, low: float) -> Points:
    """The part of an outline between two heights, by its left and right border there."""
    rows = np.linspace(top, low, 3)
    left, right = list[tuple[float, float]](), list[tuple[float, float]]()
    ends = np.roll(outline, -1, axis=0)
    for y in rows.tolist():
        up, down = outline[:, 1], ends[:, 1]
        crossing = (np.minimum(up, down) <= y) & (np.maximum(up, down) >= y) & (np.abs(up - down) > 1e-6)
        share = (y - up[crossing]) / (down - up)[crossing]
        x = outline[crossing, 0] + share * (ends - outline)[crossing, 0]
        if len(x):
            left.append((float(x.min()), y))
            right.append((float(x.max()), y))
    return points(*left, *right[::-1]) if left else np.zeros((0, 2), np.float32)


def dusty(setting: Setting) -> Setting:
    """The same setting under a sky of dust."""
    return replace(setting, scene=replace(setting.scene, weather="sandstorm"))


def mars(setting: Setting) -> list[Layer]:
    """Red dust, stones and craters under a butterscotch sky."""
    high, setting = setting.height, dusty(setting)
    layers: list[Layer] = [Sky(setting)]
    dust: Colour = (206, 116, 72)
    for depth, top, rise, haze in ((0.18, 0.60, 0.12, 0.52), (0.40, 0.665, 0.07, 0.26)):
        upper, lower = tone(setting, dust, haze), tone(setting, mix(dust, (120, 60, 44), 0.3), haze + 0.1)
        layer, _ = hill(
            setting, f"mars {depth}", depth=depth, top=top, rise=rise, rough=0.6, bumps=1.0, upper=upper, lower=lower
        )
        layers.append(layer)
    ground = Cutout(setting, 1.0)
    light, dark = tone(setting, (228, 146, 96)), tone(setting, (164, 84, 56))
    plain(ground, setting, top=high * 0.705, far=light, near=dark)
    for k, (x, chance) in enumerate(spread(setting, "mars craters", 9).tolist()):
        down = ((k * 5) % 9 / 9) ** 1.2
        y, wide = high * (0.74 + 0.25 * down), high * (0.03 + 0.09 * chance) * (0.4 + down)
        ground.add([oval(x, y + wide * 0.03, wide * 1.12, wide * 0.29)], mix(light, (255, 220, 180), 0.25 - 0.2 * down))
        ground.add([oval(x, y, wide, wide * 0.24)], mix(dark, (70, 30, 30), 0.35))
        ground.add([oval(x + wide * 0.06, y + wide * 0.05, wide * 0.84, wide * 0.16)], mix(dark, light, 0.15))
    for k, (x, chance) in enumerate(spread(setting, "mars stones", 22).tolist()):
        down = (k * 7) % 22 / 22
        stone(
            ground,
            x,
            high * (0.73 + 0.27 * down),
            high * (0.006 + 0.022 * chance**2) * (0.5 + down),
            mix(dark, (90, 40, 40), 0.3),
            light,
        )
    return [*layers, ground]
