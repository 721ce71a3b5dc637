"""A camera over footage: the frame is a window that wanders inside a picture which is a little larger than it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from kinora.engines.previs.camera import ease
from kinora.engines.previs.pictures.framing import Picture, smeared
from kinora.engines.previs.scene import Move


@dataclass(frozen=True, slots=True)
class Crop:
    """A window. zoom: 1 is the whole picture. across, down: -1..1 of the room that the zoom leaves. roll: degrees."""

    zoom: float = 1.0
    across: float = 0.0
    down: float = 0.0
    roll: float = 0.0
    blur: float = 0.0


_ROOM = 1.18  # zoom of a window that wanders

_WAYS: dict[str, tuple[Crop, Crop]] = {
    "pan_left": (Crop(_ROOM, 1, 0), Crop(_ROOM, -1, 0)),
    "pan_right": (Crop(_ROOM, -1, 0), Crop(_ROOM, 1, 0)),
    "truck_left": (Crop(_ROOM, 1, 0), Crop(_ROOM, -1, 0)),
    "truck_right": (Crop(_ROOM, -1, 0), Crop(_ROOM, 1, 0)),
    "tilt_up": (Crop(_ROOM, 0, 1), Crop(_ROOM, 0, -1)),
    "tilt_down": (Crop(_ROOM, 0, -1), Crop(_ROOM, 0, 1)),
    "crane_up": (Crop(_ROOM, 0, 1), Crop(_ROOM, 0, -1)),
    "crane_down": (Crop(_ROOM, 0, -1), Crop(_ROOM, 0, 1)),
    "drone_rise": (Crop(_ROOM, 0, 1), Crop(_ROOM, 0, -1)),
    "zoom_in": (Crop(), Crop(1.30)),
    "zoom_out": (Crop(1.30), Crop()),
    "dolly_zoom": (Crop(), Crop(1.22)),
    "fly_through": (Crop(), Crop(1.45)),
    "drone": (Crop(1.06, 0, 0.6), Crop(1.22, 0, -0.4)),
    "orbit": (Crop(_ROOM, -0.8, 0), Crop(_ROOM, 0.8, 0)),
    "orbit_left": (Crop(_ROOM, 0.8, 0), Crop(_ROOM, -0.8, 0)),
    "orbit_right": (Crop(_ROOM, -0.8, 0), Crop(_ROOM, 0.8, 0)),
    "time_slice": (Crop(_ROOM, -0.8, 0), Crop(_ROOM, 0.8, 0)),
    "roll": (Crop(), Crop(1.06, roll=8)),
    "dutch": (Crop(), Crop(1.04, roll=6)),
    "spiral": (Crop(), Crop(1.35, roll=12)),
    "pov": (Crop(1.04), Crop(1.22)),
}


def crop_at(camera: tuple[Move, ...], progress: float, seconds: float) -> Crop:
    """The window at `progress` 0..1. Moves that footage can't make leave it alone."""
    if any(move.name == "static" for move in camera):
        return Crop()
    whole = Crop()
    for move in camera:
        local = min(1.0, max(0.0, (progress - move.begin) / max(1e-3, move.end - move.begin)))
        whole = _joined(whole, _one(move, local, progress * seconds))
    return whole


def _one(move: Move, local: float, time: float) -> Crop:
    if move.name == "shake":
        return Crop(1.06, 0.5 * math.sin(7.1 * time), 0.5 * math.sin(8.7 * time), 0.4 * math.sin(5.3 * time))
    if move.name == "crash_zoom":
        rush = ease((local - 0.35) / 0.15)
        return Crop(1 + 0.5 * rush, blur=0.4 * math.sin(math.pi * rush))
    if move.name == "whip_pan":
        rush = ease((local - 0.4) / 0.14)
        return Crop(_ROOM, 2 * rush - 1, blur=math.sin(math.pi * rush))
    if move.name not in _WAYS:
        return Crop()
    (start, end), share = _WAYS[move.name], ease(local)
    return Crop(
        start.zoom + (end.zoom - start.zoom) * share,
        start.across + (end.across - start.across) * share,
        start.down + (end.down - start.down) * share,
        start.roll + (end.roll - start.roll) * share,
    )


def _joined(one: Crop, other: Crop) -> Crop:
    return Crop(
        one.zoom * other.zoom,
        min(1.0, max(-1.0, one.across + other.across)),
        min(1.0, max(-1.0, one.down + other.down)),
        one.roll + other.roll,
        max(one.blur, other.blur),
    )


def cropped(picture: Picture, camera: tuple[Move, ...], progress: float, seconds: float) -> Picture:
    """What the window shows, in the picture's own size."""
    crop = crop_at(camera, progress, seconds)
    if crop == Crop():
        return picture
    height, width = picture.shape[:2]
    angle = math.radians(abs(crop.roll))
    turned = math.cos(angle) + max(width / height, height / width) * math.sin(angle)
    zoom = crop.zoom * turned
    room = (0.5 - 0.5 * turned / zoom) if zoom > 1 else 0.0
    centre = (width * (0.5 + crop.across * room), height * (0.5 + crop.down * room))
    matrix = cv2.getRotationMatrix2D(centre, -crop.roll, zoom)
    matrix[:, 2] += np.array([width / 2 - centre[0], height / 2 - centre[1]])
    shown = cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    return smeared(np.asarray(shown, np.uint8), crop.blur)
