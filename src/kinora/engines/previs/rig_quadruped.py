"""Creatures on four legs: gait, stretch, tail and head, by action."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kinora.engines.previs.canvas import Canvas
from kinora.engines.previs.curves import bend, joined, oval
from kinora.engines.previs.palette import mix
from kinora.engines.previs.rig_head import Face, draw_head
from kinora.engines.previs.rig_limb import limb, tail
from kinora.engines.previs.rig_pose import hop
from kinora.engines.previs.species import Species


@dataclass(frozen=True, slots=True, kw_only=True)
class Gait:
    """One instant of four legs. phase and reach move the paws; stretch lengthens the body; tilt in degrees."""

    phase: float = 0.0
    reach: float = 0.0
    step: float = 0.0
    lift: float = 0.0
    tilt: float = 0.0
    stretch: float = 0.0
    back: float = -53.0
    nod: float = 0.0
    mouth: float = 0.2
    look: float = 0.85
    asleep: bool = False
    bound: bool = False


def gait(action: str, time: float) -> Gait:
    """The gait of an action at a time in seconds; an unknown action stands."""
    match action:
        case "walk":
            return Gait(phase=time * 6.5, reach=15, step=12, lift=1.5 * abs(math.sin(time * 6.5)), nod=2)
        case "run":
            turn = time * 13.0
            return Gait(
                phase=turn,
                reach=34,
                step=18,
                bound=True,
                lift=9 + 8 * math.sin(turn + 0.6),
                tilt=5 * math.sin(turn - 0.4),
                stretch=9 * math.sin(turn),
                nod=3 * math.sin(turn),
                mouth=0.5,
            )
        case "play":
            height, press = hop(time + 0.3, 1.3)
            return Gait(phase=time * 8, reach=9, step=9, lift=24 * height, tilt=9 * press - 9 * height, mouth=0.7)
        case "jump" | "dance":
            height, press = hop(time, 1.2)
            return Gait(reach=4, step=0, lift=60 * height, tilt=6 * press - 12 * height, stretch=5 * height, mouth=0.6)
        case "sleep":
            return Gait(back=-22 - 1.5 * math.sin(time * 1.5), nod=22, asleep=True, mouth=0.1)
        case "swim":
            return Gait(phase=time * 7, reach=18, step=10, lift=14 + 4 * math.sin(time * 1.7), tilt=-6, mouth=0.3)
        case "fly":
            return Gait(phase=time * 4, reach=14, step=6, lift=105 + 14 * math.sin(time * 1.6), tilt=-9, stretch=6)
        case _:
            breath = math.sin(time * 2.1)
            return Gait(lift=0.8 * breath, nod=3 * math.sin(time * 0.9), look=0.5 + 0.4 * math.sin(time * 0.7))


def draw_quadruped(canvas: Canvas, species: Species, action: str, time: float, *, blink: bool) -> None:
    """A creature over the origin, looking to the right, about 120 long."""
    now = gait(action, time)
    long = now.stretch
    back = now.back
    with canvas.moved(0, -now.lift), canvas.moved(0, back, degrees=now.tilt), canvas.moved(0, -back):
        tail(canvas, species, (-46 - long, back - 6), time)
        _legs(canvas, species, now, far=True)
        _barrel(canvas, species, now)
        _legs(canvas, species, now, far=False)
        drop = 8.0 if now.asleep else 0.0
        with canvas.moved(48 + long, back - 27 + drop, degrees=now.nod - now.tilt * 0.6, scale=(0.86, 0.86)):
            draw_head(canvas, species, Face(time=time, look=now.look, mouth=now.mouth, closed=blink or now.asleep))


def _legs(canvas: Canvas, species: Species, now: Gait, *, far: bool) -> None:
    colour = mix(species.coat, (16, 12, 34), 0.24) if far else species.coat
    width = 20.0 if species.muzzle == "trunk" else 14.0
    paw = mix(species.paw, (16, 12, 34), 0.2 if far else 0.0) if species.socks else mix(colour, species.belly, 0.35)
    for front in (False, True):
        hip = (34.0 + now.stretch if front else -33.0 - now.stretch) + (5.0 if far else 0.0)
        foot = _paw_place(now, hip, front=front, far=far)
        limb(
            canvas,
            (hip, now.back + 10),
            foot,
            bone=25,
            side=1.0 if front else -1.0,
            width=width,
            colour=colour,
            paw=paw,
            foot=True,
        )


def _paw_place(now: Gait, hip: float, *, front: bool, far: bool) -> tuple[float, float]:
    if now.asleep:
        return hip + (18.0 if front else 14.0), 0.0
    if now.bound:
        offset = (0.0 if front else 2.5) + (0.5 if far else 0.0)
    else:
        offset = (math.pi if far else 0.0) + (math.pi * 0.85 if front else 0.0)
    turn = now.phase + offset
    dangling = min(now.lift, 26.0) * 0.55 if now.bound or now.lift > 10 else now.lift
    return hip + math.cos(turn) * now.reach, -max(0.0, math.sin(turn)) * now.step + dangling


def _barrel(canvas: Canvas, species: Species, now: Gait) -> None:
    long, back = now.stretch, now.back
    left, right, top, bottom = -52.0 - long, 50.0 + long, back - 25.0, back + 23.0 - abs(long) * 0.4
    if species.muzzle == "trunk":
        top, bottom = top - 10, bottom + 8
    arch = 4.0 - long * 0.7
    outline = joined(
        bend((left, back), (left, top), (left + 22, top - 2), (0, top + 4 - arch), steps=10),
        bend((0, top + 4 - arch), (right - 24, top), (right, top - 6), (right, back - 4), steps=10),
        bend((right, back - 4), (right, bottom), (right - 22, bottom + 2), (0, bottom - 2), steps=10),
        bend((0, bottom - 2), (left + 24, bottom), (left, bottom + 2), (left, back), steps=10),
    )
    canvas.fill(outline, species.coat)
    canvas.fill(
        joined(
            bend((left + 14, bottom - 8), (0, bottom - 22), (right - 8, bottom - 10)),
            bend((right - 14, bottom - 1), (0, bottom), (left + 14, bottom - 3)),
        ),
        species.belly,
    )
    if species.muzzle == "point":
        canvas.fill(oval(right - 6, back - 2, 11, 17, degrees=14), species.belly)
    if species.marks == "stripes":
        for place in range(5):
            x = -36.0 + place * 16 + long * (place - 2) * 0.4
            canvas.stroke(bend((x, top + 3), (x - 1, top + 12), (x - 5, top + 20)), 4.6, species.dark)
    elif species.marks == "patches":
        canvas.fill(oval(-20, back - 8, 20, 13, degrees=-10), species.dark)
        canvas.fill(oval(20, back - 2, 13, 15, degrees=20), species.dark)
