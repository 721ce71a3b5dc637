"""Readings of prompts that nobody tuned for: hours, ages, numbers, owners, and words that need no drawing."""

from __future__ import annotations

import pytest

from kinora.engines.previs.reading.prompt import read_prompt
from kinora.engines.previs.scene import Scene


def scene_of(prompt: str) -> Scene:
    board = read_prompt(prompt)
    assert len(board.panels) == 1
    return board.first


def cast_of(prompt: str) -> list[tuple[str, str]]:
    return [(actor.species, actor.action) for actor in scene_of(prompt).actors]


@pytest.mark.parametrize(
    ("prompt", "hour"),
    [
        ("A fox under the aurora", "night"),
        ("A city under the stars", "night"),
        ("A wolf in the moonlight", "night"),
        ("A couple watches fireworks", "night"),
        ("Two friends around a campfire", "night"),
        ("Two friends around a campfire at sunset", "sunset"),
        ("Fireworks at dusk over a lake", "dusk"),
        ("Two friends around a table", "day"),
    ],
)
def test_what_is_only_seen_at_night_tells_the_hour(prompt: str, hour: str) -> None:
    assert scene_of(prompt).time == hour


@pytest.mark.parametrize("age", ["24 year old", "twenty year old", "24-year-old"])
def test_an_age_is_no_number_of_people(age: str) -> None:
    board = read_prompt(f"A {age} woman walks in the park")
    assert [actor.species for actor in board.first.actors] == ["woman"]
    assert not board.substituted


@pytest.mark.parametrize("prompt", ["Three people in a spaceship", "An alien cooks aboard a spaceship"])
def test_who_is_in_a_spaceship_is_inside(prompt: str) -> None:
    scene = scene_of(prompt)
    assert scene.place == "spaceship_interior"
    assert "spaceship" not in {actor.species for actor in scene.actors}


def test_full_of_is_a_number() -> None:
    assert len(scene_of("A room full of cats").actors) == 6
    assert [(prop.name, prop.count) for prop in scene_of("A basket full of apples").props] == [
        ("basket", 1),
        ("apple", 6),
    ]


@pytest.mark.parametrize(
    "prompt", ["An anime girl, cinematic lighting", "Cinematic, a dog in watercolor, shot on Arri Alexa"]
)
def test_every_drawn_look_is_cinematic_too(prompt: str) -> None:
    board = read_prompt(prompt)
    assert not board.unmatched
    assert not board.substituted


@pytest.mark.parametrize(
    "prompt", ["The basketball bounces", "@Image1 walks through the park", "Dust drifts in a room"]
)
def test_verbs_without_an_actor_are_answered_for(prompt: str) -> None:
    assert read_prompt(prompt).unmatched == ()


@pytest.mark.parametrize(
    ("prompt", "holds", "colour"),
    [
        ("A girl holding a yellow umbrella", "umbrella", "#f2cc4c"),
        ("A girl holding an umbrella", "umbrella", ""),
        ("A man with a red balloon", "balloon", "#cc4436"),
    ],
)
def test_what_is_held_has_its_colour(prompt: str, holds: str, colour: str) -> None:
    (actor,) = scene_of(prompt).actors
    assert (actor.holds, actor.holds_colour) == (holds, colour)


def test_a_snowman_is_built_by_somebody() -> None:
    scene = scene_of("Two children build a snowman in the park")
    assert [actor.species for actor in scene.actors] == ["boy", "boy", "snowman"]
    assert [actor.action for actor in scene.actors] == ["dig", "dig", "idle"]


def test_an_owner_is_there_and_a_kind_of_hat_is_not() -> None:
    assert cast_of("A drone's searchlight") == [("drone", "idle")]
    (boy,) = scene_of("A boy in a chef's hat").actors
    assert (boy.species, boy.holds) == ("boy", "hat")


@pytest.mark.parametrize(
    ("prompt", "place"),
    [
        ("A girl in a school uniform runs through a train station", "train_station"),
        ("A girl in a night gown", "meadow"),
    ],
)
def test_what_tells_clothes_is_no_place_and_no_hour(prompt: str, place: str) -> None:
    scene = scene_of(prompt)
    assert (scene.place, scene.time) == (place, "day")


def test_qualities_are_passed_over_and_unknown_things_are_not() -> None:
    board = read_prompt("A grumpy, battered, majestic robot curiously hesitates beside a zorgle, widescreen")
    assert [actor.species for actor in board.first.actors] == ["robot"]
    assert board.unmatched == ("zorgle",)


def test_clothes_are_drawn_with_people_only() -> None:
    assert "gloves" not in read_prompt("A boxer raises his gloves in a gym").unmatched
    assert "gloves" in read_prompt("Gloves on a table").unmatched


def test_chess_is_a_table() -> None:
    board = read_prompt("Two men play chess")
    assert board.first.prop_names == ("table",)
    assert "chess as table" in board.substituted


def test_a_camera_that_flies_is_a_drone() -> None:
    assert [move.name for move in scene_of("The camera flies over a forest").camera] == ["drone"]


def test_a_view_from_straight_above_is_told_as_what_is_drawn() -> None:
    board = read_prompt("A cat sleeps on a rug, top-down view")
    assert board.first.framing == "top_down"
    assert any(text.endswith("as high angle") for text in board.substituted), board.substituted
