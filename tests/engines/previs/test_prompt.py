"""Readings: what a prompt's words become on stage, and what is said of those that don't."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from kinora.engines.previs.camera import MOVES
from kinora.engines.previs.lexicon.book import lexicon
from kinora.engines.previs.places.registry import PLACES
from kinora.engines.previs.props.kinds import PROPS
from kinora.engines.previs.reading.prompt import read_prompt
from kinora.engines.previs.rigs.actions import ACTIONS
from kinora.engines.previs.rigs.species import all_species
from kinora.engines.previs.scene import Act, Actor, Move, Prop, Scene, Storyboard, acting
from kinora.engines.previs.stage.weather import WEATHERS


def scene_of(prompt: str) -> Scene:
    board = read_prompt(prompt)
    assert len(board.panels) == 1
    return board.first


def cast_of(prompt: str) -> list[tuple[str, str]]:
    return [(actor.species, actor.action) for actor in scene_of(prompt).actors]


READINGS: list[tuple[str, Scene]] = [
    (
        "A koala surfs a wave at sunset, cinematic",
        Scene(place="sea", time="sunset", style="cinematic", actors=(acting("koala", "surf"),)),
    ),
    (
        "A fox runs through a snowy forest at night, camera pans left",
        Scene(
            place="forest",
            time="night",
            weather="snow",
            camera=(Move("pan_left"),),
            actors=(acting("fox", "run"),),
        ),
    ),
    ("A robot waves in the kitchen", Scene(place="kitchen", actors=(acting("robot", "wave"),))),
    ("An astronaut dances in space", Scene(place="space", actors=(acting("astronaut", "dance"),))),
    ("Describe what you want the model to generate.", Scene()),
    ("A cat jumps while a dog runs", Scene(actors=(acting("cat", "jump"), acting("dog", "run")))),
    (
        "A cat and a dog are running in the park",
        Scene(place="park", actors=(acting("cat", "run"), acting("dog", "run"))),
    ),
    ("@Image1 a dragon flies over the mountains", Scene(place="mountain", actors=(acting("dragon", "fly"),))),
]


@pytest.mark.parametrize(("prompt", "scene"), READINGS, ids=[prompt[:30] for prompt, _ in READINGS])
def test_a_prompt_becomes_a_scene(prompt: str, scene: Scene) -> None:
    board = read_prompt(prompt)
    assert board.first == scene
    assert board.unmatched == ()


def test_two_who_play_play_with_each_other() -> None:
    koala, cat = scene_of("The koala plays with the cat").actors
    assert koala == Actor("koala", (Act("play", partner=1),))
    assert cat == Actor("cat", (Act("play", partner=0),))


@pytest.mark.parametrize(
    ("prompt", "acts"),
    [
        ("A dog chases a rabbit", [("dog", "chase", 1), ("rabbit", "run", None)]),
        ("A dog is chased by a cat", [("dog", "run", None), ("cat", "chase", 0)]),
        ("A man and a woman hug", [("man", "hug", 1), ("woman", "hug", 0)]),
        ("A boy talks to a robot", [("boy", "talk", 1), ("robot", "talk", 0)]),
        ("A knight rides a horse", [("knight", "ride", 1), ("horse", "walk", 0)]),
        ("A girl rides a bicycle", [("girl", "ride", 1), ("bicycle", "drive", 0)]),
        ("A man drives a red car", [("man", "drive", 1), ("car", "drive", 0)]),
        ("A farmer feeds two pigs", [("farmer", "feed", 1), ("pig", "eat", None), ("pig", "eat", None)]),
        ("A girl walks with her dog", [("girl", "walk", None), ("dog", "walk", None)]),
        ("A cat jumps over a dog", [("cat", "jump", None), ("dog", "idle", None)]),
    ],
)
def test_what_is_done_with_or_to_another(prompt: str, acts: list[tuple[str, str, int | None]]) -> None:
    actors = scene_of(prompt).actors
    assert [(actor.species, actor.action, actor.acts[0].partner) for actor in actors] == acts


@pytest.mark.parametrize(
    ("prompt", "action", "prop"),
    [
        ("A man gives a woman a rose", "give", "rose"),
        ("A boy kicks a ball", "kick", "ball"),
        ("A koala drinks coffee", "drink", "coffee"),
        ("A cat sits on a chair", "sit", "chair"),
        ("A woman plays the guitar", "play_music", "guitar"),
        ("A girl reads a book in the park", "read", "book"),
    ],
)
def test_what_is_done_with_a_thing(prompt: str, action: str, prop: str) -> None:
    act = scene_of(prompt).actors[0].acts[0]
    assert act.prop == prop
    assert act.action == action


@pytest.mark.parametrize(
    ("prompt", "holds"),
    [
        ("A girl with an umbrella walks in the city", "umbrella"),
        ("A samurai holding a sword stands in a field", "sword"),
        ("A boy wearing a crown", "crown"),
        ("A man in a hat", "hat"),
        ("A man beside a house", ""),
    ],
)
def test_what_somebody_has_with_them(prompt: str, holds: str) -> None:
    scene = scene_of(prompt)
    assert scene.actors[0].holds == holds
    assert not holds or holds in scene.prop_names


def test_things_have_a_number_a_colour_and_a_size() -> None:
    balloons, tree = scene_of("Two blue balloons beside a huge tree in the desert").props
    colours, sizes = lexicon().colours, lexicon().sizes
    assert balloons == Prop("balloon", colours["blue"], 1.0, 2)
    assert tree == Prop("tree", "", sizes["huge"], 1)


def test_what_is_held_or_used_has_its_colour() -> None:
    colours = lexicon().colours
    assert scene_of("A girl with a yellow umbrella").props == (Prop("umbrella", colours["yellow"]),)
    assert scene_of("A boy kicks a blue ball").props == (Prop("ball", colours["blue"]),)


def test_animals_and_vehicles_wear_the_colour_and_size_before_their_noun() -> None:
    colours, sizes = lexicon().colours, lexicon().sizes
    black, red = scene_of("A tiny black cat beside a huge red dragon").actors
    assert (black.coat, black.size) == (colours["black"], sizes["tiny"])
    assert (red.coat, red.size) == (colours["red"], sizes["huge"])
    assert scene_of("A tiny red car drives").actors == (
        Actor("car", (Act("drive"),), coat=colours["red"], size=sizes["tiny"]),
    )


@pytest.mark.parametrize(
    ("prompt", "coat"),
    [
        ("A woman in a red dress", "red"),
        ("A man in a blue shirt walks", "blue"),
        ("A girl wearing a yellow raincoat", "yellow"),
        ("A cat with black fur", "black"),
        ("A white woman", ""),
    ],
)
def test_clothes_colour_who_wears_them(prompt: str, coat: str) -> None:
    assert scene_of(prompt).actors[0].coat == lexicon().colours.get(coat, "")


def test_another_colour_is_another_creature() -> None:
    black, white = scene_of("A black cat and a white cat play").actors
    assert black.coat != white.coat
    assert (black.acts[0].partner, white.acts[0].partner) == (1, 0)


@pytest.mark.parametrize(
    ("words", "move"),
    [
        ("pan left", "pan_left"),
        ("panning to the right", "pan_right"),
        ("the camera tilts up", "tilt_up"),
        ("tilt down", "tilt_down"),
        ("push in", "zoom_in"),
        ("pulls back", "zoom_out"),
        ("the camera orbits", "orbit"),
        ("static shot", "static"),
        ("handheld", "shake"),
        ("dolly zoom", "dolly_zoom"),
        ("whip pan", "whip_pan"),
        ("the camera follows the cat", "follow"),
    ],
)
def test_camera_moves(words: str, move: str) -> None:
    assert [found.name for found in scene_of(f"A cat in a garden, {words}").camera] == [move]


def test_a_move_is_slow_or_fast() -> None:
    slow, usual, fast = (
        scene_of(f"A cat, {words}").camera[0] for words in ("slow pan left", "pan left", "fast pan left")
    )
    assert slow.strength < usual.strength == 1.0 < fast.strength
    assert scene_of("A cat, the camera pans slowly left").camera == (slow,)


def test_moves_that_go_together_and_moves_that_follow_each_other() -> None:
    together = scene_of("A cat, slow zoom in, handheld").camera
    assert {(move.begin, move.end) for move in together} == {(0.0, 1.0)}
    left, right = scene_of("A cat, pan left, pan right").camera
    assert (left.name, left.end, right.name, right.begin) == ("pan_left", 0.5, "pan_right", 0.5)


def test_a_fixed_camera_overrides_the_text() -> None:
    board = read_prompt("A cat, camera pans left", camera_fixed=True)
    assert board.first.camera == (Move("static"),)
    assert board.unmatched == ("pans",) or "pans" in board.unmatched[0]
    assert scene_of("A cat, no camera movement").is_static


@pytest.mark.parametrize("denial", ["no rain", "without any rain", "not rainy", "no people or cars", "without a car"])
def test_what_is_denied_is_not_drawn_and_not_reported(denial: str) -> None:
    board = read_prompt(f"A dog in the city, {denial}")
    assert board.first.weather == "clear"
    assert [actor.species for actor in board.first.actors] == ["dog"]
    assert board.unmatched == ()


def test_a_denied_act_is_not_acted() -> None:
    assert cast_of("A dog, not running, in the park") == [("dog", "idle")]


@pytest.mark.parametrize(
    ("prompt", "place"),
    [
        ("A man skis", "arctic mountain"),
        ("A chef cooks soup", "kitchen restaurant"),
        ("A rocket in the forest", "forest"),
        ("A rocket", "space desert sky"),
        ("A koala surfs", "sea"),
        ("A koala surfs at the beach", "sea"),
        ("A street in the city", "street"),
        ("A bird in the sky over the city", "city"),
        ("A shark", "underwater sea"),
    ],
)
def test_a_named_place_beats_an_implied_one(prompt: str, place: str) -> None:
    assert scene_of(prompt).place in place.split()


def test_six_actors_at_most_and_the_rest_is_reported() -> None:
    board = read_prompt("a cat, a dog, a fox, a bear, a lion, a tiger and a pig")
    assert len(board.first.actors) == 6
    assert board.unmatched == ("pig",)
    assert read_prompt("nine cats play").substituted == ("nine cats as six",)
    assert read_prompt("12 penguins and a bear").substituted == ("12 penguins as five",)
    assert read_prompt("four cats").substituted == ()
    assert len(read_prompt("four cats").first.actors) == 4


def test_unmatched_words_keep_their_order_and_appear_once() -> None:
    board = read_prompt("A zorgblat, a quixel and a zorgblat under a cat")
    assert board.unmatched == ("zorgblat", "quixel")
    assert board.words == 3


def test_a_prop_that_moves_by_itself_gives_its_verb_to_nobody() -> None:
    assert cast_of("A boy waits as a red balloon floats away") == [("boy", "idle")]
    assert read_prompt("A cat sits and a kite flies").unmatched == ()


def test_standing_gives_way_to_a_verb_that_says_more() -> None:
    assert cast_of("A robot stands in the kitchen and waves") == [("robot", "wave")]


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("A cat at night, later in the morning light, no cut", ()),
        ("A cat in the rain and in the snow", ("snow",)),
        ("A cat, watercolor, pixel art", ("pixel", "art")),
    ],
)
def test_the_second_of_what_a_scene_has_once_is_reported(prompt: str, words: tuple[str, ...]) -> None:
    assert read_prompt(prompt).unmatched == words


@pytest.mark.parametrize(
    ("prompt", "cast"),
    [
        ("A man and a boy run", ("man", "boy")),
        ("A dog barks; the dog runs", ("dog",)),
        ("A kitten sits. The cat sleeps.", ("kitten",)),
        ("A cat sits. Another cat sleeps.", ("cat", "cat")),
        ("A golden retriever puppy runs", ("puppy",)),
        ("A cat statue in a park", ()),
        ("A woman. She dances.", ("woman",)),
    ],
)
def test_another_noun_is_another_creature_unless_it_is_known_already(prompt: str, cast: tuple[str, ...]) -> None:
    assert tuple(actor.species for actor in scene_of(prompt).actors) == cast


def test_pronouns_mean_those_on_stage() -> None:
    boy, dog = scene_of("A boy and a dog run. He laughs, it jumps. They sleep.").actors
    assert [act.action for act in boy.acts] == ["run", "laugh", "sleep"]
    assert [act.action for act in dog.acts] == ["run", "jump", "sleep"]


@pytest.mark.parametrize(
    ("prompt", "action"),
    [
        ("The wave breaks and the robot waves", "wave"),
        ("Two robots fly over a lake", "fly"),
        ("A chef cooks", "cook"),
        ("A sleeping cat", "sleep"),
        ("Close-up of a dancing robot", "dance"),
    ],
)
def test_words_that_are_nouns_and_verbs(prompt: str, action: str) -> None:
    actors = scene_of(prompt).actors
    assert actors
    assert {actor.action for actor in actors} == {action}


@pytest.mark.parametrize(
    ("prompt", "line", "speaker"),
    [
        ('The girl says "Hello there!"', "Hello there!", 0),
        ('A cat and a man: "Come here."', "Come here.", 1),
        ("“Good night”, whispers the robot", "Good night", 0),
        ("Un chat dit «Bonjour»", "Bonjour", 0),
        ("猫说：“你好！”", "你好！", 0),
        ("猫が「こんにちは」と言う", "こんにちは", 0),
        ('A man walks past a sign that says "OPEN"', "OPEN", None),
    ],
)
def test_quotations_are_lines_with_their_speaker(prompt: str, line: str, speaker: int | None) -> None:
    board = read_prompt(prompt)
    assert [(found.text, found.speaker) for found in board.first.lines] == [(line, speaker)]
    assert all(word not in board.unmatched for word in line.split())


def test_four_lines_at_most_one_after_the_other() -> None:
    board = read_prompt(" ".join(f'The man says "Number {number}!"' for number in range(6)))
    lines = board.first.lines
    assert [line.text for line in lines] == [f"Number {number}!" for number in range(4)]
    assert all(before.end <= after.begin for before, after in pairwise(lines))
    assert board.unmatched == ("Number 4!", "Number 5!")


def test_somebody_who_only_speaks_talks() -> None:
    assert scene_of('The girl says "Hello there!"').actors == (acting("girl", "talk"),)


def test_a_word_in_quotes_for_emphasis_is_read() -> None:
    assert cast_of('A "robot" dances') == [("robot", "dance")]


@pytest.mark.parametrize(
    "prompt",
    [
        "",
        "   \n",
        "🎉🎉",
        "\x00\ud800",
        "\x01quote",
        "a" * 9000,
        "koala " * 1600,
        '"',
        "[0-",
        "1. 2. 3.",
        "@Image1",
        "then then then",
    ],
)
def test_strange_prompts_are_read(prompt: str) -> None:
    board = read_prompt(prompt)
    assert 1 <= len(board.panels) <= 4
    assert len(board.first.actors) <= 6


def test_pictographs_are_words() -> None:
    scene = scene_of("🐨🌊🌅")
    assert (scene.place, scene.time) in (("sea", "sunset"), ("sea", "sunrise"))
    assert [actor.species for actor in scene.actors] == ["koala"]


def test_reading_is_quick() -> None:
    prompt = "A small red fox trots through a snowy pine forest at dawn, then it stops and looks up. Tracking shot."
    read_prompt(prompt)
    start = time.process_time()
    for _ in range(10):
        read_prompt(prompt)
    assert (time.process_time() - start) / 10 < 0.015
    start = time.process_time()
    read_prompt("A koala surfs a wave at sunset " * 260)
    assert time.process_time() - start < 0.3


def test_the_same_prompt_is_read_the_same() -> None:
    prompt = "[0-2s] two cats play. [2-5s] Cut to a dog on the beach"
    assert read_prompt(prompt) == read_prompt(prompt)


def test_every_species_prop_and_move_of_the_lexicon_is_read_by_its_first_phrase() -> None:
    named: dict[tuple[str, str], list[Storyboard]] = {}
    for phrase, meanings in lexicon("en").meanings.items():
        for meaning in meanings:
            key = meaning.kind, meaning.value
            if meaning.kind in ("species", "camera") and not meaning.near and len(named.setdefault(key, [])) < 3:
                named[key].append(read_prompt(f"a {phrase}" if meaning.kind == "species" else f"a cat, {phrase}"))
    for (kind, value), boards in named.items():
        found = [
            {actor.species for actor in board.first.actors}
            if kind == "species"
            else {move.name for move in board.first.camera}
            for board in boards
        ]
        assert any(value in values for values in found), (kind, value)
    assert {value for kind, value in named if kind == "camera"} <= set(MOVES) | {"auto"} or len(MOVES) < 15


def test_everything_the_lexicon_names_can_be_drawn() -> None:
    known = {
        "place": set(PLACES),
        "implied.place": set(PLACES),
        "species": set(all_species()),
        "action": set(ACTIONS),
        "prop": set(PROPS),
        "weather": set(WEATHERS) | {"clear"},
        "camera": set(MOVES) | {"auto", "static"},
    }
    unknown = {
        (meaning.kind, meaning.value)
        for meanings in lexicon().meanings.values()
        for meaning in meanings
        if meaning.value not in known.get(meaning.kind, {meaning.value})
    }
    assert not unknown


def test_every_species_is_found_by_its_own_name() -> None:
    missing = [
        name
        for name in all_species()
        if {actor.species for actor in read_prompt(f"a {name.replace('_', ' ')}").first.actors} != {name}
    ]
    assert not missing
