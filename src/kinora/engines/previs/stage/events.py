"""What is to be heard of a scene and when: read from the same formulas that draw it. Knows no sounds.

Times are of the shot as shown. Long things (an engine, a fire) are one event at their beginning.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kinora.engines.previs.places.registry import make_setting, place_of
from kinora.engines.previs.rigs.performer import Performer
from kinora.engines.previs.rigs.registry import RIGS
from kinora.engines.previs.rigs.rig import Motion
from kinora.engines.previs.scene import Event, Scene
from kinora.engines.previs.setting import Setting
from kinora.engines.previs.stage.cast import Cast
from kinora.engines.previs.stage.choreography import Spot
from kinora.engines.previs.stage.clock import Clock, clock_at, stage_seconds
from kinora.engines.previs.stage.games import (
    FLIGHT_SECONDS,
    KICK_FLIGHT_SECONDS,
    KICK_SECONDS,
    KICKED_AT,
    PLAY_SECONDS,
    THROW_SECONDS,
    THROWN_AT,
)
from kinora.engines.previs.stage.layers import performers
from kinora.engines.previs.stage.lightning import brightness
from kinora.engines.previs.stage.shot import directed
from kinora.engines.previs.stage.signs import HIT_SECONDS

_RATE = 100
"""Times a second at which the stage is looked at."""
_HOOFED = frozenset({"horse", "unicorn", "cow", "donkey", "zebra", "camel", "giraffe", "deer", "goat", "sheep", "pig"})
_CALLS = {
    "bark": "dog puppy wolf fox seal",
    "meow": "cat kitten",
    "roar": "lion tiger leopard bear polar_bear dragon dinosaur monster gorilla",
    "chirp": "bird duck parrot seagull crow chicken rooster swan pigeon owl mouse squirrel monkey eagle dolphin",
}
_VOICES = {name: kind for kind, names in _CALLS.items() for name in names.split()}
_SILENT = frozenset({"bicycle", "sailboat", "canoe", "hot_air_balloon", "ufo", "boat"})
_ON_FOOT = frozenset({"walk", "run", "chase", "follow", "hunt", "push", "pull", "carry", "crawl", "dance"})
_LANDING = frozenset({"jump", "play", "celebrate", "land", "exercise", "catch"})
_LONG = {"cry": "cry", "pour": "pour", "cook": "fire"}
_HUSHED = frozenset({"underwater", "space"})


@dataclass(frozen=True, slots=True)
class _Beats:
    """A sound that comes again and again in an action. every, first: seconds. synced: from the act's beginning."""

    kind: str
    every: float
    first: float
    strength: float
    synced: bool = True


_REPEATED: dict[str, tuple[_Beats, ...]] = {
    "throw": (
        _Beats("whoosh", THROW_SECONDS, THROWN_AT, 0.6),
        _Beats("hit", THROW_SECONDS, THROWN_AT + FLIGHT_SECONDS, 0.4),
    ),
    "kick": (
        _Beats("hit", KICK_SECONDS, KICKED_AT, 0.9),
        _Beats("hit", KICK_SECONDS, KICKED_AT + KICK_FLIGHT_SECONDS, 0.4),
    ),
    "fight": (_Beats("hit", HIT_SECONDS, 0.085, 0.8),),
    "clap": (_Beats("clap", math.pi / 8.0, 0.0, 0.7, synced=False),),
    "high_five": (_Beats("clap", 2 * math.pi / 3.0, math.pi / 6.0, 0.9),),
    "eat": (_Beats("bite", 1.1, 0.4, 0.5),),
    "drink": (_Beats("bite", 1.8, 0.6, 0.3),),
    "laugh": (_Beats("laugh", 1.9, 0.1, 0.7),),
    "sing": (_Beats("note", 0.5, 0.1, 0.5),),
    "play_music": (_Beats("note", 0.5, 0.1, 0.7),),
    "swim": (_Beats("splash", math.pi / 3.4, 0.2, 0.5, synced=False),),
    "surf": (_Beats("splash", 1.3, 0.3, 0.6, synced=False),),
    "sail": (_Beats("splash", 1.7, 0.5, 0.3, synced=False),),
    "fly": (_Beats("flap", 2 * math.pi / 6.0, 0.0, 0.4, synced=False),),
    "dig": (_Beats("thud", 1.25, 0.6, 0.5),),
    "fish": (_Beats("splash", 2.6, 0.9, 0.3),),
    "shoot": (_Beats("pop", 1.4, 0.5, 0.7),),
    "cast_spell": (_Beats("chirp", 1.6, 0.4, 0.4),),
    "explode": (_Beats("pop", 1.8, 0.5, 1.0),),
    "fall": (_Beats("whoosh", 1.6, 0.3, 0.5),),
    "spin": (_Beats("whoosh", 1.0, 0.3, 0.4),),
    "type": (_Beats("pop", 0.21, 0.1, 0.2),),
    "sweep": (_Beats("whoosh", 0.9, 0.3, 0.25),),
    "give": (_Beats("pop", 60.0, 1.2, 0.3),),
    "kiss": (_Beats("pop", 2.4, 0.9, 0.4),),
}
_PARTNERED = frozenset({"fight", "high_five", "kiss", "give", "throw", "kick", "play"})
"""Of these only the one who leads is heard: both take part in the same sound."""


def events_of(
    scene: Scene, seconds: float, *, seed: int = 0, width: int = 1280, height: int = 720
) -> tuple[Event, ...]:
    """Everything to be heard, in order. seed, width and height: of the shot whose picture it goes with."""
    own = stage_seconds(scene, directed(scene), seconds)
    setting = replace(make_setting(scene, width=width, height=height, seed=seed), seconds=own)
    everybody = performers(setting, place_of(scene))
    cast = Cast(setting, [one for _, one in everybody], places=[k for k, _ in everybody])
    clocks = [clock_at(scene, directed(scene), seconds, step / _RATE) for step in range(math.ceil(seconds * _RATE))]
    events = [*_lines(scene, seconds, cast), *_surroundings(scene, setting, seconds)]
    for k, performer in enumerate(cast.performers):
        spots = [cast.choreography.spot(k, clock.progress) for clock in clocks]
        motions = [cast.motion(k, spot, at.time, at.progress) for spot, at in zip(spots, clocks, strict=True)]
        events += _heard(setting, performer, spots, clocks, motions)
        events += _calls(setting, performer, spots, k)
    return tuple(sorted((e for e in events if 0.0 <= e.seconds < seconds), key=lambda e: (e.seconds, e.kind)))


def _side(setting: Setting, spot: Spot) -> float:
    return min(max((spot.x / setting.width - 0.5) * 1.6, -1.0), 1.0)


def _heard(
    setting: Setting, performer: Performer, spots: list[Spot], clocks: list[Clock], motions: list[Motion]
) -> Iterator[Event]:
    """Feet, wings, blows and motors of one actor."""
    species, rig = performer.species, RIGS[performer.species.rig]
    if species.rig == "vehicle" and species.name not in _SILENT:
        first = next((step for step, spot in enumerate(spots) if spot.seen), 0)
        loud = 0.9 if spots[first].action not in ("idle", "float") else 0.5
        yield Event(first / _RATE, "engine", loud, _side(setting, spots[first]))
    lifts = [rig.lift(species, motion) for motion in motions]
    own = [motion.time for motion in motions]
    for step in range(1, len(spots)):
        spot, former = spots[step], spots[step - 1]
        if not spot.seen:
            continue
        if spot.action != former.action and spot.action in _LONG:
            yield Event(step / _RATE, _LONG[spot.action], 0.6, _side(setting, spot))
        if step + 1 < len(spots) and spots[step + 1].action == former.action == spot.action:
            landed = lifts[step - 1] > lifts[step] <= lifts[step + 1] and max(lifts) - min(lifts) > 0.5
            kind = _ground(performer, spot.action) if landed else None
            if kind is not None and setting.scene.place not in _HUSHED:
                yield Event(step / _RATE, kind[0], kind[1], _side(setting, spot))
        yield from _again(setting, spot, former, (own[step - 1], own[step]), clocks[step], step)


def _ground(performer: Performer, action: str) -> tuple[str, float] | None:
    """What the ground says to a foot that comes down."""
    if performer.species.rig not in ("biped", "quadruped"):
        return None
    if action in _LANDING:
        return "thud", 0.6
    if action not in _ON_FOOT:
        return None
    strength = min(1.0, (0.75 if action in ("run", "chase") else 0.5) * max(0.5, performer.species.size))
    return ("hoof" if performer.species.name in _HOOFED else "step"), strength


def _again(
    setting: Setting, spot: Spot, former: Spot, own: tuple[float, float], clock: Clock, step: int
) -> Iterator[Event]:
    """What comes again and again, when its count has just gone up."""
    beat = spot.beat
    if beat.act in _PARTNERED and not beat.leads and beat.meeting is not None:
        return
    name = beat.act if beat.act in _PARTNERED and beat.action == beat.act else spot.action
    if name == "play" and beat.act == "play":
        rate = PLAY_SECONDS if beat.faces is not None else 1.0 / 1.3
        before = clock.time - setting.scene.pace / _RATE
        if math.floor(clock.time / rate) > math.floor(before / rate):
            yield Event(step / _RATE, "hit", 0.6, _side(setting, spot))
        return
    if spot.beat is not former.beat:
        return
    for sound in _REPEATED.get(name, ()):
        before, now = (former.since, spot.since) if sound.synced else own
        counts = [math.floor((time - sound.first) / sound.every) for time in (before, now)]
        if counts[1] > counts[0] and counts[1] >= 0:
            yield Event(step / _RATE, sound.kind, sound.strength, _side(setting, spot))


def _calls(setting: Setting, performer: Performer, spots: list[Spot], k: int) -> Iterator[Event]:
    """An animal's voice now and then, while it has nothing better to do."""
    kind = _VOICES.get(performer.species.name)
    if kind is None or any(line.speaker is not None for line in setting.scene.lines):
        return
    chance = setting.stream(f"calls {k}")
    at = 0.5 + 1.6 * float(chance.random())
    while at * _RATE < len(spots):
        spot = spots[int(at * _RATE)]
        if spot.seen and spot.action not in ("sleep", "hide", "read"):
            yield Event(at, kind, 0.5 + 0.3 * float(chance.random()), _side(setting, spot))
        at += 2.2 + 2.6 * float(chance.random())


def _lines(scene: Scene, seconds: float, cast: Cast) -> Iterator[Event]:
    """Voices where there are words; turns of talk where there are none."""
    for line in scene.lines:
        side = 0.0
        if line.speaker is not None and line.speaker < len(cast.performers):
            spot = cast.choreography.spot(line.speaker, line.begin)
            side = min(max((spot.x / cast.choreography.width - 0.5) * 1.6, -1.0), 1.0)
        yield Event(line.begin * seconds, "voice", 0.8, side)
    if scene.lines:
        return
    for k, mark in enumerate(cast.marks):
        side = min(max((mark.x / cast.choreography.width - 0.5) * 1.6, -1.0), 1.0)
        for beat in cast.choreography.beats(k):
            if beat.act != "talk" or beat.action != "talk":
                continue
            turns = beat.meeting.turns if beat.meeting is not None else 2.4
            at = beat.begin * seconds + (0.0 if beat.leads else turns)
            step = 2 * turns if beat.meeting is not None else turns
            while at < seconds and cast.choreography.action_at(k, at / seconds) == "talk":
                yield Event(at, "voice", 0.6, side)
                at += step


def _surroundings(scene: Scene, setting: Setting, seconds: float) -> Iterator[Event]:
    """Thunder, fireworks and fires."""
    if "fireworks" in scene.effects:
        chance = setting.stream("bangs")
        at = 0.4
        while at < seconds:
            yield Event(at, "pop", 0.5 + 0.4 * float(chance.random()), float(chance.random() * 1.4 - 0.7))
            at += 0.45 + 0.6 * float(chance.random())
    if any(name in ("campfire", "fireplace", "torch") for name in scene.prop_names) or scene.place == "volcano":
        yield Event(0.0, "fire", 0.6)
    for at in flashes(setting, seconds):
        yield Event(min(at + 0.35, seconds - 1e-3), "thunder", 0.9)


def flashes(setting: Setting, seconds: float) -> tuple[float, ...]:
    """When lightning strikes, in seconds."""
    scene = setting.scene
    if scene.weather != "storm" and "lightning" not in scene.effects:
        return ()
    camera = directed(scene)
    times = [clock_at(scene, camera, seconds, step / _RATE).time for step in range(math.ceil(seconds * _RATE))]
    light = [brightness(time, setting.seed) > 0.6 for time in times]
    struck: list[float] = []
    for step in range(1, len(light)):
        # A strike flashes twice; it thunders once.
        if light[step] and not light[step - 1] and (not struck or step / _RATE - struck[-1] > 0.5):
            struck.append(step / _RATE)
    return tuple(struck)
