"""What was read from a prompt: plain frozen values. Knows nothing of words, pixels or fonts.

A Storyboard is one to four Panels; a Panel shows one Scene without a cut. Times within a Scene are shares 0..1 of it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Act:
    """What an actor does from `begin` (a share 0..1 of the scene) until its next act.

    action: a verb of the lexicon. partner: the place in Scene.actors of whom it is done with or to ("chases the dog").
    prop: the thing that it is done with ("drinks coffee", "kicks a ball"): a key of the props, or "".
    """

    action: str = "idle"
    begin: float = 0.0
    partner: int | None = None
    prop: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """One creature or vehicle on stage. species: a row of the species' tables. acts: in order, the first begins at 0.

    coat: a colour of its own ("#2b2b32"), or "" for its usual one. size: against its usual size.
    holds: a prop that it has with it all the time ("a girl with an umbrella"), or "". holds_colour: "#rrggbb" of it.
    enters: the share of the scene at which it comes in; 0 when it is there from the beginning.
    """

    species: str
    acts: tuple[Act, ...] = (Act(),)
    coat: str = ""
    size: float = 1.0
    holds: str = ""
    enters: float = 0.0
    holds_colour: str = ""

    @property
    def action(self) -> str:
        """What it does first."""
        return self.acts[0].action

    def act_at(self, progress: float) -> Act:
        """The act at a share 0..1 of the scene."""
        return next((act for act in reversed(self.acts) if act.begin <= progress), self.acts[0])

    def does(self, *actions: str) -> bool:
        """Whether any of its acts is one of these."""
        return any(act.action in actions for act in self.acts)


def acting(species: str, action: str = "idle", *, coat: str = "", size: float = 1.0) -> Actor:
    """An actor with one act for the whole scene."""
    return Actor(species, (Act(action),), coat, size)


@dataclass(frozen=True, slots=True)
class Prop:
    """A thing on stage. name: a key of the props. colour: "#rrggbb", or "" for its usual one. count: how many."""

    name: str
    colour: str = ""
    size: float = 1.0
    count: int = 1


@dataclass(frozen=True, slots=True)
class Move:
    """A camera move during a part of the scene. name: one of camera.MOVES. strength: 1 usual, less slow, more fast."""

    name: str
    begin: float = 0.0
    end: float = 1.0
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """Words said or shown as a caption from begin to end. speaker: a place in Scene.actors, or None for a narrator."""

    text: str
    begin: float = 0.0
    end: float = 1.0
    speaker: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything that a shot without a cut draws.

    camera: empty when nothing was asked for: the camera then does what suits the actors.
    framing: "" or wide, medium, close, extreme_close, low_angle, high_angle, over_shoulder.
    effects: what is in the air besides the weather (petals, fireworks, rainbow …).
    mood: "" or happy, calm, tense, sad, epic, spooky, romantic, funny. pace: 0.5 in slow motion, 4 in time lapse.
    """

    place: str = "meadow"
    time: str = "day"
    weather: str = "clear"
    style: str = "none"
    mood: str = ""
    framing: str = ""
    pace: float = 1.0
    camera: tuple[Move, ...] = ()
    actors: tuple[Actor, ...] = ()
    props: tuple[Prop, ...] = ()
    effects: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def prop_names(self) -> tuple[str, ...]:
        return tuple(prop.name for prop in self.props)

    @property
    def is_static(self) -> bool:
        """Whether the camera was told to stay still."""
        return any(move.name == "static" for move in self.camera)

    def has_action(self, *actions: str) -> bool:
        """Whether anybody does one of these."""
        return any(actor.does(*actions) for actor in self.actors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A scene from `begin` to `end`, shares 0..1 of the clip. transition: how it comes in."""

    scene: Scene
    begin: float = 0.0
    end: float = 1.0
    transition: str = "cut"


@dataclass(frozen=True, slots=True, kw_only=True)
class Storyboard:
    """A prompt as read.

    unmatched: content words of the prompt that nothing was drawn for, in prompt order.
    substituted: what was drawn as something near ("zebra as horse"), in prompt order.
    words: how many content words the prompt has, of which `unmatched` had no effect.
    """

    panels: tuple[Panel, ...] = (Panel(scene=Scene()),)
    unmatched: tuple[str, ...] = ()
    substituted: tuple[str, ...] = ()
    words: int = 0

    @property
    def first(self) -> Scene:
        """The scene that the clip begins with."""
        return self.panels[0].scene

    @property
    def scenes(self) -> tuple[Scene, ...]:
        return tuple(panel.scene for panel in self.panels)


@dataclass(frozen=True, slots=True)
class Event:
    """Something to be heard. seconds: from the scene's start. kind: step, hoof, splash, hit, thud, clap, voice, …

    strength: 0..1. side: -1 left, 1 right.
    """

    seconds: float
    kind: str
    strength: float = 1.0
    side: float = 0.0
