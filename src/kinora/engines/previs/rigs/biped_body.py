"""Creatures on two legs: gear, tail, arms, legs, trunk and head in one pose, back to front."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import Point, bend, joined, oval, rounded
from kinora.engines.previs.drawing.palette import WHITE, Colour, mix
from kinora.engines.previs.rigs.figure import Figure
from kinora.engines.previs.rigs.gear import draw_gear
from kinora.engines.previs.rigs.hair import falling_hair
from kinora.engines.previs.rigs.head import Face, draw_head
from kinora.engines.previs.rigs.holding import Hands, Holding
from kinora.engines.previs.rigs.limb import limb
from kinora.engines.previs.rigs.odd_bodies import ODD_BODIES, mermaid_tail
from kinora.engines.previs.rigs.outfit_details import draw_details
from kinora.engines.previs.rigs.outfits import Outfit, outfit_of, tone
from kinora.engines.previs.rigs.pose import Pose
from kinora.engines.previs.rigs.species import Species
from kinora.engines.previs.rigs.tails import tail


def draw_biped(canvas: Canvas, species: Species, pose: Pose, time: float, *, blink: bool, holding: Holding) -> None:
    """A creature between its feet at the origin, looking to the right, about 150 tall."""
    figure = Figure(species, holding.posed(pose), time)
    wide = figure.pose.turn / figure.pose.squash
    with (
        canvas.moved(0, -pose.lift - pose.pivot, degrees=pose.roll),
        canvas.moved(0, pose.pivot, scale=(wide, pose.squash * figure.build.tall)),
    ):
        odd = ODD_BODIES.get(species.body)
        if odd is not None:
            odd(canvas, figure, _face(figure, blink))
            with figure.in_head(canvas):
                holding.draw_on_head(canvas)
            holding.draw(canvas, figure, Hands(figure.pose.hand_near, figure.pose.hand_far))
        else:
            _body(canvas, figure, holding, blink)


def _body(canvas: Canvas, figure: Figure, holding: Holding, blink: bool) -> None:
    species, pose, outfit = figure.species, figure.pose, outfit_of(figure.species)
    holding.draw_behind(canvas, figure)
    tail(canvas, species, (-12, figure.hips + 6), figure.time)
    draw_gear(canvas, figure)
    with figure.in_head(canvas):
        falling_hair(canvas, species, figure.time)
    far_first = pose.far_before < 0.5 and pose.far_over < 0.5
    far_hand = near_hand = (0.0, 0.0)
    if far_first:
        far_hand = _arm(canvas, figure, outfit, side=-1.0)
    _lower_body(canvas, figure, outfit)
    _trunk(canvas, figure, outfit)
    holding.draw_on_trunk(canvas, figure)
    if not far_first and pose.far_over < 0.5:
        far_hand = _arm(canvas, figure, outfit, side=-1.0)
    if figure.build.neck:
        canvas.stroke(bend(figure.chest, (figure.chest[0] + 2, figure.chest[1] - 16), figure.head), 26, species.coat)
    near_first = pose.near_over < 0.5
    if near_first and not holding.between:
        near_hand = _arm(canvas, figure, outfit, side=1.0)
    with figure.in_head(canvas):
        draw_head(canvas, species, _face(figure, blink))
        holding.draw_on_head(canvas)
    if pose.far_over >= 0.5:
        far_hand = _arm(canvas, figure, outfit, side=-1.0)
    if holding.between:
        holding.draw(canvas, figure, Hands(figure.pose.hand_near, far_hand))
        _arm(canvas, figure, outfit, side=1.0)
        return
    if not near_first:
        near_hand = _arm(canvas, figure, outfit, side=1.0)
    holding.draw(canvas, figure, Hands(near_hand, far_hand))


def _face(figure: Figure, blink: bool) -> Face:
    pose = figure.pose
    return Face(
        time=figure.time,
        look=pose.look,
        mouth=pose.mouth,
        closed=1.0 if blink else pose.closed,
        smile=pose.smile,
        brow=pose.brow,
        tears=pose.tears,
    )


def _arm(canvas: Canvas, figure: Figure, outfit: Outfit, *, side: float) -> Point:
    """side: 1 near, -1 far. Where the hand came to lie."""
    species, build, pose = figure.species, figure.build, figure.pose
    dark = 0.0 if side > 0 else 0.2
    wing = species.muzzle == "beak"
    if species.is_clothed:
        sleeve, hand = tone(species, outfit.sleeves), _glove(species)
    else:
        sleeve = species.dark if species.has("eyes") else species.coat
        hand = sleeve if wing else species.paw
    shoulder, hand_at = figure.shoulder(side), pose.hand_near if side > 0 else pose.hand_far
    # An elbow hangs under a level arm and points outwards from a raised or a lowered one.
    outward = min(1.0, max(-1.0, 1.0 - (hand_at[1] - shoulder[1]) / 20.0))
    return limb(
        canvas,
        shoulder,
        hand_at,
        bone=26.0 * build.arm,
        side=side * outward,
        width=(19.0 if wing else 15.0) * build.limbs,
        colour=figure.far(hand if species.is_clothed and outfit.short < 1.0 else sleeve, dark),
        paw=figure.far(hand, dark),
        sleeve=(figure.far(sleeve, dark), outfit.short) if species.is_clothed and outfit.short < 1.0 else None,
    )


def _glove(species: Species) -> Colour:
    match species.outfit:
        case "armour" | "bones":
            return mix(species.coat, (30, 30, 44), 0.25) if species.outfit == "armour" else species.coat
        case "hero" | "turnout" | "santa":
            return species.accent if species.outfit != "santa" else (60, 70, 64)
        case "clown":
            return WHITE
        case _:
            return species.belly


def _lower_body(canvas: Canvas, figure: Figure, outfit: Outfit) -> None:
    """Legs, and the skirt or robe over them."""
    if figure.species.body == "tail":
        mermaid_tail(canvas, figure)
        return
    _leg(canvas, figure, outfit, side=-1.0)
    _leg(canvas, figure, outfit, side=1.0)
    if outfit.hem > 0.0:
        _skirt(canvas, figure, outfit)


def _leg(canvas: Canvas, figure: Figure, outfit: Outfit, *, side: float) -> None:
    species, build, pose = figure.species, figure.build, figure.pose
    dark = 0.0 if side > 0 else 0.2
    bird = species.muzzle == "beak"
    sleeve: tuple[Colour, float] | None = None
    if species.is_clothed:
        shoe, colour = tone(species, outfit.shoes), tone(species, outfit.legs)
        if outfit.shorts < 1.0:
            sleeve, colour = (figure.far(colour, dark), outfit.shorts), species.belly
    else:
        shoe = species.paw
        colour = shoe if bird else species.dark if species.has("eyes") else species.coat
    limb(
        canvas,
        figure.hip(side),
        pose.foot_near if side > 0 else pose.foot_far,
        bone=24.0,
        side=-1.0 + 2.0 * pose.apart if side > 0 else -1.0,
        width=(10.0 if bird else 19.0) * build.limbs,
        colour=figure.far(colour, dark),
        paw=figure.far(shoe, dark),
        foot=True,
        sleeve=sleeve,
    )


def _skirt(canvas: Canvas, figure: Figure, outfit: Outfit) -> None:
    """Hangs from the waist over both knees, and swings."""
    pose, species = figure.pose, figure.species
    waist = 22.0 * figure.build.broad
    feet = sorted((pose.foot_near, pose.foot_far))
    share = outfit.hem
    left = -waist + (min(feet[0][0], -12.0) + 6.0 + waist) * share - outfit.flare * 0.7
    right = waist + (max(feet[1][0], 12.0) - 2.0 - waist) * share + outfit.flare * 0.7
    top = figure.hips - 4.0
    low = top + (max(feet[0][1], feet[1][1]) - top) * share - 1.0
    sway = 2.4 * math.sin(figure.time * 3.0)
    colour = tone(species, outfit.skirt)
    outline = joined(
        bend((-waist, top), (-waist - outfit.flare * 0.4, top + (low - top) * 0.5), (left + sway, low)),
        bend((left + sway, low), ((left + right) / 2 + sway, low + 7), (right + sway, low)),
        bend((right + sway, low), (waist + outfit.flare * 0.4, top + (low - top) * 0.5), (waist, top)),
    )
    canvas.fill(outline, colour)
    shade = figure.far(colour, 0.16)
    for fold in (-0.5, 0.0, 0.5):
        foot = (left + right) / 2 + fold * (right - left) * 0.6 + sway
        canvas.stroke(
            bend((waist * fold, top + 10), ((waist * fold + foot) / 2, (top + low) / 2), (foot, low)), 1.8, shade
        )


def _trunk(canvas: Canvas, figure: Figure, outfit: Outfit) -> None:
    species = figure.species
    with figure.in_trunk(canvas):
        if species.muzzle == "screen":
            _box_trunk(canvas, species)
            return
        outline = joined(
            bend((-20, 11), (-36, -14), (-27, -42), (0, -48)),
            bend((0, -48), (27, -42), (36, -14), (20, 11)),
            bend((20, 11), (0, 21), (-20, 11)),
        )
        if outfit.top != "none":
            canvas.fill(outline, tone(species, outfit.top) if species.is_clothed else species.coat)
        if species.is_clothed:
            draw_details(canvas, species, outfit.details)
        else:
            _fur(canvas, species)


def _fur(canvas: Canvas, species: Species) -> None:
    """An animal's front."""
    if species.muzzle == "visor":
        canvas.fill(rounded(-12, -30, 30, 20, 4), mix(species.dark, WHITE, 0.15))
        for step, colour in enumerate(((230, 80, 70), (90, 200, 120), (80, 150, 240))):
            canvas.oval(-5 + step * 8, -23, 2.6, 2.6, colour)
        canvas.stroke(bend((-26, 2), (0, 9), (26, 2)), 3, species.shade)
        return
    canvas.fill(oval(3, -13, 18, 26), species.dark if species.has("brows") else species.belly)
    if species.has("eyes"):
        canvas.stroke(bend((-20, -32), (0, -24), (20, -32)), 13, species.dark)
    if species.has("pouch"):
        canvas.fill(
            joined(
                bend((-15, -8), (2, 2), (19, -8)),
                bend((19, -8), (22, 14), (2, 15)),
                bend((2, 15), (-18, 14), (-15, -8)),
            ),
            mix(species.belly, species.coat, 0.4),
        )
        canvas.stroke(bend((-15, -8), (2, 2), (19, -8)), 2.4, species.shade)
    if species.has("spots"):
        for x, y, radius in ((-24, -18, 5), (25, -22, 4.4), (-22, 2, 4.4), (24, 0, 4.8), (-15, -36, 4), (17, -37, 4)):
            canvas.oval(x, y, radius, radius, species.dark)
    if species.has("stripes"):
        for y in (-30, -18, -6):
            for side in (-1, 1):
                canvas.stroke(bend((side * 31, y), (side * 25, y + 3), (side * 19, y + 1)), 4.4, species.dark)
    if species.has("scales"):
        for y in (-28, -18, -8, 2):
            canvas.stroke(bend((-12, y), (3, y + 5), (18, y)), 2, mix(species.belly, species.coat, 0.45))


def _box_trunk(canvas: Canvas, species: Species) -> None:
    canvas.fill(rounded(-28, -46, 56, 58, 13), species.coat)
    canvas.fill(rounded(-16, -31, 32, 24, 6), species.dark)
    canvas.oval(0, -19, 8, 8, species.belly)
    canvas.oval(2, -22, 2.5, 2.5, WHITE)
    for side in (-1, 1):
        canvas.oval(side * 21, 5, 2.4, 2.4, species.shade)
