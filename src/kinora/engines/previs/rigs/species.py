"""The tables of creatures and vehicles: one row each. Knows looks, not movement."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.resources import files
from typing import Any, Self

from kinora.engines.previs.drawing.palette import Colour, hex_colour, mix


@dataclass(frozen=True, slots=True, kw_only=True)
class Species:
    """How one creature looks. rig: its body plan. size: 1.0 is a koala. socks: dark paws and limbs' ends.

    trim: the second colour of clothes (trousers, belts, capes). marks and gear can hold several words.
    The words of the other columns are the rig's own: each table's head says what they can be.
    """

    name: str
    rig: str
    coat: Colour
    belly: Colour
    dark: Colour
    size: float
    ears: str = "none"
    muzzle: str = "none"
    tail: str = "none"
    marks: str = "none"
    hair: str = "none"
    hat: str = "none"
    outfit: str = "none"
    body: str = "none"
    gear: str = "none"
    socks: bool = False
    trim: Colour | None = None

    @property
    def shade(self) -> Colour:
        """The coat on the side away from the viewer."""
        return mix(self.coat, (18, 14, 34), 0.20)

    @property
    def paw(self) -> Colour:
        return self.dark if self.socks or self.muzzle == "beak" else mix(self.coat, self.dark, 0.32)

    @property
    def accent(self) -> Colour:
        """The second colour of its clothes."""
        return self.trim if self.trim is not None else mix(self.coat, self.dark, 0.55)

    @property
    def is_clothed(self) -> bool:
        """Whether the coat is worn: skin and hair then keep their colours when it changes."""
        return self.outfit != "none"

    def has(self, word: str) -> bool:
        """Whether a mark or a piece of gear is in its row."""
        return word in self.marks.split() or word in self.gear.split()

    def dressed(self, coat: str, size: float) -> Self:
        """The same creature in another coat ("#2b2b32", "" for its own) and at `size` times its usual size."""
        grown = replace(self, size=self.size * size)
        if not coat:
            return grown
        colour = hex_colour(coat)
        if self.is_clothed or self.muzzle in ("screen", "visor"):
            return replace(grown, coat=colour)
        return replace(grown, coat=colour, belly=mix(colour, self.belly, 0.45), dark=mix(self.dark, (20, 18, 26), 0.35))

    def variant(self, order: int) -> Self:
        """The same creature told from its kind: other hair, skin and clothes for people, a darker coat for animals."""
        if order == 0:
            return self
        if self.has("varies"):
            return replace(self, coat=_PAINTS[(order - 1) % len(_PAINTS)])
        if not self.is_clothed or self.muzzle != "face":
            return replace(self, coat=mix(self.coat, self.dark, 0.16 if order % 2 else 0.07))
        place = (order - 1) % len(_HAIRS)
        # A uniform is known by its colour, so only plain clothes change altogether.
        coat = _SHIRTS[place] if self.hat == "none" else mix(self.coat, _SHIRTS[place], 0.18)
        return replace(self, coat=coat, dark=_HAIRS[place], belly=_SKINS[place])


_PAINTS: tuple[Colour, ...] = ((66, 124, 206), (246, 196, 66), (86, 164, 96), (232, 236, 240))
_SHIRTS: tuple[Colour, ...] = ((86, 150, 96), (140, 96, 170), (224, 176, 70))
_HAIRS: tuple[Colour, ...] = ((30, 26, 30), (112, 62, 34), (190, 140, 74))
_SKINS: tuple[Colour, ...] = ((176, 120, 84), (240, 204, 178), (214, 160, 122))
_FOLDER = files(__package__).joinpath("tables")
_COLUMNS = {field.name for field in fields(Species)} - {"name"}
_NEEDED = {"rig", "coat", "belly", "dark", "size"}


@cache
def all_species() -> dict[str, Species]:
    """Every row of every table, by name. Raises ValueError naming the row that can't be read, or stands twice."""
    found: dict[str, Species] = {}
    for file in sorted(_FOLDER.iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        for name, row in tomllib.loads(file.read_text("utf-8")).items():
            if name in found:
                raise ValueError(f"{file.name}: {name!r} stands in another table too")
            found[name] = _row(name, row)
    return found


def _row(name: str, row: dict[str, Any]) -> Species:
    unknown = set(row) - _COLUMNS
    if unknown or not set(row) >= _NEEDED:
        raise ValueError(f"{name}: unknown {sorted(unknown)}, missing {sorted(_NEEDED - set(row))}")
    colours: dict[str, Any] = {key: hex_colour(row[key]) for key in ("coat", "belly", "dark", "trim") if key in row}
    values: dict[str, Any] = {"name": name, **row, **colours}
    return Species(**values)
