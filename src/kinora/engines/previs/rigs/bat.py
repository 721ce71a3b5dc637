"""The bat: a small round face between two wings of skin, always in the air unless it sleeps hanging."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import bend, joined, points
from kinora.engines.previs.drawing.palette import WHITE, mix
from kinora.engines.previs.rigs.bird_pose import BirdPose
from kinora.engines.previs.rigs.instant import INK, eye
from kinora.engines.previs.rigs.rig import Motion
from kinora.engines.previs.rigs.species import Species


def draw_bat(canvas: Canvas, species: Species, pose: BirdPose, motion: Motion) -> None:
    """A bat seen from the front."""
    asleep = pose.closed > 0.5
    with canvas.moved(0, -62 - pose.lift, degrees=180 if asleep else pose.tilt * 0.6):
        for side in (-1, 1):
            _wing(canvas, species, side, -0.9 if asleep else pose.beat)
        canvas.oval(0, 8, 27, 34, species.coat)
        canvas.oval(0, 14, 17, 23, species.belly)
        for side in (-1, 1):
            canvas.fill(points((side * 6, -38), (side * 30, -68), (side * 26, -28)), species.coat)
            canvas.fill(
                points((side * 12, -38), (side * 27, -60), (side * 23, -32)), mix(species.belly, (240, 150, 160), 0.5)
            )
            canvas.stroke(points((side * 9, 38), (side * 11, 48)), 5, species.dark)
        canvas.oval(0, -24, 29, 25, species.coat)
        look = 0.3 if motion.look is None else motion.look
        for side in (-1, 1):
            eye(canvas, side * 11, -26, 8, look=look, closed=asleep or motion.blink)
        canvas.oval(0, -15, 5, 3.4, mix(species.dark, (220, 120, 130), 0.4))
        gape = max(pose.beak, motion.talking)
        canvas.fill(joined(bend((-9, -11), (0, -6), (9, -11)), bend((9, -11), (0, -3 + 12 * gape), (-9, -11))), INK)
        for side in (-1, 1):
            canvas.fill(points((side * 7, -10), (side * 3, -9), (side * 5, -3)), WHITE)


def _wing(canvas: Canvas, species: Species, side: int, beat: float) -> None:
    angle = math.radians(14 + 40 * beat)
    wrist = (side * (22 + 52 * math.cos(angle)), -4 - 52 * math.sin(angle))
    tip = (side * (26 + 104 * math.cos(angle * 0.7)), -2 - 60 * math.sin(angle * 0.8) + 12)
    low = [(side * 84, wrist[1] * 0.5 + 34), (side * 52, wrist[1] * 0.3 + 38), (side * 20, 26)]
    skin = joined(
        points((side * 14, -8)),
        bend((side * 14, -8), (wrist[0] * 0.7, wrist[1] - 14), wrist, tip),
        bend(tip, ((tip[0] + low[0][0]) / 2, (tip[1] + low[0][1]) / 2 - 14), low[0]),
        bend(low[0], ((low[0][0] + low[1][0]) / 2, low[0][1] - 14), low[1]),
        bend(low[1], ((low[1][0] + low[2][0]) / 2, low[1][1] - 14), low[2]),
    )
    canvas.fill(skin, species.dark)
    for end in (*low[:2], tip):
        canvas.stroke(bend(wrist, ((wrist[0] + end[0]) / 2, (wrist[1] + end[1]) / 2 - 4), end), 3, species.coat)
    canvas.stroke(bend((side * 14, -8), (wrist[0] * 0.7, wrist[1] - 14), wrist), 6, species.coat)
