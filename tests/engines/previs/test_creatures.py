"""People and animals: every one in every action, told apart, coloured, speaking, holding, moving without jumps."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.light import lit
from kinora.engines.previs.drawing.palette import PALETTES
from kinora.engines.previs.props.kinds import PROPS
from kinora.engines.previs.rigs.actions import ACTIONS
from kinora.engines.previs.rigs.biped_pose import POSES
from kinora.engines.previs.rigs.build import BUILDS
from kinora.engines.previs.rigs.gaits import GAITS
from kinora.engines.previs.rigs.gear import GEAR
from kinora.engines.previs.rigs.hair import HAIRS
from kinora.engines.previs.rigs.hats import HATS
from kinora.engines.previs.rigs.head_ears import EARS
from kinora.engines.previs.rigs.head_marks import MARKS
from kinora.engines.previs.rigs.head_muzzles import MUZZLES
from kinora.engines.previs.rigs.odd_bodies import ODD_BODIES
from kinora.engines.previs.rigs.outfits import OUTFITS
from kinora.engines.previs.rigs.performer import Performer
from kinora.engines.previs.rigs.registry import RIGS
from kinora.engines.previs.rigs.rig import Motion
from kinora.engines.previs.rigs.species import all_species
from kinora.engines.previs.rigs.stance import STANCES
from kinora.engines.previs.rigs.tails import TAILS
from kinora.engines.previs.rigs.tracing import Tracing
from kinora.engines.previs.scene import acting

Pixels = NDArray[np.uint8]
SCALE = 0.4
CREATURES = [name for name, species in all_species().items() if species.rig in ("biped", "quadruped")]
_PEOPLE = """
person man woman boy girl baby old_man old_woman king queen knight samurai ninja wizard witch pirate
chef police firefighter doctor farmer soldier businessman superhero cowboy clown santa dancer
footballer detective teacher scientist worker astronaut robot alien zombie vampire mermaid skeleton
snowman ghost monster angel fairy
"""
PEOPLE = tuple(_PEOPLE.split())
_ANIMALS = """
koala bear panda monkey gorilla rabbit kangaroo mouse squirrel hedgehog sloth penguin owl dragon
frog dinosaur polar_bear red_panda otter cat dog fox lion tiger wolf pig cow horse unicorn elephant
sheep goat deer giraffe zebra camel rhino hippo donkey leopard raccoon turtle crocodile lizard puppy
kitten
"""
ANIMALS = tuple(_ANIMALS.split())
BODY_MARKS = {"bold", "folds", "fawn", "scales", "hooves"}


def drawn(name: str, motion: Motion, *, coat: str = "", width: int = 150, height: int = 150) -> Pixels:
    """The creature alone on a transparent tile, its feet low in the middle."""
    species = all_species()[name].dressed(coat, 1.0)
    canvas = Canvas(width, height, scale=SCALE, origin=(width / 2, height - 24.0))
    RIGS[species.rig].draw(canvas, species, motion)
    return canvas.finished()


def on_grey(tile: Pixels) -> NDArray[np.int16]:
    cover = tile[..., 3:].astype(np.float32) / 255.0
    return np.asarray(tile[..., :3] + 128 * (1 - cover), np.int16)


def differs(one: Pixels, other: Pixels) -> float:
    """The share of the creature's own pixels that differ clearly."""
    changed = (np.abs(on_grey(one) - on_grey(other)).max(axis=2) > 30).sum()
    return float(changed) / float((one[..., 3] > 128).sum())


def test_everybody_of_the_vocabulary_has_a_row() -> None:
    assert set(PEOPLE) | set(ANIMALS) <= set(CREATURES)


def test_every_action_has_a_pose_and_every_gait_is_an_action() -> None:
    assert set(POSES) == set(ACTIONS)
    assert set(GAITS) <= set(ACTIONS)


@pytest.mark.parametrize("name", CREATURES)
def test_a_row_says_only_what_the_rigs_know(name: str) -> None:
    """A misspelt word would quietly draw nothing."""
    species = all_species()[name]
    bodies = {**BUILDS, **STANCES, **ODD_BODIES}
    assert species.body in bodies
    assert set(species.ears.split()) <= set(EARS)
    assert species.muzzle in {"none", *MUZZLES}
    assert species.tail in TAILS
    assert species.hair in HAIRS
    assert species.hat in HATS
    assert species.outfit in {"none", *OUTFITS}
    assert set(species.marks.split()) <= {*MARKS, *BODY_MARKS}
    assert set(species.gear.split()) <= set(GEAR)


@pytest.mark.parametrize("name", CREATURES)
def test_every_creature_is_drawn_in_every_kind_of_action(name: str) -> None:
    for action in ("idle", "run", "sit", "read", "swim", "celebrate"):
        cover = (drawn(name, Motion(action=action, time=0.9))[..., 3] > 128).sum()
        assert cover > 450, action


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_is_drawn_and_moves(action: str) -> None:
    for name in ("man", "koala", "cat", "horse", "snowman", "mermaid"):
        frames = [drawn(name, Motion(action=action, time=time)) for time in (0.4, 0.9, 1.9)]
        assert max(differs(frames[0], later) for later in frames[1:]) > 0.004, name


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("name", ["wizard", "giraffe", "dragon", "samurai", "deer", "fox"])
def test_nobody_is_cut_off_by_the_tile(name: str, action: str) -> None:
    """A traced tile has an empty border, whatever the pose, and shows as much as a tile far too large."""
    species = all_species()[name]
    motion = Motion(action=action, time=1.1, held="umbrella")
    sheet = Tracing(scale=0.25, origin=(300.0, 300.0))
    RIGS[species.rig].draw(sheet, species, motion)
    traced = sheet.tile(600, 600, 3)
    assert traced is not None
    alpha = traced[0][..., 3]
    assert not any(edge.any() for edge in (alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1]))
    canvas = Canvas(600, 600, scale=0.25, origin=(300.0, 300.0))
    RIGS[species.rig].draw(canvas, species, motion)
    assert abs(float(alpha.sum()) / float(canvas.finished()[..., 3].sum()) - 1.0) < 0.02


@pytest.mark.parametrize("action", ["idle", "jump", "fly", "run", "sit", "swing"])
@pytest.mark.parametrize("name", ["man", "wizard", "cat", "giraffe", "elephant", "crocodile"])
def test_a_box_holds_the_drawing(name: str, action: str) -> None:
    """What the stage plans with: nothing rises above it, and most of the width is inside."""
    species = all_species()[name]
    room = RIGS[species.rig].box(species, action)
    for time in (0.2, 0.55, 1.1):
        sheet = Tracing(scale=1.0, origin=(500.0, 800.0))
        RIGS[species.rig].draw(sheet, species, Motion(action=action, time=time))
        traced = sheet.tile(1000, 1000, 0)
        assert traced is not None
        columns = (traced[0][..., 3] > 0).any(axis=0)
        assert 800.0 - traced[2] <= room.rise + 1.0
        left = traced[1] + int(np.flatnonzero(columns)[0])
        assert left >= 500.0 - room.half - 40.0


def test_people_are_told_apart() -> None:
    """At a hundred pixels no two of them look the same."""
    tiles = {name: drawn(name, Motion(action="idle", time=1.0), width=110, height=110) for name in PEOPLE}
    for place, one in enumerate(PEOPLE):
        for other in PEOPLE[place + 1 :]:
            assert differs(tiles[one], tiles[other]) > 0.16, (one, other)


def test_animals_are_told_apart() -> None:
    tiles = {name: drawn(name, Motion(action="idle", time=1.0), width=110, height=110) for name in ANIMALS}
    for place, one in enumerate(ANIMALS):
        for other in ANIMALS[place + 1 :]:
            assert differs(tiles[one], tiles[other]) > 0.10, (one, other)


@pytest.mark.parametrize(
    "name", ["man", "woman", "king", "wizard", "farmer", "superhero", "robot", "cat", "bear", "ghost"]
)
def test_a_coat_colours_what_it_should(name: str) -> None:
    """Green clothes on people, a green coat on animals, a green shell on robots."""
    usual = on_grey(drawn(name, Motion(action="idle", time=1.0)))
    green = on_grey(drawn(name, Motion(action="idle", time=1.0), coat="#20c040"))
    gained = (green[..., 1] - np.maximum(green[..., 0], green[..., 2])) > 60
    had = (usual[..., 1] - np.maximum(usual[..., 0], usual[..., 2])) > 60
    assert gained.sum() > had.sum() + 180


def test_a_coat_leaves_skin_and_hair_alone() -> None:
    usual, dressed = (on_grey(drawn("woman", Motion(action="idle", time=1.0), coat=coat)) for coat in ("", "#20c040"))
    face = (slice(126 - 62, 126 - 40), slice(62, 90))
    assert np.abs(usual[face] - dressed[face]).mean() < 4


@pytest.mark.parametrize("name", ["man", "chef", "wizard", "cat", "koala", "robot", "crocodile", "elephant", "ghost"])
def test_talking_opens_the_mouth(name: str) -> None:
    shut, wide = (drawn(name, Motion(action="sit", time=0.8, talking=talking)) for talking in (0.0, 1.0))
    assert 0.004 < differs(shut, wide) < 0.2


@pytest.mark.parametrize("name", ["girl", "fox"])
def test_eyes_follow_where_they_are_told_to_look(name: str) -> None:
    ahead, behind = (drawn(name, Motion(action="idle", time=0.8, look=look)) for look in (1.0, -1.0))
    assert differs(ahead, behind) > 0.02


@pytest.mark.parametrize(
    "held", ["book", "umbrella", "sword", "guitar", "balloon", "crown", "suitcase", "cake", "rose"]
)
def test_what_is_held_is_seen(held: str) -> None:
    assert held in PROPS
    for name in ("woman", "panda", "dog", "snowman"):
        empty, full = (drawn(name, Motion(action="walk", time=0.8, held=thing)) for thing in ("", held))
        assert differs(empty, full) > 0.012, name


def test_an_unknown_thing_in_the_hand_is_no_harm() -> None:
    bare, odd = (drawn("man", Motion(action="walk", time=0.8, held=thing)) for thing in ("", "no such thing"))
    assert np.array_equal(bare, odd)


@pytest.mark.parametrize(
    ("name", "former", "action"),
    [
        ("man", "walk", "sit"),
        ("woman", "run", "wave"),
        ("robot", "dance", "sleep"),
        ("koala", "jump", "idle"),
        ("cat", "run", "sleep"),
        ("horse", "walk", "run"),
        ("dog", "sit", "jump"),
    ],
)
def test_one_act_turns_into_the_next_without_a_jump(name: str, former: str, action: str) -> None:
    """No step between frames of the change is much larger than those of the two acts themselves."""
    steps: list[float] = []
    usual: list[float] = []
    for frames, kept in (
        (_change(name, former, action), steps),
        (_steady(name, former), usual),
        (_steady(name, action), usual),
    ):
        kept += [float(np.abs(one - other).mean()) for one, other in pairwise(frames)]
    hard_cut = np.abs(_steady(name, former)[0] - _steady(name, action)[0]).mean()
    assert max(steps) < max(usual) + 0.42 * hard_cut


def _change(name: str, former: str, action: str) -> list[NDArray[np.int16]]:
    motions = [Motion(action=action, time=1 + k / 24, former=former, share=min(1.0, k / 9)) for k in range(12)]
    return [on_grey(drawn(name, motion)) for motion in motions]


def _steady(name: str, action: str) -> list[NDArray[np.int16]]:
    return [on_grey(drawn(name, Motion(action=action, time=1 + k / 24))) for k in range(12)]


def test_getting_up_on_hind_legs_begins_and_ends_like_the_acts() -> None:
    start, end = (drawn("cat", Motion(action="read", time=1.0, former="walk", share=share)) for share in (0.0, 1.0))
    assert np.array_equal(start, drawn("cat", Motion(action="walk", time=1.0)))
    assert np.array_equal(end, drawn("cat", Motion(action="read", time=1.0)))


def test_a_surfer_is_never_long_in_one_pose() -> None:
    frames = [drawn("koala", Motion(action="surf", time=time)) for time in (0.0, 1.3, 2.6, 3.9)]
    assert all(differs(one, other) > 0.15 for one, other in pairwise(frames))


def _performed(name: str, backdrop: tuple[int, int, int], time: str) -> tuple[Pixels, Pixels]:
    empty = np.full((180, 240, 3), backdrop, np.uint8)
    frame = empty.copy()
    performer = Performer(all_species()[name], acting(name), phase=0.0, palette=PALETTES[time], sun_side=1.0)
    performer.draw(frame, 120.0, 160.0, 0.8, performer.motion("idle", 1.0), grounded=False)
    return empty, frame


@pytest.mark.parametrize(
    ("name", "time"), [("robot", "sunset"), ("polar_bear", "day"), ("ghost", "day"), ("ninja", "night")]
)
def test_nobody_is_washed_out_by_the_backdrop(name: str, time: str) -> None:
    """Before a wall of the creature's own lit colour its outline still shows."""
    _, first = _performed(name, (128, 128, 128), time)
    body = first[100:150, 100:140].reshape(-1, 3).mean(axis=0)
    empty, frame = _performed(name, (int(body[0]), int(body[1]), int(body[2])), time)
    contrast = cv2.absdiff(empty, frame).max(axis=2)
    assert (contrast > 28).sum() > 250


def test_white_fur_keeps_its_form_in_the_rim_light() -> None:
    tile = drawn("polar_bear", Motion(action="idle", time=1.0))
    white = lit(tile, PALETTES["sunset"], 1.0, 2.0)
    solid = tile[..., 3] == 255
    assert (white[solid][:, :3].min(axis=1) >= 254).mean() < 0.02
    assert white[solid][:, :3].mean(axis=1).std() > 12


def test_a_tile_out_of_the_frame_is_none_and_a_large_one_is_cut() -> None:
    species = all_species()["man"]
    away, close = Tracing(scale=1.0, origin=(-900.0, 50.0)), Tracing(scale=20.0, origin=(160.0, 1800.0))
    for sheet in (away, close):
        RIGS["biped"].draw(sheet, species, Motion(action="idle", time=1.0))
    assert away.tile(320, 180, 2) is None
    cut = close.tile(320, 180, 2)
    assert cut is not None
    assert cut[0].shape[0] < 240
    assert cut[0].shape[1] < 380
