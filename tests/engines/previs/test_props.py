"""Props: every one is drawn in its room and its colour, counts show, and none gets in an actor's way."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kinora.engines.previs.camera import View
from kinora.engines.previs.drawing.canvas import Canvas
from kinora.engines.previs.drawing.palette import hex_colour
from kinora.engines.previs.places.registry import make_setting, place_of
from kinora.engines.previs.props.kinds import PROPS, draw_prop
from kinora.engines.previs.props.layer import Props
from kinora.engines.previs.props.placing import placed, shown_props
from kinora.engines.previs.scene import Act, Actor, Prop, Scene, acting
from kinora.engines.previs.setting import Moment

Pixels = NDArray[np.uint8]
COLOURS = ("#d83a3a", "#2f62d8", "#37b04c")
NAMES = [
    "ball",
    "balloon",
    "tree",
    "palm_tree",
    "christmas_tree",
    "bush",
    "flower",
    "sunflower",
    "cactus_plant",
    "mushroom",
    "rock",
    "log_wood",
    "fence",
    "house",
    "barn",
    "tent",
    "castle_tower",
    "windmill",
    "lighthouse",
    "bridge_arch",
    "church",
    "snow_hut",
    "statue",
    "fountain",
    "bench",
    "street_lamp",
    "sign",
    "mailbox",
    "well",
    "campfire",
    "fireplace",
    "table",
    "chair",
    "sofa",
    "bed",
    "desk",
    "bookshelf",
    "lamp",
    "tv",
    "computer",
    "laptop",
    "phone",
    "camera_device",
    "clock",
    "mirror",
    "piano",
    "guitar",
    "violin",
    "drum",
    "trumpet",
    "microphone",
    "book",
    "newspaper",
    "letter",
    "pencil",
    "paintbrush",
    "easel",
    "cup",
    "teapot",
    "bottle",
    "glass",
    "plate",
    "pizza",
    "cake",
    "ice_cream",
    "apple",
    "banana",
    "carrot",
    "bread",
    "fish_food",
    "pumpkin",
    "watermelon",
    "coffee",
    "gift",
    "box",
    "suitcase",
    "backpack",
    "umbrella",
    "hat",
    "crown",
    "sword",
    "shield",
    "bow_arrow",
    "wand",
    "broom",
    "axe",
    "hammer",
    "key",
    "lantern",
    "torch",
    "candle",
    "flag",
    "kite",
    "surfboard",
    "skateboard",
    "skis",
    "bicycle_wheel",
    "rose",
    "bouquet",
    "treasure_chest",
    "anchor",
    "treasure_map",
    "ring",
    "diamond",
    "coin",
    "basket",
    "bucket",
    "bone",
    "yarn",
    "teddy",
    "toy_car",
    "toy_robot",
    "doll",
    "kettle",
    "frying_pan",
    "pot",
    "cauldron",
    "telescope",
    "globe",
    "football_goal",
    "basketball_hoop",
    "trophy",
    "fireworks_rocket",
    "snow_ball",
    "leaf",
    "feather",
    "egg",
    "nest",
    "cloud_prop",
    "moon_prop",
    "star_prop",
    "sun_prop",
    "planet",
    "ufo_beam",
    "rainbow_prop",
]
LIVING = [name for name in NAMES if name in PROPS and PROPS[name].alive]


def drawn(name: str, *, colour: str = "", time: float = 0.8, longest: float = 96.0) -> Pixels:
    """The prop alone, BGRA, with a margin of four pixels round the room that it says it takes."""
    kind = PROPS[name]
    scale = longest / max(kind.wide, kind.tall + kind.below)
    wide, tall = math.ceil(kind.wide * scale) + 8, math.ceil((kind.tall + kind.below) * scale) + 8
    canvas = Canvas(wide, tall, scale=scale, origin=(wide / 2, 4 + kind.tall * scale))
    draw_prop(canvas, name, colour=colour, time=time)
    return canvas.finished()


def layered(
    scene: Scene, *, width: int = 320, height: int = 180, time: float = 1.0, seed: int = 3
) -> tuple[Pixels, Pixels]:
    """Grey before and after the layer of props: what it adds is what differs."""
    setting = make_setting(scene, width=width, height=height, seed=seed)
    before = np.full((height, width, 3), 120, np.uint8)
    after = before.copy()
    Props(setting).draw(after, Moment(time, time / 5, View()))
    return before, after


def touched(scene: Scene, **how: int) -> NDArray[np.bool_]:
    before, after = layered(scene, **how)
    return np.asarray(cv2.absdiff(before, after).max(axis=2) > 30)


def test_every_prop_of_the_vocabulary_is_there_and_no_other() -> None:
    assert set(PROPS) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_prop_stays_in_its_room_in_every_colour(name: str) -> None:
    for colour in COLOURS:
        alpha = drawn(name, colour=colour)[:, :, 3]
        assert (alpha > 0).mean() > 0.04
        border = np.concatenate(
            [alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1], alpha[1], alpha[-2], alpha[:, 1], alpha[:, -2]]
        )
        assert border.max() == 0


@pytest.mark.parametrize("name", NAMES)
def test_the_colour_shows(name: str) -> None:
    for colour in COLOURS:
        tile = drawn(name, colour=colour)
        solid = tile[:, :, 3] > 200
        red, green, blue = hex_colour(colour)
        wanted = cv2.cvtColor(np.array([[[blue, green, red]]], np.uint8), cv2.COLOR_BGR2HSV)[0, 0]
        hue, depth, _ = cv2.split(cv2.cvtColor(tile[:, :, :3], cv2.COLOR_BGR2HSV))
        off = np.abs(hue.astype(int) - int(wanted[0]))
        near = (np.minimum(off, 180 - off) < 14) & (depth > 60) & solid
        assert near.sum() / solid.sum() > 0.035


def test_a_name_that_is_no_prop_draws_nothing() -> None:
    canvas = Canvas(20, 20)
    draw_prop(canvas, "no such thing")
    assert canvas.finished().max() == 0


@pytest.mark.parametrize("name", LIVING)
def test_living_props_move(name: str) -> None:
    frames = [drawn(name, time=time) for time in (0.4, 0.8, 1.3)]
    assert max(int(cv2.absdiff(frames[0], other).max()) for other in frames[1:]) > 30


@pytest.mark.parametrize("name", ["tree", "balloon", "cup", "clock", "sun_prop", "kite", "castle_tower", "sword"])
@pytest.mark.parametrize("size", [(64, 64), (320, 180), (180, 320), (336, 144), (144, 336)])
def test_alone_a_prop_is_large_and_inside_the_frame(name: str, size: tuple[int, int]) -> None:
    width, height = size
    mask = touched(Scene(place="meadow", props=(Prop(name),)), width=width, height=height)
    rows, columns = np.nonzero(mask)
    assert max(np.ptp(rows) / height, np.ptp(columns) / width) > 0.30
    assert not mask[0].any()
    assert not mask[:, 0].any()
    assert not mask[:, -1].any()


@pytest.mark.parametrize("name", ["balloon", "apple", "tree", "flower"])
def test_a_count_shows(name: str) -> None:
    def blobs(count: int) -> int:
        return len(placed(make_setting(scene(count), width=320, height=180, seed=3), place_of(scene(count))))

    def scene(count: int) -> Scene:
        return Scene(place="meadow", actors=(acting("cat"),), props=(Prop(name, count=count),))

    assert [blobs(count) for count in (1, 2, 3, 5, 8)] == [1, 2, 3, 5, 8]
    assert blobs(40) == 8
    areas = [touched(scene(count)).sum() for count in (1, 2, 5)]
    assert areas[0] < areas[1] < areas[2]


@pytest.mark.parametrize("name", ["tree", "cup", "house", "balloon", "piano", "moon_prop", "bouquet"])
def test_no_prop_stands_where_the_actor_stands(name: str) -> None:
    for place in ("meadow", "room"):
        mask = touched(Scene(place=place, actors=(acting("koala"),), props=(Prop(name),)))
        assert mask.any()
        assert not mask[90:150, 148:172].any()


@pytest.mark.parametrize("actors", [(), (acting("cat"),)])
def test_a_larger_prop_is_larger(actors: tuple[Actor, ...]) -> None:
    areas = [
        touched(Scene(place="meadow", actors=actors, props=(Prop("mushroom", size=size),))).sum()
        for size in (0.5, 1.0, 1.5)
    ]
    assert areas[0] * 1.3 < areas[1]
    assert areas[1] * 1.1 < areas[2]


def test_what_an_actor_has_in_hand_is_left_to_the_stage() -> None:
    drinker = Actor("koala", (Act("drink", prop="coffee"),), holds="umbrella")
    props = (Prop("coffee"), Prop("umbrella"), Prop("tree"))
    assert [prop.name for prop in shown_props(Scene(actors=(drinker,), props=props))] == ["tree"]
    players = (acting("koala", "play"), acting("cat", "play"))
    assert shown_props(Scene(actors=players, props=(Prop("ball"),))) == []
    assert shown_props(Scene(props=(Prop("ball"),))) == [Prop("ball")]


def test_cups_stand_on_the_table() -> None:
    scene = Scene(place="room", props=(Prop("table"), Prop("cup", count=3)))
    spots = placed(make_setting(scene, width=320, height=180, seed=3), place_of(scene))
    table = next(spot for spot in spots if spot.kind.name == "table")
    cups = [spot for spot in spots if spot.kind.name == "cup"]
    assert len(cups) == 3
    assert all(abs(cup.y - (table.y - 90 * table.size)) < 2 for cup in cups)
    assert all(abs(cup.x - table.x) < table.kind.wide * table.size / 2 for cup in cups)


def test_a_clock_hangs_indoors_and_stands_outdoors() -> None:
    def foot(place: str) -> float:
        scene = Scene(place=place, actors=(acting("cat"),), props=(Prop("clock"),))
        return placed(make_setting(scene, width=320, height=180, seed=3), place_of(scene))[0].y

    assert foot("room") < 90 < 140 < foot("meadow")


def test_a_fire_glows_and_flickers() -> None:
    scene = Scene(place="forest", time="night", props=(Prop("campfire"),))
    before, after = layered(scene)
    lit = (after.astype(int) - before.astype(int)).max(axis=2) > 8
    assert lit.mean() > 0.15
    assert cv2.absdiff(after, layered(scene, time=1.13)[1]).max() > 20


def test_a_rocket_climbs_and_bursts() -> None:
    scene = Scene(place="meadow", time="night", actors=(acting("cat"),), props=(Prop("fireworks_rocket"),))
    heights = []
    for time in (0.3, 1.1):
        before, after = layered(scene, time=time)
        heights.append(np.nonzero(cv2.absdiff(before, after).max(axis=2) > 30)[0].mean())
    assert heights[1] < heights[0] - 15


def test_the_same_scene_gives_the_same_picture() -> None:
    scene = Scene(place="meadow", props=(Prop("windmill"), Prop("kite"), Prop("flag", count=3)))
    assert np.array_equal(layered(scene)[1], layered(scene)[1])
