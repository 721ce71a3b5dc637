"""Beats: when one thing follows another, when the picture is cut, and who is still there."""

from __future__ import annotations

import pytest

from kinora.engines.previs.reading.prompt import read_prompt
from kinora.engines.previs.scene import Panel, Storyboard


def shares(board: Storyboard) -> list[tuple[float, float]]:
    return [(round(panel.begin, 3), round(panel.end, 3)) for panel in board.panels]


def acts(panel: Panel, place: int = 0) -> list[tuple[str, float]]:
    return [(act.action, round(act.begin, 3)) for act in panel.scene.actors[place].acts]


def places(board: Storyboard) -> list[str]:
    return [scene.place for scene in board.scenes]


@pytest.mark.parametrize("word", ["then", "and then", "after that", "suddenly it", "finally it", "next it"])
def test_what_comes_next_in_the_same_place_is_one_scene(word: str) -> None:
    board = read_prompt(f"A fox runs in the forest, {word} jumps")
    assert len(board.panels) == 1
    assert acts(board.panels[0]) == [("run", 0.0), ("jump", 0.5)]
    assert board.unmatched == ()


def test_acts_of_one_beat_share_its_time() -> None:
    (panel,) = read_prompt("A cat walks, jumps and sits in a garden").panels
    assert acts(panel) == [("walk", 0.0), ("jump", 0.333), ("sit", 0.667)]


@pytest.mark.parametrize(
    "prompt",
    [
        "[0-2s] A cat sleeps in a garden. [2-5s] A dog runs on a beach.",
        "0-2s: A cat sleeps in a garden. 2-5s: A dog runs on a beach.",
        "0:00-0:02 A cat sleeps in a garden. 0:02-0:05 A dog runs on a beach.",
        "[00:00-00:02] A cat sleeps in a garden [00:02-00:05] A dog runs on a beach",
        "(0s-2s) A cat sleeps in a garden; (2s-5s) A dog runs on a beach",
        "0–2秒：一只猫在花园里睡觉。2–5秒：一只狗在海滩上奔跑。",
    ],
)
def test_timestamps_tell_the_shares(prompt: str) -> None:
    board = read_prompt(prompt, seconds=5)
    assert shares(board) == [(0.0, 0.4), (0.4, 1.0)]
    assert [[actor.species for actor in scene.actors] for scene in board.scenes] == [["cat"], ["dog"]]
    assert places(board) == ["garden", "beach"]


def test_timestamps_in_one_place_are_acts_of_one_scene() -> None:
    (panel,) = read_prompt("[0-2s] A cat sits in a garden. [2-4s] It jumps. [4-5s] It runs.", seconds=5).panels
    assert acts(panel) == [("sit", 0.0), ("jump", 0.4), ("run", 0.8)]


def test_timestamps_are_held_to_the_clip() -> None:
    longer = read_prompt("[0-2s] A cat sits. [2-4s] Cut to a dog", seconds=10)
    assert shares(longer) == [(0.0, 0.2), (0.2, 1.0)]
    shorter = read_prompt("[0-5s] A cat sits. [5-10s] Cut to a dog", seconds=5)
    assert shares(shorter) == [(0.0, 0.5), (0.5, 1.0)]


@pytest.mark.parametrize(
    "prompt",
    [
        "Shot 1: a cat sleeps. Shot 2: a dog runs.",
        "Shot 1 - a cat sleeps. Shot 2 - a dog runs.",
        "Scene 1: a cat sleeps\nScene 2: a dog runs",
        "[Shot 1] a cat sleeps [Shot 2] a dog runs",
        "1. A cat sleeps. 2. A dog runs.",
        "A cat sleeps. Cut to a dog that runs.",
        "A cat sleeps, cut to: a dog runs",
        "镜头一：猫睡觉。镜头二：狗奔跑。",
        "第一幕：猫睡觉。第二幕：狗奔跑。",
        "Plano 1: un gato duerme. Plano 2: un perro corre.",
    ],
)
def test_numbered_shots_and_cuts_are_panels(prompt: str) -> None:
    board = read_prompt(prompt)
    assert shares(board) == [(0.0, 0.5), (0.5, 1.0)]
    assert [[(actor.species, actor.action) for actor in scene.actors] for scene in board.scenes] == [
        [("cat", "sleep")],
        [("dog", "run")],
    ]
    assert board.panels[1].transition == "cut"


@pytest.mark.parametrize(
    ("words", "transition"),
    [("cuts to", "cut"), ("dissolves to", "dissolve"), ("fades to", "fade"), ("wipes to", "wipe")],
)
def test_transitions(words: str, transition: str) -> None:
    board = read_prompt(f"A cat sits in a garden. The scene {words} a dog on the beach")
    assert [panel.transition for panel in board.panels] == ["cut", transition]
    assert board.unmatched == ()


def test_another_place_is_another_panel() -> None:
    board = read_prompt("A man walks in the forest, then he swims in the lake, then he sleeps in a bedroom")
    assert places(board) == ["forest", "lake", "bedroom"]
    assert [scene.actors[0].action for scene in board.scenes] == ["walk", "swim", "sleep"]
    assert places(read_prompt("A cat sits in the garden. The cat sleeps in the kitchen.")) == ["garden", "kitchen"]
    assert places(read_prompt("A cat sits in a garden. Mountains stand in the distance.")) == ["garden"]


def test_another_time_or_framing_is_another_panel() -> None:
    board = read_prompt("Wide shot of a castle at day, then a close-up of a king at night")
    assert [(scene.framing, scene.time) for scene in board.scenes] == [("wide", "day"), ("close", "night")]


def test_what_holds_goes_on_after_a_cut() -> None:
    board = read_prompt(
        "A black cat sits in a city at night in the rain. Cut to the cat running. Watercolor, slow motion."
    )
    first, second = board.scenes
    assert (second.place, second.time, second.weather) == (first.place, first.time, first.weather)
    assert first.style == second.style == "watercolor"
    assert first.pace == second.pace == 0.5
    assert second.actors[0].coat == first.actors[0].coat != ""


def test_who_is_meant_again_comes_along_and_others_do_not() -> None:
    board = read_prompt("A cat and a dog play in a garden. Cut to the dog on the beach")
    assert [actor.species for actor in board.scenes[1].actors] == ["dog"]
    board = read_prompt("A woman and a dog walk in a park. Cut to a kitchen, she cooks")
    assert [actor.species for actor in board.scenes[1].actors] == ["woman"]


def test_everybody_stays_when_nobody_is_named() -> None:
    board = read_prompt("A cat and a dog play in a garden. Cut to a close-up")
    assert [actor.species for actor in board.scenes[1].actors] == ["cat", "dog"]
    assert [actor.acts[0].partner for actor in board.scenes[1].actors] == [1, 0]


def test_somebody_new_enters_in_its_beat() -> None:
    (panel,) = read_prompt("A cat sits in a garden, then a dog runs, finally they play").panels
    cat, dog = panel.scene.actors
    assert (cat.enters, round(dog.enters, 3)) == (0.0, 0.333)
    assert acts(panel, 0) == [("sit", 0.0), ("play", 0.667)]
    assert acts(panel, 1) == [("run", 0.0), ("play", 0.667)]


def test_an_answer_waits_for_what_it_answers() -> None:
    (panel,) = read_prompt("A man gives a woman a rose. She hugs him.").panels
    assert acts(panel, 0)[0] == ("give", 0.0)
    assert ("hug", 0.5) in acts(panel, 1)


def test_moves_have_the_time_of_their_beat() -> None:
    (panel,) = read_prompt("A cat in a garden, the camera pans left, then zooms in slowly").panels
    assert [(move.name, move.begin, move.end) for move in panel.scene.camera] == [
        ("pan_left", 0.0, 0.5),
        ("zoom_in", 0.5, 1.0),
    ]


def test_lines_have_the_time_of_their_beat() -> None:
    board = read_prompt('[0-2s] A cat says "Hello you!" [2-4s] A dog says "Good day!"', seconds=4)
    lines = [line for scene in board.scenes for line in scene.lines]
    assert [(line.text, line.begin, line.end) for line in lines] == [("Hello you!", 0.0, 0.5), ("Good day!", 0.5, 1.0)]


def test_four_panels_at_most() -> None:
    board = read_prompt(" ".join(f"Shot {number}: a cat runs." for number in range(1, 8)))
    assert len(board.panels) == 4
    assert (board.panels[0].begin, board.panels[-1].end) == (0.0, 1.0)


@pytest.mark.parametrize(
    "prompt", ["Then a cat sits", "A cat sits, then", "Cut to a cat. Fade to black", "next to a cat"]
)
def test_words_of_sequence_without_a_sequence(prompt: str) -> None:
    board = read_prompt(prompt)
    assert len(board.panels) == 1
    assert [actor.species for actor in board.first.actors] == ["cat"]


def test_panels_follow_each_other_without_a_gap() -> None:
    board = read_prompt(
        "[1-2s] a cat in a garden [2-2s] cut to a dog [3s] cut to a fox, then a cut to a bear", seconds=5
    )
    assert board.panels[0].begin == 0.0
    assert board.panels[-1].end == 1.0
    for before, after in zip(board.panels, board.panels[1:], strict=False):
        assert before.end == after.begin
        assert before.begin < before.end


def test_a_line_begins_with_its_sentence() -> None:
    (panel,) = read_prompt('A man walks in the rain. He waves at a cat. He says "Hello, cat!"').panels
    (line,) = panel.scene.lines
    assert 0.4 < line.begin < 0.8
    assert line.end == 1.0


@pytest.mark.parametrize("shown", ["a wide shot of a castle", "an aerial view of a city at night"])
def test_a_view_of_another_place_is_empty(shown: str) -> None:
    before, after = read_prompt(f"A girl cooks in the kitchen. Cut to {shown}").scenes
    assert [actor.species for actor in before.actors] == ["girl"]
    assert after.actors == ()


def test_who_is_meant_goes_along_to_another_place() -> None:
    _, after = read_prompt("A cat sleeps in the bedroom. Cut to the beach").scenes
    assert [actor.species for actor in after.actors] == ["cat"]
