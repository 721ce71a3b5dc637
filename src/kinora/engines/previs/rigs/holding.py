"""What is held: which prop goes where in the hands, on the head or under the feet, and what an action needs itself."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.curves import Point
from kinora.engines.previs.props.kinds import PROPS, draw_prop
from kinora.engines.previs.rigs.figure import Figure
from kinora.engines.previs.rigs.implements import IMPLEMENTS, UNDERFOOT
from kinora.engines.previs.rigs.pose import Pose
from kinora.engines.previs.rigs.rig import Motion


@dataclass(frozen=True, slots=True)
class Hands:
    """Where both hands came to lie."""

    near: Point
    far: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Grip:
    """How a prop is held. hands: one, two, hang (under one hand), head, back, feet, over (above the head).

    longest: its longer side when held. turn: degrees. x, y: moved from where it is held. flip: mirrored.
    """

    hands: str = "one"
    longest: float = 62.0
    turn: float = 0.0
    x: float = 0.0
    y: float = 4.0
    flip: bool = False


_ONE, _TWO = Grip(), Grip(hands="two", longest=74.0)
GRIPS: dict[str, Grip] = {
    "book": Grip(hands="two", longest=58, y=15),
    "newspaper": Grip(hands="two", longest=66, y=17),
    "letter": Grip(hands="two", longest=50, y=12),
    "treasure_map": Grip(hands="two", longest=66, y=17),
    "guitar": Grip(hands="two", longest=108, turn=-66, x=44, y=20),
    "violin": Grip(hands="two", longest=70, turn=-76, x=34, y=2),
    "gift": Grip(hands="two", longest=56, y=22),
    "box": Grip(hands="two", longest=58, y=22),
    "pizza": Grip(hands="two", longest=58, y=12),
    "cake": Grip(hands="two", longest=58, y=8),
    "laptop": Grip(hands="two", longest=58, y=12),
    "teddy": Grip(hands="two", longest=58, y=24),
    "doll": Grip(hands="two", longest=58, y=24),
    "trophy": Grip(hands="two", longest=62, y=14),
    "bow_arrow": Grip(longest=80, y=0),
    "shield": Grip(longest=62, y=28),
    "sword": Grip(longest=84, turn=24, y=0),
    "axe": Grip(longest=66, turn=18, y=10),
    "hammer": Grip(longest=56, turn=18, y=10),
    "wand": Grip(longest=58, turn=20, y=0),
    "torch": Grip(longest=76, turn=8, y=8),
    "broom": Grip(longest=140, turn=6, y=0),
    "umbrella": Grip(hands="over", longest=152, x=-13, y=-17),
    "microphone": Grip(longest=46, turn=-28, y=8),
    "trumpet": Grip(longest=76, x=4, y=6),
    "pencil": Grip(longest=44, y=7),
    "paintbrush": Grip(longest=60, turn=187, x=19, y=-17),
    "flag": Grip(longest=132, turn=8, y=22),
    "balloon": Grip(longest=116, y=0),
    "kite": Grip(longest=120, turn=16, y=0),
    "phone": Grip(longest=30, y=8),
    "camera_device": Grip(longest=40, y=12),
    "teapot": Grip(longest=48, x=10, y=16),
    "kettle": Grip(longest=48, x=8, y=18),
    "frying_pan": Grip(longest=76, x=34, y=12, flip=True),
    "apple": Grip(longest=27, y=13),
    "banana": Grip(longest=34, y=12),
    "carrot": Grip(longest=40, y=8),
    "ice_cream": Grip(longest=46, y=8),
    "cup": Grip(longest=30, y=6),
    "coffee": Grip(longest=26, y=8),
    "glass": Grip(longest=28, y=8),
    "bottle": Grip(longest=40, y=14),
    "bone": Grip(longest=40, y=8),
    "egg": Grip(longest=22, y=8),
    "key": Grip(longest=34, y=4),
    "ring": Grip(longest=24, y=6),
    "diamond": Grip(longest=30, y=12),
    "coin": Grip(longest=24, y=10),
    "leaf": Grip(longest=34, y=6),
    "feather": Grip(longest=48, y=4),
    "candle": Grip(longest=46, y=6),
    "fish_food": Grip(longest=40, y=8),
    "snow_ball": Grip(longest=32, y=12),
    "ball": Grip(longest=40, y=16),
    "suitcase": Grip(hands="hang", longest=56),
    "bucket": Grip(hands="hang", longest=42),
    "basket": Grip(hands="hang", longest=48),
    "lantern": Grip(hands="hang", longest=48),
    "yarn": Grip(hands="two", longest=44, y=14),
    "hat": Grip(hands="head", longest=78, y=-17),
    "crown": Grip(hands="head", longest=60, y=-19),
    "backpack": Grip(hands="back", longest=66),
    "surfboard": Grip(hands="feet", longest=176),
    "skateboard": Grip(hands="feet", longest=104),
    "skis": Grip(hands="feet", longest=150),
}
_TOO_LARGE = 170.0
"""Props longer than this stand on the ground beside whoever plays or opens them."""
_OWN = {
    "read": "book",
    "drink": "cup",
    "eat": "apple",
    "paint": "paintbrush",
    "sweep": "broom",
    "cast_spell": "wand",
    "play_music": "guitar",
    "pour": "teapot",
    "sing": "microphone",
    "carry": "box",
    "give": "gift",
    "feed": "carrot",
}
"""What an action is not to be understood without, when nothing else is held."""
EMPTY_HANDED = frozenset({"paint", "look", "sit", "sleep"})
"""Actions whose thing is before the actor or under it, and not in its hands."""
_SAME = frozenset({"bow_arrow", "pencil", "pot", "laptop", "computer", "skis"})
"""Props that an action's own implement already shows."""
_ON_FOOT = frozenset({"walk", "run", "follow", "idle"})
_DECK = 21.0
"""How high who rides a skateboard stands."""
_FREE = frozenset({"swim", "fly", "fall", "roll", "crawl", "sleep", "float", "climb", "spin", "cry", "hide", "clap"})
"""Actions with no hand free for two-handed things."""


def grip_of(name: str) -> Grip | None:
    """How a prop is held; None for no prop, or one that is too large."""
    kind = PROPS.get(name)
    if kind is None or (name not in GRIPS and max(kind.wide, kind.tall) > _TOO_LARGE):
        return None
    return GRIPS.get(name) or (_ONE if kind.where in ("hand", "air") else _TWO)


@dataclass(frozen=True, slots=True)
class Holding:
    """One prop in a motion, and the action's own implements (a rod, a spade, a steering wheel)."""

    prop: str
    action: str
    time: float
    colour: str = ""

    @classmethod
    def of(cls, motion: Motion) -> Holding:
        """What a motion's actor holds; while one act turns into another, what the nearer one needs."""
        action = motion.former if motion.former and motion.share < 0.5 else motion.action
        own = "" if action in IMPLEMENTS else _OWN.get(action, "")
        return cls(motion.held or own, action, motion.time, motion.held_colour if motion.held else "")

    @property
    def grip(self) -> Grip | None:
        return grip_of(self.prop)

    @property
    def between(self) -> bool:
        """Whether it lies between both hands: before the trunk and behind the near hand."""
        grip = self.grip
        return grip is not None and grip.hands == "two" and not (self.action in IMPLEMENTS and self.prop in _SAME)

    def posed(self, pose: Pose) -> Pose:
        """The pose with the hands where the prop needs them."""
        grip = self.grip
        if grip is None or self.action in _FREE:
            return pose
        top = pose.shoulders
        if grip.hands == "over":
            return replace(pose, hand_near=(pose.hand_near[0] * 0.1 + 39.0, top + 8.0))
        if grip.hands == "two" and pose.far_before < 0.5:
            return replace(
                pose, hand_near=(38.0, top + 28.0), hand_far=(2.0, top + 30.0), far_before=1.0, near_over=0.0
            )
        if grip.hands == "one" and (pose.hand_near[1] > top + 34.0 or self.action in _ON_FOOT):
            return replace(pose, hand_near=(40.0 + pose.hand_near[0] * 0.14, top + 29.0))
        if self.prop == "skateboard":
            return replace(pose, lift=pose.lift + _DECK)
        return pose

    def draw_behind(self, canvas: Canvas, figure: Figure) -> None:
        """On the back, or under the feet."""
        grip = self.grip
        if grip is not None and grip.hands == "back":
            x, y = figure.chest
            self._draw(canvas, (x - 22, y + 56), grip, 0.0)
        under = UNDERFOOT.get(self.action)
        if grip is not None and grip.hands == "feet" and self.prop == "skateboard":
            near, far = figure.pose.foot_near, figure.pose.foot_far
            self._draw(canvas, ((near[0] + far[0]) / 2, _DECK), grip, 0.0)
        elif under is not None and not (grip is not None and grip.hands == "feet" and self.action == "surf"):
            under(canvas, figure)

    def draw_on_trunk(self, canvas: Canvas, figure: Figure) -> None:
        """Carried under the arm: what belongs under the feet when nobody stands on it."""
        grip = self.grip
        if grip is None or grip.hands != "feet" or self.prop == "skateboard" or self.action in ("surf", "ski"):
            return
        x, y = figure.chest
        small = replace(grip, longest=132.0)
        self._draw(canvas, (x + 30, y + 62), small, 9.0)

    def draw_on_head(self, canvas: Canvas) -> None:
        grip = self.grip
        if grip is not None and grip.hands == "head":
            self._draw(canvas, (grip.x, grip.y), replace(grip, x=0.0, y=0.0), 0.0)

    def draw(self, canvas: Canvas, figure: Figure, hands: Hands) -> None:
        """In the hands."""
        own = IMPLEMENTS.get(self.action)
        if own is not None and (not self.prop or self.prop in _SAME):
            own(canvas, figure, hands.near, hands.far)
            return
        grip = self.grip
        if grip is None:
            return
        x, y = hands.near
        match grip.hands:
            case "two":
                self._draw(canvas, ((x + hands.far[0]) / 2, (y + hands.far[1]) / 2), grip, 0.0)
            case "one":
                self._draw(canvas, (x, y), grip, figure.pose.grip)
            case "over":
                self._draw(canvas, (x, y), grip, -figure.lean * 0.5)
            case "hang":
                kind = PROPS[self.prop]
                swing = 4.0 * math.sin(self.time * 3.0)
                size = grip.longest / max(kind.wide, kind.tall)
                with canvas.moved(x, y, degrees=swing):
                    self._draw(canvas, (0.0, kind.tall * size - 4.0), replace(grip, x=0.0, y=0.0), 0.0)
            case _:
                return

    def _draw(self, canvas: Canvas, place: Point, grip: Grip, turn: float) -> None:
        kind = PROPS[self.prop]
        size = grip.longest / max(kind.wide, kind.tall + kind.below)
        if kind.name not in GRIPS:
            size = min(size, 1.0)
        with canvas.moved(
            place[0] + grip.x, place[1] + grip.y, degrees=grip.turn + turn, scale=(-size if grip.flip else size, size)
        ):
            draw_prop(canvas, self.prop, colour=self.colour, time=self.time)
