"""Birds, fishes, small animals and vehicles: all there, all moving, inside their room, in the colour asked for."""

from __future__ import annotations

import math
from itertools import pairwise

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.rigs.registry import RIGS
from kinora.engines.previs.rigs.rig import Motion
from kinora.engines.previs.rigs.seats import SEATS, seat
from kinora.engines.previs.rigs.species import all_species

Pixels = NDArray[np.uint8]
BIRDS = [
    "duck",
    "bird",
    "eagle",
    "parrot",
    "swan",
    "flamingo",
    "chicken",
    "rooster",
    "seagull",
    "crow",
    "peacock",
    "ostrich",
    "pigeon",
    "bat",
]
SEA = ["fish", "shark", "whale", "dolphin", "octopus", "jellyfish", "seal", "crab", "seahorse"]
SMALL = ["butterfly", "bee", "dragonfly", "ladybug", "spider", "snail", "snake", "ant"]
ON_WHEELS = [
    "car",
    "taxi",
    "truck",
    "bus",
    "police_car",
    "fire_truck",
    "ambulance",
    "racing_car",
    "motorcycle",
    "bicycle",
    "train",
    "tram",
    "tractor",
    "tank",
]
AFLOAT = ["boat", "sailboat", "ship", "submarine", "canoe"]
IN_THE_AIR = ["airplane", "helicopter", "drone", "hot_air_balloon", "airship", "spaceship", "ufo"]
VEHICLES = [*ON_WHEELS, *AFLOAT, *IN_THE_AIR, "rocket"]
FLEET = {"bird": BIRDS, "fish": SEA, "insect": SMALL, "vehicle": VEHICLES}
EVERYBODY = [name for names in FLEET.values() for name in names]
TRAVEL = {"bird": "walk", "fish": "swim", "insect": "crawl", "vehicle": "drive"}
ACTIONS = ["idle", "walk", "run", "fly", "swim", "jump", "dance", "eat", "sleep", "sing", "wave", "spin"]


def drawn(name: str, action: str, time: float, *, scale: float = 0.4, coat: str = "", **more: float) -> Pixels:
    """One instant in the room that its rig says it takes, BGRA."""
    species = all_species()[name].dressed(coat, 1.0)
    rig = RIGS[species.rig]
    box = rig.box(species, action)
    wide, tall = math.ceil(2 * box.half * scale), math.ceil((box.rise + box.below) * scale)
    canvas = Canvas(wide, tall, scale=scale, origin=(wide / 2, box.rise * scale))
    rig.draw(canvas, species, Motion(action=action, time=time, **more))  # type: ignore[arg-type]
    return canvas.finished()


def moved(one: Pixels, other: Pixels) -> float:
    """The share of pixels that differ clearly."""
    return float((cv2.absdiff(one, other).max(axis=2) > 24).mean())


@pytest.mark.parametrize("rig", FLEET)
def test_every_species_has_a_row_of_its_rig(rig: str) -> None:
    assert {name for name, species in all_species().items() if species.rig == rig} == set(FLEET[rig])


@pytest.mark.parametrize("name", EVERYBODY)
def test_it_moves_at_rest_and_on_its_way(name: str) -> None:
    for action in ("idle", TRAVEL[all_species()[name].rig]):
        frames = [drawn(name, action, time) for time in (0.50, 0.63, 0.81, 1.07)]
        assert max(moved(one, other) for one, other in pairwise(frames)) > 0.0008, action


@pytest.mark.parametrize("name", EVERYBODY)
def test_it_stays_in_its_room(name: str) -> None:
    for action in ACTIONS:
        for time in (0.2, 0.75, 1.6):
            alpha = drawn(name, action, time, scale=0.25)[:, :, 3]
            border = np.concatenate([alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1]])
            assert (border > 60).sum() == 0, (action, time)
            assert (alpha > 0).mean() > 0.02


@pytest.mark.parametrize("name", [name for name in EVERYBODY if name not in ("ufo", "bat")])
def test_a_coat_shows(name: str) -> None:
    def bluish(coat: str) -> float:
        tile = drawn(name, "idle", 0.5, coat=coat).astype(int)
        return float(((tile[:, :, 0] > tile[:, :, 2] + 60) & (tile[:, :, 3] > 200)).sum() / (tile[:, :, 3] > 200).sum())

    # Of a train or a tram only the engine and the skirt are painted.
    assert bluish("#2040e0") > bluish("#e03020") + 0.08


@pytest.mark.parametrize("name", ON_WHEELS)
def test_wheels_turn_on_the_way_and_stand_still_at_rest(name: str) -> None:
    def low(action: str, time: float) -> Pixels:
        tile = drawn(name, action, time, scale=0.6)
        box = RIGS["vehicle"].box(all_species()[name], action)
        foot = round(box.rise * 0.6)
        return tile[foot - 14 : foot, tile.shape[1] // 5 : -tile.shape[1] // 5]

    turning = max(moved(low("drive", 0.5), low("drive", time)) for time in (0.53, 0.58, 0.65))
    resting = max(moved(low("idle", 0.5), low("idle", time)) for time in (0.53, 0.58, 0.65))
    assert turning > 0.004
    assert turning > resting * 1.5


@pytest.mark.parametrize("name", ["eagle", "bird", "seagull", "pigeon", "bee", *IN_THE_AIR])
def test_flyers_are_off_the_ground(name: str) -> None:
    species = all_species()[name]
    action = "fly" if species.rig == "bird" else "idle"
    assert min(RIGS[species.rig].lift(species, Motion(action=action, time=time)) for time in (0.1, 0.6, 1.3)) > 25


def test_landed_it_stands() -> None:
    for name in IN_THE_AIR:
        assert RIGS["vehicle"].lift(all_species()[name], Motion(action="sit", time=1.0)) == 0.0
    assert RIGS["vehicle"].lift(all_species()["rocket"], Motion(action="idle", time=1.0)) == 0.0


def test_a_rocket_burns_when_it_starts() -> None:
    def fire(action: str) -> int:
        tile = drawn("rocket", action, 0.7).astype(int)
        return int(((tile[:, :, 2] > 220) & (tile[:, :, 1] > 140) & (tile[:, :, 0] < 120)).sum())

    assert fire("launch") > fire("idle") + 40


def test_wings_beat_above_and_below_the_body() -> None:
    tops = [np.nonzero(drawn("pigeon", "fly", 0.1 * step)[:, :, 3].max(axis=1))[0].min() for step in range(9)]
    assert max(tops) - min(tops) > 14


def test_a_beak_opens_to_speak() -> None:
    for name in ("duck", "parrot", "shark", "octopus", "snail"):
        assert moved(drawn(name, "idle", 0.5), drawn(name, "idle", 0.5, talking=1.0)) > 0.0008, name


def test_eyes_blink() -> None:
    for name in ("owl", *BIRDS[:3], *SEA[:3], *SMALL[:3]):
        if all_species().get(name) and all_species()[name].rig in FLEET:
            assert moved(drawn(name, "idle", 0.5), drawn(name, "idle", 0.5, blink=True)) > 0.0003, name


@pytest.mark.parametrize(
    ("name", "former", "action"), [("eagle", "idle", "fly"), ("fish", "idle", "jump"), ("helicopter", "sit", "idle")]
)
def test_it_eases_from_one_action_into_the_next(name: str, former: str, action: str) -> None:
    species = all_species()[name]
    rig = RIGS[species.rig]
    lifts = [
        rig.lift(species, Motion(action=action, time=1.0, former=former, share=share)) for share in (0.0, 0.3, 0.6, 1.0)
    ]
    assert lifts == sorted(lifts)
    assert lifts[0] == rig.lift(species, Motion(action=former, time=1.0))
    assert lifts[-1] > lifts[0] + 10


def test_what_it_holds_is_drawn() -> None:
    for name in ("crow", "dolphin", "ant"):
        assert moved(drawn(name, "idle", 0.5), drawn(name, "idle", 0.5, held="gift")) > 0.01  # type: ignore[arg-type]


def test_police_lights_flash() -> None:
    tiles = [drawn("police_car", "idle", time) for time in (0.1, 0.45)]
    assert moved(*tiles) > 0.002


def test_seats_are_over_their_carriers() -> None:
    species = all_species()
    for name in (*SEATS, "horse", "elephant", "camel", "dog"):
        if name in species:
            x, y = seat(species[name])
            box = RIGS[species[name].rig].box(species[name], "idle")
            assert abs(x) < box.half
            assert 0 < -y < box.rise
