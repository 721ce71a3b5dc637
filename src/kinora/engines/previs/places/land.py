"""Meadow, forest, mountain, desert and savanna: what grows there and in which colours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kinora.engines.previs.drawing.curves import bend, joined, oval, points
from kinora.engines.previs.drawing.cutout import Cutout
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.places.plants import Flowers, Grass, acacia, cactus, conifer, leafy, reeds, spread, stone
from kinora.engines.previs.places.sky import Sky
from kinora.engines.previs.places.terrain import height_at, hill, peaks, plain, ridge, skyline, snowed
from kinora.engines.previs.setting import Layer, Points, Setting


@dataclass(frozen=True, slots=True)
class Soil:
    """Surface colours from the furthest ridge to the ground before the camera."""

    far: Colour
    middle: Colour
    near: Colour
    ground: Colour
    front: Colour


_SOILS = {
    "meadow": Soil((112, 166, 150), (84, 156, 100), (98, 174, 76), (124, 196, 80), (66, 138, 54)),
    "forest": Soil((84, 124, 120), (52, 104, 84), (44, 92, 58), (78, 124, 62), (40, 82, 44)),
    "mountain": Soil((126, 142, 172), (84, 122, 112), (78, 134, 84), (112, 160, 92), (62, 112, 62)),
    "desert": Soil((206, 150, 118), (224, 166, 110), (234, 182, 118), (240, 196, 132), (206, 148, 90)),
    "savanna": Soil((176, 170, 150), (196, 172, 98), (214, 182, 92), (226, 194, 100), (160, 120, 52)),
}
_SNOW: Colour = (240, 245, 253)


def soil(setting: Setting) -> Soil:
    """The land's colours, under snow when it snows."""
    bare = _SOILS.get(setting.scene.place, _SOILS["meadow"])
    if not setting.is_snowy:
        return bare
    return Soil(
        mix(bare.far, _SNOW, 0.50),
        mix(bare.middle, _SNOW, 0.66),
        mix(bare.near, _SNOW, 0.84),
        mix(bare.ground, _SNOW, 0.94),
        mix(bare.front, (206, 220, 242), 0.90),
    )


def tone(setting: Setting, colour: Colour, depth: float = 0.0) -> Colour:
    """A surface's colour in the setting's light. Snow gives back more of a night's light than earth does."""
    seen = setting.palette.surface(colour, depth)
    if setting.is_snowy and setting.is_dark:
        moonlit = (166, 190, 240) if setting.scene.time == "night" else (214, 206, 244)
        return mix(seen, mix(colour, moonlit, 0.5), 0.52 * (1.0 - 0.5 * depth))
    return seen


def behind_actors(setting: Setting) -> list[Layer]:
    """From the sky to the ground at the actors' feet."""
    layers: list[Layer] = [Sky(setting)]
    match setting.scene.place:
        case "mountain":
            layers += [_range(setting), *_hills(setting)]
        case "desert":
            layers += _dunes(setting)
        case "savanna":
            layers += _plains(setting)
        case _:
            layers += _hills(setting)
    layers += _ground(setting)
    return layers


def before_actors(setting: Setting) -> list[Layer]:
    """Grass close to the camera, and trunks that frame a forest."""
    if setting.scene.place == "desert" or setting.is_snowy:
        return [_trunks(setting)] if setting.scene.place == "forest" else []
    dark = soil(setting).front
    tones = tuple(setting.palette.surface(mix(dark, (14, 36, 22), share)) for share in (0.35, 0.5, 0.62))
    grass = Grass(setting, "front", top=0.99, bottom=1.07, tufts=60, length=70, depth=1.35, tones=tones)
    return [_trunks(setting), grass] if setting.scene.place == "forest" else [grass]


def _range(setting: Setting) -> Layer:
    layer = Cutout(setting, 0.16)
    palette, ground = setting.palette, soil(setting)
    peaks(
        layer,
        setting,
        base=setting.horizon + setting.height * 0.24,
        rise=setting.height * 0.56,
        colour=palette.surface(mix(ground.far, (150, 160, 186), 0.4), 0.34),
        shade=palette.surface(mix(ground.far, (50, 60, 104), 0.55), 0.34),
        snow=tone(setting, (250, 251, 255), 0.16),
    )
    return layer


def _hills(setting: Setting) -> list[Layer]:
    ground, high = soil(setting), setting.height
    forest = setting.scene.place == "forest"
    far = Cutout(setting, 0.20)
    edge = skyline(setting, "far", top=setting.horizon + high * 0.10, rise=high * (0.20 if forest else 0.15), bumps=0.8)
    if setting.scene.place != "mountain":
        ridge(
            far,
            edge,
            tone(setting, ground.far, 0.52),
            tone(setting, ground.far, 0.80),
            fade=high * 0.16,
            bottom=high * 0.8,
        )
    middle = Cutout(setting, 0.38)
    edge = skyline(setting, "middle", top=setting.horizon + high * 0.17, rise=high * 0.09, bumps=1.2)
    ridge(
        middle,
        edge,
        tone(setting, ground.middle, 0.34),
        tone(setting, ground.middle, 0.60),
        fade=high * 0.10,
        bottom=high * 0.85,
    )
    _wood(
        middle, setting, edge, "middle", count=54 if forest else 26, size=high * (0.15 if forest else 0.085), haze=0.36
    )
    near = Cutout(setting, 0.62)
    edge = skyline(setting, "near", top=setting.horizon + high * 0.235, rise=high * 0.055, bumps=1.0)
    ridge(
        near,
        edge,
        tone(setting, ground.near, 0.12),
        tone(setting, ground.near, 0.02),
        fade=high * 0.10,
        bottom=high * 0.95,
    )
    _wood(near, setting, edge, "near", count=26 if forest else 9, size=high * (0.30 if forest else 0.17), haze=0.10)
    return [far, middle, near]


def _wood(layer: Cutout, setting: Setting, edge: Points, name: str, *, count: int, size: float, haze: float) -> None:
    firs = setting.scene.place in ("forest", "mountain") or setting.is_snowy
    ground = soil(setting)
    snow = tone(setting, (236, 243, 252), haze * 0.6) if setting.is_snowy else None
    base = mix(ground.middle, (26, 72, 54), 0.55) if not setting.is_snowy else (70, 104, 112)
    for k, (x, chance) in enumerate(spread(setting, f"wood {name}", count).tolist()):
        y = height_at(edge, x) + size * 0.05
        tall = size * (0.62 + 0.6 * chance)
        colour = tone(setting, mix(base, (20, 44, 40), 0.3 * ((k * 7) % 5) / 4), haze)
        if firs or (k * 5) % 7 < 2:
            conifer(layer, x, y, tall, colour, snow=snow)
        else:
            leafy(layer, x, y, tall * 0.9, colour, tone(setting, (200, 230, 110), haze))


def _dunes(setting: Setting) -> list[Layer]:
    ground, high = soil(setting), setting.height
    layers: list[Layer] = []
    plan = (
        (0.18, 0.10, 0.16, 0.55, ground.far),
        (0.36, 0.17, 0.12, 0.30, ground.middle),
        (0.62, 0.245, 0.08, 0.10, ground.near),
    )
    for depth, down, rise, haze, colour in plan:
        layer = Cutout(setting, depth)
        edge = skyline(
            setting, f"dune {depth}", top=setting.horizon + high * down, rise=high * rise, bumps=0.7 + depth, rough=0.25
        )
        shade = mix(colour, (120, 62, 62), 0.42)
        ridge(
            layer,
            edge,
            tone(setting, colour, haze),
            tone(setting, shade, haze),
            fade=high * rise * 0.9,
            bottom=high * 0.95,
        )
        _crest(layer, edge, tone(setting, mix(colour, (255, 236, 190), 0.5), haze), high * 0.010)
        for x, chance in spread(setting, f"cactus {depth}", 5).tolist() if depth > 0.2 else ():
            size = high * (0.05 + 0.12 * depth) * (0.6 + 0.6 * chance)
            cactus(layer, x, height_at(edge, x) + size * 0.06, size, tone(setting, (82, 132, 84), haze))
        layers.append(layer)
    return layers


def _ground(setting: Setting) -> list[Layer]:
    ground, high = soil(setting), setting.height
    layer = Cutout(setting, 1.0)
    plain(layer, setting, top=high * 0.725, far=tone(setting, ground.ground, 0.04), near=tone(setting, ground.front))
    layers: list[Layer] = [layer]
    if setting.is_wet:
        _puddles(layer, setting)
    if setting.is_snowy or setting.scene.place == "desert":
        _drifts(layer, setting, tone(setting, mix(ground.ground, ground.front, 0.9)), tone(setting, ground.ground))
        if not setting.is_snowy:
            _sandy(layer, setting)
        return layers
    green = ground.ground
    _patches(
        layer, setting, tone(setting, mix(green, (226, 240, 120), 0.22)), tone(setting, mix(green, ground.front, 0.45))
    )
    tones = tuple(
        setting.palette.surface(c) for c in (mix(green, ground.front, 0.6), green, mix(green, (226, 240, 120), 0.35))
    )
    long = 1.5 if setting.scene.place == "savanna" else 1.0
    layers.append(Grass(setting, "field", top=0.735, bottom=1.0, tufts=470, length=26 * long, depth=1.0, tones=tones))
    if setting.scene.place in ("meadow", "mountain"):
        layers.append(Flowers(setting, ((255, 216, 92), (252, 252, 252), (244, 128, 160), (188, 140, 240))))
    return layers


def _plains(setting: Setting) -> list[Layer]:
    """Low far hills, then wide golden grass with acacias."""
    ground, high = soil(setting), setting.height
    layers: list[Layer] = []
    far, _ = hill(
        setting,
        "far",
        depth=0.16,
        top=0.55,
        rise=0.10,
        bumps=0.6,
        bottom=0.8,
        upper=tone(setting, ground.far, 0.55),
        lower=tone(setting, ground.middle, 0.62),
    )
    layers.append(far)
    plan = ((0.34, 0.60, 0.025, 7, 0.12, 0.40, ground.middle), (0.60, 0.675, 0.02, 4, 0.26, 0.12, ground.near))
    for depth, top, rise, count, size, haze, colour in plan:
        layer, edge = hill(
            setting,
            f"plain {depth}",
            depth=depth,
            top=top,
            rise=rise,
            bumps=0.9,
            upper=tone(setting, colour, haze),
            lower=tone(setting, mix(colour, ground.front, 0.3), haze * 0.6),
        )
        for x, chance in spread(setting, f"acacia {depth}", count).tolist():
            tall = high * size * (0.75 + 0.5 * chance)
            trunk, leaf = tone(setting, (84, 62, 46), haze), tone(setting, (94, 118, 52), haze)
            acacia(layer, x, height_at(edge, x) + tall * 0.04, tall, trunk, leaf)
        layers.append(layer)
    return layers


def _puddles(layer: Cutout, setting: Setting) -> None:
    """Water that stands on the ground and shows the sky."""
    sheen = mix(setting.palette.horizon, setting.palette.middle, 0.5)
    for k, (x, chance) in enumerate(spread(setting, "puddles", 12).tolist()):
        down = (k * 5) % 12 / 12
        y, wide = setting.height * (0.765 + 0.23 * down), setting.width * (0.02 + 0.05 * chance) * (0.4 + down)
        thick = setting.height * 0.010 * (0.4 + down)
        layer.add([oval(x, y, wide, thick, steps=24)], mix(sheen, (40, 60, 80), 0.45))
        layer.add([oval(x - wide * 0.05, y + thick * 0.15, wide * 0.9, thick * 0.75, steps=24)], sheen)


def _crest(layer: Cutout, edge: Points, colour: Colour, thick: float) -> None:
    """Light along a dune's edge, thickest where it falls to the left."""
    slope = np.clip(np.gradient(edge[:, 1], edge[:, 0]) * -6, 0.05, 1).astype(np.float32)
    lower = edge + np.stack([np.zeros_like(slope), slope * np.float32(thick)], axis=1)
    layer.add([joined(edge, lower[::-1])], colour)


def _patches(layer: Cutout, setting: Setting, light: Colour, dark: Colour) -> None:
    """Sunny and shady spots on the grass, larger the nearer."""
    for k, (x, chance) in enumerate(spread(setting, "patches", 26).tolist()):
        down = ((k * 11) % 26 / 26) ** 1.2
        y, wide = setting.height * (0.74 + 0.27 * down), setting.width * (0.05 + 0.10 * chance) * (0.4 + down)
        layer.add([oval(x, y, wide, setting.height * 0.011 * (0.4 + 1.6 * down), steps=24)], light if k % 3 else dark)


def _sandy(layer: Cutout, setting: Setting) -> None:
    """What lies on a desert's ground: ripples that the wind left, stones and dry tufts."""
    high, ground = setting.height, soil(setting)
    ripple = tone(setting, mix(ground.ground, ground.front, 0.55))
    for k, (x, chance) in enumerate(spread(setting, "ripples", 40).tolist()):
        down = ((k * 17) % 40 / 40) ** 1.3
        y, wide = high * (0.745 + 0.26 * down), high * (0.05 + 0.10 * chance) * (0.3 + down)
        thick = high * 0.0032 * (0.4 + down)
        upper = bend((x - wide, y), (x - wide * 0.2, y - wide * 0.16), (x + wide, y + wide * 0.03), steps=10)
        lower = bend(
            (x + wide, y + wide * 0.03), (x - wide * 0.2, y - wide * 0.16 + 2.4 * thick), (x - wide, y), steps=10
        )
        layer.add([joined(upper, lower)], ripple)
    for k, (x, chance) in enumerate(spread(setting, "stones", 11).tolist()):
        down = (k * 4) % 11 / 11
        y, size = high * (0.76 + 0.23 * down), high * (0.008 + 0.020 * chance) * (0.5 + down)
        if k % 3 == 2:
            reeds(layer, x, y, size * 2.4, tone(setting, (150, 134, 74)))
        else:
            stone(layer, x, y, size, tone(setting, (168, 118, 86)), tone(setting, (246, 210, 160)))


def _drifts(layer: Cutout, setting: Setting, shade: Colour, light: Colour) -> None:
    """Soft mounds and hollows on bare ground."""
    for k, (x, chance) in enumerate(spread(setting, "drifts", 22).tolist()):
        down = ((k * 7) % 22 / 22) ** 1.3
        y = setting.height * (0.76 + 0.26 * down)
        wide = setting.width * (0.04 + 0.12 * chance) * (0.4 + down)
        thick = setting.height * 0.012 * (0.4 + down)
        layer.add([oval(x, y, wide, thick)], mix(shade, light, 0.35))
        layer.add([oval(x - wide * 0.06, y - thick * 0.5, wide * 0.94, thick * 0.75)], light)


def _trunks(setting: Setting) -> Layer:
    """Dark trunks at both borders, close to the camera."""
    layer = Cutout(setting, 1.22)
    high, wide = setting.height, setting.width
    bark = (
        tone(setting, mix((58, 44, 38), soil(setting).front, 0.15))
        if not setting.is_snowy
        else setting.palette.surface((64, 62, 74))
    )
    size = min(high * 0.11, wide * 0.10)
    for x, share in ((-0.33, 1.1), (0.035, 1.0), (1.02, 0.85), (1.30, 1.2)):
        left = wide * x - size * share / 2
        outline = [
            (left, -high * 0.3),
            (left + size * share, -high * 0.3),
            (left + size * share * 1.15, high * 0.9),
            (left + size * share * 1.7, high * 1.3),
            (left - size * share * 0.7, high * 1.3),
            (left - size * share * 0.15, high * 0.9),
        ]
        layer.add([points(*outline)], bark)
        light = mix(bark, setting.palette.rim, 0.22)
        layer.add(
            [
                points(
                    *[(px + size * share * 0.78, py) for px, py in outline[:1]],
                    outline[1],
                    outline[2],
                    (outline[2][0] - size * 0.2, outline[2][1]),
                )
            ],
            light,
        )
        if -0.1 < x < 1.1:
            _boughs(layer, setting, wide * x, 1 if x < 0.5 else -1)
    return layer


def _boughs(layer: Cutout, setting: Setting, x: float, side: int) -> None:
    """Needled branches of a near fir that reach into the picture from above."""
    high = setting.height
    size = min(high, setting.width * 1.2)
    dark = setting.palette.surface(snowed(setting, (26, 58, 46), 0.2))
    for y, reach, drop in ((-0.06, 0.34, 0.12), (0.06, 0.27, 0.12), (0.18, 0.18, 0.10)):
        tip = (x + side * reach * size, (y + drop) * high)
        upper = bend((x, y * high), (x + side * reach * 0.6 * size, (y + 0.02) * high), tip, steps=9)
        teeth = [
            (x + side * reach * size * (1 - share), (y + drop * (1 - share) + (0.045 if k % 2 else 0.008)) * high)
            for k, share in enumerate(np.linspace(0.06, 1.0, 12).tolist())
        ]
        layer.add([joined(upper, points(*teeth))], dark)
        if setting.is_snowy:
            crest = np.asarray(upper + np.array([0, 0.014 * high], np.float32), np.float32)
            layer.add([joined(upper, crest[::-1])], tone(setting, (236, 243, 252)))
