"""What flies: winged, whirling, lighter than air, and out in space. The origin is under the middle of the body."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import arc, bend, joined, oval, points, rounded
from kinora.engines.previs.drawing.palette import WHITE, Colour, mix
from kinora.engines.previs.rigs.species import Species
from kinora.engines.previs.rigs.vehicle_parts import INK, PANE, STEEL, TYRE, Ride, jet, pane, shade, shine, swell

_WOOD: Colour = (164, 112, 66)


def _blur(canvas: Canvas, x: float, y: float, half: float, thick: float, ride: Ride, *, pace: float = 37.0) -> None:
    """A rotor seen from its edge: two blades whose length changes as they whirl, in a haze."""
    if ride.power > 0.2:
        canvas.oval(x, y, half, thick, (210, 218, 228), 0.40)
    turn = math.cos(ride.time * pace * max(ride.power, 0.02))
    canvas.line((x - half * turn, y), (x + half * turn, y), thick * 0.6, INK)


def draw_airplane(canvas: Canvas, species: Species, ride: Ride) -> None:
    """A stout airliner with a swept wing towards us."""
    coat = species.coat
    canvas.fill(points((6, -74), (40, -74), (-26, -128), (-50, -128)), shade(coat, 0.3))
    canvas.fill(
        joined(
            bend((-96, -70), (-132, -126), (-142, -134)),
            points((-110, -134)),
            bend((-110, -134), (-92, -96), (-66, -82)),
        ),
        species.accent,
    )
    body = joined(
        bend((-140, -76), (-90, -92), (-20, -92)),
        bend((60, -92), (124, -92), (144, -60)),
        bend((144, -60), (128, -34), (60, -34)),
        bend((-20, -34), (-80, -36), (-140, -70)),
    )
    canvas.fill(body, coat)
    canvas.fill(
        joined(
            bend((-136, -72), (-60, -54), (143, -58)),
            bend((143, -58), (128, -34), (60, -34)),
            bend((-20, -34), (-80, -36), (-136, -70)),
        ),
        shade(coat, 0.14),
    )
    canvas.stroke(bend((-126, -72), (0, -58), (140, -62)), 6, species.accent)
    canvas.stroke(bend((-60, -84), (20, -88), (90, -84)), 4, WHITE)
    for x in range(-52, 88, 18):
        canvas.fill(rounded(x, -80, 10, 12, 5), shade(PANE, 0.16))
    pane(canvas, joined(bend((104, -82), (122, -80), (132, -70)), points((108, -68))))
    canvas.fill(points((-88, -66), (-66, -66), (-108, -44), (-124, -44)), shade(species.accent, 0.14))
    canvas.fill(points((4, -52), (50, -52), (-34, -4), (-66, -4)), shade(coat, 0.08))
    canvas.fill(points((40, -52), (50, -52), (-34, -4), (-46, -4)), shine(coat, 0.5))
    canvas.fill(rounded(-22, -34, 46, 21, 10), species.accent)
    canvas.oval(22, -24, 4, 9, INK)
    if ride.lift < 14:
        for x in (-30, 92):
            canvas.line((x, -36), (x, -8), 5, STEEL)
            canvas.oval(x, -7, 7.6, 7.6, TYRE)


def draw_helicopter(canvas: Canvas, species: Species, ride: Ride) -> None:
    """A glass nose, a thin tail, two rotors and skids."""
    coat = species.coat
    canvas.fill(points((-30, -78), (-146, -96), (-148, -86), (-30, -46)), coat)
    canvas.fill(points((-30, -60), (-146, -89), (-148, -86), (-30, -46)), shade(coat))
    canvas.fill(points((-132, -94), (-156, -126), (-140, -126), (-116, -92)), species.accent)
    with canvas.moved(-142, -92, degrees=ride.time * 900 * ride.power):
        for turn in (0, 60, 120):
            angle = math.radians(turn)
            canvas.line(
                (-22 * math.cos(angle), -22 * math.sin(angle)), (22 * math.cos(angle), 22 * math.sin(angle)), 4, INK
            )
    for x in (-26, 34):
        canvas.line((x, -34), (x + 4, -8), 5, STEEL)
    canvas.stroke(joined(points((-62, -6), (62, -6)), bend((62, -6), (76, -8), (80, -18))), 6, STEEL)
    canvas.oval(8, -66, 68, 44, coat)
    canvas.fill(arc(8, -66, 68, 44, 12, 156, steps=24), shade(coat))
    canvas.fill(joined(bend((16, -104), (66, -104), (75, -62)), bend((75, -62), (60, -50), (22, -52))), PANE)
    pane(canvas, joined(bend((16, -104), (66, -104), (75, -62)), bend((75, -62), (60, -50), (22, -52))))
    canvas.stroke(points((-50, -58), (20, -46)), 6, species.accent)
    canvas.stroke(arc(0, -68, 52, 34, 205, 50, steps=8), 5, shine(coat))
    canvas.fill(rounded(-16, -120, 40, 14, 6), shade(coat, 0.3))
    canvas.line((2, -118), (2, -136), 7, INK)
    _blur(canvas, 2, -137, 132, 5, ride)


def draw_drone(canvas: Canvas, species: Species, ride: Ride) -> None:
    """Four small rotors round a body with a camera eye."""
    coat = species.coat
    for x in (-74, 74):
        canvas.stroke(bend((x * 0.3, -52), (x * 0.7, -64), (x, -62)), 9, shade(coat, 0.3))
        canvas.fill(rounded(x - 9, -76, 18, 20, 5), INK)
        _blur(canvas, x, -80, 46, 4.4, ride, pace=41.0)
    for x in (-40, 40):
        canvas.line((x * 0.7, -40), (x, -10), 5, STEEL)
        canvas.line((x - 14, -8), (x + 14, -8), 5, STEEL)
    canvas.fill(rounded(-44, -70, 88, 38, 17), coat)
    canvas.fill(rounded(-44, -50, 88, 18, 9), shade(coat))
    canvas.stroke(points((-26, -64), (22, -64)), 5, shine(coat))
    canvas.oval(24, -32, 14, 14, INK)
    canvas.oval(27, -32, 9, 9, (80, 150, 220))
    canvas.oval(24, -35, 3, 3, WHITE)
    canvas.oval(-30, -58, 4, 4, (98, 255, 140) if math.sin(ride.time * 7) > 0 else (40, 120, 70))


def draw_balloon(canvas: Canvas, species: Species, ride: Ride) -> None:
    """Striped silk over a basket, with a burner."""
    coat = species.coat
    for x in (-30, -11, 11, 30):
        canvas.line((x * 1.5, -92), (x * 0.84, -38), 2, shade(_WOOD, 0.4))
    envelope = joined(
        arc(0, -206, 96, 96, 180, 180, steps=30),
        bend((96, -206), (92, -140), (44, -92)),
        bend((-44, -92), (-92, -140), (-96, -206)),
    )
    canvas.fill(envelope, shade(coat, 0.18))
    for half, colour in ((86, coat), (58, species.belly), (30, coat)):
        stripe = joined(
            arc(-4, -206, half, 96, 180, 180, steps=24),
            bend((half - 4, -206), (half * 0.94, -140), (half * 0.44, -92)),
            bend((-half * 0.44, -92), (-half * 0.94, -140), (-half - 4, -206)),
        )
        canvas.fill(stripe, colour)
    canvas.fill(oval(-44, -250, 15, 26, degrees=26), shine(coat, 0.55))
    canvas.fill(rounded(-46, -98, 92, 10, 4), species.accent)
    flame = 0.55 + 0.45 * max(0.0, math.sin(ride.time * 1.7))
    with canvas.moved(0, -62, degrees=180):
        jet(canvas, 0, 0, 16, 30, Ride(time=ride.time, power=flame))
    canvas.fill(rounded(-28, -42, 56, 40, 8), _WOOD)
    canvas.fill(rounded(8, -42, 20, 40, 7), shade(_WOOD))
    for y in (-28, -15):
        canvas.line((-26, y), (26, y), 2.4, shade(_WOOD, 0.36))
    canvas.fill(rounded(-32, -46, 64, 10, 5), shine(_WOOD, 0.2))


def draw_airship(canvas: Canvas, species: Species, ride: Ride) -> None:
    """A long silver cigar with fins and a gondola."""
    coat = species.coat
    for side in (-1, 1):
        canvas.fill(
            points(
                (-96, -102 + side * 20), (-142, -102 + side * 62), (-156, -102 + side * 56), (-136, -102 + side * 10)
            ),
            species.accent if side < 0 else shade(species.accent),
        )
    canvas.oval(0, -102, 152, 56, shade(coat, 0.18))
    canvas.oval(-3, -106, 147, 50, coat)
    for level in (-22, 4):
        canvas.stroke(
            bend((-138, -102 + level * 0.3), (0, -102 + level * 1.9), (138, -102 + level * 0.3)), 2.4, shade(coat, 0.2)
        )
    canvas.stroke(bend((-144, -98), (0, -74), (146, -98)), 9, species.accent)
    canvas.stroke(bend((-80, -140), (-10, -156), (70, -146)), 7, shine(coat, 0.6))
    for x in (-26, 30):
        canvas.line((x, -52), (x, -40), 4, STEEL)
    canvas.fill(
        joined(bend((-52, -44), (-50, -14), (-30, -14)), bend((40, -14), (62, -18), (62, -44))),
        shade(species.accent, 0.2),
    )
    for x in (-36, -12, 12, 36):
        pane(canvas, rounded(x - 8, -38, 16, 13, 4))
    with canvas.moved(-66, -28, degrees=ride.time * 700):
        canvas.fill(oval(0, -12, 3.6, 12), INK)
        canvas.fill(oval(0, 12, 3.6, 12), INK)
    canvas.oval(-60, -28, 7, 6, STEEL)


def _vapour(canvas: Canvas, ride: Ride) -> None:
    """The breath of a rocket that waits."""
    for cloud in range(4):
        share = (ride.time * 0.5 + cloud / 4) % 1.0
        side, grown = -1 if cloud % 2 else 1, 15 * swell(share)
        canvas.oval(side * (20 + 44 * share), -8 - 6 * share, grown, grown * 0.8, (240, 242, 248), 0.9)


def draw_rocket(canvas: Canvas, species: Species, ride: Ride) -> None:
    """Upright on its fins, with a round window."""
    coat, fins = species.coat, species.accent
    jet(canvas, 0, -26, 42, 88, ride)
    if ride.power < 0.1:
        _vapour(canvas, ride)
    if ride.power > 0.6:
        for cloud in range(7):
            share = (ride.time * 1.1 + cloud / 7) % 1.0
            side = (-1) ** cloud
            grown = 26 * swell(share)
            x = side * (8 + 46 * share * (0.5 + (cloud % 3) / 2))
            canvas.oval(x, 40 + 20 * share, grown, grown * 0.8, (238, 238, 244), 0.9)
    canvas.fill(points((-17, -40), (17, -40), (24, -20), (-24, -20)), shade(STEEL, 0.3))
    for side in (-1, 1):
        fin = joined(
            bend((side * 34, -110), (side * 74, -84), (side * 70, -4)),
            bend((side * 70, -4), (side * 56, -32), (side * 26, -38)),
        )
        canvas.fill(fin, fins if side < 0 else shade(fins))
    body = joined(bend((-28, -34), (-62, -140), (0, -236)), bend((0, -236), (62, -140), (28, -34)))
    canvas.fill(body, coat)
    canvas.fill(
        joined(bend((4, -34), (34, -140), (0, -236)), bend((0, -236), (62, -140), (28, -34))), shade(coat, 0.16)
    )
    canvas.fill(
        joined(
            bend((-33, -176), (-22, -210), (0, -236)),
            bend((0, -236), (22, -210), (33, -176)),
            bend((33, -176), (0, -166), (-33, -176)),
        ),
        fins,
    )
    canvas.fill(joined(bend((-41, -68), (0, -56), (41, -68)), bend((36, -50), (0, -38), (-36, -50))), fins)
    canvas.oval(0, -130, 22, 22, shade(STEEL))
    canvas.oval(0, -130, 16, 16, PANE)
    canvas.oval(-5, -136, 6, 5, WHITE)
    canvas.stroke(bend((-34, -92), (-40, -130), (-27, -164)), 5, WHITE)
    canvas.fill(joined(bend((-6, -76), (-9, -30), (0, -10)), bend((0, -10), (9, -30), (6, -76))), shade(fins, 0.12))


def draw_spaceship(canvas: Canvas, species: Species, ride: Ride) -> None:
    """A winged star cruiser that flies to the right."""
    coat, trim = species.coat, species.accent
    with canvas.moved(-118, -62, degrees=90):
        jet(canvas, -14, 0, 24, 62, ride)
        jet(canvas, 14, 0, 24, 62, ride)
    canvas.fill(points((-40, -74), (20, -78), (-78, -132), (-112, -132)), shade(trim, 0.2))
    canvas.fill(joined(bend((-120, -86), (0, -112), (148, -58)), bend((148, -58), (60, -32), (-120, -38))), coat)
    canvas.fill(joined(bend((-120, -62), (20, -54), (148, -58)), bend((148, -58), (60, -32), (-120, -38))), shade(coat))
    for y in (-76, -48):
        canvas.fill(rounded(-132, y - 13, 34, 26, 7), shade(STEEL, 0.3))
        canvas.oval(-131, y, 5, 10, mix(PANE, WHITE, 0.4 * ride.power))
    canvas.fill(joined(bend((10, -88), (40, -118), (86, -78)), bend((86, -78), (50, -70), (10, -80))), PANE)
    canvas.stroke(bend((26, -92), (42, -104), (62, -92)), 4, WHITE)
    canvas.stroke(bend((-106, -70), (0, -74), (130, -59)), 5, trim)
    canvas.fill(points((-48, -50), (28, -50), (-72, -4), (-116, -4)), trim)
    canvas.fill(points((14, -50), (28, -50), (-72, -4), (-86, -4)), shine(trim))
    for x in (-30, -8, 14):
        canvas.oval(x, -62, 4, 4, (255, 236, 150) if math.sin(ride.time * 6 + x) > 0 else shade(coat, 0.3))


def draw_ufo(canvas: Canvas, species: Species, ride: Ride) -> None:
    """A saucer with a glass dome, running lights and a beam."""
    coat = species.coat
    beam = 0.20 + 0.07 * math.sin(ride.time * 3.7)
    canvas.fill(
        points((-38, -58), (38, -58), (80, 20 + ride.lift * 0.8), (-80, 20 + ride.lift * 0.8)), (190, 255, 200), beam
    )
    canvas.fill(
        points((-20, -58), (20, -58), (44, 20 + ride.lift * 0.8), (-44, 20 + ride.lift * 0.8)), (230, 255, 226), beam
    )
    canvas.fill(arc(0, -94, 54, 56, 180, 180, steps=26), PANE)
    canvas.oval(0, -108, 17, 19, (124, 206, 110))
    for x in (-7, 7):
        canvas.fill(oval(x, -110, 4.6, 7, degrees=-x * 3), INK)
    canvas.stroke(arc(0, -94, 42, 44, 200, 50, steps=8), 6, WHITE)
    canvas.oval(0, -78, 132, 34, shade(coat, 0.26))
    canvas.oval(0, -85, 130, 29, coat)
    canvas.stroke(arc(0, -84, 106, 20, 195, 60), 6, shine(coat, 0.6))
    canvas.oval(0, -90, 58, 11, shade(coat, 0.14))
    for lamp in range(9):
        x = -104 + 26 * lamp
        glow = 0.5 + 0.5 * math.sin(ride.time * 7 - lamp * 0.9)
        colour = mix(shade(species.accent, 0.4), (255, 246, 176), glow)
        canvas.oval(x, -66 - 0.0014 * x * x + 4, 8, 7, colour)
    canvas.oval(0, -50, 40, 9, (200, 255, 206))
