"""What hangs in the sky."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import arc, bend, joined, oval, points, rounded
from kinora.engines.previs.drawing.palette import WHITE, Colour, mix
from kinora.engines.previs.props.kind import GOLD, PAPER, RED, WOOD, Glow, Shelf, bright, dim, flame, orb, slab, star

SKY = Shelf()


@SKY.still("cloud_prop", "sky", 210, 108, "#ffffff")
def _cloud(canvas: Canvas, tint: Colour) -> None:
    shade = mix(tint, (128, 156, 204), 0.3)
    for x, y, size in ((-66, -32, 32), (66, -32, 32), (-26, -52, 42), (28, -54, 46)):
        canvas.oval(x, y, size, size * 0.96, shade)
    canvas.fill(rounded(-96, -44, 192, 43, 20), shade)
    for x, y, size in ((-68, -38, 26), (60, -38, 27), (-30, -58, 37), (22, -61, 41)):
        canvas.oval(x, y, size, size * 0.92, tint)
    canvas.fill(rounded(-88, -44, 168, 30, 15), tint)
    canvas.oval(6, -82, 18, 10, bright(tint, 0.7))


@SKY.still("moon_prop", "sky", 126, 126, "#f6ecc4", glow=Glow(x=0, y=-62, radius=150, colour=(196, 200, 190)))
def _moon(canvas: Canvas, tint: Colour) -> None:
    outer, inner = arc(0, -62, 60, 60, 27.2, 256, steps=40), arc(26, -74, 48, 48, 255.2, -200, steps=40)
    canvas.fill(joined(outer, inner), tint)
    canvas.stroke(arc(0, -62, 55, 55, 70, 150, steps=30), 5, bright(tint, 0.5))
    for x, y, size in ((-38, -60, 7), (-24, -30, 5), (-32, -88, 4), (0, -16, 5)):
        canvas.oval(x, y, size, size, dim(tint, 0.14))


@SKY.still("star_prop", "sky", 92, 90, "#ffd75a", glow=Glow(x=0, y=-44, radius=90, colour=(255, 220, 130)))
def _star(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(star(0, -42, 44), dim(tint, 0.2))
    canvas.fill(star(-1, -43, 40), tint)
    canvas.fill(star(-3, -46, 22), bright(tint, 0.5))
    for x in (-8, 8):
        canvas.oval(x, -42, 2.6, 4, (110, 76, 30))
    canvas.stroke(bend((-7, -33), (0, -28), (7, -33)), 2.4, (110, 76, 30))


@SKY.live("sun_prop", "sky", 170, 170, "#ffcf4a", glow=Glow(x=0, y=-84, radius=200, colour=(255, 210, 120)))
def _sun(canvas: Canvas, tint: Colour, time: float) -> None:
    for ray in range(12):
        with canvas.moved(0, -84, degrees=30 * ray + 4 * math.sin(time)):
            length = 78 if ray % 2 == 0 else 68
            canvas.fill(points((-9, -52), (0, -length), (9, -52)), dim(tint, 0.06) if ray % 2 else bright(tint, 0.2))
    canvas.oval(0, -84, 48, 48, mix(tint, (255, 140, 50), 0.4))
    canvas.oval(-2, -86, 45, 45, tint)
    canvas.fill(oval(-18, -104, 11, 8, degrees=-30), bright(tint, 0.6))
    for x in (-15, 15):
        canvas.oval(x, -88, 4, 5.4, (134, 80, 34))
        canvas.oval(x * 1.6, -76, 6, 4, (255, 150, 96))
    canvas.stroke(bend((-13, -74), (0, -62), (13, -74)), 3.6, (134, 80, 34))


@SKY.still("planet", "sky", 196, 126, "#d89a6a")
def _planet(canvas: Canvas, tint: Colour) -> None:
    ring = bright(mix(tint, (216, 190, 240), 0.5), 0.2)
    with canvas.moved(0, -62, degrees=-14):
        canvas.stroke(arc(0, 0, 90, 22, 180, 180, steps=30), 9, dim(ring, 0.2))
        orb(canvas, 0, 0, 52, 52, tint)
        for y, wide, colour in ((-22, 40, bright(tint, 0.2)), (6, 48, dim(tint, 0.14)), (26, 38, bright(tint, 0.16))):
            canvas.stroke(bend((-wide, y), (0, y + 9), (wide, y)), 7, colour)
        canvas.oval(16, 12, 9, 6, dim(tint, 0.3))
        canvas.stroke(arc(0, 0, 90, 22, 0, 180, steps=30), 9, ring)
        canvas.stroke(arc(0, 0, 92, 24, 20, 140, steps=24), 2.4, bright(ring, 0.6))


@SKY.live("ufo_beam", "sky", 190, 250, "#9fb0c8", glow=Glow(x=0, y=-110, radius=120, colour=(150, 255, 190)))
def _ufo_beam(canvas: Canvas, tint: Colour, time: float) -> None:
    pulse = 0.34 + 0.10 * math.sin(time * 4)
    canvas.fill(points((-34, -180), (34, -180), (84, -4), (-84, -4)), (176, 255, 186), pulse)
    canvas.fill(points((-18, -180), (18, -180), (46, -4), (-46, -4)), (226, 255, 220), pulse)
    canvas.fill(joined(arc(0, -208, 36, 38, 180, 180)), (150, 220, 240))
    canvas.stroke(arc(0, -208, 27, 28, 200, 50, steps=8), 4, WHITE)
    canvas.oval(0, -194, 90, 24, dim(tint, 0.24))
    canvas.oval(0, -199, 88, 21, tint)
    canvas.stroke(arc(0, -198, 70, 14, 195, 70), 4, bright(tint, 0.6))
    for lamp in range(7):
        x = -66 + 22 * lamp
        on = (math.floor(time * 5) + lamp) % 3 == 0
        canvas.oval(x, -189 + 6 - abs(x) * 0.11, 5.6, 5, (255, 232, 120) if on else (232, 110, 100))


@SKY.still("rainbow_prop", "sky", 330, 170, "#ec5a58")
def _rainbow(canvas: Canvas, tint: Colour) -> None:
    bands: tuple[Colour, ...] = (tint, (246, 156, 74), (252, 218, 92), (122, 200, 110), (92, 160, 230), (150, 110, 206))
    for band, colour in enumerate(bands):
        canvas.stroke(arc(0, -14, 132 - 13 * band, 148 - 13 * band, 180, 180, steps=40), 14, colour)
    for side in (-1, 1):
        for x, y, size in ((92, -20, 20), (118, -26, 24), (138, -16, 16)):
            canvas.oval(side * x, y, size, size * 0.82, WHITE)


@SKY.live("fireworks_rocket", "air", 60, 176, "#d84a6a", below=34)
def _fireworks_rocket(canvas: Canvas, tint: Colour, time: float) -> None:
    canvas.line((8, -96), (8, 20), 4, WOOD)
    flame(canvas, -4, -44, 22, -64, time)
    for spark in range(8):
        share = (time * 1.4 + spark / 8) % 1.0
        x = -4 + (16 * share + 2) * math.sin(spark * 2.4)
        canvas.fill(star(x, -40 + 62 * share, 4.4 * (1 - share), corners=4, inner=0.3), GOLD if spark % 2 else PAPER)
    slab(canvas, -18, -128, 28, 84, 4, tint)
    for y in (-112, -92, -72):
        canvas.fill(points((-18, y), (10, y - 12), (10, y - 5), (-18, y + 7)), GOLD)
    canvas.fill(points((-24, -126), (-4, -172), (16, -126)), RED if tint[2] > 90 else tint)
    canvas.fill(points((0, -126), (-4, -172), (16, -126)), dim(RED if tint[2] > 90 else tint))
    canvas.fill(points((-18, -64), (-27, -42), (-18, -46)), dim(tint, 0.3))
