"""Fishes, whales and dolphins: one body outline bent along a wave, with fins, a tail and a face. Knows no actions."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import Point, bend, joined, points
from kinora.engines.previs.drawing.palette import WHITE, Colour, mix
from kinora.engines.previs.rigs.fish_pose import SeaPose
from kinora.engines.previs.rigs.instant import INK, eye
from kinora.engines.previs.rigs.rig import Motion
from kinora.engines.previs.rigs.species import Species
from kinora.engines.previs.setting import Points


@dataclass(frozen=True, slots=True, kw_only=True)
class Hull:
    """A swimmer's shape. long: half its length. heights: half its height from tail to nose. wave: how far it bends.

    paler: from which share of the height down it is belly-coloured.
    """

    long: float
    heights: tuple[float, ...]
    wave: float
    paler: float
    eye: float
    mouth: float


HULLS = {
    "fish": Hull(
        long=78, heights=(0.10, 0.16, 0.34, 0.48, 0.54, 0.50, 0.38, 0.16), wave=9, paler=0.30, eye=12, mouth=0.84
    ),
    "shark": Hull(
        long=122, heights=(0.04, 0.07, 0.15, 0.25, 0.30, 0.30, 0.23, 0.05), wave=14, paler=0.26, eye=9, mouth=0.66
    ),
    "whale": Hull(
        long=124, heights=(0.05, 0.08, 0.22, 0.42, 0.52, 0.54, 0.47, 0.22), wave=11, paler=0.34, eye=10, mouth=0.74
    ),
    "dolphin": Hull(
        long=104, heights=(0.05, 0.09, 0.18, 0.28, 0.32, 0.31, 0.22, 0.06), wave=14, paler=0.24, eye=9, mouth=0.80
    ),
}


class Spine:
    """The middle line of a swimmer, from tail to nose, as it is bent just now."""

    def __init__(self, hull: Hull, pose: SeaPose) -> None:
        self.along = np.linspace(0.0, 1.0, 25, dtype=np.float32)
        self.x = hull.long * (2.0 * self.along - 1.0)
        bending = hull.wave * (0.25 + pose.swim) * (1.0 - self.along) ** 1.4
        self.y = bending * np.sin(4.2 * self.along - pose.beat)
        shares = np.linspace(0.0, 1.0, len(hull.heights))
        self.half = hull.long * np.interp(self.along, shares, hull.heights)
        self.half = np.convolve(np.pad(self.half, 2, mode="edge"), np.ones(5) / 5, mode="valid")

    def at(self, share: float, level: float) -> Point:
        """A point at a share of the length, level -1 on the back .. 1 under the belly."""
        y, half = np.interp(share, self.along, self.y), np.interp(share, self.along, self.half)
        return float(np.interp(share, self.along, self.x)), float(y + level * half)

    def band(self, top: float, low: float) -> Points:
        """The body between two levels."""
        upper = np.stack([self.x, self.y + top * self.half], axis=1)
        lower = np.stack([self.x, self.y + low * self.half], axis=1)[::-1]
        return np.concatenate([upper, lower]).astype(np.float32)

    def slope(self) -> float:
        """The tail's direction in degrees."""
        return math.degrees(math.atan2(float(self.y[3] - self.y[0]), float(self.x[3] - self.x[0])))


def draw_swimmer(canvas: Canvas, species: Species, pose: SeaPose, motion: Motion) -> None:
    """A swimmer with its middle at the origin."""
    hull = HULLS[species.body]
    spine = Spine(hull, pose)
    _tail(canvas, species, hull, spine, pose)
    _back_fins(canvas, species, hull, spine)
    canvas.fill(spine.band(-1.0, 1.0), species.coat)
    nose = spine.at(0.97, 0.0)
    canvas.oval(nose[0], nose[1], hull.long * 0.07, float(spine.half[-1]) * 0.98, species.coat)
    canvas.fill(spine.band(hull.paler, 1.0)[2:-2], species.belly)
    canvas.fill(spine.band(-0.72, -0.52)[3:-3], mix(species.coat, WHITE, 0.24))
    _marks(canvas, species, hull, spine)
    _fin(canvas, species, hull, spine, pose)
    _face(canvas, species, hull, spine, pose, motion)


def _tail(canvas: Canvas, species: Species, hull: Hull, spine: Spine, pose: SeaPose) -> None:
    root = spine.at(0.02, 0.0)
    size = hull.long
    with canvas.moved(
        root[0] + size * 0.05, root[1], degrees=spine.slope() + 15 * math.sin(-pose.beat - 0.7) * pose.swim
    ):
        if species.tail == "fluke":
            # A whale's tail lies flat: seen from the side it opens and closes as it beats.
            open_ = 0.62 + 0.38 * math.sin(-pose.beat)
            for side, colour in ((-1, mix(species.coat, INK, 0.2)), (1, species.coat)):
                tip = (-size * 0.34, side * size * 0.30 * open_)
                canvas.fill(
                    joined(
                        bend((size * 0.05, 0), (-size * 0.10, side * size * 0.10), tip),
                        bend(tip, (-size * 0.16, side * size * 0.02), (-size * 0.14, 0)),
                    ),
                    colour,
                )
            return
        narrow = 0.78 + 0.22 * math.cos(pose.beat)
        upper, lower = (-0.42, 0.30) if species.tail == "sickle" else (-0.40, 0.40)
        reach = 0.44 if species.tail == "sickle" else 0.52
        fin = joined(
            bend((size * 0.06, -2), (-size * 0.12, upper * size * 0.4), (-size * reach * narrow, upper * size)),
            bend(
                (-size * reach * narrow, upper * size),
                (-size * 0.16, 0),
                (-size * (reach - 0.06) * narrow, lower * size),
            ),
            bend((-size * (reach - 0.06) * narrow, lower * size), (-size * 0.12, lower * size * 0.4), (size * 0.06, 2)),
        )
        canvas.fill(fin, species.accent if species.trim else species.shade)
        for y in (upper * 0.5, 0.0, lower * 0.5):
            canvas.line(
                (-size * 0.04, y * size * 0.2),
                (-size * reach * narrow * 0.7, y * size),
                2.0,
                mix(species.accent if species.trim else species.shade, WHITE, 0.24),
            )


def _back_fins(canvas: Canvas, species: Species, hull: Hull, spine: Spine) -> None:
    colour = species.accent if species.trim else species.shade
    size = hull.long
    match species.body:
        case "fish":
            start, top, end = spine.at(0.30, -0.8), spine.at(0.50, -1.9), spine.at(0.82, -0.8)
            canvas.fill(
                joined(bend(start, (start[0] + 4, top[1]), top), bend(top, (end[0] - 6, top[1] + 8), end)), colour
            )
            low, tip = spine.at(0.34, 0.8), spine.at(0.34, 1.8)
            canvas.fill(
                joined(
                    bend(low, (low[0] - 4, tip[1]), tip), bend(tip, (tip[0] + 24, tip[1] - 6), spine.at(0.62, 0.85))
                ),
                colour,
            )
        case "shark" | "dolphin":
            start, end = spine.at(0.50, -0.7), spine.at(0.70, -0.8)
            tip = (start[0] - size * 0.06, start[1] - size * 0.32)
            canvas.fill(
                joined(
                    bend(end, (end[0] - size * 0.12, tip[1] + 6), tip),
                    bend(tip, (tip[0] + size * 0.05, start[1] - 4), start),
                ),
                colour,
            )
            if species.body == "shark":
                for level, side in ((-0.8, -1), (0.8, 1)):
                    x, y = spine.at(0.22, level)
                    canvas.fill(points((x - 12, y), (x - 18, y + side * 16), (x + 12, y)), colour)
        case _:
            x, y = spine.at(0.34, -0.86)
            canvas.fill(joined(bend((x + 18, y), (x, y - 16), (x - 12, y - 14)), points((x - 8, y + 4))), colour)


def _marks(canvas: Canvas, species: Species, hull: Hull, spine: Spine) -> None:
    if species.has("stripes"):
        for share in (0.34, 0.62):
            band = np.array(
                [
                    spine.at(share + step, level)
                    for step, level in (
                        (-0.05, -0.97),
                        (0.05, -0.97),
                        (0.07, 0),
                        (0.05, 0.97),
                        (-0.05, 0.97),
                        (-0.03, 0),
                    )
                ],
                np.float32,
            )
            canvas.fill(band, WHITE)
    if species.has("scales"):
        for row, level in enumerate((-0.45, -0.1, 0.2)):
            for column in range(4):
                x, y = spine.at(0.26 + 0.10 * column + 0.05 * (row % 2), level)
                canvas.stroke(bend((x - 3, y - 6), (x + 6, y), (x - 3, y + 6)), 1.8, mix(species.coat, INK, 0.2))
    if species.has("gills"):
        for share in (0.68, 0.71, 0.74):
            canvas.stroke(
                bend(spine.at(share, -0.26), spine.at(share - 0.02, 0.0), spine.at(share, 0.24)),
                2.2,
                mix(species.coat, INK, 0.34),
            )
    if species.has("grooves"):
        for level in (0.50, 0.66, 0.82):
            line = np.array([spine.at(share, level) for share in (0.5, 0.6, 0.7, 0.8, 0.88)], np.float32)
            canvas.stroke(line, 2.0, mix(species.belly, species.coat, 0.5))
    if species.has("spout"):
        x, y = spine.at(0.78, -1.0)
        _spout(canvas, x, y)


def _spout(canvas: Canvas, x: float, y: float) -> None:
    water: Colour = (176, 220, 246)
    for side in (-1, 1):
        canvas.stroke(bend((x, y), (x + side * 3, y - 26), (x + side * 17, y - 32), (x + side * 20, y - 18)), 5, water)
    for drop, drop_y in ((-24, -12), (24, -12), (0, -36)):
        canvas.oval(x + drop, y + drop_y, 3, 3.8, water)


def _fin(canvas: Canvas, species: Species, hull: Hull, spine: Spine, pose: SeaPose) -> None:
    """The fin on the near side: it steers, and it waves."""
    root = spine.at(0.64, 0.36)
    size = hull.long * (0.34 if species.body == "fish" else 0.40)
    swing = 34 + 20 * math.sin(pose.beat * 0.7) * (0.4 + pose.swim) - 120 * pose.wave
    with canvas.moved(root[0], root[1], degrees=swing):
        outline = joined(
            bend((size * 0.18, 0), (-size * 0.4, -size * 0.34), (-size, -size * 0.02)),
            bend((-size, -size * 0.02), (-size * 0.5, size * 0.34), (size * 0.18, 0)),
        )
        canvas.fill(outline, mix(species.accent if species.trim else species.shade, INK, 0.10))
        canvas.stroke(
            bend((0, 0), (-size * 0.4, -size * 0.14), (-size * 0.82, -size * 0.02)), 2.2, mix(species.coat, WHITE, 0.24)
        )


def _face(canvas: Canvas, species: Species, hull: Hull, spine: Spine, pose: SeaPose, motion: Motion) -> None:
    gape = max(pose.mouth, motion.talking)
    look = 0.6 if motion.look is None else motion.look
    if species.body == "dolphin":
        x, y = spine.at(0.965, 0.10)
        for turn, colour in ((8 + 16 * gape, species.belly), (-3 - 4 * gape, species.coat)):
            with canvas.moved(x - 6, y, degrees=turn):
                canvas.oval(13, 0, 21, 6.4, colour)
    x, y = spine.at(hull.mouth + 0.02, -0.22 if species.body != "whale" else -0.02)
    eye(canvas, x, y, hull.eye, look=look, closed=motion.blink or pose.closed > 0.5)
    if species.has("stern"):
        canvas.stroke(
            points((x - hull.eye, y - hull.eye * 1.5), (x + hull.eye * 0.9, y - hull.eye * 0.8)),
            4.4,
            mix(species.coat, INK, 0.5),
        )
    _mouth(canvas, species, hull, spine, gape)
    if species.has("cheeks"):
        cheek = spine.at(hull.mouth - 0.05, 0.24)
        canvas.oval(cheek[0], cheek[1], 8, 5.4, (248, 160, 140))


def _mouth(canvas: Canvas, species: Species, hull: Hull, spine: Spine, gape: float) -> None:
    corner, tip = spine.at(hull.mouth - 0.02, 0.46), spine.at(0.985, 0.30)
    if species.body == "dolphin":
        return
    if species.body == "fish":
        x, y = spine.at(0.985, 0.16)
        canvas.oval(x - 2, y, 5 + 2 * gape, 4 + 7 * gape, mix(species.coat, (200, 60, 70), 0.5))
        canvas.oval(x - 1, y, 3 + gape, 1.6 + 5 * gape, (110, 30, 46))
        return
    middle = ((corner[0] + tip[0]) / 2, max(corner[1], tip[1]) + 6)
    low = (middle[0], middle[1] + 24 * gape + 3)
    canvas.fill(joined(bend(corner, middle, tip), bend(tip, low, corner)), (120, 36, 50))
    canvas.stroke(bend(corner, middle, tip), 3, mix(species.coat, INK, 0.5))
    if species.has("teeth"):
        line = bend(corner, middle, tip, steps=8)
        for tooth in line[1:7]:
            canvas.fill(points((tooth[0] - 4, tooth[1]), (tooth[0] + 4, tooth[1]), (tooth[0], tooth[1] + 7)), WHITE)
