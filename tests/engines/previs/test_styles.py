"""The looks: each recognisable by a measurement, each the same at every size, none that boils or forgets a face."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from kinora.engines.previs.scene import Scene, acting
from kinora.engines.previs.stage.shot import TextShot
from kinora.engines.previs.stage.style import STYLES, apply_style
from tests.engines.previs.material import Picture, landscape

DRAWN = [style for style in STYLES if style != "none"]


@pytest.fixture(scope="module")
def scene() -> Picture:
    """A koala in a meadow: soft gradients, a face, small plants."""
    shot = TextShot(Scene(place="meadow", actors=(acting("koala"),)), width=640, height=360, seconds=2, fps=24, seed=5)
    return shot.frame(20)


def styled(picture: Picture, style: str, index: int = 4) -> Picture:
    return apply_style(picture, style, index=index, seed=9)


def chroma(picture: Picture) -> float:
    lab = cv2.cvtColor(picture, cv2.COLOR_BGR2LAB).astype(np.float32)
    return float(np.hypot(lab[..., 1] - 128, lab[..., 2] - 128).mean())


def sharpness(picture: Picture) -> float:
    return float(cv2.Laplacian(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), cv2.CV_32F).std())


@pytest.mark.parametrize("style", DRAWN)
@pytest.mark.parametrize("size", [(64, 64), (320, 180), (180, 320), (434, 186)])
def test_every_style_works_at_every_size(style: str, size: tuple[int, int]) -> None:
    picture = landscape(*size)
    kept = picture.copy()
    made = styled(picture, style)
    assert made.shape == picture.shape
    assert made.dtype == np.uint8
    assert made.flags.c_contiguous
    assert np.array_equal(picture, kept)
    assert float(np.abs(made.astype(int) - picture).mean()) > 2
    assert np.array_equal(made, styled(picture, style))


@pytest.mark.parametrize("style", DRAWN)
def test_no_two_styles_look_alike(scene: Picture, style: str) -> None:
    made = styled(scene, style).astype(np.int32)
    others = [styled(scene, other).astype(np.int32) for other in DRAWN if other != style][::4]
    assert min(float(np.abs(made - other).mean()) for other in others) > 2.0


@pytest.mark.parametrize("style", [style for style in DRAWN if style != "glitch"])
def test_styles_do_not_boil(scene: Picture, style: str) -> None:
    """The same picture again: only grain may differ. A glitch is meant to."""
    one, other = styled(scene, style, 4).astype(int), styled(scene, style, 5).astype(int)
    assert float(np.abs(one - other).mean()) < 2.5


@pytest.mark.parametrize(
    "style", ["watercolor", "sketch", "oil", "pastel", "ink", "comic", "cartoon", "anime", "clay", "paper"]
)
def test_faces_survive(scene: Picture, style: str) -> None:
    """The eyes stay darker than the head around them."""
    grey = cv2.cvtColor(scene, cv2.COLOR_BGR2GRAY)
    made = cv2.cvtColor(styled(scene, style), cv2.COLOR_BGR2GRAY)
    head = grey[60:200, 240:400]
    eyes, fur = head < 60, (head > 120) & (head < 190)
    assert eyes.sum() > 20
    assert float(made[60:200, 240:400][eyes].mean()) < float(made[60:200, 240:400][fur].mean()) - 25


@pytest.mark.parametrize("style", ["noir", "sketch", "ink"])
def test_colourless_styles_have_no_colour(scene: Picture, style: str) -> None:
    assert chroma(styled(scene, style)) < (2.0 if style == "noir" else 9.0)


def test_tones_and_palettes(scene: Picture) -> None:
    blue, green, red = styled(scene, "sepia").reshape(-1, 3).mean(axis=0)
    assert red > green > blue + 20
    blue, green, red = styled(scene, "blueprint").reshape(-1, 3).mean(axis=0)
    assert blue > green + 30 > red + 60
    assert styled(scene, "neon").mean() < scene.mean() * 0.85
    assert chroma(styled(scene, "neon")) > 1.3 * chroma(scene)
    assert styled(scene, "chalk").mean() < scene.mean() * 0.7
    assert chroma(styled(scene, "anime")) > chroma(scene)
    assert styled(scene, "pastel").min(axis=2).mean() > scene.min(axis=2).mean() + 10
    assert sharpness(styled(scene, "dreamy")) < sharpness(scene)


def test_thermal_maps_light_to_heat() -> None:
    ramp = np.repeat(np.repeat(np.linspace(0, 255, 320).astype(np.uint8)[None], 90, axis=0)[..., None], 3, axis=2)
    made = styled(ramp, "thermal").astype(int)
    assert made[45, 4, 0] > made[45, 4, 2]
    assert made[45, 230, 2] > made[45, 230, 0] + 150
    assert made[45, 316].min() > 200


def test_pixels_are_blocks(scene: Picture) -> None:
    made = styled(scene, "pixel")
    block = 3
    rows = made[: 360 // block * block, : 640 // block * block].reshape(360 // block, block, 640 // block, block, 3)
    assert int(np.ptp(rows, axis=(1, 3)).max()) == 0
    assert len(np.unique(made.reshape(-1, 3), axis=0)) < len(np.unique(scene.reshape(-1, 3), axis=0)) / 4


def test_stones_lie_in_mortar_everywhere() -> None:
    made = styled(np.full((360, 640, 3), 200, np.uint8), "mosaic")[..., 1]
    window = np.ones((13, 13), np.uint8)
    assert int(cv2.erode(made, window)[20:-20, 20:-20].max()) < 150
    assert int(cv2.dilate(made, window)[20:-20, 20:-20].min()) > 180


def test_facets_are_flat_and_differ() -> None:
    ramp = np.repeat(np.repeat(np.linspace(40, 220, 640).astype(np.uint8)[None], 360, axis=0)[..., None], 3, axis=2)
    made = styled(ramp, "lowpoly").astype(int)[..., 1]
    steps = np.abs(made[:, 1:] - made[:, :-1])
    assert float((steps == 0).mean()) > 0.9
    assert float((steps > 4).mean()) > 0.02


def test_a_silhouette_is_black_before_light(scene: Picture) -> None:
    light = styled(scene, "silhouette").max(axis=2)
    dark = float((light < 60).mean())
    assert dark > 0.25
    assert float((light > 120).mean()) > 0.2
    assert float(((light >= 60) & (light <= 120)).mean()) < 0.3


def test_a_glitch_tears_now_and_then(scene: Picture) -> None:
    away = [float(np.abs(styled(scene, "glitch", index).astype(int) - scene).mean()) for index in range(0, 60, 3)]
    assert max(away) > min(away) * 1.3


def test_halftone_dots_are_drawn_in_the_shade() -> None:
    grey = np.full((360, 640, 3), 60, np.uint8)
    assert styled(grey, "comic")[100:260, 200:440].std() > 6
    white = np.full((360, 640, 3), 245, np.uint8)
    assert styled(white, "comic")[100:260, 200:440].std() < 3
