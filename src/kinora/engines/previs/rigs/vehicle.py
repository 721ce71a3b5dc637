"""The vehicle rig: everything that drives, flies or floats, from bicycle to saucer. Riders are drawn by the stage."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.rigs import vehicle_air as air
from kinora.engines.previs.rigs import vehicle_rail as rail
from kinora.engines.previs.rigs import vehicle_road as road
from kinora.engines.previs.rigs import vehicle_water as water
from kinora.engines.previs.rigs.instant import instant
from kinora.engines.previs.rigs.rig import Box, Motion
from kinora.engines.previs.rigs.species import Species
from kinora.engines.previs.rigs.vehicle_parts import Ride

GOING = frozenset(
    [
        "drive",
        "ride",
        "run",
        "walk",
        "fly",
        "sail",
        "race",
        "surf",
        "swim",
        "follow",
        "chase",
        "launch",
        "carry",
        "push",
        "pull",
        "float",
        "crawl",
        "roll",
        "land",
        "hunt",
        "climb",
        "ski",
        "skate",
        "give",
        "fish",
        "sweep",
        "dig",
    ]
)
"""Actions in which a vehicle is on its way."""
_LANDED = frozenset({"land", "sit", "sleep", "hide", "kneel"})
_LEAPS = frozenset({"jump", "celebrate", "kick", "exercise", "throw", "catch", "explode"})
_LOOPS = frozenset({"air", "rocket"})
_DANCES = frozenset({"dance", "wave", "swing", "laugh", "clap", "play", "fight", "stretch", "transform"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Make:
    """One kind of vehicle. medium: road, air, hover or water. half, tall: its room. altitude: of what flies, in units.

    pace: degrees that the wheels turn in a second. lean: degrees by which it sways on its stand.
    """

    draw: Callable[[Canvas, Species, Ride], None]
    medium: str
    half: float
    tall: float
    altitude: float = 0.0
    pace: float = 420.0
    lean: float = 0.0


_MAKES = {
    "car": _Make(draw=road.draw_car, medium="road", half=136, tall=124),
    "racing_car": _Make(draw=road.draw_racing_car, medium="road", half=150, tall=86, pace=760),
    "truck": _Make(draw=road.draw_truck, medium="road", half=158, tall=144),
    "bus": _Make(draw=road.draw_bus, medium="road", half=162, tall=148),
    "fire_truck": _Make(draw=road.draw_fire_truck, medium="road", half=162, tall=156),
    "ambulance": _Make(draw=road.draw_ambulance, medium="road", half=136, tall=162),
    "motorcycle": _Make(draw=road.draw_motorcycle, medium="road", half=112, tall=120, pace=520, lean=0.6),
    "bicycle": _Make(draw=road.draw_bicycle, medium="road", half=102, tall=124, pace=300, lean=1.3),
    "tractor": _Make(draw=road.draw_tractor, medium="road", half=118, tall=176, pace=180),
    "tank": _Make(draw=road.draw_tank, medium="road", half=166, tall=138, pace=240),
    "train": _Make(draw=rail.draw_train, medium="road", half=306, tall=200, pace=300),
    "tram": _Make(draw=rail.draw_tram, medium="road", half=182, tall=204, pace=340),
    "airplane": _Make(draw=air.draw_airplane, medium="air", half=152, tall=140, altitude=96),
    "helicopter": _Make(draw=air.draw_helicopter, medium="hover", half=172, tall=148, altitude=84),
    "drone": _Make(draw=air.draw_drone, medium="hover", half=126, tall=92, altitude=92),
    "balloon": _Make(draw=air.draw_balloon, medium="hover", half=104, tall=306, altitude=60),
    "airship": _Make(draw=air.draw_airship, medium="hover", half=166, tall=172, altitude=96),
    "rocket": _Make(draw=air.draw_rocket, medium="rocket", half=92, tall=242, altitude=70),
    "spaceship": _Make(draw=air.draw_spaceship, medium="air", half=192, tall=140, altitude=80),
    "ufo": _Make(draw=air.draw_ufo, medium="hover", half=138, tall=156, altitude=86),
    "boat": _Make(draw=water.draw_boat, medium="water", half=134, tall=146),
    "sailboat": _Make(draw=water.draw_sailboat, medium="water", half=132, tall=250),
    "ship": _Make(draw=water.draw_ship, medium="water", half=186, tall=228),
    "submarine": _Make(draw=water.draw_submarine, medium="water", half=168, tall=164),
    "canoe": _Make(draw=water.draw_canoe, medium="water", half=152, tall=104),
}


class VehicleRig:
    """A body, and what its wheels, rotors, flames or sails do just now."""

    def draw(self, canvas: Canvas, species: Species, motion: Motion) -> None:
        make = _MAKES[species.body]
        ride = self._ride(species, motion)
        if make.medium == "water":
            with canvas.moved(0, -ride.lift, scale=(ride.yaw, 1)):
                make.draw(canvas, species, ride)
            return
        middle = make.tall * 0.4
        with canvas.moved(0, -ride.lift - middle, degrees=ride.tilt, scale=(ride.yaw, 1)), canvas.moved(0, middle):
            make.draw(canvas, species, ride)

    def lift(self, species: Species, motion: Motion) -> float:
        return self._ride(species, motion).lift

    def box(self, species: Species, action: str) -> Box:
        make = _MAKES[species.body]
        rise, half, below = make.tall + 26, make.half + 14, 26.0
        if action in GOING and make.medium in ("road", "rocket"):
            half += 44
        if make.altitude:
            rise += make.altitude + 36
            below = 86.0 if make.medium == "rocket" else 34.0
        if action in _LEAPS:
            rise, below = rise + 130, below + 40
        if action in _LEAPS or action in _DANCES or action in ("spin", "fly", "launch", "fall"):
            half, rise, below = max(half + 22, make.tall * 0.62), rise + make.half * 0.34, below + make.half * 0.34
        earthly = make.medium in ("road", "water")
        if (earthly and action in ("fly", "float", "launch")) or (make.medium == "road" and action in ("surf", "swim")):
            rise += 92
        if action == "fall" or (action in ("spin", "roll") and make.medium in _LOOPS):
            reach = math.hypot(make.half, make.tall * 0.7) + 24
            half, rise, below = (
                max(half, reach),
                max(rise, reach + make.tall * 0.4 + make.altitude + 40),
                max(below, reach),
            )
        return Box(half=half, rise=rise, below=below, body=make.half * 0.94)

    def _ride(self, species: Species, motion: Motion) -> Ride:
        make = _MAKES[species.body]
        return instant(lambda action, time: _ride(make, action, time), motion)


def _ride(make: _Make, action: str, time: float) -> Ride:
    """A vehicle in an action at a time in seconds."""
    going = 1.0 if action in GOING or action in _LEAPS else 0.0
    roll = time * make.pace * (going or 0.0)
    ride = Ride(time=time, going=going, roll=roll, power=1.0 if going else 0.4)
    if make.medium == "road":
        bounce = 1.8 * math.sin(time * 13) + 1.0 * math.sin(time * 22.7) if going else 0.5 * math.sin(time * 21)
        ride = _with(ride, bounce=bounce, tilt=make.lean * math.sin(time * (3.1 if going else 1.9)))
        if action in ("fly", "float", "launch", "surf", "swim"):
            ride = _with(ride, lift=70 + 8 * math.sin(time * 1.9), tilt=-7 + 3 * math.sin(time * 1.3))
    elif make.medium == "water":
        heel = 3.4 * math.sin(time * 1.35) + 1.6 * math.sin(time * 2.3 + 1) - 2.6 * going
        ride = _with(ride, bounce=3.4 * math.sin(time * 1.7), tilt=heel, lift=2.0 + 2.0 * math.sin(time * 1.1))
        if action in ("fly", "float", "launch"):
            ride = _with(ride, lift=66 + 8 * math.sin(time * 1.7))
    else:
        ride = _aloft(make, action, ride)
    return _antics(make, action, ride)


def _aloft(make: _Make, action: str, ride: Ride) -> Ride:
    """Flying things stay in the air when nothing is said; a rocket waits on its fins."""
    time = ride.time
    if make.medium == "rocket":
        if action in ("launch", "fly", "float", "drive", "run", "walk", "race", "chase", "follow", "surf", "climb"):
            tilt = 3 * math.sin(time * 3) if action == "launch" else 24 + 5 * math.sin(time * 2.1)
            return _with(ride, lift=make.altitude + 14 * math.sin(time * 1.6), tilt=tilt, power=1.0, bounce=0.0)
        return _with(ride, power=0.0)
    if action in _LANDED:
        return _with(
            ride, power=0.12 if action != "land" else 0.7, lift=0.0 if action != "land" else 12 + 6 * math.sin(time * 2)
        )
    sway = 5.0 if make.medium == "hover" else 3.0
    tilt = sway * math.sin(time * 1.5) + (7.0 if make.medium == "hover" and make.tall < 200 else -4.0) * ride.going
    if make.tall > 200:
        tilt = 2.6 * math.sin(time * 1.1)
    return _with(ride, lift=make.altitude + 9 * math.sin(time * 1.7), tilt=tilt, power=1.0)


def _antics(make: _Make, action: str, ride: Ride) -> Ride:
    """What vehicles do only in stories."""
    time = ride.time
    if action in _LEAPS:
        part = (time * 0.9) % 1.0
        return _with(ride, lift=ride.lift + 92 * 4 * part * (1 - part), tilt=ride.tilt - 20 + 40 * part)
    if action in _DANCES:
        return _with(
            ride,
            lift=ride.lift + 9 * abs(math.sin(time * 6)),
            tilt=ride.tilt + 8 * math.sin(time * 6),
            roll=40 * math.sin(time * 6),
        )
    if action in ("spin", "roll") and make.medium not in _LOOPS:
        side = math.cos(time * 3.4)
        # Edge on, it would be a line.
        return _with(ride, yaw=math.copysign(max(0.16, abs(side)), side), roll=time * make.pace)
    if action == "spin":
        return _with(ride, tilt=ride.tilt + time * 240, lift=ride.lift + 20)
    if action == "fall":
        return _with(ride, tilt=26 + 8 * math.sin(time * 3), lift=ride.lift + 34)
    return ride


def _with(ride: Ride, **changes: float) -> Ride:
    values = {name: getattr(ride, name) for name in Ride.__slots__}
    return Ride(**{**values, **changes})
