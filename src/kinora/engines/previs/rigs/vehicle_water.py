"""What floats. The origin is at the waterline in the middle; what would be under water is not drawn."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import arc, bend, box, joined, points, rounded
from kinora.engines.previs.drawing.palette import WHITE, Colour
from kinora.engines.previs.rigs.species import Species
from kinora.engines.previs.rigs.vehicle_parts import INK, PANE, STEEL, Ride, foam, pane, puffs, shade, shine, steam

_DECK: Colour = (206, 160, 104)
_MAST: Colour = (128, 88, 58)
_SAIL: Colour = (252, 248, 238)


def _hull(canvas: Canvas, colour: Colour, stern: float, bow: float, top: float) -> None:
    """A wooden hull that rises towards the bow."""
    span = bow - stern
    outline = joined(
        points((stern, top)),
        bend((stern, top), (stern + span * 0.5, top + 16), (bow, top - 16)),
        bend((bow, top - 16), (bow - span * 0.08, 2), (bow - span * 0.2, 8)),
        points((stern + span * 0.10, 8)),
    )
    canvas.fill(outline, colour)
    low = joined(
        bend((stern + span * 0.05, top * 0.44), (stern + span * 0.5, top * 0.2), (bow - span * 0.05, top * 0.5)),
        points((bow - span * 0.2, 8), (stern + span * 0.10, 8)),
    )
    canvas.fill(low, shade(colour))
    canvas.stroke(bend((stern, top), (stern + span * 0.5, top + 16), (bow, top - 16)), 7, shine(colour, 0.55))


def draw_boat(canvas: Canvas, species: Species, ride: Ride) -> None:
    """A small motor boat with a cabin."""
    with canvas.moved(0, ride.bounce, degrees=ride.tilt):
        puffs(canvas, -92, -16, ride, size=7)
        canvas.fill(rounded(-106, -54, 22, 40, 6), INK)
        canvas.fill(joined(points((-38, -44), (-32, -98)), bend((-32, -98), (20, -100), (40, -46))), species.belly)
        canvas.fill(rounded(-42, -106, 70, 11, 5), species.accent)
        pane(canvas, joined(points((0, -58), (0, -88)), bend((0, -88), (16, -88), (25, -58))))
        pane(canvas, rounded(-28, -88, 22, 30, 4))
        canvas.line((-20, -104), (-20, -134), 4, _MAST)
        wave = 4 * math.sin(ride.time * 6)
        canvas.fill(
            joined(points((-20, -134)), bend((-20, -134), (-36, -134 + wave), (-50, -128)), points((-20, -116))),
            species.accent,
        )
        _hull(canvas, species.coat, -100, 116, -44)
        for x in (-52, -16, 20):
            canvas.oval(x, -22, 7, 7, WHITE)
            canvas.oval(x, -22, 4.4, 4.4, PANE)
    foam(canvas, 96, -84, ride)


def draw_sailboat(canvas: Canvas, species: Species, ride: Ride) -> None:
    """Two full sails on a wooden hull."""
    belly = 8 * math.sin(ride.time * 1.9) + 16 * ride.going
    with canvas.moved(0, ride.bounce, degrees=ride.tilt):
        canvas.line((-8, -30), (-8, -238), 7, _MAST)
        main = joined(bend((-2, -228), (60 + belly, -150), (84, -60)), bend((84, -60), (40, -52), (-2, -56)))
        canvas.fill(main, _SAIL)
        canvas.fill(
            joined(
                bend((46, -140), (74 + belly * 0.5, -100), (84, -60)),
                bend((84, -60), (40, -52), (-2, -56)),
                bend((-2, -56), (30, -90), (46, -140)),
            ),
            shade(_SAIL, 0.10),
        )
        canvas.fill(
            joined(
                bend((16, -196), (26 + belly * 0.4, -184), (34 + belly * 0.4, -168)), points((-2, -152), (-2, -176))
            ),
            species.accent,
        )
        canvas.fill(
            joined(bend((-14, -216), (-40 - belly * 0.3, -130), (-84, -58)), bend((-84, -58), (-46, -50), (-14, -54))),
            species.belly,
        )
        canvas.line((-12, -52), (86, -54), 5, _MAST)
        wave = 4 * math.sin(ride.time * 6)
        canvas.fill(
            joined(points((-8, -240)), bend((-8, -240), (8, -238 + wave), (24, -232)), points((-8, -222))),
            species.accent,
        )
        _hull(canvas, species.coat, -96, 112, -40)
    foam(canvas, 92, -82, ride)


def draw_ship(canvas: Canvas, species: Species, ride: Ride) -> None:
    """A liner with decks, portholes and two funnels."""
    with canvas.moved(0, ride.bounce * 0.6, degrees=ride.tilt * 0.5):
        for x in (-44, 12):
            steam(canvas, x + 8, -168, ride)
        for x in (-44, 12):
            canvas.fill(points((x - 14, -104), (x - 10, -164), (x + 22, -164), (x + 24, -104)), species.accent)
            canvas.fill(points((x + 8, -104), (x + 9, -164), (x + 22, -164), (x + 24, -104)), shade(species.accent))
            canvas.fill(points((x - 12, -148), (x - 11, -164), (x + 22, -164), (x + 22, -148)), INK)
        for left, right, top, tall in ((-112, 88, -78, 26), (-94, 62, -108, 32)):
            canvas.fill(rounded(left, top, right - left, tall, 4), species.belly)
            canvas.fill(box(left, top + tall - 6, right - left, 6), shade(species.belly, 0.16))
            for x in range(int(left) + 10, int(right) - 10, 19):
                canvas.fill(rounded(x, top + 8, 11, 11, 3), shade(PANE, 0.1))
        canvas.fill(joined(points((62, -78), (62, -118)), bend((62, -118), (92, -118), (94, -78))), species.belly)
        pane(canvas, rounded(68, -110, 20, 14, 4))
        _hull(canvas, species.coat, -146, 166, -52)
        for x in range(-112, 128, 24):
            canvas.oval(x, -24, 5.4, 5.4, WHITE)
            canvas.oval(x, -24, 3.4, 3.4, PANE)
    foam(canvas, 138, -122, ride)


def draw_submarine(canvas: Canvas, species: Species, ride: Ride) -> None:
    """Round as a whale, with portholes, a tower and a periscope. It hangs over its own origin."""
    coat = species.coat
    with canvas.moved(0, ride.bounce, degrees=ride.tilt * 0.6):
        canvas.line((14, -118), (14, -152), 7, STEEL)
        canvas.line((14, -150), (32, -150), 8, STEEL)
        canvas.oval(34, -150, 4, 5, PANE)
        canvas.fill(rounded(-24, -128, 62, 46, 12), coat)
        canvas.fill(rounded(10, -128, 28, 46, 10), shade(coat, 0.14))
        with canvas.moved(-124, -52):
            for turn in (0, 90):
                blade = 22 * math.cos(math.radians(ride.roll * 1.5 + turn))
                canvas.oval(0, blade, 5, max(4.0, abs(blade)) * 0.8, shade(species.accent))
        canvas.fill(points((-96, -70), (-130, -96), (-118, -52), (-130, -12), (-96, -34)), species.accent)
        canvas.oval(0, -54, 116, 50, shade(coat))
        canvas.oval(-2, -58, 112, 45, coat)
        canvas.stroke(bend((-72, -84), (-6, -98), (66, -86)), 7, shine(coat))
        for x in (-50, 2, 54):
            canvas.oval(x, -54, 20, 20, species.accent)
            canvas.oval(x, -54, 14, 14, PANE)
            canvas.stroke(arc(x, -54, 9, 9, 195, 70, steps=8), 4, WHITE)
        for bubble in range(5):
            share = (ride.time * 0.55 + bubble / 5) % 1.0
            size = 3 + 5 * share * (0.6 + 0.4 * (bubble % 2))
            canvas.oval(
                -134 - 18 * share,
                -60 - 50 * share + 4 * math.sin(bubble * 2 + ride.time * 3),
                size,
                size,
                (222, 242, 252),
                0.8 * (1 - share),
            )


def draw_canoe(canvas: Canvas, species: Species, ride: Ride) -> None:
    """A slim canoe with upturned ends, and its paddle."""
    coat = species.coat
    with canvas.moved(0, ride.bounce, degrees=ride.tilt):
        with canvas.moved(10, -34, degrees=24 + 26 * math.sin(ride.time * 3.2) * ride.going):
            canvas.line((0, -62), (0, 30), 5, _MAST)
            canvas.oval(0, 34, 8, 16, _DECK)
        rim = bend((-130, -58), (-92, -18), (92, -18), (130, -58), steps=20)
        canvas.fill(
            joined(
                rim, bend((130, -58), (118, -8), (84, 8)), points((-84, 8)), bend((-84, 8), (-118, -8), (-130, -58))
            ),
            coat,
        )
        canvas.fill(
            joined(
                bend((-118, -26), (0, -2), (118, -26)),
                bend((118, -26), (108, 2), (84, 8)),
                points((-84, 8)),
                bend((-84, 8), (-108, 2), (-118, -26)),
            ),
            shade(coat),
        )
        canvas.stroke(rim, 6, shine(_DECK, 0.2))
        for x in (-80, -40, 0, 40, 80):
            canvas.fill(points((x - 8, -12), (x, -20), (x + 8, -12), (x, -4)), species.accent)
    foam(canvas, 104, -104, ride)
