"""Reference pictures: what each becomes by the words beside it, where it stands, what is told of it."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from kinora.engines.base import InputImage, Inputs
from kinora.engines.previs.pictures.figures import Figure, figure
from kinora.engines.previs.pictures.gestures import gesture, way
from kinora.engines.previs.pictures.matte import find_matte, sprite
from kinora.engines.previs.pictures.reference import Guests, ReferenceShot
from kinora.engines.previs.pictures.roles import mentions
from kinora.engines.previs.scene import Act, Scene
from tests.engines.previs.material import (
    HEIGHT,
    WIDTH,
    Picture,
    codes,
    decoded,
    items,
    landscape,
    plan,
    rendered,
    saved,
    subject,
)


@pytest.mark.parametrize(
    ("prompt", "roles"),
    [
        ("@Image1 walks, @Image2 as background", {1: None, 2: "place"}),
        ("@Image1 dances in @Image2", {1: None, 2: "place"}),
        ("in the style of @Image2 a cat plays", {2: "style"}),
        ("the background is @Image1", {1: "place"}),
        ("use the palette of @Image3", {3: "style"}),
        ("@Image2's colours, @Image1 as the main character", {1: "actor", 2: "style"}),
        ("@Image2 as the scene, @Image1 and @Image3 jump", {1: None, 2: "place", 3: None}),
        ("@Image1 walks through a room", {1: None}),
        ("以@图片2为背景，@图片1跳舞", {1: None, 2: "place"}),
        ("mit @Image2 als Hintergrund tanzt @Image1", {1: None, 2: "place"}),
        ("no picture here, only a background", {}),
    ],
)
def test_words_beside_a_picture_say_what_it_shall_be(prompt: str, roles: dict[int, str | None]) -> None:
    assert {number: mention.role for number, mention in mentions(prompt).items()} == roles


def test_words_behind_a_picture_say_what_it_does() -> None:
    told = mentions("the koala from @Image1 surfs. @Image2 and @Image3 jump")
    assert [act.action for act in told[1].acts] == ["surf"]
    assert told[1].named == "koala"
    assert told[2].acts == told[3].acts
    assert told[3].acts[0].action == "jump"


def test_nine_references_are_all_shown_and_told(tmp_path: Path) -> None:
    """Balls of nine colours in a row of two: every colour must be found in the picture."""
    hues = [(hue * 20, 255, 235) for hue in range(9)]
    images = tuple(InputImage(saved(ball(hue), tmp_path / f"{hue[0]}.png")) for hue in hues)
    clip = rendered(
        plan("@Image1 in the snow", width=480, height=270), Inputs(output=tmp_path / "c.mp4", images=images)
    )
    shown = cv2.cvtColor(decoded(clip.path)[0], cv2.COLOR_BGR2HSV)
    vivid = (shown[..., 1] > 150) & (shown[..., 2] > 120)
    for hue, *_ in hues:
        near = np.minimum((shown[..., 0].astype(int) - hue) % 180, (hue - shown[..., 0].astype(int)) % 180) < 7
        assert (near & vivid).sum() > 60, hue
    assert len(items(clip, "references")) == 9
    assert "reference" not in codes(clip)


def test_a_tenth_reference_is_told_as_unused(tmp_path: Path) -> None:
    image = InputImage(saved(subject(), tmp_path / "red.png"))
    wanted = plan("@Image1", width=128, height=72)
    clip = rendered(wanted, Inputs(output=tmp_path / "c.mp4", images=(image,) * 10))
    assert items(clip, "reference") == ("@Image10",)


def test_a_subject_that_cannot_be_cut_out_is_a_card(tmp_path: Path) -> None:
    red = InputImage(saved(subject(), tmp_path / "red.png"), "high")
    busy = InputImage(saved(landscape(), tmp_path / "busy.png"), "low")
    clip = rendered(plan("@Image1 in the desert"), Inputs(output=tmp_path / "c.mp4", images=(red, busy)))
    plain = rendered(plan("@Image1 in the desert"), Inputs(output=tmp_path / "plain.mp4"))
    assert redness(decoded(clip.path)[12]) > redness(decoded(plain.path)[12]) + 0.01
    assert items(clip, "matte") == ("@Image2",)
    assert items(clip, "references") == ("@Image1: an actor, cut out", "@Image2: a framed card")


def test_a_place_fills_the_frame_behind_everybody(tmp_path: Path) -> None:
    place = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    place[:, : WIDTH // 2], place[:, WIDTH // 2 :] = (180, 40, 160), (40, 180, 160)
    images = (InputImage(saved(subject(), tmp_path / "a.png")), InputImage(saved(place, tmp_path / "b.png")))
    wanted = plan("@Image1 stands, @Image2 as background")
    clip = rendered(wanted, Inputs(output=tmp_path / "c.mp4", images=images))
    shown = decoded(clip.path)[0].astype(int)
    left, right = shown[20:60, 20:50].mean(axis=(0, 1)), shown[20:60, -50:-20].mean(axis=(0, 1))
    assert left[0] > left[1] + 60
    assert right[1] > right[0] + 60
    assert redness(decoded(clip.path)[12]) > 0.02
    assert items(clip, "references")[1] == "@Image2: the place"


@pytest.mark.parametrize(("low", "high"), [("low", "high")])
def test_strength_is_size_and_amount(tmp_path: Path, low: str, high: str) -> None:
    assert figure(subject(), "high").height > figure(subject(), "mid").height > figure(subject(), "low").height
    warm = np.full((90, 160, 3), (20, 60, 220), np.uint8)
    warm[::2] = (60, 120, 240)
    path = saved(warm, tmp_path / "warm.png")
    shades = []
    for strength in (None, "low", "high"):
        images = (InputImage(path, strength),) if strength else ()
        wanted = plan("a meadow in the style of @Image1" if strength else "a meadow")
        clip = rendered(wanted, Inputs(output=tmp_path / f"{strength}.mp4", images=images))
        blue, _, red = decoded(clip.path)[12].reshape(-1, 3).mean(axis=0)
        shades.append(red - blue)
    assert shades[0] + 8 < shades[1] < shades[2] - 8


def test_words_that_name_the_picture_take_the_drawn_actor_away(tmp_path: Path) -> None:
    image = InputImage(saved(subject(), tmp_path / "red.png"))
    one = rendered(plan("the koala from @Image1 walks in a meadow"), Inputs(output=tmp_path / "a.mp4", images=(image,)))
    other = rendered(plan("@Image1 walks in a meadow"), Inputs(output=tmp_path / "b.mp4", images=(image,)))
    difference = np.abs(decoded(one.path)[12].astype(int) - decoded(other.path)[12].astype(int))
    assert difference.mean() < 1.0


def test_actions_move_the_figure() -> None:
    spots = {
        action: [centre(shot_of(action).frame(index)) for index in (2, 24, 46)] for action in ("walk", "run", "idle")
    }
    walked, ran, stood = (spots[action][2][0] - spots[action][0][0] for action in ("walk", "run", "idle"))
    assert ran > walked + 5 > 15
    assert abs(stood) < 6
    heights = [centre(shot_of("jump").frame(index))[1] for index in range(0, 48, 3)]
    assert max(heights) - min(heights) > HEIGHT * 0.06
    assert min(centre(shot_of("fly").frame(index))[1] for index in (10, 20)) < centre(shot_of("idle").frame(10))[1] - 15


def test_words_that_a_picture_obeys_are_not_told_as_unmatched(tmp_path: Path) -> None:
    image = InputImage(saved(subject(), tmp_path / "red.png"))
    wanted = plan("@Image1 walks and frobnicates, @Image2 as background", width=128, height=72)
    clip = rendered(wanted, Inputs(output=tmp_path / "c.mp4", images=(image, image)))
    assert items(clip, "unmatched") == ("frobnicates",)


def test_nobody_leaves_the_frame_or_jumps() -> None:
    for action in ("run", "fly", "surf", "dance"):
        for progress in np.linspace(0, 1, 9):
            assert abs(way((Act(action),), float(progress))) <= 0.5
        shot = shot_of(action)
        middles = [centre(shot.frame(index)) for index in range(0, 48, 8)]
        assert all(WIDTH * 0.05 < x < WIDTH * 0.95 for x, _ in middles)
    acts = (Act("walk"), Act("idle", 0.5))
    steps = [way(acts, k / 100) for k in range(101)]
    assert max(abs(b - a) for a, b in pairwise(steps)) < 0.02
    assert gesture(Act("an unknown action"), 1.0) == gesture(Act("idle"), 1.0)


def test_a_cut_out_has_no_outline_of_its_old_background() -> None:
    picture = np.full((180, 320, 3), (10, 250, 10), np.uint8)
    picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), 1), np.uint8)
    cv2.circle(picture, (160, 90), 50, (40, 40, 220), -1, cv2.LINE_AA)
    cv2.circle(picture, (150, 80), 12, (90, 90, 250), -1)
    matte = find_matte(picture)
    assert matte is not None
    pixels = sprite(picture, matte).astype(int)
    seen = pixels[..., 3] > 20
    assert (pixels[..., 1][seen] <= pixels[..., 2][seen]).mean() > 0.995


def ball(hue: tuple[int, int, int]) -> Picture:
    colour = cv2.cvtColor(np.full((1, 1, 3), hue, np.uint8), cv2.COLOR_HSV2BGR)[0, 0]
    picture = np.full((180, 180, 3), 235, np.uint8)
    cv2.circle(picture, (90, 90), 60, [int(value) for value in colour], -1, cv2.LINE_AA)
    cv2.circle(picture, (72, 72), 8, (20, 20, 20), -1, cv2.LINE_AA)
    return picture


@lru_cache(maxsize=1)
def cut_out() -> Figure:
    return figure(subject(), "low")


def shot_of(action: str) -> ReferenceShot:
    cut = cut_out()
    guests = Guests((Figure(cut.pixels, cut.height, cut.cut, (Act(action),)),))
    return ReferenceShot(Scene(place="meadow"), guests, width=WIDTH, height=HEIGHT, seconds=2, fps=24, seed=3)


def centre(picture: Picture) -> tuple[float, float]:
    blue, green, red = (picture[..., channel].astype(np.int32) for channel in range(3))
    rows, columns = np.nonzero((red > green + 80) & (red > blue + 80))
    return float(columns.mean()), float(rows.mean())


def redness(picture: Picture) -> float:
    blue, green, red = (picture[..., channel].astype(np.int32) for channel in range(3))
    return float(np.mean((red > green + 90) & (red > blue + 90)))
