"""Readings: what a prompt's words become on stage."""

from __future__ import annotations

import time

import pytest

from kinora.engines.previs.lexicon import lexicon
from kinora.engines.previs.places import PLACES
from kinora.engines.previs.prompt import read_prompt
from kinora.engines.previs.rig_pose import ACTIONS
from kinora.engines.previs.scene import Actor, Scene
from kinora.engines.previs.species import all_species
from kinora.engines.previs.style import STYLES
from kinora.engines.previs.weather import WEATHERS

READINGS: list[tuple[str, Scene]] = [
    (
        "A koala surfs a wave at sunset, cinematic",
        Scene(place="sea", time="sunset", style="cinematic", actors=(Actor("koala", "surf"),)),
    ),
    (
        "The koala plays with the cat",
        Scene(actors=(Actor("koala", "play"), Actor("cat", "play"))),
    ),
    (
        "A fox runs through a snowy forest at night, camera pans left",
        Scene(place="forest", time="night", weather="snow", camera=("pan_left",), actors=(Actor("fox", "run"),)),
    ),
    (
        "Rainy neon city street at night, slow zoom in, noir",
        Scene(place="city", time="night", weather="rain", style="noir", camera=("zoom_in",)),
    ),
    ("An astronaut dances in space", Scene(place="space", actors=(Actor("astronaut", "dance"),))),
    ("A robot waves in the kitchen", Scene(place="room", actors=(Actor("robot", "wave"),))),
    ("Waves break on the beach at dawn", Scene(place="sea", time="sunrise", unmatched=("break",))),
    ("A surfer riding the wave", Scene(place="sea", actors=(Actor("person", "surf"),))),
    ("Describe what you want the model to generate.", Scene()),
    ("Two penguins waddle on the ice", Scene(actors=(Actor("penguin", "walk"),) * 2, unmatched=("ice",))),
    ("A cat sleeps while a dog runs", Scene(actors=(Actor("cat", "sleep"), Actor("dog", "run")))),
    ("A cat and a dog are running in the park", Scene(actors=(Actor("cat", "run"), Actor("dog", "run")))),
    ("A child's red balloon over New York", Scene(place="city", actors=(Actor("person"),), props=("balloon",))),
    ("A horse gallops across the desert with a teapot", Scene(
        place="desert", actors=(Actor("horse", "run"),), unmatched=("teapot",),
    )),
    ("A sailing boat on the ocean at golden hour, drone shot", Scene(
        place="sea", time="sunset", camera=("drone",), props=("boat",),
    )),
    ("Close-up of a fluffy bunny, black and white, handheld", Scene(
        style="noir", camera=("zoom_in", "shake"), actors=(Actor("rabbit"),),
    )),
    ("A fish-eye robot in an underwater coral reef", Scene(
        place="underwater", actors=(Actor("robot"),), unmatched=("fish", "eye"),
    )),
    ("🐨🌊🌅", Scene(place="sea", time="sunset", actors=(Actor("koala"),))),
    ("@Image1 a dragon flies over the mountains", Scene(place="mountain", actors=(Actor("dragon", "fly"),))),
]  # fmt: skip


@pytest.mark.parametrize(("prompt", "scene"), READINGS, ids=[prompt[:30] for prompt, _ in READINGS])
def test_a_prompt_becomes_a_scene(prompt: str, scene: Scene) -> None:
    assert read_prompt(prompt) == scene


@pytest.mark.parametrize(
    ("words", "move"),
    [
        ("pan left", "pan_left"),
        ("panning to the right", "pan_right"),
        ("tracking shot", "pan_right"),
        ("the camera tilts up", "tilt_up"),
        ("tilt down", "tilt_down"),
        ("push in", "zoom_in"),
        ("pulls back", "zoom_out"),
        ("the camera orbits", "orbit"),
        ("bird's eye view", "drone"),
        ("static shot", "static"),
    ],
)
def test_camera_moves(words: str, move: str) -> None:
    assert read_prompt(f"A cat in a garden, {words}").camera == (move,)


def test_a_fixed_camera_overrides_the_text() -> None:
    assert read_prompt("A cat, camera pans left", camera_fixed=True).camera == ("static",)


@pytest.mark.parametrize("denial", ["no rain", "without any rain", "not rainy"])
def test_what_is_denied_is_not_drawn_and_not_reported(denial: str) -> None:
    scene = read_prompt(f"A dog in the city, {denial}")
    assert scene.weather == "clear"
    assert scene.unmatched == ()


def test_a_named_place_beats_an_implied_one() -> None:
    assert read_prompt("A rocket in the forest").place == "forest"
    assert read_prompt("A rocket").place == "space"


def test_unmatched_words_keep_their_order_and_appear_once() -> None:
    assert read_prompt("A zeppelin, a teapot and a zeppelin under a cat").unmatched == ("zeppelin", "teapot")


def test_at_most_four_actors() -> None:
    assert len(read_prompt("a cat, a dog, a fox, a bear, a lion and a pig").actors) == 4


@pytest.mark.parametrize(
    "prompt", ["", "   \n", "🎉🎉", "一只考拉在日落时冲浪", "\x00\ud800", "a" * 5000, "koala " * 833]
)
def test_strange_prompts_are_read(prompt: str) -> None:
    scene = read_prompt(prompt)
    assert scene.place in PLACES
    assert len(scene.actors) <= 4


def test_chinese_is_read_by_its_nouns() -> None:
    scene = read_prompt("一只考拉在日落时冲浪")
    assert (scene.place, scene.time, scene.actors) == ("sea", "sunset", (Actor("koala", "surf"),))


def test_reading_is_quick() -> None:
    read_prompt("warm")
    start = time.process_time()
    read_prompt("A koala surfs a wave at sunset " * 160)
    assert time.process_time() - start < 0.1


def test_everything_the_lexicon_names_can_be_drawn() -> None:
    known = {
        "place": set(PLACES),
        "implied.place": set(PLACES),
        "species": set(all_species()),
        "action": set(ACTIONS),
        "style": set(STYLES),
        "weather": set(WEATHERS),
    }
    for meanings in lexicon().meanings.values():
        for meaning in meanings:
            assert meaning.value in known.get(meaning.kind, {meaning.value})


def test_every_species_is_found_by_its_own_name() -> None:
    for name in all_species():
        assert read_prompt(f"a {name}").actors == (Actor(name),)


def test_what_only_tells_the_place_is_reported_as_not_drawn() -> None:
    scene = read_prompt("A cat sleeps on the sofa")
    assert scene.place == "room"
    assert scene.unmatched == ("sofa",)


@pytest.mark.parametrize(
    ("prompt", "report"),
    [
        ("Two zebras run", ("zebra as horse",)),
        ("A swan and a polar bear", ("swan as duck", "polar bear as bear")),
        ("A leopard walks through the jungle, oil painting", (
            "leopard as tiger", "jungle as forest", "oil painting as watercolor",
        )),
        ("A boy skateboards down the street past a bus", ("skateboard as run", "bus as car")),
        ("A cat in a thunderstorm", ("thunderstorm as rain",)),
        ("A woman, a child and a horse", ()),
        ("A dog, no zebra", ()),
    ],
)  # fmt: skip
def test_what_is_drawn_as_something_near_is_reported(prompt: str, report: tuple[str, ...]) -> None:
    scene = read_prompt(prompt)
    assert scene.substituted == report
    assert scene.unmatched == ()


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("A bear eats", ("eats",)),
        ("A woman reads in the park", ("reads",)),
        ("Two robots are talking", ("talking",)),
        ("A knight riding a horse", ("riding",)),
        ("A fox runs, then jumps", ("jumps",)),
        ("Leaves dance in the garden with a cat that sleeps", ("leaves", "dance")),
    ],
)
def test_verbs_that_nobody_acts_are_reported(prompt: str, words: tuple[str, ...]) -> None:
    assert read_prompt(prompt).unmatched == words


def test_standing_gives_way_to_a_verb_that_says_more() -> None:
    assert read_prompt("A robot stands in the kitchen and waves").actors == (Actor("robot", "wave"),)


def test_actors_beyond_four_are_reported() -> None:
    assert read_prompt("a cat, a dog, a fox, a bear, a lion and a pig").unmatched == ("lion", "pig")
    assert read_prompt("six cats play").substituted == ("six cats as four",)
    assert read_prompt("12 penguins and a bear").substituted == ("12 penguins as four",)
    assert read_prompt("12 penguins and a bear").unmatched == ("bear",)
    assert read_prompt("three cats and three dogs").substituted == ("three dogs as one",)
    assert read_prompt("four cats").substituted == ()


def test_several_of_a_thing_drawn_once_are_reported() -> None:
    assert read_prompt("balloons over the sea").substituted == ("balloons as one balloon",)
    assert read_prompt("cars in the city").substituted == ()


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("A cat goes from the beach to the forest", ("forest",)),
        ("A cat at night, later in the morning", ("morning",)),
        ("A cat in the rain and in the snow", ("snow",)),
        ("A cat in the kitchen, rain", ("rain",)),
        ("A cat, watercolor, cinematic", ("cinematic",)),
        ("A koala surfs through the city", ("city",)),
    ],
)
def test_the_second_of_what_a_scene_has_once_is_reported(prompt: str, words: tuple[str, ...]) -> None:
    assert read_prompt(prompt).unmatched == words


def test_moves_that_a_fixed_camera_forbids_are_reported() -> None:
    assert read_prompt("A cat, camera pans left", camera_fixed=True).unmatched == ("pans",)


def test_animals_wear_the_colour_and_size_before_their_noun() -> None:
    black, red = read_prompt("A tiny black cat beside a huge red dragon").actors
    assert (black.coat, black.size) == ("#2b2b32", 0.6)
    assert (red.coat, red.size) == ("#cc4436", 1.45)


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("A blue car in the forest", ("blue",)),
        ("A red car in the forest", ()),
        ("A cat with black fur", ("black",)),
        ("A blue sea under an orange sky", ()),
        ("A white cat and a white cat", ()),
    ],
)
def test_colours_that_do_not_show_are_reported(prompt: str, words: tuple[str, ...]) -> None:
    assert read_prompt(prompt).unmatched == words


@pytest.mark.parametrize(
    ("prompt", "cast"),
    [
        ("A man and a boy run", ("person", "person")),
        ("A woman and a man dance", ("woman", "person")),
        ("A dog barks; the puppy runs", ("dog",)),
        ("A golden retriever puppy runs", ("dog",)),
        ("A wolf and a grey coyote", ("wolf", "wolf")),
        ("A cat sits. A cat sleeps.", ("cat",)),
    ],
)
def test_another_noun_is_another_creature_unless_it_is_known_already(prompt: str, cast: tuple[str, ...]) -> None:
    assert tuple(actor.species for actor in read_prompt(prompt).actors) == cast


def test_what_a_thing_does_by_itself_is_not_reported() -> None:
    assert read_prompt("A red car drives through the desert").unmatched == ()
    assert read_prompt("A rocket launches into space").unmatched == ()
    assert read_prompt("A cat drives through the desert").unmatched == ("drives",)
