"""Which reference picture becomes what in a scene, and what to tell of it. Words decide first, pixels second."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kinora.engines.base import InputImage
from kinora.engines.previs.pictures.figures import Figure, figure
from kinora.engines.previs.pictures.framing import Picture
from kinora.engines.previs.pictures.recolour import Swatch, swatch
from kinora.engines.previs.pictures.reference import MOST_REFERENCES, Guests
from kinora.engines.previs.pictures.roles import Mention, mentions, role_words
from kinora.engines.previs.scene import Act, Actor, Scene
from kinora.media.picture import read_picture
from kinora.spec.outcome import Note

_LARGEST_FIGURE = 900
_LARGEST_PLACE = 2400
_NOBODY = "@picture"
"""A species that no table has: it keeps an actor's doings in the scene while a picture takes its part."""
_BECAME = {
    "cut": "an actor, cut out",
    "card": "a framed card",
    "place": "the place",
    "style": "the palette",
}


@dataclass(frozen=True, slots=True)
class Invited:
    """The guests of a scene, the scene without the actors whose part they take, a palette, and what to tell.

    understood: words of the prompt that the pictures obey.
    """

    guests: Guests
    scene: Scene
    palette: Swatch | None
    notes: tuple[Note, ...]
    understood: frozenset[str]


def invite(images: tuple[InputImage, ...], prompt: str, scene: Scene) -> Invited:
    """Give every picture a part. Raises MediaUnusable for one that can't be read."""
    said = mentions(prompt)
    figures: list[Figure] = []
    backdrop: Picture | None = None
    palette: Swatch | None = None
    became: list[tuple[int, str]] = []
    replaced: list[Mention] = []
    for number, image in enumerate(images[:MOST_REFERENCES], 1):
        mention = said.get(number)
        role = mention.role if mention is not None and mention.role is not None else "actor"
        picture = read_picture(image.path, largest_side=_LARGEST_PLACE if role == "place" else _LARGEST_FIGURE)
        if role == "style" and palette is None:
            palette = swatch(picture, image.strength)
        elif role == "place" and backdrop is None:
            backdrop = picture
        else:
            role = "actor"
            one = figure(picture, image.strength, _acts(mention, scene, len(figures)))
            figures.append(one)
            if one.cut:
                replaced.append(mention or Mention())
        became.append((number, role if role != "actor" else ("cut" if figures[-1].cut else "card")))
    cast = _without(scene.actors, replaced, said, prompt)
    if any(act.action == "surf" for one in figures for act in one.acts) and not any(one.does("surf") for one in cast):
        cast = (*cast, Actor(_NOBODY, (Act("surf"),)))
    changed = replace(scene, actors=cast, lines=tuple(replace(line, speaker=None) for line in scene.lines))
    heard = role_words().union(*(mention.heard for mention in said.values())) if said else frozenset[str]()
    return Invited(Guests(tuple(figures), backdrop), changed, palette, _notes(became), heard)


def _acts(mention: Mention | None, scene: Scene, place: int) -> tuple[Act, ...]:
    """What the words at the picture say, else what the actor does whose part it takes."""
    if mention is not None and mention.acts:
        return tuple(replace(act, partner=None) for act in mention.acts)
    if place < len(scene.actors):
        return tuple(replace(act, partner=None) for act in scene.actors[place].acts)
    return ()


def _without(
    actors: tuple[Actor, ...], replaced: list[Mention], said: dict[int, Mention], prompt: str
) -> tuple[Actor, ...]:
    """The actors without those that the pictures show.

    Where the words next to a picture name a species, that one goes; where no picture is mentioned at all, the first
    actors go; a picture that is mentioned alone takes nobody's place but that of a person nobody spoke of.
    """
    left = list(actors)
    if not said:
        return tuple(left[len(replaced) :])
    for mention in replaced:
        found = next((actor for actor in left if mention.named and actor.species == mention.named), None)
        if found is None and not mention.named and "person" not in prompt.lower():
            found = next((actor for actor in left if actor.species == "person"), None)
        if found is not None:
            left.remove(found)
    return tuple(left)


def _notes(became: list[tuple[int, str]]) -> tuple[Note, ...]:
    notes = [
        Note(
            "references",
            "What the reference pictures became.",
            tuple(f"@Image{number}: {_BECAME[what]}" for number, what in became),
        )
    ]
    cards = tuple(f"@Image{number}" for number, what in became if what == "card")
    if cards:
        text = "The picture's subject could not be cut out cleanly, so the picture stands in the scene as a card."
        notes.append(Note("matte", text, cards))
    return tuple(notes)
