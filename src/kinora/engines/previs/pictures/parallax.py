"""Image to video: one picture in 2.5 D. The picture itself is the first frame, untouched, or the last.

With a clean matte the subject is a layer over a filled plate; without one the picture bends smoothly by its depth.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.previs.drawing.light import lay
from kinora.engines.previs.pictures.depth import Depth, guess_depth
from kinora.engines.previs.pictures.framing import Picture, Plane, smeared, softened
from kinora.engines.previs.pictures.lattice import Lattice
from kinora.engines.previs.pictures.matte import empty_plate, find_matte, opaque_box, sprite
from kinora.engines.previs.pictures.moves import (
    DEPTH_SHIFT,
    DEPTH_ZOOM,
    RAMP_SECONDS,
    Step,
    backwards,
    step_at,
)
from kinora.engines.previs.scene import Move
from kinora.engines.previs.stage.transitions import pulse

_FADE_SECONDS = 0.35  # from the untouched picture to the layers, so that the cut is never seen
_FLATTENED = 0.35  # of the depth is left where there is no matte: more would bend upright things
_BEAT = 0.03  # how much an accent zooms in
_OUT_OF_FOCUS = 0.011  # of the frame's height, the blur's sigma


@dataclass(frozen=True, slots=True)
class Still:
    """One picture taken apart, once a clip. plate and cutout are None without a clean matte."""

    picture: Picture
    depth: Depth
    plate: Picture | None = None
    cutout: NDArray[np.uint8] | None = None


def take_apart(picture: Picture) -> Still:
    """Find the picture's subject and depth. The picture already has the frame's size."""
    matte = find_matte(picture)
    depth = guess_depth(picture, matte)
    if matte is None:
        return Still(picture, depth)
    return Still(picture, depth, empty_plate(picture, matte), sprite(picture, matte, erode=False))


class ParallaxShot:
    """A still that moves.

    reverse: the picture is the last frame instead of the first; the move runs backwards, so that `camera` still says
    what is seen. water: ripples where the picture is not sky. alive: the subject breathes and sways. mirrored: see
    `step_at`. accents: seconds at which the picture beats, as music does.
    """

    def __init__(
        self,
        still: Still,
        camera: tuple[Move, ...],
        *,
        frames: int,
        fps: int,
        reverse: bool = False,
        water: bool = False,
        alive: bool = False,
        mirrored: bool = False,
        accents: tuple[float, ...] = (),
    ) -> None:
        height, width = still.picture.shape[:2]
        self._still = still
        self._camera = backwards(camera) if reverse else camera
        self._size = (width, height)
        self._frames, self._fps = frames, fps
        self._reverse, self._water, self._alive, self._mirrored = reverse, water, alive, mirrored
        self._accents = accents
        self._lattice = Lattice(width, height)
        self._near = self._lattice.sample(still.depth.near)
        self._behind = self._lattice.sample(still.depth.background)
        self._sky = self._lattice.sample(still.depth.sky)
        self._subject: tuple[NDArray[np.uint8], int, int] | None = None
        if still.cutout is not None:
            left, top, right, bottom = opaque_box(still.cutout)
            self._subject = np.ascontiguousarray(still.cutout[top:bottom, left:right]), left, top

    def frame(self, index: int) -> Picture:
        """Frame `index`, BGR uint8."""
        count = self._frames - 1 - index if self._reverse else index
        if count == 0:
            return self._still.picture.copy()
        time = count / self._fps
        step = self._step(count, index)
        if self._still.plate is None or self._subject is None:
            picture = self._bent(self._still.picture, self._near * np.float32(_FLATTENED), step, time)
            return smeared(softened(picture, abs(step.focus) * 0.6 * _OUT_OF_FOCUS), step.blur)
        layered = self._bent(self._still.plate, self._behind, step, time)
        layered = softened(layered, max(0.0, step.focus) * _OUT_OF_FOCUS)
        self._lay(layered, self._subject, step, time)
        if time < _FADE_SECONDS:
            whole = self._bent(self._still.picture, self._near, step, time)
            share = time / _FADE_SECONDS
            layered = np.asarray(cv2.addWeighted(layered, share, whole, 1 - share, 0), np.uint8)
        return smeared(layered, step.blur)

    def _step(self, count: int, index: int) -> Step:
        width, height = self._size
        progress, seconds = count / (self._frames - 1), self._frames / self._fps
        step = step_at(self._camera, progress, seconds, mirrored=self._mirrored)
        beat = 1 + _BEAT * pulse(index / self._fps, self._accents)
        step = replace(step, zoom=step.zoom * beat)
        return step.widened(self._still.depth.subject, width / height)

    def _bent(self, picture: Picture, near: Plane, step: Step, time: float) -> Picture:
        width, height = self._size
        subject = self._still.depth.subject
        zoom = 1 + (step.zoom - 1) * (1 + DEPTH_ZOOM * near)
        if step.dolly:
            zoom = zoom + step.dolly * np.maximum(0, subject - near)
        share = 0.55 + DEPTH_SHIFT * near
        swing = step.swing * DEPTH_SHIFT * (near - subject)
        x, y = self._lattice.x - width / 2, self._lattice.y - height / 2
        if step.roll:
            cosine, sine = math.cos(math.radians(step.roll)), math.sin(math.radians(step.roll))
            x, y = x * cosine + y * sine, y * cosine - x * sine
        x = x / zoom + width * (0.5 + step.pan * share + swing)
        y = y / zoom + height * (0.5 + step.tilt * share)
        return self._lattice.warp(
            picture, np.asarray(x + self._drift(near, time), np.float32), np.asarray(y, np.float32)
        )

    def _drift(self, near: Plane, time: float) -> Plane:
        """What moves by itself: clouds, and water when the prompt speaks of the sea. Grows from nothing."""
        width, height = self._size
        held = min(1.0, time / RAMP_SECONDS)
        drift = self._sky * np.float32(-0.0015 * width * time * held)
        if self._water:
            wave = np.sin(self._lattice.y * (50 / height) + 3 * time + self._lattice.x * (9 / height))
            depth = np.clip(near + 0.25, 0, 1) * (1 - self._sky)
            drift = drift + depth * wave * np.float32(0.0024 * height * held)
        return np.asarray(drift, np.float32)

    def _lay(self, below: Picture, subject: tuple[NDArray[np.uint8], int, int], step: Step, time: float) -> None:
        """Draw the subject over the plate, in place."""
        pixels, left, top = subject
        matrix = self._placed(step, time, left + pixels.shape[1] / 2, top + pixels.shape[0])
        matrix[:, 2] += matrix[:, :2] @ np.array([left, top], np.float64)
        tall, wide = pixels.shape[:2]
        corners = matrix[:, :2] @ np.array([[0, wide, 0, wide], [0, 0, tall, tall]], np.float64) + matrix[:, 2:]
        low = np.maximum(np.floor(corners.min(axis=1)) - 1, 0).astype(int)
        high = np.minimum(np.ceil(corners.max(axis=1)) + 1, [below.shape[1], below.shape[0]]).astype(int)
        if (high <= low).any():
            return
        matrix[:, 2] -= low
        moved = cv2.warpAffine(pixels, matrix, (int(high[0] - low[0]), int(high[1] - low[1])), flags=cv2.INTER_LINEAR)
        blur = max(0.0, -step.focus) * _OUT_OF_FOCUS
        lay(below, softened(np.asarray(moved, np.uint8), blur), int(low[0]), int(low[1]))

    def _placed(self, step: Step, time: float, foot_x: float, foot_y: float) -> NDArray[np.float64]:
        """The affine matrix (2, 3) from the picture to the frame for the subject, whose foot is given."""
        width, height = self._size
        near = self._still.depth.subject
        zoom = 1 + (step.zoom - 1) * (1 + DEPTH_ZOOM * near)
        pan, tilt = step.shift(near, near)
        angle = math.radians(step.roll)
        turn = zoom * np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
        looked_at = np.array([width * (0.5 + pan), height * (0.5 + tilt)])
        matrix = np.zeros((2, 3))
        matrix[:, :2] = turn
        matrix[:, 2] = np.array([width / 2, height / 2]) - turn @ looked_at
        held = min(1.0, time / RAMP_SECONDS)
        breath = 0.006 * math.sin(2.2 * time) * held if self._alive else 0.0
        lean = 0.006 * math.sin(1.1 * time) * held if self._alive else 0.0
        own = np.array([[1.0, -lean], [0.0, 1.0 + breath]])  # leaning and breathing, about the foot
        foot = np.array([foot_x, foot_y])
        matrix[:, 2] += matrix[:, :2] @ (foot - own @ foot)
        matrix[:, :2] = matrix[:, :2] @ own
        return matrix
