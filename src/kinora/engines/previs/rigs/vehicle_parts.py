"""What vehicles are put together from: wheels, panes, lamps, beacons, smoke, foam. Knows no single vehicle."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import arc, bend, joined, points, rounded
from kinora.engines.previs.drawing.palette import WHITE, Colour, mix
from kinora.engines.previs.setting import Points

INK: Colour = (36, 34, 44)
TYRE: Colour = (42, 42, 50)
RIM: Colour = (198, 204, 214)
PANE: Colour = (164, 212, 236)
STEEL: Colour = (150, 158, 172)
LAMP: Colour = (255, 244, 196)
REAR: Colour = (226, 56, 54)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ride:
    """One instant of a vehicle. lift: over the ground. tilt: degrees, nose down. bounce: of the body on its springs.

    roll: degrees the wheels have turned. going: 0 at rest .. 1 on its way. power: 0 .. 1, flames and rotors.
    yaw: 1 seen from its right side .. -1 from its left, as it turns on the spot.
    """

    time: float = 0.0
    lift: float = 0.0
    tilt: float = 0.0
    bounce: float = 0.0
    roll: float = 0.0
    going: float = 0.0
    power: float = 0.0
    yaw: float = 1.0


def shade(colour: Colour, amount: float = 0.24) -> Colour:
    """The colour on the side away from the light."""
    return mix(colour, (20, 16, 40), amount)


def shine(colour: Colour, amount: float = 0.36) -> Colour:
    """The colour in the light."""
    return mix(colour, WHITE, amount)


def wheel(canvas: Canvas, x: float, radius: float, ride: Ride, *, hub: Colour = RIM, spokes: int = 5) -> None:
    """A tyre on the ground with a rim whose openings turn."""
    y = -radius
    canvas.oval(x, y, radius, radius, TYRE)
    canvas.stroke(arc(x, y, radius * 0.84, radius * 0.84, 190, 80, steps=10), radius * 0.10, mix(TYRE, WHITE, 0.22))
    canvas.oval(x, y, radius * 0.62, radius * 0.62, hub)
    for spoke in range(spokes):
        angle = math.radians(ride.roll + 360.0 * spoke / spokes)
        canvas.oval(
            x + math.cos(angle) * radius * 0.38,
            y + math.sin(angle) * radius * 0.38,
            radius * 0.14,
            radius * 0.14,
            shade(hub, 0.55),
        )
    canvas.oval(x, y, radius * 0.15, radius * 0.15, shade(hub, 0.3))


def spoked(canvas: Canvas, x: float, radius: float, ride: Ride, *, colour: Colour = TYRE) -> None:
    """A thin bicycle wheel."""
    y = -radius
    for spoke in range(6):
        angle = math.radians(ride.roll + 30.0 * spoke)
        dx, dy = math.cos(angle) * radius * 0.9, math.sin(angle) * radius * 0.9
        canvas.line((x - dx, y - dy), (x + dx, y + dy), 1.6, RIM)
    canvas.stroke(arc(x, y, radius * 0.93, radius * 0.93, 0, 360, steps=40), radius * 0.13, colour)
    canvas.oval(x, y, radius * 0.12, radius * 0.12, STEEL)


def pane(canvas: Canvas, outline: Points, *, tint: Colour = PANE) -> None:
    """A window with a slanting reflection."""
    canvas.fill(outline, tint)
    low, high = outline.min(axis=0), outline.max(axis=0)
    wide, tall = float(high[0] - low[0]), float(high[1] - low[1])
    x, y = float(low[0]), float(low[1])
    gleam = points(
        (x + wide * 0.52, y + tall * 0.08),
        (x + wide * 0.68, y + tall * 0.08),
        (x + wide * 0.40, y + tall * 0.92),
        (x + wide * 0.24, y + tall * 0.92),
    )
    canvas.fill(gleam, shine(tint, 0.5))


def lamps(canvas: Canvas, front: tuple[float, float], rear: tuple[float, float], size: float = 7.0) -> None:
    """A headlight and a tail light."""
    canvas.oval(front[0], front[1], size * 0.8, size, LAMP)
    canvas.oval(front[0] + size * 0.1, front[1] - size * 0.3, size * 0.3, size * 0.3, WHITE)
    canvas.fill(rounded(rear[0] - size * 0.5, rear[1] - size, size, size * 2, size * 0.4), REAR)


def beacon(canvas: Canvas, x: float, y: float, ride: Ride, colours: tuple[Colour, Colour], wide: float = 40.0) -> None:
    """Lights on a roof that flash by turns, with rays round the one that burns."""
    on = math.sin(ride.time * 9.0) > 0
    canvas.fill(rounded(x - wide / 2, y - 4, wide, 6, 2), INK)
    for side, colour in ((-1, colours[0]), (1, colours[1])):
        lit = on == (side < 0)
        middle = x + side * wide * 0.25
        if lit:
            for turn in (-50, 0, 50):
                angle = math.radians(turn)
                start, end = (middle + 13 * math.sin(angle), y - 9 - 13 * math.cos(angle)), 21
                canvas.line(
                    start, (middle + end * math.sin(angle), y - 9 - end * math.cos(angle)), 3, shine(colour, 0.4)
                )
        canvas.fill(
            rounded(middle - wide * 0.22, y - 15, wide * 0.44, 12, 4),
            shine(colour, 0.45) if lit else shade(colour, 0.36),
        )


def puffs(
    canvas: Canvas,
    x: float,
    y: float,
    ride: Ride,
    *,
    size: float = 9.0,
    colour: Colour = (214, 214, 220),
    up: float = 14.0,
) -> None:
    """Smoke that is left behind on the way."""
    if ride.going < 0.3:
        return
    for puff in range(4):
        share = (ride.time * 1.5 + puff / 4) % 1.0
        grown = size * swell(share)
        canvas.oval(x - 36 * share, y - up * share - 2 * math.sin(puff * 2.1), grown, grown * 0.86, colour, 0.85)


def swell(share: float) -> float:
    """The size of a puff in its life: clouds go by shrinking, since a thin one would show its rim."""
    return (0.5 + 0.7 * share) * min(1.0, 2.4 * (1.0 - share))


def steam(canvas: Canvas, x: float, y: float, ride: Ride) -> None:
    """Thick clouds from a chimney, which lie back as the train goes."""
    for puff in range(6):
        share = (ride.time * 0.8 + puff / 6) % 1.0
        grown = 24 * swell(share)
        canvas.oval(x - (8 + 76 * ride.going) * share, y - 46 * share, grown, grown * 0.84, (244, 244, 248), 0.92)


def jet(canvas: Canvas, x: float, y: float, wide: float, long: float, ride: Ride) -> None:
    """A flame that points down, flickering."""
    if ride.power < 0.05:
        return
    for part, colour in ((1.0, (244, 116, 48)), (0.7, (255, 184, 62)), (0.4, (255, 246, 196))):
        reach = long * part * ride.power * (0.86 + 0.14 * math.sin(ride.time * 31 + part * 7))
        half = wide * 0.5 * (0.4 + 0.6 * part)
        canvas.fill(
            joined(
                bend((x - half, y), (x - half * 1.2, y + reach * 0.5), (x, y + reach)),
                bend((x, y + reach), (x + half * 1.2, y + reach * 0.5), (x + half, y)),
            ),
            colour,
        )


def foam(canvas: Canvas, bow: float, stern: float, ride: Ride) -> None:
    """The water at a hull: ripples at rest, a wave at the bow and a wake on the way."""
    if ride.lift > 20:
        return
    white: Colour = (244, 250, 252)
    water: Colour = (118, 178, 214)
    span = bow - stern
    canvas.stroke(bend((stern - 6, 6), (stern + span * 0.3, 10), (stern + span * 0.7, 3), (bow + 6, 6)), 7, water)
    crests = [(stern - 8 + (span + 16) * k / 14, 2.4 * math.sin(k * 1.3 - ride.time * 4) + 3) for k in range(15)]
    canvas.stroke(points(*crests), 3.4, white)
    if ride.going > 0.3:
        for wave in range(3):
            share = (ride.time * 1.3 + wave / 3) % 1.0
            canvas.stroke(
                bend((bow + 8 - 30 * share, 2), (bow + 16 - 30 * share, -12 * (1 - share)), (bow - 8 - 40 * share, 3)),
                4 * (1 - share) + 1,
                white,
            )
            x = stern - 4 - 40 * share
            canvas.stroke(bend((x + 12, 3), (x, -5 * (1 - share)), (x - 14, 5)), 4 * (1 - share) + 1, white)


def windows(
    canvas: Canvas, left: float, right: float, top: float, tall: float, count: int, *, gap: float = 6.0
) -> None:
    """A row of equal panes."""
    wide = (right - left - gap * (count - 1)) / count
    for place in range(count):
        pane(canvas, rounded(left + place * (wide + gap), top, wide, tall, 5))
