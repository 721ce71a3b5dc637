"""The lexicon's files: every key has words in six languages, is drawn, and no phrase says two things."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import pytest

from kinora.engines.previs import lexicon as folder
from kinora.engines.previs.camera import MOVES
from kinora.engines.previs.drawing.palette import PALETTES
from kinora.engines.previs.lexicon.book import KINDS, Meaning, lexicon, split_phrase
from kinora.engines.previs.lexicon.forms import of_noun
from kinora.engines.previs.places.registry import PLACES
from kinora.engines.previs.props.kinds import PROPS
from kinora.engines.previs.rigs.actions import ACTIONS
from kinora.engines.previs.rigs.species import all_species
from kinora.engines.previs.stage.effects import EFFECTS
from kinora.engines.previs.stage.framing import FRAMINGS
from kinora.engines.previs.stage.style import STYLES
from kinora.engines.previs.stage.weather import WEATHERS

LANGUAGES = ("en", "zh", "es", "fr", "de", "ja")
SMALL_WORDS = ("stop", "negation", "beat", "speech")

DRAWN: dict[str, Callable[[], Iterable[str]]] = {
    "species": all_species,
    "action": lambda: ACTIONS,
    "prop": lambda: PROPS,
    "place": lambda: PLACES,
    "time": lambda: PALETTES,
    "weather": lambda: WEATHERS,
    "effect": lambda: (*EFFECTS, "birds"),  # birds belong to the places
    "style": lambda: STYLES,
    "camera": lambda: MOVES,
    "framing": lambda: FRAMINGS,
}


@cache
def tables(code: str) -> tuple[dict[str, Any], ...]:
    """The files of one language."""
    texts = (file.read_text("utf-8") for file in files(folder).iterdir() if file.name.endswith(".toml"))
    return tuple(table for table in map(tomllib.loads, texts) if table.get("language", {}).get("code") == code)


def rows(code: str, kind: str) -> Iterator[tuple[str, list[str]]]:
    """Every key of a kind with its words, those that only stand in for another among them."""
    for table in tables(code):
        yield from table.get(kind, {}).items()
        yield from table.get("near", {}).get(kind, {}).items()


def keys(code: str, kind: str) -> set[str]:
    """The keys that have words of their own."""
    return {key for table in tables(code) for key in table.get(kind, {})}


def all_lists(code: str) -> Iterator[tuple[str, list[str]]]:
    for kind in KINDS:
        yield from ((f"{kind}.{key}", words) for key, words in rows(code, kind))
    for table in tables(code):
        yield from ((f"implied.{key}", words) for key, words in table.get("implied", {}).get("place", {}).items())
        yield from ((f"shown.{key}", words) for key, words in table.get("shown", {}).items())
        yield from ((f"motion.{key}", words) for key, words in table.get("motion", {}).items())
        yield from ((name, table[name]["words"]) for name in SMALL_WORDS if name in table)


def test_english_has_more_than_1500_words() -> None:
    single = {word for _, words in all_lists("en") for word in words if " " not in word}
    named = {word for kind in KINDS for _, words in rows("en", kind) for word in words}
    assert len(single) >= 1_500
    assert len(named) >= 5_000


@pytest.mark.parametrize("code", LANGUAGES[1:])
def test_every_language_has_every_key(code: str) -> None:
    for kind in KINDS:
        assert keys(code, kind) == keys("en", kind), kind
    for name in SMALL_WORDS:
        assert any(name in table for table in tables(code)), name


@pytest.mark.parametrize("kind", DRAWN)
def test_what_has_words_is_drawn_and_what_is_drawn_has_words(kind: str) -> None:
    assert keys("en", kind) == set(DRAWN[kind]())


@pytest.mark.parametrize(
    ("kind", "fewest"),
    [("species", 40), ("prop", 60), ("place", 20), ("style", 15), ("camera", 20), ("action", 25), ("colour", 20)],
)
def test_there_is_enough_of_each_kind(kind: str, fewest: int) -> None:
    assert len(keys("en", kind)) >= fewest


def test_colours_and_sizes_have_a_value() -> None:
    book = lexicon()
    assert set(book.colours) == keys("en", "colour")
    assert set(book.sizes) == keys("en", "size")
    assert all(len(value) == 7 and int(value[1:], 16) >= 0 for value in book.colours.values())
    assert book.sizes["tiny"] < book.sizes["small"] < 1 < book.sizes["big"] < book.sizes["huge"]


def test_what_stands_in_and_what_is_implied_are_keys() -> None:
    for code in LANGUAGES:
        for kind in KINDS:
            assert {key for key, _ in rows(code, kind)} <= keys("en", kind), (code, kind)
        implied = {key for table in tables(code) for key in table.get("implied", {}).get("place", {})}
        assert implied <= keys("en", "place"), code


def test_what_is_shown_belongs_to_a_key() -> None:
    known = {"any", "dressed"}.union(*(keys("en", kind) for kind in KINDS))
    for code in LANGUAGES:
        held = [keys for table in tables(code) for kind in ("shown", "stirs") for keys in table.get(kind, {})]
        assert {key for keys in held for key in keys.split("__")} <= known, code
    assert {key for table in tables("en") for key in table.get("motion", {})} <= keys("en", "prop")


@pytest.mark.parametrize("code", LANGUAGES)
def test_lists_are_tidy(code: str) -> None:
    for name, words in all_lists(code):
        assert words, name
        assert all(word == word.lower().strip() and word for word in words), name
        assert not [word for word, times in Counter(words).items() if times > 1], name
        if code == "en":
            assert not [word for word in words if "-" in word], name
            assert not [word for word in words if word.endswith("'s") and word not in ("it's", "let's")], name


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_phrase_means_one_thing_of_a_kind(code: str) -> None:
    for kind in KINDS:
        held = Counter(word for _, words in rows(code, kind) for word in words)
        assert not [word for word, times in held.items() if times > 1], kind


# Forms of one word that are another word too; the first of the two has it.
SHARED = {"superheroes"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_accents_and_plurals_do_not_make_two_words_one(code: str) -> None:
    for kind in ("species", "prop", "place", "action", "colour", "size"):
        found: dict[str, set[str]] = {}
        for key, words in rows(code, kind):
            for phrase in map(split_phrase, words):
                for form in (phrase, *(of_noun(phrase, code) if kind in ("species", "prop", "place") else ())):
                    found.setdefault(form, set()).add(key)
        assert not {form: held for form, held in found.items() if len(held) > 1 and form not in SHARED}, kind


@pytest.mark.parametrize(
    ("phrase", "kind", "value", "near"),
    [
        ("koala bear", "species", "koala", ""),
        ("mice", "species", "mouse", ""),
        ("wolves", "species", "wolf", ""),
        ("puppies", "species", "puppy", ""),
        ("corgi", "species", "dog", "corgi"),
        ("corgis", "species", "dog", "corgi"),
        ("skateboarding", "action", "skate", ""),
        ("ridden", "action", "ride", ""),
        ("whispering", "action", "talk", ""),
        ("giggles", "action", "laugh", ""),
        ("golden hour", "time", "sunset", ""),
        ("over the shoulder shot", "framing", "over_shoulder", ""),
        ("vertigo effect", "camera", "dolly_zoom", ""),
        ("slow motion", "pace", "slow", ""),
        ("bokeh", "style", "cinematic", "bokeh"),
        ("smash cut to", "transition", "cut", ""),
        ("熊猫", "species", "panda", ""),
        ("两只", "count", "2", ""),
        ("镜头推进", "camera", "zoom_in", ""),
        ("国风水墨", "style", "ink", ""),
        ("二人", "count", "2", ""),
        ("雪だるま", "species", "snowman", ""),
        ("bonhomme de neige", "species", "snowman", ""),
        ("nashorner", "species", "rhino", ""),
        ("montanas", "place", "mountain", ""),
    ],
)
def test_a_phrase_and_its_forms_are_known(phrase: str, kind: str, value: str, near: str) -> None:
    assert Meaning(kind, value, near) in lexicon().meanings[phrase]
