"""Land that grows: jungle, field, garden and cherry orchard. Each is one function on shared pieces."""

from __future__ import annotations

import math

import cv2
import numpy as np

from kinora.engines.previs.drawing.curves import bend, box, joined, oval, points
from kinora.engines.previs.drawing.cutout import Cutout
from kinora.engines.previs.drawing.palette import Colour, bgr, mix
from kinora.engines.previs.drawing.pixels import tint
from kinora.engines.previs.places.land import tone
from kinora.engines.previs.places.plants import Flowers, Grass, blossom, broad_leaf, leafy, spread
from kinora.engines.previs.places.sky import Sky
from kinora.engines.previs.places.terrain import height_at, hill, plain, snowed
from kinora.engines.previs.setting import Frame, Layer, Moment, Setting

_GREEN: Colour = (112, 186, 78)
_DARK: Colour = (44, 104, 52)


def jungle(setting: Setting) -> list[Layer]:
    """Wall upon wall of leaves, with vines, and shafts of light between them."""
    layers: list[Layer] = [Sky(setting)]
    air = mix(setting.palette.haze, setting.palette.surface((150, 206, 140)), 0.55)
    for depth, haze, top, count in ((0.22, 0.62, 0.24, 17), (0.42, 0.38, 0.36, 15), (0.64, 0.14, 0.50, 13)):
        layers.append(_leaf_wall(setting, depth, haze, top, count, air))
    layers += [_Shafts(setting), *_floor(setting, (92, 138, 66), (42, 80, 44))]
    return layers


def before_jungle(setting: Setting) -> list[Layer]:
    """Huge leaves in the corners and vines from above, close to the camera."""
    layer, high, wide = Cutout(setting, 1.25), setting.height, setting.width
    dark = setting.palette.surface(snowed(setting, (22, 66, 42), 0.2))
    size = min(high * 0.42, wide * 0.36)
    for side, x in ((1, -0.05), (-1, 1.05)):
        for k, degrees in enumerate((-78, -52, -24, 4)):
            turn = degrees if side > 0 else 180 - degrees
            tone_ = mix(dark, (90, 160, 70), 0.16 * (k % 2))
            broad_leaf(
                layer, wide * x, high * 1.04, size * (0.8 + 0.12 * k), turn, tone_, mix(tone_, (160, 210, 110), 0.25)
            )
        for k, degrees in enumerate((30, 62)):
            turn = degrees if side > 0 else 180 - degrees
            broad_leaf(layer, wide * x, -high * 0.05, size * 0.8, turn, dark, mix(dark, (120, 180, 100), 0.2 + 0.1 * k))
    return [layer]


def field(setting: Setting) -> list[Layer]:
    """Rows of a crop that run together at the horizon, hills and trees behind."""
    layers: list[Layer] = [Sky(setting), *_rolling(setting, trees=9)]
    rows, high, wide = Cutout(setting, 1.0), setting.height, setting.width
    ripe = tone(setting, snowed(setting, (238, 200, 92), 0.85))
    soil = tone(setting, snowed(setting, (164, 126, 74), 0.85))
    top, low = high * 0.665, high * 1.3
    plain(rows, setting, top=top, far=mix(ripe, soil, 0.4), near=soil, bands=8)
    count = 30
    for row in range(count):
        far, next_far = ((row + shift - count / 2) / count * 2.6 + 0.5 for shift in (0.0, 0.62))
        near, next_near = ((share - 0.5) * 7.0 + 0.5 for share in (far, next_far))
        rows.add([points((wide * far, top), (wide * next_far, top), (wide * next_near, low), (wide * near, low))], ripe)
        bright = next_near - (next_near - near) * 0.35
        edge = next_far - (next_far - far) * 0.35
        lit = points((wide * edge, top), (wide * next_far, top), (wide * next_near, low), (wide * bright, low))
        rows.add([lit], mix(ripe, (255, 240, 160), 0.28))
    gold = tuple(tone(setting, snowed(setting, c, 0.6)) for c in ((206, 158, 56), (238, 198, 88), (250, 222, 130)))
    ears = Grass(setting, "ears", top=0.69, bottom=1.0, tufts=300, length=52, depth=1.0, tones=gold, fan_out=0.45)
    return [*layers, rows, ears]


def before_field(setting: Setting) -> list[Layer]:
    """Tall ears close to the camera."""
    tones = tuple(
        setting.palette.surface(snowed(setting, c, 0.5)) for c in ((150, 108, 40), (184, 138, 56), (128, 92, 38))
    )
    return [
        Grass(setting, "front ears", top=1.0, bottom=1.07, tufts=60, length=92, depth=1.35, tones=tones, fan_out=0.45)
    ]


def garden(setting: Setting) -> list[Layer]:
    """A lawn between beds of flowers, a clipped hedge and an arch of roses behind."""
    layers: list[Layer] = [Sky(setting), *_rolling(setting, trees=12), _hedge(setting)]
    layers += _floor(setting, (128, 198, 88), (74, 148, 62), grass=190)
    return [*layers[:-1], _path(setting), layers[-1], _beds(setting)]


def orchard(setting: Setting) -> list[Layer]:
    """Cherry trees in flower in rows, the grass strewn with petals."""
    layers: list[Layer] = [Sky(setting), *_rolling(setting, trees=0)]
    trunk = (104, 72, 72)
    for depth, line, count, size, haze in (
        (0.32, 0.63, 15, 0.20, 0.42),
        (0.52, 0.68, 9, 0.30, 0.22),
        (0.78, 0.75, 5, 0.50, 0.04),
    ):
        layer = Cutout(setting, depth)
        tones = (tone(setting, snowed(setting, (240, 150, 182), 0.35), haze), tone(setting, (255, 216, 228), haze))
        for x, chance in spread(setting, f"cherry {depth}", count).tolist():
            off = x / setting.width - 0.5
            if depth > 0.7 and abs(off) < 0.24:
                x += setting.width * math.copysign(0.26, off)
            tall = min(setting.height * size, setting.width * size * 0.9) * (0.85 + 0.3 * chance)
            blossom(layer, x, setting.height * line, tall, tone(setting, trunk, haze), tones)
        layers.append(layer)
    layers[-1:-1] = _floor(setting, (132, 196, 96), (78, 146, 70), top=0.68)
    return [*layers, _Strewn(setting, ((255, 196, 214), (255, 228, 236), (246, 160, 190)))]


class _Strewn(Flowers):
    """Petals on the grass."""


def _leaf_wall(setting: Setting, depth: float, haze: float, top: float, count: int, air: Colour) -> Cutout:
    """Trunks that reach out of the picture, crowns above and bushes below."""
    high, wide = setting.height, setting.width
    layer = Cutout(setting, depth)
    bark = mix(setting.palette.surface((92, 74, 56)), air, haze)
    leaf = mix(tone(setting, snowed(setting, (58, 128, 62), 0.35)), air, haze)
    light = mix(tone(setting, (170, 214, 96)), air, haze)
    places = spread(setting, f"jungle {depth}", count).tolist()
    for x, chance in places[::2]:
        thick = high * (0.012 + 0.030 * depth) * (0.7 + 0.6 * chance)
        layer.add(
            [
                points(
                    (x - thick, -high * 0.3),
                    (x + thick, -high * 0.3),
                    (x + thick * 1.5, high * 0.8),
                    (x - thick * 1.5, high * 0.8),
                )
            ],
            bark,
        )
    for k, (x, chance) in enumerate(places):
        size = high * (0.10 + 0.05 * chance)
        for dx, dy in ((-0.7, 0.0), (0.6, -0.3), (0.0, 0.35)):
            crown = oval(
                x + dx * size, high * (top - 0.32) * (0.7 + 0.5 * chance) + dy * size, size * 1.3, size * 0.8, steps=16
            )
            layer.add([crown], mix(leaf, light, 0.12 * (k % 3)))
        for step, degrees in enumerate((70, 105, 40, 140)):
            px, py = x + (step - 1.5) * size * 0.7, high * (top - 0.32) * (0.7 + 0.5 * chance) + size * 0.55
            blade = mix(leaf, light, 0.16 * ((step + k) % 3))
            broad_leaf(layer, px, py, size * 0.62, degrees, blade, mix(blade, light, 0.4))
        low = high * (0.73 + 0.02 * depth)
        tall = high * (0.10 + 0.10 * chance) * (0.7 + depth)
        layer.add([oval(x, low, tall * 1.1, tall * 0.8, steps=16)], mix(leaf, (20, 60, 40), 0.12 * (k % 2)))
        for step, degrees in enumerate((-150, -115, -90, -62, -28)):
            blade = mix(leaf, light, 0.22 * ((step + k) % 3))
            broad_leaf(
                layer,
                x + (step - 2) * tall * 0.16,
                low,
                tall * (0.9 + 0.3 * (step % 2)),
                degrees,
                blade,
                mix(blade, light, 0.4),
            )
    for k, (x, chance) in enumerate(places[1::3]):
        reach = wide * (0.05 + 0.06 * chance)
        line = bend((x - reach, -high * 0.02), (x, high * (0.26 + 0.22 * chance)), (x + reach, -high * 0.02), steps=14)
        vine = joined(line, np.asarray(line[::-1] + np.array([0, high * 0.008], np.float32), np.float32))
        layer.add([vine], mix(leaf, bark, 0.5))
        for px, py in line[2:-2:2].tolist():
            broad_leaf(layer, px, py, high * 0.024, 60 + 60 * ((k + round(px)) % 2), light, leaf)
    return layer


class _Shafts:
    """Light that falls between leaves, a little different at every moment."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._each = setting.stream("shafts").random((5, 3)).tolist()
        strength = 0.0 if setting.is_overcast else {"night": 0.22, "dusk": 0.25}.get(setting.scene.time, 0.7)
        self._colour = [value / 255 * strength for value in bgr(setting.palette.rim)]
        self._size = max(8, setting.width // 10), max(8, setting.height // 10)
        fall = np.linspace(1, 0.12, self._size[1], dtype=np.float32)[:, None]
        self._fall = np.repeat(255 * fall, self._size[0], axis=1).astype(np.uint8)

    def draw(self, frame: Frame, moment: Moment) -> None:
        if not any(self._colour):
            return
        wide, high = self._size
        mask = np.zeros((high, wide), np.uint8)
        lean = -0.30 if self._setting.sun[0] > self._setting.width / 2 else 0.30
        for across, size, phase in self._each:
            x = (across - moment.view.dx * 0.5) * wide
            half = wide * (0.02 + 0.03 * size)
            light = 46 + 26 * math.sin(moment.time * 0.7 + phase * 20)
            far = x + lean * high
            ray = points(
                (x - half * 0.5, -2),
                (x + half * 0.5, -2),
                (far + half * 1.6, high * 0.86),
                (far - half * 1.6, high * 0.86),
            )
            cv2.fillPoly(mask, [np.rint(ray * 16).astype(np.int32)], light, cv2.LINE_AA, 4)
        soft = cv2.multiply(cv2.blur(mask, (5, 5)), self._fall, scale=1 / 255.0)
        big = cv2.resize(tint(np.asarray(soft, np.uint8), *self._colour), (frame.shape[1], frame.shape[0]))
        cv2.add(frame, big, dst=frame)


def _rolling(setting: Setting, *, trees: int) -> list[Layer]:
    """Two soft green hills; on the nearer stand round trees."""
    high, layers = setting.height, list[Layer]()
    for depth, top, rise, haze, count in ((0.18, 0.575, 0.12, 0.60, 0), (0.36, 0.635, 0.06, 0.34, trees)):
        green = snowed(setting, (98, 166, 96), 0.8)
        upper, lower = tone(setting, green, haze), tone(setting, mix(green, _DARK, 0.2), haze + 0.08)
        layer, edge = hill(
            setting, f"rolling {depth}", depth=depth, top=top, rise=rise, upper=upper, lower=lower, bumps=0.8
        )
        for x, chance in spread(setting, f"rolling wood {depth}", count).tolist() if count else ():
            tall = high * 0.13 * (0.6 + 0.5 * chance)
            colour = tone(setting, snowed(setting, (62, 122, 66), 0.5), haze)
            leafy(layer, x, height_at(edge, x) + tall * 0.05, tall, colour, tone(setting, (200, 230, 120), haze))
        layers.append(layer)
    return layers


def _floor(setting: Setting, far: Colour, near: Colour, *, top: float = 0.725, grass: int = 260) -> list[Layer]:
    """Ground with grass on it, or with snow."""
    layer = Cutout(setting, 1.0)
    far, near = snowed(setting, far, 0.92), snowed(setting, near, 0.80)
    plain(layer, setting, top=setting.height * top, far=tone(setting, far, 0.04), near=tone(setting, near))
    if setting.is_snowy:
        return [layer]
    tones = tuple(setting.palette.surface(c) for c in (mix(far, near, 0.7), far, mix(far, (226, 240, 120), 0.3)))
    return [layer, Grass(setting, "floor", top=top + 0.015, bottom=1.0, tufts=grass, length=24, depth=1.0, tones=tones)]


def _hedge(setting: Setting) -> Layer:
    """A clipped hedge with an arch of roses in it, left of the middle."""
    layer, high, wide = Cutout(setting, 0.7), setting.height, setting.width
    green = tone(setting, snowed(setting, (70, 136, 66), 0.45), 0.10)
    top, low = high * 0.56, high * 0.76
    layer.add([box(-wide * 0.5, top, wide * 2, low - top)], green)
    for k, (x, chance) in enumerate(spread(setting, "hedge", 64).tolist()):
        size = high * (0.020 + 0.014 * chance)
        layer.add([oval(x, top + size * 0.3, size * 1.5, size, steps=12)], green)
        spot = high * (0.59 + 0.14 * ((chance * 17.3) % 1.0))
        layer.add(
            [oval(x, spot, size * 0.8, size * 0.55, steps=10)],
            mix(green, (180, 220, 110) if k % 2 else (20, 60, 40), 0.22),
        )
    x, half, rise = wide * 0.24, min(high * 0.105, wide * 0.14), high * 0.40
    white = tone(setting, (248, 246, 238), 0.04)
    hole = joined(
        points((x - half * 0.8, low)),
        oval(x, rise + half * 0.8, half * 0.8, half * 0.8)[18:],
        points((x + half * 0.8, low)),
    )
    layer.add([hole], tone(setting, snowed(setting, (52, 108, 62), 0.5), 0.06))
    ring = oval(x, rise + half * 0.8, half, half)[17:]
    inner = oval(x, rise + half * 0.8, half * 0.82, half * 0.82)[17:]
    layer.add(
        [
            joined(
                points((x - half, low)),
                ring,
                points((x + half, low), (x + half * 0.82, low)),
                inner[::-1],
                points((x - half * 0.82, low)),
            )
        ],
        white,
    )
    rose = tuple(tone(setting, c) for c in ((238, 96, 128), (255, 170, 190), (250, 226, 230)))
    for k in range(26):
        turn = math.pi * (1.0 + k / 25)
        drop = 0.0 if 0 < k < 25 else half * 0.8
        px, py = x + 0.92 * half * math.cos(turn), rise + half * 0.8 + 0.92 * half * math.sin(turn) + drop
        layer.add([oval(px, py, half * 0.13, half * 0.12, steps=10)], tone(setting, (70, 140, 70)))
        layer.add([oval(px + half * 0.05 * (k % 3 - 1), py, half * 0.085, half * 0.08, steps=10)], rose[k % 3])
    return layer


def _path(setting: Setting) -> Layer:
    """Stepping stones from the arch to the camera."""
    layer, high, wide = Cutout(setting, 1.0), setting.height, setting.width
    stone_tone = tone(setting, snowed(setting, (226, 208, 178), 0.7))
    for k in range(9):
        down = (k / 8) ** 1.5
        x, y = wide * (0.24 + 0.16 * down), high * (0.765 + 0.30 * down)
        size = high * (0.022 + 0.060 * down)
        layer.add([oval(x, y + size * 0.10, size * 1.6, size * 0.40, steps=20)], mix(stone_tone, (70, 80, 50), 0.5))
        layer.add([oval(x, y, size * 1.6, size * 0.38, steps=20)], stone_tone)
    return layer


def _beds(setting: Setting) -> Layer:
    """Mounds of flowers at both sides of the lawn."""
    layer, high, wide = Cutout(setting, 1.0), setting.height, setting.width
    kinds: tuple[Colour, ...] = (
        (240, 92, 96),
        (255, 206, 84),
        (250, 250, 250),
        (190, 130, 236),
        (255, 150, 190),
        (96, 150, 246),
    )
    chance = setting.stream("beds").random((260, 4)).tolist()
    leaf, earth = tone(setting, snowed(setting, (66, 132, 64), 0.4)), tone(setting, snowed(setting, (122, 88, 62), 0.7))
    for bed, (across, down, size) in enumerate(
        ((0.08, 0.80, 0.24), (0.93, 0.80, 0.24), (-0.02, 0.95, 0.34), (1.03, 0.95, 0.34))
    ):
        x, y, half, tall = wide * across, high * down, wide * size * 0.8, high * size * 0.22
        layer.add([oval(x, y + tall * 0.3, half * 1.05, tall * 0.9)], earth)
        layer.add([oval(x, y, half, tall * 0.86)], leaf)
        for k, (right, low, grow, kind) in enumerate(chance[bed * 65 : bed * 65 + 65]):
            turn, away = right * 6.283, low**0.5
            px, py = x + half * 0.94 * away * math.cos(turn), y - tall * 0.10 + tall * 0.80 * away * math.sin(turn)
            radius = high * size * (0.030 + 0.022 * grow)
            colour = tone(setting, kinds[(bed * 2 + int(kind * 2.6)) % len(kinds)])
            layer.add([oval(px, py, radius, radius * 0.85, steps=10)], colour)
            layer.add(
                [oval(px, py, radius * 0.36, radius * 0.32, steps=8)],
                mix(colour, (255, 240, 150), 0.75 if k % 2 else 0.4),
            )
    return layer
