"""Vehicles on wheels. The origin is on the ground between the axles; they drive to the right."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import arc, bend, box, joined, points, rounded
from kinora.engines.previs.drawing.palette import WHITE, Colour
from kinora.engines.previs.rigs.species import Species
from kinora.engines.previs.rigs.vehicle_parts import (
    INK,
    LAMP,
    PANE,
    REAR,
    RIM,
    STEEL,
    TYRE,
    Ride,
    beacon,
    lamps,
    pane,
    puffs,
    shade,
    shine,
    spoked,
    wheel,
    windows,
)

_BLUE: Colour = (64, 120, 255)
_RED: Colour = (255, 66, 62)


def _arches(canvas: Canvas, spots: tuple[float, ...], radius: float) -> None:
    for x in spots:
        canvas.oval(x, -radius + 1, radius * 1.16, radius * 1.14, INK)


def draw_car(canvas: Canvas, species: Species, ride: Ride) -> None:
    """Saloon, taxi and police car: one body, told apart by marks."""
    coat = species.coat
    puffs(canvas, -124, -18, ride)
    with canvas.moved(0, ride.bounce):
        cabin = joined(bend((-82, -58), (-66, -106), (-26, -106)), bend((16, -106), (44, -106), (74, -58)))
        canvas.fill(cabin, coat)
        canvas.fill(joined(bend((-68, -60), (-56, -97), (-24, -97)), points((-10, -97), (-10, -60))), PANE)
        pane(canvas, joined(bend((-68, -60), (-56, -97), (-24, -97)), points((-10, -97), (-10, -60))))
        pane(canvas, joined(points((-1, -60), (-1, -97)), bend((14, -97), (34, -96), (58, -60))))
        body = joined(
            bend((-118, -20), (-126, -56), (-92, -60)),
            points((66, -60)),
            bend((76, -58), (120, -54), (122, -22)),
            points((118, -14), (-112, -14)),
        )
        canvas.fill(body, coat)
        canvas.fill(
            joined(points((-118, -30)), bend((-118, -30), (0, -22), (121, -30)), points((118, -14), (-112, -14))),
            shade(coat),
        )
        canvas.stroke(bend((-104, -52), (0, -57), (98, -50)), 4, shine(coat))
        canvas.stroke(points((-6, -58), (-6, -24)), 2, shade(coat, 0.36))
        canvas.fill(rounded(4, -48, 16, 4.4, 2), shade(coat, 0.4))
        canvas.fill(rounded(-124, -24, 248, 9, 4), shade(species.dark, 0.1))
        lamps(canvas, (113, -40), (-117, -42), 8)
        _car_marks(canvas, species, ride)
        _arches(canvas, (-68, 68), 25)
    for x in (-68, 68):
        wheel(canvas, x, 24, ride)


def _car_marks(canvas: Canvas, species: Species, ride: Ride) -> None:
    if species.has("taxi"):
        for square in range(11):
            canvas.fill(box(-86 + 16 * square, -42 + 7 * (square % 2), 8, 7), INK)
            canvas.fill(box(-78 + 16 * square, -35 - 7 * (square % 2), 8, 7), INK)
        canvas.fill(rounded(-24, -120, 44, 15, 4), (255, 250, 226))
        canvas.fill(rounded(-16, -115, 28, 5, 2), INK)
    if species.has("police"):
        canvas.fill(points((-58, -59), (60, -59), (48, -24), (-50, -24)), WHITE)
        canvas.fill(
            points(
                (2, -50), (5, -43), (13, -42), (7, -37), (9, -29), (2, -33), (-5, -29), (-3, -37), (-9, -42), (-1, -43)
            ),
            (246, 196, 72),
        )
        beacon(canvas, -4, -107, ride, (_RED, _BLUE))


def draw_racing_car(canvas: Canvas, species: Species, ride: Ride) -> None:
    """Low, with wings at both ends and a helmet in the middle."""
    coat = species.coat
    puffs(canvas, -132, -20, ride, size=7)
    with canvas.moved(0, ride.bounce * 0.6):
        canvas.fill(rounded(-130, -76, 44, 11, 3), species.accent)
        canvas.fill(points((-118, -68), (-106, -68), (-96, -38), (-112, -38)), INK)
        canvas.fill(
            joined(
                points((-118, -22), (-112, -46)),
                bend((-112, -46), (-60, -62), (-26, -44)),
                points((24, -44)),
                bend((24, -44), (90, -38), (134, -16)),
                points((128, -12), (-112, -12)),
            ),
            coat,
        )
        canvas.fill(points((-114, -26), (130, -18), (128, -12), (-112, -12)), shade(coat))
        canvas.stroke(bend((40, -40), (86, -34), (120, -20)), 4, shine(coat))
        canvas.oval(-6, -54, 18, 18, species.accent)
        canvas.fill(joined(arc(-4, -54, 16, 11, -60, 100), points((2, -50))), INK)
        canvas.fill(joined(bend((-34, -40), (-10, -34), (24, -42)), points((24, -36), (-34, -32))), INK)
        canvas.fill(rounded(106, -18, 40, 8, 3), species.accent)
        canvas.oval(-62, -38, 16, 14, WHITE)
        canvas.fill(points((-64, -46), (-59, -46), (-59, -30), (-64, -30)), INK)
    wheel(canvas, -82, 30, ride)
    wheel(canvas, 82, 25, ride)


def draw_truck(canvas: Canvas, species: Species, ride: Ride) -> None:
    """A cab before a box."""
    coat = species.coat
    puffs(canvas, -150, -20, ride, size=11)
    with canvas.moved(0, ride.bounce):
        canvas.fill(box(-146, -32, 286, 16), INK)
        canvas.fill(rounded(-150, -138, 196, 112, 5), species.belly)
        canvas.fill(rounded(-150, -46, 196, 20, 4), shade(species.belly))
        canvas.stroke(points((-144, -133), (38, -133)), 4, WHITE)
        for x in (-112, -72, -32, 8):
            canvas.line((x, -128), (x, -48), 2, shade(species.belly, 0.14))
        canvas.fill(points((-148, -98), (44, -82), (44, -62), (-148, -78)), coat)
        canvas.fill(
            joined(
                points((54, -22), (54, -118)),
                bend((54, -118), (108, -122), (120, -78)),
                bend((120, -78), (146, -74), (146, -40)),
                points((146, -22)),
            ),
            coat,
        )
        canvas.fill(points((54, -44), (146, -44), (146, -22), (54, -22)), shade(coat))
        pane(canvas, joined(points((68, -74), (68, -106)), bend((68, -106), (98, -108), (108, -74))))
        canvas.stroke(points((64, -66), (64, -30)), 2, shade(coat, 0.4))
        canvas.fill(rounded(50, -128, 8, 60, 3), STEEL)
        canvas.fill(rounded(52, -30, 98, 9, 3), STEEL)
        lamps(canvas, (140, -50), (-146, -38), 8)
    for x in (-108, -54, 98):
        wheel(canvas, x, 25, ride)


def draw_bus(canvas: Canvas, species: Species, ride: Ride) -> None:
    """A long box full of windows."""
    coat = species.coat
    puffs(canvas, -156, -20, ride, size=10)
    with canvas.moved(0, ride.bounce):
        canvas.fill(rounded(-154, -142, 308, 126, 16), coat)
        canvas.fill(rounded(-154, -46, 308, 30, 8), shade(coat))
        canvas.fill(rounded(-146, -138, 292, 10, 5), shine(coat))
        windows(canvas, -142, 88, -120, 44, 5)
        pane(canvas, joined(points((100, -120)), bend((100, -120), (142, -122), (148, -72)), points((100, -72))))
        canvas.fill(rounded(-150, -64, 300, 9, 3), species.accent)
        canvas.fill(rounded(98, -70, 30, 52, 4), shade(PANE, 0.1))
        canvas.line((113, -68), (113, -20), 2, shade(coat, 0.4))
        canvas.fill(rounded(-154, -24, 308, 9, 4), INK)
        lamps(canvas, (148, -40), (-151, -42), 7)
        _arches(canvas, (-92, 66), 25)
    for x in (-92, 66):
        wheel(canvas, x, 24, ride)


def draw_fire_truck(canvas: Canvas, species: Species, ride: Ride) -> None:
    """Red, with a ladder on its back and lights on the roof."""
    coat = species.coat
    puffs(canvas, -152, -20, ride, size=10)
    with canvas.moved(0, ride.bounce):
        canvas.fill(rounded(-150, -104, 214, 86, 6), coat)
        canvas.fill(
            joined(
                points((52, -18), (52, -124)), bend((52, -124), (118, -130), (136, -84)), points((146, -70), (148, -18))
            ),
            coat,
        )
        canvas.fill(points((-148, -44), (148, -44), (148, -18), (-150, -18)), shade(coat))
        pane(canvas, joined(points((66, -78), (66, -112)), bend((66, -112), (106, -116), (122, -78))))
        canvas.fill(rounded(-150, -60, 296, 8, 3), (255, 240, 200))
        for x in (-138, -92, -46, 0):
            canvas.fill(rounded(x, -96, 40, 32, 4), STEEL)
            for y in (-90, -83, -76):
                canvas.line((x + 4, y), (x + 36, y), 2, shade(STEEL, 0.3))
        with canvas.moved(-140, -112, degrees=-5):
            for y in (-13, 0):
                canvas.line((0, y), (196, y), 5, RIM)
            for x in range(8, 196, 18):
                canvas.line((x, -13), (x, 0), 4, RIM)
        canvas.fill(rounded(-154, -26, 306, 9, 4), INK)
        lamps(canvas, (143, -44), (-147, -40), 8)
        beacon(canvas, 88, -126, ride, (_RED, _BLUE), 38)
        _arches(canvas, (-98, 92), 26)
    for x in (-98, 92):
        wheel(canvas, x, 25, ride)


def draw_ambulance(canvas: Canvas, species: Species, ride: Ride) -> None:
    """White, with a red cross and a stripe."""
    coat = species.coat
    puffs(canvas, -126, -18, ride)
    with canvas.moved(0, ride.bounce):
        canvas.fill(
            joined(
                points((-122, -16)),
                arc(-104, -116, 18, 16, 180, 90),
                points((40, -132)),
                bend((40, -132), (84, -128), (96, -76)),
                bend((96, -76), (126, -70), (126, -34)),
                points((126, -16)),
            ),
            coat,
        )
        canvas.fill(points((-122, -40), (126, -40), (126, -16), (-122, -16)), shade(coat, 0.16))
        canvas.fill(rounded(-122, -58, 248, 12, 2), species.accent)
        pane(canvas, joined(points((34, -78), (34, -118)), bend((34, -118), (70, -116), (82, -78))))
        pane(canvas, rounded(-104, -114, 38, 30, 5))
        for size, colour in ((26, WHITE), (20, species.accent)):
            canvas.fill(rounded(-24 - size * 0.36, -94 - size, size * 0.72, size * 2, 2), colour)
            canvas.fill(rounded(-24 - size, -94 - size * 0.36, size * 2, size * 0.72, 2), colour)
        canvas.stroke(points((22, -126), (22, -24)), 2, shade(coat, 0.3))
        canvas.fill(rounded(-126, -24, 254, 9, 4), INK)
        lamps(canvas, (120, -44), (-119, -46), 8)
        beacon(canvas, -10, -132, ride, (_RED, _BLUE), 38)
        _arches(canvas, (-72, 74), 25)
    for x in (-72, 74):
        wheel(canvas, x, 24, ride)


def draw_motorcycle(canvas: Canvas, species: Species, ride: Ride) -> None:
    """Tank, saddle and a shining engine between two wheels."""
    coat = species.coat
    puffs(canvas, -96, -22, ride, size=7)
    for x in (-66, 68):
        wheel(canvas, x, 32, ride, spokes=7)
    with canvas.moved(0, ride.bounce * 0.5):
        canvas.stroke(points((68, -32), (44, -92), (30, -104)), 8, STEEL)
        canvas.stroke(points((-66, -32), (-14, -30), (34, -70)), 9, INK)
        for y in (-48, -40, -32):
            canvas.fill(rounded(-22, y, 42, 6, 3), RIM)
        canvas.stroke(bend((-8, -24), (-50, -18), (-100, -30)), 9, STEEL)
        canvas.fill(joined(bend((-14, -66), (6, -96), (44, -82)), bend((44, -82), (36, -58), (-14, -60))), coat)
        canvas.stroke(bend((0, -74), (10, -86), (32, -80)), 4, shine(coat))
        canvas.fill(joined(bend((-86, -82), (-50, -62), (-8, -68)), bend((-8, -60), (-50, -52), (-86, -72))), INK)
        canvas.stroke(arc(-66, -32, 40, 40, 200, 110), 8, coat)
        canvas.stroke(arc(68, -32, 40, 40, 220, 90), 8, coat)
        canvas.stroke(points((30, -104), (12, -108)), 7, INK)
        canvas.oval(52, -90, 11, 12, STEEL)
        canvas.oval(57, -90, 7, 10, LAMP)
        canvas.oval(-90, -72, 5, 5, REAR)


def draw_bicycle(canvas: Canvas, species: Species, ride: Ride) -> None:
    """Frame, pedals that turn with the wheels, a bell."""
    coat = species.coat
    for x in (-58, 58):
        spoked(canvas, x, 38, ride)
    hub, saddle, head = (-8.0, -34.0), (-26.0, -86.0), (40.0, -88.0)
    turn = math.radians(ride.roll * 0.5)
    pedal = (math.cos(turn) * 17, math.sin(turn) * 17)
    canvas.line(hub, (hub[0] - pedal[0], hub[1] - pedal[1]), 4, STEEL)
    canvas.line((hub[0] - pedal[0] - 7, hub[1] - pedal[1]), (hub[0] - pedal[0] + 7, hub[1] - pedal[1]), 5, INK)
    for start, end in ((hub, (-58, -38)), (saddle, (-58, -38)), (hub, saddle), (hub, head), ((-23, -78), head)):
        canvas.line(start, end, 6.4, coat)
    canvas.line((head[0] - 3, head[1] - 10), (58, -38), 6.4, coat)
    canvas.line((-22, -76), (30, -85), 2, shine(coat))
    canvas.line(saddle, (saddle[0] - 4, saddle[1] - 14), 5, STEEL)
    canvas.fill(joined(bend((-50, -103), (-30, -108), (-8, -99)), bend((-8, -99), (-28, -92), (-50, -103))), INK)
    canvas.stroke(bend((head[0] - 4, head[1] - 10), (42, -116), (24, -112)), 5.4, INK)
    canvas.oval(44, -106, 5, 5, (246, 196, 72))
    canvas.oval(hub[0], hub[1], 10, 10, STEEL)
    canvas.line(hub, (hub[0] + pedal[0], hub[1] + pedal[1]), 4, INK)
    canvas.line((hub[0] + pedal[0] - 7, hub[1] + pedal[1]), (hub[0] + pedal[0] + 7, hub[1] + pedal[1]), 5, INK)
    canvas.oval(54, -80, 6, 6, LAMP)


def draw_tractor(canvas: Canvas, species: Species, ride: Ride) -> None:
    """A huge wheel behind, a small one in front, a chimney on the hood."""
    coat = species.coat
    with canvas.moved(0, ride.bounce):
        puffs(canvas, 62, -128, ride, size=9, up=30, colour=(150, 150, 158))
        canvas.fill(rounded(58, -124, 8, 46, 3), INK)
        canvas.fill(points((-70, -82), (-62, -152), (10, -152), (16, -82)), shade(PANE, 0.04))
        pane(canvas, points((-56, -84), (-52, -142), (2, -142), (6, -84)))
        for line in (points((-66, -82), (-60, -150)), points((14, -82), (8, -150))):
            canvas.stroke(line, 6, coat)
        canvas.fill(rounded(-72, -160, 92, 14, 6), coat)
        canvas.fill(
            joined(
                points((-76, -34), (-70, -86), (14, -86)), bend((14, -86), (100, -88), (106, -62)), points((106, -34))
            ),
            coat,
        )
        canvas.fill(points((-74, -54), (106, -54), (106, -34), (-76, -34)), shade(coat))
        canvas.stroke(bend((20, -80), (70, -82), (94, -72)), 4, shine(coat))
        for x in (44, 56, 68, 80):
            canvas.line((x, -68), (x, -58), 3, INK)
        canvas.oval(103, -66, 6, 8, LAMP)
        canvas.stroke(arc(-48, -50, 58, 58, 200, 120), 9, coat)
    wheel(canvas, -48, 50, ride, hub=species.accent, spokes=6)
    wheel(canvas, 76, 29, ride, hub=species.accent)


def draw_tank(canvas: Canvas, species: Species, ride: Ride) -> None:
    """Tracks whose links run, a turret, a long barrel."""
    coat = species.coat
    puffs(canvas, -130, -30, ride, size=10)
    with canvas.moved(0, ride.bounce * 0.6):
        canvas.line((40, -98), (154, -106), 13, shade(coat))
        canvas.line((40, -100), (150, -108), 5, shine(coat, 0.2))
        canvas.fill(rounded(140, -115, 18, 17, 4), shade(coat))
        canvas.fill(joined(bend((-66, -76), (-58, -122), (-8, -122)), bend((30, -122), (54, -110), (56, -76))), coat)
        canvas.fill(
            joined(bend((10, -76), (26, -100), (20, -120)), bend((30, -122), (54, -110), (56, -76))), shade(coat)
        )
        canvas.fill(rounded(-34, -132, 36, 12, 5), shade(coat, 0.14))
        canvas.fill(points((-128, -46), (-110, -80), (112, -80), (134, -50)), coat)
        canvas.fill(points((-128, -58), (128, -58), (134, -46), (-128, -46)), shade(coat))
        canvas.fill(
            points(
                (-8, -108),
                (-4, -99),
                (6, -98),
                (-2, -92),
                (1, -82),
                (-8, -88),
                (-17, -82),
                (-14, -92),
                (-22, -98),
                (-12, -99),
            ),
            species.belly,
        )
    canvas.fill(rounded(-136, -56, 272, 56, 27), TYRE)
    canvas.fill(rounded(-126, -47, 252, 38, 19), shade(coat, 0.5))
    for x in (-100, -60, -20, 20, 60, 100):
        with canvas.moved(x, -13):
            wheel(canvas, 0, 15, ride, hub=coat, spokes=4)
    shift = (ride.roll * 0.24) % 16
    for link in range(15):
        canvas.line((-116 + 16 * link + shift, -2), (-112 + 16 * link + shift, -2), 4, STEEL)
        canvas.line((-112 + 16 * link - shift, -54), (-108 + 16 * link - shift, -54), 4, STEEL)
