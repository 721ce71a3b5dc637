"""Times of sounds: in order, within the clip, and in step with what is drawn."""

from __future__ import annotations

import numpy as np
import pytest

from kinora.engines.previs.rigs.registry import RIGS
from kinora.engines.previs.rigs.rig import Motion
from kinora.engines.previs.rigs.species import all_species
from kinora.engines.previs.scene import Act, Actor, Event, Line, Move, Prop, Scene
from kinora.engines.previs.stage.events import events_of

_KINDS = """
step hoof splash hit thud clap whoosh flap engine voice laugh cry roar bark meow chirp clang pop thunder fire bell note
bite pour
"""
KINDS = frozenset(_KINDS.split())
STILL = (Move("static"),)


def playing(*actors: Actor, **more: object) -> Scene:
    return Scene(actors=actors, camera=STILL, **more)  # type: ignore[arg-type]


def heard(scene: Scene, kind: str, seconds: float = 5.0) -> list[Event]:
    return [event for event in events_of(scene, seconds) if event.kind == kind]


SCENES = [
    playing(Actor("koala", (Act("walk"), Act("clap", begin=0.5)))),
    playing(Actor("dog", (Act("chase", partner=1),)), Actor("cat")),
    playing(Actor("koala", (Act("throw", partner=1),)), Actor("bear")),
    playing(Actor("koala", (Act("fight", partner=1),)), Actor("bear")),
    playing(Actor("person", (Act("talk", partner=1),)), Actor("bear")),
    playing(Actor("bear", (Act("sing"),)), Actor("lion", (Act("jump"),), enters=0.4)),
    Scene(place="forest", weather="storm", effects=("fireworks",), props=(Prop("campfire"),)),
    Scene(camera=(Move("time_slice"),), actors=(Actor("horse", (Act("run"),)),), pace=0.5),
]


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("seconds", [1.5, 6.0])
def test_events_are_in_order_within_the_clip_and_of_known_kinds(scene: Scene, seconds: float) -> None:
    events = events_of(scene, seconds)
    times = [event.seconds for event in events]
    assert times == sorted(times)
    assert all(0.0 <= time < seconds for time in times)
    assert {event.kind for event in events} <= KINDS
    assert all(0.0 < event.strength <= 1.0 and -1.0 <= event.side <= 1.0 for event in events)
    assert events == events_of(scene, seconds)


def test_nothing_happens_in_an_empty_room() -> None:
    assert events_of(Scene(place="room"), 5.0) == ()


def test_feet_are_heard_when_they_come_down() -> None:
    """At each step the body is at its lowest, as it is drawn."""
    steps = heard(playing(Actor("koala", (Act("walk"),))), "step")
    gaps = np.diff([step.seconds for step in steps])
    assert 6 <= len(steps) <= 16
    assert gaps.std() < 0.03
    species = all_species()["koala"]
    lifts = [RIGS["biped"].lift(species, Motion(action="walk", time=time)) for time in np.linspace(0, 5, 1000)]
    lows = sum(1 for a, b, c in zip(lifts, lifts[1:], lifts[2:], strict=False) if a > b <= c)
    assert abs(len(steps) - lows) <= 2  # the feet keep to the way


def test_running_is_quicker_than_walking() -> None:
    walking, running = (heard(playing(Actor("koala", (Act(action),))), "step") for action in ("walk", "run"))
    assert len(running) > 1.3 * len(walking)


def test_horses_have_hooves_and_the_standing_are_silent() -> None:
    assert heard(playing(Actor("horse", (Act("run"),))), "hoof")
    assert not heard(playing(Actor("horse")), "hoof")
    assert not heard(playing(Actor("koala")), "step")


def test_steps_go_along_with_the_walker() -> None:
    steps = heard(playing(Actor("koala", (Act("walk"),))), "step")
    assert steps[0].side < steps[-1].side - 0.2


def test_jumps_end_in_thuds() -> None:
    thuds = heard(playing(Actor("koala", (Act("jump"),))), "thud")
    assert 3 <= len(thuds) <= 8


def test_slow_motion_has_fewer_steps() -> None:
    usual = heard(playing(Actor("koala", (Act("walk"),))), "step")
    slow = heard(playing(Actor("koala", (Act("walk"),)), pace=0.5), "step")
    assert len(slow) < 0.7 * len(usual)


def test_lines_are_voices_at_their_beginning() -> None:
    scene = playing(Actor("koala"), Actor("bear"), lines=(Line("Hi", 0.1, 0.4, 0), Line("Ho", 0.5, 0.9, 1)))
    voices = heard(scene, "voice")
    assert [voice.seconds for voice in voices] == pytest.approx([0.5, 2.5])
    assert voices[0].side < 0 < voices[1].side


def test_talk_without_words_changes_sides() -> None:
    voices = heard(playing(Actor("koala", (Act("talk", partner=1),)), Actor("bear")), "voice")
    assert len(voices) >= 2
    assert voices[0].side < 0 < voices[1].side


def test_a_fight_is_heard_once_for_both() -> None:
    hits = heard(playing(Actor("koala", (Act("fight", partner=1),)), Actor("bear")), "hit")
    gaps = np.diff([hit.seconds for hit in hits])
    assert len(hits) >= 4
    assert gaps.min() > 0.2


@pytest.mark.parametrize(("species", "kind"), [("dog", "bark"), ("cat", "meow"), ("lion", "roar")])
def test_idle_animals_call_now_and_then(species: str, kind: str) -> None:
    assert 1 <= len(heard(playing(Actor(species)), kind, 8.0)) <= 4


def test_storms_thunder() -> None:
    assert heard(Scene(place="meadow", weather="storm"), "thunder", 10.0)
    assert not heard(Scene(place="meadow", weather="rain"), "thunder", 10.0)


def test_who_has_not_come_in_is_not_heard() -> None:
    steps = heard(playing(Actor("koala", enters=0.5)), "step")
    assert steps
    assert steps[0].seconds >= 2.5


def test_motors_run_from_where_the_vehicle_comes_in() -> None:
    running = heard(playing(Actor("car", (Act("drive"),))), "engine")
    coming = heard(playing(Actor("car", (Act("drive"),), enters=0.4)), "engine")
    assert [event.seconds for event in running] == [0.0]
    assert coming[0].seconds == pytest.approx(2.0, abs=0.05)
    assert not heard(playing(Actor("bicycle", (Act("drive"),))), "engine")
