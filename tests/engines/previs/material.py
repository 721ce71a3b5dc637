"""Pictures, plans and finished clips for the engine's tests: synthetic, textured, the same every time."""

from __future__ import annotations

from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from kinora.engines.base import Clip, Inputs
from kinora.engines.previs.engine import PrevisEngine
from kinora.spec.outcome import Progress
from kinora.spec.plan import Plan

WIDTH, HEIGHT = 320, 180
Picture = NDArray[np.uint8]


def plan(
    prompt: str = "a koala walks in a meadow",
    *,
    width: int = WIDTH,
    height: int = HEIGHT,
    seconds: int = 1,
    seed: int = 5,
    sound: bool = False,
    camera_fixed: bool = False,
    watermark: bool = False,
) -> Plan:
    return Plan(
        model="any",
        prompt=prompt,
        width=width,
        height=height,
        seconds=seconds,
        seed=seed,
        sound=sound,
        camera_fixed=camera_fixed,
        watermark=watermark,
    )


def rendered(wanted: Plan, inputs: Inputs, *, processes: int = 0) -> Clip:
    return PrevisEngine(processes=processes).render(wanted, inputs, ignored)


def ignored(progress: Progress) -> None:
    """A report that nobody listens to."""


def landscape(width: int = WIDTH, height: int = HEIGHT, *, seed: int = 1) -> Picture:
    """Texture at several scales, with corners everywhere: what a photo of stones and leaves is to a matcher."""
    chance = np.random.default_rng(seed)
    total = np.zeros((height, width, 3), np.float32)
    for cells, weight in ((6, 60), (24, 50), (64, 20)):
        grid = chance.random((cells, cells * 2, 3), dtype=np.float32) - 0.5
        total += weight * np.asarray(cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)
    return np.asarray(np.clip(128 + total * 1.6, 0, 255), np.uint8)


def subject(width: int = WIDTH, height: int = HEIGHT) -> Picture:
    """A red ball before soft green: what the matte's gate must accept."""
    picture = cv2.GaussianBlur(landscape(width, height, seed=2), (0, 0), 12)
    picture = cv2.addWeighted(picture, 0.3, np.full_like(picture, (70, 120, 40)), 0.7, 0)
    cv2.circle(picture, (width // 2, height // 2), height // 4, (40, 40, 220), -1, cv2.LINE_AA)
    cv2.circle(picture, (width // 2 - height // 12, height // 2 - height // 12), height // 14, (90, 90, 250), -1)
    return np.asarray(picture, np.uint8)


def moved(picture: Picture, share: float) -> Picture:
    """The picture under a camera that pushes in and to the side, `share` of the way."""
    height, width = picture.shape[:2]
    matrix = np.array([[1 + 0.1 * share, 0, -0.06 * width * share], [0, 1 + 0.1 * share, -0.04 * height * share]])
    return np.asarray(
        cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT), np.uint8
    )


def saved(picture: Picture | NDArray[np.uint16], path: Path) -> Path:
    assert cv2.imwrite(str(path), picture)
    return path


def decoded(path: Path) -> list[Picture]:
    """Every frame of a clip as BGR, by the decoder's own conversion."""
    with av.open(str(path)) as container:
        return [np.asarray(frame.to_ndarray(format="bgr24"), np.uint8) for frame in container.decode(video=0)]


def luma(path: Path) -> list[NDArray[np.uint8]]:
    """The Y plane of every frame."""
    with av.open(str(path)) as container:
        return [
            np.asarray(frame.to_ndarray(format="yuv420p")[: frame.height], np.uint8)
            for frame in container.decode(video=0)
        ]


def luma_of(picture: Picture) -> NDArray[np.uint8]:
    """The Y plane that the engine encodes of a BGR picture."""
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2YUV_I420)[: picture.shape[0]], np.uint8)


def psnr(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    error = float(np.mean((one.astype(np.float64) - other.astype(np.float64)) ** 2))
    return 99.0 if error == 0 else 10 * float(np.log10(255**2 / error))


def codes(clip: Clip) -> list[str]:
    return [note.code for note in clip.notes]


def items(clip: Clip, code: str) -> tuple[str, ...]:
    return next(note.items for note in clip.notes if note.code == code)
