"""The bird rig: two thin legs, a neck, a beak, and wings that fold, beat and glide."""

from __future__ import annotations

import math

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import Point, bend, joined, oval, points
from kinora.engines.previs.drawing.palette import WHITE, Colour, mix
from kinora.engines.previs.props.kinds import draw_prop
from kinora.engines.previs.rigs.bat import draw_bat
from kinora.engines.previs.rigs.bird_build import BUILDS, Build, back, beak, crest, tail
from kinora.engines.previs.rigs.bird_pose import BirdPose, bird_pose, glide
from kinora.engines.previs.rigs.instant import INK, eye, instant
from kinora.engines.previs.rigs.rig import Box, Motion
from kinora.engines.previs.rigs.species import Species

_COLLAR: Colour = (74, 150, 128)
_LEAPS = frozenset({"jump", "kick", "catch", "throw", "play", "exercise"})
_CALM = frozenset({"idle", "walk", "eat", "drink", "sleep", "sit", "swim", "talk", "follow", "read", "write"})
_AFLOAT = frozenset({"swim", "sail", "fish"})
_ALOFT = frozenset({"fly", "float", "launch", "fall", "land", "spin", "surf", "ride", "drive"})


class BirdRig:
    """Birds, and the bat that flies among them."""

    def draw(self, canvas: Canvas, species: Species, motion: Motion) -> None:
        pose = self._pose(species, motion)
        if species.body == "bat":
            draw_bat(canvas, species, pose, motion)
            return
        _draw_bird(canvas, species, BUILDS.get(species.body, BUILDS["plump"]), pose, motion)

    def lift(self, species: Species, motion: Motion) -> float:
        return max(0.0, self._pose(species, motion).lift)

    def box(self, species: Species, action: str) -> Box:
        build = BUILDS.get(species.body, BUILDS["plump"])
        tall = build.leg + build.tall + build.up + build.head * 1.5 + 34
        half, rise = 150.0 if build.up < 80 else 184.0, max(190.0, tall + 34)
        if species.tail == "train":
            half, rise = 215.0, max(rise, 270.0)
        if action in _ALOFT or species.body == "bat":
            half, rise = max(half, 60 + build.wing), rise + 150
        elif action in _LEAPS:
            rise += 78
        elif action not in _CALM:
            rise += 36 if build.wing > 90 else 8
        return Box(
            half=half,
            rise=rise,
            below=50.0 if action in _AFLOAT else 30.0,
            body=70.0 if species.body != "bat" else 84.0,
        )

    def _pose(self, species: Species, motion: Motion) -> BirdPose:
        glides = species.has("glides")

        def pose_at(action: str, time: float) -> BirdPose:
            if glides and action in ("fly", "float"):
                return glide(time)
            if species.body == "bat" and action in ("idle", "walk", "run", "follow", "chase"):
                return bird_pose("fly", time)
            return bird_pose(action, time)

        return instant(pose_at, motion)


def _draw_bird(canvas: Canvas, species: Species, build: Build, pose: BirdPose, motion: Motion) -> None:
    leg = build.leg * (1.0 - 0.72 * pose.squat)
    middle = -(leg + build.tall * 0.92) * (1 - pose.afloat) - build.tall * 0.62 * pose.afloat - pose.lift
    if pose.afloat < 0.5:
        _legs(canvas, species, build, pose, middle)
    with canvas.moved(0, middle, degrees=pose.tilt):
        shoulder = (build.wide * 0.30, -build.tall * 0.34)
        if pose.spread > 0.15:
            with canvas.moved(-8, -4):
                _open_wing(canvas, species, build, pose, shoulder, mix(_wing_colour(species), (18, 14, 34), 0.26))
        with canvas.moved(*back(build)):
            tail(canvas, species, build, motion.time, pose.display)
        head = _body(canvas, species, build, pose, middle)
        if pose.spread > 0.15:
            _open_wing(canvas, species, build, pose, shoulder, _wing_colour(species))
        else:
            _folded_wing(canvas, species, build, motion.time)
        _head(canvas, species, build, head, pose, motion)


def _wing_colour(species: Species) -> Colour:
    return species.trim if species.trim is not None else mix(species.coat, species.shade, 0.55)


def _legs(canvas: Canvas, species: Species, build: Build, pose: BirdPose, middle: float) -> None:
    for side, ahead, up in ((-1, pose.left, pose.left_up), (1, pose.right, pose.right_up)):
        colour = mix(species.dark, INK, 0.22) if side < 0 else species.dark
        hip = (side * build.wide * 0.16 - 4, middle + build.tall * 0.72)
        foot = (hip[0] + ahead * 0.42 * build.leg + 5, -3 - up * build.leg * 0.34 - pose.lift)
        trailing = (hip[0] - build.leg * 0.72, hip[1] + build.leg * 0.26)
        foot = (foot[0] + (trailing[0] - foot[0]) * pose.tuck, foot[1] + (trailing[1] - foot[1]) * pose.tuck)
        knee = ((hip[0] + foot[0]) / 2 - build.leg * (0.10 + 0.3 * pose.squat), (hip[1] + foot[1]) / 2 - 2)
        canvas.stroke(points(hip, knee, foot), build.shank, colour)
        if pose.tuck > 0.5:
            canvas.stroke(points(foot, (foot[0] - 10, foot[1] + 3)), build.shank, colour)
        elif species.has("webbed"):
            canvas.fill(
                points((foot[0] - 5, foot[1] + 2), (foot[0] + 2, foot[1] - 5), (foot[0] + 21, foot[1] + 3)), colour
            )
        else:
            for toe in (-9, 9, 17):
                canvas.stroke(points(foot, (foot[0] + toe, foot[1] + 3)), build.shank * 0.8, colour)


def _body(canvas: Canvas, species: Species, build: Build, pose: BirdPose, middle: float) -> Point:
    """Trunk and neck; where the middle of the head is."""
    wide, tall = build.wide, build.tall
    root = (wide * 0.50, -tall * 0.30)
    rest = -tall * 0.30 - build.up
    x = wide * 0.42 + build.ahead + pose.reach
    # However long its neck and legs are, a dip of 86 brings the head to the ground, whose level is -middle.
    lean = math.radians(pose.tilt)
    level = (-middle - build.head * 1.05 - x * math.sin(lean)) / math.cos(lean)
    y = rest + (level - rest) * pose.dip / 86 if pose.dip > 0 else rest + pose.dip
    head = (x, y)
    throat = _COLLAR if species.has("collar") else species.belly if species.has("white_head") else species.coat
    canvas.fill(oval(0, 0, wide, tall, degrees=build.slope), species.coat)
    belly = joined(
        bend((-wide * 0.62, tall * 0.40), (0, tall * 1.16), (wide * 0.78, tall * 0.18)),
        bend((wide * 0.78, tall * 0.18), (wide * 0.2, tall * 0.34), (-wide * 0.62, tall * 0.40)),
    )
    canvas.fill(belly, species.belly)
    low = (root[0] + build.bow + 6, root[1] - build.up * 0.22)
    high = (head[0] - build.bow * 0.9, head[1] + build.up * 0.30)
    line = bend(root, low, high, head, steps=18)
    canvas.stroke(line[:9], build.neck * 1.18, species.coat)
    canvas.stroke(line, build.neck, throat if species.has("white_head") else species.coat)
    if species.has("collar"):
        canvas.stroke(line[6:14], build.neck, throat)
    if species.has("breast"):
        canvas.oval(wide * 0.52, tall * 0.04, wide * 0.36, tall * 0.56, species.belly)
    return head


def _folded_wing(canvas: Canvas, species: Species, build: Build, time: float) -> None:
    wide, tall, colour = build.wide, build.tall, _wing_colour(species)
    end = (-wide * 1.02, tall * (0.06 + 0.02 * math.sin(time * 2)))
    upper = bend((wide * 0.40, -tall * 0.20), (0, -tall * 0.74), (-wide * 0.7, -tall * 0.30), end)
    lower = bend(end, (-wide * 0.5, tall * 0.46), (wide * 0.30, tall * 0.56), (wide * 0.40, -tall * 0.20))
    canvas.fill(joined(upper, lower), mix(colour, INK, 0.16))
    canvas.fill(joined(upper, lower) * 0.9 + points((wide * 0.05, -tall * 0.05)), colour)
    if species.has("tips"):
        canvas.fill(
            joined(
                bend((-wide * 0.56, tall * 0.20), (-wide * 0.8, tall * 0.18), end),
                bend(end, (-wide * 0.8, -tall * 0.1), (-wide * 0.56, tall * 0.20)),
            ),
            INK,
        )
    for x, y in ((-0.12, 0.18), (-0.40, 0.10)):
        canvas.stroke(
            bend((wide * (x + 0.2), tall * (y - 0.1)), (wide * x, tall * (y + 0.1)), (wide * (x - 0.3), tall * y)),
            2.4,
            mix(colour, INK, 0.24),
        )


def _open_wing(canvas: Canvas, species: Species, build: Build, pose: BirdPose, root: Point, colour: Colour) -> None:
    """From shoulder over elbow to the tip, whose feathers lag behind the arm."""
    length = build.wing * (0.5 + 0.62 * pose.spread)
    arm, hand = math.radians(26 + 58 * pose.beat), math.radians(22 + 46 * pose.beat + (26 if pose.beat < 0 else 8))
    elbow = (root[0] - length * 0.06, root[1] - length * 0.48 * math.sin(arm) - 4)
    tip = (
        elbow[0] - length * (0.36 + 0.22 * math.cos(hand)),
        elbow[1] - length * 0.62 * math.sin(hand) - length * 0.05,
    )
    end = (root[0] - build.wide * 0.92, root[1] + build.tall * 0.42)
    lead = bend((root[0] + 14, root[1] + 4), (elbow[0] + 26, elbow[1]), tip, steps=14)
    feathers = [tip]
    for rank in range(1, 5):
        share = rank / 5
        x, y = tip[0] + (end[0] - tip[0]) * share, tip[1] + (end[1] - tip[1]) * share
        feathers += [(x - 9, y + 5), (x + 3, y - 3)]
    wing = joined(
        lead, points(*feathers, end), bend(end, (root[0], root[1] + build.tall * 0.5), (root[0] + 14, root[1] + 4))
    )
    canvas.fill(wing, mix(colour, INK, 0.14))
    inner = (root[0] - build.wide * 0.5, root[1] + build.tall * 0.24)
    canvas.fill(
        joined(
            lead,
            bend(tip, ((tip[0] + inner[0]) / 2 + 6, (tip[1] + inner[1]) / 2), inner),
            points((root[0] + 14, root[1] + 4)),
        ),
        colour,
    )
    if species.has("tips"):
        canvas.fill(points(lead[9], tip, feathers[1], feathers[2]), INK)
    canvas.stroke(lead, 4.0, mix(colour, WHITE, 0.26))


def _head(canvas: Canvas, species: Species, build: Build, head: Point, pose: BirdPose, motion: Motion) -> None:
    size = build.head
    gape = max(pose.beak, motion.talking)
    with canvas.moved(head[0], head[1], degrees=-pose.tilt * 0.6 + pose.dip * 0.24):
        crest(canvas, species, size, motion.time)
        colour = species.belly if species.has("white_head") else mix(species.coat, _COLLAR, 0.3 * species.has("collar"))
        with canvas.moved(size * 0.80, size * 0.12):
            beak(canvas, species, size, gape)
        canvas.oval(0, 0, size, size * 0.96, colour)
        if species.has("mask"):
            canvas.oval(size * 0.36, -size * 0.02, size * 0.52, size * 0.50, species.belly)
        if species.has("cheeks"):
            canvas.oval(size * 0.16, size * 0.42, size * 0.24, size * 0.18, (246, 150, 130))
        look = 0.5 if motion.look is None else motion.look
        eye(canvas, size * 0.34, -size * 0.14, size * 0.30, look=look, closed=motion.blink or pose.closed > 0.5)
        if species.has("stern"):
            canvas.stroke(
                points((size * 0.02, -size * 0.56), (size * 0.66, -size * 0.36)),
                size * 0.15,
                mix(species.dark, INK, 0.55),
            )
        if motion.held:
            with canvas.moved(size * 1.5, size * 0.4, scale=(0.8, 0.8)):
                draw_prop(canvas, motion.held, colour=motion.held_colour, time=motion.time)
        if pose.notes > 0.5:
            _notes(canvas, size, motion.time)


def _notes(canvas: Canvas, size: float, time: float) -> None:
    """Two notes that drift up from the beak and shrink."""
    for note in range(2):
        share = (time * 0.6 + 0.5 * note) % 1.0
        grown = math.sin(share * math.pi) * 0.9
        with canvas.moved(
            size * 1.2 + 26 * share, -8 - 46 * share, degrees=12 * math.sin(time * 4 + note), scale=(grown, grown)
        ):
            canvas.fill(oval(-4, 0, 6, 4.6, degrees=-20), INK)
            canvas.stroke(points((1, -1), (1, -20)), 2.4, INK)
            canvas.stroke(bend((1, -20), (8, -16), (8, -9)), 2.4, INK)
