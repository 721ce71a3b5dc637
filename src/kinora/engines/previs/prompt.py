"""From a prompt to a Scene, by a lexicon. Knows words, not drawing; never fails, whatever it is given."""

from __future__ import annotations

from dataclasses import replace

from kinora.engines.previs.casting import Casting, cast_of
from kinora.engines.previs.hits import Hit, find_hits, split_words, values
from kinora.engines.previs.lexicon import lexicon
from kinora.engines.previs.remainder import Account
from kinora.engines.previs.scene import Actor, Scene

_MOST_PROPS = 4


def read_prompt(prompt: str, *, camera_fixed: bool = False) -> Scene:
    """The scene that a prompt asks for. camera_fixed overrides every camera move of the text."""
    book = lexicon()
    words = split_words(prompt, book)
    hits = list(find_hits(words, book))
    meant = [hit for hit in hits if not hit.denied]
    camera = tuple(dict.fromkeys(values(meant, "camera")))
    castings = cast_of(meant, words, book)
    actors = _actors(castings, meant)
    scene = Scene(
        place=_place(meant, actors),
        time=_first(meant, "time", "day"),
        weather=_first(meant, "weather", "clear"),
        style=_style(meant),
        camera=("static",) if camera_fixed else camera or ("auto",),
        actors=actors,
        props=tuple(dict.fromkeys(values(meant, "prop")))[:_MOST_PROPS],
    )
    account = Account(scene, words, hits, castings, book)
    return replace(scene, unmatched=account.unmatched(), substituted=account.substituted())


def _actors(castings: tuple[Casting, ...], hits: list[Hit]) -> tuple[Actor, ...]:
    """Those who found a place; somebody has to surf or dance when nobody is named."""
    cast = tuple(casting.actor for casting in castings for _ in range(casting.drawn))
    verbs = values(hits, "action")
    if not cast and verbs and verbs[0] in ("surf", "dance"):
        return (Actor("person", verbs[0]),)
    return cast


def _first(hits: list[Hit], kind: str, otherwise: str) -> str:
    return next(iter(values(hits, kind)), otherwise)


def _style(hits: list[Hit]) -> str:
    """A drawn or toned look is more particular than "cinematic", so it wins."""
    found = values(hits, "style")
    return next((style for style in found if style != "cinematic"), found[0] if found else "none")


def _place(hits: list[Hit], actors: tuple[Actor, ...]) -> str:
    """A named place, else one that a thing or an action brings along, else a meadow."""
    named = values(hits, "place")
    if "underwater" in named:
        return "underwater"
    surfing = any(actor.action == "surf" for actor in actors)
    if surfing and "space" not in named:
        return "sea"
    if named:
        return named[0]
    implied = values(hits, "implied.place")
    if implied:
        return implied[0]
    return "space" if any(actor.species == "astronaut" for actor in actors) else "meadow"
