"""Fresh water and islands: lake, river, waterfall, swamp, island. Each is one function on shared pieces."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.drawing.curves import bend, joined, oval, points
from kinora.engines.previs.drawing.cutout import Cutout
from kinora.engines.previs.drawing.light import glow
from kinora.engines.previs.drawing.noise import as_bytes, tile_noise
from kinora.engines.previs.drawing.palette import Colour, bgr, mix, scaled
from kinora.engines.previs.places.beach import islands
from kinora.engines.previs.places.land import tone
from kinora.engines.previs.places.mirror import Mirror
from kinora.engines.previs.places.plants import Grass, conifer, fern, leafy, palm, reeds, spread, stone
from kinora.engines.previs.places.sea import Sea
from kinora.engines.previs.places.sky import Sky
from kinora.engines.previs.places.terrain import height_at, hill, peaks, snowed
from kinora.engines.previs.setting import Frame, Layer, Moment, Setting

_WATER: dict[str, Colour] = {
    "day": (34, 112, 150),
    "sunset": (70, 54, 96),
    "sunrise": (82, 112, 146),
    "night": (10, 22, 52),
    "dusk": (36, 46, 104),
}


def lake(setting: Setting) -> list[Layer]:
    """A mountain lake that mirrors its far shore; grass and reeds on the near one."""
    return [Sky(setting), _far_range(setting), *_far_shore(setting), _still(setting, 0.605, 0.84), *_bank(setting)]


def lake_water(setting: Setting) -> list[Layer]:
    """The lake alone, for those who swim and sail."""
    return [Sky(setting), _far_range(setting), *_far_shore(setting), _still(setting, 0.605, 1.12)]


def river(setting: Setting) -> list[Layer]:
    """A river between a wooded bank and a near one, with stones in its bed."""
    layers = [Sky(setting), *_woods(setting, 0.60), _stream(setting, 0.645, 0.83), _Stones(setting, 0.66, 0.80)]
    return [*layers, *_bank(setting)]


def river_water(setting: Setting) -> list[Layer]:
    """The river alone, for those who swim and sail."""
    return [Sky(setting), *_woods(setting, 0.60), _stream(setting, 0.645, 1.12)]


def waterfall(setting: Setting) -> list[Layer]:
    """A fall from a wooded cliff into a pool."""
    layers: list[Layer] = [Sky(setting), *_cliff(setting), _Fall(setting)]
    return [*layers, _stream(setting, 0.665, 0.83), _Mist(setting), *_bank(setting, ferns=True)]


def swamp(setting: Setting) -> list[Layer]:
    """Dark water under hanging moss, with lily pads and reeds."""
    murk = setting.palette.surface((52, 66, 38))
    water = Mirror(setting, top=0.63, bottom=0.84, colour=murk, clear=0.6, rough=0.4)
    return [Sky(setting), *_moss_wood(setting), water, _lilies(setting), *_bank(setting, mud=True)]


def island(setting: Setting) -> list[Layer]:
    """A small sandy island with palms, the sea all round."""
    return [Sky(setting), islands(setting), Sea(setting, 0.45), *_sandbank(setting)]


def before_bank(setting: Setting) -> list[Layer]:
    """Dark reeds close to the camera."""
    layer, high = Cutout(setting, 1.3), setting.height
    dark = setting.palette.surface(snowed(setting, (34, 66, 40), 0.3))
    for k, (x, chance) in enumerate(spread(setting, "front reeds", 8).tolist()):
        if abs(x / setting.width - 0.5) > 0.22:
            reeds(
                layer, x, high * 1.06, high * (0.20 + 0.10 * chance), mix(dark, (10, 20, 20), 0.2 * (k % 2)), tips=dark
            )
    return [layer]


def _still(setting: Setting, top: float, bottom: float) -> Layer:
    rough = 1.6 if setting.is_windy or setting.is_wet else 0.7
    return Mirror(setting, top=top, bottom=bottom, colour=_WATER[setting.scene.time], clear=0.86, rough=rough)


def _stream(setting: Setting, top: float, bottom: float) -> Layer:
    colour = mix(_WATER[setting.scene.time], setting.palette.surface((40, 130, 140)), 0.4)
    return Mirror(setting, top=top, bottom=bottom, colour=colour, clear=0.6, flow=0.10, rough=1.7)


def _far_range(setting: Setting) -> Layer:
    layer, palette = Cutout(setting, 0.14), setting.palette
    peaks(
        layer,
        setting,
        base=setting.height * 0.62,
        rise=setting.height * 0.40,
        colour=palette.surface((138, 152, 182), 0.40),
        shade=palette.surface((88, 102, 142), 0.40),
        snow=tone(setting, (250, 251, 255), 0.22),
    )
    return layer


def _far_shore(setting: Setting) -> list[Layer]:
    """Wooded hills whose feet are in the water."""
    high = setting.height
    layers: list[Layer] = []
    plan = ((0.30, 0.585, 0.10, 0.48, 40, 0.055), (0.46, 0.605, 0.035, 0.26, 34, 0.085))
    for depth, top, rise, haze, count, size in plan:
        green = snowed(setting, (62, 112, 82), 0.6)
        upper, lower = tone(setting, green, haze), tone(setting, green, haze + 0.16)
        layer, edge = hill(
            setting, f"shore {depth}", depth=depth, top=top, rise=rise, upper=upper, lower=lower, bottom=0.66
        )
        for k, (x, chance) in enumerate(spread(setting, f"shore wood {depth}", count).tolist()):
            colour = tone(setting, mix(snowed(setting, (44, 92, 66), 0.35), (16, 40, 40), 0.1 * (k % 3)), haze)
            tall = high * size * (0.6 + 0.7 * chance)
            conifer(layer, x, min(height_at(edge, x), high * 0.605) + tall * 0.06, tall, colour)
        layers.append(layer)
    return layers


def _woods(setting: Setting, line: float) -> list[Layer]:
    """Hills, then a bank of leafy trees behind the water."""
    high, layers = setting.height, list[Layer]()
    plan = (
        (0.20, line - 0.02, 0.13, 0.58, 0, 0.0),
        (0.36, line + 0.02, 0.06, 0.36, 26, 0.13),
        (0.56, 0.648, 0.012, 0.14, 11, 0.24),
    )
    for depth, top, rise, haze, count, size in plan:
        green = snowed(setting, (92, 152, 88), 0.75)
        upper, lower = tone(setting, green, haze), tone(setting, green, haze + 0.12)
        layer, edge = hill(
            setting, f"bank {depth}", depth=depth, top=top, rise=rise, upper=upper, lower=lower, bottom=0.70
        )
        for k, (x, chance) in enumerate(spread(setting, f"bank wood {depth}", count).tolist() if count else ()):
            tall = high * size * (0.65 + 0.5 * chance)
            colour = tone(setting, mix(snowed(setting, (58, 118, 62), 0.5), (24, 60, 50), 0.12 * (k % 4)), haze)
            if k % 4 == 3:
                conifer(layer, x, height_at(edge, x) + tall * 0.04, tall * 1.1, colour)
            else:
                leafy(layer, x, height_at(edge, x) + tall * 0.03, tall, colour, tone(setting, (210, 232, 120), haze))
        layers.append(layer)
    return layers


def _bank(setting: Setting, *, ferns: bool = False, mud: bool = False) -> list[Layer]:
    """The ground at the actors' feet: an uneven edge to the water, grass, stones and reeds."""
    high, wide = setting.height, setting.width
    green = (104, 112, 62) if mud else (108, 178, 78)
    far = tone(setting, snowed(setting, green, 0.92))
    near = tone(setting, snowed(setting, mix(green, (40, 78, 40), 0.6), 0.8))
    layer, edge = hill(
        setting,
        "near bank",
        depth=1.0,
        top=0.825,
        rise=0.028,
        bumps=1.6,
        upper=mix(far, (58, 44, 34), 0.35),
        lower=far,
        bottom=1.4,
    )
    inner = np.asarray(edge + np.array([0.0, high * 0.012], np.float32), np.float32)
    low = points((float(edge[-1, 0]), high * 1.4), (float(edge[0, 0]), high * 1.4))
    for band in range(9):
        down = np.array([0.0, high * 0.024 * band], np.float32)
        layer.add([joined(np.asarray(inner + down, np.float32), low)], mix(far, near, band / 8))
    dark, light = (
        tone(setting, snowed(setting, (112, 112, 116), 0.5)),
        tone(setting, snowed(setting, (210, 206, 196), 0.8)),
    )
    for k, (x, chance) in enumerate(spread(setting, "bank stones", 9).tolist()):
        stone(layer, x, height_at(edge, x) + high * 0.016, high * (0.014 + 0.026 * chance), dark, light)
        if ferns and k % 2 == 0:
            fern(
                layer,
                x + wide * 0.05,
                high * (0.86 + 0.1 * chance),
                high * 0.075,
                tone(setting, snowed(setting, (66, 138, 70), 0.5)),
            )
        elif k % 3 == 1 and abs(x / wide - 0.5) > 0.2:
            tip = tone(setting, (110, 70, 44))
            reeds(
                layer,
                x + wide * 0.03,
                height_at(edge, x) + high * 0.03,
                high * (0.12 + 0.05 * chance),
                tone(setting, (96, 138, 70)),
                tips=tip,
            )
    if setting.is_snowy:
        return [layer]
    tones = tuple(
        setting.palette.surface(c) for c in (mix(green, (40, 84, 40), 0.6), green, mix(green, (230, 240, 130), 0.35))
    )
    return [layer, Grass(setting, "bank", top=0.85, bottom=1.0, tufts=170, length=25, depth=1.0, tones=tones)]


class _Stones(Cutout):
    """Boulders in the current, a white collar at each."""

    def __init__(self, setting: Setting, top: float, bottom: float) -> None:
        super().__init__(setting, 0.8)
        foam = setting.palette.surface((238, 246, 248))
        for k, (x, chance) in enumerate(spread(setting, "river stones", 9).tolist()):
            down = (k * 4) % 9 / 9
            y, size = (
                setting.height * (top + (bottom - top) * down),
                setting.height * (0.012 + 0.02 * chance) * (0.6 + 0.6 * down),
            )
            self.add(
                [oval(x + size * 0.5, y, size * 1.9, size * 0.20, steps=18)], mix(foam, setting.palette.middle, 0.25)
            )
            stone(
                self, x, y, size, tone(setting, snowed(setting, (116, 118, 124), 0.5)), tone(setting, (214, 214, 208))
            )


def _cliff(setting: Setting) -> list[Layer]:
    """Hills, then a wall of rock pillars with woods on top, lower where the fall comes over."""
    layers = _woods(setting, 0.56)[:1]
    high, wide = setting.height, setting.width
    layer, half, middle = Cutout(setting, 0.6), _fall_half(setting), wide * _fall_at(setting)
    rock = tone(setting, snowed(setting, (142, 130, 124), 0.35), 0.12)
    shade, green = tone(setting, (70, 66, 84), 0.10), tone(setting, snowed(setting, (92, 156, 76), 0.85), 0.08)
    top = high * 0.235
    for k, (x, chance) in enumerate(spread(setting, "cliff wood", 26).tolist()):
        if abs(x - middle) > half * 1.3:
            tall, colour = high * (0.13 + 0.09 * chance), tone(setting, snowed(setting, (56, 116, 64), 0.45), 0.14)
            leafy(
                layer,
                x,
                top + tall * 0.02,
                tall,
                mix(colour, shade, 0.1 * (k % 3)),
                tone(setting, (200, 230, 120), 0.1),
            )
    layer.add(
        [points((-wide * 0.6, top), (wide * 1.6, top), (wide * 1.6, high * 0.8), (-wide * 0.6, high * 0.8))],
        mix(rock, shade, 0.6),
    )
    for k, (x, chance) in enumerate(spread(setting, "cliff turf", 40).tolist()):
        if abs(x - middle) > half * 1.25:
            size = wide * (0.03 + 0.02 * chance)
            layer.add([oval(x, top, size, size * 0.30, steps=16)], mix(green, shade, 0.10 * (k % 3)))
    _pillars(layer, setting, (rock, shade, green))
    return [*layers, layer]


def _pillars(layer: Cutout, setting: Setting, colours: tuple[Colour, Colour, Colour]) -> None:
    """Columns of rock of several heights, lit from the sun's side, turf on those beside the fall."""
    rock, shade, green = colours
    high, wide = setting.height, setting.width
    half, middle, top = _fall_half(setting), wide * _fall_at(setting), high * 0.235
    pillars = spread(setting, "pillars", 34).tolist()
    for k, (x, chance) in enumerate(sorted(pillars, key=lambda pillar: pillar[1])):
        near = abs(x - middle) < half * 1.05
        size = wide * 0.032 * (0.9 + 0.8 * chance)
        crown = top + high * (0.012 if near else 0.05 * (1 - chance) + 0.24 * (1 - chance) * (k % 3 == 0))
        body = mix(rock, shade, 0.42 * ((k * 5) % 7) / 6)
        foot = high * 0.72
        layer.add(
            [
                points(
                    (x - size, crown + size * 0.3),
                    (x - size * 0.5, crown),
                    (x + size * 0.7, crown),
                    (x + size, crown + size * 0.4),
                    (x + size * 1.1, foot),
                    (x - size * 1.1, foot),
                )
            ],
            body,
        )
        lit_side = -1 if setting.sun[0] < wide / 2 else 1
        layer.add(
            [
                points(
                    (x + lit_side * size, crown + size * 0.4),
                    (x + lit_side * size * 0.45, crown),
                    (x + lit_side * size * 0.55, foot),
                    (x + lit_side * size * 1.1, foot),
                )
            ],
            mix(body, setting.palette.rim, 0.26),
        )
        if not near:
            layer.add(
                [oval(x, crown + size * 0.06, size * 1.15, size * 0.34, steps=16)], mix(green, shade, 0.12 * (k % 3))
            )


def _fall_at(setting: Setting) -> float:
    """The middle of the fall, in frame widths: beside the actors, away from the sun."""
    return 0.27 if setting.sun[0] > setting.width / 2 else 0.73


def _fall_half(setting: Setting) -> float:
    """Half the fall's width in pixels."""
    return min(setting.width * 0.13, setting.height * 0.15)


class _Fall:
    """Falling water: long streaks that race down a strip."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._noise = as_bytes(tile_noise(setting.stream("fall"), 128, cells=16, octaves=3), spread=62)
        self._size = 96, 128
        x = np.linspace(-1, 1, self._size[0], dtype=np.float32)[None]
        self._x = np.repeat((x * 60 + 64).astype(np.float32), self._size[1], axis=0)
        y = np.linspace(0, 1, self._size[1], dtype=np.float32)[:, None]
        self._y = np.repeat((16 * np.sqrt(y + 0.02)).astype(np.float32), self._size[0], axis=1)
        wavy = 0.90 + 0.05 * np.sin(y * 7.0)
        cover = np.clip((wavy - np.abs(x)) / 0.12, 0, 1) * np.clip(y / 0.04, 0, 1) ** 0.5
        self._cover = np.repeat(cover[..., None], 3, axis=2).astype(np.float32)
        palette = setting.palette
        light, dark = tone(setting, (248, 252, 255)), palette.surface((116, 176, 206))
        share = np.clip((np.arange(256, dtype=np.float32) - 70) / 110, 0, 1)[:, None]
        ramp = np.array(bgr(dark), np.float32) * (1 - share) + np.array(bgr(light), np.float32) * share
        self._ramp = ramp.astype(np.uint8).reshape(256, 1, 3)

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting = self._setting
        scale, dx, dy = setting.lens(moment.view, 0.6)
        half = _fall_half(setting)
        left, right = (round((setting.width * _fall_at(setting) + side * half) * scale + dx) for side in (-1, 1))
        top, low = round(setting.height * 0.225 * scale + dy), round(setting.height * 0.69 * scale + dy)
        if left < 0 or top < 0 or right > setting.width or low > setting.height or low - top < 2:
            return
        away = self._y - np.float32(moment.time * 7.5 % 128)
        streaks = cv2.remap(self._noise, self._x, away, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
        water = cv2.LUT(cv2.merge([streaks, streaks, streaks]), self._ramp)
        part = frame[top:low, left:right]
        size = (right - left, low - top)
        cover: NDArray[np.uint8] = np.asarray(cv2.resize((self._cover * 255).astype(np.uint8), size), np.uint8)
        kept = cv2.multiply(part, cv2.bitwise_not(cover), scale=1 / 255.0)
        cv2.add(kept, cv2.multiply(cv2.resize(water, size), cover, scale=1 / 255.0), dst=part)


class _Mist:
    """Spray that hangs over the foot of a fall."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._puffs = setting.stream("fall mist").random((12, 3)).tolist()
        self._tone = scaled(mix(setting.palette.haze, setting.palette.surface((255, 255, 255)), 0.5), 0.34)

    def draw(self, frame: Frame, moment: Moment) -> None:
        setting = self._setting
        scale, dx, dy = setting.lens(moment.view, 0.7)
        half = _fall_half(setting)
        for across, start, size in self._puffs:
            life = (start + moment.time * (0.16 + 0.1 * size)) % 1.0
            x = setting.width * _fall_at(setting) + (across - 0.5) * half * (2.2 + 1.6 * life)
            y = setting.height * (0.69 - 0.07 * life)
            radius = setting.unit * (46 + 50 * size + 40 * life) * scale
            light = scaled(self._tone, math.sin(life * math.pi) * 0.8)
            glow(frame, x * scale + dx, y * scale + dy, (radius * 1.4, radius * 0.8), light)


def _moss_wood(setting: Setting) -> list[Layer]:
    """Bare crooked trees with moss that hangs down, paler the further."""
    high, layers = setting.height, list[Layer]()
    fog = mix(setting.palette.haze, setting.palette.surface((150, 170, 120)), 0.5)
    for depth, haze, count, size in ((0.25, 0.66, 16, 0.42), (0.45, 0.40, 10, 0.52), (0.66, 0.14, 6, 0.66)):
        ground = mix(tone(setting, snowed(setting, (74, 92, 56), 0.6)), fog, haze)
        layer, edge = hill(
            setting,
            f"swamp {depth}",
            depth=depth,
            top=0.625 + 0.012 * depth,
            rise=0.02,
            upper=ground,
            lower=ground,
            bottom=0.68,
        )
        bark = mix(setting.palette.surface((62, 58, 46)), fog, haze)
        moss = mix(tone(setting, snowed(setting, (98, 122, 66), 0.4)), fog, haze)
        for k, (x, chance) in enumerate(spread(setting, f"swamp wood {depth}", count).tolist()):
            _bare_tree(
                layer,
                x,
                height_at(edge, x) + high * 0.012,
                high * size * (0.7 + 0.5 * chance),
                bark,
                moss,
                1 if k % 2 else -1,
            )
        layers.append(layer)
    return layers


def _bare_tree(layer: Cutout, x: float, y: float, tall: float, bark: Colour, moss: Colour, side: int) -> None:
    trunk = joined(
        bend((x - tall * 0.09, y), (x - tall * 0.03, y - tall * 0.2), (x - tall * 0.02 * side, y - tall), steps=8),
        bend(
            (x + tall * 0.01 - tall * 0.02 * side, y - tall),
            (x + tall * 0.03, y - tall * 0.2),
            (x + tall * 0.09, y),
            steps=8,
        ),
    )
    layer.add([trunk], bark)
    for lift, reach in ((0.56, 0.34), (0.72, -0.30), (0.86, 0.22)):
        tip = (x + side * reach * tall, y - tall * (lift + 0.10))
        start = (x, y - tall * lift)
        layer.add(
            [
                joined(
                    bend(start, (x + side * reach * tall * 0.5, y - tall * lift), tip, steps=7),
                    points((x, start[1] + tall * 0.04)),
                )
            ],
            bark,
        )
        for share in (0.45, 0.75, 1.0):
            px, py = x + side * reach * tall * share, y - tall * (lift + 0.10 * share**2)
            drop = tall * (0.12 + 0.10 * ((share * 7) % 1))
            layer.add([points((px - tall * 0.022, py), (px + tall * 0.022, py), (px + tall * 0.004, py + drop))], moss)


def _lilies(setting: Setting) -> Layer:
    layer = Cutout(setting, 0.85)
    pad, flower = tone(setting, snowed(setting, (78, 132, 62), 0.4)), setting.palette.surface((250, 196, 216))
    for k, (x, chance) in enumerate(spread(setting, "lilies", 24).tolist()):
        down = ((k * 7) % 24 / 24) ** 1.2
        y, size = setting.height * (0.655 + 0.15 * down), setting.height * (0.012 + 0.022 * chance) * (0.5 + down)
        layer.add([oval(x, y, size * 1.5, size * 0.42, steps=16)], mix(pad, (220, 240, 130), 0.1 * (k % 3)))
        if k % 4 == 0:
            layer.add([oval(x, y - size * 0.25, size * 0.42, size * 0.3, steps=12)], flower)
    return layer


def _sandbank(setting: Setting) -> list[Layer]:
    """A mound of sand ringed with foam, palms at both its ends."""
    high, wide, palette = setting.height, setting.width, setting.palette
    light = palette.surface(snowed(setting, (250, 226, 178), 0.9))
    dark = palette.surface(snowed(setting, (218, 178, 124), 0.75))
    foam, shallow = palette.surface((246, 252, 252)), mix(palette.surface((110, 210, 204)), palette.middle, 0.3)
    mound = Cutout(setting, 1.0)
    x, y = wide * 0.5, high * 1.06
    for grow, colour in ((1.10, shallow), (1.035, foam), (1.0, mix(dark, light, 0.2))):
        mound.add([oval(x, y, wide * 0.56 * grow, high * 0.285 * grow**0.6, steps=48)], colour)
    for band in range(8):
        mound.add(
            [oval(x, y + high * 0.010 * band, wide * (0.54 - 0.01 * band), high * 0.27, steps=48)],
            mix(light, dark, band / 9),
        )
    for k, (px, chance) in enumerate(spread(setting, "shells", 22).tolist()):
        spot_y = high * (0.86 + 0.14 * ((k * 5) % 22 / 22))
        mound.add([oval(px, spot_y, wide * 0.02 * (0.5 + chance), high * 0.005, steps=14)], mix(light, dark, 0.7))
    trees = Cutout(setting, 1.0)
    trunk, leaf = palette.surface((128, 92, 64)), palette.surface(snowed(setting, (62, 140, 74), 0.3))
    for across, low, tall in ((0.10, 0.905, 0.58), (0.035, 0.93, 0.40), (0.80, 0.895, 0.46), (0.88, 0.91, 0.62)):
        foot = wide * 0.5 + (across - 0.5) * min(wide, high * 1.9)
        trees.add(
            [oval(foot + high * 0.05, high * low + high * 0.004, high * 0.09, high * 0.012)],
            mix(dark, (70, 50, 50), 0.25),
        )
        palm(trees, foot, high * low, high * tall, trunk, leaf)
    return [mound, trees]
