"""Musical instruments."""

from __future__ import annotations

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import arc, bend, box, joined, oval, points, rounded
from kinora.engines.previs.drawing.palette import Colour, mix
from kinora.engines.previs.props.kind import GOLD, INK, PAPER, STEEL, WOOD, Shelf, bright, dim, post, slab

INSTRUMENTS = Shelf()


@INSTRUMENTS.still("piano", "ground", 236, 176, "#3a3440")
def _piano(canvas: Canvas, tint: Colour) -> None:
    canvas.line((56, -82), (84, -128), 4, dim(tint, 0.2))
    lid = joined(
        points((-96, -92)), bend((-96, -92), (-60, -172), (10, -160)), bend((10, -160), (84, -150), (112, -100))
    )
    canvas.fill(lid, tint)
    canvas.fill(
        joined(
            points((-84, -94)), bend((-84, -94), (-54, -160), (10, -150)), bend((10, -150), (76, -142), (100, -102))
        ),
        mix(tint, WOOD, 0.6),
    )
    for x in (-86, 84, 8):
        canvas.fill(points((x - 8, -60), (x + 8, -60), (x + 4, -4), (x - 4, -4)), dim(tint, 0.1))
        canvas.oval(x, -4, 5, 4, GOLD)
    canvas.fill(
        joined(
            points((-108, -96)),
            bend((-108, -96), (40, -96), (114, -100)),
            bend((114, -100), (116, -64), (90, -56)),
            points((-108, -56)),
        ),
        tint,
    )
    canvas.stroke(points((-96, -90), (98, -92)), 3, bright(tint, 0.3))
    slab(canvas, -112, -72, 96, 12, 3, dim(tint, 0.2))
    canvas.fill(box(-108, -76, 88, 9), PAPER)
    for key in range(11):
        canvas.line((-104 + 8 * key, -76), (-104 + 8 * key, -68), 1, dim(PAPER, 0.4))
        if key % 7 not in (2, 6):
            canvas.fill(box(-102 + 8 * key, -77, 4, 5), INK)
    canvas.fill(points((-92, -78), (-48, -78), (-44, -108), (-88, -108)), PAPER)
    for y in (-100, -92, -85):
        canvas.line((-84, y), (-52, y), 1.6, STEEL)


def _waisted(canvas: Canvas, colour: Colour, upper: float, lower: float) -> None:
    """A body with a waist that stands on the origin."""
    canvas.oval(0, -lower, lower, lower, colour)
    canvas.oval(0, -lower * 2.2, upper, upper, colour)
    canvas.fill(
        points(
            (-upper * 0.86, -lower * 2.1),
            (upper * 0.86, -lower * 2.1),
            (lower * 0.8, -lower * 1.3),
            (-lower * 0.8, -lower * 1.3),
        ),
        colour,
    )


@INSTRUMENTS.still("guitar", "hand", 56, 136, "#d08a44")
def _guitar(canvas: Canvas, tint: Colour) -> None:
    _waisted(canvas, dim(tint, 0.34), 19, 26)
    with canvas.moved(-1.5, -2):
        _waisted(canvas, tint, 16.4, 23.4)
    canvas.fill(oval(-13, -34, 4, 9, degrees=20), bright(tint))
    post(canvas, 0, -116, -44, 8, dim(WOOD))
    canvas.oval(0, -46, 9, 9, dim(tint, 0.6))
    canvas.fill(rounded(-10, -22, 20, 6, 2), dim(WOOD))
    canvas.fill(points((-6, -114), (6, -114), (8, -135), (-8, -135)), dim(WOOD, 0.4))
    for x in (-2, 0.4, 2.8):
        canvas.line((x, -116), (x, -18), 0.8, bright(STEEL, 0.5))
    for x in (-9, 9):
        for y in (-130, -121):
            canvas.oval(x, y, 2.4, 2.4, GOLD)


@INSTRUMENTS.still("violin", "hand", 62, 98, "#b4602c")
def _violin(canvas: Canvas, tint: Colour) -> None:
    _waisted(canvas, dim(tint, 0.36), 14, 18)
    with canvas.moved(-1.2, -1.6):
        _waisted(canvas, tint, 12, 16)
    canvas.fill(oval(-9, -24, 2.6, 6, degrees=20), bright(tint, 0.5))
    canvas.fill(points((-2.4, -36), (-3, -88), (3, -88), (2.4, -36)), INK)
    canvas.fill(points((-2, -6), (-3.4, -16), (3.4, -16), (2, -6)), INK)
    for side in (-1, 1):
        canvas.stroke(bend((side * 6, -17), (side * 9, -22), (side * 6, -27)), 1.8, INK)
    canvas.stroke(bend((0, -88), (5, -98), (-3, -95)), 4, dim(tint, 0.3))
    canvas.stroke(points((22, -2), (28, -84)), 3, WOOD)
    canvas.stroke(points((25, -4), (30, -82)), 1.2, PAPER)


@INSTRUMENTS.still("drum", "ground", 108, 106, "#d8483e")
def _drum(canvas: Canvas, tint: Colour) -> None:
    canvas.fill(joined(points((-46, -66), (-46, -10)), arc(0, -10, 46, 10, 180, -180), points((46, -66))), tint)
    canvas.fill(joined(points((20, -60), (20, -1)), arc(0, -10, 46, 10, 64, -64), points((46, -66))), dim(tint))
    for x in range(-40, 41, 20):
        canvas.stroke(points((x - 10, -56), (x, -8), (x + 10, -56)), 2, GOLD)
    canvas.stroke(arc(0, -10, 45, 9, 0, 180), 6, GOLD)
    canvas.oval(0, -66, 48, 12, GOLD)
    canvas.oval(0, -67, 43, 9.6, PAPER)
    for start, end in (((-6, -72), (-34, -100)), ((14, -71), (42, -98))):
        canvas.line(start, end, 4, WOOD)
        canvas.oval(start[0], start[1], 4.4, 4.4, bright(WOOD, 0.5))


@INSTRUMENTS.still("trumpet", "hand", 120, 44, "#eebc46")
def _trumpet(canvas: Canvas, tint: Colour) -> None:
    canvas.stroke(rounded(-22, -30, 48, 20, 10), 5, dim(tint, 0.16))
    canvas.line((-50, -30), (26, -30), 5.4, tint)
    bell = joined(bend((20, -33), (44, -33), (54, -43)), bend((54, -17), (44, -27), (20, -27)))
    canvas.fill(bell, tint)
    canvas.fill(joined(points((20, -30), (54, -30)), bend((54, -17), (44, -27), (20, -27))), dim(tint))
    canvas.oval(54, -30, 3, 13, dim(tint, 0.4))
    for x in (-10, 0, 10):
        canvas.fill(rounded(x - 3, -36, 6, 22, 2), bright(tint, 0.2))
        canvas.line((x, -36), (x, -40), 2, STEEL)
        canvas.oval(x, -41, 3, 1.8, PAPER)
    canvas.fill(points((-56, -35), (-48, -32), (-48, -28), (-56, -25)), tint)
    canvas.line((-44, -32), (18, -32), 1.6, bright(tint, 0.6))
